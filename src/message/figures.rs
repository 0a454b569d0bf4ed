//! Numbers in figures, with zeros before them.

/// A number in so many figures at least.
pub(crate) fn figures(number: impl Into<u64>, width: usize) -> impl Iterator<Item = char> {
    let (mut left, mut count, mut written) = (number.into(), 0, [0; 20]);
    for figure in &mut written {
        if left == 0 && count >= width {
            break;
        }
        // What is left of a division by ten is one figure.
        *figure = u8::try_from(left % 10).unwrap_or(0);
        left /= 10;
        count += 1;
    }
    written.into_iter().take(count).rev().map(|figure| char::from(b'0' + figure))
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[test]
    fn they_are_those_of_the_standard_library() {
        for number in [0, 7, 10, 99, 100, 1809, 10_000, u64::MAX] {
            for width in [0, 1, 2, 4, 6] {
                let number_is_written = number > 0 || width > 0;
                let expected = if number_is_written { format!("{number:0width$}") } else { String::new() };
                assert_eq!(figures(number, width).collect::<String>(), expected);
            }
        }
    }
}
