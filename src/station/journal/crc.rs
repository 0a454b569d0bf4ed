//! The check of an entry: CRC-32 of IEEE 802.3, as in Ethernet, gzip and PNG.

const POLYNOMIAL: u32 = 0xedb8_8320;

const TABLE: [u32; 256] = table();

#[expect(clippy::indexing_slicing, reason = "counted up to the length, at compile time")]
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    let mut start = 0_u32;
    while byte < table.len() {
        let (mut value, mut bit) = (start, 0);
        while bit < 8 {
            value = if value & 1 == 1 { (value >> 1) ^ POLYNOMIAL } else { value >> 1 };
            bit += 1;
        }
        table[byte] = value;
        (byte, start) = (byte + 1, start + 1);
    }
    table
}

/// The check of these bytes.
pub(super) fn of(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |value, byte| {
        let [low, ..] = value.to_le_bytes();
        // A byte is always within the table.
        TABLE.get(usize::from(low ^ byte)).copied().unwrap_or(0) ^ (value >> 8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value that every description of CRC-32 gives.
    #[test]
    fn the_check_of_nine_figures() {
        assert_eq!(of(b"123456789"), 0xcbf4_3926);
        assert_eq!(of(b""), 0);
    }
}
