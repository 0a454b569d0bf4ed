//! Format lines that go on over several lines: routing lines, instructions, lists of addressees.

use super::address::{self, Listing};
use super::header::{Header, Stage};
use super::kind::Kind;
use super::labels::Label;
use super::late::BelowClass;
use super::lines::Line;
use super::parse::Parse;
use super::{Part, Trace, class, prefix, references, routing, security, tags, wrapped};

impl<'a> Header<'a> {
    /// Whether the list of a label that a page mark interrupts goes on below it: with the next letter of the references,
    /// or with tags alone.
    pub(super) fn list_goes_on_below<T: Trace>(&self, parse: &Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        let Some(below) = parse.line_after(line) else { return false };
        match self.label {
            Some(Label::References) => references::goes_on_after_blank(parse, below.bytes),
            Some(Label::Tags) => tags::are_known(below.bytes),
            _ => false,
        }
    }

    /// Format lines that go on over several lines, and lists.
    pub(super) fn goes_on<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        kind: Kind,
    ) -> bool {
        if let Some(label) = self.label {
            return self.label_goes_on(parse, line, kind, label);
        }
        let free = matches!(
            kind,
            Kind::Other
                | Kind::Addressee
                | Kind::Caption
                | Kind::Call
                | Kind::Class
                | Kind::Prefix
                | Kind::Paragraph
                | Kind::Exempt
        );
        if !free || (self.after_blank && self.listing.is_none()) {
            return false;
        }
        match self.stage {
            Stage::Call if kind == Kind::Other => routing::goes_on(parse, line),
            Stage::Security if kind != Kind::Exempt && security::is_continuation(line.bytes) => {
                parse.extend(line);
                security::go_on(parse, line);
                true
            }
            Stage::Address if kind != Kind::Class && kind != Kind::Prefix => {
                self.list_goes_on(parse, line, kind)
            }
            Stage::Class | Stage::Captions
                if self.below_class == Some(BelowClass::First)
                    && matches!(kind, Kind::Addressee | Kind::Other) =>
            {
                self.list_goes_on(parse, line, kind)
            }
            _ => false,
        }
    }

    fn list_goes_on<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>, kind: Kind) -> bool {
        let Some(listing) = self.listing else { return false };
        let other = || {
            self.after_blank
                || class::is_damaged(line.bytes)
                || class::opens_unmistakably(line.bytes)
                || !address::is_entry(line.bytes)
        };
        if kind == Kind::Exempt || (kind != Kind::Addressee && other()) {
            return false;
        }
        if kind == Kind::Other && prefix::is_accounting_symbol(parse, line, listing) {
            self.enter(parse, Part::Prefix, line, Stage::Prefix);
            prefix::read_accounting_symbol(parse, line);
            return true;
        }
        let plain = kind == Kind::Other && matches!(listing, Listing::To | Listing::Info);
        if plain && wrapped::goes_on(parse, line, listing) {
            self.part(parse, listing.part(), line);
        } else {
            self.entry(parse, line, listing);
        }
        true
    }

    /// An addressee on a line of its own.
    pub(super) fn entry<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        listing: Listing,
    ) {
        self.part(parse, listing.part(), line);
        self.listing = Some(address::go_on(parse, line, listing));
    }
}
