//! The marks that an archive leaves where it joined two sections: `STATE 00097951  002 OF 004`.
//!
//! A mark block is a line of one blank, the mark line, and two lines of one blank.

use std::ops::Range;

use crate::message::MessageReference;

use super::lines::{Line, LineEnd, lines, part};

/// Letters of the station in a mark that is not written in full: `PORT AU PR 00002230  001.2 OF 002`.
const STATION_LETTERS_CUT: usize = 10;

/// The mark before section `number`: station, number of eight figures, section and total of three each.
fn mark_line(mrn: &MessageReference<'_>, number: u8, of: u8) -> String {
    format!("{} {:08}  {number:03} OF {of:03} ", mrn.station, mrn.number)
}

/// The whole block before section `number`, in the line ends of the cable.
pub(crate) fn block(mrn: &MessageReference<'_>, number: u8, of: u8, end: LineEnd) -> Vec<u8> {
    let end = end.as_bytes();
    [b" ", end, mark_line(mrn, number, of).as_bytes(), end, b" ", end, b" ", end].concat()
}

/// A mark line of this cable in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The section that begins with it.
    pub(crate) number: u8,
    /// The mark line, line end included.
    pub(crate) line: Range<usize>,
    /// The block, where the surroundings and the spelling are those of [`block`], byte for byte.
    pub(crate) block: Option<Range<usize>>,
}

/// The marks of this cable in the text, first to last, those in other surroundings included.
pub(crate) fn marks(text: &[u8], mrn: &MessageReference<'_>, of: u8, end: LineEnd) -> Vec<Mark> {
    lines(text)
        .filter_map(|line| {
            let number = number(line.trimmed(text), mrn, of)?;
            Some(Mark {
                number,
                line: line.start..line.end,
                block: surroundings(text, line, mrn, number, of, end),
            })
        })
        .collect()
}

fn surroundings(
    text: &[u8],
    line: Line,
    mrn: &MessageReference<'_>,
    number: u8,
    of: u8,
    end: LineEnd,
) -> Option<Range<usize>> {
    let block = block(mrn, number, of, end);
    let start = line.start.checked_sub(1 + end.as_bytes().len())?;
    let begins_line = start == 0 || text.get(start - 1) == Some(&b'\n');
    let place = start..start + block.len();
    (begins_line && part(text, place.clone()) == block).then_some(place)
}

/// Whether the text begins with the mark of this section: then it stands there already and is not written again.
pub(crate) fn opens_with_mark(text: &[u8], mrn: &MessageReference<'_>, section: u8, of: u8) -> bool {
    lines(text).next().is_some_and(|line| number(line.trimmed(text), mrn, of) == Some(section))
}

/// Reads a mark line of this cable: its number, four to eight figures, and the total have to agree.
fn number(line: &[u8], mrn: &MessageReference<'_>, of: u8) -> Option<u8> {
    let station = mrn.station.as_bytes();
    let cut = station.get(..STATION_LETTERS_CUT).unwrap_or(station);
    let rest = line.strip_prefix(station).or_else(|| line.strip_prefix(cut))?;
    let (serial, rest) = figures(blanks(rest)?)?;
    if !(4..=8).contains(&serial.len()) || value(serial)? != mrn.number {
        return None;
    }
    let (number, rest) = figures(blanks(rest)?)?;
    let (total, rest) = figures(rest.strip_prefix(b" OF ")?)?;
    let fits = number.len() == 3 && (2..=3).contains(&total.len()) && rest.is_empty();
    (fits && value(total)? == u32::from(of)).then(|| u8::try_from(value(number)?).ok())?
}

fn blanks(bytes: &[u8]) -> Option<&[u8]> {
    bytes.starts_with(b" ").then(|| bytes.trim_ascii_start())
}

fn figures(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if length == 0 { None } else { bytes.split_at_checked(length) }
}

fn value(figures: &[u8]) -> Option<u32> {
    std::str::from_utf8(figures).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moscow() -> MessageReference<'static> {
        MessageReference { station: "STATE".into(), number: 97951, year: Some(2009), id: None }
    }

    /// The block of the archived cable, byte for byte.
    #[test]
    fn the_block_is_that_of_the_archive() {
        let end = LineEnd::of(b"\n");
        assert_eq!(block(&moscow(), 2, 4, end), b" \nSTATE 00097951  002 OF 004 \n \n \n");
    }

    #[test]
    fn a_mark_is_of_this_cable_or_none() {
        let read = |line: &str| number(line.as_bytes(), &moscow(), 4);
        assert_eq!(read("STATE 00097951  002 OF 004"), Some(2));
        assert_eq!(read("STATE 097951 002 OF 04"), Some(2));
        for other in [
            "STATE 00097952  002 OF 004",
            "MOSCOW 00097951  002 OF 004",
            "STATE 00097951  002 OF 005",
            "STATE 00097951  001.2 OF 004",
            "STATE 00097951  002 OF 004 AND SO ON",
            "STATE00097951  002 OF 004",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    /// Stations are cut to ten letters in some marks: `PORT AU PR`.
    #[test]
    fn a_cut_station_is_this_station() {
        let mrn = MessageReference { station: "PORT AU PRINCE".into(), number: 2230, year: None, id: None };
        assert_eq!(number(b"PORT AU PR 00002230  002 OF 002", &mrn, 2), Some(2));
    }

    /// One line of one blank before and two after, or it is no block.
    #[test]
    fn other_surroundings_make_no_block() {
        let end = LineEnd::of(b"\n");
        let blocks = |text: &str| {
            marks(text.as_bytes(), &moscow(), 4, end).into_iter().map(|mark| mark.block).collect::<Vec<_>>()
        };
        let mark = "STATE 00097951  002 OF 004 ";
        assert_eq!(blocks(&format!("A \n \n{mark}\n \n \nB")), [Some(3..37)]);
        assert_eq!(blocks(&format!("A \n \n{mark}\n \nB")), [None]);
        assert_eq!(blocks(&format!("A \n\n{mark}\n \n \nB")), [None]);
        assert_eq!(blocks(&format!("A \n{mark}\n \n \nB")), [None]);
        assert_eq!(blocks(&format!("A \n \n{mark}\r\n \n \nB")), [None]);
    }
}
