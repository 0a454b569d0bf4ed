//! Times, queues and figures that can be worked out by hand.

use std::time::Duration;

use torntape::sim::{Happening, simulate};

use super::{Memory, Network, cable, run};

const SECOND: u64 = 1_000_000_000;

/// When each transmission started, and the length of the first in characters.
fn starts(network: &Network, files: &Memory) -> Vec<(String, u64, u64)> {
    let mut starts = Vec::new();
    let watch = |at: Duration, happening: &Happening<'_>| {
        if let Happening::Sent { transmission, waited_ns, .. } = happening {
            let what = format!("{} {}", transmission.channel, transmission.cable.unwrap_or("service"));
            starts.push((what, u64::try_from(at.as_nanos()).unwrap(), *waited_ns));
        }
    };
    simulate(&network.read(files), watch).unwrap();
    starts
}

/// One transmission at a time occupies a circuit for its length over its speed; then the latency.
#[test]
fn a_transmission_takes_its_length_over_the_speed() {
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let network = network.circuit("RUEHC", "RUEHMO", "XMO", "speed = \"10cps\"\nlatency = \"250ms\"");
    let files = Memory::default()
        .with("one", cable(1, &["RUEHMO"], "\nTEXT\n"))
        .with("two", cable(2, &["RUEHMO"], "\nTEXT\n"));
    let network = network.submit("0s", "RUEHC", "one").submit("5s", "RUEHC", "two");
    let starts = starts(&network, &files);
    let takes = starts[1].1;
    assert_eq!(starts[0], ("XMO 09STATE1".to_owned(), 0, 0));
    assert_eq!(starts[1], ("XMO 09STATE2".to_owned(), takes, takes - 5 * SECOND), "it waited for the first");
    // The transmission is the cable with its heading on XMO, and the break, serial and end of message after the text.
    let length = cable(1, &["RUEHMO"], "\nTEXT\n").len() as u64 + "BT\nBT\n#1\nNNNN\n".len() as u64;
    assert_eq!(takes, length * SECOND / 10);
    let outcome = run(&network.read(&files));
    let times: Vec<_> = outcome.deliveries.iter().map(|settled| settled.outcome.clone().unwrap()).collect();
    let after = |count: u64| Duration::from_nanos(count * takes) + Duration::from_millis(250);
    assert_eq!(times, [after(1), after(2)]);
    let circuit = &outcome.report.circuits[0];
    let share = |nanoseconds: u64| Duration::from_nanos(nanoseconds).as_secs_f64() / 3600.0;
    assert!((circuit.utilisation - share(2 * takes)).abs() < 1e-12);
    assert!((circuit.queue_mean - share(takes - 5 * SECOND)).abs() < 1e-12);
    assert_eq!((circuit.queue_max, circuit.transmissions), (1, 2));
    assert_eq!(
        circuit.wait_mean_s["priority"],
        Some(Duration::from_nanos(takes - 5 * SECOND).as_secs_f64() / 2.0)
    );
    assert_eq!(circuit.wait_mean_s["flash"], None);
    let priority = &outcome.report.precedence["priority"];
    assert_eq!(priority.max_s, Some(after(2).saturating_sub(Duration::from_secs(5)).as_secs_f64()));
    assert_eq!((priority.objective_s, priority.objective_met), (Some(10800.0), Some(1.0)));
}

/// Queues go by precedence, then by order of receipt (ACP 127(G) 151b-e).
#[test]
fn queues_go_by_precedence_then_by_order_of_receipt() {
    let network = Network::new().table("preemption = \"none\"").station("RUEHC", false);
    let network = network.station("RUEHMO", false);
    let mut network = network.circuit("RUEHC", "RUEHMO", "XMO", "speed = \"10cps\"");
    let mut files = Memory::default();
    for (number, prosign) in [(1, 'R'), (2, 'R'), (3, 'P'), (4, 'Z'), (5, 'P'), (6, 'O')] {
        let cable =
            cable(number, &["RUEHMO"], "\nTEXT\n").replace("P 212156Z", &format!("{prosign} 212156Z"));
        files = files.with(&number.to_string(), cable.replace(" PRIORITY", ""));
        network = network.submit(&format!("{number}s"), "RUEHC", &number.to_string());
    }
    let order: Vec<_> = starts(&network, &files).into_iter().map(|(what, _, _)| what).collect();
    assert_eq!(order, [1, 4, 6, 3, 5, 2].map(|number| format!("XMO 09STATE{number}")));
}

/// A relay handles a transmission before it queues it onward.
#[test]
fn a_relay_takes_its_time() {
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let network = network
        .table("[[station]]\nindicator = \"RUEH\"\nplad = \"RELAY\"\nrelay = true\nprocessing = \"90s\"");
    let network = network.circuit("RUEHC", "RUEH", "XRA", "").circuit("RUEH", "RUEHMO", "XMO", "");
    let network = network.submit("0s", "RUEHC", "one");
    let starts = starts(&network, &Memory::default().with("one", cable(1, &["RUEHMO"], "\nTEXT\n")));
    let first_takes = (cable(1, &["RUEHMO"], "\nTEXT\n").len() as u64 + 14) * SECOND / 100;
    assert_eq!(starts[1], ("XMO 09STATE1".to_owned(), first_takes + 90 * SECOND, 0));
}

/// A reordered transmission is held until the next one on that circuit has arrived, at most 10 s.
#[test]
fn a_reordered_transmission_is_held_ten_seconds_at_most() {
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let network = network.circuit("RUEHC", "RUEHMO", "XMO", "reorder = 1.0").submit("0s", "RUEHC", "one");
    let files = Memory::default().with("one", cable(1, &["RUEHMO"], "\nTEXT\n"));
    let arrived = run(&network.read(&files)).deliveries[0].outcome.clone().unwrap();
    let takes = Duration::from_millis((cable(1, &["RUEHMO"], "\nTEXT\n").len() as u64 + 14) * 10);
    assert_eq!(arrived, takes + Duration::from_secs(10));
}

/// What the cable lacks the originator fills in; what it has it keeps.
#[test]
fn a_cable_without_serial_and_numbers_is_delivered() {
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let network = network
        .circuit("RUEHC", "RUEHMO", "XMO", "")
        .submit("0s", "RUEHC", "bare")
        .submit("1s", "RUEHC", "bare");
    let bare = "P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO POST RUEHMO\nUNCLAS STATE 000001\n\nTEXT\n";
    let outcome = run(&network.read(&Memory::default().with("bare", bare)));
    let made: Vec<_> =
        outcome.deliveries.iter().map(|settled| (settled.cable.as_str(), settled.to.as_str())).collect();
    assert_eq!(made, [("09STATE1", "RUEHMO"), ("09STATE1-2", "RUEHMO")], "each has a serial of its own");
    assert_eq!(reasons_of(&outcome), 0);
}

fn reasons_of(outcome: &torntape::sim::Outcome) -> usize {
    outcome.report.undelivered.len()
}
