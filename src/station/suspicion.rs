//! What may have been sent before, without proof, is sent again as a suspected duplicate (ACP 127(G) 427).
//!
//! A station that comes back from a stop has it in its journal that a transmission began, and not that it left: it may have
//! left all the same. What is unconfirmed on a circuit that has gone down, and takes an alternate, may have come in as
//! well. Both go again with a pilot before the message as it was sent first:
//!
//! ```text
//! VZCZCXAL0012                            the new identification
//! OO RUEHMO                               precedence and destination
//! ZFD RUEH                                a suspected duplicate, says this station
//! VZCZCXMO0007                            the message, as it went, or may have gone, before
//! OO RUEHMO RUEHLN
//! DE RUEHC #7951 2642216
//! ```
//!
//! Relays pass such a message on with its pilot. A post that has it files it; else it delivers it with the pilot.
//! What is known to have been lost, since the circuit failed under it, was cancelled or is reported open, is no suspect.

use smol_str::format_smolstr;

use super::channel;
use super::machine::Station;
use super::queue::Copy;
use super::{Action, Outgoing};
use crate::encode::PilotSignal;

impl Station {
    /// The same copy with a pilot that says that it may have been sent before under this ordinal.
    pub(super) fn suspect(
        &self,
        circuit: usize,
        ordinal: u64,
        mut copy: Copy,
        actions: &mut Vec<Action>,
    ) -> Copy {
        let Some(plan) = self.plan.outgoing.get(circuit) else { return copy };
        let number = channel::number(ordinal);
        actions.push(Action::SuspectedDuplicate { circuit: Outgoing(circuit), number });
        // Once suspected is suspected: the message says so already.
        if copy.source.pilots().all(|signal| signal != PilotSignal::SuspectedDuplicate) {
            let id = format_smolstr!("VZCZC{}{number:04}", plan.channel);
            let before = (id.as_str(), copy.precedence, copy.called.as_slice());
            copy.source =
                copy.source.with_pilot(PilotSignal::SuspectedDuplicate, &self.plan.indicator, before);
        }
        copy
    }
}
