//! A cable comes apart into its transmissions and together again to the same bytes.

use proptest::prelude::*;
use proptest::sample::select;
use torntape::Decoder;
use torntape::encode::{Division, SplitNote, divide};
use torntape::reassembly::{Form, Gather, JoinError, State, join};

const FIXTURE: &[u8] = include_bytes!("../../fixtures/field/09STATE97951.cable");

fn divided(cable: &[u8]) -> Division {
    divide(&Decoder::new().cable(cable)).unwrap()
}

fn joined(sections: &[Vec<u8>], form: Form) -> Result<Vec<u8>, JoinError> {
    join(&sections.iter().map(Vec::as_slice).collect::<Vec<_>>(), form)
}

fn transmissions(division: &Division) -> Vec<Vec<u8>> {
    division.transmissions.iter().map(|(_, transmission)| transmission.clone()).collect()
}

/// All orders of four things.
fn orders() -> Vec<Vec<usize>> {
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

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_archived_cable_comes_apart_into_its_four_transmissions() {
    let division = divided(FIXTURE);
    assert_eq!((division.of, division.id.as_deref()), (4, Some("09STATE97951")));
    assert_eq!((division.missing, division.notes), (vec![], vec![]));
    for (number, transmission) in &division.transmissions {
        let text = shown(transmission);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], format!("VZCZCXRO08{:02}", 8 + number));
        assert_eq!(lines[1], "PP RUEHLN RUEHVK RUEHYG");
        assert_eq!(lines[2], format!("DE RUEHC #7951/{number:02} 2642216"));
        assert_eq!(lines[3..10], std::str::from_utf8(FIXTURE).unwrap().lines().collect::<Vec<_>>()[3..10]);
        assert_eq!(lines[10], "BT");
        assert_eq!(lines[11], format!("UNCLAS SECTION {number:02} OF 04 STATE 097951 "));
        assert_eq!(lines[lines.len() - 3..], ["BT", "#7951", "NNNN"]);
        assert_eq!(text.contains("\nSUBJECT: "), *number == 1, "captions to REF stand in section 1 only");
        assert!(!text.contains("00097951"), "marks belong to the archive");
    }
}

#[test]
fn the_four_transmissions_in_any_order_give_the_archived_cable() {
    let sections = transmissions(&divided(FIXTURE));
    let orders = orders();
    assert_eq!(orders.len(), 24);
    for order in orders {
        let mixed: Vec<Vec<u8>> = order.iter().map(|&at| sections[at].clone()).collect();
        assert!(joined(&mixed, Form::Archive).unwrap() == FIXTURE, "{order:?}");
    }
}

#[test]
fn without_one_section_joining_names_it() {
    let mut sections = transmissions(&divided(FIXTURE));
    sections.remove(2);
    let error = joined(&sections, Form::Archive).unwrap_err();
    assert_eq!(error.to_string(), "missing: section 03 of 04 of 09STATE97951");
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

/// 9999 is followed by 0001.
#[test]
fn channel_numbers_go_round() {
    let cable = shown(FIXTURE).replace("VZCZCXRO0809", "VZCZCXRO9998");
    let lines: Vec<String> = divided(cable.as_bytes())
        .transmissions
        .iter()
        .map(|(_, transmission)| shown(transmission).lines().next().unwrap().to_owned())
        .collect();
    assert_eq!(lines, ["VZCZCXRO9998", "VZCZCXRO9999", "VZCZCXRO0001", "VZCZCXRO0002"]);
}

/// Without its third mark the cable has no third section: it is named, and the other marks still cut.
#[test]
fn a_lost_mark_is_a_missing_section() {
    let cable = shown(FIXTURE).replace("STATE 00097951  003 OF 004", "STATE 00097951  0?3 OF 004");
    let division = divided(cable.as_bytes());
    assert_eq!(division.missing, [3]);
    assert_eq!(division.transmissions.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 2, 4]);
}

/// A mark in any other surroundings stays in the text, and the cable comes back all the same.
#[test]
fn a_mark_in_other_surroundings_stays_in_the_text() {
    for other in ["\n\nSTATE 00097951  002 OF 004 \n \n \n", " \nSTATE 00097951  002 OF 004\n \n \n"] {
        let cable = shown(FIXTURE).replace(" \nSTATE 00097951  002 OF 004 \n \n \n", other);
        assert_ne!(cable.as_bytes(), FIXTURE);
        let division = divided(cable.as_bytes());
        assert_eq!(division.notes, [SplitNote::MarkKept { number: 2 }]);
        assert!(shown(&division.transmissions[1].1).contains("STATE 00097951  002 OF 004"));
        assert!(joined(&transmissions(&division), Form::Archive).unwrap() == cable.as_bytes());
    }
}

/// What the transmissions have anyway, the joined cable lacks; that is said.
#[test]
fn a_cables_own_ending_is_named() {
    let cable = shown(FIXTURE) + "BT\n#7951\nNNNN\n";
    let division = divided(cable.as_bytes());
    let said: Vec<String> = division.notes.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["its own BT, #7951, NNNN cannot be restored by joining"]);
    assert!(joined(&transmissions(&division), Form::Archive).unwrap() == FIXTURE);
}

#[test]
fn sections_that_disagree_are_kept_and_named() {
    let sections = transmissions(&divided(FIXTURE));
    let other = shown(&sections[1]).replacen("the ", "THE ", 1).into_bytes();
    assert_ne!(other, sections[1]);
    let mut gather = Gather::new();
    for section in sections.iter().chain([&other, &sections[3]]) {
        gather.insert(section.as_slice());
    }
    let cables = gather.cables();
    let said: Vec<String> = cables[0].findings().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "contradictory: section 02 of 04 of 09STATE97951 is there with different texts",
            "double: section 04 of 04 of 09STATE97951 is there 2 times, with one text",
        ]
    );
    assert_eq!(cables[0].state(), State::Conflict);
    assert_eq!(cables[0].copies(2).len(), 2);
}

/// A damaged copy counts for nothing where an intact one came.
#[test]
fn an_intact_copy_is_taken_before_a_damaged_one() {
    let sections = transmissions(&divided(FIXTURE));
    let mut damaged = sections[2].clone();
    let at = damaged.len() / 2;
    damaged[at..at + 3].fill(0x1a);
    let mut gather = Gather::new();
    for section in [&sections[0], &damaged, &sections[3], &sections[1]] {
        gather.insert(section.clone());
    }
    let said = |gather: &Gather<Vec<u8>>| -> Vec<String> {
        gather.cables()[0].findings().iter().map(ToString::to_string).collect()
    };
    assert_eq!(said(&gather), ["damaged: section 03 of 04 of 09STATE97951"]);
    assert!(gather.cables()[0].is_damaged());
    gather.insert(sections[2].clone());
    assert_eq!(said(&gather), [""; 0]);
    let whole: Vec<&[u8]> = gather.cables()[0].sections().into_iter().map(Vec::as_slice).collect();
    assert!(join(&whole, Form::Archive).unwrap() == FIXTURE);
}

/// Total and date are part of what makes a cable: others of its name are not joined to it.
#[test]
fn totals_and_dates_are_checked() {
    let sections = transmissions(&divided(FIXTURE));
    let mut gather = Gather::new();
    for section in &sections {
        gather.insert(section.clone());
    }
    gather.insert(shown(&sections[0]).replace("OF 04", "OF 05").into_bytes());
    gather.insert(shown(&sections[0]).replace("SEP 09", "SEP 08").into_bytes());
    let cables = gather.cables();
    let names: Vec<String> = cables.iter().map(|cable| cable.identity().to_string()).collect();
    assert_eq!(names, ["08STATE97951", "09STATE97951", "09STATE97951"]);
    let said: Vec<String> = cables[1].findings().iter().map(ToString::to_string).collect();
    assert_eq!(said, ["contradictory: 09STATE97951 is said to have 04 and 05 sections"]);
    assert_eq!(cables[2].state(), State::Partial);
}

/// ACP 127(G) 116: originator, serial and filing time tell a message from others. Serials start again every day.
#[test]
fn a_serial_that_came_again_is_another_message() {
    let message = |day: u16| {
        format!(
            "ZCZCABC001\nRR RXFPA\nDE RXFPB 123 {day:03}1216\nZNR UUUUU\nR 211215Z SEP 2009\nFM ONE\nTO TWO\nBT\nUNCLAS\n{day}\nBT\nNNNN\n"
        )
    };
    let mut gather = Gather::new();
    for day in [264, 265, 264] {
        gather.insert(message(day).into_bytes());
    }
    let names: Vec<String> = gather.cables().iter().map(|cable| cable.identity().to_string()).collect();
    assert_eq!(names, ["RXFPB 123 2641216", "RXFPB 123 2651216"]);
    assert!(gather.cables().iter().all(|cable| cable.state() == State::Complete));
}

/// ACP 127(G) 208: military sections bear a serial each and share originator and date-time group; the last is `FINAL`.
#[test]
fn sections_with_serials_of_their_own_are_joined_by_date() {
    let section = |serial: &str, label: &str, text: &str| {
        format!(
            "ZCZCABC001\nRR RXFPA\nDE RXFPB {serial} 2641216\nZNR UUUUU\nR 211215Z SEP 2009\nFM ONE\nTO TWO\nBT\nUNCLAS {label}\n{text}\nBT\nNNNN\n"
        )
    };
    let mut gather = Gather::new();
    gather.insert(section("116B", "FINAL SECTION OF 2", "LAST").into_bytes());
    gather.insert(section("115B", "SECTION 1 OF 2", "FIRST").into_bytes());
    let cables = gather.cables();
    assert_eq!((cables.len(), cables[0].state()), (1, State::Complete));
    let sections: Vec<&[u8]> = cables[0].sections().into_iter().map(Vec::as_slice).collect();
    assert_eq!(
        shown(&join(&sections, Form::Plain).unwrap()),
        "ZCZCABC001\nRR RXFPA\nDE RXFPB 115B 2641216\nZNR UUUUU\nR 211215Z SEP 2009\nFM ONE\nTO TWO\nUNCLAS\nFIRST\nLAST\n"
    );
    let error = join(&sections, Form::Archive).unwrap_err().to_string();
    assert!(error.contains("no message reference number"), "{error}");
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
