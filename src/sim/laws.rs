//! The laws that every run is held to. A run that breaks one ends there: what it says cannot be trusted.
//!
//! | law | when it is checked |
//! | --- | --- |
//! | nobody is delivered a cable twice, and only addressees are | at each delivery |
//! | the text is that handed in, byte for byte, and so are format lines 3 to 9 but for what the originator filled in | at each delivery |
//! | a transmission that arrives undamaged is understood | at each arrival |
//! | nothing of higher precedence waits when a transmission starts: an inversion has its cause in the one in progress | at each start |
//! | a circuit carries one transmission at a time, and none while it is down | at each start |
//! | the time integral of a queue's length is the sum of its waits (Little's law, without a sampling error) | at the end |
//! | a circuit's busy time is the sum of the times of its transmissions | at the end |
//! | offered = delivered + undelivered; nothing is lost without a reason | at the end |

use std::time::Duration;

use super::scenario::Submission;
use crate::decode::Decoder;
use crate::encode::section_label;
use crate::message::{Addressee, Cable, Dialect, Section};
use crate::reassembly::{self, Form};
use crate::station::Delivery;

/// A law that a run broke, and what is needed to see it happen again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a law broke {} s into the run with seed {seed}, on {place}: {law}", at.as_secs_f64())]
pub struct BrokenLaw {
    /// The seed of the run.
    pub seed: u64,
    /// The virtual time.
    pub at: Duration,
    /// The circuit or station.
    pub place: String,
    /// What should have been, and what was.
    pub law: String,
}

/// Two ways to the same figure that have to agree exactly.
pub(crate) fn balance(what: &str, one: u128, other: u128) -> Result<(), String> {
    if one == other { Ok(()) } else { Err(format!("{what}: {one} is not {other}")) }
}

/// The text of a delivery, put together in the form in which the cable was handed in.
///
/// # Errors
///
/// Where it is not the text that was handed in, or a heading line has changed.
pub(crate) fn delivered_text(submission: &Submission, delivery: &Delivery) -> Result<Vec<u8>, String> {
    let sections: Vec<_> = delivery.sections.iter().map(|sent| sent.message().to_bytes()).collect();
    let sections: Vec<&[u8]> = sections.iter().map(AsRef::as_ref).collect();
    let joined = reassembly::join(&sections, submission.form)
        .map_err(|error| format!("{} is not whole on delivery: {error}", submission.id))?;
    let delivered = Decoder::new().cable(&joined);
    let text = delivered.text.as_ref().map_or(&[][..], |text| text.as_ref());
    if text != submission.text {
        let same = text.iter().zip(&submission.text).take_while(|(one, other)| one == other).count();
        return Err(format!("the text of {} is not that handed in, from byte {same} on", submission.id));
    }
    let submitted = Decoder::new().heading(&submission.bytes);
    match changed_line(&submitted, &delivered) {
        None => Ok(text.to_vec()),
        Some(line) => Err(format!("format line {line} of {} has changed on the way", submission.id)),
    }
}

/// Whether a delivery is what was handed in, byte for byte: nothing but format line 3, numbers behind addressees where there
/// were none, and the labels of sections have been put in. Where it is not, it may still be what was handed in, and takes
/// a longer look.
pub(crate) fn is_as_handed_in(submission: &Submission, delivery: &Delivery) -> bool {
    let Submission { bytes, text, form: Form::Plain, .. } = submission else { return false };
    let Some(heading) = bytes.strip_suffix(&text[..]) else { return false };
    if !heading.ends_with(b"\nBT\n") || !text.ends_with(b"\n") {
        return false;
    }
    if let [whole] = delivery.sections.as_slice() {
        let below = below_heading(heading, whole.message().body());
        return below.and_then(without_ending).is_some_and(|sent| sent == text);
    }
    // No section says anything of its heading that the first does not say.
    let first_heading = delivery.sections.first().and_then(|first| {
        let first = first.message().body();
        first.get(..first.len() - below_heading(heading, first)?.len())
    });
    let (Some(first_heading), Some(class_line)) = (first_heading, first_line(text)) else { return false };
    let Ok(of) = u8::try_from(delivery.sections.len()) else { return false };
    let mut left = text.get(class_line.len()..).unwrap_or_default();
    for (section, number) in delivery.sections.iter().zip(1..=of) {
        let place = Section { number, of, last: false };
        let piece = below_labelled(first_heading, section.message().body(), number);
        let piece = piece.and_then(|piece| without_ending(below_class_line(class_line, piece, place)?));
        let Some(rest) = piece.and_then(|piece| left.strip_prefix(piece)) else { return false };
        left = rest;
    }
    left.is_empty()
}

/// What stands in a transmission from format line 3 on below the heading that was handed in.
fn below_heading<'b>(heading: &[u8], body: &'b [u8]) -> Option<&'b [u8]> {
    let (mut left, mut addressed) = (body, false);
    if !heading.starts_with(b"DE ") {
        let origin = first_line(left).filter(|line| line.starts_with(b"DE "))?;
        left = left.get(origin.len()..)?;
    }
    let mut above = heading;
    while let Some(line) = first_line(above) {
        above = above.get(line.len()..).unwrap_or_default();
        addressed = !line.starts_with(b"BT") && (addressed || line.starts_with(b"TO "));
        left = left.strip_prefix(line).or_else(|| without_number(left, line).filter(|_| addressed))?;
    }
    Some(left)
}

/// What stands below the heading of a section that says it is this one, and all else as the first says it.
fn below_labelled<'b>(first_heading: &[u8], body: &'b [u8], number: u8) -> Option<&'b [u8]> {
    let stroke = first_line(first_heading).and_then(|origin| memchr::memchr(b'/', origin))?;
    let (above, below) = (first_heading.get(..stroke)?, first_heading.get(stroke + b"/01".len()..)?);
    let figures = body.strip_prefix(above)?.strip_prefix(b"/")?;
    let (figures, rest) = figures.split_first_chunk::<2>()?;
    (*figures == [b'0' + number / 10, b'0' + number % 10]).then_some(())?;
    rest.strip_prefix(below)
}

/// The piece of the text below a classification line in which a label was put for this section.
fn below_class_line<'b>(class_line: &[u8], piece: &'b [u8], section: Section) -> Option<&'b [u8]> {
    let label = section_label(section, Dialect::Acp127State) + " ";
    let at = memchr::memmem::find(first_line(piece)?, label.as_bytes())?;
    let (before, behind) = class_line.split_at_checked(at)?;
    piece.strip_prefix(before)?.strip_prefix(label.as_bytes())?.strip_prefix(behind)
}

/// A piece of text without the three lines behind it: break, serial, end of message.
fn without_ending(sent: &[u8]) -> Option<&[u8]> {
    let above = sent.strip_suffix(b"\nNNNN\n")?;
    let (above, serial) = above.split_at_checked(memchr::memrchr(b'\n', above)? + 1)?;
    above.strip_suffix(b"BT\n").filter(|_| serial.starts_with(b"#"))
}

/// The first line with its line feed, if it has one; `None` where nothing is left.
fn first_line(bytes: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |feed| feed + 1);
    bytes.get(..end).filter(|line| !line.is_empty())
}

/// What follows on a line to which nothing but a number of four figures was added; one that ends in figures has its own.
fn without_number<'b>(bytes: &'b [u8], line: &[u8]) -> Option<&'b [u8]> {
    let line = line.strip_suffix(b"\n").filter(|line| !line.last().is_some_and(u8::is_ascii_digit))?;
    let (number, rest) = bytes.strip_prefix(line)?.split_first_chunk::<6>()?;
    let &[b' ', ref figures @ .., b'\n'] = number else { return None };
    figures.iter().all(u8::is_ascii_digit).then_some(rest)
}

/// The first format line that differs, other than by what was filled in where nothing stood.
fn changed_line(submitted: &Cable<'_>, delivered: &Cable<'_>) -> Option<u8> {
    let kept = match (&submitted.origin, &delivered.origin) {
        (None, _) => true,
        (Some(before), Some(after)) => {
            stays(before.indicator.as_ref(), after.indicator.as_ref())
                && stays(before.serial.as_ref(), after.serial.as_ref())
                && stays(before.day.as_ref(), after.day.as_ref())
                && stays(before.time.as_ref(), after.time.as_ref())
        }
        (Some(_), None) => false,
    };
    let addressees = |before: &[Addressee<'_>], after: &[Addressee<'_>]| {
        before.len() == after.len()
            && before.iter().zip(after).all(|(before, after)| same_addressee(before, after))
    };
    let lines = [
        (3, kept),
        (4, submitted.security == delivered.security),
        (5, submitted.precedence == delivered.precedence && submitted.dtg == delivered.dtg),
        (6, submitted.from == delivered.from),
        (7, addressees(&submitted.to, &delivered.to)),
        (8, addressees(&submitted.info, &delivered.info)),
        (9, submitted.exempt == delivered.exempt),
    ];
    lines.into_iter().find(|(_, same)| !same).map(|(line, _)| line)
}

fn same_addressee(before: &Addressee<'_>, after: &Addressee<'_>) -> bool {
    stays(before.number.as_ref(), after.number.as_ref())
        && *before == Addressee { number: before.number, ..after.clone() }
}

/// What stood there stands there still.
fn stays<T: PartialEq>(before: Option<&T>, after: Option<&T>) -> bool {
    before.is_none() || before == after
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::time::Duration;

    use bytes::Bytes;

    use super::*;
    use crate::encode::split;
    use crate::station::Tape;

    /// A cable that was handed in, and its sections as they are delivered.
    fn divided(lines: usize) -> (Submission, Vec<Vec<u8>>) {
        let mut text = "UNCLAS STATE 097951\n\n".to_owned();
        for line in 0..lines {
            writeln!(text, "THE WEATHER AT HARBOUR {line} WAS FAIR").unwrap();
        }
        let heading = "ZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nBT\n";
        let bytes = Bytes::from(format!("{heading}{text}"));
        let submission = Submission {
            at: Duration::ZERO,
            from: 0,
            id: "A".into(),
            text: bytes.slice(heading.len()..),
            bytes,
            class: crate::message::Classification::Unclassified,
            precedence: crate::message::Precedence::Priority,
            form: Form::Plain,
            sections: 1,
            addressees: Vec::new(),
        };
        let sent = heading.replace("MOSCOW\n", "MOSCOW 3941\n");
        let sent = format!("VZCZCXMO0001\nPP RUEHMO\nDE RUEHC #7951 2642216\n{sent}{text}BT\n#7951\nNNNN\n");
        (submission, split(&Decoder::new().cable(sent.as_bytes())).unwrap())
    }

    fn delivery(sections: &[Vec<u8>]) -> Delivery {
        let sections: Vec<Tape> = sections.iter().map(|section| section.clone().into()).collect();
        let key = sections[0].label().unwrap().key.clone();
        Delivery { key, sections, corrects: Vec::new() }
    }

    /// The short look sees what the long one sees, in one section or several; and no byte may be another but one that stands
    /// in nothing that was handed in.
    #[test]
    fn what_is_as_it_was_handed_in_is_so_in_each_look() {
        for (lines, many) in [(3, 1), (150, 2)] {
            let (submission, sections) = divided(lines);
            assert_eq!(sections.len(), many);
            let whole = delivery(&sections);
            assert!(is_as_handed_in(&submission, &whole));
            assert_eq!(delivered_text(&submission, &whole).unwrap(), submission.text);
            let mut other = 0;
            for section in 0..many {
                // Format lines 1 and 2 are of each hop.
                for at in b"VZCZCXMO0001\nPP RUEHMO\n".len()..sections[section].len() {
                    let mut changed = sections.clone();
                    changed[section][at] ^= 1;
                    let changed = Delivery { key: whole.key.clone(), ..delivery_of(&changed) };
                    if is_as_handed_in(&submission, &changed) {
                        other += 1;
                        assert_eq!(delivered_text(&submission, &changed).unwrap(), submission.text);
                    }
                }
            }
            assert!(other > 0 && other < 80 * many, "{other}");
        }
    }

    fn delivery_of(sections: &[Vec<u8>]) -> Delivery {
        let (_, whole) = divided(3);
        let sections = sections.iter().map(|section| section.clone().into()).collect();
        Delivery { sections, ..delivery(&whole) }
    }

    /// Sections that are out of order, missing or sent twice are not what was handed in.
    #[test]
    fn sections_are_compared_in_their_order() {
        let (submission, sections) = divided(150);
        let of = |order: &[usize]| {
            delivery(&order.iter().map(|place| sections[*place].clone()).collect::<Vec<_>>())
        };
        assert!(is_as_handed_in(&submission, &of(&[0, 1])));
        for order in [&[1, 0][..], &[0], &[0, 0], &[0, 1, 1]] {
            assert!(!is_as_handed_in(&submission, &of(order)));
        }
    }
}
