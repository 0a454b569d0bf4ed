//! A cable comes apart into its transmissions and together again to the same bytes.

use proptest::prelude::*;
use proptest::sample::select;
use torntape::Decoder;
use torntape::encode::{Division, SplitNote, divide};
use torntape::reassembly::{Form, Gather, JoinError, join};

pub(crate) const FIXTURE: &[u8] = include_bytes!("../../fixtures/field/09STATE97951.cable");

pub(crate) fn divided(cable: &[u8]) -> Division {
    divide(&Decoder::new().cable(cable)).unwrap()
}

pub(crate) fn joined(sections: &[Vec<u8>], form: Form) -> Result<Vec<u8>, JoinError> {
    join(&sections.iter().map(Vec::as_slice).collect::<Vec<_>>(), form)
}

pub(crate) fn transmissions(division: &Division) -> Vec<Vec<u8>> {
    division.transmissions.iter().map(|(_, transmission)| transmission.clone()).collect()
}

/// All orders of four things.
pub(crate) fn orders() -> Vec<Vec<usize>> {
    let mut orders = vec![vec![]];
    for next in 0..4_usize {
        orders = orders
            .iter()
            .flat_map(|order: &Vec<usize>| {
                (0..=next).map(|at| {
                    let mut longer = order.clone();
                    longer.insert(at, next);
                    longer
                })
            })
            .collect();
    }
    orders
}

pub(crate) fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The plain form: as its drafter wrote it.
#[test]
fn the_plain_form_has_no_marks_and_no_labels() {
    let plain = joined(&transmissions(&divided(FIXTURE)), Form::Plain).unwrap();
    let text = shown(&plain);
    assert!(text.contains("\nDE RUEHC #7951 2642216\n"));
    assert!(text.contains("\nUNCLAS STATE 097951 \n"));
    assert!(!text.contains(" OF 004"));
    let again = divided(&plain);
    assert!(again.of > 1, "it is longer than one section");
    assert!(joined(&transmissions(&again), Form::Plain).unwrap() == plain);
}

/// What the transmissions have anyway, the joined cable lacks; that is said.
#[test]
fn other_line_ends_become_line_feeds() {
    let lines = String::from_utf8(FIXTURE.to_vec()).unwrap().replace('\r', "");
    for mark in ["\r", "<br/>", "&#x000A;"] {
        let division = divided(lines.replace('\n', mark).as_bytes());
        assert_eq!((division.of, division.missing.len()), (4, 0), "{mark:?}");
        assert!(division.notes.contains(&SplitNote::LineEndMarks), "{mark:?}: {:?}", division.notes);
        let sent = transmissions(&division);
        assert_eq!(joined(&sent, Form::Archive).unwrap(), lines.as_bytes(), "{mark:?}");
        let marked: Vec<Vec<u8>> = sent
            .into_iter()
            .map(|sent| {
                String::from_utf8(sent).unwrap().replace("\r\n", "\n").replace('\n', mark).into_bytes()
            })
            .collect();
        assert_eq!(joined(&marked, Form::Archive).unwrap().trim_ascii_end(), lines.trim_end().as_bytes());
    }
}

#[test]
fn a_cables_own_ending_is_named() {
    let cable = shown(FIXTURE) + "BT\n#7951\nNNNN\n";
    let division = divided(cable.as_bytes());
    let said: Vec<String> = division.notes.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["its own BT, #7951, NNNN cannot be restored by joining"]);
    assert!(joined(&transmissions(&division), Form::Archive).unwrap() == FIXTURE);
}

/// Lines of a body: prose, blanks, marks of this cable and of others, and what only looks like the end.
fn body() -> impl Strategy<Value = Vec<String>> {
    let line = prop_oneof![
        4 => "[A-Za-z0-9 ,.()-]{0,60}",
        2 => Just(String::new()),
        2 => Just(" ".to_owned()),
        1 => select(vec![
            "STATE 00097951  002 OF 003 ", "STATE 00097951  003 OF 003 ", "STATE 00097951  002 OF 003",
            "MOSCOW 00002386  002 OF 003 ", "BTX", "#12", "C WA 1500Z", "\u{1a}\u{1a}",
            "UNCLAS SECTION 02 OF 03 STATE 097951", "1.  (SBU) Begin. ", "\r",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(line, 0..130)
}

fn line_end() -> impl Strategy<Value = &'static str> {
    select(vec!["\n", "\r\n", "\r\r\n"])
}

/// A State cable with the given class line and text lines, in the given line ends.
fn cable(serial: &str, class_line: &str, text: &str, end: &str) -> Vec<u8> {
    let heading = [
        "VZCZCXRO9998",
        "PP RUEHLN RUEHVK",
        &format!("DE RUEHC #{serial} 2642216"),
        "ZNR UUUUU ZZH",
        "P 212156Z SEP 09",
        "FM SECSTATE WASHDC",
        "TO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621",
        "INFO RUEHVK/AMCONSUL VLADIVOSTOK PRIORITY 1840",
    ]
    .join(end);
    format!("{heading}{end}{class_line}{end}{text}").into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// For a cable in archive form, join(split(x)) = x.
    #[test]
    fn archived_cables_come_back(
        sections in prop::collection::vec(body(), 3), end in line_end(), last in any::<bool>(), spin in 0..3_usize,
    ) {
        let mut text = String::new();
        for (number, lines) in (1..).zip(&sections) {
            if number > 1 {
                text.extend([" ", end, &format!("STATE 00097951  {number:03} OF 003 "), end, " ", end, " ", end]);
            }
            for line in lines {
                text.extend([line.as_str(), end]);
            }
        }
        if !last {
            text += "AND SO ON";
        }
        let whole = cable("7951/01", "UNCLAS SECTION 01 OF 03 STATE 097951 ", &text, end);
        let division = divided(&whole);
        prop_assert_eq!(division.of, 3);
        prop_assert_eq!(&division.missing, &[0_u8; 0]);
        let mut parts = transmissions(&division);
        parts.rotate_left(spin);
        prop_assert_eq!(shown(&joined(&parts, Form::Archive).unwrap()), shown(&whole));
    }

    /// For a cable in plain form, join(split(x)) = x with the plain form.
    #[test]
    fn plain_cables_come_back(
        lines in prop::collection::vec(body(), 1..5), end in line_end(), last in any::<bool>(),
        class_line in select(vec!["UNCLAS STATE 097951 ", "UNCLAS  STATE 97951", "C O N F I D E N T I A L STATE 097951", "UNCLAS", "UNCLAS  "]),
        spin in 0..3_usize,
    ) {
        // `UNCLAS` alone and right above a mark is read as the banner of a page, not as a classification line.
        let numbered = class_line.contains("STATE");
        let lines: Vec<String> =
            lines.concat().into_iter().filter(|line| numbered || !line.contains(" OF 003")).collect();
        let mut text = lines.join(end);
        if last {
            text += end;
        }
        let whole = cable("7951", class_line, &text, end);
        let division = divided(&whole);
        let mut parts = transmissions(&division);
        let turn = spin % parts.len();
        parts.rotate_left(turn);
        prop_assert_eq!(shown(&joined(&parts, Form::Plain).unwrap()), shown(&whole));
        for (_, part) in &division.transmissions {
            // Whoever finds cables in a file finds the whole transmission.
            let found: Vec<_> = torntape::decode(part).iter().map(|cable| (cable.source.offset, cable.source.length)).collect();
            prop_assert_eq!(found, [(0, part.len())]);
            prop_assert!(shown(part).split('\n').count() <= 106);
        }
    }

    /// Several cables, their transmissions mixed: each comes back.
    #[test]
    fn mixed_cables_come_back(
        texts in prop::collection::vec(body(), 2..5),
        order in prop::collection::vec(any::<prop::sample::Index>(), 40),
    ) {
        let wholes: Vec<Vec<u8>> = texts.iter().zip(1..).map(|(lines, number)| {
            let text = lines.join("\n") + "\n";
            cable(&format!("{number:04}"), &format!("UNCLAS STATE {number:06} "), &text, "\n")
        }).collect();
        let mut parts: Vec<Vec<u8>> = wholes.iter().flat_map(|whole| transmissions(&divided(whole))).collect();
        for swap in order.chunks(2) {
            let (one, other) = (swap[0].index(parts.len()), swap[1].index(parts.len()));
            parts.swap(one, other);
        }
        let mut gather = Gather::new();
        for part in parts {
            gather.insert(part);
        }
        let cables = gather.cables();
        prop_assert_eq!(cables.len(), wholes.len());
        for (gathered, whole) in cables.iter().zip(&wholes) {
            let sections: Vec<&[u8]> = gathered.sections().into_iter().map(Vec::as_slice).collect();
            prop_assert_eq!(shown(&join(&sections, Form::Plain).unwrap()), shown(whole));
        }
    }

    /// Joining takes any bytes.
    #[test]
    fn any_bytes_are_taken(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..4)) {
        let mut gather = Gather::new();
        for piece in &pieces {
            gather.insert(piece.as_slice());
        }
        let named: usize = gather.cables().iter().map(|cable| cable.sections().len()).sum();
        prop_assert!(named + gather.unnamed().len() <= pieces.len());
        let _ = joined(&pieces, Form::Archive);
        let _ = divide(&Decoder::new().cable(&pieces.concat()));
    }
}

/// Every cable among the fixtures comes back in the form in which it lies there, or what cannot be restored is named.
#[test]
fn the_fixtures_come_back() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut tried = 0;
    for origin in std::fs::read_dir(folder).unwrap() {
        for entry in std::fs::read_dir(origin.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension == "json") {
                continue;
            }
            let input = std::fs::read(&path).unwrap();
            for cable in torntape::decode(&input) {
                let Ok(division) = divide(&cable) else { continue };
                let whole = &input[cable.source.offset..cable.source.offset + cable.source.length];
                let lost = |note: &SplitNote| {
                    matches!(
                        note,
                        SplitNote::OwnLines { .. } | SplitNote::SectionUnlabelled | SplitNote::LineEndAdded
                    )
                };
                // A cable whose classification line is lost has no sign of where its text begins but its breaks.
                if !division.missing.is_empty() || cable.classification.is_none() {
                    continue;
                }
                let form = if cable.section.is_some() { Form::Archive } else { Form::Plain };
                let again = joined(&transmissions(&division), form).unwrap();
                if !division.notes.iter().any(lost) {
                    assert_eq!(shown(&again), shown(whole), "{}", path.display());
                }
                // Corrections are the last transmission's, and go with its ending.
                if !cable.corrections.is_empty() {
                    continue;
                }
                let twice = divided(&again);
                for (once, twice) in transmissions(&division).iter().zip(transmissions(&twice)) {
                    assert_eq!(shown(&twice), shown(once), "{}", path.display());
                }
                assert_eq!((twice.of, twice.missing), (division.of, vec![]), "{}", path.display());
                tried += 1;
            }
        }
    }
    assert!(tried > 50, "{tried} cables tried");
}
