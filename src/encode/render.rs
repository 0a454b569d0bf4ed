//! One part of a cable as the lines that the book writes for its fields.

use crate::decode::Part;
use crate::message::Cable;

use super::{heading, text};

/// The parts whose lines follow from fields, in the order in which they stand.
pub(crate) const PARTS: [Part; 22] = [
    Part::Transmission,
    Part::Call,
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
    Part::Captions,
    Part::Passing,
    Part::ExecutiveOrder,
    Part::ClassifiedBy,
    Part::Tags,
    Part::Subject,
    Part::References,
    Part::Signature,
    Part::Validation,
    Part::End,
];

/// The lines of one part, without line ends; none where the cable lacks it.
pub(crate) fn lines_of(part: Part, cable: &Cable<'_>) -> Vec<String> {
    let one = |field: Option<String>| field.into_iter().collect::<Vec<_>>();
    match part {
        Part::Transmission => cable.transmission.iter().flat_map(heading::transmission).collect(),
        Part::Call => cable
            .call
            .iter()
            .flat_map(|call| heading::routing_line(call.precedence, &call.indicators))
            .collect(),
        Part::Origin => {
            cable.origin.iter().flat_map(|origin| heading::origin(origin, cable.dialect)).collect()
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
        Part::Captions => cable.captions.iter().map(ToString::to_string).collect(),
        Part::Passing => cable.passing.iter().map(ToString::to_string).collect(),
        Part::ExecutiveOrder => cable.executive_order.iter().flat_map(text::executive_order).collect(),
        Part::ClassifiedBy => cable.classified_by.iter().flat_map(text::classified_by).collect(),
        Part::Tags => text::tags(&cable.tags),
        Part::Subject => cable.subject.iter().flat_map(|subject| text::subject(subject)).collect(),
        Part::References => text::references(&cable.references),
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
        | Part::Banner
        | Part::Stamp
        | Part::Attributes => Vec::new(),
    }
}
