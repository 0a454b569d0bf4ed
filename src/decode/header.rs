//! The header as a whole: which line may follow which, and what becomes of a line that fits nowhere.

use super::address::{self, Listing};
use super::findings::quoted;
use super::kind::{Kind, kind};
use super::labels::{Label, misspelt};
use super::lines::Line;
use super::parse::Parse;
use super::{
    Part, Token, Trace, captions, class, marks, order, origin, preamble, prefix, references, routing, security,
    subject, tags, transmission,
};
use crate::message::{Code, limits};

/// How far the header has been read. The order is that of the format lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
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

/// Lines of no known form that may stand together before the header is taken to have ended.
const UNKNOWN_LINES_MAX: usize = 12;

/// The reading of the header's lines one after the other.
struct Header<'a> {
    stage: Stage,
    listing: Option<Listing>,
    label: Option<Label>,
    /// A blank line stands between the last line read and this one.
    after_blank: bool,
    /// Lines of no known form since the last known one.
    unknown: Vec<Line<'a>>,
    lines: usize,
    /// The older heading of a readdressed message is being read.
    readdressed: bool,
}

impl<'a, T: Trace> Parse<'a, '_, T> {
    /// Reads the header and finds where it ends.
    pub(super) fn header(&mut self) {
        let mut header = Header {
            stage: Stage::Start,
            listing: None,
            label: None,
            after_blank: false,
            unknown: Vec::new(),
            lines: 0,
            readdressed: false,
        };
        let mut at = 0;
        let mut blank_since_end = None;
        while let Some(line) = Line::at(self.bytes, at) {
            at = line.next;
            if line.is_blank() {
                header.after_blank = true;
                blank_since_end = blank_since_end.or(Some(header.lines));
            } else {
                match header.read(self, &line) {
                    Verdict::Known => {
                        header.flush_unknown(self, &line);
                        self.places.header_end = line.next;
                        self.places.line_at_header_end = header.lines + 1;
                        header.after_blank = false;
                        blank_since_end = None;
                    }
                    Verdict::Unknown => {
                        header.unknown.push(line);
                        if header.unknown.len() > UNKNOWN_LINES_MAX {
                            break;
                        }
                    }
                    Verdict::End => break,
                }
            }
            header.lines += 1;
        }
        references::finish(self);
        if header.label == Some(Label::ClassifiedBy)
            && let Some(classified_by) = &mut self.cable.classified_by
        {
            order::finish_classifier(classified_by);
        }
        self.close();
        routing::check_repeats(self);
        header.finish_readdressed(self);
    }
}

/// What a line turned out to be.
enum Verdict {
    /// It belongs to the header and has been read.
    Known,
    /// It may belong to the header; the lines after it decide.
    Unknown,
    /// The header ended before it.
    End,
}

impl<'a> Header<'a> {
    fn read<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Verdict {
        let kind = kind(line.bytes);
        if self.goes_on(parse, line, kind) {
            return Verdict::Known;
        }
        match kind {
            Kind::Transmission | Kind::Call | Kind::Origin | Kind::Security if self.stage < Stage::Class => {
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
            _ => self.unknown_form(parse, line),
        }
    }

    /// Format lines that go on over several lines, and lists.
    fn goes_on<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>, kind: Kind) -> bool {
        if let Some(label) = self.label {
            return self.label_goes_on(parse, line, kind, label);
        }
        let free = matches!(kind, Kind::Other | Kind::Caption | Kind::Call | Kind::Class | Kind::Prefix | Kind::Paragraph | Kind::Exempt);
        if !free || (self.after_blank && self.listing.is_none()) {
            return false;
        }
        match self.stage {
            Stage::Call if kind == Kind::Other && routing::is_continuation(line.bytes) => {
                parse.extend(line);
                routing::go_on(parse, line);
                true
            }
            Stage::Security if kind != Kind::Exempt && security::is_continuation(line.bytes) => {
                parse.extend(line);
                security::go_on(parse, line);
                true
            }
            Stage::Address if kind != Kind::Class && kind != Kind::Prefix => self.list_goes_on(parse, line, kind),
            _ => false,
        }
    }

    fn list_goes_on<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>, kind: Kind) -> bool {
        let Some(listing) = self.listing else { return false };
        if kind == Kind::Exempt || class::is_damaged(line.bytes) || !address::is_entry(line.bytes) {
            return false;
        }
        if self.after_blank && !line.bytes.iter().take(8).any(|byte| *byte == b'/') {
            return false;
        }
        self.part(parse, listing.part(), line);
        self.listing = Some(address::go_on(parse, line, listing));
        true
    }

    fn label_goes_on<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        kind: Kind,
        label: Label,
    ) -> bool {
        if matches!(kind, Kind::Label(_) | Kind::Page | Kind::Break) {
            return false;
        }
        let goes_on = match label {
            Label::References if self.after_blank => references::goes_on_after_blank(parse, line.bytes),
            Label::Subject if parse.cable.subject.as_deref() == Some("") => kind != Kind::Paragraph,
            _ if self.after_blank => false,
            Label::Tags => tags::is_continuation(line.bytes),
            Label::Subject | Label::References | Label::ClassifiedBy => {
                kind != Kind::Paragraph && misspelt(line.bytes).is_none()
            }
            Label::ExecutiveOrder => false,
        };
        if goes_on {
            parse.extend(line);
            match label {
                Label::Tags => tags::go_on(parse, line),
                Label::Subject => subject::go_on(parse, line),
                Label::References => references::go_on(parse, line),
                Label::ClassifiedBy => order::go_on_classifier(parse, line),
                Label::ExecutiveOrder => {}
            }
        }
        goes_on
    }

    /// Format lines 1 to 4.
    fn procedure<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>, kind: Kind) -> Verdict {
        let (stage, part, present) = match kind {
            Kind::Transmission => (Stage::Transmission, Part::Transmission, false),
            Kind::Call => (Stage::Call, Part::Call, parse.cable.call.is_some()),
            Kind::Origin => (Stage::Origin, Part::Origin, parse.cable.origin.is_some()),
            _ => (Stage::Security, Part::Security, parse.cable.security.is_some()),
        };
        if present {
            return repeated(parse, line);
        }
        if kind == Kind::Transmission && self.stage == Stage::Transmission {
            parse.extend(line);
        } else {
            self.enter(parse, part, line, stage);
        }
        parse.places.procedure_seen |= kind != Kind::Security;
        match kind {
            Kind::Transmission => transmission::read(parse, line),
            Kind::Call => routing::read(parse, line),
            Kind::Origin => origin::read(parse, line),
            _ => security::read(parse, line),
        }
        Verdict::Known
    }

    /// Format lines 5 to 10.
    fn address<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>, kind: Kind) -> Verdict {
        match kind {
            Kind::Preamble => {
                if self.stage >= Stage::From && !self.readdressed {
                    self.begin_readdressed(parse, line);
                } else if parse.cable.dtg.is_some() {
                    return repeated(parse, line);
                }
                self.enter(parse, Part::Preamble, line, Stage::Preamble);
                preamble::read(parse, line);
            }
            Kind::From => {
                if parse.cable.from.is_some() {
                    return repeated(parse, line);
                }
                self.enter(parse, Part::From, line, Stage::From);
                address::read_from(parse, line);
            }
            Kind::To | Kind::Info => {
                let listing = if kind == Kind::To { Listing::To } else { Listing::Info };
                let open = if kind == Kind::To { !parse.cable.to.is_empty() } else { !parse.cable.info.is_empty() };
                if open {
                    let message = format!("{} opens its list a second time", quoted(line.bytes));
                    parse.findings.add(Code::LineRepeated, line.place(), message, "its addressees are taken into the one list");
                }
                self.enter(parse, listing.part(), line, Stage::Address);
                self.listing = Some(address::open(parse, line, listing));
            }
            Kind::Exempt => {
                let listing = self.listing.unwrap_or(Listing::Exempt(Part::Exempt));
                if self.listing.is_none() {
                    self.enter(parse, Part::Exempt, line, Stage::Address);
                } else {
                    self.part(parse, listing.part(), line);
                }
                self.listing = Some(address::go_on(parse, line, listing));
            }
            _ => {
                self.enter(parse, Part::Prefix, line, Stage::Prefix);
                prefix::read(parse, line);
            }
        }
        Verdict::Known
    }

    fn class_line<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Verdict {
        self.enter_text(parse, line, Stage::Class);
        parse.begin(Part::ClassLine, line);
        self.listing = None;
        class::read(parse, line);
        Verdict::Known
    }

    fn page<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Verdict {
        if self.stage == Stage::Start || (self.label.is_none() && self.listing.is_none() && self.stage >= Stage::Captions) {
            return self.unknown_form(parse, line);
        }
        marks::note_in_header(parse, line, line.bytes);
        Verdict::Known
    }

    fn labelled<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        label: Label,
        length: Option<usize>,
    ) -> Verdict {
        let length = length.or_else(|| super::labels::label(line.bytes).map(|(_, length)| length)).unwrap_or(0);
        let taken = match label {
            Label::ExecutiveOrder => parse.cable.executive_order.is_some(),
            Label::ClassifiedBy => parse.cable.classified_by.is_some(),
            Label::Subject => parse.cable.subject.as_deref().is_some_and(|subject| !subject.is_empty()),
            Label::Tags | Label::References => false,
        };
        if taken {
            return Verdict::End;
        }
        self.enter_text(parse, line, Stage::Captions);
        self.flush_unknown(parse, line);
        self.end_label(parse);
        self.listing = None;
        self.label = Some(label);
        let part = match label {
            Label::ExecutiveOrder => Part::ExecutiveOrder,
            Label::ClassifiedBy => Part::ClassifiedBy,
            Label::Tags => Part::Tags,
            Label::Subject => Part::Subject,
            Label::References => Part::References,
        };
        parse.begin_or_extend(part, line);
        match label {
            Label::ExecutiveOrder => order::read_order(parse, line, length),
            Label::ClassifiedBy => order::read_classifier(parse, line, length),
            Label::Tags => tags::read(parse, line, length),
            Label::Subject => subject::read(parse, line, length),
            Label::References => references::read(parse, line, length),
        }
        Verdict::Known
    }

    fn end_label<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>) {
        if self.label == Some(Label::ClassifiedBy)
            && let Some(classified_by) = &mut parse.cable.classified_by
        {
            order::finish_classifier(classified_by);
        }
        self.label = None;
    }

    /// A line that looks like nothing known: damaged where the line after it tells what it should be.
    fn unknown_form<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Verdict {
        if self.stage >= Stage::Class || self.stage == Stage::Start && parse.places.text_start.is_some() {
            if let Some((label, length)) = misspelt(line.bytes) {
                let message = format!("{} is read as a label", quoted(line.bytes.get(..length).unwrap_or_default()));
                parse.findings.add(Code::LabelMisspelt, line.place_of(line.bytes.get(..length).unwrap_or_default()), message, "write the label in full");
                return self.labelled(parse, line, label, Some(length));
            }
            return Verdict::Unknown;
        }
        if self.listing.is_some() && !self.after_blank && class::is_damaged(line.bytes) {
            return self.class_line(parse, line);
        }
        match self.meant(parse, line) {
            Some(Stage::Transmission) => {
                self.enter(parse, Part::Transmission, line, Stage::Transmission);
                parse.places.procedure_seen = true;
                transmission::read(parse, line);
            }
            Some(Stage::Call) => {
                self.enter(parse, Part::Call, line, Stage::Call);
                parse.places.procedure_seen = true;
                routing::read(parse, line);
            }
            Some(Stage::Origin) => {
                self.enter(parse, Part::Origin, line, Stage::Origin);
                parse.places.procedure_seen = true;
                origin::read(parse, line);
            }
            Some(Stage::Security) => {
                self.enter(parse, Part::Security, line, Stage::Security);
                security::read(parse, line);
            }
            Some(Stage::Preamble) => {
                self.enter(parse, Part::Preamble, line, Stage::Preamble);
                preamble::read(parse, line);
            }
            Some(Stage::From) => {
                self.enter(parse, Part::From, line, Stage::From);
                address::read_from(parse, line);
            }
            _ => return Verdict::Unknown,
        }
        Verdict::Known
    }

    /// Which format line a damaged one should be: the one before that of the next line, if it is still to come.
    fn meant<T: Trace>(&self, parse: &Parse<'a, '_, T>, line: &Line<'a>) -> Option<Stage> {
        let stage = match parse.kind_after(line) {
            Kind::Call => Stage::Transmission,
            Kind::Origin => Stage::Call,
            Kind::Security => Stage::Origin,
            Kind::Preamble => Stage::Security,
            Kind::From => Stage::Preamble,
            Kind::To | Kind::Info => Stage::From,
            _ => return None,
        };
        // Text before a cable is no damaged first line of it.
        (stage > self.stage && (self.stage > Stage::Start || line.bytes.contains(&0x1a))).then_some(stage)
    }

    /// Begins a part of the heading at its place in the order.
    fn enter<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, part: Part, line: &Line<'a>, stage: Stage) {
        if stage < self.stage && !self.readdressed {
            let message = format!("{} belongs further up in the heading", quoted(line.bytes));
            parse.findings.add(Code::LineOutOfOrder, line.place(), message, "it is read all the same");
        }
        self.part(parse, part, line);
        self.stage = self.stage.max(stage);
        self.listing = None;
        parse.places.anything_seen = true;
    }

    fn part<T: Trace>(&self, parse: &mut Parse<'a, '_, T>, part: Part, line: &Line<'a>) {
        parse.begin_or_extend(if self.readdressed && part < Part::HeadingBreak { Part::Readdressed } else { part }, line);
    }

    /// The text begins here, if it has not begun before.
    fn enter_text<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>, stage: Stage) {
        parse.places.text_start.get_or_insert(line.first);
        parse.places.anything_seen = true;
        self.stage = self.stage.max(stage);
    }

    /// Lines of no known form turn out to stand inside the header.
    fn flush_unknown<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, known: &Line<'a>) {
        if self.unknown.is_empty() {
            return;
        }
        let open = self.label.is_some();
        for line in std::mem::take(&mut self.unknown) {
            if self.stage >= Stage::Class && !open && line.start < known.start {
                captions::read_unlisted(parse, &line);
            } else {
                let message = format!("{} has the form of no format line", quoted(line.bytes));
                parse.leftover_line(Code::LineUnreadable, &line, message, "compare it with other copies of the message");
            }
        }
    }

    /// What was read so far is the live heading; an older one follows (ACP 127(G) 503).
    fn begin_readdressed<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
        let cable = &mut parse.cable;
        let live = crate::message::Readdressed {
            precedence: cable.precedence.take(),
            dtg: cable.dtg.take(),
            from: cable.from.take(),
            to: std::mem::take(&mut cable.to),
            info: std::mem::take(&mut cable.info),
        };
        cable.readdressed = Some(Box::new(live));
        self.readdressed = true;
        parse.begin(Part::Readdressed, line);
    }

    /// Puts the live heading back in its place and the older one beside it.
    fn finish_readdressed<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>) {
        if !self.readdressed {
            return;
        }
        let cable = &mut parse.cable;
        if let Some(heading) = &mut cable.readdressed {
            std::mem::swap(&mut heading.precedence, &mut cable.precedence);
            std::mem::swap(&mut heading.dtg, &mut cable.dtg);
            std::mem::swap(&mut heading.from, &mut cable.from);
            std::mem::swap(&mut heading.to, &mut cable.to);
            std::mem::swap(&mut heading.info, &mut cable.info);
        }
    }
}

fn repeated<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Verdict {
    let message = format!("{} stands a second time in the heading", quoted(line.bytes));
    parse.leftover_line(Code::LineRepeated, line, message, "the first one counts");
    Verdict::Known
}

const _: () = assert!(UNKNOWN_LINES_MAX < limits::CAPTION_LINES_MAX, "captions may stand far below");
