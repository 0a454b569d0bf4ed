//! Format line 2: the routing line (ACP 127(G) 151, 204).

use std::collections::BTreeSet;

use nom::Offset;

use super::findings::quoted;
use super::grammar::{doubled_prosign, indicator, prosign, whole};
use super::lines::{Line, first_word, is_gap, words};
use super::parse::Parse;
use super::{Token, Trace, heading_repair, janap};
use crate::message::{Call, Code, Precedence, RoutingIndicator, capitals};

/// Reads `PP RUEHLN RUEHVK RUEHYG`.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let (word, mut rest) = first_word(line.bytes);
    let precedence = if let Some((_, precedence)) = whole(doubled_prosign, word) {
        parse.token(Token::CallPrecedence, line, word);
        parse.places.call_precedence = line.place_of(word);
        Some(precedence)
    } else if let Some(precedence) = whole(prosign, word) {
        parse.token(Token::CallPrecedence, line, word);
        parse.places.call_precedence = line.place_of(word);
        parse.findings.add(
            Code::CallPrecedenceSingle,
            line.place_of(word),
            format!("the prosign of the routing line is written twice, but {} stands once", quoted(word)),
            "write it twice, as in `PP`",
        );
        Some(precedence)
    } else if let Some((prosign, station)) = heading_repair::prosign_and_station(word) {
        parse.token(Token::CallPrecedence, line, prosign);
        parse.places.call_precedence = line.place_of(prosign);
        let message = format!("no blank stands between {} and {}", quoted(prosign), quoted(station));
        let help = "compare it with format line 5";
        parse.findings.add(Code::IndicatorsGlued, line.place_of(word), message, help);
        rest = line.bytes.get(prosign.len()..).unwrap_or_default();
        whole(doubled_prosign, prosign).map(|(_, precedence)| precedence)
    } else if heading_repair::lacks_prosign(line.bytes) {
        let message = format!("expected a precedence prosign written twice before {}", quoted(word));
        let help = "format line 5 tells the precedence";
        parse.findings.add(Code::CallPrecedenceUnreadable, line.start..line.start, message, help);
        rest = line.bytes;
        None
    } else {
        let message = format!("expected a precedence prosign written twice, but found {}", quoted(word));
        parse.leftover(
            Code::CallPrecedenceUnreadable,
            line,
            word,
            message,
            "one of `ZZ`, `OO`, `PP`, `RR` belongs here",
        );
        None
    };
    stations(parse, line, precedence, rest);
}

/// Takes `PP RUEHLN RUEHVK`: a prosign twice, and what follows one blank; `false` where something else opens the line.
pub(super) fn take_plain<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
    let [first, second, b' ', b'R', ..] = line.bytes else { return false };
    let Some(precedence) = Precedence::from_prosign(*first).filter(|_| first == second) else { return false };
    let (prosign, rest) = line.bytes.split_at_checked(2).unwrap_or_default();
    parse.places.call_precedence = line.place_of(prosign);
    stations(parse, line, Some(precedence), rest.get(1..).unwrap_or_default());
    true
}

/// Takes the stations that are called.
fn stations<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    precedence: Option<Precedence>,
    rest: &'a [u8],
) {
    parse.places.called = line.place_of(rest);
    let mut call = Call { precedence, indicators: std::mem::take(&mut parse.spare.indicators) };
    call.indicators.reserve(4);
    called(parse, line, rest, &mut call);
    parse.cable.call = Some(call);
}

/// Reads a line as one on which the routing goes on, where it is one; call signs never do.
pub(super) fn goes_on<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) -> bool {
    let fixed = parse.cable.janap.is_some();
    let follows = if fixed { janap::is_continuation(line.bytes) } else { is_continuation(line.bytes) };
    if !follows || parse.cable.call_signs.is_some() || heading_repair::lacks_de(line.bytes) {
        return false;
    }
    parse.extend(line);
    if fixed {
        janap::go_on(parse, line);
    } else {
        go_on(parse, line);
    }
    true
}

/// Reads a continuation line: routing indicators only.
fn go_on<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let Some(mut call) = parse.cable.call.take() else { return };
    called(parse, line, line.bytes, &mut call);
    parse.places.called.end = line.place().end;
    parse.cable.call = Some(call);
}

/// Whether a line can go on with the routing line.
pub(super) fn is_continuation(line: &[u8]) -> bool {
    let (word, _) = first_word(line);
    whole(indicator, word).is_some() && matches!(word.first(), Some(b'R' | b'Q' | b'U'))
}

/// Says which stations are called twice (ACP 127(G) 204c). Run once, when the routing line is complete.
pub(super) fn check_repeats<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(call) = &parse.cable.call else { return };
    let mut seen = BTreeSet::new();
    // A set costs more than the rest of the line; most lines call one station or a few.
    let repeated = match call.indicators.as_slice() {
        [] | [_] => None,
        few if few.len() <= 8 => few
            .iter()
            .enumerate()
            .find(|(at, one)| few.iter().take(*at).any(|other| other.packed() == one.packed()))
            .map(|(_, one)| one),
        many => many.iter().find(|one| !seen.insert(one.as_str())),
    };
    let Some(repeated) = repeated else { return };
    let place = parse.places.called.clone();
    let list = parse.bytes.get(place.clone()).unwrap_or_default();
    let again = memchr::memmem::find_iter(list, repeated.as_str()).nth(1).unwrap_or(0);
    let start = place.start + again;
    parse.findings.add(
        Code::CallIndicatorRepeated,
        start..start + repeated.as_str().len(),
        format!("`{repeated}` is called more than once"),
        "one indicator serves all addressees behind it: leave the others out",
    );
}

/// `RUFDAERXFPSA`: two indicators, where only one place between them leaves two that begin as indicators do.
fn glued(word: &[u8]) -> Option<(&[u8], &[u8])> {
    let begins = |part: &[u8]| matches!(part.first(), Some(b'R' | b'Q'));
    let fits = |at: &usize| {
        word.split_at_checked(*at).is_some_and(|(first, second)| {
            begins(first) && begins(second) && RoutingIndicator::fits(first) && RoutingIndicator::fits(second)
        })
    };
    let mut places = (RoutingIndicator::LENGTH_MIN..=RoutingIndicator::LENGTH_MAX).filter(fits);
    let place = places.next()?;
    if places.next().is_some() { None } else { word.split_at_checked(place) }
}

/// Takes the stations of a list up to the first word that is none, with one blank behind each, as they are written; gives
/// what is left.
fn plainly_called<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    mut list: &'a [u8],
    call: &mut Call<'a>,
) -> &'a [u8] {
    loop {
        let letters = capitals::leading(list);
        let (word, rest) = list.split_at_checked(letters).unwrap_or((list, &[]));
        if !(RoutingIndicator::LENGTH_MIN..=RoutingIndicator::LENGTH_MAX).contains(&letters)
            || !rest.first().is_none_or(|byte| is_gap(*byte))
        {
            return list;
        }
        parse.token(Token::CalledStation, line, word);
        call.indicators.push(RoutingIndicator::fitting(word));
        list = rest.get(1..).unwrap_or_default();
    }
}

fn called<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, list: &'a [u8], call: &mut Call<'a>) {
    let list = plainly_called(parse, line, list, call);
    for word in words(list) {
        if word == b"DE" && parse.leaves(line, list.get(list.offset(word)..).unwrap_or_default()) {
            break;
        }
        if let Some(called) = RoutingIndicator::read(line.text_of(word)) {
            parse.token(Token::CalledStation, line, word);
            call.indicators.push(called);
        } else if let Some((first, second)) = glued(word).or_else(|| heading_repair::stations_at_stroke(word))
        {
            for part in [first, second] {
                parse.token(Token::CalledStation, line, part);
                call.indicators.extend(RoutingIndicator::read(line.text_of(part)));
            }
            let message = format!("no blank stands between {} and {}", quoted(first), quoted(second));
            let help = "compare them with the stations before the strokes of the addressees";
            parse.findings.add(Code::IndicatorsGlued, line.place_of(word), message, help);
        } else {
            let message = format!(
                "expected a routing indicator, four to seven capital letters, but found {}",
                quoted(word)
            );
            parse.leftover(
                Code::CallIndicatorUnreadable,
                line,
                word,
                message,
                "compare it with the stations before the strokes of the addressees",
            );
        }
    }
}
