//! Damage in the REF list: page marks, years, posts, bullets, letters for figures (classes 9 and 15 to 19).

use super::{codes, one};
use torntape::message::{Cable, Reference, ReferenceKind};

fn referring(list: &str) -> Cable<'static> {
    one(&format!(
        "R 182156Z FEB 10\nFM AMEMBASSY QUITO\nTO SECSTATE WASHDC\nUNCLAS QUITO 000976\n{list}\n\n1. TEXT.\n"
    ))
    .into_owned()
}

/// Each reference as `B:08ROME12`, its letter and identification.
fn ids(cable: &Cable<'_>) -> Vec<String> {
    let of = |found: &Reference<'_>| {
        format!("{}:{}", found.label.as_deref().unwrap_or("-"), found.id.as_deref().unwrap_or("-"))
    };
    cable.references.iter().map(of).collect()
}

fn raises(cable: &Cable<'_>, code: &str) -> bool {
    codes(cable).iter().any(|found| found.starts_with(code))
}

/// A page mark inside the list is taken out of it, wherever it stands.
///
/// - source: damage seen in real cables, class 9
/// - code: `src/decode/inner.rs`
/// - finding: T0704
#[test]
fn a_page_mark_among_references_is_no_reference() {
    for list in [
        "REF: A. STATE 40721\nPAGE 02 ROME 01196 01 OF 02 082030Z\nB. ROME 1098",
        "REF: A. STATE 40721 PAGE 02 ROME 01196 01 OF 02 082030Z B. ROME 1098",
        "REF: A. STATE 40721\n CONFIDENTIAL\nPAGE 02 ROME 01196 01 OF 02 082030Z  B. ROME 1098",
        "REF: A. STATE 40721 ROME 00001196  001.2 OF 002 B. ROME 1098",
        "REF: A. STATE 40721\nROME 00001196  001.2 OF 002\nB. ROME 1098",
        "REF: A. STATE 40721\n \nROME 00001196  001.2 OF 002 \n \n \n     B. ROME 1098",
        "REF: A. STATE 40721\n\nPAGE 02        ROME   01196  01 OF 02  082030Z\n\nB. ROME 1098",
    ] {
        let cable = referring(list);
        assert_eq!(ids(&cable), ["A:10STATE40721", "B:10ROME1098"], "{list}");
        assert!(raises(&cable, "T0704"), "{list}");
    }
}

/// The mark of a page with a slip in it is taken out of the list as well, and left to be compared.
///
/// - source: damage seen in real cables, class 9
/// - code: `src/decode/inner.rs`
/// - finding: T0704
#[test]
fn a_damaged_page_mark_among_references_is_no_reference() {
    for mark in ["P AGE 02 ROME 01196 01 OF 02 082030Z", "PGE 02        ROME  01196  01 OF 02  082030Z"] {
        for (before, behind) in [(" ", " "), ("\n", "\n"), (" ", "\n"), ("\n", " ")] {
            let cable = referring(&format!("REF: A. STATE 40721{before}{mark}{behind}B. ROME 1098"));
            assert_eq!(ids(&cable), ["A:10STATE40721", "B:10ROME1098"], "{mark}");
            let found = cable.diagnostics.iter().find(|found| found.code.to_string() == "T0704").unwrap();
            assert!(found.message.contains(mark) && found.length == mark.len(), "{found:?}");
            let left = cable.coverage.header_bytes - cable.coverage.attributed_bytes;
            assert_eq!(left, mark.len(), "{mark}");
        }
    }
}

/// The mark of a page has room for ten letters of a post; a longer name is cut off.
///
/// - source: damage seen in real cables, class 9
/// - code: `src/decode/inner.rs`
/// - finding: T0704
#[test]
fn a_page_mark_may_have_a_post_cut_off() {
    for list in [
        "REFS: A. STATE 40721 PORT AU PR 00002230 001.2 OF 002\n B. ROME 1098",
        "REFS: A. STATE 40721\nPORT AU PR 00002230 001.2 OF 002\n B. ROME 1098",
    ] {
        let cable = referring(list);
        assert_eq!(ids(&cable), ["A:10STATE40721", "B:10ROME1098"], "{list}");
        assert!(raises(&cable, "T0704"), "{list}");
    }
    let cable = referring("REFS: A. PORT AU PR 00002230 001.2 OF 002\n B. ROME 1098");
    assert_eq!(ids(&cable), ["B:10ROME1098"]);
    assert!(raises(&cable, "T0704"));
}

/// A name that the end of a page cut off is offered with the posts that begin so, and not completed.
///
/// - source: damage seen in real cables, class 9
/// - code: `src/decode/citation.rs`
/// - finding: T1350
#[test]
fn a_cut_off_post_is_offered() {
    for (name, offered) in
        [("PORT AU PR", "PORT AU PRINCE"), ("08 TRI", "TRIPOLI"), ("KUALA L", "KUALA LUMPUR")]
    {
        let cable = referring(&format!("REF: A. {name}\nTRIPOLI 00000564  001.2 OF 002\nB. ROME 1098"));
        assert_eq!(ids(&cable), ["A:-", "B:10ROME1098"], "{name}");
        assert!(raises(&cable, "T1350"), "{name}");
        assert!(cable.diagnostics.iter().any(|found| found.help.contains(offered)), "{name}");
    }
}

/// The year of a reference is read in every place and shape.
///
/// - source: damage seen in real cables, class 15
/// - code: `src/decode/cursor.rs`
/// - finding: none
#[test]
fn the_year_of_a_reference_is_read_in_every_place() {
    for (written, id) in [
        ("(99) ROME 2196", "99ROME2196"),
        ("'08 BUENOS AIRES 1491", "08BUENOSAIRES1491"),
        ("ASUNCION 701 (08)", "08ASUNCION701"),
        ("AMMAN 07718 99", "99AMMAN7718"),
        ("QUITO 4525-91", "91QUITO4525"),
        ("PANAMA 00789/08", "08PANAMA789"),
        ("10-OTTAWA-57", "10OTTAWA57"),
        ("09CAIRO0561", "09CAIRO561"),
        ("2008 STATE 132759", "08STATE132759"),
        ("STATE (01) 201265", "01STATE201265"),
        ("STATE 08 41252", "08STATE41252"),
        ("STATE-08-41252", "08STATE41252"),
        ("STATE 2008 41252", "08STATE41252"),
        ("ROME 2196", "10ROME2196"),
    ] {
        let cable = referring(&format!("REF: {written}"));
        assert_eq!(ids(&cable), [format!("-:{id}")], "{written}");
        assert_eq!(codes(&cable), [""; 0], "{written}");
    }
}

/// A year of three figures may be either of two: both are offered, unless one of them is still to come.
///
/// - source: damage seen in real cables, class 15
/// - code: `src/decode/citation.rs`
/// - finding: T1350
#[test]
fn a_year_of_three_figures_is_offered_both_ways() {
    let cable = referring("REF: 094 QUITO 841");
    assert_eq!(ids(&cable), ["-:-"]);
    assert!(raises(&cable, "T1350"));
    assert!(cable.diagnostics[0].help.contains("`09QUITO841` or `94QUITO841`"), "{:?}", cable.diagnostics);
}

/// One post may serve several numbers, and a number may stand before its post.
///
/// - source: damage seen in real cables, class 16
/// - code: `src/decode/cursor.rs`
/// - finding: none
#[test]
fn one_post_serves_several_numbers() {
    for (written, expected) in [
        ("STATE 41252 AND 44603", &["10STATE41252", "10STATE44603"][..]),
        ("Kabul 692/317/274/162", &["10KABUL692", "10KABUL317", "10KABUL274", "10KABUL162"]),
        ("GUANGZHOU 11657 and 7743, 12155", &["10GUANGZHOU11657", "10GUANGZHOU7743", "10GUANGZHOU12155"]),
        ("06 KABUL 5353/5194 and previous", &["06KABUL5353", "06KABUL5194"]),
        ("AMMAN 07718 99, AMMAN 05986 00", &["99AMMAN7718", "00AMMAN5986"]),
        ("STATE 12 (NOTAL), PARIS 13 (EXDIS)", &["10STATE12", "10PARIS13"]),
        ("ROME 12 AND 14", &["10ROME12", "10ROME14"]),
    ] {
        let cable = referring(&format!("REF: {written}"));
        let found: Vec<&str> = cable.references.iter().filter_map(|found| found.id.as_deref()).collect();
        assert_eq!(found, expected, "{written}");
        assert_eq!(codes(&cable), [""; 0], "{written}");
    }
}

/// A number before its post, without any, with words melted in or letters for figures is read where only one cable can
/// be meant.
///
/// - source: damage seen in real cables, classes 5 to 7, 16 and 18
/// - code: `src/decode/citation.rs`
/// - finding: T1308
#[test]
fn a_garbled_reference_is_read_where_one_cable_is_meant() {
    for (written, id) in [
        ("870 Ulaanbaatar", "10ULAANBAATAR870"),
        ("377 KATHMANDU", "10KATHMANDU377"),
        ("O4 CHENNAI 0944", "04CHENNAI944"),
        ("05 0TTAWA 3518", "05OTTAWA3518"),
        ("05 SANTIAG0 465", "05SANTIAGO465"),
        ("LAGOS O1512", "10LAGOS1512"),
        ("73 STATE 1 O1684", "73STATE101684"),
        ("08 STATE 4I252", "08STATE41252"),
        ("08SECTION01OF02CHISINAU976", "08CHISINAU976"),
        ("08ECTION02OF02ATHENS959", "08ATHENS959"),
        ("09SQCTION02OF02DUSHANBE143", "09DUSHANBE143"),
        ("0901OF02RPODUBAI288", "09RPODUBAI288"),
        ("06EFTOBAKU1165", "06BAKU1165"),
        ("09AMEMBASSYHANOI1284", "09HANOI1284"),
        ("90STATE255577TOSEC140323", "90STATE255577"),
        ("08ACCRA001382SUSPECTEDDUPLICATE1392", "08ACCRA1382"),
        ("07BUENOSQRES633", "07BUENOSAIRES633"),
        ("09SECTIOQ1OF06HARARE876", "09HARARE876"),
        ("08SECTION01GF02BISHIEK21", "08BISHKEK21"),
        ("COLOMOBO 2304", "10COLOMBO2304"),
        ("KUALA LUMP 123", "10KUALALUMPUR123"),
    ] {
        let cable = referring(&format!("REF: {written}"));
        assert_eq!(ids(&cable), [format!("-:{id}")], "{written}");
        assert_eq!(cable.references[0].text, written, "the original is kept");
        assert!(raises(&cable, "T1308"), "{written}");
    }
    let cable = referring("REF: A. MANILA 2969\n     B. 2962 AND PREVIOUS");
    assert_eq!(ids(&cable), ["A:10MANILA2969", "B:10MANILA2962"]);
}

/// A garbled post that two are near, and a number without any post, are offered and not made.
///
/// - source: damage seen in real cables, classes 7 and 16
/// - code: `src/decode/citation.rs`
/// - finding: T1350
#[test]
fn a_doubtful_reference_is_offered() {
    let cable = referring("REF: 10AQNA272");
    assert_eq!(ids(&cable), ["-:10AQNA272"]);
    assert!(raises(&cable, "T1350"));
    assert!(cable.diagnostics[0].help.contains("`ADANA` or `ASTANA`"), "{:?}", cable.diagnostics);
    let cable = referring("REF: B. 2962 AND PREVIOUS");
    assert_eq!(ids(&cable), ["B:-"]);
    assert!(cable.diagnostics[0].help.contains("`10QUITO2962`"), "{:?}", cable.diagnostics);
}

/// A letter that stands twice, or the label once more behind it, is no part of the reference; one with nothing behind
/// it names none.
///
/// - source: damage seen in real cables, class 17
/// - code: `src/decode/bullets.rs`
/// - finding: T1351
#[test]
fn doubled_and_empty_letters_are_left_out() {
    for (list, expected) in [
        ("REF: A. A) STATE 56282 B. B. STATE 56666", ["A:10STATE56282", "B:10STATE56666"]),
        ("REF: A. REF A STATE 56282\nB. REF B STATE 56666", ["A:10STATE56282", "B:10STATE56666"]),
        ("REF: REF A STATE 56282 B STATE 56666", ["A:10STATE56282", "B:10STATE56666"]),
        ("REF: A. A: STATE 56282\nB. B: STATE 56666", ["A:10STATE56282", "B:10STATE56666"]),
        ("REF: A. STATE 56282 B. C. STATE 56666", ["A:10STATE56282", "C:10STATE56666"]),
    ] {
        let cable = referring(list);
        assert_eq!(ids(&cable), expected, "{list}");
        assert!(raises(&cable, "T1351"), "{list}");
    }
    assert_eq!(
        ids(&referring("REF: [A] State 188314, [B] Ottawa 2285")),
        ["A:10STATE188314", "B:10OTTAWA2285"]
    );
    for list in [
        "REF: {A} Kabul 28 {B} PARIS 12",
        "REF: (A.) Kabul 28 (B.) PARIS 12",
        "REF: A.) Kabul 28 B.) PARIS 12",
        "REF: A- Kabul 28\n     B- PARIS 12",
        "REF: A.KABUL 28 B.PARIS 12",
        "REF: A.KABUL 28\nB.PARIS 12",
        "REF: a. Kabul 28\n\nB. PARIS 12",
        "REF: A. \n \nKABUL 28\nB. PARIS 12",
    ] {
        assert_eq!(
            ids(&referring(list)),
            ["A:10KABUL28", "B:10PARIS12"]
                .map(|id| { if list.contains("a.") { id.replace("A:", "a:") } else { id.to_owned() } }),
            "{list}"
        );
    }
    assert_eq!(
        ids(&referring("REF: A) KABUL 28, B) RIO \n \nDE JANEIRO 1291")),
        ["A:10KABUL28", "B:10RIODEJANEIRO1291"]
    );
    assert_eq!(ids(&referring("REF: KABUL 28\n\nTHE 1291 LAMPS OF ROME")), ["-:10KABUL28"]);
    assert_eq!(ids(&referring("Refs: A - Kabul 28\n¶B. PARIS 12")), ["A:10KABUL28", "B:10PARIS12"]);
}

/// What is no cable is told by its kind.
///
/// - source: damage seen in real cables, class 19
/// - code: `src/decode/citation.rs`
/// - finding: none
#[test]
fn references_that_are_no_cables_are_told_by_their_kind() {
    for (written, kind) in [
        ("SECDEF R162245Z OCT 08", ReferenceKind::Dtg),
        ("USCINCRED 311345 Z MAY 73", ReferenceKind::Dtg),
        ("SECDEF MSG DTG 301601z SEP 08", ReferenceKind::Dtg),
        ("LEE-GOLDSTEIN EMAIL 05/11/07", ReferenceKind::Email),
        ("2/22/08 GRAY-ERELI E-MAIL", ReferenceKind::Email),
        ("TD-314/21795-05", ReferenceKind::Document),
        ("IIR 6 899 0149 10", ReferenceKind::Document),
        ("CAIRO IIR 6 899 0149 10", ReferenceKind::Document),
        ("9 FAM Appendix K, 406 (6)", ReferenceKind::Document),
        ("MEMCON 12/03/08", ReferenceKind::Document),
        ("PARIS POINTS JULY 15", ReferenceKind::Document),
    ] {
        let cable = referring(&format!("REF: {written}"));
        assert_eq!(cable.references.len(), 1, "{written}");
        assert_eq!((cable.references[0].kind, &cable.references[0].id), (kind, &None), "{written}");
        assert_eq!(codes(&cable), [""; 0], "{written}");
    }
}

/// A date behind the number names its year; `NO.` before it and a fiscal year name nothing.
///
/// - source: damage seen in real cables, class 15
/// - code: `src/decode/cursor.rs`
/// - finding: none
#[test]
fn a_date_behind_a_reference_gives_its_year() {
    for (reference, id) in [
        ("ROME 2196 DTD 01 SEP 08", "08ROME2196"),
        ("ROME 2196 DATED SEP 1, 2008", "08ROME2196"),
        ("ROME 2196, DTD 1 SEPTEMBER 08", "08ROME2196"),
        ("ROME 2196 (DTD 01 SEP 08)", "08ROME2196"),
        ("[08] ROME 2196", "08ROME2196"),
        ("ROME NO. 2196", "10ROME2196"),
        ("ROME TEL. 2196", "10ROME2196"),
        // Nothing tells what a date without a year belongs to.
        ("ROME 2196 OF 1 SEP", "10ROME2196"),
    ] {
        assert_eq!(ids(&referring(&format!("REF: {reference}"))), [format!("-:{id}")], "{reference}");
    }
    let fiscal = referring("REF: FY08 ROME 12");
    assert_eq!(ids(&fiscal), ["-:-"]);
}

/// `REF (A):` is a letter with a stop of its own.
///
/// - source: damage seen in real cables, class 17
/// - code: `src/decode/bullets.rs`
/// - finding: none
#[test]
fn a_letter_in_parentheses_may_have_a_colon() {
    let cable = referring("REF (A): ROME 2196\n(B): STATE 12");
    assert_eq!(ids(&cable), ["A:10ROME2196", "B:10STATE12"]);
    assert_eq!(cable.references[0].text, "ROME 2196");
}

/// The class of a message, or a caption, may stand between its post and its number.
///
/// - source: damage seen in real cables, class 16
/// - code: `src/decode/cursor.rs`
/// - finding: T1308
#[test]
fn a_class_between_post_and_number_is_passed_over() {
    let cable = referring("REF: A. KUWAIT (C)02293 B. STATE (NOTAL) 41252");
    assert_eq!(ids(&cable), ["A:10KUWAIT2293", "B:10STATE41252"]);
    assert_eq!(cable.references[0].text, "KUWAIT (C)02293");
    assert!(raises(&cable, "T1308"));
    let years = referring("REF: STATE (01) 201265");
    assert_eq!((ids(&years), codes(&years).len()), (vec!["-:01STATE201265".to_owned()], 0));
}

/// Items may be numbered instead of lettered; a paragraph below the list is none of them.
///
/// - source: damage seen in real cables, class 17
/// - code: `src/decode/bullets.rs`, `src/decode/references.rs`
/// - finding: none
#[test]
fn numbered_items_are_items() {
    for list in [
        "REF: 1. STATE 41252\n2. ROME 1098",
        "REF: (1) STATE 41252\n     (2) ROME 1098",
        "REF: (1) STATE 41252 (2) ROME 1098",
        "REF: 1) STATE 41252; 2) ROME 1098",
        "REFS: 1. STATE 41252\n\n2. ROME 1098",
    ] {
        let cable = referring(list);
        assert_eq!(ids(&cable), ["1:10STATE41252", "2:10ROME1098"], "{list}");
        assert_eq!(cable.paragraphs.len(), 1, "{list}");
    }
    let cable = referring("REF: 1. STATE 41252\n2. ROME WAS NOT BUILT IN A DAY.");
    assert_eq!((ids(&cable), cable.paragraphs[0].number), (vec!["1:10STATE41252".to_owned()], 2));
    let cable = referring("REF: (99) ROME 2196\n     (01) OSLO 12");
    assert_eq!(ids(&cable), ["-:99ROME2196", "-:01OSLO12"]);
}

/// A line that names a cable below an item that already names one is a reference of its own, with the letter of that item
/// or without.
///
/// - source: damage seen in real cables, class 16
/// - code: `src/decode/references.rs`
/// - finding: none
#[test]
fn a_cable_on_the_next_line_is_a_reference_of_its_own() {
    for list in
        ["REF: STATE 41252;\nROME 1098", "REF: STATE 41252\nROME 1098", "REF: STATE 41252 (NOTAL)\nROME 1098"]
    {
        assert_eq!(ids(&referring(list)), ["-:10STATE41252", "-:10ROME1098"], "{list}");
    }
    assert_eq!(
        ids(&referring("REF: A. STATE 41252;\n     09 ROME 1098")),
        ["A:10STATE41252", "A:09ROME1098"]
    );
    for list in ["REF: STATE 41252 AND\nROME 1098", "REF: STATE\n41252 AND ROME 1098"] {
        assert_eq!(ids(&referring(list)), ["-:10STATE41252", "-:10ROME1098"], "{list}");
    }
    assert_eq!(ids(&referring("REF: 2008\nSTATE 41252")), ["-:08STATE41252"]);
}

/// Two cables on one line, a year before a stroke or behind `OF`, and letters with other stops or out of turn are told by
/// the posts behind them.
///
/// - source: damage seen in real cables, classes 15 to 17
/// - code: `src/decode/cursor.rs`, `src/decode/bullets.rs`, `src/decode/references.rs`
/// - finding: none
#[test]
fn references_are_told_by_their_posts() {
    for (list, expected) in [
        ("REF: ROME 2196 PARIS 1234", &["-:10ROME2196", "-:10PARIS1234"][..]),
        ("REF: CAIRO 08/2196", &["-:08CAIRO2196"]),
        ("REF: ROME 2196 OF 2008", &["-:08ROME2196"]),
        ("REF: A-08 ROME 2196", &["A:08ROME2196"]),
        ("REF: A, STATE 1234 B, ROME 12", &["A:10STATE1234", "B:10ROME12"]),
        ("REF: A. STATE 1234 C. ROME 12", &["A:10STATE1234", "C:10ROME12"]),
        ("(REF: CAIRO 493)", &["-:10CAIRO493"]),
        ("REFCAIRO 493", &["-:10CAIRO493"]),
        ("REF: KABUL 692/317", &["-:10KABUL692", "-:10KABUL317"]),
    ] {
        assert_eq!(ids(&referring(list)), expected, "{list}");
    }
    assert_eq!(referring("(REF: CAIRO 493)").references[0].text, "CAIRO 493");
}

/// A run of numbers names its first cable; that it names more is said, and which the last is.
///
/// - source: damage seen in real cables, class 15
/// - code: `src/decode/cursor.rs`, `src/decode/citation.rs`
/// - finding: T1350
#[test]
fn a_run_of_numbers_is_pointed_at() {
    let cable = referring("REF: ROME 2196-2199");
    assert_eq!(ids(&cable), ["-:10ROME2196"]);
    let run = cable.diagnostics.iter().find(|found| found.code.as_str() == "T1350").unwrap();
    assert!(run.help.contains("10ROME2199"), "{run:?}");
    // The year stands behind, another number, or a higher one of other length.
    assert_eq!(ids(&referring("REF: ROME 4525-91")), ["-:91ROME4525"]);
    for list in ["REF: ROME 2196-2100", "REF: ROME 2196-12345"] {
        assert!(!raises(&referring(list), "T1350"), "{list}");
    }
}
