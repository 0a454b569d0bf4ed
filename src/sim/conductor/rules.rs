//! What stations do by rules that a network may have or lack.

use super::{Conductor, Happening, name_of, receives_on};
use crate::message::RoutingIndicator;
use crate::sim::watch::Watch;
use crate::station::{Astray, CableKey, Incoming, Outgoing};

impl<W: Watch> Conductor<'_, W> {
    pub(super) fn suspected_duplicate(&mut self, station: usize, circuit: Outgoing, number: u32) {
        self.suspected_duplicates += 1;
        let Some(circuit) = self.place(station, circuit).and_then(|place| self.circuit(place)) else {
            return;
        };
        let channel = circuit.channel.as_str();
        let station = name_of(self.scenario, station);
        self.see(&Happening::SuspectedDuplicate { station, channel, number });
    }

    /// A transmission that came in garbled is passed on.
    pub(super) fn passed_in_doubt(&mut self, station: usize, circuit: Incoming, number: u32) {
        if let Some(corrections) = &mut self.corrections {
            corrections.passed += 1;
        }
        let place = self.station(station).and_then(|plan| receives_on(plan, circuit));
        let Some(circuit) = place.and_then(|place| self.circuit(place)) else { return };
        let channel = circuit.channel.as_str();
        let station = name_of(self.scenario, station);
        self.see(&Happening::PassedInDoubt { station, channel, number });
    }

    pub(super) fn corrected(&mut self, station: usize, key: &CableKey, section: u8) {
        if let Some(corrections) = &mut self.corrections {
            corrections.corrected += 1;
        }
        let Some(cable) = self.ledger.cable(key) else { return };
        let (station, cable) = (name_of(self.scenario, station), self.ledger.id(cable));
        self.watch.saw(self.now, &Happening::Corrected { station, cable, section });
    }

    pub(super) fn went_astray(
        &mut self,
        station: usize,
        how: Astray,
        key: &CableKey,
        section: u8,
        to: &RoutingIndicator<'static>,
    ) {
        if let Some(strays) = &mut self.strays {
            *match how {
                Astray::Misrouted => &mut strays.misrouted,
                Astray::Missent => &mut strays.missent,
            } += 1;
        }
        let Some(cable) = self.ledger.cable(key) else { return };
        let (station, cable, to) = (name_of(self.scenario, station), self.ledger.id(cable), to.as_str());
        self.watch.saw(self.now, &Happening::WentAstray { station, how, cable, section, to });
    }

    pub(super) fn subject_to_correction(&mut self, station: usize, key: &CableKey, section: u8) {
        if let Some(corrections) = &mut self.corrections {
            corrections.advance += 1;
        }
        let Some(cable) = self.ledger.cable(key) else { return };
        let (station, cable) = (name_of(self.scenario, station), self.ledger.id(cable));
        self.watch.saw(self.now, &Happening::SubjectToCorrection { station, cable, section });
    }

    pub(super) fn receipt_overdue(&mut self, station: usize, circuit: Outgoing, number: u32) {
        if let Some(receipts) = &mut self.receipts {
            receipts.overdue += 1;
        }
        let Some(circuit) = self.place(station, circuit).and_then(|place| self.circuit(place)) else {
            return;
        };
        let channel = circuit.channel.as_str();
        let station = name_of(self.scenario, station);
        self.see(&Happening::ReceiptOverdue { station, channel, number });
    }

    pub(super) fn sections_asked(&mut self, station: usize, key: &CableKey, sections: &[u8], turn: u8) {
        if let Some(inquiries) = &mut self.inquiries {
            inquiries.requests += 1;
        }
        let Some(cable) = self.ledger.cable(key) else { return };
        let (station, cable) = (name_of(self.scenario, station), self.ledger.id(cable));
        self.watch.saw(self.now, &Happening::SectionsAsked { station, cable, sections, turn });
    }

    pub(super) fn section_sent(
        &mut self,
        station: usize,
        key: &CableKey,
        section: u8,
        to: &RoutingIndicator<'static>,
    ) {
        if let Some(inquiries) = &mut self.inquiries {
            inquiries.sections += 1;
        }
        let Some(cable) = self.ledger.cable(key) else { return };
        let (station, cable, to) = (name_of(self.scenario, station), self.ledger.id(cable), to.as_str());
        self.watch.saw(self.now, &Happening::SectionSent { station, cable, section, to });
    }
}
