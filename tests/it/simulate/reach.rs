//! Random traffic between stations that no routes join is refused: nothing of it could ever be delivered.

use torntape::sim::scenario::{Scenario, Source};

use super::{Memory, Network, cable, run};

const LENGTH: &str = "rate = \"6/h\"\nlength = { distribution = \"fixed\", mean = 300 }";

/// RUEHC and RUEHLN at the ends, RUEH between them, and RUEHVK that only sends.
fn network(relay: bool) -> Network {
    let network = Network::new()
        .station("RUEHC", false)
        .station("RUEH", relay)
        .station("RUEHLN", false)
        .station("RUEHVK", false);
    network
        .pair("RUEHC", "RUEH", "XA", "")
        .pair("RUEH", "RUEHLN", "XL", "")
        .circuit("RUEHVK", "RUEH", "XV1", "")
}

fn traffic(from: &str, to: &str) -> String {
    format!("[[traffic]]\nfrom = {from}\nto = {to}\n{LENGTH}")
}

/// What is said of a table at the end of a network, with its lines counted from its first.
fn said(network: &Network, table: &str) -> String {
    let before = network.0.lines().count();
    let read = Scenario::read(&network.clone().table(table).0, "t", &Memory::default());
    let Err(refusal) = read else { return String::new() };
    let told = refusal.problems.iter().map(|problem| {
        let line = problem.line.saturating_sub(before);
        let help = problem.help.as_deref().unwrap_or("");
        format!("{line}:{}: {}: {} ({help})", problem.column, problem.key, problem.message)
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_station_to_which_no_circuit_leads() {
    assert_eq!(
        said(&network(true), &traffic("\"RUEHC\"", "[\"RUEHLN\", \"RUEHVK\"]")),
        "3:17: traffic.to: no way leads from RUEHC to RUEHVK: it ends at RUEH (no circuit leads to RUEHVK)"
    );
    assert_eq!(said(&network(true), &traffic("[\"RUEHC\", \"RUEHVK\"]", "[\"RUEHLN\", \"RUEHC\"]")), "");
}

#[test]
fn the_only_way_goes_over_a_station_that_forwards_nothing() {
    assert_eq!(
        said(&network(false), &traffic("\"RUEHC\"", "[\"RUEHLN\", \"RUEH\"]")),
        "3:7: traffic.to: no way leads from RUEHC to RUEHLN: it ends at RUEH (RUEH is no relay)"
    );
    // By a route that the scenario gives it comes as far as that station.
    let given = network(false).table("[[route]]\nat = \"RUEHC\"\nprefix = \"\"\nvia = \"XA1\"");
    assert_eq!(
        said(&given, &traffic("\"RUEHC\"", "\"RUEHLN\"")),
        "3:6: traffic.to: no way leads from RUEHC to RUEHLN: it ends at RUEH (RUEH is no relay)"
    );
}

/// What is missent is passed on where the scenario says so, and a way that leads over such a station is one.
#[test]
fn a_way_over_a_station_that_passes_on_what_is_missent() {
    let wrong = network(false).table("[[route]]\nat = \"RUEHC\"\nprefix = \"\"\nvia = \"XA1\"");
    let table = traffic("\"RUEHC\"", "\"RUEHLN\"");
    assert!(said(&wrong, &table).ends_with("(RUEH is no relay)"));
    let passing = Network(format!("reroute = true\n{}", wrong.0));
    assert_eq!(said(&passing, &table), "");
    let ran = run(&passing.table(&table).read(&Memory::default()));
    let report = &ran.report;
    let strays = report.service.strays.map(|strays| strays.missent);
    assert_eq!(
        (strays, report.delivered.deliveries),
        (Some(report.offered.deliveries), report.offered.deliveries)
    );
    assert!(report.offered.deliveries > 0);
}

/// At a station with any route of its own, those that follow from the circuits do not count.
#[test]
fn a_route_cuts_off_what_it_does_not_lead_to() {
    let given = network(true).table("[[route]]\nat = \"RUEH\"\nprefix = \"RUEHC\"\nvia = \"XA2\"");
    assert_eq!(
        said(&given, &traffic("[\"RUEHC\", \"RUEHLN\"]", "[\"RUEHC\", \"RUEHLN\"]")),
        "3:16: traffic.to: no way leads from RUEHC to RUEHLN: it ends at RUEH \
         (a [[route]] at RUEH leaves it without one for RUEHLN)"
    );
    let both = given.table("[[route]]\nat = \"RUEH\"\nprefix = \"RUEHL\"\nvia = \"XL1\"");
    assert_eq!(said(&both, &traffic("\"RUEHC\"", "\"RUEHLN\"")), "");
}

#[test]
fn parts_that_no_circuit_joins() {
    let two = Network::new().station("RUEHC", false).station("RUEH", true).station("RUFA", true);
    let two = two.station("RUFB", false).pair("RUEHC", "RUEH", "XA", "").pair("RUFA", "RUFB", "XB", "");
    assert_eq!(
        said(&two, &traffic("\"RUEHC\"", "\"RUFB\"")),
        "3:6: traffic.to: no way leads from RUEHC to RUFB: it ends at RUEH (no circuits lead on from RUEH to RUFB)"
    );
}

/// A collective leads where its members are, over the relay that expands it.
#[test]
fn members_of_collectives() {
    let group = |at: &str| {
        format!(
            "[[collective]]\nname = \"AIG 205\"\nindicator = \"RUCGA\"\nmembers = [\"RUEHLN\", \"RUEHVK\"]\n{at}"
        )
    };
    let expected =
        "3:15: traffic.to: no way leads from RUEHC to RUEHVK: it ends at RUEH (no circuit leads to RUEHVK)";
    let to = traffic("\"RUEHC\"", "[\"RUEH\", \"AIG 205\"]");
    assert_eq!(said(&network(true).table(&group("")), &to), expected);
    let at_relay = said(&network(true).table(&group("at = \"RUEH\"")), &to);
    assert_eq!(at_relay, expected.replace("from RUEHC", "from RUEH"));
    // What can never be drawn needs no way.
    let never = format!("{to}\nweights = [1, 0]");
    assert_eq!(said(&network(true).table(&group("")), &never), "");
}

/// A long list is not told to its end.
#[test]
fn many_are_counted() {
    let mut network = network(true);
    let posts: Vec<_> = (b'A'..=b'Z').map(|letter| format!("RUX{}", char::from(letter))).collect();
    for (post, number) in posts.iter().zip(10..) {
        network = network.station(post, false).circuit(post, "RUEH", &format!("Y{number}"), "");
    }
    let said = said(&network, &traffic("\"RUEHC\"", &format!("{posts:?}")));
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 21, "{said}");
    assert!(lines[20].ends_with("nor is there a way to 6 others ()"), "{said}");
}

/// Classes and outages may keep back what the routes would carry: that is for the run to show.
#[test]
fn what_is_only_hindered_is_taken() {
    let network = network(true).table("[[fault]]\nat = \"0s\"\ncircuit = \"XL1\"");
    assert_eq!(said(&network, &traffic("\"RUEHC\"", "\"RUEHLN\"")), "");
    let text = network.0.replace("channel = \"XL1\"", "channel = \"XL1\"\nclassification = \"restricted\"");
    let secret = traffic("\"RUEHC\"", "\"RUEHLN\"") + "\nclassification = { secret = 1.0 }";
    assert_eq!(said(&Network(text), &secret), "");
}

/// Cables that are handed in stay undelivered, as they always did; they are counted.
#[test]
fn cables_without_a_way_are_counted() {
    let files = Memory::default()
        .with("one", cable(1, &["RUEHLN", "RUEHVK"], "\nTEXT\n"))
        .with("two", cable(2, &["RUEHVK", "RUZZZZ"], "\nTEXT\n"));
    let network = network(true).submit("0s", "RUEHC", "one").submit("0s", "RUEHC", "two");
    let scenario = Source::new(network.0, "t".to_owned(), files).read(&[]).unwrap();
    assert_eq!(scenario.cut_off(), 2, "of three that are stations; who is none is another matter");
}
