//! What a journal can say.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::message::RoutingIndicator;
use crate::station::CableKey;
use crate::station::channel::{self, Run};
use crate::station::post::{Label, Name, Part};
use crate::station::queue::Copy;

/// One fact. Circuits go by their places in the plan; times are since the start of the scenario.
///
/// What is written is told by its place in this list: a new fact goes to the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::station) enum Fact {
    /// The originator has counted up to this serial, and up to these message numbers by addressee.
    Originated { serial: u32, numbers: Vec<(String, u32)> },
    /// A cable's transmission joined the queue of a circuit.
    Queued { circuit: usize, ticket: u64, copy: Copy },
    /// It left the queue without being transmitted.
    Withdrawn { circuit: usize, ticket: u64 },
    /// What had this ticket was given the next number and is being transmitted.
    Started { circuit: usize, ticket: u64, service: bool },
    /// The transmission in progress has left whole: a cable's is unconfirmed from now on.
    Left { circuit: usize },
    /// The transmission in progress was cut off or cancelled: nothing is behind its number.
    Cut { circuit: usize },
    /// The far end has accounted for all numbers up to `last` but for the open ones. Those from `end` on had not left.
    Accounted { circuit: usize, last: Option<u64>, open: Vec<Run>, end: u64 },
    /// What was unconfirmed under a number goes another way, but for the rest of it.
    Diverted { circuit: usize, ordinal: u64, rest: Option<Copy> },
    /// A copy has left for a station by an alternate.
    Strayed { name: Name, to: RoutingIndicator<'static> },
    /// A number came in.
    Heard { circuit: usize, number: u32, damaged: bool, at: Duration },
    /// The sender has nothing behind these numbers, or repeats it under others.
    Closed { circuit: usize, run: Run, at: Duration },
    /// These open numbers were reported.
    Reported { circuit: usize, open: Vec<Run> },
    /// A relay is handling a transmission until a time.
    Handling { due: Duration, copy: Copy },
    /// It has handled the first of those that it was handling.
    Handled,
    /// A section came in at the post, for the first time.
    Received { part: Part },
    /// A cable that was whole has been delivered.
    Delivered { key: CableKey },
    /// FLASH that had left under these numbers was receipted.
    Receipted { circuit: usize, run: Run },
    /// A section has gone to these stations subject to correction, and has not been corrected.
    Doubted { label: Label, called: Vec<RoutingIndicator<'static>> },
    /// A copy subject to correction came in at the post.
    Advanced { label: Label, id: SmolStr },
    /// A number of a day after the first came in.
    HeardOn { circuit: usize, day: u64, number: u32, damaged: bool, at: Duration },
    /// The sender has closed the days before one, some of them with these ordinals.
    DaysClosed { circuit: usize, day: u64, ends: Vec<(u64, u64)>, at: Duration },
    /// A circuit turned to the numbers of another day, which come after this.
    DayBegun { circuit: usize, before: u64 },
    /// The transmission in progress was interrupted, and will go on under a number yet to come: its own is free again.
    Paused { circuit: usize },
    /// The originator of a message was told of a station that it does not reach, or of this one, to which it was misrouted.
    Told { about: CableKey, of: RoutingIndicator<'static> },
}

/// Counters and times above this are none that a station ever reaches: adding to them stays within their range.
const HIGHEST: u64 = u64::MAX / 4;

/// More days than a run ever has.
const DAYS_MAX: u64 = 1 << 20;

impl Fact {
    /// Whether its numbers make sense by themselves. Whether it fits those before it shows when it is taken in.
    pub(in crate::station) fn is_sound(&self) -> bool {
        let time = |at: &Duration| at.as_secs() <= HIGHEST;
        let run = |run: &Run| run.0 <= run.1 && run.1 <= HIGHEST;
        match self {
            Self::Queued { ticket, copy, .. } => *ticket <= HIGHEST && copy.receipt <= HIGHEST,
            Self::Started { ticket, .. } => *ticket <= HIGHEST,
            Self::Accounted { last, open, end, .. } => {
                last.is_none_or(|last| last <= HIGHEST) && *end <= HIGHEST && open.iter().all(run)
            }
            Self::Heard { at, .. } => time(at),
            Self::HeardOn { day, at, .. } => *day <= DAYS_MAX && time(at),
            Self::DaysClosed { day, ends, at, .. } => {
                let known = |(of, end): &(u64, u64)| of < day && *end <= HIGHEST && channel::day(*end) == *of;
                *day <= DAYS_MAX && time(at) && ends.iter().all(known)
            }
            Self::DayBegun { before, .. } => *before <= HIGHEST,
            Self::Receipted { run: receipted, .. } => run(receipted),
            Self::Closed { run: closed, at, .. } => run(closed) && time(at),
            Self::Reported { open, .. } => open.iter().all(run),
            Self::Handling { due, copy } => time(due) && copy.receipt <= HIGHEST,
            Self::Received { part } => (1..=part.label.identity.1).contains(&part.label.section),
            Self::Originated { .. }
            | Self::Withdrawn { .. }
            | Self::Left { .. }
            | Self::Cut { .. }
            | Self::Paused { .. }
            | Self::Diverted { .. }
            | Self::Strayed { .. }
            | Self::Told { .. }
            | Self::Handled
            | Self::Doubted { .. }
            | Self::Advanced { .. }
            | Self::Delivered { .. } => true,
        }
    }
}
