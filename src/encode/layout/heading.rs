//! Format lines 1 to 4 as each variant writes them; from line 5 on they are written alike.

use crate::decode::Part;
use crate::encode::render::lines_of;
use crate::message::{Cable, Dialect};

use super::janap;

/// The lines before format line 5.
pub(super) fn procedure(fields: &Cable<'_>) -> Vec<String> {
    let parts: &[Part] = match fields.dialect {
        Dialect::Janap128 => {
            let mut lines = lines_of(Part::Transmission, fields);
            lines.extend(janap::routing_line(fields));
            lines.extend(lines_of(Part::Security, fields));
            return lines;
        }
        Dialect::Acp126 => {
            let mut lines = lines_of(Part::Transmission, fields);
            lines.extend(calling_line(fields));
            lines.extend(lines_of(Part::Security, fields));
            return lines;
        }
        _ => &[Part::Transmission, Part::Call, Part::Origin, Part::Security],
    };
    parts.iter().flat_map(|part| lines_of(*part, fields)).collect()
}

/// `CALLED DE CALLING NR 051`: the stations called, who calls, and the station serial.
fn calling_line(fields: &Cable<'_>) -> Option<String> {
    let called = fields.call.iter().flat_map(|call| call.indicators.iter().map(ToString::to_string));
    let mut words: Vec<String> = called.collect();
    if let Some(origin) = &fields.origin {
        words.push(String::from("DE"));
        words.extend(origin.indicator.as_ref().map(ToString::to_string));
        words.extend(origin.serial.as_ref().map(|serial| format!("NR {serial}")));
    }
    (!words.is_empty()).then(|| words.join(" "))
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
        &[Part::ClassLine],
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
