//! `torntape soak`: networks that nobody thought of, each held to all laws.

use std::fmt::Write as _;
use std::io::Write;
use std::num::{NonZeroU32, NonZeroUsize};
use std::ops::{ControlFlow, RangeInclusive};
use std::path::PathBuf;
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use super::exit::{Exit, Failure};
use super::folder::Folder;
use super::ink::Tone;
use super::io::Io;
use crate::node::paced::{self, Pace};
use crate::sim::Outcome;
use crate::sim::scenario::Scenario;
use crate::sim::soak::{Broken, Counts, soak};

const EXAMPLES: &str = "\
Examples:
  torntape soak                                    seeds 1 to 1000, on all cores
  torntape soak --seeds 1..100000 --out failures   what fails is written into that folder
  torntape soak --seeds 17                         that seed alone

Each seed gives a scenario: 2 to 12 stations in a chain, a star, a tree or a mesh, with or without ways back; weather from none \
to heavy, outages, stations that stop, MINIMIZE; routes with alternates; cables of all precedences and lengths, single, in \
folders and as an archive; random traffic of every kind; every kind of pre-emption, on circuits that carry bytes or lengths.

It is run twice, every fourth of those with bytes by the driver of live runs as well, those with lengths many times on one \
core and on two: all laws hold, what nothing keeps from arriving has arrived, and all runs of it are the same.

A scenario that fails is made smaller while it fails in the same way. It is printed with its cables in comments below it, or \
written with them to DIR/seed-N/scenario.toml, where `torntape simulate` runs it. What is told does not depend on the number \
of cores.

Exit status: 0 everything held; 1 a scenario failed; 2 the call was wrong, or DIR cannot be written.";

/// Run networks drawn from seeds, and hold them to every law
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The seeds to draw scenarios from, first and last; or one
    #[arg(long, value_name = "A..B", default_value = "1..1000", value_parser = seeds)]
    seeds: RangeInclusive<u64>,
    /// How many to run at a time; as many as there are cores where left out
    #[arg(long, value_name = "N")]
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
    let (mut sum, mut told) = (Sum::default(), Ok(()));
    silence_workers();
    soak(args.seeds.clone(), cores, Some(&paced_run), &mut |result| {
        sum.seeds += 1;
        match result {
            Ok(counts) => sum.add(&counts),
            Err(broken) => {
                sum.failed += 1;
                let mut tell = || tell(&broken, out.as_ref(), io);
                told = match &bar {
                    Some(bar) => bar.suspend(tell),
                    None => tell(),
                };
            }
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
    sum.write(io)?;
    Ok(if sum.failed == 0 { Exit::Ok } else { Exit::Findings })
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

/// What all seeds were together.
#[derive(Default)]
struct Sum {
    seeds: u64,
    failed: u64,
    counts: Counts,
}

impl Sum {
    const fn add(&mut self, one: &Counts) {
        self.counts.cables += one.cables;
        self.counts.deliveries += one.deliveries;
        self.counts.undelivered += one.undelivered;
        self.counts.transmissions += one.transmissions;
        self.counts.paced += one.paced;
        self.counts.timing += one.timing;
    }

    fn write(&self, io: &mut Io) -> std::io::Result<()> {
        let Counts { cables, deliveries, undelivered, transmissions, paced, timing } = self.counts;
        let (tone, verdict) = match self.failed {
            0 => (Tone::Good, "all laws held".to_owned()),
            failed => (Tone::Bad, format!("{failed} failed")),
        };
        let verdict = io.ink().paint(tone, verdict);
        writeln!(
            io.out,
            "{verdict}: {} seeds, {timing} of timing fidelity, {paced} also live; {cables} cables, {deliveries} deliveries made \
             and {undelivered} not possible, {transmissions} transmissions",
            self.seeds
        )
    }
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

    #[test]
    fn seeds_are_a_range_or_one() {
        assert_eq!(seeds("1..1000"), Ok(1..=1000));
        assert_eq!(seeds("17"), Ok(17..=17));
        for written in ["", "..", "1..", "..5", "a..b", "-1..3", "1...5", "3..1"] {
            assert!(seeds(written).is_err(), "{written}");
        }
    }
}
