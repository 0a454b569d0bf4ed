//! One station, be it originator, relay or post, as a pure function of time and event.
//!
//! A station does no I/O and looks at no clock. [`Station::handle`] is given the time and one [`Event`] and gives
//! back [`Action`]s; whoever drives it carries them out. Time is the time since the start of the scenario.
//!
//! A station whose [`Plan`] says so keeps a [`journal`]: it can stop at any time, and [`Station::reopen`] makes it again from
//! what was written down.

mod alarm;
mod approval;
mod asking;
mod astray;
mod by_key;
mod cables;
pub(crate) mod channel;
mod collective;
mod days;
mod desk;
mod doubt;
mod dual;
mod exchange;
mod head;
mod hours;
mod inquiry;
pub mod journal;
mod key;
mod machine;
mod notice;
mod originator;
mod plan;
mod post;
mod preemption;
mod queue;
mod receipts;
mod relay;
mod relayed;
mod reopen;
pub(crate) mod repair;
pub(crate) mod request;
mod service;
pub(crate) mod sides;
mod suspicion;
mod tape;
mod upper;
mod ways;

use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::message::{Classification, Precedence, RoutingIndicator};

pub(crate) use approval::needed;
pub use astray::Astray;
pub(crate) use by_key::ByKey;
pub use collective::Collective;
pub(crate) use collective::{Book, Served};
pub use hours::OpeningHours;
pub(crate) use hours::Urgency;
pub use journal::Entry;
pub use key::CableKey;
pub use machine::Station;
pub use notice::Notice;
pub use originator::called;
pub(crate) use originator::precedence;
pub use plan::{IncomingCircuit, OutgoingCircuit, Plan, Rules};
pub use preemption::{Preemption, PreemptionMode};
pub use tape::Tape;

/// One of a station's outgoing circuits, by its place in [`Plan::outgoing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Outgoing(pub usize);

/// One of a station's incoming circuits, by its place in [`Plan::incoming`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Incoming(pub usize);

/// What happens to a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A cable is handed in for dispatch: its bytes as they lie in the file.
    Submit {
        /// The whole cable.
        cable: Bytes,
    },
    /// A transmission has come in whole, damaged or not.
    Arrived {
        /// On which circuit.
        circuit: Incoming,
        /// What has come in.
        tape: Tape,
    },
    /// The transmission in progress has left; the circuit can take the next one.
    Free {
        /// Which circuit.
        circuit: Outgoing,
    },
    /// The circuit has gone down. What was being transmitted on it is lost.
    Down {
        /// Which circuit.
        circuit: Outgoing,
    },
    /// The circuit is up again and free.
    Up {
        /// Which circuit.
        circuit: Outgoing,
    },
    /// The station is open again after a stop: the first that a station hears that comes from [`Station::reopen`].
    /// Circuits are free but for those that are down.
    Opened {
        /// Which are down.
        down: Vec<Outgoing>,
    },
    /// A time asked for by [`Action::Wake`] has come. One too many does no harm.
    Wake,
}

/// What a station wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Write this at the end of the station's journal, before any action that comes after it is carried out.
    Record(Entry),
    /// Put this on the circuit now. The station never transmits on a circuit that is busy or down.
    Transmit {
        /// Which circuit.
        circuit: Outgoing,
        /// The number that [`Action::Queued`] gave it.
        ticket: u64,
        /// The channel number.
        number: u32,
        /// The precedence of the routing line.
        precedence: Precedence,
        /// A service message between the two stations.
        service: bool,
        /// The whole transmission.
        tape: Tape,
    },
    /// Cancel the transmission in progress: when the characters that have begun are out, but not fewer than `after`,
    /// put `ending` behind them. [`Event::Free`] follows when that has left.
    Cancel {
        /// Which circuit.
        circuit: Outgoing,
        /// The characters of the transmission that leave in any case.
        after: usize,
        /// What tells the receiver that it was cancelled.
        ending: Bytes,
    },
    /// The transmission in progress stops at once. It joins the queue again, and when it leaves it under the ticket that it has
    /// from then on, it takes only the time that is left. The circuit is free.
    Pause {
        /// Which circuit.
        circuit: Outgoing,
    },
    /// Call back with [`Event::Wake`] at this time.
    Wake {
        /// Time since the start of the scenario.
        at: Duration,
    },
    /// Something joined the queue of a circuit.
    Queued {
        /// Which circuit.
        circuit: Outgoing,
        /// Unique within the station.
        ticket: u64,
        /// The precedence of the routing line.
        precedence: Precedence,
        /// A service message.
        service: bool,
        /// The ticket that the same transmission had here before, where it was cut off or withdrawn: it waits on.
        after: Option<u64>,
    },
    /// Something left the queue of a circuit without being transmitted: it joins that of the alternate, or it was a
    /// service message with nothing left to say.
    Withdrawn {
        /// Which circuit.
        circuit: Outgoing,
        /// What left.
        ticket: u64,
    },
    /// A cable that was handed in is on its way. What it lacked is filled in by now.
    Accepted {
        /// Which cable it is from now on.
        key: CableKey,
        /// Into how many sections it is divided.
        sections: usize,
    },
    /// A cable is whole and is delivered here, once.
    Deliver(Delivery),
    /// A cable is whole here, and waits for the post to open.
    Held {
        /// Which cable.
        key: CableKey,
        /// The SHA-256 of its first transmission from format line 3 on: two cables may bear one identification.
        seal: [u8; 32],
        /// When the post opens, since the start of the scenario.
        until: Duration,
    },
    /// A relay has told that it could not send a message of this station on.
    Told(Notice),
    /// A section that was received before was put aside.
    DuplicateSuppressed {
        /// Whose section.
        key: CableKey,
        /// Which one.
        section: u8,
    },
    /// A station called on a routing line cannot be reached from here.
    Unroutable {
        /// Of which cable.
        key: CableKey,
        /// The station called.
        indicator: RoutingIndicator<'static>,
        /// What is in the way.
        why: Unreachable,
    },
    /// An addressee has no routing indicator, and its name is that of no station.
    NoSuchStation {
        /// Of which cable.
        key: CableKey,
        /// The plain language address designator.
        plad: String,
    },
    /// Open or damaged numbers are being reported to the sender for the first time. Repeated reports are not told.
    RepeatRequested {
        /// On which circuit they are missing.
        circuit: Incoming,
        /// Which they are.
        numbers: Vec<u32>,
    },
    /// A kept copy joined a queue again under a number yet to come: that of its circuit or, while that is down, of
    /// the alternate.
    RepeatSent {
        /// The circuit on which it was sent before.
        circuit: Outgoing,
        /// The number under which it was missed.
        number: u32,
    },
    /// What may have been sent before, without proof that it came in or that it did not, joined a queue again with a pilot
    /// that says so (ACP 127(G) 427).
    SuspectedDuplicate {
        /// The circuit on which it may have been sent before.
        circuit: Outgoing,
        /// The number under which that was.
        number: u32,
    },
    /// The post asks for sections that are missing.
    SectionsAsked {
        /// Of which cable.
        key: CableKey,
        /// Which they are.
        sections: Vec<u8>,
        /// For the first, second or third time.
        turn: u8,
    },
    /// A section that this station has originated is sent again to who asked for it.
    SectionSent {
        /// Of which cable.
        key: CableKey,
        /// Which one.
        section: u8,
        /// Who asked.
        to: RoutingIndicator<'static>,
    },
    /// A section has come to this station and is for another: it is passed on.
    WentAstray {
        /// How it came here.
        how: Astray,
        /// Of which cable.
        key: CableKey,
        /// Which section.
        section: u8,
        /// For whom it is.
        to: RoutingIndicator<'static>,
    },
    /// A FLASH came in undamaged, and is receipted.
    FlashReceipted {
        /// On which circuit it came in.
        circuit: Incoming,
        /// Under which number.
        number: u32,
    },
    /// A FLASH was not receipted in time.
    ReceiptOverdue {
        /// On which circuit it was sent.
        circuit: Outgoing,
        /// Under which number.
        number: u32,
    },
    /// A FLASH or IMMEDIATE that is garbled in the text is passed on subject to correction.
    PassedInDoubt {
        /// On which circuit it came in.
        circuit: Incoming,
        /// Under which number.
        number: u32,
    },
    /// What was passed on subject to correction has come in undamaged, and goes to the same stations as a corrected copy.
    Corrected {
        /// Of which cable.
        key: CableKey,
        /// Which section.
        section: u8,
    },
    /// A copy subject to correction has come in at the post, for the first time and before the undamaged one.
    SubjectToCorrection {
        /// Of which cable.
        key: CableKey,
        /// Which section.
        section: u8,
    },
    /// A copy would have waited too long for the first choice, and joined the queue of an alternate.
    AlternateRouted {
        /// The first choice.
        circuit: Outgoing,
        /// The alternate.
        by: Outgoing,
    },
    /// An undamaged transmission or a submitted cable could not be handled, wholly or in part.
    Refused {
        /// On which circuit it came in; `None` where it was handed in.
        circuit: Option<Incoming>,
        /// What is wrong with it.
        why: Refusal,
        /// All of it.
        bytes: Bytes,
    },
}

/// Why a station cannot handle a transmission or a cable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The first line carries no number of the channel it came in on.
    #[error("format line 1 has no number of the channel it came in on")]
    NoChannelNumber,
    /// It has no routing line.
    #[error("it has no routing line")]
    NoRoutingLine,
    /// Its heading does not say whose it is.
    #[error("its heading lacks the originating station, the serial or the filing time")]
    NoIdentification,
    /// It calls no station.
    #[error("none of its addressees is a station")]
    NobodyCalled,
    /// It cannot be divided into sections.
    #[error("it cannot be divided into sections: {0}")]
    Indivisible(String),
}

/// Why a station that is called cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreachable {
    /// No circuit leads there.
    #[error("no route")]
    NoRoute,
    /// None of the circuits that lead there is approved for this class (ACP 127(G) 203).
    #[error("no circuit on the way is approved for {}", .0.word())]
    NotApproved(Classification),
    /// It came for the second time to a station that is no relay and has passed it on before.
    #[error("missent twice")]
    MissentTwice,
}

/// A cable delivered to a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Which cable.
    pub key: CableKey,
    /// Its transmissions, in order of section; one where it was not divided. Each has the pilots with which it came in.
    pub sections: Vec<Tape>,
    /// The identifications of copies subject to correction that came in before, which this one corrects.
    pub corrects: Vec<SmolStr>,
}

impl Delivery {
    /// What tells it from another cable of its identification.
    pub(crate) fn seal(&self) -> [u8; 32] {
        self.sections.first().map_or([0; 32], |first| *first.seal())
    }
}

/// A station's outstanding work on one circuit: what tells whether a run can still change anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outstanding {
    /// Cables' transmissions in the queue, service messages not counted.
    pub queued: usize,
    /// Cables' transmissions sent and not confirmed.
    pub unconfirmed: usize,
    /// Cables of which the station, whatever the circuit, has asked or is about to ask the originator for sections.
    pub awaited: usize,
}
