//! Joining: sections back into cables.

use torntape::reassembly::{Form, Gather, State, join};

use crate::split_join::{FIXTURE, divided, joined, orders, shown, transmissions};

/// Station, serial and filing time tell a message from others; the serial alone does not, since serials start
/// again.
///
/// - source: ACP 127(G) 116, 413a
/// - code: `src/reassembly/identity.rs`
/// - finding: none
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

/// Sections with a serial each belong together by originator and date-time group; the last one is `FINAL`.
///
/// - source: ACP 127(G) 208e, 208f
/// - code: `src/reassembly/identity.rs`, `src/reassembly/join.rs`
/// - finding: none
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

/// The total is the same on all sections; another total, or another year, is another cable.
///
/// - source: ACP 127(G) 208e, 208f
/// - code: `src/reassembly/gathered.rs`, `src/reassembly/gather.rs`
/// - finding: none
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

/// Two texts of one section are both kept and named; two copies of one text are one.
///
/// - source: ACP 127(G) 428; no book rules on two texts
/// - code: `src/reassembly/gathered.rs`
/// - finding: none
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
///
/// - source: ACP 127(G) 419, 420
/// - code: `src/reassembly/gathered.rs`
/// - finding: none
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

/// A missing section is named, and nothing is joined without it.
///
/// - source: ACP 127(G) 416, 417
/// - code: `src/reassembly/join.rs`
/// - finding: none
#[test]
fn without_one_section_joining_names_it() {
    let mut sections = transmissions(&divided(FIXTURE));
    sections.remove(2);
    let error = joined(&sections, Form::Archive).unwrap_err();
    assert_eq!(error.to_string(), "missing: section 03 of 04 of 09STATE97951");
}

/// Sections are put together in whatever order they came.
///
/// - source: no book; ACP 127(G) has no rule for sections out of order
/// - code: `src/reassembly/join.rs`
/// - finding: none
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
