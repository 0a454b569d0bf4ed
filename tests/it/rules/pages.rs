//! Page and section marks.

use super::{CLASS, codes, one, with};

/// A page mark inside a list is taken out of it and kept among the pages.
///
/// - source: State cables of 2009
/// - code: `src/decode/address.rs`, `src/decode/marks.rs`
/// - finding: T0704
#[test]
fn a_page_mark_inside_a_list_is_taken_out() {
    let input =
        with("TO PAGE 02        STATE   015113  182333Z\nALL DIPLOMATIC POSTS COLLECTIVE PRIORITY", CLASS);
    let cable = one(&input);
    assert_eq!((cable.to.len(), cable.pages[0].number), (1, 2));
    assert_eq!(codes(&cable), ["T0704 7:4"]);
}
