//! FLASH and IMMEDIATE that are garbled in the text go on at once, subject to correction (ACP 127(G) 420).
//!
//! A relay that finds such a garble passes the message on with a pilot that says `ZDG`, a question mark for each character that
//! it could not read. The number stays open: the preceding station is asked for it like for any other. When the message
//! comes in undamaged, the relay sends it to the same stations with a pilot that says `ZEL`: the corrected copy.
//!
//! Nothing is passed on so where the garble could misroute it: it has to lie below the first lines of the text and above
//! the break behind it. Nor is a message twice in doubt: a copy subject to correction that is garbled once more waits for
//! its repetition.
//!
//! For a post a copy subject to correction is not the message. It is shown to whom it concerns; what counts as received
//! is undamaged, and when that is delivered the copies are named that it corrects.

use std::time::Duration;

use smol_str::{SmolStr, ToSmolStr};

use super::journal::Fact;
use super::machine::Station;
use super::post::Label;
use super::queue::Stations;
use super::tape::Called;
use super::{Action, Incoming, Tape};
use crate::encode::PilotSignal;
use crate::message::{Precedence, RoutingIndicator};

impl Tape {
    fn says(&self, what: PilotSignal) -> bool {
        self.pilots().any(|signal| signal == what)
    }

    /// Whether it goes subject to correction.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.says(PilotSignal::SubjectToCorrection)
    }

    /// Its identification as it stands on format line 1.
    fn identification(&self) -> SmolStr {
        let line = self.first_line().and_then(|line| std::str::from_utf8(line).ok());
        line.unwrap_or_default().trim_end().to_smolstr()
    }

    /// The same with a pilot before it as it came in.
    fn marked(&self, signal: PilotSignal, station: &RoutingIndicator<'_>, call: &Called) -> Self {
        let precedence = call.precedence.unwrap_or(Precedence::Routine);
        self.with_pilot(signal, station, (&self.identification(), precedence, &call.stations))
    }
}

impl Station {
    /// A transmission came in damaged under a number that is open: passes it on subject to correction where that may be done.
    pub(super) fn pass_in_doubt(
        &mut self,
        now: Duration,
        circuit: Incoming,
        number: u32,
        tape: &Tape,
        actions: &mut Vec<Action>,
    ) {
        let repaired = self.receiving.get(circuit.0).is_some_and(|side| side.repaired);
        if !self.plan.rules.subject_to_correction || !self.plan.relay || !repaired {
            return;
        }
        if tape.is_in_doubt() || !tape.is_garbled_in_text() {
            return;
        }
        let Some(call) = tape.call().filter(|call| call.precedence >= Some(Precedence::Immediate)) else {
            return;
        };
        let Some(label) = tape.label().cloned().filter(|label| !self.doubts.contains_key(label)) else {
            return;
        };
        let own = &self.plan.indicator;
        let called: Stations = call.stations.iter().filter(|to| *to != own).cloned().collect();
        if called.is_empty() {
            return;
        }
        let source = tape.readable().marked(PilotSignal::SubjectToCorrection, own, call);
        actions.push(Action::PassedInDoubt { circuit, number });
        self.doubt(label, called.to_vec());
        self.pass(now, circuit, source, called, call.precedence, actions);
    }

    /// The message as it is passed on: as a corrected copy where it has gone to one of these stations subject to correction.
    pub(super) fn corrected(&mut self, tape: &Tape, call: &Called, actions: &mut Vec<Action>) -> Tape {
        let Some((label, doubted)) = tape.label().and_then(|label| self.doubts.get_key_value(label)) else {
            return tape.clone();
        };
        let (label, doubted) = (label.clone(), doubted.clone());
        if tape.is_in_doubt() || !doubted.iter().any(|to| call.stations.contains(to)) {
            return tape.clone();
        }
        actions.push(Action::Corrected { key: label.key.clone(), section: label.section });
        self.doubt(label, doubted.into_iter().filter(|to| !call.stations.contains(to)).collect());
        if tape.says(PilotSignal::Corrected) {
            return tape.clone();
        }
        tape.marked(PilotSignal::Corrected, &self.plan.indicator, call)
    }

    /// Remembers to which stations a section has gone subject to correction; to none, any more.
    fn doubt(&mut self, label: Label, called: Vec<RoutingIndicator<'static>>) {
        self.note(|| Fact::Doubted { label: label.clone(), called: called.clone() });
        self.set_doubt(label, called);
    }

    /// The same as it is read in the journal.
    pub(super) fn set_doubt(&mut self, label: Label, called: Vec<RoutingIndicator<'static>>) {
        if called.is_empty() {
            self.doubts.remove(&label);
        } else {
            self.doubts.insert(label, called);
        }
    }

    /// A copy subject to correction has come in at the post.
    pub(super) fn advance(&mut self, tape: &Tape, label: &Label, actions: &mut Vec<Action>) {
        let (key, section) = label.name();
        let id = tape.identification();
        if self.post.advance(label.clone(), id.clone()) {
            self.note(|| Fact::Advanced { label: label.clone(), id });
            actions.push(Action::SubjectToCorrection { key, section });
        } else {
            actions.push(Action::DuplicateSuppressed { key, section });
        }
    }
}
