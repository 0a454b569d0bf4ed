//! Streams from several stations, and where stations stand on the map.

use std::fmt::Write;

use torntape::sim::scenario::Scenario;

use super::{Memory, run};

const HEAD: &str = "start = \"2009-09-21T00:00:00Z\"\nduration = \"2d\"\nfidelity = \"timing\"\n";

/// Three posts around a relay, and some traffic.
fn star(traffic: &str) -> Result<Scenario, String> {
    let mut text = format!("{HEAD}[[station]]\nindicator = \"RUEH\"\nplad = \"RELAY\"\nrelay = true\n");
    for (post, letter) in [("RUEHMO", 'M'), ("RUEHLN", 'L'), ("RUEHVK", 'V')] {
        writeln!(text, "[[station]]\nindicator = \"{post}\"\nplad = \"POST {post}\"").unwrap();
        for (from, to, channel) in [(post, "RUEH", 'A'), ("RUEH", post, 'B')] {
            let channel = format!("channel = \"X{letter}{channel}\"\nspeed = \"100cps\"");
            writeln!(text, "[[circuit]]\nfrom = \"{from}\"\nto = \"{to}\"\n{channel}").unwrap();
        }
    }
    Scenario::read(&(text + traffic), "star.toml", &Memory::default()).map_err(|refusal| refusal.to_string())
}

fn stream(from: &str, to: &str, rate: &str) -> String {
    format!(
        "[[traffic]]\n{from}\n{to}\nrate = \"{rate}/h\"\nlength = {{ distribution = \"exponential\", mean = 900 }}\n"
    )
}

/// One table for several stations is as many streams, whose rates add up; none sends to itself.
#[test]
fn a_stream_from_several_stations_is_one_from_each() {
    let all = "to = [\"RUEHMO\", \"RUEHLN\", \"RUEHVK\"]";
    let together = stream("from = [\"RUEHMO\", \"RUEHLN\", \"RUEHVK\"]\nfrom_weights = [2, 0, 1]", all, "60");
    let apart = stream("from = \"RUEHMO\"", "to = [\"RUEHLN\", \"RUEHVK\"]", "40")
        + &stream("from = \"RUEHVK\"", "to = [\"RUEHMO\", \"RUEHLN\"]", "20");
    let together = star(&together).unwrap();
    assert!(together.size().ends_with("2 streams of traffic"), "{}", together.size());
    let (together, apart) = (run(&together).outcome.report, run(&star(&apart).unwrap()).outcome.report);
    assert!(together.offered.cables > 2500);
    assert_eq!(together, apart);
    // Alike where nothing is said of weights; the weights of who is named follow them.
    let alike = stream("from = [\"RUEHMO\", \"RUEHLN\"]", &format!("{all}\nweights = [3, 1, 0]"), "60");
    let report = run(&star(&alike).unwrap()).outcome.report;
    let sent = |channel: &str| {
        report.circuits.iter().find(|circuit| circuit.channel == channel).unwrap().transmissions
    };
    assert!(sent("XMA").abs_diff(sent("XLA")) < 200 && sent("XVA") == 0);
    assert_eq!(
        (sent("XMB"), sent("XLB"), sent("XVB")),
        (sent("XLA"), sent("XMA"), 0),
        "each has only the other"
    );
}

#[test]
fn bad_origins_and_places_are_refused() {
    let all = "to = [\"RUEHMO\", \"RUEHLN\"]";
    for (from, expected) in [
        ("from = []", "traffic.from: names no station"),
        ("from = [\"RUEHMO\", \"RUEHMO\"]", "traffic.from: RUEHMO is named already"),
        (
            "from = [\"RUEHMO\", \"RUEHVX\"]",
            "traffic.from: there is no station `RUEHVX` (is `RUEHVK` meant?)",
        ),
        (
            "from = [\"RUEHMO\", \"RUEHVK\"]\nfrom_weights = [1]",
            "traffic.from_weights: expected a weight for each of the 2 stations, but found 1",
        ),
        (
            "from = [\"RUEHMO\", \"RUEHVK\"]\naddressees = 2",
            "traffic.addressees: expected 1 to 1, the number of stations to choose from, but found `2`",
        ),
        (
            "from = [\"RUEHMO\", \"RUEHVK\"]\narrivals = \"every\"",
            "traffic.arrivals: stations that each send evenly would all send at once (write a [[traffic]] for each)",
        ),
    ] {
        let said = star(&stream(from, all, "60")).unwrap_err();
        assert!(said.ends_with(expected) && said.lines().count() == 1, "{from}: {said}");
    }
    for place in ["55.75", "[55.75]", "[91, 0]", "[0, -181]", "[1, 2, 3]", "[\"north\", \"east\"]"] {
        let text = format!("{HEAD}[[station]]\nindicator = \"RUEH\"\nplad = \"RELAY\"\nplace = {place}\n");
        let said = Scenario::read(&text, "place.toml", &Memory::default()).unwrap_err().to_string();
        assert!(
            said.contains("station.place: expected degrees north, -90 to 90, and east,"),
            "{place}: {said}"
        );
    }
}
