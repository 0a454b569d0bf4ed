//! `torntape lint --format sarif` against the structure of SARIF 2.1.0 (OASIS, 2020, section 3): of the objects that are
//! written each property is one that the standard knows, has its type, and none that it requires is missing.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// What a property may hold.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A reference by RFC 3986.
    Uri,
    Truth,
    /// A whole number that is not less than this one.
    From(i64),
    Object(&'static str),
    /// Objects of this kind.
    Array(&'static str),
}

use Kind::{Array, From, Object, Text, Truth, Uri, Word};

const LEVELS: Kind = Word(&["none", "note", "warning", "error"]);

/// An object, and each property of it with whether it is required.
type Known = (&'static str, &'static [(&'static str, bool, Kind)]);

/// The objects of the standard that a log of findings needs, with the sections that describe them.
const OBJECTS: &[Known] = &[
    // 3.13
    ("log", &[("$schema", false, Uri), ("version", true, Word(&["2.1.0"])), ("runs", true, Array("run"))]),
    // 3.14
    (
        "run",
        &[
            ("tool", true, Object("tool")),
            ("results", false, Array("result")),
            ("invocations", false, Array("invocation")),
            ("columnKind", false, Word(&["utf16CodeUnits", "unicodeCodePoints"])),
        ],
    ),
    // 3.18
    ("tool", &[("driver", true, Object("component"))]),
    // 3.19
    (
        "component",
        &[
            ("name", true, Text),
            ("version", false, Text),
            ("semanticVersion", false, Text),
            ("informationUri", false, Uri),
            ("rules", false, Array("rule")),
        ],
    ),
    // 3.20
    ("invocation", &[("executionSuccessful", true, Truth)]),
    // 3.49
    (
        "rule",
        &[
            ("id", true, Text),
            ("name", false, Text),
            ("shortDescription", false, Object("text")),
            ("fullDescription", false, Object("text")),
            ("help", false, Object("text")),
            ("helpUri", false, Uri),
            ("defaultConfiguration", false, Object("configuration")),
        ],
    ),
    // 3.12
    ("text", &[("text", true, Text), ("markdown", false, Text)]),
    // 3.50
    ("configuration", &[("enabled", false, Truth), ("level", false, LEVELS)]),
    // 3.27
    (
        "result",
        &[
            ("ruleId", false, Text),
            ("ruleIndex", false, From(-1)),
            ("level", false, LEVELS),
            ("message", true, Object("message")),
            ("locations", false, Array("location")),
        ],
    ),
    // 3.11
    ("message", &[("text", true, Text)]),
    // 3.28
    ("location", &[("physicalLocation", false, Object("place"))]),
    // 3.29
    ("place", &[("artifactLocation", true, Object("artifact")), ("region", false, Object("region"))]),
    // 3.4
    ("artifact", &[("uri", true, Uri), ("uriBaseId", false, Text)]),
    // 3.30
    (
        "region",
        &[
            ("startLine", true, From(1)),
            ("startColumn", false, From(1)),
            ("endLine", false, From(1)),
            ("endColumn", false, From(1)),
            ("byteOffset", false, From(0)),
            ("byteLength", false, From(0)),
        ],
    ),
];

/// Says what of an object is not as the standard has it.
fn check(value: &Value, object: &str, at: &str, faults: &mut Vec<String>) {
    let (_, properties) = OBJECTS.iter().find(|(name, _)| *name == object).unwrap();
    let Value::Object(fields) = value else { return faults.push(format!("{at} is no object")) };
    for (name, required, _) in *properties {
        if *required && !fields.contains_key(*name) {
            faults.push(format!("{at} lacks `{name}`"));
        }
    }
    for (name, field) in fields {
        let at = format!("{at}.{name}");
        let Some((_, _, kind)) = properties.iter().find(|(known, ..)| known == name) else {
            faults.push(format!("{at} is unknown"));
            continue;
        };
        let fits = match kind {
            Text => field.as_str().is_some_and(|text| !text.is_empty()),
            Word(words) => field.as_str().is_some_and(|word| words.contains(&word)),
            Uri => field.as_str().is_some_and(is_reference),
            Truth => field.is_boolean(),
            From(least) => field.as_i64().is_some_and(|number| number >= *least),
            Object(object) => {
                check(field, object, &at, faults);
                true
            }
            Array(object) => {
                for (item, place) in field.as_array().into_iter().flatten().zip(0..) {
                    check(item, object, &format!("{at}[{place}]"), faults);
                }
                field.is_array()
            }
        };
        if !fits {
            faults.push(format!("{at} is {field}"));
        }
    }
}

/// The characters of RFC 3986, every other one and `%` itself as `%` and two figures; a colon before the first stroke
/// ends a scheme.
fn is_reference(text: &str) -> bool {
    let bytes = text.as_bytes();
    let written = bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)),
        byte => byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(byte),
    });
    let scheme = text.split_once(':').filter(|(before, _)| !before.contains('/'));
    written && !text.is_empty() && scheme.is_none_or(|(scheme, _)| ["file", "https"].contains(&scheme))
}

/// The byte at which a column of a line lies, columns being Unicode characters.
fn byte_of(text: &str, line: &Value, column: &Value) -> usize {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let above: usize = text.split_inclusive('\n').take(number(line) - 1).map(str::len).sum();
    above + text[above..].chars().take(number(column) - 1).map(char::len_utf8).sum::<usize>()
}

/// Findings behind letters of two, three and four bytes, of which the last is two code units of UTF-16.
const DRAFT: &str = "VZCZCXRO0809\nPP RUEHMO É€𝄞 RUEHLN\nDE RUEHC #79?1 2642216\nZNR UUUUU\nP 212156Z SEP 09\n\
                     FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW 𝄞 9X?\nBT\nUNCLAS STATE 097951\n\
                     TAGS: PREL, É𝄞, 9?!\n1. The lamps came.\nBT\n";

fn log(folder: &Path, arguments: &[&str]) -> Value {
    let mut command = Command::cargo_bin("torntape").unwrap();
    let lint = command.args(["lint", "--format", "sarif"]).args(arguments).current_dir(folder);
    let printed = lint.write_stdin(DRAFT).assert().get_output().stdout.clone();
    serde_json::from_slice(&printed).unwrap()
}

fn assert_standard(log: &Value) {
    let mut faults = Vec::new();
    check(log, "log", "log", &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        // 3.27.6: the index is that of the rule with this name.
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn a_log_has_the_structure_of_the_standard() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("out box")).unwrap();
    for name in ["a:b#c%.txt", "out box/é 𝄞?.txt", "[x]&{y}.txt"] {
        fs::write(folder.path().join(name), DRAFT.repeat(2)).unwrap();
    }
    fs::write(folder.path().join("no cable.bin"), [0_u8, 0xff, b'\n', 0xfe]).unwrap();
    let whole = folder.path().to_str().unwrap();
    for arguments in [&["."][..], &[whole], &["-"], &["--deny", "warnings", "--allow", "T0204", "."]] {
        assert_standard(&log(folder.path(), arguments));
    }
    let found = log(folder.path(), &["."]);
    assert!(found["runs"][0]["results"].as_array().unwrap().len() > 12, "there is something to check");
    let uris: Vec<&str> = found["runs"][0]["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|result| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str())
        .collect();
    for uri in ["a%3Ab%23c%25.txt", "out%20box/%C3%A9%20%F0%9D%84%9E%3F.txt", "%5Bx%5D%26%7By%7D.txt"] {
        assert!(uris.contains(&uri), "{uri} in {uris:?}");
    }
}

/// 3.14.17, 3.30: the columns are of the kind that the run names, and the bytes are those of the same place.
#[test]
fn columns_are_characters_and_offsets_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let text = DRAFT.repeat(2);
    fs::write(folder.path().join("draft.txt"), &text).unwrap();
    let log = log(folder.path(), &["draft.txt"]);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let mut behind_wide = 0;
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let number = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
        let start = byte_of(&text, &region["startLine"], &region["startColumn"]);
        let end = byte_of(&text, &region["endLine"], &region["endColumn"]);
        assert_eq!(
            (start, end),
            (number("byteOffset"), number("byteOffset") + number("byteLength")),
            "{result}"
        );
        let line = text[..start].rfind('\n').map_or(0, |feed| feed + 1);
        behind_wide += usize::from(!text[line..start].is_ascii());
    }
    assert!(behind_wide >= 2, "findings stand behind letters of several bytes");
}

#[test]
fn what_the_standard_does_not_know_is_told() {
    let region = serde_json::json!({"startLine": 0, "startColumn": 1, "lines": 3});
    let mut faults = Vec::new();
    check(&region, "region", "region", &mut faults);
    faults.sort();
    assert_eq!(faults, ["region.lines is unknown", "region.startLine is 0"]);
    assert!(!is_reference("a b") && !is_reference("%G1") && !is_reference("c:/d") && is_reference("%20/a"));
}
