//! Damage on the TAGS lines: page marks, label slips, runs without blanks, names (classes 10 to 13).

use super::{codes, one};
use torntape::message::Cable;

fn tagged(lines: &str) -> Cable<'static> {
    let input = format!("UNCLAS LIMA 002475\n\nE.O. 12958: N/A\n{lines}\nSUBJECT: LAMPS\n\n1. TEXT.\n");
    let cable = one(&input);
    assert_eq!(cable.subject.as_deref(), Some("LAMPS"), "{lines}");
    cable.into_owned()
}

fn raises(cable: &Cable<'_>, code: &str) -> bool {
    codes(cable).iter().any(|found| found.starts_with(code))
}

/// A page banner inside the tags is taken out, on their line or between their lines.
///
/// - source: damage seen in real cables, class 10
/// - code: `src/decode/inner.rs`
/// - finding: T0704
#[test]
fn a_page_banner_among_tags_is_no_tag() {
    let mark = "PAGE 02        LIMA  02475  01 OF 03  251228Z";
    for lines in [
        format!("TAGS: PINR, PGOV, PE                          SECRET       {mark} PREL, PTER"),
        format!("TAGS: PINR, PGOV, PE\nSECRET\n{mark}\nPREL, PTER"),
        format!("TAGS: PINR, PGOV, PE {mark}\nPREL, PTER"),
        format!("TAGS: PINR, PGOV, PE\n{mark}\nPREL, PTER"),
        "TAGS: PINR, PGOV, PE LIMA 00002475  002 OF 003 PREL, PTER".to_owned(),
        "TAGS: PINR, PGOV, PE\n \nLIMA 00002475  001.2 OF 003 \n \n \nPREL, PTER".to_owned(),
    ] {
        let cable = tagged(&lines);
        assert_eq!(cable.tags, ["PINR", "PGOV", "PE", "PREL", "PTER"], "{lines}");
        assert!(raises(&cable, "T0704"), "{lines}");
        assert_eq!(cable.pages.len(), 1, "{lines}");
    }
}

/// The label of the tags is told with a letter lost, changed or too many, another stop, or blanks between.
///
/// - source: damage seen in real cables, class 11
/// - code: `src/decode/labels.rs`
/// - finding: T1307
#[test]
fn the_label_of_the_tags_is_told_through_its_slips() {
    for label in [
        "TAS:", "TABS:", "TGS:", "TAGES:", "AGS:", "TAGS;", "TAGS,", "TAGSC:", "TAGS/", "TAG:", "ATGS:",
        "TA6S:", "T A G S:", "TAGS -", "TAGS =", "TAGS=",
    ] {
        let cable = tagged(&format!("{label} PREL PGOV"));
        assert_eq!(cable.tags, ["PREL", "PGOV"], "{label}");
        assert!(raises(&cable, "T1307"), "{label}");
    }
    assert_eq!(tagged("TAGS A ORG OCON").tags, ["AORG", "OCON"]);
}

/// Tags without blanks between, or with figures for letters, are told by the list of tags.
///
/// - source: damage seen in real cables, class 12
/// - code: `src/decode/tag_repair.rs`
/// - finding: T1352
#[test]
fn tags_run_together_are_taken_apart() {
    for (list, tags) in [
        (
            "KFRDKIRFCVISCMGTKOCIASECPHUMSMIGEG",
            &["KFRD", "KIRF", "CVIS", "CMGT", "KOCI", "ASEC", "PHUM", "SMIG", "EG"][..],
        ),
        ("ETRDEINVECINPGOVCS", &["ETRD", "EINV", "ECIN", "PGOV", "CS"]),
        ("ASEC AMEDCASCKFLO TBIO", &["ASEC", "AMED", "CASC", "KFLO", "TBIO"]),
        ("KWMN PHUMBA", &["KWMN", "PHUM", "BA"]),
        ("IT, ITPHUM", &["IT", "IT", "PHUM"]),
        ("PR3L PG0V", &["PREL", "PGOV"]),
        ("prel, pgov", &["PREL", "PGOV"]),
        ("PREL/PGOV.", &["PREL", "PGOV"]),
    ] {
        let cable = tagged(&format!("TAGS: {list}"));
        assert_eq!(cable.tags, tags, "{list}");
        assert!(raises(&cable, "T1352"), "{list}");
    }
}

/// The name of a visitor behind `OVIP` is one entry, in parentheses or without.
///
/// - source: damage seen in real cables, class 12
/// - code: `src/decode/tags.rs`
/// - finding: T1353
#[test]
fn a_name_among_tags_is_one_entry() {
    for list in [
        "TAGS: OVIP SAMPLE DORA PREL",
        "TAGS OVIP (SAMPLE, DORA), PREL",
        "TAGS: OVIP (SAMPLE DORA) PREL",
        "TAGS: OVIP SAMPLE, DORA PREL",
        "TAGS: OVIP, (SAMPLE, DORA) PREL",
    ] {
        let cable = tagged(list);
        assert_eq!(cable.tags, ["OVIP", "SAMPLE, DORA", "PREL"], "{list}");
        assert!(raises(&cable, "T1353"), "{list}");
    }
}

/// Tags go on to the next line without a comma, and a placeholder gives way to the real line.
///
/// - source: damage seen in real cables, class 13
/// - code: `src/decode/tags.rs`
/// - finding: none
#[test]
fn tags_go_on_without_a_comma_and_placeholders_are_none() {
    for (lines, tags) in [
        ("TAGS: PREL SOCI TBIO SP\nEINV", &["PREL", "SOCI", "TBIO", "SP", "EINV"][..]),
        ("TAGS: PREL SOCI\nTBIO SP\nEINV, EFIN", &["PREL", "SOCI", "TBIO", "SP", "EINV", "EFIN"]),
        ("TAGS: PREL,\nPGOV", &["PREL", "PGOV"]),
        ("TAGS: N/A\nTAGS: PREL PGOV", &["PREL", "PGOV"]),
        ("TAGS: NONE\nTAGS: PREL", &["PREL"]),
    ] {
        let cable = tagged(lines);
        assert_eq!(cable.tags, tags, "{lines}");
        assert_eq!(codes(&cable), [""; 0], "{lines}");
    }
}

/// A tag with a blank behind its first letter is one tag; the mark of the line's own portion is none.
///
/// - source: damage seen in real cables, class 11
/// - code: `src/decode/tags.rs`
/// - finding: T1352
#[test]
fn a_blank_inside_a_tag_is_passed_over() {
    for (line, tags) in [
        ("TAGS: PREL P GOV", ["PREL", "PGOV"]),
        ("TAGS A ORG OCON", ["AORG", "OCON"]),
        ("TAGS: P REL PGOV", ["PREL", "PGOV"]),
    ] {
        let input = format!("UNCLAS STATE 097951\n\n{line}\n\n1. TEXT.\n");
        let cable = super::one(&input);
        assert_eq!(cable.tags, tags, "{line}");
        assert!(super::codes(&cable).iter().any(|found| found.starts_with("T1352 3:")), "{line}");
    }
    assert_eq!(super::one("UNCLAS STATE 097951\nTAGS: (U) PREL, PGOV\n").tags, ["PREL", "PGOV"]);
}

/// A label that is near, or without its colon and blank, opens the tags where nothing but tags of the list follows.
///
/// - source: damage seen in real cables, class 11
/// - code: `src/decode/labels.rs`
/// - finding: T1307
#[test]
fn a_glued_label_of_tags_is_told_by_the_tags_behind_it() {
    for line in ["TAGSPREL PGOV", "TAGSL PREL PGOV", "TGS PREL PGOV"] {
        let input = format!("UNCLAS STATE 097951\n\n{line}\n\n1. TEXT.\n");
        let cable = super::one(&input);
        assert_eq!(cable.tags, ["PREL", "PGOV"], "{line}");
        assert!(super::codes(&cable).contains(&"T1307 3:1".to_owned()), "{line}");
    }
    let cable = super::one("UNCLAS STATE 097951\n\nTAXES FOR THE LAMPS\n\n1. TEXT.\n");
    assert!(cable.tags.is_empty());
}
