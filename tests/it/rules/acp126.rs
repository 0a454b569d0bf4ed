//! ACP 126: call signs on one line.

use torntape::Decoder;
use torntape::encode::encode;
use torntape::message::{Confidence, Dialect};

use super::{codes, one};

fn with(call: &str) -> String {
    format!("VZCZC051 UU\n{call}\nR 221855Z APR 2015\nFM NPG\nTO NOIL\nBT\nUNCLAS\n1. LAMPS.\nBT\nNNNN\n")
}

/// Those called stand before DE, who calls behind it, and a number may follow.
///
/// - source: ACP 126
/// - code: `src/decode/call_signs.rs`
/// - finding: none
#[test]
fn call_signs_stand_around_de() {
    let input = with("NOIL NABC DE NPG NR 051");
    let cable = one(&input);
    assert_eq!((cable.dialect, cable.recognition.confidence), (Dialect::Acp126, Confidence::Certain));
    let signs = cable.call_signs.as_ref().unwrap();
    assert_eq!((signs.called.len(), signs.calling.as_deref()), (2, Some("NPG")));
    assert_eq!(cable.origin.as_ref().unwrap().serial.as_deref(), Some("051"));
    assert_eq!((cable.call.as_ref(), codes(&cable)), (None, Vec::new()));
    assert_eq!(encode(&cable), input.as_bytes());
}

/// A call without a number is one where format line 4 or 5 stands below it, or where the caller says so.
///
/// - source: ACP 126
/// - code: `src/decode/unknown_lines.rs`
/// - finding: none
#[test]
fn a_call_may_have_no_number() {
    let cable = one("NOIL DE NPG\nR 221855Z APR 2015\nFM NPG\n");
    assert_eq!((cable.dialect, cable.recognition.confidence), (Dialect::Acp126, Confidence::Likely));
    let lone = "NOIL DE NPG\nBT\nUNCLAS\n";
    assert_eq!(Decoder::new().cable(lone.as_bytes()).call_signs, None);
    let forced = Decoder::new().dialect(Dialect::Acp126).cable(lone.as_bytes()).into_owned();
    assert_eq!(forced.call_signs.unwrap().calling.as_deref(), Some("NPG"));
}

/// Stations whose call signs are routing indicators are given as those too.
///
/// - source: ACP 126
/// - code: `src/decode/call_signs.rs`
/// - finding: none
#[test]
fn indicators_may_stand_for_call_signs() {
    let input = with("RUEBABB DE RUEBABA NR 7");
    let cable = one(&input);
    assert_eq!(cable.call.unwrap().indicators, ["RUEBABB"]);
    assert_eq!(cable.origin.unwrap().indicator.unwrap().as_str(), "RUEBABA");
}

/// Format line 4 may hold signals alone.
///
/// - source: ACP 126
/// - code: `src/decode/unknown_lines.rs`
/// - finding: none
#[test]
fn signals_need_no_security_warning() {
    let input = with("NOIL DE NPG NR 051\nZFH T NABC");
    let cable = one(&input);
    assert_eq!(cable.security.as_ref().unwrap().operating_signals, ["ZFH", "T NABC"]);
    assert_eq!(codes(&cable), [""; 0]);
}

/// The number behind NR is figures with one letter at most.
///
/// - source: ACP 126
/// - code: `src/decode/call_signs.rs`
/// - finding: T0340
#[test]
fn the_number_is_figures() {
    let input = with("NOIL DE NPG NR 0S1");
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0340 2:16"]);
    assert_eq!(cable.origin, None);
}

/// Format line 1 may be a number without a channel, and a security prosign.
///
/// - source: ACP 126
/// - code: `src/decode/transmission.rs`
/// - finding: none
#[test]
fn a_transmission_is_numbered_without_a_channel() {
    let input = with("NOIL DE NPG NR 051");
    let transmission = one(&input).transmission.unwrap();
    assert_eq!((transmission.channel, transmission.number), (None, Some(51)));
    assert_eq!(transmission.prosign.map(torntape::message::SecurityProsign::as_str), Some("UU"));
}

/// A changed call sign or number is written on the one line.
///
/// - source: ACP 126
/// - code: `src/encode/stations.rs`
/// - finding: none
#[test]
fn a_changed_call_is_written_on_one_line() {
    let input = with("NOIL DE NPG NR 051");
    let mut cable = one(&input).into_owned();
    cable.call_signs.as_mut().unwrap().called.push("NABC".into());
    cable.origin.as_mut().unwrap().serial = Some("052".into());
    let changed = String::from_utf8(encode(&cable)).unwrap();
    assert_eq!(changed, input.replace("NOIL DE NPG NR 051", "NOIL NABC DE NPG NR 052"));
}
