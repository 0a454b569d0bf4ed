//! `torntape simulate`: a network in motion.

mod account;
mod live;
mod missed;
mod outputs;
mod perfetto;
mod progress;
mod replications;
mod report;
mod run;
mod said;
mod spell;

use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use super::breach;
use super::exit::{Exit, Failure};
use super::io::Io;
use super::number;
use super::scenario;
use crate::node::paced::Pace;
use crate::sim::Report;
use crate::sim::report::Settled;
use crate::sim::scenario::{Fidelity, Scenario};
use outputs::Outputs;

const EXAMPLES: &str = "\
Examples:
  torntape simulate                                  the built-in dispatch to Moscow and three consulates
  torntape simulate --watch                          the same at 60 times real time, line by line
  torntape simulate storm.toml --seed 7 --format json | jq .undelivered
  torntape simulate storm.toml --trace trace.ndjson --deliveries log.ndjson
  torntape simulate moscow --report out.html         a page with map, queues, delays and the slowest deliveries
  torntape simulate moscow --trace out.json --trace-format perfetto

Exit status: 0 the run is complete, undelivered cables included; 1 a run broke a law of its own; 2 the scenario or
the call was wrong.";

/// Run cables through a network of relays and report what reached whom when
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A scenario file, - for standard input, or a built-in scenario where no file has that name
    #[arg(value_name = "SCENARIO", default_value = scenario::DEFAULT)]
    scenario: PathBuf,
    /// What all random numbers follow from, in place of the scenario's own seed
    #[arg(long, value_name = "N", value_parser = number::from_zero, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// How many times as fast as real time, such as 60x; max waits for nothing [default: max, with --watch 60x]. In wire fidelity
    #[arg(long, value_name = "PACE", value_parser = asked_pace, allow_hyphen_values = true)]
    pace: Option<Asked>,
    /// Show the run as it goes, a line an event; without a terminal the same lines, plain. In wire fidelity
    #[arg(long)]
    watch: bool,
    /// How to print the report. With json, --watch writes to standard error
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Run it so many times, with its seed, the next and so on, on all cores; at most so many with --precision. Not with what
    /// shows a single run: --pace, --watch, --deliveries, --trace
    #[arg(long, value_name = "N", value_parser = number::from_one, allow_negative_numbers = true)]
    #[arg(conflicts_with_all = ["pace", "watch", "deliveries", "trace"])]
    replications: Option<NonZeroUsize>,
    /// Run it until every mean is as precise as this share of it, 2% or 0.02, but at most 1000 times, or as often as
    /// --replications says. Not with what that excludes
    #[arg(long, value_name = "SHARE", value_parser = share, allow_hyphen_values = true)]
    #[arg(conflicts_with_all = ["pace", "watch", "deliveries", "trace"])]
    precision: Option<f64>,
    /// Write the delivery log there: one JSON object a delivery
    #[arg(long, value_name = "FILE")]
    deliveries: Option<PathBuf>,
    /// Write everything that happens there: one JSON object an event
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// How to write --trace
    #[arg(long, value_enum, default_value_t = TraceFormat::Ndjson, requires = "trace")]
    trace_format: TraceFormat,
    /// Write a report there as one page of HTML: map, queues, delays, objectives, the slowest deliveries. Of several runs
    /// its figures are those of all, and queues and slowest deliveries those of the first
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum TraceFormat {
    /// A line of JSON an event
    Ndjson,
    /// The Trace Event format, for Perfetto and the tracing page of Chrome
    Perfetto,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One object
    Json,
}

/// A pace as asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Max,
    Paced(Pace),
}

fn asked_pace(written: &str) -> Result<Asked, String> {
    if written == "max" {
        return Ok(Asked::Max);
    }
    written
        .parse()
        .map(Asked::Paced)
        .map_err(|_| "expected max, or how many times as fast as real time: 60x".to_owned())
}

/// A share such as `2%` or `0.02`.
fn share(written: &str) -> Result<f64, String> {
    let (number, whole) = written.strip_suffix('%').map_or((written, 1.0), |number| (number, 100.0));
    let number = number.trim_end().parse::<f64>().ok();
    number
        .filter(|number| *number > 0.0 && *number < whole)
        .map(|number| number / whole)
        .ok_or_else(|| "expected a share such as 5% or 0.05".to_owned())
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let asked = match scenario::source(&args.scenario, io)? {
        Ok(asked) => asked,
        Err(refusal) => return scenario::refuse(refusal, io),
    };
    let scenario = match asked.source.read(&[]) {
        Ok(scenario) => scenario,
        Err(refusal) => return scenario::refuse(refusal, io),
    };
    outputs::refuse_mixed(args, &asked)?;
    let scenario = args.seed.map_or(scenario.clone(), |seed| scenario.with_seed(seed));
    if scenario.fidelity() == Fidelity::Timing {
        replications::refuse_what_needs_bytes(args)?;
    }
    if args.format == Format::Table {
        scenario::warn_of(&scenario, io);
    }
    if args.replications.is_some() || args.precision.is_some() {
        return replications::replications(&scenario, args, io);
    }
    let pace = match args.pace {
        Some(Asked::Paced(pace)) => Some(pace),
        None if args.watch => Some(live::pace()),
        Some(Asked::Max) | None => None,
    };
    let mut outputs = Outputs::open(args, &scenario)?;
    let lines = match (args.watch, args.format) {
        (false, _) => run::Lines::None,
        (true, Format::Table) => run::Lines::Out,
        (true, Format::Json) => run::Lines::Err,
    };
    let ran = run::run(&scenario, pace, lines, &mut outputs, io)?;
    let outcome = match ran.outcome {
        Ok(outcome) => outcome,
        Err(broken) => {
            // The trace up to the breach is what shows how it came about.
            outputs.keep_trace()?;
            breach::tell(&broken, &scenario, io);
            return Ok(Exit::Findings);
        }
    };
    outputs.keep()?;
    let mut report = outcome.report;
    report.wall_s = Some(ran.wall.as_secs_f64());
    let told = report::Told {
        slowest: &outcome.slowest,
        delays: &outcome.delays,
        ended: Duration::try_from_secs_f64(report.virtual_s).unwrap_or_default(),
    };
    outputs.keep_report(|recorder| report::page(&scenario, &report, told, recorder))?;
    tell(&scenario, args, &report, &outcome.deliveries, io)
}

/// Writes the report in the form that was asked for.
fn tell(
    scenario: &Scenario,
    args: &Args,
    report: &Report,
    deliveries: &[Settled],
    io: &mut Io,
) -> Result<Exit, Failure> {
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut io.out, report).map_err(std::io::Error::from)?;
            io.out.write_all(b"\n")?;
        }
        Format::Table => {
            if args.watch {
                io.out.write_all(b"\n")?;
            }
            let account = account::Account { scenario, report, deliveries };
            account.write(io)?;
        }
    }
    Ok(Exit::Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_as_asked_for() {
        assert_eq!((share("2%"), share("2 %"), share("0.02")), (Ok(0.02), Ok(0.02), Ok(0.02)));
        assert!(
            ["2", "1", "0", "0%", "100%", "-5%", "two%", "NaN", "%", ""]
                .iter()
                .all(|written| share(written).is_err())
        );
    }

    #[test]
    fn paces_as_asked_for() {
        assert_eq!(asked_pace("max"), Ok(Asked::Max));
        assert_eq!(asked_pace("60x"), Ok(Asked::Paced(live::pace())));
        assert!(asked_pace("slow").is_err());
    }
}
