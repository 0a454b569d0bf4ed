//! The call of ACP 126: call signs on one line, `NOIL DE NPG NR 051`.

use super::findings::quoted;
use super::grammar::{capitals, figures, whole};
use super::lines::{Line, words};
use super::parse::{Parse, SUBSTITUTE};
use super::{Token, Trace};
use crate::message::{Call, CallSigns, Code, Origin, RoutingIndicator};
use nom::Parser;
use nom::combinator::{opt, recognize};
use nom::sequence::pair;

/// Call signs that may stand before `DE`.
const CALLED_MAX: usize = 8;

/// Whether a line has the form of a call; without a number it may be many other things too.
pub(super) fn is_call(line: &[u8], numbered: bool) -> bool {
    // Few lines end so: it is seen sooner than what stands before it.
    if numbered && words(line).rev().nth(1) != Some(b"NR") {
        return false;
    }
    let mut all = words(line);
    let called = all.by_ref().take(CALLED_MAX + 1).take_while(|word| *word != b"DE");
    let mut count = 0;
    for word in called {
        if !is_sign(word) {
            return false;
        }
        count += 1;
    }
    let calling = all.next().is_some_and(is_sign);
    let rest = (all.next(), all.next(), all.next());
    let tail = match rest {
        (None, ..) => !numbered,
        (Some(b"NR"), Some(_), None) => true,
        _ => false,
    };
    (1..=CALLED_MAX).contains(&count) && calling && tail
}

/// Two to seven letters and figures, one letter at least; damaged characters may be any.
fn is_sign(word: &[u8]) -> bool {
    (2..=7).contains(&word.len())
        && word.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == SUBSTITUTE)
        && word.iter().any(u8::is_ascii_uppercase)
}

/// Reads `NOIL NABC DE NPG NR 051`. Signs that have the form of routing indicators are given as those too.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let mut all = words(line.bytes);
    let mut signs = CallSigns::default();
    let mut call = Call { precedence: None, indicators: Vec::new() };
    for word in all.by_ref() {
        if word == b"DE" {
            parse.token(Token::De, line, word);
            break;
        }
        parse.token(Token::CallSign, line, word);
        call.indicators.extend(station(line, word));
        signs.called.push(line.text_of(word));
    }
    let mut origin = Origin::default();
    if let Some(word) = all.next() {
        parse.token(Token::CallSign, line, word);
        origin.indicator = station(line, word);
        signs.calling = Some(line.text_of(word));
    }
    if let Some(word) = all.next() {
        parse.token(Token::NumberSign, line, word);
        let number = all.next().unwrap_or_default();
        if whole(recognize(pair(figures(1, 6), opt(capitals(1, 1)))).map(drop), number).is_some() {
            parse.token(Token::Serial, line, number);
            parse.places.serial = line.place_of(number);
            origin.serial = Some(line.text_of(number));
        } else {
            let message = format!("expected the number of the message, but found {}", quoted(number));
            let help = "format line 1 may have the same number";
            parse.leftover(Code::CallNumberUnreadable, line, number, message, help);
        }
    }
    parse.places.called = line.place();
    parse.numbered = false;
    parse.cable.call_signs = Some(signs);
    // What the line does not carry is left out: call signs are no routing indicators.
    parse.cable.call = Some(call).filter(|call| !call.indicators.is_empty());
    parse.cable.origin = Some(origin).filter(|origin| origin.indicator.is_some() || origin.serial.is_some());
}

fn station<'a>(line: &Line<'a>, word: &'a [u8]) -> Option<RoutingIndicator<'a>> {
    super::routing::is_continuation(word).then(|| RoutingIndicator::read(line.text_of(word))).flatten()
}
