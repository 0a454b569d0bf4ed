//! Format line 10: accounting symbol and group count.

use super::{CLASS, TO, codes, one, plain, with};

/// The groups of an encrypted text are counted, `GR37` or `GR 37`, behind the symbol of who pays.
///
/// - source: ACP 127(G) 107, 133, 208g
/// - code: `src/decode/prefix.rs`
/// - finding: T1001
#[test]
fn groups_are_counted_behind_the_accounting_symbol() {
    for (line, accounting, count) in
        [("GR37", None, 37), ("GR 37", None, 37), ("ACEX GR37", Some("ACEX"), 37)]
    {
        let input = with(&format!("{TO}\n{line}\nBT"), CLASS);
        let cable = one(&input);
        assert_eq!((cable.accounting.as_deref(), cable.group_count), (accounting, Some(count)), "{line}");
    }
    assert_eq!(codes(&one(&with(&format!("{TO}\nGR\nBT"), CLASS))), ["T1001 8:1"]);
}

/// State cables have no format line 10.
///
/// - source: State cables of 2009
/// - code: `src/decode/header.rs`
/// - finding: none
#[test]
fn state_cables_have_no_prefix() {
    let cable = one(&plain()).into_owned();
    assert_eq!((cable.accounting, cable.group_count, cable.to.len()), (None, None, 1));
}
