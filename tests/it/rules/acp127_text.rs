//! Military ACP 127: sections, parts and pages of the text, corrections, and its ending.

use torntape::message::Classification;

use super::{codes, military, one};

/// The class is the first word of the text, which may go on behind it; no reference number is looked for there.
///
/// - source: ACP 127(G) 209
/// - code: `src/decode/number_line.rs`, `src/decode/class.rs`
/// - finding: none
#[test]
fn the_text_may_go_on_behind_its_class() {
    for line in [
        "UNCLAS THE LAMP IS LIT.",
        "UNCLAS FLIGHT 12 HAS LANDED",
        "UNCLAS FLIGHT 12",
        "R E S T R I C T E D THE LAMP IS LIT.",
    ] {
        let marking = if line.starts_with('R') { "ZNY RRRRR" } else { "ZNR UUUUU" };
        let input = military("", "").replace("UNCLAS", line).replace("ZNR UUUUU", marking);
        let cable = one(&input);
        assert!(cable.classification.is_some(), "{line}");
        assert_eq!((cable.mrn.is_none(), cable.captions.len(), codes(&cable)), (true, 0, vec![]), "{line}");
    }
}

/// Sections are labelled behind the class, the last one with or without its number.
///
/// - source: ACP 127(G) 208e(2), 223a
/// - code: `src/decode/section.rs`
/// - finding: none
#[test]
fn the_last_section_is_final() {
    for (label, number, last) in
        [("SECTION 1 OF 2", 1, false), ("FINAL SECTION OF 2", 2, true), ("FINAL SECTION 2 OF 2", 2, true)]
    {
        let input = military("", "").replace("UNCLAS", &format!("UNCLAS {label}"));
        let cable = one(&input);
        let section = cable.section.unwrap();
        assert_eq!((section.number, section.of, section.last), (number, 2, last), "{label}");
        assert_eq!(codes(&cable), [""; 0], "{label}");
    }
}

/// The parts of a text that was enciphered in parts are labelled behind the section, in words.
///
/// - source: ACP 127(G) 208e(3), 223b
/// - code: `src/decode/cryptopart.rs`
/// - finding: T1230
#[test]
fn the_parts_of_a_cipher_are_labelled() {
    for (label, number, of, last) in [
        ("PART ONE OF TWO", 1, 2, false),
        ("FINAL PART OF TWO", 2, 2, true),
        ("SECTION 1 OF 2 PART THREE OF TWELVE", 3, 12, false),
        ("FINAL SECTION OF 2 FINAL PART TWELVE OF TWELVE", 12, 12, true),
        ("PART 1 OF 2", 1, 2, false),
    ] {
        let input = military("\nGR2", "").replace("UNCLAS", label).replace("THE LAMP IS LIT.", "QWKZX MNTBL");
        let cable = one(&input);
        let part = cable.part.unwrap();
        assert_eq!((part.number, part.of, part.last), (number, of, last), "{label}");
        assert_eq!((cable.classification.is_none(), codes(&cable)), (true, vec![]), "{label}");
    }
    let input = military("\nGR2", "").replace("UNCLAS", "PART THREE OF TWO");
    assert_eq!(codes(&one(&input)), ["T1230 10:1"]);
}

/// A page opens with its number, the station and serial of format line 3, and the class.
///
/// - source: ACP 127(G) 208c
/// - code: `src/decode/page_identification.rs`
/// - finding: T1430
#[test]
fn a_page_names_its_message() {
    let text = |mark: &str| military("", &format!("ONE.\n\n\n\n{mark}\nTWO.\n"));
    for mark in ["PAGE 2 RUWSKT 123 UNCLAS", "PAGE 02 RUWSKT 123 UNCLAS", "PAGE 2 RUWSKT 123"] {
        let input = text(mark);
        let cable = one(&input);
        assert_eq!((cable.pages[0].number, codes(&cable)), (2, vec![]), "{mark}");
    }
    for mark in ["PAGE 2 RUWSKT 124 UNCLAS", "PAGE 2 RUWSKA 123 UNCLAS"] {
        assert_eq!(codes(&one(&text(mark))), ["T1430 14:1"], "{mark}");
    }
}

/// The class of a page is that of the text.
///
/// - source: ACP 127(G) 208c, 209
/// - code: `src/decode/page_identification.rs`
/// - finding: T1431
#[test]
fn a_page_has_the_class_of_the_text() {
    let input = military("", "ONE.\n\nPAGE 2 RUWSKT 123 R E S T R I C T E D\nTWO.\n");
    let cable = one(&input);
    assert_eq!(cable.classification.as_ref().unwrap().level, Classification::Unclassified);
    assert_eq!(codes(&cable), ["T1431 12:1"]);
}

/// Page numbers run from 2 on without a gap.
///
/// - source: ACP 127(G) 208c
/// - code: `src/decode/checks.rs`
/// - finding: T1402
#[test]
fn page_numbers_run_without_a_gap() {
    let text = |numbers: [u8; 2]| {
        let [first, second] = numbers;
        military(
            "",
            &format!("ONE.\nPAGE {first} RUWSKT 123 UNCLAS\nTWO.\nPAGE {second} RUWSKT 123 UNCLAS\nTHREE.\n"),
        )
    };
    assert_eq!(codes(&one(&text([2, 3]))), [""; 0]);
    assert_eq!(codes(&one(&text([2, 4]))), ["T1402 13:1"]);
    assert_eq!(codes(&one(&text([3, 4]))), ["T1402 11:1"]);
}

/// A correction stands at the end of the page that it is about.
///
/// - source: ACP 127(G) 211d
/// - code: `src/decode/corrections.rs`
/// - finding: none
#[test]
fn a_page_is_corrected_at_its_end() {
    let input =
        military("", "1. ONE.\nC LINE 8 WA DAMAGED LANDING\n\n\n\nPAGE 2 RUWSKT 123 UNCLAS\n2. TWO.\n");
    let cable = one(&input);
    let [correction] = cable.corrections.as_slice() else { panic!("{:?}", cable.corrections) };
    assert_eq!((&*correction.text, correction.line), ("LINE 8 WA DAMAGED LANDING", 11));
    assert!(input[correction.offset..].starts_with("C LINE 8"));
    assert_eq!((cable.paragraphs[0].length, codes(&cable)), (7, vec![]));
}

/// Format line 15 holds the corrections of the whole text, over several lines if need be.
///
/// - source: ACP 127(G) 211d, 223
/// - code: `src/decode/corrections.rs`
/// - finding: none
#[test]
fn a_text_is_corrected_in_format_line_15() {
    for (ending, texts) in [
        ("C WA 1500Z POSITION\n", vec!["WA 1500Z POSITION"]),
        ("C PAGE 3 LINE 2 WAS\nTHE TENDER\nC WA A - B\n", vec!["PAGE 3 LINE 2 WAS THE TENDER", "WA A - B"]),
        ("C7 - PROXU 9 - ECPDF\n", vec!["7 - PROXU 9 - ECPDF"]),
        ("", vec![]),
    ] {
        let input = military("", "").replace("BT\nNNNN", &format!("BT\n{ending}NNNN"));
        let cable = one(&input);
        let read: Vec<_> = cable.corrections.iter().map(|correction| &*correction.text).collect();
        assert_eq!((read, codes(&cable)), (texts, vec![]), "{ending}");
    }
}

/// A line of the text that only begins with the letter `C` corrects nothing.
///
/// - source: ACP 127(G) 211d
/// - code: `src/decode/corrections.rs`
/// - finding: none
#[test]
fn a_text_line_is_no_correction() {
    for line in ["C LINE 8 WA DAMAGED LANDING\nAND MORE", "C IS THE THIRD LETTER", "C-47"] {
        let input = military("", &format!("ONE.\n{line}\nPAGE 2 RUWSKT 123 UNCLAS\nTWO.\n"));
        assert_eq!(one(&input).corrections.len(), 0, "{line}");
    }
}

/// A break stands between heading and text; the class opens the text all the same where it is lost.
///
/// - source: ACP 127(G) 142
/// - code: `src/decode/discipline.rs`
/// - finding: T1130
#[test]
fn a_break_stands_above_the_text() {
    let input = military("", "").replacen("BT\n", "", 1);
    let cable = one(&input);
    assert!(cable.classification.is_some());
    assert_eq!(codes(&cable), ["T1130 8:1"]);
}

/// Military messages bear no name at their end.
///
/// - source: ACP 127(G) Annex B
/// - code: `src/decode/body.rs`
/// - finding: none
#[test]
fn a_military_message_is_not_signed() {
    let input = military("", "REQUEST ACKNOWLEDGE\n");
    let cable = one(&input);
    assert_eq!((cable.signature.as_deref(), codes(&cable)), (None, vec![]));
}

/// Groups of an enciphered text are no name: what is counted or labelled as a part is not signed.
///
/// - source: ACP 127(G) 208e, 208g
/// - code: `src/decode/body.rs`
/// - finding: none
#[test]
fn an_enciphered_text_is_not_signed() {
    for (counted, label) in
        [("GR3\n", ""), ("", "PART ONE OF TWO\n"), ("GR3\n", "SECTION 1 OF 2 PART ONE OF TWO\n")]
    {
        let input = format!(
            "VZCZC051 UU\nNOIL DE NPG NR 051\nR 221855Z APR 2015\nFM NPG\nTO NOIL\n{counted}BT\n{label}\
             FKLMQ PWOEI\nRUTYA\nBT\nNNNN\n"
        );
        let cable = one(&input);
        assert_eq!((cable.signature.as_deref(), codes(&cable)), (None, vec![]), "{input}");
    }
}

/// Pages are counted from format line 5 on: the page line of a long heading stands where twenty lines end, between two
/// addressees, above the class or right below it, and is no fault.
///
/// - source: ACP 127(G) 208b, 208c
/// - code: `src/decode/page_identification.rs`, `src/decode/header.rs`
/// - finding: T0704
#[test]
fn a_page_line_stands_inside_a_long_heading() {
    let page = "\n\n\nPAGE 2 RUWSKT 123 UNCLAS\n";
    let addressed = military(&format!("\n{page}RXFPSA/PILOT STATION EAST"), "");
    let classed = military("", "").replace("BT\nUNCLAS", &format!("BT\n{page}UNCLAS"));
    let below = military("", &format!("{page}1.  THE LAMP IS LIT.\n"));
    for (input, header) in [(&addressed, 202), (&classed, 176), (&below, 148)] {
        let cable = one(input);
        assert_eq!((cable.pages.len(), codes(&cable)), (1, vec![]), "{input}");
        assert_eq!(cable.coverage.header_bytes, header, "{input}");
        assert_eq!(cable.classification.as_ref().unwrap().text, "UNCLAS", "{input}");
    }
    assert_eq!(one(&addressed).to.len(), 2);
    assert_eq!(one(&below).paragraphs.len(), 1);
    let other = addressed.replace("RUWSKT 123 UNCLAS", "RUWSKT 124 UNCLAS");
    assert_eq!(codes(&one(&other)), ["T0704 11:1"]);
}

/// A line of groups that is like a line of the heading by chance is of the enciphered text.
///
/// - source: ACP 127(G) 208e
/// - code: `src/decode/header.rs`
/// - finding: none
#[test]
fn groups_are_like_no_line_of_a_heading() {
    let chance = ["ZZZZZ FMXQA", "SJSOO XKWQP", "INFOX QWERT", "TAGSX QWERT", "SUBJE CTXXX", "REFXX ABCDE"];
    for line in chance {
        for label in ["", "SECTION 1 OF 2 PART ONE OF TWO\n"] {
            let input = format!(
                "VZCZCXSO471\nRBDAIA RIFCAF DE RUFDAE NR 848\nZNR UUUUU\nR 030801Z FEB 2010\nACNV GR8\nBT\n{label}\
                 JCVPG KLVVP\nRLFRN TPIFK\n{line}\nKBDOB SKAPG\nBT\nNNNN\n"
            );
            let cable = one(&input);
            assert_eq!(codes(&cable), [""; 0], "{input}");
            assert_eq!(&input[cable.coverage.header_bytes..][..5], "JCVPG", "{input}");
        }
    }
}
