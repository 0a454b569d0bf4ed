//! Tokens of format lines 5 to 11, and of the break.

use jiff::tz::TimeZone;

use super::heading::precedence_of;
use super::{Note, Word};
use crate::decode::Part;
use crate::directory::{self, Post};
use crate::message::{Addressee, Precedence, RoutingIndicator};

pub(super) fn action_precedence(word: Word<'_>) -> Note {
    let name = precedence_of(word.text).map_or("a precedence", Precedence::word);
    let dual = word.cable.precedence.is_some_and(|precedence| precedence.info.is_some());
    let for_whom = if dual { "for those who must act" } else { "for all addressees" };
    Note::new(
        format!("precedence {name}, {for_whom}: {}", handled(precedence_of(word.text))),
        "ACP 127(G) 150, 151",
    )
}

pub(super) fn info_precedence(word: Word<'_>) -> Note {
    let name = precedence_of(word.text).map_or("a precedence", Precedence::word);
    Note::new(format!("precedence {name}, for those who are to know"), "ACP 127(G) 152")
}

/// How a precedence is handled on circuits (ACP 127(G) 151).
fn handled(precedence: Option<Precedence>) -> &'static str {
    match precedence {
        Some(Precedence::Emergency) => "interrupts everything",
        Some(Precedence::Flash) => "interrupts all lower traffic",
        Some(Precedence::Immediate) => "may interrupt lower traffic",
        Some(Precedence::Priority) => "goes before ROUTINE, behind IMMEDIATE",
        Some(Precedence::Routine) => "goes when nothing higher waits",
        None => "decides when it goes",
    }
}

pub(super) fn date_time(word: Word<'_>) -> Note {
    let at = word
        .cable
        .dtg
        .as_ref()
        .filter(|group| word.text.starts_with(group.text.as_ref()))
        .and_then(|group| group.at);
    let when = at.map(|at| at.to_zoned(TimeZone::UTC).strftime(" %-d %B %Y, %H:%M UTC").to_string());
    let text = format!(
        "date-time group:{} day, hour and minute, when the message was released or handed in; with the originator it \
         names the message",
        when.map(|when| format!("{when};")).unwrap_or_default()
    );
    Note::new(text, "ACP 127(G) 113, 502b")
}

pub(super) fn zen() -> Note {
    Note::new("has the message already by other means: is not called on the routing line", "ACP 127(G) 206b")
}

pub(super) fn addressee_station(_: Word<'_>) -> Note {
    Note::new(
        "routing indicator of the station that delivers to the addressee behind the stroke",
        "ACP 127(G) 206a",
    )
}

pub(super) fn plad(word: Word<'_>) -> Note {
    let collective = find(word).is_some_and(|addressee| addressee.collective);
    let role = match word.part {
        Part::From => "the originator",
        Part::To => "one who must act",
        Part::Info => "one who is to know",
        _ => "a party",
    };
    let kind = match word.text.split(' ').next() {
        _ if collective => ", a collective: stands for many posts",
        Some("SECSTATE") => ", the Secretary of State",
        Some("AMEMBASSY") => ", an American embassy",
        Some("AMCONSUL") => ", an American consulate",
        Some("USMISSION") => ", a mission of the United States",
        Some("AIG") => ", an address indicating group: stands for a fixed list",
        _ => "",
    };
    let source =
        if collective { "ACP 127(G) 205b; 5 FAH-2 H-321.9" } else { "ACP 127(G) 205; 5 FAH-2 H-231" };
    let place = post(word).map(|post| format!(", in {}", post.place())).unwrap_or_default();
    Note::new(format!("plain language address of {role}{kind}{place}"), source)
}

/// The post whose name the token is, where its routing indicator agrees.
fn post(word: Word<'_>) -> Option<&'static Post> {
    let addressee = find(word);
    let indicator = addressee.and_then(|addressee| addressee.indicator.as_ref());
    directory::post_of(indicator.map(RoutingIndicator::as_str), word.text)
}

pub(super) fn precedence_word(word: Word<'_>) -> Note {
    if word.text.starts_with("NIACT") {
        let text = "precedence of this addressee, with night action: to be acted on at once, at night too";
        return Note::new(text, "5 FAH-2 H-421");
    }
    Note::new(
        "precedence of this addressee alone, which only State writes; without a word, ROUTINE",
        "5 FAH-2 H-421",
    )
}

pub(super) fn message_number(_: Word<'_>) -> Note {
    Note::new(
        "message continuity number: the sender's count of what it sent to this post; a gap shows the post that one is missing",
        "5 FAH-2 H-321",
    )
}

pub(super) fn separation(word: Word<'_>) -> Note {
    let text = match word.part {
        Part::TextBreak => "break: the text ends here",
        _ => "break: the heading ends here, the text follows",
    };
    Note::new(text, "ACP 127(G) Annex B")
}

/// The addressee whose name the token is.
fn find(word: Word<'_>) -> Option<&Addressee<'_>> {
    word.cable.to.iter().chain(&word.cable.info).find(|addressee| addressee.plad == word.text)
}
