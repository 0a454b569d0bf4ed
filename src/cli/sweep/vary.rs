//! `--vary KEY=VALUES`: the values of a key, in a list or a range, and all points of several.

use crate::sim::scenario::Setting;

/// So many values may one key have, and so many points a grid.
pub(super) const POINTS_MAX: usize = 10_000;

/// Figures after the point of a number.
const FIGURES: usize = 9;

/// So many figures of a number that fills all of them are shown, or more where values lie closer together.
const SHOWN: usize = 4;
const SHOWN_MAX: usize = 12;

const UNIT: i128 = 1_000_000_000;

/// A key and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Vary {
    pub(super) settings: Vec<Setting>,
    /// Those of the values that nobody wrote: a range was cut to them.
    cut: Vec<String>,
}

impl Vary {
    /// Reads `traffic[0].rate=10/h..80/h/8`, `circuit[XRO].speed=75baud,150baud`, `traffic[*].rate=x0.5..x2/4`.
    pub(super) fn read(written: &str) -> Result<Self, String> {
        let setting: Setting = written.parse()?;
        let (mut settings, mut cut) = (Vec::new(), Vec::new());
        for part in split(setting.value()) {
            match part.split_once("..") {
                None => settings.push(setting.with_value(part)),
                Some((from, rest)) => {
                    let range = range(part, from, rest)?;
                    settings.extend(range.iter().map(|value| setting.with_value(value)));
                    cut.extend(range);
                }
            }
        }
        if settings.iter().any(|setting| setting.value().is_empty()) {
            return Err(format!("a value of `{}` is empty", setting.key()));
        }
        let mut values: Vec<&str> = settings.iter().map(Setting::value).collect();
        values.sort_unstable();
        let twice = values.iter().zip(values.iter().skip(1)).find(|(one, other)| one == other);
        if let Some((twice, _)) = twice {
            return Err(format!("`{}` is `{twice}` twice", setting.key()));
        }
        if settings.len() > POINTS_MAX {
            return Err(format!("more than {POINTS_MAX} values"));
        }
        Ok(Self { settings, cut })
    }

    /// A value for people: one that a range was cut to has as few figures as tell it from the others.
    pub(super) fn shown(&self, setting: &Setting) -> String {
        let value = setting.value();
        let short = |figures| shortened(value, figures);
        let differs = |figures: &usize| {
            let others = self.settings.iter().map(Setting::value).filter(|other| *other != value);
            others.map(|other| shortened(other, *figures)).all(|other| other != short(*figures))
        };
        let figures = (SHOWN..=SHOWN_MAX).filter(|_| self.cut.iter().any(|cut| cut == value)).find(differs);
        figures.map_or_else(|| value.to_owned(), short)
    }

    pub(super) fn key(&self) -> &str {
        self.settings.first().map_or("", Setting::key)
    }
}

/// Parts between commas that stand in no brackets or quotes.
fn split(values: &str) -> Vec<&str> {
    let (mut depth, mut quoted) = (0_usize, false);
    let outside = |letter: char| {
        match letter {
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => depth += 1,
            ']' | '}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0 && !quoted
    };
    values.split(outside).map(str::trim).collect()
}

/// Evenly spaced values from the first to the last, both among them.
fn range(whole: &str, from: &str, rest: &str) -> Result<Vec<String>, String> {
    let fault =
        || format!("expected a range such as 10/h..80/h/8, which is eight values, but found `{whole}`");
    let (to, many) = rest.rsplit_once('/').ok_or_else(fault)?;
    let many: usize = many.parse().map_err(|_| fault())?;
    if !(2..=POINTS_MAX).contains(&many) {
        return Err(format!("a range has 2 to {POINTS_MAX} values, not {many}"));
    }
    let (from, to) =
        (Number::read(from.trim()).ok_or_else(fault)?, Number::read(to.trim()).ok_or_else(fault)?);
    if (from.times, from.unit) != (to.times, to.unit) {
        return Err(format!("both ends of the range `{whole}` need the same unit"));
    }
    let steps = i128::try_from(many - 1).unwrap_or(1);
    let value = |step: i128| {
        let number = from.value + ((to.value - from.value) * step).div_euclid(steps);
        format!("{}{}{}", if from.times { "x" } else { "" }, decimal(number), from.unit)
    };
    Ok((0..=steps).map(value).collect())
}

/// A number with what stands around it.
struct Number<'w> {
    /// It is a factor, `x2`.
    times: bool,
    /// In thousand-millionths.
    value: i128,
    unit: &'w str,
}

impl<'w> Number<'w> {
    fn read(written: &'w str) -> Option<Self> {
        let (times, rest) = written.strip_prefix('x').map_or((false, written), |rest| (true, rest));
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
        let (number, unit) = rest.split_at(end);
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 12 || part.len() > FIGURES || !figures(whole) || !figures(part) {
            return None;
        }
        let part: i128 = format!("{part:0<FIGURES$}").parse().ok()?;
        Some(Self { times, value: whole.parse::<i128>().ok()? * UNIT + part, unit })
    }
}

fn decimal(number: i128) -> String {
    let text = format!("{}.{:0FIGURES$}", number / UNIT, number % UNIT);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A value with so many figures where it is a number with nearly all [`FIGURES`] after its point, as divisions have.
fn shortened(value: &str, figures: usize) -> String {
    let Some(number) = Number::read(value).filter(|number| number.value % 1000 != 0) else {
        return value.to_owned();
    };
    let whole = (number.value / UNIT).checked_ilog10().map_or(0, |order| order as usize + 1);
    let unit = 10_i128.pow(u32::try_from(FIGURES.saturating_sub(figures.saturating_sub(whole))).unwrap_or(0));
    let rounded = (number.value + unit / 2) / unit * unit;
    format!("{}{}{}", if number.times { "x" } else { "" }, decimal(rounded), number.unit)
}

/// The number at the front of a value, for drawing, and its unit.
pub(super) fn measured(value: &str) -> Option<(f64, &str)> {
    let Number { value, unit, .. } = Number::read(value)?;
    #[expect(clippy::cast_precision_loss, reason = "a picture needs no more than fifteen figures")]
    Some((value as f64 / 1e9, unit))
}

/// All points of the grid: the last key changes fastest.
pub(super) fn grid(vary: &[Vary]) -> Result<Vec<Vec<Setting>>, String> {
    let many = vary.iter().try_fold(1_usize, |many, vary| many.checked_mul(vary.settings.len()));
    if many.is_none_or(|many| many > POINTS_MAX) {
        return Err(format!("the grid has more than {POINTS_MAX} points"));
    }
    let mut points: Vec<Vec<Setting>> = vec![Vec::new()];
    for of_key in vary {
        let each = |point: &Vec<Setting>| {
            let point = point.clone();
            of_key
                .settings
                .iter()
                .map(move |setting| [point.clone(), vec![setting.clone()]].concat())
                .collect()
        };
        points = points.iter().flat_map(|point| -> Vec<Vec<Setting>> { each(point) }).collect();
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(written: &str) -> Result<Vec<String>, String> {
        Vary::read(written).map(|vary| vary.settings.iter().map(|one| one.value().to_owned()).collect())
    }

    #[test]
    fn lists_and_ranges() {
        for (written, expected) in [
            ("traffic[0].rate=10/h..80/h/8", "10/h 20/h 30/h 40/h 50/h 60/h 70/h 80/h"),
            ("circuit[XRO].speed=75baud,150baud", "75baud 150baud"),
            ("traffic[*].rate=x0.5..x2/4", "x0.5 x1 x1.5 x2"),
            ("circuit[0].loss=0..0.3/4", "0 0.1 0.2 0.3"),
            ("warm_up=2h..1h/3", "2h 1.5h 1h"),
            ("a=0..1/4", "0 0.333333333 0.666666666 1"),
            ("a=1..2/2,9", "1 2 9"),
        ] {
            assert_eq!(values(written).map(|values| values.join(" ")).as_deref(), Ok(expected), "{written}");
        }
        assert_eq!(
            values("traffic[0].weights=[1,2],[3,4]"),
            Ok(vec!["[1,2]".to_owned(), "[3,4]".to_owned()])
        );
        for (written, said) in [
            ("a=1..2", "expected a range such as"),
            ("a=10/h..80/h", "expected a range such as"),
            ("a=1..2/1", "a range has 2 to"),
            ("a=1..2/99999", "a range has 2 to"),
            ("a=1/h..2/m/3", "both ends of the range"),
            ("a=fast..slow/3", "expected a range such as"),
            ("a=1,,2", "a value of `a` is empty"),
            ("a=1,2,1", "`a` is `1` twice"),
            ("a", "expected KEY=VALUE"),
        ] {
            assert!(values(written).unwrap_err().starts_with(said), "{written}: {:?}", values(written));
        }
    }

    #[test]
    fn values_are_shown_as_short_as_they_can_be_told_apart() {
        for (written, expected) in [
            ("a=10h..20h/4", "10h 13.33h 16.67h 20h"),
            ("a=0..1/4", "0 0.3333 0.6667 1"),
            ("a=x1..x2/3", "x1 x1.5 x2"),
            ("a=1000..1001/4", "1000 1000.3 1000.7 1001"),
            ("a=123456..123456.0001/4", "123456 123456.00003 123456.00007 123456.0001"),
            ("a=1.23456789,2,fast", "1.23456789 2 fast"),
        ] {
            let vary = Vary::read(written).unwrap();
            let shown: Vec<_> = vary.settings.iter().map(|setting| vary.shown(setting)).collect();
            assert_eq!(shown.join(" "), expected, "{written}");
        }
    }

    #[test]
    fn several_keys_make_a_grid() {
        let vary = ["a=1,2", "b=x,y,z"].map(|written| Vary::read(written).unwrap());
        let points = grid(&vary).unwrap();
        let written =
            |point: &Vec<Setting>| point.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(points.len(), 6);
        assert_eq!(written(&points[1]), "a=1 b=y");
        let large = ["a=1..2/200", "b=1..2/200"].map(|written| Vary::read(written).unwrap());
        assert!(grid(&large).is_err());
    }
}
