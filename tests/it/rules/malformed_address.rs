//! Damage in the address: page marks, exempt posts, odd numbers, misspelt names (classes 1 to 4).

use super::{codes, one};
use torntape::message::{Addressee, Cable, Precedence};

/// An address below a heading that most damage leaves alone.
fn addressed(address: &str) -> Cable<'static> {
    let input = format!("O 212156Z SEP 09\nFM SECSTATE WASHDC\n{address}\nUNCLAS STATE 097951\n");
    let cable = one(&input).into_owned();
    assert_eq!(cable.mrn.as_ref().unwrap().number, 97951, "{input}");
    cable
}

fn names<'c>(list: &'c [Addressee<'_>]) -> Vec<&'c str> {
    list.iter().map(|addressee| addressee.plad.as_ref()).collect()
}

fn raises(cable: &Cable<'_>, code: &str) -> bool {
    codes(cable).iter().any(|found| found.starts_with(code))
}

/// A page mark inside the address is taken out of the list that it interrupts, also behind its prosign.
///
/// - source: damage seen in real cables, class 1
/// - code: `src/decode/inner.rs`
/// - finding: T0704
#[test]
fn a_page_mark_in_an_address_is_no_addressee() {
    let mark = "PAGE 02        STATE   015113  182333Z";
    for address in [
        format!("TO {mark}\nAMEMBASSY ROME PRIORITY\nAMEMBASSY OSLO"),
        format!("TO AMEMBASSY ROME PRIORITY\n{mark}\nAMEMBASSY OSLO"),
        format!("TO AMEMBASSY ROME PRIORITY {mark}\nAMEMBASSY OSLO"),
        format!("TO AMEMBASSY ROME PRIORITY {mark} AMEMBASSY OSLO"),
        format!("TO AMEMBASSY ROME PRIORITY\nSECRET\n{mark}\nAMEMBASSY OSLO"),
    ] {
        let cable = addressed(&address);
        assert_eq!(names(&cable.to), ["AMEMBASSY ROME", "AMEMBASSY OSLO"], "{address}");
        assert_eq!(cable.to[0].precedence, Some(Precedence::Priority), "{address}");
        assert_eq!(cable.pages.len(), 1, "{address}");
        assert!(raises(&cable, "T0704"), "{address}");
    }
    let input =
        format!("O 212156Z SEP 09\nFM {mark}\nSECSTATE WASHDC\nTO AMEMBASSY ROME\nUNCLAS STATE 097951\n");
    let cable = one(&input);
    assert_eq!(cable.from.as_ref().unwrap().plad, "SECSTATE WASHDC");
    assert_eq!((names(&cable.to), cable.pages.len()), (vec!["AMEMBASSY ROME"], 1));
    let cable = addressed(&format!("TO AMEMBASSY ROME\nINFO {mark}\nAMEMBASSY OSLO 0415"));
    assert_eq!((names(&cable.info), cable.info[0].number), (vec!["AMEMBASSY OSLO"], Some(415)));
}

/// `XMT` takes posts out of the collective before it in every spelling, and those on the lines below it too.
///
/// - source: damage seen in real cables, class 2
/// - code: `src/decode/prosign_slips.rs`
/// - finding: T0050
#[test]
fn exempt_posts_are_told_in_every_spelling() {
    for xmt in ["XMT AMEMBASSY SOFIA", "XMT/AMEMBASSY SOFIA", "XMT: AMEMBASSY SOFIA"] {
        let cable = addressed(&format!("TO ALL DIPLOMATIC POSTS COLLECTIVE\n{xmt}\nAMEMBASSY BUCHAREST"));
        assert_eq!(cable.to[0].exempt, ["AMEMBASSY SOFIA", "AMEMBASSY BUCHAREST"], "{xmt}");
        assert_eq!(codes(&cable), [""; 0], "{xmt}");
    }
    for xmt in
        ["XMIT AMEMBASSY SOFIA", "X M T AMEMBASSY SOFIA", "EXEMPT AMEMBASSY SOFIA", "XTM AMEMBASSY SOFIA"]
    {
        let cable = addressed(&format!("TO ALL DIPLOMATIC POSTS COLLECTIVE\n{xmt}\nAMEMBASSY BUCHAREST"));
        assert_eq!(cable.to[0].exempt, ["AMEMBASSY SOFIA", "AMEMBASSY BUCHAREST"], "{xmt}");
        assert!(raises(&cable, "T0050"), "{xmt}");
    }
}

/// Figures inside a name, and the number of an address group, are no message numbers.
///
/// - source: damage seen in real cables, class 3
/// - code: `src/decode/addressee.rs`
/// - finding: none
#[test]
fn figures_of_a_name_are_no_message_number() {
    for name in
        ["39OS INCIRLIK AB TU", "DET 1 39LG ANKARA TU", "AIG 205", "AIG 8712", "CTF 345", "CDR 10TH MTN 2"]
    {
        let cable = addressed(&format!("TO RHMFIUU/{name}\nRUEHRO/AMEMBASSY ROME 0415"));
        assert_eq!((cable.to[0].plad.as_ref(), cable.to[0].number), (name, None));
        assert_eq!(cable.to[1].number, Some(415));
        assert_eq!(codes(&cable), [""; 0], "{name}");
    }
}

/// A precedence word with letters dropped or swapped is read, and pointed at.
///
/// - source: damage seen in real cables, class 4
/// - code: `src/decode/addressee.rs`
/// - finding: T0702
#[test]
fn a_misspelt_precedence_word_is_read() {
    for (word, precedence) in [
        ("PRIOITY", Precedence::Priority),
        ("PIORITY", Precedence::Priority),
        ("PROIRITY", Precedence::Priority),
        ("IMEDIATE", Precedence::Immediate),
        ("IMMEDAITE", Precedence::Immediate),
        ("ROUTNIE", Precedence::Routine),
        ("FLAHS", Precedence::Flash),
    ] {
        let cable = addressed(&format!("TO AMEMBASSY BUENOS AIRES {word} 0415"));
        assert_eq!(
            (names(&cable.to), cable.to[0].precedence),
            (vec!["AMEMBASSY BUENOS AIRES"], Some(precedence))
        );
        assert!(raises(&cable, "T0702"), "{word}");
    }
    for (written, precedence, night) in [
        ("AMEMBASSY ROME NAICT IMMEDIATE", Precedence::Immediate, true),
        ("AMEMBASSY ROME NIACTIMMEDIATE", Precedence::Immediate, true),
        ("AMEMBASSY ROMEPRIORITY", Precedence::Priority, false),
    ] {
        let cable = addressed(&format!("TO {written} 0415"));
        assert_eq!(names(&cable.to), ["AMEMBASSY ROME"], "{written}");
        let to = &cable.to[0];
        assert_eq!(
            (to.precedence, to.night_action, to.number),
            (Some(precedence), night, Some(415)),
            "{written}"
        );
        assert!(raises(&cable, "T0702"), "{written}");
    }
    assert_eq!(
        names(&addressed("TO CDR SUPERFLASH").to),
        ["CDR SUPERFLASH"],
        "no known post stands before the word"
    );
}

/// A misspelt embassy or consulate is read as the one known post that it can have been.
///
/// - source: damage seen in real cables, class 4
/// - code: `src/decode/name_repair.rs`
/// - finding: T0750
#[test]
fn a_misspelt_post_is_read_where_one_alone_is_near() {
    for (name, right) in [
        ("AMMBASSY NEW DELHI", "AMEMBASSY NEW DELHI"),
        ("AMEMBASSY ARIS", "AMEMBASSY PARIS"),
        ("AMEMBASY ROME", "AMEMBASSY ROME"),
        ("AMCONUSL MUMBAI", "AMCONSUL MUMBAI"),
        ("AMEMBASSY MOSCWO", "AMEMBASSY MOSCOW"),
        ("AMEMBASSY ADDIS ABBABA", "AMEMBASSY ADDIS ABABA"),
        ("USMISSON GENEVA", "USMISSION GENEVA"),
        ("SECSATE WASHDC", "SECSTATE WASHDC"),
        ("SECSTATE WASDC", "SECSTATE WASHDC"),
        ("SECSTATE WAHSDC", "SECSTATE WASHDC"),
        ("AMEMBASSYMOSCOW", "AMEMBASSY MOSCOW"),
        ("AMCONSULSAO PAULO", "AMCONSUL SAO PAULO"),
    ] {
        let cable = addressed(&format!("TO {name} PRIORITY 0415\nINFO {name}"));
        assert_eq!((names(&cable.to), names(&cable.info)), (vec![right], vec![right]));
        assert_eq!(codes(&cable).iter().filter(|found| found.starts_with("T0750")).count(), 2, "{name}");
        assert!(
            cable.diagnostics.iter().any(|found| found.message.contains(name)),
            "the original is kept: {name}"
        );
    }
}

/// Where two posts are as near, the name stays as it is and both are offered.
///
/// - source: damage seen in real cables, class 4
/// - code: `src/decode/name_repair.rs`
/// - finding: T0751
#[test]
fn a_doubtful_post_is_offered_and_not_made() {
    let cable = addressed("TO AMEMBASSY LOMA PRIORITY 0415");
    assert_eq!(names(&cable.to), ["AMEMBASSY LOMA"]);
    assert!(raises(&cable, "T0751"));
    assert!(cable.diagnostics.iter().any(|found| found.help.contains("`LIMA` or `LOME`")));
}

/// Figures behind a precedence word are the message number, however short or close they stand.
///
/// - source: damage seen in real cables, class 3
/// - code: `src/decode/addressee.rs`
/// - finding: T0752
#[test]
fn figures_behind_a_precedence_are_its_number() {
    for (end, number) in
        [("PRIORITY 415", 415), ("PRIORITY415", 415), ("IMMEDIATE 7", 7), ("ROUTINE0012", 12)]
    {
        let cable = addressed(&format!("TO RUEHRO/AMEMBASSY ROME {end}"));
        assert_eq!((names(&cable.to), cable.to[0].number), (vec!["AMEMBASSY ROME"], Some(number)));
        assert!(raises(&cable, "T0752"), "{end}");
    }
}

/// A page head with a slip in it is no addressee.
///
/// - source: damage seen in real cables, class 1
/// - code: `src/decode/run_on.rs`, `src/decode/prosign_slips.rs`
/// - finding: T0704
#[test]
fn a_damaged_page_head_is_no_addressee() {
    for head in [
        "P AGE 02        STATE   015113  182333Z",
        "PAGE O2        STATE   015113  182333Z",
        "PGE 02        STATE   015113  182333Z",
        "PAGE 02        STATE   015113  182333Z",
    ] {
        let input = format!(
            "P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO AMEMBASSY ROME\n{head}\nAMEMBASSY OSLO\nUNCLAS STATE 097951\n"
        );
        let cable = super::one(&input);
        let names: Vec<&str> = cable.to.iter().map(|addressee| &*addressee.plad).collect();
        assert_eq!(names, ["AMEMBASSY ROME", "AMEMBASSY OSLO"], "{head}");
        assert!(super::codes(&cable).iter().any(|found| found.starts_with("T0704 4:")), "{head}");
    }
    let glued = super::one(
        "P 212156Z SEP 09\nFM SECSTATE WASHDC\nTOPAGE 02        STATE   015113  182333Z\nAMEMBASSY OSLO\nUNCLAS STATE 1\n",
    );
    assert_eq!((&*glued.to[0].plad, glued.pages.len()), ("AMEMBASSY OSLO", 1));
}

/// More spellings of `XMT`, and a station before two strokes.
///
/// - source: damage seen in real cables, classes 2 and 4
/// - code: `src/decode/prosign_slips.rs`, `src/decode/addressee.rs`
/// - finding: T0050, T0706
#[test]
fn exempt_posts_and_stations_are_told_through_lost_blanks() {
    for line in
        ["XMT-AMEMBASSY SOFIA", "XMTAMEMBASSY SOFIA", "EXEMPT: AMEMBASSY SOFIA", "LESS AMEMBASSY SOFIA"]
    {
        let input = format!(
            "P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\n{line}\nUNCLAS STATE 1\n"
        );
        let cable = super::one(&input);
        assert_eq!((cable.to.len(), &*cable.to[0].exempt), (1, &["AMEMBASSY SOFIA".into()][..]), "{line}");
        assert_eq!(super::codes(&cable), ["T0050 4:1"], "{line}");
    }
    let cable = super::one(
        "P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHNY//AMEMBASSY OSLO PRIORITY\nUNCLAS STATE 1\n",
    );
    assert_eq!(
        cable.to[0].indicator.as_ref().map(torntape::message::RoutingIndicator::as_str),
        Some("RUEHNY")
    );
    assert_eq!((&*cable.to[0].plad, super::codes(&cable)), ("AMEMBASSY OSLO", vec!["T0706 3:4".to_owned()]));
}

/// A precedence in parentheses and a number behind a `#` are read without them.
///
/// - source: damage seen in real cables, classes 3 and 4
/// - code: `src/decode/precedence_repair.rs`
/// - finding: T0702, T0752
#[test]
fn marks_around_precedence_and_number_are_left_out() {
    let cable = addressed("TO RUEHMO/AMEMBASSY MOSCOW (PRIORITY) 3941");
    let moscow = &cable.to[0];
    assert_eq!(
        (&*moscow.plad, moscow.precedence, moscow.number),
        ("AMEMBASSY MOSCOW", Some(Precedence::Priority), Some(3941))
    );
    assert!(raises(&cable, "T0702"), "{:?}", codes(&cable));
    let cable = addressed("TO RUEHMO/AMEMBASSY MOSCOW PRIORITY #0012");
    let moscow = &cable.to[0];
    assert_eq!(
        (&*moscow.plad, moscow.precedence, moscow.number),
        ("AMEMBASSY MOSCOW", Some(Precedence::Priority), Some(12))
    );
    assert!(raises(&cable, "T0752"), "{:?}", codes(&cable));
    assert_eq!(names(&addressed("TO AMEMBASSY ROME (PRIORITY MAIL)").to), ["AMEMBASSY ROME (PRIORITY MAIL)"]);
}

/// Exempt posts on one line without a comma between are told by the offices that begin their names.
///
/// - source: damage seen in real cables, class 2
/// - code: `src/decode/address.rs`
/// - finding: none
#[test]
fn exempt_posts_on_one_line_are_several() {
    for line in [
        "XMT AMEMBASSY SOFIA AMCONSUL ST PETERSBURG",
        "XMT RUEHSF/AMEMBASSY SOFIA RUEHLN/AMCONSUL ST PETERSBURG",
        "XMT AMEMBASSY SOFIA, AMCONSUL ST PETERSBURG",
    ] {
        let cable = addressed(&format!("TO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\n{line}"));
        let exempt = &cable.to[0].exempt;
        assert_eq!(exempt.len(), 2, "{line}: {exempt:?}");
        assert!(exempt[0].ends_with("AMEMBASSY SOFIA") && exempt[1].ends_with("AMCONSUL ST PETERSBURG"));
    }
    let cable = addressed("TO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\nXMT AMEMBASSY PORT AU PRINCE");
    assert_eq!(cable.to[0].exempt, ["AMEMBASSY PORT AU PRINCE"]);
}
