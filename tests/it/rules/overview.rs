//! The State dialect of ACP 127(G), from the first line to the last.

use torntape::message::{Classification, Dialect, Precedence, ReferenceKind, SecurityProsign};
use torntape::{Decoder, decode};

use super::{codes, one};

/// A heading around some lines of the address and the text.
fn with(address: &str, text: &str) -> String {
    format!(
        "VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n{address}\n{text}\n"
    )
}

const TO: &str = "TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941";
const CLASS: &str = "UNCLAS STATE 097951";

/// ACP 127(G) 202c: start of transmission, start of message, designator and number in one unbroken string.
#[test]
fn a_transmission_is_identified_by_channel_and_number() {
    let cable = one("VZCZCABC027     UU\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
    let transmission = cable.transmission.unwrap();
    assert_eq!((&*transmission.id, transmission.number), ("VZCZCABC027", Some(27)));
    assert_eq!(
        (transmission.channel.as_deref(), transmission.prosign),
        (Some("ABC"), Some(SecurityProsign::Unclassified))
    );
}

/// ACP 127(G) 311c, 426k: identifications of earlier relays stay behind the newest.
#[test]
fn transmission_identifications_stack_newest_first() {
    for line in ["FDA035EUA024ERA017", "VV   FDA035VV   EUA024VV   ERA017"] {
        let input = format!("{line}\nPP RUEHMO\nDE RUEHC #7951 2642216\n");
        let cable = one(&input);
        let transmission = cable.transmission.unwrap();
        assert_eq!(transmission.id, "FDA035", "{line}");
        assert_eq!(transmission.earlier, ["EUA024", "ERA017"], "{line}");
    }
}

/// ACP 127(G) 151: the prosign of the routing line is written twice.
#[test]
fn the_routing_line_writes_its_prosign_twice() {
    let cable = one("VZCZCXRO0809\nO RUEHMO RUEHLN\nDE RUEHC #7951 2642216\n");
    assert_eq!(cable.call.as_ref().unwrap().precedence, Some(Precedence::Immediate));
    assert_eq!(codes(&cable), ["T0207 2:1"]);
}

/// ACP 127(G) 222c: further lines hold routing indicators only, up to `DE`.
#[test]
fn a_routing_line_goes_on_until_de() {
    let cable = one("VZCZCXRO0809\nPP RUEHMO RUEHLN\nRUEHVK\nRUEHYG RUEHC\nDE RUEHC #7951 2642216\n");
    assert_eq!(cable.call.unwrap().indicators, ["RUEHMO", "RUEHLN", "RUEHVK", "RUEHYG", "RUEHC"]);
}

/// ACP 127(G) 137e: the bell before a FLASH is no part of the prosign.
#[test]
fn the_bell_before_a_flash_is_stripped() {
    let cable = one("VZCZCXRO0809\nJJJJJSSSSSZZ RUEHMO\nDE RUEHC #7951 2642216\n");
    assert_eq!(cable.call.as_ref().unwrap().precedence, Some(Precedence::Flash));
    assert_eq!(codes(&cable), [""; 0]);
}

/// ACP 127(G) 204c: a routing indicator appears once however many addressees it serves.
#[test]
fn a_station_is_called_once() {
    let cable = one("VZCZCXRO0809\nPP RUEHMO RUEHLN RUEHMO\nDE RUEHC #7951 2642216\n");
    assert_eq!(codes(&cable), ["T0203 2:18"]);
}

/// ACP 127(G) 303a: a relay's copy calls its branch only; that is no fault.
#[test]
fn a_copy_may_call_fewer_stations_than_are_addressed() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW\nRUEHLN/AMCONSUL ST PETERSBURG", CLASS);
    assert_eq!(codes(&one(&input)), [""; 0]);
}

/// ACP 127(G) 204: calling a station that serves no addressee is a warning, unless a collective is addressed.
#[test]
fn a_stranger_is_called_only_for_a_collective() {
    let stranger = with("TO RUEHLN/AMCONSUL ST PETERSBURG", CLASS);
    assert_eq!(codes(&one(&stranger)), ["T0204 2:4"]);
    let collective = with("TO RUEHLN/AMCONSUL ST PETERSBURG\nALL DIPLOMATIC POSTS COLLECTIVE", CLASS);
    assert_eq!(codes(&one(&collective)), [""; 0]);
}

/// ACP 127(G) 115: the filing time takes the year that brings it nearest to the date-time group.
#[test]
fn the_filing_time_turns_the_year_with_the_date_time_group() {
    for (dtg, filing, filed) in [
        ("312350Z DEC 08", "0010005", "2009-01-01T00:05:00Z"),
        ("010003Z JAN 09", "3662358", "2008-12-31T23:58:00Z"),
        ("281200Z FEB 09", "3661200", "2008-12-31T12:00:00Z"),
    ] {
        let input =
            format!("VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 {filing}\nP {dtg}\nFM SECSTATE WASHDC\n");
        let origin = one(&input).origin.unwrap();
        assert_eq!(origin.filed.unwrap().to_string(), filed, "{dtg}");
    }
}

/// ACP 117, 7d: two nations replace the last two of the five letters, in alphabetical order.
#[test]
fn a_release_code_replaces_the_last_two_letters() {
    let input = with(TO, CLASS).replace("ZNR UUUUU", "ZNR UUUAB");
    let security = one(&input).security.unwrap();
    assert_eq!(security.release.as_deref(), Some("AB"));
    assert_eq!(security.classification, Some(Classification::Unclassified));
    let input = with(TO, CLASS).replace("ZNR UUUUU", "ZNR UUUBA");
    assert_eq!(codes(&one(&input)), ["T0405 4:8"]);
}

/// ACP 127(G) 124b: the special handling letters follow a stroke; signals take their arguments with them.
#[test]
fn signals_carry_their_arguments() {
    let input =
        with(TO, "S E C R E T STATE 097951").replace("ZNR UUUUU ZZH", "ZNY SSSSS/BBBBB ZOV RUEHC ZDG");
    let cable = one(&input);
    let security = cable.security.as_ref().unwrap();
    assert_eq!(security.handling.as_deref(), Some("BBBBB"));
    assert_eq!(security.operating_signals, ["ZOV RUEHC", "ZDG"]);
    assert_eq!(codes(&cable), [""; 0]);
}

/// ACP 127(G) 209: format line 4 and the classification line say the same class.
#[test]
fn the_security_warning_agrees_with_the_classification_line() {
    let input = with(TO, "C O N F I D E N T I A L STATE 097951");
    assert_eq!(codes(&one(&input)), ["T0403 4:5"]);
}

/// ACP 127(G) 152a: of two precedences the higher one, for action, stands first.
#[test]
fn dual_precedence_puts_action_first() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW\nINFO RUEHLN/AMCONSUL ST PETERSBURG", CLASS);
    let input = input.replace("P 212156Z", "O P 212156Z").replace("PP RUEHMO", "OO RUEHMO");
    let cable = one(&input);
    let precedence = cable.precedence.unwrap();
    assert_eq!((precedence.action, precedence.info), (Precedence::Immediate, Some(Precedence::Priority)));
    assert_eq!(codes(&cable), [""; 0]);
}

/// ACP 127(G) 113: two-digit years turn at the pivot, which the caller may set.
#[test]
fn two_digit_years_turn_at_the_pivot() {
    let line = b"R 301318Z MAR 71\n";
    let year = |decoder: &Decoder| decoder.cables(line)[0].dtg.as_ref().unwrap().at.unwrap().to_string();
    assert_eq!(year(&Decoder::new()), "1971-03-30T13:18:00Z");
    assert_eq!(year(&Decoder::new().pivot(80)), "2071-03-30T13:18:00Z");
}

/// 5 FAH-2 H-321: precedence word and message continuity number follow the name; 0000 is a number.
#[test]
fn an_addressee_has_precedence_and_number() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW NIACT IMMEDIATE 0000", CLASS);
    let cable = one(&input);
    let to = &cable.to[0];
    assert_eq!(
        (&*to.plad, to.precedence, to.night_action, to.number),
        ("AMEMBASSY MOSCOW", Some(Precedence::Immediate), true, Some(0))
    );
}

/// 5 FAH-2 H-321.9: exempt posts belong to the collective right before them, in any spelling of `XMT`.
#[test]
fn exempt_posts_belong_to_their_collective() {
    for exempt in ["XMT/AMEMBASSY SOFIA\nAMEMBASSY BUCHAREST", "XMT AMEMBASSY SOFIA\nAMEMBASSY BUCHAREST"] {
        let input = with(
            &format!("TO RUEHOO/CHINA POSTS COLLECTIVE\n{exempt}\nRUEHMO/AMEMBASSY MOSCOW PRIORITY 3941"),
            CLASS,
        );
        let cable = one(&input);
        assert_eq!(cable.to[0].exempt, ["AMEMBASSY SOFIA", "AMEMBASSY BUCHAREST"], "{exempt}");
        assert_eq!(cable.to.len(), 2, "{exempt}");
    }
}

/// ACP 127(G) 206b: `ZEN/` marks an addressee that has the message already.
#[test]
fn zen_marks_who_is_served_already() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW\nZEN/AMEMBASSY PARIS", CLASS);
    let cable = one(&input);
    assert!(cable.to[1].served && cable.to[1].indicator.is_none());
    assert_eq!(cable.to[1].plad, "AMEMBASSY PARIS");
}

/// ACP 127(G) 205c: an address group is a collective, and its number is no message number.
#[test]
fn an_address_group_keeps_its_number() {
    let input = with("TO RUEHMO/AMEMBASSY MOSCOW\nAIG 8712", CLASS);
    let cable = one(&input);
    assert_eq!((&*cable.to[1].plad, cable.to[1].collective, cable.to[1].number), ("AIG 8712", true, None));
}

/// ACP 127(G) 209; 5 FAH-2 H-222: the class in all its spacings.
#[test]
fn classes_are_read_in_every_spacing() {
    for (words, level, caveats) in [
        ("UNCLAS", Classification::Unclassified, 0),
        ("UNCLAS E F T O", Classification::Unclassified, 1),
        ("LIMITED OFFICIAL USE", Classification::LimitedOfficialUse, 0),
        ("R E S T R I C T E D", Classification::Restricted, 0),
        ("C O N F I D E N T I A L", Classification::Confidential, 0),
        ("CONFIDENTIAL", Classification::Confidential, 0),
        ("S E C R E T", Classification::Secret, 0),
        ("T O P   S E C R E T", Classification::TopSecret, 0),
        ("TOP SECRET", Classification::TopSecret, 0),
    ] {
        let input = format!("{words} SECTION 01 OF 03 MADRID 000091\n");
        let cable = one(&input);
        let class = cable.classification.unwrap();
        assert_eq!((class.level, class.caveats.len()), (level, caveats), "{words}");
        assert_eq!((cable.mrn.unwrap().number, cable.section.unwrap().of), (91, 3), "{words}");
    }
}

/// ACP 127(G) 208e: the last section is labelled `FINAL SECTION OF`, and its number is the total.
#[test]
fn a_final_section_has_the_last_number() {
    let section = one("UNCLAS FINAL SECTION OF 04 STATE 097951\n").section.unwrap();
    assert_eq!((section.number, section.of, section.last), (4, 4, true));
}

/// 5 FAH-2 H-442: captions below the classification line, passing lines apart from them.
#[test]
fn captions_and_passing_lines_stand_below_the_class() {
    let cable = one(
        "UNCLAS STATE 097951 NODIS\n\nSENSITIVE\nSIPDIS\nROGER CHANNEL\nDEPT FOR EUR/RUS\n\nTAGS: PREL\n",
    )
    .into_owned();
    assert_eq!(cable.captions, ["NODIS", "SENSITIVE", "SIPDIS", "ROGER CHANNEL"]);
    assert_eq!(cable.passing, ["DEPT FOR EUR/RUS"]);
}

/// The E.O. and CLASSIFIED BY lines of State cables: date, name, reasons, over two lines.
#[test]
fn classification_is_justified() {
    let cable = one("S E C R E T PARIS 000123\n\nE.O. 12958: DECL: 10/16/2016\nCLASSIFIED BY: AMBASSADOR, REASONS 1.4 (B)\nAND (D).\nTAGS: PREL\n").into_owned();
    assert_eq!(cable.executive_order.unwrap().declassify_on.unwrap().to_string(), "2016-10-16");
    let by = cable.classified_by.unwrap();
    assert_eq!((&*by.name, by.reasons), ("AMBASSADOR", vec!["1.4(b)".into(), "1.4(d)".into()]));
}

/// References: years before, behind or missing; one post for two numbers; what is no cable.
#[test]
fn references_are_told_apart() {
    let input = b"REF: A. 2008 STATE 132759\n     B. STATE 41252 AND 44603\n     C. SMITH EMAIL 05/11/07\n     D. SECDEF R162245Z OCT 08\n     E. 9 FAM APPENDIX K\n";
    let cables = Decoder::new().year(2004).cables(input);
    let read: Vec<_> = cables[0]
        .references
        .iter()
        .map(|one| (one.label.as_deref().unwrap(), one.kind, one.id.as_deref()))
        .collect();
    assert_eq!(
        read,
        [
            ("A", ReferenceKind::Cable, Some("08STATE132759")),
            ("B", ReferenceKind::Cable, Some("04STATE41252")),
            ("B", ReferenceKind::Cable, Some("04STATE44603")),
            ("C", ReferenceKind::Email, None),
            ("D", ReferenceKind::Dtg, None),
            ("E", ReferenceKind::Document, None),
        ]
    );
}

/// A page mark inside a list is taken out of it and kept among the pages.
#[test]
fn a_page_mark_inside_a_list_is_taken_out() {
    let input =
        with("TO PAGE 02        STATE   015113  182333Z\nALL DIPLOMATIC POSTS COLLECTIVE PRIORITY", CLASS);
    let cable = one(&input);
    assert_eq!((cable.to.len(), cable.pages[0].number), (1, 2));
    assert_eq!(codes(&cable), ["T0704 7:4"]);
}

/// US Navy course 14226, p. 21: `#` and the serial at the end repeat format line 3.
#[test]
fn the_serial_at_the_end_repeats_format_line_3() {
    let text = |serial: &str| with(TO, &format!("{CLASS}\n\n1. Text.\nSMITH\nBT\n#{serial}\nNNNN"));
    let (right, wrong) = (text("7951"), text("7952"));
    assert_eq!(codes(&one(&right)), [""; 0]);
    assert_eq!(codes(&one(&wrong)), ["T0301 3:10"]);
    assert_eq!(one(&right).end.as_deref(), Some("NNNN"));
}

/// A paragraph runs from its number to the end of its last line, marks inside it included.
#[test]
fn a_paragraph_takes_its_marks_with_it() {
    let input = with(
        TO,
        "UNCLAS SECTION 01 OF 02 STATE 097951\n\nSUBJECT: X\n\n1. (SBU) One \n \nSTATE 00097951  002 OF 002 \n \n \nmore. \n\n2. Two.\nSMITH",
    );
    let cable = one(&input);
    assert_eq!(cable.paragraphs[0].portion.as_deref(), Some("SBU"));
    let (start, length) = (cable.paragraphs[0].offset, cable.paragraphs[0].length);
    assert!(input[start..start + length].ends_with("more."));
    assert_eq!((cable.paragraphs.len(), cable.signature.as_deref()), (2, Some("SMITH")));
}

/// Whatever line a text begins with, it is one cable that lacks its first lines.
#[test]
fn a_text_may_begin_with_any_line() {
    for line in [
        "P 212156Z SEP 09",
        "FM SECSTATE WASHDC",
        TO,
        "INFO RUEHLN/AMCONSUL ST PETERSBURG",
        CLASS,
        "SIPDIS",
        "E.O. 12958: N/A",
        "TAGS: PREL RS",
        "SUBJECT: LAMPS",
        "REF: STATE 132759",
        "ZNR UUUUU ZZH",
        "DE RUEHC #7951/01 2642216",
    ] {
        for end in ["", "\n", "\r\n"] {
            let input = format!("{line}{end}");
            let cable = one(&input);
            assert_eq!(cable.dialect, Dialect::Headless, "{line}");
            assert_eq!((cable.source.offset, cable.coverage.header_bytes), (0, input.len()), "{line}");
            assert!(cable.diagnostics.is_empty(), "{line}: {:?}", cable.diagnostics);
        }
    }
}

/// Cables run one into the next, with noise between, are found each with its place.
#[test]
fn cables_are_found_in_noise() {
    let cable = with(TO, &format!("{CLASS}\n\n1. Text.\nBT\n#7951\nNNNN"));
    let input = format!("noise above\n{cable}~~~~\nmore noise\n{cable}{cable}");
    let found: Vec<_> =
        decode(input.as_bytes()).iter().map(|one| (one.source.offset, one.source.length)).collect();
    let second = 12 + cable.len() + 16;
    assert_eq!(found, [(12, cable.len()), (second, cable.len()), (second + cable.len(), cable.len())]);
}
