//! Below the classification line: captions, E.O., TAGS and subject.

use super::{CLASS, TO, codes, one, with};

/// Captions stand on and below the classification line; passing lines are kept apart from them.
///
/// - source: 5 FAH-2 H-252, H-442
/// - code: `src/decode/captions.rs`
/// - finding: none
#[test]
fn captions_and_passing_lines_stand_below_the_class() {
    let cable = one(
        "UNCLAS STATE 097951 NODIS\n\nSENSITIVE\nSIPDIS\nROGER CHANNEL\nDEPT FOR EUR/RUS\n\nTAGS: PREL\n",
    )
    .into_owned();
    assert_eq!(cable.captions, ["NODIS", "SENSITIVE", "SIPDIS", "ROGER CHANNEL"]);
    assert_eq!(cable.passing, ["DEPT FOR EUR/RUS"]);
}

/// The lines E.O. and CLASSIFIED BY say until when, by whom and for which reasons a cable is classified.
///
/// - source: State cables of 2009
/// - code: `src/decode/order.rs`
/// - finding: none
#[test]
fn classification_is_justified() {
    let cable = one("S E C R E T PARIS 000123\n\nE.O. 12958: DECL: 10/16/2016\nCLASSIFIED BY: AMBASSADOR, REASONS 1.4 (B)\nAND (D).\nTAGS: PREL\n").into_owned();
    assert_eq!(cable.executive_order.unwrap().declassify_on.unwrap().to_string(), "2016-10-16");
    let by = cable.classified_by.unwrap();
    assert_eq!((&*by.name, by.reasons), ("AMBASSADOR", vec!["1.4(b)".into(), "1.4(d)".into()]));
}

/// Listed captions are known by name; an unlisted one among the heading lines is kept and noted.
///
/// - source: 5 FAH-2 H-440 to H-442
/// - code: `src/decode/captions.rs`
/// - finding: T1301
#[test]
fn an_unlisted_caption_is_kept() {
    let below = |line: &str| with(TO, &format!("{CLASS}\n\n{line}\n\nE.O. 12958: N/A\nTAGS: PREL"));
    for caption in [
        "SENSITIVE",
        "SIPDIS",
        "NODIS",
        "EXDIS",
        "STADIS",
        "NOFORN",
        "AGRMENT CHANNEL",
        "MINIMIZE CONSIDERED",
    ] {
        let input = below(caption);
        let cable = one(&input);
        assert_eq!((codes(&cable), &*cable.captions[0]), (vec![], caption));
    }
    let input = below("GREENHOUSE");
    let cable = one(&input);
    assert_eq!((codes(&cable), &*cable.captions[0]), (vec!["T1301 10:1".to_owned()], "GREENHOUSE"));
}

/// Several captions may share a line, with blanks, commas or strokes between.
///
/// - source: State cables of 2009
/// - code: `src/decode/captions.rs`
/// - finding: none
#[test]
fn captions_may_share_a_line() {
    for line in ["SENSITIVE SIPDIS", "SENSITIVE, SIPDIS", "SENSITIVE/SIPDIS", "SENSITIVE\nSIPDIS"] {
        let input = with(TO, &format!("{CLASS}\n\n{line}"));
        assert_eq!(one(&input).captions, ["SENSITIVE", "SIPDIS"], "{line}");
    }
}

/// Behind `E.O.` stand the number of an order, a colon, and until when the message is classified.
///
/// - source: State cables of 2009; State archive 1973-79
/// - code: `src/decode/order.rs`
/// - finding: T1302
#[test]
fn an_order_has_a_number() {
    for (line, order, text) in [
        ("E.O. 12958: N/A", "12958", "N/A"),
        ("E.O. 11652: GDS", "11652", "GDS"),
        ("E.O. 13526:N/A", "13526", "N/A"),
    ] {
        let input = format!("{CLASS}\n\n{line}\nTAGS: PREL\n");
        let cable = one(&input);
        let read = cable.executive_order.as_ref().unwrap();
        assert_eq!((&*read.order, &*read.text, codes(&cable)), (order, text, vec![]));
    }
    for damaged in [
        ".O. 12958: N/A",
        "EO. 12958: N/A",
        "E O 12958: N/A",
        "E..O. 12958: N/A",
        "F.O. 12958: N/A",
        "O.E. 12958: N/A",
        "3.9. 12958: N/A",
        "?.O. 12958: N/A",
        "E.. 12958: N/A",
        "E.O. QWOTI: N/A",
        "E.O. I2958: N/A",
    ] {
        let cable = one(&format!("{CLASS}\n\nSIPDIS\n\n{damaged}\nTAGS: PREL\n")).into_owned();
        let order = cable.executive_order.as_ref().unwrap();
        assert_eq!((order.order.as_ref(), order.text.as_ref()), ("12958", "N/A"), "{damaged}");
        assert_eq!((cable.captions.len(), cable.tags.len()), (1, 1), "{damaged}");
        assert!(!codes(&cable).is_empty(), "{damaged}");
    }
    assert_eq!(codes(&one(&format!("{CLASS}\n\nE.O. 129: N/A\nTAGS: PREL\n"))), ["T1302 3:6"]);
}

/// A declassification date is month, day and year, and exists.
///
/// - source: State cables of 2009
/// - code: `src/decode/order.rs`
/// - finding: T1303
#[test]
fn a_declassification_date_exists() {
    for (written, date) in [
        ("10/16/2016", Some("2016-10-16")),
        ("10/16/16", Some("2016-10-16")),
        ("02/30/2019", None),
        ("16/10/2016", None),
    ] {
        let input = format!("CONFIDENTIAL STATE 097951\n\nE.O. 12958: DECL: {written}\nTAGS: PREL\n");
        let cable = one(&input);
        let read = cable.executive_order.as_ref().unwrap().declassify_on.map(|date| date.to_string());
        assert_eq!(read.as_deref(), date);
        assert_eq!(codes(&cable).join(" "), if date.is_some() { "" } else { "T1303 3:19" }, "{written}");
    }
}

/// Tags are codes in capitals with blanks or commas between, over one line or more; `N/A` stands for none.
///
/// - source: State cables of 2009
/// - code: `src/decode/tags.rs`
/// - finding: T1304
#[test]
fn tags_are_codes_in_capitals() {
    for lines in ["TAGS: KCRM PREL RS", "TAGS: KCRM, PREL, RS", "TAGS: KCRM PREL\nRS", "TAGS KCRM, PREL, RS"]
    {
        let input = format!("{CLASS}\n\n{lines}\nSUBJECT: LAMPS\n");
        let cable = one(&input);
        assert_eq!(
            (&cable.tags, codes(&cable)),
            (&vec!["KCRM".into(), "PREL".into(), "RS".into()], vec![]),
            "{lines}"
        );
    }
    assert_eq!(one(&format!("{CLASS}\n\nTAGS: N/A\n")).tags, [""; 0]);
    assert_eq!(codes(&one(&format!("{CLASS}\n\nTAGS: KCRM K?MN\n"))), ["T1304 3:12"]);
}

/// The subject runs over its lines until a blank one or the references; its portion mark is left out.
///
/// - source: State cables of 2009; 5 FAH-1 H-246.2
/// - code: `src/decode/subject.rs`
/// - finding: none
#[test]
fn a_subject_runs_over_its_lines() {
    for lines in [
        "SUBJECT: LAMPS AND OIL\n",
        "SUBJ: LAMPS\nAND OIL\n",
        "SUBJECT: (U) LAMPS\n AND OIL\nREF: STATE 5\n",
        "SUBJECT:\nLAMPS AND OIL\n",
    ] {
        let input = format!("{CLASS}\n\n{lines}\n1. Text.\n");
        let cable = one(&input);
        assert_eq!((cable.subject.as_deref(), codes(&cable)), (Some("LAMPS AND OIL"), vec![]), "{lines}");
    }
}

/// A subject is not empty.
///
/// - source: 5 FAH-1 H-246.1
/// - code: `src/decode/checks.rs`
/// - finding: T1305
#[test]
fn a_subject_says_something() {
    let input = format!("{CLASS}\n\nSUBJECT:\n\nREF: A. 2008 STATE 132759\n\n1. TEXT.\n");
    let cable = one(&input);
    assert_eq!((cable.subject.is_none(), codes(&cable)), (true, vec!["T1305 6:1".to_owned()]));
}

/// A label with a slip in it is read where a label belongs, and said.
///
/// - source: State cables of 2009
/// - code: `src/decode/labels.rs`, `src/decode/unknown_lines.rs`
/// - finding: T1307
#[test]
fn a_misspelt_label_is_read() {
    for line in ["TAS: KCRM", "UBJECT: LAMPS", "E.0. 12958: N/A", "TAGS; KCRM"] {
        let input = format!("{CLASS}\n\n{line}\n");
        assert_eq!(codes(&one(&input)), ["T1307 3:1"], "{line}");
    }
}

/// The AGRMENT channel goes with neither NODIS nor EXDIS.
///
/// - source: 5 FAH-2 H-442.1
/// - code: `src/decode/agreement.rs`
/// - finding: T1370
#[test]
fn a_channel_has_its_own_distribution() {
    let bears = |captions: &str| codes(&one(&with(TO, &format!("{CLASS}\n\n{captions}"))));
    assert_eq!(bears("AGRMENT CHANNEL"), [""; 0]);
    assert_eq!(bears("AGRMENT CHANNEL\nSIPDIS"), [""; 0]);
    assert_eq!(bears("AGRMENT CHANNEL\nNODIS"), ["T1370 11:1"]);
    assert_eq!(bears("EXDIS\nAGRMENT CHANNEL"), ["T1370 10:1"]);
}

/// Who is to read the cable, or to pass it on, stands on lines of its own among the captions.
///
/// - source: 5 FAH-2 H-252
/// - code: `src/decode/captions.rs`
/// - finding: none
#[test]
fn passing_lines_are_no_captions() {
    for line in ["PASS TO NSC", "DEPT FOR EUR/RUS", "FOR EUR FROM SMITH", "ALSO FOR USAID"] {
        let input = with(TO, &format!("{CLASS}\n\nSIPDIS\n{line}\n\nE.O. 12958: N/A\nTAGS: PREL"));
        let cable = one(&input);
        assert_eq!(
            (&cable.passing[0], &cable.captions[0], codes(&cable)),
            (&line.into(), &"SIPDIS".into(), vec![])
        );
    }
}

/// Reasons of classification are numbers with letters; each letter belongs to the number before it.
///
/// - source: State cables of 2009
/// - code: `src/decode/order.rs`
/// - finding: none
#[test]
fn reasons_are_numbers_with_letters() {
    for (written, reasons) in [
        ("REASONS 1.4 (B) AND (D)", &["1.4(b)", "1.4(d)"][..]),
        ("REASON: 1.4(b)", &["1.4(b)"]),
        ("REASONS: 1.4 (B, D)", &["1.4(b)", "1.4(d)"]),
        ("REASONS 1.5 (B) AND 1.4 (D)", &["1.5(b)", "1.4(d)"]),
    ] {
        let input = format!("CONFIDENTIAL STATE 097951\n\nCLASSIFIED BY: DCM JONES, {written}\nTAGS: PREL\n");
        let by = one(&input).classified_by.unwrap();
        assert_eq!(
            (&*by.name, by.reasons),
            ("DCM JONES", reasons.iter().map(|&one| one.into()).collect()),
            "{written}"
        );
    }
}

/// A date on which a cable may be declassified that is in another order than month, day, year is read where one order
/// alone makes a date.
///
/// - source: State cables of 2009
/// - code: `src/decode/declassification.rs`, `src/decode/order.rs`
/// - finding: T1354
#[test]
fn a_declassification_date_in_another_order_is_read() {
    for written in [
        "DECL: 21 SEP 2019",
        "DECLASSIFY ON: 21 SEPTEMBER 2019",
        "DECL: 21-SEP-19",
        "DECL: SEPTEMBER 21, 2019",
        "DECL: 2019/09/21",
        "DECL: 2019-09-21",
        "DECL: 09.21.2019",
        "DECL: 20190921",
        "DECL: O9/21/2019",
    ] {
        let input = format!("CONFIDENTIAL STATE 097951\n\nE.O. 12958: {written}\nTAGS: PREL\n");
        let cable = one(&input);
        let order = cable.executive_order.as_ref().unwrap();
        assert_eq!(
            (&*order.text, order.declassify_on.unwrap().to_string().as_str()),
            (written, "2019-09-21")
        );
        assert_eq!(
            codes(&cable).iter().filter(|found| found.starts_with("T1354 3:")).count(),
            1,
            "{written}"
        );
    }
    let input = "CONFIDENTIAL STATE 097951\n\nE.O. 12958: DECL: 21/09/2019\n";
    let cable = one(input);
    assert!(cable.executive_order.as_ref().unwrap().declassify_on.is_none(), "the month may be damaged");
    assert!(cable.diagnostics.iter().any(|found| found.help.contains("2019-09-21")), "it is offered");
    for written in ["DECL: 09-21-2019", "DECL: 9/21/19", "DECL: X1", "DECL: 10 YEARS", "GDS", "N/A"] {
        let input = format!("CONFIDENTIAL STATE 097951\n\nE.O. 12958: {written}\nTAGS: PREL\n");
        assert!(!codes(&one(&input)).iter().any(|found| found.starts_with("T13")), "{written}");
    }
}
