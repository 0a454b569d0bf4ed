//! Damage in the heading as a whole: garbled dates and prosigns, second headings, what archives left (class 20 and the
//! others seen).

use super::{codes, one};
use torntape::message::{Addressee, Cable, Precedence};

fn raises(cable: &Cable<'_>, code: &str) -> bool {
    codes(cable).iter().any(|found| found.starts_with(code))
}

/// A date-time group with letters for figures, a garbled month, or blanks lost or come in is read.
///
/// - source: damage seen in real cables
/// - code: `src/decode/dtg_repair.rs`
/// - finding: T0550
#[test]
fn a_garbled_date_time_group_is_read() {
    for written in [
        "212156Z SPE 09",
        "21 2156Z SEP 09",
        "212156ZSEP 09",
        "212156Z SEP09",
        "2I2156Z SEP 09",
        "212156Z SEP O9",
        "2 1 2 1 5 6 Z S E P 0 9",
        "212156Z SEPT 09",
        "212156Z SEPTEMBER 2009",
        "2W2156Z SEP 09",
        "WQWQTYZ SEP 09",
        "212156 SEP 09",
        "212156Z 5EP 09",
    ] {
        let input = format!("P {written}\nFM SECSTATE WASHDC\nTO AMEMBASSY ROME\nUNCLAS STATE 097951\n");
        let cable = one(&input);
        let dtg = cable.dtg.as_ref().unwrap();
        assert_eq!(dtg.text, written);
        let day = if written.starts_with("2W") { 22 } else { 21 };
        assert_eq!(dtg.at.unwrap().to_string(), format!("2009-09-{day}T21:56:00Z"), "{written}");
        assert!(raises(&cable, "T0550"), "{written}");
        assert_eq!(cable.mrn.as_ref().unwrap().id.as_deref(), Some("09STATE97951"), "{written}");
    }
}

/// A prosign that was doubled before the date-time group, in one word or two, names one precedence.
///
/// - source: ACP 127(G) 151a, 152; damage seen in real cables
/// - code: `src/decode/preamble.rs`, `src/decode/dtg_repair.rs`
/// - finding: T0503
#[test]
fn a_prosign_doubled_before_the_date_counts_once() {
    for prosigns in ["O O", "OO"] {
        for heading in ["", "VZCZCXRO0809\nOO RUEHRO\nDE RUEHC #7951 2641816\nZNR UUUUU ZZH\n"] {
            let input = format!(
                "{heading}{prosigns} 211756Z SEP 09\nFM SECSTATE WASHDC\n\
                 TO RUEHRO/AMEMBASSY ROME IMMEDIATE 0415\nUNCLAS STATE 097951\n"
            );
            let cable = one(&input);
            let precedence = cable.precedence.unwrap();
            assert_eq!((precedence.action, precedence.info), (Precedence::Immediate, None), "{input}");
            assert_eq!(cable.dtg.as_ref().unwrap().at.unwrap().to_string(), "2009-09-21T17:56:00Z");
            let line = 1 + heading.lines().count();
            assert_eq!(codes(&cable), [format!("T0503 {line}:1")], "{input}");
        }
    }
}

/// A figure or letter that the date-time group lost is put right where the line and the filing time leave one group
/// only, and offered where they leave a few.
///
/// - source: ACP 127(G) 113, 115; damage seen in real cables
/// - code: `src/decode/dtg_repair.rs`, `src/decode/preamble.rs`
/// - finding: T0550, T0551
#[test]
fn a_lost_figure_of_the_date_is_found_by_the_filing_time() {
    let cable = |origin: &str, written: &str| {
        let input = format!(
            "VZCZCXRO0809\nPP RUEHRO\n{origin}ZNR UUUUU ZZH\nP {written}\nFM SECSTATE WASHDC\n\
             TO RUEHRO/AMEMBASSY ROME PRIORITY 0415\nUNCLAS STATE 097951\n"
        );
        let cable = one(&input).into_owned();
        assert_eq!(cable.dtg.as_ref().unwrap().text, written);
        assert_eq!(cable.mrn.as_ref().unwrap().id.as_deref(), Some("09STATE97951"), "{written}");
        let at = cable.dtg.as_ref().unwrap().at.map(|at| at.to_string());
        (at.unwrap_or_default(), cable)
    };
    let filed = "DE RUEHC #7951 2642216\n";
    for written in ["12156Z SEP 09", "22156Z SEP 09", "212156Z SEP 9", "212156Z SXP 09", "212156Z SE 09"] {
        let (at, cable) = cable(filed, written);
        assert_eq!((at.as_str(), codes(&cable).len()), ("2009-09-21T21:56:00Z", 1), "{written}");
        assert!(raises(&cable, "T0550"), "{written}");
    }
    let (at, january) = cable("DE RUEHC #7951 0212216\n", "212156Z JXN 09");
    assert!(at == "2009-01-21T21:56:00Z" && raises(&january, "T0550"));
    for (origin, written) in [("", "12156Z SEP 09"), (filed, "21215Z SEP 09"), (filed, "212156Z JXN 09")] {
        let (at, cable) = cable(origin, written);
        assert!(at.is_empty() && raises(&cable, "T0551"), "{written}");
    }
    let (_, doubtful) = cable("DE RUEHC #7951\n", "212156Z JXN 09");
    let offered = doubtful.diagnostics.iter().any(|found| found.help.contains("JAN 09` or `212156Z JUN"));
    assert!(offered, "{:?}", doubtful.diagnostics);
    // Signals behind the time are no month.
    let (at, signals) = cable(filed, "212156Z SEP 09");
    assert!(!at.is_empty() && !raises(&signals, "T0550"));
}

/// Prosigns of the address are told through a slip, where their line belongs.
///
/// - source: damage seen in real cables
/// - code: `src/decode/prosign_slips.rs`
/// - finding: T0050
#[test]
fn prosigns_of_the_address_are_told_through_a_slip() {
    for (fm, to, info) in [
        ("FROM", "T0", "INF0"),
        ("FM:", "TO:", "INFO:"),
        ("MF", "OT", "IFNO"),
        ("F M", "T O", "I N F O"),
        ("FROM:", "TO", "INF"),
        ("FM", "T", "INGO"),
        ("FM", "TOO", "NFO"),
        ("FM", "59", "8,F9"),
        ("FM", "TO", "IN FO"),
        ("FM", "TO", "INFFO"),
        ("FM", "TO", "IN?O"),
    ] {
        let input = format!(
            "P 212156Z SEP 09\n{fm} SECSTATE WASHDC\n{to} RUEHRO/AMEMBASSY ROME\n{info} AMEMBASSY OSLO\nUNCLAS STATE 1\n"
        );
        let cable = one(&input);
        assert_eq!(cable.from.as_ref().unwrap().plad, "SECSTATE WASHDC", "{fm}");
        assert_eq!((cable.to[0].plad.as_ref(), cable.to.len()), ("AMEMBASSY ROME", 1), "{to}");
        assert_eq!((cable.info[0].plad.as_ref(), cable.info.len()), ("AMEMBASSY OSLO", 1), "{info}");
        assert!(raises(&cable, "T0050"), "{input}");
    }
    for (to, info) in [
        ("TORUEHRO/AMEMBASSY ROME", "INFORUEHNY/AMEMBASSY OSLO"),
        ("TO RUEHRO/AMEMBASSY ROME", "INFO/RUEHNY/AMEMBASSY OSLO"),
        ("TOAMEMBASSY ROME", "INFOAMEMBASSY OSLO"),
        ("RUEHRO/AMEMBASSY ROME", "INFO RUEHNY/AMEMBASSY OSLO"),
    ] {
        let input = format!("P 212156Z SEP 09\nFM SECSTATE WASHDC\n{to}\n{info}\nUNCLAS STATE 1\n");
        let cable = one(&input);
        let names = |list: &[Addressee<'_>]| {
            list.iter().map(|addressee| addressee.plad.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            (names(&cable.to), names(&cable.info)),
            (vec!["AMEMBASSY ROME".to_owned()], vec!["AMEMBASSY OSLO".to_owned()]),
            "{input}"
        );
        assert!(raises(&cable, "T0050"), "{input}");
    }
    // A name that opens with the letters of a prosign is a name.
    let cable = one(
        "P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHRO/AMEMBASSY ROME\nRUEHTO/AMEMBASSY TOKYO\nUNCLAS STATE 1\n",
    );
    assert_eq!((cable.to.len(), raises(&cable, "T0050")), (2, false));
}

/// Format lines 2 to 4 are read where a blank, a prosign or a letter is lost and the rest leaves one meaning only.
///
/// - source: damage seen in real cables
/// - code: `src/decode/heading_repair.rs`
/// - finding: T0201, T0250, T0350, T0450
#[test]
fn a_procedure_line_but_for_a_slip_is_that_line() {
    let heading = |call: &str, origin: &str, security: &str| {
        let input = format!(
            "VZCZCXRO0809\n{call}\n{origin}\n{security}\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
             TO RUEHRO/AMEMBASSY ROME\nINFO RUEHNY/AMEMBASSY OSLO\nUNCLAS STATE 097951\n"
        );
        one(&input).into_owned()
    };
    let (call, origin, security) = ("PP RUEHRO RUEHNY", "DE RUEHC #7951/01 2642216", "ZNR UUUUU ZZH");
    let clean = heading(call, origin, security);
    let check = |cable: &Cable<'_>, code: &str, line: &str| {
        assert_eq!(
            cable.call.as_ref().unwrap().indicators,
            clean.call.as_ref().unwrap().indicators,
            "{line}"
        );
        assert_eq!(cable.origin, clean.origin, "{line}");
        assert_eq!(cable.security, clean.security, "{line}");
        assert!(raises(cable, code), "{line}: {:?}", codes(cable));
    };
    for line in [
        "DERUEHC #7951/01 2642216",
        "DE RUEHC#7951/01 2642216",
        "RUEHC #7951/01 2642216",
        "DE RUEHC #7951/01 26422I6",
    ] {
        check(&heading(call, line, security), "T0350", line);
    }
    let glued = heading(call, "DE RUEHC #79512642216", security).origin.unwrap();
    assert_eq!((glued.serial.as_deref(), glued.day), (Some("7951"), Some(264)));
    for line in ["ZRN UUUUU ZZH", "NR UUUUU ZZH", "ZNRUUUUU ZZH", "Z,4 UUUUU ZZH"] {
        check(&heading(call, origin, line), "T0450", line);
    }
    for (line, code) in
        [("PPRUEHRO RUEHNY", "T0250"), ("PP RUEHRO/RUEHNY", "T0250"), ("RUEHRO RUEHNY", "T0201")]
    {
        check(&heading(line, origin, security), code, line);
    }
    // The letters of the class are never guessed, nor is a signal that they contradict.
    for line in ["ZNR UUCUU", "ZRN UUUU ZZH", "ZN? UUUUU"] {
        assert!(!raises(&heading(call, origin, line), "T0450"), "{line}");
    }
}

/// An identification with letters lost or changed before its channel, blanks come in, or letters for figures is read
/// above a routing line; one whose channel may have lost a letter stays as it came.
///
/// - source: ACP 127(G) 112, 202c; damage seen in real cables
/// - code: `src/decode/transmission_repair.rs`, `src/decode/transmission.rs`, `src/decode/starts.rs`
/// - finding: T0150
#[test]
fn a_damaged_identification_is_read_above_its_routing_line() {
    let heading = |line: &str| {
        format!(
            "{line}\nPP RUEHRO\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
             TO RUEHRO/AMEMBASSY ROME PRIORITY 0415\nUNCLAS STATE 097951\n"
        )
    };
    for line in [
        "VZCZXRO0809",
        "VCZCXRO0809",
        "VZVZCXRO0809",
        "UZCZCXRO0809",
        "VZCZCXR00809",
        "VZCZC XRO 0809",
        "V ZCZC XRO0809",
        "VZCZCXRO O809",
        "VZCZCXROP809",
        "VZCZCXROPIPO",
    ] {
        let input = heading(line);
        let cable = one(&input);
        assert_eq!((cable.source.offset, cable.source.length), (0, input.len()), "{line}");
        let read = cable.transmission.as_ref().unwrap();
        assert_eq!(
            (&*read.id, read.channel.as_deref(), read.number),
            ("VZCZCXRO0809", Some("XRO"), Some(809)),
            "{line}"
        );
        assert_eq!(codes(&cable), ["T0150 1:1"], "{line}");
        assert_eq!(cable.coverage.attributed_bytes, cable.coverage.header_bytes, "{line}");
    }
    let input = heading("VZCZCRO0809");
    let lost = one(&input);
    assert_eq!(
        (lost.transmission.as_ref().unwrap().number, codes(&lost)),
        (Some(809), vec!["T0150 1:6".to_owned()])
    );
    // Other lines above a cable are none.
    for line in ["STATE 0809", "XRO 0809", "THE CZECH ZOO 1234"] {
        let input = heading(line);
        let cable = one(&input);
        assert_eq!((cable.transmission.is_none(), cable.source.offset), (true, line.len() + 1), "{line}");
    }
}

/// A format line that ran into the one before it because a line end was lost is read as a line of its own.
///
/// - source: ACP 127(G) 138, Annex B; damage seen in real cables
/// - code: `src/decode/run_on.rs`
/// - finding: T0010
#[test]
fn a_format_line_that_ran_into_another_is_read() {
    let lines = [
        "VZCZCXRO0809",
        "PP RUEHRO RUEHNY",
        "DE RUEHC #7951 2642216",
        "ZNR UUUUU ZZH",
        "P 212156Z SEP 09",
        "FM SECSTATE WASHDC",
        "TO RUEHRO/AMEMBASSY ROME PRIORITY 0415",
        "INFO RUEHNY/AMEMBASSY OSLO PRIORITY",
        "UNCLAS STATE 097951",
        "",
        "SUBJECT: LAMPS",
        "",
    ];
    let clean = one(&lines.join("\n")).into_owned();
    assert_eq!(codes(&clean), [""; 0]);
    let check = |input: &str, glued: &str| {
        let cable = one(input);
        assert!(raises(&cable, "T0010"), "{glued}: {:?}", codes(&cable));
        assert_eq!(cable.transmission, clean.transmission, "{glued}");
        assert_eq!(cable.call, clean.call, "{glued}");
        assert_eq!(cable.origin, clean.origin, "{glued}");
        assert_eq!(cable.security, clean.security, "{glued}");
        assert_eq!((&cable.dtg, &cable.precedence), (&clean.dtg, &clean.precedence), "{glued}");
        assert_eq!((&cable.from, &cable.to, &cable.info), (&clean.from, &clean.to, &clean.info), "{glued}");
        assert_eq!((&cable.mrn, &cable.subject), (&clean.mrn, &clean.subject), "{glued}");
        assert_eq!(cable.coverage.attributed_bytes, cable.coverage.header_bytes, "{glued}");
    };
    for at in 0..8 {
        let (before, behind) = lines.split_at(at + 1);
        let input = format!("{} {}", before.join("\n"), behind.join("\n"));
        check(&input, lines[at]);
    }
    check(&lines.join("\n").replace("WASHDC\nTO", "WASHDCTO"), "no blank");
    check(
        &lines.join("\n").replace("\nTO RUEH", " TO RUEH").replace("\nINFO RUEH", " INFO RUEH"),
        "three in one",
    );
    let bare =
        "P 212156Z SEP 09\nFM SECSTATE WASHDC TO AMEMBASSY ROME INFO AMEMBASSY OSLO\nUNCLAS STATE 097951\n";
    let cable = one(bare);
    assert_eq!((&*cable.to[0].plad, &*cable.info[0].plad), ("AMEMBASSY ROME", "AMEMBASSY OSLO"));
    // Prosigns inside a name are of the name.
    for name in ["US DELEGATION TO NATO BRUSSELS BELGIUM", "DIRECTOR TO INFO SERVICES WASHINGTON DC"] {
        let input = format!("P 212156Z SEP 09\nFM {name}\nTO AMEMBASSY ROME\nUNCLAS STATE 097951\n");
        let cable = one(&input);
        assert_eq!((&*cable.from.as_ref().unwrap().plad, raises(&cable, "T0010")), (name, false));
    }
}

/// Two routing indicators without a blank between are read as two where only one place divides them.
///
/// - source: damage seen in real cables
/// - code: `src/decode/routing.rs`
/// - finding: T0250
#[test]
fn glued_indicators_are_read_as_two() {
    for (glued, two) in [("RUFDAERXFPSA", ["RUFDAE", "RXFPSA"]), ("RUEHLNRUEHVK", ["RUEHLN", "RUEHVK"])] {
        let input = format!("VZCZCXRO0809\nPP {glued}\nDE RUEHC #7951 2642216\n");
        let cable = one(&input);
        assert_eq!(cable.call.as_ref().unwrap().indicators, two);
        assert!(raises(&cable, "T0250"), "{glued}");
    }
}

/// A second heading inside the text is pointed at; all of it stays in the text.
///
/// - source: damage seen in real cables, class 20
/// - code: `src/decode/body.rs`
/// - finding: T0051
#[test]
fn a_second_heading_in_the_text_is_pointed_at() {
    let input = "VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
                 TO RUEHMO/AMEMBASSY MOSCOW\nUNCLAS STATE 097951\nSUBJECT: LAMPS\n\n1. TEXT.\n\
                 R 220101Z SEP 09\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\n2. MORE.\n";
    let cable = one(input);
    assert!(codes(&cable).contains(&"T0051 12:1".to_owned()), "{:?}", codes(&cable));
    assert_eq!(cable.from.as_ref().unwrap().plad, "SECSTATE WASHDC");
}

/// The banner of a partial extract is pointed at, and is no caption.
///
/// - source: damage seen in real cables, class 20
/// - code: `src/decode/unknown_lines.rs`
/// - finding: T0052
#[test]
fn the_banner_of_an_extract_is_no_caption() {
    let cable = one(
        "P 212156Z SEP 09\nFM SECSTATE WASHDC\nTO AMEMBASSY ROME\n\nThis record is a partial extract of the \
                     original cable.\n\nUNCLAS STATE 097951\nSUBJECT: LAMPS\n",
    );
    assert_eq!((cable.captions.len(), codes(&cable)), (0, vec!["T0052 5:1".to_owned()]));
}
