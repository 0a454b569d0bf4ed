//! The head of a document: page head, distribution, drafting block and dashed line, then format lines 5 to 8 and the
//! captions as other cables have them, with pages taken out of whatever they interrupt.

use crate::decode::header::{Header, Stage};
use crate::decode::kind::{Kind, kind};
use crate::decode::lines::Line;
use crate::decode::parse::Parse;
use crate::decode::{Part, Token, Trace};

use super::distribution::{self, Block};
use super::drafting::{self, Entry};
use super::pages::{self, kind_at};
use super::{Facts, date, frame, relay_counter, torn};

/// Where the reading of the lines above format line 5 stands.
#[derive(Debug, Default)]
struct Opening {
    block: Block,
    entry: Option<Entry>,
}

/// Reads the head and finds where it ends.
pub(super) fn read<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, facts: &Facts<'a>) {
    let mut header = Header::new();
    let mut opening = Opening::default();
    let (mut at, mut none_before) = (0, 0);
    while let Some(mut line) = Line::at(parse.bytes, parse.text, at) {
        at = line.next;
        if line.is_blank() {
            header.after_blank = true;
        } else if let Some(run) = pages::run(parse.bytes, parse.text, &line, false, &mut none_before)
            .and_then(|run| {
                if header.stage < Stage::Class {
                    run.without_class_line(parse.bytes, parse.text)
                } else {
                    Some(run)
                }
            })
        {
            if !goes_on(&header, kind_at(parse.bytes, parse.text, run.next)) {
                break;
            }
            header.flush_unknown(parse, &line);
            at = take_run(parse, &mut header, run);
            continue;
        } else if header.stage < Stage::From && open(parse, &mut header, &mut opening, &line, facts) {
            header.known(parse, &line);
        } else if !torn::read(parse, &mut header, &line) && !header.take(parse, &mut line) {
            break;
        }
        parse.places.lines += 1;
    }
    header.finish(parse);
    distribution::check(parse, &opening.block);
    if parse.cable.classification.is_none() {
        pages::class_of_banner(parse);
    }
}

/// Whether the header goes on behind a page, whose next line has this look.
fn goes_on(header: &Header<'_>, below: Kind) -> bool {
    match below {
        Kind::Label(_) => true,
        Kind::Blank | Kind::Paragraph | Kind::Break => header.stage < Stage::From,
        _ if header.stage >= Stage::Class && !header.unknown.is_empty() => false,
        _ => header.stage < Stage::Captions || (header.label.is_some() && !header.after_blank),
    }
}

/// Takes a page out of the header; gives back where the next line that is not blank begins.
fn take_run<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, header: &mut Header<'a>, run: pages::Run) -> usize {
    let opening = header.stage == Stage::Start && parse.cable.pages.is_empty();
    parse.places.page_first |= opening;
    let (next, first) = (run.next, parse.places.lines);
    // An address list has no blank lines of its own: those of the page are its foot.
    header.after_blank &= header.listing.is_none();
    parse.places.lines += run.lines;
    run.take_from_header(parse, first, opening);
    parse.places.header_end = next;
    parse.places.line_at_header_end = parse.places.lines;
    let mut at = next;
    while let Some(line) = Line::at(parse.bytes, parse.text, at).filter(Line::is_blank) {
        at = line.next;
        parse.places.lines += 1;
    }
    at
}

/// The lines above format line 5, and that line itself.
fn open<'a, T: Trace>(
    parse: &mut Parse<'a, '_, T>,
    header: &mut Header<'a>,
    opening: &mut Opening,
    line: &Line<'a>,
    facts: &Facts<'a>,
) -> bool {
    if header.stage == Stage::Start && frame::is_title(line.bytes) {
        parse.begin_part(Part::Frame, line);
        parse.token(Token::FrameMark, line, line.bytes);
        return true;
    }
    if date::read(parse, header, line, facts) {
        return true;
    }
    if relay_counter::is_line(line.bytes) {
        opening.entry = None;
        relay_counter::read(parse, line);
        return true;
    }
    if header.stage > Stage::Start {
        return false;
    }
    let own = !matches!(
        kind(line.bytes),
        Kind::Preamble | Kind::From | Kind::To | Kind::Class | Kind::Label(_) | Kind::Paragraph | Kind::Break
    );
    if opening.entry.is_none() && distribution::read(parse, line, &mut opening.block) {
        return true;
    }
    own && drafting::read(parse, line, &mut opening.entry, header.after_blank)
}
