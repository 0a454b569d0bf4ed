//! Which way of writing a cable follows.

use super::parse::Places;
use crate::message::{Addressee, Cable, Dialect};

/// The beginnings of State's plain language address designators.
const STATE_NAMES: [&str; 9] =
    ["SECSTATE", "AMEMBASSY", "AMCONSUL", "USMISSION", "USUN", "USINT", "AMCONGEN", "USOFFICE", "USEU"];

/// Tells the dialect from what was read.
pub(super) fn of(cable: &Cable<'_>, places: &Places) -> Dialect {
    if !places.anything_seen {
        return Dialect::Unknown;
    }
    if places.archive.is_some() || places.page_first {
        return Dialect::Archive1973;
    }
    if !places.procedure_seen {
        return Dialect::Headless;
    }
    let begins_whole = cable.transmission.is_some() || cable.call.is_some();
    let signed = places.serial_sign || cable.origin.as_ref().is_some_and(|origin| origin.section.is_some());
    let state = has_state_marks(cable);
    if !begins_whole {
        Dialect::Headless
    } else if state && (signed || cable.origin.as_ref().is_none_or(|origin| origin.serial.is_none())) {
        Dialect::Acp127State
    } else if signed {
        Dialect::Acp127Modified
    } else {
        Dialect::Acp127
    }
}

/// Message numbers, precedence words, State names or a message reference number.
fn has_state_marks(cable: &Cable<'_>) -> bool {
    let state_name = |name: &str| STATE_NAMES.iter().any(|start| name.starts_with(start));
    let state_addressee = |addressee: &Addressee<'_>| {
        addressee.number.is_some() || addressee.precedence.is_some() || state_name(&addressee.plad)
    };
    cable.mrn.is_some()
        || cable.from.as_ref().is_some_and(|from| state_name(&from.plad))
        || cable.to.iter().chain(&cable.info).any(state_addressee)
        || !cable.tags.is_empty()
}
