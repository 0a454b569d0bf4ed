//! SARIF 2.1.0, the form in which editors and code hosts take findings (OASIS, 2020).

use std::io::{self, Write};

use serde_json::{Value, json};

use super::levels::Levels;
use crate::cli::explain::meaning_of;
use crate::cli::finding::Piece;
use crate::message::{Code, Diagnostic};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log up to its first result: who reports, and by which rules.
pub(super) fn begin(levels: &Levels, out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code, levels)).collect();
    let driver = json!({
        "name": "torntape",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    write!(
        out,
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},"
    )?;
    out.write_all(b"\"columnKind\":\"unicodeCodePoints\",\"results\":[\n")
}

/// The log after its last result.
pub(super) fn end(any: bool, successful: bool, out: &mut dyn Write) -> io::Result<()> {
    let line_end = if any { "\n" } else { "" };
    writeln!(out, "{line_end}],\"invocations\":[{{\"executionSuccessful\":{successful}}}]}}]}}")
}

fn rule(code: Code, levels: &Levels) -> Value {
    let meaning = meaning_of(code);
    let level = levels.of(code, code.severity());
    json!({
        "id": code,
        "name": format!("{code:?}"),
        "shortDescription": {"text": sentence(code.summary())},
        "fullDescription": {"text": meaning.rule},
        "help": {"text": format!("{}\n\nSource: {}.\n\n{}", meaning.rule, meaning.source, meaning.answer)},
        "defaultConfiguration": {"enabled": level.is_some(), "level": level.unwrap_or(code.severity())},
    })
}

/// A capital letter and a full stop, as those who show it expect.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// One finding.
pub(super) fn result(found: &Diagnostic<'_>, piece: Piece<'_>, path: Option<&str>) -> Value {
    let message = match &*found.help {
        "" => found.message.clone().into_owned(),
        help => format!("{}. To mend it: {help}.", found.message),
    };
    let index = Code::ALL.iter().position(|code| *code == found.code);
    json!({
        "ruleId": found.code,
        "ruleIndex": index,
        "level": found.severity,
        "message": {"text": message},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": path.map_or_else(|| "stdin".to_owned(), uri)},
            "region": region(found, piece),
        }}],
    })
}

/// The place in lines, in columns of characters, and in bytes.
fn region(found: &Diagnostic<'_>, piece: Piece<'_>) -> Value {
    let start = found.offset.saturating_sub(piece.offset).min(piece.bytes.len());
    let on_line = found.column.saturating_sub(1);
    // What of the line stands before the cable is not known any more: its bytes count as characters.
    let known = start.min(on_line);
    let before = piece.bytes.get(start - known..start).unwrap_or_default();
    let start_column = 1 + on_line - known + characters(before);
    let bytes = piece.bytes.get(start..).unwrap_or_default();
    let bytes = bytes.get(..found.length).unwrap_or(bytes);
    let lines = memchr::memchr_iter(b'\n', bytes).count();
    let last = memchr::memrchr(b'\n', bytes).map_or(bytes, |end| bytes.get(end + 1..).unwrap_or_default());
    let before_last = if lines == 0 { start_column } else { 1 };
    json!({
        "startLine": found.line,
        "startColumn": start_column,
        "endLine": found.line + lines,
        "endColumn": before_last + characters(last),
        "byteOffset": found.offset,
        "byteLength": found.length,
    })
}

fn characters(bytes: &[u8]) -> usize {
    String::from_utf8_lossy(bytes).chars().count()
}

/// A path as a reference: relative as it was given, absolute as `file:`.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.strip_prefix("./").unwrap_or(path).bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into());
            }
            _ => {
                uri.push('%');
                let digits = [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
                uri.extend(digits.into_iter().flatten().map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Severity;

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(uri("./a b/ä#1.txt"), "a%20b/%C3%A4%231.txt");
        assert_eq!(uri("/var/c:d"), "file:///var/c%3Ad");
    }

    #[test]
    fn columns_count_characters_and_offsets_bytes() {
        let input = "noise é\nTO é/ÀB C\nmore".as_bytes();
        let place = memchr::memmem::find(input, "ÀB".as_bytes()).unwrap();
        let code = Code::OriginatorMissing;
        let (line, column, length, severity) = (2, 7, 3, Severity::Warning);
        let (message, help) = ("a".into(), "b".into());
        let found = Diagnostic { code, severity, line, column, offset: place, length, message, help };
        for cut in [0, 9, 12] {
            let piece = Piece { bytes: &input[cut..], offset: cut };
            let region = region(&found, piece);
            assert_eq!((&region["startLine"], &region["byteOffset"]), (&json!(2), &json!(place)));
            assert_eq!((&region["startColumn"], &region["endColumn"]), (&json!(6), &json!(8)));
        }
    }
}
