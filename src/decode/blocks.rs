//! Sixty-four bytes at a time: what stands where in them, as bits.
//!
//! The compiler makes the comparisons of this file for each set of instructions, and the processor tells which one is
//! taken; the caller says where that is asked, since it takes as long as some blocks.

use fearless_simd::prelude::*;
use fearless_simd::{i8x64, u8x64};

use super::parse::SUBSTITUTE;

/// Bytes that are compared at once.
pub(super) const BLOCK: usize = 64;

/// What a block holds: a bit for each byte, the lowest for the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) newlines: u64,
    /// Small letters and what stands around them in the code: no line that means something begins with one.
    pub(super) quiet: u64,
    /// `Z`, `<` and the character of damage.
    pub(super) signs: u64,
}

impl Block {
    #[expect(clippy::inline_always, reason = "it is made for the instructions of its caller")]
    #[inline(always)]
    pub(super) fn new<S: Simd>(simd: S, bytes: &[u8; BLOCK]) -> Self {
        let bytes = u8x64::load_array_ref(simd, bytes);
        let splat = |byte: u8| u8x64::splat(simd, byte);
        // Turned so that those from `_` to the byte before DEL, which is a blank, are the 32 lowest numbers with a sign.
        let turned: i8x64<S> = (bytes + splat(0x80 - b'_')).bitcast();
        // `Z` and the character of damage differ in one bit.
        let sign =
            (bytes & splat(!(b'Z' ^ SUBSTITUTE))).simd_eq(splat(SUBSTITUTE)) | bytes.simd_eq(splat(b'<'));
        Self {
            newlines: bytes.simd_eq(splat(b'\n')).to_bitmask(),
            quiet: turned.simd_lt(i8x64::splat(simd, i8::MIN + 32)).to_bitmask(),
            signs: sign.to_bitmask(),
        }
    }
}

/// A bit for each newline of a block.
#[expect(clippy::inline_always, reason = "it is made for the instructions of its caller")]
#[inline(always)]
pub(super) fn newlines<S: Simd>(simd: S, bytes: &[u8; BLOCK]) -> u64 {
    u8x64::load_array_ref(simd, bytes).simd_eq(u8x64::splat(simd, b'\n')).to_bitmask()
}

/// The first block of some bytes, filled up where they are fewer with small letters, which open no line.
pub(super) fn filled(bytes: &[u8]) -> [u8; BLOCK] {
    let mut block = [b'a'; BLOCK];
    for (slot, byte) in block.iter_mut().zip(bytes) {
        *slot = *byte;
    }
    block
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Block, newlines};
    use fearless_simd::{Level, dispatch};
    use proptest::prelude::*;

    fn bits(bytes: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
        bytes.iter().rev().fold(0, |bits, byte| bits << 1 | u64::from(is(*byte)))
    }

    proptest! {
        #[test]
        fn a_block_is_what_its_bytes_are_one_by_one(
            bytes in proptest::collection::vec(
                prop_oneof![Just(b'\n'), Just(b'Z'), Just(b'<'), Just(0x1a), Just(b'_'), Just(0x7e), any::<u8>()], BLOCK..=BLOCK),
        ) {
            let bytes: &[u8; BLOCK] = bytes.as_slice().try_into().unwrap();
            let expected = Block {
                newlines: bits(bytes, |byte| byte == b'\n'),
                quiet: bits(bytes, |byte| (b'_'..0x7f).contains(&byte)),
                signs: bits(bytes, |byte| matches!(byte, b'Z' | b'<' | 0x1a)),
            };
            for level in [Level::new(), Level::baseline()] {
                prop_assert_eq!(dispatch!(level, simd => Block::new(simd, bytes)), expected);
                prop_assert_eq!(dispatch!(level, simd => newlines(simd, bytes)), expected.newlines);
            }
        }
    }
}
