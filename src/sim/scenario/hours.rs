//! The hours of a station that is not open day and night.

use std::time::Duration;

use super::fields::Fields;
use super::refusal::Problems;
use super::suggest::meant;
use crate::station::OpeningHours;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads `hours`, `zone` and `days`. `None` where the station is open day and night.
pub(super) fn read(fields: &Fields<'_>, problems: &mut Problems) -> Option<OpeningHours> {
    if !fields.has("hours") {
        for key in ["zone", "days"].into_iter().filter(|key| fields.has(key)) {
            let help = Some("say hours = \"0830-1730\"".to_owned());
            problems.add_with_help(&fields.key_place(key), &fields.key(key), "has no effect here", help);
        }
        return None;
    }
    let hours = fields.parsed("hours", span, problems);
    let ahead_s = fields.parsed("zone", zone, problems).map_or(0, |zone| zone.value);
    let days = if fields.has("days") { days(fields, problems) } else { [true; 7] };
    let (opens, closes) = hours?.value;
    Some(OpeningHours { opens, closes, ahead_s, days })
}

fn days(fields: &Fields<'_>, problems: &mut Problems) -> [bool; 7] {
    let mut days = [false; 7];
    let named = fields.texts("days", problems);
    if named.is_empty() {
        problems.add(&fields.place("days"), &fields.key("days"), "names no day");
    }
    for name in &named {
        let place = DAYS.iter().position(|day| *day == name.value);
        if let Some(day) = place.and_then(|place| days.get_mut(place)) {
            *day = true;
            continue;
        }
        let found = name.value.escape_debug();
        let message = format!("expected \"mon\", \"tue\" and so on to \"sun\", but found `{found}`");
        problems.add_with_help(&name.at, &fields.key("days"), message, meant(name.value, DAYS));
    }
    days
}

/// `0830-1730`
fn span(written: &str) -> Result<(Duration, Duration), String> {
    let both = written.split_once('-').and_then(|(one, other)| Some((time(one)?, time(other)?)));
    match both {
        Some((opens, closes)) if opens != closes => Ok((opens, closes)),
        _ => Err(format!(
            "expected two times of day that differ, such as \"0830-1730\", but found `{}`",
            written.escape_debug()
        )),
    }
}

/// `0830`, up to `2400`
fn time(written: &str) -> Option<Duration> {
    if written.len() != 4 || !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hour, minute): (u64, u64) = (written.get(..2)?.parse().ok()?, written.get(2..)?.parse().ok()?);
    let fits = minute < 60 && (hour < 24 || (hour, minute) == (24, 0));
    fits.then(|| Duration::from_secs(3600 * hour + 60 * minute))
}

/// `+03:00`, in seconds ahead of UTC.
fn zone(written: &str) -> Result<i32, String> {
    let read = || {
        let (sign, rest) = match written.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let ahead = time(&format!("{hours}{minutes}")).filter(|_| hours.len() == 2)?;
        let seconds = i32::try_from(ahead.as_secs()).ok()?;
        (seconds <= 14 * 3600).then_some(sign * seconds)
    };
    let fault =
        || format!("expected hours ahead of UTC such as \"+03:00\", but found `{}`", written.escape_debug());
    read().ok_or_else(fault)
}
