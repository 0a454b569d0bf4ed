//! A transmission as it goes over a circuit: the head that each hop writes anew, and the body that nobody touches.
//!
//! A relay tears off a tape, puts new format lines 1 and 2 before it, and sends the rest on as it is. So copies of one
//! transmission share their body, and what is read in it is read once: it depends on its bytes and nothing else. A copy
//! that was damaged on its way has a body of its own.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use smallvec::SmallVec;

pub(crate) use super::head::Called;
use super::head::{Head, Written, plain_call};
use super::post::Label;
use super::upper::upper;
use super::{approval, dual};
use crate::decode::Decoder;
use crate::encode::{LineEnd, PilotSignal, Procedure, piloted, push_procedure};
use crate::message::limits::PILOTS_MAX;
use crate::message::{Cable, Call, Classification, Precedence, RoutingIndicator};

/// What a receiver with parity puts in place of a damaged character.
pub(super) const SUB: u8 = 0x1a;

/// The format lines 1 and 2 with which a body is read. Which they are changes nothing of what it says.
const ANY_NUMBER: &[u8] = b"VZCZCAAA0001";
const ANY_PRECEDENCE: Precedence = Precedence::Routine;

/// One transmission: its bytes, in two parts.
///
/// ```
/// use bytes::Bytes;
/// use torntape::station::Tape;
///
/// let bytes = Bytes::from_static(b"VZCZCXMO0001\nPP RUEHMO\nDE RUEHC #0012 2642216\nZNR UUUUU\n");
/// let tape = Tape::from(bytes.clone());
/// assert_eq!(tape.len(), bytes.len());
/// assert_eq!(tape.to_bytes(), bytes);
/// assert!(!tape.is_damaged());
/// ```
#[derive(Clone)]
pub struct Tape {
    head: Arc<Head>,
    body: Arc<Body>,
}

/// From format line 3 on.
struct Body {
    bytes: Bytes,
    /// What stands above format line 1 and between it and format line 2: nothing, as a rule.
    around: (Bytes, Bytes),
    line_end: LineEnd,
    damaged: bool,
    pilot: Option<(PilotSignal, Tape)>,
    heading: OnceLock<Heading>,
    text: OnceLock<Range<usize>>,
    text_digest: OnceLock<[u8; 32]>,
    seal: OnceLock<[u8; 32]>,
}

/// What is read in a body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) label: Option<Label>,
    class: Classification,
    /// It says `ZGC`: no receipt is needed.
    waives_receipt: bool,
    /// It is not as urgent for all of its addressees.
    mixed: bool,
}

impl Heading {
    pub(super) fn of(cable: &Cable<'_>) -> Self {
        let security = cable.security.as_ref();
        let mut signals = security.into_iter().flat_map(|security| &security.operating_signals);
        let waives_receipt = signals.any(|signal| signal.split(' ').any(|word| word == "ZGC"));
        let mixed = dual::is_mixed(cable);
        Self { label: Label::of(cable), class: approval::needed(security), waives_receipt, mixed }
    }
}

impl Tape {
    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.head.bytes.len() + self.body.bytes.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of it in one piece.
    pub fn to_bytes(&self) -> Bytes {
        let head = &self.head.bytes[..];
        if head.is_empty() { self.body.bytes.clone() } else { [head, &self.body.bytes].concat().into() }
    }

    /// Whether a character of it came in damaged: then it holds a SUB.
    pub fn is_damaged(&self) -> bool {
        self.body.damaged || self.head.damaged
    }

    /// The copy for one branch: other format lines 1 and 2, the same body
    /// (as [`relay_copy`](crate::encode::relay_copy)).
    pub(super) fn copy(&self, id: &[u8], precedence: Precedence, called: &[RoutingIndicator<'_>]) -> Self {
        let Body { around: (above, between), line_end, .. } = &*self.body;
        let mut head = Written::new();
        push_procedure(|piece| head.push(piece), (above, between), *line_end, (id, precedence, called));
        let call = above.len() + id.len() + line_end.as_bytes().len() + between.len();
        let damaged = [above, between].into_iter().any(|kept| !kept.is_empty() && kept.contains(&SUB));
        let says = (!called.is_empty() && self.ends_at_body()).then(|| {
            let stations = called.iter().map(|station| station.clone().into_owned()).collect();
            Called { precedence: Some(precedence), stations }
        });
        let head = Head::written(head, call, damaged, says);
        let copy = Self { head: Arc::new(head), body: Arc::clone(&self.body) };
        debug_assert!(
            copy.head.called.get().is_none_or(|called| *called == copy.read_call()),
            "it says what the bytes say"
        );
        copy
    }

    /// The same with a pilot before it, by a station that had sent it, or was about to, with these format lines 1 and 2.
    pub(super) fn with_pilot(
        &self,
        signal: PilotSignal,
        station: &RoutingIndicator<'_>,
        (id, precedence, called): (&str, Precedence, &[RoutingIndicator<'_>]),
    ) -> Self {
        self.copy(id.as_bytes(), precedence, called).below_pilot(signal, station, &[])
    }

    /// The same with a pilot before it that makes it one for the stations `to` alone, where any are named.
    pub(super) fn below_pilot(
        self,
        signal: PilotSignal,
        station: &RoutingIndicator<'_>,
        to: &[RoutingIndicator<'_>],
    ) -> Self {
        let (line_end, damaged) = (self.body.line_end, self.is_damaged());
        let bytes = Bytes::from(piloted(&self.to_bytes(), signal, station, to, line_end));
        let body = Body { damaged, ..Body::new(bytes, line_end, Some((signal, self))) };
        Self { head: Arc::new(Head::new(SmallVec::new(), 0)), body: Arc::new(body) }
    }

    /// The copy of what is passed on unchanged: its identification stays behind the new one (ACP 127(G) 426d).
    pub(super) fn missent(&self, id: &[u8], precedence: Precedence, called: &[RoutingIndicator<'_>]) -> Self {
        let first = self.first_line().map(<[u8]>::trim_ascii_end);
        match first.filter(|line| line.starts_with(b"VZCZC")) {
            Some(first) => {
                self.copy(&[id, self.body.line_end.as_bytes(), first].concat(), precedence, called)
            }
            None => self.copy(id, precedence, called),
        }
    }

    /// What the pilots before the message say, the newest first.
    pub(crate) fn pilots(&self) -> impl Iterator<Item = PilotSignal> {
        let first = self.body.pilot.as_ref();
        std::iter::successors(first, |(_, below)| below.body.pilot.as_ref()).map(|(signal, _)| *signal)
    }

    /// The message without its pilots.
    pub(crate) fn message(&self) -> &Self {
        let mut message = self;
        while let Some((_, below)) = &message.body.pilot {
            message = below;
        }
        message
    }

    /// The first line without its line feed; `None` where no line ends.
    pub(super) fn first_line(&self) -> Option<&[u8]> {
        let head = &self.head.bytes[..];
        let line = |bytes: &[u8]| Some(..memchr::memchr(b'\n', bytes)?);
        match line(head) {
            Some(place) => head.get(place),
            None => self.body.bytes.get(line(&self.body.bytes)?).filter(|_| head.is_empty()),
        }
    }

    /// From format line 3 on; all of it where there are no format lines 1 and 2.
    pub(crate) fn body(&self) -> &[u8] {
        &self.body.bytes
    }

    /// Whether these are its last characters.
    pub(super) fn ends_with(&self, ending: &[u8]) -> bool {
        match ending.split_at_checked(ending.len().saturating_sub(self.body.bytes.len())) {
            Some((of_head, of_body)) => {
                self.head.bytes.ends_with(of_head) && self.body.bytes.ends_with(of_body)
            }
            None => false,
        }
    }

    /// Whether the two have the same body.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.body, &other.body)
            || (self.body.bytes == other.body.bytes && self.body.around == other.body.around)
    }

    /// What its routing line says.
    pub(crate) fn call(&self) -> Option<&Called> {
        self.head.called.get_or_init(|| self.read_call()).as_ref()
    }

    /// Whether the routing line ends where the body begins: where format line 3 is missing, nobody knows at once how far it
    /// goes on.
    fn ends_at_body(&self) -> bool {
        self.body.pilot.is_some() || self.body.bytes.starts_with(b"DE ")
    }

    fn read_call(&self) -> Option<Called> {
        let line = self.head.bytes.get(self.head.call..).filter(|_| self.ends_at_body());
        if let Some(call) = line.and_then(plain_call) {
            return Some(call);
        }
        let bytes = [&self.head.bytes, upper(&self.body.bytes)].concat();
        let Call { precedence, indicators } = Decoder::new().heading(&bytes).call?;
        let stations = indicators.into_iter().map(RoutingIndicator::into_owned).collect();
        Some(Called { precedence, stations })
    }

    /// Which section of which cable it is; `None` where its heading does not tell.
    pub(crate) fn label(&self) -> Option<&Label> {
        self.message().body.heading().label.as_ref()
    }

    /// The class for which circuits have to be approved to carry it.
    pub(super) fn class(&self) -> Classification {
        self.message().body.heading().class
    }

    /// Whether it is damaged nowhere but in its text: below the lines that tell its way, and above the break behind it.
    pub(super) fn is_garbled_in_text(&self) -> bool {
        let damaged = |bytes: &[u8]| memchr::memchr_iter(SUB, bytes).count();
        let body = &self.message().body;
        let text = body.text();
        let low = text.start.max(upper(&body.bytes).len())..text.end;
        let in_text = body.bytes.get(low).map_or(0, damaged);
        in_text > 0 && in_text == damaged(&self.head.bytes) + damaged(&self.body.bytes)
    }

    /// The same with a question mark for each character that is damaged.
    pub(super) fn readable(&self) -> Self {
        let mut bytes = Vec::from(self.to_bytes());
        bytes.iter_mut().filter(|byte| **byte == SUB).for_each(|byte| *byte = b'?');
        bytes.into()
    }

    /// Whether format line 4 says that no receipt is needed for this FLASH (ACP 127(G) 151b).
    pub(super) fn waives_receipt(&self) -> bool {
        self.message().body.heading().waives_receipt
    }

    /// Whether it is not as urgent for all of its addressees.
    pub(super) fn is_mixed(&self) -> bool {
        self.message().body.heading().mixed
    }

    /// Reads its heading once more, for what is asked of few: whom it is addressed to.
    pub(super) fn with_heading<T>(&self, look: impl FnOnce(&Cable<'_>) -> T) -> T {
        self.message().body.with_heading(look)
    }

    /// Notes what its heading says of its place, where that has been read elsewhere.
    pub(super) fn bears(&self, heading: Heading) {
        debug_assert_eq!(heading, self.body.read(), "it says what the bytes say");
        _ = self.body.heading.set(heading);
    }

    /// What it is whatever way it came.
    pub(super) fn seal(&self) -> &[u8; 32] {
        let body = &self.message().body;
        body.seal.get_or_init(|| {
            let Body { around: (above, between), bytes, .. } = &**body;
            let text = body.text();
            let mut seal = Sha256::new().chain_update(above).chain_update(between);
            seal.update(text.start.to_le_bytes());
            seal.update(text.end.to_le_bytes());
            seal.update(bytes.get(..text.start).unwrap_or_default());
            seal.update(self.text_digest());
            seal.update(bytes.get(text.end..).unwrap_or_default());
            seal.finalize().into()
        })
    }

    /// What stands between its breaks, line ends included; nothing where there are not two of them.
    pub(crate) fn text(&self) -> &[u8] {
        let body = &self.message().body;
        body.bytes.get(body.text()).unwrap_or_default()
    }

    /// The SHA-256 of its text.
    pub(crate) fn text_digest(&self) -> &[u8; 32] {
        self.message().body.text_digest.get_or_init(|| Sha256::digest(self.text()).into())
    }
}

impl Body {
    const fn new(bytes: Bytes, line_end: LineEnd, pilot: Option<(PilotSignal, Tape)>) -> Self {
        Self {
            bytes,
            around: (Bytes::new(), Bytes::new()),
            line_end,
            damaged: false,
            pilot,
            heading: OnceLock::new(),
            text: OnceLock::new(),
            text_digest: OnceLock::new(),
            seal: OnceLock::new(),
        }
    }

    /// From the first break to the last.
    fn text(&self) -> Range<usize> {
        self.text.get_or_init(|| self.find_text()).clone()
    }

    fn find_text(&self) -> Range<usize> {
        const BREAK: &[u8] = b"\nBT\n";
        let is_break = |at: &usize| self.bytes.get(*at..).is_some_and(|rest| rest.starts_with(BREAK));
        // They stand among the first lines and the last: line ends are found sooner than words.
        let first = memchr::memchr_iter(b'\n', &self.bytes).find(is_break).map(|at| at + BREAK.len());
        let last = memchr::memrchr_iter(b'\n', &self.bytes).find(is_break).map(|at| at + 1);
        first.zip(last).filter(|(first, last)| first < last).map_or(0..0, |(first, last)| first..last)
    }

    fn heading(&self) -> &Heading {
        self.heading.get_or_init(|| self.read())
    }

    fn read(&self) -> Heading {
        self.with_heading(Heading::of)
    }

    /// Reads it as far as a station does.
    fn with_heading<T>(&self, look: impl FnOnce(&Cable<'_>) -> T) -> T {
        let (above, between) = &self.around;
        let upper = upper(&self.bytes);
        let mut heading = Vec::with_capacity(64 + upper.len());
        let push = |piece: &[u8]| heading.extend_from_slice(piece);
        push_procedure(push, (above, between), self.line_end, (ANY_NUMBER, ANY_PRECEDENCE, &[]));
        heading.extend_from_slice(upper);
        look(&Decoder::new().heading(&heading))
    }
}

/// What the pilot says with which a body begins, and the message below it, which may have `more` pilots.
fn pilot(body: &Bytes, more: usize) -> Option<(PilotSignal, Tape)> {
    let more = more.checked_sub(1)?;
    // Nearly all begin with `DE`.
    let end = body.starts_with(b"Z").then(|| memchr::memchr(b'\n', body)).flatten()?;
    let signal = PilotSignal::of(body.get(..end)?.trim_ascii_end())?;
    let below = Tape::read(&body.slice(end + 1..), more);
    (below.head.call < below.head.bytes.len()).then_some((signal, below))
}

impl Tape {
    fn read(bytes: &Bytes, pilots: usize) -> Self {
        let procedure = Procedure::of(bytes);
        let (above, between) = procedure.around(bytes);
        let around = (bytes.slice_ref(above), bytes.slice_ref(between));
        let Procedure { call, .. } = procedure;
        let rest = bytes.slice(call.end.min(bytes.len())..);
        let head = bytes.get(..bytes.len() - rest.len()).unwrap_or_default();
        let head = Head::new(SmallVec::from_slice(head), call.start);
        let damaged = memchr::memchr(SUB, &rest).is_some();
        let pilot = pilot(&rest, pilots);
        let body = Body { around, damaged, ..Body::new(rest, LineEnd::of(bytes), pilot) };
        Self { head: Arc::new(head), body: Arc::new(body) }
    }
}

impl From<Bytes> for Tape {
    fn from(bytes: Bytes) -> Self {
        Self::read(&bytes, PILOTS_MAX)
    }
}

impl From<Vec<u8>> for Tape {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

/// Two are the same where their bytes are.
impl PartialEq for Tape {
    fn eq(&self, other: &Self) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}

impl Eq for Tape {}

impl fmt::Debug for Tape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_bytes().fmt(f)
    }
}

/// Written as its bytes.
impl Serialize for Tape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_bytes().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Tape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Bytes::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::encode::relay_copy;

    proptest! {
        /// A copy has the bytes that a relay writes, and says what its bytes say.
        #[test]
        fn a_copy_is_that_of_a_relay(
            above in "(\r?\n){0,2}",
            first in prop::sample::select(vec!["", "VZCZCXRO0809\n", "VV   EUC093WNA114\r\n", "VZCZC\n\n"]),
            call in prop::sample::select(vec!["", "RR RUEHLN RUEHVK\n", "PP RUEHLN\nRUEHVK\n", "P RUEHLN\n", "ZZ\n"]),
            origin in prop::sample::select(vec!["", "DE RUEHC #7951/01 2642216\n", "DE RUEHC\n"]),
            rest in prop::sample::select(vec!["", "ZNR UUUUU\nBT\nUNCLAS STATE 000012\nTEXT\nBT\n#7951\nNNNN\n", "TEXT"]),
            many in 1_usize..24,
        ) {
            let bytes = Bytes::from(format!("{above}{first}{call}{origin}{rest}"));
            let tape = Tape::from(bytes.clone());
            prop_assert_eq!(tape.to_bytes(), bytes.clone());
            let called = ["RUEHMO", "RUEHYG"].into_iter().cycle().take(many);
            let called: Vec<_> = called.map(|to| RoutingIndicator::new(to).unwrap()).collect();
            let copy = tape.copy(b"VZCZCXMO0001", Precedence::Flash, &called);
            let written = relay_copy(&bytes, "VZCZCXMO0001", Precedence::Flash, &called);
            prop_assert_eq!(copy.to_bytes(), &written);
            prop_assert!(copy.is_same(&tape));
            let heading = Decoder::new().heading(&written);
            let said = heading.call.clone().map(|call| (call.precedence, call.indicators));
            prop_assert_eq!(copy.call().map(|call| (call.precedence, call.stations.to_vec())), said);
            prop_assert_eq!(copy.label().cloned(), Label::of(&heading));
            for from in 0..written.len() {
                prop_assert!(copy.ends_with(&written[from..]));
            }
        }
    }

    #[test]
    fn the_first_line_ends() {
        let first = |bytes: &'static str| Tape::from(Bytes::from(bytes)).first_line().map(<[u8]>::to_vec);
        assert_eq!(first("VZCZCXMO0001\nPP RUEHMO\n").as_deref(), Some(&b"VZCZCXMO0001"[..]));
        assert_eq!(first("TEXT\nMORE").as_deref(), Some(&b"TEXT"[..]));
        assert_eq!((first("VZCZCXMO0001"), first("TEXT")), (None, None));
        let passed_on = "VZCZCYLN0001\nVZCZCXLN0003\nRR RUEHMO\nDE RUEHC #0012 2642216\n";
        assert_eq!(first(passed_on).as_deref(), Some(&b"VZCZCYLN0001"[..]));
    }
}
