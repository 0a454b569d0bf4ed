//! `torntape sweep`: one scenario with some of its values changed step by step.

mod plot;
mod show;
mod vary;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

use super::apart::{self, Output};
use super::breach;
use super::exit::{Exit, Failure};
use super::io::Io;
use super::number;
use super::out_file::Filling;
use super::scenario;
use crate::sim::scenario::{Scenario, Setting, Source};
use crate::sim::{Estimate, Figure, simulate, sweep};
pub(super) use show::{Scale, decimals, unit_name};
use vary::Vary;

const EXAMPLES: &str = "\
Examples:
  torntape sweep star --vary 'traffic[0].rate=100/h..800/h/8'
  torntape sweep storm --vary preemption=none,flash,book,all --figure in_time,preempted
  torntape sweep world-1975 --vary 'traffic[*].rate=x0.5..x2/4' --plot load.svg --log-y
  torntape sweep star --vary 'circuit[XR1].speed=150cps,300cps' --vary 'traffic[0].rate=x1,x2'

KEY is a key of the scenario: preemption, traffic[0].rate, traffic[0].length.mean, circuit[XRO].speed, station[RUEH].processing; \
tables are counted from 0, circuits and stations also go by their names, [*] is all of them. VALUES is a list, 1,2,5, or a \
range, 10/h..80/h/8: eight values, evenly spaced; xN is N times what the scenario says. Several --vary make a grid.

Figures: wait, transit, p50, p95, p99, max, in_time, each of all precedences or of one, wait.flash; arrival and \
arrived_in_time, the same where posts close, whether they are open or not; utilisation and queue, the \
highest of all circuits or of one, queue.XRO; preempted; deliveries, undelivered, transmissions, repeats.

Every point is run with the same seeds. What is drawn alike is then the same at all points, so that they differ by what was \
changed and little else. Intervals are at 95 %, from the means of the runs.

Exit status: 0 all runs are complete; 1 a run broke a law of its own; 2 the scenario or the call was wrong.";

/// Run a scenario again and again with some of its values changed, and see what they change
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A scenario file, - for standard input, or a built-in scenario where no file has that name
    #[arg(value_name = "SCENARIO")]
    scenario: PathBuf,
    /// What to change, and to what
    #[arg(long, value_name = "KEY=VALUES", required = true, value_parser = Vary::read)]
    vary: Vec<Vary>,
    /// Which figures to show
    #[arg(long, value_name = "FIGURE", value_delimiter = ',', default_values = ["wait", "transit", "utilisation", "deliveries"])]
    figure: Vec<String>,
    /// How many runs of each point
    #[arg(long, value_name = "N", default_value = "10")]
    #[arg(value_parser = number::from_one, allow_negative_numbers = true)]
    replications: NonZeroUsize,
    /// The seed of the first run, in place of the scenario's own; the next has the next
    #[arg(long, value_name = "N", value_parser = number::from_zero, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Draw it there, as SVG
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Draw with a logarithmic scale upwards
    #[arg(long, requires = "plot")]
    log_y: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Table,
    /// A line a point and figure
    Csv,
    /// One object, with the value of each run
    Json,
}

/// What was found.
struct Found {
    scenario: String,
    seed: u64,
    runs: usize,
    keys: Vec<String>,
    points: Vec<Point>,
    figures: Vec<Figure>,
}

/// The values of a point, in the order of the keys, and what it says of each figure.
struct Point {
    values: Vec<String>,
    /// The same for people.
    shown: Vec<String>,
    estimates: Vec<Estimate>,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let asked = match scenario::source(&args.scenario, io)? {
        Ok(asked) => asked,
        Err(refusal) => return scenario::refuse(refusal, io),
    };
    if args.vary.iter().any(|vary| vary.key() == "seed") {
        let message = "--vary seed: the seeds of the runs are set by --seed and --replications, the same at every point";
        return Err(Failure::Call(message.to_owned()));
    }
    let settings = vary::grid(&args.vary).map_err(Failure::Call)?;
    let Some(points) = read(&asked.source, &settings, args.seed, io) else { return Ok(Exit::Incomplete) };
    let figures = figures(&args.figure, &points)?;
    if let Some(plot) = Output::asked("--plot", args.plot.as_deref()) {
        plot.refuse_standard("what was found")?;
        asked.refuse_as(&plot)?;
        apart::refuse_standard_output(&[plot])?;
    }
    let plot = args.plot.as_deref().map(Filling::begin).transpose()?;
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let bar = bar(points.len() * args.replications.get(), io);
    let step = || {
        if let Some(bar) = &bar {
            bar.inc(1);
        }
    };
    let estimates = sweep(&points, &figures, args.replications, cores, &step);
    if let Some(bar) = &bar {
        bar.finish_and_clear();
    }
    let estimates = match estimates {
        Ok(estimates) => estimates,
        Err(broken) => {
            io.complain(&broken);
            let run = |point: &Scenario| simulate(&point.clone().with_seed(broken.seed), ());
            if let Some(point) = points.iter().find(|point| run(point).is_err_and(|again| again == broken)) {
                breach::tell_events(&broken, point, io);
            }
            return Ok(Exit::Findings);
        }
    };
    let first = points.first();
    let mut found = Found {
        scenario: first.map_or_else(String::new, |scenario| scenario.name().to_owned()),
        seed: first.map_or(1, Scenario::seed),
        runs: args.replications.get(),
        keys: args.vary.iter().map(|vary| vary.key().to_owned()).collect(),
        points: settings
            .iter()
            .zip(estimates)
            .map(|(settings, estimates)| Point {
                values: settings.iter().map(|setting| setting.value().to_owned()).collect(),
                shown: settings.iter().zip(&args.vary).map(|(setting, vary)| vary.shown(setting)).collect(),
                estimates,
            })
            .collect(),
        figures,
    };
    found.drop_what_nobody_has();
    if let Some(mut plot) = plot {
        plot::write(&found, args.log_y, &mut plot).map_err(|source| plot.fault(source))?;
        plot.keep()?;
    }
    match args.format {
        Format::Table => show::table(&found, io)?,
        Format::Csv => show::csv(&found, io)?,
        Format::Json => show::json(&found, io)?,
    }
    Ok(Exit::Ok)
}

/// Reads the scenario at every point before anything runs. The first bad point is told, with its settings.
fn read(source: &Source, settings: &[Vec<Setting>], seed: Option<u64>, io: &mut Io) -> Option<Vec<Scenario>> {
    let mut points = Vec::with_capacity(settings.len());
    for point in settings {
        match source.read(point) {
            Ok(scenario) => {
                let with: Vec<_> = point.iter().map(ToString::to_string).collect();
                scenario::warn_of_overload(&scenario, &with, io);
                points.push(seed.map_or(scenario.clone(), |seed| scenario.with_seed(seed)));
            }
            Err(refusal) => {
                let with: Vec<_> = point.iter().map(ToString::to_string).collect();
                for problem in &refusal.problems {
                    // A key that is not there is named already.
                    let with = if problem.line == 0 {
                        String::new()
                    } else {
                        format!(", with {}", with.join(" and "))
                    };
                    io.complain(&format!("{}:{problem}{with}", refusal.file_of(problem)));
                }
                return None;
            }
        }
    }
    Some(points)
}

/// The figures that were asked for, each once.
fn figures(names: &[String], points: &[Scenario]) -> Result<Vec<Figure>, Failure> {
    let mut figures: Vec<Figure> = Vec::new();
    let Some(first) = points.first() else { return Ok(figures) };
    for name in names {
        for figure in Figure::named(name.trim(), first).map_err(Failure::Call)? {
            if !figures.contains(&figure) {
                figures.push(figure);
            }
        }
    }
    Ok(figures)
}

/// Counts runs while a terminal is at standard error.
fn bar(runs: usize, io: &Io) -> Option<ProgressBar> {
    io.err_is_terminal.then(|| {
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} runs in {elapsed}, {eta} left");
        ProgressBar::new(runs as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    })
}

impl Found {
    /// A precedence of which no cable came has no figures.
    fn drop_what_nobody_has(&mut self) {
        let told: Vec<bool> = (0..self.figures.len())
            .map(|place| {
                let has =
                    |point: &Point| point.estimates.get(place).is_some_and(|one| !one.values.is_empty());
                self.points.iter().any(has)
            })
            .collect();
        let keep = |place: usize| told.get(place).copied().unwrap_or(false);
        let mut place = 0;
        self.figures.retain(|_| {
            place += 1;
            keep(place - 1)
        });
        for point in &mut self.points {
            let mut place = 0;
            point.estimates.retain(|_| {
                place += 1;
                keep(place - 1)
            });
        }
    }
}
