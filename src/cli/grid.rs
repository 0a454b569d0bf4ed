//! Rows and columns for people: how every table of the command looks.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::ink::{Ink, Tone};

/// A table without rules, its columns two blanks apart.
pub(super) fn grid<T: ToString>(header: impl IntoIterator<Item = T>) -> Table {
    let mut table = Table::new();
    let header: Vec<String> = header.into_iter().map(|name| name.to_string()).collect();
    let last = header.len().saturating_sub(1);
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header);
    for (place, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if place == last { 0 } else { 2 }));
    }
    table
}

/// Puts the numbers of these columns below each other.
pub(super) fn right(table: &mut Table, columns: impl IntoIterator<Item = usize>) {
    for column in columns {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// Writes a table with its header set apart, without blanks at the ends of lines.
pub(super) fn write(table: &Table, ink: Ink, out: &mut impl Write) -> io::Result<()> {
    for (place, line) in table.lines().enumerate() {
        let line = line.trim_end();
        if place == 0 {
            writeln!(out, "{}", ink.paint(Tone::Label, line))?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
