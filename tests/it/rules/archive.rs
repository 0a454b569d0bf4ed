//! Texts of 1973-79 as the National Archives publish them.

use torntape::decode;
use torntape::message::{Classification, Dialect, DistributionKind};

use super::{codes, one};

/// A document around some lines above format line 5 and some below the address.
pub(super) fn document(opening: &str, text: &str) -> String {
    format!(
        "Message Text\n\nPAGE 01        STATE  012345\n\n{opening}R 051430Z FEB 76\nFM SECSTATE WASHDC\n\
         TO AMEMBASSY LISBON\n\n{text}\nMessage Attributes\n\nDocument Number: 1976STATE012345\nLocator: TEXT ON-LINE\n"
    )
}

pub(super) const TEXT: &str = "UNCLAS STATE 012345\n\nSUBJECT: SALT\n\n1. COUNT THE DAYS.\nKELLSWICK\n";

/// A document is the text between `Message Text` and `Message Attributes`, and the attributes below it.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/frame.rs`
/// - finding: none
#[test]
fn a_document_is_framed_by_its_two_titles() {
    let input = document("", TEXT).repeat(3);
    let cables = decode(input.as_bytes());
    assert_eq!(cables.len(), 3);
    let ends: Vec<_> = cables.iter().map(|cable| cable.source.offset + cable.source.length).collect();
    assert_eq!(ends, [input.len() / 3, input.len() / 3 * 2, input.len()]);
    for cable in &cables {
        assert_eq!(cable.dialect, Dialect::Archive1973);
        assert_eq!(cable.attributes.len(), 2);
        assert_eq!(cable.signature.as_deref(), Some("KELLSWICK"));
        assert_eq!(codes(cable), Vec::<String>::new());
    }
}

/// A line `Message Attributes`, a page head before any date-time group, or a block of offices and copies shows a text
/// of the archive.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/frame.rs`
/// - finding: none
#[test]
fn a_text_of_the_archive_is_told_by_its_first_lines() {
    let heading = "R 051430Z FEB 76\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\nUNCLAS STATE 012345\n1. X.\n";
    for opening in [
        "PAGE 01        STATE  012345\n",
        "\u{feff}\n\n  PAGE 01        STATE  012345  051433Z\n",
        "CONFIDENTIAL\n\nPAGE 01        STATE  012345\n",
        "ORIGIN INR-08\n",
        "ACTION EUR-12\n\nINFO OCT-01 /013 W\n",
        "                     --------------------- 054819\n",
        "Message Text\n",
    ] {
        let input = format!("{opening}{heading}");
        assert_eq!(one(&input).dialect, Dialect::Archive1973, "{opening}");
        assert_eq!(one(&input).mrn.unwrap().number, 12345, "{opening}");
    }
    assert_eq!(one(heading).dialect, Dialect::Headless);
    assert_eq!(one(&format!("{heading}Message Attributes\nTo: LISBON\n")).dialect, Dialect::Archive1973);
}

/// `PAGE 01` inside the text of a cable of later years makes it no text of the archive.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/mod.rs`
/// - finding: none
#[test]
fn a_page_head_below_the_date_makes_no_text_of_the_archive() {
    let cable = one(
        "P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\nUNCLAS STATE 097951\n\nSUBJECT: SALT\n\n\
         1. THE LIST READS\nPAGE 01        STATE  012345\nAND ENDS.\n",
    );
    assert_eq!(cable.dialect, Dialect::Headless);
}

/// `ORIGIN` names the office that wrote an outgoing telegram, `ACTION` the one that acts on an incoming one.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/distribution.rs`
/// - finding: none
#[test]
fn the_distribution_says_which_way_a_telegram_went() {
    for (word, kind) in [("ORIGIN", DistributionKind::Origin), ("ACTION", DistributionKind::Action)] {
        let opening = format!("{word} EUR-12\n\nINFO  OCT-01  S/S-02\n      NSAE-00  /015 R\n");
        let input = document(&opening, TEXT);
        let cable = one(&input);
        let block = cable.distribution.as_ref().unwrap();
        assert_eq!(block.kind, Some(kind));
        assert_eq!((&*block.action[0].office, block.action[0].copies), ("EUR", 12));
        let info: Vec<_> = block.info.iter().map(|office| (&*office.office, office.copies)).collect();
        assert_eq!(info, [("OCT", 1), ("S/S", 2), ("NSAE", 0)]);
        assert_eq!((block.total, block.letter), (Some(15), Some('R')));
        assert_eq!(codes(&cable), Vec::<String>::new());
    }
}

/// The number after the stroke is the sum of the copies of both lists.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/distribution.rs`
/// - finding: T0020
#[test]
fn the_copies_of_a_distribution_make_its_sum() {
    let input = document("ACTION EUR-12\n\nINFO  OCT-01  /014 W\n", TEXT);
    assert_eq!(codes(&one(&input)), ["T0020 7:15"]);
}

/// An entry that is no office with its copies costs itself only.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/distribution.rs`
/// - finding: T0021
#[test]
fn a_damaged_office_costs_itself_only() {
    let input = document("ACTION EUR-12\n\nINFO  OCT-01  IS=00  NSC-05\n", TEXT);
    let cable = one(&input);
    assert_eq!(cable.distribution.as_ref().unwrap().info.len(), 2);
    assert_eq!(codes(&cable), ["T0021 7:15"]);
}

/// The drafting block names who drafted, approved and cleared; its lines may be wrapped.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/drafting.rs`
/// - finding: none
#[test]
fn the_drafting_block_names_offices_and_names() {
    let opening = "ORIGIN INR-08\n\nDRAFTED BY: INR/RES:\nLHARROW\nAPPROVED BY: INR:TBECK\nEUR/WE:MROWAN\n\
                   S/S - MR. ASHBY\n                     --------------------- 054819\n";
    let input = document(opening, TEXT);
    let cable = one(&input);
    let drafting = cable.drafting.as_ref().unwrap();
    assert_eq!(drafting.drafted_by, ["INR/RES: LHARROW"]);
    assert_eq!(drafting.approved_by, ["INR:TBECK"]);
    assert_eq!(drafting.cleared_by, ["EUR/WE:MROWAN", "S/S - MR. ASHBY"]);
    assert_eq!(codes(&cable), Vec::<String>::new());
}

/// The dashed line carries a counter; from December 1976 on with filing time and copies, the groups in either order.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/relay_counter.rs`
/// - finding: none
#[test]
fn the_dashed_line_has_three_shapes() {
    for (line, counter, filed, copies) in [
        ("                     --------------------- 054819", 54819, None, None),
        ("                  ------------------201212Z 109980 /20", 109_980, Some("201212Z"), Some(20)),
        ("                  ------------------109980 201212Z /20", 109_980, Some("201212Z"), Some(20)),
    ] {
        let input = document(&format!("{line}\n"), TEXT);
        let cable = one(&input);
        let read = cable.relay_counter.as_ref().unwrap();
        assert_eq!(
            (read.counter, read.filed.as_deref(), read.copies),
            (Some(counter), filed, copies),
            "{line}"
        );
        assert_eq!(codes(&cable), Vec::<String>::new(), "{line}");
    }
}

/// A group of the dashed line that is neither counter nor time nor copies belongs to no field.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/relay_counter.rs`
/// - finding: T0022
#[test]
fn a_damaged_group_of_the_dashed_line_is_reported() {
    let input = document("-------------------- 054819 2X1212Z\n", TEXT);
    let cable = one(&input);
    assert_eq!(cable.relay_counter.as_ref().unwrap().counter, Some(54819));
    assert_eq!(codes(&cable), ["T0022 5:29"]);
}

/// A dashed line whose dashes, groups or figures are damaged is read where each group can be one thing only.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/relay_repair.rs`, `src/decode/archive/relay_counter.rs`
/// - finding: T0026
#[test]
fn a_dashed_line_is_read_through_its_damage() {
    let read = |line: &str| {
        let input = document(&format!("{line}\n"), TEXT);
        let cable = one(&input).into_owned();
        let attributed = cable.coverage.attributed_bytes == cable.coverage.header_bytes;
        (
            cable
                .relay_counter
                .clone()
                .map(|read| (read.counter, read.filed.map(|filed| filed.to_string()), read.copies)),
            codes(&cable),
            attributed,
        )
    };
    let whole = Some((Some(109_980), Some("201212Z".to_owned()), Some(20)));
    assert_eq!(read("------------------201212Z 109980 /20"), (whole.clone(), vec![], true));
    for line in [
        "------------------2O1212Z 109980 /20",
        "------------------201212Z 1O9980 /20",
        "------------------201212Z 109980 /2O",
        "------------------201212Z109980 /20",
        "------------------201212Z 109980/20",
        "------------------201212 109980 /20",
        "------------------109980 201212 Z /20",
        "---- -------------201212Z 109980 /20",
        "--------------=---201212Z 109980 /20",
        "__________________201212Z 109980 /20",
        "------------------WPQWQWZ 109980 /20",
    ] {
        let (found, codes, attributed) = read(line);
        assert_eq!((&found, attributed), (&whole, true), "{line}");
        assert!(
            !codes.is_empty() && codes.iter().all(|code| code.starts_with("T0026 5:")),
            "{line}: {codes:?}"
        );
    }
    assert_eq!(read("--------------------- 054 819").0, Some((Some(54_819), None, None)));
    // Either group may be the time: neither is taken.
    let (found, codes, attributed) = read("------------------201212 101150 /20");
    assert_eq!((found, codes.len(), attributed), (Some((None, None, Some(20))), 2, false));
}

/// Page heads and the class banners around them are taken out of what they interrupt: address lists, TAGS, subject,
/// references.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/pages.rs`
/// - finding: T0704
#[test]
fn pages_interrupt_any_list_of_the_head() {
    const BREAK: &str = "SECRET\n\nSECRET\n\nPAGE 02        STATE  012345\n\n";
    let text = format!(
        "AMEMBASSY MADRID\n{BREAK}AMEMBASSY PARIS\nINFO AMEMBASSY ROME\n{BREAK}AMEMBASSY BERN\n\n\
         S E C R E T STATE 012345\n\nTAGS: SENV,\n{BREAK}PO\nSUBJECT: SALT ON\n{BREAK}THE WINDOWS\n\
         REF: A) STATE 1234\n{BREAK}B) ROME 77\n\n1. X.\n"
    );
    let input = document("", "").replacen("LISBON\n\n", &format!("LISBON\n{text}"), 1);
    let cable = one(&input);
    let names = |list: &[torntape::message::Addressee<'_>]| {
        list.iter().map(|one| one.plad.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names(&cable.to), ["AMEMBASSY LISBON", "AMEMBASSY MADRID", "AMEMBASSY PARIS"]);
    assert_eq!(names(&cable.info), ["AMEMBASSY ROME", "AMEMBASSY BERN"]);
    assert_eq!(cable.tags, ["SENV", "PO"]);
    assert_eq!(cable.subject.as_deref(), Some("SALT ON THE WINDOWS"));
    assert_eq!(cable.references.len(), 2);
    assert_eq!(cable.pages.len(), 6);
    assert!(codes(&cable).iter().all(|code| code.starts_with("T0704")), "{:?}", codes(&cable));
    assert_eq!(cable.coverage.header_bytes, cable.coverage.attributed_bytes);
}

/// Banners and page heads in the text belong to no paragraph that ends before them, and are no signature.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/body.rs`
/// - finding: none
#[test]
fn the_foot_of_the_last_page_is_no_part_of_the_text() {
    let text =
        "CONFIDENTIAL STATE 012345\n\nSUBJECT: SALT\n\n1. COUNT.\nKELLSWICK\n\n\nCONFIDENTIAL\n\n\nNNN\n";
    let input = document("", text);
    let cable = one(&input);
    assert_eq!(cable.signature.as_deref(), Some("KELLSWICK"));
    assert_eq!(cable.paragraphs[0].length, "1. COUNT.".len());
    assert_eq!(cable.end.as_deref(), Some("NNN"));
    assert_eq!(codes(&cable), Vec::<String>::new());
}

/// A text without a classification line has the class of its banners.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/pages.rs`
/// - finding: T1205
#[test]
fn the_banner_of_the_page_fills_the_class() {
    let input = document("", "SUBJECT: SALT\n\n1. COUNT.\n").replacen(
        "Message Text\n",
        "Message Text\n\nLIMITED OFFICIAL USE\n",
        1,
    );
    let cable = one(&input);
    assert_eq!(cable.classification.as_ref().unwrap().level, Classification::LimitedOfficialUse);
    assert_eq!(codes(&cable), ["T1205 3:1"]);
}

/// Declassification is stamped on pages; the stamps are no text.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/pages.rs`
/// - finding: none
#[test]
fn stamps_are_taken_out_of_the_text() {
    let stamp = "Declassified/Released US Department of State EO Systematic Review 20 Mar 2014";
    let text = format!(
        "UNCLAS STATE 012345\n\nSUBJECT: SALT\n\n1. COUNT\n{stamp}\nTHE DAYS.\nKELLSWICK\n\n{stamp}\n"
    );
    let input = document("", &text);
    let cable = one(&input);
    assert_eq!(cable.stamps, [stamp, stamp]);
    assert_eq!(cable.signature.as_deref(), Some("KELLSWICK"));
    assert_eq!(codes(&cable), Vec::<String>::new());
}

/// The first section bears its label behind the class, which may be of several words.
///
/// - source: State archive 1973-79
/// - code: `src/decode/section.rs`
/// - finding: none
#[test]
fn a_section_is_labelled_with_one_figure() {
    let input = document("", "LIMITED OFFICIAL USE SECTION 1 OF 2 STATE 012345\n\n1. COUNT.\n");
    let cable = one(&input);
    let section = cable.section.unwrap();
    assert_eq!((section.number, section.of, section.last), (1, 2, false));
    assert_eq!(cable.classification.as_ref().unwrap().level, Classification::LimitedOfficialUse);
    assert_eq!(codes(&cable), Vec::<String>::new());
}

/// `NNN`, `NNNN` and `<< END OF DOCUMENT >>` end a text; `NNNN` run into the next start of message is damaged.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/ending.rs`
/// - finding: T1601
#[test]
fn a_text_of_the_archive_ends_in_four_ways() {
    for line in ["NNN", "NNNN", "<< END OF DOCUMENT >>", "<<END OF DOCUMENT>>", "NNNNMAFVVZCZ"] {
        let input = document("", &format!("{TEXT}\n{line}\n"));
        let cable = one(&input);
        assert_eq!(cable.end.as_deref(), Some(line));
        assert_eq!(cable.signature.as_deref(), Some("KELLSWICK"), "{line}");
        let found: &[&str] = if line.ends_with("VZCZ") { &["T1601 16:1"] } else { &[] };
        assert_eq!(codes(&cable), found, "{line}");
    }
}

/// A locator without `TEXT ON-LINE` says that the document has no text.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/attributes.rs`
/// - finding: T0023
#[test]
fn a_document_without_text_has_its_attributes() {
    let cable = one(
        "Message Text\n\nMessage Attributes\n\nDocument Number: 1976STATE290286\nLocator: TEXT ON MICROFILM\n",
    );
    assert_eq!(cable.attributes.len(), 2);
    assert_eq!(cable.mrn.as_ref().unwrap().id.as_deref(), Some("76STATE290286"));
    assert_eq!(codes(&cable), ["T0023 6:10"]);
}

/// A value of an attribute goes on until the next key; it is kept whole.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/attributes.rs`
/// - finding: T0025
#[test]
fn an_attribute_may_have_several_lines() {
    let cable = one(
        "Message Attributes\n???\nReview Markings: |\n\n  Declassified/Released\nUS Department of State\n\
         Subject: CLOCKS: A\nLIST: OF THEM\nTAGS: SENV, PO\nErrors: \n",
    );
    let read: Vec<_> = cable.attributes.iter().map(|one| (&*one.key, &*one.value)).collect();
    assert_eq!(
        read,
        [
            ("Review Markings", "|\n\nDeclassified/Released\nUS Department of State"),
            ("Subject", "CLOCKS: A\nLIST: OF THEM"),
            ("TAGS", "SENV, PO"),
            ("Errors", ""),
        ]
    );
    assert_eq!(codes(&cable), ["T0025 2:1"]);
}

/// The same document number may stand in many records; each is a document of its own.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/frame.rs`
/// - finding: none
#[test]
fn a_document_number_may_stand_many_times() {
    let input = document("", TEXT).repeat(50);
    assert_eq!(decode(input.as_bytes()).len(), 50);
}

/// The sections of one document stand below each other; the document stays one cable.
///
/// - source: State archive 1973-79
/// - code: `src/decode/archive/body.rs`
/// - finding: T1420
#[test]
fn the_sections_of_a_document_are_one_cable() {
    let text = "UNCLAS SECTION 1 OF 2 STATE 012345\n\nSUBJECT: SALT\n\n1. COUNT.\n\nNNN\n\n\n\
                PAGE 01        STATE  012345\n\nR 051430Z FEB 76\nFM SECSTATE WASHDC\nTO AMEMBASSY LISBON\n\n\
                UNCLAS SECTION 2 OF 2 STATE 012345\n\n2. REPLY.\nKELLSWICK\n\nNNN\n";
    let input = document("", text);
    let cable = one(&input);
    assert_eq!(cable.paragraphs.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((cable.end.as_deref(), cable.pages.len()), (Some("NNN"), 2));
    assert_eq!(codes(&cable), ["T1420 18:1"]);
}

/// A field that is changed is written in its place; everything around it stays.
///
/// - source: State archive 1973-79
/// - code: `src/encode/change.rs`
/// - finding: none
#[test]
fn a_changed_field_is_written_among_the_pages() {
    let input = include_str!("../../../fixtures/archive_1973/pages-in-addresses.cable");
    let mut cable = one(input);
    cable.subject = Some("LAMPS".into());
    cable.from.as_mut().unwrap().plad = "USMISSION GENEVA".into();
    cable.to[0].plad = "AMEMBASSY PANAMA".into();
    let written = String::from_utf8(torntape::encode::encode(&cable)).unwrap();
    let again = one(&written);
    assert_eq!(again.subject.as_deref(), Some("LAMPS"));
    assert_eq!(again.from.as_ref().unwrap().plad, "USMISSION GENEVA");
    assert_eq!(
        again.to.iter().map(|one| &*one.plad).collect::<Vec<_>>(),
        ["AMEMBASSY PANAMA", "AMEMBASSY CARACAS", "AMEMBASSY LIMA", "AMEMBASSY QUITO", "AMEMBASSY SANTIAGO",]
    );
    assert_eq!(again.pages.len(), cable.pages.len());
    assert_eq!((again.attributes, again.distribution), (cable.attributes, cable.distribution));
}
