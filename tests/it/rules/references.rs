//! References.

use torntape::Decoder;
use torntape::message::ReferenceKind;

use super::{CLASS, TO, codes, one, with};

/// A year stands before or behind a reference or nowhere; one station may stand for two numbers; what is no cable
/// has no id.
///
/// - source: State cables of 2009
/// - code: `src/decode/references.rs`, `src/decode/citation.rs`
/// - finding: none
#[test]
fn references_are_told_apart() {
    let input = b"REF: A. 2008 STATE 132759\n     B. STATE 41252 AND 44603\n     C. SMITH EMAIL 05/11/07\n     D. SECDEF R162245Z OCT 08\n     E. 9 FAM APPENDIX K\n";
    let cables = Decoder::new().year(2004).cables(input);
    let read: Vec<_> = cables[0]
        .references
        .iter()
        .map(|one| (one.label.as_deref().unwrap(), one.kind, one.id.as_deref()))
        .collect();
    assert_eq!(
        read,
        [
            ("A", ReferenceKind::Cable, Some("08STATE132759")),
            ("B", ReferenceKind::Cable, Some("04STATE41252")),
            ("B", ReferenceKind::Cable, Some("04STATE44603")),
            ("C", ReferenceKind::Email, None),
            ("D", ReferenceKind::Dtg, None),
            ("E", ReferenceKind::Document, None),
        ]
    );
}

/// The label is REF or one of its kin, with items lettered or not, on one line or many.
///
/// - source: State cables of 2009
/// - code: `src/decode/references.rs`, `src/decode/labels.rs`
/// - finding: none
#[test]
fn references_stand_on_one_line_or_many() {
    for lines in [
        "REF: A. STATE 5 B. ROME 6",
        "REFS: A. STATE 5\n      B. ROME 6",
        "REFTELS: (A) STATE 5, (B) ROME 6",
        "REF: A. STATE 5\n\n     B. ROME 6",
        "REF: A. A) STATE 5 B. B. ROME 6",
    ] {
        let input = with(TO, &format!("{CLASS}\n\n{lines}\n\n1. Text."));
        let cable = one(&input);
        let ids: Vec<_> =
            cable.references.iter().map(|one| (one.label.as_deref(), one.id.as_deref())).collect();
        assert_eq!(ids, [(Some("A"), Some("09STATE5")), (Some("B"), Some("09ROME6"))], "{lines}");
    }
}

/// The year of a reference stands before it, behind it, or melted to it; without one it is that of the message.
///
/// - source: State cables of 2009
/// - code: `src/decode/citation.rs`
/// - finding: none
#[test]
fn the_year_of_a_reference_has_many_shapes() {
    for (written, id) in [
        ("STATE 132759", "09STATE132759"),
        ("2008 STATE 132759", "08STATE132759"),
        ("08 STATE 132759", "08STATE132759"),
        ("(99) ROME 2196", "99ROME2196"),
        ("'08 BUENOS AIRES 1491", "08BUENOSAIRES1491"),
        ("ASUNCION 701 (08)", "08ASUNCION701"),
        ("QUITO 4525-91", "91QUITO4525"),
        ("PANAMA 00789/08", "08PANAMA789"),
        ("09CAIRO0561", "09CAIRO561"),
    ] {
        let input = with(TO, &format!("{CLASS}\n\nREF: {written}\n\n1. Text."));
        let cable = one(&input);
        assert_eq!((cable.references[0].id.as_deref(), codes(&cable)), (Some(id), vec![]), "{written}");
        assert_eq!(cable.references[0].text, written);
    }
}

/// A remark in parentheses, such as NOTAL, belongs to the text of its reference and not to its id.
///
/// - source: State cables of 2009
/// - code: `src/decode/citation.rs`
/// - finding: none
#[test]
fn a_remark_belongs_to_its_reference() {
    let input = with(TO, &format!("{CLASS}\n\nREF: A. STATE 5 (NOTAL)\n\n1. Text."));
    let cable = one(&input);
    assert_eq!(
        (&*cable.references[0].text, cable.references[0].id.as_deref()),
        ("STATE 5 (NOTAL)", Some("09STATE5"))
    );
}

/// A label of references is followed by some.
///
/// - source: State cables of 2009
/// - code: `src/decode/checks.rs`
/// - finding: T1306
#[test]
fn a_label_of_references_is_followed_by_some() {
    assert_eq!(codes(&one(&format!("{CLASS}\n\nREF:\n\n1. TEXT.\n"))), ["T1306 3:1"]);
}

/// The letter O in a number and the figure 0 in a name are read as what they look like, and said.
///
/// - source: State cables of 2009
/// - code: `src/decode/citation.rs`
/// - finding: T1308
#[test]
fn letters_among_figures_are_read_as_figures() {
    let input = format!("{CLASS}\n\nREF: 08 LAGOS O1512\n");
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T1308 3:6"]);
    let read = &cable.references[0];
    assert_eq!((&*read.text, read.id.as_deref()), ("08 LAGOS O1512", Some("08LAGOS1512")));
}

/// A page mark inside the list is no reference.
///
/// - source: State cables of 2009
/// - code: `src/decode/references.rs`, `src/decode/marks.rs`
/// - finding: T0704
#[test]
fn a_page_mark_is_no_reference() {
    let input = with(
        TO,
        &format!(
            "{CLASS}\n\nREF: A. STATE 40721\nPAGE 02 ROME 01196 01 OF 02 082030Z\nB. ROME 1098\n\n1. Text."
        ),
    );
    let cable = one(&input);
    let ids: Vec<_> = cable.references.iter().map(|one| one.id.as_deref().unwrap()).collect();
    assert_eq!(
        (ids, cable.pages.len(), codes(&cable)),
        (vec!["09STATE40721", "09ROME1098"], 1, vec!["T0704 11:1".to_owned()])
    );
}
