//! Damage on the SUBJECT line: label slips and lost line ends (class 14).

use super::{codes, one};
use torntape::message::Cable;

fn captioned(lines: &str) -> Cable<'static> {
    one(&format!("UNCLAS CAIRO 000941\n\nTAGS: PREL\n{lines}\n\n1. TEXT.\n")).into_owned()
}

fn raises(cable: &Cable<'_>, code: &str) -> bool {
    codes(cable).iter().any(|found| found.starts_with(code))
}

/// The label of the subject is told with letters lost or changed, letter-spaced, or without its colon.
///
/// - source: damage seen in real cables, class 14
/// - code: `src/decode/labels.rs`
/// - finding: T1307
#[test]
fn the_label_of_the_subject_is_told_through_its_slips() {
    for label in [
        "UBJECT:",
        "SUBJ8",
        "SUBJ8:",
        "S U B J E C T",
        "S U B J E C T:",
        "SUBJCT:",
        "SUBJETC:",
        "SUJECT:",
        "SUBJECT;",
        "SUBJCT",
        "SUBJECT",
        "SUBJ",
        "SUB:",
    ] {
        let cable = captioned(&format!("{label} LAMPS AND OIL"));
        assert_eq!(cable.subject.as_deref(), Some("LAMPS AND OIL"), "{label}");
        assert!(raises(&cable, "T1307"), "{label}");
    }
    assert_eq!(captioned("SUBJECT:\nLAMPS AND OIL").subject.as_deref(), Some("LAMPS AND OIL"));
}

/// A label that follows on the same line because a line end was lost opens its own field.
///
/// - source: damage seen in real cables, class 14
/// - code: `src/decode/inner.rs`
/// - finding: T1307
#[test]
fn a_label_in_the_middle_of_a_line_opens_its_field() {
    for line in [
        "SUBJECT: THE LAMP AND THE OIL OF EGYPTREF: CAIRO 493",
        "SUBJECT: THE LAMP AND THE OIL OF EGYPT REF: CAIRO 493",
        "SUBJECT: THE LAMP AND THE OIL OF EGYPTREFS: CAIRO 493",
        "SUBJECT:THE LAMP AND THE OIL OF EGYPTREFTEL: CAIRO 493",
        "SUBJECT: THE LAMP AND\nTHE OIL OF EGYPTREF: CAIRO 493",
    ] {
        let cable = captioned(line);
        assert_eq!(cable.subject.as_deref(), Some("THE LAMP AND THE OIL OF EGYPT"), "{line}");
        assert_eq!(cable.references[0].id, None, "no year is known");
        assert_eq!(cable.references[0].text, "CAIRO 493", "{line}");
        assert!(raises(&cable, "T1307"), "{line}");
    }
    let cable = one("UNCLAS CAIRO 000941\n\nE.O. 12958: N/A TAGS: PREL PGOVSUBJECT: LAMPS\n\n1. TEXT.\n")
        .into_owned();
    assert_eq!((cable.tags.len(), cable.subject.as_deref()), (2, Some("LAMPS")));
    assert_eq!(cable.executive_order.unwrap().text, "N/A");
}

/// The label of the references is told through its slips where a number follows.
///
/// - source: damage seen in real cables, class 14
/// - code: `src/decode/labels.rs`
/// - finding: T1307
#[test]
fn the_label_of_the_references_is_told_through_its_slips() {
    for label in ["REFF:", "EF:", "RFE:", "R E F:", "REF;", "RE:"] {
        let cable = captioned(&format!("SUBJECT: LAMPS\n{label} 08 CAIRO 493"));
        assert_eq!(cable.subject.as_deref(), Some("LAMPS"), "{label}");
        assert_eq!(cable.references[0].id.as_deref(), Some("08CAIRO493"), "{label}");
        assert!(raises(&cable, "T1307"), "{label}");
    }
}

/// Quotes and apostrophes that the circuits lost are restored on demand alone, and counted.
///
/// - source: State cables of 2009
/// - code: `src/decode/punctuation.rs`
/// - finding: T1450
#[test]
fn lost_punctuation_is_restored_on_demand() {
    let input = b"UNCLAS STATE 097951\nSUBJECT: THE POST,S LAMP\n\n1. IT IS &OUT8, THEY SAY, AND WON,T BURN: ROME,PARIS.\n";
    let plain = &torntape::decode(input)[0];
    assert_eq!((plain.subject.as_deref(), codes(plain).len()), (Some("THE POST,S LAMP"), 0));
    let restored = &torntape::Decoder::new().restore_punctuation().cables(input)[0];
    assert_eq!(restored.subject.as_deref(), Some("THE POST'S LAMP"));
    let text = String::from_utf8_lossy(restored.text.as_ref().unwrap().as_ref()).into_owned();
    assert!(text.contains("IT IS \"OUT\", THEY SAY, AND WON'T BURN: ROME,PARIS."), "{text}");
    assert_eq!(codes(restored), ["T1450 2:18"]);
}

/// A line of the class or a label that stands twice, word for word, is read once.
///
/// - source: damage seen in real cables, class 20
/// - code: `src/decode/header.rs`
/// - finding: T0005
#[test]
fn a_line_that_stands_twice_is_read_once() {
    let lines =
        ["UNCLAS CAIRO 000941", "E.O. 12958: N/A", "TAGS: PREL PGOV", "SUBJECT: LAMPS", "REF: 08 CAIRO 493"];
    let whole = format!("{}\n\n1. TEXT.\n", lines.join("\n"));
    let once = one(&whole).into_owned();
    for doubled in lines {
        let input = whole.replacen(doubled, &format!("{doubled}\n{doubled}"), 1);
        let twice = one(&input);
        assert!(raises(&twice, "T0005"), "{doubled}");
        assert_eq!(
            (&twice.mrn, &twice.tags, &twice.subject),
            (&once.mrn, &once.tags, &once.subject),
            "{doubled}"
        );
        assert_eq!((&twice.references, &twice.captions), (&once.references, &once.captions), "{doubled}");
    }
}

/// The label of the references may leave it open whether there is one: `Ref(s):`.
///
/// - source: damage seen in real cables, class 14
/// - code: `src/decode/labels.rs`
/// - finding: none
#[test]
fn a_label_for_one_reference_or_several_is_a_label() {
    for label in ["Ref(s):", "REF(S):", "REF(s):", "Reftel(s):", "REFTEL(S):", "REF(S)"] {
        let cable = captioned(&format!("SUBJECT: LAMPS\n\n{label} A. 08 STATE 41252"));
        assert_eq!(cable.subject.as_deref(), Some("LAMPS"), "{label}");
        let references: Vec<_> =
            cable.references.iter().map(|found| (found.label.as_deref(), found.id.as_deref())).collect();
        assert_eq!(references, [(Some("A"), Some("08STATE41252"))], "{label}");
    }
}

/// `CLASSIFIED BY` behind a reference opens its own field where a colon or the reasons follow it.
///
/// - source: damage seen in real cables, class 14
/// - code: `src/decode/inner.rs`
/// - finding: T1307
#[test]
fn classified_by_behind_a_reference_opens_its_field() {
    for line in [
        "REF: 08 STATE 41252 CLASSIFIED BY: DCM JANE DOE FOR REASONS 1.4 (B) AND (D)",
        "REF: 08 STATE 41252 CLASSIFIED BY DCM JANE DOE, REASONS 1.4 (B) AND (D)",
        "REF: 08 STATE 41252 Classified By: DCM JANE DOE. Reason: 1.4 (B) AND (D)",
        "REF: 08 STATE 41252CLASSIFIED BY: DCM JANE DOE, REASONS 1.4 (B) AND (D)",
        "REF: 08 STATE 41252 CLASSIFIED BY: DCM JANE DOE\nFOR REASONS 1.4 (B) AND (D)",
    ] {
        let cable = captioned(&format!("SUBJECT: LAMPS\n\n{line}"));
        assert_eq!(cable.references[0].text, "08 STATE 41252", "{line}");
        let by = cable.classified_by.as_ref().unwrap();
        assert_eq!((&*by.name, by.reasons.len()), ("DCM JANE DOE", 2), "{line}");
        assert!(raises(&cable, "T1307"), "{line}");
    }
    let cable = captioned("SUBJECT: PAPERS CLASSIFIED BY THE PREVIOUS OWNERS OF THE LAMP FACTORY");
    assert!(cable.classified_by.is_none() && codes(&cable).is_empty());
}
