//! A diagnostic as the Rust compiler would show it: the line, the place on it, and the way out.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::ink::{one_line, show};
use crate::message::{Diagnostic, Severity};

/// Bytes of a line that are shown: before the place, of it, and after it.
const SHOWN_BYTES: usize = 60;

/// A piece of an input that findings are shown in: a cable, or all of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'a> {
    /// Its bytes.
    pub(crate) bytes: &'a [u8],
    /// The place of the first one in the input.
    pub(crate) offset: usize,
}

impl<'a> Piece<'a> {
    /// An input as a whole.
    pub(crate) const fn whole(bytes: &'a [u8]) -> Self {
        Self { bytes, offset: 0 }
    }
}

/// Renders one finding about an input of this name, with what of its line lies in the piece.
pub(crate) fn render(finding: &Diagnostic<'_>, piece: Piece<'_>, name: &str, coloured: bool) -> String {
    let window = Window::around(finding, piece);
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let origin = Origin::path(one_line(name)).line(finding.line).char_column(finding.column);
    let snippet = Snippet::source(window.text)
        .line_start(finding.line)
        .fold(false)
        .annotation(AnnotationKind::Primary.span(window.start..window.end));
    let mut group: Group<'_> = level
        .primary_title(one_line(&finding.message))
        .id(finding.code.as_str())
        .element(origin)
        .element(snippet);
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(one_line(&finding.help)));
    }
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    without_second_file(&renderer.term_width(usize::from(u16::MAX)).render(&[group]))
}

/// Takes out the line `:::` that the renderer puts between a place and a source that has no path of its own.
///
/// The place is told apart from the source because the renderer counts the columns of what is shown: escapes and
/// what is left out of a long line would make them wrong.
fn without_second_file(report: &str) -> String {
    let second_file = |(at, line): &(usize, &str)| *at == 3 && line.contains(":::");
    let mut text = String::with_capacity(report.len() + 1);
    for (_, line) in report.lines().enumerate().filter(|line| !second_file(line)) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The part of a line around a finding, as it is shown, and where in it the finding lies.
#[derive(Debug)]
struct Window {
    text: String,
    start: usize,
    end: usize,
}

impl Window {
    fn around(finding: &Diagnostic<'_>, piece: Piece<'_>) -> Self {
        let input = piece.bytes;
        let offset = finding.offset.saturating_sub(piece.offset).min(input.len());
        let on_line = finding.column.saturating_sub(1);
        let before = offset.saturating_sub(SHOWN_BYTES.min(on_line));
        let before = input.get(before..offset).unwrap_or_default();
        let left_out = on_line > before.len();
        // Whatever the length of the line, no more of it is looked at than can be shown.
        let ahead = first(input.get(offset..).unwrap_or_default(), 4 * SHOWN_BYTES);
        let ahead = ahead.get(..memchr::memchr(b'\n', ahead).unwrap_or(ahead.len())).unwrap_or_default();
        let ahead = without_returns(ahead);
        let marked = first(ahead, finding.length.min(2 * SHOWN_BYTES));
        let after = ahead.get(marked.len()..).unwrap_or_default();
        let cut = after.len() > SHOWN_BYTES;

        let mut text = String::new();
        if left_out {
            text.push_str("...");
        }
        show(if left_out { without_first_rest(before) } else { before }, &mut text);
        let start = text.len();
        show(marked, &mut text);
        let end = text.len();
        show(first(after, SHOWN_BYTES), &mut text);
        if cut {
            text.push_str("...");
        }
        Self { text, start, end }
    }
}

fn first(bytes: &[u8], most: usize) -> &[u8] {
    bytes.get(..most).unwrap_or(bytes)
}

/// Takes off the rest of a character that was cut in two.
fn without_first_rest(bytes: &[u8]) -> &[u8] {
    let rest = bytes.iter().take(3).take_while(|byte| matches!(byte, 0x80..=0xbf)).count();
    bytes.get(rest..).unwrap_or_default()
}

fn without_returns(mut line: &[u8]) -> &[u8] {
    while let Some(shorter) = line.strip_suffix(b"\r") {
        line = shorter;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Code;

    fn finding(line: usize, column: usize, offset: usize, length: usize) -> Diagnostic<'static> {
        Diagnostic {
            code: Code::SerialDiffersFromValidation,
            severity: Severity::Warning,
            line,
            column,
            offset,
            length,
            message: "serial `7951`, but the message ends with `#7952`".into(),
            help: "two messages may have run into one".into(),
        }
    }

    #[test]
    fn a_finding_shows_the_line_the_place_and_the_way_out() {
        let input = b"VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951/01 2642216\nZNR UUUUU\n";
        insta::assert_snapshot!(render(&finding(3, 10, 32, 5), Piece::whole(input), "a.txt", false), @r"
        warning[T0301]: serial `7951`, but the message ends with `#7952`
         --> a.txt:3:10
          |
        3 | DE RUEHC #7951/01 2642216
          |          ^^^^^
          |
          = help: two messages may have run into one
        ");
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_escaped() {
        let input = b"DE RU\x1a\xff\tHC \xc3\xa9\x1b[31m\r\r\n";
        insta::assert_snapshot!(render(&finding(1, 4, 3, 6), Piece::whole(input), "a\u{1b}.txt", false), @r"
        warning[T0301]: serial `7951`, but the message ends with `#7952`
         --> a\u{1b}.txt:1:4
          |
        1 | DE RU\x1a\xff\x09HC é\x1b[31m
          |    ^^^^^^^^^^^^^^^
          |
          = help: two messages may have run into one
        ");
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let input = [b"\xc3\xa9".repeat(5000), b"HERE".to_vec(), b"x".repeat(9000)].concat();
        insta::assert_snapshot!(render(&finding(1, 10_001, 10_000, 4), Piece::whole(&input), "page.html", false), @r"
        warning[T0301]: serial `7951`, but the message ends with `#7952`
         --> page.html:1:10001
          |
        1 | ...ééééééééééééééééééééééééééééééHERExxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...
          |                                  ^^^^
          |
          = help: two messages may have run into one
        ");
    }

    #[test]
    fn a_place_past_the_end_or_over_several_lines_harms_nothing() {
        let input = b"PP RUEHMO\nDE RUEHC\n";
        insta::assert_snapshot!(render(&finding(1, 4, 3, 15), Piece::whole(input), "a.txt", false), @r"
        warning[T0301]: serial `7951`, but the message ends with `#7952`
         --> a.txt:1:4
          |
        1 | PP RUEHMO
          |    ^^^^^^
          |
          = help: two messages may have run into one
        ");
        insta::assert_snapshot!(render(&finding(3, 1, 19, 0), Piece::whole(input), "a.txt", false), @r"
        warning[T0301]: serial `7951`, but the message ends with `#7952`
         --> a.txt:3:1
          |
        3 |
          | ^
          |
          = help: two messages may have run into one
        ");
        assert!(render(&finding(9, 900, 7000, 10), Piece::whole(input), "a.txt", false).contains("T0301"));
    }
}
