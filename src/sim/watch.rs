//! What can be seen of a run while it goes on.

use std::time::Duration;

use serde::Serialize;

use crate::message::{Precedence, RoutingIndicator};
use crate::station::Astray;

/// Is told of everything that happens, in order.
pub trait Watch {
    /// Something happened at a time since the start of the scenario.
    fn saw(&mut self, at: Duration, happening: &Happening<'_>);

    /// Lines of the delivery log are complete: each a line of JSON for one delivery, by time, post and cable. The log
    /// comes in pieces of whole lines as it grows, in order; together they are what the digest is of.
    fn logged(&mut self, lines: &str) {
        _ = lines;
    }

    /// Whether it wants to be told at all.
    fn listens(&self) -> bool {
        true
    }
}

/// Watches nothing.
impl Watch for () {
    fn saw(&mut self, _: Duration, _: &Happening<'_>) {}

    fn listens(&self) -> bool {
        false
    }
}

impl<F: FnMut(Duration, &Happening<'_>)> Watch for F {
    fn saw(&mut self, at: Duration, happening: &Happening<'_>) {
        self(at, happening);
    }
}

/// One thing that happens in a run. As JSON it is an object with the name of the variant under `event`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Happening<'a> {
    /// A cable is handed in at its originator.
    Submitted {
        /// The originator.
        station: &'a str,
        /// The cable.
        cable: &'a str,
    },
    /// Something joins the queue of a circuit.
    Queued {
        /// The sending station.
        station: &'a str,
        /// The circuit's channel.
        channel: &'a str,
        /// What it waits by.
        precedence: Precedence,
        /// A service message.
        service: bool,
    },
    /// Something leaves a queue without being sent: for an alternate, or because it has become needless.
    Withdrawn {
        /// The sending station.
        station: &'a str,
        /// The circuit's channel.
        channel: &'a str,
    },
    /// A transmission starts.
    Sent {
        /// The sending station.
        station: &'a str,
        /// Where and what.
        #[serde(flatten)]
        transmission: Transmission<'a>,
        /// How long it waited in the queue, in nanoseconds.
        waited_ns: u64,
        /// How long it takes if nothing cuts it off, in nanoseconds.
        takes_ns: u64,
    },
    /// The circuit went down under a transmission.
    Cut {
        /// The sending station.
        station: &'a str,
        /// Where and what.
        #[serde(flatten)]
        transmission: Transmission<'a>,
    },
    /// A transmission is broken off, since one of higher precedence waits.
    Preempted {
        /// The sending station.
        station: &'a str,
        /// Where and what.
        #[serde(flatten)]
        transmission: Transmission<'a>,
    },
    /// A transmission was lost on its way.
    Lost {
        /// The sending station.
        station: &'a str,
        /// Where and what.
        #[serde(flatten)]
        transmission: Transmission<'a>,
    },
    /// A transmission has arrived.
    Arrived {
        /// The receiving station.
        station: &'a str,
        /// Where and what.
        #[serde(flatten)]
        transmission: Transmission<'a>,
        /// Characters of it are damaged.
        damaged: bool,
        /// Its sender has broken it off.
        cancelled: bool,
    },
    /// A cable is whole at a post.
    Delivered {
        /// The post.
        station: &'a str,
        /// The cable.
        cable: &'a str,
    },
    /// A cable is whole at a post that is closed.
    Held {
        /// The post.
        station: &'a str,
        /// The cable.
        cable: &'a str,
        /// When it opens, in nanoseconds since the start of the scenario.
        opens_ns: u64,
    },
    /// A relay has told an originator that it could not send a cable on.
    Told {
        /// The originator.
        station: &'a str,
        /// The relay, or the station to which it was misrouted.
        by: &'a str,
        /// The cable.
        cable: &'a str,
        /// `ZEQ4`, or `ZEQ5` where no circuit is approved for its class; `ZEQ3` where it was misrouted and has gone on.
        signal: &'a str,
        /// The stations that it does not reach, or to which it has gone on.
        to: &'a [RoutingIndicator<'static>],
    },
    /// A section that the post has already was put aside.
    Duplicate {
        /// The post.
        station: &'a str,
        /// The cable.
        cable: &'a str,
        /// The section.
        section: u8,
    },
    /// A station called cannot be reached from here.
    Unroutable {
        /// Where that was found.
        station: &'a str,
        /// The cable.
        cable: &'a str,
        /// The station called.
        to: &'a str,
        /// What is in the way.
        why: &'a str,
    },
    /// What would have waited too long for a circuit joins the queue of an alternate.
    AlternateRouted {
        /// The sending station.
        station: &'a str,
        /// The channel of the first choice.
        channel: &'a str,
        /// The channel of the alternate.
        by: &'a str,
    },
    /// Open or damaged numbers are reported for the first time.
    RepeatRequested {
        /// The receiving station.
        station: &'a str,
        /// The channel on which they are missing.
        channel: &'a str,
        /// Which numbers.
        numbers: &'a [u32],
    },
    /// A kept copy is to go again.
    RepeatSent {
        /// The sending station.
        station: &'a str,
        /// The channel on which it was missed.
        channel: &'a str,
        /// The number under which it was missed.
        number: u32,
    },
    /// What may have been sent before is to go again as a suspected duplicate.
    SuspectedDuplicate {
        /// The sending station.
        station: &'a str,
        /// The channel on which it may have been sent before.
        channel: &'a str,
        /// The number under which that was.
        number: u32,
    },
    /// A post asks the originator for sections that are missing.
    SectionsAsked {
        /// The post.
        station: &'a str,
        /// The cable.
        cable: &'a str,
        /// Which sections.
        sections: &'a [u8],
        /// For the first, second or third time.
        turn: u8,
    },
    /// The originator sends a section again to a post that has asked for it.
    SectionSent {
        /// The originator.
        station: &'a str,
        /// The cable.
        cable: &'a str,
        /// The section.
        section: u8,
        /// The post.
        to: &'a str,
    },
    /// A FLASH was not receipted in time.
    ReceiptOverdue {
        /// The sending station.
        station: &'a str,
        /// The channel on which it was sent.
        channel: &'a str,
        /// The number under which it was sent.
        number: u32,
    },
    /// A transmission that came in garbled is passed on subject to correction.
    PassedInDoubt {
        /// The relay.
        station: &'a str,
        /// The channel on which it came in.
        channel: &'a str,
        /// Under which number.
        number: u32,
    },
    /// What was passed on subject to correction goes as a corrected copy.
    Corrected {
        /// The relay.
        station: &'a str,
        /// The cable.
        cable: &'a str,
        /// The section.
        section: u8,
    },
    /// A section came to a station and is for another: it is passed on.
    WentAstray {
        /// The station.
        station: &'a str,
        /// How it came there.
        how: Astray,
        /// The cable.
        cable: &'a str,
        /// The section.
        section: u8,
        /// For whom it is.
        to: &'a str,
    },
    /// A post has a section subject to correction, and not yet undamaged.
    SubjectToCorrection {
        /// The post.
        station: &'a str,
        /// The cable.
        cable: &'a str,
        /// The section.
        section: u8,
    },
    /// A circuit goes down.
    Down {
        /// The sending station.
        station: &'a str,
        /// The circuit's channel.
        channel: &'a str,
    },
    /// A circuit is up again.
    Up {
        /// The sending station.
        station: &'a str,
        /// The circuit's channel.
        channel: &'a str,
    },
    /// A station stops: what it has on disk is all that is left of it.
    Stopped {
        /// The station.
        station: &'a str,
    },
    /// A station is back.
    Reopened {
        /// The station.
        station: &'a str,
    },
    /// A transmission came in while its receiver was stopped, be it for a part of it.
    Missed {
        /// The receiving station.
        station: &'a str,
        /// Where and what.
        #[serde(flatten)]
        transmission: Transmission<'a>,
    },
    /// A delivery can no longer be made.
    Undelivered {
        /// The addressee.
        to: &'a str,
        /// The cable.
        cable: &'a str,
        /// The reason.
        why: &'a str,
    },
}

impl Happening<'_> {
    /// The station where it happens; the addressee of what is undelivered.
    pub const fn station(&self) -> &str {
        match self {
            Self::Undelivered { to, .. } => to,
            Self::Submitted { station, .. }
            | Self::Queued { station, .. }
            | Self::Withdrawn { station, .. }
            | Self::Sent { station, .. }
            | Self::Cut { station, .. }
            | Self::Preempted { station, .. }
            | Self::Lost { station, .. }
            | Self::Arrived { station, .. }
            | Self::Delivered { station, .. }
            | Self::Held { station, .. }
            | Self::Told { station, .. }
            | Self::Duplicate { station, .. }
            | Self::Unroutable { station, .. }
            | Self::AlternateRouted { station, .. }
            | Self::RepeatRequested { station, .. }
            | Self::RepeatSent { station, .. }
            | Self::SuspectedDuplicate { station, .. }
            | Self::SectionsAsked { station, .. }
            | Self::SectionSent { station, .. }
            | Self::ReceiptOverdue { station, .. }
            | Self::PassedInDoubt { station, .. }
            | Self::Corrected { station, .. }
            | Self::WentAstray { station, .. }
            | Self::SubjectToCorrection { station, .. }
            | Self::Down { station, .. }
            | Self::Up { station, .. }
            | Self::Stopped { station, .. }
            | Self::Reopened { station, .. }
            | Self::Missed { station, .. } => station,
        }
    }
}

/// What is on a circuit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Transmission<'a> {
    /// The circuit's channel.
    pub channel: &'a str,
    /// Its channel number.
    pub number: u32,
    /// The precedence of its routing line.
    pub precedence: Precedence,
    /// The cable; `None` for a service message.
    pub cable: Option<&'a str>,
    /// The section, from 1; `None` for a service message.
    pub section: Option<u8>,
    /// The stations that its routing line calls; none for a service message.
    pub calls: &'a [RoutingIndicator<'static>],
}
