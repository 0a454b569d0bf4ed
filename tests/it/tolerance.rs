//! A good word is never repaired: clean headings, references and tags of real vocabularies raise no finding of damage and
//! decode to exactly what was written.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use torntape::message::{Code, Precedence};

/// Posts and their names, of one to four words.
const POSTS: [&str; 48] = [
    "ABU DHABI",
    "ACCRA",
    "ADANA",
    "ADDIS ABABA",
    "ADEN",
    "ANKARA",
    "APIA",
    "ASTANA",
    "ATHENS",
    "BAKU",
    "BAMAKO",
    "BANDAR SERI BEGAWAN",
    "BERN",
    "BONN",
    "BUENOS AIRES",
    "CALI",
    "CEBU",
    "CAIRO",
    "DAR ES SALAAM",
    "DILI",
    "DOHA",
    "DUBAI",
    "GENEVA",
    "GENOA",
    "HANOI",
    "HUE",
    "JIDDA",
    "KIEV",
    "KYIV",
    "LA PAZ",
    "LIMA",
    "LOME",
    "LYON",
    "MALE",
    "MALABO",
    "MEXICO",
    "NICE",
    "ORAN",
    "OSLO",
    "PARIS",
    "PORT AU PRINCE",
    "RIGA",
    "RIO DE JANEIRO",
    "ROME",
    "SANAA",
    "ST PETERSBURG",
    "THE HAGUE",
    "UDORN",
];

const TAGS: [&str; 30] = [
    "PREL", "PGOV", "ECON", "EFIN", "ETRD", "KCRM", "KWMN", "PHUM", "SMIG", "KTIP", "OVIP", "ASEC", "CVIS",
    "MARR", "RS", "US", "UK", "EG", "FR", "IZ", "UNSC", "NATO", "UNESCO", "SENV", "TBIO", "EAID", "KDEM",
    "PTER", "KIRF", "AMGT",
];

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// The codes that say that something was taken for something else.
const REPAIRS: [Code; 18] = [
    Code::ProsignMisspelt,
    Code::HeadingInText,
    Code::PartialExtract,
    Code::IndicatorsGlued,
    Code::DateTimeRepaired,
    Code::PrecedenceWordUnreadable,
    Code::NameRepaired,
    Code::NameDoubtful,
    Code::MessageNumberOdd,
    Code::ReferenceNumberRepaired,
    Code::StationDoubtful,
    Code::ClassWordRepaired,
    Code::LabelMisspelt,
    Code::ReferenceRepaired,
    Code::ReferenceDoubtful,
    Code::ReferenceLabelOdd,
    Code::TagRepaired,
    Code::TagIsName,
];

fn precedence() -> impl Strategy<Value = Option<Precedence>> {
    select(vec![None, Some(Precedence::Routine), Some(Precedence::Priority), Some(Precedence::Immediate)])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn clean_cables_raise_no_repair(
        from in select(&POSTS[..]),
        addressees in prop::collection::vec((select(&POSTS[..]), precedence(), prop::option::of(0u32..99_999)), 1..6),
        month in select(&MONTHS[..]),
        day in 1u8..29,
        year in 73u8..99,
        class in select(vec!["UNCLAS", "C O N F I D E N T I A L", "S E C R E T", "CONFIDENTIAL", "UNCLAS E F T O"]),
        section in prop::option::of((1u8..5, 5u8..9)),
        number in 1u32..999_999,
        tags in prop::collection::vec(select(&TAGS[..]), 1..9),
        references in prop::collection::vec((select(&POSTS[..]), 100u32..999_999, prop::option::of(73u8..99)), 1..7),
    ) {
        // A line that stands twice, right below itself, was sent twice.
        let mut addressees = addressees;
        addressees.dedup();
        let mut text = format!("O {day:02}2156Z {month} {year}\nFM AMEMBASSY {from}\n");
        for (at, (post, precedence, number)) in addressees.iter().enumerate() {
            let opening = if at == 0 { "TO " } else { "" };
            let precedence = precedence.map(|found| format!(" {}", found.word())).unwrap_or_default();
            let number = number.map(|number| format!(" {number:04}")).unwrap_or_default();
            _ = writeln!(text, "{opening}AMEMBASSY {post}{precedence}{number}");
        }
        let label = section.map(|(part, of)| format!(" SECTION {part:02} OF {of:02}")).unwrap_or_default();
        _ = write!(text, "{class}{label} {from} {number:06}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: {}\n", tags.join(" "));
        text += "SUBJECT: LAMPS AND OIL\n\n";
        for (at, (post, number, year)) in references.iter().enumerate() {
            let opening = if at == 0 { "REF: " } else { "     " };
            let year = year.map(|year| format!("{year} ")).unwrap_or_default();
            _ = writeln!(text, "{opening}{}. {year}{post} {number}", char::from(b'A' + u8::try_from(at).unwrap()));
        }
        text += "\n1. TEXT.\n";
        let cables = torntape::decode(text.as_bytes());
        prop_assert_eq!(cables.len(), 1, "{}", text);
        let cable = &cables[0];
        let repairs: Vec<_> = cable.diagnostics.iter().filter(|found| REPAIRS.contains(&found.code)).collect();
        prop_assert!(repairs.is_empty(), "{:?}\n{}", repairs, text);
        prop_assert_eq!(cable.to.len(), addressees.len());
        for (read, (post, precedence, number)) in cable.to.iter().zip(&addressees) {
            prop_assert_eq!(&read.plad, &format!("AMEMBASSY {post}"));
            prop_assert_eq!((&read.precedence, &read.number), (precedence, number));
        }
        let mrn = cable.mrn.as_ref().unwrap();
        prop_assert_eq!((mrn.station.as_ref(), mrn.number), (from, number));
        prop_assert_eq!(cable.section.map(|read| (read.number, read.of)), section);
        prop_assert_eq!(&cable.tags, &tags);
        let ids: Vec<String> = references
            .iter()
            .map(|(post, number, own)| format!("{}{}{number}", own.unwrap_or(year), post.replace(' ', "")))
            .collect();
        let read: Vec<&str> = cable.references.iter().filter_map(|found| found.id.as_deref()).collect();
        prop_assert_eq!(read, ids, "{}", text);
    }
}
