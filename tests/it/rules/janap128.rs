//! JANAP 128: the header of fixed positions.

use torntape::encode::encode;
use torntape::message::{Classification, Dialect, Precedence};

use super::{codes, one};

const HEADER: &str = "RTTUZYUW RUEBABA0001 1361200-UUUU--RUEBABB.";

fn with(header: &str) -> String {
    format!(
        "VZCZCJTA027\n{header}\nZNR UUUUU\nR 151156Z MAY 84\nFM NAVCOMSTA NORFOLK VA\nTO COMFLEET FOUR\nBT\nUNCLAS\n"
    )
}

/// The header of 43 positions names precedence, media, class, content, station, serial, filing time and routing.
///
/// - source: US Navy training 14226 p19
/// - code: `src/decode/janap/mod.rs`
/// - finding: none
#[test]
fn the_header_is_read_by_its_positions() {
    let input = with(HEADER);
    let cable = one(&input);
    assert_eq!((cable.dialect, codes(&cable)), (Dialect::Janap128, Vec::new()));
    let janap = cable.janap.unwrap();
    assert_eq!(janap.language_media_format.as_deref(), Some("TT"));
    assert_eq!(janap.class_letter.as_deref(), Some("U"));
    assert_eq!(janap.content_indicator.as_deref(), Some("ZYUW"));
    assert_eq!(janap.marking.as_deref(), Some("UUUU"));
    let (call, origin) = (cable.call.unwrap(), cable.origin.unwrap());
    assert_eq!((call.precedence, call.indicators[0].as_str()), (Some(Precedence::Routine), "RUEBABB"));
    assert_eq!((origin.indicator.unwrap().as_str(), origin.serial.as_deref()), ("RUEBABA", Some("0001")));
    assert_eq!((origin.day, origin.time.as_deref()), (Some(136), Some("1200")));
    assert_eq!(origin.filed.unwrap().to_string(), "1984-05-15T12:00:00Z");
}

/// Y is the emergency command precedence of AUTODIN, above all others.
///
/// - source: US Navy training 14226 p20
/// - code: `src/decode/janap/mod.rs`
/// - finding: none
#[test]
fn emergency_is_a_precedence() {
    let input = with(&HEADER.replacen('R', "Y", 1)).replace("\nR 15", "\nY 15");
    let cable = one(&input);
    assert_eq!(cable.call.as_ref().unwrap().precedence, Some(Precedence::Emergency));
    assert_eq!(codes(&cable), [""; 0]);
}

/// A position that holds something else is pointed at, and costs its own field only.
///
/// - source: US Navy training 14226 p20
/// - code: `src/decode/janap/mod.rs`
/// - finding: T0240
#[test]
fn a_wrong_position_is_pointed_at() {
    for (header, place) in [
        (HEADER.replace("TTU", "T5U"), "T0240 2:2"),
        (HEADER.replace("UZYUW", "4ZYUW"), "T0240 2:4"),
        (HEADER.replace("ZYUW", "?YUW"), "T0240 2:5"),
        (HEADER.replace("ZYUW ", "ZYUWX"), "T0240 2:9"),
        (HEADER.replace("RUEBABA0", "RUE?ABA0"), "T0240 2:10"),
        (HEADER.replace("0001", "O001"), "T0240 2:17"),
        (HEADER.replace("136", "399"), "T0240 2:22"),
        (HEADER.replace("1200", "2460"), "T0240 2:25"),
        (HEADER.replace("0-U", "0,U"), "T0240 2:29"),
        (HEADER.replace("-UUUU", "-UU4U"), "T0240 2:30"),
        (HEADER.replace("--", "-,"), "T0240 2:35"),
    ] {
        let input = with(&header);
        let cable = one(&input);
        assert_eq!(codes(&cable), [place], "{header}");
        assert_eq!(cable.dialect, Dialect::Janap128, "{header}");
        assert_eq!(cable.call.as_ref().unwrap().indicators.len(), 1, "{header}");
        assert_eq!(encode(&cable), input.as_bytes());
    }
}

/// A header that lost or gained a character is read by its words.
///
/// - source: US Navy training 14226 p19
/// - code: `src/decode/janap/mod.rs`
/// - finding: T0240, T0241
#[test]
fn a_shifted_header_is_read_by_its_words() {
    let input = with(&HEADER.replace("1361200", "136120"));
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0240 2:22", "T0241 2:22"]);
    let origin = cable.origin.as_ref().unwrap();
    assert_eq!((origin.serial.as_deref(), origin.day), (Some("0001"), None));
    assert_eq!(cable.janap.as_ref().unwrap().marking.as_deref(), Some("UUUU"));
    assert_eq!(codes(&one(&with(&HEADER.replace(" 136", "  136")))), ["T0241 2:22"]);
    let input = with(&HEADER.replace("RUEBABA0001", "RUEBAB0001"));
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0241 2:10"]);
    assert_eq!(cable.origin.as_ref().unwrap().indicator.as_ref().unwrap().as_str(), "RUEBAB");
}

/// A full stop follows the last indicator; the routing may go on over lines.
///
/// - source: US Navy training 14226 p21
/// - code: `src/decode/janap/mod.rs`
/// - finding: T0242
#[test]
fn a_full_stop_ends_the_routing() {
    let input = with("RTTUZYUW RUEBABA0001 1361200-UUUU--RUEBABB RUEBABC\nRUWTABA\nRUHPNMA.");
    let cable = one(&input);
    assert_eq!(codes(&cable), [""; 0]);
    assert_eq!(cable.call.unwrap().indicators, ["RUEBABB", "RUEBABC", "RUWTABA", "RUHPNMA"]);
    assert_eq!(codes(&one(&with(HEADER.trim_end_matches('.')))), ["T0242 2:43"]);
    assert_eq!(codes(&one(&with(&HEADER.replace('.', " .")))), ["T0242 2:44"]);
    assert_eq!(codes(&one(&with(&format!("{HEADER} RUEBABC")))), ["T0242 2:45"]);
}

/// One transmission calls at most five hundred stations.
///
/// - source: US Navy training 14226 p21
/// - code: `src/decode/janap/mod.rs`
/// - finding: T0243
#[test]
fn five_hundred_indicators_are_the_most() {
    let letters = |number: usize| {
        [number / 676, number / 26 % 26, number % 26]
            .map(|place| char::from(b'A' + u8::try_from(place).unwrap()))
    };
    let stations: Vec<String> = (0..501)
        .map(|number| letters(number).iter().collect())
        .map(|tail: String| format!("RUE{tail}A"))
        .collect();
    let header =
        |count: usize| format!("{}{}.", HEADER.trim_end_matches("RUEBABB."), stations[..count].join(" "));
    let of = |count| with(&header(count)).replace("TO COMFLEET FOUR", "TO AIG 205");
    assert_eq!(codes(&one(&of(500))), [""; 0]);
    assert_eq!(codes(&one(&of(501))), ["T0243 2:4036"]);
    assert_eq!(one(&of(501)).call.unwrap().indicators.len(), 501);
}

/// The class in position 4, in positions 30 to 33 and in format line 4 is one, release code included.
///
/// - source: US Navy training 14226 p20
/// - code: `src/decode/janap/mod.rs`
/// - finding: T0244
#[test]
fn the_class_letters_agree() {
    let release = HEADER.replace("-UUUU", "-UUAA");
    assert_eq!(codes(&one(&with(&release).replace("UUUUU", "UUUAA"))), [""; 0]);
    for header in [
        release,
        HEADER.replace("TTU", "TTC").replace("-UUUU", "-CCCC"),
        HEADER.replace("TTU", "TTC"),
        HEADER.replace("-UUUU", "-UUCU"),
    ] {
        assert_eq!(codes(&one(&with(&header))), ["T0244 2:30"], "{header}");
    }
}

/// Without a format line 4 the header gives class and release code.
///
/// - source: ACP 117 7d
/// - code: `src/decode/janap/mod.rs`
/// - finding: none
#[test]
fn the_header_stands_for_a_missing_security_line() {
    let input = with(&HEADER.replace("-UUUU", "-UUAA")).replace("ZNR UUUUU\n", "");
    let cable = one(&input);
    let security = cable.security.as_ref().unwrap();
    assert_eq!(security.classification, Some(Classification::Unclassified));
    assert_eq!((security.release.as_deref(), security.signal), (Some("AA"), None));
    assert_eq!(encode(&cable), input.as_bytes());
}

/// The serial of the header stands again at the end of the message.
///
/// - source: US Navy training 14226 p21
/// - code: `src/decode/checks.rs`
/// - finding: T0301
#[test]
fn the_end_repeats_the_serial() {
    assert_eq!(codes(&one(&format!("{}1. LAMPS.\nBT\n#0001\nNNNN\n", with(HEADER)))), [""; 0]);
    assert_eq!(codes(&one(&format!("{}1. LAMPS.\nBT\n#0002\nNNNN\n", with(HEADER)))), ["T0301 2:17"]);
}

/// Twelve DEL pad the end in ASCII, where ITA2 has LTRS.
///
/// - source: US Navy training 14226 p21
/// - code: `src/decode/body.rs`
/// - finding: none
#[test]
fn deletes_pad_the_end() {
    let input = format!("{}1. LAMPS.\nBT\n#0001\nNNNN{}", with(HEADER), "\x7f".repeat(12));
    let cable = one(&input);
    assert_eq!((cable.end.as_deref(), codes(&cable)), (Some("NNNN"), Vec::new()));
    let input = format!("{}1. LAMPS.\n\x7fBT\n\x7f#0001\n\x7fNNNN\n", with(HEADER));
    let cable = one(&input);
    assert_eq!((cable.end.as_deref(), codes(&cable)), (Some("NNNN"), Vec::new()));
}

/// SUSDUPE marks a message that may have been delivered already.
///
/// - source: US Navy training 14226 p22
/// - code: `src/decode/janap/mod.rs`
/// - finding: none
#[test]
fn a_suspected_duplicate_is_told() {
    let input = with(&format!("{HEADER} SUSDUPE"));
    let cable = one(&input);
    assert!(cable.janap.as_ref().unwrap().suspected_duplicate);
    assert_eq!(codes(&cable), [""; 0]);
}

/// A changed field is written in its positions; a new message is laid out by the book.
///
/// - source: US Navy training 14226 p19
/// - code: `src/encode/stations.rs`
/// - finding: none
#[test]
fn a_changed_field_keeps_its_positions() {
    let input = with(HEADER);
    let mut cable = one(&input).into_owned();
    cable.origin.as_mut().unwrap().serial = Some("0412".into());
    cable
        .call
        .as_mut()
        .unwrap()
        .indicators
        .push(torntape::message::RoutingIndicator::new("RUEBABC").unwrap());
    let want = input.replace("0001", "0412").replace("RUEBABB.", "RUEBABB RUEBABC.");
    assert_eq!(String::from_utf8(encode(&cable)).unwrap(), want);
    cable.raw = None;
    cable.text = None;
    let new = String::from_utf8(encode(&cable)).unwrap();
    assert!(
        new.starts_with("VZCZCJTA027\nRTTUZYUW RUEBABA0412 1361200-UUUU--RUEBABB RUEBABC.\nZNR"),
        "{new}"
    );
}
