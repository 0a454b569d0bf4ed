//! References.

use torntape::Decoder;
use torntape::message::ReferenceKind;

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
