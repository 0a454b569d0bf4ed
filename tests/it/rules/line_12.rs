//! Format line 12: the classification line.

use torntape::message::Classification;

use super::{TO, codes, one, with};

/// The text opens with its class, letter-spaced or not, and what narrows it.
///
/// - source: ACP 127(G) 209; 5 FAH-2 H-222
/// - code: `src/decode/class.rs`
/// - finding: none
#[test]
fn classes_are_read_in_every_spacing() {
    for (words, level, caveats) in [
        ("UNCLAS", Classification::Unclassified, 0),
        ("UNCLAS E F T O", Classification::Unclassified, 1),
        ("LIMITED OFFICIAL USE", Classification::LimitedOfficialUse, 0),
        ("R E S T R I C T E D", Classification::Restricted, 0),
        ("C O N F I D E N T I A L", Classification::Confidential, 0),
        ("CONFIDENTIAL", Classification::Confidential, 0),
        ("S E C R E T", Classification::Secret, 0),
        ("T O P   S E C R E T", Classification::TopSecret, 0),
        ("TOP SECRET", Classification::TopSecret, 0),
    ] {
        let input = format!("{words} SECTION 01 OF 03 MADRID 000091\n");
        let cable = one(&input);
        let class = cable.classification.unwrap();
        assert_eq!((class.level, class.caveats.len()), (level, caveats), "{words}");
        assert_eq!((cable.mrn.unwrap().number, cable.section.unwrap().of), (91, 3), "{words}");
    }
}

/// The last section is labelled `FINAL SECTION OF`, and its number is the total.
///
/// - source: ACP 127(G) 208e
/// - code: `src/decode/section.rs`
/// - finding: none
#[test]
fn a_final_section_has_the_last_number() {
    let section = one("UNCLAS FINAL SECTION OF 04 STATE 097951\n").section.unwrap();
    assert_eq!((section.number, section.of, section.last), (4, 4, true));
}

/// A first line whose class is damaged gives its section and its number, and no guess of the class.
///
/// - source: ACP 127(G) 209
/// - code: `src/decode/class.rs`
/// - finding: T1201
#[test]
fn a_damaged_class_is_not_guessed() {
    let input = with(TO, "UN\u{1a}LAS SECTION 01 OF 04 STATE 097951");
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T1201 8:1"]);
    assert_eq!(
        (cable.classification, cable.section.unwrap().number, cable.mrn.unwrap().number),
        (None, 1, 97951)
    );
}

/// A section label is `SECTION`, its number, `OF` and the total.
///
/// - source: ACP 127(G) 208e(2)
/// - code: `src/decode/section.rs`
/// - finding: T1202
#[test]
fn a_section_label_has_two_numbers() {
    for (label, section) in [
        ("SECTION 01 OF 04", Some((1, 4, false))),
        ("SECTION 1 OF 2", Some((1, 2, false))),
        ("SECTION 01 OF 39", Some((1, 39, false))),
        ("FINAL SECTION OF 2", Some((2, 2, true))),
        ("FINAL SECTION 1 OF 2", Some((2, 2, true))),
        ("SECTION 0? OF 04", None),
        ("SECTION 00 OF 04", None),
    ] {
        let input = with(TO, &format!("UNCLAS {label} STATE 097951"));
        let cable = one(&input);
        assert_eq!(
            cable.section.map(|section| (section.number, section.of, section.last)),
            section,
            "{label}"
        );
        assert_eq!(codes(&cable).join(" "), if section.is_some() { "" } else { "T1202 8:8" }, "{label}");
        assert_eq!(cable.mrn.unwrap().number, 97951, "{label}");
    }
}

/// The number of a section is at most the total.
///
/// - source: ACP 127(G) 208e(2)
/// - code: `src/decode/section.rs`
/// - finding: T1203
#[test]
fn no_section_is_past_the_last() {
    assert_eq!(codes(&one(&with(TO, "UNCLAS SECTION 05 OF 04 STATE 097951"))), ["T1203 8:8"]);
}

/// A label whose blanks are lost is read, and said.
///
/// - source: State cables of 2009
/// - code: `src/decode/section.rs`
/// - finding: T1307
#[test]
fn a_label_without_blanks_is_read() {
    let input = with(TO, "UNCLAS SECTION01OF02 STATE 097951");
    let cable = one(&input);
    assert_eq!((codes(&cable), cable.section.unwrap().of), (vec!["T1307 8:8".to_owned()], 2));
}

/// The line ends in station and number; the id is the two figures of the year, the station without blanks, the number without zeros.
///
/// - source: 5 FAH-2 H-321; State cables of 2009
/// - code: `src/decode/number_line.rs`, `src/message/reference.rs`
/// - finding: T1204
#[test]
fn a_reference_number_has_a_station_and_figures() {
    for (written, station, id) in [
        ("STATE 097951", "STATE", "09STATE97951"),
        ("STATE 7951", "STATE", "09STATE7951"),
        ("PORT AU PRINCE 007951", "PORT AU PRINCE", "09PORTAUPRINCE7951"),
    ] {
        let input = with(TO, &format!("UNCLAS {written}"));
        let cable = one(&input);
        let mrn = cable.mrn.as_ref().unwrap();
        assert_eq!((&*mrn.station, mrn.id.as_deref(), codes(&cable)), (station, Some(id), vec![]));
    }
    assert_eq!(codes(&one(&with(TO, "UNCLAS STATE ?97951"))), ["T1204 8:8"]);
    assert_eq!(codes(&one(&with(TO, "UNCLAS STATE 123456789"))), ["T1204 8:8"]);
}

/// Where the classification line is lost, the class of a page mark stands in for it.
///
/// - source: ACP 127(G) 208c
/// - code: `src/decode/marks.rs`
/// - finding: T1205
#[test]
fn the_class_of_a_page_stands_in_for_a_lost_line() {
    let cable = one("TAGS: KCRM\nSUBJECT: LAMPS\n\n1. TEXT.\n\nPAGE 02 RUEHC 7951 SECRET\nMORE.\n");
    assert_eq!(
        (codes(&cable), cable.classification.unwrap().level),
        (vec!["T1205 6:20".to_owned()], Classification::Secret)
    );
}

/// What narrows the class stands behind it: EFTO, NOFORN, FOR OFFICIAL USE ONLY, offices between strokes.
///
/// - source: 5 FAH-2 H-222; US Navy training 14292
/// - code: `src/decode/class.rs`
/// - finding: none
#[test]
fn caveats_stand_behind_the_class() {
    for (line, caveat) in [
        ("UNCLAS E F T O STATE 097951", "EFTO"),
        ("UNCLAS EFTO STATE 097951", "EFTO"),
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY STATE 097951", "FOR OFFICIAL USE ONLY"),
        ("S E C R E T NOFORN STATE 097951", "NOFORN"),
        ("UNCLAS //N02319//", "//N02319//"),
    ] {
        let cable = one(line);
        assert_eq!(cable.classification.unwrap().caveats, [caveat], "{line}");
    }
}

/// The class is read in small letters, too, as a drafter may have typed it.
///
/// - source: State cables of 2009
/// - code: `src/decode/class.rs`
/// - finding: none
#[test]
fn the_class_may_be_in_small_letters() {
    let input = with(TO, "unclas state 097951");
    let cable = one(&input);
    assert_eq!(
        (&*cable.classification.unwrap().text, cable.mrn.unwrap().id.as_deref()),
        ("unclas", Some("09STATE97951"))
    );
}

/// `CLEAR` opens the text of a message that is sent in clear by authority.
///
/// - source: ACP 127(G) 209
/// - code: `src/decode/class.rs`
/// - finding: none
#[test]
fn clear_stands_in_the_place_of_a_class() {
    let text = |line: &str| {
        let input = format!(
            "VZCZCABC027\nRR RUFDAE\nDE RUWSKT 123A 2641216\nZNR UUUUU\nR 211206Z SEP 2009\nFM PORT OFFICE\nTO RUFDAE/HARBOUR MASTER\nBT\n{line}\n\
             THE LAMP IS LIT.\nBT\nNNNN\n"
        );
        one(&input).into_owned().classification.map(|class| (class.level, class.text.into_owned()))
    };
    let clear = Some((Classification::Unclassified, "CLEAR".to_owned()));
    assert_eq!(text("CLEAR"), clear);
    assert_eq!(text("CLEAR SECTION 1 OF 2"), clear);
    assert_eq!(text("CLEAR WEATHER IS EXPECTED"), None);
}
