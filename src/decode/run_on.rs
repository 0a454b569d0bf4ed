//! Format lines that stand on one line because the line end between them was lost.

use std::ops::Range;

use memchr::{memmem, memrchr2};

use super::Trace;
use super::class::opens_unmistakably;
use super::findings::quoted;
use super::header::{Header, Verdict};
use super::kind::{Kind, kind, station_length};
use super::line_marks;
use super::lines::{Line, first_word, is_gap, trim_end, trim_start, words};
use super::parse::Parse;
use super::posts::known_post;
use super::repair;
use super::starts::names_station;
use crate::message::Code;

/// The names of offices that stand behind a prosign of the address.
pub(super) const OFFICES: [&[u8]; 6] =
    [b"AMEMBASSY ", b"AMCONSUL ", b"USMISSION ", b"SECSTATE ", b"ALL DIPLOMATIC ", b"AIG "];

/// A line longer than any that lost its ends is noise, and is not looked into.
const LENGTH_MAX: usize = 1024;

/// How far a look along the rest of a line goes.
const LOOK_BYTES: usize = 128;

/// Lines that are looked at again on one line: more than a heading has.
const PIECES_MAX: usize = 16;

impl<T: Trace> Parse<'_, '_, T> {
    /// Says that a piece of a line is read as a line of its own: behind a mark of a line end, or where one was lost.
    fn note_line_end(&mut self, line: &Line<'_>, piece: &Line<'_>) {
        let help = "what follows is read as a line of its own";
        let above = line.bytes.get(..piece.start - line.start).unwrap_or_default().trim_ascii_end();
        let behind = line.start + above.len()..piece.start;
        if self.bytes.get(behind.clone()).is_some_and(|gap| gap.contains(&b'\r')) {
            let message = "a carriage return inside a line is read as the end of a line";
            return self.findings.add(Code::LineEndMark, behind, message, help);
        }
        let from = memrchr2(b'<', b'&', above).unwrap_or_default();
        let mark = above.get(from..).unwrap_or_default();
        if line_marks::inside(mark).next() == Some(0..mark.len()) {
            let message = format!("{} inside a line is read as the end of a line", quoted(mark));
            let place = line.start + from..line.start + above.len();
            return self.findings.add_leftover(Code::LineEndMark, place, message, help);
        }
        let word = first_word(piece.bytes).0;
        let message = format!("the line end before {} was lost", quoted(word));
        self.findings.add(Code::LineEndLost, piece.place_of(word), message, help);
    }

    /// What stands on a line before a mark of a line end inside it; what stands behind is left to be read as the next line.
    #[cold]
    pub(super) fn cut_at<'l>(&mut self, line: &Line<'l>, mark: Range<usize>) -> Line<'l> {
        let behind = line.piece(mark.end..line.bytes.len());
        self.places.run_on = (!behind.is_blank()).then_some(behind.start);
        line.piece(0..mark.start)
    }

    /// Leaves the rest of a line to be read as the line that it begins, if it begins one.
    #[cold]
    pub(super) fn leaves(&mut self, line: &Line<'_>, rest: &[u8]) -> bool {
        // The first words of a line tell what it is.
        let begins = begins_line(rest.get(..LOOK_BYTES).unwrap_or(rest));
        if begins {
            self.places.run_on = Some(line.place_of(rest).start);
        }
        begins
    }
}

/// The first mark of a line end inside a line behind which the next line begins. Elsewhere it is a damaged character.
pub(super) fn parts(line: &[u8]) -> Option<Range<usize>> {
    line_marks::inside(line).take(PIECES_MAX).find(|mark| {
        let behind = trim_start(line.get(mark.end..).unwrap_or_default());
        let (word, _) = first_word(behind);
        let station =
            word.iter().position(|byte| *byte == b'/').is_some_and(|stroke| (4..=7).contains(&stroke));
        station || !matches!(kind(behind), Kind::Other | Kind::Blank | Kind::Paragraph)
    })
}

/// Whether words that a format line should not hold are the next one.
fn begins_line(rest: &[u8]) -> bool {
    let (_, behind) = first_word(rest);
    match kind(rest) {
        Kind::Call | Kind::Origin => names_station(rest),
        Kind::Security => {
            let (letters, _) = first_word(behind);
            letters.len() >= 5 && letters.iter().take(3).all(|letter| Some(letter) == letters.first())
        }
        Kind::Preamble => true,
        Kind::From | Kind::To | Kind::Info => names(behind),
        _ => opens_unmistakably(rest),
    }
}

/// Whether words name a station or an office.
fn names(words: &[u8]) -> bool {
    station_length(words).is_some() || OFFICES.iter().any(|office| words.starts_with(office))
}

/// The name of an originator or addressee up to where the next line begins, which is left to be read.
#[cold]
pub(super) fn name<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, name: &'a [u8]) -> &'a [u8] {
    if name.len() > LENGTH_MAX {
        return name;
    }
    if is_page_head(name) {
        note_page_head(parse, line, name);
        return &[];
    }
    let Some(at) = end_of_name(name) else { return name };
    let (before, rest) = name.split_at_checked(at).unwrap_or((name, &[]));
    parse.places.run_on = Some(line.place_of(rest).start);
    trim_end(before)
}

/// Says that the head of a page was taken out of what it interrupts.
pub(super) fn note_page_head<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, head: &'a [u8]) {
    let message = format!("{} is read as a page mark and taken out", quoted(head));
    let help = "compare it with other copies of the message";
    parse.leftover(Code::PageMarkInHeader, line, head, message, help);
}

/// `P AGE 02        STATE   015113  182333Z`, `PGE 02 …`, `PAGE O2 …`: the head of a page with a slip in it.
pub(super) fn is_page_head(line: &[u8]) -> bool {
    const WORDS_MAX: usize = 12;
    let words: Vec<&[u8]> = words(line).take(WORDS_MAX).collect();
    let figures = |word: &[u8]| {
        !word.is_empty() && word.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'O' | b'I'))
    };
    let timed = matches!(words.last(), Some([time @ .., b'Z']) if time.len() == 6 && figures(time));
    let headed = (1..=4).any(|count| {
        let letters = words.get(..count).map(<[&[u8]]>::concat).and_then(|word| repair::unshifted(&word));
        let number = words.get(count).is_some_and(|word| word.len() <= 3 && figures(word));
        number && letters.is_some_and(|word| (3..=5).contains(&word.len()) && repair::near(&word, "PAGE", 1))
    });
    timed && headed && words.len() >= 5
}

/// Where a prosign of the address, or the class of the text, begins behind a name.
fn end_of_name(name: &[u8]) -> Option<usize> {
    let prosign = [&b"INFO "[..], b"TO "].into_iter().filter_map(|prosign| {
        memmem::find_iter(name, prosign).find(|at| {
            let (before, rest) = name.split_at_checked(*at).unwrap_or((name, &[]));
            let ends = before.last().is_some_and(|last| is_gap(*last)) || is_known(before);
            !before.is_empty() && ends && names(trim_start(rest.get(prosign.len()..).unwrap_or_default()))
        })
    });
    let class = || {
        let mut words = name.iter().enumerate().filter(|(_, byte)| **byte == b' ').map(|(at, _)| at + 1);
        words.find(|at| name.get(*at..).is_some_and(opens_unmistakably))
    };
    prosign.min().or_else(class)
}

/// Whether a name is that of a known office, so that it ends here although no blank follows.
fn is_known(name: &[u8]) -> bool {
    let (_, post) = first_word(name);
    name.ends_with(b"SECSTATE WASHDC")
        || std::str::from_utf8(post).is_ok_and(|post| known_post(post).is_some())
}

impl<'a> Header<'a> {
    /// Reads what a line left as a line of its own, and what that leaves in its turn.
    #[cold]
    pub(super) fn read_run_on<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
        for _ in 0..PIECES_MAX {
            let Some(start) = parse.places.run_on.take().and_then(|place| place.checked_sub(line.start))
            else {
                return;
            };
            let mut piece = line.piece(start..line.bytes.len());
            parse.note_line_end(line, &piece);
            if let Some(mark) = parts(piece.bytes) {
                piece = parse.cut_at(&piece, mark);
            }
            if !matches!(self.read(parse, &piece), Verdict::Known) {
                let message = "what follows on the line has no known form".to_owned();
                parse.leftover_line(Code::LineUnreadable, &piece, message, "compare it with other copies");
            }
        }
        parse.places.run_on = None;
    }
}
