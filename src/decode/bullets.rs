//! The letters that open the items of the REF list: `A.`, `(B)`, `[C]`, and what damage makes of them.

use super::lines::{first_word, trim_start};
use super::posts::known_post;

/// A letter that opens an item, cut out of the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bullet<'a> {
    pub(super) letter: &'a [u8],
    pub(super) written: &'a [u8],
    pub(super) rest: &'a [u8],
    /// Marked by a stop or parentheses, so that it is one wherever it stands at the start of a line.
    pub(super) stopped: bool,
}

/// `A.`, `A)`, `(A)`, `[A]`, `A -`, or `A` before a blank; a paragraph sign or a dash before it belongs to it.
pub(super) fn bullet(rest: &[u8]) -> Option<Bullet<'_>> {
    let content = rest.strip_prefix("¶".as_bytes()).unwrap_or(rest);
    let content = match content {
        [b'-', b' ', after @ ..] if trim_start(after).starts_with(b"(") => trim_start(after),
        content => content,
    };
    let is_letter = |letter: &u8| letter.is_ascii_alphabetic();
    match content {
        [b'(' | b'[' | b'{', ..] => {}
        [letter, next, ..] if is_letter(letter) && !next.is_ascii_alphanumeric() => {}
        _ => return None,
    }
    let length = match content {
        [b'(', letter, b')', b':', ..] if is_letter(letter) => 4,
        [b'(', letter, b')', ..] | [b'[', letter, b']', ..] | [b'{', letter, b'}', ..]
            if is_letter(letter) =>
        {
            3
        }
        [b'(', letter, b'.' | b':', b')', ..] if is_letter(letter) => 4,
        [letter, b'.', b')', ..] if is_letter(letter) => 3,
        [letter, b'.' | b')' | b':', next, ..] if is_letter(letter) && !next.is_ascii_alphabetic() => 2,
        [letter, b')' | b':', ..] | [letter, b'.'] if is_letter(letter) => 2,
        [letter, b' ', b'-', b' ', ..] if letter.is_ascii_uppercase() => 3,
        [letter, b'-', b' ', ..] if letter.is_ascii_uppercase() => 2,
        [letter, b'-' | b',', name @ ..] if letter.is_ascii_uppercase() && names_cable(trim_start(name)) => 2,
        // `B.ROME 6`: the blank behind the stop was lost.
        [letter, b'.', name @ ..] if letter.is_ascii_uppercase() && names_cable(name) => 2,
        [letter, b' ', ..] if letter.is_ascii_uppercase() => 1,
        _ => return None,
    };
    let (written, after) = content.split_at(length);
    let letter = written.iter().position(u8::is_ascii_alphabetic)?;
    let lead = rest.len() - content.len();
    Some(Bullet {
        letter: written.get(letter..=letter)?,
        written: rest.get(..lead + length)?,
        rest: trim_start(after),
        stopped: length > 1,
    })
}

/// `1. STATE 41252`, `(2) ROME 1098`, `3) BONN 12`: a number that opens an item in the place of a letter; a year has two
/// figures.
pub(super) fn number(rest: &[u8]) -> Option<Bullet<'_>> {
    let open = usize::from(rest.first() == Some(&b'('));
    let figures = rest.get(open..)?.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    let end = open + figures;
    let stop = match rest.get(end..)? {
        [b')', ..] => 1,
        [b'.', b')', ..] => 2,
        [b'.', next, ..] if open == 0 && !next.is_ascii_digit() => 1,
        _ => return None,
    };
    let (written, after) = rest.split_at_checked(end + stop)?;
    let letter =
        rest.get(open..end).filter(|figures| !figures.is_empty() && figures.first() != Some(&b'0'))?;
    Some(Bullet { letter, written, rest: trim_start(after), stopped: true })
}

/// `REF A HAVANA 639`, `REF: 01 ABUJA 997`: the label once more, behind itself. Gives what follows it.
pub(super) fn behind_label(rest: &[u8]) -> Option<&[u8]> {
    const LABELS: [&[u8]; 6] = [b"REFERENCE", b"REFTEL", b"REFS", b"REF", b"Refs", b"Ref"];
    let after = LABELS.iter().find_map(|label| rest.strip_prefix(*label))?;
    let stops = after.strip_prefix(b":").unwrap_or(after);
    let content = trim_start(stops);
    (content.len() < after.len() && !content.is_empty()).then_some(content)
}

/// Whether a bullet without a stop is one further along a line: a post and figures follow it.
pub(super) fn opens_cable(bullet: &Bullet<'_>) -> bool {
    names_cable(bullet.rest)
}

/// Whether words begin with a post and figures, a year before them or not.
pub(super) fn names_cable(rest: &[u8]) -> bool {
    let (mut word, mut rest) = first_word(rest);
    let year = word.strip_prefix(b"(").and_then(|year| year.strip_suffix(b")")).unwrap_or(word);
    if year.iter().all(u8::is_ascii_digit) {
        (word, rest) = first_word(rest);
    }
    let known = |name: &[u8]| std::str::from_utf8(name).is_ok_and(|name| known_post(name).is_some());
    let mut name = word.to_vec();
    for _ in 0..3 {
        let (next, after) = first_word(rest);
        if known(&name) {
            return next.first().is_some_and(u8::is_ascii_digit);
        }
        name.push(b' ');
        name.extend_from_slice(next);
        rest = after;
    }
    false
}
