//! The run as lines: one for each thing worth seeing.

use std::fmt::Write;
use std::num::NonZeroU32;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::cli::ink::{Ink, Painted, Tone, one_line};
use crate::node::paced::Pace;
use crate::sim::Happening;
use crate::sim::scenario::Scenario;
use crate::sim::watch::Transmission;
use crate::station::Astray;

/// The pace of a run that is watched, where none was asked for: a minute a second.
pub(super) const fn pace() -> Pace {
    Pace::times(NonZeroU32::MIN.saturating_add(59))
}

/// Writes lines.
#[derive(Debug)]
pub(super) struct Live<'a> {
    scenario: &'a Scenario,
    ink: Ink,
}

impl<'a> Live<'a> {
    pub(super) const fn new(scenario: &'a Scenario, coloured: bool) -> Self {
        Self { scenario, ink: Ink { coloured } }
    }

    /// The line for what has happened; none where it is not worth one.
    pub(super) fn line(&self, at: Duration, happening: &Happening<'_>) -> Option<String> {
        let (station, wire, told) = self.tell(happening)?;
        let clock = self.ink.paint(Tone::Faint, clock(self.scenario.start(), at));
        Some(format!("{clock}  {station:7}  {wire:8}  {told}\n"))
    }

    fn tell<'h>(&self, happening: &Happening<'h>) -> Option<(&'h str, String, String)> {
        let paint = |tone, text: String| self.ink.paint(tone, text).to_string();
        Some(match happening {
            Happening::Submitted { station, cable } => {
                (station, String::new(), format!("{} is handed in", self.cable(cable)))
            }
            Happening::Sent { station, transmission, .. } => {
                (station, wire(transmission), self.sent(transmission))
            }
            Happening::Cut { station, transmission } => {
                (station, wire(transmission), paint(Tone::Bad, "cut off".to_owned()))
            }
            Happening::Lost { station, transmission } => {
                (station, wire(transmission), paint(Tone::Bad, "lost on its way".to_owned()))
            }
            Happening::Preempted { station, transmission } => {
                (station, wire(transmission), paint(Tone::Bad, "broken off for a higher one".to_owned()))
            }
            Happening::Arrived { station, transmission, damaged, cancelled } => {
                let told = if *cancelled {
                    paint(Tone::Faint, "arrives broken off".to_owned())
                } else if *damaged {
                    paint(Tone::Bad, "arrives damaged".to_owned())
                } else {
                    paint(Tone::Faint, "arrives".to_owned())
                };
                (station, wire(transmission), told)
            }
            Happening::Delivered { station, cable } => (
                station,
                String::new(),
                format!("{} {}", self.cable(cable), paint(Tone::Good, "is delivered".to_owned())),
            ),
            Happening::Held { station, cable, opens_ns } => {
                let opens = clock(self.scenario.start(), Duration::from_nanos(*opens_ns));
                (station, String::new(), format!("{} waits: it opens at {opens}", self.cable(cable)))
            }
            Happening::Told { station, by, cable, signal, to } => {
                let to: Vec<_> = to.iter().map(ToString::to_string).collect();
                let gone_on = *signal == "ZEQ3";
                let what = if gone_on { "was misrouted and went to" } else { "does not reach" };
                let told = format!("is told {signal} by {by}: {} {what} {}", one_line(cable), to.join(" "));
                (station, String::new(), paint(if gone_on { Tone::Faint } else { Tone::Bad }, told))
            }
            Happening::Duplicate { station, cable, section } => (
                station,
                String::new(),
                format!("puts aside a second copy of section {section} of {}", one_line(cable)),
            ),
            Happening::Unroutable { station, cable, to, why } => (
                station,
                String::new(),
                paint(Tone::Bad, format!("cannot send {} on to {to}: {why}", one_line(cable))),
            ),
            Happening::RepeatRequested { station, channel, numbers } => {
                let numbers: Vec<_> = numbers.iter().map(|number| format!("{number:04}")).collect();
                (station, (*channel).to_owned(), format!("misses {}", numbers.join(" ")))
            }
            Happening::RepeatSent { station, channel, number } => {
                (station, (*channel).to_owned(), format!("queues a repeat of {number:04}"))
            }
            Happening::AlternateRouted { station, channel, by } => {
                (station, (*channel).to_owned(), format!("has a backlog: an alternate, {by}, is taken"))
            }
            Happening::Down { station, channel } => {
                (station, (*channel).to_owned(), paint(Tone::Bad, "circuit is down".to_owned()))
            }
            Happening::Up { station, channel } => {
                (station, (*channel).to_owned(), paint(Tone::Good, "circuit is up".to_owned()))
            }
            Happening::Stopped { station } => (station, String::new(), paint(Tone::Bad, "stops".to_owned())),
            Happening::Reopened { station } => {
                (station, String::new(), paint(Tone::Good, "is back".to_owned()))
            }
            Happening::Missed { station, transmission } => {
                (station, wire(transmission), paint(Tone::Bad, "comes while it is stopped".to_owned()))
            }
            Happening::Undelivered { to, cable, why } => (
                to,
                String::new(),
                paint(Tone::Bad, format!("does not get {}: {}", one_line(cable), one_line(why))),
            ),
            _ => return Self::tell_rule(happening),
        })
    }

    /// What is done by rules that a network may have or lack, and what comes of suspicion.
    fn tell_rule<'h>(happening: &Happening<'h>) -> Option<(&'h str, String, String)> {
        Some(match happening {
            Happening::SuspectedDuplicate { station, channel, number } => (
                station,
                (*channel).to_owned(),
                format!("suspects that {number:04} was sent: it goes as such"),
            ),
            Happening::SectionsAsked { station, cable, sections, turn } => {
                let sections: Vec<_> = sections.iter().map(ToString::to_string).collect();
                let (sections, cable) = (sections.join(" "), one_line(cable));
                (station, String::new(), format!("asks for sections {sections} of {cable}, request {turn}"))
            }
            Happening::SectionSent { station, cable, section, to } => (
                station,
                String::new(),
                format!("sends section {section} of {} again to {to}, who asked", one_line(cable)),
            ),
            Happening::ReceiptOverdue { station, channel, number } => {
                (station, (*channel).to_owned(), format!("has no receipt of FLASH {number:04}"))
            }
            Happening::PassedInDoubt { station, channel, number } => {
                (station, (*channel).to_owned(), format!("passes {number:04} on subject to correction"))
            }
            Happening::Corrected { station, cable, section } => (
                station,
                String::new(),
                format!("sends the corrected copy of section {section} of {}", one_line(cable)),
            ),
            Happening::WentAstray { station, how, cable, section, to } => {
                let how = match how {
                    Astray::Misrouted => "misrouted",
                    Astray::Missent => "missent",
                };
                let told = format!("section {section} of {} is {how}: it goes to {to}", one_line(cable));
                (station, String::new(), told)
            }
            Happening::SubjectToCorrection { station, cable, section } => (
                station,
                String::new(),
                format!("has section {section} of {} subject to correction", one_line(cable)),
            ),
            // Every transmission joins and leaves a queue: the lines of what is sent say enough.
            _ => return None,
        })
    }

    fn cable(&self, cable: &str) -> Painted<String> {
        self.ink.paint(Tone::Title, one_line(cable))
    }

    fn sent(&self, transmission: &Transmission<'_>) -> String {
        let mut told = format!("sends {} ", transmission.precedence.word());
        // Writing to a string cannot fail.
        _ = match transmission.cable {
            None => write!(told, "{}", self.ink.paint(Tone::Faint, "service message")),
            Some(cable) => write!(told, "{}", self.cable(cable)),
        };
        if let Some(section) = transmission.section {
            _ = write!(told, " section {section}");
        }
        for (place, called) in transmission.calls.iter().enumerate() {
            _ = write!(told, "{}{called}", if place == 0 { " to " } else { " " });
        }
        told
    }
}

/// `XRO 0004`
fn wire(transmission: &Transmission<'_>) -> String {
    format!("{} {:04}", transmission.channel, transmission.number)
}

/// The day of the month and the time of day: `21 22:03:12Z`.
pub(super) fn clock(start: Timestamp, at: Duration) -> String {
    let past = SignedDuration::try_from(at).unwrap_or(SignedDuration::MAX);
    let at = start.checked_add(past).unwrap_or(Timestamp::MAX).to_zoned(TimeZone::UTC);
    format!("{:02} {:02}:{:02}:{:02}Z", at.day(), at.hour(), at.minute(), at.second())
}
