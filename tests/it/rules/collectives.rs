//! Collectives: names that stand for many stations, and who puts the members in their place.

use std::collections::BTreeMap;

use super::one;
use crate::nets::{Net, Ran};
use torntape::message::RoutingIndicator;
use torntape::station::{Collective, called};

const CHINA: &str = "[[collective]]\nname = \"CHINA POSTS COLLECTIVE\"\nindicator = \"RUEHOO\"\n\
                     members = [\"RUEHBJ\", \"RUEHGH\", \"RUEHSH\"]\n";

/// The Department, a relay, and a second one behind which three posts lie.
fn net(fidelity: &str, back: &str) -> Net {
    let net = Net::new(fidelity).station("RUEHC", "").station("RUEH", "relay = true");
    let net = net.station("RUES", "relay = true").circuit("RUEHC", "RUEH", "XRA", "");
    let net = net.circuit("RUEH", "RUES", "XRB", back);
    [("RUEHBJ", "XBJ"), ("RUEHGH", "XGH"), ("RUEHSH", "XSH")]
        .into_iter()
        .fold(net, |net, (post, channel)| net.station(post, "").circuit("RUES", post, channel, ""))
}

/// To whom each cable was delivered, and how many transmissions that took.
fn delivered(ran: &Ran) -> (Vec<(u64, String)>, u64) {
    let line = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let number = value["cable"].as_str().unwrap().trim_start_matches("09STATE").parse().unwrap();
        (number, value["to"].as_str().unwrap().to_owned())
    };
    let mut lines: Vec<_> = ran.log.lines().map(line).collect();
    lines.sort();
    (lines, ran.report.delivered.transmissions)
}

fn to(expected: &[(u64, &str)]) -> Vec<(u64, String)> {
    expected.iter().map(|(number, to)| (*number, (*to).to_owned())).collect()
}

fn collective(name: &str, indicator: &str, at: Option<&str>, members: &[&str]) -> Collective {
    let indicator_of = |letters: &str| RoutingIndicator::new(letters.to_owned()).unwrap();
    Collective {
        name: name.to_owned(),
        indicator: Some(indicator_of(indicator)),
        members: members.iter().map(|member| (indicator_of(member), format!("POST {member}"))).collect(),
        at: at.map(indicator_of),
    }
}

/// Where nobody else expands it the originator calls all members of a collective, less those that `XMT` leaves out. A member
/// that is named by itself, or belongs to two collectives, is called once; one that `XMT` names and that is addressed
/// by itself as well is called.
///
/// - source: ACP 127(G) 204c, 205b, 205c, 206e, 221
/// - code: `src/station/collective.rs`, `src/station/originator.rs`
/// - finding: none
#[test]
fn the_originator_calls_the_members_less_the_exempt() {
    let known = |at: Option<&str>| {
        [
            collective("CHINA POSTS COLLECTIVE", "RUEHOO", at, &["RUEHBJ", "RUEHGH", "RUEHSH"]),
            collective("AIG 205", "RUCNAIG", None, &["RUEHSH", "RUEHUL"]),
        ]
    };
    let calls = |at: Option<&str>, addressees: &str| -> Vec<String> {
        let heading = format!("P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO {addressees}\nUNCLAS STATE 1\n");
        let called = called(&one(&heading), &BTreeMap::new(), &known(at)).into_iter();
        called.map(|station| station.map_or_else(|name| name, |station| station.to_string())).collect()
    };
    for (addressees, members, by_relay) in [
        ("RUEHOO/CHINA POSTS COLLECTIVE", "RUEHBJ RUEHGH RUEHSH", "RUEHOO"),
        ("CHINA POSTS COLLECTIVE", "RUEHBJ RUEHGH RUEHSH", "RUEHOO"),
        ("RUEHOO/CHINA POSTS COLLECTIVE\nXMT POST RUEHGH", "RUEHBJ RUEHSH", "RUEHOO"),
        (
            "RUEHOO/CHINA POSTS COLLECTIVE XMT RUEHGH/POST RUEHGH\nRUEHMO/POST RUEHMO",
            "RUEHBJ RUEHSH RUEHMO",
            "RUEHOO RUEHMO",
        ),
        ("RUEHGH/POST RUEHGH\nCHINA POSTS COLLECTIVE", "RUEHGH RUEHBJ RUEHSH", "RUEHGH RUEHOO"),
        (
            "CHINA POSTS COLLECTIVE\nXMT POST RUEHSH\nINFO RUEHSH/POST RUEHSH",
            "RUEHBJ RUEHGH RUEHSH",
            "RUEHOO RUEHSH",
        ),
        ("CHINA POSTS COLLECTIVE\nAIG 205", "RUEHBJ RUEHGH RUEHSH RUEHUL", "RUEHOO RUEHUL"),
        (
            "CHINA POSTS COLLECTIVE\nXMT POST RUEHSH\nINFO AIG 205",
            "RUEHBJ RUEHGH RUEHSH RUEHUL",
            "RUEHOO RUEHSH RUEHUL",
        ),
        ("CHINA POSTS COLLECTIVE\nINFO ZEN/POST RUEHGH", "RUEHBJ RUEHGH RUEHSH", "RUEHOO"),
    ] {
        assert_eq!(calls(None, addressees).join(" "), members, "{addressees}");
        assert_eq!(calls(Some("RUES"), addressees).join(" "), by_relay, "{addressees}");
    }
}

/// A relay that expands a collective puts the members in the place of its routing indicator: one transmission goes there, one
/// to each member, and none to whom `XMT` leaves out. Who is named by himself is served once.
///
/// - source: ACP 127(G) 205, 206, 221, 303; ACP 117 11
/// - code: `src/station/collective.rs`, `src/station/cables.rs`, `src/sim/timing/collectives.rs`
/// - finding: none
#[test]
fn a_relay_puts_the_members_in_the_place_of_a_collective() {
    for fidelity in ["wire", "timing"] {
        for at in ["at = \"RUES\"", "at = \"RUEH\"", ""] {
            let net = net(fidelity, "").add(&format!("{CHINA}{at}\n"));
            let ran = net
                .submit_to("0s", 1, "R", "TO RUEHOO/CHINA POSTS COLLECTIVE")
                .submit_to(
                    "1h",
                    2,
                    "R",
                    "TO RUEHOO/CHINA POSTS COLLECTIVE\nXMT POST RUEHGH\nINFO RUEHSH/POST RUEHSH",
                )
                .run();
            let expected = [(1, "RUEHBJ"), (1, "RUEHGH"), (1, "RUEHSH"), (2, "RUEHBJ"), (2, "RUEHSH")];
            assert_eq!(delivered(&ran), (to(&expected), 5 + 4), "{fidelity} {at}");
            assert_eq!((ran.report.offered.deliveries, ran.report.lost), (5, 0), "{fidelity} {at}");
        }
    }
}

/// The members of a collective lie on both sides of the relay that expands it, that relay itself among them: what is for those
/// behind it goes back the way it came.
///
/// - source: ACP 127(G) 205, 303; ACP 117 11
/// - code: `src/station/cables.rs`, `src/sim/timing/travel.rs`
/// - finding: none
#[test]
fn members_on_the_way_are_served_from_the_relay_that_expands() {
    let members = CHINA.replace("RUEHBJ", "RUEHC").replace("RUEHGH", "RUES");
    for fidelity in ["wire", "timing"] {
        let net = net(fidelity, "").circuit("RUES", "RUEH", "XRC", "").circuit("RUEH", "RUEHC", "XC1", "");
        let ran = net
            .add(&format!("{members}at = \"RUES\"\n"))
            .submit_to("0s", 1, "R", "TO CHINA POSTS COLLECTIVE NIACT IMMEDIATE\nRUEH/POST RUEH")
            .run();
        let expected = to(&[(1, "RUEH"), (1, "RUEHC"), (1, "RUEHSH"), (1, "RUES")]);
        assert_eq!(delivered(&ran), (expected, 2 + 1 + 2), "{fidelity}");
    }
}

/// What does not come to the relay that expands a collective, or cannot go on from there, is told for each member.
///
/// - source: torntape's own
/// - code: `src/station/cables.rs`, `src/sim/conductor/ending.rs`, `src/sim/timing/ending.rs`
/// - finding: none
#[test]
fn members_that_cannot_be_reached_are_told() {
    let collective = format!("{CHINA}at = \"RUES\"\n");
    let why = |ran: &Ran| {
        let told = ran.report.undelivered.iter().map(|one| format!("{} {}", one.to, one.why));
        let mut told: Vec<_> = told.collect();
        told.sort();
        told
    };
    let all = |why: &str| ["RUEHBJ", "RUEHGH", "RUEHSH"].map(|post| format!("{post} {why}")).to_vec();
    for fidelity in ["wire", "timing"] {
        let down = "[[fault]]\nat = \"0s\"\ncircuit = \"XRB\"\n";
        let run = |net: Net| net.submit_to("1m", 1, "R", "TO CHINA POSTS COLLECTIVE").run();
        let ran = run(net(fidelity, "").add(&collective).add(down));
        assert_eq!(why(&ran), all("circuit XRB is down"), "{fidelity}");
        let ran = run(net(fidelity, "").add(&collective).add(&down.replace("XRB", "XGH")));
        assert_eq!(why(&ran), ["RUEHGH circuit XGH is down"], "{fidelity}");
        let secret = ("ZNY SSSSS", "S E C R E T");
        let limited = net(fidelity, "classification = \"confidential\"").add(&collective);
        let ran = limited.submit_text("1m", 1, "R", "TO CHINA POSTS COLLECTIVE", secret).run();
        assert_eq!(
            why(&ran),
            all("held at RUEH: no circuit on the way is approved for SECRET"),
            "{fidelity}"
        );
    }
    let ran = net("wire", "loss = 1.0").add(&collective);
    let ran = ran.submit_to("1m", 1, "R", "TO CHINA POSTS COLLECTIVE").run();
    assert_eq!(why(&ran), all("lost on XRB: no way back"));
}

/// Random traffic may be for a collective: its members are counted, but for the sender, and what MINIMIZE keeps from some
/// of them goes to the others.
///
/// - source: ACP 127(G) 205, 221
/// - code: `src/sim/offer.rs`, `src/sim/draft.rs`
/// - finding: none
#[test]
fn random_traffic_may_be_for_a_collective() {
    let stream = |from: &str| {
        format!(
            "[[traffic]]\nfrom = \"{from}\"\nto = [\"CHINA POSTS COLLECTIVE\", \"RUEHGH\"]\naddressees = 2\narrivals = \"every\"\n\
             rate = \"10/h\"\nlength = {{ distribution = \"fixed\", mean = 100 }}\n"
        )
    };
    for at in ["at = \"RUES\"", ""] {
        let mut digests = Vec::new();
        for fidelity in ["wire", "timing"] {
            let net = net(fidelity, "").circuit("RUEHBJ", "RUES", "XB1", "").add(&format!("{CHINA}{at}\n"));
            let ran = net.add(&(stream("RUEHC") + &stream("RUEHBJ"))).run();
            // A hundred and nineteen cables of each stream, to three posts and to two.
            assert_eq!(ran.report.delivered.deliveries, 119 * 3 + 119 * 2, "{fidelity} {at}");
            assert_eq!((ran.report.lost, ran.report.undelivered.len()), (0, 0), "{fidelity} {at}");
            let minimize = "[[minimize]]\nat = \"0s\"\nbelow = \"priority\"\nto = [\"RUEHGH\", \"RUEHSH\"]\n";
            let ran = net.add(&(stream("RUEHC") + &stream("RUEHBJ") + minimize)).run();
            assert_eq!(ran.report.delivered.deliveries, 119, "{fidelity} {at}: Beijing alone");
            digests.push(ran.report.minimized);
        }
        assert_eq!(digests[0], digests[1], "{at}");
    }
}

/// Members that the scenario does not name are the posts of the directory.
///
/// - source: 5 FAH-2 H-321.9
/// - code: `src/sim/scenario/collectives.rs`
/// - finding: none
#[test]
fn members_are_those_of_the_directory() {
    let ran = net("wire", "")
        .add("[[collective]]\nname = \"CHINA POSTS COLLECTIVE\"\nat = \"RUEH\"\n")
        .submit_to("0s", 1, "R", "TO RUEHOO/CHINA POSTS COLLECTIVE")
        .run();
    assert_eq!(delivered(&ran).0, to(&[(1, "RUEHBJ"), (1, "RUEHGH"), (1, "RUEHSH")]));
}

/// A collective that could not be what it says is refused.
///
/// - source: torntape's own
/// - code: `src/sim/scenario/collectives.rs`
/// - finding: none
#[test]
fn collectives_that_make_no_sense_are_refused() {
    let named = |more: &str| format!("[[collective]]\nname = \"AIG 205\"\n{more}\n");
    for (tables, expected) in [
        (named(""), "collective.members: is missing"),
        (named("members = [\"RUEHXX\"]"), "collective.members: there is no station `RUEHXX`"),
        (named("members = [\"RUEHBJ\", \"RUEHBJ\"]"), "collective.members: RUEHBJ is named already"),
        (named("members = []"), "collective.members: names no station"),
        (named("members = \"RUEHBJ\"\nat = \"RUEH\""), "collective.at: is called by no routing indicator"),
        (
            named("members = \"RUEHBJ\"\nindicator = \"RUEHXX\"\nat = \"RUEHGH\""),
            "collective.at: RUEHGH is no relay",
        ),
        (
            named("members = \"RUEHBJ\"\nindicator = \"RUEHGH\""),
            "collective.indicator: RUEHGH is the indicator of another",
        ),
        (named("members = \"RUEHBJ\"\nindicator = \"R\""), "collective.indicator: "),
        (named("membres = \"RUEHBJ\""), "is `members` meant?"),
        (
            named("members = \"RUEHBJ\"") + &named("members = \"RUEHBJ\""),
            "collective.name: AIG 205 is a collective already",
        ),
        (
            "[[collective]]\nname = \"POST RUEHBJ\"\nmembers = \"RUEHBJ\"\n".to_owned(),
            "expected a name such as",
        ),
        (
            "[[collective]]\nname = \"OPEC COLLECTIVE\"\n".to_owned(),
            "none of those in the directory is a station here",
        ),
        (
            format!(
                "{}[[traffic]]\nfrom = \"RUEHBJ\"\nto = \"AIG 205\"\nrate = \"1/h\"\nlength = {{ distribution = \"fixed\", mean = 9 }}\n",
                named("members = \"RUEHBJ\"")
            ),
            "traffic.to: the cables would go to where they come from",
        ),
    ] {
        let said = net("wire", "").add(&tables).refused();
        assert!(said.contains(expected), "{tables}: {said}");
    }
    let said = net("wire", "").add(&named("members = \"RUEHBJ\"")).submit_to(
        "0s",
        1,
        "R",
        "TO AIG 205\nXMT POST RUEHBJ",
    );
    assert!(said.refused().contains("names no addressee to deliver it to"));
}
