//! The name of an embassy or consulate with letters dropped or swapped: `AMMBASSY NEW DELHI`, `AMEMBASSY ARIS`.

use std::borrow::Cow;

use super::Trace;
use super::findings::quoted;
use super::lines::{Line, first_word};
use super::parse::{Parse, SUBSTITUTE};
use super::posts::{known_post, likely_post, written_so};
use super::repair;
use crate::message::Code;

/// The words before the name of a post.
const OFFICES: [&str; 4] = ["AMEMBASSY", "AMCONSUL", "USMISSION", "SECSTATE"];

/// Other words that open a name and are near one of those above.
const OTHERS: [&str; 5] = ["AMCONGEN", "AMCONSULATE", "AMEMBASSIES", "AMCONSULS", "EMBASSY"];

/// The name, put right where it can have been one alone; said where it may have been another.
pub(super) fn checked<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    line: &Line<'a>,
    name: &'a [u8],
) -> Cow<'a, str> {
    // A character that is known to be lost is said to be so, and is no slip of the hand.
    if is_plain(name) || name.contains(&SUBSTITUTE) {
        return line.text_of(name);
    }
    let (office, post) = first_word(name);
    let (Ok(office), Ok(post_name)) = (std::str::from_utf8(office), std::str::from_utf8(post)) else {
        return line.text_of(name);
    };
    if let Some((office, post)) = glued(office, post_name) {
        let right = format!("{office} {post}");
        let message = format!("no blank stands behind `{office}` in {}", quoted(name));
        parse.findings.add(Code::NameRepaired, line.place_of(name), message, "write the words apart");
        return Cow::Owned(right);
    }
    let office_right = if OFFICES.contains(&office) { Some(office) } else { misspelt_office(office) };
    let Some(office_right) = office_right else { return line.text_of(name) };
    let known = if office_right == "SECSTATE" {
        Some("WASHDC").filter(|desk| *desk == post_name || desk_is_near(post_name))
    } else {
        known_post(post_name)
    };
    let likely = if known.is_none() { likely_post(post_name) } else { None };
    // Two slips in one name are too many, unless the rest of it is known.
    let post_right = likely.and_then(repair::Likely::sure).filter(|_| office_right == office);
    if let Some(likely) = likely
        && post_right.is_none()
    {
        let message = format!("{} is no post that is known", quoted(post));
        let help = format!("it may have been {}; the station before the stroke tells", likely.offer());
        parse.findings.add(Code::NameDoubtful, line.place_of(post), message, help);
    }
    let desk_right = office_right == "SECSTATE" && desk_is_near(post_name);
    if office_right == office && post_right.is_none() && !desk_right
        || known.is_none() && post_right.is_none()
    {
        return line.text_of(name);
    }
    let post_right = post_right.or(known.filter(|_| office_right == "SECSTATE"));
    let right = format!("{office_right} {}", post_right.unwrap_or(post_name));
    let message = format!("{} is read as `{right}`", quoted(name));
    let help = "compare it with the station before the stroke";
    parse.findings.add(Code::NameRepaired, line.place_of(name), message, help);
    Cow::Owned(right)
}

/// Whether a name is that of an embassy or consulate as the list has it, or of the desk in Washington.
#[inline]
pub(super) fn is_post(name: &[u8]) -> bool {
    match name.strip_prefix(b"AMEMBASSY ").or_else(|| name.strip_prefix(b"AMCONSUL ")) {
        Some(post) => written_so(post).is_some(),
        None => name == b"SECSTATE WASHDC",
    }
}

/// Most names are those of a known post, or of no post at all: their first letters tell.
#[inline(always)]
fn is_plain(name: &[u8]) -> bool {
    match name.first() {
        Some(b'A' | b'M' | b'E' | b'S') => {}
        Some(b'U') if name.starts_with(b"USMIS") && !name.starts_with(b"USMISSION ") => {}
        _ => return true,
    }
    let post = name.strip_prefix(b"AMEMBASSY ").or_else(|| name.strip_prefix(b"AMCONSUL "));
    let Some(post) = post else {
        return name == b"SECSTATE WASHDC"
            || name.starts_with(b"SECD")
            || matches!(name, [b'A', b'L' | b'I', ..]);
    };
    written_so(post).is_some() || std::str::from_utf8(post).is_ok_and(|post| known_post(post).is_some())
}

/// `WASDC`, `WAHSDC`, but not `WASHDC` itself.
fn desk_is_near(desk: &str) -> bool {
    desk != "WASHDC" && repair::near(desk, "WASHDC", 1)
}

/// `AMEMBASSYMOSCOW`: the office and the post behind it.
fn glued(office: &str, rest: &str) -> Option<(&'static str, String)> {
    OFFICES.into_iter().find_map(|right| {
        let post = office.strip_prefix(right).filter(|post| !post.is_empty())?;
        let post = if rest.is_empty() { post.to_owned() } else { format!("{post} {rest}") };
        (right != "SECSTATE" && known_post(&post).is_some() || right == "SECSTATE" && post == "WASHDC")
            .then_some((right, post))
    })
}

/// `AMMBASSY`, `AMCONUSL`
fn misspelt_office(word: &str) -> Option<&'static str> {
    let near = |office: &&str| repair::near(word, office, 2);
    if !(6..=11).contains(&word.len()) || OTHERS.contains(&word) {
        return None;
    }
    OFFICES.into_iter().find(near)
}
