//! Cables out of pieces of an input: the same as out of the whole.

use proptest::collection::vec;
use proptest::prelude::*;
use torntape::Decoder;
use torntape::decode::Stream;
use torntape::message::{Cable, limits};

use crate::decode_properties::PIECES;

const CABLE: &str = "VZCZCXRO0809\nPP RUEHLN\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\n\
                     FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nBT\nUNCLAS STATE 097951\n1. The lamps came.\n\
                     BT\n#7951\nNNNN\n";

/// What a stream finds that is fed pieces of these lengths over and over, and the most bytes that it kept.
fn streamed(input: &[u8], lengths: &[usize]) -> (Vec<Cable<'static>>, usize) {
    let (mut stream, decoder, mut cables, mut kept) = (Stream::new(), Decoder::new(), Vec::new(), 0);
    let mut rest = input;
    for length in lengths.iter().cycle() {
        let (piece, after) = rest.split_at((*length).min(rest.len()));
        stream.feed(piece);
        rest = after;
        if rest.is_empty() {
            stream.end();
        }
        kept = kept.max(stream.kept_bytes());
        while let Some(found) = stream.next_found() {
            cables.push(decoder.found(found).into_owned());
        }
        if rest.is_empty() {
            return (cables, kept);
        }
    }
    unreachable!("the lengths go round")
}

fn whole(input: &[u8]) -> Vec<Cable<'static>> {
    Decoder::new().cables(input).into_iter().map(Cable::into_owned).collect()
}

/// Pieces of cables with enough between them that a look cannot wait for the end.
fn long_texts() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        20 => proptest::sample::select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        3 => Just(CABLE.as_bytes().to_vec()),
        3 => (0..600_usize).prop_map(|lines| b"1. The lamps came by the noon train.\n".repeat(lines)),
        1 => (0..9000_usize).prop_map(|blanks| b" ".repeat(blanks)),
        1 => (0..9000_usize).prop_map(|lines| b"\n".repeat(lines)),
        1 => (0..2000_usize).prop_map(|lines| b"RUEHMO RUEHLN\n".repeat(lines)),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn pieces_of_a_text_with_other_line_ends_give_what_the_whole_gives() {
    for mark in ["\r", "<br/>", "&#x000A;"] {
        let input = format!("{CABLE}{}", CABLE.replace("0809", "0810")).repeat(40).replace('\n', mark);
        for lengths in [&[1][..], &[7, 300], &[5_000], &[100_000]] {
            let (found, _) = streamed(input.as_bytes(), lengths);
            assert_eq!(found.len(), 80, "{mark:?} in pieces of {lengths:?}");
            assert_eq!(found, whole(input.as_bytes()), "{mark:?} in pieces of {lengths:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn any_pieces_give_what_the_whole_gives(
        input in long_texts(),
        lengths in vec(prop_oneof![1..20_usize, 1..5_000_usize, 10_000..70_000_usize], 1..6),
    ) {
        let (pieces, whole) = (streamed(&input, &lengths).0, whole(&input));
        let places = |cables: &[Cable<'_>]| {
            cables.iter().map(|cable| (cable.source.offset, cable.source.length)).collect::<Vec<_>>()
        };
        prop_assert_eq!(places(&pieces), places(&whole), "{}", String::from_utf8_lossy(&input));
        prop_assert!(pieces == whole);
    }
}

#[test]
fn every_fixture_gives_the_same_in_pieces() {
    let mut seen = 0;
    for entry in walkdir_files() {
        let input = std::fs::read(&entry).unwrap();
        for lengths in [&[1][..], &[7, 64], &[4096]] {
            assert_eq!(streamed(&input, lengths).0, whole(&input), "{} {lengths:?}", entry.display());
        }
        seen += 1;
    }
    assert!(seen > 20, "only {seen} fixtures were found");
}

fn walkdir_files() -> Vec<std::path::PathBuf> {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = std::fs::read_dir(top).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.filter(|path| path.is_dir()).flat_map(|path| std::fs::read_dir(path).unwrap());
    let files = files.map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "cable" || ending == "input"))
        .collect()
}

/// Figures alone stand between page heads and distribution, and above the first of them too.
#[test]
fn a_document_below_a_line_of_its_own_gives_the_same_in_pieces() {
    let document = "PAGE 01        STATE  012345\nORIGIN EUR-12\nINFO OCT-01\n1. THE LAMPS CAME.\nNNNN\n";
    let input = format!("12\n{document}\n{document}");
    assert_eq!(whole(input.as_bytes()).len(), 2);
    for lengths in [&[1][..], &[7, 64], &[4096]] {
        assert_eq!(streamed(input.as_bytes(), lengths).0, whole(input.as_bytes()), "{lengths:?}");
    }
}

/// What opens a document opens it before the lines have come that show the archive in other ways.
#[test]
fn a_document_with_its_first_word_torn_gives_the_same_in_pieces() {
    let input = format!("ACTI ON EUR-12\nNABC NOIL DE NPG\n{CABLE}--------------------- 054819\n");
    for lengths in [&[1][..], &[7, 64], &[4096]] {
        assert_eq!(streamed(input.as_bytes(), lengths).0, whole(input.as_bytes()), "{lengths:?}");
    }
}

/// The next page is on the line that ends the one before.
#[test]
fn a_page_that_ends_on_the_line_of_a_start_gives_the_same_in_pieces() {
    let input = format!("VZCZCXRO0808</pre>{CABLE}");
    let places = |cables: Vec<Cable<'_>>| cables.iter().map(|cable| cable.source.offset).collect::<Vec<_>>();
    for lengths in [&[1][..], &[7, 64], &[4096]] {
        assert_eq!(places(streamed(input.as_bytes(), lengths).0), [0, 18], "{lengths:?}");
    }
    assert_eq!(places(whole(input.as_bytes())), [0, 18]);
}

/// Nothing but the line that ends it is waited for: a receiver's answer comes while the line is open.
#[test]
fn a_cable_is_given_out_with_its_last_line() {
    let mut stream = Stream::new();
    for _ in 0..3 {
        let (all_but_one, last) = CABLE.as_bytes().split_at(CABLE.len() - 1);
        stream.feed(all_but_one);
        assert!(stream.next_found().is_none());
        stream.feed(last);
        assert_eq!(stream.next_found().unwrap().bytes, CABLE.as_bytes());
        assert!(stream.next_found().is_none());
    }
}

#[test]
fn memory_is_bounded_by_the_pieces_and_the_longest_cable() {
    let input = CABLE.repeat(40_000);
    let (cables, kept) = streamed(input.as_bytes(), &[64 * 1024]);
    assert_eq!(cables.len(), 40_000);
    assert!(kept <= 256 * 1024, "{kept} bytes were kept");
}

#[test]
fn a_cable_past_the_limit_is_cut_and_the_next_one_found() {
    let long = [CABLE.replace("NNNN\n", "").as_bytes(), &b"the lamps\n".repeat(2_500_000)].concat();
    for end in ["NNNN\n", "</pre> more\n"] {
        let input = [&long, end.as_bytes(), CABLE.as_bytes(), b"noise\n", CABLE.as_bytes()].concat();
        let (cables, kept) = streamed(&input, &[100_000]);
        assert_eq!(cables.len(), 3);
        assert_eq!(cables, whole(&input));
        assert!(kept < limits::CABLE_BYTES_MAX * 3 / 2 + 1_000_000, "{kept} bytes were kept");
    }
}

#[test]
fn long_noise_without_a_start_is_one_answer_and_with_one_it_is_passed_over() {
    let noise = b"the hedge was discussed\n".repeat(1_500_000);
    let headless = [b"TAGS: PREL\n", &noise[..]].concat();
    let (cables, kept) = streamed(&headless, &[1_000_000]);
    assert_eq!((cables.len(), cables[0].source.offset), (1, 0));
    assert_eq!(cables, whole(&headless));
    assert!(kept < 3 * limits::CABLE_BYTES_MAX, "{kept} bytes were kept");
    let input = [&headless[..], CABLE.as_bytes()].concat();
    let (cables, _) = streamed(&input, &[1_000_000]);
    assert_eq!((cables.len(), cables[0].source.offset), (1, headless.len()));
    assert_eq!(cables, whole(&input));
}
