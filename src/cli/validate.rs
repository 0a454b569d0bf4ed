//! `torntape validate`: the simulator beside the theory of queues.

use std::io::Write;
use std::num::NonZeroUsize;

use super::exit::{Exit, Failure};
use super::grid::{self, grid};
use super::ink::Tone;
use super::io::Io;
use super::number;
use crate::sim::validate;

const EXAMPLES: &str = "\
Examples:
  torntape validate                    seeds 1 to 40, the table and a verdict
  torntape validate --cables 200000    narrower intervals

Each run gives a 95 % interval of its own for a mean: 34 of 40 have to hold what theory says. The mean of all runs has to
lie within its 99.9 % interval of theory.

Exit status: 0 theory holds everywhere, 1 it does not.";

/// Compare simulated queues with what the theory of queues says of them
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Runs of each system, with the seeds from 1 on
    #[arg(long, value_name = "N", default_value = "40", value_parser = number::within(2_u16..=u16::MAX))]
    #[arg(allow_negative_numbers = true)]
    seeds: u16,
    /// Cables of each run
    #[arg(long, value_name = "N", default_value = "50000", value_parser = number::within(1000_u32..=u32::MAX))]
    #[arg(allow_negative_numbers = true)]
    cables: u32,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let rows = validate(usize::from(args.seeds), args.cables, cores)
        .map_err(|failed| Failure::Call(failed.to_string()))?;
    let mut table = grid(["system", "mean of", "theory", "runs", "\u{b1} 99.9 %", "hold it", ""]);
    grid::right(&mut table, 2..6);
    let mut failed = 0;
    for row in &rows {
        let holds = row.holds();
        failed += usize::from(!holds);
        let covered =
            row.covered.map_or_else(|| "-".to_owned(), |covered| format!("{covered} of {}", row.runs));
        table.add_row([
            row.system.clone(),
            row.what.clone(),
            format!("{:.4}", row.theory),
            format!("{:.4}", row.pooled),
            format!("{:.4}", row.half_width),
            covered,
            if holds { String::new() } else { "no".to_owned() },
        ]);
    }
    let ink = io.ink();
    grid::write(&table, ink, &mut io.out)?;
    let verdict = if failed == 0 {
        ink.paint(Tone::Good, format!("theory holds for all {} means", rows.len()))
    } else {
        ink.paint(Tone::Bad, format!("theory does not hold for {failed} of {} means", rows.len()))
    };
    writeln!(io.out, "\n{verdict}")?;
    Ok(if failed == 0 { Exit::Ok } else { Exit::Findings })
}
