//! A few stations on wires that lose, garble, double and overtake: the smallest world in which a station can be
//! seen at work. It checks at each step what no driver may ever be asked to do.

#![expect(
    clippy::indexing_slicing,
    reason = "a place out of range is a mistake of the test, and should end it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bytes::Bytes;
use torntape::directory::Routes;
use torntape::message::RoutingIndicator;
use torntape::station::{
    Action, CableKey, Delivery, Event, Incoming, IncomingCircuit, Outgoing, OutgoingCircuit, Plan,
    Preemption, Station,
};

/// One transmission is held at most so long for the next to overtake it.
const HELD: Duration = Duration::from_secs(10);

/// One direction between two stations.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) channel: &'static str,
    /// The circuit with this place carries the answers.
    pub(crate) way_back: Option<usize>,
    pub(crate) faulty: bool,
    /// Out of 100 each: loss, garble, duplicate, reorder.
    pub(crate) faults: [u64; 4],
    /// What becomes of the first transmissions, before lots are drawn.
    pub(crate) fates: Vec<Fate>,
    /// Down from the first time to the second.
    pub(crate) outages: Vec<(u64, u64)>,
}

/// What becomes of one transmission.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fate {
    Fine,
    Lost,
    /// Damaged from this byte on.
    Garbled(usize),
    Doubled,
    Overtaken,
}

impl Wire {
    pub(crate) fn new(from: usize, to: usize, channel: &'static str) -> Self {
        Self {
            from,
            to,
            channel,
            way_back: None,
            faulty: false,
            faults: [0; 4],
            fates: Vec::new(),
            outages: Vec::new(),
        }
    }

    pub(crate) fn faults(self, faults: [u64; 4]) -> Self {
        Self { faulty: true, faults, ..self }
    }

    pub(crate) fn fates(self, fates: &[Fate]) -> Self {
        Self { faulty: true, fates: fates.to_vec(), ..self }
    }

    pub(crate) fn answered_by(self, way_back: usize) -> Self {
        Self { way_back: Some(way_back), ..self }
    }

    pub(crate) fn down(mut self, from: u64, to: u64) -> Self {
        self.faulty = true;
        self.outages.push((from, to));
        self
    }
}

/// The characters that a wire carries in a second.
pub(crate) const SPEED: u64 = 100;

/// How long a station waits for an answer at first.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// What has gone over a wire.
#[derive(Clone, Debug, Default)]
pub(crate) struct Carried {
    pub(crate) cables: u64,
    pub(crate) service: u64,
    /// Channel numbers in the order of transmission.
    pub(crate) numbers: Vec<u32>,
    /// Routing lines of cables, in order.
    pub(crate) calls: Vec<String>,
    /// The first transmission, whole.
    pub(crate) first: String,
}

#[derive(Debug)]
enum Happening {
    Station(usize, Event),
    Arrival { wire: usize, bytes: Bytes, may_wait: bool },
    Release { wire: usize, hold: u64 },
    Left { wire: usize, transmission: u64 },
}

/// What is on a wire.
#[derive(Debug, Default)]
struct State {
    down: bool,
    /// The number of the transmission in progress, counted over all wires.
    busy: Option<(u64, Duration, Bytes)>,
    held: Vec<(u64, Bytes)>,
    /// Tickets in the queue; whether each is a service message.
    queued: BTreeMap<u64, bool>,
}

/// The world.
#[derive(Debug)]
pub(crate) struct Wires {
    plan: Vec<Wire>,
    states: Vec<State>,
    plans: Vec<Plan>,
    stations: Vec<Station>,
    names: Vec<&'static str>,
    due: BTreeMap<(Duration, u64), Happening>,
    order: u64,
    random: u64,
    pub(crate) now: Duration,
    pub(crate) carried: Vec<Carried>,
    pub(crate) delivered: Vec<(usize, Delivery)>,
    /// When each delivery was made.
    pub(crate) delivered_at: Vec<Duration>,
    /// What was said on which channel, in order: routing line, serial or text of the service message.
    pub(crate) said: Vec<String>,
    pub(crate) suppressed: u64,
    pub(crate) repeats: u64,
    pub(crate) suspected: u64,
    pub(crate) requested: u64,
    /// How often something left a queue without being transmitted.
    pub(crate) withdrawn: u64,
    /// How many transmissions were cancelled.
    pub(crate) cancelled: u64,
    pub(crate) complaints: Vec<Action>,
}

impl Wires {
    /// Stations by routing indicator, the wires between them, and each station's routes: station, prefix, wires.
    pub(crate) fn new(
        seed: u64,
        names: &[&'static str],
        relays: &[usize],
        wires: &[Wire],
        routes: &[(usize, &str, &[usize])],
    ) -> Self {
        let place = |wire: usize, end: fn(&Wire) -> usize| {
            wires.iter().take(wire).filter(|other| end(other) == end(&wires[wire])).count()
        };
        let indicator = |station: usize| RoutingIndicator::new(names[station]).expect("a routing indicator");
        let start = "2009-09-21T21:56:00Z".parse().expect("a time");
        let plan = |station: usize| Plan {
            relay: relays.contains(&station),
            processing: Duration::from_secs(if relays.contains(&station) { 3 } else { 0 }),
            outgoing: wires
                .iter()
                .filter(|wire| wire.from == station)
                .map(|wire| OutgoingCircuit {
                    channel: wire.channel.to_owned(),
                    to: indicator(wire.to),
                    character: Duration::from_millis(1000 / SPEED),
                    way_back: wire.way_back.map(|back| Incoming(place(back, |wire| wire.to))),
                    faulty: wire.faulty,
                    patience: PATIENCE,
                    backlog: None,
                })
                .collect(),
            incoming: wires
                .iter()
                .filter(|wire| wire.to == station)
                .map(|wire| IncomingCircuit {
                    channel: wire.channel.to_owned(),
                    from: indicator(wire.from),
                    character: Duration::from_millis(1000 / SPEED),
                    latency: Duration::ZERO,
                    way_back: wire.way_back.map(|back| Outgoing(place(back, |wire| wire.from))),
                    faulty: wire.faulty,
                    patience: PATIENCE,
                })
                .collect(),
            routes: {
                let mut table = Routes::default();
                for (_, prefix, ways) in routes.iter().filter(|route| route.0 == station) {
                    table.insert(prefix, ways.iter().map(|wire| place(*wire, |wire| wire.from)).collect());
                }
                table
            },
            ..Plan::new(indicator(station), names[station], start)
        };
        let plans: Vec<Plan> = (0..names.len()).map(plan).collect();
        let mut world = Self {
            stations: plans.iter().cloned().map(Station::new).collect(),
            plans,
            names: names.to_vec(),
            states: wires.iter().map(|_| State::default()).collect(),
            carried: wires.iter().map(|_| Carried::default()).collect(),
            plan: wires.to_vec(),
            due: BTreeMap::new(),
            order: 0,
            random: seed,
            now: Duration::ZERO,
            delivered: Vec::new(),
            delivered_at: Vec::new(),
            said: Vec::new(),
            suppressed: 0,
            repeats: 0,
            suspected: 0,
            requested: 0,
            withdrawn: 0,
            cancelled: 0,
            complaints: Vec::new(),
        };
        for (wire, Wire { outages, .. }) in wires.iter().enumerate() {
            for (from, to) in outages {
                world.take_down(wire, *from, *to);
            }
        }
        world
    }

    /// Has stations interrupt transmissions by this rule. To be said before anything happens.
    pub(crate) fn preempting(mut self, rule: Preemption) -> Self {
        for plan in &mut self.plans {
            plan.preemption = rule;
        }
        self.stations = self.plans.iter().cloned().map(Station::new).collect();
        self
    }

    /// Hands in a cable.
    pub(crate) fn submit(&mut self, at: u64, station: usize, cable: impl Into<Bytes>) {
        self.at(at, Happening::Station(station, Event::Submit { cable: cable.into() }));
    }

    /// Takes a circuit down from one time to another.
    pub(crate) fn take_down(&mut self, wire: usize, from: u64, to: u64) {
        let (station, circuit) = self.outgoing(wire);
        self.at(from, Happening::Station(station, Event::Down { circuit }));
        self.at(to, Happening::Station(station, Event::Up { circuit }));
    }

    /// Runs until nothing is left to happen, at most so many hours. Says whether all fell silent.
    pub(crate) fn run(&mut self, hours_max: u64) -> bool {
        let end = Duration::from_secs(hours_max * 3600);
        while let Some(entry) = self.due.first_entry() {
            if entry.key().0 > end {
                return false;
            }
            let ((now, _), happening) = entry.remove_entry();
            self.now = now;
            self.happen(happening);
        }
        true
    }

    /// How often each cable was delivered where.
    pub(crate) fn tally(&self) -> BTreeMap<(&'static str, CableKey), usize> {
        let mut tally = BTreeMap::new();
        for (station, delivery) in &self.delivered {
            *tally.entry((self.names[*station], delivery.key.clone())).or_insert(0) += 1;
        }
        tally
    }

    /// Whether some circuit has still something to send or to have confirmed.
    pub(crate) fn is_idle(&self) -> bool {
        (0..self.plan.len()).all(|wire| {
            let (station, circuit) = self.outgoing(wire);
            self.stations[station].outstanding(circuit) == torntape::station::Outstanding::default()
        })
    }

    fn at(&mut self, seconds: u64, happening: Happening) {
        self.put(Duration::from_secs(seconds), happening);
    }

    fn put(&mut self, at: Duration, happening: Happening) {
        self.order += 1;
        self.due.insert((at, self.order), happening);
    }

    /// The `SplitMix64` generator (Steele, Lea and Flood, 2014).
    fn draw(&mut self, below: u64) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }

    fn outgoing(&self, wire: usize) -> (usize, Outgoing) {
        let from = self.plan[wire].from;
        (from, Outgoing(self.plan[..wire].iter().filter(|other| other.from == from).count()))
    }

    fn incoming(&self, wire: usize) -> (usize, Incoming) {
        let to = self.plan[wire].to;
        (to, Incoming(self.plan[..wire].iter().filter(|other| other.to == to).count()))
    }

    fn wire_of(&self, station: usize, circuit: Outgoing) -> usize {
        let mut own = (0..self.plan.len()).filter(|wire| self.plan[*wire].from == station);
        own.nth(circuit.0).expect("a circuit of the station")
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Station(station, event) => self.tell(station, event),
            Happening::Left { wire, transmission } => self.left(wire, transmission),
            Happening::Arrival { wire, bytes, may_wait } => self.arrive(wire, bytes, may_wait),
            Happening::Release { wire, hold } => {
                if let Some(place) = self.states[wire].held.iter().position(|held| held.0 == hold) {
                    let (_, bytes) = self.states[wire].held.remove(place);
                    self.hand_over(wire, bytes);
                }
            }
        }
    }

    fn left(&mut self, wire: usize, transmission: u64) {
        let Some((_, _, bytes)) = self.states[wire].busy.take_if(|busy| busy.0 == transmission) else {
            return;
        };
        let place = self.carried[wire].numbers.len() - 1;
        let fate = self.plan[wire].fates.get(place).copied();
        let [loss, garble, duplicate, reorder] = self.plan[wire].faults;
        let gone = self.draw(100) < loss || matches!(fate, Some(Fate::Lost));
        let garbled = self.draw(100) < garble;
        let doubled = self.draw(100) < duplicate || matches!(fate, Some(Fate::Doubled));
        let may_wait = self.draw(100) < reorder || matches!(fate, Some(Fate::Overtaken));
        let (station, circuit) = self.outgoing(wire);
        self.put(self.now, Happening::Station(station, Event::Free { circuit }));
        if gone {
            return;
        }
        let first = match fate {
            Some(Fate::Garbled(start)) => damaged(&bytes, start, 5),
            _ if garbled => self.damage(&bytes),
            _ => bytes.clone(),
        };
        self.put(self.now, Happening::Arrival { wire, bytes: first, may_wait });
        if doubled {
            let second = if self.draw(100) < garble { self.damage(&bytes) } else { bytes };
            self.put(self.now, Happening::Arrival { wire, bytes: second, may_wait: false });
        }
    }

    /// A run of 1 to 8 characters anywhere becomes SUB.
    fn damage(&mut self, bytes: &Bytes) -> Bytes {
        let draw = usize::try_from(self.draw(u64::from(u32::MAX))).expect("32 bits");
        let (start, length) = (draw / 8 % bytes.len(), draw % 8 + 1);
        damaged(bytes, start, length)
    }

    fn arrive(&mut self, wire: usize, bytes: Bytes, may_wait: bool) {
        if may_wait {
            let hold = self.order;
            self.states[wire].held.push((hold, bytes));
            self.put(self.now + HELD, Happening::Release { wire, hold });
            return;
        }
        self.hand_over(wire, bytes);
        for (_, bytes) in std::mem::take(&mut self.states[wire].held) {
            self.hand_over(wire, bytes);
        }
    }

    fn hand_over(&mut self, wire: usize, bytes: Bytes) {
        let (station, circuit) = self.incoming(wire);
        self.tell(station, Event::Arrived { circuit, tape: bytes.into() });
    }

    fn tell(&mut self, station: usize, event: Event) {
        match &event {
            Event::Down { circuit } => {
                let wire = self.wire_of(station, *circuit);
                self.states[wire].down = true;
                self.states[wire].busy = None;
            }
            Event::Up { circuit } => {
                let wire = self.wire_of(station, *circuit);
                self.states[wire].down = false;
            }
            _ => {}
        }
        let mut actions = Vec::new();
        self.stations[station].handle(self.now, event, &mut actions);
        for action in actions {
            self.carry_out(station, action);
        }
    }

    fn carry_out(&mut self, station: usize, action: Action) {
        match action {
            Action::Transmit { circuit, ticket, number, service, tape, .. } => {
                let bytes = tape.to_bytes();
                let wire = self.wire_of(station, circuit);
                let state = &mut self.states[wire];
                assert!(!state.down && state.busy.is_none(), "transmits on a circuit that is busy or down");
                assert_eq!(state.queued.remove(&ticket), Some(service), "transmits what is not in the queue");
                self.note(wire, number, service, &bytes);
                let transmission = self.order;
                let nanoseconds = bytes.len() as u64 * 1_000_000_000 / SPEED;
                self.states[wire].busy = Some((transmission, self.now, bytes));
                self.put(
                    self.now + Duration::from_nanos(nanoseconds),
                    Happening::Left { wire, transmission },
                );
            }
            Action::Cancel { circuit, after, ending } => {
                let wire = self.wire_of(station, circuit);
                let busy = self.states[wire].busy.take().expect("a transmission to cancel");
                let (_, since, bytes) = busy;
                let begun =
                    self.now.saturating_sub(since).as_nanos().div_ceil(1_000_000_000 / u128::from(SPEED));
                let out = usize::try_from(begun).expect("few characters").max(after);
                assert!(out + ending.len() < bytes.len(), "it takes longer to cancel than to finish");
                let bytes: Bytes = [&bytes[..out], &ending].concat().into();
                self.cancelled += 1;
                self.order += 1;
                let transmission = self.order;
                let left = since + Duration::from_nanos(bytes.len() as u64 * 1_000_000_000 / SPEED);
                self.states[wire].busy = Some((transmission, since, bytes));
                self.put(left, Happening::Left { wire, transmission });
            }
            Action::Wake { at } => {
                assert!(at > self.now, "asks to be called at once");
                self.put(at, Happening::Station(station, Event::Wake));
            }
            Action::Queued { circuit, ticket, service, .. } => {
                let wire = self.wire_of(station, circuit);
                assert_eq!(self.states[wire].queued.insert(ticket, service), None, "queues twice");
            }
            Action::Withdrawn { circuit, ticket } => {
                let wire = self.wire_of(station, circuit);
                let waited = self.states[wire].queued.remove(&ticket);
                assert!(waited.is_some(), "withdraws what is not in the queue");
                self.withdrawn += 1;
            }
            Action::Deliver(delivery) => {
                self.delivered.push((station, delivery));
                self.delivered_at.push(self.now);
            }
            Action::DuplicateSuppressed { .. } => self.suppressed += 1,
            Action::RepeatSent { .. } => self.repeats += 1,
            Action::SuspectedDuplicate { .. } => self.suspected += 1,
            Action::RepeatRequested { numbers, .. } => {
                assert_eq!(numbers.len(), numbers.iter().collect::<BTreeSet<_>>().len());
                self.requested += numbers.len() as u64;
            }
            Action::Accepted { .. } => {}
            other => self.complaints.push(other),
        }
    }

    fn note(&mut self, wire: usize, number: u32, service: bool, bytes: &Bytes) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let identification = format!("VZCZC{}{number:04}\n", self.plan[wire].channel);
        assert!(text.starts_with(&identification), "{text}");
        let mut lines = text.lines().skip(1);
        let call = lines.next().unwrap_or_default().to_owned();
        let origin = lines.next().unwrap_or_default();
        let text = lines.skip(1).take_while(|line| *line != "NNNN").collect::<Vec<_>>().join(" ");
        let told = if service { text } else { format!("{call} / {origin}") };
        let seconds = self.now.as_secs();
        self.said.push(format!("{seconds:3} {}{number:04} {told}", self.plan[wire].channel));
        let carried = &mut self.carried[wire];
        if carried.numbers.is_empty() {
            carried.first = String::from_utf8_lossy(bytes).into_owned();
        }
        carried.numbers.push(number);
        carried.service += u64::from(service);
        carried.cables += u64::from(!service);
        carried.calls.extend((!service).then_some(call));
    }
}

fn damaged(bytes: &Bytes, start: usize, length: usize) -> Bytes {
    let mut damaged = bytes.to_vec();
    damaged.iter_mut().skip(start).take(length).for_each(|byte| *byte = 0x1a);
    damaged.into()
}
