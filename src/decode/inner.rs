//! What stands in the middle of a header line because line ends were lost: page marks, and the next label.

use std::ops::Range;

use memchr::{memchr_iter, memchr3_iter, memmem, memrchr};

use super::class;
use super::header::{Header, Stage, Verdict};
use super::kind::Kind;
use super::lines::{Line, last_word, trim_end, trim_start};
use super::parse::Parse;
use super::posts::known_post;
use super::{Trace, marks, posts, run_on};
use crate::message::Code;

/// A line without lost line ends is at most as long as a teleprinter's (ACP 127(G) 137); a mark makes it longer.
const PLAIN_LENGTH: usize = 50;

/// What stands inside a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inner {
    /// A label begins here.
    Label(usize),
    /// A page mark lies here.
    Mark(Range<usize>),
}

/// The longest line that is divided: as many columns as a whole list may have.
const LINE_LENGTH_MAX: usize = 1024;

/// The longest label with its colon: `REFERENCES :` and `E.O. 12958:` end before this byte.
const LABEL_LENGTH: usize = 13;

/// A quick look that most lines do not pass. `labelled`: labels of captions may stand on it.
pub(super) fn may_be_in(line: &[u8], labelled: bool) -> bool {
    // A line longer than any that lost its ends is noise, and is looked at once only.
    if line.len() > LINE_LENGTH_MAX {
        return false;
    }
    may_hold_mark(line) || labelled && memrchr(b':', line).is_some_and(|colon| colon > LABEL_LENGTH)
}

/// Whether a page mark may stand in a line besides something else.
pub(super) fn may_hold_mark(line: &[u8]) -> bool {
    line.len() > PLAIN_LENGTH || line.starts_with(b"PAGE ") || ends_as_mark(line) || opens_as_damaged(line)
}

/// `P AGE 02 …`, `PGE 02 …`: how the mark of a page opens that has a slip in it.
fn opens_as_damaged(line: &[u8]) -> bool {
    matches!(line, [b'P', b' ', b'A' | b'G', ..] | [b'P', b'A' | b'G', b' ' | b'E' | b'G', ..])
}

/// `… OF 002`: how the mark of a page ends, which short lines may hold too.
fn ends_as_mark(line: &[u8]) -> bool {
    const END: usize = b" OF 002".len();
    line.len() > END && matches!(line.get(line.len() - END..), Some([b' ', b'O', b'F', b' ', b'0', b'0', _]))
}

/// Whether this is a post, or as much of its name as the mark of a page has room for: `PORT AU PR`.
fn is_post_of_mark(name: &str) -> bool {
    const ROOM: usize = 10;
    known_post(name).is_some() || (name.len() == ROOM && posts::all().any(|post| post.starts_with(name)))
}

/// Looks into a line. `labelled` says whether labels may stand in it: those of the captions do not stand in a heading.
pub(super) fn find(line: &[u8], labelled: bool) -> Option<Inner> {
    let mark = if may_hold_mark(line) { mark(line) } else { None };
    let label = if labelled { label(line) } else { None };
    match (mark, label) {
        (Some(mark), Some(label)) if label < mark.start => Some(Inner::Label(label)),
        (Some(mark), _) => Some(Inner::Mark(mark)),
        (None, label) => label.map(Inner::Label),
    }
}

/// The first label that does not open the line: `… EGYPTREF: CAIRO 493`, `PREL PGOV SUBJECT: LAMPS`.
fn label(line: &[u8]) -> Option<usize> {
    if may_hold_label(line) { first_label(line) } else { None }
}

fn first_label(line: &[u8]) -> Option<usize> {
    const WORDS: [&[u8]; 7] = [b"SUBJECT", b"SUBJ", b"REFTELS", b"REFTEL", b"REFS", b"REF", b"TAGS"];
    let classified = classified_by(line);
    let labelled = memchr_iter(b':', line).find_map(|colon| {
        let before = line.get(..colon)?;
        let word = WORDS.iter().find(|word| before.ends_with(word))?;
        let start = colon - word.len();
        // `(SUBJ: …)` is a remark; a label at the start of its line is no inner one.
        let content = trim_end(line.get(..start)?);
        let inner = !content.is_empty()
            && !matches!(content.last(), Some(b'(' | b'/' | b'-' | b':' | b'.' | b')' | b'\'' | b'"'))
            && super::bullets::behind_label(line).is_none()
            && content.len() > 2;
        inner.then_some(start)
    });
    labelled.into_iter().chain(classified).chain(order(line)).min()
}

/// A quick look: a colon behind the last letter of a label, the first letters of `CLASSIFIED`, or those of `E.O.`.
fn may_hold_label(line: &[u8]) -> bool {
    memchr3_iter(b':', b'C', b'.', line).any(|at| {
        let before = at.checked_sub(1).and_then(|before| line.get(before));
        match line.get(at) {
            Some(b':') => {
                matches!(before, Some(b'T' | b'J' | b'S' | b'L' | b'F')) && line.get(..at) != Some(b"SUBJECT")
            }
            Some(b'C') => matches!(line.get(at + 1), Some(b'L' | b'l')),
            _ => before == Some(&b'E'),
        }
    })
}

/// `… LAMPS E.O. 12958: N/A`: the label of the order and its number behind something else.
fn order(line: &[u8]) -> Option<usize> {
    memchr_iter(b'.', line).filter_map(|stop| stop.checked_sub(1)).find(|at| {
        if !line.get(at.saturating_sub(1)..).is_some_and(|rest| rest.starts_with(b" E.O. 1")) {
            return false;
        }
        let number = line.get(at + 5..).unwrap_or_default();
        *at > 2
            && super::order_repair::number(number).is_some()
            && matches!(number.get(5..), Some([b':', ..] | [b' ', b':', ..]))
            && !line.starts_with(b"E.O.")
    })
}

/// `… 41252 CLASSIFIED BY: …` behind something else: the label and what belongs behind it, a colon or the reasons.
fn classified_by(line: &[u8]) -> Option<usize> {
    const WORDS: [&[u8]; 3] = [b"CLASSIFIED BY", b"Classified By", b"Classified by"];
    let (at, length) = memchr_iter(b'C', line).find_map(|at| {
        let rest = line.get(at..)?;
        WORDS.iter().find(|words| rest.starts_with(words)).map(|words| (at, words.len()))
    })?;
    let (before, behind) = line.split_at_checked(at)?;
    let behind = behind.get(length..)?;
    let ends = before.ends_with(b" ") || before.last().is_some_and(u8::is_ascii_digit);
    let stands = matches!(behind, [b':', ..] | [b' ', b':', ..])
        || behind.starts_with(b" ") && memmem::find(&behind.to_ascii_uppercase(), b"REASON").is_some();
    (at > 2 && ends && stands).then_some(at)
}

/// A page mark with something before it or behind it.
fn mark(line: &[u8]) -> Option<Range<usize>> {
    let found = archive_mark(line).or_else(|| section_mark(line));
    match found.filter(|found| found.start > 0 || found.end < line.len()) {
        None => damaged_mark(line),
        found => found,
    }
}

/// `P AGE 02        LIMA  02475  01 OF 03  251228Z`: the head of a page with a slip in it, which no reader of marks knows.
fn damaged_mark(line: &[u8]) -> Option<Range<usize>> {
    let time = memmem::find_iter(line, b"Z").map(|at| at + 1).find(|end| {
        let (_, word) = line.get(..*end).map(last_word).unwrap_or_default();
        word.len() == 7 && line.get(*end).is_none_or(|behind| *behind == b' ')
    })?;
    let before = line.get(..time)?;
    let starts = memchr_iter(b'P', before).filter(|at| *at == 0 || before.get(*at - 1) == Some(&b' '));
    let start = starts.rev().find(|at| before.get(*at..).is_some_and(run_on::is_page_head))?;
    (!marks::is_page_mark(before.get(start..)?)).then_some(start..time)
}

/// `SECRET       PAGE 02        LIMA  02475  01 OF 03  251228Z`, the banner before it included.
fn archive_mark(line: &[u8]) -> Option<Range<usize>> {
    let start = memmem::find_iter(line, b"PAGE ").find(|at| {
        let before = line.get(..*at).unwrap_or_default();
        before.is_empty() || before.ends_with(b" ") || before.ends_with(b"INFO") || before.ends_with(b"TO")
    })?;
    let rest = line.get(start..)?;
    let length = memchr_iter(b'Z', rest).map(|at| at + 1).find(|end| {
        let word = rest.get(..*end).map(last_word).map_or(&[][..], |(_, word)| word);
        word.len() == 7 && word.iter().take(6).all(u8::is_ascii_digit)
    })?;
    if !marks::is_page_mark(rest.get(..length)?) {
        return None;
    }
    let before = trim_end(line.get(..start)?);
    let (words, banner) = last_word(before);
    let class = class::level(banner).is_some_and(|level| level.rest.is_empty()) && !words.is_empty();
    let start = if class { before.len() - banner.len() } else { start };
    Some(start..start.max(line.len() - rest.len()) + length)
}

/// `TRIPOLI 00000564  001.2 OF 002` behind something else, or before it.
fn section_mark(line: &[u8]) -> Option<Range<usize>> {
    let of = memmem::find(line, b" OF 0")?;
    let total = line.get(of + 4..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = of + 4 + total;
    let (rest, _part) = last_word(line.get(..of)?);
    let (mut names, serial) = last_word(rest);
    if !(4..=8).contains(&serial.len()) || !serial.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let name_end = names.len();
    let mut start = None;
    for _ in 0..4 {
        let (before, word) = last_word(names);
        if word.is_empty() {
            break;
        }
        let at = names.len() - word.len();
        let name = line.get(at..name_end).and_then(|name| std::str::from_utf8(name).ok());
        if name.is_some_and(is_post_of_mark) {
            start = Some(at);
        }
        names = before;
    }
    let start = start?;
    marks::is_page_mark(line.get(start..end)?).then_some(start..end)
}

impl<'a> Header<'a> {
    /// Whether a line may hold what belongs on lines of their own, and whether labels too.
    pub(super) fn may_be_divided(&self, kind: Kind) -> Option<bool> {
        let below = self.stage >= Stage::Class || self.stage == Stage::Start;
        let labelled = below && (self.label.is_some() || matches!(kind, Kind::Label(_)));
        (labelled || (Stage::Preamble..=Stage::Address).contains(&self.stage)).then_some(labelled)
    }

    /// Reads a line in pieces: what stands before the inner piece, and what follows.
    pub(super) fn read_divided<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        inner: &Inner,
    ) -> Option<Verdict> {
        let (first, rest) = match inner {
            Inner::Label(at) => (line.piece(0..*at), line.piece(*at..line.bytes.len())),
            Inner::Mark(mark) => (line.piece(0..mark.start), line.piece(mark.end..line.bytes.len())),
        };
        if !first.is_blank() {
            match self.read_whole(parse, &first) {
                Verdict::Known => {}
                _ => return None,
            }
        }
        match inner {
            Inner::Label(_) => {
                let colon = || rest.bytes.iter().take_while(|byte| **byte != b':').count() + 1;
                let length = super::labels::label(rest.bytes).map_or_else(colon, |(_, length)| length);
                let place = rest.start..rest.start + length.min(rest.bytes.len());
                let message = "a label stands in the middle of a line; the line end before it was lost";
                parse.findings.add(Code::LabelMisspelt, place, message, "write it on a line of its own");
            }
            Inner::Mark(mark) => {
                let written = line.bytes.get(mark.clone()).unwrap_or_default();
                let banner = class::level(written).map_or(written, |level| trim_start(level.rest));
                if marks::is_page_mark(banner) {
                    marks::note_in_header(parse, line, written, banner);
                } else {
                    run_on::note_page_head(parse, line, written);
                }
            }
        }
        if rest.is_blank() {
            return Some(Verdict::Known);
        }
        if !matches!(self.read(parse, &rest), Verdict::Known) {
            let message = "what follows on the line has no known form".to_owned();
            parse.leftover_line(Code::LineUnreadable, &rest, message, "compare it with other copies");
        }
        Some(Verdict::Known)
    }
}

#[cfg(test)]
mod tests {
    use super::{first_label, may_hold_label};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    proptest! {
        #[test]
        fn a_line_that_holds_a_label_passes_the_quick_look(
            pieces in vec(
                select(&[
                    "SUBJECT", "SUBJ", "REFTELS", "REFTEL", "REFS", "REF", "TAGS", ":", ": ", " ", "E.O. 12958:", "LAMPS",
                    "E.O. ", "CLASSIFIED BY", "Classified By", "Classified by", "REASON", "(", "CAIRO 493", "12958", ".",
                ][..]),
                0..8,
            ),
        ) {
            let line = pieces.concat();
            prop_assert!(may_hold_label(line.as_bytes()) || first_label(line.as_bytes()).is_none(), "{line}");
        }
    }
}
