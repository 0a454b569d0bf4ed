//! Format lines that stand on one line because the line end between them was lost.

use memchr::memmem;

use super::Trace;
use super::class::opens_unmistakably;
use super::findings::quoted;
use super::header::{Header, Verdict};
use super::kind::{Kind, kind, station_length};
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
        let message = format!("{} is read as a page mark and taken out", quoted(name));
        parse.leftover(
            Code::PageMarkInHeader,
            line,
            name,
            message,
            "compare it with other copies of the message",
        );
        return &[];
    }
    let Some(at) = end_of_name(name) else { return name };
    let (before, rest) = name.split_at_checked(at).unwrap_or((name, &[]));
    parse.places.run_on = Some(line.place_of(rest).start);
    trim_end(before)
}

/// `P AGE 02        STATE   015113  182333Z`, `PGE 02 …`, `PAGE O2 …`: the head of a page with a slip in it.
fn is_page_head(line: &[u8]) -> bool {
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
            let piece = line.piece(start..line.bytes.len());
            let word = first_word(piece.bytes).0;
            let message = format!("the line end before {} was lost", quoted(word));
            let help = "what follows is read as a line of its own";
            parse.findings.add(Code::LineEndLost, piece.place_of(word), message, help);
            if !matches!(self.read(parse, &piece), Verdict::Known) {
                let message = "what follows on the line has no known form".to_owned();
                parse.leftover_line(Code::LineUnreadable, &piece, message, "compare it with other copies");
            }
        }
        parse.places.run_on = None;
    }
}
