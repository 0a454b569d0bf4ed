//! Torn words and dates in texts of 1973-79.

use torntape::Decoder;
use torntape::message::Precedence;

use super::archive::{TEXT, document};
use super::{codes, one};

/// Blanks stand inside the date-time group, and O stands for 0; the group is kept as written.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/date.rs`
/// - finding: T0520
#[test]
fn a_torn_date_time_group_is_put_together() {
    for (line, at) in [
        ("P 251346 Z JUN 7 3", "1973-06-25T13:46:00Z"),
        ("P 25 1346Z JUN 73", "1973-06-25T13:46:00Z"),
        ("P 0 12345Z JU N 73", "1973-06-01T23:45:00Z"),
        ("P 2 5 1 3 4 6 Z J U N 1 9 7 3", "1973-06-25T13:46:00Z"),
        ("P O11I45Z 0CT 73", "1973-10-01T11:45:00Z"),
    ] {
        let input = document("", TEXT).replacen("R 051430Z FEB 76", line, 1);
        let cable = one(&input);
        let dtg = cable.dtg.as_ref().unwrap();
        assert_eq!(dtg.text, line[2..], "{line}");
        assert_eq!(dtg.at.unwrap().to_string(), at, "{line}");
        assert_eq!(cable.precedence.unwrap().action, Precedence::Priority, "{line}");
        assert_eq!(codes(&cable), ["T0520 5:3"], "{line}");
    }
    let whole = document("", TEXT).replacen("R 051430Z FEB 76", "P 251346 Z JUN 73", 1);
    assert_eq!(codes(&one(&whole)), Vec::<String>::new(), "a blank before the zone is usual");
}

/// A date-time group without year has that of the document number; one without month the date nearest to the draft.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/date.rs`
/// - finding: T0522
#[test]
fn the_attributes_date_a_group_without_year() {
    let input = document("", TEXT).replacen("R 051430Z FEB 76", "R 051430Z FEB", 1);
    let cable = one(&input);
    assert_eq!(cable.dtg.as_ref().unwrap().at.unwrap().to_string(), "1976-02-05T14:30:00Z");
    assert_eq!(codes(&cable), ["T0522 5:3"]);
    let input = document("", TEXT).replacen("R 051430Z FEB 76", "R 010930Z", 1).replacen(
        "Locator",
        "Draft Date: 31 JAN 1976\nLocator",
        1,
    );
    let cable = one(&input);
    assert_eq!(cable.dtg.as_ref().unwrap().at.unwrap().to_string(), "1976-02-01T09:30:00Z");
    assert_eq!(codes(&cable), ["T0522 5:3"]);
}

/// The archive holds the years 1973 to 1979, whatever the turn of the century is set to.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/date.rs`
/// - finding: T0521
#[test]
fn the_years_of_the_archive_are_1973_to_1979() {
    let input = document("", TEXT).replacen("FEB 76", "FEB 96", 1);
    assert_eq!(codes(&one(&input)), ["T0521 5:3"]);
    let input = document("", TEXT);
    let cables = Decoder::new().pivot(90).cables(input.as_bytes());
    assert_eq!(cables[0].dtg.as_ref().unwrap().at.unwrap().to_string(), "1976-02-05T14:30:00Z");
}

/// The document number is the message reference number with its year; it stands in for one that the text lacks.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/mod.rs`
/// - finding: T1220
#[test]
fn the_document_number_is_the_reference_number() {
    let input = document("", "SUBJECT: SALT\n\n1. COUNT.\n");
    let mrn = one(&input).mrn.unwrap();
    assert_eq!((mrn.id.as_deref(), mrn.year), (Some("76STATE12345"), Some(1976)));
    let input = document("", &TEXT.replace("012345", "012354"));
    let cable = one(&input);
    assert_eq!(cable.mrn.as_ref().unwrap().number, 12354);
    assert_eq!(codes(&cable), ["T1220 9:8"]);
}

/// Blanks stand inside the reference number, on the classification line and in the references.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/spaced.rs`
/// - finding: T1221, T1308
#[test]
fn a_torn_number_is_put_together() {
    let text = "UNCLAS STATE 0 12345\n\nSUBJECT: SALT\nREF: A) 73 STATE 1 O1684, B) ROME 77\n\n1. COUNT.\n";
    let input = document("", text);
    let cable = one(&input);
    assert_eq!(cable.mrn.as_ref().unwrap().id.as_deref(), Some("76STATE12345"));
    assert_eq!(cable.references[0].id.as_deref(), Some("73STATE101684"));
    assert!(cable.references[0].text.starts_with("73 STATE 1 O1684"));
    assert_eq!(cable.references[1].id.as_deref(), Some("76ROME77"));
    assert_eq!(codes(&cable), ["T1221 9:8", "T1308 12:9"]);
}

/// Blanks stand inside any other word of the head.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/torn.rs`
/// - finding: T0024, T1307
#[test]
fn torn_words_are_put_together() {
    let input = document(
        "ORI GIN INR-08\nIN FO OC T-01 ISO-0O /009 R\n",
        "UNCLAS STATE 012345\n\nE.O. 1165 2: GDS\nT AGS: SENV\n",
    )
    .replacen("FM ", "F M ", 1)
    .replacen("TO ", "T O ", 1);
    let cable = one(&input);
    let block = cable.distribution.as_ref().unwrap();
    assert_eq!(block.total, Some(9));
    assert_eq!(block.info.iter().map(|office| u32::from(office.copies)).sum::<u32>(), 1);
    assert_eq!(cable.from.as_ref().unwrap().plad, "SECSTATE WASHDC");
    assert_eq!(cable.to[0].plad, "AMEMBASSY LISBON");
    let order = cable.executive_order.as_ref().unwrap();
    assert_eq!((&*order.order, &*order.text), ("11652", "GDS"));
    assert_eq!(cable.tags, ["SENV"]);
    let found = codes(&cable);
    assert!(found.iter().all(|code| code.starts_with("T0024") || code.starts_with("T1307")), "{found:?}");
    assert_eq!(found.len(), 7, "{found:?}");
}

/// The number of a page head may be torn, or have a letter for a figure.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/pages.rs`
/// - finding: T0024
#[test]
fn a_torn_page_head_is_read() {
    for head in ["PAGE 0 2       STATE  012345", "PAGE O2       STATE  O12345"] {
        let text =
            format!("UNCLAS STATE 012345\n\nSUBJECT: SALT\n\n1. COUNT\n{head}\n\nTHE DAYS.\nKELLSWICK\n");
        let input = document("", &text);
        let cable = one(&input);
        assert_eq!((&*cable.pages[1].text, cable.pages[1].number), (head, 2));
        assert_eq!(codes(&cable), ["T0024 14:1"], "{head}");
    }
}
