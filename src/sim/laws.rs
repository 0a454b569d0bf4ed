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
use crate::message::{Addressee, Cable};
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

/// Whether a delivery in one piece is what was handed in, byte for byte: nothing but format line 3 and numbers behind
/// addressees where there were none has been put in. Where it is not, it may still be what was handed in, and takes a
/// longer look.
pub(crate) fn is_as_handed_in(submission: &Submission, delivery: &Delivery) -> bool {
    let [section] = delivery.sections.as_slice() else { return false };
    let Submission { bytes, text, form: Form::Plain, .. } = submission else { return false };
    let Some(heading) = bytes.strip_suffix(&text[..]) else { return false };
    let mut left = section.message().body();
    let mut addressed = false;
    if !heading.starts_with(b"DE ") {
        let Some(origin) = first_line(left).filter(|line| line.starts_with(b"DE ")) else { return false };
        left = left.get(origin.len()..).unwrap_or_default();
    }
    for line in heading.split_inclusive(|byte| *byte == b'\n') {
        addressed = !line.starts_with(b"BT") && (addressed || line.starts_with(b"TO "));
        let Some(rest) = left.strip_prefix(line).or_else(|| without_number(left, line).filter(|_| addressed))
        else {
            return false;
        };
        left = rest;
    }
    let ending =
        left.strip_prefix(&text[..]).filter(|_| heading.ends_with(b"\nBT\n") && text.ends_with(b"\n"));
    ending.is_some_and(|ending| {
        let lines = memchr::memchr_iter(b'\n', ending).count();
        lines == 3 && ending.starts_with(b"BT\n#") && ending.ends_with(b"\nNNNN\n")
    })
}

fn first_line(bytes: &[u8]) -> Option<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').next()
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
