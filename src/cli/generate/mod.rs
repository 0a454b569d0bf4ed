//! `torntape generate`: corpora of made cables whose true fields are known.

mod outputs;
mod size;

use std::io::Write;
use std::num::NonZero;
use std::path::PathBuf;
use std::thread;

use serde::Serialize;

use super::apart::{self, Output};
use super::exit::{Exit, Failure};
use super::io::Io;
use super::number;
use super::out_file::is_standard;
use super::reading::dialects;
use crate::corpus::{Corpus, Damage, DamageKind, Sample, moved};
use crate::message::{Cable, Dialect};
use outputs::{Cables, Truths};

const EXAMPLES: &str = "\
Examples:
  torntape generate --count 3                                   three cables on standard output
  torntape generate --size 1.8GB --out corpus.txt --truth corpus.ndjson
  torntape generate --count 1000 --damage 0.3 --seed 7 --files --out corpus/ --truth corpus.ndjson
  torntape generate --dialect acp127 --count 10 | torntape decode --format ndjson

The same seed gives the same cables on every machine. A line of the truth is the object that `torntape decode --format
ndjson` should print for the cable, `recognition` and `path` left out, and `damages`: what was done to it. The fields of
a damaged cable are those before the damage; `source` says where it lies. A text that its variant sends as several
messages counts as one cable and has a line for each message.";

/// Make cables whose true fields are known, clean or damaged
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The variant of all cables; without it many are mixed
    #[arg(long, value_name = "VARIANT", value_parser = dialects())]
    dialect: Option<Dialect>,
    /// How many cables
    #[arg(long, value_name = "NUMBER", required_unless_present = "size")]
    #[arg(value_parser = number::from_zero, allow_negative_numbers = true)]
    count: Option<u64>,
    /// As many cables as fill so many bytes: 500KB, 1.8GB
    #[arg(long, value_name = "BYTES", value_parser = size::read, conflicts_with = "count", allow_hyphen_values = true)]
    size: Option<u64>,
    /// Which corpus: each number names another one
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    #[arg(value_parser = number::from_zero, allow_negative_numbers = true)]
    seed: u64,
    /// The share of cables that are damaged, from 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share, allow_negative_numbers = true)]
    damage: f64,
    /// Only damage of this class
    #[arg(long, value_name = "CLASS", value_parser = damage_kind)]
    damage_kind: Option<DamageKind>,
    /// Where to write: a file, a folder with --files, or - for standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
    /// One file a cable, in a folder that is empty or yet to be made
    #[arg(long)]
    files: bool,
    /// Where to write the truth, one JSON object a line; - for standard output, where the cables go elsewhere
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

fn share(word: &str) -> Result<f64, String> {
    let share = word.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| String::from("it should be a number from 0 to 1"))
}

/// Reads the name of a class as it stands in the truth.
fn damage_kind(word: &str) -> Result<DamageKind, String> {
    let value = serde_json::Value::String(word.to_owned());
    serde_json::from_value(value).map_err(|_| {
        let names = DamageKind::ALL.iter().filter_map(|kind| serde_json::to_value(kind).ok());
        let names: Vec<String> = names.filter_map(|name| name.as_str().map(str::to_owned)).collect();
        format!("it should be {}", names.join(", "))
    })
}

/// Cables that one worker makes before they are written in their order.
const CABLES_AT_ONCE: u64 = 128;

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let mut corpus = Corpus::new(args.seed).damage(args.damage);
    if let Some(dialect) = args.dialect {
        corpus = corpus.dialect(dialect);
    }
    if let Some(kind) = args.damage_kind {
        corpus = corpus.damage_kind(kind);
    }
    if args.files && is_standard(&args.out) {
        return Err(Failure::Call(String::from("--files needs a folder: name it with --out")));
    }
    if args.files {
        corpus = corpus.apart();
    }
    refuse_mixed(args)?;
    let mut cables = Cables::open(&args.out, args.files)?;
    let mut truths = args.truth.as_deref().map(Truths::open).transpose()?;
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let (mut made, mut written, mut lines) = (0, 0_u64, 0);
    let most = args.count.unwrap_or(u64::MAX);
    while made < most && args.size.is_none_or(|size| written < size) {
        let mut batch = samples(&corpus, made..most.min(made + CABLES_AT_ONCE * workers as u64), workers);
        if let Some(size) = args.size {
            let mut sum = written;
            let enough = batch.iter().position(|made| {
                sum += made.sample.bytes.len() as u64;
                sum >= size
            });
            batch.truncate(enough.map_or(batch.len(), |last| last + 1));
        }
        for made in &mut batch {
            (made.offset, made.line) = if args.files { (0, 0) } else { (written, lines) };
            written += made.sample.bytes.len() as u64;
            lines += made.lines;
        }
        for (sample, place) in batch.iter().zip(made..) {
            cables.write(&sample.sample, place, io)?;
        }
        if let Some(truths) = &mut truths {
            for told in truth_lines(&mut batch, made, &cables, workers)? {
                truths.write(&told, io)?;
            }
        }
        made += batch.len() as u64;
    }
    cables.keep()?;
    truths.map_or(Ok(()), Truths::keep)?;
    Ok(Exit::Ok)
}

/// Refuses cables and their truth in one stream or one file.
fn refuse_mixed(args: &Args) -> Result<(), Failure> {
    if is_standard(&args.out) && args.truth.as_deref().is_some_and(is_standard) {
        let message = "--truth -: the cables go to standard output: name a file for one of them";
        return Err(Failure::Call(message.to_owned()));
    }
    let files = [Output::asked("--out", Some(&args.out)), Output::asked("--truth", args.truth.as_deref())];
    let (standard, files): (Vec<_>, Vec<_>) =
        files.into_iter().flatten().partition(|output| is_standard(output.path));
    apart::refuse_one_file(&files)?;
    if standard.is_empty() { Ok(()) } else { apart::refuse_standard_output(&files) }
}

/// A sample, and where it lies in the output.
struct Made {
    sample: Sample,
    /// How many lines it has.
    lines: usize,
    offset: u64,
    line: usize,
}

/// Makes cables side by side, and gives them in their order.
fn samples(corpus: &Corpus, places: std::ops::Range<u64>, workers: usize) -> Vec<Made> {
    let each = (places.end - places.start).div_ceil(workers as u64).max(1);
    let make = |from: u64| {
        let places = from..(from + each).min(places.end);
        places.map(|place| {
            let sample = corpus.sample(place);
            let lines = memchr::memchr_iter(b'\n', &sample.bytes).count();
            Made { sample, lines, offset: 0, line: 0 }
        })
    };
    thread::scope(|scope| {
        let step = usize::try_from(each).unwrap_or(usize::MAX);
        let parts: Vec<_> = (places.start..places.end)
            .step_by(step)
            .map(|from| scope.spawn(move || make(from).collect::<Vec<_>>()))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// The lines of the truth, written side by side.
fn truth_lines(
    batch: &mut [Made],
    first: u64,
    cables: &Cables,
    workers: usize,
) -> Result<Vec<Vec<u8>>, Failure> {
    let each = batch.len().div_ceil(workers).max(1);
    let parts: Vec<Result<Vec<u8>, serde_json::Error>> = thread::scope(|scope| {
        let parts: Vec<_> = batch
            .chunks_mut(each)
            .zip((first..).step_by(each))
            .map(|(part, first)| scope.spawn(move || told(part, first, cables)))
            .collect();
        parts
            .into_iter()
            .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let parts: Result<Vec<Vec<u8>>, serde_json::Error> = parts.into_iter().collect();
    parts.map_err(|error| Failure::Call(format!("the truth cannot be written: {error}")))
}

/// A line of the truth.
#[derive(Serialize)]
struct Told<'t> {
    #[serde(flatten)]
    cable: &'t Cable<'t>,
    damages: &'t [Damage],
}

fn told(part: &mut [Made], first: u64, cables: &Cables) -> Result<Vec<u8>, serde_json::Error> {
    let mut lines = Vec::with_capacity(part.len() * 4096);
    for (made, place) in part.iter_mut().zip(first..) {
        let offset = usize::try_from(made.offset).unwrap_or(usize::MAX);
        for cable in &mut made.sample.truth {
            moved(cable, offset, made.line);
            cable.source.path = cables.name(place).map(Into::into);
            let told = Told { cable, damages: &made.sample.damages };
            serde_json::to_writer(&mut lines, &told)?;
            lines.write_all(b"\n").map_err(serde_json::Error::io)?;
        }
    }
    Ok(lines)
}
