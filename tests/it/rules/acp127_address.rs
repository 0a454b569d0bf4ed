//! Military ACP 127: originator, addressees and prefix.

use torntape::message::Cable;

use super::{codes, military, one};

fn addressed(lines: &str) -> String {
    military("", "").replace("TO RUFDAE/LIGHTHOUSE SERVICE WEST", lines)
}

fn names<'a>(cable: &'a Cable<'_>) -> Vec<&'a str> {
    cable.to.iter().map(|to| &*to.plad).collect()
}

/// A long name runs on over the next line, which the name of a country gives away.
///
/// - source: ACP 127(G) 224b
/// - code: `src/decode/wrapped.rs`
/// - finding: none
#[test]
fn a_name_that_ends_in_its_country_is_one() {
    let input = addressed("TO CINCUSAREUR HEIDELBERG\nGERMANY\nRXFPSA/PILOT STATION\nICELAND");
    let cable = one(&input);
    assert_eq!(names(&cable), ["CINCUSAREUR HEIDELBERG GERMANY", "PILOT STATION ICELAND"]);
    assert_eq!(codes(&cable), [""; 0]);
}

/// In a list of stations a line without one may be the end of the name above it: it is kept, and said.
///
/// - source: ACP 127(G) 206a, 224b
/// - code: `src/decode/wrapped.rs`
/// - finding: T0730
#[test]
fn a_name_without_station_may_be_the_end_of_another() {
    let input = addressed("TO RUFDAE/LIGHTHOUSE SERVICE\nWESTERN COAST\nRXFPSA/PILOT STATION EAST");
    let cable = one(&input);
    assert_eq!(names(&cable), ["LIGHTHOUSE SERVICE", "WESTERN COAST", "PILOT STATION EAST"]);
    assert_eq!(codes(&cable), ["T0730 8:1"]);
    for well in [
        "TO RUFDAE/LIGHTHOUSE SERVICE\nALL LIGHTHOUSES COLLECTIVE",
        "TO LIGHTHOUSE SERVICE\nWESTERN COAST",
        "TO RUFDAE/LIGHTHOUSE SERVICE\nAIG 205",
    ] {
        assert_eq!(codes(&one(&addressed(well))), [""; 0], "{well}");
    }
}

/// Who is reached by the instruction `T` needs no station of its own.
///
/// - source: ACP 127(G) 133, 206a
/// - code: `src/decode/wrapped.rs`
/// - finding: none
#[test]
fn who_is_transmitted_to_needs_no_station() {
    let input = addressed("TO RUFDAE/LIGHTHOUSE SERVICE\nSURVEY VESSEL HERON")
        .replace("ZNR UUUUU", "ZNR UUUUU\nRUFDAE T SURVEY VESSEL HERON");
    assert_eq!(codes(&one(&input)), [""; 0]);
}

/// A line of an address list that begins like no name is no addressee.
///
/// - source: ACP 127(G) 205
/// - code: `src/decode/address.rs`
/// - finding: T0003
#[test]
fn a_line_of_signs_is_no_addressee() {
    let input = addressed("TO RUFDAE/LIGHTHOUSE SERVICE WEST\n??? WHAT\nRXFPSA/PILOT STATION EAST");
    let cable = one(&input);
    assert_eq!(names(&cable), ["LIGHTHOUSE SERVICE WEST", "PILOT STATION EAST"]);
    assert_eq!(codes(&cable), ["T0003 8:1"]);
}

/// Call signs and address groups stand in the place of names.
///
/// - source: ACP 127(G) 205a
/// - code: `src/decode/addressee.rs`
/// - finding: none
#[test]
fn call_signs_are_names() {
    let input = addressed("TO NABC\nINFO KLMN").replace("FM HARBOUR MASTER NORTH", "FM NQXY");
    let cable = one(&input);
    assert_eq!((&*cable.from.as_ref().unwrap().plad, names(&cable)), ("NQXY", vec!["NABC"]));
    assert_eq!(codes(&cable), [""; 0]);
}

/// An address indicating group may stand for the originator too; then format line 6 is left out.
///
/// - source: ACP 127(G) 205c(1)
/// - code: `src/decode/addressee.rs`
/// - finding: none
#[test]
fn an_address_group_may_name_the_originator() {
    let input = addressed("TO AIG 205").replace("FM HARBOUR MASTER NORTH\n", "");
    let cable = one(&input);
    assert!(cable.from.is_none() && cable.to[0].collective);
    assert_eq!((names(&cable), codes(&cable)), (vec!["AIG 205"], vec![]));
}

/// Format line 9 stands below both lists, and names who is left out of a collective anywhere in them.
///
/// - source: ACP 127(G) Annex B
/// - code: `src/decode/address.rs`, `src/decode/format_lines.rs`
/// - finding: T0703
#[test]
fn format_line_9_stands_below_both_lists() {
    let input = addressed(
        "TO AIG 205\nINFO RUFDAE/LIGHTHOUSE SERVICE WEST\nXMT RXFPSA/PILOT STATION EAST\nRFFWBG/CHART OFFICE",
    );
    let cable = one(&input);
    assert_eq!(cable.exempt, ["RXFPSA/PILOT STATION EAST", "RFFWBG/CHART OFFICE"]);
    assert_eq!((cable.info.len(), codes(&cable)), (1, vec![]));
    let input = addressed("TO RUFDAE/LIGHTHOUSE SERVICE WEST\nXMT RXFPSA/PILOT STATION EAST");
    assert_eq!(codes(&one(&input)), ["T0703 8:5"]);
}

/// Office codes stand between double strokes behind a name, and on the classification line.
///
/// - source: US Navy training 14292
/// - code: `src/decode/addressee.rs`, `src/decode/class.rs`
/// - finding: none
#[test]
fn offices_stand_between_double_strokes() {
    let input =
        addressed("TO RUFDAE/LIGHTHOUSE SERVICE WEST//N02319//").replace("UNCLAS\n", "UNCLAS //N02319//\n");
    let input = input.replace("MASTER NORTH", "MASTER NORTH//N3/LOG//");
    let cable = one(&input);
    assert_eq!(cable.from.as_ref().unwrap().office.as_deref(), Some("N3/LOG"));
    assert_eq!(cable.to[0].office.as_deref(), Some("N02319"));
    assert_eq!(cable.classification.as_ref().unwrap().caveats, ["//N02319//"]);
    assert_eq!(codes(&cable), [""; 0]);
}

/// The accounting symbol stands before the group count, or alone between the addressees and the break.
///
/// - source: ACP 127(G) 107, 133
/// - code: `src/decode/prefix.rs`
/// - finding: none
#[test]
fn an_accounting_symbol_says_who_pays() {
    for (line, groups) in [("ACEX GR37", Some(37)), ("ACEX GR 37", Some(37)), ("ACEX", None)] {
        let input = addressed(&format!("TO RUFDAE/LIGHTHOUSE SERVICE WEST\n{line}"));
        let cable = one(&input);
        assert_eq!((cable.accounting.as_deref(), cable.group_count), (Some("ACEX"), groups), "{line}");
        assert_eq!((cable.to.len(), codes(&cable)), (1, vec![]), "{line}");
    }
}

/// Lines of the address that stand below the classification line are read where the heading lacks them.
///
/// - source: ACP 127(G) 142b
/// - code: `src/decode/late.rs`
/// - finding: T0004
#[test]
fn an_address_below_the_class_is_read() {
    let input = "VZCZCABC053\nRR RUFDAE\nDE RUWSKT 153 0811425\nZNR UUUUU\nR 221413Z MAR 2017\nBT\nUNCLAS\n\
                 FM HARBOUR MASTER NORTH\nTO RUFDAE/LIGHTHOUSE SERVICE WEST\nRXFPSA/PILOT STATION EAST\nSUBJ: LIGHTS\n";
    let cable = one(input);
    assert_eq!(&*cable.from.as_ref().unwrap().plad, "HARBOUR MASTER NORTH");
    assert_eq!((cable.to.len(), cable.captions.len(), cable.passing.len()), (2, 0, 0));
    assert_eq!(codes(&cable), ["T0004 8:1", "T0004 9:1"]);
}

/// A second originator and its addressees below the classification line are no captions.
///
/// - source: ACP 127(G) 142b
/// - code: `src/decode/late.rs`
/// - finding: T0005
#[test]
fn an_address_below_the_class_is_no_caption() {
    let input = military("", "")
        .replace("UNCLAS\n", "UNCLAS\nFM CHART OFFICE\nTO HARBOUR MASTER NORTH\nSUBJ: LIGHTS\n");
    let cable = one(&input);
    assert_eq!((cable.captions.len(), cable.passing.len()), (0, 0));
    assert_eq!(&*cable.from.as_ref().unwrap().plad, "HARBOUR MASTER NORTH");
    assert_eq!(codes(&cable), ["T0005 10:1", "T0005 11:1"]);
}
