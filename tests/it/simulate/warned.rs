//! What `torntape scenario check` says of a scenario that can be run, and is most likely not meant.

use std::fs;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;

use super::{Memory, Network, cable, run};

/// Standard output and standard error of a call with a scenario and one cable beside it.
fn call(arguments: &[&str], network: &str, cable: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("t.toml"), network).unwrap();
    fs::write(folder.path().join("one.cable"), cable).unwrap();
    let mut command = Command::new(cargo_bin!("torntape"));
    command
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("CLICOLOR_FORCE")
        .env_remove("TORNTAPE_LOG");
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

/// What `check` says of it beside its size.
fn told(network: &Network) -> String {
    call(&["scenario", "check", "t.toml"], &network.0, "").1
}

fn traffic(to: &str, more: &str) -> String {
    format!(
        "[[traffic]]\nfrom = \"RUEHC\"\nto = {to}\nrate = \"60/h\"\n\
         length = {{ distribution = \"fixed\", mean = 300 }}\n{more}"
    )
}

/// RUEHMO behind a circuit for CONFIDENTIAL, RUEHLN behind one for all.
fn limited() -> Network {
    let network = Network::new().station("RUEHC", false).station("RUEH", true);
    network
        .station("RUEHMO", false)
        .station("RUEHLN", false)
        .pair("RUEHC", "RUEH", "XA", "")
        .pair("RUEH", "RUEHMO", "XM", "classification = \"confidential\"")
        .pair("RUEH", "RUEHLN", "XL", "")
}

#[test]
fn a_cable_whose_class_keeps_it_from_a_post_is_named() {
    let secret = cable(7, &["RUEHMO", "RUEHLN"], "\nTEXT\n").replace("ZNR UUUUU", "ZNY SSSSS");
    let network = limited().submit("0s", "RUEHC", "one.cable");
    let (_, told) = call(&["scenario", "check", "t.toml"], &network.0, &secret);
    insta::assert_snapshot!(told, @"torntape: t.toml: cable 09STATE7 will be undelivered at RUEHMO: no way from RUEHC to RUEHMO is approved for SECRET");
    let ran = run(&network.read(&Memory::default().with("one.cable", secret.clone())));
    assert_eq!(ran.report.undelivered.len(), 1, "as the run has it");
    let (_, simulated) = call(&["simulate", "t.toml"], &network.0, &secret);
    assert!(simulated.contains("is approved for SECRET"), "{simulated}");
    // Another way, over circuits for all, is one.
    let around =
        network.station("RUES", true).pair("RUEH", "RUES", "XS", "").pair("RUES", "RUEHMO", "XT", "");
    assert_eq!(call(&["scenario", "check", "t.toml"], &around.0, &secret).1, "");
}

#[test]
fn a_stream_of_which_a_share_cannot_be_delivered_is_named() {
    let mixed =
        "classification = { unclassified = 0.7, confidential = 0.2, secret = 0.075, top_secret = 0.025 }";
    let network = limited()
        .table(&traffic("[\"RUEHLN\", \"RUEH\"]", mixed))
        .table(&traffic("[\"RUEHMO\", \"RUEHLN\"]", mixed));
    insta::assert_snapshot!(told(&network), @r"
    torntape: t.toml: traffic[1]: 7.5 % of its cables are SECRET, and no way approved for that leads from RUEHC to RUEHMO: they will be undelivered there
    torntape: t.toml: traffic[1]: 2.5 % of its cables are TOP SECRET, and no way approved for that leads from RUEHC to RUEHMO: they will be undelivered there
    ");
    let ran = run(&network.read(&Memory::default()));
    assert!(ran.report.undelivered.iter().all(|one| one.to == "RUEHMO"));
    assert!(!ran.report.undelivered.is_empty());
    // Many pairs are counted.
    let network = limited().table(
        &traffic("[\"RUEHMO\", \"RUEHLN\"]", mixed)
            .replace("from = \"RUEHC\"", "from = [\"RUEHC\", \"RUEH\", \"RUEHLN\", \"RUEHMO\"]"),
    );
    let text = network.0.replace("XA1\"", "XA1\"\nclassification = \"confidential\"");
    let many = told(&Network(text));
    assert!(
        many.contains("leads from RUEHC to RUEHMO, from RUEHC to RUEHLN, from RUEH to RUEHMO, nor between 2 more pairs: "),
        "{many}"
    );
    let low = limited().table(&traffic("\"RUEHMO\"", "classification = { confidential = 1.0 }"));
    assert_eq!(told(&low), "");
}

/// By the mean a circuit has enough, and by the busiest hour not; what the run does not come to does not count.
#[test]
fn the_busiest_hour_of_a_circuit_is_told() {
    let hours: Vec<_> = (0..24).map(|hour| if hour == 13 { "13" } else { "1" }).collect();
    let stream = |rate: &str| {
        let curve = format!("arrivals = \"profile\"\nprofile = [{}]", hours.join(", "));
        let stream = traffic("\"RUEHMO\"", &curve).replace("60/h", rate);
        let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
        let network = network.circuit("RUEHC", "RUEHMO", "XAM", "speed = \"10cps\"").table(&stream);
        Network(format!("fidelity = \"timing\"\n{}", network.0))
    };
    let day = |network: Network| Network(network.0.replace("duration = \"1h\"", "duration = \"2d\""));
    // 36 an hour on average of 30 s each: 0.3 of it, and 2.6 at the worst.
    insta::assert_snapshot!(told(&day(stream("36/h"))), @"torntape: t.toml: circuit XAM is offered 2.600 of what it can carry from 13 to 14 h UTC: what waits there grows in that time");
    insta::assert_snapshot!(told(&day(stream("150/h"))), @"torntape: t.toml: circuit XAM is offered 1.250 of what it can carry, and 10.833 from 13 to 14 h UTC: what waits there grows without end");
    // It begins at 21:56 and lasts an hour.
    assert_eq!(told(&stream("36/h")), "");
}

#[test]
fn a_sweep_warns_of_overload_in_a_line_a_point() {
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let network =
        network.circuit("RUEHC", "RUEHMO", "XMO", "speed = \"10cps\"").table(&traffic("\"RUEHMO\"", ""));
    let text = format!("fidelity = \"timing\"\n{}", network.0);
    let (_, told) = call(&["sweep", "t.toml", "--vary", "traffic[0].rate=60/h,180/h"], &text, "");
    insta::assert_snapshot!(told, @"torntape: with traffic[0].rate=180/h: circuit XMO is offered 1.500 of what it can carry");
}

#[test]
fn a_replay_over_years_is_announced() {
    let dated = |number: u32, year: &str| {
        cable(number, &["RUEHMO"], "\nTEXT\n").replace("SEP 09", &format!("SEP {year}"))
    };
    let archive = format!("{}{}", dated(1, "03"), dated(2, "09"));
    let network =
        Network::new().station("RUEHC", false).station("RUEHMO", false).circuit("RUEHC", "RUEHMO", "XMO", "");
    let replay = |more: &str| {
        network.clone().table(&format!("[[replay]]\narchive = \"one.cable\"\nfrom = \"RUEHC\"\n{more}")).0
    };
    let (size, told) = call(&["scenario", "check", "t.toml"], &replay(""), &archive);
    insta::assert_snapshot!(size, @r"
    t.toml: 2 stations, 1 circuit, 2 cables, 0 streams of traffic
    t.toml: replay of one.cable: 2 cables from 2003-09-21 to 2009-09-21
    ");
    insta::assert_snapshot!(told, @"torntape: t.toml: replay of one.cable: its last cable is handed in 2192 d after the start, and `duration` ends after 1 h: say a later start of the archive, or `speed`");
    let (_, told) = call(&["scenario", "check", "t.toml"], &replay("speed = 100000"), &archive);
    assert_eq!(told, "");
}

#[test]
fn what_begins_after_the_end_is_told() {
    let network =
        Network::new().station("RUEHC", false).station("RUEHMO", false).pair("RUEHC", "RUEHMO", "XM", "");
    let network = network.table(&traffic("\"RUEHMO\"", ""));
    let late = network
        .clone()
        .table("[[fault]]\nat = \"1h\"\ncircuit = \"XM1\"")
        .table("[[fault]]\nat = \"2h\"\nfor = \"1m\"\nstation = \"RUEHMO\"")
        .table("[[minimize]]\nat = \"90m\"\nbelow = \"flash\"");
    insta::assert_snapshot!(told(&late), @r"
    torntape: t.toml: fault[0]: begins 1 h after the start, and `duration` ends after 1 h
    torntape: t.toml: fault[1]: begins 2 h after the start, and `duration` ends after 1 h
    torntape: t.toml: minimize[0]: begins 1 h 30 min after the start, and `duration` ends after 1 h
    ");
    let never = network.table("[[fault]]\nat = \"1m\"\nfor = \"0h\"\ncircuit = \"XM1\"");
    assert!(told(&never).contains("fault.for: nothing fails in no time"), "{}", told(&never));
}

#[test]
fn an_originator_that_cannot_be_told_is_named() {
    let network = Network::new().station("RUEHC", false).station("RUEH", true).station("RUEHMO", false);
    let network = network.circuit("RUEHC", "RUEH", "XA1", "").pair("RUEH", "RUEHMO", "XM", "");
    let network = network.submit("0s", "RUEHC", "one.cable");
    let asked = Network(format!("tell_originators = true\n{}", network.0));
    let one = cable(1, &["RUEHMO"], "\nTEXT\n");
    let (_, told) = call(&["scenario", "check", "t.toml"], &asked.0, &one);
    insta::assert_snapshot!(told, @"torntape: t.toml: tell_originators: no way leads from RUEH back to RUEHC: it cannot be told of what goes no further there");
    assert_eq!(call(&["scenario", "check", "t.toml"], &network.0, &one).1, "");
}

/// What a refusal says.
fn refused(text: &str) -> String {
    let (_, told) = call(&["scenario", "check", "t.toml"], text, "");
    told
}

#[test]
fn slips_are_told_by_what_was_meant() {
    let network =
        Network::new().station("RUEHC", false).station("RUEHMO", false).pair("RUEHC", "RUEHMO", "XM", "");
    let single = network.0.replace("[[station]]", "[station]");
    let said = refused(&single);
    assert!(said.contains("[station]") && said.contains("say `[[station]]`"), "{said}");
    let one = Network::new().table("[circuit]\nfrom = \"A\"").0;
    assert!(refused(&one).contains("expected tables, each under a line `[[circuit]]`"), "{}", refused(&one));
    let shares = "precedence = { flash = 0.58, immediate = 0.3, priority = 0.3 }";
    let said = told(&network.clone().table(&traffic("\"RUEHMO\"", shares)));
    assert!(said.contains("the shares add up to 1.18, not to 1"), "{said}");
    let text = network.table(&traffic("\"RUEHMO\"", "")).0;
    let (_, said) = call(&["sweep", "t.toml", "--vary", "traffic[*].rate=x0"], &text, "");
    assert!(
        said.contains("traffic[*].rate: `x0` is no factor: it has to be above 0, such as x1.5"),
        "{said}"
    );
    let redraw = text.replacen("speed = ", "redraw = 700\nspeed = ", 1);
    let said = refused(&redraw);
    assert!(said.contains("circuit.redraw: has no effect in wire fidelity"), "{said}");
}

/// Times have several units, and what happens at a time may be named by its date.
#[test]
fn times_are_written_as_planners_write_them() {
    let network =
        Network::new().station("RUEHC", false).station("RUEHMO", false).pair("RUEHC", "RUEHMO", "XM", "");
    let network = Network(network.table(&traffic("\"RUEHMO\"", "")).0.replace("\"1h\"", "\"2d8h\""));
    let digest = |at: &str, length: &str| {
        let fault = format!("[[fault]]\nat = {at}\nfor = \"{length}\"\ncircuit = \"XM1\"");
        run(&network.clone().table(&fault).read(&Memory::default())).report.digest.clone()
    };
    let expected = digest("\"3.5h\"", "90m");
    for at in
        ["\"3h30m\"", "\"2009-09-22T01:26:00Z\"", "2009-09-22T01:26:00Z", "\"2009-09-22T04:26:00+03:00\""]
    {
        assert_eq!(digest(at, "1h30m"), expected, "{at}");
    }
    for at in ["\"8h2d\"", "\"1h1h\"", "\"08:00\"", "\"2009-09-22\"", "5"] {
        let said = told(&network.clone().table(&format!("[[fault]]\nat = {at}\ncircuit = \"XM1\"")));
        assert!(
            said.contains("expected a duration such as \"90s\" or \"2d8h\", or a date and time such as \"2009-09-23T08:00:00Z\", but found"),
            "{said}"
        );
    }
    let said = told(&network.clone().table("[[fault]]\nat = \"2009-09-21T20:00:00Z\"\ncircuit = \"XM1\""));
    assert!(said.contains("is before the start of the scenario"), "{said}");
}
