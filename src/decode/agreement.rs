//! Rules that bind those who send: what a station may call, and which precedences and captions go together.
//!
//! Each look stands behind one that a cable without fault answers at once.

use memchr::memmem;

use super::Trace;
use super::parse::Parse;
use crate::message::{Addressee, Classification, Code, Precedence, RoutingIndicator};

/// Runs the checks.
pub(super) fn run<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    called(parse);
    flash_in_one_transmission(parse);
    highest_addressee(parse);
    encrypted_for_transmission(parse);
    section_behind_serial(parse);
    channel_caption(parse);
}

/// A routing line calls somebody, and routing indicators begin with R or Q, in some books also with U (ACP 117, 3).
fn called<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(call) = &parse.cable.call else { return };
    let list = parse.places.called.clone();
    if call.indicators.is_empty() {
        if list.is_empty() {
            let message = "the routing line names no station";
            let help = "compare it with the stations before the strokes of the addressees";
            parse.findings.add(Code::CallsNobody, list, message, help);
        }
        return;
    }
    let strange =
        |indicator: &&RoutingIndicator<'_>| !matches!(indicator.bytes().first(), Some(b'R' | b'Q' | b'U'));
    if let Some(strange) = call.indicators.iter().find(strange) {
        let word = strange.as_str();
        let written = parse.bytes.get(list.clone()).unwrap_or_default();
        let start = list.start + memmem::find(written, word.as_bytes()).unwrap_or(0);
        let message = format!("`{word}` begins with a letter of no network");
        let help = "a routing indicator begins with R, or with Q in a closed network";
        parse.findings.add(Code::CallIndicatorStrange, start..start + word.len(), message, help);
    }
}

/// FLASH goes to the action addressees alone; those for information get a transmission of their own at the lower
/// precedence, but where one station serves both (ACP 127(G) 152e).
fn flash_in_one_transmission<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(call) = parse.cable.call.as_ref().filter(|call| call.precedence == Some(Precedence::Flash))
    else {
        return;
    };
    if parse.cable.precedence.is_none_or(|stated| stated.info.is_none()) {
        return;
    }
    let among = |list: &[Addressee<'_>], called: &RoutingIndicator<'_>| {
        list.iter().any(|addressee| addressee.indicator.as_ref() == Some(called))
    };
    let only_informed =
        |called: &&RoutingIndicator<'_>| among(&parse.cable.info, called) && !among(&parse.cable.to, called);
    // So many are looked at that the time stays linear in the length of the lists.
    if let Some(called) = call.indicators.iter().take(64).find(only_informed) {
        let message = format!("FLASH goes to `{called}`, which serves information addressees only");
        let help = "send them a transmission of their own at the lower precedence";
        parse.findings.add(Code::FlashToInformed, parse.places.call_precedence.clone(), message, help);
    }
}

/// Where every addressee has a precedence, one of them has that of the message (5 FAH-2 H-321.2).
fn highest_addressee<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(stated) = parse.cable.precedence else { return };
    let mut any = false;
    for addressee in parse.cable.to.iter().chain(&parse.cable.info) {
        if addressee.precedence.is_none_or(|precedence| precedence >= stated.action) {
            return;
        }
        any = true;
    }
    if any {
        let message = format!("no addressee has the precedence of the message, {}", stated.action.word());
        let help = "a word may have been lost, or the message goes faster than anybody asked";
        parse.findings.add(Code::AddresseesBelowMessage, parse.places.precedence.clone(), message, help);
    }
}

/// `EEEEE` and UNCLAS EFTO say the same (US Navy course 14226).
fn encrypted_for_transmission<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(marking) = parse.cable.security.as_ref().and_then(|security| security.marking.as_deref()) else {
        return;
    };
    let Some(class) = &parse.cable.classification else { return };
    if class.level != Classification::Unclassified {
        return;
    }
    let (warned, worded) = (marking.starts_with("EEE"), class.caveats.iter().any(|caveat| caveat == "EFTO"));
    if warned != worded && (warned || marking.starts_with("UUU")) {
        let message = if warned {
            "the security warning says EFTO, the classification line does not"
        } else {
            "the classification line says EFTO, the security warning does not"
        };
        let help = "send the message on circuits with encryption";
        parse.findings.add(Code::EftoDiffers, parse.places.marking.clone(), message, help);
    }
}

/// A section behind the serial belongs to a message that has a label.
fn section_behind_serial<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(section) = parse.cable.origin.as_ref().and_then(|origin| origin.section) else { return };
    let labelled = parse.cable.section.is_some() || !parse.places.section.is_empty();
    if parse.cable.classification.is_some() && !labelled {
        let message = format!("`/{section:02}` on format line 3, but the classification line has no label");
        let help = "a message that is not divided has no section behind its serial";
        parse.findings.add(Code::SectionWithoutLabel, parse.places.serial_section.clone(), message, help);
    }
}

/// The AGRMENT channel has its own distribution (5 FAH-2 H-442.1).
fn channel_caption<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let captions = &parse.cable.captions;
    if captions.len() < 2 {
        return;
    }
    let Some(other) = captions.iter().find(|caption| matches!(caption.as_ref(), "NODIS" | "EXDIS")) else {
        return;
    };
    if captions.iter().any(|caption| matches!(caption.as_ref(), "AGRMENT CHANNEL" | "AGREMENT CHANNEL")) {
        let text = parse.places.text_start.unwrap_or(0);
        let header = parse.bytes.get(text..parse.places.header_end).unwrap_or_default();
        let start = text + memmem::find(header, other.as_bytes()).unwrap_or(0);
        let message = format!("`{other}` does not go with the AGRMENT channel");
        let help = "the channel has its own distribution: leave the other caption out";
        parse.findings.add(Code::CaptionsExclusive, start..start + other.len(), message, help);
    }
}
