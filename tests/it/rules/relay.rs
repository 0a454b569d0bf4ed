//! Relays: segregation, queues, alternates.

use std::collections::BTreeMap;

use torntape::directory::Routes;
use torntape::message::RoutingIndicator;
use torntape::station::{Action, called};

use super::one;
use crate::station::{all_delivered_once, cable, forth, pair, star, submit, two_ways};
use crate::wires::{Wire, Wires};

/// The routing line of each branch calls the stations of that branch only, in their order, with nothing put in
/// place of the others.
///
/// - source: ACP 127(G) 303a
/// - code: `src/station/relay.rs`, `src/encode/relay.rs`
/// - finding: none
#[test]
fn each_branch_calls_its_own_stations() {
    let mut world = star(1, [0; 4]);
    world.submit(0, 0, cable(1, "P", &["RUEHMO", "RUEHLN"], 1));
    assert!(world.run(1));
    all_delivered_once(&world, 2);
    assert_eq!(world.carried[0].calls, ["PP RUEHMO RUEHLN"]);
    assert_eq!(
        (&world.carried[2].calls, &world.carried[4].calls),
        (&vec!["PP RUEHMO".to_owned()], &vec!["PP RUEHLN".to_owned()])
    );
}

/// A relay that is called itself delivers, and passes the others on all the same.
///
/// - source: ACP 127(G) 302
/// - code: `src/station/relay.rs`, `src/station/machine.rs`
/// - finding: none
#[test]
fn a_relay_is_a_post_as_well() {
    let mut world = star(1, [0; 4]);
    world.submit(0, 0, cable(1, "P", &["RUEH", "RUEHLN", "RUEHC"], 1));
    assert!(world.run(1));
    all_delivered_once(&world, 3);
    assert_eq!(world.carried[4].calls, ["PP RUEHLN"]);
    assert_eq!(world.carried[2].cables + world.carried[1].cables, 0);
}

/// A queue goes by precedence, then by order of receipt; neither the date-time group nor the length plays a part.
///
/// - source: ACP 127(G) 151b to 151e; 5 FAH-2 H-321.2
/// - code: `src/station/queue.rs`
/// - finding: none
#[test]
fn flash_goes_before_what_waits() {
    let mut world = pair(forth(), None);
    for (serial, precedence) in [(1, "R"), (2, "R"), (3, "P"), (4, "Z"), (5, "P")] {
        world.submit(0, 0, cable(serial, precedence, &["RUEHMO"], 1));
    }
    assert!(world.run(1));
    let order: Vec<_> = world.delivered.iter().map(|(_, delivery)| delivery.key.serial.as_str()).collect();
    assert_eq!(order, ["0001", "0004", "0003", "0005", "0002"]);
}

/// While a circuit is down, its queue takes the alternate, as normal traffic without a pilot.
///
/// - source: ACP 127(G) 307 to 309
/// - code: `src/station/ways.rs`
/// - finding: none
#[test]
fn a_queue_takes_the_alternate_while_its_circuit_is_down() {
    let mut world = two_ways(Wire::new(1, 2, "XMO").down(20, 5_000).answered_by(5));
    submit(&mut world, 12);
    assert!(world.run(24));
    all_delivered_once(&world, 12);
    assert!(world.delivered_at.iter().all(|at| at.as_secs() < 100), "{:?}", world.delivered_at);
    assert!(world.suppressed > 0, "those already received came again over the alternate");
    assert_eq!(world.carried[4].cables, 0);
}

/// A cable is not sent back the way it came while there is another way.
///
/// - source: ACP 127(G) 303; our own way to keep out of loops
/// - code: `src/station/ways.rs`
/// - finding: none
#[test]
fn alternates_of_each_other_do_not_play_ball() {
    let mut world = two_ways(Wire::new(1, 2, "XMO").down(1, 5_000).answered_by(5));
    // The second relay's own way is down as well: it can only give back what it gets.
    world.take_down(3, 1, 9_000);
    submit(&mut world, 5);
    assert!(world.run(24));
    all_delivered_once(&world, 5);
    assert_eq!((world.carried[2].cables, world.carried[4].cables), (5, 0));
}

/// A station that is no relay passes nothing on, and says so.
///
/// - source: ACP 127(G) 426d
/// - code: `src/station/machine.rs`
/// - finding: none
#[test]
fn a_post_passes_nothing_on() {
    let wires = vec![Wire::new(0, 1, "XMO"), Wire::new(1, 2, "XLN")];
    let routes: [(usize, &str, &[usize]); 2] = [(0, "R", &[0]), (1, "R", &[1])];
    let mut world = Wires::new(1, &["RUEHC", "RUEHMO", "RUEHLN"], &[], &wires, &routes);
    world.submit(0, 0, cable(1, "P", &["RUEHLN"], 1));
    assert!(world.run(1));
    assert!(
        matches!(&world.complaints[..], [Action::Unroutable { indicator, .. }] if *indicator == "RUEHLN")
    );
    assert_eq!(world.carried[1].cables, 0);
}

/// The book's example: at RUFD the line `PP RUFDAE RXFPSA RXFPC RFFWBG` becomes one copy for RUFDAE and one for the
/// three others.
///
/// - source: ACP 127(G) 311
/// - code: `src/station/relay.rs`
/// - finding: none
#[test]
fn the_example_of_the_book_is_segregated() {
    let wires = [Wire::new(0, 1, "XPD"), Wire::new(1, 2, "XAE"), Wire::new(1, 3, "XFP")];
    let routes: [(usize, &str, &[usize]); 3] = [(0, "R", &[0]), (1, "RUFDAE", &[1]), (1, "R", &[2])];
    let mut world = Wires::new(1, &["RUEHC", "RUFD", "RUFDAE", "RXFP"], &[1, 3], &wires, &routes);
    world.submit(0, 0, cable(1, "P", &["RUFDAE", "RXFPSA", "RXFPC", "RFFWBG"], 1));
    let _ = world.run(1);
    assert_eq!(world.carried[0].calls, ["PP RUFDAE RXFPSA RXFPC RFFWBG"]);
    assert_eq!(
        (&world.carried[1].calls[..], &world.carried[2].calls[..]),
        (&["PP RUFDAE".to_owned()][..], &["PP RXFPSA RXFPC RFFWBG".to_owned()][..])
    );
}

/// The longest prefix that fits leads a routing indicator onward; its circuits are tried in their order.
///
/// - source: ACP 127(G) 301; ACP 117 3
/// - code: `src/directory/route.rs`
/// - finding: none
#[test]
fn the_longest_prefix_leads_onward() {
    let mut routes = Routes::default();
    routes.insert("R", vec![9]);
    routes.insert("RUEH", vec![0]);
    routes.insert("RUEHMO", vec![1, 0]);
    for (indicator, circuits) in
        [("RUEHMO", &[1, 0][..]), ("RUEHMOA", &[1, 0]), ("RUEHLN", &[0]), ("RHMFIUU", &[9]), ("QUEH", &[])]
    {
        assert_eq!(routes.circuits(indicator), circuits, "{indicator}");
    }
}

/// A station to which no circuit leads is reported, and the others of the routing line are served.
///
/// - source: ACP 127(G) 426i
/// - code: `src/station/machine.rs`
/// - finding: none
#[test]
fn who_cannot_be_reached_is_reported() {
    let wires = [Wire::new(0, 1, "XMO")];
    let mut world = Wires::new(1, &["RUEHC", "RUEHMO"], &[], &wires, &[(0, "RUEHMO", &[0])]);
    world.submit(0, 0, cable(1, "P", &["RUEHMO", "RUEHLN"], 1));
    assert!(world.run(1));
    assert!(
        matches!(&world.complaints[..], [Action::Unroutable { indicator, .. }] if *indicator == "RUEHLN")
    );
    assert_eq!((world.delivered.len(), &world.carried[0].calls[..]), (1, &["PP RUEHMO".to_owned()][..]));
}

/// The originator calls each station once, leaves out who is served already and who is exempt, and calls a member
/// that it also names singly.
///
/// - source: ACP 127(G) 204c, 206, 206b; 5 FAH-2 H-321.9
/// - code: `src/station/originator.rs`
/// - finding: none
#[test]
fn the_originator_calls_whom_it_addresses() {
    let heading = "P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nRUEHMO/DAO MOSCOW\nAMEMBASSY PARIS\n\
                   INFO ZEN/AMEMBASSY MINSK\nRUEHSF/AMEMBASSY SOFIA\nXMT AMEMBASSY SOFIA\n";
    let stations = BTreeMap::from([("AMEMBASSY PARIS".to_owned(), RoutingIndicator::new("RUEHFR").unwrap())]);
    let called: Vec<_> = called(&one(heading), &stations, &[])
        .into_iter()
        .map(|station| station.map_or_else(|name| name, |station| station.to_string()))
        .collect();
    assert_eq!(called, ["RUEHMO", "RUEHFR"]);
}

/// The originator puts the highest precedence of the message on the routing line.
///
/// - source: ACP 127(G) 152b
/// - code: `src/station/originator.rs`
/// - finding: none
#[test]
fn the_originator_calls_at_the_highest_precedence() {
    let mut world = pair(forth(), None);
    world.submit(0, 0, cable(1, "O R", &["RUEHMO"], 1));
    assert!(world.run(1));
    assert_eq!(world.carried[0].calls, ["OO RUEHMO"]);
}
