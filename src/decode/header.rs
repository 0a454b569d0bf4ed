//! The header as a whole: which line may follow which, and what becomes of a line that fits nowhere.

use std::ops::Range;

use smallvec::SmallVec;

use super::address::Listing;
use super::cancellation::is_cancellation;
use super::findings::quoted;
use super::format_lines::repeated;
use super::kind::{Kind, kind};
use super::labels::Label;
use super::late::BelowClass;
use super::line_ends::LineEnds;
use super::line_marks;
use super::lines::{Line, trim, trim_start};
use super::parse::Parse;
use super::pilots::Pilots;
use super::run_on::parts;
use super::{Part, Token, Trace, captions, class, dialect, form, inner, marks, order, references, routing};
use crate::message::{Code, limits};

/// How far the header has been read. The order is that of the format lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Start,
    Transmission,
    Call,
    Origin,
    Security,
    Preamble,
    From,
    Address,
    Prefix,
    Break,
    Class,
    Captions,
}

/// The reading of the header's lines one after the other.
pub(super) struct Header<'a> {
    pub(super) stage: Stage,
    /// Where the line read last belongs: one in the wrong place is said once, not at each line that it passed.
    pub(super) last: Stage,
    pub(super) listing: Option<Listing>,
    pub(super) label: Option<Label>,
    /// A blank line stands between the last line read and this one.
    pub(super) after_blank: bool,
    /// The last line that is not blank.
    pub(super) above: &'a [u8],
    /// Lines of no known form since the last known one.
    pub(super) unknown: SmallVec<[Line<'a>; 2]>,
    /// Lines on which the mark of a line end stands alone; they are said where the header goes on below them.
    lone_marks: Vec<Line<'a>>,
    /// The older heading of a readdressed message is being read.
    pub(super) readdressed: bool,
    pub(super) pilots: Pilots<'a>,
    /// An address stands below the classification line.
    pub(super) below_class: Option<BelowClass>,
    /// Nothing that was read so far has a say in what the next line is.
    pub(super) plain: bool,
}

impl<T: Trace> Parse<'_, '_, T> {
    /// Reads the header and finds where it ends.
    pub(super) fn header(&mut self) {
        let mut header = Header::new();
        self.places.marks_from = line_marks::first(self.bytes);
        let mut at = 0;
        let mut ends = LineEnds::new(self.bytes, 0);
        while let Some(mut line) = Line::between(self.bytes, self.text, at, ends.next()) {
            at = line.next;
            if !header.take(self, &mut line) {
                break;
            }
            self.places.lines += 1;
        }
        header.finish(self);
    }
}

impl<'a> Header<'a> {
    /// Nothing has been read.
    pub(super) fn new() -> Self {
        Self {
            stage: Stage::Start,
            last: Stage::Start,
            listing: None,
            label: None,
            after_blank: false,
            above: &[],
            unknown: SmallVec::new(),
            lone_marks: Vec::new(),
            readdressed: false,
            pilots: Pilots::NONE,
            below_class: None,
            plain: true,
        }
    }

    /// Reads the next line; says whether the header may go on after it.
    #[inline(always)]
    pub(super) fn take<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &mut Line<'a>) -> bool {
        if line.is_blank() {
            self.after_blank = true;
            return true;
        }
        if (line.next <= parse.places.marks_from || parts(line.bytes).is_none())
            && self.read_strictly(parse, line)
        {
            return true;
        }
        line.take_end_mark();
        if line.is_end_mark() {
            self.lone_marks.push(*line);
            self.plain = false;
            self.after_blank = true;
            return true;
        }
        if line.next > parse.places.marks_from
            && let Some(mark) = parts(line.bytes)
        {
            let goes_on = self.take_parted(parse, line, mark);
            self.plain = self.is_plain(parse);
            return goes_on;
        }
        let above = std::mem::replace(&mut self.above, line.bytes);
        if above == line.bytes && !self.after_blank && self.may_be_doubled(parse, line) {
            repeated(parse, line);
            self.known(parse, line);
            return true;
        }
        let goes_on = match self.read(parse, line) {
            Verdict::Known => {
                self.known(parse, line);
                true
            }
            Verdict::Unknown => {
                self.unknown.push(*line);
                self.unknown.len() <= limits::UNKNOWN_LINES_MAX
            }
            Verdict::End => false,
        };
        self.plain = self.is_plain(parse);
        goes_on
    }

    /// Reads a line with a mark of a line end inside it as the lines that it is.
    #[cold]
    fn take_parted<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        mark: Range<usize>,
    ) -> bool {
        let piece = parse.cut_at(line, mark);
        self.above = piece.bytes;
        let verdict = if piece.is_blank() { Verdict::Known } else { self.read(parse, &piece) };
        if matches!(verdict, Verdict::Known) {
            self.known(parse, line);
            return true;
        }
        parse.places.run_on = None;
        self.unknown.push(*line);
        matches!(verdict, Verdict::Unknown) && self.unknown.len() <= limits::UNKNOWN_LINES_MAX
    }

    /// Whether the line that stands a second time, right below itself, was sent twice: one of an address or of the
    /// captions. Banners of the archive come in pairs.
    fn may_be_doubled<T: Trace>(&self, parse: &Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        let banner = || class::level(line.bytes).is_some_and(|level| level.rest.is_empty());
        self.unknown.is_empty()
            && (parse.places.archive.is_none() || !banner())
            && (self.stage >= Stage::Class || (self.stage == Stage::Address && self.listing.is_some()))
    }

    /// A line has been read that belongs to the header; so do those before it.
    #[inline]
    pub(super) fn known<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
        if !self.unknown.is_empty() {
            self.read_unknown(parse, line);
        }
        if !self.lone_marks.is_empty() {
            self.note_lone_marks(parse);
        }
        if line.marked {
            parse.note_end_mark(line);
        }
        self.plainly_known(parse, line);
    }

    /// The same where no line is in doubt, and none has a mark at its end.
    #[inline(always)]
    pub(super) fn plainly_known<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
        parse.places.header_end = line.next;
        parse.places.line_at_header_end = parse.places.lines + 1;
        self.after_blank = false;
        if parse.places.run_on.is_some() {
            self.read_run_on(parse, line);
        }
    }

    #[cold]
    fn note_lone_marks<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>) {
        for lone in std::mem::take(&mut self.lone_marks) {
            parse.note_lone_end_mark(&lone);
        }
    }

    /// Closes what is open when the header has ended.
    pub(super) fn finish<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>) {
        references::finish(parse);
        if self.label == Some(Label::ClassifiedBy)
            && let Some(classified_by) = &mut parse.cable.classified_by
        {
            order::finish_classifier(classified_by);
        }
        parse.close();
        self.finish_pilots(parse);
        routing::check_repeats(parse);
        self.finish_readdressed(parse);
        marks::class_of_header(parse);
    }
}

impl<'a, T: Trace> Parse<'a, '_, T> {
    /// Says that a mark of a line end stands alone on its line, which is a blank one.
    fn note_lone_end_mark(&mut self, line: &Line<'a>) {
        let message =
            format!("{} stands alone on its line, which is read as a blank one", quoted(line.bytes));
        let help = "nothing: it is no part of the cable";
        self.findings.add_leftover(Code::LineEndMark, line.place(), message, help);
    }

    /// Says that a backslash was taken off the end of a line that belongs to the header.
    pub(super) fn note_end_mark(&mut self, line: &Line<'a>) {
        let end = line.place().end;
        let behind = self.bytes.get(end..line.next).unwrap_or_default();
        let mark = trim(behind.strip_suffix(b"\n").unwrap_or(behind));
        if !mark.is_empty() {
            let start = end + behind.len() - trim_start(behind).len();
            let message = match mark {
                b"\\" => "a backslash stands at the end of the line; it is left out".to_owned(),
                mark => format!("{} stands at the end of the line; it is left out", quoted(mark)),
            };
            let help = "nothing: it is no part of the cable";
            self.findings.add_leftover(Code::LineEndMark, start..start + mark.len(), message, help);
        }
    }
}

/// What a line turned out to be.
pub(super) enum Verdict {
    /// It belongs to the header and has been read.
    Known,
    /// It may belong to the header; the lines after it decide.
    Unknown,
    /// The header ended before it.
    End,
}

impl<'a> Header<'a> {
    pub(super) fn read<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Verdict {
        let kind = kind(line.bytes);
        // Labels stand in a heading nowhere.
        let labels = self.stage >= Stage::Class || self.stage == Stage::Start;
        if inner::may_be_in(line.bytes, labels)
            && let Some(labelled) = self.may_be_divided(kind)
            && let Some(inner) = inner::find(line.bytes, labelled)
            && let Some(verdict) = self.read_divided(parse, line, &inner)
        {
            return verdict;
        }
        self.read_kind(parse, line, kind)
    }

    pub(super) fn read_whole<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Verdict {
        self.read_kind(parse, line, kind(line.bytes))
    }

    fn read_kind<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        mut kind: Kind,
    ) -> Verdict {
        if kind == Kind::Other && self.stage < Stage::Break {
            kind = self.damaged_kind(line);
        }
        if kind == Kind::Class && self.is_banner(parse, line) {
            parse.token(Token::PageMark, line, line.bytes);
            marks::class_of(parse, line.bytes);
            return Verdict::Known;
        }
        if is_cancellation(line.bytes)
            || self.is_service_text(parse, kind)
            || self.is_enciphered_text(parse, line, kind)
        {
            return Verdict::End;
        }
        if self.in_service(line) {
            return self.service_line(parse, line);
        }
        if parse.places.without_serial
            && !parse.places.broken
            && parse.cable.dtg.is_none()
            && let Some(verdict) = self.operators_line(parse, line, kind)
        {
            return verdict;
        }
        if self.goes_on(parse, line, kind) {
            return Verdict::Known;
        }
        if self.stage == Stage::Call
            && let Some(verdict) = self.pilot(parse, line, kind)
        {
            return verdict;
        }
        match kind {
            Kind::Transmission
            | Kind::Call
            | Kind::Janap
            | Kind::CallSigns
            | Kind::Origin
            | Kind::Security
                if self.stage < Stage::Class =>
            {
                self.procedure(parse, line, kind)
            }
            Kind::Preamble | Kind::From | Kind::To | Kind::Info | Kind::Exempt | Kind::Prefix
                if self.stage < Stage::Break =>
            {
                self.address(parse, line, kind)
            }
            Kind::Break if self.stage < Stage::Break => {
                self.enter(parse, Part::HeadingBreak, line, Stage::Break);
                parse.token(Token::Break, line, line.bytes);
                parse.places.broken = true;
                Verdict::Known
            }
            Kind::Class if self.stage < Stage::Class => self.class_line(parse, line),
            Kind::Page => self.page(parse, line),
            Kind::Label(label) => self.labelled(parse, line, label, None),
            Kind::Caption if self.stage >= Stage::Class || self.stage == Stage::Start => {
                self.enter_text(parse, line, Stage::Class);
                self.flush_unknown(parse, line);
                self.label = None;
                captions::read(parse, line);
                Verdict::Known
            }
            Kind::Break | Kind::Paragraph => Verdict::End,
            Kind::From | Kind::To | Kind::Info => match self.late_address(parse, line, kind) {
                Some(verdict) => verdict,
                None => self.unknown_form(parse, line),
            },
            _ => self.unknown_form(parse, line),
        }
    }

    /// The text of a message between operators begins below its first line, which says `SVC` (ACP 127(G) 405c).
    fn is_service_text<T: Trace>(&self, parse: &Parse<'a, '_, T>, kind: Kind) -> bool {
        self.stage == Stage::Class && !matches!(kind, Kind::Label(_)) && form::is_service(parse.cable)
    }

    /// Counted groups below the break and the labels of their section and part, which nothing else in a heading is like but
    /// by chance (ACP 127(G) 208e).
    fn is_enciphered_text<T: Trace>(&self, parse: &Parse<'a, '_, T>, line: &Line<'a>, kind: Kind) -> bool {
        let cable = &parse.cable;
        self.stage >= Stage::Break
            && (cable.group_count.is_some() || cable.part.is_some())
            && cable.classification.is_none()
            && !(kind == Kind::Page || (self.stage == Stage::Break && class::opens_text(line.bytes)))
    }

    /// A class alone above a page mark, in the middle of something: it belongs to the mark, as archives of 1973-79 print it.
    fn is_banner<T: Trace>(&self, parse: &Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        let heading = self.stage < Stage::Break;
        let below = || Line::at(parse.bytes, parse.text, line.next);
        let next = || if heading { parse.line_after(line) } else { below() };
        (self.label.is_some() || self.listing.is_some() || heading)
            && class::level(line.bytes).is_some_and(|level| level.rest.is_empty())
            && next().is_some_and(|next| next.bytes.starts_with(b"PAGE") && marks::is_page_mark(next.bytes))
    }

    pub(super) fn class_line<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Verdict {
        self.enter_text(parse, line, Stage::Class);
        parse.begin_part(Part::ClassLine, line);
        self.listing = None;
        class::read(parse, line);
        Verdict::Known
    }

    fn page<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Verdict {
        if self.stage == Stage::Start {
            parse.places.page_first = true;
            parse.places.anything_seen = true;
        } else if self.is_of_text(parse, line) {
            return Verdict::End;
        } else if self.stage >= Stage::Captions {
            // A mark below the captions is of the text, unless the captions go on after it.
            let goes_on = !self.after_blank
                || matches!(parse.kind_after(line), Kind::Label(_))
                || self.list_goes_on_below(parse, line);
            if self.label.is_none() || !goes_on {
                return Verdict::End;
            }
        }
        marks::note_in_header(parse, line, line.bytes, line.bytes);
        Verdict::Known
    }

    /// The text of a military message begins below its class: a page mark there is of the text, unless a label follows.
    fn is_of_text<T: Trace>(&self, parse: &Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        let below_class = self.stage == Stage::Class && self.label.is_none();
        (!self.unknown.is_empty() || below_class)
            && dialect::is_military_text(parse.cable, &parse.places)
            && (!self.unknown.is_empty() || !matches!(parse.kind_after(line), Kind::Label(_)))
    }

    /// Begins a part of the heading at its place in the order.
    #[inline(always)]
    pub(super) fn enter<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        part: Part,
        line: &Line<'a>,
        stage: Stage,
    ) {
        if stage < self.last && !self.readdressed {
            let message = format!("{} belongs further up in the heading", quoted(line.bytes));
            parse.findings.add(Code::LineOutOfOrder, line.place(), message, "it is read all the same");
        }
        self.part(parse, part, line);
        self.stage = self.stage.max(stage);
        self.last = stage;
        self.listing = None;
        parse.places.anything_seen = true;
    }

    pub(super) fn part<T: Trace>(&self, parse: &mut Parse<'a, '_, T>, part: Part, line: &Line<'a>) {
        if !T::LISTENS {
            return;
        }
        parse.begin_or_extend(
            match part {
                Part::Transmission | Part::Call if !parse.cable.pilots.is_empty() => Part::Pilot,
                part if self.readdressed && part < Part::HeadingBreak => Part::Readdressed,
                part => part,
            },
            line,
        );
    }

    /// The text begins here, if it has not begun before.
    pub(super) fn enter_text<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        stage: Stage,
    ) {
        parse.places.text_start.get_or_insert(line.first);
        parse.places.anything_seen = true;
        self.stage = self.stage.max(stage);
    }
}
