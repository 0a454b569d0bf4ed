//! A damaged message reference number: other words melted into it, a garbled post, letters among its figures.

use std::borrow::Cow;

use super::captions;
use super::findings::quoted;
use super::lines::{Line, last_word, words};
use super::melted::{self, Station};
use super::number_line::Found;
use super::parse::Parse;
use super::posts::{known_post, likely_post};
use super::repair::{self, Likely};
use super::{Token, Trace};
use crate::message::Code;

/// The station of a number that could be read, put right where it is damaged.
///
/// The originator numbers its own cables: a station that format line 6 names is right, and of two that are as near the
/// one of format line 6 was meant.
pub(super) fn station<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    found: &Found<'a>,
    station: Cow<'a, str>,
) -> Cow<'a, str> {
    let from = parse.cable.from.as_ref().map(|from| from.plad.as_ref()).unwrap_or_default();
    if from.ends_with(station.as_ref()) && !station.starts_with("AM") || known_post(&station).is_some() {
        return station;
    }
    if let Some(melted::Melted { station: Station::Sure(post), .. }) =
        melted::read(&line.text_of(found.written))
    {
        return repaired(parse, line, found.station, post);
    }
    let Some(likely) = likely_post(&station) else { return station };
    let by_originator = post_of(from).filter(|post| [Some(likely.word), likely.other].contains(&Some(*post)));
    if let Some(post) = by_originator.or(likely.sure()) {
        return repaired(parse, line, found.station, post);
    }
    doubtful(parse, line, found.station, likely);
    station
}

/// The post in a plain language address designator: `CHISINAU` of `AMEMBASSY CHISINAU`.
fn post_of(plad: &str) -> Option<&'static str> {
    plad.split_once(' ').and_then(|(_, post)| known_post(post))
}

/// Reads a station and number that the form does not fit; gives them and the captions behind them.
pub(super) fn read<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
) -> Option<(Cow<'a, str>, u32, &'a [u8])> {
    let (before, last) = last_word(rest);
    let (written, behind) = if captions::is_listed_caption(last) { (before, last) } else { (rest, &[][..]) };
    let text = line.text_of(written);
    let (station, number) = match melted::read(&text) {
        Some(melted) => {
            if parse.cable.section.is_none() {
                parse.cable.section = melted.section;
            }
            (melted.station, melted.number)
        }
        None => garbled_figures(&text)?,
    };
    let station = match station {
        Station::Sure(post) => post,
        Station::Unknown(..) => return None,
    };
    parse.token(Token::ReferenceNumber, line, written);
    let message = format!("{} is read as {station} {number}", quoted(written));
    let help = "the page marks of the text repeat the number";
    parse.findings.add(Code::ReferenceNumberRepaired, line.place_of(written), message, help);
    Some((Cow::Borrowed(station), number, behind))
}

/// `BISHKEK 00O21`, `MADRID 0009Q`, `HARA4E 000876`: letters stand for figures, or figures for letters.
fn garbled_figures(text: &str) -> Option<(Station, u32)> {
    let (station, word) = text.rsplit_once(' ')?;
    let plain = word.bytes().all(|byte| byte.is_ascii_digit());
    let figures = if plain { Some(word.to_owned()) } else { repair::figures(word) };
    let figures = figures.filter(|figures| figures.len() <= 8)?;
    let known = words(station.as_bytes()).count() <= 5;
    Some((Station::of(station), figures.parse().ok()?)).filter(|_| known)
}

fn repaired<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    written: &'a [u8],
    post: &'static str,
) -> Cow<'a, str> {
    let message = format!("{} is read as `{post}`", quoted(written));
    let help = "compare it with the originator and the page marks of the text";
    parse.findings.add(Code::ReferenceNumberRepaired, line.place_of(written), message, help);
    Cow::Borrowed(post)
}

fn doubtful<T: Trace>(parse: &mut Parse<'_, '_, T>, line: &Line<'_>, written: &[u8], likely: Likely) {
    let message = format!("{} is no post that is known", quoted(written));
    let help = format!("it may have been {}; the originator and the page marks tell", likely.offer());
    parse.findings.add(Code::StationDoubtful, line.place_of(written), message, help);
}
