//! The wait of a delivery is all the time that its section spent in queues on its way, in either fidelity.

use std::time::Duration;

use torntape::sim::scenario::Scenario;
use torntape::sim::{Happening, Report, simulate};

use super::{Memory, Network, cable};

/// The report, and how long cables waited for circuits: all transmissions together, and the longest.
fn waits(scenario: &Scenario) -> (Report, f64, f64) {
    let (mut sum, mut longest) = (Duration::ZERO, Duration::ZERO);
    let see = |_: Duration, happening: &Happening<'_>| {
        if let Happening::Sent { transmission, waited_ns, .. } = happening
            && transmission.cable.is_some()
        {
            let waited = Duration::from_nanos(*waited_ns);
            sum += waited;
            longest = longest.max(waited);
        }
    };
    let report = simulate(scenario, see).unwrap().report;
    (report, sum.as_secs_f64(), longest.as_secs_f64())
}

/// The waits of all deliveries together.
fn told(report: &Report) -> f64 {
    let of = report.precedence.values();
    of.map(|figures| figures.wait_mean_s.unwrap() * f64::from(u32::try_from(figures.deliveries).unwrap()))
        .sum()
}

/// Two copies of one section come to a relay over the same circuit, each for another post, and the second has waited longer: it
/// is that one's wait that counts for its post.
#[test]
fn each_copy_of_a_section_has_its_own_wait() {
    let at =
        |prefix: &str, via: &str| format!("[[route]]\nat = \"RUEH\"\nprefix = \"{prefix}\"\nvia = {via}");
    let network = Network::new()
        .station("RUEHC", false)
        .station("RUEH", true)
        .station("RUES", true)
        .station("RUEHMO", false)
        .station("RUEHLN", false)
        .circuit("RUEHC", "RUEH", "XRA", "speed = \"1000cps\"")
        .circuit("RUEH", "RUES", "XRO", "speed = \"20cps\"")
        .circuit("RUEH", "RUEHMO", "XMO", "speed = \"2cps\"")
        .circuit("RUES", "RUEHMO", "YMO", "speed = \"1000cps\"")
        .circuit("RUES", "RUEHLN", "YLN", "speed = \"1000cps\"")
        .table(&at("RUEHMO", "[\"XMO\", \"XRO\"]"))
        .table(&at("", "\"XRO\""))
        .submit("0s", "RUEHC", "both.cable")
        .submit("40s", "RUEHC", "one.cable")
        .table("[[fault]]\nat = \"45s\"\ncircuit = \"XMO\"");
    let text = "\nA LINE OF TEXT ABOUT LAMPS.\n".repeat(20);
    let files = Memory::default()
        .with("both.cable", cable(1, &["RUEHLN", "RUEHMO"], &text))
        .with("one.cable", cable(2, &["RUEHLN"], &text));
    let (report, sum, longest) = waits(&network.read(&files));
    assert_eq!((report.delivered.deliveries, report.undelivered.len()), (3, 0));
    assert!(longest > 10.0, "the copy by the alternate waited: {longest}");
    assert!((told(&report) - sum).abs() < 1e-6, "{} is not {sum}", told(&report));
}

/// What is lost on a circuit and sent again waits on: the time that it waited before the first attempt counts as well.
#[test]
fn the_wait_before_an_attempt_that_was_lost_counts() {
    let text = "\nA LINE OF TEXT ABOUT LAMPS.\n".repeat(20);
    let names: Vec<_> = (1..=8).map(|number| format!("{number}.cable")).collect();
    for fidelity in ["wire", "timing"] {
        let network = Network::new()
            .station("RUEHC", false)
            .station("RUEHMO", false)
            .circuit("RUEHC", "RUEHMO", "XMO", "speed = \"10cps\"\nloss = 0.5")
            .circuit("RUEHMO", "RUEHC", "YMO", "speed = \"10cps\"");
        let network = names.iter().fold(network, |network, name| network.submit("0s", "RUEHC", name));
        let files = (1..).zip(&names).fold(Memory::default(), |files, (number, name)| {
            files.with(name, cable(number, &["RUEHMO"], &text))
        });
        let scenario = Network(format!("fidelity = \"{fidelity}\"\n{}", network.0)).read(&files);
        let (report, sum, _) = waits(&scenario);
        assert!(report.circuits[0].lost > 1 && report.delivered.deliveries == 8, "{fidelity}");
        assert!((told(&report) - sum).abs() < 1e-6, "{fidelity}: {} is not {sum}", told(&report));
    }
}

/// What is interrupted or cut off ends as what arrives does, in either fidelity: where all is done, each transmission that was
/// started has ended once.
#[test]
fn events_are_arrivals_at_queues_and_ends_of_transmission() {
    let traffic = "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nrate = \"300/h\"\n\
        precedence = { flash = 0.3, routine = 0.7 }\nlength = { distribution = \"exponential\", mean = 800 }\n\
        [[fault]]\nat = \"10m\"\nfor = \"2m\"\ncircuit = \"XMO\"\n";
    let network = Network::new()
        .station("RUEHC", false)
        .station("RUEHMO", false)
        .circuit("RUEHC", "RUEHMO", "XMO", "")
        .table(traffic);
    let back = network.clone().circuit("RUEHMO", "RUEHC", "YMO", "loss = 0.1");
    for (fidelity, mode) in
        [("wire", "restart"), ("wire", "resume"), ("timing", "restart"), ("timing", "resume")]
    {
        for network in [&network, &back] {
            let handling = format!("preemption = \"all\"\npreemption_mode = \"{mode}\"\n");
            let text = format!("fidelity = \"{fidelity}\"\n{handling}{}", network.0);
            let (mut queued, mut sent) = (0, 0);
            let see = |_: Duration, happening: &Happening<'_>| match happening {
                Happening::Queued { .. } => queued += 1,
                Happening::Sent { .. } => sent += 1,
                _ => {}
            };
            let report = simulate(&Network(text).read(&Memory::default()), see).unwrap().report;
            assert!(report.circuits[0].preempted > 10 && report.circuits[0].cut > 0, "{fidelity} {mode}");
            assert_eq!(report.events, queued + sent, "{fidelity} {mode}");
        }
    }
}
