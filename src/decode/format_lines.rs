//! Format lines 1 to 10 in their place in the heading, the older heading of a readdressed message included.

use super::address::{self, Listing};
use super::findings::quoted;
use super::header::{Header, Stage, Verdict};
use super::kind::Kind;
use super::lines::Line;
use super::parse::Parse;
use super::{Part, Trace, call_signs, janap, origin, preamble, prefix, routing, security, transmission};
use crate::message::{Code, Readdressed};

impl<'a> Header<'a> {
    /// Format lines 1 to 4.
    #[inline(always)]
    pub(super) fn procedure<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        kind: Kind,
    ) -> Verdict {
        if matches!(kind, Kind::Transmission | Kind::Call) {
            self.close_pilot(parse);
        }
        let (stage, part, present) = match kind {
            Kind::Transmission => (Stage::Transmission, Part::Transmission, false),
            Kind::Call | Kind::Janap | Kind::CallSigns => {
                let present = parse.cable.call.is_some() || parse.cable.call_signs.is_some();
                (Stage::Call, Part::Call, present)
            }
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
            Kind::Janap => janap::read(parse, line),
            Kind::CallSigns => call_signs::read(parse, line),
            Kind::Origin => origin::read(parse, line),
            _ => security::read(parse, line),
        }
        Verdict::Known
    }

    /// Format lines 5 to 10.
    #[inline(always)]
    pub(super) fn address<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        kind: Kind,
    ) -> Verdict {
        match kind {
            Kind::Preamble => {
                // Without a group above it this is no older heading, but one whose lines stand in disorder.
                let headed = parse.cable.dtg.is_some() || parse.cable.precedence.is_some();
                if self.stage >= Stage::From && !self.readdressed && (headed || self.stage > Stage::From) {
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
                let open =
                    if kind == Kind::To { !parse.cable.to.is_empty() } else { !parse.cable.info.is_empty() };
                if open {
                    let message = format!("{} opens its list a second time", quoted(line.bytes));
                    parse.findings.add(
                        Code::LineRepeated,
                        line.place(),
                        message,
                        "its addressees are taken into the one list",
                    );
                }
                self.enter(parse, listing.part(), line, Stage::Address);
                self.listing = Some(address::open(parse, line, listing));
            }
            Kind::Exempt => {
                // `XMT RXFPSA/…` below a list that ends in no collective is format line 9 of ACP 127.
                let open = self.listing.filter(|_| !address::is_format_line_9(parse, line.bytes));
                let listing = open.unwrap_or(Listing::Exempt(Part::Exempt));
                if open.is_none() {
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

    /// What was read so far is the live heading; an older one follows (ACP 127(G) 503).
    #[cold]
    fn begin_readdressed<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
        let cable = &mut *parse.cable;
        let newer = Readdressed {
            precedence: cable.precedence.take(),
            dtg: cable.dtg.take(),
            from: cable.from.take(),
            to: std::mem::take(&mut cable.to),
            info: std::mem::take(&mut cable.info),
            exempt: std::mem::take(&mut cable.exempt),
        };
        cable.readdressed = Some(Box::new(newer));
        self.readdressed = true;
        parse.begin_part(Part::Readdressed, line);
    }

    /// Puts the live heading back in its place and the older one beside it.
    pub(super) fn finish_readdressed<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>) {
        if !self.readdressed {
            return;
        }
        let cable = &mut *parse.cable;
        if let Some(heading) = &mut cable.readdressed {
            std::mem::swap(&mut heading.precedence, &mut cable.precedence);
            std::mem::swap(&mut heading.dtg, &mut cable.dtg);
            std::mem::swap(&mut heading.from, &mut cable.from);
            std::mem::swap(&mut heading.to, &mut cable.to);
            std::mem::swap(&mut heading.info, &mut cable.info);
            std::mem::swap(&mut heading.exempt, &mut cable.exempt);
        }
    }
}

#[cold]
pub(super) fn repeated<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> Verdict {
    let message = format!("{} stands a second time in the heading", quoted(line.bytes));
    parse.leftover_line(Code::LineRepeated, line, message, "the first one counts");
    Verdict::Known
}
