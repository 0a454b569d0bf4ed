//! Numbers in figures, with zeros before them.

/// A number in so many figures at least, as one word.
pub(crate) fn in_figures<T>(number: impl Into<u64>, width: usize, then: impl FnOnce(&str) -> T) -> T {
    let mut written = [b'0'; 20];
    let (mut left, mut count) = (number.into(), 0);
    for figure in written.iter_mut().rev() {
        if left == 0 && count >= width {
            break;
        }
        *figure = b'0' + u8::try_from(left % 10).unwrap_or(0);
        left /= 10;
        count += 1;
    }
    let written = written.get(written.len() - count..).unwrap_or_default();
    then(std::str::from_utf8(written).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::in_figures;

    #[test]
    fn they_are_those_of_the_standard_library() {
        for number in [0, 7, 10, 99, 100, 1809, 10_000, u64::MAX] {
            for width in [0, 1, 2, 4, 6] {
                let number_is_written = number > 0 || width > 0;
                let expected = if number_is_written { format!("{number:0width$}") } else { String::new() };
                in_figures(number, width, |word| assert_eq!(word, expected));
            }
        }
    }
}
