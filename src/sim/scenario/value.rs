//! Durations and speeds as a scenario writes them.

use std::time::Duration;

use jiff::Timestamp;

/// The longest time a scenario may name: ten years. Sums of a few of them still fit every count of nanoseconds.
const DURATION_MAX: Duration = Duration::from_secs(3650 * 24 * 3600);

const NANOSECONDS: u128 = 1_000_000_000;

/// How fast a circuit transmits, as an exact fraction of characters a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed {
    characters: u128,
    seconds: u128,
}

impl Speed {
    /// The same as nanoseconds in so many characters, in lowest terms.
    pub(crate) fn pace(self) -> (u64, u64) {
        let (nanoseconds, characters) = (self.seconds * NANOSECONDS, self.characters);
        let divisor = greatest_common_divisor(nanoseconds, characters);
        let whole = |number: u128| u64::try_from(number / divisor).unwrap_or(u64::MAX);
        (whole(nanoseconds), whole(characters))
    }

    /// The time that a transmission of so many characters occupies the circuit, rounded up to whole nanoseconds.
    ///
    /// ```
    /// # use torntape::sim::scenario::Speed;
    /// # use std::time::Duration;
    /// let speed: Speed = "75baud".parse()?;
    /// assert_eq!(speed.time(25), Duration::from_millis(2500));
    /// # Ok::<(), String>(())
    /// ```
    pub fn time(self, characters: usize) -> Duration {
        let nanoseconds = (characters as u128 * self.seconds * NANOSECONDS).div_ceil(self.characters);
        from_nanoseconds(nanoseconds)
    }

    /// The characters of which each has at least begun to leave after so long.
    pub(crate) fn begun(self, elapsed: Duration) -> usize {
        let per_character = self.seconds * NANOSECONDS;
        let characters = (elapsed.as_nanos().saturating_mul(self.characters)).div_ceil(per_character);
        usize::try_from(characters).unwrap_or(usize::MAX)
    }
}

impl std::str::FromStr for Speed {
    type Err = String;

    /// Reads `"75baud"` (five-unit code of 7.5 units a character: 10 characters a second), `"100wpm"` (six
    /// characters a word: 10), `"2400bps"` (eight bits a character: 300) or `"10cps"`.
    fn from_str(written: &str) -> Result<Self, String> {
        let fault = || {
            format!(
                "expected a speed such as \"75baud\", \"100wpm\", \"2400bps\" or \"10cps\", but found `{written}`"
            )
        };
        let (number, unit) = Decimal::before_unit(written).ok_or_else(fault)?;
        let (numerator, denominator) = match unit {
            "baud" => (2, 15),
            "wpm" => (1, 10),
            "bps" => (1, 8),
            "cps" => (1, 1),
            _ => return Err(fault()),
        };
        if number.digits == 0 {
            return Err(format!("a circuit of speed `{written}` would never transmit anything"));
        }
        Ok(Self { characters: number.digits * numerator, seconds: number.scale * denominator })
    }
}

/// How often something comes, as an exact fraction: so many in so many nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rate {
    number: u128,
    nanoseconds: u128,
}

impl Rate {
    /// Reads `"30/h"`, `"2/s"`, `"1/m"` or `"720/d"`.
    pub(super) fn read(written: &str) -> Result<Self, String> {
        let fault = || format!("expected a rate such as \"30/h\" or \"2/s\", but found `{written}`");
        let (before, after) =
            written.split_once('/').filter(|(_, unit)| unit.len() == 1).ok_or_else(fault)?;
        let joined = format!("{before}{after}");
        let (number, unit) = Decimal::before_unit(&joined).ok_or_else(fault)?;
        let nanoseconds: u128 = match unit {
            "s" => NANOSECONDS,
            "m" => 60 * NANOSECONDS,
            "h" => 3600 * NANOSECONDS,
            "d" => 24 * 3600 * NANOSECONDS,
            _ => return Err(fault()),
        };
        if number.digits == 0 {
            return Err(format!("at a rate of `{written}` nothing ever comes"));
        }
        Ok(Self { number: number.digits, nanoseconds: number.scale * nanoseconds })
    }

    /// The part `share` of `whole` of it. Both are below 2^51, the sum of the weights of all stations that a scenario may
    /// have, and what a rate is read into is below 2^77: no product passes 128 bits.
    pub(super) fn share(self, share: u64, whole: u64) -> Self {
        Self { number: self.number * u128::from(share), nanoseconds: self.nanoseconds * u128::from(whole) }
    }

    /// The mean time between two, in nanoseconds.
    #[expect(clippy::cast_precision_loss, reason = "fifteen figures of a mean are enough")]
    pub(crate) fn spacing(self) -> f64 {
        self.nanoseconds as f64 / self.number as f64
    }

    /// When the one of this number comes where they come evenly, from 1, in nanoseconds.
    pub(crate) fn time_of(self, ordinal: u64) -> u64 {
        let time = (u128::from(ordinal) * self.nanoseconds) / self.number;
        u64::try_from(time).unwrap_or(u64::MAX)
    }
}

/// The units of a duration, the longest first, and the nanoseconds of each.
const UNITS: [(&str, u128); 5] = [
    ("d", 24 * 3600 * NANOSECONDS),
    ("h", 3600 * NANOSECONDS),
    ("m", 60 * NANOSECONDS),
    ("s", NANOSECONDS),
    ("ms", NANOSECONDS / 1000),
];

/// Reads `"90s"`, `"15m"`, `"24h"`, `"2d8h"` or `"250ms"`: each unit once, the longest first. Decimals are allowed down to
/// the nanosecond.
pub(super) fn duration(written: &str) -> Result<Duration, String> {
    let fault = || {
        format!("expected a duration such as \"90s\", \"15m\", \"24h\" or \"2d8h\", but found `{written}`")
    };
    let (mut rest, mut shorter) = (written, UNITS.as_slice());
    let mut nanoseconds: u128 = 0;
    while !rest.is_empty() || shorter.len() == UNITS.len() {
        let (number, unit) = Decimal::before_unit(rest).ok_or_else(fault)?;
        let end = unit.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(unit.len());
        let (unit, after) = unit.split_at(end);
        let place = shorter.iter().position(|(name, _)| *name == unit).ok_or_else(fault)?;
        let (_, of_unit) = shorter.get(place).ok_or_else(fault)?;
        let digits = number.digits * of_unit;
        if !digits.is_multiple_of(number.scale) {
            return Err(format!("`{written}` is finer than a nanosecond"));
        }
        nanoseconds += digits / number.scale;
        (rest, shorter) = (after, shorter.get(place + 1..).unwrap_or_default());
    }
    if nanoseconds > DURATION_MAX.as_nanos() {
        return Err(format!("`{written}` is longer than ten years"));
    }
    Ok(from_nanoseconds(nanoseconds))
}

/// The time from the start of a scenario to a date and time.
pub(super) fn since(start: Timestamp, at: Timestamp) -> Result<Duration, String> {
    let Ok(since) = Duration::try_from(at.duration_since(start)) else {
        return Err(format!("`{at}` is before the start of the scenario, `{start}`"));
    };
    if since > DURATION_MAX {
        Err(format!("`{at}` is more than ten years after the start"))
    } else {
        Ok(since)
    }
}

/// The longest duration there is stands for what is longer still.
fn from_nanoseconds(nanoseconds: u128) -> Duration {
    match (u64::try_from(nanoseconds / NANOSECONDS), u32::try_from(nanoseconds % NANOSECONDS)) {
        (Ok(seconds), Ok(part)) => Duration::new(seconds, part),
        _ => Duration::MAX,
    }
}

fn greatest_common_divisor(one: u128, other: u128) -> u128 {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

/// A number with at most twelve figures before its point and nine after it: `digits / scale`.
struct Decimal {
    digits: u128,
    scale: u128,
}

impl Decimal {
    /// Takes a number off the front; what follows is the unit.
    fn before_unit(written: &str) -> Option<(Self, &str)> {
        let unit_at = written.find(|letter: char| letter.is_ascii_alphabetic())?;
        let (number, unit) = written.split_at(unit_at);
        let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
        let figures = |text: &str, most| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !figures(whole, 12) || !figures(part, 9) {
            return None;
        }
        let scale = 10_u128.pow(u32::try_from(part.len()).ok()?);
        let digits = whole.parse::<u128>().ok()? * scale + part.parse::<u128>().ok()?;
        Some((Self { digits, scale }, unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates() {
        let spacing = |written| Rate::read(written).map(|rate| rate.time_of(1));
        for (written, seconds) in [("30/h", 120.0), ("2/s", 0.5), ("0.5/m", 120.0), ("720/d", 120.0)] {
            assert_eq!(
                spacing(written).map(Duration::from_nanos),
                Ok(Duration::from_secs_f64(seconds)),
                "{written}"
            );
        }
        for written in ["", "30", "30h", "/h", "30/w", "-1/h", "3/0h", "many/h"] {
            assert!(spacing(written).unwrap_err().starts_with("expected a rate such as"), "{written}");
        }
        assert_eq!(spacing("0/h"), Err("at a rate of `0/h` nothing ever comes".to_owned()));
        assert_eq!(Rate::read("3/s").map(|rate| rate.time_of(3)), Ok(1_000_000_000), "without drift");
    }

    #[test]
    fn durations() {
        let seconds = |written| duration(written).map(|duration| duration.as_secs_f64());
        for (written, expected) in [
            ("0s", 0.0),
            ("90s", 90.0),
            ("15m", 900.0),
            ("24h", 86400.0),
            ("2d", 172_800.0),
            ("1.5h", 5400.0),
            ("250ms", 0.25),
            ("2d8h", 201_600.0),
            ("1h30m", 5400.0),
            ("1d1h1m1s1ms", 90_061.001),
            ("1h0.5m", 3630.0),
            ("0.000000001s", 1e-9),
        ] {
            assert_eq!(seconds(written), Ok(expected), "{written}");
        }
        for written in [
            "",
            "90",
            "s",
            "-1s",
            "1 s",
            "1.s",
            ".5s",
            "1w",
            "1e3s",
            "9999999999999s",
            "8h2d",
            "1h1h",
            "1h30",
            "1h 30m",
        ] {
            assert!(duration(written).unwrap_err().starts_with("expected a duration such as"), "{written}");
        }
        assert_eq!(duration("4000d"), Err("`4000d` is longer than ten years".to_owned()));
        assert_eq!(duration("0.0000001ms"), Err("`0.0000001ms` is finer than a nanosecond".to_owned()));
    }

    /// 75 baud of 7.5 units a character, and 100 words of six characters a minute, are both 10 characters a second.
    #[test]
    fn speeds() {
        let time = |written: &str| written.parse::<Speed>().map(|speed| speed.time(3000).as_secs_f64());
        for (written, expected) in
            [("75baud", 300.0), ("100wpm", 300.0), ("10cps", 300.0), ("2400bps", 10.0), ("0.5cps", 6000.0)]
        {
            assert_eq!(time(written), Ok(expected), "{written}");
        }
        for written in ["75", "baud", "75 baud", "fast", "-75baud", "75bauds"] {
            assert!(time(written).unwrap_err().starts_with("expected a speed such as"), "{written}");
        }
        assert_eq!(time("0cps"), Err("a circuit of speed `0cps` would never transmit anything".to_owned()));
    }

    /// A time is rounded one way: never shorter than the characters take.
    #[test]
    fn times_are_rounded_up_to_whole_nanoseconds() {
        let speed: Speed = "3cps".parse().unwrap();
        assert_eq!(
            [1, 2, 3].map(|length| speed.time(length).as_nanos()),
            [333_333_334, 666_666_667, 1_000_000_000]
        );
    }
}
