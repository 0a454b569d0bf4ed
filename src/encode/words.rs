//! One line changed word by word, so that the spacing of the words that stay is kept.

use std::ops::Range;

/// Whether a line carries the words of one that the book would write, in its own spelling: other stops, figures
/// padded otherwise, a label cut short.
pub(super) fn is_like(line: &[u8], book: &str) -> bool {
    if line == book.as_bytes() {
        return true;
    }
    let own = words(line);
    own.len() == book.split_ascii_whitespace().count()
        && own.iter().zip(book.split_ascii_whitespace()).all(|(place, book)| {
            line.get(place.clone())
                .and_then(|word| std::str::from_utf8(word).ok())
                .is_some_and(|own| same(own, book))
        })
}

fn same(own: &str, book: &str) -> bool {
    let bare = |word: &str| {
        word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
    };
    let (own_bare, book_bare) = (bare(own), bare(book));
    let figures = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let label = book.ends_with(':') && book_bare.starts_with(&own_bare) && !own_bare.is_empty();
    let padded = figures(&own_bare)
        && figures(&book_bare)
        && own_bare.trim_start_matches('0') == book_bare.trim_start_matches('0');
    own == book || label || padded || (!own_bare.is_empty() && own_bare == book_bare)
}

/// The line with those words changed in which `new` differs from `old`; it is like `old`.
pub(super) fn reworded(line: &[u8], old: &str, new: &str) -> Vec<u8> {
    if line == old.as_bytes() && new.strip_prefix(old).is_some_and(|more| more.starts_with(' ')) {
        return new.as_bytes().to_vec();
    }
    let places = words(line);
    let old: Vec<&str> = old.split_ascii_whitespace().collect();
    let new: Vec<&str> = new.split_ascii_whitespace().collect();
    let before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let most = old.len().min(new.len()) - before;
    let behind =
        old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
    let coming = new.get(before..new.len() - behind).unwrap_or_default();

    let kept_to = before.checked_sub(1).and_then(|at| places.get(at)).map(|place| place.end);
    let start = kept_to.unwrap_or_else(|| places.first().map_or(0, |place| place.start));
    let resumed =
        places.get(places.len().saturating_sub(behind)..).and_then(<[_]>::first).map(|place| place.start);
    let last = places.last().map_or(line.len(), |place| place.end);
    let blanks = |from: usize| {
        let next = places.iter().find(|place| place.start >= from).map_or(from, |place| place.start);
        line.get(from..next).filter(|blanks| !blanks.is_empty()).unwrap_or(b" ")
    };

    let mut written = line.get(..start).unwrap_or_default().to_vec();
    if kept_to.is_some() && (resumed.is_some() || !coming.is_empty()) {
        written.extend_from_slice(blanks(start));
    }
    written.extend_from_slice(coming.join(" ").as_bytes());
    if let Some(resumed) = resumed {
        if !coming.is_empty() {
            written.push(b' ');
        }
        written.extend_from_slice(line.get(resumed..).unwrap_or_default());
    } else {
        written.extend_from_slice(line.get(last..).unwrap_or_default());
    }
    written
}

/// The places of the words of a line.
fn words(line: &[u8]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.iter().enumerate().filter(|(_, byte)| !matches!(byte, b' ' | b'\t' | b'\r')) {
        match words.last_mut() {
            Some(word) if word.end == at => word.end = at + 1,
            _ => words.push(at..at + 1),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_may_differ_where_the_words_are_those_of_the_book() {
        assert!(is_like(b"UNCLAS  MADRID 00091 ", "UNCLAS MADRID 000091"));
        assert!(is_like(b"SUBJ: CLOCKS", "SUBJECT: CLOCKS"));
        assert!(is_like(b"TAGS: AMGT, RS", "TAGS: AMGT RS"));
        assert!(!is_like(b"UNCLAS E F T O MADRID 00091", "UNCLAS EFTO MADRID 000091"));
        assert!(!is_like(b"SUBJECT: CLOCKS", "SUBJECT: BELLS"));
    }

    #[test]
    fn words_that_stay_keep_their_spacing() {
        let reworded = |line: &str, old, new| String::from_utf8(reworded(line.as_bytes(), old, new)).unwrap();
        assert_eq!(reworded("A  B   C ", "A B C", "A X C"), "A  X C ");
        assert_eq!(reworded("A  B   C ", "A B C", "A B"), "A  B ");
        assert_eq!(reworded("A  B   C ", "A B C", "A C"), "A  C ");
        assert_eq!(reworded(" A  B ", "A B", "X A B"), " X A  B ");
        assert_eq!(reworded("A B", "A B", "A B C D"), "A B C D");
    }
}
