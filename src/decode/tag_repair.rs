//! Tags without blanks between them, and tags with a figure or a small letter for a capital.

use std::borrow::Cow;

use super::repair;
use super::tag_words::{self, is_known};

/// The longest run of tags that is taken apart.
const LENGTH_MAX: usize = 120;

/// The letters of the longest tag that is known.
const TAG_LENGTH_MAX: usize = 7;

/// The tags that a garbled word was; `None` where it may have been several, or none.
pub(super) fn read(word: &[u8]) -> Option<Vec<Cow<'static, str>>> {
    let written = std::str::from_utf8(word).ok()?;
    let trimmed = written.trim_matches([':', '.', '-', '/']);
    let capitals = trimmed.to_ascii_uppercase();
    if capitals != written && !capitals.is_empty() && is_code(&capitals) && is_plausible(&capitals) {
        return Some(vec![Cow::Owned(capitals)]);
    }
    if capitals.contains('/') {
        let parts: Vec<&str> = capitals.split('/').collect();
        let known = parts.iter().all(|part| is_known(part));
        return known.then(|| parts.into_iter().map(|part| Cow::Owned(part.to_owned())).collect());
    }
    if capitals.bytes().any(|byte| byte.is_ascii_digit()) {
        return figures(&capitals).map(|tag| vec![Cow::Borrowed(tag)]);
    }
    together(&capitals).map(|tags| tags.into_iter().map(|tag| Cow::Owned(tag.to_owned())).collect())
}

fn is_code(word: &str) -> bool {
    word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Small letters are tags where the list knows them or they have the length of one.
fn is_plausible(word: &str) -> bool {
    is_known(word) || matches!(word.len(), 2 | 4)
}

/// `PR3L`, `PG0V`: the one known tag whose letters the figures stand for.
fn figures(word: &str) -> Option<&'static str> {
    let same = |tag: &&str| {
        tag.len() == word.len()
            && word
                .bytes()
                .zip(tag.bytes())
                .all(|(got, sent)| got == sent || (got.is_ascii_digit() && repair::is_other_shift(got, sent)))
    };
    let mut found = tag_words::all().filter(same);
    let tag = found.next()?;
    found.next().is_none().then_some(tag)
}

/// Takes a run of known tags apart, where the fewest tags that it can be made of leave one way only.
pub(super) fn together(run: &str) -> Option<Vec<&str>> {
    if run.len() < 6 || run.len() > LENGTH_MAX || !run.is_ascii() || is_known(run) {
        return None;
    }
    // For each place: the fewest tags up to it, how many ways lead there with so few, and the last tag's length.
    let mut ways: Vec<Option<(usize, usize, usize)>> = vec![Some((0, 1, 0))];
    for end in 1..=run.len() {
        let mut best: Option<(usize, usize, usize)> = None;
        for length in 2..=TAG_LENGTH_MAX.min(end) {
            let Some(Some((tags, count, _))) = ways.get(end - length) else { continue };
            if !run.get(end - length..end).is_some_and(is_known) {
                continue;
            }
            best = match best {
                Some((fewest, ..)) if fewest < tags + 1 => best,
                Some((fewest, others, last)) if fewest == tags + 1 => Some((fewest, others + count, last)),
                _ => Some((tags + 1, *count, length)),
            };
        }
        ways.push(best);
    }
    let (tags, 1, _) = ways.last().copied().flatten()? else { return None };
    let mut parts = Vec::with_capacity(tags);
    let mut end = run.len();
    while end > 0 {
        let (_, _, length) = ways.get(end).copied().flatten()?;
        parts.push(run.get(end - length..end)?);
        end -= length;
    }
    parts.reverse();
    // Places alone are words too: `CHINA` is no list of countries.
    parts.iter().any(|tag| tag.len() >= 4).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::{read, together};

    #[test]
    fn runs_of_tags_are_taken_apart() {
        let nine = together("KFRDKIRFCVISCMGTKOCIASECPHUMSMIGEG").unwrap();
        assert_eq!(nine, ["KFRD", "KIRF", "CVIS", "CMGT", "KOCI", "ASEC", "PHUM", "SMIG", "EG"]);
        assert_eq!(together("ETRDEINVECINPGOVCS").unwrap(), ["ETRD", "EINV", "ECIN", "PGOV", "CS"]);
        assert_eq!(together("AMEDCASCKFLO").unwrap(), ["AMED", "CASC", "KFLO"]);
        assert_eq!(together("PHUMBA").unwrap(), ["PHUM", "BA"]);
        assert_eq!(together("ITPHUM").unwrap(), ["IT", "PHUM"]);
    }

    #[test]
    fn words_are_no_runs_of_tags() {
        for word in ["CLINTON", "HILLARY", "CONDOLEEZZA", "TERRORISM", "UNESCO", "PRELX"] {
            assert_eq!(together(word), None, "{word}");
        }
    }

    #[test]
    fn figures_stand_for_letters() {
        assert_eq!(read(b"PR3L").unwrap(), ["PREL"]);
        assert_eq!(read(b"PG0V").unwrap(), ["PGOV"]);
        assert_eq!(read(b"pgov").unwrap(), ["PGOV"]);
        assert_eq!(read(b"PREL.").unwrap(), ["PREL"]);
        assert_eq!(read(b"PREL/PGOV").unwrap(), ["PREL", "PGOV"]);
        assert_eq!(read(b"1234"), None);
    }
}
