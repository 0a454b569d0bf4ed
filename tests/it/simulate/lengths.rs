//! Timing fidelity: lengths alone.

use std::num::NonZeroUsize;
use std::time::Duration;

use torntape::sim::scenario::{Folder, Scenario};
use torntape::sim::watch::Transmission;
use torntape::sim::{Happening, Outcome, Replications, Report, replicate, simulate, validate};

use super::{Memory, Network, Ran, cable, reasons, run};

fn two(more: &str, circuit: &str, cables: &str) -> Scenario {
    let text = format!(
        "start = \"2009-09-21T00:00:00Z\"\nduration = \"10d\"\nfidelity = \"timing\"\n{more}\n\
         [[station]]\nindicator = \"RUEHC\"\nplad = \"WASHDC\"\n[[station]]\nindicator = \"RUEHMO\"\nplad = \"MOSCOW\"\n\
         [[circuit]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nchannel = \"XMO\"\nspeed = \"10cps\"\n{circuit}\n{cables}"
    );
    Scenario::read(&text, "two.toml", &Folder(".".into())).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn every(rate: &str, precedence: &str, length: u32) -> String {
    format!(
        "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\narrivals = \"every\"\nrate = \"{rate}\"\n\
         precedence = {{ {precedence} = 1 }}\nlength = {{ distribution = \"fixed\", mean = {length} }}\n"
    )
}

fn times(outcome: &Ran) -> Vec<(u64, String)> {
    let line = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        (value["time_ns"].as_u64().unwrap() / 1_000_000, value["cable"].as_str().unwrap().to_owned())
    };
    outcome.log.lines().map(line).collect()
}

/// A transmission is exactly length and overhead; then comes the latency.
#[test]
fn a_transmission_takes_length_and_overhead() {
    let scenario = two("", "overhead = 50\nlatency = \"250ms\"", &every("1/d", "routine", 1000));
    let outcome = run(&scenario);
    let day = 24 * 3600 * 1000;
    let expected: Vec<_> = (1..10).map(|number| (number * day + 105_250, format!("T1-{number}"))).collect();
    assert_eq!(times(&outcome), expected);
    assert_eq!(outcome.report.precedence["routine"].max_s, Some(105.25));
    assert_eq!((outcome.report.fidelity.as_str(), outcome.report.events), ("timing", 18));
}

/// A long ROUTINE cable each hour, and a short FLASH each hour that finds it in progress.
fn interrupted(more: &str) -> Ran {
    // ROUTINE takes 3000 s from each hour on; FLASH comes at each half hour.
    let traffic = every("1/h", "routine", 30_000) + &every("2/h", "flash", 100);
    run(&two(more, "", &traffic))
}

/// ACP 127(G) 424: an interrupted transmission is sent again whole; 151b: only FLASH interrupts unless told otherwise.
#[test]
fn flash_interrupts_and_the_interrupted_goes_again_whole() {
    let transit = |outcome: &Outcome, level: &str| outcome.report.precedence[level].p50_s.unwrap();
    let none = interrupted("preemption = \"none\"");
    assert_eq!(none.report.circuits[0].preempted, 0);
    assert_eq!(none.report.circuits[0].inversions, Some(478));
    let resume = interrupted("preemption_mode = \"resume\"");
    // FLASH at the half hour stops it for ten seconds; that of the full hour, in the moment in which it starts.
    assert_eq!((transit(&resume, "flash"), transit(&resume, "routine")), (10.0, 3020.0));
    assert!(resume.report.circuits[0].preempted >= 478);
    let restart = interrupted("");
    assert_eq!(restart.report.precedence["flash"].p50_s, Some(10.0));
    assert!(transit(&restart, "routine") > 3020.0);
    assert!(restart.report.circuits[0].transmissions > resume.report.offered.cables);
    assert_eq!(restart.report.lost, 0);
}

/// What was cut goes again whole when the circuit is up; without an end it is undelivered.
#[test]
fn an_outage_delays_or_ends() {
    let fault = |length: &str| format!("[[fault]]\nat = \"86450s\"\n{length}\ncircuit = \"XMO\"\n");
    let outcome = run(&two("", "", &(every("1/d", "routine", 1000) + &fault("for = \"10m\""))));
    assert_eq!(times(&outcome)[0], ((86_400 + 50 + 600 + 100) * 1000, "T1-1".to_owned()));
    assert_eq!(outcome.report.circuits[0].cut, 1);
    let outcome = run(&two("", "", &(every("1/d", "routine", 1000) + &fault(""))));
    assert_eq!(outcome.report.delivered.deliveries, 0);
    assert_eq!(reasons(&outcome)[0], ("RUEHMO", "circuit XMO is down"));
    assert_eq!(outcome.report.undelivered.len(), 9);
}

/// A relay sends one copy a branch; while a circuit is down its alternate takes over; equal to the wire but for headings.
#[test]
fn the_network_of_the_wire_carries_known_cables() {
    let files = Memory::default().with("one", cable(1, &["RUEHMO", "RUEHLN", "RUEHXX"], "\nTEXT\n"));
    let network =
        Network::new().table("").station("RUEHC", false).station("RUEH", true).station("RUES", true);
    let network = network.station("RUEHMO", false).station("RUEHLN", false);
    let network = network.pair("RUEHC", "RUEH", "XR", "").pair("RUEH", "RUES", "XS", "");
    let network = network.pair("RUEH", "RUEHMO", "XM", "").pair("RUES", "RUEHLN", "XL", "");
    let network = network.pair("RUES", "RUEHMO", "XN", "").submit("10s", "RUEHC", "one");
    let network = network.table("[[route]]\nat = \"RUEH\"\nprefix = \"RUEHMO\"\nvia = [\"XM1\", \"XS1\"]");
    let network = network.table("[[route]]\nat = \"RUEH\"\nprefix = \"RUEHLN\"\nvia = \"XS1\"");
    let network = network.table("[[fault]]\nat = \"0s\"\ncircuit = \"XM1\"");
    let wire = run(&network.read(&files));
    let mut lengths = network.clone();
    lengths.0.insert_str(0, "fidelity = \"timing\"\n");
    let timing = run(&lengths.read(&files));
    assert_eq!(reasons(&wire), reasons(&timing));
    assert_eq!((wire.report.delivered.deliveries, timing.report.delivered.deliveries), (2, 2));
    let texts = |outcome: &Ran| {
        let texts = outcome.log.lines().map(|line| line.split("text_sha256").nth(1).unwrap().to_owned());
        texts.collect::<Vec<_>>()
    };
    assert_eq!(texts(&wire), texts(&timing), "the same text");
    // Who watches is told the same, but for when. RUEHXX is no station: with lengths that is known from the start, on the
    // wire the relay finds out.
    let called = |station: &str, what: &str, transmission: &Transmission<'_>| {
        format!("{station} {what} {transmission:?}").replace(", RoutingIndicator(\"RUEHXX\")", "")
    };
    let told = |scenario: &Scenario| {
        let mut told = Vec::new();
        let watch = |_, happening: &Happening<'_>| {
            told.push(match happening {
                Happening::Submitted { station, cable } => format!("{station} {cable} submitted"),
                Happening::Queued { station, channel, .. } => format!("{station} {channel} queued"),
                Happening::Sent { station, transmission, .. } => called(station, "sent", transmission),
                Happening::Arrived { station, transmission, .. } => called(station, "got", transmission),
                Happening::Delivered { station, cable } => format!("{station} {cable} delivered"),
                Happening::Down { station, channel } => format!("{station} {channel} down"),
                Happening::Unroutable { to: "RUEHXX", .. } => return,
                Happening::Undelivered { to, cable, why } => format!("{to} without {cable}: {why}"),
                other => panic!("{other:?}"),
            });
        };
        simulate(scenario, watch).unwrap();
        told.sort();
        told
    };
    assert_eq!(told(&network.read(&files)), told(&lengths.read(&files)));
    // One copy to RUEH, one to RUES, one to each post.
    assert_eq!(timing.report.delivered.transmissions, 4);
}

fn busy(more: &str) -> Scenario {
    two(
        more,
        "",
        "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nrate = \"240/h\"\n\
         precedence = { flash = 0.1, immediate = 0.2, routine = 0.7 }\n\
         length = { distribution = \"exponential\", mean = 100 }\n",
    )
}

/// The digest is the same on every machine, in debug and release.
#[test]
fn the_digest_is_the_recorded_one() {
    let outcome = run(&busy(""));
    assert_eq!(outcome.report.digest, "e30f51111e6e6a41983d3e0524b4e3c9361b04ef64b018bb5387b781ab6a2c77");
}

/// Whoever watches is told what joins each queue and what leaves it, and changes nothing by it.
#[test]
fn the_lengths_of_queues_are_told() {
    let scenario = busy("");
    let (mut now, mut longest, mut waiting, mut since) = (0_u32, 0, 0_u128, 0_u128);
    let watch = |at: Duration, happening: &Happening<'_>| {
        let length = match happening {
            Happening::Queued { station: "RUEHC", channel: "XMO", .. } => now + 1,
            Happening::Sent { station: "RUEHC", transmission, .. } if transmission.channel == "XMO" => {
                now - 1
            }
            // What makes way joins the queue again, and is told to.
            Happening::Submitted { .. }
            | Happening::Preempted { .. }
            | Happening::Arrived { .. }
            | Happening::Delivered { .. } => return,
            other => panic!("{other:?}"),
        };
        let (until, end) = (at.as_nanos(), Duration::from_secs(10 * 24 * 3600).as_nanos());
        waiting += u128::from(now) * (until.min(end) - since.min(end));
        (now, since) = (length, until);
        longest = longest.max(now);
    };
    let watched = simulate(&scenario, watch).unwrap();
    assert_eq!(watched.report, run(&scenario).report);
    let circuit = &watched.report.circuits[0];
    assert!(u64::from(longest) >= circuit.queue_max && longest > 3);
    let mean = Duration::from_nanos(u64::try_from(waiting).unwrap()).as_secs_f64() / (10.0 * 86_400.0);
    assert!((mean - circuit.queue_mean).abs() < 1e-9, "{mean} {}", circuit.queue_mean);
    assert_eq!(now, 0, "at the end nothing waits");
}

/// Cables offered before the time to warm up are left out of the statistics, and of nothing else.
#[test]
fn a_time_to_warm_up_is_left_out() {
    let (all, late, auto) =
        (run(&busy("")), run(&busy("warm_up = \"5d\"")), run(&busy("warm_up = \"auto\"")));
    assert_eq!(all.report.digest, late.report.digest);
    assert_eq!(all.report.digest, auto.report.digest);
    let measured =
        |outcome: &Outcome| outcome.report.precedence.values().map(|level| level.deliveries).sum::<u64>();
    assert_eq!(measured(&all), all.report.delivered.deliveries);
    assert!(measured(&late).abs_diff(measured(&all) / 2) < 1000);
    assert!(measured(&auto) >= measured(&all) / 2, "never more than half");
    assert!(late.report.precedence["flash"].wait_ci95_s.is_some());
}

/// A network whose first two hours are not like the others: the run finds that they are not, in either fidelity, and takes its figures
/// from then on, as if it had been told.
#[test]
fn a_time_to_warm_up_is_found() {
    for fidelity in ["wire", "timing"] {
        let text = |warm_up: &str| {
            format!(
                "start = \"2009-09-21T00:00:00Z\"\nduration = \"24h\"\nfidelity = \"{fidelity}\"\n{warm_up}\n\
                 station = [{{ indicator = \"RUEHC\", plad = \"WASHDC\" }}, {{ indicator = \"RUEHMO\", plad = \"MOSCOW\" }}]\n\
                 circuit = [{{ from = \"RUEHC\", to = \"RUEHMO\", channel = \"XMO\", speed = \"100cps\" }}]\n\
                 fault = [{{ at = \"0s\", for = \"2h\", circuit = \"XMO\" }}]\n\
                 [[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nrate = \"20/h\"\n\
                 length = {{ distribution = \"exponential\", mean = 1500 }}\n"
            )
        };
        let report = |warm_up: &str| {
            let scenario = Scenario::read(&text(warm_up), "net.toml", &Folder(".".into())).unwrap();
            simulate(&scenario, ()).unwrap().report
        };
        let (all, found) = (report(""), report("warm_up = \"auto\""));
        let hours = found.warm_up_s.unwrap() / 3600.0;
        assert!((1.5..12.0).contains(&hours), "{fidelity}: {hours} h");
        assert_eq!(found.digest, all.digest);
        let mean = |report: &Report| report.precedence["routine"].transit_mean_s.unwrap();
        assert!(mean(&found) < mean(&all) / 3.0, "{fidelity}: {} {}", mean(&found), mean(&all));
        assert_eq!(found, report(&format!("warm_up = \"{:.9}s\"", found.warm_up_s.unwrap())), "{fidelity}");
    }
}

#[test]
fn replications_are_the_same_on_any_number_of_cores() {
    let scenario = busy("");
    let runs = |most, precision, cores| {
        let number = |number| NonZeroUsize::new(number).unwrap();
        replicate(&scenario, Replications { most: number(most), precision, cores: number(cores) }).unwrap()
    };
    let (one, three) = (runs(5, None, 1), runs(5, None, 3));
    assert_eq!(one.outcome, three.outcome);
    assert_eq!(one.outcome.report.offered.cables, one.outcome.report.delivered.deliveries);
    let (one, three) = (runs(100, Some(0.2), 1), runs(100, Some(0.2), 3));
    assert_eq!((one.runs, &one.outcome), (three.runs, &three.outcome));
    assert!(one.runs < 100 && one.precision.unwrap().1 <= 0.2);
}

/// Theory: Cobham, pre-emption with resumption and with repetition, and Jackson's tandem.
#[test]
fn theory_holds() {
    let cores = std::thread::available_parallelism().unwrap();
    let rows = validate(40, 10_000, cores).unwrap();
    assert_eq!(rows.len(), 6 * 4 + 5);
    for row in rows {
        assert!(row.holds(), "{row:?}");
    }
}
