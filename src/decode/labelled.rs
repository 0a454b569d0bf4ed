//! Lines with a label below the classification line, and the lines that go on with them.

use super::cancellation::is_cancellation;
use super::findings::quoted;
use super::header::{Header, Stage, Verdict};
use super::kind::{Kind, kind};
use super::labels::{Label, misspelt};
use super::lines::Line;
use super::parse::Parse;
use super::{Part, Trace, order, references, subject, tags};
use crate::message::Code;

/// Whether a line of the text opens nothing of its own, so that it goes on with the label above it.
pub(crate) fn goes_on(line: &[u8]) -> bool {
    is_plain(line, kind(line)) && !is_cancellation(line)
}

fn is_plain(line: &[u8], kind: Kind) -> bool {
    !matches!(kind, Kind::Label(_) | Kind::Page | Kind::Break | Kind::Paragraph) && misspelt(line).is_none()
}

impl<'a> Header<'a> {
    pub(super) fn label_goes_on<T: Trace>(
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
            Label::Tags if self.after_blank => tags::are_known(line.bytes),
            _ if self.after_blank => false,
            Label::Tags => tags::is_continuation(line.bytes) && misspelt(line.bytes).is_none(),
            Label::References if kind == Kind::Paragraph => references::is_numbered(parse, line.bytes),
            Label::Subject | Label::References | Label::ClassifiedBy => is_plain(line.bytes, kind),
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

    pub(super) fn labelled<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        label: Label,
        length: Option<usize>,
    ) -> Verdict {
        let told = length.is_some();
        let length =
            length.or_else(|| super::labels::label(line.bytes).map(|(_, length)| length)).unwrap_or(0);
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
        let written = line.bytes.get(..length).unwrap_or_default();
        let odd = written.contains(&b'0') || matches!(written, [.., b';' | b',' | b'/' | b'-']);
        if odd && !told {
            let message = format!("{} is read as a label", quoted(written));
            parse.findings.add(
                Code::LabelMisspelt,
                line.place_of(written),
                message,
                "write the label with its colon",
            );
        }
        self.begin_label(parse, line, label);
        match label {
            Label::ExecutiveOrder => order::read_order(parse, line, length),
            Label::ClassifiedBy => order::read_classifier(parse, line, length),
            Label::Tags => tags::read(parse, line, length),
            Label::Subject => subject::read(parse, line, length),
            Label::References => references::read(parse, line, length),
        }
        Verdict::Known
    }

    /// What the lines from here on may go on with.
    pub(super) fn begin_label<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        label: Label,
    ) {
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
    }

    fn end_label<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>) {
        if self.label == Some(Label::ClassifiedBy)
            && let Some(classified_by) = &mut parse.cable.classified_by
        {
            order::finish_classifier(classified_by);
        }
        self.label = None;
    }
}
