//! Damage as wires, operators and archives do it, each slip at a known place.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr_iter, memrchr};
use serde::{Deserialize, Serialize};

use super::Sample;
use super::draw::Draw;

/// A class of damage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DamageKind {
    /// Two letters or figures stand in each other's place.
    #[default]
    Swapped,
    /// A letter or figure is missing.
    Dropped,
    /// A word was received in the wrong case of the five-unit code: figures for letters, or letters for figures.
    Shifted,
    /// The blank between two words is missing.
    Glued,
    /// The head of a page stands between two lines.
    PageHead,
    /// The end of a line is missing.
    LineEndLost,
    /// O for 0, 0 for O, I for 1, 1 for I.
    LookAlike,
    /// Letters came out as question marks.
    Garbled,
    /// A line stands twice.
    Doubled,
    /// All from here on is missing.
    Truncated,
}

impl DamageKind {
    /// Every class.
    pub const ALL: [Self; 10] = [
        Self::Swapped,
        Self::Dropped,
        Self::Shifted,
        Self::Glued,
        Self::PageHead,
        Self::LineEndLost,
        Self::LookAlike,
        Self::Garbled,
        Self::Doubled,
        Self::Truncated,
    ];
}

/// One slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// Its class.
    pub kind: DamageKind,
    /// Byte of the undamaged cable at which it begins.
    pub offset: usize,
    /// Line of the undamaged cable, from 1.
    pub line: usize,
    /// What stood there.
    pub before: Cow<'static, str>,
    /// What stands there now.
    pub after: Cow<'static, str>,
}

/// What goes, and what comes in its place.
struct Slip {
    place: Range<usize>,
    with: Vec<u8>,
}

/// Damages one of the messages of a sample; none where its lines give no place to.
pub(super) fn strike(draw: &mut Draw, kind: DamageKind, sample: &mut Sample) -> Option<Damage> {
    let message = draw.below(sample.truth.len());
    let truth = sample.truth.get(message)?;
    let start = truth.source.offset;
    let header = start..start + truth.coverage.header_bytes;
    let all = start..start + truth.source.length;
    let bytes = &sample.bytes;
    let slip = match kind {
        DamageKind::Truncated => {
            let at = draw.between(header.start + header.len() / 2, all.end.saturating_sub(1));
            Some(Slip { place: at..all.end, with: Vec::new() })
        }
        _ => (0..TRIES_MAX).find_map(|_| in_line(draw, kind, bytes, &header)),
    }?;
    let before = String::from_utf8_lossy(bytes.get(slip.place.clone())?).into_owned();
    let after = String::from_utf8_lossy(&slip.with).into_owned();
    let line = memchr_iter(b'\n', bytes.get(start..slip.place.start)?).count() + 1;
    let damage = Damage {
        kind,
        offset: slip.place.start - start,
        line,
        before: Cow::Owned(shortened(before)),
        after: Cow::Owned(after),
    };
    let (grown, gone) = (slip.with.len(), slip.place.len());
    sample.bytes.splice(slip.place, slip.with);
    for (cable, at) in sample.truth.iter_mut().zip(0..) {
        if at == message {
            cable.source.length = cable.source.length + grown - gone;
        } else if at > message {
            cable.source.offset = cable.source.offset + grown - gone;
        }
    }
    Some(damage)
}

/// Lines that are tried until one gives a place.
const TRIES_MAX: usize = 12;

/// What stood where a cable was cut is told by its beginning.
fn shortened(before: String) -> String {
    if before.len() <= 80 { before } else { before.chars().take(60).chain("...".chars()).collect() }
}

/// A slip on one line of the header that is drawn.
fn in_line(draw: &mut Draw, kind: DamageKind, bytes: &[u8], header: &Range<usize>) -> Option<Slip> {
    let at = draw.between(header.start, header.end.checked_sub(1)?);
    let first =
        memrchr(b'\n', bytes.get(header.start..at)?).map_or(header.start, |end| header.start + end + 1);
    let rest = bytes.get(first..header.end)?;
    let end = memchr::memchr(b'\n', rest)?;
    let line = rest.get(..end)?;
    if line.trim_ascii().len() < 2 {
        return None;
    }
    let place = |inside: Range<usize>| first + inside.start..first + inside.end;
    let pick = |draw: &mut Draw, fits: &dyn Fn(usize) -> bool| {
        let places: Vec<usize> = (0..line.len()).filter(|at| fits(*at)).collect();
        (!places.is_empty()).then(|| draw.one(&places))
    };
    let word = |at: usize| line.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let byte = |at: usize| line.get(at).copied().unwrap_or_default();
    Some(match kind {
        DamageKind::Swapped => {
            let at = pick(draw, &|at| word(at) && word(at + 1) && byte(at) != byte(at + 1))?;
            Slip { place: place(at..at + 2), with: vec![byte(at + 1), byte(at)] }
        }
        DamageKind::Dropped => {
            let at = pick(draw, &word)?;
            Slip { place: place(at..at + 1), with: Vec::new() }
        }
        DamageKind::Shifted => {
            let at = pick(draw, &|at| word(at) && (at == 0 || !word(at - 1)))?;
            let length = (at..line.len()).take_while(|at| word(*at)).count();
            let written = line.get(at..at + length)?;
            let with: Vec<u8> = written.iter().map(|byte| shifted(*byte)).collect();
            (with != written).then_some(Slip { place: place(at..at + length), with })?
        }
        DamageKind::Glued => {
            let at = pick(draw, &|at| byte(at) == b' ' && at > 0 && word(at - 1) && word(at + 1))?;
            Slip { place: place(at..at + 1), with: Vec::new() }
        }
        DamageKind::PageHead => {
            let page = draw.between(2, 9);
            let number = draw.between(1, 99_999);
            let head = format!("PAGE {page:02}        STATE   {number:06}  182333Z\n");
            Slip { place: first..first, with: head.into_bytes() }
        }
        DamageKind::LineEndLost => Slip { place: place(line.len()..line.len() + 1), with: Vec::new() },
        DamageKind::LookAlike => {
            let at = pick(draw, &|at| matches!(byte(at), b'O' | b'0' | b'I' | b'1'))?;
            let other = match byte(at) {
                b'O' => b'0',
                b'0' => b'O',
                b'I' => b'1',
                _ => b'I',
            };
            Slip { place: place(at..at + 1), with: vec![other] }
        }
        DamageKind::Garbled => {
            let at = pick(draw, &word)?;
            let length = draw.between(1, 3).min(line.len() - at);
            Slip { place: place(at..at + length), with: vec![b'?'; length] }
        }
        DamageKind::Doubled => {
            let twice = bytes.get(first..=first + line.len())?;
            Slip { place: first..first, with: twice.to_vec() }
        }
        DamageKind::Truncated => return None,
    })
}

/// What the same code says in the other case (ACP 127(G) 140); letters without a figure stay.
fn shifted(byte: u8) -> u8 {
    const LETTERS: &[u8; 20] = b"QWERTYUIOPABCKLMNXVZ";
    const FIGURES: &[u8; 20] = b"1234567890-?:().,/VZ";
    let other = |from: &[u8; 20], to: &[u8; 20]| {
        from.iter().position(|other| *other == byte).and_then(|at| to.get(at).copied())
    };
    other(LETTERS, FIGURES).or_else(|| other(FIGURES, LETTERS)).unwrap_or(byte)
}
