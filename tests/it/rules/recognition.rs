//! How the dialect of a text is told, and what forcing one does.

use torntape::Decoder;
use torntape::message::{Cable, Confidence, Dialect, Reason};

use super::one;

const STATE: &str = "VZCZCXRO0809\nPP RUEHLN\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\n\
                     FM SECSTATE WASHDC\nTO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621\nUNCLAS STATE 097951\n";
const MILITARY: &str = "VZCZCABC027\nPP RBFW\nDE RXFPC 123A 2641216\nZNR UUUUU\nP 211156Z SEP 2009\n\
                        FM CINCEASTLANT\nTO RBFW/COMFLEET FOUR\nBT\nUNCLAS\n";

fn forced(input: &str, dialect: Dialect) -> Cable<'_> {
    Decoder::new().dialect(dialect).cables(input.as_bytes()).remove(0)
}

fn has(cable: &Cable<'_>, code: &str) -> bool {
    cable.diagnostics.iter().any(|found| found.code.as_str() == code)
}

/// A serial with `#` and one of State's own marks make a State cable.
///
/// - source: State cables of 2009
/// - code: `src/decode/dialect.rs`
/// - finding: none
#[test]
fn a_state_cable_is_known_by_its_serial_and_its_marks() {
    let cable = one(STATE);
    assert_eq!((cable.dialect, cable.recognition.confidence), (Dialect::Acp127State, Confidence::Certain));
    let reasons: Vec<_> = cable.recognition.reasons.iter().collect();
    assert_eq!(
        reasons,
        [
            Reason::SerialSign,
            Reason::MessageNumbers,
            Reason::PrecedenceWords,
            Reason::StateNames,
            Reason::ReferenceNumber,
            Reason::StateRouting,
            Reason::RoutingLine,
        ]
    );
    assert!(!cable.recognition.forced);
}

/// A serial with `#` without any mark of State is the US supplement's.
///
/// - source: ACP 127 US supplement
/// - code: `src/decode/dialect.rs`
/// - finding: none
#[test]
fn a_serial_sign_without_state_marks_is_the_supplements() {
    let cable = one("VZCZCABC027\nPP RBFW\nDE RXFPC #0051 2641216\nP 211156Z SEP 2009\nFM CINCEASTLANT\n");
    assert_eq!((cable.dialect, cable.recognition.confidence), (Dialect::Acp127Modified, Confidence::Likely));
}

/// A serial without `#` is that of ACP 127 itself.
///
/// - source: ACP 127(G) 129
/// - code: `src/decode/dialect.rs`
/// - finding: none
#[test]
fn a_plain_serial_is_of_acp_127() {
    let cable = one(MILITARY);
    assert_eq!((cable.dialect, cable.recognition.confidence), (Dialect::Acp127, Confidence::Certain));
    assert!(cable.recognition.reasons.contains(Reason::SerialPlain));
}

/// A page mark before everything else is that of the archive of 1973-79.
///
/// - source: State archive 1973-79
/// - code: `src/decode/dialect.rs`
/// - finding: none
#[test]
fn a_page_mark_first_is_the_archives() {
    let cable = one("PAGE 01        STATE   012345\nR 012345Z JAN 76\nFM SECSTATE WASHDC\n");
    assert_eq!((cable.dialect, cable.recognition.confidence), (Dialect::Archive1973, Confidence::Certain));
    assert!(cable.recognition.reasons.contains(Reason::PageFirst));
}

/// A text without its first lines is told by the line it begins with.
///
/// - source: State cables of 2009
/// - code: `src/decode/dialect.rs`
/// - finding: none
#[test]
fn a_headless_text_is_told_by_its_first_line() {
    for (input, reason, confidence) in [
        ("R 012345Z JAN 76\nFM AMEMBASSY PARIS\n", Reason::DateTimeFirst, Confidence::Certain),
        ("FM AMEMBASSY PARIS\n", Reason::AddressFirst, Confidence::Likely),
        ("UNCLAS STATE 097951\n", Reason::ClassFirst, Confidence::Likely),
        ("TAGS: PREL, RS\n", Reason::CaptionFirst, Confidence::Likely),
    ] {
        let cable = one(input);
        assert_eq!(cable.dialect, Dialect::Headless, "{input}");
        assert_eq!(cable.recognition.confidence, confidence, "{input}");
        assert!(cable.recognition.reasons.contains(reason), "{input}");
    }
}

/// The dialect that the caller names is the one given, and a text of that dialect is read as without.
///
/// - source: torntape's own
/// - code: `src/decode/dialect.rs`
/// - finding: none
#[test]
fn a_forced_dialect_is_the_one_given() {
    let mut cable = forced(STATE, Dialect::Acp127State);
    assert!(cable.recognition.forced);
    cable.recognition.forced = false;
    assert_eq!(cable, one(STATE));
    let piece = forced("UNCLAS STATE 097951\n", Dialect::Acp127State);
    assert_eq!((piece.dialect, piece.diagnostics.len()), (Dialect::Acp127State, 0));
}

/// Where the text speaks against the dialect that the caller names, a finding says so.
///
/// - source: torntape's own
/// - code: `src/decode/dialect.rs`
/// - finding: T0040
#[test]
fn a_forced_dialect_that_does_not_fit_is_said() {
    for (input, dialect) in [
        (STATE, Dialect::Acp127),
        (STATE, Dialect::Janap128),
        (STATE, Dialect::Headless),
        (MILITARY, Dialect::Acp127State),
        (MILITARY, Dialect::Acp127Modified),
        (MILITARY, Dialect::Archive1973),
    ] {
        let cable = forced(input, dialect);
        assert_eq!(cable.dialect, dialect);
        assert!(has(&cable, "T0040"), "{dialect:?}");
        assert_eq!(cable.recognition.confidence, Confidence::Doubtful);
    }
    assert!(!has(&forced(MILITARY, Dialect::Acp127), "T0040"));
}

/// Figures and words behind an addressee are message number and precedence in State cables alone.
///
/// - source: 5 FAH-2 H-321.7
/// - code: `src/decode/addressee.rs`
/// - finding: none
#[test]
fn only_state_numbers_its_addressees() {
    let input = "PP RUEHLN\nDE RUEHC 7951 2642216\nTO RUEHLN/DET 39 PRIORITY 4001\n";
    assert_eq!(one(input).to[0].number, Some(4001));
    let cable = forced(input, Dialect::Acp127);
    assert_eq!((&*cable.to[0].plad, cable.to[0].number), ("DET 39 PRIORITY 4001", None));
}

/// A cable that was read by force is written back as it was, and changed by the same reading.
///
/// - source: torntape's own
/// - code: `src/encode/change.rs`
/// - finding: none
#[test]
fn what_was_forced_is_written_back() {
    let input = "PP RUEHLN\nDE RUEHC 7951 2642216\nTO RUEHLN/DET 39 PRIORITY 4001\n";
    let mut cable = forced(input, Dialect::Acp127);
    assert_eq!(torntape::encode::encode(&cable), input.as_bytes());
    cable.to[0].plad = "DET 40".into();
    let changed = String::from_utf8(torntape::encode::encode(&cable)).unwrap();
    assert_eq!(changed, input.replace("DET 39 PRIORITY 4001", "DET 40"));
}
