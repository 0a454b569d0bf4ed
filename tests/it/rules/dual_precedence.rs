//! Two precedences in one message.

use crate::nets::{Net, Seen};

const RULE: &str = "dual_precedence = true";

/// FLASH for those who act, and less for those who are informed.
const FLASH: &str = "TO RUEHMO/POST RUEHMO FLASH\nINFO RUEHLN/POST RUEHLN IMMEDIATE";

/// The routing lines on a channel.
fn calls<'s>(seen: &'s Seen, station: &str, channel: &str) -> Vec<&'s str> {
    seen.on(station, channel).into_iter().filter_map(|sent| sent.lines().nth(1)).collect()
}

/// A branch on which nobody acts goes at the precedence of those who are informed; one on which somebody does, at the higher one,
/// and so does the transmission from the originator. Without the rule the routing line is taken apart and nothing else.
///
/// - source: ACP 127(G) 152d, 152e, 152f
/// - code: `src/station/dual.rs`
/// - finding: none
#[test]
fn a_branch_of_information_addressees_goes_at_their_precedence() {
    let net = Net::star("wire").submit_to("0s", 1, "Z O", FLASH);
    let (closely, plainly) = (net.switch(RULE).seen(), net.seen());
    for (seen, last) in [(&closely, "OO RUEHLN"), (&plainly, "ZZ RUEHLN")] {
        assert_eq!(calls(seen, "RUEHC", "XRA"), ["ZZ RUEHMO RUEHLN"]);
        assert_eq!(calls(seen, "RUEH", "XMO"), ["ZZ RUEHMO"]);
        assert_eq!(calls(seen, "RUEH", "XLN"), [last]);
        assert_eq!((seen.report.delivered.deliveries, seen.report.lost), (2, 0));
    }
}

/// Where nothing else tells them apart, format line 5 does: its first precedence is for action, its second for information.
///
/// - source: ACP 127(G) 152a to 152d
/// - code: `src/station/dual.rs`, `src/station/hours.rs`
/// - finding: none
#[test]
fn format_line_5_alone_tells_the_two_precedences() {
    let lines = "TO RUEHMO/POST RUEHMO\nINFO RUEHLN/POST RUEHLN";
    let seen = Net::star("wire").switch(RULE).submit_to("0s", 1, "P R", lines).seen();
    assert_eq!(calls(&seen, "RUEHC", "XRA"), ["PP RUEHMO RUEHLN"]);
    assert_eq!(
        (calls(&seen, "RUEH", "XMO"), calls(&seen, "RUEH", "XLN")),
        (vec!["PP RUEHMO"], vec!["RR RUEHLN"])
    );
}

/// The precedence of each addressee of a State cable counts as well.
///
/// - source: 5 FAH-2 H-321.2; ACP 127(G) 152d
/// - code: `src/station/dual.rs`, `src/station/hours.rs`
/// - finding: none
#[test]
fn the_addressees_own_precedences_count() {
    let lines = "TO RUEHMO/POST RUEHMO IMMEDIATE\nRUEHLN/POST RUEHLN PRIORITY";
    let seen = Net::star("wire").switch(RULE).submit_to("0s", 1, "O", lines).seen();
    assert_eq!(
        (calls(&seen, "RUEH", "XMO"), calls(&seen, "RUEH", "XLN")),
        (vec!["OO RUEHMO"], vec!["PP RUEHLN"])
    );
}

/// Who is called both to act and for information acts; who is called though nobody addresses him gets what was sent.
///
/// - source: ACP 127(G) 152d; torntape's own
/// - code: `src/station/dual.rs`
/// - finding: none
#[test]
fn the_higher_precedence_counts_for_who_has_both() {
    let lines = "TO RUEHMO/POST RUEHMO\nRUEHLN/POST RUEHLN\nINFO RUEHLN/POST RUEHLN";
    let seen = Net::star("wire").switch(RULE).submit_to("0s", 1, "O R", lines).seen();
    assert_eq!(calls(&seen, "RUEH", "XLN"), ["OO RUEHLN"]);
}

/// What was sent on at a lower precedence is not raised again, and waits behind what is between the two, in either fidelity.
///
/// - source: ACP 127(G) 151, 152d
/// - code: `src/station/dual.rs`, `src/sim/timing/travel.rs`
/// - finding: none
#[test]
fn what_goes_at_a_lower_precedence_waits_as_such() {
    for fidelity in ["wire", "timing"] {
        // The first occupies the circuit while the others come.
        let net = Net::star(fidelity).submit_long("0s", 1, "R", &["RUEHLN"], 60);
        let net = net.submit_to("1s", 2, "Z R", "TO RUEHMO/POST RUEHMO\nINFO RUEHLN/POST RUEHLN");
        let net = net.submit("2s", 3, "P", &["RUEHLN"]);
        let order = |net: &Net| -> Vec<String> {
            let log = net.run().log;
            let to = log.lines().filter(|line| line.contains("RUEHLN"));
            to.map(|line| line.split("\"cable\": \"").nth(1).unwrap()[..10].to_owned()).collect()
        };
        let (closely, plainly) = (order(&net.switch(RULE)), order(&net));
        assert_eq!(
            plainly[1..],
            [closely[2].clone(), closely[1].clone()],
            "{fidelity}: {closely:?} {plainly:?}"
        );
    }
}
