//! A new cable, laid out by the book in the manner of the State Department (ACP 127(G) 142; format lines 1 to 16).

use crate::decode::Part;
use crate::message::Cable;

use super::change;
use super::lines::LineEnd;
use super::render::{PARTS, lines_of};
use super::settle::settled;

/// Writes all parts in their order, with line feeds as line ends. A given text stands as it is; fields that it should
/// carry and carries otherwise are then written into it.
pub(crate) fn compose(cable: &Cable<'_>) -> Vec<u8> {
    let cable = settled(&Cable { dialect: cable.dialect, ..Cable::default() }, cable);
    let mut written = Vec::new();
    push_parts(&cable, PARTS.get(..HEADING_PARTS).unwrap_or_default(), &mut written);
    let heading = !written.is_empty();
    let mut body = Vec::new();
    match &cable.text {
        Some(text) => body.extend_from_slice(text.as_ref()),
        None => push_text(&cable, &mut body),
    }
    if heading && !body.is_empty() {
        push_line("BT", &mut written);
    }
    let end = LineEnd::of(&written);
    written.extend_from_slice(&body);
    let ends = !lines_of(Part::Validation, &cable).is_empty() || !lines_of(Part::End, &cable).is_empty();
    if ends {
        if !body.is_empty() {
            written.extend_from_slice(end.to_supply(&body));
        }
        push_line("BT", &mut written);
        push_parts(&cable, &[Part::Validation, Part::End], &mut written);
    }
    if cable.text.is_some() { change::complete(&written, &cable) } else { written }
}

/// Format lines 1 to 10 and the older heading of a readdressed message.
const HEADING_PARTS: usize = 11;

/// The text without a body: blank lines stand where State cables have them.
fn push_text(cable: &Cable<'_>, written: &mut Vec<u8>) {
    const GROUPS: [&[Part]; 5] = [
        &[Part::ClassLine],
        &[Part::Captions, Part::Passing],
        &[Part::ExecutiveOrder, Part::ClassifiedBy, Part::Tags, Part::Subject],
        &[Part::References],
        &[Part::Signature],
    ];
    for group in GROUPS {
        let mut lines = Vec::new();
        push_parts(cable, group, &mut lines);
        if !written.is_empty() && !lines.is_empty() {
            push_line("", written);
        }
        written.append(&mut lines);
    }
}

fn push_parts(cable: &Cable<'_>, parts: &[Part], written: &mut Vec<u8>) {
    for part in parts {
        for line in lines_of(*part, cable) {
            push_line(&line, written);
        }
    }
}

fn push_line(line: &str, written: &mut Vec<u8>) {
    written.extend_from_slice(line.as_bytes());
    written.push(b'\n');
}
