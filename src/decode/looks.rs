//! What two bytes say that open a line, or hold a sign in its midst.
//!
//! They are looked up for every line that begins with no small letter, so that few lines are looked at closer.

use super::lines::is_blank;
use super::parse::SUBSTITUTE;

/// It is text.
pub(super) const NOTHING: u8 = 0;
/// A paragraph begins.
pub(super) const FIGURE: u8 = 1;
/// A mark, or the end of a text, or something that a cable may begin or end at.
pub(super) const CAPITAL: u8 = 2;
/// A mail begins.
pub(super) const MAIL: u8 = 4;
/// A serial, or a paragraph behind its sign.
pub(super) const SIGN: u8 = 8;
/// The first byte that is no blank says more.
pub(super) const BLANK: u8 = 16;
/// `ZCZC`, or a line in capitals.
pub(super) const ZED: u8 = 32;
/// The end of an element of a page.
pub(super) const TAG: u8 = 64;
/// A damaged character.
pub(super) const DAMAGE: u8 = 128;

/// What each byte admits where it is the first of a line, and where it is the second: a bit for each look.
static ADMITTED: [(u8, u8); 256] = {
    let mut admitted = [(0, 0); 256];
    let (mut rest, mut byte) = (admitted.as_mut_slice(), 0);
    while let Some((admits, more)) = rest.split_first_mut() {
        admits.0 = match byte {
            b'0'..=b'9' => FIGURE,
            b'F' => CAPITAL | MAIL,
            b'Z' => ZED,
            b'<' => TAG,
            SUBSTITUTE => DAMAGE,
            b'A'..=b'Z' => CAPITAL,
            b'#' | 0xc2 => SIGN,
            other if is_blank(other) => BLANK,
            _ => 0,
        };
        admits.1 = SIGN
            | BLANK
            | DAMAGE
            | match byte {
                b'0'..=b'9' => FIGURE,
                b'.' => FIGURE | CAPITAL | ZED,
                // What stands in the name of a station.
                b'A'..=b'Z' | b' ' | b'-' | b'\'' => CAPITAL | ZED,
                b'r' => MAIL,
                b'/' => TAG,
                _ => 0,
            };
        byte = byte.wrapping_add(1);
        rest = more;
    }
    admitted
};

/// What a line may be, or what stands there: one of the above.
#[inline]
pub(super) fn look(line: &[u8]) -> u8 {
    let admitted = |byte: &u8| ADMITTED.get(usize::from(*byte)).copied().unwrap_or_default();
    match line {
        [first, second, ..] => admitted(first).0 & admitted(second).1,
        [b'#'] => SIGN,
        [SUBSTITUTE] => DAMAGE,
        _ => NOTHING,
    }
}

#[cfg(test)]
mod tests {
    use fearless_simd::{Level, dispatch};

    use super::{BLANK, CAPITAL, DAMAGE, FIGURE, MAIL, NOTHING, SIGN, TAG, ZED, look};
    use crate::decode::blocks::{BLOCK, Block};

    /// Lines that begin with a quiet byte are passed over without a look at them.
    #[test]
    fn a_quiet_byte_opens_no_line_that_means_something() {
        let mut quiet = 0;
        for byte in 0..=u8::MAX {
            let block = dispatch!(Level::new(), simd => Block::new(simd, &[byte; BLOCK]));
            if block.quiet != 0 {
                quiet += 1;
                assert!((0..=u8::MAX).all(|second| look(&[byte, second]) == NOTHING), "{byte:#04x}");
            }
        }
        assert_eq!(quiet, 32);
    }

    #[test]
    fn two_bytes_tell_what_a_line_may_be() {
        for (line, expected) in [
            ("1.  Post is asked", FIGURE),
            ("12. Begin", FIGURE),
            ("1 of them", NOTHING),
            ("PAGE 02", CAPITAL),
            ("N'DJAMENA 00000564  001 OF 002", CAPITAL),
            ("Please note", NOTHING),
            ("FM SECSTATE WASHDC", CAPITAL),
            ("From someone Mon Sep 21", MAIL),
            ("From", MAIL),
            ("#7951", SIGN),
            ("#", SIGN),
            ("\u{b6}1. Begin", SIGN),
            (" BT", BLANK),
            ("ZCZC", ZED),
            ("Zagreb and", NOTHING),
            ("</pre>", TAG),
            ("<pre>", NOTHING),
            ("\u{1a}\n", DAMAGE),
            ("\u{1a}", DAMAGE),
            ("- a list", NOTHING),
            ("", NOTHING),
        ] {
            assert_eq!(look(line.as_bytes()), expected, "{line}");
        }
    }
}
