//! What holds of every input, damaged ones above all.

use proptest::collection::vec;
use proptest::prelude::*;
use torntape::decode::{Layout, Token};
use torntape::message::{Cable, Dialect};
use torntape::{Decoder, decode};

const FIXTURE: &[u8] = include_bytes!("../../fixtures/field/09STATE97951.cable");

const HEADER: &[u8] = include_bytes!("../../fixtures/janap128/routing-over-three-lines.cable");

const CALL_SIGNS: &[u8] = include_bytes!("../../fixtures/acp126/signals-in-format-line-4.cable");

const ARCHIVE: &[u8] = include_bytes!("../../fixtures/archive_1973/pages-in-addresses.cable");

/// Pieces that steer random text into every corner of the grammar.
pub(crate) const PIECES: &[&str] = &[
    "VZCZCXRO0809",
    "VV   DLA128",
    "ZCZC",
    "NNNN",
    "BT",
    "\n",
    "\n",
    "\n",
    "\r\n",
    " ",
    "  ",
    "PP ",
    "ZZ ",
    "RUEHMO",
    "RUEHC ",
    "DE RUEHC #7951/01 2642216",
    "DE ",
    "#7951",
    "/01",
    "2642216",
    "ZNR UUUUU",
    "ZNY SSSBB/FFFFF",
    " ZZH",
    " ZOV RUEHC",
    "P 212156Z SEP 09",
    "O P 312460Z FEB 09",
    "212156Z",
    "FM ",
    "SECSTATE WASHDC",
    "TO ",
    "INFO ",
    "XMT ",
    "XMT/",
    "ZEN/",
    "RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941",
    "AMCONSUL ",
    "PIORITY",
    "NIACT IMMEDIATE ",
    "COLLECTIVE",
    "//POL//",
    "AIG 205",
    "GR37",
    "RTTUZYUW RUEBABA0001 1361200-UUUU--",
    "PTTSZYUW RUEBAB 00O1 136120-SSAB--RUEBABB.\n",
    "RUEBABB.\n",
    " SUSDUPE",
    "NOIL DE NPG NR 051\n",
    "\nNABC NOIL DE NPG\n",
    "VZCZC051 UU\n",
    "ACEX GR 12",
    "VV   WNA114     UU\n",
    "RR RUFDAE\n",
    "DE RUWSKT 123A 22/1215Z\n",
    "DE RBFW\n",
    "ZNR UUUUU ZOV RFFWBG T RXFPC\n",
    "ZFD RUFD\n",
    "INT ZDK DPA116\n",
    "BT\nUNCLAS SVC ZUI XZA103 ZDK RFFPI 174 03/1040Z\n",
    "O 020207Z MAR 2017 23730\n",
    "GERMANY\n",
    "FINAL PART OF TWO ",
    "PAGE 2 RUWSKT 123A UNCLAS\n",
    "C LINE 8 WA DAMAGED\n",
    "C7 - PROXU\n",
    "E E E E E E E E AR\n",
    "ZXB ZXB\n",
    "UNCLAS ",
    "C O N F I D E N T I A L ",
    "T O P  S E C R E T ",
    "SECTION 01 OF 04 ",
    "FINAL SECTION OF 2 ",
    "STATE 097951",
    "SIPDIS",
    "SENSITIVE",
    "DEPT FOR EUR/RUS",
    "E.O. 12958: DECL: 10/16/2016",
    "CLASSIFIED BY: ",
    "REASONS 1.4 (B) AND (D)",
    "TAGS: KCRM, PREL",
    "TAS: PREL",
    "SUBJECT: (U) ",
    "REF: ",
    "A. 2008 STATE 132759",
    "B. ",
    "(C) ROME 12 AND 44",
    "PAGE 02        STATE   015113  182333Z",
    "STATE 00097951  002 OF 004 ",
    "1.  ",
    "2. (SBU) ",
    "CLINTON",
    "\u{1a}\u{1a}",
    "¶3. ",
    "é",
    "\u{0}",
    "From a@b Mon Sep 21 22:16:00 2009",
    "</pre>",
    "prose in small letters",
    "9999999999999999999999",
    "01",
    "OF",
    "Message Text\n",
    "Message Attributes\n",
    "PAGE 01        STATE  015113\n",
    "CONFIDENTIAL\n",
    "Declassified/Released US Department of State EO Systematic Review 20 Mar 2014\n",
    "62\n",
    "ORIGIN INR-08 ",
    "ACTI ON EUR-12",
    "INFO OCT-01  ISO-00 /021 R\n",
    "DRAFTED BY: ",
    "APPROVED BY ",
    "EUR/WE:MROWAN",
    "--------------------- 054819",
    "------------201212Z 109980 /20\n",
    "P 0 12345 Z JU N 7 3",
    "F M ",
    "T AGS: ",
    "E.O. 1165 2: GDS",
    "STATE 1 O1684",
    "<< END OF DOCUMENT >>\n",
    "NNNNMAFVVZCZ\n",
    "Document Number: 1976STATE290286\n",
    "Draft Date: 26 NOV 1976\n",
    "Locator: TEXT ON-LINE\n",
];

pub(crate) fn texts() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        12 => proptest::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..6),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// The fixture with some runs of bytes replaced, taken out or repeated.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let wound = (0..700usize, 0..12usize, vec(any::<u8>(), 0..8));
    vec(wound, 0..8).prop_map(|wounds| {
        let mut bytes = FIXTURE.to_vec();
        for (at, length, by) in wounds {
            bytes.splice(at..at + length, by);
        }
        bytes
    })
}

/// The first lines of a cable of JANAP 128 or ACP 126 with such wounds.
fn damaged_procedure() -> impl Strategy<Value = Vec<u8>> {
    let byte =
        prop_oneof![any::<u8>(), Just(b' '), Just(b'\n'), Just(b'-'), Just(b'.'), Just(b'0'), Just(b'R')];
    let wound = (0..160usize, 0..4usize, vec(byte, 0..3));
    (proptest::sample::select(&[HEADER, CALL_SIGNS][..]), vec(wound, 0..6)).prop_map(|(seed, wounds)| {
        let mut bytes = seed.to_vec();
        for (at, length, by) in wounds {
            let at = at.min(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, by);
        }
        bytes
    })
}

/// A text of the archive of 1973-79 with such wounds, and blanks strewn into it.
fn damaged_archive() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![any::<u8>(), Just(b' '), Just(b'\n'), Just(b'O'), Just(b'-'), Just(b'/')];
    let wound = (0..ARCHIVE.len(), 0..9usize, vec(byte, 0..6));
    vec(wound, 0..12).prop_map(|wounds| {
        let mut bytes = ARCHIVE.to_vec();
        for (at, length, by) in wounds {
            let at = at.min(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, by);
        }
        bytes
    })
}

/// Every law that holds between an input and its answer.
fn check(input: &[u8]) {
    check_as(&Decoder::new(), input);
}

fn check_as(decoder: &Decoder, input: &[u8]) {
    let cables = decoder.cables(input);
    assert_eq!(cables.is_empty(), input.is_empty(), "empty input alone has no cable");
    let mut end = 0;
    for cable in &cables {
        let (start, length) = (cable.source.offset, cable.source.length);
        assert!(start >= end, "cables lie behind each other");
        end = start + length;
        let found = &input[start..end];
        assert_eq!(cable.raw.as_ref().unwrap().as_ref(), found, "a cable keeps its bytes");
        check_places(cable, input);
        check_coverage(decoder, cable, found);
        assert_eq!(torntape::encode::encode(cable), found);
    }
}

/// The input with line feeds at the ends of a cable's lines that end in carriage returns alone, where that was found; and
/// the same with those of all the lines before it, which end so too where the whole input does.
fn with_line_feeds(cable: &Cable<'_>, input: &[u8]) -> [Vec<u8>; 2] {
    let marked = cable.diagnostics.iter().any(|found| found.message.contains("without a line feed"));
    let returns = |from: usize| {
        let mut lines = input.to_vec();
        for at in from..if marked { cable.source.offset + cable.source.length } else { from } {
            let fed = input[at..].iter().find(|byte| **byte != b'\r') == Some(&b'\n');
            if input[at] == b'\r' && !fed {
                lines[at] = b'\n';
            }
        }
        lines
    };
    [returns(cable.source.offset), returns(0)]
}

fn check_places(cable: &Cable<'_>, input: &[u8]) {
    let [own, all] = with_line_feeds(cable, input);
    let fits =
        |lines: &[u8]| cable.diagnostics.iter().all(|found| found.line == place_in(lines, found.offset).0);
    check_places_in(cable, if fits(&own) { &own } else { &all });
}

/// Line and column of a byte.
fn place_in(input: &[u8], offset: usize) -> (usize, usize) {
    let before = &input[..offset];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    (line, offset - before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1) + 1)
}

fn check_places_in(cable: &Cable<'_>, input: &[u8]) {
    let end = cable.source.offset + cable.source.length;
    for diagnostic in &cable.diagnostics {
        assert!(
            diagnostic.offset >= cable.source.offset && diagnostic.offset + diagnostic.length <= end,
            "{diagnostic:?}"
        );
        let place = place_in(input, diagnostic.offset);
        assert_eq!((diagnostic.line, diagnostic.column), place, "{diagnostic:?}");
        assert!(!diagnostic.message.is_empty() && !diagnostic.help.is_empty());
    }
    assert!(cable.diagnostics.is_sorted_by_key(|diagnostic| diagnostic.offset));
    let line_of = |offset: usize| input[..offset].iter().filter(|byte| **byte == b'\n').count() + 1;
    for page in &cable.pages {
        assert_eq!(page.line, line_of(page.offset));
        assert!(String::from_utf8_lossy(&input[page.offset..end]).starts_with(&*page.text));
    }
    for paragraph in &cable.paragraphs {
        assert_eq!(paragraph.line, line_of(paragraph.offset));
        assert!(paragraph.length > 0 && paragraph.offset + paragraph.length <= end);
        let last = input[paragraph.offset + paragraph.length - 1];
        assert!(!matches!(last, b' ' | b'\n' | b'\r'), "{paragraph:?}");
    }
}

/// Each byte of the header is a blank, or part of a token, or lies under a diagnostic; the count agrees.
fn check_coverage(decoder: &Decoder, cable: &Cable<'_>, found: &[u8]) {
    let mut layout = Layout::default();
    let again = decoder.cable_traced(found, &mut layout);
    // Who listens has every line read by the readers that know all slips.
    assert_eq!(again, decoder.cable(found));
    assert_eq!(again.coverage, cable.coverage);
    let coverage = cable.coverage;
    assert!(coverage.attributed_bytes <= coverage.header_bytes && coverage.header_bytes <= found.len());
    let mut tokens = vec![false; found.len()];
    for (token, place) in &layout.tokens {
        assert!(!place.is_empty() || *token == Token::LabelText, "{token:?} has no bytes");
        tokens[place.clone()].fill(true);
    }
    let mut under = vec![false; found.len()];
    for diagnostic in &cable.diagnostics {
        let start = diagnostic.offset - cable.source.offset;
        under[start..start + diagnostic.length].fill(true);
    }
    let left_out = cable.diagnostics.iter().any(|diagnostic| diagnostic.code.as_str() == "T0007");
    for at in 0..coverage.header_bytes {
        let separator = found[at].is_ascii_whitespace()
            || matches!(found[at], 0x7f | 0 | b',' | b';' | b':' | b'/' | b'.' | b'#');
        assert!(
            separator || tokens[at] || under[at] || left_out,
            "byte {at} ({:?}) of {:?} belongs to nothing",
            char::from(found[at]),
            String::from_utf8_lossy(&found[..coverage.header_bytes])
        );
    }
    for (part, place) in &layout.parts {
        assert!(place.start <= place.end && place.end <= found.len(), "{part:?} {place:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_have_an_answer(input in vec(any::<u8>(), 0..400)) {
        check(&input);
    }

    #[test]
    fn any_pieces_of_cables_have_an_answer(input in texts()) {
        check(&input);
    }

    #[test]
    fn any_damage_to_a_cable_has_an_answer(input in damaged()) {
        check(&input);
    }

    #[test]
    fn any_damage_to_a_header_of_another_dialect_has_an_answer(input in damaged_procedure()) {
        check(&input);
    }

    #[test]
    fn any_pieces_have_an_answer_as_any_dialect(
        input in prop_oneof![texts(), damaged_procedure()],
        dialect in proptest::sample::select(&Dialect::ALL[..]),
    ) {
        check_as(&Decoder::new().dialect(dialect), &input);
    }

    #[test]
    fn any_damage_to_a_text_of_the_archive_has_an_answer(input in damaged_archive()) {
        check(&input);
        for cable in decode(&input) {
            let found = &input[cable.source.offset..cable.source.offset + cable.source.length];
            prop_assert_eq!(&torntape::encode::encode(&cable), found);
        }
    }

    #[test]
    fn an_owned_cable_says_what_the_borrowed_one_did(input in texts()) {
        for cable in decode(&input) {
            prop_assert_eq!(cable.clone().into_owned(), cable);
        }
    }

    #[test]
    fn json_carries_a_cable_whole(input in texts()) {
        for cable in decode(&input) {
            let json = serde_json::to_string(&cable).unwrap();
            let back: Cable<'static> = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(back, cable.into_owned());
        }
    }
}

/// A backslash behind a line that turns out not to belong to the header is none of the header's bytes.
#[test]
fn a_mark_below_the_header_costs_it_nothing() {
    let input = b"VZCZCXRO0809\nUNCLAS STATE 097951 \\\nTAGS< SENV \\\nmore\n";
    check(input);
    let cables = decode(input);
    assert_eq!(cables[0].diagnostics.len(), 1);
    assert_eq!(cables[0].coverage.header_bytes - cables[0].coverage.attributed_bytes, 1);
}
