//! Format line 15: the serial repeated, corrections.

use super::{CLASS, TO, codes, one, with};

/// `#` and the serial at the end repeat the serial of format line 3.
///
/// - source: US Navy training 14226 p21
/// - code: `src/decode/checks.rs`, `src/decode/body.rs`
/// - finding: T0301
#[test]
fn the_serial_at_the_end_repeats_format_line_3() {
    let text = |serial: &str| with(TO, &format!("{CLASS}\n\n1. Text.\nSMITH\nBT\n#{serial}\nNNNN"));
    let (right, wrong) = (text("7951"), text("7952"));
    assert_eq!(codes(&one(&right)), [""; 0]);
    assert_eq!(codes(&one(&wrong)), ["T0301 3:10"]);
    assert_eq!(one(&right).end.as_deref(), Some("NNNN"));
}
