//! Each fixture decodes to the answer recorded beside it, and keeps the promises that hold for any input.
//!
//! A fixture is `NAME.cable`, one cable, or `NAME.input`, anything else that a cable may be looked for in. Its
//! answer is `NAME.json`, what `torntape decode --format json` prints but for the path. `UPDATE=1 cargo test`
//! records the answers anew; read what changed before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use torntape::encode::encode;
use torntape::message::{Cable, Diagnostic, Dialect, Precedence};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Every fixture, in order of path. Finding none is a failure: nothing would have been tested.
fn fixtures() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for origin in fs::read_dir(folder()).unwrap() {
        let origin = origin.unwrap().path();
        let before = found.len();
        for entry in fs::read_dir(&origin).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "cable" || extension == "input") {
                found.push(path);
            }
        }
        assert!(found.len() > before, "no fixture found in {}", origin.display());
    }
    assert!(!found.is_empty(), "no fixture found");
    found.sort();
    found
}

fn cable(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap()
}

/// The cables as the command line gives them: without the bytes themselves.
fn shown(mut cables: Vec<Cable<'_>>) -> Vec<Cable<'_>> {
    for cable in &mut cables {
        cable.raw = None;
        cable.text = None;
    }
    cables
}

fn answer(input: &[u8]) -> String {
    serde_json::to_string_pretty(&shown(torntape::decode(input))).unwrap() + "\n"
}

/// Runs a check on every fixture and reports all that fail, not the first only.
fn on_every_fixture(check: impl Fn(&Path, &[u8]) -> Result<(), String>) {
    let faults: Vec<String> = fixtures()
        .iter()
        .filter_map(|path| {
            check(path, &fs::read(path).unwrap()).err().map(|fault| format!("{}: {fault}", path.display()))
        })
        .collect();
    assert!(faults.is_empty(), "{} fixtures\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn fixtures_decode_as_recorded() {
    on_every_fixture(|path, input| {
        let (got, recorded) = (answer(input), path.with_extension("json"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&recorded, &got).unwrap();
        }
        let Ok(want) = fs::read_to_string(&recorded) else {
            return Err("no answer is recorded; UPDATE=1 records one".to_owned());
        };
        if got == want {
            return Ok(());
        }
        let line = got.lines().zip(want.lines()).position(|(got, want)| got != want);
        let line = line.unwrap_or_else(|| got.lines().count().min(want.lines().count()));
        let at = |text: &str| text.lines().nth(line).unwrap_or("the end").to_owned();
        Err(format!("line {} of the answer: got `{}`, recorded is `{}`", line + 1, at(&got), at(&want)))
    });
}

#[test]
fn every_recorded_answer_has_its_fixture() {
    for path in fixtures() {
        let twin = |extension| path.with_extension(extension).exists();
        assert!(!(twin("cable") && twin("input")), "{}: two fixtures share one answer", path.display());
    }
    for origin in fs::read_dir(folder()).unwrap() {
        for entry in fs::read_dir(origin.unwrap().path()).unwrap() {
            let path = entry.unwrap().path();
            let fixture = ["cable", "input"].iter().any(|extension| path.with_extension(extension).exists());
            assert!(fixture, "{} belongs to no fixture", path.display());
        }
    }
}

#[test]
fn what_is_found_encodes_back_to_its_own_bytes() {
    on_every_fixture(|_, input| {
        for cable in torntape::decode(input) {
            let place = cable.source.offset..cable.source.offset + cable.source.length;
            let Some(found) = input.get(place.clone()) else {
                return Err(format!("{place:?} is outside the input"));
            };
            if encode(&cable) != found {
                return Err(format!("the cable at {place:?} does not encode to its own bytes"));
            }
        }
        Ok(())
    });
}

#[test]
fn every_byte_of_a_header_is_attributed_or_lies_under_a_diagnostic() {
    on_every_fixture(|_, input| {
        for cable in torntape::decode(input) {
            let header = cable.source.offset..cable.source.offset + cable.coverage.header_bytes;
            let mut marked = vec![false; cable.coverage.header_bytes];
            for diagnostic in &cable.diagnostics {
                let place = diagnostic.offset..diagnostic.offset + diagnostic.length;
                for byte in place.filter(|byte| header.contains(byte)) {
                    marked[byte - header.start] = true;
                }
            }
            let marked = marked.into_iter().filter(|&marked| marked).count();
            let coverage = cable.coverage;
            if coverage.attributed_bytes > coverage.header_bytes
                || coverage.attributed_bytes + marked < coverage.header_bytes
            {
                return Err(format!("{coverage:?}, and {marked} bytes lie under diagnostics"));
            }
        }
        Ok(())
    });
}

/// What holds for a cable as it is found holds for it as any dialect that a caller may ask for.
#[test]
fn any_dialect_may_be_asked_for() {
    on_every_fixture(|_, input| {
        for dialect in Dialect::ALL {
            let decoder = torntape::Decoder::new().dialect(dialect);
            for cable in decoder.cables(input) {
                let place = cable.source.offset..cable.source.offset + cable.source.length;
                if cable.dialect != dialect || !cable.recognition.forced {
                    return Err(format!("{dialect:?} was asked for, {:?} given", cable.dialect));
                }
                if encode(&cable) != input[place.clone()] {
                    return Err(format!(
                        "{dialect:?}: the cable at {place:?} does not encode to its own bytes"
                    ));
                }
                if cable.coverage.attributed_bytes > cable.coverage.header_bytes {
                    return Err(format!("{dialect:?}: {:?}", cable.coverage));
                }
                let read: Cable<'_> = serde_json::from_str(&serde_json::to_string(&cable).unwrap())
                    .map_err(|fault| fault.to_string())?;
                if read != cable {
                    return Err(format!("{dialect:?}: what was read differs from what was written"));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn cables_lie_in_order_and_apart() {
    on_every_fixture(|_, input| {
        let mut end = 0;
        for cable in torntape::decode(input) {
            if cable.source.offset < end || cable.source.offset + cable.source.length > input.len() {
                return Err(format!("{:?} follows byte {end} of {}", cable.source, input.len()));
            }
            end = cable.source.offset + cable.source.length;
        }
        Ok(())
    });
}

#[test]
fn diagnostics_point_at_the_place_they_name() {
    let points = |input: &[u8], diagnostic: &Diagnostic<'_>| {
        let before = input.get(..diagnostic.offset)?;
        input.get(diagnostic.offset..diagnostic.offset + diagnostic.length)?;
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column =
            diagnostic.offset - before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1) + 1;
        (line == diagnostic.line && column == diagnostic.column).then_some(())
    };
    on_every_fixture(|_, input| {
        let cables = torntape::decode(input);
        let wrong =
            cables.iter().flat_map(|cable| &cable.diagnostics).find(|found| points(input, found).is_none());
        wrong.map_or(Ok(()), |wrong| Err(format!("{wrong:?}")))
    });
}

/// Places in bytes, which change with the line ends; lines and fields do not.
const PLACES: [&str; 5] = ["offset", "length", "column", "header_bytes", "attributed_bytes"];

fn without_places(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.retain(|name, _| !PLACES.contains(&name.as_str()));
            for field in fields.values_mut() {
                *field = without_places(field.take());
            }
        }
        Value::Array(items) => {
            for item in items {
                *item = without_places(item.take());
            }
        }
        _ => {}
    }
    value
}

fn with_line_ends(input: &[u8], end: &[u8]) -> Vec<u8> {
    let mut output = Vec::with_capacity(input.len() * 2);
    for line in input.split_inclusive(|&byte| byte == b'\n') {
        if line.ends_with(b"\n") {
            let bare = line.iter().rposition(|byte| !b"\r\n".contains(byte)).map_or(0, |last| last + 1);
            output.extend_from_slice(&line[..bare]);
            output.extend_from_slice(end);
        } else {
            output.extend_from_slice(line);
        }
    }
    output
}

#[test]
fn line_ends_change_no_field() {
    on_every_fixture(|_, input| {
        let fields =
            |input: &[u8]| without_places(serde_json::to_value(shown(torntape::decode(input))).unwrap());
        let want = fields(input);
        for end in ["\n", "\r\n", "\r\r\n"] {
            let got = fields(&with_line_ends(input, end.as_bytes()));
            if got != want {
                return Err(format!("with {end:?}: {}", first_difference(&want, &got, "")));
            }
        }
        Ok(())
    });
}

/// The path of the first field that differs, with both values.
fn first_difference(want: &Value, got: &Value, path: &str) -> String {
    match (want, got) {
        (Value::Object(want), Value::Object(got)) => want
            .iter()
            .filter(|(name, value)| got.get(*name) != Some(value))
            .map(|(name, value)| {
                first_difference(value, got.get(name).unwrap_or(&Value::Null), &format!("{path}.{name}"))
            })
            .next()
            .unwrap_or_else(|| format!("{path}: fields came up")),
        (Value::Array(want), Value::Array(got)) if want.len() == got.len() => want
            .iter()
            .zip(got)
            .enumerate()
            .find(|(_, (want, got))| want != got)
            .map_or_else(String::new, |(place, (want, got))| {
                first_difference(want, got, &format!("{path}[{place}]"))
            }),
        _ => format!("{path} was {want}, is {got}"),
    }
}

#[test]
fn answers_are_read_back_as_they_were_written() {
    on_every_fixture(|_, input| {
        let cables = torntape::decode(input);
        let written = serde_json::to_string(&cables).unwrap();
        let read: Vec<Cable<'_>> = serde_json::from_str(&written).map_err(|error| error.to_string())?;
        if read == cables { Ok(()) } else { Err("what was read differs from what was written".to_owned()) }
    });
}

/// The values that the contract of the decoder states, on the fixture that has the layout of its example.
#[test]
fn the_cable_of_four_sections() {
    let input = cable("field/09STATE97951.cable");
    let cables = torntape::decode(&input);
    let [cable] = cables.as_slice() else { panic!("{} cables", cables.len()) };
    assert_eq!((cable.source.offset, cable.source.length), (0, input.len()));
    assert_eq!(cable.dialect, Dialect::Acp127State);
    let call = cable.call.as_ref().unwrap();
    assert_eq!(call.precedence, Some(Precedence::Priority));
    assert_eq!(call.indicators, ["RUEHLN", "RUEHVK", "RUEHYG"]);
    let filed = cable.origin.as_ref().unwrap().filed.unwrap();
    assert_eq!(filed.to_string(), "2009-09-21T22:16:00Z");
    assert_eq!(cable.to[0].number, Some(3941));
    let info: Vec<_> = cable.info.iter().map(|post| (&*post.plad, post.number.unwrap())).collect();
    let posts =
        [("AMCONSUL ST PETERSBURG", 3621), ("AMCONSUL VLADIVOSTOK", 1840), ("AMCONSUL YEKATERINBURG", 1789)];
    assert_eq!(info, posts);
    assert_eq!(cable.captions, ["SENSITIVE", "SIPDIS"]);
    assert_eq!(cable.tags, ["KCRM", "KWMN", "PHUM", "PREL", "SMIG", "KTIP", "RS"]);
    assert_eq!(cable.subject.as_deref(), Some("RUSSIA: TEACHER AND LIBRARY EXCHANGE PLAN (2010-2011)"));
    let references: Vec<_> =
        cable.references.iter().filter_map(|reference| reference.id.as_deref()).collect();
    assert_eq!(references, ["08STATE132759", "07STATE150188", "09STATE5577", "09STATE62182"]);
    let marks: Vec<_> = cable.pages.iter().map(|page| (page.line, page.number, page.of)).collect();
    assert_eq!(marks, [(106, 2, Some(4)), (199, 3, Some(4)), (292, 4, Some(4))]);
    let paragraphs: Vec<_> =
        cable.paragraphs.iter().map(|one| (one.line, one.number, one.portion.as_deref())).collect();
    let lines = [26, 28, 51, 72, 87, 125, 143, 151, 216, 329];
    let portion = |number| match number {
        8 => Some("U"),
        9 => Some("SBU"),
        _ => None,
    };
    let want: Vec<_> =
        lines.into_iter().zip(1..).map(|(line, number)| (line, number, portion(number))).collect();
    assert_eq!(paragraphs, want);
    assert_eq!((cable.paragraphs[0].offset, cable.paragraphs[0].length), (582, 46));
    assert_eq!(cable.signature.as_deref(), Some("CLINTON"));
    assert_eq!((cable.coverage.header_bytes, cable.coverage.attributed_bytes), (580, 580));
    assert_eq!(cable.diagnostics, []);
}

#[test]
fn the_same_cable_in_a_saved_page() {
    let (page, alone) = (cable("field/saved-page.input"), cable("field/09STATE97951.cable"));
    let alone = alone.strip_suffix(b"\n").unwrap();
    let cables = torntape::decode(&page);
    let [cable] = cables.as_slice() else { panic!("{} cables", cables.len()) };
    assert_eq!((cable.source.offset, cable.source.length), (page.len() - alone.len(), alone.len()));
    assert_eq!(cable.paragraphs.len(), 10);
    assert_eq!(cable.signature.as_deref(), Some("CLINTON"));
}

/// A cable that is whole: without the bytes that it was read from it is laid out by the book around its text, and reads
/// as before.
#[test]
fn a_whole_cable_without_its_bytes_is_laid_out_with_every_field() {
    let fields = |mut cable: Cable<'_>| {
        (cable.raw, cable.text) = (None, None);
        let Ok(Value::Object(mut fields)) = serde_json::to_value(&cable) else {
            panic!("a cable is an object")
        };
        for place in ["source", "recognition", "coverage", "pages", "paragraphs"] {
            fields.remove(place);
        }
        let corrections = cable.corrections.iter().map(|correction| correction.text.to_string());
        fields.insert(String::from("corrections"), corrections.collect());
        fields
    };
    on_every_fixture(|_, input| {
        let [cable] = &torntape::decode(input)[..] else { return Ok(()) };
        let archived = matches!(cable.dialect, Dialect::Archive1973 | Dialect::Unknown);
        if !cable.diagnostics.is_empty() || cable.cancelled.is_some() || archived {
            return Ok(());
        }
        let written = encode(&Cable { raw: None, ..cable.clone() });
        let [again] = &torntape::decode(&written)[..] else { return Err(String::from("not one cable")) };
        let (before, after) = (fields(cable.clone()), fields(again.clone()));
        let differing = before.iter().filter(|(name, value)| after.get(*name) != Some(value));
        let differing: Vec<_> =
            differing.map(|(name, value)| format!("{name}: {value} {:?}", after.get(name))).collect();
        let text = String::from_utf8_lossy(&written);
        if differing.is_empty() { Ok(()) } else { Err(format!("{}\n{text}", differing.join("\n"))) }
    });
}
