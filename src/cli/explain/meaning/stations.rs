//! The tokens of format line 2 in JANAP 128 and ACP 126.

use super::heading::class_name;
use super::{Note, Word};

/// `TT`: the media of sender and receiver.
pub(super) fn language_media(word: Word<'_>) -> Note {
    let medium = |letter: Option<char>| match letter {
        Some('A') => "ASCII",
        Some('T') => "five-unit tape",
        Some('C') => "cards or magnetic tape",
        _ => "a medium of its own",
    };
    let mut letters = word.text.chars();
    let (from, to) = (medium(letters.next()), medium(letters.next()));
    Note::new(
        format!("language and media format: sent from {from}, best received on {to}"),
        "US Navy course 14226, p. 20",
    )
}

/// `U`: the class as one letter.
pub(super) fn class_letter(word: Word<'_>) -> Note {
    let level = word.cable.security.as_ref().and_then(|line| line.classification);
    let marking = word.cable.janap.as_ref().and_then(|janap| janap.marking.as_deref());
    let text = match level.filter(|_| marking.is_some_and(|marking| marking.starts_with(word.text))) {
        Some(level) => format!("the class as one letter: {}", class_name(level)),
        None => "the class or a special handling as one letter".to_owned(),
    };
    Note::new(text, "US Navy course 14226, p. 20")
}

/// `ZYUW`: what kind of traffic.
pub(super) fn content_indicator(word: Word<'_>) -> Note {
    let what = match word.text {
        "ZYUW" => ": a narrative message",
        "ZFH2" => ": passed on for information only",
        _ => "",
    };
    Note::new(format!("content indicator{what}"), "US Navy course 14226, p. 20")
}

/// A call sign before or behind `DE`.
pub(super) fn call_sign(word: Word<'_>) -> Note {
    let signs = word.cable.call_signs.as_ref();
    let calls = signs.and_then(|signs| signs.calling.as_deref()) == Some(word.text);
    Note::new(
        if calls { "call sign of the station that calls" } else { "call sign of a station that is called" },
        "ACP 126",
    )
}

/// `-` and `--`.
pub(super) fn header_dash(word: Word<'_>) -> Note {
    if word.text.len() > 1 {
        Note::new("start of routing: the stations that are called follow", "US Navy course 14226, p. 21")
    } else {
        Note::new("the class letters follow", "US Navy course 14226, p. 20")
    }
}
