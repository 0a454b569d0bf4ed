//! A cable is written as it came, a changed field wins, and a new cable reads as it was meant.

use std::borrow::Cow;

use proptest::prelude::*;
use proptest::sample::select;
use torntape::Decoder;
use torntape::encode::encode;
use torntape::message::{
    Addressee, Cable, Call, ClassLine, Classification, ClassifiedBy, Content, DateTimeGroup, Dialect,
    DualPrecedence, ExecutiveOrder, MessageReference, Origin, Originator, Precedence, Reference,
    ReferenceKind, RoutingIndicator, Section, Security, SecuritySignal, Transmission, Validation,
};

const FIXTURE: &[u8] = include_bytes!("../../fixtures/field/09STATE97951.cable");

fn decode(bytes: &[u8]) -> Cable<'_> {
    Decoder::new().cable(bytes)
}

/// What is written after a change, as the lines that are gone and the lines that have come.
fn changed(bytes: &[u8], change: impl FnOnce(&mut Cable<'_>)) -> String {
    let mut cable = decode(bytes);
    change(&mut cable);
    let written = String::from_utf8(encode(&cable)).unwrap();
    let (old, new): (Vec<&str>, Vec<&str>) =
        (std::str::from_utf8(bytes).unwrap().split('\n').collect(), written.split('\n').collect());
    let before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let most = old.len().min(new.len()) - before;
    let behind =
        old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
    let gone = old[before..old.len() - behind].iter().map(|line| format!("- {line}|"));
    let come = new[before..new.len() - behind].iter().map(|line| format!("+ {line}|"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_not_changed_stays_byte_for_byte() {
    assert!(encode(&decode(FIXTURE)) == FIXTURE);
    let owned = decode(FIXTURE).into_owned();
    assert!(encode(&owned) == FIXTURE);
}

#[test]
fn a_changed_field_of_the_heading_wins() {
    let number = |cable: &mut Cable<'_>| cable.transmission.as_mut().unwrap().number = Some(12);
    assert_eq!(changed(FIXTURE, number), "- VZCZCXRO0809|\n+ VZCZCXRO0012|");
    let call = |cable: &mut Cable<'_>| cable.call.as_mut().unwrap().indicators.truncate(1);
    assert_eq!(changed(FIXTURE, call), "- PP RUEHLN RUEHVK RUEHYG|\n+ PP RUEHLN|");
    let serial = |cable: &mut Cable<'_>| cable.origin.as_mut().unwrap().serial = Some("0001".into());
    assert_eq!(changed(FIXTURE, serial), "- DE RUEHC #7951/01 2642216|\n+ DE RUEHC #0001/01 2642216|");
    let filed = |cable: &mut Cable<'_>| {
        cable.origin.as_mut().unwrap().filed = Some("2009-09-22T01:02:00Z".parse().unwrap());
    };
    assert_eq!(changed(FIXTURE, filed), "- DE RUEHC #7951/01 2642216|\n+ DE RUEHC #7951/01 2650102|");
    let class = |cable: &mut Cable<'_>| {
        cable.security.as_mut().unwrap().classification = Some(Classification::Secret);
    };
    assert_eq!(changed(FIXTURE, class), "- ZNR UUUUU ZZH|\n+ ZNR SSSSS ZZH|");
    let at = |cable: &mut Cable<'_>| {
        cable.dtg.as_mut().unwrap().at = Some("2010-01-02T03:04:00Z".parse().unwrap());
    };
    assert_eq!(changed(FIXTURE, at), "- P 212156Z SEP 09|\n+ P 020304Z JAN 10|");
    let dual = |cable: &mut Cable<'_>| {
        cable.precedence =
            Some(DualPrecedence { action: Precedence::Flash, info: Some(Precedence::Routine) });
    };
    assert_eq!(changed(FIXTURE, dual), "- P 212156Z SEP 09|\n+ Z R 212156Z SEP 09|");
    let from = |cable: &mut Cable<'_>| cable.from.as_mut().unwrap().plad = "AMEMBASSY MOSCOW".into();
    assert_eq!(changed(FIXTURE, from), "- FM SECSTATE WASHDC|\n+ FM AMEMBASSY MOSCOW|");
}

#[test]
fn a_changed_addressee_wins_and_the_others_stay() {
    let number = |cable: &mut Cable<'_>| cable.info[1].number = Some(7);
    assert_eq!(
        changed(FIXTURE, number),
        "- RUEHVK/AMCONSUL VLADIVOSTOK PRIORITY 1840|\n+ RUEHVK/AMCONSUL VLADIVOSTOK PRIORITY 0007|"
    );
    let gone = |cable: &mut Cable<'_>| drop(cable.info.remove(1));
    assert_eq!(changed(FIXTURE, gone), "- RUEHVK/AMCONSUL VLADIVOSTOK PRIORITY 1840|");
    let more = |cable: &mut Cable<'_>| {
        let first = cable.to[0].clone();
        cable.to.push(Addressee { plad: "AMEMBASSY MINSK".into(), indicator: None, number: None, ..first });
    };
    assert_eq!(changed(FIXTURE, more), "+ AMEMBASSY MINSK PRIORITY|");
    let none = |cable: &mut Cable<'_>| cable.info.clear();
    assert_eq!(
        changed(FIXTURE, none),
        "- INFO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621|\n- RUEHVK/AMCONSUL VLADIVOSTOK PRIORITY 1840|\n\
         - RUEHYG/AMCONSUL YEKATERINBURG PRIORITY 1789|"
    );
    let exempt = |cable: &mut Cable<'_>| cable.to[0].exempt.push("AMEMBASSY MINSK".into());
    assert_eq!(changed(FIXTURE, exempt), "+ XMT AMEMBASSY MINSK|");
}

/// A line that is changed keeps the blank at its end, as all lines of this text have it.
#[test]
fn a_changed_field_of_the_text_wins() {
    let section = |cable: &mut Cable<'_>| cable.section = Some(Section { number: 2, of: 4, last: false });
    assert_eq!(
        changed(FIXTURE, section),
        "- UNCLAS SECTION 01 OF 04 STATE 097951 |\n+ UNCLAS SECTION 02 OF 04 STATE 097951 |"
    );
    let whole = |cable: &mut Cable<'_>| cable.section = None;
    assert_eq!(changed(FIXTURE, whole), "- UNCLAS SECTION 01 OF 04 STATE 097951 |\n+ UNCLAS STATE 097951 |");
    let level = |cable: &mut Cable<'_>| {
        cable.classification.as_mut().unwrap().level = Classification::Confidential;
    };
    assert_eq!(
        changed(FIXTURE, level),
        "- UNCLAS SECTION 01 OF 04 STATE 097951 |\n+ C O N F I D E N T I A L SECTION 01 OF 04 STATE 097951 |"
    );
    let caption = |cable: &mut Cable<'_>| cable.captions.push("NOFORN".into());
    assert_eq!(changed(FIXTURE, caption), "+ NOFORN |");
    let caption = |cable: &mut Cable<'_>| drop(cable.captions.remove(0));
    assert_eq!(changed(FIXTURE, caption), "- SENSITIVE |");
    let order = |cable: &mut Cable<'_>| {
        cable.executive_order.as_mut().unwrap().declassify_on = Some("2019-09-21".parse().unwrap());
    };
    assert_eq!(changed(FIXTURE, order), "- E.O. 12958: N/A |\n+ E.O. 12958: DECL: 09/21/2019 |");
    let tag = |cable: &mut Cable<'_>| drop(cable.tags.remove(1));
    assert_eq!(
        changed(FIXTURE, tag),
        "- TAGS: KCRM KWMN PHUM PREL SMIG KTIP RS|\n+ TAGS: KCRM PHUM PREL SMIG KTIP RS|"
    );
    let reference = |cable: &mut Cable<'_>| cable.references[2].text = "2009 STATE 1".into();
    assert_eq!(changed(FIXTURE, reference), "-      C. 2009 STATE 005577 |\n+      C. 2009 STATE 1 |");
    let reference = |cable: &mut Cable<'_>| cable.references[2].id = Some("07MOSCOW12".into());
    assert_eq!(changed(FIXTURE, reference), "-      C. 2009 STATE 005577 |\n+      C. 2007 MOSCOW 000012 |");
    let mark = |cable: &mut Cable<'_>| cable.pages[0].text = "STATE 00097951  002 OF 005".into();
    assert_eq!(changed(FIXTURE, mark), "- STATE 00097951  002 OF 004 |\n+ STATE 00097951  002 OF 005 |");
    let portion = |cable: &mut Cable<'_>| cable.paragraphs[7].portion = None;
    assert_eq!(changed(FIXTURE, portion), "- 8. (U) Points for hosts: |\n+ 8. Points for hosts: |");
    let portion = |cable: &mut Cable<'_>| cable.paragraphs[7].portion = Some("SBU".into());
    assert_eq!(changed(FIXTURE, portion), "- 8. (U) Points for hosts: |\n+ 8. (SBU) Points for hosts: |");
    let signature = |cable: &mut Cable<'_>| cable.signature = Some("KERRY".into());
    assert_eq!(changed(FIXTURE, signature), "- CLINTON|\n+ KERRY|");
}

#[test]
fn a_field_that_was_not_there_is_put_in_its_place() {
    let exempt = |cable: &mut Cable<'_>| cable.exempt.push("AMEMBASSY MINSK".into());
    assert_eq!(changed(FIXTURE, exempt), "+ XMT AMEMBASSY MINSK|");
    let classified = |cable: &mut Cable<'_>| {
        cable.classified_by =
            Some(ClassifiedBy { name: "THE DESK".into(), text: "THE DESK".into(), reasons: Vec::new() });
    };
    assert_eq!(changed(FIXTURE, classified), "+ CLASSIFIED BY: THE DESK |");
    let ending = |cable: &mut Cable<'_>| {
        cable.validation = Some(Validation { serial: "7951".into() });
        cable.end = Some("NNNN".into());
    };
    assert_eq!(changed(FIXTURE, ending), "+ BT|\n+ #7951|\n+ NNNN|");
    let unnumbered = |cable: &mut Cable<'_>| cable.transmission = None;
    assert_eq!(changed(FIXTURE, unnumbered), "- VZCZCXRO0809|");
    let bare = b"FM SECSTATE WASHDC\r\nTO AMEMBASSY MINSK";
    let dated = |cable: &mut Cable<'_>| {
        cable.dtg = Some(DateTimeGroup {
            text: Cow::Borrowed(""),
            at: Some("2009-09-21T21:56:00Z".parse().unwrap()),
            operating_signals: Vec::new(),
            indicator: None,
        });
        cable.tags.push("AMGT".into());
    };
    assert_eq!(
        changed(bare, dated),
        "- FM SECSTATE WASHDC\r|\n- TO AMEMBASSY MINSK|\n+ 212156Z SEP 09\r|\n+ FM SECSTATE WASHDC\r|\n\
         + TO AMEMBASSY MINSK\r|\n+ TAGS: AMGT|"
    );
}

#[test]
fn a_changed_text_wins_and_so_does_a_field_changed_with_it() {
    let text = |cable: &mut Cable<'_>| {
        cable.text =
            Some(Content(Cow::Borrowed(b"UNCLAS STATE 000001\nTAGS: AMGT\nSUBJECT: CLOCKS\n\n1. ALL.\n")));
        cable.subject = Some("BELLS".into());
    };
    let mut cable = decode(FIXTURE);
    text(&mut cable);
    let written = String::from_utf8(encode(&cable)).unwrap();
    let heading = String::from_utf8_lossy(FIXTURE);
    let heading = &heading[..heading.find("UNCLAS").unwrap()];
    assert_eq!(written, format!("{heading}UNCLAS STATE 000001\nTAGS: AMGT\nSUBJECT: BELLS\n\n1. ALL.\n"));
}

/// The turn of the century and the year of undated texts are settings of the reader, not changes.
#[test]
fn a_setting_of_the_decoder_is_no_change() {
    let cable = Decoder::new().pivot(5).year(2004).cable(FIXTURE);
    assert_ne!(cable.dtg, decode(FIXTURE).dtg);
    assert!(encode(&cable) == FIXTURE);
    let undated = b"UNCLAS STATE 000012\n\nREF: A. MOSCOW 123\n     B. MINSK 5\n";
    let cable = Decoder::new().year(2004).cable(undated);
    assert_ne!(cable.references, decode(undated).references);
    assert_eq!(encode(&cable), undated);
}

/// The words of a line that do not change keep their spelling: figures, blanks, stops.
#[test]
fn unchanged_words_keep_their_spelling() {
    let line = b"UNCLAS  SECTION 01 OF 03 MADRID 00091 \n";
    let section = |cable: &mut Cable<'_>| cable.section = Some(Section { number: 3, of: 3, last: false });
    assert_eq!(
        changed(line, section),
        "- UNCLAS  SECTION 01 OF 03 MADRID 00091 |\n+ UNCLAS  SECTION 03 OF 03 MADRID 00091 |"
    );
    let tags = b"UNCLAS MADRID 91\nTAGS: PREL, PGOV,  SP\n";
    let more = |cable: &mut Cable<'_>| cable.tags[1] = "AMGT".into();
    assert_eq!(changed(tags, more), "- TAGS: PREL, PGOV,  SP|\n+ TAGS: PREL, AMGT SP|");
}

#[test]
fn a_line_that_is_folded_opens_no_other() {
    for below in ["EO 000", "E.O. 12958 AND OIL", "1. BELLS", "SUBJECT GLASS", "BT", "PAGE 02 RUEHC 001"] {
        // The line is as long as one may be where the words below would stand on the next.
        let subject = format!("{:A<46} {below}", "CLOCKS AND LAMPS OF THE HALL ");
        let mut cable = decode(FIXTURE);
        cable.subject = Some(subject.as_str().into());
        let written = encode(&cable);
        assert_eq!(decode(&written).subject.as_deref(), Some(subject.as_str()));
        assert!(written.split(|&byte| byte == b'\n').all(|line| line.len() <= 69), "{below}");
    }
    let tags: Vec<Cow<'_, str>> = "KCRM KWMN KPAO PREL SOCI ECON ETRD AMGT KSCA KGIC REFS SUBJ KFLO"
        .split(' ')
        .map(Cow::Borrowed)
        .collect();
    let mut cable = decode(FIXTURE);
    cable.tags.clone_from(&tags);
    let written = encode(&cable);
    assert_eq!(decode(&written).tags.iter().collect::<Vec<_>>(), tags.iter().collect::<Vec<_>>());
}

fn indicator() -> impl Strategy<Value = RoutingIndicator<'static>> {
    select(vec!["RUEHMO", "RUEHLN", "RUEHVK", "RUEHYG", "RHMFIUU", "RUEHC"])
        .prop_map(|name| RoutingIndicator::new(name).unwrap())
}

/// A list in which none stands twice in a row: such a line counts as sent twice.
fn list(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Addressee<'static>>> {
    prop::collection::vec(addressee(), count).prop_map(|mut list| {
        list.dedup();
        list
    })
}

fn addressee() -> impl Strategy<Value = Addressee<'static>> {
    let plad =
        select(vec!["AMEMBASSY MOSCOW", "AMCONSUL ST PETERSBURG", "SECSTATE WASHDC", "DET 1 39LG ANKARA TU"]);
    let precedence = prop::option::of(select(Precedence::ALL.to_vec()));
    (plad, prop::option::of(indicator()), precedence, prop::option::of(0..20_000_u32), any::<bool>())
        .prop_map(|(plad, indicator, precedence, number, night)| Addressee {
            plad: plad.into(),
            indicator,
            precedence,
            night_action: night && precedence == Some(Precedence::Immediate),
            // Without a station a number could belong to the name.
            number: number.filter(|_| plad.starts_with("AM")),
            ..Addressee::default()
        })
}

fn date() -> impl Strategy<Value = DateTimeGroup<'static>> {
    (1..=28_u8, 0..24_u8, 0..60_u8, select(vec!["JAN", "FEB", "DEC"]), 60..160_u32).prop_map(
        |(day, hour, minute, month, year)| DateTimeGroup {
            text: format!("{day:02}{hour:02}{minute:02}Z {month} {:02}", year % 100).into(),
            at: None,
            operating_signals: Vec::new(),
            indicator: None,
        },
    )
}

prop_compose! {
    /// Format lines 1 to 8.
    fn heading()(
        channel in "[A-GI-TV-Z]{3}", number in 1..10_000_u32, called in prop::collection::vec(indicator(), 1..30),
        precedence in select(Precedence::ALL.to_vec()), serial in 0..10_000_u32, day in 1..=365_u16,
        hour in 0..24_u8, minute in 0..60_u8, dtg in date(), to in list(1..5),
        info in list(0..20), signals in prop::collection::vec(select(vec!["ZZH", "ZZK", "ZDS"]), 0..3),
    ) -> Cable<'static> {
        Cable {
            dialect: Dialect::Acp127State,
            transmission: Some(Transmission {
                id: format!("VZCZC{channel}{number:04}").into(), channel: Some(channel.into()), number: Some(number),
                prosign: None, earlier: Vec::new(),
            }),
            call: Some(Call { precedence: Some(precedence), indicators: called }),
            origin: Some(Origin {
                indicator: Some(RoutingIndicator::new("RUEHC").unwrap()), serial: Some(format!("{serial:04}").into()),
                section: None, day: Some(day), day_of_month: false, time: Some(format!("{hour:02}{minute:02}").into()), filed: None,
            }),
            security: Some(Security {
                signal: Some(SecuritySignal::Znr), marking: Some("UUUUU".into()),
                classification: Some(Classification::Unclassified), release: None, handling: None,
                operating_signals: signals.into_iter().map(Cow::Borrowed).collect(),
            }),
            precedence: Some(DualPrecedence { action: precedence, info: None }),
            dtg: Some(dtg),
            from: Some(Originator { indicator: None, plad: "SECSTATE WASHDC".into(), office: None }),
            to, info,
            ..Cable::default()
        }
    }
}

/// Four letters that are a tag: `OVIP` stands before a name, and `NONE` says that there are no tags.
fn tag() -> impl Strategy<Value = String> {
    "[A-Z]{4}".prop_filter("no tag", |tag| !matches!(tag.as_str(), "OVIP" | "NONE"))
}

prop_compose! {
    /// The lines that open the text.
    fn opening()(
        number in 1..1_000_000_u32, of in 0..9_u8, part in 1..9_u8,
        captions in prop::sample::subsequence(vec!["SENSITIVE", "SIPDIS", "NOFORN", "EXDIS"], 0..4),
        tags in prop::collection::vec(tag(), 0..30), subject in "[A-Z]{2,12}( [A-Z0-9]{1,12}){0,20}",
        references in prop::collection::vec((2001..2010_u32, 1..100_000_u32), 0..5), reasons in any::<bool>(),
        ending in any::<bool>(),
    ) -> Cable<'static> {
        let section = Section { number: part.min(of), of, last: false };
        Cable {
            classification: Some(ClassLine {
                level: Classification::Unclassified, text: "UNCLAS".into(), caveats: Vec::new(),
            }),
            section: (of > 1).then_some(section),
            mrn: Some(MessageReference { station: "STATE".into(), number, year: None, id: None }),
            captions: captions.into_iter().map(Cow::Borrowed).collect(),
            executive_order: Some(ExecutiveOrder { order: "12958".into(), text: "N/A".into(), declassify_on: None }),
            classified_by: reasons.then(|| ClassifiedBy {
                name: "AMBASSADOR".into(), text: "AMBASSADOR, REASONS 1.4(B) AND (D)".into(), reasons: Vec::new(),
            }),
            tags: tags.into_iter().map(Cow::Owned).collect(),
            subject: Some(subject.into()),
            references: references.into_iter().zip("ABCDE".chars()).map(|((year, number), label)| Reference {
                label: Some(label.to_string().into()), kind: ReferenceKind::Cable,
                text: format!("{year} STATE {number:06}").into(), id: None,
            }).collect(),
            validation: ending.then(|| Validation { serial: "7951".into() }),
            end: ending.then_some("NNNN".into()),
            ..Cable::default()
        }
    }
}

/// A cable with those fields that follow from others, or from where it was read, set aside.
fn meant(cable: &Cable<'_>) -> Cable<'static> {
    let mut cable = cable.clone().into_owned();
    (cable.source, cable.coverage) =
        (torntape::message::Source::default(), torntape::message::Coverage::default());
    (cable.text, cable.raw, cable.dialect, cable.form) = (None, None, Dialect::Acp127State, None);
    cable.recognition = torntape::message::Recognition::default();
    cable.diagnostics.clear();
    if let Some(origin) = &mut cable.origin {
        origin.filed = None;
    }
    if let Some(dtg) = &mut cable.dtg {
        dtg.at = None;
    }
    if let Some(mrn) = &mut cable.mrn {
        (mrn.year, mrn.id) = (None, None);
    }
    if let Some(line) = &mut cable.classified_by {
        line.reasons.clear();
    }
    for reference in &mut cable.references {
        reference.id = None;
    }
    cable
}

fn joined(heading: Cable<'static>, opening: Cable<'static>) -> Cable<'static> {
    Cable {
        dialect: heading.dialect,
        transmission: heading.transmission,
        call: heading.call,
        origin: heading.origin,
        security: heading.security,
        precedence: heading.precedence,
        dtg: heading.dtg,
        from: heading.from,
        to: heading.to,
        info: heading.info,
        ..opening
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A new cable, laid out by the book, reads as it was meant.
    #[test]
    fn a_new_cable_reads_as_it_was_meant(heading in heading(), opening in opening()) {
        let cable = joined(heading, opening);
        let written = encode(&cable);
        prop_assert!(written.split(|&byte| byte == b'\n').all(|line| line.len() <= 69));
        let read = decode(&written);
        prop_assert_eq!(meant(&read), cable, "{}", String::from_utf8_lossy(&written));
        prop_assert!(encode(&read) == written);
    }

    /// The text that a new cable is given stands in it byte for byte.
    #[test]
    fn a_given_text_stays(heading in heading(), body in "([A-Z ]{0,20}\n){0,9}[A-Z]{0,9}", ending in any::<bool>()) {
        let text = format!("UNCLAS STATE 000012 \n{body}");
        let cable = Cable {
            text: Some(Content(Cow::Borrowed(text.as_bytes()))),
            end: ending.then_some("NNNN".into()),
            ..heading
        };
        let written = encode(&cable);
        let read = decode(&written);
        prop_assert_eq!(&read.to, &cable.to);
        let kept = written.windows(text.len()).any(|window| window == text.as_bytes());
        prop_assert!(kept, "{}", String::from_utf8_lossy(&written));
    }

    /// Any field of one cable put into the bytes of another: the field wins, and the other lines stay.
    #[test]
    fn a_changed_field_wins(old in (heading(), opening()), new in (heading(), opening()), which in 0..14_u8) {
        let old = encode(&joined(old.0, old.1));
        let new = joined(new.0, new.1);
        let before = decode(&old);
        let mut cable = before.clone();
        match which {
            0 => cable.transmission = new.transmission,
            1 => cable.call = new.call,
            2 => cable.origin = new.origin,
            3 => cable.security = new.security,
            4 => cable.dtg = new.dtg,
            5 => cable.to = new.to,
            6 => cable.info = new.info,
            7 => cable.section = new.section,
            8 => cable.mrn = new.mrn,
            9 => cable.captions = new.captions,
            10 => cable.tags = new.tags,
            11 => cable.subject = new.subject,
            12 => cable.references = new.references,
            _ => (cable.validation, cable.end) = (new.validation, new.end),
        }
        let written = encode(&cable);
        prop_assert_eq!(meant(&decode(&written)), meant(&cable), "{}\n{}", String::from_utf8_lossy(&old), String::from_utf8_lossy(&written));
    }

    /// Fields may be changed in damaged bytes, too: the change is written somehow, and the rest stays a cable.
    #[test]
    fn damaged_bytes_take_any_change(
        spots in prop::collection::vec((0..700_usize, any::<u8>()), 0..40), cut in 0..700_usize, new in (heading(), opening()),
        which in 0..10_u8,
    ) {
        let mut bytes = FIXTURE[..700].to_vec();
        for (at, byte) in spots {
            bytes[at] = byte;
        }
        bytes.truncate(700 - cut);
        let mut cable = decode(&bytes);
        prop_assert_eq!(encode(&cable), bytes.clone());
        let new = joined(new.0, new.1);
        match which {
            0 => cable.transmission = new.transmission,
            1 => cable.origin = new.origin,
            2 => cable.dtg = new.dtg,
            3 => (cable.to, cable.info) = (new.to, new.info),
            4 => (cable.section, cable.mrn) = (new.section, new.mrn),
            5 => (cable.captions, cable.tags) = (new.captions, Vec::new()),
            6 => (cable.subject, cable.references) = (new.subject, new.references),
            7 => cable.text = None,
            8 => cable.text = Some(Content(Cow::Borrowed(b"UNCLAS STATE 000001\n"))),
            _ => (cable.validation, cable.end) = (new.validation, new.end),
        }
        let written = encode(&cable);
        prop_assert_eq!(encode(&decode(&written)), written);
    }

    /// Nothing is lost: any bytes come back.
    #[test]
    fn any_bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for cable in torntape::decode(&bytes) {
            let place = cable.source.offset..cable.source.offset + cable.source.length;
            prop_assert_eq!(encode(&cable), &bytes[place]);
        }
    }
}
