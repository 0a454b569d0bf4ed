//! Tokens of the archive of 1973-79.

use super::{Note, Word};
use crate::message::DistributionKind;

const SOURCE: &str = "State archive 1973-79";

fn of_the_archive(text: impl Into<String>) -> Note {
    Note::new(text, SOURCE)
}

pub(super) fn banner() -> Note {
    of_the_archive("the class of the page, set above and below it; no part of what the writer wrote")
}

pub(super) fn stamp() -> Note {
    of_the_archive("stamped on by those who declassified the document, decades after it was sent")
}

pub(super) fn frame_mark(word: Word<'_>) -> Note {
    of_the_archive(match word.text {
        "Message Text" => "the archive's title above the telegram itself",
        _ => "the archive's title above what it notes about the telegram",
    })
}

pub(super) fn distribution_mark() -> Note {
    of_the_archive("figures above the distribution; their meaning is not recorded")
}

pub(super) fn distribution_word(word: Word<'_>) -> Note {
    let letters = word.text.replace(' ', "");
    of_the_archive(match letters.as_str() {
        "ORIGIN" => "an outgoing telegram: the office that wrote it follows",
        "ACTION" => "an incoming telegram: the office that is to act on it follows",
        _ => "the offices that get a copy for information follow",
    })
}

pub(super) fn office_copies(word: Word<'_>) -> Note {
    let block = word.cable.distribution.as_ref();
    let written = word.text.replace(' ', "");
    let office = written.rsplit_once('-').map_or(written.as_str(), |(office, _)| office);
    let first = block.is_some_and(|block| block.action.iter().any(|one| one.office == office));
    let role = match (first, block.and_then(|block| block.kind)) {
        (true, Some(DistributionKind::Origin)) => "the office it comes from",
        (true, _) => "the office that acts on it",
        (false, _) => "an office",
    };
    of_the_archive(format!("{role}, and how many copies it gets"))
}

pub(super) fn copies_total(word: Word<'_>) -> Note {
    let block = word.cable.distribution.as_ref();
    let letter = match block.and_then(|block| block.letter) {
        Some(_) => "; the meaning of the letter is not recorded",
        None => "",
    };
    of_the_archive(format!("the sum of all copies{letter}"))
}

pub(super) fn drafting_label(word: Word<'_>) -> Note {
    let letters = word.text.replace(' ', "");
    of_the_archive(match letters.as_bytes().first() {
        Some(b'D') => "who wrote the text follows",
        Some(b'A') => "who answered for sending it follows",
        _ => "who had to agree to it follows",
    })
}

pub(super) fn drafting_text() -> Note {
    of_the_archive("an office and a name in it")
}

pub(super) fn dashes() -> Note {
    of_the_archive("the line by which the department's relay counted what it passed on")
}

pub(super) fn relay_number() -> Note {
    of_the_archive("the relay's running number; it begins anew from time to time")
}

pub(super) fn relay_time(word: Word<'_>) -> Note {
    let parts = (word.text.get(..2), word.text.get(2..4), word.text.get(4..6));
    match parts {
        (Some(day), Some(hour), Some(minute)) => {
            of_the_archive(format!("filed on day {day} of the month at {hour}:{minute} UTC"))
        }
        _ => of_the_archive("when it was filed"),
    }
}

pub(super) fn relay_copies() -> Note {
    of_the_archive("how many copies were made")
}

pub(super) fn attribute_key(word: Word<'_>) -> Note {
    of_the_archive(match word.text.trim_end_matches(':') {
        "Document Number" => "year, station and number: the message reference number with its year",
        "Draft Date" => "the day of the text",
        "Locator" => "where the text is kept; `TEXT ON-LINE` where it stands above",
        "Film Number" => "the microfilm and its frame",
        "Line Count" | "Page Count" => "how long the telegram is",
        "TAGS" => "the codes by which it is filed",
        "Original Classification" => "its class when it was sent",
        "Current Classification" => "its class now",
        _ => "an attribute that archivists gave the document",
    })
}

pub(super) fn attribute_value() -> Note {
    of_the_archive("its value; it may go on over several lines")
}
