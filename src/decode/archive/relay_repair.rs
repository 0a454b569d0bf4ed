//! A damaged dashed line: dashes lost or changed, groups run together or torn, letters for figures, a lost `Z`.

use memchr::memchr_iter;

use crate::decode::grammar::{figures, value, whole};
use crate::decode::lines::{span, trim_end, trim_start, words};
use crate::decode::repair;

/// Marks that a line of dashes has at least; damaged ones and blanks between them count in.
const MARKS_MIN: usize = 10;

/// The longest run of groups behind the dashes.
const GROUPS_LENGTH_MAX: usize = 40;

/// A group behind the dashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The filing time, `201212Z`.
    Time(String),
    Counter(u32),
    Copies(u16),
}

/// The dashes that open a line in spite of their damage, and what follows them.
pub(super) fn dashes(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let opening =
        line.iter().take_while(|byte| matches!(byte, b'-' | b'_' | b'=' | b'*' | b' ' | b'.')).count();
    let (dashes, rest) = line.split_at_checked(opening)?;
    let count = |mark: u8| memchr_iter(mark, dashes).count();
    let marks = dashes.len() - count(b' ');
    let most = [b'-', b'_', b'=', b'*'].into_iter().map(count).max().unwrap_or(0);
    // Nearly all of them are of one kind.
    let whole = marks >= MARKS_MIN && 4 * most >= 3 * marks;
    let group =
        |word: &[u8]| word.iter().any(u8::is_ascii_digit) || matches!(word, b"Z" | b"/") || is_shifted(word);
    let grouped = rest.len() <= GROUPS_LENGTH_MAX && words(rest).all(group) && !read(rest).is_empty();
    (whole && grouped).then_some((trim_end(dashes), rest))
}

/// Every group that can be read, with the words that it was written in.
pub(super) fn read(rest: &[u8]) -> Vec<(&[u8], Group)> {
    let parts = parts(rest);
    let mut groups: Vec<(&[u8], Group)> = Vec::new();
    let mut numbers: Vec<(&[u8], String)> = Vec::new();
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        if let Some(copies) = part.strip_prefix(b"/") {
            let count = digits(trim_start(copies)).and_then(|copies| copies.parse().ok());
            groups.extend(count.map(|count| (part, Group::Copies(count))));
        } else if let Some(time) = part.strip_suffix(b"Z") {
            let time = digits(time).filter(|time| is_time(time));
            groups.extend(time.map(|time| (part, Group::Time(format!("{time}Z")))));
        } else if let Some(time) =
            digits(part).filter(|time| is_time(time) && parts.peek() == Some(&&b"Z"[..]))
        {
            // `201212 Z`
            let written = parts.next().map_or(part, |zone| span(rest, part, zone));
            groups.push((written, Group::Time(format!("{time}Z"))));
        } else {
            numbers.extend(digits(part).map(|number| (part, number)));
        }
    }
    let timed = groups.iter().any(|(_, group)| matches!(group, Group::Time(_)));
    match numbers.as_slice() {
        [(part, number)] => groups.extend(number.parse().ok().map(|number| (*part, Group::Counter(number)))),
        // `054 819`: a blank came into the number, which has six figures.
        [(first, number), (second, more)] if number.len() + more.len() == 6 => {
            let written = span(rest, first, second);
            let number = format!("{number}{more}").parse().ok();
            groups.extend(number.map(|number| (written, Group::Counter(number))));
        }
        // `201212 109980`: the one that can be a time has lost its `Z`.
        [first, second] if !timed && is_time(&first.1) != is_time(&second.1) => {
            let (time, number) = if is_time(&first.1) { (first, second) } else { (second, first) };
            groups.push((time.0, Group::Time(format!("{}Z", time.1))));
            groups.extend(number.1.parse().ok().map(|count| (number.0, Group::Counter(count))));
        }
        _ => {}
    }
    groups
}

/// The words of the groups, taken apart where they were run together: behind the `Z` of the time and before the stroke of
/// the copies.
pub(super) fn parts(rest: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    for word in words(rest) {
        let zone = word.iter().position(|byte| *byte == b'Z').map_or(0, |at| at + 1);
        let (time, behind) = word.split_at_checked(zone).unwrap_or((&[], word));
        let stroke = behind.iter().position(|byte| *byte == b'/').unwrap_or(behind.len());
        let (number, copies) = behind.split_at_checked(stroke).unwrap_or((behind, &[]));
        parts.extend([time, number, copies].into_iter().filter(|part| !part.is_empty()));
    }
    parts
}

/// A time that came in the other shift as a whole.
fn is_shifted(word: &[u8]) -> bool {
    matches!(word, [figures @ .., b'Z'] if digits(figures).is_some())
}

/// Figures, or letters that stand for figures; a whole time in the other shift too.
fn digits(word: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(word).ok()?;
    if whole(figures(1, 6), word).is_some() {
        return Some(text.to_owned());
    }
    let shifted = || {
        (word.len() == 6).then(|| word.iter().map(|byte| repair::figure_of(*byte).map(char::from)).collect())
    };
    repair::figures(text).or_else(|| shifted().flatten()).filter(|found| found.len() <= 6)
}

/// Whether six figures are a day, an hour and a minute.
fn is_time(digits: &str) -> bool {
    let part = |at: usize| digits.get(at..at + 2).map_or(u32::MAX, |part| value(part.as_bytes()));
    digits.len() == 6 && (1..=31).contains(&part(0)) && part(2) < 24 && part(4) < 60
}

#[cfg(test)]
mod tests {
    use super::{Group, dashes, read};

    #[test]
    fn groups_are_told_through_their_damage() {
        let whole = || vec![Group::Time("201212Z".to_owned()), Group::Copies(20), Group::Counter(109_980)];
        for groups in [
            "201212Z 109980 /20",
            "2O1212Z 109980 /20",
            "201212Z 1O9980 /20",
            "201212Z 109980 /2O",
            "201212Z109980 /20",
            "201212Z 109980/20",
            "201212Z109980/20",
            "201212 Z 109980 /20",
            "WPQWQWZ 109980 /20",
        ] {
            let mut found: Vec<Group> = read(groups.as_bytes()).into_iter().map(|(_, group)| group).collect();
            found.sort_by_key(|group| matches!(group, Group::Counter(_)));
            assert_eq!(found, whole(), "{groups}");
        }
        let lost: Vec<_> = read(b"201212 109980 /20").into_iter().map(|(_, group)| group).collect();
        assert!(lost.contains(&Group::Time("201212Z".to_owned())) && lost.contains(&Group::Counter(109_980)));
        assert_eq!(read(b"201212 109950 /20").len(), 3, "109950 is no time");
        assert_eq!(read(b"201212 101150 /20").len(), 1, "either may be the time");
        assert_eq!(read(b"054 819"), [(&b"054 819"[..], Group::Counter(54_819))]);
    }

    #[test]
    fn dashes_are_told_through_their_damage() {
        for line in
            ["----- ------------- 054819", "-----------------=- 054819", "_____________________ 054819"]
        {
            assert!(dashes(line.as_bytes()).is_some(), "{line}");
        }
        for line in [
            "------ 054819",
            "-=-=-=-=-=-=- 054819",
            "- - - 1. TEXT",
            "-------------- AND SO ON",
            "-------------- 5 MARCH",
        ] {
            assert!(dashes(line.as_bytes()).is_none(), "{line}");
        }
    }
}
