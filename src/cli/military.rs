//! What military messages have besides those of State, as words for the table.

use super::ink::one_line;
use crate::message::{Call, Correction, Cryptopart, MessageForm, Pilot, RoutingIndicator};

/// A form that is worth telling: that of nearly every message is not.
pub(super) const fn form(form: MessageForm) -> Option<&'static str> {
    Some(match form {
        MessageForm::AbbreviatedPlaindress => "abbreviated: routing line and calling station say both ends",
        MessageForm::Codress => "CODRESS: the addresses are in the enciphered text",
        MessageForm::StationService => "service message between two connected stations",
        MessageForm::Service => "service message",
        _ => return None,
    })
}

/// A pilot: its instruction, its text, and the heading it was put before.
pub(super) fn pilot(pilot: &Pilot<'_>) -> [String; 2] {
    let signals = pilot.security.iter().flat_map(|security| &security.operating_signals);
    let said = pilot.service.iter().chain(signals).map(|said| one_line(said)).collect::<Vec<_>>().join("; ");
    let below = pilot.transmission.iter().map(|transmission| one_line(&transmission.id));
    let below = below.chain(pilot.call.iter().map(called)).collect::<Vec<_>>().join(" to ");
    let said = if said.is_empty() { "no instruction".to_owned() } else { said };
    [said, if below.is_empty() { below } else { format!("before {below}") }]
}

fn called(call: &Call<'_>) -> String {
    call.indicators.iter().map(RoutingIndicator::as_str).collect::<Vec<_>>().join(" ")
}

/// `1 of 2`
pub(super) fn part(part: Cryptopart) -> String {
    format!("{} of {}{}", part.number, part.of, if part.last { ", the final one" } else { "" })
}

/// A correction and where it stands.
pub(super) fn correction(correction: &Correction<'_>) -> [String; 2] {
    [one_line(&correction.text), format!("line {}", correction.line)]
}
