//! Bad scenarios: each is refused before anything runs, with line, column and key.

use torntape::sim::scenario::Scenario;
use torntape::sim::simulate;

use super::{Memory, Network, cable};

/// A scenario in order, its lines counted from 1 in the tests below.
const GOOD: &str = "\
start = \"2009-09-21T21:56:00Z\"
duration = \"24h\"
[[station]]
indicator = \"RUEHC\"
plad = \"SECSTATE WASHDC\"
[[station]]
indicator = \"RUEH\"
plad = \"RELAY\"
relay = true
[[station]]
indicator = \"RUEHMO\"
plad = \"AMEMBASSY MOSCOW\"
[[circuit]]
from = \"RUEHC\"
to = \"RUEH\"
channel = \"XRA\"
speed = \"75baud\"
[[circuit]]
from = \"RUEH\"
to = \"RUEHMO\"
channel = \"XMO\"
speed = \"10cps\"
loss = 0.5
[[submit]]
from = \"RUEHC\"
file = \"one\"
";

fn files() -> Memory {
    let files = Memory::default().with("one", cable(1, &["RUEHMO"], "\nTEXT\n"));
    let files = files
        .with("same", cable(1, &["RUEHMO"], "\nTEXT\n"))
        .with("other", cable(1, &["RUEHMO"], "\nOTHER\n"));
    let files = files
        .with("break", cable(1, &["RUEHMO"], "\nTEXT\nBT\nTEXT\n"))
        .with("nobody", cable(1, &[], "\nTEXT\n"));
    files.with("damaged", cable(1, &["RUEHMO"], "\nTE\u{1a}T\n")).with("letter", "Dear Sir,\n\nnothing.\n")
}

fn refusal(text: &str) -> Vec<String> {
    let refusal = Scenario::read(text, "bad.toml", &files()).expect_err("refused");
    refusal.to_string().lines().map(str::to_owned).collect()
}

/// What is said when `from` is replaced by `to` in the scenario in order.
fn changed(from: &str, to: &str) -> Vec<String> {
    assert!(GOOD.contains(from), "{from}");
    refusal(&GOOD.replacen(from, to, 1))
}

#[test]
fn the_scenario_in_order_is_taken() {
    Scenario::read(GOOD, "good.toml", &files()).unwrap();
    let neutral = GOOD.replace("[[station]]\nindicator = \"RUEHC\"", "seed = 7\nname = \"N\"\nwarm_up = \"0s\"\nfidelity = \"wire\"\npreemption = \"none\"\npreemption_mode = \"resume\"\n[[station]]\nindicator = \"RUEHC\"");
    let scenario = Scenario::read(&neutral, "good.toml", &files()).unwrap();
    assert_eq!((scenario.seed(), scenario.name()), (7, "N"));
    assert_eq!(Scenario::read(GOOD, "storm/good.toml", &files()).unwrap().name(), "good");
}

#[test]
fn values_that_are_none_are_refused() {
    for (from, to, expected) in [
        (
            "\"24h\"",
            "\"a day\"",
            "2:12: duration: expected a duration such as \"90s\", \"15m\", \"24h\" or \"2d8h\", but found `a day`",
        ),
        ("\"24h\"", "86400", "2:12: duration: expected a text in quotes, but found `86400`"),
        ("\"24h\"", "\"0s\"", "2:12: duration: nothing happens in no time"),
        (
            "2009-09-21T21:56:00Z",
            "2009-09-31T21:56:00Z",
            "1:9: start: expected a date and time such as \"2009-09-21T21:56:00Z\", but found `2009-09-31T21:56:00Z`",
        ),
        (
            "\"75baud\"",
            "\"fast\"",
            "17:9: circuit.speed: expected a speed such as \"75baud\", \"100wpm\", \"2400bps\" or \"10cps\", but found `fast`",
        ),
        ("0.5", "1.5", "23:8: circuit.loss: expected a probability from 0 to 1, but found `1.5`"),
        ("0.5", "-0.1", "23:8: circuit.loss: expected a probability from 0 to 1, but found `-0.1`"),
        ("0.5", "nan", "23:8: circuit.loss: expected a probability from 0 to 1, but found `nan`"),
        ("0.5", "\"half\"", "23:8: circuit.loss: expected a probability from 0 to 1, but found `half`"),
        ("true", "\"yes\"", "9:9: station.relay: expected true or false, but found `yes`"),
        (
            "\"XRA\"",
            "\"XR\"",
            "16:11: circuit.channel: expected three capital letters or figures such as \"XRA\", but found `XR`",
        ),
        (
            "indicator = \"RUEHMO\"",
            "indicator = \"MOSCOW1\"",
            "11:13: station.indicator: expected a routing indicator, four to seven capital letters, but found `MOSCOW1`",
        ),
        (
            "\"SECSTATE WASHDC\"",
            "\"\"",
            "5:8: station.plad: expected a name such as \"AMEMBASSY MOSCOW\", but found ``",
        ),
        (
            "[[station]]",
            "seed = -1\n[[station]]",
            "3:8: seed: expected a whole number from 0, but found `-1`",
        ),
    ] {
        assert_eq!(changed(from, to)[0], format!("bad.toml:{expected}"), "{from} -> {to}");
    }
}

#[test]
fn keys_that_are_none_are_refused() {
    for (from, to, expected) in [
        ("duration", "durration", "2:1: durration: there is no such key (is `duration` meant?)"),
        ("loss", "los", "23:1: circuit.los: there is no such key (is `loss` meant?)"),
        ("relay", "colour", "9:1: station.colour: there is no such key"),
        ("[[submit]]", "[[submits]]", "24:3: submits: there is no such key (is `submit` meant?)"),
    ] {
        let said = changed(from, to);
        assert!(said.contains(&format!("bad.toml:{expected}")), "{from} -> {to}: {said:#?}");
    }
    for (key, expected) in
        [("start", "1:1: start"), ("plad", "3:1: station.plad"), ("speed", "13:1: circuit.speed")]
    {
        let line = GOOD.lines().find(|line| line.starts_with(key)).unwrap();
        let said = changed(&format!("{line}\n"), "");
        assert!(said.iter().any(|said| *said == format!("bad.toml:{expected}: is missing")), "{said:#?}");
    }
}

#[test]
fn networks_that_are_none_are_refused() {
    for (from, to, expected) in [
        (
            "to = \"RUEHMO\"",
            "to = \"RUEHM\"",
            "20:6: circuit.to: there is no station `RUEHM` (is `RUEHMO` meant?)",
        ),
        ("to = \"RUEH\"", "to = \"RUEHC\"", "15:6: circuit.to: the circuit leads back to where it begins"),
        (
            "from = \"RUEH\"\nto = \"RUEHMO\"\nchannel = \"XMO\"",
            "from = \"RUEHC\"\nto = \"RUEHMO\"\nchannel = \"XRA\"",
            "21:11: circuit.channel: RUEHC sends on channel XRA already",
        ),
        (
            "[[circuit]]",
            "[[station]]\nindicator = \"RUEH\"\nplad = \"AGAIN\"\n[[circuit]]",
            "14:13: station.indicator: RUEH is a station already",
        ),
        (
            "[[circuit]]",
            "[[station]]\nindicator = \"RUEHLN\"\nplad = \"ALONE\"\n[[circuit]]",
            "14:13: station.indicator: RUEHLN has no circuit in or out",
        ),
        (
            "from = \"RUEHC\"\nfile",
            "from = \"RUEHX\"\nfile",
            "25:8: submit.from: there is no station `RUEHX` (is `RUEHC` meant?)",
        ),
        (
            "[[submit]]",
            "[[fault]]\nat = \"1h\"\ncircuit = \"XM0\"\n[[submit]]",
            "26:11: fault.circuit: there is no circuit `XM0` (is `XMO` meant?)",
        ),
        ("[[submit]]", "[[fault]]\nat = \"1h\"\n[[submit]]", "24:1: fault.circuit: is missing"),
        (
            "channel = \"XRA\"\nspeed = \"75baud\"",
            "channel = \"XMO\"\nspeed = \"75baud\"\n[[fault]]\nat = \"1h\"\ncircuit = \"XMO\"",
            "20:11: fault.circuit: several stations send on channel XMO: say RUEHC:XMO or RUEH:XMO",
        ),
    ] {
        assert_eq!(changed(from, to), [format!("bad.toml:{expected}")], "{from} -> {to}");
    }
}

#[test]
fn a_channel_of_two_stations_is_told_apart_by_its_sender() {
    let text = GOOD.replace("\"XRA\"", "\"XMO\"") + "[[fault]]\nat = \"1h\"\ncircuit = \"RUEHC:XMO\"\n";
    Scenario::read(&text, "good.toml", &files()).unwrap();
}

#[test]
fn routes_that_are_none_are_refused() {
    for (route, expected) in [
        (
            "at = \"RUEH\"\nprefix = \"RUEHM\"\nvia = \"XM0\"",
            "30:7: route.via: RUEH sends on no circuit `XM0` (is `XMO` meant?)",
        ),
        (
            "at = \"RUEH\"\nprefix = \"ruehm\"\nvia = \"XMO\"",
            "29:10: route.prefix: expected up to seven capital letters such as \"RUEHM\", but found `ruehm`",
        ),
        ("at = \"RUEH\"\nprefix = \"RUEHM\"\nvia = []", "30:7: route.via: names no circuit"),
        (
            "at = \"RUEH\"\nprefix = \"RUEHM\"\nvia = [\"XMO\", 7]",
            "30:15: route.via: expected a text in quotes, but found `7`",
        ),
        (
            "at = \"RUES\"\nprefix = \"RUEHM\"\nvia = \"XMO\"",
            "28:6: route.at: there is no station `RUES` (is `RUEH` meant?)",
        ),
        ("prefix = \"RUEHM\"\nvia = \"XMO\"", "27:1: route.at: is missing"),
    ] {
        assert_eq!(
            refusal(&format!("{GOOD}[[route]]\n{route}\n")),
            [format!("bad.toml:{expected}")],
            "{route}"
        );
    }
}

#[test]
fn routes_that_loop_are_refused() {
    let network = Network::new()
        .station("RUEHC", false)
        .station("RUEH", true)
        .station("RUES", true)
        .station("RUCN", true);
    let network =
        network.station("RUEHMO", false).pair("RUEHC", "RUEH", "XA", "").pair("RUEH", "RUES", "XB", "");
    let network = network
        .pair("RUES", "RUCN", "XC", "")
        .pair("RUCN", "RUEH", "XD", "")
        .pair("RUEH", "RUEHMO", "XM", "");
    let route = |at: &str, via: &str| format!("[[route]]\nat = \"{at}\"\nprefix = \"RUEHM\"\nvia = {via}");
    let ring = network.clone().table(&route("RUES", "\"XC1\"")).table(&route("RUCN", "\"XD1\""));
    let first_line = ring.0.lines().count() + 4;
    let looping = ring.clone().table(&route("RUEH", "[\"XB1\", \"XM1\"]"));
    let expected = format!(
        "bad.toml:{first_line}:7: route.via: the routes to RUEHMO loop: RUEH to RUES to RUCN to RUEH"
    );
    assert_eq!(refusal(&looping.0), [expected]);
    // The same ring as the alternate of a circuit that goes down loops from then on.
    let alternate = ring.table(&route("RUEH", "[\"XM1\", \"XB1\"]"));
    Scenario::read(&alternate.0, "good.toml", &files()).unwrap();
    let fault = "[[fault]]\nat = \"2h\"\nfor = \"10m\"\ncircuit = \"XM1\"";
    let said = refusal(&alternate.table(fault).0);
    let expected = format!(
        "bad.toml:{first_line}:7: route.via: the routes to RUEHMO loop: RUEH to RUES to RUCN to RUEH, while XM1 is down"
    );
    assert_eq!(said, [expected]);
}

/// What is no station may be called all the same: default routes that face each other would send it to and fro for ever.
#[test]
fn routes_that_send_a_stranger_to_and_fro_are_refused() {
    let network = Network::new().station("RUEHC", true).station("RUEH", true).station("RUEHMO", false);
    let network = network.pair("RUEHC", "RUEH", "XA", "").pair("RUEH", "RUEHMO", "XM", "");
    let route = |at: &str, prefix: &str, via: &str| {
        format!("[[route]]\nat = \"{at}\"\nprefix = \"{prefix}\"\nvia = \"{via}\"")
    };
    let network = network.table(&route("RUEHC", "", "XA1"));
    let line = network.0.lines().count() + 4;
    let facing = network.clone().table(&route("RUEH", "", "XA2")).table(&route("RUEH", "RUEHM", "XM1"));
    let files = Memory::default()
        .with("known", cable(1, &["RUEHMO"], "\nTEXT\n"))
        .with("stranger", cable(2, &["RUEHMO", "RUZZZZ"], "\nTEXT\n"));
    let read = |file: &str| Scenario::read(&facing.clone().submit("0s", "RUEHC", file).0, "bad.toml", &files);
    assert!(read("known").is_ok());
    let expected = format!("bad.toml:{line}:7: route.via: the routes to RUZZZZ loop: RUEH to RUEHC to RUEH");
    assert_eq!(read("stranger").unwrap_err().to_string(), expected);
    // The route that closes the circle is told, not another of that station.
    let facing = network.table(&route("RUEH", "RUEHM", "XM1")).table(&route("RUEH", "", "XA2"));
    let read = Scenario::read(&facing.submit("0s", "RUEHC", "stranger").0, "bad.toml", &files);
    let expected = expected.replace(&format!(":{line}:"), &format!(":{}:", line + 4));
    assert_eq!(read.unwrap_err().to_string(), expected);
}

#[test]
fn cables_that_are_none_are_refused() {
    for (file, expected) in [
        ("none", "26:8: submit.file: none: cannot be read: entity not found"),
        ("letter", "26:8: submit.file: letter: is not a cable with a classification line and a text"),
        (
            "break",
            "26:8: submit.file: break: line 11 of its text reads `BT`, which ends or starts a transmission",
        ),
        ("damaged", "26:8: submit.file: damaged: contains SUB (0x1A), which stands for a damaged character"),
        ("nobody", "26:8: submit.file: nobody: names no addressee to deliver it to"),
    ] {
        assert_eq!(changed("\"one\"", &format!("\"{file}\"")), [format!("bad.toml:{expected}")]);
    }
}

/// Sections are put together by number: of two divided cables with the same numbers a post could not tell whose is whose.
#[test]
fn divided_cables_with_the_same_numbers_are_refused() {
    let long = |word: &str| cable(1, &["RUEHMO"], &format!("\n{word}.\n").repeat(150));
    let files = files().with("long", long("ONE")).with("longer", long("OTHER"));
    let text = GOOD.replace("\"one\"", "\"long\"");
    Scenario::read(&text, "good.toml", &files).unwrap();
    let text = format!("{text}[[submit]]\nfrom = \"RUEHC\"\nfile = \"longer\"\n");
    let said = "longer and long bear the same numbers: nobody could tell their sections apart";
    let refusal = Scenario::read(&text, "bad.toml", &files).unwrap_err();
    assert_eq!(refusal.to_string(), format!("bad.toml:29:8: submit.file: {said}"));
}

/// The same cable is one with the same originator, serial, filing time and text.
#[test]
fn the_same_cable_submitted_twice_is_refused() {
    let twice = |file: &str| format!("{GOOD}[[submit]]\nat = \"1h\"\nfrom = \"RUEH\"\nfile = \"{file}\"\n");
    let said = "same originator, serial, filing time and text";
    assert_eq!(
        refusal(&twice("one")),
        [format!("bad.toml:30:8: submit.file: one is submitted already: {said}")]
    );
    assert_eq!(
        refusal(&twice("same")),
        [format!("bad.toml:30:8: submit.file: same is submitted already, as one: {said}")]
    );
    Scenario::read(&twice("other"), "good.toml", &files()).unwrap();
}

#[test]
fn what_comes_later_is_refused_by_name() {
    for (from, to, expected) in [
        (
            "[[station]]",
            "fidelity = \"timings\"\n[[station]]",
            "3:12: fidelity: expected \"wire\" or \"timing\", but found `timings` (is `timing` meant?)",
        ),
        (
            "[[station]]",
            "preemption_mode = \"resume\"\nday_change = true\n[[station]]",
            "3:19: preemption_mode: a number is of the day on which its transmission began; one in parts has none (say \"restart\", as the book has it, or leave out `day_change`)",
        ),
        (
            "[[station]]",
            "preemption = \"some\"\n[[station]]",
            "3:14: preemption: expected \"none\" or \"flash\" or \"book\" or \"all\", but found `some`",
        ),
        (
            "[[submit]]",
            "[[fault]]\nat = \"1h\"\ncircuit = \"XRA\"\nstation = \"RUEH\"\n[[submit]]",
            "27:1: fault.station: names a circuit and a station: write a `[[fault]]` for each",
        ),
        (
            "[[submit]]",
            "[[fault]]\nat = \"1h\"\nstation = \"RUEX\"\n[[submit]]",
            "26:11: fault.station: there is no station `RUEX` (is `RUEH` meant?)",
        ),
    ] {
        assert_eq!(changed(from, to), [format!("bad.toml:{expected}")], "{to}");
    }
}

/// Random traffic that makes no sense.
#[test]
fn bad_traffic_is_refused() {
    const TRAFFIC: &str = "[[traffic]]\nfrom = \"RUEHC\"\nto = [\"RUEH\", \"RUEHMO\"]\naddressees = 1\n\
        arrivals = \"poisson\"\nrate = \"30/h\"\nprecedence = { flash = 0.1, routine = 0.9 }\n\
        length = { distribution = \"exponential\", mean = 1800 }\n";
    let timing = GOOD.replace("loss = 0.5", "loss = 0.0").replacen(
        "[[station]]",
        "fidelity = \"timing\"\n[[station]]",
        1,
    );
    let text = timing + TRAFFIC;
    Scenario::read(&text, "good.toml", &files()).unwrap();
    for (from, to, expected) in [
        (
            "addressees = 1",
            "adressees = 1",
            "traffic.adressees: there is no such key (is `addressees` meant?)",
        ),
        ("\"RUEHMO\"]", "\"RUEHMX\"]", "traffic.to: there is no station `RUEHMX` (is `RUEHMO` meant?)"),
        ("\"RUEHMO\"]", "\"RUEHC\"]", "traffic.to: the cables would go to where they come from"),
        ("\"RUEHMO\"]", "\"RUEH\"]", "traffic.to: RUEH is named already"),
        (
            "addressees = 1",
            "addressees = 3",
            "traffic.addressees: expected 1 to 2, the number of stations to choose from, but found `3`",
        ),
        (
            "addressees = 1",
            "weights = [1]",
            "traffic.weights: expected a weight for each of the 2 stations, but found 1",
        ),
        ("addressees = 1", "weights = [0, 0]", "traffic.weights: no station has a weight above 0"),
        (
            "\"poisson\"",
            "\"poison\"",
            "traffic.arrivals: expected \"poisson\" or \"every\" or \"profile\", but found `poison` (is `poisson` meant?)",
        ),
        (
            "\"poisson\"",
            "\"profile\"\nprofile = [1, 2]",
            "traffic.profile: expected 24 weights, one for each hour of the day, but found 2",
        ),
        (
            "\"30/h\"",
            "\"often\"",
            "traffic.rate: expected a rate such as \"30/h\" or \"2/s\", but found `often`",
        ),
        ("\"30/h\"", "30", "traffic.rate: expected a text in quotes, but found `30`"),
        ("routine = 0.9", "routine = 0.8", "traffic.precedence: the shares add up to 0.9, not to 1"),
        (
            "routine = 0.9",
            "rutine = 0.9",
            "traffic.precedence.rutine: there is no such key (is `routine` meant?)",
        ),
        (
            "mean = 1800",
            "mean = 0",
            "traffic.length.mean: expected 1 to 1000000000 characters, but found `0`",
        ),
        ("mean = 1800", "min = 1800", "traffic.length.min: there is no such key"),
        (
            "\"exponential\", mean = 1800",
            "\"uniform\", min = 9, max = 8",
            "traffic.length.min: expected at least 1 and at most `max`, but found `9` and `8`",
        ),
    ] {
        let said = refusal(&text.replacen(from, to, 1)).join("\n");
        assert!(said.contains(expected), "{to}: {said}");
    }
    let profile =
        text.replacen("\"poisson\"", &format!("\"profile\"\nprofile = {:?}", [[1, 2]; 12].concat()), 1);
    let said = refusal(&profile.replacen("[[station]]", "warm_up = \"auto\"\n[[station]]", 1));
    let daily = "traffic that follows a daily curve never settles down (say whole days, such as \"1d\")";
    assert_eq!(said, [format!("bad.toml:4:11: warm_up: {daily}")]);
    let flat = profile.replace("[1, 2,", "[2, 2,").replace(" 1, 2", " 2, 2");
    Scenario::read(
        &flat.replacen("[[station]]", "warm_up = \"auto\"\n[[station]]", 1),
        "flat.toml",
        &files(),
    )
    .unwrap();
    let endless = text.replace("\"30/h\"", "\"100000/s\"").replace("\"24h\"", "\"3650d\"");
    assert_eq!(
        refusal(&endless),
        [
            "bad.toml:33:8: traffic.rate: a run would offer 3.154e13 cables, and 1e9 are more than enough (take a \
          shorter `duration` or a lower rate, and more runs with --replications)"
        ]
    );
    let said = refusal(&text.replacen("[[station]]", "warm_up = \"24h\"\n[[station]]", 1));
    assert_eq!(said, ["bad.toml:4:11: warm_up: nothing of the duration is left after it"]);
}

/// Objectives are times, by precedence.
#[test]
fn objectives_are_those_that_the_scenario_sets() {
    let with = |table: &str| format!("{GOOD}[objectives]\n{table}\n");
    for (fidelity, flash, priority) in [("wire", 60.0, 7200.0), ("timing", 60.0, 7200.0)] {
        let text = format!("fidelity = \"{fidelity}\"\n{}", with("flash = \"1m\"\npriority = \"2h\""))
            .replace("loss = 0.5", "loss = 0.0")
            + "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nrate = \"3/h\"\n\
               precedence = { flash = 0.5, routine = 0.5 }\nlength = { distribution = \"fixed\", mean = 900 }\n";
        let report = simulate(&Scenario::read(&text, "good.toml", &files()).unwrap(), ()).unwrap().report;
        let objective = |word: &str| report.precedence[word].objective_s;
        assert_eq!((objective("flash"), objective("priority")), (Some(flash), Some(priority)), "{fidelity}");
        assert_eq!(objective("routine"), Some(21600.0));
        assert_eq!(report.precedence["flash"].objective_met, Some(0.0), "180 s on the way");
    }
    assert_eq!(
        refusal(&with("flash = 5"))[0],
        "bad.toml:28:9: objectives.flash: expected a text in quotes, but found `5`"
    );
    let slip = refusal(&with("flahs = \"5m\""))[0].clone();
    assert_eq!(slip, "bad.toml:28:1: objectives.flahs: there is no such key (is `flash` meant?)");
}

/// All problems are told, in the order of the file.
#[test]
fn all_problems_are_told_at_once() {
    let text = GOOD.replace("24h", "24").replace("75baud", "75").replace("\"one\"", "\"none\"");
    let places: Vec<_> =
        refusal(&text).iter().map(|line| line.split(':').nth(1).unwrap().to_owned()).collect();
    assert_eq!(places, ["2", "17", "26"]);
    assert!(refusal("start = \n")[0].starts_with("bad.toml:1:"));
    assert!(refusal("")[0].starts_with("bad.toml:1:1: start: is missing"));
}
