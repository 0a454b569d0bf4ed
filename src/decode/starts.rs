//! Where cables begin: what may stand on the lines around a start.

use memchr::{memchr, memrchr};

use super::grammar::identification;
use super::kind::{Kind, kind};
use super::lines::{Line, trim_end, trim_start};
use super::{archive, pilots, transmission_repair};
use crate::message::limits;

/// How far a look along a line goes. Heading lines are far shorter, even with noise around them; the bound keeps
/// the search linear where lines are not.
pub(super) const LOOK_BYTES_MAX: usize = 1024;

/// The line that ends at a place: its first byte and its content. `None` where it is too long for a heading.
pub(super) fn line_before(input: &[u8], end: usize) -> Option<(usize, &[u8])> {
    let window = end.saturating_sub(LOOK_BYTES_MAX);
    let before = input.get(window..end)?;
    let first = match memrchr(b'\n', before) {
        Some(newline) => window + newline + 1,
        None if window == 0 => 0,
        None => return None,
    };
    Some((first, trim_end(input.get(first..end)?)))
}

/// A look back at what stands on the line before a place. Lines of a web page may be long: only the end is looked at.
pub(super) fn before_on_line(input: &[u8], place: usize) -> &[u8] {
    let window = input.get(place.saturating_sub(64)..place).unwrap_or_default();
    memrchr(b'\n', window).map_or(window, |end| window.get(end + 1..).unwrap_or_default())
}

/// The rest of the line after a place, at most as long as a line of a heading may be with some noise.
pub(super) fn after_on_line(input: &[u8], place: usize) -> &[u8] {
    let rest = input.get(place..input.len().min(place + 256)).unwrap_or_default();
    trim_end(rest.get(..memchr(b'\n', rest).unwrap_or(rest.len())).unwrap_or_default())
}

/// The kind of the first line that is not blank after the line of a place.
fn kind_below(input: &[u8], place: usize) -> Kind {
    let window = input.get(..input.len().min(place + LOOK_BYTES_MAX)).unwrap_or_default();
    let mut at =
        window.get(place..).and_then(|rest| memchr(b'\n', rest)).map_or(window.len(), |end| place + end + 1);
    while let Some(line) = Line::at(window, "", at) {
        if !line.is_blank() && !is_of_page(line.bytes) {
            return kind(line.bytes);
        }
        at = line.next;
    }
    Kind::Blank
}

/// `ZCZC`: at the start of its line or behind what pages and fused messages leave there, with an identification
/// behind it or a routing line below.
pub(super) fn message_start(input: &[u8], place: usize) -> Option<usize> {
    let before = before_on_line(input, place);
    let (before, start) = match before {
        [before @ .., b'V', b'V'] => (before, place - 2),
        [before @ .., b'V'] => (before, place - 1),
        before => (before, place),
    };
    let opens_line = trim_start(before).iter().all(|byte| !byte.is_ascii_graphic() && byte.is_ascii())
        || before.ends_with(b">")
        || before.ends_with(b"NNNN")
        || before.ends_with(b"\xef\xbb\xbf");
    let below = || opens_procedure(kind_below(input, place), Kind::Origin);
    let words = after_on_line(input, place);
    let identified =
        identification(words).is_ok_and(|(rest, _)| !rest.first().is_some_and(u8::is_ascii_lowercase));
    let glued = words.get(4).is_some_and(|byte| *byte != b' ');
    (opens_line && (identified || (glued && below()))).then_some(start)
}

/// Whether a line of this kind may stand right below a transmission identification.
fn opens_procedure(below: Kind, origin: Kind) -> bool {
    matches!(below, Kind::Call | Kind::Janap | Kind::CallSigns | Kind::Transmission) || below == origin
}

/// `VV   ABC027`: only with a routing line below (ACP 127(G) 202c(2)).
pub(super) fn manual_start(input: &[u8], place: usize) -> Option<usize> {
    let opens_line = trim_start(before_on_line(input, place)).is_empty();
    let identified = identification(after_on_line(input, place)).is_ok();
    (opens_line && identified && opens_procedure(kind_below(input, place), Kind::Call)).then_some(place)
}

/// A `DE` line with a routing line right above it. A routing line may go on over some lines.
pub(super) fn call_start(input: &[u8], de: usize) -> Option<usize> {
    let mut end = de;
    for _ in 0..8 {
        let (first, line) = line_before(input, end)?;
        let content = trim_start(line);
        if kind(content) == Kind::Call {
            let start = bare_identification(input, first).unwrap_or_else(|| content_start(first, line));
            return Some(pilot_above(input, start).unwrap_or(start));
        }
        if !(super::routing::is_continuation(content) || content.is_empty() || is_of_page(content)) {
            return None;
        }
        end = first.checked_sub(1)?;
    }
    None
}

/// Lines of a page that are looked over between two format lines, blank ones included.
const PAGE_LINES_MAX: usize = 8;

/// A page head, or a class alone as its banner: it stands between any two format lines.
fn is_of_page(line: &[u8]) -> bool {
    match line.first() {
        Some(b'P') => kind(line) == Kind::Page,
        Some(b'A'..=b'Z') => super::class::level(line).is_some_and(|level| level.rest.is_empty()),
        _ => false,
    }
}

/// A line above a routing line that holds identifications alone, as relays stack them: `FDA035EUA024ERA017`. A page head
/// may stand between, and the identification be damaged.
fn bare_identification(input: &[u8], below: usize) -> Option<usize> {
    let (mut first, mut line) = line_before(input, below.checked_sub(1)?)?;
    if kind(trim_start(line)) == Kind::Transmission {
        return Some(content_start(first, line));
    }
    for _ in 0..PAGE_LINES_MAX {
        let content = trim_start(line);
        let known = kind(content) == Kind::Transmission || transmission_repair::is_one(content);
        if known {
            return Some(content_start(first, line));
        }
        if !(content.is_empty() || is_of_page(content)) {
            break;
        }
        (first, line) = line_before(input, first.checked_sub(1)?)?;
    }
    None
}

/// An `FM` line with a format line 5 right above it; page marks and banners above that belong to the cable too.
pub(super) fn preamble_start(input: &[u8], fm: usize) -> Option<usize> {
    let (first, line) = line_before(input, fm)?;
    let preamble = |line| kind(line) == Kind::Preamble || super::dtg_repair::is_one(line);
    let mut start = preamble(trim_start(line)).then(|| content_start(first, line))?;
    let mut above = first;
    for _ in 0..4 {
        let Some((first, line)) = above.checked_sub(1).and_then(|end| line_before(input, end)) else { break };
        let content = trim_start(line);
        let banner = super::class::level(content).is_some_and(|level| level.rest.is_empty());
        match kind(content) {
            Kind::Blank => {}
            Kind::Page | Kind::Security => start = content_start(first, line),
            Kind::Origin | Kind::Call if names_station(content) => start = content_start(first, line),
            Kind::Janap | Kind::CallSigns => return Some(procedure_start(input, first, line)),
            _ if is_routing_above(content) => {
                return Some(routing_start(input, first).unwrap_or(start));
            }
            Kind::Class if banner => start = content_start(first, line),
            _ => break,
        }
        above = first;
    }
    Some(archive::frame::opening_above(input, start))
}

/// Whether a routing indicator follows `DE` or the doubled prosign.
pub(super) fn names_station(line: &[u8]) -> bool {
    super::routing::is_continuation(line.get(3..).unwrap_or_default())
}

/// Where a cable begins whose routing of JANAP 128, or whose call of ACP 126, stands on this line.
fn procedure_start(input: &[u8], first: usize, line: &[u8]) -> usize {
    bare_identification(input, first).unwrap_or_else(|| content_start(first, line))
}

/// Whether a line above format line 4 or 5 can be the end of the routing of JANAP 128, or a call without a number.
fn is_routing_above(line: &[u8]) -> bool {
    line.ends_with(b".") && super::janap::is_continuation(line) || super::call_signs::is_call(line, false)
}

/// Lines of routing that are looked back over: so many as five hundred indicators need, eight on a line.
const ROUTING_LINES_MAX: usize = 64;

/// The start of the cable to which the line at `first` belongs as the last one of its routing.
fn routing_start(input: &[u8], last: usize) -> Option<usize> {
    let mut first = last;
    let (_, line) =
        line_before(input, memchr(b'\n', input.get(last..)?).map_or(input.len(), |end| last + end))?;
    if super::call_signs::is_call(trim_start(line), false) {
        return Some(procedure_start(input, last, line));
    }
    for _ in 0..ROUTING_LINES_MAX {
        let (above, line) = line_before(input, first.checked_sub(1)?)?;
        let content = trim_start(line);
        if kind(content) == Kind::Janap {
            return Some(procedure_start(input, above, line));
        }
        if !super::janap::is_continuation(content) {
            return None;
        }
        first = above;
    }
    None
}

/// How far above a heading its pilots are looked for. A look back has a bound, since bytes may come piece by piece.
const PILOTS_BYTES_MAX: usize = 4 * 1024;

/// Where the newest of the pilots begins that stand right above a heading, if there are any.
fn pilot_above(input: &[u8], heading: usize) -> Option<usize> {
    let mut newest = None;
    for _ in 0..limits::PILOTS_MAX {
        let Some(above) = next_pilot_above(input, newest.unwrap_or(heading)) else { break };
        if heading - above > PILOTS_BYTES_MAX {
            break;
        }
        newest = Some(above);
    }
    newest
}

/// Where the pilot begins that stands right above a heading or another pilot.
fn next_pilot_above(input: &[u8], below: usize) -> Option<usize> {
    let (mut first, mut line) = line_before(input, below.checked_sub(1)?)?;
    let mut instructions = 0;
    while instructions < 4 && pilots::is_instruction(trim_start(line)) {
        instructions += 1;
        (first, line) = line_before(input, first.checked_sub(1)?)?;
    }
    (instructions > 0 && kind(trim_start(line)) == Kind::Call)
        .then(|| bare_identification(input, first).unwrap_or_else(|| content_start(first, line)))
}

/// The first byte of a line that is no blank.
pub(super) fn content_start(first: usize, line: &[u8]) -> usize {
    first + line.len() - trim_start(line).len()
}

/// How far format lines 1 to 3 may reach, with the identifications that relays stacked above them.
pub(super) const HEADING_BYTES_MAX: usize = 64 * 1024;

/// Past the lines of format lines 1 to 3, which are starts themselves but belong to the cable that begins here.
pub(super) fn heading_end(input: &[u8], start: usize) -> usize {
    let input = input.get(..start + HEADING_BYTES_MAX).unwrap_or(input);
    let mut at = start;
    let mut end = start;
    while let Some(line) = Line::at(input, "", at) {
        let follows = match kind(line.bytes) {
            Kind::Blank | Kind::Transmission | Kind::Call | Kind::Page => true,
            Kind::Janap | Kind::CallSigns => return line.next,
            Kind::Origin => match pilots::service_end(input, at) {
                Some(below) => {
                    (at, end) = (below, below);
                    continue;
                }
                None => return line.next,
            },
            _ => {
                super::routing::is_continuation(line.bytes)
                    || (at == start)
                    || pilots::is_instruction(line.bytes)
                    || is_of_page(line.bytes)
            }
        };
        if !follows {
            break;
        }
        at = line.next;
        if !line.is_blank() {
            end = line.next;
        }
    }
    end.max(start + 1)
}
