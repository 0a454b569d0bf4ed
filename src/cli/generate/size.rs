//! Sizes as people write them.

/// Reads `500KB`, `1.8GB`, `4000`: decimal units, as disks are sold by.
pub(super) fn read(word: &str) -> Result<u64, String> {
    let fault = || String::from("it should be a number of bytes, with KB, MB or GB behind it");
    let letters = word.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(word.len());
    let (number, unit) = word.split_at_checked(letters).ok_or_else(fault)?;
    let number: f64 = number.trim().parse().map_err(|_| fault())?;
    let unit = match unit.to_ascii_uppercase().as_str() {
        "" | "B" => 1.0,
        "K" | "KB" => 1e3,
        "M" | "MB" => 1e6,
        "G" | "GB" => 1e9,
        "T" | "TB" => 1e12,
        _ => return Err(fault()),
    };
    let bytes = (number * unit).round();
    if !(1.0..=1e15).contains(&bytes) {
        return Err(fault());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 10^15, see above")]
    Ok(bytes as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_decimal() {
        assert_eq!(read("1.8GB"), Ok(1_800_000_000));
        assert_eq!(read("500kb"), Ok(500_000));
        assert_eq!(read("12"), Ok(12));
        for wrong in ["", "GB", "-1", "0", "1.8XB", "inf", "1e99GB"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
