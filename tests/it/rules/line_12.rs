//! Format line 12: the classification line.

use torntape::message::Classification;

use super::one;

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
