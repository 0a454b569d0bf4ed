//! Below the classification line: captions, E.O., TAGS and subject.

use super::one;

/// Captions stand on and below the classification line; passing lines are kept apart from them.
///
/// - source: 5 FAH-2 H-252, H-442
/// - code: `src/decode/captions.rs`
/// - finding: none
#[test]
fn captions_and_passing_lines_stand_below_the_class() {
    let cable = one(
        "UNCLAS STATE 097951 NODIS\n\nSENSITIVE\nSIPDIS\nROGER CHANNEL\nDEPT FOR EUR/RUS\n\nTAGS: PREL\n",
    )
    .into_owned();
    assert_eq!(cable.captions, ["NODIS", "SENSITIVE", "SIPDIS", "ROGER CHANNEL"]);
    assert_eq!(cable.passing, ["DEPT FOR EUR/RUS"]);
}

/// The lines E.O. and CLASSIFIED BY say until when, by whom and for which reasons a cable is classified.
///
/// - source: State cables of 2009
/// - code: `src/decode/order.rs`
/// - finding: none
#[test]
fn classification_is_justified() {
    let cable = one("S E C R E T PARIS 000123\n\nE.O. 12958: DECL: 10/16/2016\nCLASSIFIED BY: AMBASSADOR, REASONS 1.4 (B)\nAND (D).\nTAGS: PREL\n").into_owned();
    assert_eq!(cable.executive_order.unwrap().declassify_on.unwrap().to_string(), "2016-10-16");
    let by = cable.classified_by.unwrap();
    assert_eq!((&*by.name, by.reasons), ("AMBASSADOR", vec!["1.4(b)".into(), "1.4(d)".into()]));
}
