//! The journal of version 1 on disk: recorded ones open for ever, and what is written today is what was recorded.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use torntape::sim::scenario::Scenario;
use torntape::sim::{Conductor, Step};
use torntape::station::journal::{Torn, Unreadable};
use torntape::station::{Action, Event, Outgoing, Plan, Station};

use super::{Memory, Network, cable, run};

/// Two stations stop in the middle of everything: sections have come in at the relay, which is also a post, and others
/// are missing, or there subject to correction; cables are handled, wait, are on their way, unconfirmed, open; one has taken the alternate.
fn scenario() -> Scenario {
    let relay = "[[station]]\nindicator = \"RUEH\"\nplad = \"RELAY\"\nrelay = true\nprocessing = \"8s\"";
    let network = Network::new().table("flash_receipts = true\nsubject_to_correction = true");
    let network = network.station("RUEHC", false).table(relay).station("RUEHMO", false);
    let network = network.station("RUEHLN", true).station("RUES", true);
    let network =
        network.pair("RUEHC", "RUES", "XS", "speed = \"300cps\"\nloss = 0.1\ngarble = 0.2\nduplicate = 0.1");
    let network =
        network.pair("RUES", "RUEH", "XA", "speed = \"300cps\"\nloss = 0.2\ngarble = 0.2\nduplicate = 0.1");
    let network = network.pair("RUEH", "RUEHMO", "XM", "speed = \"80cps\"\nloss = 0.2\ngarble = 0.1");
    let network = network.pair("RUEH", "RUEHLN", "XL", "loss = 0.1").pair("RUEHLN", "RUEHMO", "XN", "");
    let mut network =
        network.table("[[route]]\nat = \"RUEH\"\nprefix = \"RUEHMO\"\nvia = [\"XM1\", \"XL1\"]");
    network = network.table("[[route]]\nat = \"RUEH\"\nprefix = \"RUEHLN\"\nvia = \"XL1\"");
    network = network.table("[[route]]\nat = \"RUEH\"\nprefix = \"RUEHC\"\nvia = \"XA2\"");
    network = network.table("[[fault]]\nat = \"150s\"\nfor = \"50s\"\ncircuit = \"XM1\"");
    let mut files = Memory::default();
    let to: [&[&str]; 3] = [&["RUEH", "RUEHMO"], &["RUEHMO", "RUEHLN"], &["RUEHMO"]];
    for number in 1..=12 {
        let text = "\nA LINE OF THE TEXT OF THIS CABLE.".repeat(if number % 4 == 1 { 110 } else { 8 });
        let text = cable(number, to[number as usize % 3], &(text + "\n"));
        let text = if number % 3 == 0 || number % 4 == 1 {
            text.replace("P 212156Z", "Z 212156Z").replace(" PRIORITY", "")
        } else {
            text
        };
        let text = if number == 7 { text.replace(" #7 2642216", "") } else { text };
        files = files.with(&number.to_string(), text);
        network = network.submit(&format!("{}s", number * 15), "RUEHC", &number.to_string());
    }
    for station in ["RUEHC", "RUEH"] {
        network = network.table(&format!("[[fault]]\nat = \"205s\"\nfor = \"1m\"\nstation = \"{station}\""));
    }
    network.read(&files).with_seed(2)
}

/// What a journal can say.
const FACTS: [&str; 19] = [
    "Accounted",
    "Advanced",
    "Closed",
    "Cut",
    "Delivered",
    "Diverted",
    "Doubted",
    "Handled",
    "Handling",
    "Heard",
    "Left",
    "Originated",
    "Queued",
    "Receipted",
    "Received",
    "Reported",
    "Started",
    "Strayed",
    "Withdrawn",
];

/// The journals of those that come back, in that order, and what they say.
fn written(scenario: &Scenario) -> (Vec<(usize, Vec<u8>)>, BTreeSet<&'static str>) {
    let plans = scenario.plans();
    let mut stations: Vec<_> = plans.iter().cloned().map(Station::new).collect();
    let mut conductor = Conductor::new(scenario, ());
    let (mut written, mut said) = (Vec::new(), BTreeSet::new());
    loop {
        match conductor.step() {
            Step::Handle(due) => {
                let mut actions = Vec::new();
                stations[due.station].handle(due.at, due.event, &mut actions);
                if written.is_empty() {
                    for entry in actions.iter().filter(|action| matches!(action, Action::Record(_))) {
                        let entry = format!("{entry:?}");
                        let facts = FACTS.iter().filter(|fact| {
                            entry.contains(&format!("{fact} {{")) || entry.contains(&format!("[{fact}"))
                        });
                        said.extend(facts.copied());
                    }
                }
                conductor.carry_out(due.station, actions, 0).unwrap();
            }
            Step::Reopen(back) => {
                let plan = plans[back.station].clone();
                stations[back.station] = Station::reopen(plan, &back.journal).unwrap().0;
                written.push((back.station, back.journal.to_vec()));
            }
            Step::Survey => conductor.survey(|station, circuit| stations[station].outstanding(circuit)),
            Step::End => break,
            _ => {}
        }
    }
    assert_eq!(conductor.finish().unwrap().report.undelivered, []);
    (written, said)
}

fn file(station: usize) -> PathBuf {
    let name = ["originator", "relay"][station];
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/journals/{name}-1.journal"))
}

/// A journal that is written differently is one of another version: then its first line says so, and the recorded ones stay,
/// for they are still to be read. `UPDATE=1` records anew.
#[test]
fn what_is_written_is_what_was_recorded() {
    let (written, said) = written(&scenario());
    assert_eq!(said.into_iter().collect::<Vec<_>>(), FACTS, "every kind of fact is in a recorded journal");
    assert_eq!(written.iter().map(|(station, _)| *station).collect::<Vec<_>>(), [0, 1]);
    for (station, journal) in written {
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(file(station), &journal).unwrap();
        }
        assert!(std::fs::read(file(station)).unwrap() == journal, "{}", file(station).display());
    }
}

/// What a journal holds: what each circuit of the station takes up at once, what waits for it and what is unconfirmed on it,
/// and the sections that are missing.
fn held(plan: Plan, journal: &[u8]) -> String {
    let circuits = plan.outgoing.len();
    let (mut opened, torn) = Station::reopen(plan, journal).unwrap();
    assert_eq!(torn, None);
    let mut actions = Vec::new();
    opened.handle(Duration::from_secs(245), Event::Opened { down: Vec::new() }, &mut actions);
    let sent: Vec<_> = actions
        .iter()
        .filter_map(|action| match action {
            Action::Transmit { number, tape, .. } => {
                let bytes = tape.to_bytes();
                let call = String::from_utf8_lossy(&bytes).lines().nth(1).unwrap_or_default().to_owned();
                Some(format!("{number:04} {call}"))
            }
            _ => None,
        })
        .collect();
    let left = (0..circuits).map(|circuit| opened.outstanding(Outgoing(circuit)));
    let left: Vec<_> = left.map(|left| (left.queued, left.unconfirmed)).collect();
    format!("{sent:?} {left:?} {}", opened.sections_missing())
}

/// What a recorded journal held is there again.
#[test]
fn a_recorded_journal_opens() {
    let plans = scenario().plans();
    let told = [0, 1].map(|station| held(plans[station].clone(), &std::fs::read(file(station)).unwrap()));
    insta::assert_snapshot!(told.join("\n"), @r#"
    ["0020 PP RUES"] [(0, 2)] 0
    ["0007 ZZ RUEHMO", "0009 ZZ RUEHMO", "0015 OO RUES"] [(0, 0), (0, 0), (10, 1)] 0
    "#);
}

/// A journal that was recorded when fewer kinds of fact were known opens as well: the facts it knows are in their places.
#[test]
fn an_earlier_journal_opens() {
    let network = Network::new().station("RUEHC", false).station("RUEH", true).station("RUEHMO", false);
    let network = network.station("RUEHLN", true).pair("RUEHC", "RUEH", "XA", "loss = 0.1");
    let network =
        network.pair("RUEH", "RUEHMO", "XM", "loss = 0.1").pair("RUEH", "RUEHLN", "XL", "loss = 0.1");
    let plans = network.read(&Memory::default()).plans();
    let told = [("originator", 0), ("relay", 1)].map(|(name, station)| {
        let name = format!("tests/journals/{name}-1-earlier.journal");
        let journal = std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
        held(plans[station].clone(), &journal)
    });
    insta::assert_snapshot!(told.join("\n"), @r#"
    ["0021 PP RUEH"] [(0, 3)] 0
    ["0010 PP RUEHMO"] [(0, 0), (0, 0), (10, 8)] 0
    "#);
}

/// The end of a journal that was torn is told; damage in the middle is not forgiven.
#[test]
fn a_recorded_journal_that_is_torn_opens_and_one_that_is_damaged_does_not() {
    let plan = scenario().plans().remove(1);
    let journal = std::fs::read(file(1)).unwrap();
    let (_, torn) = Station::reopen(plan.clone(), &journal[..journal.len() - 3]).unwrap();
    let Torn { at, bytes } = torn.unwrap();
    assert_eq!(at + bytes, journal.len() - 3);
    assert!(Station::reopen(plan.clone(), &journal[..at]).unwrap().1.is_none());
    for place in [19, 24, 30, 200, at - 1] {
        let mut damaged = journal.clone();
        damaged[place] ^= 0x40;
        let refused = Station::reopen(plan.clone(), &damaged).unwrap_err();
        assert!(matches!(refused, Unreadable::Damaged { at } if at <= place), "{place}: {refused}");
    }
}

/// Two cables of one identification at a closed post: the urgent one is delivered at once, the other waits at the desk, and
/// a post that comes back knows which is which.
#[test]
fn a_closed_post_that_comes_back_knows_what_it_has_delivered() {
    let cable = |number: u32, word: &str| {
        format!(
            "VZCZCXYZ0001\nPP RUEHMO\nDE RUEHC #0001 2642130\nZNR UUUUU ZZH\nP 212130Z SEP 09\nFM POST RUEHC\n\
             TO RUEHMO/POST RUEHMO{word}\nUNCLAS STATE {number:06}\n\n1.  TEXT OF CABLE {number}.\n"
        )
    };
    let files = Memory::default().with("routine", cable(1, "")).with("flash", cable(4, " FLASH"));
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let hours = "plad = \"POST RUEHMO\"\nhours = \"2245-2330\"";
    let text = network
        .pair("RUEHC", "RUEHMO", "XM", "")
        .submit("0s", "RUEHC", "routine")
        .submit("1s", "RUEHC", "flash");
    let text = text.table("[[fault]]\nat = \"10m\"\nfor = \"1m\"\nstation = \"RUEHMO\"");
    let text = text.0.replace("plad = \"POST RUEHMO\"", hours);
    let outcome = run(&Scenario::read(&text, "net.toml", &files).unwrap());
    assert_eq!(outcome.report.delivered.deliveries, 2);
    assert_eq!(outcome.log.lines().count(), 2, "{}", outcome.log);
    assert!(outcome.log.contains("09STATE1") && outcome.log.contains("09STATE4"));
}

/// Two cables of one identification that wait at one desk: each has the time that it waited in queues itself.
#[test]
fn each_cable_at_a_desk_has_its_own_wait() {
    let cable = |serial: u32, number: u32| {
        format!(
            "VZCZCXYZ0001\nRR RUEHMO\nDE RUEHC #{serial:04} 2642130\nZNR UUUUU ZZH\nR 212130Z SEP 09\nFM POST RUEHC\n\
             TO RUEHMO/POST RUEHMO\nUNCLAS STATE {number:06}\n\n1.  TEXT OF CABLE {number}.\n"
        )
    };
    let waits = |serial: u32| {
        let files = Memory::default().with("one", cable(1, 1)).with("other", cable(serial, 4));
        let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
        let network = network.pair("RUEHC", "RUEHMO", "XM", "");
        let text = network.submit("0s", "RUEHC", "one").submit("0s", "RUEHC", "other").0;
        let text = text.replace("plad = \"POST RUEHMO\"", "plad = \"POST RUEHMO\"\nhours = \"2245-2330\"");
        let ran = run(&Scenario::read(&text, "net.toml", &files).unwrap());
        let report = &ran.report;
        assert_eq!((report.delivered.deliveries, report.held()), (2, Some(2)));
        report.precedence["routine"].wait_mean_s.unwrap()
    };
    assert!(waits(2) > 0.0);
    assert!((waits(1) - waits(2)).abs() < 1e-9);
}
