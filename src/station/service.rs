//! Service messages between two connected stations: what was received, what is open, what is repeated.
//!
//! ```text
//! VZCZCXRO0010                            format line 1, numbered like any transmission of the channel
//! OO RUEHMO                               to the station at the far end
//! DE RUEH                                 without serial: it is no message of its own (ACP 127(G) 405b)
//! ZNR UUUUU                               signals and identifications only (ACP 127(G) 406a)
//! ZID XMO0007 ZFX XMO0003 XMO0005         the text, with no BT around it
//! NNNN
//! ```
//!
//! | signal | says | source |
//! | --- | --- | --- |
//! | `ZID XMO0007` | all up to this number came in, but for those that a ZFX names | ACP 127(G) 412 |
//! | `ZFX XMO0003` | open or damaged; asks for an answer | ACP 127(G) 433 |
//! | `ZIC XMO0009` | the last number sent; asks for a ZID | ACP 127(G) 412 |
//! | `ZDK XMO0003` | what was under this number is repeated under another | ACP 127(G) 417 |
//! | `ZFR XMO0003` | nothing is behind this number | ACP 127(G) 424 |
//! | `R Z XMO0003` | the FLASH under this number came in | ACP 127(G) 151b |
//!
//! | `ZKJ XMO0166/264` | with this number the day closed; what else came in of days before was all | ACP 127(G) 413, 414 |
//! | `AWAITING ZDK XMO0137/264` | at the opening of a day: it was reported open, and is awaited | ACP 127(G) 413 |
//!
//! A run of numbers is written `XMO0003 THRU XMO0006`. Every message tells all that is known, so that a message that
//! is lost, late or doubled does no harm.

use super::Tape;
use crate::message::limits::{CHANNEL_NUMBER_MAX, LINE_COLUMNS_MAX};
use crate::message::{Precedence, RoutingIndicator};

/// What a receipt says that was received.
const FLASH: &str = "Z";

/// An operating signal of a service message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Signal {
    /// `ZIC`
    LastSent,
    /// `ZID`
    LastReceived,
    /// `ZFX`
    Open,
    /// `ZDK`
    Repeated,
    /// `ZFR`
    Cancelled,
    /// `R Z`
    Receipt,
    /// `ZKJ`
    DayClosed,
    /// `AWAITING ZDK`
    Awaited,
}

impl Signal {
    const ALL: [Self; 8] = [
        Self::LastSent,
        Self::LastReceived,
        Self::Open,
        Self::Repeated,
        Self::Cancelled,
        Self::Receipt,
        Self::DayClosed,
        Self::Awaited,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::LastSent => "ZIC",
            Self::LastReceived => "ZID",
            Self::Open => "ZFX",
            Self::Repeated => "ZDK",
            Self::Cancelled => "ZFR",
            Self::DayClosed => "ZKJ",
            Self::Awaited => AWAITING,
            Self::Receipt => "R",
        }
    }
}

/// Stands before `ZDK` where a repetition is awaited.
const AWAITING: &str = "AWAITING";

/// One channel's numbers from the first to the last, both included, round the wrap if need be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The channel designator.
    pub channel: String,
    /// The first channel number.
    pub first: u32,
    /// The last; the same as the first where there is one number only.
    pub last: u32,
    /// The day of the year, where numbers begin again with the day.
    pub day: Option<u16>,
}

impl Numbers {
    /// How many numbers follow the first.
    pub(super) const fn past_first(&self) -> u32 {
        (self.last + CHANNEL_NUMBER_MAX - self.first) % CHANNEL_NUMBER_MAX
    }
}

/// What a service message says: signals, each with its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ServiceText(pub Vec<(Signal, Vec<Numbers>)>);

impl ServiceText {
    /// Adds a signal, unless it has no numbers.
    pub(super) fn say(&mut self, signal: Signal, numbers: Vec<Numbers>) {
        if !numbers.is_empty() {
            self.0.push((signal, numbers));
        }
    }
}

/// Writes a service message.
pub(super) fn write(
    id: &str,
    precedence: Precedence,
    to: &RoutingIndicator<'_>,
    from: &RoutingIndicator<'_>,
    text: &ServiceText,
) -> String {
    let prosign = precedence.prosign();
    let mut message = format!("{id}\n{prosign}{prosign} {to}\nDE {from}\nZNR UUUUU\n");
    let mut column = 0;
    for word in words(text) {
        if column > 0 && column + 1 + word.len() > LINE_COLUMNS_MAX {
            message.push('\n');
            column = 0;
        } else if column > 0 {
            message.push(' ');
            column += 1;
        }
        message.push_str(&word);
        column += word.len();
    }
    message.push_str("\nNNNN\n");
    message
}

fn words(text: &ServiceText) -> Vec<String> {
    let mut words = Vec::new();
    for (signal, numbers) in &text.0 {
        words.push(signal.word().to_owned());
        if *signal == Signal::Awaited {
            words.push(Signal::Repeated.word().to_owned());
        }
        if *signal == Signal::Receipt {
            words.push(FLASH.to_owned());
        }
        for Numbers { channel, first, last, day } in numbers {
            let day = day.map_or_else(String::new, |day| format!("/{day:03}"));
            words.push(format!("{channel}{first:04}{day}"));
            if first != last {
                words.extend(["THRU".to_owned(), format!("{channel}{last:04}{day}")]);
            }
        }
    }
    words
}

/// Reads a service message from `from` to `to`, strictly. `None` for whatever is not exactly of this form: then it is
/// a cable, or a message that does not concern the channels.
///
/// The bytes must be undamaged: a report that has lost one open number would confirm what was never received.
pub(super) fn read(
    tape: &Tape,
    to: &RoutingIndicator<'_>,
    from: &RoutingIndicator<'_>,
) -> Option<ServiceText> {
    // Format line 3 of a cable goes on: it is told apart before the whole is looked at.
    let origin = tape.body().strip_prefix(b"DE ")?.strip_prefix(from.bytes())?;
    matches!(origin.first()?, b'\r' | b'\n').then_some(())?;
    let bytes = tape.to_bytes();
    let message = std::str::from_utf8(&bytes).ok()?;
    let mut lines = message.lines();
    lines.next()?.starts_with("VZCZC").then_some(())?;
    let (prosign, called) = lines.next()?.split_once(' ')?;
    let &[first, second] = prosign.as_bytes() else { return None };
    Precedence::from_prosign(first).filter(|_| first == second)?;
    (called == to.as_str()).then_some(())?;
    (lines.next()?.strip_prefix("DE ")? == from.as_str()).then_some(())?;
    (lines.next()? == "ZNR UUUUU").then_some(())?;
    let mut body: Vec<&str> = lines.collect();
    (body.pop()? == "NNNN").then_some(())?;
    signals(body.into_iter().flat_map(|line| line.split(' ')))
}

fn signals<'a>(words: impl Iterator<Item = &'a str>) -> Option<ServiceText> {
    let mut text = ServiceText::default();
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let signal = Signal::ALL.into_iter().find(|signal| signal.word() == word)?;
        (signal != Signal::Receipt || words.next() == Some(FLASH)).then_some(())?;
        let mut numbers = Vec::new();
        if signal == Signal::Awaited {
            words.next_if_eq(&Signal::Repeated.word())?;
        }
        while let Some((channel, first, day)) = words.peek().copied().and_then(number_and_day) {
            words.next();
            let mut last = first;
            if words.next_if_eq(&"THRU").is_some() {
                let (same, end, same_day) = number_and_day(words.next()?)?;
                (same == channel && same_day == day).then_some(())?;
                last = end;
            }
            numbers.push(Numbers { channel: channel.to_owned(), first, last, day });
        }
        (!numbers.is_empty()).then_some(())?;
        text.0.push((signal, numbers));
    }
    (!text.0.is_empty()).then_some(text)
}

/// `XMO0007`, or `XMO0007/264` with the day of the year.
fn number_and_day(word: &str) -> Option<(&str, u32, Option<u16>)> {
    let (id, day) = word.split_once('/').map_or((word, None), |(id, day)| (id, Some(day)));
    let figures = |day: &str| day.len() == 3 && day.bytes().all(|byte| byte.is_ascii_digit());
    let day = match day {
        Some(day) => Some(day.parse().ok().filter(|_| figures(day))?),
        None => None,
    };
    let (channel, number) = channel_number(id.as_bytes())?;
    Some((id.get(..channel.len())?, number, day))
}

/// `XMO0007`: a designator of three letters or figures, and four figures.
pub(super) fn channel_number(word: &[u8]) -> Option<(&[u8], u32)> {
    let (channel, figures) = word.split_last_chunk::<4>()?;
    let fits = channel.len() == 3
        && channel.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && figures.iter().all(u8::is_ascii_digit);
    let number = figures.iter().fold(0, |number, figure| 10 * number + u32::from(figure.wrapping_sub(b'0')));
    (fits && (1..=CHANNEL_NUMBER_MAX).contains(&number)).then_some((channel, number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn indicator(letters: &'static str) -> RoutingIndicator<'static> {
        RoutingIndicator::new(letters).unwrap()
    }

    fn run(channel: &str, first: u32, last: u32) -> Numbers {
        Numbers { channel: channel.to_owned(), first, last, day: None }
    }

    /// What RUEHMO reads in bytes from RUEH.
    fn read(message: &[u8]) -> Option<ServiceText> {
        super::read(&message.to_vec().into(), &indicator("RUEHMO"), &indicator("RUEH"))
    }

    fn report() -> ServiceText {
        let mut text = ServiceText::default();
        text.say(Signal::LastReceived, vec![run("XMO", 7, 7)]);
        text.say(Signal::Open, vec![run("XMO", 3, 3), run("XMO", 9998, 2)]);
        text.say(Signal::Receipt, vec![run("XMO", 7, 7)]);
        text
    }

    /// The shape of a service message between connected stations (ACP 127(G) 405b): no serial, no BT.
    #[test]
    fn a_service_message_word_for_word() {
        let message =
            write("VZCZCXRO0010", Precedence::Immediate, &indicator("RUEHMO"), &indicator("RUEH"), &report());
        insta::assert_snapshot!(message, @r"
        VZCZCXRO0010
        OO RUEHMO
        DE RUEH
        ZNR UUUUU
        ZID XMO0007 ZFX XMO0003 XMO9998 THRU XMO0002 R Z XMO0007
        NNNN
        ");
        assert_eq!(read(message.as_bytes()), Some(report()));
    }

    /// A heading line has at most 69 columns (ACP 127(G) 137); the list goes on below.
    #[test]
    fn a_long_list_goes_on_below() {
        let mut text = ServiceText::default();
        text.say(Signal::Open, (1..60).map(|number| run("XMO", number * 2, number * 2)).collect());
        let message =
            write("VZCZCXRO0010", Precedence::Immediate, &indicator("RUEHMO"), &indicator("RUEH"), &text);
        assert!(message.lines().all(|line| line.len() <= LINE_COLUMNS_MAX), "{message}");
        assert_eq!(read(message.as_bytes()), Some(text));
    }

    #[test]
    fn what_is_no_service_message() {
        let read = |message: &str| read(message.as_bytes());
        let whole = "VZCZCXRO0010\nOO RUEHMO\nDE RUEH\nZNR UUUUU\nZID XMO0007\nNNNN\n";
        assert!(read(whole).is_some());
        for (part, instead) in [
            ("OO ", "OP "),
            ("RUEHMO", "RUEHLN"),
            ("DE RUEH", "DE RUEHC"),
            ("DE RUEH", "DE RUEH #0001 2642216"),
            ("UUUUU", "CCCCC"),
            ("NNNN", "NNN"),
            ("XMO0007", "XMO0000"),
            ("XMO0007", "XMO00\u{1a}7"),
            ("ZID XMO0007", "R XMO0007"),
            ("ZID XMO0007", "R Z"),
            ("XMO0007", "XMO0007 THRU"),
            ("XMO0007", "XMO0007 THRU XRO0008"),
            ("XMO0007", "XMO0007 ZFX"),
            ("XMO0007", "XMO0007 AND XMO0008"),
            ("ZID XMO0007\n", ""),
        ] {
            assert_eq!(read(&whole.replacen(part, instead, 1)), None, "{part} as {instead}");
        }
    }

    #[test]
    fn runs_go_round_the_wrap() {
        assert_eq!(run("XMO", 9998, 2).past_first(), 3);
        assert_eq!(run("XMO", 5, 5).past_first(), 0);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(read(&bytes), None);
        }
    }
}
