//! A cable into the transmissions that carry it (spec: sections and pages; ACP 127(G) 208e).

use std::borrow::Cow;

use crate::decode::line_marks;
use crate::message::{Cable, Dialect};

use super::encode;
use super::frame::Frame;
use super::note::{SplitNote, notes};
use super::plan::Plan;
use super::section::transmission;

/// The transmissions of one cable, and what has to be said about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// The message reference number in the form `09STATE97951`, where there is one.
    pub id: Option<String>,
    /// Into how many sections the cable is divided; 1 where it is not.
    pub of: u8,
    /// Each section's number and transmission, in order.
    pub transmissions: Vec<(u8, Vec<u8>)>,
    /// The sections that the cable should have and does not have.
    pub missing: Vec<u8>,
    /// What joining the transmissions cannot give back, and what else is out of the ordinary.
    pub notes: Vec<SplitNote>,
}

/// Why a cable could not be divided into transmissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SplitError {
    /// Nothing of a cable was recognised in it.
    #[error("nothing of a cable was recognised, so there is nothing to transmit")]
    NotACable,
}

/// Gives the transmissions of a cable in order: one, where it is not divided.
///
/// As [`divide`], for callers who need the bytes only.
///
/// # Errors
///
/// [`SplitError::NotACable`] where nothing of a cable is recognised.
pub fn split(cable: &Cable<'_>) -> Result<Vec<Vec<u8>>, SplitError> {
    Ok(divide(cable)?.transmissions.into_iter().map(|(_, transmission)| transmission).collect())
}

/// Divides a cable into transmissions.
///
/// Each has a format line 1 with the number of the cable's own or one of the next (9999 is followed by 0001), format
/// lines 2 to 9 as in the cable, `BT`, the classification line, its part of the text byte for byte, `BT`, the serial
/// and `NNNN`. Where there are several, format line 3 bears the section (`/01`) and the classification line its label.
/// A cable with archival section marks is cut at them; one without label is cut where it exceeds about 100 lines, at
/// ends of paragraphs or sentences.
///
/// A cable whose lines end in other marks than line feeds, carriage returns alone or what web pages have, gets line feeds.
///
/// A text whose last line does not end as those of the heading do gets a line end with one carriage return more, by
/// which [`join`](crate::reassembly::join) sees that it is not part of the text.
///
/// ```
/// let cable = torntape::Decoder::new().cable(
///     b"VZCZCXMO0007\nRR RUEHMO\nDE RUEHC #0012 2642216\nZNR UUUUU\nR 212156Z SEP 09\nFM SECSTATE WASHDC\n\
///       TO RUEHMO/AMEMBASSY MOSCOW\nUNCLAS STATE 000012\nTAGS: AMGT\nSUBJECT: CLOCKS\n",
/// );
/// let division = torntape::encode::divide(&cable)?;
/// assert_eq!(division.of, 1);
/// assert!(division.transmissions[0].1.ends_with(b"\nBT\n#0012\nNNNN\n"));
/// # Ok::<(), torntape::encode::SplitError>(())
/// ```
///
/// # Errors
///
/// [`SplitError::NotACable`] where nothing of a cable is recognised.
pub fn divide(cable: &Cable<'_>) -> Result<Division, SplitError> {
    let bytes = encode(cable);
    // On a circuit lines end in a line feed.
    let fed = line_marks::fed(&bytes);
    let frame = Frame::of(&fed);
    let plan = planned(&frame)?;
    let replaced = matches!(fed, Cow::Owned(_)).then_some(SplitNote::LineEndMarks);
    let transmissions = plan.pieces.iter().map(|piece| piece.number).zip(written(&frame, &plan)).collect();
    Ok(Division {
        id: frame.cable.mrn.as_ref().and_then(|mrn| mrn.id.as_deref()).map(str::to_owned),
        of: plan.of,
        transmissions,
        missing: plan.missing(),
        notes: replaced.into_iter().chain(notes(&frame, &plan)).collect(),
    })
}

/// The transmissions of a cable that has been taken apart, in order.
#[cfg(feature = "sim")]
pub(crate) fn transmissions(frame: &Frame<'_>) -> Result<Vec<Vec<u8>>, SplitError> {
    Ok(written(frame, &planned(frame)?).collect())
}

fn planned(frame: &Frame<'_>) -> Result<Plan, SplitError> {
    if frame.bytes.is_empty() || frame.cable.dialect == Dialect::Unknown {
        return Err(SplitError::NotACable);
    }
    Ok(Plan::of(frame))
}

fn written(frame: &Frame<'_>, plan: &Plan) -> impl Iterator<Item = Vec<u8>> {
    plan.pieces.iter().zip(0..).map(|(piece, later)| transmission(frame, plan, piece, later))
}
