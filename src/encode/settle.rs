//! Fields that follow from others, carried back to those: what is written is the date-time group, not its instant.
//!
//! The settings of a decoder (the turn of the century, the year of a text without date) show in fields that follow
//! from others. A difference that such a setting explains is no change.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::message::{
    Cable, ClassLine, Classification, ClassifiedBy, DateTimeGroup, ExecutiveOrder, MessageReference, Origin,
    Reference, Security, Transmission, month_letters,
};

use super::text::class_word;

/// The cable with each field that was changed since `old` carried over to the field it is written as.
pub(super) fn settled<'a>(old: &Cable<'_>, new: &Cable<'a>) -> Cable<'a> {
    let mut cable = new.clone();
    cable.dialect = old.dialect;
    if let Some(field) = &mut cable.transmission {
        transmission(old.transmission.as_ref(), field);
    }
    if let Some(field) = &mut cable.origin {
        filed(old.origin.as_ref(), field);
    }
    if let Some(field) = &mut cable.security {
        marking(old.security.as_ref(), field);
    }
    if let Some(field) = &mut cable.dtg {
        instant(old.dtg.as_ref(), field);
    }
    if let Some(field) = &mut cable.classification {
        level(old.classification.as_ref(), field);
    }
    if let Some(field) = &mut cable.mrn {
        reference_number(old.mrn.as_ref(), field);
    }
    if let Some(field) = &mut cable.executive_order {
        declassification(old.executive_order.as_ref(), field);
    }
    if let Some(field) = &mut cable.classified_by {
        classifier(old.classified_by.as_ref(), field);
    }
    for (at, field) in cable.references.iter_mut().enumerate() {
        reference(old.references.get(at), field);
    }
    cable
}

fn transmission(old: Option<&Transmission<'_>>, new: &mut Transmission<'_>) {
    let Some(old) = old.filter(|old| old.id == new.id) else { return };
    if (&old.channel, old.number) == (&new.channel, new.number) {
        return;
    }
    let width = old.id.bytes().rev().take_while(u8::is_ascii_digit).count();
    let designated = width + old.channel.as_ref().map_or(0, |channel| channel.len());
    let before =
        old.id.len().checked_sub(designated).and_then(|length| old.id.get(..length)).unwrap_or("VZCZC");
    let number = new
        .number
        .map(|number| format!("{number:0width$}", width = width.clamp(3, CHANNEL_FIGURES_MAX)))
        .unwrap_or_default();
    new.id = Cow::Owned(format!("{before}{}{number}", new.channel.as_deref().unwrap_or_default()));
}

/// Figures of a channel number that are padded to the width of the old one; real ones have three or four.
const CHANNEL_FIGURES_MAX: usize = 9;

fn filed(old: Option<&Origin<'_>>, new: &mut Origin<'_>) {
    let same = |old: &Origin<'_>| (old.day, &old.time) == (new.day, &new.time) && old.filed != new.filed;
    let lacks = new.day.is_none() && new.time.is_none();
    if !old.map_or(lacks, same) {
        return;
    }
    let Some(at) = new.filed.map(|filed| filed.to_zoned(TimeZone::UTC)) else { return };
    let day = if new.day_of_month { i16::from(at.day()) } else { at.day_of_year() };
    new.day = Some(day.unsigned_abs());
    new.time = Some(Cow::Owned(format!("{:02}{:02}", at.hour(), at.minute())));
}

fn marking(old: Option<&Security<'_>>, new: &mut Security<'_>) {
    let unchanged = match old {
        Some(old) if old.marking == new.marking => {
            (old.classification, &old.release) == (new.classification, &new.release)
        }
        Some(_) => true,
        None => new.marking.is_some(),
    };
    let classed = old.is_none_or(|old| old.classification != new.classification);
    let letter = match new.classification {
        Some(level) if classed => letter(level),
        _ => new.marking.as_deref().and_then(|marking| marking.chars().next()),
    };
    let (false, Some(letter)) = (unchanged, letter) else { return };
    let letters = |count: usize| letter.to_string().repeat(count);
    new.marking = Some(Cow::Owned(match new.release.as_deref() {
        Some(release) => format!("{}{release}", letters(5_usize.saturating_sub(release.len()))),
        None => letters(5),
    }));
}

/// The letter that stands five times behind ZNR or ZNY (ACP 127(G) 124b). LIMITED OFFICIAL USE has none of its own.
const fn letter(level: Classification) -> Option<char> {
    match level {
        Classification::Unclassified => Some('U'),
        Classification::Restricted => Some('R'),
        Classification::LimitedOfficialUse => None,
        Classification::Confidential => Some('C'),
        Classification::Secret => Some('S'),
        Classification::TopSecret => Some('T'),
    }
}

fn instant(old: Option<&DateTimeGroup<'_>>, new: &mut DateTimeGroup<'_>) {
    let Some(at) = new.at else { return };
    match old {
        Some(old) if old.text != new.text || old.at == new.at => return,
        Some(old) if old.at.is_some_and(|old| is_century_apart(old, at)) => return,
        None if !new.text.is_empty() => return,
        _ => {}
    }
    let written = group(&new.text, at);
    if !written.split(' ').eq(new.text.split_ascii_whitespace()) {
        new.text = Cow::Owned(written);
    }
}

/// Whether only the turn of the century tells two instants apart.
fn is_century_apart(one: Timestamp, other: Timestamp) -> bool {
    let (one, other) = (one.to_zoned(TimeZone::UTC), other.to_zoned(TimeZone::UTC));
    one.with().year(other.year()).build().is_ok_and(|moved| moved == other)
        && (one.year() - other.year()).rem_euclid(100) == 0
}

/// `212156Z SEP 09`, with as much of month and year as `like` has.
fn group(like: &str, at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::UTC);
    let month = month_letters(at.month());
    let year = match like.split_ascii_whitespace().nth(2) {
        Some(year) if year.len() == 4 => format!("{:04}", at.year()),
        _ => format!("{:02}", at.year().rem_euclid(100)),
    };
    let words = [format!("{:02}{:02}{:02}Z", at.day(), at.hour(), at.minute()), month.to_owned(), year];
    let count = match like.split_ascii_whitespace().count() {
        0 => words.len(),
        count => count.min(words.len()),
    };
    words.into_iter().take(count).collect::<Vec<_>>().join(" ")
}

fn level(old: Option<&ClassLine<'_>>, new: &mut ClassLine<'_>) {
    if old.is_some_and(|old| old.text == new.text && old.level != new.level) {
        new.text = Cow::Borrowed(class_word(new.level));
    }
}

fn reference_number(old: Option<&MessageReference<'_>>, new: &mut MessageReference<'_>) {
    let Some(old) = old.filter(|old| (&old.station, old.number) == (&new.station, new.number)) else {
        return;
    };
    let (Some(before), Some(id)) = (old.id.as_deref(), new.id.as_deref()) else { return };
    if before.get(2..) == id.get(2..) {
        return;
    }
    if let Some((_, station, number)) = parts_of_id(id) {
        if !before.get(2..).is_some_and(|before| before.starts_with(station)) {
            new.station = Cow::Owned(station.to_owned());
        }
        new.number = number;
    }
}

/// `09STATE97951` as `09`, `STATE` and 97951.
fn parts_of_id(id: &str) -> Option<(u8, &str, u32)> {
    let year = id.get(..2)?.parse().ok()?;
    let rest = id.get(2..)?;
    let station = rest.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = rest.strip_prefix(station)?.parse().ok()?;
    (!station.is_empty()).then_some((year, station, number))
}

fn declassification(old: Option<&ExecutiveOrder<'_>>, new: &mut ExecutiveOrder<'_>) {
    let Some(date) = new.declassify_on else { return };
    match old {
        Some(old) if old.text != new.text => return,
        Some(old) if old.declassify_on.is_some_and(|old| is_same_day(old, date)) => return,
        None if !new.text.is_empty() => return,
        _ => {}
    }
    let written = format!("{:02}/{:02}/{:04}", date.month(), date.day(), date.year());
    let former =
        new.text.split([' ', ';', ',']).find(|word| word.matches('/').count() == 2).map(str::to_owned);
    new.text = Cow::Owned(match former {
        Some(former) => new.text.replacen(&former, &written, 1),
        None => format!("DECL: {written}"),
    });
}

fn is_same_day(one: Date, other: Date) -> bool {
    (one.month(), one.day()) == (other.month(), other.day())
        && (one.year() - other.year()).rem_euclid(100) == 0
}

fn classifier(old: Option<&ClassifiedBy<'_>>, new: &mut ClassifiedBy<'_>) {
    let changed = match old {
        Some(old) => old.text == new.text && (&old.name, &old.reasons) != (&new.name, &new.reasons),
        None => new.text.is_empty(),
    };
    if !changed {
        return;
    }
    if let Some(old) = old.filter(|old| old.reasons == new.reasons && !old.name.is_empty()) {
        new.text = Cow::Owned(new.text.replacen(old.name.as_ref(), &new.name, 1));
        return;
    }
    let reasons = match new.reasons.as_slice() {
        [] => String::new(),
        [only] => format!(", REASON {only}"),
        [most @ .., last] => format!(", REASONS {} AND {last}", most.join(", ")),
    };
    new.text = Cow::Owned(format!("{}{reasons}", new.name));
}

fn reference(old: Option<&Reference<'_>>, new: &mut Reference<'_>) {
    let Some(id) = new.id.as_deref() else { return };
    let Some((year, station, number)) = parts_of_id(id) else { return };
    let changed = match old {
        Some(old) if old.text == new.text => old.id.as_deref().is_some_and(|before| {
            // A year that the text does not name comes from the date of the cable or from a setting.
            let named = before.get(..2).is_some_and(|year| new.text.contains(year));
            before != id && (before.get(2..) != id.get(2..) || named)
        }),
        _ => new.text.is_empty(),
    };
    if changed {
        let century = if year < crate::message::limits::YEAR_PIVOT { 20 } else { 19 };
        new.text = Cow::Owned(format!("{century}{year:02} {station} {number:06}"));
    }
}
