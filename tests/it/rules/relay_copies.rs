//! Copies of a relay.

use torntape::encode::relay_copy;
use torntape::message::{Precedence, RoutingIndicator, limits};

/// The copy that a relay sends to these stations.
fn copied(received: &str, precedence: Precedence, called: &[&'static str]) -> String {
    let called: Vec<_> = called.iter().map(|letters| RoutingIndicator::new(*letters).unwrap()).collect();
    String::from_utf8(relay_copy(received.as_bytes(), "VZCZCXMO0001", precedence, &called)).unwrap()
}

/// A copy has a new format line 1 and calls its branch; every byte from format line 3 on is as received.
///
/// - source: ACP 127(G) 202, 303a
/// - code: `src/encode/relay.rs`
/// - finding: none
#[test]
fn below_format_line_2_a_copy_is_as_received() {
    let rest = "DE RUEHC #7951/01 2642216\r\r\nZNR UUUUU ZZH\r\r\nP  212156Z SEP 09 \r\r\n\u{1a}??\r\r\nNNNN";
    let received = format!("VZCZCXRA0001\r\r\nPP RUEHMO RUEHLN\r\r\n{rest}");
    assert_eq!(
        copied(&received, Precedence::Priority, &["RUEHLN"]),
        format!("VZCZCXMO0001\r\r\nPP RUEHLN\r\r\n{rest}")
    );
}

/// A branch that holds information addressees only may go at the lower precedence.
///
/// - source: ACP 127(G) 152d, 311d
/// - code: `src/encode/relay.rs`
/// - finding: none
#[test]
fn a_branch_may_go_lower() {
    let received = "VZCZCXRA0001\nPP RUFDAE RXFPSA\nDE RUEP 12 2642216\n";
    assert!(
        copied(received, Precedence::Routine, &["RUFDAE"]).starts_with("VZCZCXMO0001\nRR RUFDAE\nDE RUEP")
    );
}

/// A routing line has at most 69 columns: nine indicators of six letters behind the prosign, ten on later lines; of
/// seven letters eight and eight.
///
/// - source: ACP 127(G) 137, 222c
/// - code: `src/encode/heading.rs`, `src/encode/relay.rs`
/// - finding: none
#[test]
fn a_routing_line_has_sixty_nine_columns() {
    for (indicator, counts) in [("RUEHLN", [9, 10, 1]), ("RUEHLNA", [8, 8, 4])] {
        let copy =
            copied("VZCZCXRA0001\nPP RUEHLN\nDE RUEP 12 2642216\n", Precedence::Priority, &[indicator; 20]);
        let lines: Vec<_> = copy.lines().skip(1).take_while(|line| !line.starts_with("DE ")).collect();
        assert!(lines.iter().all(|line| line.len() <= limits::LINE_COLUMNS_MAX), "{lines:?}");
        let found: Vec<_> = lines.iter().map(|line| line.matches(indicator).count()).collect();
        assert_eq!(found, counts);
    }
}

/// Identifications of earlier relays, bell and continuation lines go with the lines that a copy replaces.
///
/// - source: ACP 127(G) 151b, 222c, 311c
/// - code: `src/encode/relay.rs`
/// - finding: none
#[test]
fn the_whole_of_both_lines_is_replaced() {
    for first in [
        "VV   EUC093WNA114\nJJJJJSSSSSZZ RUEHMO\n",
        "FDA035EUA024\nERA017\nZZ RUEHMO\nRUEHLN RUEHVK\n",
        "ZZ RUEHMO\n",
        "",
    ] {
        let received = format!("{first}DE RUEHC 12 2642216\nBT\n");
        assert_eq!(
            copied(&received, Precedence::Flash, &["RUEHMO"]),
            "VZCZCXMO0001\nZZ RUEHMO\nDE RUEHC 12 2642216\nBT\n",
            "{first}"
        );
    }
}
