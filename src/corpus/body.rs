//! The text below the header: numbered paragraphs on lines of 55 columns, and the marks where an archive joined sections.

use memchr::memrchr;

use super::draw::Draw;
use super::words::{DOES, HEADINGS, NAMES, TAIL, WHAT, WHO};

/// Lines of one section of a long State cable.
const SECTION_LINES: usize = 98;

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Columns of a line.
    pub(super) columns: usize,
    /// Capitals only, as in five-unit code.
    pub(super) capitals: bool,
    /// What stands behind the last word of each line: nothing, or the one blank that archives left.
    pub(super) blank: &'static str,
    /// The portion marks that are drawn from; none where paragraphs bear none.
    pub(super) portions: &'static [&'static str],
    /// About so many lines.
    pub(super) lines: usize,
}

/// A numbered paragraph, by places in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbered {
    pub(super) number: u16,
    pub(super) portion: Option<&'static str>,
    pub(super) start: usize,
    /// Past its last letter.
    pub(super) end: usize,
}

/// A section mark in the text.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) text: String,
    pub(super) number: u16,
    pub(super) of: u16,
    pub(super) start: usize,
}

/// A text.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) paragraphs: Vec<Numbered>,
    pub(super) marks: Vec<Mark>,
    pub(super) signature: Option<&'static str>,
}

/// The lines that are being written, and the marks that stand between them.
struct Writer<'s> {
    body: Body,
    style: Style,
    lines: usize,
    /// What a mark says before its number, and how many sections there are.
    sections: Option<(&'s str, u8)>,
}

/// Into how many sections a text of so many lines goes.
pub(super) fn sections(lines: usize) -> u8 {
    u8::try_from(lines.div_ceil(SECTION_LINES).max(1)).unwrap_or(u8::MAX)
}

impl Body {
    /// Draws a text. `marked` is the station and number of section marks and the number of sections.
    pub(super) fn draw(draw: &mut Draw, style: Style, marked: Option<(&str, u8)>, signed: bool) -> Self {
        let bytes = Vec::with_capacity(style.lines * (style.columns + 2) + 1024);
        let sections = marked.filter(|(_, of)| *of > 1);
        let mut writer = Writer { body: Self { bytes, ..Self::default() }, style, lines: 0, sections };
        let mut words = String::with_capacity(2048);
        let mut number = 0;
        writer.blank();
        while writer.lines < style.lines || number == 0 {
            if number > 0 {
                writer.blank();
            }
            number += 1;
            writer.paragraph(draw, number, &mut words);
        }
        if signed {
            writer.blank();
            let name = draw.one(&NAMES);
            writer.line(name.as_bytes());
            writer.body.signature = Some(name);
        }
        writer.body
    }
}

impl Writer<'_> {
    fn paragraph(&mut self, draw: &mut Draw, number: u16, words: &mut String) {
        use std::fmt::Write as _;
        words.clear();
        _ = write!(words, "{number}.  ");
        let portion = if self.style.portions.is_empty() { None } else { Some(draw.one(self.style.portions)) };
        if let Some(portion) = portion {
            words.push('(');
            words.push_str(portion);
            words.push_str(") ");
        }
        if draw.happens(250) {
            words.push_str(draw.one(&HEADINGS));
            words.push_str(":  ");
        }
        for sentence in 0..draw.between(1, 8) {
            if sentence > 0 {
                words.push_str("  ");
            }
            for piece in [&WHO[..], &[" "], &DOES, &[" "], &WHAT, &TAIL] {
                words.push_str(if let [only] = piece { only } else { draw.one(piece) });
            }
        }
        if self.style.capitals {
            words.make_ascii_uppercase();
        }
        let mut rest = words.as_bytes();
        let mut first = None;
        let mut end = 0;
        while !rest.is_empty() {
            let within = rest.get(..=self.style.columns).unwrap_or(rest);
            let cut = if rest.len() <= self.style.columns {
                rest.len()
            } else {
                memrchr(b' ', within).unwrap_or(rest.len())
            };
            let (line, after) = rest.split_at(cut);
            let line = line.trim_ascii_end();
            let start = self.line(line);
            first.get_or_insert(start);
            end = start + line.len();
            rest = after.trim_ascii_start();
        }
        let start = first.unwrap_or_default();
        self.body.paragraphs.push(Numbered { number, portion, start, end });
    }

    fn blank(&mut self) {
        self.line(b"");
    }

    /// Writes a line, behind the mark of the next section where the one before is full; gives its place.
    fn line(&mut self, line: &[u8]) -> usize {
        if let Some((id, of)) = self.sections
            && self.lines > 0
            && self.lines.is_multiple_of(SECTION_LINES)
            && self.lines / SECTION_LINES < usize::from(of)
        {
            self.mark(id, of);
        }
        self.lines += 1;
        let start = self.body.bytes.len();
        self.body.bytes.extend_from_slice(line);
        self.body.bytes.extend_from_slice(self.style.blank.as_bytes());
        self.body.bytes.push(b'\n');
        start
    }

    /// `STATE 00097951  002 OF 004` between lines of one blank, as archives have it.
    fn mark(&mut self, id: &str, of: u8) {
        let number = u16::try_from(self.lines / SECTION_LINES + 1).unwrap_or(u16::MAX);
        let text = format!("{id}  {number:03} OF {of:03}");
        self.body.bytes.extend_from_slice(b" \n");
        let start = self.body.bytes.len();
        self.body.bytes.extend_from_slice(text.as_bytes());
        self.body.bytes.extend_from_slice(b" \n \n \n");
        self.body.marks.push(Mark { text, number, of: u16::from(of), start });
    }
}
