//! The lines of a sheet above its text, part by part.

use crate::decode::Part;
use crate::encode::render::lines_of;
use crate::message::Cable;

/// Format lines 1 to 4.
pub(super) fn procedure(fields: &Cable<'_>) -> Vec<String> {
    const PARTS: [Part; 5] = [Part::Transmission, Part::Call, Part::Pilot, Part::Origin, Part::Security];
    PARTS.iter().flat_map(|part| lines_of(*part, fields)).collect()
}

/// Format lines 5 to 10, and the older heading of a readdressed message.
pub(super) fn address(fields: &Cable<'_>) -> Vec<String> {
    const PARTS: [Part; 7] =
        [Part::Preamble, Part::From, Part::To, Part::Info, Part::Exempt, Part::Prefix, Part::Readdressed];
    PARTS.iter().flat_map(|part| lines_of(*part, fields)).collect()
}

/// The lines that open the text, part by part, in groups; a blank line stands between two groups.
pub(super) fn opening(fields: &Cable<'_>) -> Vec<Vec<Vec<String>>> {
    const GROUPS: [&[Part]; 4] = [
        &[Part::ClassLine, Part::Service],
        &[Part::Captions, Part::Passing],
        &[Part::ExecutiveOrder, Part::ClassifiedBy, Part::Tags, Part::Subject],
        &[Part::References],
    ];
    let parts = |group: &&[Part]| {
        let parts = group.iter().map(|part| lines_of(*part, fields)).filter(|lines| !lines.is_empty());
        parts.collect::<Vec<_>>()
    };
    GROUPS.iter().map(parts).filter(|group| !group.is_empty()).collect()
}
