//! Paragraphs and signature.

use super::{TO, one, with};

/// A paragraph runs from its number to the end of its last line, marks inside it included.
///
/// - source: 5 FAH-1 H-246.2
/// - code: `src/decode/body.rs`
/// - finding: none
#[test]
fn a_paragraph_takes_its_marks_with_it() {
    let input = with(
        TO,
        "UNCLAS SECTION 01 OF 02 STATE 097951\n\nSUBJECT: X\n\n1. (SBU) One \n \nSTATE 00097951  002 OF 002 \n \n \nmore. \n\n2. Two.\nSMITH",
    );
    let cable = one(&input);
    assert_eq!(cable.paragraphs[0].portion.as_deref(), Some("SBU"));
    let (start, length) = (cable.paragraphs[0].offset, cable.paragraphs[0].length);
    assert!(input[start..start + length].ends_with("more."));
    assert_eq!((cable.paragraphs.len(), cable.signature.as_deref()), (2, Some("SMITH")));
}
