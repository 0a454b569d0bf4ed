//! `torntape soak`: networks that nobody thought of, each held to all laws.

use std::fmt::Write as _;
use std::io::Write;
use std::num::{NonZeroU32, NonZeroUsize};
use std::ops::{ControlFlow, RangeInclusive};
use std::path::PathBuf;
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use super::breach;
use super::exit::{Exit, Failure};
use super::folder::Folder;
use super::ink::Tone;
use super::io::Io;
use super::number;
use crate::node::paced::{self, Pace};
use crate::sim::Outcome;
use crate::sim::scenario::Scenario;
use crate::sim::soak::{Broken, Counts, Soaked, soak};

const EXAMPLES: &str = "\
Examples:
  torntape soak                                    seeds 1 to 1000, on all cores
  torntape soak --seeds 1..100000 --out failures   what fails is written into that folder
  torntape soak --seeds 17                         that seed alone

Each seed gives a scenario: 2 to 12 stations in a chain, a star, a tree or a mesh, with or without ways back; weather from none \
to heavy, outages, stations that stop, MINIMIZE; routes with \
alternates, backlogs, circuits for some classes only, posts with opening hours; cables of all precedences and lengths, single, in \
folders and as an archive; random traffic of every kind; every kind of pre-emption, on circuits that carry bytes or lengths.

It is run twice, those with bytes of every fourth seed by the driver of live runs as well, those with lengths three times over \
on one core and on two: all laws hold, what nothing keeps from arriving has arrived, and all runs of it are the same.

A scenario that fails is made smaller while it fails in the same way. It is printed with its cables in comments below it, or \
written with them to DIR/seed-N/scenario.toml, where `torntape simulate` runs it. What is told does not depend on the number \
of cores.

Exit status: 0 everything held; 1 a scenario failed; 2 the call was wrong, or DIR cannot be written.";

/// Run networks drawn from seeds, and hold them to every law
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The seeds to draw scenarios from, first and last; or one
    #[arg(long, value_name = "A..B", default_value = "1..1000", value_parser = seeds, allow_hyphen_values = true)]
    seeds: RangeInclusive<u64>,
    /// How many to run at a time; as many as there are cores where left out
    #[arg(long, value_name = "N", value_parser = number::from_one, allow_negative_numbers = true)]
    cores: Option<NonZeroUsize>,
    /// Write scenarios that fail into this folder, which is empty or does not exist
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// `1..1000`, or one seed alone.
fn seeds(written: &str) -> Result<RangeInclusive<u64>, String> {
    let fault = || "expected the first and the last seed, such as 1..1000, or one seed".to_owned();
    let number = |text: &str| text.parse::<u64>().map_err(|_| fault());
    let (first, last) = written.split_once("..").unwrap_or((written, written));
    let (first, last) = (number(first)?, number(last)?);
    if first <= last { Ok(first..=last) } else { Err(format!("{last} comes before {first}")) }
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let out = args.out.as_deref().map(Folder::empty).transpose()?;
    let cores = args.cores.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let bar = bar(args.seeds.end() - args.seeds.start(), io);
    let mut told = Ok(());
    silence_workers();
    let soaked = soak(args.seeds.clone(), cores, Some(&paced_run), &mut |result| {
        if let Err(broken) = result {
            let mut tell = || tell(&broken, out.as_ref(), io);
            told = match &bar {
                Some(bar) => bar.suspend(tell),
                None => tell(),
            };
        }
        if let Some(bar) = &bar {
            bar.inc(1);
        }
        if told.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    told?;
    write(&soaked, io)?;
    Ok(if soaked.failed == 0 { Exit::Ok } else { Exit::Findings })
}

/// A panic of a run is told with its scenario: while that is made smaller, it would be printed again and again.
fn silence_workers() {
    let (own, hook) = (thread::current().id(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |info| {
        if thread::current().id() == own {
            hook(info);
        }
    }));
}

/// A live run at the greatest pace there is: it waits for nothing worth naming.
fn paced_run(scenario: &Scenario) -> Result<Outcome, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let run = paced::simulate(scenario, Pace::times(NonZeroU32::MAX), ());
    runtime.block_on(run).map_err(|stopped| stopped.to_string())
}

/// Says what failed, and gives the scenario.
fn tell(broken: &Broken, out: Option<&Folder>, io: &mut Io) -> Result<(), Failure> {
    let Broken { seed, failure, plan, .. } = broken;
    let at = failure.at.map_or_else(String::new, |at| format!(", {} s into the run", at.as_secs_f64()));
    io.complain(&format!("seed {seed}{at}: {failure}"));
    if let (Some(law), Ok(scenario)) = (&failure.law, plan.scenario()) {
        breach::tell_events(law, &scenario, io);
    }
    let (mut text, files) = (plan.text(), plan.files());
    let Some(out) = out else {
        for (name, content) in files {
            // A text takes in whatever is written into it.
            _ = writeln!(text, "\n# {name}");
            for line in content.lines() {
                _ = writeln!(text, "# | {line}");
            }
        }
        writeln!(io.out, "# seed {seed}, made smaller to {} parts\n{text}", plan.parts())?;
        return Ok(io.out.flush()?);
    };
    for (name, content) in files {
        out.write(&format!("seed-{seed}/{name}"), content.as_bytes())?;
    }
    // The last of all: where it stands, it can be run.
    let path = out.write(&format!("seed-{seed}/scenario.toml"), text.as_bytes())?;
    writeln!(io.out, "{}", path.display())?;
    Ok(io.out.flush()?)
}

/// What was run, and whether it held.
fn write(soaked: &Soaked, io: &mut Io) -> std::io::Result<()> {
    let Counts { cables, deliveries, undelivered, transmissions, paced, timing } = soaked.counts;
    let wire = soaked.seeds - soaked.failed - timing;
    writeln!(
        io.out,
        "scenarios: {wire} of wire fidelity, {paced} of them also live; {timing} of timing fidelity"
    )?;
    writeln!(io.out, "{cables} cables, {transmissions} transmissions")?;
    writeln!(io.out, "{deliveries} deliveries made, {undelivered} that could not be")?;
    writeln!(io.out, "digest {}", soaked.digest)?;
    let seeds = format!("{} {}", soaked.seeds, if soaked.seeds == 1 { "seed" } else { "seeds" });
    let verdict = match soaked.failed {
        0 if soaked.seeds == 1 => io.ink().paint(Tone::Good, "all laws held for the one seed".to_owned()),
        0 => io.ink().paint(Tone::Good, format!("all laws held for all {} seeds", soaked.seeds)),
        failed => io.ink().paint(Tone::Bad, format!("{failed} of {seeds} failed")),
    };
    writeln!(io.out, "{verdict}")
}

/// Counts seeds while a terminal is at standard error.
fn bar(more_than_one: u64, io: &Io) -> Option<ProgressBar> {
    io.err_is_terminal.then(|| {
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} seeds in {elapsed}, {eta} left");
        let seeds = more_than_one.saturating_add(1);
        ProgressBar::new(seeds).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::simulate;
    use crate::sim::soak::{Failure, Kind, Plan};

    /// What is written for a seed that failed is a scenario with all its files: it runs as it did.
    #[test]
    fn what_is_written_can_be_run_again() {
        let mut io = Io::with_err(Box::new(std::io::sink()));
        let folder = tempfile::tempdir().unwrap();
        let out = Folder::empty(folder.path()).unwrap();
        let mut files = 0;
        for seed in 1..=8 {
            let plan = Plan::draw(seed);
            let failure = Failure { kind: Kind::Law, what: "on X01: a law".to_owned(), at: None, law: None };
            let broken = Broken { seed, drawn: failure.clone(), failure, plan: plan.clone() };
            tell(&broken, Some(&out), &mut io).unwrap();
            let written = folder.path().join(format!("seed-{seed}/scenario.toml"));
            let read = Scenario::load(&written).unwrap();
            let again = simulate(&read, ()).unwrap().report;
            let drawn = simulate(&plan.scenario().unwrap(), ()).unwrap().report;
            assert_eq!((again.digest, again.undelivered), (drawn.digest, drawn.undelivered), "seed {seed}");
            files += plan.files().len();
        }
        assert!(files > 10, "{files}");
    }

    #[test]
    fn seeds_are_a_range_or_one() {
        assert_eq!(seeds("1..1000"), Ok(1..=1000));
        assert_eq!(seeds("17"), Ok(17..=17));
        for written in ["", "..", "1..", "..5", "a..b", "-1..3", "1...5", "3..1"] {
            assert!(seeds(written).is_err(), "{written}");
        }
    }
}
