//! What the header says of itself and of format line 4.

use std::borrow::Cow;

use crate::decode::findings::quoted;
use crate::decode::parse::Parse;
use crate::decode::{Trace, security};
use crate::message::{Classification, Code, Security};

/// Checks the header against itself and against format line 4, and lets it stand for a format line 4 that is missing.
pub(in crate::decode) fn finish<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(janap) = &parse.cable.janap else { return };
    let marking = janap.marking.clone();
    let class_letter = janap.class_letter.clone();
    if parse.places.routing_open {
        let end = parse.places.called.end;
        let message = "no full stop ends the routing";
        let help = "indicators may be missing; compare it with the addressees";
        parse.findings.add(Code::RoutingEndMisplaced, end..end, message, help);
    }
    let letters = marking.as_deref().unwrap_or_default().as_bytes();
    let Some((class, release)) = class_of(letters) else {
        if !letters.is_empty() {
            let message = format!(
                "{} is not one class letter four times, nor twice with a release code",
                quoted(letters)
            );
            uneven(parse, message);
        }
        return;
    };
    let letter = class_letter.as_deref().and_then(|letter| letter.bytes().next());
    let first = letters.first().copied();
    if let (Some(letter), Some(first)) = (letter, first)
        && security::classification(letter).is_some()
        && letter != first
    {
        let message =
            format!("position 4 says class `{}`, position 30 `{}`", char::from(letter), char::from(first));
        uneven(parse, message);
    }
    let release = release.map(|code| String::from_utf8_lossy(code).into_owned());
    if let Some(security) = &parse.cable.security {
        let alike = security.marking.as_deref().is_none_or(|five| five.bytes().next() == first)
            && (security.marking.is_none() || security.release.as_deref() == release.as_deref());
        if !alike {
            let message = format!(
                "the header says {}, format line 4 `{}`",
                quoted(letters),
                security.marking.as_deref().unwrap_or_default()
            );
            uneven(parse, message);
        }
    } else {
        parse.cable.security = Some(Security {
            signal: None,
            marking: None,
            classification: Some(class),
            release: release.map(Cow::Owned),
            handling: None,
            operating_signals: Vec::new(),
        });
    }
}

fn uneven<T: Trace>(parse: &mut Parse<'_, '_, T>, message: String) {
    let place = parse.places.header_marking.clone();
    let help = "handle the message as the higher of the two";
    parse.findings.add(Code::HeaderMarkingDiffers, place, message, help);
}

/// The class of four letters, and their release code: `UUUU`, `UUAA`.
fn class_of(letters: &[u8]) -> Option<(Classification, Option<&[u8]>)> {
    let [first, second, third, fourth] = *letters else { return None };
    let class = security::classification(first).filter(|_| first == second)?;
    if third == first && fourth == first {
        return Some((class, None));
    }
    let nations = security::is_nation(third) && security::is_nation(fourth);
    nations.then(|| (class, letters.get(2..)))
}
