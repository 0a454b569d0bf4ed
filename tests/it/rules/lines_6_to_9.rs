//! Format lines 6 to 9: originator, addressees, exempt posts.

use torntape::message::Precedence;

use super::{CLASS, one, with};

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
