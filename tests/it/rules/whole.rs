//! A cable as a whole.

use torntape::decode;
use torntape::message::Dialect;

use super::{CLASS, TO, one, with};

/// Whatever line a text begins with, it is one cable that lacks its first lines.
///
/// - source: State cables of 2009
/// - code: `src/decode/dialect.rs`, `src/decode/header.rs`
/// - finding: none
#[test]
fn a_text_may_begin_with_any_line() {
    for line in [
        "P 212156Z SEP 09",
        "FM SECSTATE WASHDC",
        TO,
        "INFO RUEHLN/AMCONSUL ST PETERSBURG",
        CLASS,
        "SIPDIS",
        "E.O. 12958: N/A",
        "TAGS: PREL RS",
        "SUBJECT: LAMPS",
        "REF: STATE 132759",
        "ZNR UUUUU ZZH",
        "DE RUEHC #7951/01 2642216",
    ] {
        for end in ["", "\n", "\r\n"] {
            let input = format!("{line}{end}");
            let cable = one(&input);
            assert_eq!(cable.dialect, Dialect::Headless, "{line}");
            assert_eq!((cable.source.offset, cable.coverage.header_bytes), (0, input.len()), "{line}");
            assert!(cable.diagnostics.is_empty(), "{line}: {:?}", cable.diagnostics);
        }
    }
}

/// Cables that run one into the next, with noise between, are found each with its place.
///
/// - source: ACP 127(G) 137, 138
/// - code: `src/decode/frame.rs`
/// - finding: none
#[test]
fn cables_are_found_in_noise() {
    let cable = with(TO, &format!("{CLASS}\n\n1. Text.\nBT\n#7951\nNNNN"));
    let input = format!("noise above\n{cable}~~~~\nmore noise\n{cable}{cable}");
    let found: Vec<_> =
        decode(input.as_bytes()).iter().map(|one| (one.source.offset, one.source.length)).collect();
    let second = 12 + cable.len() + 16;
    assert_eq!(found, [(12, cable.len()), (second, cable.len()), (second + cable.len(), cable.len())]);
}
