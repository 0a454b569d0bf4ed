//! Dividing: cables into sections.

use torntape::Decoder;
use torntape::encode::{SplitNote, divide};
use torntape::message::limits;
use torntape::reassembly::Form;

use super::{CLASS, TO, codes, with};
use crate::split_join::{FIXTURE, divided, joined, shown, transmissions};

/// Each section is a message of its own: format lines 2 and 4 to 9 of the cable, its serial with the section behind
/// it, its label, the serial again, the end; captions to REF stand in the first only.
///
/// - source: ACP 127(G) 208e, 208f; State cables of 2009
/// - code: `src/encode/split.rs`, `src/encode/section.rs`
/// - finding: none
#[test]
fn the_archived_cable_comes_apart_into_its_four_transmissions() {
    let division = divided(FIXTURE);
    assert_eq!((division.of, division.id.as_deref()), (4, Some("09STATE97951")));
    assert_eq!((division.missing, division.notes), (vec![], vec![]));
    for (number, transmission) in &division.transmissions {
        let text = shown(transmission);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], format!("VZCZCXRO08{:02}", 8 + number));
        assert_eq!(lines[1], "PP RUEHLN RUEHVK RUEHYG");
        assert_eq!(lines[2], format!("DE RUEHC #7951/{number:02} 2642216"));
        assert_eq!(lines[3..10], std::str::from_utf8(FIXTURE).unwrap().lines().collect::<Vec<_>>()[3..10]);
        assert_eq!(lines[10], "BT");
        assert_eq!(lines[11], format!("UNCLAS SECTION {number:02} OF 04 STATE 097951 "));
        assert_eq!(lines[lines.len() - 3..], ["BT", "#7951", "NNNN"]);
        assert_eq!(text.contains("\nSUBJECT: "), *number == 1, "captions to REF stand in section 1 only");
        assert!(!text.contains("00097951"), "marks belong to the archive");
    }
}

/// Each section has a channel number of its own; after 9999 comes 0001.
///
/// - source: ACP 127(G) 202, 208f
/// - code: `src/encode/section.rs`
/// - finding: none
#[test]
fn each_section_has_a_number_of_its_own() {
    let cable = shown(FIXTURE).replace("VZCZCXRO0809", "VZCZCXRO9998");
    let lines: Vec<String> = divided(cable.as_bytes())
        .transmissions
        .iter()
        .map(|(_, transmission)| shown(transmission).lines().next().unwrap().to_owned())
        .collect();
    assert_eq!(lines, ["VZCZCXRO9998", "VZCZCXRO9999", "VZCZCXRO0001", "VZCZCXRO0002"]);
}

/// A cable from an archive is cut at its marks; a mark in other surroundings is text.
///
/// - source: State cables of 2009
/// - code: `src/encode/marks.rs`, `src/encode/plan.rs`
/// - finding: none
#[test]
fn a_mark_in_other_surroundings_stays_in_the_text() {
    for other in ["\n\nSTATE 00097951  002 OF 004 \n \n \n", " \nSTATE 00097951  002 OF 004\n \n \n"] {
        let cable = shown(FIXTURE).replace(" \nSTATE 00097951  002 OF 004 \n \n \n", other);
        assert_ne!(cable.as_bytes(), FIXTURE);
        let division = divided(cable.as_bytes());
        assert_eq!(division.notes, [SplitNote::MarkKept { number: 2 }]);
        assert!(shown(&division.transmissions[1].1).contains("STATE 00097951  002 OF 004"));
        assert!(joined(&transmissions(&division), Form::Archive).unwrap() == cable.as_bytes());
    }
}

/// Where a mark is lost, the section behind it is named as missing.
///
/// - source: State cables of 2009
/// - code: `src/encode/plan.rs`
/// - finding: none
#[test]
fn a_lost_mark_is_a_missing_section() {
    let cable = shown(FIXTURE).replace("STATE 00097951  003 OF 004", "STATE 00097951  0?3 OF 004");
    let division = divided(cable.as_bytes());
    assert_eq!(division.missing, [3]);
    assert_eq!(division.transmissions.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 4]);
}

/// A cable that fits into one section has neither label nor section behind its serial.
///
/// - source: State cables of 2009
/// - code: `src/encode/plan.rs`, `src/encode/section.rs`
/// - finding: none
#[test]
fn a_single_section_has_no_label() {
    let whole = with(TO, &format!("{CLASS}\n\n1. Text."));
    let division = divide(&Decoder::new().cable(whole.as_bytes())).unwrap();
    assert_eq!(division.of, 1);
    let sent = String::from_utf8(division.transmissions[0].1.clone()).unwrap();
    assert!(
        sent.contains("\nDE RUEHC #7951 2642216\n") && sent.contains("\nBT\nUNCLAS STATE 097951\n"),
        "{sent}"
    );
    assert!(sent.ends_with("\nBT\n#7951\nNNNN\n"), "{sent}");
}

/// A longer cable is divided where it exceeds about a hundred lines, heading included, at the end of a paragraph or
/// sentence; the last section is labelled by its number.
///
/// - source: ACP 127(G) 208e(1); US Navy training 14226 p22
/// - code: `src/encode/pages.rs`, `src/message/limits.rs`
/// - finding: none
#[test]
fn a_long_cable_is_divided_at_ends_of_sentences() {
    let paragraphs = "1. ONE LINE\nAND THE NEXT.\n\n".repeat(80);
    let whole = with(TO, &format!("{CLASS}\n\n{paragraphs}"));
    let division = divide(&Decoder::new().cable(whole.as_bytes())).unwrap();
    assert_eq!(division.of, 3);
    for (number, transmission) in &division.transmissions {
        let sent = std::str::from_utf8(transmission).unwrap();
        assert!(sent.lines().count() <= limits::SECTION_LINES_MAX + 5, "{}", sent.lines().count());
        assert!(sent.contains(&format!("\nUNCLAS SECTION {number:02} OF 03 STATE 097951\n")));
        let text = sent.split("\nBT\n").nth(1).unwrap();
        assert!(text.trim_end().ends_with("AND THE NEXT."), "{text}");
    }
}

/// All sections bear one date-time group.
///
/// - source: ACP 127(G) 208f
/// - code: `src/encode/section.rs`
/// - finding: none
#[test]
fn all_sections_bear_one_group() {
    let whole = with(TO, &format!("{CLASS}\n\n{}", "A LINE OF TEXT.\n".repeat(250)));
    let division = divide(&Decoder::new().cable(whole.as_bytes())).unwrap();
    assert!(division.of > 2);
    for (_, transmission) in &division.transmissions {
        let cables = torntape::decode(transmission);
        assert_eq!(cables[0].dtg.as_ref().unwrap().text, "212156Z SEP 09");
        assert_eq!(codes(&cables[0]), [""; 0]);
    }
}
