//! Paragraphs and signature.

use super::{CLASS, TO, codes, military, one, with};

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

/// Paragraphs are numbered from 1 without a gap; lists inside them may be numbered, too.
///
/// - source: 5 FAH-1 H-246.2
/// - code: `src/decode/body.rs`
/// - finding: T1404
#[test]
fn paragraphs_are_numbered_without_a_gap() {
    let text = |numbers: &str| with(TO, &format!("{CLASS}\n\nSUBJECT: X\n\n{numbers}"));
    let input = text("1. One.\n\n2. Two.\n3. Three.");
    assert_eq!((codes(&one(&input)), one(&input).paragraphs.len()), (vec![], 3));
    assert_eq!(codes(&one(&text("1. One.\n\n3. Three."))), ["T1404 14:1"]);
}

/// The mark of a portion stands in parentheses right behind the number.
///
/// - source: 5 FAH-1 H-246.2
/// - code: `src/decode/body.rs`, `src/decode/marks.rs`
/// - finding: none
#[test]
fn a_portion_mark_stands_behind_the_number() {
    for (text, portion) in [
        ("1. (U) One.", Some("U")),
        ("1. (C) One.", Some("C")),
        ("1. (S) One.", Some("S")),
        ("1. (TS) One.", Some("TS")),
        ("1. (SBU) One.", Some("SBU")),
        ("1. (S//NF) One.", Some("S//NF")),
        ("1.(C) One.", Some("C")),
        ("1. (One) two.", None),
        ("1. One.", None),
    ] {
        let input = with(TO, &format!("{CLASS}\n\nSUBJECT: X\n\n{text}"));
        assert_eq!(one(&input).paragraphs[0].portion.as_deref(), portion, "{text}");
    }
}

/// The surname of the originator's chief closes the text; a sentence or a closing formula is no name.
///
/// - source: State cables of 2009
/// - code: `src/decode/body.rs`
/// - finding: none
#[test]
fn a_surname_closes_the_text() {
    for (line, signature) in [
        ("CLINTON", Some("CLINTON")),
        ("VAN DER BERG", Some("VAN DER BERG")),
        ("The end.", None),
        ("END SUMMARY", None),
    ] {
        let input = with(TO, &format!("{CLASS}\n\nSUBJECT: X\n\n1. One.\n\n{line}"));
        assert_eq!(one(&input).signature.as_deref(), signature, "{line}");
    }
}

/// A later section begins with any number, be it below a blank line, at the head of the text or right below a page line.
///
/// - source: ACP 127(G) 208c, 208e
/// - code: `src/decode/body.rs`
/// - finding: none
#[test]
fn a_later_section_begins_with_any_number() {
    for above in ["", "\n", "\n\n\nPAGE 2 RUWSKT 123 UNCLAS\n", "\n\n\nPAGE 2 RUWSKT 123 UNCLAS\n\n"] {
        let text = military("", &format!("{above}13.  THE LAMP IS LIT.\n\n14.  IT IS BRIGHT.\n"));
        let cable = one(&text);
        let numbers: Vec<u16> = cable.paragraphs.iter().map(|paragraph| paragraph.number).collect();
        assert_eq!((numbers, codes(&cable)), (vec![13, 14], vec![]), "{text}");
    }
    let inside = military("", "\nTHE LIST HAS\n13.  LAMPS.\n");
    assert!(one(&inside).paragraphs.is_empty());
}
