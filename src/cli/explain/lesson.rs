//! The heading of a cable, line by line, with every token underlined and explained.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;

use super::meaning::{self, Note, Word};
use super::part::title_of;
use super::wrap::{COLUMNS, TIED, lines};
use crate::cli::ink::{Ink, Tone, one_line, show};
use crate::decode::{Decoder, Layout, Part, Token, line_marks};
use crate::message::{Cable, Diagnostic, Reason, Recognition};

/// Bytes of a line that are shown: a heading line has 69 columns, a damaged one may have any number.
const LINE_BYTES_MAX: usize = 240;

/// The marks of tokens on a line, in order; past them a token is explained without a mark.
const MARKS: &[u8] = b"123456789abcdefghijklmnopqrstuvwxyz";

/// Columns before the mark of a token, of the mark, and before the meaning.
const NOTE_INDENT: usize = 6;
const MARK_COLUMNS: usize = 2;
const MEANING_INDENT: usize = 27;

/// One cable to explain.
#[derive(Debug)]
pub(super) struct Lesson<'a> {
    pub(super) decoder: &'a Decoder,
    /// As found in the input.
    pub(super) cable: &'a Cable<'a>,
    pub(super) input: &'a [u8],
    /// The line of the input on which it begins, from 1.
    pub(super) first_line: usize,
    /// It is the first one of the input: how to read a lesson is said once.
    pub(super) first: bool,
    pub(super) ink: Ink,
}

impl Lesson<'_> {
    /// Writes it.
    pub(super) fn write(&self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        let place = self.cable.source.offset..self.cable.source.offset + self.cable.source.length;
        let bytes = self.input.get(place).unwrap_or_default();
        let lines = line_marks::restored(bytes);
        let bytes = lines.as_deref().unwrap_or(bytes);
        let mut layout = Layout::default();
        self.decoder.cable_traced(bytes, &mut layout);
        self.introduction(name, out)?;
        let mut walk = Walk { lesson: self, bytes, out, last_part: None, said: BTreeSet::new(), gutter: 0 };
        walk.lines(&layout)
    }

    fn introduction(&self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        let id = self.cable.mrn.as_ref().and_then(|number| number.id.as_deref()).map(one_line);
        let id = id.unwrap_or_else(|| "A cable".to_owned());
        writeln!(out, "{}, {} line {}", self.ink.paint(Tone::Title, id), one_line(name), self.first_line)?;
        for line in lines(&recognised(self.cable), COLUMNS) {
            writeln!(out, "{line}")?;
        }
        if !self.first {
            return Ok(());
        }
        let how = "Each token of the heading is underlined; its mark leads to its meaning below the line. A token \
                   without a mark means what the same kind of token meant above.";
        lines(how, COLUMNS).iter().try_for_each(|line| writeln!(out, "{}", self.ink.paint(Tone::Faint, line)))
    }
}

/// How the cable is read, and why so.
fn recognised(cable: &Cable<'_>) -> String {
    let Recognition { confidence, forced, reasons } = cable.recognition;
    let title = cable.dialect.title();
    let asked = if forced { "as asked for, " } else { "" };
    let reasons = reasons.iter().map(Reason::as_str).collect::<Vec<_>>().join(", ");
    let reasons = if reasons.is_empty() { reasons } else { format!(": {reasons}") };
    format!("Read as {title} ({asked}{}){reasons}.", confidence.as_str())
}

/// One line of the cable: where its content lies, and the token places on it.
struct Line<'l> {
    number: usize,
    place: Range<usize>,
    tokens: &'l [(Token, Range<usize>)],
}

struct Walk<'w, 'a> {
    lesson: &'w Lesson<'a>,
    bytes: &'a [u8],
    out: &'w mut dyn Write,
    last_part: Option<Part>,
    said: BTreeSet<(Token, String)>,
    gutter: usize,
}

impl Walk<'_, '_> {
    fn lines(&mut self, layout: &Layout) -> io::Result<()> {
        let header = self.lesson.cable.coverage.header_bytes.min(self.bytes.len());
        let known = lines_of_parts(self.bytes, header, &layout.parts);
        let mut tokens = layout.tokens.clone();
        tokens.retain(|(token, place)| *token != Token::BlankLine && !place.is_empty());
        tokens.sort_by_key(|(_, place)| place.start);
        let mut tokens = tokens.as_slice();
        let (mut counted, mut number) = (0, self.lesson.first_line);
        let (mut marks, mut text_told) = (0, false);
        let last = self.lesson.first_line + memchr::memchr_iter(b'\n', self.bytes).count();
        self.gutter = last.to_string().len();
        for (start, (end, part)) in known {
            number += memchr::memchr_iter(b'\n', self.bytes.get(counted..start).unwrap_or_default()).count();
            counted = start;
            let before = tokens.iter().take_while(|(_, place)| place.end <= start).count();
            let (_, rest) = tokens.split_at(before);
            let (on_line, _) = rest.split_at(rest.iter().take_while(|(_, place)| place.start < end).count());
            tokens = rest;
            if start >= header && !text_told {
                text_told = true;
                self.text()?;
            }
            if part == Some(Part::Page) && start >= header {
                marks += 1;
                if marks > 1 {
                    continue;
                }
            }
            self.line(&Line { number, place: start..end, tokens: on_line }, part)?;
            if part == Some(Part::Page) && start >= header {
                self.more_marks()?;
            }
        }
        if !text_told {
            self.text()?;
        }
        Ok(())
    }

    /// What stands between the heading and the ending.
    fn text(&mut self) -> io::Result<()> {
        let title = self.lesson.ink.paint(Tone::Title, "The text");
        match self.lesson.cable.paragraphs.as_slice() {
            [] => Ok(()),
            [only] => writeln!(self.out, "\n{title}: one numbered paragraph on line {}", only.line),
            [first, .., last] => {
                let count = self.lesson.cable.paragraphs.len();
                writeln!(
                    self.out,
                    "\n{title}: {count} numbered paragraphs on lines {} to {}",
                    first.line, last.line
                )
            }
        }
    }

    fn more_marks(&mut self) -> io::Result<()> {
        let [_, .., last] = self.lesson.cable.pages.as_slice() else { return Ok(()) };
        let more = self.lesson.cable.pages.len() - 1;
        let marks = if more == 1 { "mark follows" } else { "marks follow" };
        writeln!(self.out, "{:NOTE_INDENT$}{more} more {marks}, the last on line {}", "", last.line)
    }

    fn line(&mut self, line: &Line<'_>, part: Option<Part>) -> io::Result<()> {
        if part.is_none() || part != self.last_part {
            self.title(part)?;
        }
        self.last_part = part;
        let notes = part.map(|part| self.notes(line, part)).unwrap_or_default();
        self.quote(line, &notes)?;
        self.meanings(&notes)?;
        self.findings(line)
    }

    fn title(&mut self, part: Option<Part>) -> io::Result<()> {
        let ink = self.lesson.ink;
        let Some(part) = part else {
            let title = ink.paint(Tone::Title, "A line that is not understood");
            return writeln!(self.out, "\n{title}");
        };
        let title = title_of(part);
        let name = ink.paint(Tone::Title, format!("{}: {}", title.place, title.name));
        writeln!(self.out, "\n{name} {}", ink.paint(Tone::Faint, format!("[{}]", title.source)))
    }

    /// The tokens of a line with what is to be said of them: nothing where it has been said.
    fn notes(&mut self, line: &Line<'_>, part: Part) -> Vec<Explained> {
        let mut explained: Vec<Explained> = Vec::new();
        let mut marks = MARKS.iter().map(|mark| char::from(*mark));
        for (token, place) in line.tokens {
            let place = place.start.max(line.place.start)..place.end.min(line.place.end);
            let written = String::from_utf8_lossy(self.bytes.get(place.clone()).unwrap_or_default());
            let written = written.trim_end().to_owned();
            let word = Word { token: *token, text: &written, part, cable: self.lesson.cable };
            let note = meaning::note(word);
            // The same is said once, for all tokens of the line that it is true of.
            let same = explained.iter().position(|earlier| earlier.note.as_ref() == Some(&note));
            let new = same.is_some() || self.said.insert((*token, note.text.clone()));
            let mark = if new { marks.next() } else { None };
            explained.push(Explained { place, written, mark, note: new.then_some(note), same });
        }
        explained
    }

    /// The line as it stands, and the underlines with their marks below it.
    fn quote(&mut self, line: &Line<'_>, notes: &[Explained]) -> io::Result<()> {
        let ink = self.lesson.ink;
        let shown = line.place.start..line.place.end.min(line.place.start + LINE_BYTES_MAX);
        let (mut quoted, mut underlined) = (String::new(), String::new());
        let mut at = shown.start;
        for note in notes.iter().filter(|note| note.place.end <= shown.end) {
            let between = shown_text(self.bytes, at..note.place.start);
            let token = shown_text(self.bytes, note.place.clone());
            let width = token.trim_end().chars().count();
            underlined.extend(std::iter::repeat_n(' ', between.chars().count()));
            let joins = between.is_empty() && !underlined.is_empty();
            underlined.push(note.mark.unwrap_or(if joins { '+' } else { '-' }));
            underlined.extend(std::iter::repeat_n('-', width.saturating_sub(1)));
            underlined
                .extend(std::iter::repeat_n(' ', token.chars().count() - width.min(token.chars().count())));
            quoted.push_str(&between);
            quoted.push_str(&ink.paint(Tone::Quote, token).to_string());
            at = note.place.end;
        }
        quoted.push_str(&shown_text(self.bytes, at..shown.end));
        if shown.end < line.place.end {
            quoted.push_str("...");
        }
        let (gutter, number) = (self.gutter, line.number);
        let bar = ink.paint(Tone::Faint, "|");
        let number = ink.paint(Tone::Faint, format!("{number:>gutter$}"));
        writeln!(self.out, " {number} {bar} {}", quoted.trim_end())?;
        if !notes.is_empty() {
            writeln!(self.out, " {:gutter$} {bar} {}", "", ink.paint(Tone::Label, underlined.trim_end()))?;
        }
        Ok(())
    }

    fn meanings(&mut self, notes: &[Explained]) -> io::Result<()> {
        let ink = self.lesson.ink;
        for (index, first) in notes.iter().enumerate() {
            let (Some(note), None) = (&first.note, first.same) else { continue };
            let alike: Vec<&Explained> = std::iter::once(first)
                .chain(notes.iter().filter(|later| later.same == Some(index)))
                .collect();
            let marks: Vec<String> = alike.iter().filter_map(|one| one.mark).map(String::from).collect();
            let marks = marks.join(",");
            let written = alike.iter().map(|one| one_line(&one.written)).collect::<Vec<_>>().join(" ");
            let source = if note.source.is_empty() {
                String::new()
            } else {
                format!(" [{}]", note.source.replace(' ', &TIED.to_string()))
            };
            let text = format!("{}{source}", one_line(&note.text));
            let mut meaning = lines(&text, COLUMNS - MEANING_INDENT).into_iter();
            let label = format!("{:NOTE_INDENT$}{:MARK_COLUMNS$} ", "", ink.paint(Tone::Label, &marks));
            let indent = NOTE_INDENT + marks.len().max(MARK_COLUMNS) + 1;
            let taken = indent + written.chars().count();
            let quote = ink.paint(Tone::Quote, &written);
            if taken < MEANING_INDENT {
                let gap = MEANING_INDENT - taken;
                writeln!(self.out, "{label}{quote}{:gap$}{}", "", meaning.next().unwrap_or_default())?;
            } else {
                self.long_quote(&label, indent, &written)?;
            }
            for line in meaning {
                writeln!(self.out, "{:MEANING_INDENT$}{line}", "")?;
            }
        }
        Ok(())
    }

    /// Tokens that leave no room for their meaning beside them.
    fn long_quote(&mut self, label: &str, indent: usize, written: &str) -> io::Result<()> {
        for (place, line) in lines(written, COLUMNS.saturating_sub(indent).max(1)).iter().enumerate() {
            let quote = self.lesson.ink.paint(Tone::Quote, line);
            if place == 0 {
                writeln!(self.out, "{label}{quote}")?;
            } else {
                writeln!(self.out, "{:indent$}{quote}", "")?;
            }
        }
        Ok(())
    }

    /// What was found wrong on the line.
    fn findings(&mut self, line: &Line<'_>) -> io::Result<()> {
        let from = self.lesson.cable.source.offset;
        let place = from + line.place.start..=from + line.place.end;
        let cable = self.lesson.cable;
        for finding in cable.diagnostics.iter().filter(|finding| place.contains(&finding.offset)) {
            self.finding(finding)?;
        }
        Ok(())
    }

    fn finding(&mut self, finding: &Diagnostic<'_>) -> io::Result<()> {
        let head = format!("{}[{}]", finding.severity.as_str(), finding.code);
        let text = one_line(&format!("{}; {}", finding.message, finding.help));
        let indent = NOTE_INDENT;
        let mut text = lines(&format!("{head}: {text}"), COLUMNS - indent).into_iter();
        let first = text.next().unwrap_or_default();
        let rest = first.strip_prefix(head.as_str()).unwrap_or_default().to_owned();
        writeln!(self.out, "{:indent$}{}{rest}", "", self.lesson.ink.paint(Tone::Bad, head))?;
        text.try_for_each(|line| writeln!(self.out, "{:indent$}{line}", ""))
    }
}

/// A token of a line and what is said of it.
struct Explained {
    place: Range<usize>,
    written: String,
    mark: Option<char>,
    /// `None` where it has been said above.
    note: Option<Note>,
    /// The token of this line under which it is said.
    same: Option<usize>,
}

fn shown_text(bytes: &[u8], place: Range<usize>) -> String {
    let mut text = String::new();
    show(bytes.get(place).unwrap_or_default(), &mut text);
    text
}

/// Each line of each part, and each other line of the header that is not blank: its start, its end, its part.
fn lines_of_parts(
    bytes: &[u8],
    header: usize,
    parts: &[(Part, Range<usize>)],
) -> BTreeMap<usize, (usize, Option<Part>)> {
    let mut known = BTreeMap::new();
    for_each_line(bytes, 0..header, |line| {
        known.insert(line.start, (line.end, None));
    });
    let mut parts = parts.to_vec();
    // An inner part, such as a page mark in a list, comes after the part around it and wins.
    parts.sort_by_key(|(_, place)| (place.start, std::cmp::Reverse(place.end)));
    for (part, place) in parts {
        for_each_line(bytes, place, |line| {
            known.insert(line.start, (line.end, Some(part)));
        });
    }
    known
}

/// Calls back for each line of a place that is not blank, without line end, carriage returns and the blanks around it.
fn for_each_line(bytes: &[u8], place: Range<usize>, mut take: impl FnMut(Range<usize>)) {
    let mut at = place.start;
    while at < place.end {
        let rest = bytes.get(at..place.end).unwrap_or_default();
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default().trim_ascii_end();
        let blanks = line.len() - line.trim_ascii_start().len();
        if blanks < line.len() {
            take(at + blanks..at + line.len());
        }
        at += length + 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cli::{finding, table};

    const CABLE: &str = "VZCZCXRO0809\nPP RUEHLN RUEHVK\nDE RUEHC #7951/01 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\n\
                         FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\nINFO RUEHLN/AMCONSUL\n\
                         XMT SOFIA\nUNCLAS SECTION 01 OF 04 STATE 097951 \n \nSIPDIS\nE.O. 12958: N/A\nTAGS: KCRM\n\
                         SUBJECT: LAMPS\nREF: A. 2008 STATE 132759\n1. X.\n \nSTATE 00097951  002 OF 004 \n \n \nNNNN\n";

    /// A cable with bytes put in the place of others, line ends and letters that steer a terminal among them.
    fn damaged() -> impl Strategy<Value = Vec<u8>> {
        let byte = prop_oneof![any::<u8>(), Just(b'\n'), Just(b' '), Just(0x1b), Just(0x1a), Just(b'/')];
        let damage = (0..CABLE.len(), 0usize..6, prop::collection::vec(byte, 0..6));
        prop::collection::vec(damage, 0..8).prop_map(|damages| {
            let mut bytes = CABLE.as_bytes().to_vec();
            for (start, length, new) in damages {
                let start = start.min(bytes.len());
                let end = (start + length).min(bytes.len());
                bytes.splice(start..end, new);
            }
            bytes
        })
    }

    proptest! {
        #[test]
        fn any_input_can_be_shown_and_steers_no_terminal(input in damaged()) {
            let (decoder, ink) = (Decoder::new(), Ink { coloured: false });
            let mut shown = Vec::new();
            for cable in decoder.cables(&input) {
                let lesson =
                    Lesson { decoder: &decoder, cable: &cable, input: &input, first_line: 1, first: true, ink };
                lesson.write("input", &mut shown).unwrap();
                table::write(&cable, "input", ink, &mut shown).unwrap();
                for found in &cable.diagnostics {
                    shown.extend(finding::render(found, finding::Piece::whole(&input), "input", false).bytes());
                }
            }
            let shown = String::from_utf8(shown).unwrap();
            prop_assert!(!shown.contains(|letter: char| letter.is_control() && letter != '\n'));
        }

        /// Each token that is underlined has its columns: the marks stand below the first letter of their tokens.
        #[test]
        fn underlines_stand_below_their_tokens(input in damaged()) {
            let decoder = Decoder::new();
            for cable in decoder.cables(&input) {
                let ink = Ink { coloured: false };
                let lesson =
                    Lesson { decoder: &decoder, cable: &cable, input: &input, first_line: 1, first: true, ink };
                let mut shown = Vec::new();
                lesson.write("input", &mut shown).unwrap();
                let shown = String::from_utf8(shown).unwrap();
                let lines: Vec<&str> = shown.lines().collect();
                for pair in lines.windows(2) {
                    let (Some((_, quoted)), Some((gutter, under))) = (pair[0].split_once(" | "), pair[1].split_once(" | "))
                    else { continue };
                    if !gutter.trim().is_empty() { continue }
                    let quoted: Vec<char> = quoted.chars().collect();
                    for (column, mark) in under.chars().enumerate() {
                        if mark != ' ' && mark != '-' {
                            let letter = quoted.get(column);
                            prop_assert!(letter.is_some_and(|letter| *letter != ' '), "{}\n{}", pair[0], pair[1]);
                        }
                    }
                }
            }
        }
    }
}
