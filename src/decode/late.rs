//! Lines of the address that stand below the classification line: out of their order, or of a message that is quoted.

use super::findings::quoted;
use super::header::{Header, Stage, Verdict};
use super::kind::{Kind, kind, station_length};
use super::lines::{Line, first_word};
use super::parse::Parse;
use super::{Trace, address, dialect};
use crate::message::Code;

/// What stands of an address below the classification line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BelowClass {
    /// The address that the heading lacks.
    First,
    /// Another one than that of the heading.
    Second,
}

impl<'a> Header<'a> {
    /// Takes a line of the address that the heading lacks. `None` where it has one, or the line may be text.
    pub(super) fn late_address<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        kind: Kind,
    ) -> Option<Verdict> {
        if self.label.is_some() || !address::is_entry(line.bytes) {
            return None;
        }
        let (_, name) = first_word(line.bytes);
        let below_originator = self.below_class == Some(BelowClass::First);
        let lacks = match kind {
            Kind::From => parse.cable.from.is_none(),
            Kind::To => parse.cable.to.is_empty() && (below_originator || is_addressed(name)),
            Kind::Info => parse.cable.info.is_empty() && (below_originator || is_addressed(name)),
            _ => false,
        };
        if !lacks || name.is_empty() || self.stage > Stage::Captions {
            return None;
        }
        self.flush_unknown(parse, line);
        self.below_class = Some(BelowClass::First);
        Some(self.address(parse, line, kind))
    }

    /// Takes a line of the address that the heading has already. `false` where it is none.
    pub(super) fn second_address<T: Trace>(&mut self, parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
        let (_, name) = first_word(line.bytes);
        let repeated = match kind(line.bytes) {
            Kind::From | Kind::Addressee => true,
            Kind::To | Kind::Info => self.below_class == Some(BelowClass::Second) || is_addressed(name),
            _ => false,
        };
        if !repeated {
            return false;
        }
        self.below_class = Some(BelowClass::Second);
        let message = format!("{} stands a second time, below the classification line", quoted(line.bytes));
        let help = "a message that is quoted belongs into the text: leave a blank line above it";
        parse.leftover_line(Code::LineRepeated, line, message, help);
        true
    }
}

/// Whether a name is that of an addressee beyond doubt; `TO` and `INFO` may open a line for the reader too.
fn is_addressed(name: &[u8]) -> bool {
    station_length(name).is_some() || std::str::from_utf8(name).is_ok_and(dialect::is_state_name)
}
