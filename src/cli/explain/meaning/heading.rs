//! Tokens of format lines 1 to 4.

use jiff::tz::TimeZone;

use super::super::signal;
use super::{Note, Word};
use crate::decode::Part;
use crate::directory;
use crate::message::{Addressee, Classification, Precedence, RoutingIndicator};

pub(super) fn transmission_start() -> Note {
    Note::new("start of transmission: wakes the receiving machine", "ACP 127(G) 202c")
}

pub(super) fn message_start() -> Note {
    Note::new("start of message: an automatic relay reads from here; it stands once", "ACP 127(G) 202c")
}

pub(super) fn channel() -> Note {
    Note::new("the channel: which circuit this copy came over, and in which direction", "ACP 127(G) 112a")
}

pub(super) fn channel_number(word: Word<'_>) -> Note {
    let number = word.cable.transmission.as_ref().and_then(|line| line.number);
    let count = number.map(|number| format!("transmission {number} on this channel; ")).unwrap_or_default();
    let text = format!("channel number: {count}a number left out shows the receiver that one was lost");
    Note::new(text, "ACP 127(G) 112b, 433")
}

pub(super) fn security_prosign(word: Word<'_>) -> Note {
    let text = match word.text {
        "UU" => "may go over circuits that are not approved for classified messages",
        _ => "may go over approved circuits only",
    };
    Note::new(text, "ACP 127(G) 124a")
}

pub(super) fn earlier_transmission() -> Note {
    Note::new(
        "the identification under which an earlier relay sent it; each relay puts its own in front",
        "ACP 127(G) 311c",
    )
}

pub(super) fn call_precedence(word: Word<'_>) -> Note {
    let name = precedence_of(word.text).map_or("a precedence", Precedence::word);
    if word.cable.janap.is_some() {
        let text = format!("precedence {name}, the highest one of the whole message");
        return Note::new(text, "US Navy course 14226, p. 20");
    }
    let text = format!("precedence {name}: its letter twice; the highest one of the whole message");
    Note::new(text, "ACP 127(G) 151, 152b")
}

pub(super) fn called_station(word: Word<'_>) -> Note {
    let served: Vec<&str> = addressees(word)
        .filter(|addressee| addressee.indicator.as_ref().is_some_and(|indicator| *indicator == word.text))
        .map(|addressee| addressee.plad.as_ref())
        .collect();
    let delivers = match served.as_slice() {
        [] => "no addressee below is named with it".to_owned(),
        served => format!("it delivers to {}", served.join(" and ")),
    };
    Note::new(format!("called station: this copy is for it; {delivers}"), "ACP 127(G) 204, 303a")
}

pub(super) fn de() -> Note {
    Note::new("from: the station that prepared the message for transmission follows", "ACP 127(G) 133")
}

pub(super) fn origin_station(word: Word<'_>) -> Note {
    let text = format!("calling station, as a routing indicator: {}{}", letters(word.text), owner(word.text));
    Note::new(text, "ACP 117, 3")
}

pub(super) fn serial(word: Word<'_>) -> Note {
    let sign = if word.text.starts_with('#') { "; the # is of the American form" } else { "" };
    let text = format!(
        "station serial number: the calling station's own count; with station and filing time it identifies the \
         message everywhere{sign}"
    );
    Note::new(text, "ACP 127(G) 116, 129")
}

pub(super) fn serial_section(word: Word<'_>) -> Note {
    let section = word.cable.origin.as_ref().and_then(|line| line.section);
    let which = section.map_or_else(|| "a section".to_owned(), |section| format!("section {section}"));
    Note::new(format!("{which} of the message with this serial"), "seen in State cables")
}

pub(super) fn filing_day(word: Word<'_>) -> Note {
    let filed = word.cable.origin.as_ref().and_then(|line| line.filed);
    let date =
        filed.map(|at| at.to_zoned(TimeZone::UTC).strftime(", %-d %B %Y").to_string()).unwrap_or_default();
    let text = if word.text.contains('/') || word.text.len() < 3 {
        format!("day of the month on which the message was filed{date}")
    } else {
        format!("filed on day {} of the year{date}; the year is that of the date-time group", word.text)
    };
    Note::new(text, "ACP 127(G) 115")
}

pub(super) fn filing_time(word: Word<'_>) -> Note {
    let digits: String = word.text.chars().filter(char::is_ascii_digit).collect();
    let time = match (digits.get(..2), digits.get(2..4)) {
        (Some(hour), Some(minute)) => format!("at {hour}:{minute} UTC"),
        _ => "a time".to_owned(),
    };
    let text = format!("{time}, when the communication centre had the message; always Z time");
    Note::new(text, "ACP 127(G) 115")
}

/// A security signal or an operating signal with its arguments.
pub(super) fn signal(word: Word<'_>) -> Note {
    let (name, arguments) = word.text.split_once(' ').unwrap_or((word.text, ""));
    let what = match arguments {
        "" => String::new(),
        arguments => format!(" (here: {arguments})"),
    };
    match signal::meaning(name) {
        Some((meaning, source)) => Note::new(format!("{meaning}{what}"), source),
        None if matches!(name.as_bytes(), [b'Z', b'Y' | b'Z', ..]) => Note::new(
            format!("operating signal; ZYA to ZZZ are for each nation to assign{what}"),
            "US Navy course 14244",
        ),
        None => Note::new(format!("operating signal, listed in ACP 131{what}"), "ACP 127(G) 135"),
    }
}

pub(super) fn marking(word: Word<'_>) -> Note {
    if word.part == Part::Call {
        let text = "the class, its letter four times, or twice before a release code";
        return Note::new(text, "US Navy course 14226, p. 20; ACP 117, 7d");
    }
    let security = word.cable.security.as_ref();
    let level = security.and_then(|line| line.classification);
    let mut text = match (word.text.bytes().next(), level) {
        (Some(b'E'), _) => {
            "the class, five times: E for UNCLAS EFTO, encrypt for transmission only".to_owned()
        }
        (Some(letter), Some(level)) => {
            format!("the class, its letter five times: {} for {}", char::from(letter), class_name(level))
        }
        _ => "the class, its letter five times".to_owned(),
    };
    if let Some(release) = security.and_then(|line| line.release.as_deref()) {
        let nations: Vec<&str> = release.chars().filter_map(nation_of_release).collect();
        text.push_str("; its last two letters are the release code ");
        text.push_str(release);
        if let [first, rest @ ..] = nations.as_slice() {
            text.push_str(": ");
            text.push_str(first);
            if let Some(second) = rest.first().filter(|second| *second != first) {
                text.push_str(" and ");
                text.push_str(second);
            }
        }
    }
    Note::new(text, "ACP 127(G) 124b; ACP 117, 7d")
}

pub(super) fn handling(word: Word<'_>) -> Note {
    let (text, source) = match word.text.trim_start_matches('/') {
        "AAAAA" => ("special category SIOP-ESI", "US Navy course 14226, p. 21"),
        "BBBBB" => ("special category, any but SIOP-ESI", "US Navy course 14226, p. 21"),
        "FFFFF" => ("US-UK EYES ONLY", "ACP 117, 7d"),
        _ => ("special handling", "ACP 117, 7d"),
    };
    Note::new(text, source)
}

/// The precedence whose prosign opens a word.
pub(super) fn precedence_of(word: &str) -> Option<Precedence> {
    word.bytes().next().and_then(Precedence::from_prosign)
}

/// The name of a class in full.
pub(super) fn class_name(level: Classification) -> &'static str {
    match level {
        Classification::Unclassified => "unclassified",
        Classification::Restricted => "restricted",
        Classification::LimitedOfficialUse => "limited official use",
        Classification::Confidential => "confidential",
        Classification::Secret => "secret",
        Classification::TopSecret => "top secret",
    }
}

/// Every addressee of the cable, those of an older heading included.
fn addressees(word: Word<'_>) -> impl Iterator<Item = &Addressee<'_>> {
    let older = word.cable.readdressed.iter().flat_map(|older| older.to.iter().chain(&older.info));
    word.cable.to.iter().chain(&word.cable.info).chain(older)
}

/// What the letters of a routing indicator say (ACP 117, 3).
pub(super) fn letters(indicator: &str) -> String {
    let mut said = Vec::new();
    said.extend(match indicator.bytes().next() {
        Some(b'R') => Some("R the world-wide network".to_owned()),
        Some(b'Q') => Some("Q a network of one theatre".to_owned()),
        _ => None,
    });
    said.extend(directory::nation_of(indicator).map(|nation| format!("{} {}", nation.letter, nation.name)));
    if let Some(relay) = indicator.get(..RoutingIndicator::LENGTH_MIN) {
        said.push(if relay == indicator {
            format!("{relay} is a major relay itself")
        } else {
            format!("{relay} the relay that serves it")
        });
    }
    said.join(", ")
}

/// The post that has a routing indicator, where the directory knows one.
fn owner(indicator: &str) -> String {
    let post = directory::by_indicator(indicator).first();
    post.map(|post| format!("; {}, in {}", post.plad, post.place())).unwrap_or_default()
}

/// The nation of a letter of the transmission release code (ACP 117, 7d).
fn nation_of_release(letter: char) -> Option<&'static str> {
    Some(match letter {
        'A' => "Australia",
        'B' => "United Kingdom and Commonwealth",
        'C' => "Canada",
        'O' => "Japan",
        'U' => "United States",
        'X' => "NATO",
        'Z' => "New Zealand",
        _ => return None,
    })
}
