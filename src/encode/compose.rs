//! A new cable, laid out by the book in the manner of the State Department (ACP 127(G) 142; format lines 1 to 16).

use crate::decode::Part;
use crate::message::Cable;

use super::change;
use super::lines::{LineEnd, lines};
use super::render::{PARTS, lines_of};
use super::settle::settled;
use super::text;

/// Writes all parts in their order, with line feeds as line ends. A given text stands as it is; fields that it should
/// carry and carries otherwise are then written into it.
pub(crate) fn compose(cable: &Cable<'_>) -> Vec<u8> {
    let cable = settled(&Cable { dialect: cable.dialect, ..Cable::default() }, cable);
    let mut written = Vec::new();
    let heading: Vec<Part> = PARTS.into_iter().filter(|part| *part < Part::HeadingBreak).collect();
    push_parts(&cable, &heading, &mut written);
    let breaks = !written.is_empty() && !text::is_between_stations(&cable);
    let mut body = Vec::new();
    match &cable.text {
        Some(given) => body.extend_from_slice(given.as_ref()),
        None => push_text(&cable, &mut body),
    }
    if breaks && !body.is_empty() {
        push_line("BT", &mut written);
    }
    let end = LineEnd::of(&written);
    written.extend_from_slice(&body);
    let mut ending = Vec::new();
    push_corrections(&cable, &body, &mut ending);
    push_parts(&cable, &[Part::Validation, Part::End], &mut ending);
    if !ending.is_empty() {
        if !body.is_empty() {
            written.extend_from_slice(end.to_supply(&body));
        }
        if breaks {
            push_line("BT", &mut written);
        }
        written.append(&mut ending);
    }
    if cable.text.is_some() { change::complete(&written, &cable) } else { written }
}

/// The text without a body: blank lines stand where State cables have them.
fn push_text(cable: &Cable<'_>, written: &mut Vec<u8>) {
    const GROUPS: [&[Part]; 5] = [
        &[Part::ClassLine, Part::Service],
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

/// The corrections of format line 15. Those of a page stand in the text, where there is one.
fn push_corrections(cable: &Cable<'_>, text: &[u8], written: &mut Vec<u8>) {
    let corrections = lines_of(Part::Correction, cable);
    let mut left = corrections.iter().peekable();
    for line in lines(text) {
        let own = line.trimmed(text).strip_prefix(b"C").map(<[u8]>::trim_ascii_start);
        left.next_if(|correction| own.is_some() && correction.as_bytes().get(2..) == own);
    }
    for correction in left {
        push_line(correction, written);
    }
}

fn push_line(line: &str, written: &mut Vec<u8>) {
    written.extend_from_slice(line.as_bytes());
    written.push(b'\n');
}
