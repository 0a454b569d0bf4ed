//! Page heads, class banners and stamps, which interrupt anything.
//!
//! A page of the archive ends with its class, and the next one begins with its class and `PAGE 02        STATE  012345`.
//! Declassification is stamped between. Such a run of lines is taken out of what it interrupts.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::{memchr_iter, memmem};

use crate::decode::kind::{Kind, kind};
use crate::decode::lines::{Line, first_word, trim_start, words};
use crate::decode::marks::{self, Mark, mark};
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace, checks, class, findings};
use crate::message::Code;

use super::ending;
use super::spaced::figure;

/// Lines that one run may have, blank ones included: the foot of a page and the head of the next.
const RUN_LINES_MAX: usize = 64;

/// What a line of a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Page,
    Banner,
    Stamp,
}

/// A run of page heads, banners and stamps, with the blank lines between them.
#[derive(Debug)]
pub(super) struct Run {
    items: Vec<(Item, Range<usize>, usize)>,
    /// Where the first line after it begins.
    pub(super) next: usize,
    /// How many lines it has.
    pub(super) lines: usize,
    /// A page head is among them.
    pub(super) paged: bool,
}

/// Whether a line may open a run: a look at its first bytes.
fn opens(line: &[u8]) -> bool {
    match line.first() {
        Some(b'P') => line.starts_with(b"PAGE"),
        Some(b'U' | b'C' | b'S' | b'T' | b'L' | b'R') => is_banner(line) || is_stamp(line),
        Some(byte) => byte.is_ascii_alphabetic() && is_stamp(line),
        None => false,
    }
}

/// A class and nothing else.
pub(super) fn is_banner(line: &[u8]) -> bool {
    line.len() <= 60 && class::level(line).is_some_and(|level| level.rest.is_empty())
}

/// A head of a page of the archive.
pub(super) fn is_head(line: &[u8]) -> bool {
    head(line).is_some()
}

/// A head of a page, and whether its number is torn or has letters for figures: `PAGE 0 2`, `PAGE O2`.
pub(super) fn head(line: &[u8]) -> Option<(Mark<'_>, bool)> {
    let rest = line.strip_prefix(b"PAGE ").filter(|_| line.len() <= 80)?;
    let rest = trim_start(rest);
    let (word, _) = first_word(rest);
    if word.len() > 1 && word.iter().all(u8::is_ascii_digit) {
        return mark(line).map(|mark| (mark, false));
    }
    let mut figures = rest.iter().enumerate().filter_map(|(at, byte)| Some((at, figure(*byte)?)));
    let ((first, tens), (second, ones)) = (figures.next()?, figures.next()?);
    let (number, behind) = rest.split_at_checked(second + 1)?;
    let plain = number.iter().all(|byte| *byte == b' ' || figure(*byte).is_some());
    if first > 0 || second > 2 || !plain || !behind.starts_with(b"  ") {
        // A page with one figure, as others write it.
        return mark(line).map(|mark| (mark, false));
    }
    let mut serials = words(behind).filter(|word| word.iter().all(|byte| figure(*byte).is_some()));
    let serial = serials.next().filter(|word| word.len() <= 8)?;
    let serial = serial.iter().fold(0, |sum: u32, byte| sum * 10 + figure(*byte).map_or(0, u32::from));
    let number = u16::from(tens) * 10 + u16::from(ones);
    Some((Mark { serial: Some(serial), number, of: None, tail: &[] }, true))
}

/// `Declassified/Released US Department of State EO Systematic Review 05 JUL 2006`, whole or a piece of it.
pub(super) fn is_stamp(line: &[u8]) -> bool {
    const WHOLE: [&[u8]; 2] = [b"US Department of State", b"US Department of State EO"];
    let released = |stroke: usize| {
        let (before, behind) = line.split_at(stroke);
        before.ends_with(b"eclassified") && behind.starts_with(b"/Released")
            || before.ends_with(b"ECLASSIFIED") && behind.starts_with(b"/RELEASED")
    };
    let reviewed = |at: usize| {
        let behind = line.get(at..).unwrap_or_default();
        behind.starts_with(b"EO Systematic Review") || behind.starts_with(b"EO SYSTEMATIC REVIEW")
    };
    (20..=160).contains(&line.len())
        && (memchr_iter(b'/', line).any(released)
            || REVIEW.find_iter(line).any(reviewed)
            || (matches!(line.first(), Some(b'U' | b'u'))
                && WHOLE.iter().any(|piece| line.eq_ignore_ascii_case(piece))))
}

/// Asked of every line of a text, so that it is made once.
static REVIEW: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(b"EO S"));

/// `05 JUL 2006` alone, as it closes a stamp.
fn is_stamp_date(line: &[u8]) -> bool {
    let mut parts = words(line);
    let shape = [parts.next(), parts.next(), parts.next(), parts.next()];
    let [Some(day), Some(month), Some(year), None] = shape else { return false };
    day.len() <= 2
        && year.len() == 4
        && day.iter().chain(year).all(u8::is_ascii_digit)
        && crate::decode::months::month(&month.to_ascii_uppercase()).is_some()
}

/// A name in mixed letters, as it stands above a stamp.
pub(super) fn is_signer(line: &[u8]) -> bool {
    line.len() <= 40
        && line.iter().any(u8::is_ascii_lowercase)
        && line.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'.' | b'-' | b'\''))
        && (2..=4).contains(&words(line).count())
        && words(line).all(|word| word.first().is_some_and(u8::is_ascii_uppercase))
}

/// The run that begins on this line. One without a page head or a stamp counts only where the text ends behind it,
/// if `may_end` says that it may. `none_before` is up to where no run begins, as an earlier look has shown; it keeps
/// the time linear.
pub(super) fn run(
    bytes: &[u8],
    text: &str,
    first: &Line<'_>,
    may_end: bool,
    none_before: &mut usize,
) -> Option<Run> {
    let signed = |line: &Line<'_>| {
        is_signer(line.bytes) && Line::at(bytes, text, line.next).is_some_and(|next| is_stamp(next.bytes))
    };
    if first.first < *none_before || (!opens(first.bytes) && !signed(first)) {
        return None;
    }
    let mut run = Run { items: Vec::new(), next: first.first, lines: 0, paged: false };
    let (mut at, mut lines, mut stamped, mut after_stamp) = (first.first, 0, false, false);
    let mut ends = true;
    while let Some(line) = Line::at(bytes, text, at) {
        if lines == RUN_LINES_MAX {
            ends = false;
            break;
        }
        if !line.is_blank() {
            let item = if is_head(line.bytes) {
                Item::Page
            } else if is_stamp(line.bytes) || signed(&line) || (after_stamp && is_stamp_date(line.bytes)) {
                Item::Stamp
            } else if is_banner(line.bytes) {
                Item::Banner
            } else {
                ends = ending::ends_document(line.bytes);
                break;
            };
            run.items.push((item, line.place(), lines));
            run.next = line.next;
            run.lines = lines + 1;
            run.paged |= item == Item::Page;
            stamped |= item == Item::Stamp;
            after_stamp = item == Item::Stamp;
        }
        at = line.next;
        lines += 1;
    }
    let found = !run.items.is_empty() && (run.paged || stamped || (may_end && ends));
    if !found {
        *none_before = at;
    }
    found.then_some(run)
}

impl Run {
    /// The class below a page head is the class line of the text where the captions follow it.
    pub(super) fn without_class_line(mut self, bytes: &[u8], text: &str) -> Option<Self> {
        let Some((Item::Banner, place, lines)) = self.items.last().cloned() else { return Some(self) };
        let below = kind_at(bytes, text, self.next);
        if matches!(below, Kind::Label(_) | Kind::Caption | Kind::Paragraph) {
            self.items.pop();
            let (_, last, _) = self.items.last()?;
            self.next = memchr::memrchr(b'\n', bytes.get(last.start..place.start)?)
                .map_or(place.start, |end| last.start + end + 1);
            self.lines = lines;
        }
        Some(self)
    }

    /// Takes its lines out of the header; `first` is the number of its first line, and the head at the start of a
    /// document interrupts nothing.
    pub(super) fn take_from_header<T: Trace>(
        self,
        parse: &mut Parse<'_, '_, T>,
        first: usize,
        opening: bool,
    ) {
        for (item, place, lines) in self.items {
            if item == Item::Page && !opening {
                let written = parse.bytes.get(place.clone()).unwrap_or_default();
                let quoted = findings::quoted(written);
                let message = format!(
                    "the page mark {quoted} stands inside the header; it is taken out of what it interrupts"
                );
                let help = "nothing: it is kept among the pages";
                parse.findings.add(Code::PageMarkInHeader, place.clone(), message, help);
            }
            take(parse, item, place, first + lines, false);
        }
    }

    /// Takes its lines out of the text.
    pub(super) fn take_from_text<T: Trace>(self, parse: &mut Parse<'_, '_, T>, first: usize) {
        for (item, place, lines) in self.items {
            take(parse, item, place, first + lines, true);
        }
    }
}

fn take<T: Trace>(
    parse: &mut Parse<'_, '_, T>,
    item: Item,
    place: Range<usize>,
    lines: usize,
    checked: bool,
) {
    let bytes = parse.bytes;
    let written = bytes.get(place.clone()).unwrap_or_default();
    if let Some(places) = parse.places.archive.as_deref_mut().filter(|_| item != Item::Page) {
        places.set_off.push(place.start);
        if item == Item::Banner {
            places.banner.get_or_insert(place.clone());
        }
    }
    let (part, token) = match item {
        Item::Page => (Part::Page, Token::PageMark),
        Item::Banner => (Part::Banner, Token::Banner),
        Item::Stamp => (Part::Stamp, Token::Stamp),
    };
    parse.trace.part(part, place.clone());
    parse.trace.token(token, place.clone());
    match item {
        Item::Page => {
            let Some((mark, torn)) = head(written) else { return };
            if torn {
                let message =
                    format!("{} is read as the head of page {}", findings::quoted(written), mark.number);
                let help = "blanks inside words are common in copies of 1973";
                parse.findings.add(Code::WordSpaced, place.clone(), message, help);
            }
            if checked && mark.number == 1 && !parse.cable.pages.is_empty() {
                let message = format!("a first page begins inside the text: {}", findings::quoted(written));
                let help = "the heading of another section stands in the text; divide the document there";
                parse.findings.add(Code::SectionInText, place.clone(), message, help);
            }
            if checked {
                checks::page(parse, &mark, place.start, place.len());
            }
            marks::take(parse, &mark, String::from_utf8_lossy(written), lines, place.start);
        }
        Item::Banner => {}
        Item::Stamp => parse.cable.stamps.push(String::from_utf8_lossy(written)),
    }
}

/// Without a classification line, the first banner fills its place.
pub(super) fn class_of_banner<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let bytes = parse.bytes;
    if let Some(place) = parse.places.archive.as_deref().and_then(|places| places.banner.clone()) {
        marks::class_of(parse, bytes.get(place).unwrap_or_default());
    }
}

/// The kind of the first line at or after a place that is not blank.
pub(super) fn kind_at(bytes: &[u8], text: &str, mut at: usize) -> Kind {
    for _ in 0..RUN_LINES_MAX {
        let Some(line) = Line::at(bytes, text, at) else { break };
        if !line.is_blank() {
            return if first_word(line.bytes).0.len() > 80 { Kind::Other } else { kind(line.bytes) };
        }
        at = line.next;
    }
    Kind::Blank
}

/// Where a page begins below an end mark, with nothing but blank lines, end marks, banners and stamps between: another
/// section. The end of the bytes where anything else stands there.
pub(super) fn section_below(bytes: &[u8], text: &str, mut at: usize) -> usize {
    let mut after_stamp = false;
    while let Some(line) = Line::at(bytes, text, at) {
        let content = line.bytes;
        if is_head(content) {
            return at;
        }
        let stamped = is_stamp(content) || is_signer(content) || (after_stamp && is_stamp_date(content));
        if !(line.is_blank() || stamped || is_banner(content) || ending::ends_document(content)) {
            break;
        }
        after_stamp = stamped || (after_stamp && line.is_blank());
        at = line.next;
    }
    bytes.len()
}
