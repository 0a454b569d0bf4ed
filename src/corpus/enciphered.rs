//! Enciphered texts: groups of five letters that are counted (ACP 127(G) 107, 208).

use super::body::Body;
use super::draw::Draw;
use super::text;
use crate::message::{Cable, Cryptopart, DualPrecedence, MessageForm, Precedence, Section};

/// Groups on one line.
const GROUPS_A_LINE: usize = 10;

/// Enciphers the text, and with it the addresses: format lines 6 to 9 are left out (ACP 127(G) 146).
pub(super) fn codress(draw: &mut Draw, fields: &mut Cable<'static>) -> Body {
    fields.form = Some(MessageForm::Codress);
    fields.from = None;
    (fields.to, fields.info, fields.exempt) = (Vec::new(), Vec::new(), Vec::new());
    // Two precedences are as good as one: who is to have which is hidden.
    if let Some(DualPrecedence { action: Precedence::Immediate, info }) = &mut fields.precedence {
        *info = draw.happens(500).then_some(Precedence::Routine);
    }
    if let Some(dtg) = fields.dtg.as_mut().filter(|_| draw.happens(300)) {
        dtg.operating_signals = Vec::new();
        dtg.indicator = Some(format!("{:05}", draw.between(10_000, 99_999)).into());
    }
    text_of_groups(draw, fields)
}

/// Enciphers the text of a message or of one of its sections, or one part of such a text (ACP 127(G) 208e).
pub(super) fn part(draw: &mut Draw, fields: &mut Cable<'static>) -> Body {
    let small = |number: usize| u8::try_from(number).unwrap_or(1);
    if draw.happens(600) {
        let of = draw.between(2, 9);
        let number = draw.between(1, of);
        fields.section = Some(Section { number: small(number), of: small(of), last: number == of });
    }
    if draw.happens(700) {
        let of = draw.between(2, 9);
        let number = draw.between(1, of);
        fields.part = Some(Cryptopart { number: small(number), of: small(of), last: number == of });
    }
    text_of_groups(draw, fields)
}

/// Draws the groups and counts them.
fn text_of_groups(draw: &mut Draw, fields: &mut Cable<'static>) -> Body {
    const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let count = draw.between(12, 300);
    let mut bytes = Vec::with_capacity(count * 6);
    for group in 1..=count {
        let letters: [u8; 5] = std::array::from_fn(|_| draw.one(LETTERS));
        bytes.extend(if would_end(&letters) { *b"QWKZX" } else { letters });
        let line_ends = group % GROUPS_A_LINE == 0 || group == count;
        bytes.push(if line_ends { b'\n' } else { b' ' });
    }
    fields.classification = None;
    fields.group_count = u32::try_from(count).ok();
    fields.accounting = draw.happens(300).then(|| text(draw.one(&SYMBOLS)));
    Body { bytes, ..Body::default() }
}

/// Whether automatic stations would take a group for the end of a message or the start of one: such stand in no text.
fn would_end(group: &[u8]) -> bool {
    group.windows(4).any(|four| matches!(four, b"NNNN" | b"ZCZC"))
}

/// Accounting symbols: who pays.
pub(super) const SYMBOLS: [&str; 4] = ["ACEX", "ACNV", "NAVY", "ARMY"];
