//! Damage on the classification line: melted words, garbled posts, spaced classes (classes 5 to 8).

use super::{codes, one};
use torntape::message::{Cable, Classification};

fn classed(year: &str, from: &str, class_line: &str) -> Cable<'static> {
    one(&format!("R 182156Z FEB {year}\nFM {from}\nTO SECSTATE WASHDC\n{class_line}\n")).into_owned()
}

fn id<'c>(cable: &'c Cable<'_>) -> &'c str {
    cable.mrn.as_ref().and_then(|number| number.id.as_deref()).unwrap_or("none")
}

fn raises(cable: &Cable<'_>, code: &str) -> bool {
    codes(cable).iter().any(|found| found.starts_with(code))
}

/// Section words that were melted into the number, or garbled before it, are read as the section.
///
/// - source: damage seen in real cables, class 5
/// - code: `src/decode/section.rs`
/// - finding: T1307
#[test]
fn section_words_melted_into_a_number_are_taken_out() {
    for (line, number, of, found) in [
        ("UNCLAS SECTION01OF02CHISINAU976", 1, 2, "08CHISINAU976"),
        ("UNCLAS ECTION02OF02ATHENS959", 2, 2, "08ATHENS959"),
        ("UNCLAS SQCTION02OF02DUSHANBE143", 2, 2, "08DUSHANBE143"),
        ("UNCLAS 01OF02RPODUBAI288", 1, 2, "08RPODUBAI288"),
        ("UNCLAS 01 OF 02 RPO DUBAI 000288", 1, 2, "08RPODUBAI288"),
        ("SECRET SCTION 02 OF 02 SAO PAULO 000335", 2, 2, "08SAOPAULO335"),
        ("CONFIDENTIAL SECTION O3 OF I2 ROME 000011", 3, 12, "08ROME11"),
        ("UNCLAS SECTION 01 GF 02 ROME 000011", 1, 2, "08ROME11"),
        ("UNCLAS SECTION 01 F 02 ROME 000011", 1, 2, "08ROME11"),
        ("UNCLAS SEC 01 OF 02 ROME 000011", 1, 2, "08ROME11"),
        ("UNCLAS SECT 01 OF 02 ROME 000011", 1, 2, "08ROME11"),
    ] {
        let cable = classed("08", "AMEMBASSY CHISINAU", line);
        let section = cable.section.unwrap();
        assert_eq!((section.number, section.of, id(&cable)), (number, of, found), "{line}");
        assert!(raises(&cable, "T1307"), "{line}");
    }
}

/// Other words of the line that were melted into the number are taken out of it.
///
/// - source: damage seen in real cables, class 6
/// - code: `src/decode/number_repair.rs`
/// - finding: T1250
#[test]
fn class_words_melted_into_a_number_are_taken_out() {
    for (line, found) in [
        ("UNCLAS EFTOBAKU1165", "06BAKU1165"),
        ("UNCLAS AMEMBASSY HANOI 1284", "06HANOI1284"),
        ("UNCLAS AMEMBASSYHANOI1284", "06HANOI1284"),
        ("UNCLAS STATE255577TOSEC140323", "06STATE255577"),
        ("UNCLAS ACCRA001382SUSPECTEDDUPLICATE1392", "06ACCRA1382"),
        ("CONFIDENTIAL AMCONSUL CASABLANCA 000017", "06CASABLANCA17"),
        ("CONFIDENTIAL NOFORNMOSCOW000017", "06MOSCOW17"),
    ] {
        let cable = classed("06", "AMEMBASSY BAKU", line);
        assert_eq!(id(&cable), found, "{line}");
        assert!(raises(&cable, "T1250"), "{line}");
    }
    for line in ["UNCLAS EFTOBAKU1165", "UNCLAS EFTOBAKU 001165"] {
        let cable = classed("06", "AMEMBASSY BAKU", line);
        assert_eq!(id(&cable), "06BAKU1165", "{line}");
        assert_eq!(cable.classification.as_ref().unwrap().caveats, ["EFTO"], "{line}");
    }
    assert_eq!(id(&classed("06", "AMEMBASSY BAKU", "UNCLAS E F T O BAKU 001165")), "06BAKU1165");
    assert_eq!(id(&classed("90", "SECSTATE WASHDC", "UNCLAS STATE 255577 TOSEC 140323")), "90STATE255577");
}

/// A garbled post is read as the one that it can have been; the originator decides between two.
///
/// - source: damage seen in real cables, class 7
/// - code: `src/decode/number_repair.rs`
/// - finding: T1250
#[test]
fn a_garbled_post_in_the_number_is_read_by_its_likeness() {
    for (from, line, found) in [
        ("AMEMBASSY ASTANA", "UNCLAS AQNA 000272", "07ASTANA272"),
        ("AMEMBASSY BUENOS AIRES", "UNCLAS BUENOSQRES 000633", "07BUENOSAIRES633"),
        ("AMEMBASSY HARARE", "UNCLAS SECTION 01 OF 06 HARA4E 000876", "07HARARE876"),
        ("AMEMBASSY BISHKEK", "UNCLAS SECTION 01 OF 02 BISHIEK 000021", "07BISHKEK21"),
        ("AMEMBASSY BISHKEK", "UNCLAS BISHKEK 0000W1", "07BISHKEK21"),
        ("AMEMBASSY MADRID", "UNCLAS MADRID O0O9I", "07MADRID91"),
        ("AMEMBASSY TRIPOLI", "SECRET QRIPOLI 000583", "07TRIPOLI583"),
    ] {
        let cable = classed("07", from, line);
        assert_eq!(id(&cable), found, "{line}");
        assert!(raises(&cable, "T1250"), "{line}");
    }
}

/// Where the originator does not decide, the post stays as it was received and the likely ones are offered.
///
/// - source: damage seen in real cables, class 7
/// - code: `src/decode/number_repair.rs`
/// - finding: T1251
#[test]
fn a_doubtful_post_in_the_number_is_offered() {
    let cable = classed("10", "SECSTATE WASHDC", "UNCLAS AQNA 000272");
    assert_eq!(id(&cable), "10AQNA272");
    assert!(raises(&cable, "T1251"));
    assert!(cable.diagnostics[0].help.contains("`ADANA` or `ASTANA`"), "{:?}", cable.diagnostics);
}

/// A letter-spaced class is read in any case, with section and number behind it or without.
///
/// - source: damage seen in real cables, class 8
/// - code: `src/decode/class.rs`
/// - finding: none
#[test]
fn a_letter_spaced_class_is_read_in_any_case() {
    for (line, level, found) in [
        ("C O N F I D E N T I A L SECTION 01 OF 03 MADRID 00091", Classification::Confidential, "09MADRID91"),
        ("S e c r e t nairobi 001938", Classification::Secret, "09NAIROBI1938"),
        ("U N C L A S NAIROBI 001938", Classification::Unclassified, "09NAIROBI1938"),
        ("T O P  S E C R E T ROME 000001", Classification::TopSecret, "09ROME1"),
        ("C O N F I D E N T I A L", Classification::Confidential, "none"),
    ] {
        let cable = classed("09", "AMEMBASSY MADRID", line);
        assert_eq!((cable.classification.as_ref().unwrap().level, id(&cable)), (level, found), "{line}");
        assert_eq!(codes(&cable), [""; 0], "{line}");
    }
}

/// A class with letters lost, swapped, or blanks missing is read where the line can be no other.
///
/// - source: damage seen in real cables, class 8
/// - code: `src/decode/class_repair.rs`
/// - finding: T1252
#[test]
fn a_garbled_class_is_read_where_its_line_gives_it_away() {
    for (line, level) in [
        ("C O N F I D EN T I A L NAIROBI 001938", Classification::Confidential),
        ("C O N F I D E N T I A NAIROBI 001938", Classification::Confidential),
        ("CONFIDENTIALNAIROBI 001938", Classification::Confidential),
        ("SECERT SECTION 01 OF 02 NAIROBI 001938", Classification::Secret),
        ("UNLCAS NAIROBI 001938", Classification::Unclassified),
        ("\nUCNLAS NAIROBI 001938", Classification::Unclassified),
        ("BT\nUCNLAS NAIROBI 001938", Classification::Unclassified),
        ("LIMITED OFFICAL USE NAIROBI 001938", Classification::LimitedOfficialUse),
        ("LIMITED OFFICIAL USENAIROBI 001938", Classification::LimitedOfficialUse),
        ("C 0 N F I D E N T I A L NAIROBI 001938", Classification::Confidential),
        ("C O ? F I D E N T I A L NAIROBI 001938", Classification::Confidential),
        ("7,:)-S NAIROBI 001938", Classification::Unclassified),
        ("SENSITIVE UNCLAS NAIROBI 001938", Classification::Unclassified),
        ("L I M I T E D OFFICIAL USE NAIROBI 001938", Classification::LimitedOfficialUse),
    ] {
        let cable = classed("09", "AMEMBASSY NAIROBI", line);
        let class = cable.classification.as_ref().unwrap();
        assert_eq!((class.level, id(&cable)), (level, "09NAIROBI1938"), "{line}");
        assert!(raises(&cable, "T1252"), "{line}");
    }
    let cable = classed("09", "AMEMBASSY NAIROBI", "SENSITIVE UNCLAS NAIROBI 001938");
    assert_eq!(cable.classification.unwrap().caveats, ["SENSITIVE"]);
    for line in ["BT\nUCNLAS", "BT\nUCNLAS//N02319//", "BT\nS E C E T"] {
        let cable = classed("09", "AMEMBASSY NAIROBI", line);
        assert!(cable.classification.is_some() && raises(&cable, "T1252"), "{line}");
    }
    let cable = classed("09", "AMEMBASSY NAIROBI", "UNCLAS/NAIROBI 001938");
    assert_eq!((id(&cable), cable.info.len()), ("09NAIROBI1938", 0));
    let guarded = one(
        "VZCZCXRO0809\nPP RUEHC\nDE RUEHNR #1938 0492156\nZNY SSSSS ZZH\nP 182156Z FEB 09\nFM AMEMBASSY \
                       NAIROBI\nTO RUEHC/SECSTATE WASHDC\nUNLCAS NAIROBI 001938\n",
    )
    .into_owned();
    assert_eq!(guarded.classification, None, "never below what format line 4 says");
}

/// The numbers of a section may be spelled out, and the number of the Secretary's party stand before that of the message.
///
/// - source: ACP 127(G) 208e; damage seen in real cables, class 6
/// - code: `src/decode/section.rs`, `src/decode/number_line.rs`
/// - finding: T1307
#[test]
fn a_spelled_section_is_a_section() {
    let input = "UNCLAS SECTION ONE OF TWO MOSCOW 002976\n\nTAGS: PREL\n";
    let cable = super::one(input);
    assert_eq!(cable.section.map(|found| (found.number, found.of)), Some((1, 2)));
    let mrn = cable.mrn.as_ref().unwrap();
    assert_eq!((&*mrn.station, mrn.number), ("MOSCOW", 2976));
    assert!(super::codes(&cable).iter().any(|found| found.starts_with("T1307 1:8")));
    let party = super::one("UNCLAS TOSEC 140323 MOSCOW 002976\n\nTAGS: PREL\n");
    let mrn = party.mrn.as_ref().unwrap();
    assert_eq!((&*mrn.station, mrn.number, &*party.captions[0]), ("MOSCOW", 2976, "TOSEC 140323"));
    let own = super::one("UNCLAS SECTO 1234\n\nTAGS: PREL\n");
    assert_eq!(&*own.mrn.as_ref().unwrap().station, "SECTO");
}
