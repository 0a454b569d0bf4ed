//! A damaged E.O. line: letters of the label lost or changed, letters among the figures of the order.

use super::lines::first_word;
use super::repair;

/// The orders that cables cite; the number gives away a label that is damaged.
const ORDERS: [&str; 8] = ["10501", "10964", "11652", "12065", "12356", "12958", "13292", "13526"];

/// The longest label: `E. O.  ` and its like.
const LABEL_LENGTH_MAX: usize = 8;

/// Figures of an order's number.
const NUMBER_LENGTH: usize = 5;

/// The letters of the longest one, one too many.
const LABEL_LETTERS_MAX: usize = 3;

/// `.O. 12958: N/A`, `3.9. 12958: N/A`, `E.O. QWOTI: N/A`: how long the label is, up to the number.
pub(super) fn label(line: &[u8]) -> Option<usize> {
    let look = line.get(..line.len().min(LABEL_LENGTH_MAX + 6))?;
    let (first, mut rest) = first_word(look);
    // Most lines begin with a word that is too long for a label.
    if first.len() == look.len() || signs(first).nth(LABEL_LETTERS_MAX).is_some() {
        return None;
    }
    for _ in 0..2 {
        let length = look.len() - rest.len();
        let (word, after) = first_word(rest);
        if word.len() >= NUMBER_LENGTH
            && length <= LABEL_LENGTH_MAX
            && signs(look.get(..length)?).count() <= LABEL_LETTERS_MAX
            && let Some((_, written)) = number(word)
            && opens(look.get(..length)?, word.get(..written)?)
        {
            return Some(length);
        }
        rest = after;
    }
    None
}

/// Whether what stands before the number can have been `E.O.`: all of it, or one letter off where the number is right.
fn opens(label: &[u8], number: &[u8]) -> bool {
    let letters: Option<String> = signs(label)
        .map(|byte| if byte == b'0' { Some('O') } else { repair::unshifted(&[byte])?.chars().next() })
        .collect();
    let right = std::str::from_utf8(number).is_ok_and(|number| ORDERS.contains(&number));
    letters.is_some_and(|letters| letters == "EO" || right && near(&letters))
}

/// What may stand for a letter of the label.
fn signs(label: &[u8]) -> impl Iterator<Item = u8> {
    label.iter().copied().filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'?')
}

/// `E`, `O`, `OE`, `FO`, `E?`
fn near(letters: &str) -> bool {
    (1..=LABEL_LETTERS_MAX).contains(&letters.len())
        && repair::near(letters, "EO", 1)
        && letters.contains(['E', 'O'])
}

/// The order whose number a word opens with, damaged or not, and how many bytes the number has.
pub(super) fn number(word: &[u8]) -> Option<(&'static str, usize)> {
    let length = word.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let written: [u8; NUMBER_LENGTH] = word.get(..length)?.try_into().ok()?;
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte),
        b'O' => Some(b'0'),
        b'I' | b'l' => Some(b'1'),
        letter => repair::figure_of(letter),
    };
    let shifted = |byte: u8| if byte.is_ascii_digit() { Some(byte) } else { repair::figure_of(byte) };
    let order = read(written, digit).or_else(|| read(written, shifted))?;
    Some((order, length))
}

/// The order whose figures these bytes are, each read by itself.
fn read(written: [u8; NUMBER_LENGTH], figure: impl Fn(u8) -> Option<u8>) -> Option<&'static str> {
    let mut figures = [0; 5];
    for (read, byte) in figures.iter_mut().zip(written) {
        *read = figure(byte)?;
    }
    ORDERS.into_iter().find(|order| order.as_bytes() == figures)
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels_are_told_by_the_number_behind_them() {
        for line in [".O. 12958:", "E..O. 12958: N/A", "E O 13526: N/A", "3.9. 12958: N/A", "E.O. QWOTI: N/A"]
        {
            let length = line.find("12958").or(line.find("13526")).or(line.find("QWOTI"));
            assert_eq!(label(line.as_bytes()), length, "{line}");
        }
        for line in
            ["OTTAWA 12958", "SECTION 12958", "THE 12958 LAMPS", "A 12958", "E.O. TODAY", "12958: N/A"]
        {
            assert_eq!(label(line.as_bytes()), None, "{line}");
        }
    }
}
