//! When a run is over, and why what was not delivered was not.

use super::{Conductor, Outlook, name_of, sends_on};
use crate::message::Classification;
use crate::sim::laws::{BrokenLaw, balance};
use crate::sim::ledger::Expected;
use crate::sim::report::{self, Outcome};
use crate::sim::watch::{Happening, Watch};
use crate::station::{Outgoing, Outstanding};

impl<W: Watch> Conductor<'_, W> {
    /// Takes note of how much work is left on each circuit: `outstanding` is asked for stations and their circuits.
    ///
    /// Stations never give up, so the agenda never runs dry while a circuit is down for ever. What decides is whether
    /// some cable's transmission can still get through: one that waits for a circuit that is up or will be, one that is
    /// not confirmed and can be asked for, or one for which a post asks its originator, which it does three times.
    pub fn survey(&mut self, mut outstanding: impl FnMut(usize, Outgoing) -> Outstanding) {
        self.outlook = Outlook::None;
        for (station, plan) in self.scenario.stations.iter().enumerate() {
            if self.is_stopped_for_good(station) {
                continue;
            }
            // What it has on disk goes on when it is back.
            if self.is_stopped(station) {
                self.outlook = Outlook::Hope;
                return;
            }
            let mut has_work = false;
            let mut helper = false;
            for own in (0..plan.outgoing.len()).map(Outgoing) {
                let Some(circuit) = sends_on(plan, own) else { continue };
                let Outstanding { queued, unconfirmed, awaited } = outstanding(station, own);
                if awaited > 0 {
                    self.outlook = Outlook::Hope;
                    return;
                }
                has_work |= queued + unconfirmed > 0;
                // An alternate that comes up takes over from the others.
                helper |= self.lines.get(circuit).is_some_and(super::Line::will_come_up);
                if self.can_go_on(circuit, queued, unconfirmed) {
                    self.outlook = Outlook::Hope;
                    return;
                }
            }
            if has_work && helper {
                self.outlook = Outlook::Hope;
                return;
            }
        }
    }

    fn can_go_on(&self, circuit: usize, queued: usize, unconfirmed: usize) -> bool {
        let Some(line) = self.lines.get(circuit).filter(|_| self.can_carry(circuit)) else { return false };
        let back = self.circuit(circuit).and_then(|circuit| circuit.way_back);
        let answers = back.is_some_and(|back| self.can_carry(back));
        // A queue before a free circuit waits for confirmations.
        (queued > 0 && (answers || line.carrying.is_some() || line.down > 0)) || (unconfirmed > 0 && answers)
    }

    /// Whether anything can still come through a circuit.
    fn can_carry(&self, circuit: usize) -> bool {
        let up = self.lines.get(circuit).is_some_and(|line| !line.is_down_for_good());
        up && self.circuit(circuit).is_some_and(|circuit| {
            !circuit.faults.stop_everything()
                && !self.is_stopped_for_good(circuit.from)
                && !self.is_stopped_for_good(circuit.to)
        })
    }

    /// That one of these stations is stopped for good, as a reason.
    fn has_stopped(&self, stations: &[usize]) -> Option<String> {
        let station = stations.iter().find(|station| self.is_stopped_for_good(**station))?;
        Some(format!("station {} has stopped", name_of(self.scenario, *station)))
    }

    /// The report and the delivery log. What is still open is undelivered, with the reason.
    ///
    /// # Errors
    ///
    /// The law that the run as a whole broke.
    pub fn finish(self) -> Result<Outcome, BrokenLaw> {
        self.finish_counted(&mut |_| ())
    }

    /// The same; `count` sees the run as it ended.
    pub(crate) fn finish_counted(
        mut self,
        count: &mut dyn FnMut(&report::Run<'_>),
    ) -> Result<Outcome, BrokenLaw> {
        let mut reasons: Vec<Option<String>> = Vec::new();
        for (place, expected) in self.ledger.all().iter().enumerate() {
            let open = expected.outcome.is_none();
            reasons.push(if open { self.reason(place, expected) } else { None });
        }
        self.ledger.give_up(|place, _| reasons.get(place).cloned().flatten());
        for expected in self.ledger.all() {
            if let Some(Err(why)) = &expected.outcome {
                let (to, cable) = (self.ledger.name(expected), self.ledger.id(expected.cable));
                self.watch.saw(self.now, &Happening::Undelivered { to, cable, why });
            }
        }
        self.check_all()?;
        for line in &mut self.lines {
            line.tally.close(self.now);
        }
        let log = self.ledger.log();
        self.watch.logged(&log);
        let run = report::Run {
            scenario: self.scenario,
            ended: self.now,
            events: self.events,
            ledger: &self.ledger,
            tallies: self.lines.iter().map(|line| &line.tally).collect(),
            stations: &self.stations,
            duplicates_suppressed: self.duplicates_suppressed,
            repeats_sent: self.repeats_sent,
            suspected_duplicates: self.suspected_duplicates,
            inquiries: self.inquiries,
            receipts: self.receipts,
            corrections: self.corrections,
            strays: self.strays,
            minimized: self.offers.minimized(),
        };
        count(&run);
        Ok(report::outcome(&run, &log))
    }

    fn check_all(&mut self) -> Result<(), BrokenLaw> {
        for circuit in 0..self.lines.len() {
            let Some(line) = self.lines.get_mut(circuit) else { continue };
            let in_progress = line.carrying.as_ref().map(|carrying| carrying.started);
            if let Err(law) = line.tally.check(self.now, in_progress) {
                return Err(self.broken_on(circuit, law));
            }
        }
        let offered = self.ledger.all().len();
        let settled = self.ledger.all().iter().filter(|expected| expected.outcome.is_some()).count();
        let lost = self.ledger.all().iter().find(|expected| expected.outcome.is_none());
        let named = lost.map_or_else(String::new, |lost| {
            format!(": {} to {} is lost without a reason", self.ledger.id(lost.cable), self.ledger.name(lost))
        });
        balance("deliveries offered against delivered and undelivered", offered as u128, settled as u128)
            .map_err(|law| self.broken("the network", law + &named))
    }

    /// Why a delivery cannot be made. `None` where nothing explains it.
    fn reason(&self, place: usize, expected: &Expected) -> Option<String> {
        if let Some(why) = self.ledger.out_of_reach_at(place) {
            return Some(why.to_owned());
        }
        let to = expected.station?;
        let from = self.ledger.submission(expected.cable)?.from;
        let ends = self.has_stopped(&[to, from]);
        ends.or_else(|| self.loss(expected.cable, to)).or_else(|| self.block_of(expected, to))
    }

    /// A transmission to this addressee was lost where it could not be asked for again.
    fn loss(&self, cable: usize, to: usize) -> Option<String> {
        let cable = self.ledger.known_as(cable);
        let failed = |circuit: usize| {
            let line = self.lines.get(circuit)?;
            line.failed.iter().any(|(of, _, called)| (*of, *called) == (cable, to)).then_some(circuit)
        };
        let circuit = (0..self.lines.len()).find_map(failed)?;
        let plan = self.circuit(circuit)?;
        let label = &plan.label;
        if let Some(reason) = self.has_stopped(&[plan.to, plan.from]) {
            return Some(reason);
        }
        if self.lines.get(circuit).is_some_and(super::Line::is_down_for_good) {
            return Some(format!("circuit {label} is down"));
        }
        let Some(back) = plan.way_back else {
            return Some(format!("lost on {label}: no way back"));
        };
        if plan.faults.stop_everything() {
            return Some(format!("lost on {label}: nothing comes through whole"));
        }
        let back_label = &self.circuit(back)?.label;
        if self.lines.get(back).is_some_and(super::Line::is_down_for_good) {
            return Some(format!("lost on {label}: the way back {back_label} is down"));
        }
        (!self.can_carry(back)).then(|| format!("lost on {label}: nothing comes back on {back_label}"))
    }

    /// A circuit on the way to this addressee is down for good; to a member of a collective, on that to the relay that
    /// expands it, or on that from there; and so by the station that is called for it by mistake.
    fn block_of(&self, expected: &Expected, to: usize) -> Option<String> {
        let cable = self.ledger.submission(expected.cable)?;
        let addressed = cable.addressees.get(expected.addressee)?;
        let by = addressed.by.and_then(|by| self.scenario.collectives.get(by));
        let at = by.and_then(|collective| collective.at).or(addressed.via);
        let Some(at) = at else { return self.block(cable.class, cable.from, to) };
        let stopped = self.has_stopped(&[at]);
        stopped
            .or_else(|| self.block(cable.class, cable.from, at))
            .or_else(|| self.block(cable.class, at, to))
    }

    /// A circuit on the way from one station to another is down for good.
    fn block(&self, class: Classification, from: usize, to: usize) -> Option<String> {
        let indicator = self.station(to)?.indicator.as_str();
        let mut way = vec![from];
        let (mut seen, mut blocked) = (0, None);
        // The station that has no circuit left stops it. Where each has one, they lead back to one another, and it waits
        // for the first that is down.
        while let Some(station) = way.get(seen).copied() {
            seen += 1;
            let plan = self.station(station)?;
            let routes = plan.routes.of_class(class);
            let circuits = routes.circuits(indicator).iter().filter_map(|own| plan.outgoing.get(*own));
            let circuits: Vec<usize> = circuits.copied().collect();
            let carrying: Vec<usize> =
                circuits.iter().copied().filter(|circuit| self.can_carry(*circuit)).collect();
            let down = circuits
                .iter()
                .find(|circuit| !self.can_carry(**circuit))
                .and_then(|down| self.circuit(*down));
            if station != to
                && let Some(down) = down
            {
                let stopped = self.has_stopped(&[down.to, down.from]);
                let reason = stopped.unwrap_or_else(|| format!("circuit {} is down", down.label));
                if carrying.is_empty() {
                    return Some(reason);
                }
                blocked.get_or_insert(reason);
            }
            for next in carrying.iter().filter_map(|circuit| self.circuit(*circuit)).map(|circuit| circuit.to)
            {
                if !way.contains(&next) {
                    way.push(next);
                }
            }
        }
        blocked
    }
}
