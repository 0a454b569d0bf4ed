//! Random cables on circuits that carry bytes.

use std::collections::BTreeSet;

use torntape::Decoder;
use torntape::sim::scenario::{BuiltIn, Folder, Scenario};
use torntape::sim::{Conductor, Happening, Outcome, Report, Step, simulate};
use torntape::station::{Event, Station};

use super::{Memory, Network, Ran, cable, reasons, run};

fn read(text: &str) -> Scenario {
    Scenario::read(text, "test.toml", &Folder(".".into()))
        .unwrap_or_else(|refusal| panic!("{refusal}\n{text}"))
}

/// A relay with a way from the Department and two on to posts whose names are equally long.
fn network() -> Network {
    let network = Network::new().station("RUEHC", false).station("RUEHXX", true);
    let network = network.station("RUEHMO", false).station("RUEHLN", false);
    let network = network.circuit("RUEHC", "RUEHXX", "XRA", "speed = \"75cps\"\noverhead = OVERHEAD");
    let network = network.circuit(
        "RUEHXX",
        "RUEHMO",
        "XMO",
        "speed = \"50cps\"\noverhead = OVERHEAD\nlatency = \"1s\"",
    );
    network.circuit("RUEHXX", "RUEHLN", "XLN", "speed = \"75baud\"\noverhead = OVERHEAD")
}

fn traffic(length: &str, rate: &str) -> String {
    format!(
        "[[traffic]]\nfrom = \"RUEHC\"\nto = [\"RUEHMO\", \"RUEHLN\"]\nweights = [5, 1]\nrate = \"{rate}\"\n\
         precedence = {{ flash = 0.1, immediate = 0.2, priority = 0.3, routine = 0.4 }}\nlength = {length}\n"
    )
}

/// When each random cable was delivered where.
fn log(outcome: &Ran) -> Vec<String> {
    let line = |line: &str| line.split(", \"text_sha256\"").next().unwrap().to_owned();
    outcome.log.lines().map(line).collect()
}

/// Characters of the first transmission, less those of its text.
fn heading(scenario: &Scenario, text: u64, cps: u64) -> u64 {
    let mut first = None;
    let watch = |_, happening: &Happening<'_>| {
        if let Happening::Sent { takes_ns, .. } = happening {
            first.get_or_insert(*takes_ns);
        }
    };
    simulate(scenario, watch).unwrap();
    (first.unwrap() * cps).div_ceil(1_000_000_000) - text
}

/// Where a cable is one section and `overhead` is the length of its heading, both fidelities are the same network: equal
/// times to the nanosecond, equal waits, queues and inversions. Headings are equally long since names, serials and
/// numbers are.
#[test]
fn wire_and_timing_agree_to_the_nanosecond() {
    let reports = agree("preemption = \"none\"", &network());
    assert!(reports.iter().all(|report| report.circuits.iter().any(|circuit| circuit.inversions > Some(0))));
}

/// And so they do where what is interrupted goes on where it stopped, which costs nothing.
#[test]
fn what_goes_on_where_it_stopped_agrees_to_the_nanosecond() {
    for rule in ["flash", "book", "all"] {
        let reports = agree(&format!("preemption = \"{rule}\"\npreemption_mode = \"resume\""), &network());
        assert!(reports.iter().all(|report| report.circuits.iter().any(|circuit| circuit.preempted > 0)));
    }
}

/// A backlog is what has still to leave: of what was interrupted, the rest.
#[test]
fn a_backlog_is_what_has_still_to_leave() {
    let more = "[[route]]\nat = \"RUEHXX\"\nprefix = \"RUEHMO\"\nvia = [\"XMO\", \"XM2\"]\n\
                [[route]]\nat = \"RUEHXX\"\nprefix = \"RUEHLN\"\nvia = \"XLN\"";
    let network = network().circuit("RUEHXX", "RUEHMO", "XM2", "speed = \"20cps\"\noverhead = OVERHEAD");
    let network = Network(network.0.replace("latency = \"1s\"", "latency = \"1s\"\nbacklog = \"5s\""));
    let reports = agree("preemption = \"all\"\npreemption_mode = \"resume\"", &network.table(more));
    let circuits = reports.iter().flat_map(|report| &report.circuits);
    assert!(circuits.map(|circuit| circuit.alternate_routed.unwrap_or(0)).sum::<u64>() > 10);
}

/// Ways that are longer help where the shortest have a backlog, the same in both.
#[test]
fn longer_ways_agree_to_the_nanosecond() {
    let more = "speed = \"40cps\"\noverhead = OVERHEAD\nlatency = \"2s\"";
    let network = network().station("RUES", true).station("RUEB", true);
    let network = network
        .circuit("RUEHXX", "RUES", "XS1", more)
        .circuit("RUES", "RUEHXX", "XS2", more)
        .circuit("RUES", "RUEB", "XB1", more)
        .circuit("RUEB", "RUES", "XB2", more)
        .circuit("RUEB", "RUEHMO", "XM2", more)
        .circuit("RUES", "RUEHLN", "XL2", more);
    let text = network.0.replace("latency = \"1s\"", "latency = \"1s\"\nbacklog = \"5s\"");
    let network = Network(text.replace("\"75baud\"", "\"75baud\"\nbacklog = \"30s\""));
    let reports = agree("preemption = \"none\"\nalternates = true", &network);
    for channel in ["XM2", "XL2"] {
        let circuits = reports.iter().flat_map(|report| &report.circuits);
        let sent = circuits.filter(|circuit| circuit.channel == channel).map(|circuit| circuit.transmissions);
        assert!(sent.sum::<u64>() > 0, "{channel}");
    }
}

fn agree(preemption: &str, network: &Network) -> Vec<Report> {
    let top = format!("{preemption}\nwarm_up = \"10m\"\n");
    let mut reports = Vec::new();
    for length in
        ["{ distribution = \"fixed\", mean = 1500 }", "{ distribution = \"uniform\", min = 1, max = 5500 }"]
    {
        let text = top.clone() + &network.0 + &traffic(length, "60/h");
        let fixed = text.replace(length, "{ distribution = \"fixed\", mean = 1500 }");
        let overhead = heading(&read(&fixed.replace("OVERHEAD", "0")), 1500, 75);
        assert!((120..250).contains(&overhead), "{overhead}");
        let text = text.replace("OVERHEAD", &overhead.to_string());
        let (wire, timing) = (read(&text), read(&format!("fidelity = \"timing\"\n{text}")));
        for seed in 1..=3 {
            let (wire, timing) = (run(&wire.clone().with_seed(seed)), run(&timing.clone().with_seed(seed)));
            assert!(wire.report.offered.cables > 40);
            assert_eq!(wire.report.offered, timing.report.offered);
            assert_eq!(log(&wire), log(&timing));
            assert_eq!(wire.report.precedence.keys().count(), 4);
            for (level, figures) in &wire.report.precedence {
                let other = &timing.report.precedence[level];
                assert_eq!(figures.deliveries, other.deliveries);
                let close = |one: Option<f64>, other: Option<f64>| match (one, other) {
                    (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs(),
                    (one, other) => one == other,
                };
                assert!(close(figures.wait_mean_s, other.wait_mean_s), "{level}: {figures:?} {other:?}");
                assert!(close(figures.transit_mean_s, other.transit_mean_s), "{level}");
                assert!(close(figures.p95_s, other.p95_s) && close(figures.max_s, other.max_s), "{level}");
                assert!(close(figures.wait_ci95_s, other.wait_ci95_s), "{level}");
            }
            assert_eq!(wire.report.circuits, timing.report.circuits, "seed {seed}");
            for (one, other) in wire.report.stations.iter().zip(&timing.report.stations) {
                assert_eq!((one.queue_max, one.delivered), (other.queue_max, other.delivered));
                assert!((one.queue_mean - other.queue_mean).abs() < 1e-12);
            }
            reports.push(wire.outcome.report);
        }
    }
    reports
}

/// Pre-emption costs the wire what timing has for nothing: the ending of what was cut off, 25 characters. Who interrupts
/// whom is the same but for those that come within that time.
#[test]
fn preemption_on_the_wire_costs_the_cancellation() {
    let text = network().0 + &traffic("{ distribution = \"fixed\", mean = 1500 }", "60/h");
    let text = text.replace("OVERHEAD", "160");
    let (wire, timing) = (run(&read(&text)), run(&read(&format!("fidelity = \"timing\"\n{text}"))));
    let preempted =
        |outcome: &Outcome| outcome.report.circuits.iter().map(|circuit| circuit.preempted).sum::<u64>();
    assert!(
        preempted(&timing) > 3 && preempted(&wire).abs_diff(preempted(&timing)) <= preempted(&timing) / 2
    );
    assert_eq!(wire.report.delivered.deliveries, timing.report.delivered.deliveries);
}

/// A random cable is a cable: its heading is read without a finding, its text has the length that was drawn, and a long
/// one goes in sections. The originator fills in serial, filing time and message numbers.
#[test]
fn random_cables_are_cables() {
    let text = network().0.replace("OVERHEAD", "0");
    let text = text + &traffic("{ distribution = \"uniform\", min = 1, max = 30000 }", "60/h");
    let scenario = read(&text);
    let plans = scenario.plans();
    let mut stations: Vec<Station> = plans.into_iter().map(Station::new).collect();
    let mut conductor = Conductor::new(&scenario, ());
    let mut cables = Vec::new();
    let mut sections = 0;
    loop {
        match conductor.step() {
            Step::Handle(due) => {
                if let Event::Submit { cable } = &due.event {
                    cables.push(cable.clone());
                }
                let mut actions = Vec::new();
                stations[due.station].handle(due.at, due.event, &mut actions);
                for action in &actions {
                    match action {
                        torntape::station::Action::Accepted { sections: many, .. } => sections += many,
                        torntape::station::Action::Deliver(delivery) => {
                            let bytes = delivery.sections[0].to_bytes();
                            let first = Decoder::new().cable(&bytes).into_owned();
                            assert_eq!(first.diagnostics, [], "{}", String::from_utf8_lossy(&bytes));
                            assert!(first.to[0].number.is_some());
                        }
                        _ => {}
                    }
                }
                conductor.carry_out(due.station, actions, 0).unwrap();
            }
            Step::Survey => conductor.survey(|station, circuit| stations[station].outstanding(circuit)),
            Step::End => break,
            _ => {}
        }
    }
    let outcome = conductor.finish().unwrap();
    assert_eq!(outcome.report.offered.sections, sections as u64);
    assert!(sections > cables.len());
    assert_eq!((outcome.report.delivered.deliveries, outcome.report.lost), (cables.len() as u64, 0));
    assert_eq!(outcome.deliveries, [], "random ones are in the log alone");
    for cable in cables {
        let text = String::from_utf8(cable.to_vec()).unwrap();
        let body = text.split_once("\n\n").unwrap().1;
        assert!((2..=30_001).contains(&body.len()) && body.ends_with('\n'));
        assert!(body.lines().all(|line| (1..=69).contains(&line.len())));
    }
}

/// Cables offered before the time to warm up are left out of the statistics, and of nothing else.
#[test]
fn a_time_to_warm_up_is_left_out_on_the_wire() {
    let text =
        network().0.replace("OVERHEAD", "0") + &traffic("{ distribution = \"fixed\", mean = 900 }", "60/h");
    let (all, late) = (run(&read(&text)), run(&read(&format!("warm_up = \"30m\"\n{text}"))));
    assert_eq!((&all.log, &all.report.digest), (&late.log, &late.report.digest));
    let counted =
        |outcome: &Outcome| outcome.report.precedence.values().map(|level| level.deliveries).sum::<u64>();
    assert_eq!(counted(&all), all.report.delivered.deliveries);
    assert_eq!(all.report.delivered, late.report.delivered);
    assert!((20..45).contains(&counted(&late)), "{}", counted(&late));
    let (all, late) = (&all.report.circuits[0], &late.report.circuits[0]);
    assert_eq!(all.transmissions, late.transmissions);
    assert!((all.utilisation - late.utilisation).abs() > 1e-6, "the second half hour alone");
}

/// Random cables come through weather, outages and stops like any other, with one digest on both drivers.
#[test]
fn random_cables_come_through_weather_and_stops() {
    let weather = "loss = 0.2\ngarble = 0.2\nduplicate = 0.1\nreorder = 0.1";
    let mut network = Network::new().station("RUEHC", false).station("RUEH", true).station("RUEHMO", false);
    network = network.station("RUEHLN", false).pair("RUEHC", "RUEH", "XA", weather);
    network = network.pair("RUEH", "RUEHMO", "XM", weather).pair("RUEH", "RUEHLN", "XL", weather);
    for (station, at) in [("RUEHC", "20m"), ("RUEH", "25m"), ("RUEHMO", "40m")] {
        network = network.table(&format!("[[fault]]\nat = \"{at}\"\nfor = \"10m\"\nstation = \"{station}\""));
    }
    network = network.table(&traffic("{ distribution = \"exponential\", mean = 3000 }", "60/h"));
    let network = network.table("[[fault]]\nat = \"5m\"\nfor = \"10m\"\ncircuit = \"XM1\"");
    for seed in 1..=5 {
        let scenario = network.read(&Memory::default()).with_seed(seed);
        let outcome = run(&scenario);
        assert_eq!(reasons(&outcome), [], "seed {seed}");
        assert_eq!(outcome.report.delivered.deliveries, outcome.report.offered.deliveries);
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let paced = torntape::node::paced::simulate(&scenario, "60x".parse().unwrap(), ());
        assert_eq!(runtime.block_on(paced).unwrap(), outcome.outcome, "seed {seed}");
    }
}

/// What no cable can hold is refused by its originator, and said.
#[test]
fn a_text_that_no_cable_can_hold_is_refused() {
    let text =
        network().0.replace("OVERHEAD", "0") + &traffic("{ distribution = \"fixed\", mean = 9e8 }", "3/h");
    let outcome = run(&read(&text));
    assert!(outcome.report.offered.cables > 0 && outcome.report.delivered.deliveries == 0);
    assert_eq!(outcome.report.undelivered.len() as u64, outcome.report.offered.cables);
    let why = "refused by its originator: its text has more than 8388608 characters";
    assert!(reasons(&outcome).iter().all(|reason| reason.1 == why), "{:?}", reasons(&outcome));
}

/// The built-in star, with an hour of less traffic, on circuits that carry bytes: its laws hold, every cable arrives, and
/// its waits are those of the lengths, within a tenth: the heading of each section takes what `overhead` does there.
#[test]
fn the_star_runs_on_the_wire() {
    let star = BuiltIn::named("star").unwrap().text;
    let reduced = star
        .replace("duration = \"24h\"", "duration = \"40m\"\npreemption = \"none\"")
        .replace("warm_up  = \"2h\"", "warm_up = \"10m\"")
        .replace("rate = \"600/h\"", "rate = \"300/h\"");
    let wire = run(&read(&reduced.replace("fidelity = \"timing\"", "fidelity = \"wire\"")));
    assert_eq!((wire.report.fidelity.as_str(), wire.report.lost), ("wire", 0));
    assert!(wire.report.offered.cables > 150 && wire.report.offered.sections > wire.report.offered.cables);
    assert_eq!(wire.report.offered.deliveries, 3 * wire.report.offered.cables);
    assert_eq!(wire.report.delivered.deliveries, wire.report.offered.deliveries);
    let timing = run(&read(&reduced.replace("\nspeed = ", "\noverhead = 200\nspeed = ")));
    assert_eq!(timing.report.offered.cables, wire.report.offered.cables);
    let busy =
        |outcome: &Outcome| outcome.report.circuits.iter().map(|circuit| circuit.utilisation).sum::<f64>();
    let ratio = busy(&wire) / busy(&timing);
    assert!((0.9..1.1).contains(&ratio), "{ratio}");
}

/// A cable that is handed in may bear the number that the station gives to a random one: each has its reason.
#[test]
fn two_cables_of_one_number_that_cannot_go_are_both_told() {
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let approved = "classification = \"restricted\"";
    let network = network.circuit("RUEHC", "RUEHMO", "XMO", approved).submit("0s", "RUEHC", "one");
    let network = network.table(
        "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\narrivals = \"every\"\nrate = \"120/h\"\n\
         classification = { secret = 1.0 }\nlength = { distribution = \"fixed\", mean = 1 }",
    );
    let network = Network(network.0.replace("duration = \"1h\"", "duration = \"1m\""));
    let own = "PP RUEHMO\nDE RUEHC #0001 2642156\nZNY SSSSS\nP 212156Z SEP 09\nFM POST RUEHC\nTO RUEHMO/POST RUEHMO\n\
               S E C R E T STATE 000001\n\nTEXT\n";
    let outcome = run(&network.read(&Memory::default().with("one", own)));
    let why = "held at RUEHC: no circuit on the way is approved for SECRET";
    assert_eq!(reasons(&outcome), [("RUEHMO", why); 2]);
}

/// Of two cables of one number that are both sent, one is lost where nobody can ask for it: it has its reason, whichever of
/// the two it is.
#[test]
fn a_cable_that_is_lost_has_its_reason_though_another_of_its_number_came_through() {
    let own = "PP RUEHMO\nDE RUEHC #0001 2642156\nZNR UUUUU\nP 212156Z SEP 09\nFM POST RUEHC\nTO RUEHMO/POST RUEHMO\n\
               UNCLAS STATE 000001\n\nTEXT\n";
    let mut told = BTreeSet::new();
    for seed in 1..=20 {
        let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
        let network = network.circuit("RUEHC", "RUEHMO", "XMO", "loss = 0.5").submit("0s", "RUEHC", "one");
        let network = network.table(
            "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\narrivals = \"every\"\nrate = \"120/h\"\n\
             length = { distribution = \"fixed\", mean = 1 }",
        );
        let network = Network(network.0.replace("duration = \"1h\"", "duration = \"1m\""));
        let scenario = network.read(&Memory::default().with("one", own)).with_seed(seed);
        let outcome = run(&scenario);
        assert_eq!(outcome.report.offered.deliveries, 2);
        for lost in &outcome.report.undelivered {
            assert_eq!(lost.why, "lost on XMO: no way back", "seed {seed}");
            told.insert(lost.cable.clone());
        }
    }
    assert_eq!(told.len(), 2, "either of them is lost with some seed: {told:?}");
}

/// A post delivers and sends nothing on, whatever is carried: what a route leads to it for others has no route from there.
#[test]
fn a_post_that_is_no_relay_sends_nothing_on_in_either_fidelity() {
    let network = Network::new().station("RUEHC", false).station("RUEHB", false).station("RUEHMO", false);
    let network = network.circuit("RUEHC", "RUEHB", "XB1", "").circuit("RUEHB", "RUEHMO", "XMO", "");
    let network = network.table("[[route]]\nat = \"RUEHC\"\nprefix = \"\"\nvia = [\"XB1\"]");
    let network = network.submit("0s", "RUEHC", "one");
    let files = Memory::default().with("one", cable(1, &["RUEHB", "RUEHMO"], "\nTEXT\n"));
    for fidelity in ["wire", "timing"] {
        let network = Network(format!("fidelity = \"{fidelity}\"\n{}", network.0));
        let outcome = run(&network.read(&files));
        assert_eq!(reasons(&outcome), [("RUEHMO", "no route")], "{fidelity}");
        assert_eq!(outcome.report.delivered.deliveries, 1, "{fidelity}");
    }
}
