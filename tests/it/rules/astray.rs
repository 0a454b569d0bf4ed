//! What comes to a station that it is not for.

use crate::nets::{Net, Ran};

const RULE: &str = "reroute = true";

/// The Department, a relay and two posts, with a way back from each.
fn net(weather: &str) -> Net {
    Net::new("wire")
        .station("RUEHC", "")
        .station("RUEH", "relay = true")
        .station("RUEHMO", "")
        .station("RUEHLN", "")
        .circuit("RUEHC", "RUEH", "XRA", weather)
        .circuit("RUEH", "RUEHMO", "XMO", weather)
        .circuit("RUEH", "RUEHLN", "XLN", weather)
        .circuit("RUEH", "RUEHC", "XHC", weather)
        .circuit("RUEHMO", "RUEH", "YMO", weather)
        .circuit("RUEHLN", "RUEH", "YLN", weather)
}

/// What RUEH has for RUEHMO takes these circuits, those for others as they lead there.
fn routed(net: &Net, via: &str) -> Net {
    let route =
        |prefix: &str, via: &str| format!("[[route]]\nat = \"RUEH\"\nprefix = \"{prefix}\"\nvia = {via}\n");
    net.add(&route("RUEHMO", via)).add(&route("RUEHLN", "\"XLN\"")).add(&route("RUEHC", "\"XHC\""))
}

fn to(ran: &Ran, station: &str) -> u64 {
    let mut stations = ran.report.stations.iter();
    stations.find(|one| one.indicator == station).map_or(0, |one| one.delivered)
}

fn strays(ran: &Ran) -> (u64, u64) {
    ran.report.service.strays.map_or((0, 0), |strays| (strays.misrouted, strays.missent))
}

/// A station that is called for the bearer of another station's name puts a pilot before the message as it came in, with the
/// right routing indicator and `ZOV`, and does not deliver it. Without the rule it is delivered where it was sent.
///
/// - source: ACP 127(G) 426e
/// - code: `src/station/astray.rs`, `src/encode/pilot.rs`
/// - finding: none
#[test]
fn a_misrouted_message_goes_on_with_a_pilot() {
    let wrong = net("").submit_to("0s", 1, "P", "TO RUEHLN/POST RUEHMO PRIORITY");
    let seen = wrong.switch(RULE).seen();
    let [passed] = seen.on("RUEHLN", "YLN")[..] else { panic!("{:?}", seen.sent) };
    let pilot = "VZCZCYLN0001\nPP RUEHMO\nZOV RUEHLN\nVZCZCXLN0001\nPP RUEHLN\nDE RUEHC #0001 2640000\n";
    assert!(passed.starts_with(pilot), "{passed}");
    let [relayed] = seen.on("RUEH", "XMO")[..] else { panic!("{:?}", seen.sent) };
    assert!(relayed.starts_with(&pilot.replace("YLN", "XMO")), "{relayed}");
    let (_, station, delivery) = &seen.delivered[0];
    assert_eq!((station.as_str(), seen.delivered.len()), ("RUEHMO", 1));
    assert!(delivery.sections[0].to_bytes().starts_with(b"VZCZCXMO0001\nPP RUEHMO\nZOV RUEHLN\n"));
    let ran = wrong.switch(RULE).run();
    assert_eq!((strays(&ran), to(&ran, "RUEHMO"), to(&ran, "RUEHLN")), ((1, 0), 1, 0));
    let plain = wrong.run();
    assert_eq!((plain.report.service.strays, to(&plain, "RUEHMO"), to(&plain, "RUEHLN")), (None, 0, 1));
}

/// Where a message has more addressees, the pilot says after `T` whom this copy is to serve, and the others keep theirs; who is
/// called rightly as well gets it once.
///
/// - source: ACP 127(G) 133, 426g
/// - code: `src/station/astray.rs`
/// - finding: none
#[test]
fn a_pilot_says_whom_the_copy_is_to_serve() {
    let lines = "TO RUEHLN/POST RUEHMO\nINFO RUEHLN/POST RUEHLN";
    let both = net("").switch(RULE).submit_to("0s", 1, "R", lines);
    let seen = both.seen();
    assert!(seen.on("RUEHLN", "YLN")[0].contains("\nZOV RUEHLN T RUEHMO\nVZCZCXLN0001\n"), "{:?}", seen.sent);
    let ran = both.run();
    assert_eq!((to(&ran, "RUEHMO"), to(&ran, "RUEHLN"), ran.report.offered.deliveries), (1, 1, 2));
    let twice =
        net("").switch(RULE).submit_to("0s", 1, "R", "TO RUEHLN/POST RUEHMO\nINFO RUEHMO/POST RUEHMO");
    let ran = twice.run();
    assert_eq!((to(&ran, "RUEHMO"), to(&ran, "RUEHLN"), ran.report.offered.deliveries), (1, 0, 1));
}

/// Where originators are told what becomes of their messages, this one is told the right routing indicator, once a message. It is no
/// message that could not be sent on.
///
/// - source: ACP 127(G) 426f
/// - code: `src/station/notice.rs`, `src/station/astray.rs`
/// - finding: none
#[test]
fn the_originator_of_a_misrouted_message_is_told() {
    let wrong = net("").switch(RULE).switch("tell_originators = true");
    let wrong = wrong.submit_to("0s", 1, "P", "TO RUEHLN/POST RUEHMO PRIORITY");
    let seen = wrong.seen();
    let [_, told] = seen.on("RUEHLN", "YLN")[..] else { panic!("{:?}", seen.sent) };
    assert!(told.contains("\nBT\nUNCLAS SVC ZEQ3 RUEHC 0001 2640000\nRUEHMO\nBT\n"), "{told}");
    assert_eq!(seen.on("RUEH", "XHC").len(), 1);
    let long = wrong.lengthened(1, 400);
    let seen = long.seen();
    let sections = seen.on("RUEHLN", "YLN");
    assert!(sections.len() > 3, "{}", sections.len());
    assert_eq!(sections.iter().filter(|sent| sent.contains("ZEQ3")).count(), 1);
    let ran = long.run();
    let told = ran.report.stations[0].told;
    assert_eq!((to(&ran, "RUEHMO"), told, ran.report.undelivered.len()), (1, Some(0), 0));
}

/// A station that is no relay and gets what calls another passes it on unchanged, its own identification before the one with
/// which it came; the relay that sent it there takes another circuit then.
///
/// - source: ACP 127(G) 426d, 426k
/// - code: `src/station/astray.rs`, `src/station/tape.rs`
/// - finding: none
#[test]
fn a_missent_message_is_passed_on_unchanged() {
    let wrong = routed(&net(""), "[\"XLN\", \"XMO\"]").submit("0s", 1, "R", &["RUEHMO"]);
    let seen = wrong.switch(RULE).seen();
    let [sent] = seen.on("RUEH", "XLN")[..] else { panic!("{:?}", seen.sent) };
    let [passed] = seen.on("RUEHLN", "YLN")[..] else { panic!("{:?}", seen.sent) };
    assert_eq!(passed, format!("VZCZCYLN0001\n{sent}"));
    let [again] = seen.on("RUEH", "XMO")[..] else { panic!("{:?}", seen.sent) };
    assert_eq!(
        again,
        sent.replace("XLN0001", "XMO0001"),
        "the relay puts one identification in the place of both"
    );
    let ran = wrong.switch(RULE).run();
    assert_eq!((strays(&ran), to(&ran, "RUEHMO"), ran.report.undelivered.len()), ((0, 1), 1, 0));
    let plain = wrong.run();
    let why: Vec<_> = plain.report.undelivered.iter().map(|one| one.why.as_str()).collect();
    assert_eq!(why, ["no route"]);
}

/// Where the relay knows no other circuit, the message comes a second time and stays: nothing goes round for ever.
///
/// - source: ACP 127(G) 426d, 426i; torntape's own
/// - code: `src/station/astray.rs`
/// - finding: none
#[test]
fn what_is_missent_twice_stays() {
    let wrong = routed(&net(""), "\"XLN\"").submit("0s", 1, "R", &["RUEHMO"]);
    let ran = wrong.switch(RULE).run();
    let why: Vec<_> = ran.report.undelivered.iter().map(|one| one.why.as_str()).collect();
    assert_eq!(why, ["held at RUEHLN: missent twice"]);
    // To the relay, to the post, back, and to the post again.
    assert_eq!((ran.report.delivered.transmissions, strays(&ran)), (4, (0, 1)));
    let told = wrong.switch(RULE).switch("tell_originators = true").run();
    assert_eq!(told.report.stations[0].told, Some(1));
}

/// In bad weather and over stops all of it comes through, once.
///
/// - source: ACP 127(G) 426; torntape's own
/// - code: `src/station/astray.rs`
/// - finding: none
#[test]
fn what_goes_astray_comes_through_bad_weather() {
    let weather = "loss = 0.2\ngarble = 0.2\nduplicate = 0.1\nreorder = 0.1";
    let stop = |station: &str| format!("[[fault]]\nat = \"20m\"\nfor = \"10m\"\nstation = \"{station}\"\n");
    for more in [String::new(), stop("RUEHLN"), stop("RUEH"), stop("RUEHMO")] {
        let wrong = routed(&net(weather), "[\"XLN\", \"XMO\"]").switch(RULE).add(&more);
        let wrong = (1..=20).fold(wrong, |net, number| {
            let lines =
                ["TO RUEHLN/POST RUEHMO", "TO RUEHMO/POST RUEHMO\nRUEHLN/POST RUEHLN"][number as usize % 2];
            net.submit_to(&format!("{}m", 2 * number), number, "R", lines)
        });
        let ran = wrong.run();
        assert_eq!((to(&ran, "RUEHMO"), to(&ran, "RUEHLN"), ran.report.lost), (20, 10, 0), "{more}");
        let (misrouted, missent) = strays(&ran);
        assert!(misrouted >= 10 && missent >= 10, "{misrouted} {missent}");
    }
}

/// What is lost with no way back before it was passed on is undelivered to whom it was for.
///
/// - source: torntape's own
/// - code: `src/sim/ledger.rs`, `src/sim/conductor/ending.rs`
/// - finding: none
#[test]
fn what_is_lost_on_the_wrong_way_is_told_of_the_right_station() {
    let lossy = Net::star("wire").switch(RULE).circuit("RUEHLN", "RUEH", "YLN", "");
    for (part, why) in [
        ("channel = \"XLN\"\nspeed = \"100cps\"", "lost on XLN: nothing comes through whole"),
        ("channel = \"XMO\"\nspeed = \"100cps\"", "lost on XMO: no way back"),
    ] {
        let net = Net::from(&lossy, part, &format!("{part}\nloss = 1.0"));
        let ran = net.submit_to("0s", 1, "R", "TO RUEHLN/POST RUEHMO").run();
        let said: Vec<_> =
            ran.report.undelivered.iter().map(|one| (one.to.as_str(), one.why.as_str())).collect();
        assert_eq!(said, [("RUEHMO", why)]);
        assert_eq!(ran.report.lost, 0);
    }
    let down = "[[fault]]\nat = \"0s\"\ncircuit = \"XLN\"\n";
    let ran = lossy.add(down).submit_to("1m", 1, "R", "TO RUEHLN/POST RUEHMO").run();
    assert_eq!(ran.report.undelivered[0].why, "circuit XLN is down");
}

/// Where nothing is read nobody sees that a message is for another.
///
/// - source: torntape's own
/// - code: `src/sim/scenario/unsupported.rs`
/// - finding: none
#[test]
fn in_timing_fidelity_nothing_is_rerouted() {
    let said = Net::star("timing").switch(RULE).refused();
    assert!(said.contains("reroute: `reroute` in timing fidelity, where nothing is read"), "{said}");
}
