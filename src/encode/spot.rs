//! Changes to what lies at a known place in the text: page marks, and numbers and portion marks of paragraphs.

use crate::message::{Cable, Paragraph};

use super::lines::part;
use super::patch::Edit;

/// What has to be done so that marks and paragraphs read as in `new`. Their places, and how many there are, follow from
/// the text and are changed with it.
pub(super) fn spot_edits(raw: &[u8], old: &Cable<'_>, new: &Cable<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    if old.pages.len() == new.pages.len() {
        for (old, new) in old.pages.iter().zip(&new.pages).filter(|(old, new)| old.text != new.text) {
            let place = old.offset..old.offset + old.text.len();
            if part(raw, place.clone()) == old.text.as_bytes() {
                edits.push(Edit { place, with: new.text.as_bytes().to_vec() });
            }
        }
    }
    if old.paragraphs.len() == new.paragraphs.len() {
        let pairs = old.paragraphs.iter().zip(&new.paragraphs);
        let changed = pairs.filter(|(old, new)| (old.number, &old.portion) != (new.number, &new.portion));
        edits.extend(changed.filter_map(|(old, new)| opening(raw, old, new)));
    }
    edits
}

/// `1. (U)`: the number, its stop and blanks, and the portion mark.
fn opening(raw: &[u8], old: &Paragraph<'_>, new: &Paragraph<'_>) -> Option<Edit> {
    let text = raw.get(old.offset..)?;
    let figures = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let behind = text.get(figures..)?;
    let stop = behind.iter().take_while(|byte| matches!(byte, b'.' | b')' | b' ')).count();
    let stop_bytes = behind.get(..stop)?;
    let mut end = old.offset + figures + stop;
    let mut with = new.number.to_string().into_bytes();
    with.extend_from_slice(stop_bytes);
    if let Some(portion) = &old.portion {
        let written = format!("({portion})");
        if part(raw, end..end + written.len()) != written.as_bytes() {
            return None;
        }
        end += written.len();
        if new.portion.is_none() {
            end += part(raw, end..raw.len()).iter().take_while(|&&byte| byte == b' ').count();
        }
    }
    if let Some(portion) = &new.portion {
        with.extend_from_slice(format!("({portion})").as_bytes());
        if old.portion.is_none() {
            with.push(b' ');
        }
    }
    Some(Edit { place: old.offset..end, with })
}
