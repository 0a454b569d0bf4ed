//! Who is to get what, what came of it, and why where nothing did.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};
use smallvec::SmallVec;

use super::laws;
use super::scenario::{Scenario, Submission};
use crate::message::Precedence;
use crate::station::{ByKey, CableKey, Delivery, Tape};

/// A SHA-256.
pub(crate) type Sha256Sum = [u8; 32];

/// One delivery to be made: a cable to an addressee.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    pub(crate) cable: usize,
    /// The addressee, by its place among the cable's.
    pub(crate) addressee: usize,
    pub(crate) station: Option<usize>,
    pub(crate) precedence: Precedence,
    pub(crate) outcome: Option<Result<Made, String>>,
    /// Transmissions that called this addressee for this cable, on all circuits.
    pub(crate) transmissions: u64,
    /// Those of them that sent a section again over the same circuit.
    pub(crate) repeats: u64,
    /// The sections that were sent, each with the circuit.
    sent: SmallVec<[(u8, u32); 3]>,
}

/// A delivery that was made.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) at: Duration,
    /// When it had come to the post, whether that was open or not.
    pub(crate) came: Duration,
    /// How long its last section waited in queues on its way.
    pub(crate) waited: Duration,
    pub(crate) text_sha256: Sha256Sum,
}

/// What was delivered before, and found to be what was handed in.
#[derive(Debug)]
struct Verified {
    sections: SmallVec<[Tape; 1]>,
    text_sha256: Sha256Sum,
}

/// The state of every delivery of a run.
#[derive(Debug)]
pub(crate) struct Ledger {
    /// The known cables of the scenario, and those of its random traffic as they come.
    submissions: Vec<Arc<Submission>>,
    /// How many of them are known.
    known: usize,
    expected: Vec<Expected>,
    /// Those that were made, by their places: in the order of their times, and of those at one time in that of their places.
    made: Vec<usize>,
    /// By cable, the first of its deliveries: they follow each other.
    first: Vec<usize>,
    /// The cables with each key, in the order in which they were taken in.
    keys: ByKey<SmallVec<[usize; 2]>>,
    /// The cables that share their key with another, and the first that had it.
    shared: BTreeMap<usize, usize>,
    /// The places of deliveries for which another station is called by mistake, by cable and that station.
    astray: BTreeMap<(usize, usize), SmallVec<[usize; 1]>>,
    unroutable: BTreeMap<usize, String>,
    /// By cable: what was delivered before, while it is still to be delivered to others.
    verified: Vec<Option<Box<Verified>>>,
    open: usize,
}

impl Ledger {
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let mut ledger = Self {
            submissions: Vec::new(),
            known: scenario.submissions.len(),
            expected: Vec::new(),
            made: Vec::new(),
            first: Vec::new(),
            keys: ByKey::default(),
            shared: BTreeMap::new(),
            astray: BTreeMap::new(),
            unroutable: BTreeMap::new(),
            verified: Vec::new(),
            open: 0,
        };
        for submission in &scenario.submissions {
            ledger.offer(submission.clone());
        }
        ledger
    }

    /// A cable is to be delivered. Gives its place among all.
    pub(crate) fn offer(&mut self, submission: Submission) -> usize {
        let cable = self.submissions.len();
        self.first.push(self.expected.len());
        for (addressee, to) in submission.addressees.iter().enumerate() {
            let outcome = to.station.is_none().then(|| Err("no such station".to_owned()));
            self.open += usize::from(outcome.is_none());
            if let Some(via) = to.via {
                self.astray.entry((cable, via)).or_default().push(self.expected.len());
            }
            self.expected.push(Expected {
                cable,
                addressee,
                station: to.station,
                precedence: to.urgency.precedence,
                outcome,
                transmissions: 0,
                repeats: 0,
                sent: SmallVec::new(),
            });
        }
        self.submissions.push(Arc::new(submission));
        self.verified.push(None);
        cable
    }

    /// Whether the scenario names a cable itself.
    pub(crate) const fn is_known(&self, cable: usize) -> bool {
        cable < self.known
    }

    /// All cables that were offered.
    pub(crate) fn submissions(&self) -> impl ExactSizeIterator<Item = &Submission> {
        self.submissions.iter().map(AsRef::as_ref)
    }

    /// How many deliveries are still to be made.
    pub(crate) const fn open(&self) -> usize {
        self.open
    }

    pub(crate) fn all(&self) -> &[Expected] {
        &self.expected
    }

    pub(crate) fn submission(&self, cable: usize) -> Option<&Arc<Submission>> {
        self.submissions.get(cable)
    }

    /// When a cable was offered.
    pub(crate) fn offered_at(&self, cable: usize) -> Duration {
        self.submissions.get(cable).map_or(Duration::ZERO, |submission| submission.at)
    }

    /// A cable's name in the report.
    pub(crate) fn id(&self, cable: usize) -> &str {
        self.submissions.get(cable).map_or("", |submission| submission.id.as_str())
    }

    /// The addressee's name in the report.
    pub(crate) fn name(&self, expected: &Expected) -> &str {
        let submission = self.submissions.get(expected.cable);
        submission
            .and_then(|cable| cable.addressees.get(expected.addressee))
            .map_or("", |to| to.name.as_str())
    }

    /// From now on a cable goes by this key, in so many sections.
    pub(crate) fn accept(&mut self, cable: usize, key: &CableKey, sections: usize) {
        if let Some(cables) = self.keys.of(key) {
            cables.push(cable);
            if let [first, _, ..] = cables[..] {
                self.shared.extend([(first, first), (cable, first)]);
            }
        }
        if let Some(submission) = self.submissions.get_mut(cable).map(Arc::make_mut) {
            submission.sections = sections;
        }
    }

    /// The originator could not send a cable.
    pub(crate) fn refuse(&mut self, cable: usize, why: &str) {
        let places = self.of_cable(cable);
        let of_cable = self.expected.get_mut(places).into_iter().flatten();
        for expected in of_cable.filter(|expected| expected.outcome.is_none()) {
            expected.outcome = Some(Err(format!("refused by its originator: {why}")));
            self.open -= 1;
        }
    }

    /// The cable with this key. Two cables may share one; then it is the first.
    pub(crate) fn cable(&self, key: &CableKey) -> Option<usize> {
        self.keys.get(key)?.first().copied()
    }

    /// The cable that transmissions of this one go by: the first with its key.
    pub(crate) fn known_as(&self, cable: usize) -> usize {
        self.shared.get(&cable).copied().unwrap_or(cable)
    }

    /// Whether two cables bear the identification of this one, so that the transmissions of one look like those of the other.
    pub(crate) fn is_shared(&self, cable: usize) -> bool {
        self.shared.contains_key(&cable)
    }

    /// A transmission of a section to a station starts on a circuit.
    pub(crate) fn transmit(&mut self, cable: usize, section: u8, circuit: usize, station: usize) {
        let sent = (section, u32::try_from(circuit).unwrap_or(u32::MAX));
        let place = self.place(cable, station);
        if let Some(expected) = place.and_then(|place| self.expected.get_mut(place)) {
            expected.transmissions += 1;
            if expected.sent.contains(&sent) {
                expected.repeats += 1;
            } else {
                expected.sent.push(sent);
            }
        }
    }

    /// A station called for a cable was found to be out of reach.
    ///
    /// Two cables may bear one identification by mistake: the way to the station is the same for both.
    pub(crate) fn out_of_reach(&mut self, key: &CableKey, station: usize, why: &str) {
        for cable in self.keys.get(key).into_iter().flatten() {
            let astray = self.astray.get(&(*cable, station)).into_iter().flatten().copied();
            let places: SmallVec<[usize; 2]> =
                self.place(*cable, station).into_iter().chain(astray).collect();
            self.unroutable.extend(places.into_iter().map(|place| (place, why.to_owned())));
        }
    }

    /// The stations that get a cable in the end for which this one is called by mistake.
    pub(crate) fn meant_behind(&self, cable: usize, called: usize) -> impl Iterator<Item = usize> {
        let places = self.astray.get(&(cable, called)).into_iter().flatten();
        places.filter_map(|place| self.expected.get(*place)?.station)
    }

    /// The deliveries of a cable, by their places among all.
    fn of_cable(&self, cable: usize) -> Range<usize> {
        let end = |cable: usize| self.first.get(cable).copied().unwrap_or(self.expected.len());
        end(cable)..end(cable + 1)
    }

    /// The place among all deliveries of that of a cable to a station.
    fn place(&self, cable: usize, station: usize) -> Option<usize> {
        let mut places = self.of_cable(cable);
        places
            .find(|place| self.expected.get(*place).is_some_and(|expected| expected.station == Some(station)))
    }

    /// Why an addressee was found to be out of reach, if it was.
    pub(crate) fn out_of_reach_at(&self, place: usize) -> Option<&str> {
        self.unroutable.get(&place).map(String::as_str)
    }

    /// A station delivers a cable. Gives back which.
    ///
    /// # Errors
    ///
    /// Where that breaks a law.
    pub(crate) fn deliver(
        &mut self,
        now: Duration,
        station: usize,
        delivery: &Delivery,
        (came, waited): (Duration, Duration),
    ) -> Result<usize, String> {
        let CableKey { origin, serial, filed } = &delivery.key;
        let named = || format!("{origin} {serial} {filed}");
        let cables =
            self.keys.get(&delivery.key).ok_or_else(|| format!("{} was never handed in", named()))?;
        let mut answer = Err(String::new());
        for cable in cables {
            let Some(submission) = self.submissions.get(*cable) else { continue };
            // The same bytes from format line 3 on are the same cable: what is equal to it once is so for each addressee.
            let before = self.verified.get(*cable).and_then(Option::as_deref);
            let before = before.filter(|before| is_same(&before.sections, &delivery.sections));
            answer = match before {
                Some(before) => Ok((*cable, before.text_sha256)),
                None if laws::is_as_handed_in(submission, delivery) => {
                    let sent = delivery.sections.first().filter(|sent| sent.text() == submission.text);
                    let digest = sent.map(Tape::text_digest).copied();
                    Ok((*cable, digest.unwrap_or_else(|| Sha256::digest(&submission.text).into())))
                }
                None => laws::delivered_text(submission, delivery)
                    .map(|text| (*cable, Sha256::digest(&text).into())),
            };
            if answer.is_ok() {
                break;
            }
        }
        let (cable, text_sha256) = answer?;
        let place = self.place(cable, station);
        let Some((place, expected)) = place.and_then(|place| Some((place, self.expected.get_mut(place)?)))
        else {
            return Err(format!(
                "{} is delivered to a station that is not among its addressees",
                self.id(cable)
            ));
        };
        if expected.outcome.is_some() {
            return Err(format!("{} is delivered for the second time", self.id(cable)));
        }
        expected.outcome = Some(Ok(Made { at: now, came, waited, text_sha256 }));
        self.open -= 1;
        self.note_made(place, now);
        if self.is_delivered_to_all(cable) {
            self.forget(cable);
        } else if let Some(verified) = self.verified.get_mut(cable) {
            let sections = || delivery.sections.as_slice().into();
            verified.get_or_insert_with(|| Box::new(Verified { sections: sections(), text_sha256 }));
        }
        Ok(cable)
    }

    /// Time never goes back: only what was made at this very time may come after it.
    fn note_made(&mut self, place: usize, now: Duration) {
        let after = |other: &&usize| {
            let made =
                self.expected.get(**other).and_then(|expected| expected.outcome.as_ref()?.as_ref().ok());
            **other > place && made.is_some_and(|made| made.at == now)
        };
        let after = self.made.iter().rev().take_while(after).count();
        self.made.insert(self.made.len() - after, place);
    }

    /// The deliveries that were made, in the order of their times, and of those at one time in that of all.
    pub(crate) fn made(&self) -> impl Iterator<Item = (&Expected, &Made)> {
        self.made.iter().filter_map(|place| {
            let expected = self.expected.get(*place)?;
            Some((expected, expected.outcome.as_ref()?.as_ref().ok()?))
        })
    }

    fn is_delivered_to_all(&self, cable: usize) -> bool {
        let mut of_cable = self.expected.get(self.of_cable(cable)).into_iter().flatten();
        of_cable.all(|expected| expected.outcome.is_some())
    }

    /// When a cable has been delivered to all, nothing has to be compared with it; the text of a random one goes as well.
    fn forget(&mut self, cable: usize) {
        if let Some(verified) = self.verified.get_mut(cable) {
            *verified = None;
        }
        if self.is_known(cable) {
            return;
        }
        if let Some(submission) = self.submissions.get_mut(cable).map(Arc::make_mut) {
            (submission.bytes, submission.text) = (bytes::Bytes::new(), bytes::Bytes::new());
        }
    }

    /// What is still open can no longer be made: `why` says why, or nothing where it does not know.
    pub(crate) fn give_up(&mut self, why: impl Fn(usize, &Expected) -> Option<String>) {
        let reasons: Vec<_> = self
            .expected
            .iter()
            .enumerate()
            .map(|(place, expected)| if expected.outcome.is_none() { why(place, expected) } else { None })
            .collect();
        for (expected, reason) in self.expected.iter_mut().zip(reasons) {
            if let Some(reason) = reason {
                expected.outcome = Some(Err(reason));
                self.open -= 1;
            }
        }
    }

    /// The delivery log: a line of JSON for each delivery, by time, post and cable.
    pub(crate) fn log(&self) -> String {
        let mut lines = Vec::with_capacity(self.made.len());
        lines.extend(self.made());
        debug_assert!(lines.is_sorted_by_key(|(_, made)| made.at), "deliveries are noted as time goes on");
        // Few are made at one time: what else a line says is looked up for those alone.
        for at_once in lines.chunk_by_mut(|(_, one), (_, other)| one.at == other.at) {
            if at_once.len() > 1 {
                at_once.sort_unstable_by_key(|(expected, made)| {
                    (self.name(expected), self.id(expected.cable), made.text_sha256)
                });
            }
        }
        let mut log = Vec::with_capacity(160 * lines.len());
        let mut figures = itoa::Buffer::new();
        for (expected, made) in lines {
            let (to, cable) = (self.name(expected), self.id(expected.cable));
            log.extend_from_slice(b"{\"time_ns\": ");
            log.extend_from_slice(figures.format(made.at.as_nanos()).as_bytes());
            log.extend_from_slice(b", \"cable\": ");
            push_json(&mut log, cable);
            log.extend_from_slice(b", \"to\": ");
            push_json(&mut log, to);
            log.extend_from_slice(b", \"text_sha256\": \"");
            log.extend_from_slice(&figures_of(&made.text_sha256));
            log.extend_from_slice(b"\"}\n");
        }
        String::from_utf8(log).unwrap_or_default()
    }
}

/// Whether two deliveries are the same from format line 3 on.
fn is_same(one: &[Tape], other: &[Tape]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_same(other))
}

/// Adds a word as JSON: nearly all need nothing but the quotes.
fn push_json(log: &mut Vec<u8>, word: &str) {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    if word.bytes().all(is_plain) {
        log.push(b'"');
        log.extend_from_slice(word.as_bytes());
        log.push(b'"');
    } else {
        // Writing to memory cannot fail.
        _ = serde_json::to_writer(log, word);
    }
}

/// Two figures for each byte.
pub(crate) fn hexadecimal(digest: impl Into<Sha256Sum>) -> String {
    String::from_utf8(figures_of(&digest.into()).to_vec()).unwrap_or_default()
}

fn figures_of(digest: &Sha256Sum) -> [u8; 2 * size_of::<Sha256Sum>()] {
    const fn figure(value: u8) -> u8 {
        if value < 10 { b'0' + value } else { b'a' + value - 10 }
    }
    let mut figures = [0; 2 * size_of::<Sha256Sum>()];
    for (pair, byte) in figures.as_chunks_mut().0.iter_mut().zip(digest) {
        *pair = [figure(byte >> 4), figure(byte & 15)];
    }
    figures
}
