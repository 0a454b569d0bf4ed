//! The five-unit code of teleprinters.

use proptest::prelude::*;
use torntape::decode::Ita2;

/// The table of the book: letter, figure, impulses 1 to 5. A bell is `*`, no figure a blank.
const BOOK: &str = "A-11000 B?10011 C:01110 D 10010 E310000 F 10110 G 01011 H 00101 I801100 J*11010 K(11110 L)01001 \
                    M.00111 N,00110 O900011 P001101 Q111101 R401010 S*10100 T500001 U711100 V 01111 W211001 X/10111 \
                    Y610101 Z 10001";

fn codes(impulses: &str) -> u8 {
    impulses.bytes().zip(0..).map(|(impulse, place)| (impulse - b'0') << place).sum()
}

fn text(ita2: Ita2, codes: &[u8]) -> String {
    String::from_utf8(ita2.read(codes).bytes).unwrap()
}

/// Each code is a letter, and after FIGS a figure or a sign. The first impulse lies in the lowest bit.
///
/// - source: ACP 127(G) 140
/// - code: `src/decode/ita2.rs`
/// - finding: none
#[test]
fn the_table_is_that_of_the_book() {
    let entries: Vec<&[u8]> = BOOK.as_bytes().chunks(8).collect();
    assert_eq!(entries.len(), 26);
    for entry in entries {
        let (letter, figure) = (char::from(entry[0]), char::from(entry[1]));
        let code = codes(std::str::from_utf8(&entry[2..7]).unwrap());
        assert_eq!(text(Ita2::new(), &[code]), letter.to_string());
        let figure = match figure {
            '*' => '\u{7}',
            ' ' => '\u{1a}',
            figure => figure,
        };
        assert_eq!(text(Ita2::new(), &[codes("11011"), code]), figure.to_string(), "{letter}");
        assert_eq!(text(Ita2::new().first_high(), &[code.reverse_bits() >> 3]), letter.to_string());
    }
    let functions = [codes("00010"), codes("01000"), codes("00100"), codes("00000"), codes("11111")];
    assert_eq!(text(Ita2::new(), &functions), "\r\n ");
}

/// Shifts and BLANK leave no character; what was shifted stays so until the other shift, over blanks too.
///
/// - source: ACP 127(G) 138g
/// - code: `src/decode/ita2.rs`
/// - finding: none
#[test]
fn a_blank_does_not_lead_back_to_letters() {
    let tape = [27, 1, 4, 1, 31, 1, 0];
    assert_eq!(text(Ita2::new(), &tape), "3 3E");
    assert_eq!(text(Ita2::new().unshift_on_space(), &tape), "3 EE");
}

/// A figure that the code lacks is shown as damaged, at its place in the text.
///
/// - source: ACP 127(G) 140
/// - code: `src/decode/ita2.rs`
/// - finding: T0042
#[test]
fn a_figure_that_is_none_is_damage() {
    // RR, line end, FIGS, 7, the code of H
    let read = Ita2::new().read(&[10, 10, 8, 2, 27, 7, 20]);
    assert_eq!(read.bytes, b"RR\r\n7\x1a");
    let [finding] = read.findings.as_slice() else { panic!("{:?}", read.findings) };
    assert_eq!((finding.code.as_str(), finding.line, finding.column, finding.offset), ("T0042", 2, 2, 5));
    assert_eq!(Ita2::new().us().read(&[27, 20, 7]).bytes, b"#7");
}

/// A byte of more than five bits is read by its low five, and said.
///
/// - source: ACP 127(G) 140
/// - code: `src/decode/ita2.rs`
/// - finding: T0041
#[test]
fn more_than_five_bits_are_said_once_a_run() {
    let read = Ita2::new().read(b"EA\x01");
    assert_eq!(read.bytes, b"SEE");
    assert_eq!(read.findings.len(), 1);
    assert_eq!((read.findings[0].code.as_str(), read.findings[0].length), ("T0041", 2));
}

/// Lines end with two CR and one LF, in letters, so that each line begins in letters.
///
/// - source: ACP 127(G) 137, 138
/// - code: `src/encode/ita2.rs`
/// - finding: none
#[test]
fn a_line_ends_in_letters() {
    let tape = Ita2::new().write(b"R 5\nE\r\r\n");
    assert_eq!(tape.bytes, [31, 10, 4, 27, 16, 31, 8, 8, 2, 1, 8, 8, 2]);
    assert!(tape.findings.is_empty());
}

/// What the code lacks is written in the words of the book, one blank around them.
///
/// - source: ACP 127(G) 134b
/// - code: `src/encode/ita2.rs`
/// - finding: T0043
#[test]
fn what_the_code_lacks_is_written_in_words() {
    let tape = Ita2::new().write("SAID\"YES\"AND\u{201c}NO\u{201d} \u{b6}4; 7".as_bytes());
    assert_eq!(text(Ita2::new(), &tape.bytes), "SAID QUOTE YES UNQUOTE AND QUOTE NO UNQUOTE PARA 4? 7");
    let columns: Vec<usize> = tape.findings.iter().map(|finding| finding.column).collect();
    assert_eq!(columns, [5, 9, 13, 18, 22, 25]);
    assert!(tape.findings.iter().all(|finding| finding.code.as_str() == "T0043"));
}

/// `#` of State and JANAP 128 is in the American code only, on H.
///
/// - source: US Navy training 14226 p21
/// - code: `src/encode/ita2.rs`
/// - finding: T0043
#[test]
fn the_number_sign_is_american() {
    let tape = Ita2::new().write(b"#7951");
    assert_eq!(
        (text(Ita2::new(), &tape.bytes), tape.findings[0].code.as_str()),
        ("?7951".to_owned(), "T0043")
    );
    let tape = Ita2::new().us().write(b"#7951");
    assert_eq!((text(Ita2::new().us(), &tape.bytes), tape.findings.len()), ("#7951".to_owned(), 0));
}

/// Small letters are written as capitals, and counted.
///
/// - source: ACP 127(G) 140
/// - code: `src/encode/ita2.rs`
/// - finding: T0044
#[test]
fn small_letters_become_capitals() {
    let tape = Ita2::new().write(b"The lamps came.");
    assert_eq!(text(Ita2::new(), &tape.bytes), "THE LAMPS CAME.");
    let [finding] = tape.findings.as_slice() else { panic!("{:?}", tape.findings) };
    assert_eq!((finding.code.as_str(), finding.column), ("T0044", 2));
    assert_eq!(finding.message, "11 small letters are written as capitals, the first one here");
}

/// The bell before a FLASH goes over the line and is no part of the prosign.
///
/// - source: ACP 127(G) 137e
/// - code: `src/decode/ita2.rs`
/// - finding: none
#[test]
fn the_bell_rings_before_a_flash() {
    // FIGS JJJJJ SSSSS LTRS ZZ
    let mut tape = vec![27];
    tape.extend([11; 5]);
    tape.extend([5; 5]);
    tape.extend([31, 17, 17]);
    tape.extend(&Ita2::new().write(b" RBFW\nDE RXFPC 123 2641216\n").bytes[1..]);
    let read = Ita2::new().read(&tape);
    let cable = torntape::Decoder::new().cable(&read.bytes);
    assert_eq!(cable.call.unwrap().precedence, Some(torntape::message::Precedence::Flash));
}

proptest! {
    #[test]
    fn text_of_the_code_comes_back(text in "[-A-Z0-9 ?:().,/\u{7}#\r\n]{0,200}") {
        // A lone line feed gains its carriage returns; a carriage return before it stays as it is.
        let text = text.replace('\r', "").replace('\n', "\r\r\n");
        for ita2 in [Ita2::new().us(), Ita2::new().us().first_high()] {
            let tape = ita2.write(text.as_bytes());
            prop_assert!(tape.findings.is_empty());
            prop_assert!(tape.bytes.iter().all(|code| *code < 32));
            let read = ita2.read(&tape.bytes);
            prop_assert_eq!(&read.bytes, text.as_bytes());
            prop_assert_eq!(ita2.write(&read.bytes).bytes, tape.bytes);
        }
    }

    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for ita2 in [Ita2::new(), Ita2::new().us().first_high().unshift_on_space()] {
            let (read, written) = (ita2.read(&bytes), ita2.write(&bytes));
            prop_assert!(read.bytes.len() <= bytes.len());
            prop_assert!(written.bytes.iter().all(|code| *code < 32));
            for finding in &read.findings {
                prop_assert!(finding.offset + finding.length <= read.bytes.len() + 1);
            }
            for finding in &written.findings {
                prop_assert!(bytes.get(finding.offset..finding.offset + finding.length).is_some());
            }
        }
    }
}

#[cfg(feature = "cli")]
mod command {
    use assert_cmd::Command;
    use assert_cmd::cargo::cargo_bin;

    use super::Ita2;

    const CABLE: &str = "VZCZCABC027\nPP RBFW\nDE RXFPC #0051 2641216\nZNR UUUUU\nP 211156Z SEP 2009\n\
                         FM CINCEASTLANT\nTO RBFW/COMFLEET FOUR\nBT\nUNCLAS\n1. THE LAMPS CAME.\nBT\n#0051\nNNNN\n";

    fn torntape(arguments: &[&str], input: &[u8]) -> (Vec<u8>, String, i32) {
        let output =
            Command::new(cargo_bin!("torntape")).args(arguments).write_stdin(input).output().unwrap();
        (output.stdout, String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
    }

    #[test]
    fn a_tape_is_decoded_and_written_again() {
        let tape = Ita2::new().us().write(CABLE.as_bytes()).bytes;
        let (json, complaints, status) =
            torntape(&["decode", "--charset", "ita2-us", "--format", "json", "--with-text"], &tape);
        assert_eq!((complaints.as_str(), status), ("", 0));
        let cables: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(cables[0]["origin"]["serial"], "0051");
        let (again, complaints, status) = torntape(&["encode", "--charset", "ita2-us"], &json);
        assert_eq!((complaints.as_str(), status), ("", 0));
        assert_eq!(again, tape);
    }

    #[test]
    fn a_finding_of_the_tape_lies_in_its_cable() {
        let tape = Ita2::new().us().write(CABLE.as_bytes()).bytes;
        let (json, _, status) = torntape(&["decode", "--charset", "ita2", "--format", "json"], &tape);
        let cables: serde_json::Value = serde_json::from_slice(&json).unwrap();
        let found = cables[0]["diagnostics"].as_array().unwrap();
        let places: Vec<_> = found
            .iter()
            .filter(|one| one["code"] == "T0042")
            .map(|one| (&one["line"], &one["column"]))
            .collect();
        assert_eq!(places.len(), 2, "{found:?}");
        assert_eq!((places[0].0.as_u64(), places[0].1.as_u64()), (Some(3), Some(10)));
        assert_eq!(status, 1, "the damaged serial is an error");
    }

    #[test]
    fn what_the_code_lacks_is_complained_of() {
        let json = br#"{"from": {"indicator": null, "plad": "AMEMBASSY \"PARIS\""}}"#;
        let (tape, complaints, status) = torntape(&["encode", "--charset", "ita2"], json);
        assert_eq!(Ita2::new().read(&tape).bytes, b"FM AMEMBASSY QUOTE PARIS UNQUOTE\r\r\n");
        assert!(complaints.contains("1:14: T0043: `\"` is not in the code"), "{complaints}");
        assert_eq!(status, 1);
    }
}
