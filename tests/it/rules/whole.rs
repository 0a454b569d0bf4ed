//! A cable as a whole.

use torntape::decode;
use torntape::encode::encode;
use torntape::message::{Dialect, limits};

use super::{CLASS, TO, codes, one, plain, with};

/// Whatever line a text begins with, it is one cable that lacks its first lines.
///
/// - source: State cables of 2009
/// - code: `src/decode/dialect.rs`, `src/decode/header.rs`
/// - finding: none
#[test]
fn a_text_may_begin_with_any_line() {
    for line in [
        "P 212156Z SEP 09",
        "FM SECSTATE WASHDC",
        TO,
        "INFO RUEHLN/AMCONSUL ST PETERSBURG",
        CLASS,
        "SIPDIS",
        "E.O. 12958: N/A",
        "TAGS: PREL RS",
        "SUBJECT: LAMPS",
        "REF: STATE 132759",
        "ZNR UUUUU ZZH",
        "DE RUEHC #7951/01 2642216",
    ] {
        for end in ["", "\n", "\r\n"] {
            let input = format!("{line}{end}");
            let cable = one(&input);
            assert_eq!(cable.dialect, Dialect::Headless, "{line}");
            assert_eq!((cable.source.offset, cable.coverage.header_bytes), (0, input.len()), "{line}");
            assert!(cable.diagnostics.is_empty(), "{line}: {:?}", cable.diagnostics);
        }
    }
}

/// Cables that run one into the next, with noise between, are found each with its place.
///
/// - source: ACP 127(G) 137, 138
/// - code: `src/decode/frame.rs`
/// - finding: none
#[test]
fn cables_are_found_in_noise() {
    let cable = with(TO, &format!("{CLASS}\n\n1. Text.\nBT\n#7951\nNNNN"));
    let input = format!("noise above\n{cable}~~~~\nmore noise\n{cable}{cable}");
    let found: Vec<_> =
        decode(input.as_bytes()).iter().map(|one| (one.source.offset, one.source.length)).collect();
    let second = 12 + cable.len() + 16;
    assert_eq!(found, [(12, cable.len()), (second, cable.len()), (second + cable.len(), cable.len())]);
}

/// A text in which no line has the form of a cable's is one answer of its own, and nothing at all is none.
///
/// - source: State cables of 2009
/// - code: `src/decode/parse.rs`, `src/decode/frame.rs`
/// - finding: T0001
#[test]
fn a_text_without_any_known_line_is_unknown() {
    let cable = one("Dear friends,\nthe lamps came.\n");
    assert_eq!(cable.dialect, Dialect::Unknown);
    assert_eq!(codes(&cable), ["T0001 1:1"]);
    assert_eq!(decode(b""), []);
}

/// Of a single cable 16 MiB are read; the rest is cut off and said.
///
/// - source: our own bound; no message of the books comes near it
/// - code: `src/message/limits.rs`, `src/decode/parse.rs`
/// - finding: T0002
#[test]
fn a_cable_is_cut_at_its_longest() {
    let mut input = plain();
    input.push_str(&"THE LAMPS CAME AGAIN AND AGAIN.\n".repeat(600_000));
    let cables = decode(input.as_bytes());
    assert_eq!(cables[0].source.length, 16 << 20);
    assert_eq!(codes(&cables[0]).last().map(|found| &found[..5]), Some("T0002"));
}

/// Not all format lines appear, but those that do keep their order.
///
/// - source: ACP 127(G) 142b
/// - code: `src/decode/header.rs`
/// - finding: T0004
#[test]
fn format_lines_keep_their_order() {
    let input = plain().replace("FM SECSTATE WASHDC\n", "");
    let input = input.replace("ZNR", "FM SECSTATE WASHDC\nZNR");
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0004 5:1"]);
    assert_eq!(cable.security.unwrap().marking.as_deref(), Some("UUUUU"));
}

/// A format line stands once; the first one counts, and a second list is taken into the first.
///
/// - source: ACP 127(G) 142b, Annex B
/// - code: `src/decode/format_lines.rs`
/// - finding: T0005
#[test]
fn a_format_line_stands_once() {
    let twice = |line: &str| plain().replace(line, &format!("{line}\n{line}"));
    assert_eq!(codes(&one(&twice("FM SECSTATE WASHDC"))), ["T0005 7:1"]);
    assert_eq!(codes(&one(&twice("ZNR UUUUU ZZH"))), ["T0005 5:1"]);
    let lists = plain().replace(TO, &format!("{TO}\nTO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621"));
    let cable = one(&lists);
    assert_eq!((codes(&cable).join(" "), cable.to.len()), ("T0005 8:1".to_owned(), 2));
}

/// A line between format lines that has the form of none of them costs itself and no other.
///
/// - source: ACP 127(G) 142b
/// - code: `src/decode/unknown_lines.rs`
/// - finding: T0003
#[test]
fn a_line_of_no_form_costs_itself_only() {
    let input = plain().replace("FM SECSTATE", "??? what ???\nFM SECSTATE");
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0003 6:1"]);
    assert_eq!(cable.from.unwrap().plad, "SECSTATE WASHDC");
    assert_eq!(cable.coverage.header_bytes - cable.coverage.attributed_bytes, "??? what ???".len());
}

/// A character that a receiver with parity found damaged is pointed at wherever it stands in the heading.
///
/// - source: ACP 127(G) 419, 420
/// - code: `src/decode/parse.rs`
/// - finding: T0006
#[test]
fn damaged_characters_of_the_heading_are_pointed_at() {
    assert_eq!(codes(&one(&plain().replace("SECSTATE", "SEC\u{1a}TATE"))), ["T0006 6:7"]);
}

/// Of the findings of one cable so many are listed as a reader can use; that more were found is said.
///
/// - source: our own bound
/// - code: `src/message/limits.rs`, `src/decode/findings.rs`
/// - finding: T0007
#[test]
fn findings_without_end_are_counted_off() {
    let tags = "K?MN ".repeat(5000);
    let input = with(TO, &format!("{CLASS}\n\nTAGS: {tags}\nSUBJECT: LAMPS"));
    let found = codes(&one(&input));
    assert_eq!((found.len(), &found[found.len() - 1][..5]), (limits::DIAGNOSTICS_MAX + 1, "T0007"));
}

/// Bytes of the heading that are no text are pointed at and kept.
///
/// - source: ACP 127(G) 134b
/// - code: `src/decode/parse.rs`
/// - finding: T0008
#[test]
fn bytes_that_are_no_text_are_kept() {
    let mut input = plain().into_bytes();
    let at = input.windows(8).position(|word| word == b"SECSTATE").unwrap();
    input[at + 3] = 0xff;
    let cables = decode(&input);
    assert_eq!(codes(&cables[0]), ["T0008 6:7"]);
    assert_eq!(encode(&cables[0]), input);
}

/// A backslash at the end of a line is a mark of the archive, and no part of the field.
///
/// - source: State cables of 2009
/// - code: `src/decode/header.rs`, `src/decode/lines.rs`
/// - finding: T0009
#[test]
fn a_backslash_at_the_end_of_a_line_is_left_out() {
    let input = plain().replace("WASHDC\n", "WASHDC \\\n");
    let cable = one(&input);
    assert_eq!(cable.from.as_ref().unwrap().plad, "SECSTATE WASHDC");
    assert_eq!(codes(&cable), ["T0009 6:20"]);
}

/// Format lines 5 to 10 may be missing where format lines 2 and 3 name both ends.
///
/// - source: ACP 127(G) 144
/// - code: `src/decode/header.rs`
/// - finding: none
#[test]
fn an_abbreviated_heading_is_whole() {
    let cable = one("VZCZCXMO0010\nPP RUEHMO\nDE RUEH 131 2031417\nBT\nUNCLAS\n1. TEXT.\nBT\nNNNN\n");
    assert_eq!(codes(&cable), [""; 0]);
    assert!(cable.from.is_none() && cable.to.is_empty());
    assert_eq!((cable.call.unwrap().indicators[0].as_str(), cable.paragraphs.len()), ("RUEHMO", 1));
}

/// An encrypted message hides its addressees in its text: it has a date-time group and a group count, and no address.
///
/// - source: ACP 127(G) 146
/// - code: `src/decode/prefix.rs`, `src/decode/header.rs`
/// - finding: none
#[test]
fn a_message_without_address_is_whole() {
    let cable = one(
        "VZCZCXMO0010\nPP RUEHMO\nDE RUEH 131 2642216\nZNR UUUUU\nP 212156Z SEP 09\nGR37\nBT\nABCDE FGHIJ\nBT\nNNNN\n",
    );
    assert_eq!((codes(&cable), cable.group_count, cable.from), (vec![], Some(37), None));
}

/// A message readdressed has two headings; the first is the live one, and the older one stays as it was.
///
/// - source: ACP 127(G) 503
/// - code: `src/decode/format_lines.rs`
/// - finding: none
#[test]
fn the_first_heading_of_a_readdressed_message_is_live() {
    let older = "R 201200Z SEP 09\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\n";
    let input = with(&format!("{TO}\n{}", older.trim_end()), CLASS);
    let cable = one(&input);
    assert_eq!(codes(&cable), [""; 0]);
    assert_eq!(
        (&*cable.dtg.unwrap().text, &*cable.from.unwrap().plad),
        ("212156Z SEP 09", "SECSTATE WASHDC")
    );
    let before = cable.readdressed.unwrap();
    assert_eq!(
        (&*before.dtg.unwrap().text, &*before.from.unwrap().plad),
        ("201200Z SEP 09", "AMEMBASSY PARIS")
    );
    assert_eq!(before.to[0].plad, "SECSTATE WASHDC");
}

/// The marks of State, `#` before the serial with a reference number or a numbered addressee, tell its dialect.
///
/// - source: ACP 117; State cables of 2009
/// - code: `src/decode/dialect.rs`
/// - finding: none
#[test]
fn state_is_told_from_the_base_form() {
    assert_eq!(one(&plain()).dialect, Dialect::Acp127State);
    assert_eq!(one("PP RUEHMO\nDE RUEHC #7951 2642216\n").dialect, Dialect::Acp127Modified);
    assert_eq!(one("PP RUEHMO\nDE RUEHC 123A 2642216\n").dialect, Dialect::Acp127);
}

/// Each byte of a heading belongs to a field or lies under a finding.
///
/// - source: our own promise
/// - code: `src/decode/parse.rs`, `src/decode/findings.rs`
/// - finding: none
#[test]
fn every_byte_of_a_heading_is_accounted_for() {
    let cable = one(&plain()).into_owned();
    assert_eq!(cable.coverage.header_bytes, plain().len());
    assert_eq!(cable.coverage.attributed_bytes, plain().len());
    let input = plain().replace("UUUUU ZZH", "UUUUU Z?H");
    let cable = one(&input);
    assert_eq!(cable.coverage.header_bytes - cable.coverage.attributed_bytes, "Z?H".len());
}

/// A date-time group below the originator is no older heading where none stands above it: the lines are in disorder.
///
/// - source: ACP 127(G) 142b, 503
/// - code: `src/decode/format_lines.rs`, `src/decode/header.rs`
/// - finding: T0004
#[test]
fn one_date_time_group_makes_one_heading() {
    let group = "P 212156Z SEP 09\n";
    let input = plain().replace(group, "").replace("TO RUEHMO", &format!("{group}TO RUEHMO"));
    let cable = one(&input);
    assert_eq!(codes(&cable), ["T0004 6:1"]);
    assert!(cable.readdressed.is_none() && cable.dtg.is_some() && cable.from.is_some());
}
