//! A damaged format line 1: letters before the channel lost or changed, blanks come in, letters for figures.

use super::lines::words;
use super::repair;

/// Letters of a channel.
const CHANNEL: usize = 3;

/// The longest line that is looked at: an identification with a blank behind each letter.
const LENGTH_MAX: usize = 40;

/// What an identification was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mended {
    pub(super) channel: String,
    /// As many figures as were written.
    pub(super) number: String,
    /// The letters before the channel, as they were meant.
    start: &'static str,
}

impl Mended {
    /// `VZCZCXRO0809`
    pub(super) fn id(&self) -> String {
        format!("{}{}{}", self.start, self.channel, self.number)
    }
}

/// A way to read a line, and how many slips lead to it.
struct Reading {
    mended: Mended,
    slips: usize,
}

/// Reads a line on which an identification stands alone; `None` where it may be two, or none. One that is right is no
/// matter of this.
#[cold]
pub(super) fn read(line: &[u8]) -> Option<Mended> {
    if line.len() > LENGTH_MAX || !line.iter().any(u8::is_ascii_alphabetic) {
        return None;
    }
    let run: Vec<u8> = words(line).flatten().copied().collect();
    let run = std::str::from_utf8(&run).ok()?;
    let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    if !run.bytes().all(capital) {
        return None;
    }
    let mut readings: Vec<Reading> =
        [4, 3].into_iter().filter_map(|figures| numbered(run, figures)).collect();
    readings.sort_by_key(|reading| reading.slips);
    match readings.as_slice() {
        [only] => Some(only.mended.clone()),
        [first, second, ..] if first.slips < second.slips => Some(first.mended.clone()),
        _ => None,
    }
}

/// Whether a line above a routing line can be nothing else than format line 1.
pub(super) fn is_one(line: &[u8]) -> bool {
    read(line).is_some()
}

/// The run as one that ends in a number of so many figures.
fn numbered(run: &str, figures: usize) -> Option<Reading> {
    let (rest, number) = run.split_at_checked(run.len().checked_sub(figures)?)?;
    let (before, channel) = rest.split_at_checked(rest.len().checked_sub(CHANNEL)?)?;
    let (start, of_start) = start(before)?;
    // A start that is right ends where it ends.
    let right = ["VZCZC", "ZCZC"].into_iter().any(|right| run.starts_with(right) && before != right);
    let (channel, of_channel) = channel_letters(channel)?;
    // `RO0809`: the channel may have lost a letter, or have a figure for one.
    if right || of_channel > 0 && figures < 4 {
        return None;
    }
    let (number, of_number) = number_figures(number)?;
    let slips = of_start + of_channel + of_number;
    Some(Reading { mended: Mended { channel, number, start }, slips })
}

/// `VZCZC` or `ZCZC` with a slip or two, told by the two pairs of letters in it.
fn start(before: &str) -> Option<(&'static str, usize)> {
    let nearest = ["VZCZC", "ZCZC"].into_iter().filter_map(|start| {
        let slips = (0..=2).find(|slips| repair::near(before, start, *slips))?;
        Some((start, slips))
    });
    let (start, slips) = nearest.min_by_key(|(_, slips)| *slips)?;
    let kept = before.bytes().filter(|byte| matches!(byte, b'Z' | b'C')).count();
    (before.len() >= 3 && kept >= 2).then_some((start, slips))
}

/// Three letters; a figure that looks like one stands for it.
fn channel_letters(channel: &str) -> Option<(String, usize)> {
    let mut slips = 0;
    let letters: Option<String> = channel
        .chars()
        .map(|letter| match letter {
            'A'..='Z' => Some(letter),
            '0' | '1' => {
                slips += 1;
                Some(if letter == '0' { 'O' } else { 'I' })
            }
            _ => None,
        })
        .collect();
    Some((letters?, slips))
}

/// Figures, letters among them or all of them in the other shift.
fn number_figures(number: &str) -> Option<(String, usize)> {
    let letters = number.bytes().filter(|byte| !byte.is_ascii_digit()).count();
    if letters == 0 {
        return Some((number.to_owned(), 0));
    }
    let shifted = || number.bytes().map(|byte| repair::figure_of(byte).map(char::from)).collect();
    // A word that came in the other shift as a whole lost one character, the shift.
    let (figures, slips): (Option<String>, usize) =
        if letters == number.len() { (shifted(), 1) } else { (repair::figures(number), letters) };
    figures.map(|figures| (figures, slips))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn damaged_identifications_are_told() {
        for line in [
            "VZCZXRO0809",
            "VCZCXRO0809",
            "VZCCXRO0809",
            "VZVZCXRO0809",
            "UZCZCXRO0809",
            "VZCZCXR00809",
            "VZCZC XRO0809",
            "VZCZC XRO 0809",
            "V ZCZC XRO 0809",
            "VZCZCXRO O809",
            "VZCZCXROP809",
            "VZCZCXROPIPO",
            "V Z C Z C X R O 0 8 0 9",
        ] {
            assert_eq!(read(line.as_bytes()).unwrap().id(), "VZCZCXRO0809", "{line}");
        }
        assert_eq!(read(b"VZCCXRO809").unwrap().id(), "VZCZCXRO809");
        assert_eq!(read(b"ZCCXRO0809").unwrap().channel, "XRO");
    }

    #[test]
    fn too_little_is_left_of_others() {
        for line in [
            "XRO 0809",
            "STATE 0809",
            "NNNN",
            "ZCZC",
            "VZCZC",
            "CONFIDENTIAL",
            "PAGE 02",
            "THE CZECH ZOO 1234",
            "VZCZCRO0809",
            "VZCZCXRO08091",
            "VZCZCXRO08",
        ] {
            assert_eq!(read(line.as_bytes()), None, "{line}");
        }
    }
}
