//! The searches for what may begin or end a cable. Each goes over the input once, forward only, and no further than it
//! is asked to.

use std::collections::VecDeque;

use super::line_ends::LineEnds;
use super::lines::is_blank;

/// The search for something that may stand anywhere on a line.
pub(super) struct Search<I> {
    found: Option<usize>,
    search: I,
}

impl<I: Iterator<Item = usize>> Search<I> {
    /// `search` gives every place of it, in order.
    pub(super) fn new(mut search: I) -> Self {
        Self { found: search.next(), search }
    }

    /// The first place at or after `from` that `accept` takes for what is searched, as what it gives for it.
    pub(super) fn at_or_after<R>(&mut self, from: usize, accept: impl Fn(usize) -> Option<R>) -> Option<R> {
        while let Some(found) = self.found {
            if found >= from
                && let Some(accepted) = accept(found)
            {
                return Some(accepted);
            }
            self.found = self.search.next();
        }
        None
    }
}

/// What may open a line that a cable begins or ends at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// `VV `: a transmission sent by hand.
    Manual,
    /// `DE `: format line 3.
    De,
    /// `FM `: format line 6.
    From,
    /// `NNN`: the end of the message.
    End,
    /// `From `: the next mail of a mailbox.
    Mail,
}

/// The lines that open with one of those, all looked for in one go over the line ends.
pub(super) struct Openings<'a> {
    input: &'a [u8],
    ends: LineEnds<'a>,
    /// Places that were met while another opening was looked for.
    met: [VecDeque<usize>; 5],
}

impl<'a> Openings<'a> {
    pub(super) fn new(input: &'a [u8]) -> Self {
        let mut openings = Self { input, ends: LineEnds::new(input, 0), met: Default::default() };
        // What needs a line above it does not open the input.
        if let Some((opening @ (Opening::Manual | Opening::End), place)) = openings.at_line(0) {
            openings.meet(opening, place);
        }
        openings
    }

    /// The first line at or after `from` with this opening that `accept` takes, as what it gives for it. The place is
    /// that of the newline above it, or for what may stand behind blanks that of the opening itself.
    pub(super) fn at_or_after<R>(
        &mut self,
        opening: Opening,
        from: usize,
        accept: impl Fn(usize) -> Option<R>,
    ) -> Option<R> {
        loop {
            while let Some(&place) = self.met(opening).front() {
                if place >= from
                    && let Some(accepted) = accept(place)
                {
                    return Some(accepted);
                }
                self.met(opening).pop_front();
            }
            self.go_on()?;
        }
    }

    /// Goes on to the next line with any of the openings.
    fn go_on(&mut self) -> Option<()> {
        while let Some(end) = self.ends.next() {
            if may_open(self.input, end + 1)
                && let Some((opening, place)) = self.at_line(end + 1)
            {
                self.meet(opening, place);
                return Some(());
            }
        }
        None
    }

    /// What opens the line that begins at a place.
    fn at_line(&self, first: usize) -> Option<(Opening, usize)> {
        match self.input.get(first)? {
            b'D' => self.opens(first, b"DE ", Opening::De, first.wrapping_sub(1)),
            b'F' => self
                .opens(first, b"FM ", Opening::From, first.wrapping_sub(1))
                .or_else(|| self.opens(first, b"From ", Opening::Mail, first.wrapping_sub(1))),
            b'V' => self.opens(first, b"VV ", Opening::Manual, first),
            b'N' => self.opens(first, b"NNN", Opening::End, first),
            b' ' | b'\t' | b'\r' | 0x7f | 0 => self.behind_blanks(first),
            _ => None,
        }
    }

    fn behind_blanks(&self, first: usize) -> Option<(Opening, usize)> {
        let line = self.input.get(first..)?;
        let start = first + line.iter().take(BLANKS_MAX).position(|byte| !is_blank(*byte))?;
        match self.input.get(start)? {
            b'V' => self.opens(start, b"VV ", Opening::Manual, start),
            b'N' => self.opens(start, b"NNN", Opening::End, start),
            _ => None,
        }
    }

    fn opens(&self, start: usize, word: &[u8], opening: Opening, place: usize) -> Option<(Opening, usize)> {
        self.input.get(start..)?.starts_with(word).then_some((opening, place))
    }

    fn met(&mut self, opening: Opening) -> &mut VecDeque<usize> {
        let [manual, de, from, end, mail] = &mut self.met;
        match opening {
            Opening::Manual => manual,
            Opening::De => de,
            Opening::From => from,
            Opening::End => end,
            Opening::Mail => mail,
        }
    }

    fn meet(&mut self, opening: Opening, place: usize) {
        self.met(opening).push_back(place);
    }
}

/// Whether a line may open with any of them, told by its first byte. Few of the lines of a text do.
#[inline]
fn may_open(input: &[u8], first: usize) -> bool {
    match input.get(first) {
        Some(b'D' | b'F' | b'V' | b'N') => true,
        Some(b' ' | b'\t' | b'\r' | 0x7f | 0) => input.get(first + 1) != Some(&b'\n'),
        _ => false,
    }
}

/// Blanks that a line may open with and still be looked at.
const BLANKS_MAX: usize = 64;
