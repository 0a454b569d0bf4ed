//! Lines of no known form: damaged format lines, misspelt labels, unlisted captions, noise.

use super::findings::quoted;
use super::header::{Header, Stage, Verdict};
use super::kind::{Kind, station_length};
use super::labels::misspelt;
use super::lines::{Line, first_word};
use super::parse::{Parse, SUBSTITUTE};
use super::{
    Part, Trace, address, call_signs, captions, class, janap, origin, preamble, routing, security, signals,
    transmission, transmission_repair,
};
use crate::message::{Code, Dialect};

impl<'a> Header<'a> {
    /// A line that looks like nothing known: damaged where the line after it tells what it should be.
    pub(super) fn unknown_form<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
    ) -> Verdict {
        if self.stage >= Stage::Class || self.stage == Stage::Start && parse.places.text_start.is_some() {
            if let Some((label, length)) = misspelt(line.bytes) {
                let message =
                    format!("{} is read as a label", quoted(line.bytes.get(..length).unwrap_or_default()));
                parse.findings.add(
                    Code::LabelMisspelt,
                    line.place_of(line.bytes.get(..length).unwrap_or_default()),
                    message,
                    "write the label in full",
                );
                return self.labelled(parse, line, label, Some(length));
            }
            return Verdict::Unknown;
        }
        let first_of_text = self.stage == Stage::Break && line.bytes.contains(&SUBSTITUTE);
        let below_address = self.stage >= Stage::From && class::opens_unmistakably(line.bytes);
        if below_address || self.stage == Stage::Break && class::opens_text(line.bytes) {
            return self.class_line(parse, line);
        }
        if first_of_text || (self.listing.is_some() && class::is_damaged(line.bytes)) {
            return self.class_line(parse, line);
        }
        if self.stage == Stage::Break && class::is_near(line.bytes) {
            return self.class_line(parse, line);
        }
        if self.stage == Stage::From && !self.after_blank {
            if parse.cable.from.is_none() && address::is_entry(line.bytes) {
                parse.extend(line);
                address::name_of_originator(parse, line, line.bytes);
                return Verdict::Known;
            }
            if station_length(line.bytes).is_some() {
                return self.address(parse, line, Kind::To);
            }
        }
        if self.other_procedure(parse, line) {
            return Verdict::Known;
        }
        if self.stage <= Stage::Transmission
            && parse.kind_after(line) == Kind::Call
            && transmission_repair::is_one(line.bytes)
        {
            return self.procedure(parse, line, Kind::Transmission);
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

    /// The routing lines of JANAP 128 and ACP 126 where only their surroundings, or the caller, tell them.
    fn other_procedure<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        if parse.cable.call_signs.is_some() && self.stage == Stage::Call {
            let signals = signals::opens(first_word(line.bytes).0);
            if signals {
                self.enter(parse, Part::Security, line, Stage::Security);
                security::read(parse, line);
            }
            return signals;
        }
        if self.stage > Stage::Transmission || parse.cable.call.is_some() {
            return false;
        }
        let below = || matches!(parse.kind_after(line), Kind::Security | Kind::Preamble);
        let asked = |dialect| parse.settings.asks_for(dialect);
        let kind = if call_signs::is_call(line.bytes, false) && (asked(Dialect::Acp126) || below()) {
            Kind::CallSigns
        } else if janap::is_damaged(line.bytes) && (asked(Dialect::Janap128) || below()) {
            Kind::Janap
        } else {
            return false;
        };
        _ = self.procedure(parse, line, kind);
        true
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
        (stage > self.stage && (self.stage > Stage::Start || line.bytes.contains(&SUBSTITUTE)))
            .then_some(stage)
    }

    /// Lines of no known form turn out to stand inside the header.
    pub(super) fn flush_unknown<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, known: &Line<'a>) {
        if !self.unknown.is_empty() {
            self.read_unknown(parse, known);
        }
    }

    pub(super) fn read_unknown<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, known: &Line<'a>) {
        let open = self.label.is_some();
        for line in std::mem::take(&mut self.unknown) {
            if line.marked {
                parse.note_end_mark(&line);
            }
            if is_banner_of_extract(line.bytes) {
                let message = "a banner says that the text is a partial extract";
                let help = "look for the whole message elsewhere";
                parse.leftover_line(Code::PartialExtract, &line, message.to_owned(), help);
            } else if self.stage >= Stage::Class && !open && line.start < known.start {
                if self.second_address(parse, &line) {
                    continue;
                }
                captions::read_unlisted(parse, &line);
            } else {
                let message = format!("{} has the form of no format line", quoted(line.bytes));
                parse.leftover_line(
                    Code::LineUnreadable,
                    &line,
                    message,
                    "compare it with other copies of the message",
                );
            }
        }
    }
}

/// `This record is a partial extract of the original cable.`
fn is_banner_of_extract(line: &[u8]) -> bool {
    String::from_utf8_lossy(line).to_ascii_lowercase().contains("partial extract")
}
