//! `torntape encode`: JSON objects back to the bytes of cables.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde_json::{Deserializer, Map, Value};

use super::charset::{self, Charset};
use super::exit::{Exit, Failure};
use super::input::{Input, Inputs};
use super::io::Io;
use super::reading::dialects;
use super::variant::Manner;
use crate::decode::Decoder;
use crate::encode::encode;
use crate::message::{Cable, Dialect};

const EXAMPLES: &str = "\
Examples:
  torntape decode --format json --with-text cable.txt | torntape encode      the same bytes again
  torntape decode --format json --with-text cable.txt \\
    | jq '.[0].to[0].number = 3942' | torntape encode                        one number changed
  torntape encode new.json > new.txt                                         a new cable, laid out by the book
  torntape encode --to janap128 --charset ita2 new.json > tape.bin           in another variant, as five-unit tape

An object with `raw` is written as those bytes. A field that differs from them is written anew, a field that is null
is taken out, a field that is left out stays. Without `raw` the cable is laid out by the book, around `text` if given.
What the variant of --to cannot carry is said on standard error; with --strict the exit status is then 1.";

/// Write cables from JSON: what is unchanged stays byte for byte, a changed field wins
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files of JSON (one object, one array, or one object a line), folders, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The variant to write; without it a cable is written as it is
    #[arg(long, value_name = "VARIANT", value_parser = dialects())]
    to: Option<Dialect>,
    #[command(flatten)]
    manner: Manner,
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
            let what = format!("{}: cable {}", input.name(), at + 1);
            let mut bytes = match args.to {
                Some(to) => {
                    // What follows from other fields, such as the year, is that of the bytes.
                    let bytes = encode(&cable);
                    let cable = Decoder::again(&cable).cable(&bytes);
                    let (messages, said) = args.manner.lay_out(&cable, to, &what, io);
                    exit = exit.max(said);
                    messages.concat()
                }
                None => encode(&cable),
            };
            if line_is_open && !bytes.is_empty() {
                bytes.insert(0, b'\n');
            }
            line_is_open = bytes.last().map_or(line_is_open, |&last| last != b'\n');
            exit = exit.max(charset::write(args.charset, &mut bytes, &what, io));
            io.out.write_all(&bytes)?;
        }
    }
    Ok(exit)
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
