//! Format line 16: the end of the message.

use super::{CLASS, TO, codes, one, with};

/// A message ends with `NNNN` alone on its line, whatever machine functions stand before and behind it.
///
/// - source: ACP 127(G) 138; US Navy training 14226 p21
/// - code: `src/decode/body.rs`
/// - finding: none
#[test]
fn a_message_ends_with_four_letters() {
    for end in [
        "NNNN",
        "\n\n\n\n\n\n\nNNNN",
        "NNNN\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}",
    ] {
        let input = with(TO, &format!("{CLASS}\n\n1. Text.\nBT\n#7951\n{end}"));
        let cable = one(&input);
        assert_eq!((cable.end.as_deref(), codes(&cable)), (Some("NNNN"), vec![]), "{end:?}");
    }
}

/// An end of message that is damaged, or fused with the start of the next, is kept as written.
///
/// - source: ACP 127(G) 138; State archive 1973-79
/// - code: `src/decode/body.rs`
/// - finding: T1601
#[test]
fn a_damaged_end_is_kept_as_written() {
    for end in ["NNN", "NNNNMAFVVZCZ"] {
        let input = with(TO, &format!("{CLASS}\n\n1. Text.\nBT\n#7951\n{end}"));
        let cable = one(&input);
        assert_eq!((cable.end.as_deref(), codes(&cable)), (Some(end), vec!["T1601 13:1".to_owned()]));
    }
}

/// Behind the break that closes the text the end of message follows; without break nobody misses it.
///
/// - source: ACP 127(G) 143
/// - code: `src/decode/body.rs`
/// - finding: T1602
#[test]
fn an_end_follows_the_last_break() {
    assert_eq!(codes(&one(&with(TO, &format!("{CLASS}\n\n1. Text.\nBT")))), ["T1602 12:1"]);
    assert_eq!(codes(&one(&with(TO, &format!("{CLASS}\n\n1. Text.")))), [""; 0]);
}
