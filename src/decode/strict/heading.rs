//! Format lines 1 to 8, each the one that mostly comes next.

use super::super::address::{self, Listing};
use super::super::header::{Header, Stage};
use super::super::lines::Line;
use super::super::parse::Parse;
use super::super::{Part, Token, Trace, inner, origin, pilots, preamble, routing, security, transmission};

impl<'a> Header<'a> {
    /// Reads a line of the heading. `false` where it is not written as the books have it: then it is not read.
    pub(super) fn strict_heading<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        if inner::may_hold_mark(line.bytes) {
            return false;
        }
        let (read, part, stage) = match (self.stage, line.bytes) {
            // Cables that are handed in begin here.
            (Stage::Start, [b'Z', b'N', ..]) => {
                (security::take_plain(parse, line), Part::Security, Stage::Security)
            }
            (Stage::Start, _) => {
                (transmission::take_plain(parse, line), Part::Transmission, Stage::Transmission)
            }
            (Stage::Transmission, _) => (routing::take_plain(parse, line), Part::Call, Stage::Call),
            (Stage::Call, _) => {
                let read = !pilots::may_break(parse.bytes, line.next) && origin::take_plain(parse, line);
                (read, Part::Origin, Stage::Origin)
            }
            (Stage::Origin, _) => (security::take_plain(parse, line), Part::Security, Stage::Security),
            (Stage::Security, _) => (preamble::take_plain(parse, line), Part::Preamble, Stage::Preamble),
            (Stage::Preamble, [b'F', b'M', b' ', name @ ..]) => {
                (address::take_plain_originator(parse, line, name), Part::From, Stage::From)
            }
            (Stage::From, [b'T', b'O', b' ', entry @ ..]) => {
                return self.strict_list(parse, line, entry, Listing::To);
            }
            (Stage::Address, [b'I', b'N', b'F', b'O', b' ', entry @ ..]) if parse.cable.info.is_empty() => {
                return self.strict_list(parse, line, entry, Listing::Info);
            }
            (Stage::Address, entry @ [b'R', ..]) => {
                let Some(listing) = self.listing else { return false };
                let read = address::take_plain_entry(parse, line, entry, listing);
                if read {
                    self.part(parse, listing.part(), line);
                }
                return read;
            }
            (Stage::Address, b"BT") => {
                self.enter(parse, Part::HeadingBreak, line, Stage::Break);
                parse.token(Token::Break, line, line.bytes);
                parse.places.broken = true;
                return true;
            }
            (Stage::Address | Stage::Break, [b'U' | b'C' | b'S', ..]) => {
                return self.strict_class_line(parse, line);
            }
            _ => return false,
        };
        if read {
            self.enter(parse, part, line, stage);
            parse.places.procedure_seen |= stage < Stage::Security;
        }
        read
    }

    /// A line that opens a list.
    fn strict_list<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        entry: &'a [u8],
        listing: Listing,
    ) -> bool {
        let read = address::take_plain_entry(parse, line, entry, listing);
        if read {
            self.enter(parse, listing.part(), line, Stage::Address);
            self.listing = Some(listing);
        }
        read
    }
}
