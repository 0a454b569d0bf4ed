//! Damage that is put right, or could be by someone who knows more.

use torntape::message::Classification;

use super::{CLASS, TO, codes, one, plain, with};

/// A prosign that is one but for a slip is read as that one where its line belongs.
///
/// - source: ACP 127(G) 133; damage seen in State cables
/// - code: `src/decode/prosign_slips.rs`
/// - finding: T0050
#[test]
fn a_prosign_but_for_a_slip_is_that_prosign() {
    for (from, to, place) in [("FM SECSTATE", "FROM SECSTATE", "6:1"), ("TO RUEHMO", "T0 RUEHMO", "7:1")] {
        let input = plain().replace(from, to);
        let cable = one(&input);
        assert_eq!(codes(&cable), [format!("T0050 {place}")]);
        assert_eq!((&*cable.from.unwrap().plad, &*cable.to[0].plad), ("SECSTATE WASHDC", "AMEMBASSY MOSCOW"));
    }
}

/// Two routing indicators without a blank between are two where only one place parts them.
///
/// - source: ACP 127(G) 204; damage seen in messages of the 1970s
/// - code: `src/decode/routing.rs`
/// - finding: T0250
#[test]
fn glued_indicators_are_parted() {
    let cable = one("VZCZCXRO0809\nPP RUFDAERXFPSA\nDE RUEHC #7951 2642216\n");
    assert_eq!(codes(&cable), ["T0250 2:4"]);
    assert_eq!(cable.call.unwrap().indicators, ["RUFDAE", "RXFPSA"]);
}

/// A month with its letters in the wrong order, and letters in the place of figures, are put right; the text stays.
///
/// - source: ACP 127(G) 113; damage seen in State cables
/// - code: `src/decode/dtg_repair.rs`, `src/decode/preamble.rs`
/// - finding: T0550
#[test]
fn a_garbled_date_is_put_right() {
    for written in ["212156Z SPE 09", "2I2156Z SEP 09"] {
        let input = plain().replace("212156Z SEP 09", written);
        let cable = one(&input);
        let dtg = cable.dtg.as_ref().unwrap();
        assert_eq!((&*dtg.text, dtg.at.unwrap().to_string().as_str()), (written, "2009-09-21T21:56:00Z"));
        assert_eq!(codes(&cable), ["T0550 5:3"], "{written}");
    }
}

/// Words melted into the reference number are taken out; a post that only one known one can have been is that one.
///
/// - source: State cables of 2009
/// - code: `src/decode/number_repair.rs`, `src/decode/melted.rs`
/// - finding: T1250
#[test]
fn a_garbled_reference_number_is_put_right() {
    for (written, id) in [("MOSKOW 7951", "09MOSCOW7951"), ("EFTOMOSCOW7951", "09MOSCOW7951")] {
        let input = with(TO, &format!("UNCLAS {written}"));
        let cable = one(&input);
        assert!(codes(&cable).contains(&"T1250 8:8".to_owned()), "{written}: {:?}", codes(&cable));
        assert_eq!(cable.mrn.unwrap().id.as_deref(), Some(id));
    }
}

/// A station that may have been several known posts stays as it came; they are offered.
///
/// - source: State cables of 2009
/// - code: `src/decode/number_repair.rs`, `src/decode/posts.rs`
/// - finding: T1251
#[test]
fn a_doubtful_station_stays_as_it_came() {
    let input = with(TO, "UNCLAS AQNA 007951");
    let cable = one(&input);
    assert_eq!((codes(&cable), &*cable.mrn.unwrap().station), (vec!["T1251 8:8".to_owned()], "AQNA"));
}

/// A class that is one but for a slip is read as that one, and said.
///
/// - source: ACP 127(G) 209; damage seen in State cables
/// - code: `src/decode/class_repair.rs`, `src/decode/class.rs`
/// - finding: T1252
#[test]
fn a_class_but_for_a_slip_is_that_class() {
    let input = with(TO, "UNCLSA STATE 097951");
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T1252 8:1"]);
    assert_eq!(cable.classification.unwrap().level, Classification::Unclassified);
}

/// A reference to no known post is doubted, and no post is put in its place.
///
/// - source: State cables of 2009
/// - code: `src/decode/citation.rs`, `src/decode/references.rs`
/// - finding: T1350
#[test]
fn a_doubtful_reference_stays_as_it_came() {
    let input = with(TO, &format!("{CLASS}\n\nREF: A. 08AQNA272\n"));
    let cable = one(&input);
    assert_eq!((codes(&cable), &*cable.references[0].text), (vec!["T1350 10:9".to_owned()], "08AQNA272"));
}

/// A letter that stands twice before a reference is one letter.
///
/// - source: State cables of 2009
/// - code: `src/decode/bullets.rs`, `src/decode/references.rs`
/// - finding: T1351
#[test]
fn a_doubled_letter_is_one() {
    for (list, id) in [("A. A) STATE 56282", "09STATE56282"), ("REF A HAVANA 639", "09HAVANA639")] {
        let input = with(TO, &format!("{CLASS}\n\nREF: {list}\n"));
        let cable = one(&input);
        assert_eq!(
            (codes(&cable), cable.references[0].id.as_deref()),
            (vec!["T1351 10:6".to_owned()], Some(id))
        );
    }
}

/// A line of an address or of the captions that stands again right below itself counts once.
///
/// - source: torntape's own
/// - code: `src/decode/header.rs`, `src/decode/format_lines.rs`
/// - finding: T0005
#[test]
fn a_line_that_was_sent_twice_counts_once() {
    let captions = format!("{CLASS}\n\nTAGS: PREL\nSUBJECT: LAMPS\nREF: 09STATE5577");
    let clean = one(&with(TO, &captions)).into_owned();
    for (line, at) in [(TO, "8:1"), (CLASS, "9:1"), ("TAGS: PREL", "11:1"), ("SUBJECT: LAMPS", "12:1")] {
        let input = with(TO, &captions).replace(line, &format!("{line}\n{line}"));
        let cable = one(&input);
        assert_eq!(codes(&cable), [format!("T0005 {at}")], "{line}");
        assert_eq!(
            (&cable.to, &cable.captions, &cable.tags, &cable.subject, &cable.references),
            (&clean.to, &clean.captions, &clean.tags, &clean.subject, &clean.references)
        );
    }
    let archived = "PAGE 01        STATE  012345\n\nORIGIN INR-08\n\nR 012345Z JAN 76\nFM SECSTATE WASHDC\nTO AMEMBASSY ROME\n\
                    UNCLAS STATE 012345\n\nE.O. 11652: N/A\nTAGS: PFOR\nSUBJECT: LAMPS\n\n1. TEXT.\n";
    let clean = one(archived).into_owned();
    for line in ["UNCLAS STATE 012345", "E.O. 11652: N/A", "TAGS: PFOR"] {
        let cable = one(&archived.replace(line, &format!("{line}\n{line}"))).into_owned();
        assert_eq!(
            (&cable.captions, &cable.tags, &cable.subject),
            (&clean.captions, &clean.tags, &clean.subject),
            "{line}"
        );
        assert!(codes(&cable).iter().any(|found| found.starts_with("T0005")), "{line}");
    }
}
