//! Service messages that are relayed: a post asks an originator to repeat sections, and is answered.
//!
//! ```text
//! VZCZCXRB0007                            format lines 1 and 2 as those of any message
//! PP RUEHC
//! DE RUEHMO 0001S 2642316                 a serial of the service desk's own series (ACP 127(G) 405c)
//! ZNR UUUUU
//! BT
//! UNCLAS SVC INT ZDK RUEHC 7951 2642216 SECTIONS 02 04
//! BT
//! NNNN
//! ```
//!
//! | text | says | source |
//! | --- | --- | --- |
//! | `INT ZDK RUEHC 7951 2642216 SECTIONS 02` | please repeat | ACP 127(G) 416, 417 |
//! | `ZAR2 INT ZDK …`, `ZAR3 INT ZDK …` | my second, my third request; the third to the relay that serves the originator | ACP 127(G) 419f |
//! | `INT ZDK … TO RUEHMO CITING RUEHMO 0003S 2650716` | the relay's own request: please repeat it to who asked | ACP 127(G) 419c, 419f |
//! | `ZUI RUEHMO 0001S 2642316 ZDK …` | what was asked for there is repeated | ACP 127(G) 418 |
//! | `ZUI RUEHMO 0001S 2642316 ZDK … NOT HELD` | it is not at hand here | ACP 127(G) 418: always answer |

use smol_str::SmolStr;

use super::relayed::{self, Words};
use super::{CableKey, Tape};
use crate::message::RoutingIndicator;

/// What sets the serials of the service desk apart from those of cables (ACP 127(G) 115: a letter for each position).
const POSITION: char = 'S';

/// Sections of a cable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sections {
    /// Of which cable.
    pub key: CableKey,
    /// Which of them.
    pub numbers: Vec<u8>,
}

/// What such a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inquiry {
    /// Sections are missing, says who sends it, for the first, second or third time.
    Ask { turn: u8, sections: Sections },
    /// Somebody else misses them, and has asked in the message that is cited.
    Chase { sections: Sections, to: RoutingIndicator<'static>, citing: CableKey },
    /// A request was heard.
    Answer { request: CableKey, sections: Sections, held: bool },
}

/// The serial of so many service messages that a station has sent by now.
pub(super) fn serial(number: u32) -> SmolStr {
    smol_str::format_smolstr!("{number:04}{POSITION}")
}

/// The number of a serial of the service desk's series.
pub(super) fn number(serial: &str) -> Option<u32> {
    serial.strip_suffix(POSITION)?.parse().ok()
}

/// Whether a cable can be named in a service message.
pub(super) fn is_nameable(key: &CableKey) -> bool {
    let plain = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain(&key.serial) && plain(&key.filed)
}

/// Writes a message from format line 3 on.
pub(super) fn write(own: &CableKey, inquiry: &Inquiry) -> Tape {
    let words = words(inquiry);
    relayed::write(&own.origin, &own.serial, &own.filed, &Words::new(words.iter().map(String::as_str)))
}

fn words(inquiry: &Inquiry) -> Vec<String> {
    let mut words = Vec::new();
    let mut say = |word: &str| words.push(word.to_owned());
    let (sections, rest) = match inquiry {
        Inquiry::Ask { turn, sections } => {
            if *turn > 1 {
                say(&format!("ZAR{turn}"));
            }
            say("INT");
            (sections, Vec::new())
        }
        Inquiry::Chase { sections, to, citing } => {
            say("INT");
            let cited = identification(citing);
            (sections, ["TO", to.as_str(), "CITING"].map(str::to_owned).into_iter().chain(cited).collect())
        }
        Inquiry::Answer { request, sections, held } => {
            say("ZUI");
            for word in identification(request) {
                say(&word);
            }
            (sections, if *held { Vec::new() } else { vec!["NOT".to_owned(), "HELD".to_owned()] })
        }
    };
    words.push("ZDK".to_owned());
    words.extend(identification(&sections.key));
    words.push("SECTIONS".to_owned());
    words.extend(sections.numbers.iter().map(|number| format!("{number:02}")));
    words.extend(rest);
    words
}

fn identification(key: &CableKey) -> [String; 3] {
    [key.origin.to_string(), key.serial.to_string(), key.filed.to_string()]
}

/// Reads such a message, strictly, with its own identification. `None` for whatever is not exactly of this form.
pub(super) fn read(tape: &Tape) -> Option<(CableKey, Inquiry)> {
    let (origin, text) = relayed::read(tape)?;
    let mut origin = origin.split(' ');
    let own = key(&mut origin).filter(|own| number(&own.serial).is_some())?;
    origin.next().is_none().then_some(())?;
    let mut words = text.split_ascii_whitespace().peekable();
    let request = words.next_if_eq(&"ZUI").map(|_| key(&mut words));
    if let Some(request) = request {
        let sections = sections(&mut words)?;
        let held = words.next_if_eq(&"NOT").is_none();
        (held || words.next() == Some("HELD")).then_some(())?;
        words.next().is_none().then_some(())?;
        return Some((own, Inquiry::Answer { request: request?, sections, held }));
    }
    let turn = [("ZAR2", 2), ("ZAR3", 3)].into_iter().find(|(word, _)| words.next_if_eq(word).is_some());
    (words.next()? == "INT").then_some(())?;
    let sections = sections(&mut words)?;
    let inquiry = match words.next() {
        None => Inquiry::Ask { turn: turn.map_or(1, |(_, turn)| turn), sections },
        Some("TO") if turn.is_none() => {
            let to = RoutingIndicator::new(words.next()?.to_owned()).ok()?;
            (words.next()? == "CITING").then_some(())?;
            Inquiry::Chase { sections, to, citing: key(&mut words)? }
        }
        Some(_) => return None,
    };
    words.next().is_none().then_some((own, inquiry))
}

fn key<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<CableKey> {
    let origin = RoutingIndicator::new(words.next()?.to_owned()).ok()?;
    let key = CableKey { origin, serial: words.next()?.into(), filed: words.next()?.into() };
    is_nameable(&key).then_some(key)
}

fn sections<'a>(words: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> Option<Sections> {
    (words.next()? == "ZDK").then_some(())?;
    let key = key(words)?;
    (words.next()? == "SECTIONS").then_some(())?;
    let mut numbers = Vec::new();
    while let Some(number) = words.peek().and_then(|word| word.parse().ok()) {
        words.next();
        numbers.push(number);
    }
    (!numbers.is_empty()).then_some(Sections { key, numbers })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Decoder;
    use crate::message::MessageForm;

    fn key(origin: &str, serial: &str) -> CableKey {
        let origin = RoutingIndicator::new(origin.to_owned()).unwrap();
        CableKey { origin, serial: serial.into(), filed: "2642216".into() }
    }

    /// With the format lines that a circuit puts before it.
    fn with_heading(message: &Tape) -> String {
        format!("VZCZCXRB0007\nPP RUEHC\n{}", String::from_utf8_lossy(&message.to_bytes()))
    }

    fn all() -> Vec<Inquiry> {
        let sections = Sections { key: key("RUEHC", "7951"), numbers: (2..40).collect() };
        let citing = key("RUEHMO", "0003S");
        vec![
            Inquiry::Ask { turn: 1, sections: Sections { numbers: vec![2], ..sections.clone() } },
            Inquiry::Ask { turn: 2, sections: sections.clone() },
            Inquiry::Ask { turn: 3, sections: sections.clone() },
            Inquiry::Chase { sections: sections.clone(), to: citing.origin.clone(), citing: citing.clone() },
            Inquiry::Answer { request: citing.clone(), sections: sections.clone(), held: true },
            Inquiry::Answer { request: citing, sections, held: false },
        ]
    }

    /// What is written is read; the decoder reads a service message, and which it is.
    #[test]
    fn what_is_written_is_read() {
        for inquiry in all() {
            let own = key("RUEHMO", "0001S");
            let message = with_heading(&write(&own, &inquiry));
            let tape = Tape::from(message.clone().into_bytes());
            assert_eq!(read(&tape), Some((own.clone(), inquiry)), "{message}");
            assert_eq!(tape.label().map(|label| label.key.clone()), Some(own), "{message}");
            let cable = Decoder::new().cable(message.as_bytes()).into_owned();
            assert_eq!(cable.form, Some(MessageForm::Service), "{message}");
            assert!(cable.diagnostics.is_empty() && !cable.service.is_empty(), "{:?}", cable.diagnostics);
        }
    }

    #[test]
    fn what_is_no_such_message() {
        let whole = with_heading(&write(&key("RUEHMO", "0001S"), &all()[0]));
        for (part, instead) in [
            ("0001S", "0001"),
            ("0001S 2642216", "0001S"),
            ("UNCLAS SVC", "UNCLAS"),
            ("BT\nUNCLAS", "R 212156Z SEP 09\nBT\nUNCLAS"),
            ("INT ", ""),
            ("ZDK", "ZDL"),
            (" 02\n", "\n"),
            (" 02\n", " 02 AND\n"),
            (" 02\n", " 02 TO RUEH\n"),
        ] {
            let message = whole.replacen(part, instead, 1);
            assert_ne!(message, whole);
            assert_eq!(read(&Tape::from(message.clone().into_bytes())), None, "{message}");
        }
    }
}
