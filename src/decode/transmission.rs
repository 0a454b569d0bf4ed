//! Format line 1: the transmission identification (ACP 127(G) 112, 202, 203).

use std::borrow::Cow;

use super::findings::quoted;
use super::grammar::{Identification, identification, value};
use super::lines::{Line, last_word, span, trim_start};
use super::parse::Parse;
use super::{Token, Trace, transmission_repair};
use crate::message::{Code, SecurityProsign, Transmission};

/// What to do about an identification that is damaged.
const HELP: &str = "compare it with the channel log of the station that received it";

/// Reads `VZCZCXRO0809`, `VV   DLA128VV   QTA114VV   DLB123     UU`.
#[inline(always)]
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let (prosign, list) = security_prosign(line.bytes);
    let (mut rest, mut any) = (list, false);
    while !rest.is_empty() {
        let Ok((after, found)) = identification(rest) else { break };
        // One on a line of its own is what an earlier relay left behind the newest.
        if parse.cable.transmission.is_some() {
            if any && !found.message_start.is_empty() {
                let message = "the start of message stands a second time on the line";
                let help = "two identifications may have run together: the first one counts";
                let place = line.place_of(found.message_start);
                parse.findings.add(Code::MessageStartRepeated, place, message, help);
            }
            stack(parse, line, &found);
        } else if is_odd(after, &found) && mended(parse, line, list, prosign) {
            return;
        } else {
            newest(parse, line, &found);
            if let Some(channel) = found.channel.filter(|channel| channel.iter().any(u8::is_ascii_digit)) {
                doubtful(parse, line, channel);
            }
        }
        any = true;
        rest = trim_start(after);
    }
    if !any {
        rest = line.bytes;
    } else if let Some((prosign, word)) = prosign {
        parse.token(Token::SecurityProsign, line, word);
        if let Some(transmission) = &mut parse.cable.transmission {
            transmission.prosign.get_or_insert(prosign);
        }
    }
    if !rest.is_empty() {
        if if any { parse.leaves(line, rest) } else { mended(parse, line, list, prosign) } {
            return;
        }
        let code = if rest.len() == line.bytes.len() {
            Code::TransmissionUnreadable
        } else {
            Code::EarlierTransmissionUnreadable
        };
        let message =
            format!("expected a channel and a number of three or four figures, but found {}", quoted(rest));
        parse.leftover(code, line, rest, message, HELP);
    }
}

/// Takes `VZCZCXRO0809`, a channel of three letters and a number of four figures; `false` for all else.
pub(super) fn take_plain<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
    let [b'V', b'Z', b'C', b'Z', b'C', id @ ..] = line.bytes else { return false };
    let Some((channel, number)) = id.split_first_chunk::<3>() else { return false };
    let (Ok(figures), true) = (<&[u8; 4]>::try_from(number), channel.iter().all(u8::is_ascii_uppercase))
    else {
        return false;
    };
    if !figures.iter().all(u8::is_ascii_digit) {
        return false;
    }
    parse.token(Token::ChannelNumber, line, figures);
    parse.cable.transmission = Some(Transmission {
        id: line.text(),
        channel: Some(line.text_of(channel)),
        number: Some(value(figures)),
        prosign: None,
        earlier: Vec::new(),
    });
    true
}

/// Whether an identification may be a damaged one: a figure stands in its channel, or more follows at once.
fn is_odd(after: &[u8], found: &Identification<'_>) -> bool {
    after.first().is_some_and(u8::is_ascii_alphanumeric)
        || found.channel.is_some_and(|channel| channel.iter().any(u8::is_ascii_digit))
}

/// A figure stands in the channel, or came there because a letter before it was lost.
#[cold]
fn doubtful<T: Trace>(parse: &mut Parse<'_, '_, T>, line: &Line<'_>, channel: &[u8]) {
    let message = format!("{} is no channel of three letters; one may be lost", quoted(channel));
    parse.findings.add(Code::TransmissionDamaged, line.place_of(channel), message, HELP);
}

/// Reads an identification that is one but for a slip.
#[cold]
fn mended<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    list: &'a [u8],
    prosign: Option<(SecurityProsign, &'a [u8])>,
) -> bool {
    let Some(mended) = transmission_repair::read(list).filter(|_| parse.cable.transmission.is_none()) else {
        return false;
    };
    parse.token(Token::Channel, line, list);
    let id = mended.id();
    let message = format!("{} is read as `{id}`", quoted(list));
    parse.findings.add(Code::TransmissionDamaged, line.place_of(list), message, HELP);
    if let Some((_, word)) = prosign {
        parse.token(Token::SecurityProsign, line, word);
    }
    parse.cable.transmission = Some(Transmission {
        id: Cow::Owned(id),
        channel: Some(Cow::Owned(mended.channel)),
        number: Some(value(mended.number.as_bytes())),
        prosign: prosign.map(|(prosign, _)| prosign),
        earlier: Vec::new(),
    });
    true
}

/// `UU` or `HH` at the end of the line (ACP 127(G) 124a).
fn security_prosign(line: &[u8]) -> (Option<(SecurityProsign, &[u8])>, &[u8]) {
    if !matches!(line, [.., b'U', b'U'] | [.., b'H', b'H']) {
        return (None, line);
    }
    let (before, word) = last_word(line);
    match word {
        b"UU" => (Some((SecurityProsign::Unclassified, word)), before),
        b"HH" => (Some((SecurityProsign::Approved, word)), before),
        _ => (None, line),
    }
}

fn id_of<'a>(line: &Line<'a>, found: &Identification<'a>) -> &'a [u8] {
    let first = if found.message_start.is_empty() {
        found.channel.unwrap_or(found.number)
    } else {
        found.message_start
    };
    span(line.bytes, first, found.number)
}

#[inline(always)]
fn newest<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, found: &Identification<'a>) {
    if !found.start.is_empty() {
        parse.token(Token::TransmissionStart, line, found.start);
    }
    if let Some(message_start) = found.message_start.strip_prefix(b"V") {
        parse.token(Token::TransmissionStart, line, found.message_start.get(..1).unwrap_or_default());
        parse.token(Token::MessageStart, line, message_start);
    } else if !found.message_start.is_empty() {
        parse.token(Token::MessageStart, line, found.message_start);
    }
    if let Some(channel) = found.channel {
        parse.token(Token::Channel, line, channel);
    }
    parse.token(Token::ChannelNumber, line, found.number);
    parse.cable.transmission = Some(Transmission {
        id: line.text_of(id_of(line, found)),
        channel: found.channel.map(|channel| line.text_of(channel)),
        number: Some(value(found.number)),
        prosign: None,
        earlier: Vec::new(),
    });
}

fn stack<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, found: &Identification<'a>) {
    let id = id_of(line, found);
    if !found.start.is_empty() {
        parse.token(Token::TransmissionStart, line, found.start);
    }
    parse.token(Token::EarlierTransmission, line, id);
    if let Some(transmission) = &mut parse.cable.transmission {
        transmission.earlier.push(line.text_of(id));
    }
}
