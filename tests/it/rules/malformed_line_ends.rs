//! Damage of line ends: other marks, and marks inside a line (class 20).

use super::{codes, one};
use torntape::message::{Cable, Precedence};

fn raises(cable: &Cable<'_>, code: &str) -> bool {
    codes(cable).iter().any(|found| found.starts_with(code))
}

/// Line ends as pages spell them, and backslashes, are no part of a line.
///
/// - source: damage seen in real cables, class 20
/// - code: `src/decode/lines.rs`
/// - finding: T0009
#[test]
fn marks_of_line_ends_are_left_out() {
    for mark in [" \\", "\\", "&#x000A;", "&#10;", " &#x000D;", "<br/>", "<br>", " <BR />"] {
        let input = format!(
            "P 212156Z SEP 09\nFM SECSTATE WASHDC{mark}\nTO AMEMBASSY ROME 0415{mark}\nUNCLAS STATE 1\n"
        );
        let cable = one(&input);
        assert_eq!(cable.from.as_ref().unwrap().plad, "SECSTATE WASHDC", "{mark}");
        assert_eq!(cable.to[0].number, Some(415), "{mark}");
        assert_eq!(codes(&cable).iter().filter(|found| found.starts_with("T0009")).count(), 2, "{mark}");
    }
    let lines = ["UNCLAS STATE 1", "", "SUBJECT: LAMPS", "", "REF: 08 ROME 12", "", "1. TEXT."];
    let cable = one(&lines.map(|line| format!("{line} \\\n")).concat()).into_owned();
    assert_eq!((cable.subject.as_deref(), cable.references.len()), (Some("LAMPS"), 1));
    let marks = codes(&cable).iter().filter(|found| found.starts_with("T0009")).count();
    assert_eq!(marks + cable.coverage.attributed_bytes, cable.coverage.header_bytes);
}

/// A carriage return, or what pages have for a line end, stands between two lines among line feeds: both are read.
///
/// - source: damage seen in real cables, class 20
/// - code: `src/decode/run_on.rs`
/// - finding: T0009
#[test]
fn a_mark_of_a_line_end_inside_a_line_parts_it() {
    let lines = [
        "VZCZCXRO0809",
        "PP RUEHLN RUEHVK",
        "DE RUEHC #7951 2642216",
        "ZNR UUUUU ZZH",
        "P 212156Z SEP 09",
        "FM SECSTATE WASHDC",
        "TO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621",
        "INFO RUEHVK/AMCONSUL VLADIVOSTOK PRIORITY 1840",
        "BT",
        "UNCLAS STATE 097951",
        "SIPDIS",
        "E.O. 12958: N/A",
        "TAGS: KCRM RS",
        "SUBJECT: LAMPS",
        "REF: A. 08 ROME 1",
        "",
        "1. TEXT.",
        "BT",
        "#7951",
        "NNNN",
        "",
    ];
    let text = lines.join("\n");
    let clean = one(&text);
    assert!(clean.diagnostics.is_empty());
    let same = |read: &Cable<'_>| {
        let other = ["raw", "text", "source", "coverage", "diagnostics", "paragraphs"];
        let fields = |cable: &Cable<'_>| {
            let mut fields = serde_json::to_value(cable).unwrap();
            fields.as_object_mut().unwrap().retain(|name, _| !other.contains(&name.as_str()));
            fields
        };
        assert_eq!(fields(read), fields(&clean));
    };
    let subject = lines.iter().position(|line| line.starts_with("REF")).unwrap();
    for mark in ["\r", " \r ", "<br/>", "<BR>", "&#x000A;"] {
        for number in 1..=subject {
            let (above, below) = lines.split_at(number);
            let input = format!("{}{mark}{}", above.join("\n"), below.join("\n"));
            let read = one(&input);
            same(&read);
            assert!(
                codes(&read).len() == 1 && raises(&read, "T0009"),
                "{mark:?} {number}: {:?}",
                codes(&read)
            );
            let attributed =
                read.coverage.attributed_bytes + if mark.contains('\r') { 0 } else { mark.len() };
            assert_eq!(attributed, read.coverage.header_bytes, "{mark:?} {number}");
        }
        if mark == "\r" {
            same(&one(&text.replacen('\n', mark, 3)));
        }
    }
}

/// A text whose lines end in carriage returns alone, or in what pages have for a line end, is read as if they were line
/// feeds; all places are its own, and its bytes stay.
///
/// - source: damage seen in real cables, class 20
/// - code: `src/decode/line_marks.rs`
/// - finding: T0009
#[test]
fn other_line_ends_are_line_ends() {
    let cable = "VZCZCXRO0809\nPP RUEHRO\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n\
                 TO RUEHRO/AMEMBASSY ROME PRIORITY 0415\nBT\nUNCLAS STATE 097951\n\nTAGS: PREL\nSUBJECT: LAMPS\n\n\
                 REF: A. 08 ROME 12\n     B. 08 ROME 13\n\n1. TEXT.\n\n2. MORE.\nCLINTON\nBT\n#7951\nNNNN\n";
    let second = cable.replace("XRO0809", "XRO0810").replace("7951", "7952");
    let both = format!("{cable}{second}");
    for mark in ["\r", "&#x000A;", "&#10;", "<br/>", "<BR>"] {
        let input = both.replace('\n', mark);
        let read = torntape::decode(input.as_bytes());
        let clean = torntape::decode(both.as_bytes());
        assert_eq!((read.len(), clean.len()), (2, 2), "{mark:?}");
        for (mut read, clean) in read.into_iter().zip(clean) {
            let place = read.source.offset..read.source.offset + read.source.length;
            assert_eq!(torntape::encode::encode(&read), input.as_bytes()[place.clone()], "{mark:?}");
            assert!(
                raises(&read, "T0009") && codes(&read).iter().all(|code| code.starts_with("T0009")),
                "{mark:?}"
            );
            let lines = |cable: &Cable<'_>| {
                cable.paragraphs.iter().map(|found| (found.number, found.line)).collect::<Vec<_>>()
            };
            assert_eq!(lines(&read), lines(&clean), "{mark:?}");
            let first = &read.paragraphs[0];
            let text = &input.as_bytes()[first.offset..first.offset + first.length];
            assert_eq!(text, b"1. TEXT.");
            assert!(read.text.as_ref().unwrap().as_ref().starts_with(b"UNCLAS"), "{mark:?}");
            let marks: usize = read.diagnostics.iter().map(|found| found.length).sum();
            let left = read.coverage.header_bytes - read.coverage.attributed_bytes;
            assert_eq!(left, if mark == "\r" { 0 } else { marks }, "{mark:?}");
            assert_eq!((&read.to, &read.references, &read.tags), (&clean.to, &clean.references, &clean.tags));
            assert_eq!(
                (&read.transmission, &read.signature, &read.validation),
                (&clean.transmission, &clean.signature, &clean.validation)
            );
            read.precedence.as_mut().unwrap().action = Precedence::Flash;
            let changed = torntape::encode::encode(&read);
            let again = one(std::str::from_utf8(&changed).unwrap()).into_owned();
            assert_eq!(
                (again.precedence.unwrap().action, &again.to),
                (Precedence::Flash, &clean.to),
                "{mark:?}"
            );
            assert_eq!((again.subject, again.paragraphs.len()), (clean.subject, 2), "{mark:?}");
        }
    }
    let label = one("TAGS: PREL\rSUBJECT: LAMPS\r").into_owned();
    assert_eq!((label.tags.len(), label.subject.as_deref()), (1, Some("LAMPS")));
}
