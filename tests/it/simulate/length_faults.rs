//! Faults of single transmissions and of stations where circuits carry lengths: what is lost is sent again, as on the wire.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::time::Duration;

use torntape::sim::report::CircuitReport;
use torntape::sim::scenario::{Folder, Scenario};
use torntape::sim::{Happening, Replications, Report, replicate, simulate};

use super::{Ran, reasons, run};

/// The Department, a relay and two posts, at a hundred characters a second: XA, XB and XC lead out, YA, YB and YC back.
#[derive(Clone)]
struct Star {
    handling: String,
    circuits: [String; 6],
    more: String,
}

const CHANNELS: [(&str, &str, &str); 6] = [
    ("RUEHC", "RUEH", "XAA"),
    ("RUEH", "RUEHC", "YAA"),
    ("RUEH", "RUEHMO", "XBB"),
    ("RUEHMO", "RUEH", "YBB"),
    ("RUEH", "RUEHLN", "XCC"),
    ("RUEHLN", "RUEH", "YCC"),
];

impl Star {
    /// 60 cables an hour for six hours, each to both posts.
    fn new() -> Self {
        let traffic = "[[traffic]]\nfrom = \"RUEHC\"\nto = [\"RUEHMO\", \"RUEHLN\"]\naddressees = 2\nrate = \"60/h\"\n\
            precedence = { flash = 0.05, immediate = 0.15, priority = 0.3, routine = 0.5 }\n\
            length = { distribution = \"exponential\", mean = 1000 }\n";
        Self { handling: String::new(), circuits: Default::default(), more: traffic.to_owned() }
    }

    fn handling(&self, keys: &str) -> Self {
        Self { handling: format!("{}{keys}\n", self.handling), ..self.clone() }
    }

    fn on(&self, channel: &str, keys: &str) -> Self {
        let mut star = self.clone();
        let place = CHANNELS.iter().position(|(_, _, name)| *name == channel).unwrap();
        writeln!(star.circuits[place], "{keys}").unwrap();
        star
    }

    fn everywhere(&self, keys: &str) -> Self {
        CHANNELS.iter().fold(self.clone(), |star, (_, _, channel)| star.on(channel, keys))
    }

    /// Without a circuit.
    fn without(&self, channel: &str) -> Self {
        self.on(channel, "GONE")
    }

    fn fault(&self, what: &str) -> Self {
        Self { more: format!("{}[[fault]]\n{what}\n", self.more), ..self.clone() }
    }

    fn text(&self, fidelity: &str) -> String {
        let mut text = format!(
            "start = \"2009-09-21T00:00:00Z\"\nduration = \"6h\"\nfidelity = \"{fidelity}\"\n{}",
            self.handling
        );
        for station in ["RUEHC", "RUEH", "RUEHMO", "RUEHLN"] {
            let relay = station == "RUEH";
            let names = format!("indicator = \"{station}\"\nplad = \"P {station}\"");
            writeln!(text, "[[station]]\n{names}\nrelay = {relay}").unwrap();
        }
        for ((from, to, channel), keys) in CHANNELS.iter().zip(&self.circuits) {
            if !keys.contains("GONE") {
                let ends = format!("from = \"{from}\"\nto = \"{to}\"\nchannel = \"{channel}\"");
                write!(text, "[[circuit]]\n{ends}\nspeed = \"100cps\"\n{keys}").unwrap();
            }
        }
        text + &self.more
    }

    fn scenario(&self, fidelity: &str) -> Scenario {
        let text = self.text(fidelity);
        Scenario::read(&text, "star.toml", &Folder(".".into()))
            .unwrap_or_else(|refusal| panic!("{refusal}\n{text}"))
    }

    fn run(&self) -> Ran {
        run(&self.scenario("timing"))
    }

    fn on_the_wire(&self) -> Ran {
        run(&self.scenario("wire"))
    }
}

fn circuit<'r>(report: &'r Report, channel: &str) -> &'r CircuitReport {
    report.circuits.iter().find(|circuit| circuit.channel == channel).unwrap()
}

/// All is delivered, once.
fn assert_whole(ran: &Ran) {
    assert_eq!(reasons(ran), []);
    let report = &ran.report;
    assert_eq!((report.delivered.deliveries, report.lost), (report.offered.deliveries, 0));
    let lines: BTreeSet<_> = ran.log.lines().map(|line| line.split_once(", ").unwrap().1).collect();
    assert_eq!(lines.len() as u64, report.delivered.deliveries, "nobody gets a cable twice");
}

/// The receiver reports what is open, the sender sends it again from its kept copy under a new number.
#[test]
fn what_is_lost_is_sent_again() {
    let ran = Star::new().on("XAA", "loss = 0.2").run();
    assert_whole(&ran);
    let (report, line) = (&ran.report, circuit(&ran.report, "XAA"));
    let cables = report.offered.cables;
    assert!(line.lost > 40 && line.garbled == 0, "{line:?}");
    assert!(report.service.repeats_sent > 40, "{:?}", report.service);
    // Everything that was lost was asked for but what was no cable's, or was lost again.
    assert!(line.transmissions > cables + report.service.repeats_sent, "service messages are transmissions");
    assert_eq!(report.service.repeats_requested, report.stations[1].repeats_requested);
    assert!(report.service.repeats_requested >= report.service.repeats_sent / 2);
    assert!(circuit(report, "YAA").transmissions > 40, "the reports go on the way back");
    let quiet = Star::new().run();
    assert_eq!((quiet.report.service.repeats_sent, circuit(&quiet.report, "YAA").transmissions), (0, 0));
    assert!(line.wait_mean_s["routine"] > circuit(&quiet.report, "XAA").wait_mean_s["routine"]);
}

/// A garbled copy never counts as received.
#[test]
fn what_is_garbled_is_sent_again() {
    let ran = Star::new().on("XBB", "garble = 0.3").run();
    assert_whole(&ran);
    let line = circuit(&ran.report, "XBB");
    assert!(line.garbled > 80 && line.lost == 0, "{line:?}");
    assert!(ran.report.service.repeats_sent > 80 && ran.report.stations[2].repeats_requested > 80);
}

/// A second copy under the same number is dropped; nobody asks for anything.
#[test]
fn a_duplicate_is_dropped() {
    let quiet = Star::new().handling("preemption = \"none\"");
    let ran = quiet.on("XAA", "duplicate = 1.0").run();
    assert_whole(&ran);
    let line = circuit(&ran.report, "XAA");
    assert_eq!((line.duplicated, line.transmissions), (ran.report.offered.cables, ran.report.offered.cables));
    assert_eq!(ran.log, quiet.run().log, "it comes at once, and changes nothing");
}

/// A copy that comes garbled and whole has come in.
#[test]
fn a_duplicate_helps_where_the_first_copy_is_garbled() {
    let once = Star::new().on("XAA", "garble = 0.3").run();
    let twice = Star::new().on("XAA", "garble = 0.3\nduplicate = 1.0").run();
    assert_whole(&twice);
    assert!(twice.report.service.repeats_sent * 2 < once.report.service.repeats_sent);
}

/// A reordered transmission is held until the next one on that circuit has arrived, at most 10 s.
#[test]
fn a_reordered_transmission_is_held_ten_seconds_at_most() {
    let star = Star { more: String::new(), ..Star::new() };
    let traffic = |rate: &str| {
        format!(
            "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEH\"\narrivals = \"every\"\nrate = \"{rate}\"\n\
             length = {{ distribution = \"fixed\", mean = 200 }}\n"
        )
    };
    let transits = |rate: &str| {
        let star = Star { more: traffic(rate), ..star.clone() };
        let ran = star.on("XAA", "reorder = 1.0").run();
        assert_whole(&ran);
        assert_eq!(circuit(&ran.report, "XAA").reordered, ran.report.offered.cables);
        ran.report.precedence["routine"].clone()
    };
    // Two seconds, and ten more: all are overtaken, so that none arrives to release another.
    assert_eq!(transits("1/h").max_s, Some(12.0));
    let half = Star { more: traffic("1200/h"), ..star }.on("XAA", "reorder = 0.5").run();
    assert_whole(&half);
    // One each 3 s: a held one follows the next that is not held, which comes 3, 6 or 9 s later.
    let times = &half.report.precedence["routine"];
    let mean = 2.0 + 0.5 * (3.0 / 2.0 + 6.0 / 4.0 + 9.0 / 8.0 + 10.0 / 8.0);
    assert!((times.transit_mean_s.unwrap() - mean).abs() < 0.15, "{mean}: {times:?}");
    assert_eq!(times.max_s, Some(12.0));
}

/// Where nobody can ask, what is lost stays lost, with the reason.
#[test]
fn a_loss_without_a_way_back_is_told() {
    // Of one precedence and one section, so that what goes over the circuit does not depend on headings.
    let star = Star::new();
    let shares = "{ flash = 0.05, immediate = 0.15, priority = 0.3, routine = 0.5 }";
    let star =
        Star { more: star.more.replace(shares, "{ routine = 1 }").replace("exponential", "fixed"), ..star };
    let star = star.on("XBB", "loss = 0.1\ngarble = 0.05").without("YBB");
    let (timing, wire) = (star.run(), star.on_the_wire());
    let lost = circuit(&timing.report, "XBB").lost + circuit(&timing.report, "XBB").garbled;
    assert!(lost > 30);
    assert_eq!(timing.report.undelivered.len() as u64, lost);
    assert!(reasons(&timing).iter().all(|reason| *reason == ("RUEHMO", "lost on XBB: no way back")));
    assert_eq!((timing.report.lost, timing.report.service.repeats_sent), (0, 0));
    assert_eq!(sorted(&timing), sorted(&wire), "the weather is the same, number by number");
}

/// Cable, station and reason.
fn sorted(ran: &Ran) -> BTreeSet<(String, String, String)> {
    let undelivered = ran.report.undelivered.iter();
    undelivered.map(|one| (one.cable.clone(), one.to.clone(), one.why.clone())).collect()
}

/// Both fidelities tell the same story where the overhead is the length of a heading.
#[test]
fn lengths_and_bytes_agree_in_bad_weather() {
    let weather = "loss = 0.04\ngarble = 0.04\nduplicate = 0.1\nreorder = 0.1";
    let star = Star::new().everywhere(weather).fault("at = \"2h\"\nfor = \"10m\"\nstation = \"RUEH\"");
    let star = star.fault("at = \"4h\"\nfor = \"10m\"\ncircuit = \"XAA\"");
    let mut lengths = star.clone();
    for channel in ["XAA", "XBB", "XCC"] {
        lengths = lengths.on(channel, "overhead = 190");
    }
    let (timing, wire) = (lengths.run(), star.on_the_wire());
    assert_whole(&timing);
    assert_whole(&wire);
    assert_eq!(timing.report.offered.deliveries, wire.report.offered.deliveries);
    let near = |what: &str, one: f64, other: f64, share: f64| {
        assert!((one - other).abs() <= share * one.max(other), "{what}: {one} and {other}");
    };
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let count = |count: u64| count as f64;
    for (one, other) in timing.report.circuits.iter().zip(&wire.report.circuits) {
        near(&one.channel, count(one.transmissions), count(other.transmissions), 0.1);
        near(&one.channel, count(one.lost + one.garbled), count(other.lost + other.garbled), 0.3);
        near(&one.channel, count(one.duplicated), count(other.duplicated), 0.3);
    }
    let (one, other) = (&timing.report.service, &wire.report.service);
    near("sent again", count(one.repeats_sent), count(other.repeats_sent), 0.15);
    near("asked for", count(one.repeats_requested), count(other.repeats_requested), 0.15);
    for precedence in ["immediate", "priority", "routine"] {
        let mean = |ran: &Ran| ran.report.precedence[precedence].transit_mean_s.unwrap();
        near(precedence, mean(&timing), mean(&wire), 0.15);
    }
}

/// Service messages take as long as those of the wire, which say the same.
#[test]
fn a_service_message_is_as_long_as_on_the_wire() {
    let star = Star::new().on("XAA", "loss = 0.1");
    let mean = |fidelity: &str| {
        let (mut count, mut sum) = (0_u64, 0_u64);
        let watch = |_: Duration, happening: &Happening<'_>| {
            if let Happening::Sent { transmission, takes_ns, .. } = happening
                && transmission.cable.is_none()
            {
                (count, sum) = (count + 1, sum + takes_ns / 10_000_000);
            }
        };
        simulate(&star.scenario(fidelity), watch).unwrap();
        (count, sum / count)
    };
    let ((timing_count, timing), (wire_count, wire)) = (mean("timing"), mean("wire"));
    assert!(timing_count > 50 && timing_count.abs_diff(wire_count) * 5 < wire_count);
    assert!(timing.abs_diff(wire) <= 3, "{timing} and {wire} characters");
}

/// A station that stops breaks off what it sends, misses what comes in, and forgets nothing that it had accepted.
#[test]
fn a_relay_that_stops_loses_nothing() {
    let ran = Star::new()
        .on("XBB", "latency = \"1s\"")
        .fault("at = \"90m\"\nfor = \"20m\"\nstation = \"RUEH\"")
        .run();
    assert_whole(&ran);
    let report = &ran.report;
    assert!(circuit(report, "XAA").lost >= 10, "what comes meanwhile is lost, and asked for");
    assert!(report.service.repeats_sent >= 10, "{:?}", report.service);
    assert!(report.precedence["routine"].max_s.unwrap() > 600.0);
}

/// What is in progress when its sender stops goes again, as a suspected duplicate: it may have left, for all that is on disk.
#[test]
fn what_a_station_was_sending_goes_again_when_it_is_back() {
    let traffic = "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\narrivals = \"every\"\nrate = \"1/h\"\n\
        length = { distribution = \"fixed\", mean = 60000 }\n";
    let star = Star { more: traffic.to_owned(), ..Star::new() };
    let ran = star.fault("at = \"65m\"\nfor = \"30m\"\nstation = \"RUEHC\"").run();
    assert_whole(&ran);
    let line = circuit(&ran.report, "XAA");
    assert_eq!((line.cut, line.lost), (1, 0));
    assert_eq!(ran.report.service.suspected_duplicates, Some(1));
    // Handed in at 60 minutes, sent from 95 to 105, and on from there in ten more.
    let first: serde_json::Value = serde_json::from_str(ran.log.lines().next().unwrap()).unwrap();
    assert_eq!(first["time_ns"].as_u64(), Some(115 * 60 * 1_000_000_000));
}

/// A cable that is handed in at a station that is stopped waits at its desk.
#[test]
fn cables_wait_at_the_desk_of_a_station_that_is_stopped() {
    let ran = Star::new().fault("at = \"1h\"\nfor = \"1h\"\nstation = \"RUEHC\"").run();
    assert_whole(&ran);
    assert!(circuit(&ran.report, "XAA").queue_max > 40);
    assert!(ran.report.precedence["routine"].max_s.unwrap() > 3000.0);
}

/// What never comes is told with the reason of the wire.
#[test]
fn what_stops_for_good_is_told_as_on_the_wire() {
    let stop = |station: &str| format!("at = \"3h\"\nstation = \"{station}\"");
    let star = Star::new();
    let few = star.more.replace("60/h", "20/h");
    let plain = Star { more: few, ..star }.everywhere("loss = 0.02");
    for star in [
        plain.fault(&stop("RUEH")),
        plain.fault(&stop("RUEHMO")),
        plain.fault(&stop("RUEHC")),
        plain.fault("at = \"3h\"\ncircuit = \"XAA\""),
        plain.fault("at = \"3h\"\ncircuit = \"XBB\""),
        plain.fault("at = \"3h\"\ncircuit = \"XBB\"").fault(&stop("RUEH")),
    ] {
        let (timing, wire) = (star.run(), star.on_the_wire());
        assert_eq!(timing.report.lost, 0);
        let why = |ran: &Ran| sorted(ran).into_iter().map(|(_, _, why)| why).collect::<BTreeSet<_>>();
        assert_eq!(why(&timing), why(&wire));
        let (one, other) = (timing.report.undelivered.len(), wire.report.undelivered.len());
        assert!(one > 25 && one.abs_diff(other) <= 4, "{one} and {other}");
    }
}

/// A way back that is down for ever answers nobody.
#[test]
fn a_way_back_that_is_down_for_ever_answers_nobody() {
    let star = Star::new().on("XBB", "loss = 0.2").fault("at = \"0s\"\ncircuit = \"YBB\"");
    let (timing, wire) = (star.run(), star.on_the_wire());
    assert!(timing.report.undelivered.len() > 30);
    let why = ("RUEHMO", "lost on XBB: the way back YBB is down");
    assert!(reasons(&timing).iter().all(|reason| *reason == why), "{:?}", reasons(&timing));
    let lost = circuit(&timing.report, "XBB").lost;
    // The sender's questions are lost, too.
    assert!((60..=lost).contains(&(timing.report.undelivered.len() as u64)), "{lost}");
    let share = |ran: &Ran| ran.report.undelivered.len();
    assert!(share(&timing).abs_diff(share(&wire)) <= 15, "{} and {}", share(&timing), share(&wire));
    let nothing = Star::new().on("XBB", "garble = 1.0").run();
    assert!(nothing.report.virtual_s < 8.0 * 3600.0, "it does not go on for ever");
    assert!(reasons(&nothing).iter().all(|reason| reason.1 == "lost on XBB: nothing comes through whole"));
    assert_eq!(nothing.report.undelivered.len() as u64, nothing.report.offered.cables);
}

/// A station and a circuit fail at once, one within the other and the other way round.
#[test]
fn faults_of_stations_and_circuits_overlap() {
    for (station, circuit) in
        [(("1h", "30m"), ("70m", "5m")), (("70m", "5m"), ("1h", "30m")), (("1h", "20m"), ("70m", "20m"))]
    {
        for (stops, down) in [("RUEH", "XAA"), ("RUEH", "XBB"), ("RUEHC", "XAA"), ("RUEHMO", "YBB")] {
            let ran = Star::new()
                .everywhere("loss = 0.05\nlatency = \"2s\"")
                .fault(&format!("at = \"{}\"\nfor = \"{}\"\nstation = \"{stops}\"", station.0, station.1))
                .fault(&format!("at = \"{}\"\nfor = \"{}\"\ncircuit = \"{down}\"", circuit.0, circuit.1))
                .run();
            assert_whole(&ran);
        }
    }
}

/// Interrupted transmissions go on or start again, in any weather.
#[test]
fn interrupted_transmissions_come_through_in_bad_weather() {
    for mode in ["restart", "resume"] {
        for rule in ["flash", "book", "all"] {
            let handling = format!("preemption = \"{rule}\"\npreemption_mode = \"{mode}\"");
            let busy = Star::new().handling(&handling).everywhere("loss = 0.1\ngarble = 0.1\nreorder = 0.1");
            let more = busy
                .more
                .replace("60/h", "160/h")
                .replace("flash = 0.05, immediate = 0.15", "flash = 0.1, immediate = 0.1");
            let ran = Star { more, ..busy }.run();
            assert_whole(&ran);
            assert!(circuit(&ran.report, "XAA").preempted > 10, "{mode} {rule}");
        }
    }
}

/// So much is unconfirmed while the way back is down that numbers would no longer compare: cables wait.
#[test]
fn cables_wait_while_too_much_is_unconfirmed() {
    let traffic = "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEH\"\nrate = \"10000/h\"\n\
        length = { distribution = \"fixed\", mean = 10 }\n";
    let star = Star { more: traffic.to_owned(), ..Star::new() }.on("XAA", "loss = 0.01");
    let open = star.run();
    assert_whole(&open);
    let line = circuit(&open.report, "XAA");
    assert!(line.queue_max < 100, "{line:?}");
    let ran = star.fault("at = \"1h\"\nfor = \"1h\"\ncircuit = \"YAA\"").run();
    assert_whole(&ran);
    let line = circuit(&ran.report, "XAA");
    assert!((5000..8000).contains(&line.queue_max), "10000 come, 4000 of them are sent: {line:?}");
}

/// What is unconfirmed on a circuit that goes down takes an alternate, as a suspected duplicate; who has it files it.
#[test]
fn what_is_unconfirmed_takes_an_alternate_and_nobody_gets_it_twice() {
    let second = "[[circuit]]\nfrom = \"RUEHC\"\nto = \"RUEH\"\nchannel = \"XDD\"\nspeed = \"100cps\"\n\
        [[route]]\nat = \"RUEHC\"\nprefix = \"\"\nvia = [\"XAA\", \"XDD\"]\n";
    let star = Star::new().on("XAA", "loss = 0.3");
    let star = Star { more: star.more.clone() + second, ..star };
    let mut star = star;
    for minute in (10..350).step_by(20) {
        star = star.fault(&format!("at = \"{minute}m\"\nfor = \"3m\"\ncircuit = \"XAA\""));
    }
    let (timing, wire) = (star.run(), star.on_the_wire());
    assert_whole(&timing);
    assert_whole(&wire);
    let service = &timing.report.service;
    assert!(service.suspected_duplicates > Some(5), "{service:?}");
    assert!(timing.report.delivered.duplicates_suppressed > 5, "{:?}", timing.report.delivered);
    let near = |one: u64, other: u64| assert!(one.abs_diff(other) * 2 < one.max(other), "{one} and {other}");
    near(service.suspected_duplicates.unwrap(), wire.report.service.suspected_duplicates.unwrap());
    near(timing.report.delivered.duplicates_suppressed, wire.report.delivered.duplicates_suppressed);
}

/// The same seed gives the same run, whoever watches, and replications are the same on one core and on two.
#[test]
fn a_run_with_faults_depends_on_scenario_and_seed_alone() {
    let star =
        Star::new().everywhere("loss = 0.05\ngarble = 0.05\nduplicate = 0.1\nreorder = 0.1\nredraw = 700");
    let star = star.fault("at = \"1h\"\nfor = \"10m\"\nstation = \"RUEH\"");
    let scenario = star.scenario("timing");
    let mut happened = 0;
    let watched = simulate(&scenario, |_: Duration, _: &Happening<'_>| happened += 1).unwrap();
    assert!(happened > 1000);
    assert_eq!(watched.report, star.run().report);
    assert_eq!(run(&scenario), star.run());
    let number = |many| NonZeroUsize::new(many).unwrap();
    let report = |cores| {
        let wanted = Replications { most: number(4), precision: None, cores: number(cores) };
        replicate(&scenario, wanted).unwrap().outcome.report
    };
    let one = report(1);
    assert_eq!(one, report(2));
    assert!(one.service.repeats_sent > 4 * 20 && circuit(&one, "XAA").lost > 4 * 10, "figures add up");
}

/// Weather on one circuit leaves the traffic and the weather of the others as they were.
#[test]
fn weather_changes_nothing_elsewhere() {
    let one = Star::new().on("XCC", "loss = 0.2").run();
    let other = Star::new().run();
    let to_moscow = |ran: &Ran| {
        let lines = ran.log.lines().filter(|line| line.contains("RUEHMO"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(to_moscow(&one), to_moscow(&other));
}
