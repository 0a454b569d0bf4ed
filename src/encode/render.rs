//! One part of a cable as the lines that the book writes for its fields.

use crate::decode::Part;
use crate::message::{Cable, Security};

use super::lines::wrap;
use super::{heading, stations, text};

/// The parts whose lines follow from fields, in the order in which they stand.
pub(crate) const PARTS: [Part; 26] = [
    Part::Transmission,
    Part::Call,
    Part::Pilot,
    Part::Origin,
    Part::Security,
    Part::Preamble,
    Part::From,
    Part::To,
    Part::Info,
    Part::Exempt,
    Part::Prefix,
    Part::Readdressed,
    Part::ClassLine,
    Part::Service,
    Part::Captions,
    Part::Passing,
    Part::ExecutiveOrder,
    Part::ClassifiedBy,
    Part::Tags,
    Part::Subject,
    Part::References,
    Part::Correction,
    Part::Cancellation,
    Part::Signature,
    Part::Validation,
    Part::End,
];

/// Whether a security warning has no word of its own.
fn is_of_header(security: &Security<'_>) -> bool {
    security.signal.is_none() && security.operating_signals.is_empty()
}

/// The lines of one part, without line ends; none where the cable lacks it.
pub(crate) fn lines_of(part: Part, cable: &Cable<'_>) -> Vec<String> {
    let one = |field: Option<String>| field.into_iter().collect::<Vec<_>>();
    match part {
        Part::Transmission => cable.transmission.iter().flat_map(heading::transmission).collect(),
        Part::Call if cable.janap.is_some() => stations::fixed_header(cable),
        Part::Call if cable.call_signs.is_some() => stations::call_signs(cable),
        // Their format line 2 says what format line 3 says elsewhere.
        Part::Origin if cable.janap.is_some() || cable.call_signs.is_some() => Vec::new(),
        Part::Call => cable
            .call
            .iter()
            .flat_map(|call| heading::routing_line(call.precedence, &call.indicators))
            .collect(),
        Part::Pilot => cable.pilots.iter().flat_map(|pilot| heading::pilot(pilot, cable.dialect)).collect(),
        Part::Origin => {
            cable.origin.iter().flat_map(|origin| heading::origin(origin, cable.dialect)).collect()
        }
        // The letters of a message without format line 4 are those of its fixed header.
        Part::Security if cable.janap.is_some() && cable.security.as_ref().is_some_and(is_of_header) => {
            Vec::new()
        }
        Part::Security => cable.security.iter().flat_map(heading::security).collect(),
        Part::Preamble => heading::preamble(cable.precedence, cable.dtg.as_ref()),
        Part::From => cable.from.iter().flat_map(heading::from).collect(),
        Part::To => heading::addressees("TO", &cable.to),
        Part::Info => heading::addressees("INFO", &cable.info),
        Part::Exempt => heading::exempt(&cable.exempt),
        Part::Prefix => heading::prefix(cable),
        Part::Readdressed => cable.readdressed.iter().flat_map(|older| heading::readdressed(older)).collect(),
        Part::ClassLine => text::class_line(cable),
        Part::Service if cable.classification.is_none() => wrap(cable.service.iter().map(AsRef::as_ref)),
        Part::Captions => {
            // `SVC` stands behind the class.
            let below = cable.captions.iter().skip(usize::from(text::is_service(cable)));
            below.map(ToString::to_string).collect()
        }
        Part::Passing => cable.passing.iter().map(ToString::to_string).collect(),
        Part::ExecutiveOrder => cable.executive_order.iter().flat_map(text::executive_order).collect(),
        Part::ClassifiedBy => cable.classified_by.iter().flat_map(text::classified_by).collect(),
        Part::Tags => text::tags(&cable.tags),
        Part::Subject => cable.subject.iter().flat_map(|subject| text::subject(subject)).collect(),
        Part::References => text::references(&cable.references),
        Part::Correction => {
            cable.corrections.iter().map(|correction| format!("C {}", correction.text)).collect()
        }
        Part::Cancellation => one(cable.cancelled.as_ref().map(ToString::to_string)),
        Part::Signature => one(cable.signature.as_ref().map(ToString::to_string)),
        Part::Validation => {
            one(cable.validation.as_ref().map(|validation| format!("#{}", validation.serial)))
        }
        Part::End => one(cable.end.as_ref().map(ToString::to_string)),
        Part::HeadingBreak | Part::TextBreak => vec![String::from("BT")],
        Part::Frame
        | Part::Distribution
        | Part::Drafting
        | Part::RelayCounter
        | Part::Page
        | Part::Service
        | Part::Banner
        | Part::Stamp
        | Part::Attributes => Vec::new(),
    }
}
