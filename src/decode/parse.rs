//! The reading of one cable: the header line by line, then the text.

use std::ops::Range;

use super::body;
use super::findings::{Begin, Findings};
use super::kind::{Kind, kind};
use super::lines::Line;
use super::outline::Outline;
use super::punctuation::{Restored, restore_punctuation};
use super::references::Item;
use super::{Decoder, Part, Token, Trace, archive, line_marks};
use crate::message::{Cable, Code, Content, Coverage, Dialect, RoutingIndicator, Source, limits};
use memchr::memchr;
use nom::Offset;
use std::borrow::Cow;

/// What a receiver with parity puts in the place of a damaged character.
pub(super) const SUBSTITUTE: u8 = 0x1a;

/// Where the reading of a cable stands.
pub(super) struct Parse<'a, 't, T> {
    /// What has been read; it stays where the caller keeps it, since it is large.
    pub(super) cable: &'t mut Cable<'a>,
    pub(super) bytes: &'a [u8],
    /// Its beginning as text.
    pub(super) text: &'a str,
    pub(super) settings: &'t Decoder,
    pub(super) findings: Findings,
    pub(super) trace: &'t mut T,
    pub(super) places: Places,
    pub(super) begin: Begin,
    /// The cable went on past the limit.
    pub(super) cut: bool,
    /// The cable as it came, where it is read from a copy with line feeds in the place of other line ends.
    pub(super) marked: Option<&'t [u8]>,
    /// The year of the date-time group.
    pub(super) dtg_year: Option<i16>,
    /// Addressees may have precedence words and message numbers behind their names.
    pub(super) numbered: bool,
    /// The item of the REF list that is being read.
    pub(super) reference: Option<Item<'a>>,
    /// The memory of an earlier cable for the lists that are not its own fields, and for the subject.
    pub(super) spare: Spare<'a>,
    open: Option<(Part, Range<usize>)>,
}

/// Empty lists with room in them.
#[derive(Debug, Default)]
pub(super) struct Spare<'a> {
    pub(super) indicators: Vec<RoutingIndicator<'a>>,
    pub(super) signals: Vec<Cow<'a, str>>,
    pub(super) subject: String,
}

impl<'a> Spare<'a> {
    /// Takes them out of a cable and leaves it empty, its other lists with their room.
    pub(super) fn take(cable: &mut Cable<'a>) -> Self {
        let mut spare = Self::default();
        if let Some(call) = &mut cable.call {
            call.indicators.clear();
            spare.indicators = std::mem::take(&mut call.indicators);
        }
        if let Some(security) = &mut cable.security {
            security.operating_signals.clear();
            spare.signals = std::mem::take(&mut security.operating_signals);
        }
        if let Some(Cow::Owned(subject)) = &mut cable.subject {
            subject.clear();
            spare.subject = std::mem::take(subject);
        }
        cable.clear();
        spare
    }
}

/// Where the fields lie that are checked against others.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that any line may add")]
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) call_precedence: Range<usize>,
    pub(super) called: Range<usize>,
    pub(super) serial: Range<usize>,
    pub(super) serial_section: Range<usize>,
    pub(super) filing: Range<usize>,
    pub(super) signal: Range<usize>,
    pub(super) marking: Range<usize>,
    /// The class letters in the header of JANAP 128.
    pub(super) header_marking: Range<usize>,
    pub(super) precedence: Range<usize>,
    pub(super) section: Range<usize>,
    /// The serial is written with `#`, as State and the US supplement do.
    pub(super) serial_sign: bool,
    /// The routing of JANAP 128 has begun and not ended.
    pub(super) routing_open: bool,
    /// Format line 3 bears no serial, as in messages between the operators of two connected stations.
    pub(super) without_serial: bool,
    /// The break above the text was read.
    pub(super) broken: bool,
    /// A format line 1, 2 or 3 was read.
    pub(super) procedure_seen: bool,
    /// Any line of a known form was read.
    pub(super) anything_seen: bool,
    /// A page mark stands before everything else, as in archives of 1973-79.
    pub(super) page_first: bool,
    /// Where things lie in a text of the archive of 1973-79; `None` in any other.
    pub(super) archive: Option<Box<archive::Places>>,
    pub(super) text_start: Option<usize>,
    /// Lines of the cable before the one that is being read.
    pub(super) lines: usize,
    pub(super) reference_label: Range<usize>,
    /// Where the next line begins on the line that is being read, since the line end before it was lost.
    pub(super) run_on: Option<usize>,
    /// Above here no mark of a line end stands inside a line.
    pub(super) marks_from: usize,
    pub(super) header_end: usize,
    pub(super) line_at_header_end: usize,
}

impl<'a, 't, T: Trace> Parse<'a, 't, T> {
    /// The reading of a cable into an empty one.
    #[inline]
    pub(super) fn new(
        settings: &'t Decoder,
        bytes: &'a [u8],
        begin: Begin,
        trace: &'t mut T,
        cable: &'t mut Cable<'a>,
        spare: Spare<'a>,
    ) -> Self {
        Self {
            cable,
            bytes,
            text: super::lines::text_of_header(bytes),
            settings,
            findings: Findings::default(),
            trace,
            places: Places::default(),
            begin,
            cut: false,
            marked: None,
            dtg_year: None,
            numbered: settings.numbers_addressees(),
            reference: None,
            spare,
            open: None,
        }
    }

    /// Reads header and text. The outline is that of the input in which the cable was found.
    pub(super) fn read_cable(&mut self, outline: &mut Outline<'_>) {
        if let Some(lines) = line_marks::restored(self.bytes) {
            return self.read_restored(&lines, true);
        }
        if self.is_archived() {
            archive::read(self, true);
        } else {
            self.header();
            body::read(self, outline);
        }
        super::whereabouts::run(self);
        if self.settings.restore_punctuation {
            self.restore_punctuation();
        }
        self.finish();
    }

    /// Puts proposed punctuation into the subject and the text, and says so once.
    fn restore_punctuation(&mut self) {
        if let Some(subject) = &mut self.cable.subject {
            *subject = Cow::Owned(restore_punctuation(subject).text);
        }
        let Some(Content(Cow::Borrowed(text))) = &self.cable.text else { return };
        let start = self.bytes.offset(text);
        let Ok(text) = std::str::from_utf8(text) else { return };
        let Restored { text, changes } = restore_punctuation(text);
        let Some(first) = changes.first() else { return };
        let place = start + first.offset..start + first.offset + first.received.len_utf8();
        let message = match changes.len() {
            1 => format!("`{}` is read as `{}`", first.received, first.meant),
            count => {
                format!("{count} characters of the text are read as lost punctuation, the first one here")
            }
        };
        let help = "decode without restoring to see the text as received";
        self.findings.add(Code::PunctuationRestored, place, message, help);
        self.cable.text = Some(Content(Cow::Owned(text.into_bytes())));
    }

    /// Reads the header only.
    pub(super) fn read_heading(&mut self) {
        if let Some(lines) = line_marks::restored(self.bytes) {
            return self.read_restored(&lines, false);
        }
        if self.is_archived() {
            archive::read(self, false);
        } else {
            self.header();
        }
        self.finish();
    }

    /// Whether it is read as a document of the archive of 1973-79: the caller's word, else the look of its lines.
    #[inline]
    fn is_archived(&self) -> bool {
        match self.settings.dialect {
            Some(asked) => asked == Dialect::Archive1973,
            None => archive::opens(self.bytes),
        }
    }

    fn finish(&mut self) {
        self.close();
        super::janap::finish(self);
        super::dialect::recognise(self);
        self.cable.form = super::form::of(self.cable, &self.places);
        super::checks::run(self);
        super::discipline::run(self);
        if !self.places.anything_seen {
            let place = 0..self.bytes.len().min(limits::LINE_COLUMNS_MAX);
            self.findings.add(
                Code::NothingRecognised,
                place,
                "no line of this input has the form of a cable's",
                "check that the input is the plain text of a cable",
            );
        }
        if self.cut {
            let end = self.bytes.len();
            let message = "the cable goes on past 16 MiB and is cut here";
            self.findings.add(
                Code::CableTooLong,
                end..end,
                message,
                "check that the input is the text of cables",
            );
        }
        self.check_characters();
        if let Some(text) = self.marked {
            self.note_marks(text);
        }
        let header_bytes = self.places.header_end;
        self.cable.coverage = Coverage {
            header_bytes,
            attributed_bytes: header_bytes.saturating_sub(self.findings.unattributed()),
        };
        self.cable.source = Source { path: None, offset: self.begin.offset, length: self.bytes.len() };
        self.cable.raw = Some(Content(Cow::Borrowed(self.bytes)));
        self.cable.diagnostics = std::mem::take(&mut self.findings).finish(self.bytes, self.begin);
    }

    /// Characters that a receiver marked as damaged, and bytes that are no text.
    fn check_characters(&mut self) {
        let header = self.bytes.get(..self.places.header_end).unwrap_or_default();
        let mut at = 0;
        while let Some(start) = memchr(SUBSTITUTE, header.get(at..).unwrap_or_default()) {
            let start = at + start;
            let run = header
                .get(start..)
                .unwrap_or_default()
                .iter()
                .take_while(|byte| **byte == SUBSTITUTE)
                .count();
            at = start + run;
            if !self.findings.covers(&(start..at)) {
                let message = format!("{run} characters of the header are damaged");
                self.findings.add(
                    Code::CharacterDamaged,
                    start..at,
                    message,
                    "compare it with other copies of the message",
                );
            }
        }
        if self.text.len() < header.len()
            && let Err(fault) = std::str::from_utf8(header)
        {
            let start = fault.valid_up_to();
            self.findings.add(
                Code::NotUtf8,
                start..start + 1,
                "the header holds bytes that are not UTF-8; fields show them as U+FFFD",
                "convert the file from its old character set, or read the bytes with `--with-text`",
            );
        }
    }

    /// Begins a part at this line, ending the one before.
    pub(super) fn begin_part(&mut self, part: Part, line: &Line<'a>) {
        if T::LISTENS {
            self.close();
            self.open = Some((part, line.place()));
        }
    }

    /// Takes this line into the part that is open.
    pub(super) fn extend(&mut self, line: &Line<'a>) {
        if let Some((_, place)) = &mut self.open {
            place.end = line.place().end;
        }
    }

    /// Begins a part, or goes on with it where it is open.
    pub(super) fn begin_or_extend(&mut self, part: Part, line: &Line<'a>) {
        if matches!(self.open, Some((open, _)) if open == part) {
            self.extend(line);
        } else {
            self.begin_part(part, line);
        }
    }

    /// Ends the part that is open.
    pub(super) fn close(&mut self) {
        if let Some((part, place)) = self.open.take() {
            self.trace.part(part, place);
        }
    }

    /// Tells the trace of a token on this line.
    pub(super) fn token(&mut self, token: Token, line: &Line<'a>, piece: &[u8]) {
        self.trace.token(token, line.place_of(piece));
    }

    /// A whole line that belongs to no field.
    #[cold]
    pub(super) fn leftover_line(&mut self, code: Code, line: &Line<'a>, message: String, help: &'static str) {
        self.findings.add_leftover(code, line.place(), message, help);
    }

    /// A piece of a line that belongs to no field.
    #[cold]
    pub(super) fn leftover(
        &mut self,
        code: Code,
        line: &Line<'a>,
        piece: &[u8],
        message: String,
        help: &'static str,
    ) {
        if !piece.is_empty() {
            self.findings.add_leftover(code, line.place_of(piece), message, help);
        }
    }

    /// The look of the first line after this one that is not blank.
    pub(super) fn kind_after(&self, line: &Line<'a>) -> Kind {
        self.line_after(line).map_or(Kind::Blank, |line| kind(line.bytes))
    }

    /// The next line that is not blank, if it stands among the next few.
    pub(super) fn line_after(&self, line: &Line<'a>) -> Option<Line<'a>> {
        let mut next = line.next;
        for _ in 0..4 {
            let line = Line::at(self.bytes, self.text, next)?;
            if !line.is_blank() {
                return Some(line);
            }
            next = line.next;
        }
        None
    }

    /// The line of the input that stands `lines` below the first line of the cable.
    pub(super) const fn line_number(&self, lines: usize) -> usize {
        self.begin.line + lines
    }
}
