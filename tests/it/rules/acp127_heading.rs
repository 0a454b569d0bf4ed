//! Military ACP 127: the heading.

use torntape::message::{Cable, Dialect, MessageForm, Precedence, SecurityProsign};
use torntape::{Decoder, decode};

use super::{codes, military, one};

/// A manual transmission starts with `VV` and three blanks, and has no start of message; `HH` restricts it to approved circuits.
///
/// - source: ACP 127(G) 124a, 202c(2)
/// - code: `src/decode/transmission.rs`
/// - finding: none
#[test]
fn a_manual_transmission_starts_without_zczc() {
    let input = military("", "").replace("VZCZCABC027     UU", "VV   WNA114     HH");
    let cable = one(&input);
    let transmission = cable.transmission.as_ref().unwrap();
    assert_eq!((&*transmission.id, transmission.number), ("WNA114", Some(114)));
    assert_eq!(transmission.prosign, Some(SecurityProsign::Approved));
    assert_eq!(codes(&cable), [""; 0]);
}

/// A missent message is passed on with the new identification in front of the old ones.
///
/// - source: ACP 127(G) 426d, 426k
/// - code: `src/decode/transmission.rs`
/// - finding: none
#[test]
fn a_missent_message_keeps_its_identifications() {
    let first = "VV   DLA128VV   QTA114VV   DLB123     UU";
    let input = military("", "").replace("VZCZCABC027     UU", first);
    let cable = one(&input);
    let transmission = cable.transmission.as_ref().unwrap();
    assert_eq!((&*transmission.id, transmission.prosign), ("DLA128", Some(SecurityProsign::Unclassified)));
    assert_eq!(transmission.earlier, ["QTA114", "DLB123"]);
    assert!(cable.pilots.is_empty());
    assert_eq!(codes(&cable), [""; 0]);
}

/// The bell stands before the prosign of a FLASH, as letters where the shift was lost or as the character itself.
///
/// - source: ACP 127(G) 137e, 151b
/// - code: `src/decode/grammar.rs`
/// - finding: none
#[test]
fn the_bell_is_stripped_in_either_shift() {
    for bell in ["JJJJJSSSSS", "\u{7}\u{7}\u{7}\u{7}\u{7}"] {
        let input =
            military("", "").replace("RR RUFDAE", &format!("{bell}ZZ RUFDAE")).replace("R 2214", "Z 2214");
        let cable = one(&input);
        assert_eq!(cable.call.as_ref().unwrap().precedence, Some(Precedence::Flash), "{bell:?}");
        assert_eq!(codes(&cable), [""; 0], "{bell:?}");
    }
}

/// A serial has one letter behind it where several positions count for themselves, and no `#`.
///
/// - source: ACP 127(G) 129
/// - code: `src/decode/origin.rs`
/// - finding: none
#[test]
fn a_serial_may_end_in_a_letter() {
    let input = military("", "").replace("RUWSKT 123 ", "RUWSKT 123A ");
    let cable = one(&input);
    assert_eq!(cable.origin.as_ref().unwrap().serial.as_deref(), Some("123A"));
    assert_eq!((cable.dialect, codes(&cable)), (Dialect::Acp127, vec![]));
}

/// A filing time with the day of the month takes month and year from the date-time group, over the turn of the month.
///
/// - source: ACP 127(G) 115
/// - code: `src/decode/origin.rs`, `src/decode/checks.rs`, `src/message/time.rs`
/// - finding: T0305
#[test]
fn a_filing_time_with_the_day_of_the_month_takes_month_and_year() {
    for (filing, dtg, filed) in [
        ("22/1425Z", "221413Z MAR 2017", "2017-03-22T14:25:00Z"),
        ("01/0005Z", "312350Z DEC 2016", "2017-01-01T00:05:00Z"),
        ("31/2359Z", "010003Z APR 2017", "2017-03-31T23:59:00Z"),
    ] {
        let input = military("", "").replace("0811425", filing).replace("221413Z MAR 2017", dtg);
        let origin = one(&input).origin.unwrap();
        assert!(origin.day_of_month, "{filing}");
        assert_eq!(origin.filed.unwrap().to_string(), filed, "{filing}");
    }
    let input = military("", "").replace("0811425", "31/1425Z").replace("221413Z MAR", "021413Z FEB");
    let input = input.replace("31/", "32/");
    assert_eq!(codes(&one(&input)), ["T0305 3:15"]);
}

/// A date-time group without month and year gives no filing time.
///
/// - source: ACP 127(G) 115, 420g
/// - code: `src/decode/checks.rs`
/// - finding: T0504
#[test]
fn a_filing_time_needs_the_month_of_the_date_time_group() {
    let input = military("", "").replace("0811425", "22/1425Z").replace("221413Z MAR 2017", "221413Z");
    let cable = one(&input);
    assert_eq!(cable.origin.as_ref().unwrap().filed, None);
    assert_eq!(codes(&cable), ["T0504 5:3"]);
}

/// `T` and who is to transmit to whom may stand on a line of their own below the security warning.
///
/// - source: ACP 127(G) 133, 220
/// - code: `src/decode/security.rs`, `src/decode/signals.rs`
/// - finding: none
#[test]
fn transmission_instructions_may_have_a_line_of_their_own() {
    for line in ["ZNR UUUUU\nRXFPC T HAVF", "ZNR UUUUU RXFPC T HAVF"] {
        let input = military("", "").replace("ZNR UUUUU", line);
        let cable = one(&input);
        assert_eq!(cable.security.as_ref().unwrap().operating_signals, ["RXFPC T HAVF"], "{line}");
        assert_eq!(codes(&cable), [""; 0], "{line}");
    }
    for (line, signals) in [
        ("ZNR UUUUU T", vec!["T"]),
        ("ZNR UUUUU T RUFDAE RXFPSA", vec!["T RUFDAE RXFPSA"]),
        ("ZNR UUUUU ZOV RUEP T RFFWBG", vec!["ZOV RUEP", "T RFFWBG"]),
        ("ZNR UUUUU ZOT RFFWBG RUFDAE RXFPC T HAVF", vec!["ZOT RFFWBG RUFDAE", "RXFPC T HAVF"]),
        ("ZNR UUUUU ZGC ZEQ6", vec!["ZGC", "ZEQ6"]),
    ] {
        let input = military("", "").replace("ZNR UUUUU", line);
        assert_eq!(one(&input).security.unwrap().operating_signals, signals, "{line}");
    }
}

/// The signals of book messages and of exact duplicates stand behind the year of format line 5.
///
/// - source: ACP 127(G) 206c, 438b
/// - code: `src/decode/preamble.rs`
/// - finding: none
#[test]
fn book_messages_and_exact_duplicates_say_so_behind_the_year() {
    for signal in ["ZEX", "ZFG"] {
        let input = military("", "").replace("MAR 2017", &format!("MAR 2017 {signal}"));
        let cable = one(&input);
        assert_eq!(cable.dtg.as_ref().unwrap().operating_signals, [signal]);
        assert_eq!(codes(&cable), [""; 0]);
    }
}

/// A CODRESS message has no format lines 6 to 9; the indicator of its cipher may stand behind the year.
///
/// - source: ACP 127(G) 146, 152f
/// - code: `src/decode/preamble.rs`, `src/decode/form.rs`, `src/decode/checks.rs`
/// - finding: none
#[test]
fn codress_hides_its_addresses() {
    let input = "VZCZCABC038     UU\nOO RXFPSA RFFWBG\nDE RBDTRQ 120 0611425\nZNR UUUUU ZOT RFFWBG\n\
                 O P 020207Z MAR 2017 23730\nGR2\nBT\nMNTBL QWKZX\nBT\nNNNN\n";
    let cable = one(input);
    assert_eq!(cable.form, Some(MessageForm::Codress));
    assert_eq!(cable.dtg.as_ref().unwrap().indicator.as_deref(), Some("23730"));
    assert_eq!((cable.group_count, codes(&cable)), (Some(2), vec![]));
}

/// Five figures behind the year are out of place where an address stands below; they are kept and pointed at.
///
/// - source: ACP 127(G) 146
/// - code: `src/decode/preamble.rs`
/// - finding: T0507
#[test]
fn a_cipher_indicator_above_an_address_is_pointed_at() {
    let input = military("", "").replace("MAR 2017", "MAR 2017 23730");
    let cable = one(&input);
    assert_eq!(cable.dtg.as_ref().unwrap().indicator.as_deref(), Some("23730"));
    assert_eq!(codes(&cable), ["T0507 5:20"]);
}

/// An abbreviated message leaves out format lines 5 to 9, since routing line and calling station say both ends.
///
/// - source: ACP 127(G) 144
/// - code: `src/decode/form.rs`
/// - finding: none
#[test]
fn an_abbreviated_message_has_no_address() {
    let input =
        "VZCZCABC039     UU\nRR RUFDAE\nDE RUWSKT 121 0811425\nBT\nUNCLAS\nTHE LAMP IS LIT.\nBT\nNNNN\n";
    let cable = one(input);
    assert_eq!((cable.form, cable.dialect), (Some(MessageForm::AbbreviatedPlaindress), Dialect::Acp127));
    assert_eq!(codes(&cable), [""; 0]);
    assert_eq!(one(&military("", "")).form, Some(MessageForm::Plaindress));
}

/// A message that is readdressed has two headings from format line 5 on, of which the first is the live one.
///
/// - source: ACP 127(G) 503
/// - code: `src/decode/format_lines.rs`
/// - finding: none
#[test]
fn a_readdressed_message_has_two_headings() {
    let older = "R 211005Z MAR 2017\nFM PILOT STATION EAST\nTO AIG 205\nINFO RFFWBG/CHART OFFICE\nXMT RXFPSA/BUOY DEPOT SOUTH";
    let input = military(&format!("\n{older}"), "");
    let cable = one(&input);
    assert_eq!(&*cable.from.as_ref().unwrap().plad, "HARBOUR MASTER NORTH");
    let older = cable.readdressed.as_ref().unwrap();
    assert_eq!(&*older.from.as_ref().unwrap().plad, "PILOT STATION EAST");
    assert_eq!((&*older.to[0].plad, &*older.info[0].plad), ("AIG 205", "CHART OFFICE"));
    assert_eq!((older.exempt.as_slice(), cable.exempt.len()), (&["RXFPSA/BUOY DEPOT SOUTH".into()][..], 0));
    assert_eq!(codes(&cable), [""; 0]);
}

/// The US supplement writes `#` before the serial, and repeats it at the end.
///
/// - source: ACP 127 US supplement
/// - code: `src/decode/dialect.rs`, `src/decode/checks.rs`
/// - finding: T0301
#[test]
fn the_supplement_repeats_its_serial() {
    let text =
        |end: &str| military("", "").replace("123 ", "#0051 ").replace("NNNN", &format!("#{end}\nNNNN"));
    let right = text("0051");
    assert_eq!((one(&right).dialect, codes(&one(&right))), (Dialect::Acp127Modified, vec![]));
    assert_eq!(codes(&one(&text("0052"))), ["T0301 3:11"]);
}

/// A line has at most 69 characters, blanks at its end and bells not counted; it is said once.
///
/// - source: ACP 127(G) 137
/// - code: `src/decode/discipline.rs`
/// - finding: T0030
#[test]
fn a_line_has_69_columns() {
    let text = |columns: usize| {
        military("", &format!("{}    \n{}\u{7}\n", "A".repeat(columns), "B".repeat(columns)))
    };
    assert_eq!(codes(&one(&text(69))), [""; 0]);
    assert_eq!(codes(&one(&text(70))), ["T0030 10:1"]);
}

/// Carriage returns, line feeds and letter shifts of the machine change no field.
///
/// - source: ACP 127(G) 138
/// - code: `src/decode/lines.rs`, `src/decode/frame.rs`
/// - finding: none
#[test]
fn machine_functions_change_nothing() {
    let plain = military("", "");
    let sent = plain.replace('\n', "\r\r\n").replace("NNNN", "\n\n\n\n\n\n\nNNNN\u{7f}\u{7f}\u{7f}\u{7f}");
    let (plain, sent) = (one(&plain), one(&sent));
    let fields = |cable: &Cable<'_>| {
        (
            cable.origin.clone().map(torntape::message::Origin::into_owned),
            cable.to.len(),
            cable.end.clone().map(std::borrow::Cow::into_owned),
        )
    };
    assert_eq!(fields(&plain), fields(&sent));
    assert_eq!(codes(&sent), [""; 0]);
    let shifted = military("", "").replace("NNNN\n", &format!("NNNN{}\n", "\u{1f}".repeat(12)));
    assert_eq!((one(&shifted).end.as_deref(), codes(&one(&shifted))), (Some("NNNN"), vec![]));
}

/// A relay reads the heading alone as it reads the whole.
///
/// - source: ACP 127(G) 303
/// - code: `src/decode/mod.rs`
/// - finding: none
#[test]
fn the_heading_alone_says_the_same() {
    let input = military("", "");
    let (heading, whole) = (Decoder::new().heading(input.as_bytes()), one(&input));
    assert_eq!((heading.origin, heading.to, heading.form), (whole.origin, whole.to, whole.form));
    assert_eq!(decode(input.as_bytes()).len(), 1);
}
