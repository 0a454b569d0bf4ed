//! `torntape scenario keys`: all that a scenario may say.

use std::io::Write;

use comfy_table::ContentArrangement;

use crate::cli::exit::{Exit, Failure};
use crate::cli::grid::{self, grid};
use crate::cli::io::Io;
use crate::sim::scenario::KEYS;

/// A table of the keys, and below it what there is to say of them.
pub(super) fn run(io: &mut Io) -> Result<Exit, Failure> {
    let (rows, prose): (Vec<&str>, Vec<&str>) = KEYS.lines().partition(|line| line.starts_with("| "));
    let plain = |text: &str| text.replace('`', "");
    let cells = |row: &str| -> Vec<String> {
        row.trim_matches('|').split(" | ").map(|cell| plain(cell.trim())).collect()
    };
    let mut rows = rows.into_iter().filter(|row| !row.starts_with("| ---"));
    let header = rows.next().map(cells).unwrap_or_default();
    let mut table = grid(header.iter().map(String::as_str).collect::<Vec<_>>());
    rows.map(cells).for_each(|row| _ = table.add_row(row));
    if io.out_is_terminal {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    grid::write(&table, io.ink(), &mut io.out)?;
    for line in prose {
        writeln!(io.out, "{}", plain(line))?;
    }
    Ok(Exit::Ok)
}
