//! Texts that lack their first lines.

use torntape::decode;
use torntape::message::{Dialect, Precedence};

use super::{codes, one};

/// A text may begin with any format line, and each line gives its own fields.
///
/// - source: State cables of 2009
/// - code: `src/decode/frame.rs`
/// - finding: none
#[test]
fn each_line_gives_its_fields_to_a_text_that_begins_with_it() {
    let lines = [
        "DE RUEHC #7951 2642216",
        "ZNR UUUUU ZZH",
        "P 212156Z SEP 09",
        "FM SECSTATE WASHDC",
        "TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941",
        "INFO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621",
        "GR37",
        "BT",
        "UNCLAS STATE 097951",
        "SIPDIS",
        "E.O. 12958: N/A",
        "TAGS: KCUL, RS",
        "SUBJECT: LAMPS",
        "REF: MOSCOW 2401",
    ];
    for first in 0..lines.len() {
        let input = format!("{}\n", lines[first..].join("\n"));
        let cable = one(&input);
        assert_eq!((cable.source.offset, cable.source.length), (0, input.len()), "{}", lines[first]);
        assert_eq!(cable.dialect, Dialect::Headless, "{}", lines[first]);
        assert_eq!(codes(&cable), [""; 0], "{}", lines[first]);
        assert_eq!(cable.coverage.attributed_bytes, cable.coverage.header_bytes);
        let present = [
            cable.origin.is_some(),
            cable.security.is_some(),
            cable.dtg.is_some(),
            cable.from.is_some(),
            !cable.to.is_empty(),
            !cable.info.is_empty(),
            cable.group_count.is_some(),
            true,
            cable.classification.is_some(),
            !cable.captions.is_empty(),
            cable.executive_order.is_some(),
            !cable.tags.is_empty(),
            cable.subject.is_some(),
            !cable.references.is_empty(),
        ];
        for (at, present) in present.into_iter().enumerate().filter(|(at, _)| *at != 7) {
            assert_eq!(present, at >= first, "{} in a text from {}", lines[at], lines[first]);
        }
    }
}

/// A single line is a text.
///
/// - source: State cables of 2009
/// - code: `src/decode/frame.rs`
/// - finding: none
#[test]
fn a_single_line_is_a_text() {
    assert_eq!(one("TAGS: KCUL, RS").tags, ["KCUL", "RS"]);
    assert_eq!(one("SUBJECT: LAMPS").subject.as_deref(), Some("LAMPS"));
    assert_eq!(one("REF: 09 MOSCOW 2401").references[0].id.as_deref(), Some("09MOSCOW2401"));
    assert_eq!(one("O 091630Z").precedence.unwrap().action, Precedence::Immediate);
}

/// State's texts from format line 5 on have precedence words and message numbers without stations.
///
/// - source: State cables of 2009
/// - code: `src/decode/addressee.rs`
/// - finding: none
#[test]
fn addressees_without_stations_keep_their_numbers() {
    let cable = one("P 212156Z SEP 09\nFM AMEMBASSY MOSCOW\nTO SECSTATE WASHDC PRIORITY 0872\n");
    let to = &cable.to[0];
    assert_eq!(
        (&*to.plad, to.precedence, to.number),
        ("SECSTATE WASHDC", Some(Precedence::Priority), Some(872))
    );
}

/// Several texts in one input are all found, each from its format line 5 on.
///
/// - source: State cables of 2009
/// - code: `src/decode/frame.rs`
/// - finding: none
#[test]
fn several_texts_are_found() {
    let text =
        "P 212156Z SEP 09\nFM AMEMBASSY MOSCOW\nTO SECSTATE WASHDC\nUNCLAS MOSCOW 002401\n1. Lamps.\nNNNN\n";
    let input = format!("Two telegrams.\n\n{text}\n{text}");
    let cables = decode(input.as_bytes());
    assert_eq!(cables.len(), 2);
    assert_eq!(cables[1].source.offset, input.len() - text.len());
}
