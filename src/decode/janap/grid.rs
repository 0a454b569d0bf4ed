//! What stands in which position of the header.

use memchr::memmem;

use crate::decode::lines::{span, words};
use crate::message::Precedence;

/// Where `--` stands, which begins the routing.
pub(super) const ROUTING: usize = 33;

/// What each position before the routing holds: `P` a prosign, `A` a letter, `N` a letter or figure, `B` a letter or
/// blank, `0` a figure, else itself.
pub(super) const GRID: &[u8; 35] = b"PAAAANNN BBBBBBB0000 0000000-AAAA--";

/// Positions that may be damaged in a line that is still known for a header by its shape alone.
const DAMAGED_MAX: usize = 5;

/// Positions of a line that have what belongs there.
fn fitting(line: &[u8]) -> usize {
    line.iter().zip(GRID).filter(|(byte, holds)| fits(**byte, **holds)).count()
}

pub(super) fn fits(byte: u8, holds: u8) -> bool {
    match holds {
        b'P' => Precedence::from_prosign(byte).is_some(),
        b'A' => byte.is_ascii_uppercase(),
        b'N' => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        b'B' => byte.is_ascii_uppercase() || byte == b' ',
        b'0' => byte.is_ascii_digit(),
        other => byte == other,
    }
}

/// Whether a line is a header of JANAP 128, damaged in a few positions at most, or one position too long or short.
pub(in crate::decode) fn is_header(line: &[u8]) -> bool {
    if line.len() < GRID.len() || fitting(line.get(..8).unwrap_or_default()) < 6 {
        return false;
    }
    fitting(line) >= GRID.len() - DAMAGED_MAX || is_shifted(line)
}

/// The words of a header, of which one lost or gained a position.
fn is_shifted(line: &[u8]) -> bool {
    let Some(dashes) = dashes(line) else { return false };
    let (left, _) = line.split_at(dashes);
    let figures = left.iter().filter(|byte| byte.is_ascii_digit()).count();
    let pieces = pieces(left);
    let [first, second, third] = pieces;
    (9..=14).contains(&figures)
        && (7..=9).contains(&first.len())
        && (8..=12).contains(&second.len())
        && (11..=13).contains(&third.len())
        && third.contains(&b'-')
}

/// A line that may be read as a header where nothing else is known of it: long, with the beginning of the routing or
/// with most positions in place.
pub(in crate::decode) fn is_damaged(line: &[u8]) -> bool {
    line.len() > GRID.len() && (memmem::find(line, b"--R").is_some() || fitting(line) >= 24)
}

/// Where `--` begins the routing.
pub(super) fn dashes(line: &[u8]) -> Option<usize> {
    let near = line.get(28..line.len().min(ROUTING + 6))?;
    memmem::find(near, b"--").map(|place| place + 28)
}

/// What stands before the routing, as the three words it should be.
pub(super) fn pieces(left: &[u8]) -> [&[u8]; 3] {
    let mut all = words(left);
    // A word that is missing is a place at the end of the line, where a finding can point.
    let none = left.get(left.len()..).unwrap_or_default();
    let first = all.next().unwrap_or(none);
    let third = all.next_back().unwrap_or(none);
    let second = match (all.next(), all.next_back()) {
        (Some(second), None) => second,
        (Some(second), Some(last)) => span(left, second, last),
        _ => none,
    };
    [first, second, third]
}
