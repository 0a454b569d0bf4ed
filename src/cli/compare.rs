//! `torntape compare`: two reports of simulations, and which of their differences are more than chance.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde_json::error::Category;
use serde_json::json;

use super::exit::{Exit, Failure};
use super::grid::{self, grid};
use super::ink::{Tone, one_line};
use super::io::Io;
use super::out_file::is_standard;
use super::sweep::{Scale, decimals, unit_name};
use crate::sim::{Comparison, Difference, Report, Test, compare};

const EXAMPLES: &str = "\
Examples:
  torntape simulate star --replications 20 --format json > a.json
  torntape simulate mine.toml --replications 20 --format json > b.json
  torntape compare a.json b.json

Reports made with the same seeds are compared run by run, others by Welch's test; a report of one run by its means and their \
intervals. The chance of each difference is corrected for the number of figures (Holm): five in a hundred comparisons of \
equal systems call anything different. Intervals of differences are at 95 %, each for itself.

Exit status: 0 both reports could be read; 1 with --fail-on-difference, and something differs; 2 the call was wrong, or a \
report cannot be read.";

/// So many letters of what is no report are shown.
const BEGINNING: usize = 60;

/// Compare two reports of `simulate --format json`: which differences are real
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The first report, - for standard input
    #[arg(value_name = "A.json")]
    one: PathBuf,
    /// The second report
    #[arg(value_name = "B.json")]
    other: PathBuf,
    /// How to print the comparison
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// End with status 1 where a difference is real
    #[arg(long)]
    fail_on_difference: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One object
    Json,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    if is_standard(&args.one) && is_standard(&args.other) {
        let message = "only one of the reports can come from standard input: name a file for the other";
        return Err(Failure::Call(message.to_owned()));
    }
    let (one, other) = (read(&args.one, io)?, read(&args.other, io)?);
    let compared = compare(&one, &other);
    for warning in &compared.warnings {
        io.complain(warning);
    }
    match args.format {
        Format::Table => table(&compared, args, io)?,
        Format::Json => json(&compared, args, io)?,
    }
    let real = compared.differences.iter().any(Difference::is_real);
    Ok(if real && args.fail_on_difference { Exit::Findings } else { Exit::Ok })
}

fn read(path: &Path, io: &mut Io) -> Result<Report, Failure> {
    let failure = |source| Failure::Read { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    if is_standard(path) {
        io.input.read_to_end(&mut bytes).map_err(failure)?;
    } else {
        bytes = std::fs::read(path).map_err(failure)?;
    }
    serde_json::from_slice(&bytes).map_err(|error| {
        let (path, why) = (path.display(), why_no_report(&bytes, &error));
        Failure::Call(format!("{path}: is no report of `torntape simulate --format json`: {why}"))
    })
}

/// What was found instead of a report, in plain words.
fn why_no_report(bytes: &[u8], error: &serde_json::Error) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start();
    let place = format!("line {}, column {}", error.line(), error.column());
    if text.is_empty() {
        return "it is empty".to_owned();
    }
    if !text.starts_with(['{', '[']) {
        let begins: String = text.lines().next().unwrap_or_default().chars().take(BEGINNING).collect();
        return format!("it is not JSON, but begins `{}`", one_line(&begins));
    }
    match error.classify() {
        Category::Eof => "it ends before it is complete".to_owned(),
        Category::Data if text.starts_with('[') => "it is JSON, but of another kind".to_owned(),
        Category::Data => {
            let said = error.to_string();
            let missing = said.strip_prefix("missing field `").and_then(|rest| rest.split_once('`'));
            missing.map_or_else(
                || format!("it is JSON, but {place} is not what a report has there"),
                |(field, _)| format!("it is JSON, but has no `{field}`"),
            )
        }
        Category::Syntax | Category::Io => format!("it is not JSON at {place}"),
    }
}

const fn told(test: Test) -> &'static str {
    match test {
        Test::Paired => "run by run, both made with the same seeds",
        Test::Welch => "by Welch's test of the runs",
        Test::Intervals => "by Welch's test of means and their intervals",
    }
}

fn verdict(difference: &Difference) -> &'static str {
    match difference.chance {
        None => "no interval",
        Some(_) if !difference.is_real() => "",
        Some(_) if difference.difference() > 0.0 => "higher",
        Some(_) => "lower",
    }
}

fn table(compared: &Comparison, args: &Args, io: &mut Io) -> std::io::Result<()> {
    let ink = io.ink();
    writeln!(
        io.out,
        "A {}, B {}: compared {}\n",
        ink.paint(Tone::Title, one_line(&args.one.display().to_string())),
        ink.paint(Tone::Title, one_line(&args.other.display().to_string())),
        told(compared.test)
    )?;
    let mut table = grid(["figure", "A", "B", "B - A", "\u{b1} 95 %", "chance", "B is"]);
    grid::right(&mut table, 1..6);
    for difference in &compared.differences {
        let Difference { figure, one, other, half_width, chance } = difference;
        let scale = Scale::of(figure.quantity.unit(), one.max(*other));
        let unit = if scale.name.is_empty() { String::new() } else { format!(", {}", scale.name) };
        let (one, other) = (one / scale.per, other / scale.per);
        let half = half_width.map(|half| half / scale.per);
        let places = decimals(half.filter(|half| *half > 0.0).unwrap_or_else(|| one.max(other)), 2);
        table.add_row([
            format!("{figure}{unit}"),
            format!("{one:.places$}"),
            format!("{other:.places$}"),
            format!("{:+.places$}", other - one),
            half.map_or_else(|| "-".to_owned(), |half| format!("{half:.places$}")),
            chance.map_or_else(|| "-".to_owned(), spelt),
            verdict(difference).to_owned(),
        ]);
    }
    grid::write(&table, ink, &mut io.out)?;
    let real = compared.differences.iter().filter(|difference| difference.is_real()).count();
    let known = compared.differences.iter().filter(|difference| difference.is_tested()).count();
    let of_all = compared.differences.iter().filter(|difference| difference.chance.is_some()).count();
    let same = match of_all - known {
        0 => String::new(),
        1 => "; 1 more is the same in every run".to_owned(),
        same => format!("; {same} more are the same in every run"),
    };
    let verdict = match real {
        0 => ink.paint(Tone::Good, format!("none of {known} differences is more than chance")),
        1 => ink.paint(Tone::Bad, format!("1 of {known} differences is more than chance")),
        _ => ink.paint(Tone::Bad, format!("{real} of {known} differences are more than chance")),
    };
    writeln!(io.out, "\n{verdict} (at 5 %, with Holm's correction for {known}{same})")
}

/// A chance with as many figures as matter.
fn spelt(chance: f64) -> String {
    if chance < 0.001 { "<0.001".to_owned() } else { format!("{chance:.3}") }
}

fn json(compared: &Comparison, args: &Args, io: &mut Io) -> std::io::Result<()> {
    let figure = |difference: &Difference| {
        json!({
            "figure": difference.figure.to_string(),
            "unit": unit_name(difference.figure.quantity.unit()),
            "a": difference.one,
            "b": difference.other,
            "difference": difference.difference(),
            "ci95": difference.half_width,
            "chance": difference.chance,
            "real": difference.is_real(),
        })
    };
    let whole = json!({
        "a": args.one.display().to_string(),
        "b": args.other.display().to_string(),
        "test": compared.test,
        "correction": "holm",
        "warnings": compared.warnings,
        "figures": compared.differences.iter().map(figure).collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut io.out, &whole)?;
    io.out.write_all(b"\n")
}
