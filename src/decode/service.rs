//! What operators tell each other: the signals of a service message (ACP 127(G) 404-407).

use super::header::{Header, Stage, Verdict};
use super::kind::Kind;
use super::lines::{Line, first_word, span, words};
use super::parse::Parse;
use super::{Part, Token, Trace, signals};

impl<'a> Header<'a> {
    /// Takes a line of a message between the operators of two connected stations: it bears neither serial nor break,
    /// and its text opens with a signal (ACP 127(G) 405b). `None` where the line is of the heading, or has no form.
    pub(super) fn operators_line<T: Trace>(
        &mut self,
        parse: &mut Parse<'a, '_, T>,
        line: &Line<'a>,
        kind: Kind,
    ) -> Option<Verdict> {
        match kind {
            Kind::Break | Kind::Preamble | Kind::From | Kind::Class => return None,
            Kind::Origin | Kind::Security if self.stage < Stage::Break => return None,
            _ => {}
        }
        let (word, rest) = first_word(line.bytes);
        let receipt = word == b"R" && first_word(rest).0 == b"Z";
        if !(signals::opens(word) || receipt) || !self.unknown.is_empty() {
            // Before the first signal the heading may be damaged; behind it all is text.
            return (kind != Kind::Other || self.stage >= Stage::Class || !self.unknown.is_empty())
                .then_some(Verdict::End);
        }
        self.enter_text(parse, line, Stage::Class);
        parse.begin_or_extend(Part::Service, line);
        read(parse, line, line.bytes);
        Some(Verdict::Known)
    }
}

/// Reads `ZID XMO0007 ZFX XMO0003 THRU XMO0006`, `INT ZDK RUFDAE 145 21/1352`, `R Z NAA359`: each signal with what
/// follows it, and what stands before the first one.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, said: &'a [u8]) {
    let mut open: Option<(&'a [u8], &'a [u8])> = None;
    for word in words(said) {
        let goes_on = open.is_some_and(|(_, last)| last == b"INT" || word == b"T" || !signals::opens(word));
        match &mut open {
            Some((_, last)) if goes_on => *last = word,
            _ => {
                close(parse, line, said, open);
                open = Some((word, word));
            }
        }
    }
    close(parse, line, said, open);
}

fn close<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    said: &'a [u8],
    open: Option<(&'a [u8], &'a [u8])>,
) {
    let Some((first, last)) = open else { return };
    let written = span(said, first, last);
    parse.token(
        if signals::opens(first) { Token::OperatingSignal } else { Token::ServiceText },
        line,
        written,
    );
    parse.cable.service.push(line.text_of(written));
}
