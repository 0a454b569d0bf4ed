//! The lines of an input that may mean something, found in one go over its line ends.
//!
//! Nearly every line of a cable is text, and its first byte tells. What is left over is looked at closer: lines that
//! a cable may begin or end at for the framing, lines that may be marks or paragraphs for the reading of the text.

use std::ops::Range;

use super::findings::Begin;
use super::lines::{trim_end, trim_start};
use super::looks::{BLANK, CAPITAL, DAMAGE, FIGURE, NOTHING, SIGN, TAG, ZED, look};
use super::loud_lines::{LoudLines, TextLine};
use super::waiting::Waiting;

/// What a cable may begin or end at.
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
    /// `ZCZC`, anywhere on a line.
    Message,
    /// `</pre>` and its like, anywhere on a line.
    PageEnd,
}

/// What the framing found out about the lines of a cable and the reading of its text needs, so that nobody looks twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Counted from the first byte of the cable; their numbers are those of the input.
    text: Vec<TextLine>,
    /// The newlines above lines that may be `FM`.
    headings: Vec<usize>,
    /// Characters may be damaged.
    damaged: bool,
}

impl Known {
    /// Bytes of memory that it takes.
    #[cfg(feature = "cli")]
    pub(super) const fn weight(&self) -> usize {
        self.text.len() * size_of::<TextLine>() + self.headings.len() * size_of::<usize>()
    }
}

/// Lines of texts that wait at most: a text that has more of them is gone over once more by who reads it.
const TEXT_LINES_MAX: usize = 64 * 1024;

/// Openings of one kind that wait at most. Those behind them are looked for once more when they are asked for.
const OPENINGS_MAX: usize = 64 * 1024;

/// Openings of one kind that were met while something else was looked for.
#[derive(Debug, Default)]
struct Met {
    places: Waiting<usize>,
    /// From the first to behind the last of those for which there was no room.
    left: Range<usize>,
}

impl Met {
    fn push(&mut self, place: usize) {
        if self.left.is_empty() && self.places.len() < OPENINGS_MAX {
            self.places.push(place);
        } else {
            let start = if self.left.is_empty() { place } else { self.left.start };
            self.left = start..place + 1;
        }
    }
}

/// The outline of an input. It goes forward only, as far as it is asked about.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    input: &'a [u8],
    /// Where its places are counted from: the first byte of a whole input, or of one cable.
    pub(super) base: usize,
    lines: LoudLines<'a>,
    /// Openings that were met while something else was looked for.
    met: [Met; 7],
    /// The last damaged character that was met.
    damaged: Option<usize>,
    /// Lines of texts, and between which places some were met for which there was no room.
    text: Waiting<TextLine>,
    lost: Range<usize>,
    /// The line of a text that was done with last.
    done: Option<TextLine>,
}

impl<'a> Outline<'a> {
    /// The outline from a place on, which begins a line with `number` lines before it.
    pub(super) fn new(input: &'a [u8], from: usize, number: usize) -> Self {
        Self {
            input,
            base: 0,
            lines: LoudLines::new(input, from, number),
            met: Default::default(),
            damaged: None,
            text: Waiting::default(),
            lost: 0..0,
            done: None,
        }
    }

    /// The outline of a cable alone that begins somewhere in an input.
    pub(super) fn of_cable(cable: &'a [u8], begin: Begin) -> Self {
        Self { base: begin.offset, ..Self::new(cable, 0, begin.line - 1) }
    }

    /// The outline of a cable alone, of which all is known.
    pub(super) fn known(cable: &'a [u8], begin: Begin, known: Known) -> Self {
        let text = known.text.into();
        let damaged = known.damaged.then_some(cable.len());
        let mut outline = Self { base: begin.offset, text, damaged, ..Self::new(cable, cable.len(), 0) };
        outline.met(Opening::From).places = known.headings.into();
        outline
    }

    /// What a cable that lies there needs of it; `None` where not all is known that it needs.
    pub(super) fn part(&mut self, place: Range<usize>) -> Option<Known> {
        let start = place.start;
        while self.advance(place.end, false) != Stop::Done {}
        // Behind the look: documents are found without it, and lines may stand above the first.
        self.forget(start);
        let headings = self.met(Opening::From);
        if !headings.left.is_empty() && headings.left.start < place.end || !self.knows(&place) {
            return None;
        }
        let moved = |line: TextLine| TextLine { first: line.first - start, end: line.end - start, ..line };
        let text = self.text.iter().take_while(|line| line.end < place.end).map(moved).collect();
        let headings = self.met(Opening::From).places.iter().filter(|at| place.contains(at));
        let headings = headings.map(|at| at - start).collect();
        Some(Known { text, headings, damaged: self.is_damaged(place) })
    }

    /// Whether no line of a text was lost there, of those that were met.
    pub(super) const fn knows(&self, place: &Range<usize>) -> bool {
        self.lost.end <= place.start || place.end <= self.lost.start
    }

    /// The first line in a range with this opening that `accept` takes, as what it gives for it. The place is that of
    /// the newline above it, or for what may stand behind blanks that of the opening itself.
    pub(super) fn opening<R>(
        &mut self,
        opening: Opening,
        within: Range<usize>,
        accept: impl Fn(usize) -> Option<R>,
    ) -> Option<R> {
        loop {
            while let Some(place) = self.met(opening).places.front() {
                if place >= within.end {
                    return None;
                }
                if place >= within.start
                    && let Some(accepted) = accept(place)
                {
                    return Some(accepted);
                }
                self.met(opening).places.pop();
            }
            let left = self.met(opening).left.clone();
            if !left.is_empty() {
                if left.start >= within.end {
                    return None;
                }
                self.look_again(opening, left.start.max(within.start)..left.end);
            } else if self.advance(within.end, false) == Stop::Done
                && self.met(opening).places.front().is_none()
            {
                return None;
            }
        }
    }

    /// Looks once more for openings for which there was no room, now that those before them have been asked for.
    #[cold]
    fn look_again(&mut self, opening: Opening, left: Range<usize>) {
        let above = self.input.get(..left.start).unwrap_or_default();
        let first = memchr::memrchr(b'\n', above).map_or(0, |newline| newline + 1);
        let mut again = Outline::new(self.input, first, 0);
        // The place of an opening may be the newline above its line.
        while again.met(opening).left.is_empty() && again.advance(left.end + 1, false) != Stop::Done {}
        let Met { places, left: beyond } = std::mem::take(again.met(opening));
        let met = self.met(opening);
        for place in places.iter().filter(|place| left.contains(place)) {
            met.places.push(place);
        }
        met.left = if beyond.is_empty() { 0..0 } else { beyond.start..left.end };
    }

    /// Whether characters may be damaged in a range; `false` is certain.
    pub(super) fn is_damaged(&mut self, range: Range<usize>) -> bool {
        while self.advance(range.end, false) != Stop::Done {}
        self.damaged.is_some_and(|damaged| damaged >= range.start)
    }

    /// Passes over the lines before a place that begins a line with `number` lines before it, if none has been met yet.
    pub(super) fn skip_to(&mut self, from: usize, number: usize) {
        if self.lines.next_place() < from {
            self.lines = LoudLines::new(self.input, from, number);
        }
    }

    /// The next line of a text between two places, of those that lie in it whole. Lines before it are forgotten.
    pub(super) fn next_text(&mut self, from: usize, to: usize) -> Option<TextLine> {
        loop {
            match self.text.front() {
                Some(line) if line.first < from => self.take_text(line),
                Some(line) if line.end < to => {
                    self.take_text(line);
                    return Some(line);
                }
                Some(_) => return None,
                None => {
                    if self.advance(to, true) == Stop::Done && self.text.front().is_none() {
                        return None;
                    }
                }
            }
        }
    }

    fn take_text(&mut self, line: TextLine) {
        self.done = Some(line);
        self.text.pop();
    }

    /// Forgets the lines before a place; gives back the last of them.
    pub(super) fn forget(&mut self, from: usize) -> Option<TextLine> {
        while let Some(line) = self.text.front().filter(|line| line.first < from) {
            self.take_text(line);
        }
        self.done.filter(|line| line.first < from)
    }

    /// Goes on over the lines that begin before `to`; stops where something is met that a cable begins or ends at.
    /// With `little` it stops as well where as many lines of texts wait as need no memory.
    fn advance(&mut self, to: usize, little: bool) -> Stop {
        while let Some(mut places) = self.lines.next_before(to) {
            while let Some(place) = places.front() {
                let look = look(self.input.get(place..).unwrap_or_default());
                if look != NOTHING {
                    if place >= to {
                        self.lines.leave(places);
                        return Stop::Done;
                    }
                    let opens = self.meet(place, look);
                    if opens || little && self.text.is_full() {
                        places.pop();
                        self.lines.leave(places);
                        return if opens { Stop::Opening } else { Stop::Full };
                    }
                }
                places.pop();
            }
            self.lines.leave(places);
        }
        Stop::Done
    }

    /// Keeps what stands at a place for those who ask for it; says whether a cable may begin or end there.
    fn meet(&mut self, place: usize, look: u8) -> bool {
        match look {
            ZED => {
                let above = place.checked_sub(1);
                let opens_line = above.is_none_or(|above| self.input.get(above) == Some(&b'\n'));
                let opens = self.input.get(place..).is_some_and(|rest| rest.starts_with(b"ZCZC"));
                if opens_line {
                    self.meet_line(place, CAPITAL);
                }
                if opens {
                    self.met(Opening::Message).push(place);
                }
                opens
            }
            TAG => {
                let ends = self.input.get(place + 2..).is_some_and(ends_page);
                if ends {
                    self.met(Opening::PageEnd).push(place);
                }
                ends
            }
            DAMAGE => {
                self.damaged = Some(place);
                false
            }
            look => self.meet_line(place, look),
        }
    }

    /// Keeps a line for those who ask for it; says whether it has an opening.
    fn meet_line(&mut self, first: usize, look: u8) -> bool {
        let end = self.lines.end_of(first);
        if look & (FIGURE | SIGN) != 0 {
            self.keep_text(first, end);
            return false;
        }
        let Some(mut content) = self.input.get(first..end) else { return false };
        let (mut means, opens_line) = (look, look != BLANK);
        if !opens_line {
            content = trim_start(content);
            means = self::look(content);
        }
        // A paragraph begins at the first byte of its line.
        let text = if means & (CAPITAL | ZED) == 0 { means == SIGN } else { may_be_mark(content) };
        if text {
            self.keep_text(first, end);
        }
        let (opening, place) = match content {
            [b'V', b'V', b' ', ..] => (Opening::Manual, end - content.len()),
            [b'N', b'N', b'N', ..] => (Opening::End, end - content.len()),
            // The others stand at the first byte of their line, and need a line above them.
            _ if first == 0 || !opens_line => return false,
            [b'D', b'E', b' ', ..] => (Opening::De, first - 1),
            [b'F', b'M', b' ', ..] => (Opening::From, first - 1),
            [b'F', b'r', b'o', b'm', b' ', ..] => (Opening::Mail, first - 1),
            _ => return false,
        };
        self.met(opening).push(place);
        true
    }

    fn keep_text(&mut self, first: usize, end: usize) {
        if self.text.len() >= TEXT_LINES_MAX {
            let start = if self.lost.is_empty() { first } else { self.lost.start };
            self.lost = start..first + 1;
            return;
        }
        self.text.push(TextLine { first, end, number: self.lines.number_of(first) });
    }

    fn met(&mut self, opening: Opening) -> &mut Met {
        let [manual, de, from, end, mail, message, page_end] = &mut self.met;
        match opening {
            Opening::Manual => manual,
            Opening::De => de,
            Opening::From => from,
            Opening::End => end,
            Opening::Mail => mail,
            Opening::Message => message,
            Opening::PageEnd => page_end,
        }
    }
}

/// Whether a closing tag of this name ends preformatted text.
pub(super) fn ends_page(name: &[u8]) -> bool {
    [&b"pre>"[..], b"PRE>", b"code>", b"body>", b"td>"].iter().any(|end| name.starts_with(end))
}

/// Why the go over the lines stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// Something was met that a cable begins or ends at.
    Opening,
    /// No more lines of texts can wait without memory.
    Full,
    /// All lines were looked at.
    Done,
}

/// Whether a line in capitals may be a mark, or may end the text.
fn may_be_mark(line: &[u8]) -> bool {
    matches!(line, [b'B', b'T', ..] | [b'N', b'N', ..] | [b'P', b'A', ..])
        || matches!(
            trim_end(line),
            [.., b' ' | b'\t', b'0'..=b'9', b'0'..=b'9']
                | [.., b' ' | b'\t', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9']
        )
}

#[cfg(test)]
mod tests {
    use super::{OPENINGS_MAX, Opening, Outline};

    /// Nothing is lost where more openings wait than there is room for, whichever kind is asked for first.
    #[test]
    fn openings_beyond_the_room_for_them_are_found_again() {
        let lines = ["FM LAMP\n", "the lamps came by noon\n", "  VV CALL\n", "FM OIL\nDE LAMP\n"];
        let text: String = (0..3 * OPENINGS_MAX).map(|number| lines[number * 7 % 11 % 4]).collect();
        let places = |word: &str| -> Vec<usize> {
            let found = text.match_indices(word).map(|(place, _)| place);
            if word == "VV" { found.collect() } else { found.filter(|at| *at > 0).map(|at| at - 1).collect() }
        };
        let mut outline = Outline::new(text.as_bytes(), 0, 0);
        for (opening, word) in [(Opening::De, "DE "), (Opening::From, "FM "), (Opening::Manual, "VV")] {
            let mut from = 0;
            for place in places(word) {
                let found = outline.opening(opening, from..text.len(), Some);
                assert_eq!(found, Some(place), "{word} from {from}");
                from = place + 1;
            }
            assert_eq!(outline.opening(opening, from..text.len(), Some), None, "{word}");
            assert!(outline.met.iter().all(|met| met.places.len() <= OPENINGS_MAX));
        }
    }
}
