//! Tokens of the classification line, of the lines below it, and of the ending.

use super::heading::class_name;
use super::{Note, Word};
use crate::message::{Reference, ReferenceKind};

pub(super) fn class_word(word: Word<'_>) -> Note {
    let level = word.cable.classification.as_ref().map_or("its class", |line| class_name(line.level));
    let spaced =
        if word.text.contains("N F") || word.text.contains("E C") { ", its letters set apart" } else { "" };
    Note::new(format!("classification {level}{spaced}; the text opens with it"), "ACP 127(G) 209")
}

pub(super) fn caveat(word: Word<'_>) -> Note {
    let text = match word.text.replace(' ', "").as_str() {
        "EFTO" => "encrypt for transmission only: unclassified, but not to be sent in clear",
        "NOFORN" => "not to be shown to foreigners",
        _ => "narrows the classification",
    };
    Note::new(text, "5 FAH-2 H-222")
}

pub(super) fn section_label(word: Word<'_>) -> Note {
    let which = word.cable.section.map(|section| format!("section {} of {}", section.number, section.of));
    let which = which.unwrap_or_else(|| "a section".to_owned());
    Note::new(format!("{which}: the message was too long for one transmission"), "ACP 127(G) 208e")
}

pub(super) fn part_label(word: Word<'_>) -> Note {
    let which = word.cable.part.map(|part| format!("part {} of {}", part.number, part.of));
    let which = which.unwrap_or_else(|| "a part".to_owned());
    Note::new(format!("{which} of a text that was enciphered in parts"), "ACP 127(G) 208e")
}

pub(super) fn reference_number(word: Word<'_>) -> Note {
    let id = word.cable.mrn.as_ref().and_then(|number| number.id.as_deref());
    let known = id.map(|id| format!("; archives and other cables call it {id}")).unwrap_or_default();
    Note::new(
        format!("message reference number: the originator's count of its messages this year{known}"),
        "5 FAH-2 H-321",
    )
}

pub(super) fn caption(word: Word<'_>) -> Note {
    let text = match word.text {
        "SENSITIVE" => "sensitive but unclassified",
        "SIPDIS" => "may be shared on the government's classified network",
        "NODIS" => "no distribution beyond those addressed",
        "EXDIS" => "exclusive distribution to those with an essential need to know",
        "STADIS" => "not to leave the State Department",
        "LIMDIS" => "limited distribution",
        "NOFORN" => "not to be shown to foreigners",
        text if text.ends_with("CHANNEL") => "goes to those of this channel only",
        _ => "a word that governs who may read or handle the message",
    };
    Note::new(format!("caption: {text}"), "5 FAH-2 H-440")
}

pub(super) fn label(word: Word<'_>) -> Note {
    use crate::decode::Part;
    let text = match word.part {
        Part::Tags => "traffic analysis by geography and subject: codes by which the message is filed follow",
        Part::Subject => "the subject follows",
        Part::References => "the messages and documents that the text refers to follow",
        Part::ExecutiveOrder => {
            "the executive order on secrecy under which the message is classified, or is not"
        }
        Part::ClassifiedBy => "who classified the message, and for which reasons, follows",
        _ => "what kind of line this is",
    };
    Note::new(text, "")
}

pub(super) fn order_number(word: Word<'_>) -> Note {
    let years = match word.text {
        "11652" => ", of 1972",
        "12065" => ", of 1978",
        "12356" => ", of 1982",
        "12958" => ", of 1995",
        "13526" => ", of 2009",
        _ => "",
    };
    Note::new(format!("the number of the order{years}"), "")
}

pub(super) fn label_text(word: Word<'_>) -> Note {
    use crate::decode::Part;
    if word.part == Part::ClassifiedBy {
        let reasons =
            word.cable.classified_by.as_ref().map(|line| line.reasons.join(", ")).unwrap_or_default();
        let reasons = if reasons.is_empty() { reasons } else { format!("; the reasons are {reasons}") };
        return Note::new(format!("who classified it{reasons}"), "");
    }
    let order = word.cable.executive_order.as_ref();
    let date = order.and_then(|line| line.declassify_on);
    let text = match (word.text, date) {
        ("N/A", _) => "not applicable: the message is not classified".to_owned(),
        ("GDS", _) => "general declassification schedule".to_owned(),
        (_, Some(date)) => format!("to be declassified on {date}"),
        _ => "until when it stays classified".to_owned(),
    };
    Note::new(text, "")
}

pub(super) fn tag(word: Word<'_>) -> Note {
    let text = match (word.text.len(), word.text.bytes().next()) {
        (2, _) => "a place",
        (4, Some(b'A')) => "a subject: administration",
        (4, Some(b'B')) => "a subject: business",
        (4, Some(b'C')) => "a subject: consular affairs",
        (4, Some(b'E')) => "a subject: economic affairs",
        (4, Some(b'K')) => "a subject: one of the programmes",
        (4, Some(b'M')) => "a subject: military affairs",
        (4, Some(b'O')) => "a subject: operations",
        (4, Some(b'P')) => "a subject: political affairs",
        (4, Some(b'S')) => "a subject: social affairs",
        (4, Some(b'T')) => "a subject: science and technology",
        _ => "a person, an organisation or a subject",
    };
    Note::new(text, "5 FAH-3")
}

pub(super) fn reference_text(word: Word<'_>) -> Note {
    let named: Vec<&Reference<'_>> = word
        .cable
        .references
        .iter()
        .filter(|reference| word.text.contains(reference.text.as_ref()) || reference.text.contains(word.text))
        .collect();
    let ids: Vec<&str> = named.iter().filter_map(|reference| reference.id.as_deref()).collect();
    let text = match (ids.as_slice(), named.first().map(|reference| reference.kind)) {
        ([], Some(ReferenceKind::Cable)) => "a cable, of a year that is not known".to_owned(),
        ([], Some(ReferenceKind::Email)) => "an electronic mail".to_owned(),
        ([], Some(ReferenceKind::Dtg)) => "a message, named by its date-time group".to_owned(),
        ([], Some(ReferenceKind::Document)) => "a document that is no cable".to_owned(),
        ([], None) => "a reference".to_owned(),
        (ids, _) => format!("the cable {}", ids.join(" and ")),
    };
    Note::new(text, "")
}

pub(super) fn page_mark(word: Word<'_>) -> Note {
    let page = word.cable.pages.iter().find(|page| word.text.starts_with(page.text.as_ref()));
    let which = page.map(|page| match page.of {
        Some(of) => format!("number {} of {of} begins here", page.number),
        None => format!("number {} begins here", page.number),
    });
    let which = which.unwrap_or_else(|| "a new one begins here".to_owned());
    Note::new(
        format!("mark of a page or a section: {which}; it is no part of what the writer wrote"),
        "ACP 127(G) 208c",
    )
}

pub(super) fn validation_serial() -> Note {
    Note::new(
        "the serial of format line 3 again: shows that beginning and end are of one message",
        "US Navy course 14226, p. 21",
    )
}

pub(super) fn end_of_message() -> Note {
    Note::new("end of message: the receiving machine stops reading here", "ACP 127(G) 138")
}
