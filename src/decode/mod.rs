//! Bytes to message: one parser per format line, and a diagnostic for everything that does not fit.
//!
//! Decoding never fails. Any bytes give an answer in linear time; a damaged line costs its own field and gives a
//! diagnostic; nothing is lost, since each cable keeps its bytes. nom's types stay inside.

mod address;
mod addressee;
mod agreement;
mod archive;
mod blocks;
mod body;
mod bullets;
mod call_signs;
mod cancellation;
mod captions;
mod checks;
mod citation;
mod class;
mod class_repair;
#[cfg(feature = "codec")]
pub mod codec;
mod continuation;
pub(crate) mod corrections;
mod cryptopart;
mod cursor;
mod declassification;
mod dialect;
mod discipline;
mod dtg_repair;
mod findings;
mod form;
mod format_lines;
mod frame;
mod grammar;
mod header;
mod heading_repair;
mod inner;
pub(crate) mod ita2;
mod janap;
mod kind;
pub(crate) mod labelled;
mod labels;
mod late;
mod line_ends;
pub(crate) mod line_marks;
mod lines;
mod looks;
mod loud_lines;
mod marks;
mod melted;
mod months;
mod name_repair;
mod number_line;
mod number_repair;
mod order;
mod order_repair;
mod origin;
mod outline;
mod page_identification;
mod parse;
mod pilots;
mod place;
mod posts;
mod preamble;
mod precedence_repair;
mod prefix;
mod prosign_slips;
mod punctuation;
mod references;
mod repair;
mod routing;
mod run_on;
mod section;
mod security;
mod service;
mod signals;
mod starts;
mod stream;
mod strict;
mod subject;
mod tag_repair;
mod tag_words;
mod tags;
mod trace;
mod transmission;
mod transmission_repair;
mod unknown_lines;
mod waiting;
mod whereabouts;
mod wrapped;
mod years;

use crate::message::{Cable, Dialect, limits};
use findings::Begin;
use frame::Frames;
use outline::Outline;
use parse::{Parse, Spare};
use place::Lines;

pub use ita2::{Ita2, Transcript};
pub use place::Place;
pub use punctuation::{Change, Restored, restore_punctuation};
pub use stream::{Found, Stream};
pub(crate) use trace::Parts;
pub use trace::{Layout, Part, Token, Trace};

/// Reads every cable in the input with the default settings.
///
/// Text before and after cables is passed over. A text without a start of message is one cable that lacks its first
/// lines; input in which nothing is recognised is one cable of unknown dialect; empty input has none.
///
/// ```
/// let cables = torntape::decode(b"VZCZCXRO0809\nPP RUEHLN\nDE RUEHC #7951/01 2642216\nZNR UUUUU ZZH\n");
/// assert_eq!(cables[0].transmission.as_ref().unwrap().number, Some(809));
/// ```
pub fn decode(input: &[u8]) -> Vec<Cable<'_>> {
    Decoder::new().cables(input)
}

/// The settings of decoding.
#[derive(Clone, Debug)]
pub struct Decoder {
    pivot: u8,
    year: Option<i16>,
    dialect: Option<Dialect>,
    restore_punctuation: bool,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// The default settings: years 60 to 99 are of the 1900s.
    pub const fn new() -> Self {
        Self { pivot: limits::YEAR_PIVOT, year: None, dialect: None, restore_punctuation: false }
    }

    /// The first two-digit year that is of the 1900s; lower ones are of the 2000s.
    #[must_use]
    pub const fn pivot(mut self, pivot: u8) -> Self {
        self.pivot = pivot;
        self
    }

    /// The year of references and numbers that name none; else it is that of the date-time group.
    #[must_use]
    pub const fn year(mut self, year: i16) -> Self {
        self.year = Some(year);
        self
    }

    /// The dialect to read every cable as, whatever it looks like: it decides what a line that may be read in two
    /// ways is. Where the text speaks against it, a finding says so. [`Dialect::Unknown`] leaves it to the text.
    ///
    /// ```
    /// # use torntape::{Decoder, message::Dialect};
    /// let input = b"PP RUEHLN\nDE RUEHC 7951 2642216\nTO RUEHLN/DET 39 4001\n";
    /// let number = |decoder: Decoder| decoder.cable(input).to[0].number;
    /// assert_eq!(number(Decoder::new()), Some(4001));
    /// assert_eq!(number(Decoder::new().dialect(Dialect::Acp127)), None);
    /// ```
    #[must_use]
    pub const fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = match dialect {
            Dialect::Unknown => None,
            dialect => Some(dialect),
        };
        self
    }

    /// The settings with which the bytes of a cable give that cable again.
    pub(crate) const fn again(cable: &Cable<'_>) -> Self {
        if cable.recognition.forced { Self::new().dialect(cable.dialect) } else { Self::new() }
    }

    /// Restores lost punctuation in `text` and `subject` by [`restore_punctuation`], and says how often. Such a cable does
    /// not encode to its own bytes.
    ///
    /// ```
    /// # use torntape::Decoder;
    /// let cables = Decoder::new().restore_punctuation().cables(b"UNCLAS STATE 097951\nSUBJECT: THE POST,S LAMP\n");
    /// assert_eq!(cables[0].subject.as_deref(), Some("THE POST'S LAMP"));
    /// ```
    #[must_use]
    pub const fn restore_punctuation(mut self) -> Self {
        self.restore_punctuation = true;
        self
    }

    /// Finds and reads every cable in the input, in its order.
    pub fn cables<'a>(&self, input: &'a [u8]) -> Vec<Cable<'a>> {
        let mut cables = Vec::with_capacity(1);
        self.each(input, |cable| cables.push(std::mem::take(cable)));
        cables
    }

    /// As [`cables`](Self::cables), one after the other in the same memory.
    ///
    /// ```
    /// # use torntape::Decoder;
    /// let mut found = 0;
    /// Decoder::new().each(b"FM SECSTATE WASHDC\nTO AMEMBASSY MOSCOW\n", |cable| found += cable.to.len());
    /// assert_eq!(found, 1);
    /// ```
    pub fn each<'a>(&self, input: &'a [u8], mut each: impl FnMut(&mut Cable<'a>)) {
        if input.is_empty() {
            return;
        }
        // Cables are found by their lines, and read from the bytes as they are.
        if let Some(lines) = line_marks::restored(input) {
            return self.each_of(input, &lines, each);
        }
        let mut cable = Cable::default();
        let mut frames = Frames::new(input);
        let mut lines = Lines::FIRST;
        let mut frame = frames.next().unwrap_or_else(|| frame::headless_or_whole(input));
        loop {
            if let Some(known) = frames.outline.forget(frame.place.start) {
                // From there on is less to count.
                lines.go_on_from(known.first, known.number + 1);
            }
            let place = lines.place(input, 0, &frame);
            let bytes = input.get(frame.place.clone()).unwrap_or_default();
            if frames.outline.knows(&frame.place) {
                self.read(bytes, place, &mut cable, &mut frames.outline);
            } else {
                self.read(bytes, place, &mut cable, &mut Outline::of_cable(bytes, place.begin));
            }
            each(&mut cable);
            match frames.next() {
                Some(next) => frame = next,
                None => return,
            }
        }
    }

    /// As [`each`](Self::each), with the lines of an input that has other marks at their ends.
    #[cold]
    fn each_of<'a>(&self, input: &'a [u8], with_line_feeds: &[u8], mut each: impl FnMut(&mut Cable<'a>)) {
        let mut cable = Cable::default();
        let mut frames = Frames::new(with_line_feeds);
        let mut lines = Lines::FIRST;
        let first = frames.next().unwrap_or_else(|| frame::headless_or_whole(with_line_feeds));
        for frame in std::iter::once(first).chain(std::iter::from_fn(|| frames.next())) {
            let place = lines.place(with_line_feeds, 0, &frame);
            let bytes = input.get(frame.place).unwrap_or_default();
            self.read(bytes, place, &mut cable, &mut Outline::of_cable(bytes, place.begin));
            each(&mut cable);
        }
    }

    /// Reads a cable that a [`Stream`] found.
    pub fn found<'a>(&self, found: Found<'a>) -> Cable<'a> {
        let mut cable = Cable::default();
        self.found_into(found, &mut cable);
        cable
    }

    /// As [`found`](Self::found), into a cable whose memory is used again; what it said is gone.
    pub fn found_into<'a>(&self, found: Found<'a>, cable: &mut Cable<'a>) {
        let (bytes, begin) = (found.bytes, found.place.begin);
        let mut outline = match found.known {
            Some(known) => Outline::known(bytes, begin, known),
            None => Outline::of_cable(bytes, begin),
        };
        self.read(bytes, found.place, cable, &mut outline);
    }

    fn read<'a>(&self, bytes: &'a [u8], place: Place, cable: &mut Cable<'a>, outline: &mut Outline<'_>) {
        let mut trace = ();
        let spare = Spare::take(cable);
        let mut parse = Parse::new(self, bytes, place.begin, &mut trace, cable, spare);
        parse.cut = place.cut;
        parse.read_cable(outline);
    }

    /// Reads bytes that are one cable from first to last, such as one transmission off a circuit.
    ///
    /// ```
    /// # use torntape::Decoder;
    /// let cable = Decoder::new().cable(b"UNCLAS STATE 097951\n\nSIPDIS\n");
    /// assert_eq!(cable.captions, ["SIPDIS"]);
    /// ```
    pub fn cable<'a>(&self, bytes: &'a [u8]) -> Cable<'a> {
        self.cable_traced(bytes, &mut ())
    }

    /// As [`cable`](Self::cable), into a cable whose memory is used again; what it said is gone.
    /// [`Cable::recycle`] makes one of a cable that borrowed from other bytes.
    pub fn cable_into<'a>(&self, bytes: &'a [u8], cable: &mut Cable<'a>) {
        let mut outline = Outline::new(bytes, 0, 0);
        let spare = Spare::take(cable);
        Parse::new(self, bytes, Begin::FIRST, &mut (), cable, spare).read_cable(&mut outline);
    }

    /// As [`cable`](Self::cable), and reports the place of each part and token.
    pub fn cable_traced<'a>(&self, bytes: &'a [u8], trace: &mut impl Trace) -> Cable<'a> {
        let mut cable = Cable::default();
        let mut outline = Outline::new(bytes, 0, 0);
        Parse::new(self, bytes, Begin::FIRST, trace, &mut cable, Spare::default()).read_cable(&mut outline);
        cable
    }

    /// Reads the header only: format lines 1 to 12 and the captions, nothing of the text below them. What a relay
    /// needs; `text` and the fields of the text and the ending stay empty.
    pub fn heading<'a>(&self, bytes: &'a [u8]) -> Cable<'a> {
        self.heading_traced(bytes, &mut ())
    }

    /// As [`heading`](Self::heading), and reports the place of each part and token.
    pub fn heading_traced<'a>(&self, bytes: &'a [u8], trace: &mut impl Trace) -> Cable<'a> {
        let mut cable = Cable::default();
        Parse::new(self, bytes, Begin::FIRST, trace, &mut cable, Spare::default()).read_heading();
        cable
    }

    /// As [`heading`](Self::heading), into a cable whose memory is used again; what it said is gone.
    pub fn heading_into<'a>(&self, bytes: &'a [u8], cable: &mut Cable<'a>) {
        let spare = Spare::take(cable);
        Parse::new(self, bytes, Begin::FIRST, &mut (), cable, spare).read_heading();
    }
}
