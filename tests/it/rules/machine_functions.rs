//! Machine functions and line discipline.

use torntape::decode;
use torntape::encode::encode;

use super::{CLASS, TO, codes, one, plain, with};

/// A line ends with carriage returns and a line feed, two and one on a circuit, any of them in a file; all count as one end.
///
/// - source: ACP 127(G) 137, 138
/// - code: `src/decode/lines.rs`
/// - finding: none
#[test]
fn a_line_may_end_in_any_way() {
    for end in ["\n", "\r\n", "\r\r\n"] {
        let input = plain().replace('\n', end);
        let cable = one(&input);
        assert_eq!((codes(&cable), &*cable.to[0].plad), (vec![], "AMEMBASSY MOSCOW"), "{end:?}");
        assert_eq!(cable.coverage.attributed_bytes, input.len());
        assert_eq!(encode(&cable), input.as_bytes());
    }
}

/// Blanks at the end of a line are no part of it.
///
/// - source: State cables of 2009
/// - code: `src/decode/lines.rs`
/// - finding: none
#[test]
fn blanks_at_the_end_of_a_line_are_no_part_of_it() {
    let input = plain().replace('\n', " \n");
    let cable = one(&input);
    assert_eq!((codes(&cable), cable.to[0].number), (vec![], Some(3941)));
    assert_eq!(cable.coverage.attributed_bytes, input.len());
}

/// Five blanks may lead a message in.
///
/// - source: ACP 127(G) 137
/// - code: `src/decode/frame.rs`
/// - finding: none
#[test]
fn blanks_may_lead_a_message_in() {
    let input = format!("     \r\r\n{}", plain());
    let cables = decode(input.as_bytes());
    assert_eq!((cables.len(), codes(&cables[0])), (1, vec![]));
    assert_eq!(cables[0].transmission.as_ref().unwrap().number, Some(809));
}

/// Eight line feeds may stand before the end of message; they belong to the message.
///
/// - source: ACP 127(G) 138
/// - code: `src/decode/body.rs`, `src/decode/frame.rs`
/// - finding: none
#[test]
fn eight_line_feeds_may_stand_before_the_end() {
    let input = with(TO, &format!("{CLASS}\n\n1. Text.\nBT\r\r\n\n\n\n\n\n\n\nNNNN"));
    let cable = one(&input);
    assert_eq!((codes(&cable), cable.source.length), (vec![], input.len()));
}
