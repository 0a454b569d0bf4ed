//! Whatever has happened to a station, what is read from its journal is what it had.

use std::fmt::Write;
use std::time::Duration;

use bytes::Bytes;
use proptest::prelude::*;

use super::*;
use crate::directory::Routes;
use crate::message::{Precedence, RoutingIndicator};
use crate::station::repair::Ledger;
use crate::station::{
    CableKey, Event, Incoming, IncomingCircuit, OutgoingCircuit, Preemption, PreemptionMode, Rules, Tape,
    channel,
};

/// From, to, channel, and the way back.
const CIRCUITS: [(usize, usize, &str, Option<usize>); 6] = [
    (0, 1, "XRA", Some(1)),
    (1, 0, "XBA", Some(0)),
    (1, 2, "XMO", Some(3)),
    (2, 1, "XBM", Some(2)),
    (0, 2, "XAL", Some(5)),
    (2, 0, "XBL", None),
];

const NAMES: [&str; 3] = ["RUEHC", "RUEH", "RUEHMO"];

/// A station to which the relay knows no way: it tells the originator so.
const NOWHERE: &str = "QQAA";

/// An originator, a relay that takes its time, and a post to which another way leads.
fn plan(station: usize) -> Plan {
    let indicator = |place: usize| RoutingIndicator::new(NAMES[place]).unwrap();
    let all = || (0..CIRCUITS.len()).map(|circuit| (circuit, CIRCUITS[circuit]));
    let patience = Duration::from_secs(60);
    let mut routes = Routes::default();
    if station == 0 {
        routes.insert("RUEHMO", vec![0, 1]);
        routes.insert("RUEH", vec![0]);
        routes.insert(NOWHERE, vec![0]);
    } else {
        routes.insert("R", vec![0]);
    }
    Plan {
        relay: station == 1,
        processing: Duration::from_secs(if station == 1 { 5 } else { 0 }),
        preemption: Preemption::All,
        preemption_mode: if station == 1 { PreemptionMode::Resume } else { PreemptionMode::Restart },
        journal: true,
        tell_originators: true,
        rules: Rules { ask_originator: Some(patience), flash_receipts: true, ..Rules::default() },
        outgoing: all()
            .filter(|(_, circuit)| circuit.0 == station)
            .map(|(_, (_, to, channel, back))| OutgoingCircuit {
                channel: channel.to_owned(),
                to: indicator(to),
                character: Duration::from_millis(10),
                way_back: back.map(|back| into(back).1),
                faulty: true,
                patience,
                backlog: None,
            })
            .collect(),
        incoming: all()
            .filter(|(_, circuit)| circuit.1 == station)
            .map(|(_, (from, _, channel, back))| IncomingCircuit {
                channel: channel.to_owned(),
                from: indicator(from),
                character: Duration::from_millis(10),
                latency: Duration::ZERO,
                way_back: back.map(|back| own(back).1),
                faulty: true,
                patience,
            })
            .collect(),
        routes,
        ..Plan::new(
            indicator(station),
            &format!("POST {}", NAMES[station]),
            "2009-09-21T21:56:00Z".parse().unwrap(),
        )
    }
}

impl Station {
    /// Everything that has to survive a stop, as text.
    fn on_disk(&self, now: Duration) -> String {
        let mut told = String::new();
        for side in &self.sending {
            let in_progress = match &side.line {
                Line::Busy(sent) => match &sent.load {
                    Load::Cable(copy) => Some((sent.ordinal, sent.ticket, Some(copy))),
                    Load::Service(_) => Some((sent.ordinal, sent.ticket, None)),
                },
                _ => None,
            };
            let waiting: Vec<_> = side.queue.cables().map(|(place, copy)| (place.ticket(), copy)).collect();
            let ledger = side.ledger.clone().map(|mut ledger: Ledger<_>| {
                ledger.take_owed();
                ledger
            });
            writeln!(told, "{} {in_progress:?}\n{waiting:#?}\n{ledger:#?}", side.last).unwrap();
        }
        for side in &self.receiving {
            let mut register = side.register.clone();
            // Forgets what was closed long ago, as the next number does.
            if register.last_of(0) > 0 {
                register.damaged(0, channel::number(register.last_of(0)), now);
            }
            writeln!(told, "{register:#?}").unwrap();
        }
        // Their bytes are those of the queues.
        let kept = |(key, kept): (&CableKey, &Vec<(u8, Precedence, Tape)>)| {
            let sections =
                kept.iter().map(|(section, precedence, tape)| (*section, *precedence, *tape.seal()));
            (key.clone(), sections.collect::<Vec<_>>())
        };
        let desks = (
            &self.originator,
            &self.post,
            &self.handling,
            &self.strays,
            &self.told,
            &self.undelivered,
            self.kept.iter().map(kept).collect::<Vec<_>>(),
            self.inquiries,
            &self.doubts,
        );
        writeln!(told, "{desks:#?}").unwrap();
        told
    }
}

/// The three stations, what is on their circuits, and what they have written.
struct World {
    stations: Vec<Station>,
    journals: Vec<Vec<u8>>,
    /// By circuit: what is on it, and whether it is down.
    busy: Vec<Option<Bytes>>,
    down: Vec<bool>,
    now: Duration,
    serial: u32,
    /// By station: where each entry ends, when that was, and what was on disk then.
    told: Vec<Vec<(usize, Duration, String)>>,
}

fn own(circuit: usize) -> (usize, Outgoing) {
    let from = CIRCUITS[circuit].0;
    (from, Outgoing(CIRCUITS[..circuit].iter().filter(|other| other.0 == from).count()))
}

fn into(circuit: usize) -> (usize, Incoming) {
    let to = CIRCUITS[circuit].1;
    (to, Incoming(CIRCUITS[..circuit].iter().filter(|other| other.1 == to).count()))
}

impl World {
    fn new() -> Self {
        let journals: Vec<_> = (0..3).map(|station| journal::begin(&plan(station))).collect();
        let stations: Vec<_> = (0..3).map(|station| Station::new(plan(station))).collect();
        let begun = |(journal, station): (&Vec<u8>, &Station)| {
            vec![(journal.len(), Duration::ZERO, station.on_disk(Duration::ZERO))]
        };
        Self {
            told: journals.iter().zip(&stations).map(begun).collect(),
            stations,
            journals,
            busy: vec![None; CIRCUITS.len()],
            down: vec![false; CIRCUITS.len()],
            now: Duration::ZERO,
            serial: 0,
        }
    }

    fn tell(&mut self, station: usize, event: Event) {
        let mut actions = Vec::new();
        self.stations[station].handle(self.now, event, &mut actions);
        for action in actions {
            match action {
                Action::Record(entry) => entry.write_to(&mut self.journals[station]),
                Action::Transmit { circuit, tape, .. } => {
                    let circuit =
                        (0..CIRCUITS.len()).find(|place| own(*place) == (station, circuit)).unwrap();
                    assert_eq!(self.busy[circuit].replace(tape.to_bytes()), None);
                }
                Action::Pause { circuit } => {
                    let circuit =
                        (0..CIRCUITS.len()).find(|place| own(*place) == (station, circuit)).unwrap();
                    assert!(self.busy[circuit].take().is_some());
                }
                Action::Cancel { circuit, after, ending } => {
                    let circuit =
                        (0..CIRCUITS.len()).find(|place| own(*place) == (station, circuit)).unwrap();
                    let cut = self.busy[circuit].take().unwrap();
                    self.busy[circuit] = Some([&cut[..after], &ending].concat().into());
                }
                _ => {}
            }
        }
        let on_disk = self.stations[station].on_disk(self.now);
        let (read, torn) = Station::reopen(plan(station), &self.journals[station]).unwrap();
        assert_eq!(torn, None);
        assert_eq!(read.on_disk(self.now), on_disk, "after the last event at {}", NAMES[station]);
        self.told[station].push((self.journals[station].len(), self.now, on_disk));
    }

    fn step(&mut self, step: (u8, usize, u8)) {
        let (kind, choice, how) = step;
        self.now += Duration::from_secs(u64::from(how % 40));
        match kind {
            0 => self.submit(how),
            1..=5 => self.finish(choice, how),
            6 => {
                let circuit = choice % CIRCUITS.len();
                let (station, circuit_of) = own(circuit);
                self.down[circuit] = !self.down[circuit];
                self.busy[circuit] = None;
                let event = if self.down[circuit] {
                    Event::Down { circuit: circuit_of }
                } else {
                    Event::Up { circuit: circuit_of }
                };
                self.tell(station, event);
            }
            7 => self.stop(choice % 3),
            _ => (0..3).for_each(|station| self.tell(station, Event::Wake)),
        }
    }

    fn submit(&mut self, how: u8) {
        self.serial += 1;
        let serial = self.serial;
        let precedence = ["R", "P", "O", "Z"][usize::from(how) % 4];
        let nowhere = format!("{NOWHERE}/C\nRUEH/B");
        let known = ["RUEHMO/A 0001", "RUEHMO/A\nRUEH/B", "RUEH/B"];
        let to = if how % 8 == 7 { &nowhere } else { known[usize::from(how) % 3] };
        let text = "A LINE OF TEXT.\n".repeat(if how.is_multiple_of(5) { 120 } else { 2 });
        let head =
            if how.is_multiple_of(2) { format!("DE RUEHC #{serial:04} 2642216\n") } else { String::new() };
        let cable = format!(
            "{head}ZNR UUUUU\n{precedence} 212156Z SEP 09\nFM SECSTATE WASHDC\nTO {to}\nBT\nUNCLAS STATE {serial:06}\n\n{text}BT\nNNNN\n"
        );
        self.tell(0, Event::Submit { cable: cable.into() });
    }

    /// A transmission has left; it arrives whole, damaged, twice or not at all.
    fn finish(&mut self, choice: usize, how: u8) {
        let busy: Vec<usize> = (0..CIRCUITS.len()).filter(|circuit| self.busy[*circuit].is_some()).collect();
        let Some(circuit) = busy.get(choice % busy.len().max(1)).copied() else { return };
        let Some(bytes) = self.busy[circuit].take() else { return };
        let (from, outgoing) = own(circuit);
        self.tell(from, Event::Free { circuit: outgoing });
        let (to, circuit) = into(circuit);
        if how.is_multiple_of(7) {
            let mut damaged = bytes.to_vec();
            let place = usize::from(how) * 3 % damaged.len();
            damaged[place] = 0x1a;
            self.tell(to, Event::Arrived { circuit, tape: damaged.into() });
        } else if !how.is_multiple_of(5) {
            for _ in 0..=u8::from(how.is_multiple_of(3)) {
                self.tell(to, Event::Arrived { circuit, tape: bytes.clone().into() });
            }
        }
    }

    /// A station stops, and is back at once.
    fn stop(&mut self, station: usize) {
        let (opened, torn) = Station::reopen(plan(station), &self.journals[station]).unwrap();
        assert_eq!(torn, None);
        self.stations[station] = opened;
        let mut down = Vec::new();
        for circuit in (0..CIRCUITS.len()).filter(|circuit| own(*circuit).0 == station) {
            self.busy[circuit] = None;
            if self.down[circuit] {
                down.push(own(circuit).1);
            }
        }
        self.tell(station, Event::Opened { down });
    }
}

fn steps() -> impl Strategy<Value = Vec<(u8, usize, u8)>> {
    prop::collection::vec((0_u8..10, 0_usize..6, any::<u8>()), 1..60)
}

proptest! {
    /// After each event, stops included, what is read from the journal is what the station has to keep.
    #[test]
    fn what_is_read_is_what_was_there(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
    }

    /// Any beginning of a journal opens a station: that of the last whole entry. What is torn is told.
    #[test]
    fn any_beginning_of_a_journal_reopens(steps in steps(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 40), zeros in 0_usize..40) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        for station in 0..3 {
            let (journal, told) = (&world.journals[station], &world.told[station]);
            for cut in &cuts {
                let mut cut = journal[..cut.index(journal.len() + 1)].to_vec();
                let (opened, torn) = Station::reopen(plan(station), &cut).unwrap();
                let at = torn.map_or(cut.len(), |torn| torn.at);
                prop_assert_eq!(torn.map_or(0, |torn| torn.bytes), cut.len() - at);
                if let Some((_, now, on_disk)) = told.iter().rfind(|(end, ..)| *end == at) {
                    prop_assert_eq!(&opened.on_disk(*now), on_disk);
                }
                // A file that was made longer before anything was written into it. Zeros may be what was to be written.
                cut.resize(cut.len() + zeros, 0);
                let same = cut.iter().zip(journal).take_while(|(one, other)| one == other).count();
                let (written, at) = Station::reopen(plan(station), &journal[..same]).unwrap();
                let (padded, torn) = Station::reopen(plan(station), &cut).unwrap();
                if same < cut.len() {
                    prop_assert_eq!(torn.map(|torn| torn.at), Some(at.map_or(same, |torn| torn.at)));
                }
                prop_assert_eq!(padded.on_disk(world.now), written.on_disk(world.now));
            }
        }
    }

    /// A byte that has changed is never read as if nothing were: the journal is refused, or its last entry left out.
    #[test]
    fn a_changed_byte_is_never_overlooked(steps in steps(), flips in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..8), 60)) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        for (station, journal) in world.journals.iter().enumerate() {
            let last = world.told[station].iter().rev().map(|(end, ..)| *end).find(|end| *end < journal.len());
            for (place, bit) in &flips {
                let mut flipped = journal.clone();
                flipped[place.index(journal.len())] ^= 1 << bit;
                if let Ok((_, torn)) = Station::reopen(plan(station), &flipped) {
                    prop_assert!(torn.is_some_and(|torn| torn.at >= last.unwrap_or(0)), "{:?}", torn);
                }
            }
        }
    }

    /// What is said in an undamaged frame is not believed either: the station opens, or the journal is refused.
    #[test]
    fn nonsense_in_a_sound_frame_does_no_harm(steps in steps(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..60)) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        for station in 0..3 {
            for (place, instead) in &changes {
                let mut journal = world.journals[station].clone();
                journal::spoil(&mut journal, place.index(world.journals[station].len()), *instead);
                if let Ok((mut opened, _)) = Station::reopen(plan(station), &journal) {
                    let mut actions = Vec::new();
                    opened.handle(world.now, Event::Opened { down: Vec::new() }, &mut actions);
                    opened.handle(world.now + Duration::from_secs(3600), Event::Wake, &mut actions);
                }
            }
        }
    }

    /// Any bytes are read without harm.
    #[test]
    fn any_bytes_are_no_journal(bytes in prop::collection::vec(any::<u8>(), 1..200), titled in any::<bool>()) {
        let mut journal = if titled { b"torntape journal 1\n".to_vec() } else { Vec::new() };
        journal.extend_from_slice(&bytes);
        let opened = Station::reopen(plan(0), &journal);
        prop_assert!(!matches!(opened, Ok((_, None))), "{:?}", bytes);
    }
}

/// What was whole, and of which it is not written that it was delivered, is delivered when the station is back.
#[test]
fn a_delivery_that_was_not_written_down_is_made_again() {
    let mut world = World::new();
    // Handed in for the relay itself; its transmission leaves, and arrives.
    for step in [(0, 0, 2), (1, 0, 1)] {
        world.step(step);
    }
    let whole = &world.journals[1];
    let deliveries = |journal: &[u8]| {
        let (mut opened, _) = Station::reopen(plan(1), journal).unwrap();
        let mut actions = Vec::new();
        opened.handle(Duration::from_secs(100), Event::Opened { down: Vec::new() }, &mut actions);
        actions.iter().filter(|action| matches!(action, Action::Deliver(_))).count()
    };
    assert_eq!(deliveries(whole), 0, "it was delivered, and that is written down");
    assert_eq!(deliveries(&whole[..whole.len() - 1]), 1, "the last entry is torn");
}

/// What comes once more after the relay was away is not told of once more.
#[test]
fn an_originator_is_told_once_whatever_stops() {
    let mut world = World::new();
    // The cable leaves and arrives, and the relay has handled it.
    for step in [(0, 0, 7), (1, 0, 1), (8, 0, 39)] {
        world.step(step);
    }
    let told =
        |world: &World| world.stations[1].told.iter().map(|(_, of)| of.to_string()).collect::<Vec<_>>();
    assert_eq!(told(&world), [NOWHERE]);
    world.step((7, 1, 0));
    assert_eq!(told(&world), [NOWHERE]);
}

/// A journal is that of one station with its circuits.
#[test]
fn the_journal_of_another_station_is_refused() {
    let written = journal::begin(&plan(0));
    let refused = |station: usize| Station::reopen(plan(station), &written).err();
    assert_eq!(refused(0), None);
    let indicator = RoutingIndicator::new("RUEHC").unwrap();
    assert_eq!(refused(1), Some(Unreadable::OtherStation(indicator.clone())));
    let mut other = plan(0);
    other.outgoing.reverse();
    assert_eq!(Station::reopen(other, &written).err(), Some(Unreadable::OtherStation(indicator)));
    assert_eq!(Station::reopen(plan(0), b"torntape journal 2\n").err(), Some(Unreadable::Title));
}
