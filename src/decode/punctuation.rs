//! Punctuation that word processors wrote and the circuits had no character for.
//!
//! Seen in State cables of 2009: a right quote arrives as a comma, a left double quote as `&`, a right double quote as
//! `8`. What was meant can only be guessed, so that this is done on demand alone.

/// A text with its punctuation restored, and what was changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// The proposed text.
    pub text: String,
    /// Each change, in order.
    pub changes: Vec<Change>,
}

/// One character that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Byte of the text as received, from 0.
    pub offset: usize,
    /// As received.
    pub received: char,
    /// As probably meant.
    pub meant: char,
}

/// How far behind `&` its `8` is looked for: a sentence or two.
const QUOTE_BYTES_MAX: usize = 400;

/// Proposes the punctuation that was lost. Takes time in proportion to the length of the text.
///
/// ```
/// use torntape::decode::restore_punctuation;
/// let restored = restore_punctuation("THE POST,S &LAMP8 IS OUT, IT SAYS.");
/// assert_eq!(restored.text, "THE POST'S \"LAMP\" IS OUT, IT SAYS.");
/// assert_eq!(restored.changes.len(), 3);
/// ```
pub fn restore_punctuation(text: &str) -> Restored {
    let bytes = text.as_bytes();
    let mut changes: Vec<Change> = Vec::new();
    let mut open: Option<usize> = None;
    for (offset, byte) in bytes.iter().enumerate() {
        let before = offset.checked_sub(1).and_then(|at| bytes.get(at)).copied();
        let after = bytes.get(offset + 1).copied();
        match byte {
            b',' if is_apostrophe(before, bytes.get(offset + 1..).unwrap_or_default()) => {
                changes.push(Change { offset, received: ',', meant: '\'' });
            }
            b'&' if opens_quote(before, after) => open = Some(offset),
            b'8' if closes_quote(before, after) => {
                if let Some(start) = open.take().filter(|start| offset - start <= QUOTE_BYTES_MAX) {
                    changes.push(Change { offset: start, received: '&', meant: '"' });
                    changes.push(Change { offset, received: '8', meant: '"' });
                }
            }
            _ => {}
        }
    }
    changes.sort_unstable_by_key(|change| change.offset);
    let mut restored = String::with_capacity(text.len());
    let mut at = 0;
    for change in &changes {
        restored.push_str(text.get(at..change.offset).unwrap_or_default());
        restored.push(change.meant);
        at = change.offset + change.received.len_utf8();
    }
    restored.push_str(text.get(at..).unwrap_or_default());
    Restored { text: restored, changes }
}

/// `POST,S`, `DON,T`, `WE,LL`: a comma between a letter and the ending of a word.
fn is_apostrophe(before: Option<u8>, rest: &[u8]) -> bool {
    const ENDINGS: [&[u8]; 7] = [b"S", b"T", b"D", b"M", b"LL", b"RE", b"VE"];
    let length = rest.iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let ending = rest.get(..length).unwrap_or_default();
    before.is_some_and(|byte| byte.is_ascii_alphabetic())
        && ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
        && !rest.get(length).is_some_and(u8::is_ascii_digit)
}

fn opens_quote(before: Option<u8>, after: Option<u8>) -> bool {
    before.is_none_or(|byte| matches!(byte, b' ' | b'\n' | b'(' | b'-'))
        && after.is_some_and(|byte| byte.is_ascii_alphanumeric())
}

fn closes_quote(before: Option<u8>, after: Option<u8>) -> bool {
    before.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b',' | b'?' | b')'))
        && after.is_none_or(|byte| {
            byte.is_ascii_whitespace() || matches!(byte, b'.' | b',' | b';' | b':' | b')' | b'?' | b'-')
        })
}
