//! `torntape encode`: JSON objects back to the bytes of cables.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde_json::{Deserializer, Map, Value};

use super::charset::Charset;
use super::exit::{Exit, Failure};
use super::input::{Input, Inputs};
use super::io::Io;
use crate::decode::Decoder;
use crate::encode::encode;
use crate::message::{Cable, Diagnostic, Severity};

const EXAMPLES: &str = "\
Examples:
  torntape decode --format json --with-text cable.txt | torntape encode      the same bytes again
  torntape decode --format json --with-text cable.txt \\
    | jq '.[0].to[0].number = 3942' | torntape encode                        one number changed
  torntape encode new.json > new.txt                                         a new cable, laid out by the book

An object with `raw` is written as those bytes. A field that differs from them is written anew, a field that is null
is taken out, a field that is left out stays. Without `raw` the cable is laid out by the book, around `text` if given.";

/// Write cables from JSON: what is unchanged stays byte for byte, a changed field wins
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files of JSON (one object, one array, or one object a line), folders, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The code to write in; what it lacks is said, and written by the book's substitutes
    #[arg(long, value_enum, value_name = "CODE")]
    charset: Option<Charset>,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let mut inputs = Inputs::new(&args.files, io)?;
    let mut line_is_open = false;
    let mut exit = Exit::Ok;
    while let Some(input) = inputs.next(io) {
        let input = input?;
        for (at, object) in objects(&input)?.into_iter().enumerate() {
            let cable = given(object, &input, at, io)?;
            let mut bytes = encode(&cable);
            if line_is_open && !bytes.is_empty() {
                bytes.insert(0, b'\n');
            }
            match args.charset {
                Some(charset) => {
                    let tape = charset.code().write(&bytes);
                    if say(&tape.findings, &input, at, io) {
                        exit = Exit::Findings;
                    }
                    io.out.write_all(&tape.bytes)?;
                }
                None => io.out.write_all(&bytes)?,
            }
            line_is_open = bytes.last().map_or(line_is_open, |&last| last != b'\n');
        }
    }
    Ok(exit)
}

/// Says what the code lacks; whether anything but capitals takes its place.
fn say(findings: &[Diagnostic<'_>], input: &Input, at: usize, io: &mut Io) -> bool {
    for finding in findings {
        let place = format!("{}: cable {}: {}:{}", input.name(), at + 1, finding.line, finding.column);
        io.complain(&format!("{place}: {}: {}", finding.code, finding.message));
    }
    findings.iter().any(|finding| finding.severity > Severity::Note)
}

/// The objects of one input, each known to have the form of a cable.
fn objects(input: &Input) -> Result<Vec<Map<String, Value>>, Failure> {
    let _: Vec<Cable<'static>> = values(input)?;
    values(input)
}

/// The values of an array, or those that follow each other.
fn values<T: DeserializeOwned>(input: &Input) -> Result<Vec<T>, Failure> {
    let array = input.bytes.trim_ascii_start().first() == Some(&b'[');
    let values = if array {
        serde_json::from_slice(&input.bytes)
    } else {
        Deserializer::from_slice(&input.bytes).into_iter().collect()
    };
    values.map_err(|error| {
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or(&text);
        let place = format!("{}:{}:{}", input.name(), error.line(), error.column());
        Failure::Call(format!("{place}: {what}"))
    })
}

/// The cable that an object describes: of one with `raw`, fields that it leaves out are those of the bytes.
fn given(
    object: Map<String, Value>,
    input: &Input,
    at: usize,
    io: &mut Io,
) -> Result<Cable<'static>, Failure> {
    let known = fields();
    for name in object.keys().filter(|name| !known.contains(*name)) {
        io.complain(&format!(
            "{}: cable {}: `{name}` is no field of a cable and is left out",
            input.name(),
            at + 1
        ));
    }
    let fault =
        |error: serde_json::Error| Failure::Call(format!("{}: cable {}: {error}", input.name(), at + 1));
    let cable: Cable<'static> = serde_json::from_value(Value::Object(object.clone())).map_err(fault)?;
    let Some(raw) = &cable.raw else { return Ok(cable) };
    let Ok(Value::Object(mut whole)) = serde_json::to_value(Decoder::again(&cable).cable(raw.as_ref()))
    else {
        return Ok(cable);
    };
    whole.extend(object);
    serde_json::from_value(Value::Object(whole)).map_err(fault)
}

/// The names of all fields of a cable.
fn fields() -> BTreeSet<String> {
    let whole = Cable {
        passing: Vec::new(),
        janap: Some(crate::message::Janap::default()),
        call_signs: Some(crate::message::CallSigns::default()),
        text: Some(crate::message::Content(Cow::Borrowed(b""))),
        raw: Some(crate::message::Content(Cow::Borrowed(b""))),
        ..Cable::default()
    };
    match serde_json::to_value(whole) {
        Ok(Value::Object(fields)) => fields.into_iter().map(|(name, _)| name).collect(),
        _ => BTreeSet::new(),
    }
}
