//! Format line 3: the calling station, its serial and the filing time.

use super::{TO, codes, one, plain, with};

/// The filing time takes the year that brings it nearest to the date-time group.
///
/// - source: ACP 127(G) 115
/// - code: `src/decode/checks.rs`
/// - finding: none
#[test]
fn the_filing_time_turns_the_year_with_the_date_time_group() {
    for (dtg, filing, filed) in [
        ("312350Z DEC 08", "0010005", "2009-01-01T00:05:00Z"),
        ("010003Z JAN 09", "3662358", "2008-12-31T23:58:00Z"),
        ("281200Z FEB 09", "3661200", "2008-12-31T12:00:00Z"),
    ] {
        let input =
            format!("VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 {filing}\nP {dtg}\nFM SECSTATE WASHDC\n");
        let origin = one(&input).origin.unwrap();
        assert_eq!(origin.filed.unwrap().to_string(), filed, "{dtg}");
    }
}

/// Format line 3 opens with `DE`.
///
/// - source: ACP 127(G) 133, Annex B
/// - code: `src/decode/origin.rs`
/// - finding: T0302
#[test]
fn format_line_3_opens_with_de() {
    let input = plain().replace("DE RUEHC", "D? RUEHC");
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0302 3:1"]);
    assert_eq!(cable.origin.unwrap().serial.as_deref(), Some("7951"));
}

/// Behind `DE` stands the calling station as a routing indicator.
///
/// - source: ACP 127(G) 116, 133
/// - code: `src/decode/origin.rs`
/// - finding: T0303
#[test]
fn the_calling_station_is_a_routing_indicator() {
    let input = plain().replace("DE RUEHC", "DE RU3HC");
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0303 3:4"]);
    assert!(cable.origin.unwrap().indicator.is_none());
}

/// The serial has up to four figures, and a letter where several positions number on their own; State writes `#` before it.
///
/// - source: ACP 127(G) 129; State cables of 2009
/// - code: `src/decode/origin.rs`, `src/decode/grammar.rs`
/// - finding: T0304
#[test]
fn a_serial_has_figures_and_perhaps_a_letter() {
    for (written, serial) in [
        ("#7951", Some("7951")),
        ("131", Some("131")),
        ("115B", Some("115B")),
        ("#0220", Some("0220")),
        ("#7?51", None),
    ] {
        let input = format!("VZCZCXRO0809\nPP RUEHMO\nDE RUEHC {written} 2642216\n");
        let cable = one(&input);
        assert_eq!(cable.origin.as_ref().unwrap().serial.as_deref(), serial, "{written}");
        assert_eq!(codes(&cable).join(" "), if serial.is_some() { "" } else { "T0304 3:10" });
    }
}

/// A service message between connected stations has no serial; the filing time may be left out, too.
///
/// - source: ACP 127(G) 405b, 405e
/// - code: `src/decode/origin.rs`
/// - finding: none
#[test]
fn a_service_message_may_lack_serial_and_filing_time() {
    for (line, time) in
        [("DE RBFW 21/1230Z", Some("1230")), ("DE RBFW 2641230", Some("1230")), ("DE RBFW", None)]
    {
        let input = format!("VV   FPA126     UU\nPP RBDA\n{line}\nINT ZDK DPA116\nNNNN\n");
        let cable = one(&input);
        let origin = cable.origin.as_ref().unwrap();
        assert_eq!((origin.serial.as_deref(), origin.time.as_deref()), (None, time), "{line}");
        assert_eq!(codes(&cable), [""; 0], "{line}");
    }
}

/// The filing time is the day of the year and the hour, or the day of the month with a stroke, always in Z time.
///
/// - source: ACP 127(G) 115
/// - code: `src/decode/origin.rs`
/// - finding: T0305
#[test]
fn the_filing_time_is_a_day_and_an_hour() {
    for (written, day) in [
        ("2642216", Some(264)),
        ("21/2216Z", Some(21)),
        ("0010000", Some(1)),
        ("0002216", None),
        ("3672216", None),
        ("2642416", None),
        ("2642260", None),
        ("264221", None),
        ("26422161", None),
    ] {
        let input = format!("VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 {written}\n");
        let cable = one(&input);
        assert_eq!(cable.origin.as_ref().unwrap().day, day, "{written}");
        assert_eq!(codes(&cable).join(" "), if day.is_some() { "" } else { "T0305 3:16" }, "{written}");
    }
}

/// Day 366 is in leap years only; the filing time then takes the nearest year that has it.
///
/// - source: ACP 127(G) 115
/// - code: `src/message/time.rs`, `src/decode/checks.rs`
/// - finding: T0306
#[test]
fn day_366_is_of_a_leap_year() {
    let input = plain().replace("2642216", "3662216");
    let cable = one(&input);
    assert_eq!(cable.origin.as_ref().unwrap().filed.unwrap().to_string(), "2008-12-31T22:16:00Z");
    assert_eq!(codes(&cable), ["T0306 3:16"]);
    let none = plain().replace("2642216", "3662216").replace("SEP 09", "SEP 2002");
    assert_eq!(codes(&one(&none)), ["T0305 3:16"]);
}

/// A message is filed at or after its date-time group.
///
/// - source: ACP 127(G) 113, 115
/// - code: `src/decode/checks.rs`
/// - finding: T0306
#[test]
fn a_message_is_filed_after_its_date_time_group() {
    assert_eq!(codes(&one(&plain().replace("2642216", "2642156"))), [""; 0]);
    assert_eq!(codes(&one(&plain().replace("2642216", "2642155"))), ["T0306 3:16"]);
}

/// More than a day between date-time group and filing is worth a look; readdressed messages have it.
///
/// - source: ACP 127(G) 115, 503b(8)
/// - code: `src/decode/checks.rs`
/// - finding: T0307
#[test]
fn a_message_is_filed_within_a_day() {
    assert_eq!(codes(&one(&plain().replace("2642216", "2652156"))), [""; 0]);
    assert_eq!(codes(&one(&plain().replace("2642216", "2652157"))), ["T0307 3:16"]);
}

/// Without a date-time group the filing time has no year, and none is guessed.
///
/// - source: ACP 127(G) 115
/// - code: `src/decode/checks.rs`
/// - finding: none
#[test]
fn without_date_time_group_the_filing_time_has_no_year() {
    let cable = one("PP RUEHMO\nDE RUEHC #7951 2642216\n");
    let origin = cable.origin.unwrap();
    assert_eq!((origin.day, origin.time.as_deref(), origin.filed), (Some(264), Some("2216"), None));
}

/// In State cables the serial is the end of the reference number; no book demands it.
///
/// - source: State cables of 2009
/// - code: `src/decode/checks.rs`
/// - finding: T0308
#[test]
fn the_serial_ends_the_reference_number() {
    assert_eq!(codes(&one(&plain().replace("#7951", "#0012"))), ["T0308 3:10"]);
    assert_eq!(codes(&one(&plain().replace("#7951", "0012"))), [""; 0], "without `#` it is no State serial");
}

/// All sections of a State cable have one serial; `/01` behind it names the section, as the classification line does.
///
/// - source: State cables of 2009
/// - code: `src/decode/origin.rs`, `src/decode/checks.rs`
/// - finding: T0309
#[test]
fn the_section_behind_the_serial_is_that_of_the_label() {
    let section = |number: &str| {
        with(TO, "UNCLAS SECTION 01 OF 04 STATE 097951").replace("#7951", &format!("#7951/{number}"))
    };
    let (right, wrong) = (section("01"), section("02"));
    assert_eq!((one(&right).origin.unwrap().section, codes(&one(&right))), (Some(1), vec![]));
    assert_eq!(codes(&one(&wrong)), ["T0309 3:15"]);
}

/// Nothing follows the filing time on format line 3.
///
/// - source: ACP 127(G) Annex B
/// - code: `src/decode/origin.rs`
/// - finding: T0003
#[test]
fn nothing_follows_the_filing_time() {
    assert_eq!(codes(&one(&plain().replace("2642216", "2642216 ZZH"))), ["T0003 3:24"]);
}

/// A section behind the serial belongs to a message whose classification line has a label.
///
/// - source: State cables of 2009
/// - code: `src/decode/agreement.rs`
/// - finding: T0370
#[test]
fn a_section_behind_the_serial_has_its_label() {
    assert_eq!(codes(&one(&plain().replace("#7951", "#7951/02"))), ["T0370 3:15"]);
}
