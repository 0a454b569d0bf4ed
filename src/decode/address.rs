//! Format lines 6 to 9: originator, addressees and exempt posts (ACP 127(G) 205, 206; 5 FAH-2 H-321).

use memchr::memchr_iter;

use super::addressee;
use super::findings::quoted;
use super::kind::station_length;
use super::lines::{Line, trim};
use super::marks;
use super::name_repair;
use super::parse::Parse;
use super::prosign_slips;
use super::run_on;
use super::{Part, Token, Trace, dialect};
use crate::message::{Addressee, Code, Originator, RoutingIndicator};

/// Which list the lines belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listing {
    /// Action addressees.
    To,
    /// Information addressees.
    Info,
    /// Posts that `XMT` takes out, in the list named.
    Exempt(Part),
}

impl Listing {
    /// The part its lines belong to.
    pub(super) const fn part(self) -> Part {
        match self {
            Self::To => Part::To,
            Self::Info => Part::Info,
            Self::Exempt(part) => part,
        }
    }
}

/// The names of most originators are no longer.
const PLAIN_NAME: usize = 20;

/// Whether an entry is longer than most, so that the next line may have run into it.
#[inline(always)]
fn may_run_on(entry: &[u8]) -> bool {
    const WITHOUT_STATION: usize = 30;
    const WITH_STATION: usize = 44;
    entry.len() > WITHOUT_STATION && (entry.len() > WITH_STATION || station_length(entry).is_none())
}

/// Reads `FM SECSTATE WASHDC`.
pub(super) fn read_from<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>) {
    let (word, rest) = prosign_slips::take(parse, line, "FM", Token::Fm);
    let name = if word == b"FM" || prosign_slips::is_slip(line.bytes) {
        rest
    } else {
        let message = format!("expected `FM`, but found {}", quoted(word));
        parse.leftover(Code::LineUnreadable, line, word, message, "format line 6 opens with `FM`");
        rest
    };
    name_of_originator(parse, line, name);
}

/// Reads what follows a word that stands for `FM`.
pub(super) fn originator<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    word: &'a [u8],
    name: &'a [u8],
) {
    parse.token(Token::Fm, line, word);
    name_of_originator(parse, line, name);
}

/// Reads the name of the originator; a page head that took its place leaves it to the line below.
pub(super) fn name_of_originator<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    name: &'a [u8],
) {
    if name.starts_with(b"PAGE") && marks::is_page_mark(name) {
        return marks::note_in_header(parse, line, name, name);
    }
    let name = if name.len() > PLAIN_NAME { run_on::name(parse, line, name) } else { name };
    let (letters, rest) = if name.is_empty() { (None, name) } else { addressee::station(parse, line, name) };
    let (plad, office) = addressee::office(parse, line, rest);
    if plad.is_empty() {
        let end = line.place().end;
        let message = "expected the originator's name after `FM`, but the line ends";
        let help = "compare it with other copies of the message";
        parse.findings.add(Code::OriginatorMissing, end..end, message, help);
        if name.is_empty() {
            return;
        }
    } else {
        parse.token(Token::Plad, line, plad);
    }
    let plad = name_repair::checked(parse, line, plad);
    parse.cable.from = Some(Originator {
        indicator: letters.map(RoutingIndicator::fitting),
        plad,
        office: office.map(|office| line.text_of(office)),
    });
}

/// Takes an originator that is one of the posts by its usual name, the desk in Washington, or a station by its routing
/// indicator; `false` for all else.
pub(super) fn take_plain_originator<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    name: &'a [u8],
) -> bool {
    let plain = name_repair::is_post(name) || addressee::is_own_name(name);
    if plain {
        parse.cable.from = Some(Originator { indicator: None, plad: line.text_of(name), office: None });
    }
    plain
}

/// Takes an addressee that is such a post; `false` for all else.
pub(super) fn take_plain_entry<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    entry: &'a [u8],
    listing: Listing,
) -> bool {
    let list = match listing {
        Listing::To => &mut parse.cable.to,
        Listing::Info => &mut parse.cable.info,
        Listing::Exempt(_) => return false,
    };
    let read = addressee::plain(line, entry).filter(|_| parse.numbered);
    let plain = read.is_some();
    list.extend(read);
    plain
}

/// Reads a line that opens a list: `TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941`.
pub(super) fn open<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, listing: Listing) -> Listing {
    let (right, token) = if listing == Listing::To { ("TO", Token::To) } else { ("INFO", Token::Info) };
    let (_, rest) = prosign_slips::take(parse, line, right, token);
    entry(parse, line, rest, listing)
}

/// Reads what follows the word that opens a list.
pub(super) fn open_behind<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    word: &'a [u8],
    rest: &'a [u8],
    listing: Listing,
) -> Listing {
    parse.token(if listing == Listing::To { Token::To } else { Token::Info }, line, word);
    entry(parse, line, rest, listing)
}

/// Reads a line that goes on with a list, or a `XMT` line.
pub(super) fn go_on<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    listing: Listing,
) -> Listing {
    if prosign_slips::exempts(line.bytes) {
        let (_, posts) = prosign_slips::take(parse, line, "XMT", Token::Xmt);
        exempt(parse, line, posts, listing.part());
        return Listing::Exempt(listing.part());
    }
    entry(parse, line, line.bytes, listing)
}

/// What stands after `TO`, `INFO`, or alone on a line of the list.
fn entry<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    rest: &'a [u8],
    listing: Listing,
) -> Listing {
    if rest.is_empty() {
        return listing;
    }
    if rest.starts_with(b"PAGE") && marks::is_page_mark(rest) {
        marks::note_in_header(parse, line, rest, rest);
        return listing;
    }
    if let Some(posts) = exempt_posts(rest) {
        parse.token(Token::Xmt, line, rest.get(..3).unwrap_or_default());
        exempt(parse, line, posts, listing.part());
        return Listing::Exempt(listing.part());
    }
    if let Some((before, posts)) = exempt_behind(rest) {
        // `… POSTS COLLECTIVE XMT USINT HAVANA`: collective and exempt posts on one line.
        let listing = entry(parse, line, before, listing);
        return entry(parse, line, posts, listing);
    }
    let rest = if may_run_on(rest) { run_on::name(parse, line, rest) } else { rest };
    if rest.is_empty() {
        return listing;
    }
    let plain = match listing {
        Listing::Exempt(part)
            if addressee::is_bare_name(rest) || (part == Part::Exempt && has_station(rest)) =>
        {
            exempt(parse, line, rest, part);
            return listing;
        }
        // The next line with a station, a precedence or a number ends the run of exempt posts.
        Listing::Exempt(Part::To) => Listing::To,
        Listing::Exempt(_) => Listing::Info,
        plain => plain,
    };
    let read = addressee::read(parse, line, rest);
    match plain {
        Listing::To => parse.cable.to.push(read),
        _ => parse.cable.info.push(read),
    }
    plain
}

/// `XMT/AMEMBASSY SOFIA`, `XMT AMEMBASSY SOFIA`: what follows the prosign.
fn exempt_posts(rest: &[u8]) -> Option<&[u8]> {
    let posts = rest.strip_prefix(b"XMT")?;
    match posts.first() {
        None => Some(posts),
        Some(b' ' | b'/' | b':') => {
            Some(trim(posts.strip_prefix(b"/").or_else(|| posts.strip_prefix(b":")).unwrap_or(posts)))
        }
        Some(_) => None,
    }
}

/// Whether a line that opens with `XMT` is format line 9: it names a post with its station, and no collective stands
/// right above it (ACP 127(G) Annex B).
pub(super) fn is_format_line_9<T: Trace>(parse: &Parse<'_, '_, T>, line: &[u8]) -> bool {
    let above = parse.cable.info.last().or(parse.cable.to.last());
    exempt_posts(line).is_some_and(|posts| station_length(posts).is_some())
        && above.is_some_and(|above| !above.collective)
}

/// An addressee and `XMT` with its posts behind it.
#[inline(always)]
fn exempt_behind(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    // Exempt posts have no number, and most lines end in one.
    if rest.last().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    memchr_iter(b'X', rest).find_map(|at| {
        let (before, posts) = rest.split_at(at);
        (before.ends_with(b" ") && exempt_posts(posts).is_some()).then(|| (trim(before), posts))
    })
}

/// Posts that `XMT` takes out of the collective right before it; without one they stand for themselves.
fn exempt<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, posts: &'a [u8], part: Part) {
    let names = posts.split(|byte| matches!(byte, b',' | b';')).flat_map(several);
    for name in names.map(trim).filter(|name| !name.is_empty()) {
        parse.token(Token::ExemptPost, line, name);
        let text = name_repair::checked(parse, line, name);
        if let Some(collective) = collective_before(parse, part) {
            collective.exempt.push(text);
        } else if is_of_collective_above(parse) {
            parse.cable.exempt.push(text);
        } else {
            parse.findings.add(
                Code::ExemptUnattached,
                line.place_of(name),
                format!("{} is exempt, but no collective stands before it", quoted(name)),
                "write `XMT` on the lines after the collective that the post belongs to",
            );
            parse.cable.exempt.push(text);
        }
    }
}

/// `AMEMBASSY SOFIA AMCONSUL ST PETERSBURG`: the words of an office begin another post.
fn several(names: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = names;
    std::iter::from_fn(move || {
        let begins = |at: &usize| {
            let (before, behind) = rest.split_at_checked(*at).unwrap_or((rest, &[]));
            // A station before the stroke has its office behind it.
            before.last() == Some(&b' ')
                && (station_length(behind).is_some()
                    || run_on::OFFICES.iter().any(|office| behind.starts_with(office)))
        };
        let end = memchr_iter(b' ', rest).map(|blank| blank + 1).find(begins).unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        rest = behind;
        (!name.is_empty()).then_some(name)
    })
}

/// Format line 9 of a military message stands below both lists, and may be of a collective anywhere in them.
fn is_of_collective_above<T: Trace>(parse: &Parse<'_, '_, T>) -> bool {
    // Asked of each exempt post: the first addressees have to do.
    let mut all = parse.cable.to.iter().take(64).chain(parse.cable.info.iter().take(64));
    all.any(|addressee| addressee.collective) && !dialect::has_state_address(parse.cable)
}

fn collective_before<'p, 'a, T: Trace>(
    parse: &'p mut Parse<'a, '_, T>,
    part: Part,
) -> Option<&'p mut Addressee<'a>> {
    let list = match part {
        Part::To => &mut parse.cable.to,
        Part::Info => &mut parse.cable.info,
        _ => return None,
    };
    list.last_mut().filter(|addressee| addressee.collective)
}

fn has_station(rest: &[u8]) -> bool {
    station_length(rest).is_some()
}

/// Whether a line without `TO` or `INFO` can be an entry of a list: capitals, and no label of the text.
pub(super) fn is_entry(line: &[u8]) -> bool {
    // A name begins with a letter or a figure; a station that lost its first letter is known by its stroke.
    let begins = line.first().is_some_and(|byte| !byte.is_ascii_punctuation() || *byte == b'(');
    if !begins && !line.contains(&b'/') {
        return false;
    }
    let small = line.iter().filter(|byte| byte.is_ascii_lowercase()).count();
    small == 0 && line.iter().filter(|byte| byte.is_ascii_uppercase()).count() >= 3
}
