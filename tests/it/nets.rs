//! Small networks for the rules that only a whole network shows.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::time::Duration;

use torntape::sim::scenario::{Files, Scenario};
use torntape::sim::{Conductor, Happening, Outcome, Report, Step, Watch, simulate};
use torntape::station::{Action, Delivery, Station};

/// A scenario with the cables that it names.
#[derive(Clone, Debug)]
pub(crate) struct Net {
    text: String,
    cables: BTreeMap<String, Vec<u8>>,
}

/// What came of a run, with its delivery log.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) report: Report,
    pub(crate) log: String,
}

/// What a run put on its circuits and into the hands of its posts.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) report: Report,
    /// Station and transmission, in the order in which they started.
    pub(crate) sent: Vec<(String, String)>,
    /// Second, station and delivery.
    pub(crate) delivered: Vec<(u64, String, Delivery)>,
}

impl Seen {
    /// The transmissions of a station on a channel.
    pub(crate) fn on(&self, station: &str, channel: &str) -> Vec<&str> {
        let opening = format!("VZCZC{channel}");
        let sent = self.sent.iter().filter(|(from, text)| from == station && text.starts_with(&opening));
        sent.map(|(_, text)| text.as_str()).collect()
    }
}

struct Logged<'a>(&'a mut String);

impl Watch for Logged<'_> {
    fn saw(&mut self, _: Duration, _: &Happening<'_>) {}

    fn logged(&mut self, lines: &str) {
        self.0.push_str(lines);
    }
}

struct Cables<'a>(&'a BTreeMap<String, Vec<u8>>);

impl Files for Cables<'_> {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.0.get(name).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Net {
    /// Nothing yet but half a day.
    pub(crate) fn new(fidelity: &str) -> Self {
        let text = format!(
            "start = \"2009-09-21T00:00:00Z\"\nduration = \"12h\"\nfidelity = \"{fidelity}\"\npreemption = \"none\"\n"
        );
        Self { text, cables: BTreeMap::new() }
    }

    /// The Department, a relay and two posts.
    pub(crate) fn star(fidelity: &str) -> Self {
        Self::new(fidelity)
            .station("RUEHC", "")
            .station("RUEH", "relay = true")
            .station("RUEHMO", "")
            .station("RUEHLN", "")
            .circuit("RUEHC", "RUEH", "XRA", "")
            .circuit("RUEH", "RUEHMO", "XMO", "")
            .circuit("RUEH", "RUEHLN", "XLN", "")
    }

    /// Another with a part of its text replaced.
    pub(crate) fn from(net: &Self, part: &str, instead: &str) -> Self {
        assert!(net.text.contains(part), "{part}");
        Self { text: net.text.replacen(part, instead, 1), cables: net.cables.clone() }
    }

    pub(crate) fn station(&self, indicator: &str, more: &str) -> Self {
        self.add(&format!("[[station]]\nindicator = \"{indicator}\"\nplad = \"POST {indicator}\"\n{more}\n"))
    }

    /// One direction, at a hundred characters a second.
    pub(crate) fn circuit(&self, from: &str, to: &str, channel: &str, more: &str) -> Self {
        let ends = format!("from = \"{from}\"\nto = \"{to}\"\nchannel = \"{channel}\"");
        self.add(&format!("[[circuit]]\n{ends}\nspeed = \"100cps\"\n{more}\n"))
    }

    /// Hands in a short cable of a precedence at the Department.
    pub(crate) fn submit(&self, at: &str, number: u32, prosign: &str, to: &[&str]) -> Self {
        self.submit_as(at, number, prosign, to, ("ZNR UUUUU", "UNCLAS"))
    }

    /// The same of a class: format line 4 and the word of the text.
    pub(crate) fn submit_as(
        &self,
        at: &str,
        number: u32,
        prosign: &str,
        to: &[&str],
        (line, class): (&str, &str),
    ) -> Self {
        let word = match prosign {
            "Z" => " FLASH",
            "O" => " IMMEDIATE",
            "P" => " PRIORITY",
            _ => "",
        };
        let to: Vec<_> = to.iter().map(|to| format!("{to}/POST {to}{word}")).collect();
        self.submit_text(at, number, prosign, &format!("TO {}", to.join("\n")), (line, class))
    }

    /// The same with the lines of its addressees as they stand.
    pub(crate) fn submit_to(&self, at: &str, number: u32, prosign: &str, lines: &str) -> Self {
        self.submit_text(at, number, prosign, lines, ("ZNR UUUUU", "UNCLAS"))
    }

    /// The same of a class.
    pub(crate) fn submit_text(
        &self,
        at: &str,
        number: u32,
        prosign: &str,
        lines: &str,
        (line, class): (&str, &str),
    ) -> Self {
        let first = &prosign[..1];
        let mut cable = format!("VZCZCXYZ0001\n{first}{first} RUEHXX\n");
        write!(cable, "DE RUEHC #{number:04} 2640000\n{line}\n{prosign} 210000Z SEP 09\n").unwrap();
        write!(cable, "FM SECSTATE WASHDC\n{lines}\n{class} STATE {number:06}\n\nTHE LAMP IS LIT.\n")
            .unwrap();
        let name = format!("{number}.cable");
        let mut more = self.add(&format!("[[submit]]\nat = \"{at}\"\nfrom = \"RUEHC\"\nfile = \"{name}\"\n"));
        more.cables.insert(name, cable.into_bytes());
        more
    }

    /// Hands in a cable of several sections, by so many lines of its text.
    pub(crate) fn submit_long(
        &self,
        at: &str,
        number: u32,
        prosign: &str,
        to: &[&str],
        lines: usize,
    ) -> Self {
        self.submit(at, number, prosign, to).lengthened(number, lines)
    }

    /// The same with a cable of so many lines more.
    pub(crate) fn lengthened(mut self, number: u32, lines: usize) -> Self {
        if let Some(cable) = self.cables.get_mut(&format!("{number}.cable")) {
            cable.extend("ANOTHER LAMP IS LIT BESIDE THE FIRST.\n".repeat(lines).into_bytes());
        }
        self
    }

    /// Hands in an IMMEDIATE cable that asks one of its addressees for action in the night.
    pub(crate) fn submit_night(&self, at: &str, number: u32, to: &[&str], whom: &str) -> Self {
        let mut more = self.submit(at, number, "O", to);
        if let Some(cable) = more.cables.get_mut(&format!("{number}.cable")) {
            let text = String::from_utf8_lossy(cable);
            *cable = text.replace(&format!("POST {whom} IMM"), &format!("POST {whom} NIACT IMM")).into();
        }
        more
    }

    /// The same where all cables name another station as the one that calls.
    pub(crate) fn handed_in_for(&self, station: &str, other: &str) -> Self {
        let mut more = self.clone();
        for cable in more.cables.values_mut() {
            let text = String::from_utf8_lossy(cable);
            *cable = text.replace(&format!("DE {station} "), &format!("DE {other} ")).into();
        }
        more
    }

    /// The same with more tables.
    pub(crate) fn add(&self, tables: &str) -> Self {
        Self { text: format!("{}{tables}", self.text), cables: self.cables.clone() }
    }

    /// The same with a key of the scenario as a whole.
    pub(crate) fn switch(&self, key: &str) -> Self {
        Self { text: format!("{key}\n{}", self.text), cables: self.cables.clone() }
    }

    fn read(&self) -> Result<Scenario, String> {
        Scenario::read(&self.text, "net.toml", &Cables(&self.cables)).map_err(|refusal| refusal.to_string())
    }

    pub(crate) fn run(&self) -> Ran {
        let scenario = self.read().unwrap_or_else(|refusal| panic!("{refusal}\n{}", self.text));
        let mut log = String::new();
        let outcome = simulate(&scenario, Logged(&mut log)).unwrap_or_else(|broken| panic!("{broken}"));
        Ran { report: outcome.report, log }
    }

    /// Runs it, and looks at every transmission and delivery.
    pub(crate) fn seen(&self) -> Seen {
        let scenario = self.read().unwrap_or_else(|refusal| panic!("{refusal}\n{}", self.text));
        let plans = scenario.plans();
        let mut stations: Vec<Station> = plans.iter().cloned().map(Station::new).collect();
        let mut conductor = Conductor::new(&scenario, ());
        let (mut sent, mut delivered) = (Vec::new(), Vec::new());
        let outcome: Outcome = loop {
            match conductor.step() {
                Step::Handle(due) => {
                    let station = stations.get_mut(due.station).expect("a station");
                    let name = || plans.get(due.station).map(|plan| plan.indicator.to_string()).unwrap();
                    let mut actions = Vec::new();
                    station.handle(due.at, due.event, &mut actions);
                    for action in &actions {
                        match action {
                            Action::Transmit { tape, .. } => {
                                sent.push((name(), String::from_utf8_lossy(&tape.to_bytes()).into_owned()));
                            }
                            Action::Deliver(delivery) => {
                                delivered.push((due.at.as_secs(), name(), delivery.clone()));
                            }
                            _ => {}
                        }
                    }
                    let missing = station.sections_missing();
                    let carried = conductor.carry_out(due.station, actions, missing);
                    carried.unwrap_or_else(|broken| panic!("{broken}"));
                }
                Step::Reopen(back) => {
                    let plan = plans.get(back.station).cloned().expect("a station");
                    let (opened, torn) = Station::reopen(plan, &back.journal).unwrap();
                    assert_eq!(torn, None);
                    *stations.get_mut(back.station).expect("a station") = opened;
                }
                Step::Survey => conductor.survey(|station, circuit| {
                    stations.get(station).map(|station| station.outstanding(circuit)).unwrap_or_default()
                }),
                Step::End => break conductor.finish().unwrap_or_else(|broken| panic!("{broken}")),
                _ => {}
            }
        };
        Seen { report: outcome.report, sent, delivered }
    }

    /// What is wrong with it.
    pub(crate) fn refused(&self) -> String {
        self.read().expect_err("a scenario that is refused")
    }
}

/// Each ten minutes a ROUTINE cable and a PRIORITY one, both to two posts.
pub(crate) fn routine_and_priority(from: &str) -> String {
    let of = |precedence: &str| {
        format!(
            "[[traffic]]\nfrom = \"{from}\"\nto = [\"RUEHMO\", \"RUEHLN\"]\naddressees = 2\narrivals = \"every\"\nrate = \"6/h\"\n\
             precedence = {{ {precedence} = 1 }}\nlength = {{ distribution = \"fixed\", mean = 500 }}\n"
        )
    };
    of("routine") + &of("priority")
}
