//! Rows and columns for people: how every table of the command looks.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

use super::ink::{Ink, Tone};

/// Blanks between two columns.
const BETWEEN: u16 = 2;

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
        column.set_padding((0, if place == last { 0 } else { BETWEEN }));
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

/// How many columns a terminal at standard output has; `None` where there is none, or it does not say.
pub(super) fn terminal_width() -> Option<usize> {
    Table::new().width().map(usize::from).filter(|width| *width > 0)
}

/// The length of a table's longest line.
pub(super) fn width(table: &Table) -> usize {
    table.lines().map(|line| line.trim_end().chars().count()).max().unwrap_or(0)
}

/// How wide what stands in one column is.
pub(super) fn widest(table: &Table, column: usize) -> usize {
    usize::from(table.column_max_content_widths().get(column).copied().unwrap_or(0))
}

/// What is wider than so much in a column, which is not the last, goes on below, by words.
pub(super) fn wrap(table: &mut Table, column: usize, most: u16) {
    if let Some(column) = table.column_mut(column) {
        let most = Width::Fixed(most.saturating_add(BETWEEN));
        column.set_constraint(ColumnConstraint::UpperBoundary(most));
    }
}

/// Leaves out columns, the first of `least` first, until the table is so wide at most. What is too wide then still is for
/// the terminal to wrap: a word broken in two is worse.
pub(super) fn narrow(table: &mut Table, most: usize, least: impl IntoIterator<Item = usize>) {
    for column in least {
        if width(table) <= most {
            return;
        }
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::Hidden);
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
