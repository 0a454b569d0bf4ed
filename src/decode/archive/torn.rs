//! Lines whose opening word is torn: `F M`, `IN FO`, `T AGS:`, `E.O. 1 1652:`. The word is put together, and what
//! follows is read as on any other line.

use std::borrow::Cow;

use crate::decode::address::{self, Listing};
use crate::decode::findings::quoted;
use crate::decode::header::{Header, Stage};
use crate::decode::lines::{Line, trim_start};
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace};
use crate::message::{Code, ExecutiveOrder};

use super::{spaced, spelt};

/// Reads such a line; `false` where it is none.
pub(super) fn read<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    header: &mut Header<'a>,
    line: &Line<'a>,
) -> bool {
    let taken = match header.stage {
        Stage::Preamble | Stage::From | Stage::Address => address_line(parse, header, line),
        stage if stage >= Stage::Class => label(parse, header, line) || order(parse, header, line),
        _ => false,
    };
    if taken {
        header.known(parse, line);
    }
    taken
}

fn address_line<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    header: &mut Header<'a>,
    line: &Line<'a>,
) -> bool {
    let torn = |letters: &[u8]| spelt(line.bytes, letters).filter(|(_, spaced)| *spaced);
    let word = |length: usize| line.bytes.get(..length).unwrap_or_default();
    if header.stage == Stage::Preamble {
        let Some((length, _)) = torn(b"FM").filter(|_| parse.cable.from.is_none()) else { return false };
        header.enter(parse, Part::From, line, Stage::From);
        say(parse, line, word(length), "`FM`");
        address::originator(parse, line, word(length), line.after(length));
        return true;
    }
    let (listing, length, plain) = match (torn(b"TO"), torn(b"INFO")) {
        (Some((length, _)), _) if parse.cable.to.is_empty() => (Listing::To, length, "`TO`"),
        (_, Some((length, _))) if parse.cable.info.is_empty() => (Listing::Info, length, "`INFO`"),
        _ => return false,
    };
    header.enter(parse, listing.part(), line, Stage::Address);
    say(parse, line, word(length), plain);
    header.listing = Some(address::open_behind(parse, line, word(length), line.after(length), listing));
    true
}

fn label<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, header: &mut Header<'a>, line: &Line<'a>) -> bool {
    let Some((label, length)) = spaced::label(line.bytes) else { return false };
    let written = line.bytes.get(..length).unwrap_or_default();
    let message = format!("{} is read as a label", quoted(written));
    let help = "blanks inside words are common in copies of 1973";
    parse.findings.add(Code::LabelMisspelt, line.place_of(written), message, help);
    header.labelled(parse, line, label, Some(length));
    true
}

/// `E.O. 1 1652: GDS`, `E.O. 1165 2: N/A`
fn order<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, header: &mut Header<'a>, line: &Line<'a>) -> bool {
    let Some((label, rest)) =
        spaced::order_label(line.bytes).filter(|_| parse.cable.executive_order.is_none())
    else {
        return false;
    };
    let Some(colon) = rest.iter().take(16).position(|byte| *byte == b':') else { return false };
    let (written, text) = rest.split_at_checked(colon).unwrap_or((rest, &[]));
    let written = written.trim_ascii_end();
    let figures: Option<String> = written
        .iter()
        .filter(|byte| **byte != b' ')
        .map(|byte| spaced::figure(*byte).map(|figure| char::from(b'0' + figure)))
        .collect();
    let Some(figures) = figures.filter(|figures| figures.len() == 5 && written.len() > 5) else {
        return false;
    };
    header.enter_text(parse, line, Stage::Captions);
    header.flush_unknown(parse, line);
    header.label = None;
    header.listing = None;
    parse.begin_part(Part::ExecutiveOrder, line);
    parse.token(Token::Label, line, label);
    parse.token(Token::OrderNumber, line, written);
    let text = trim_start(text.get(1..).unwrap_or_default());
    if !text.is_empty() {
        parse.token(Token::LabelText, line, text);
    }
    say(parse, line, written, &figures);
    parse.cable.executive_order =
        Some(ExecutiveOrder { order: Cow::Owned(figures), text: line.text_of(text), declassify_on: None });
    true
}

fn say<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, written: &'a [u8], read: &str) {
    let message = format!("{} is read as {read}", quoted(written));
    let help = "blanks inside words are common in copies of 1973";
    parse.findings.add(Code::WordSpaced, line.place_of(written), message, help);
}
