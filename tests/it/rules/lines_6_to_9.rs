//! Format lines 6 to 9: originator, addressees, exempt posts.

use torntape::message::Precedence;

use super::{CLASS, TO, codes, one, plain, with};

/// Precedence word and message continuity number follow the name of an addressee; 0000 is a number.
///
/// - source: 5 FAH-2 H-321
/// - code: `src/decode/addressee.rs`
/// - finding: none
#[test]
fn an_addressee_has_precedence_and_number() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW NIACT IMMEDIATE 0000", CLASS);
    let cable = one(&input);
    let to = &cable.to[0];
    assert_eq!(
        (&*to.plad, to.precedence, to.night_action, to.number),
        ("AMEMBASSY MOSCOW", Some(Precedence::Immediate), true, Some(0))
    );
}

/// Exempt posts belong to the collective right before them, in any spelling of `XMT`.
///
/// - source: 5 FAH-2 H-321.9
/// - code: `src/decode/address.rs`
/// - finding: none
#[test]
fn exempt_posts_belong_to_their_collective() {
    for exempt in ["XMT/AMEMBASSY SOFIA\nAMEMBASSY BUCHAREST", "XMT AMEMBASSY SOFIA\nAMEMBASSY BUCHAREST"] {
        let input = with(
            &format!("TO RUEHOO/CHINA POSTS COLLECTIVE\n{exempt}\nRUEHMO/AMEMBASSY MOSCOW PRIORITY 3941"),
            CLASS,
        );
        let cable = one(&input);
        assert_eq!(cable.to[0].exempt, ["AMEMBASSY SOFIA", "AMEMBASSY BUCHAREST"], "{exempt}");
        assert_eq!(cable.to.len(), 2, "{exempt}");
    }
}

/// `ZEN/` marks an addressee that has the message already.
///
/// - source: ACP 127(G) 206b
/// - code: `src/decode/addressee.rs`
/// - finding: none
#[test]
fn zen_marks_who_is_served_already() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW\nZEN/AMEMBASSY PARIS", CLASS);
    let cable = one(&input);
    assert!(cable.to[1].served && cable.to[1].indicator.is_none());
    assert_eq!(cable.to[1].plad, "AMEMBASSY PARIS");
}

/// An address group is a collective; its number is its name, no message number.
///
/// - source: ACP 127(G) 205c
/// - code: `src/decode/addressee.rs`
/// - finding: none
#[test]
fn an_address_group_keeps_its_number() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW\nAIG 8712", CLASS);
    let cable = one(&input);
    assert_eq!((&*cable.to[1].plad, cable.to[1].collective, cable.to[1].number), ("AIG 8712", true, None));
}

/// After `FM` stands the originator's name, with its station before a stroke where a terminal put it in.
///
/// - source: ACP 127(G) 205; 5 FAH-2 H-232
/// - code: `src/decode/address.rs`
/// - finding: T0601
#[test]
fn the_originator_is_named() {
    let input = plain().replace("FM SECSTATE", "FM RUEHC/SECSTATE");
    let from = one(&input).from.unwrap();
    assert_eq!((from.indicator.unwrap().as_str(), &*from.plad), ("RUEHC", "SECSTATE WASHDC"));
    assert_eq!(codes(&one(&plain().replace("FM SECSTATE WASHDC", "FM"))), ["T0601 6:3"]);
}

/// Each addressee has a line, and a name on it.
///
/// - source: ACP 127(G) 205, 206, Annex B
/// - code: `src/decode/addressee.rs`
/// - finding: T0701
#[test]
fn each_addressee_has_a_line_and_a_name() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW\nRUEHLN/\nRUEHVK/AMCONSUL VLADIVOSTOK", CLASS);
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0701 8:1"]);
    let names: Vec<_> = cable.to.iter().map(|addressee| &*addressee.plad).collect();
    assert_eq!(names, ["AMEMBASSY MOSCOW", "", "AMCONSUL VLADIVOSTOK"]);
}

/// The words of precedence are FLASH, NIACT IMMEDIATE, IMMEDIATE, PRIORITY and ROUTINE; no word says nothing.
///
/// - source: 5 FAH-2 H-421
/// - code: `src/decode/addressee.rs`, `src/message/precedence.rs`
/// - finding: none
#[test]
fn an_addressee_has_a_word_of_precedence_or_none() {
    for (words, precedence, night_action) in [
        (" FLASH", Some(Precedence::Flash), false),
        (" NIACT IMMEDIATE", Some(Precedence::Immediate), true),
        (" IMMEDIATE", Some(Precedence::Immediate), false),
        (" PRIORITY", Some(Precedence::Priority), false),
        (" ROUTINE", Some(Precedence::Routine), false),
        ("", None, false),
    ] {
        let input = format!("Z 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW{words}\n");
        let to = &one(&input).to[0];
        assert_eq!(
            (&*to.plad, to.precedence, to.night_action),
            ("AMEMBASSY MOSCOW", precedence, night_action)
        );
    }
}

/// A word of precedence with a slip in it is read as that word, and said.
///
/// - source: 5 FAH-2 H-421; State cables of 2009
/// - code: `src/decode/addressee.rs`
/// - finding: T0702
#[test]
fn a_misspelt_precedence_is_no_part_of_the_name() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW PIORITY 3941", CLASS);
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0702 7:28"]);
    assert_eq!(
        (&*cable.to[0].plad, cable.to[0].precedence),
        ("AMEMBASSY MOSCOW", Some(Precedence::Priority))
    );
}

/// A message number has four figures or more; shorter ones and those of units belong to the name.
///
/// - source: 5 FAH-2 H-321.7; State cables of 2009
/// - code: `src/decode/addressee.rs`
/// - finding: none
#[test]
fn a_message_number_has_four_figures_or_more() {
    for (line, name, number) in [
        ("AMEMBASSY MOSCOW 0872", "AMEMBASSY MOSCOW", Some(872)),
        ("AMEMBASSY MOSCOW 12345", "AMEMBASSY MOSCOW", Some(12345)),
        ("AMEMBASSY MOSCOW 941", "AMEMBASSY MOSCOW 941", None),
        ("39OS INCIRLIK AB TU", "39OS INCIRLIK AB TU", None),
        ("DET 1 39LG ANKARA TU", "DET 1 39LG ANKARA TU", None),
    ] {
        let input = with(&format!("TO RUEHMO/{line}"), CLASS);
        let to = &one(&input).to[0];
        assert_eq!((&*to.plad, to.number), (name, number));
    }
}

/// Format line 5 carries the highest precedence of all addressees.
///
/// - source: 5 FAH-2 H-321.2
/// - code: `src/decode/checks.rs`
/// - finding: T0705
#[test]
fn no_addressee_is_above_the_message() {
    assert_eq!(codes(&one(&with("TO RUEHMO/AMEMBASSY MOSCOW FLASH 3941", CLASS))), ["T0705 7:11"]);
}

/// Before the stroke stands a routing indicator; what is none stays in the name.
///
/// - source: ACP 127(G) 206a; ACP 117 3
/// - code: `src/decode/addressee.rs`
/// - finding: T0706
#[test]
fn a_routing_indicator_stands_before_the_stroke() {
    let input = with("TO RUE7MO/AMEMBASSY MOSCOW PRIORITY 3941", CLASS);
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0706 7:4"]);
    assert_eq!((&cable.to[0].indicator, &*cable.to[0].plad), (&None, "RUE7MO/AMEMBASSY MOSCOW"));
}

/// Exempt posts follow a collective; others stand for themselves in format line 9.
///
/// - source: ACP 127(G) Annex B
/// - code: `src/decode/address.rs`
/// - finding: T0703
#[test]
fn exempt_posts_without_collective_stand_for_themselves() {
    let input = with(&format!("{TO}\nXMT AMEMBASSY SOFIA"), CLASS);
    let cable = one(&input);
    assert_eq!((codes(&cable), &*cable.exempt[0]), (vec!["T0703 8:5".to_owned()], "AMEMBASSY SOFIA"));
}

/// Exempt posts may stand on the line of their collective, in either list.
///
/// - source: 5 FAH-2 H-321.9
/// - code: `src/decode/address.rs`
/// - finding: none
#[test]
fn exempt_posts_may_share_the_line_of_their_collective() {
    let input = with(
        "TO ALL DIPLOMATIC POSTS COLLECTIVE XMT USINT HAVANA\nINFO RUEHX/EUROPEAN POLITICAL COLLECTIVE\nXMT AMEMBASSY SOFIA",
        CLASS,
    );
    let cable = one(&input);
    assert_eq!((codes(&cable), &*cable.to[0].exempt[0]), (vec![], "USINT HAVANA"));
    assert_eq!((cable.info[0].collective, &*cable.info[0].exempt[0]), (true, "AMEMBASSY SOFIA"));
}

/// A message may be addressed for information only.
///
/// - source: State cables of 2009
/// - code: `src/decode/address.rs`
/// - finding: none
#[test]
fn a_message_may_be_for_information_only() {
    let input = with("INFO RUEHMO/AMEMBASSY MOSCOW", CLASS);
    let cable = one(&input);
    assert_eq!((codes(&cable), cable.to.len(), cable.info.len()), (vec![], 0, 1));
}

/// Offices stand behind the name, between double strokes.
///
/// - source: US Navy training 14292
/// - code: `src/decode/addressee.rs`
/// - finding: none
#[test]
fn an_office_stands_between_double_strokes() {
    let input = with("TO RUEHMO/CNO WASHINGTON DC//N02319//", CLASS);
    let to = &one(&input).to[0];
    assert_eq!((&*to.plad, to.office.as_deref()), ("CNO WASHINGTON DC", Some("N02319")));
}

/// The first addressee may stand below `TO` alone.
///
/// - source: State cables of 2009
/// - code: `src/decode/address.rs`
/// - finding: none
#[test]
fn a_list_may_begin_below_its_word() {
    let input = with("TO\nRUEHMO/AMEMBASSY MOSCOW", CLASS);
    assert_eq!((codes(&one(&input)), &*one(&input).to[0].plad), (vec![], "AMEMBASSY MOSCOW"));
}

/// Where every addressee has a word of precedence, one of them has that of the message.
///
/// - source: 5 FAH-2 H-321.2
/// - code: `src/decode/agreement.rs`
/// - finding: T0775
#[test]
fn an_addressee_has_the_precedence_of_the_message() {
    let sent =
        |address: &str| with(address, CLASS).replace("P 2121", "O 2121").replace("PP RUEHMO", "OO RUEHMO");
    assert_eq!(codes(&one(&sent(TO))), ["T0775 5:1"]);
    assert_eq!(codes(&one(&sent(&format!("{TO}\nRUEHLN/AMCONSUL ST PETERSBURG IMMEDIATE")))), [""; 0]);
    assert_eq!(
        codes(&one(&sent(&format!("{TO}\nRUEHLN/AMCONSUL ST PETERSBURG")))),
        [""; 0],
        "a word may be lost"
    );
}
