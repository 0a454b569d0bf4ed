//! What a misspelt word was probably meant to be.

use std::cmp::Reverse;

/// No key or name comes near this.
const WORD_BYTES_MAX: usize = 32;

/// The help for a word that is none of `known`: the one nearest to it, if any is near.
pub(crate) fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if word.len() > WORD_BYTES_MAX {
        return None;
    }
    let alike = |known: &str| word.bytes().zip(known.bytes()).take_while(|(one, other)| one == other).count();
    // Of two that are equally near, the one that begins more alike.
    let near = known.into_iter().map(|known| (distance(word, known), known));
    let nearest = near.min_by_key(|(distance, known)| (*distance, Reverse(alike(known))));
    let (distance, nearest) = nearest?;
    // A third of the letters wrong still looks like a slip; more looks like another word.
    (distance > 0 && distance <= (word.len().max(nearest.len()) / 3).max(1))
        .then(|| format!("is `{nearest}` meant?"))
}

/// How many letters have to be put in, left out, replaced or changed with their neighbour to make one word the other.
fn distance(from: &str, to: &str) -> usize {
    strsim::osa_distance(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (from, to, expected) in [
            ("speed", "speed", 0),
            ("sped", "speed", 1),
            ("", "abc", 3),
            ("loss", "gloss", 1),
            ("kitten", "sitting", 3),
            ("strom", "storm", 1),
        ] {
            assert_eq!(distance(from, to), expected, "{from} {to}");
            assert_eq!(distance(to, from), expected, "{to} {from}");
        }
    }

    #[test]
    fn a_slip_is_helped_and_another_word_is_not() {
        let known = ["speed", "latency", "loss"];
        assert_eq!(meant("sped", known).as_deref(), Some("is `speed` meant?"));
        assert_eq!(meant("latencey", known).as_deref(), Some("is `latency` meant?"));
        assert_eq!(meant("colour", known), None);
        assert_eq!(meant("RUEHM", ["RUEHC", "RUEHMO"]).as_deref(), Some("is `RUEHMO` meant?"));
    }
}
