//! Runs of capital letters, eight bytes compared at once: most words of a heading are told by them.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// How many of the first eight bytes are capital letters in a row.
///
/// Bytes of a run shorter than eight are looked at one by one.
#[inline]
pub(crate) fn leading(bytes: &[u8]) -> usize {
    match bytes.first_chunk::<8>() {
        Some(eight) => {
            let others = !capitals(u64::from_le_bytes(*eight)) & HIGH;
            // Without any the count of zeros is that of all bits.
            others.trailing_zeros() as usize / 8
        }
        None => bytes.iter().take_while(|byte| byte.is_ascii_uppercase()).count(),
    }
}

/// Whether four to eight bytes are all capital letters; of any other number of bytes none are.
#[inline]
pub(crate) fn only(bytes: &[u8]) -> bool {
    bytes.len() <= 8 && capitals(both_ends(bytes)) == HIGH
}

/// The first four bytes and the last four; nothing of fewer than four.
#[inline]
fn both_ends(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        _ => 0,
    }
}

/// The highest bit of each byte that is a capital letter.
const fn capitals(eight: u64) -> u64 {
    let low = eight & !HIGH;
    let from_a = low + (0x80 - b'A' as u64) * ONES;
    let above_z = low + (0x80 - b'Z' as u64 - 1) * ONES;
    from_a & !above_z & !eight & HIGH
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn capitals_are_those_that_a_look_at_each_byte_finds(
            bytes in vec(prop_oneof![4 => b'A'..=b'Z', 1 => Just(b'@'), 1 => Just(b'['), 1 => any::<u8>()], 0..12),
        ) {
            let one_by_one = bytes.iter().take(8).take_while(|byte| byte.is_ascii_uppercase()).count();
            prop_assert_eq!(super::leading(&bytes), one_by_one);
            let all = (4..=8).contains(&bytes.len()) && one_by_one == bytes.len();
            prop_assert_eq!(super::only(&bytes), all);
        }
    }
}
