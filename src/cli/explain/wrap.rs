//! Text laid out in eighty columns.

use std::io::{self, Write};

/// Columns of a page: what every terminal has.
pub(super) const COLUMNS: usize = 80;

/// A blank at which no line ends: between the words of a source.
pub(super) const TIED: char = '\u{a0}';

/// The words of a text in lines of at most `columns`; a longer word stands alone.
pub(super) fn lines(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split(|letter: char| letter.is_whitespace() && letter != TIED) {
        let word_length = word.chars().count();
        if word_length == 0 {
            continue;
        }
        if length > 0 && length + 1 + word_length > columns {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.extend(word.chars().map(|letter| if letter == TIED { ' ' } else { letter }));
        length += word_length;
    }
    if length > 0 {
        lines.push(line);
    }
    lines
}

/// Writes a text indented and wrapped.
pub(super) fn paragraph(text: &str, indent: usize, out: &mut dyn Write) -> io::Result<()> {
    for line in lines(text, COLUMNS - indent) {
        writeln!(out, "{:indent$}{line}", "")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_whole_and_lines_within_the_columns() {
        assert_eq!(
            lines("one  two\nthree incomprehensibilities four", 9),
            ["one two", "three", "incomprehensibilities", "four"]
        );
        assert_eq!(lines(" \n ", 9), Vec::<String>::new());
    }
}
