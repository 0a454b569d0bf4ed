//! Page and section marks.

use super::{CLASS, TO, codes, one, with};

/// A cable of four sections with one mark in its text.
fn divided(mark: &str) -> String {
    with(TO, &format!("UNCLAS SECTION 01 OF 04 STATE 097951 \n \n1. TEXT \n \n{mark} \n \n \nMORE. "))
}

/// A page mark inside a list is taken out of it and kept among the pages.
///
/// - source: State cables of 2009
/// - code: `src/decode/address.rs`, `src/decode/marks.rs`
/// - finding: T0704
#[test]
fn a_page_mark_inside_a_list_is_taken_out() {
    let input =
        with("TO PAGE 02        STATE   015113  182333Z\nALL DIPLOMATIC POSTS COLLECTIVE PRIORITY", CLASS);
    let cable = one(&input);
    assert_eq!((cable.to.len(), cable.pages[0].number), (1, 2));
    assert_eq!(codes(&cable), ["T0704 7:4"]);
}

/// The mark of a section in an archive is station, number, section and total; widths differ, and a part of a section may be named.
///
/// - source: State cables of 2009
/// - code: `src/decode/marks.rs`
/// - finding: none
#[test]
fn a_section_mark_names_the_message_and_the_section() {
    for mark in [
        "STATE 00097951  002 OF 004",
        "STATE 097951  002 OF 004",
        "STATE 0097951 002 OF 04",
        "STATE 00097951  002.2 OF 004",
    ] {
        let input = divided(mark);
        let cable = one(&input);
        assert_eq!((&*cable.pages[0].text, cable.pages[0].number, cable.pages[0].of), (mark, 2, Some(4)));
        assert_eq!(codes(&cable), [""; 0], "{mark}");
    }
}

/// A page identification line stands alone before each page from the second on, and counts no sections.
///
/// - source: ACP 127(G) 208c, 223; State archive 1973-79
/// - code: `src/decode/marks.rs`
/// - finding: none
#[test]
fn a_page_mark_counts_no_sections() {
    for mark in ["PAGE 2 RUEHC 7951 UNCLAS", "PAGE 02        STATE   097951  212200Z"] {
        let input = divided(mark);
        let cable = one(&input);
        assert_eq!((cable.pages[0].number, cable.pages[0].of, codes(&cable)), (2, None, vec![]), "{mark}");
    }
}

/// The marks count the sections as the classification line does.
///
/// - source: ACP 127(G) 208e; State cables of 2009
/// - code: `src/decode/checks.rs`
/// - finding: T1401
#[test]
fn marks_and_label_count_the_same_sections() {
    assert_eq!(codes(&one(&divided("STATE 00097951  002 OF 005"))), ["T1401 12:1"]);
}

/// Marks run from 2 upwards without a gap; the first section has none.
///
/// - source: ACP 127(G) 208c; State cables of 2009
/// - code: `src/decode/checks.rs`
/// - finding: T1402
#[test]
fn marks_run_without_a_gap() {
    assert_eq!(codes(&one(&divided("STATE 00097951  003 OF 004"))), ["T1402 12:1"]);
    let both = divided("STATE 00097951  002 OF 004 \n \n \nTEXT \n \nSTATE 00097951  003 OF 004");
    assert_eq!((codes(&one(&both)), one(&both).pages.len()), (vec![], 2));
}

/// A mark repeats the number of its message.
///
/// - source: State cables of 2009
/// - code: `src/decode/checks.rs`
/// - finding: T1403
#[test]
fn a_mark_repeats_the_number_of_the_message() {
    assert_eq!(codes(&one(&divided("STATE 00012345  002 OF 004"))), ["T1403 12:1"]);
}

/// A page mark may stand right behind `TO`, whose list begins below it.
///
/// - source: State cables of 2009
/// - code: `src/decode/address.rs`, `src/decode/marks.rs`
/// - finding: T0704
#[test]
fn a_page_mark_may_stand_behind_info() {
    let input = with(
        &format!("{TO}\nINFO PAGE 02        STATE   015113  182333Z\nRUEHLN/AMCONSUL ST PETERSBURG"),
        CLASS,
    );
    let cable = one(&input);
    assert_eq!(
        (codes(&cable), &*cable.info[0].plad),
        (vec!["T0704 8:6".to_owned()], "AMCONSUL ST PETERSBURG")
    );
}

/// A page head between any two format lines is taken out of the heading.
///
/// - source: damage seen in real cables, class 1
/// - code: `src/decode/starts.rs`, `src/decode/header.rs`
/// - finding: T0704
#[test]
fn a_page_head_between_format_lines_parts_no_cable() {
    let lines = [
        "VZCZCXRO0809",
        "PP RUEHRO",
        "DE RUEHC #7951 2642216",
        "ZNR UUUUU ZZH",
        "P 212156Z SEP 09",
        "FM SECSTATE WASHDC",
        "TO RUEHRO/AMEMBASSY ROME PRIORITY 3941",
        "UNCLAS STATE 097951",
        "",
        "TAGS: PREL",
    ];
    for first in ["VZCZCXRO0809", "VV   ABC027", "ABC027"] {
        let lines: Vec<&str> = std::iter::once(first).chain(lines.into_iter().skip(1)).collect();
        assert_eq!(page_heads_between(&lines), 14, "T0704 at each of them");
    }
}

/// How many of the pages that interrupt a heading are pointed at, where nothing else of it is lost.
fn page_heads_between(lines: &[&str]) -> usize {
    let mut paged = 0;
    let clean = one(&lines.join("\n")).into_owned();
    assert!(clean.transmission.is_some());
    for (at, page) in (1..8).flat_map(|at| {
        [
            (at, "PAGE 02        STATE   097951  212201Z"),
            (at, "\nUNCLASSIFIED\n\nPAGE 02        STATE   097951  212201Z\n"),
        ]
    }) {
        let mut hurt = lines.to_vec();
        hurt.insert(at, page);
        let cable = one(&hurt.join("\n")).into_owned();
        assert_eq!(
            (&cable.transmission, &cable.call, &cable.origin),
            (&clean.transmission, &clean.call, &clean.origin)
        );
        assert_eq!(
            (&cable.security, &cable.dtg, &cable.from),
            (&clean.security, &clean.dtg, &clean.from),
            "{at}"
        );
        assert_eq!((&cable.to, &cable.mrn, &cable.tags), (&clean.to, &clean.mrn, &clean.tags), "{at}");
        paged += usize::from(codes(&cable).iter().any(|found| found.starts_with("T0704")));
    }
    paged
}
