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

/// Whether the section stands behind the serial at the end as it does in format line 3 no book says: both are right.
///
/// - source: State cables of 2009
/// - code: `src/decode/checks.rs`
/// - finding: T0301
#[test]
fn the_serial_at_the_end_may_name_the_section() {
    let text = |serial: &str| {
        with(TO, &format!("UNCLAS SECTION 01 OF 04 STATE 097951\n\n1. Text.\nBT\n#{serial}\nNNNN"))
            .replace("#7951 2", "#7951/01 2")
    };
    assert_eq!(codes(&one(&text("7951"))), [""; 0]);
    assert_eq!(codes(&one(&text("7951/01"))), [""; 0]);
    assert_eq!(codes(&one(&text("7952/01"))), ["T0301 3:10"]);
}

/// What stands behind `#` at the end is a serial.
///
/// - source: US Navy training 14226 p21
/// - code: `src/decode/body.rs`
/// - finding: T1501
#[test]
fn a_sign_at_the_end_is_followed_by_a_serial() {
    let input = with(TO, &format!("{CLASS}\n\n1. Text.\nBT\n#7??1\nNNNN"));
    let cable = one(&input);
    assert_eq!(
        (codes(&cable), cable.validation, cable.end.as_deref()),
        (vec!["T1501 12:1".to_owned()], None, Some("NNNN"))
    );
}
