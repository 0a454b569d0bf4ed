//! What the fields say about each other.

use jiff::Timestamp;
use memchr::memmem;
use smallvec::SmallVec;

use super::marks::Mark;
use super::parse::Parse;
use super::{Trace, grammar};
use crate::message::{
    Addressee, Cable, Classification, Code, MessageForm, Origin, RoutingIndicator, SecuritySignal,
    filing_time, filing_time_of_month,
};

/// A message is expected to be filed within this time of its date-time group (ACP 127(G) 115).
const FILING_DELAY_MAX_S: i64 = 24 * 60 * 60;

/// Runs every check between fields, and works out the filing time, which takes its year from the date-time group.
pub(super) fn run<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    filing(parse);
    serial(parse);
    routing_line(parse);
    precedence(parse);
    security(parse);
    sections(parse);
    captions(parse);
    super::agreement::run(parse);
}

fn filing<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(dtg) = parse.cable.dtg.as_ref().and_then(|dtg| dtg.at) else { return };
    for origin in parse.cable.pilots.iter_mut().filter_map(|pilot| pilot.origin.as_mut()) {
        origin.filed = filed_near(origin, dtg);
    }
    let Some(origin) = &mut parse.cable.origin else { return };
    let Some(day) = origin.day.filter(|_| origin.time.is_some()) else { return };
    let place = parse.places.filing.clone();
    let Some(filed) = filed_near(origin, dtg) else {
        let (message, help) = if origin.day_of_month {
            let message = format!("day {day} is in none of the months around the date-time group");
            (message, "the day of the month stands before the stroke")
        } else {
            let message = format!("day {day} is in none of the years around the date-time group");
            (message, "day 366 is in leap years only")
        };
        parse.findings.add(Code::FilingTimeUnreadable, place, message, help);
        return;
    };
    origin.filed = Some(filed);
    let delay = filed.as_second() - dtg.as_second();
    if delay < 0 {
        let message = format!("filed at {filed}, {} before the date-time group", spoken(-delay));
        parse.findings.add(Code::FiledBeforeDtg, place, message, "one of the two times is probably damaged");
    } else if delay > FILING_DELAY_MAX_S {
        let message = format!("filed at {filed}, {} after the date-time group", spoken(delay));
        parse.findings.add(
            Code::FiledLongAfterDtg,
            place,
            message,
            "readdressed and retransmitted messages may be; else one of the two times is damaged",
        );
    }
}

/// The filing time of format line 3, in the year or month that brings it nearest to a date-time group.
fn filed_near(origin: &Origin<'_>, dtg: Timestamp) -> Option<Timestamp> {
    let time = grammar::value(origin.time.as_ref()?.as_bytes());
    let part = |number| u8::try_from(number).unwrap_or(u8::MAX);
    let (day, hour, minute) = (origin.day?, part(time / 100), part(time % 100));
    if origin.day_of_month {
        filing_time_of_month(day, hour, minute, dtg)
    } else {
        filing_time(day, hour, minute, dtg)
    }
}

fn spoken(seconds: i64) -> String {
    let minutes = seconds / 60;
    match (minutes / 1440, minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

fn serial<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let place = parse.places.serial.clone();
    let Some(serial) = parse.cable.origin.as_ref().and_then(|origin| origin.serial.as_deref()) else {
        return;
    };
    // Whether the section stands behind the serial at the end as well, no book says.
    if let Some(validation) = &parse.cable.validation
        && validation.serial.split('/').next() != Some(serial)
    {
        let message = format!("the serial is `{serial}`, but the message ends with `#{}`", validation.serial);
        parse.findings.add(
            Code::SerialDiffersFromValidation,
            place.clone(),
            message,
            "two messages may have run into each other: look for a second heading in the text",
        );
    }
    let Some(mrn) = &parse.cable.mrn else { return };
    let number = serial.parse::<u32>().ok();
    if parse.places.serial_sign && number.is_some_and(|number| number != mrn.number % 10_000) {
        let message = format!("serial `{serial}` is not the end of {} {}", mrn.station, mrn.number);
        parse.findings.add(
            Code::SerialDiffersFromReference,
            place,
            message,
            "State stations usually take the one from the other",
        );
    }
}

/// A relay's copy may call fewer stations than the address names, but none besides them; what a collective calls is
/// not known (ACP 127(G) 303a).
fn routing_line<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(call) = &parse.cable.call else { return };
    let addressed = || parse.cable.to.iter().chain(&parse.cable.info).filter(|addressee| !addressee.served);
    // Few against few is quicker without an order; many against many would take quadratic time.
    let many = call.indicators.len() > 8;
    let named = |called: &RoutingIndicator<'_>| addressed().any(|one| one.indicator.as_ref() == Some(called));
    if !many && call.indicators.iter().all(named) {
        return;
    }
    // An addressee without a station before its stroke may be served by any one of those called.
    let (mut known, mut unnamed) = (SmallVec::<[u64; 16]>::new(), 0);
    for addressee in addressed() {
        if addressee.collective {
            return;
        }
        match &addressee.indicator {
            Some(indicator) => known.push(indicator.packed()),
            None => unnamed += 1,
        }
    }
    // A pilot calls the station that is to mend what went wrong (ACP 127(G) 426e).
    let nobody = known.is_empty() && unnamed == 0;
    if nobody || !parse.cable.pilots.is_empty() {
        return;
    }
    if unnamed > 0 && parse.cable.janap.is_some() {
        // One name of JANAP 128 may be served by a station for each of its offices.
        return;
    }
    if many {
        known.sort_unstable();
    }
    let is_known = |called: &RoutingIndicator<'_>| {
        let called = called.packed();
        if many { known.binary_search(&called).is_ok() } else { known.contains(&called) }
    };
    let strangers =
        || call.indicators.iter().filter(|called| !is_known(called)).map(RoutingIndicator::as_str);
    if let Some(first) = strangers().next()
        && strangers().count() > unnamed
    {
        let routing_line = parse.bytes.get(parse.places.called.clone()).unwrap_or_default();
        let start = parse.places.called.start + memmem::find(routing_line, first.as_bytes()).unwrap_or(0);
        let message = format!("`{first}` is called, but stands before no addressee");
        parse.findings.add(
            Code::CallsStranger,
            start..start + first.len(),
            message,
            "the copy was misrouted, or an addressee is missing",
        );
    }
}

fn precedence<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(stated) = parse.cable.precedence else { return };
    let highest = stated.info.map_or(stated.action, |info| info.max(stated.action));
    if let Some(called) = parse.cable.call.as_ref().and_then(|call| call.precedence) {
        let place = parse.places.call_precedence.clone();
        if called > highest {
            let message =
                format!("{} on the routing line, {} on format line 5", called.word(), highest.word());
            parse.findings.add(
                Code::CallAboveMessage,
                place,
                message,
                "the routing line carries the highest precedence of the message",
            );
        } else if called < highest && stated.info != Some(called) {
            let message =
                format!("{} on the routing line, {} on format line 5", called.word(), highest.word());
            parse.findings.add(
                Code::CallBelowMessage,
                place,
                message,
                "only a branch of information addressees may go lower",
            );
        }
    }
    let both = !parse.cable.to.is_empty() && !parse.cable.info.is_empty();
    // The addresses of a CODRESS message are enciphered (ACP 127(G) 152f).
    let hidden = parse.cable.form == Some(MessageForm::Codress);
    if stated.info.is_some() && !both && !hidden {
        let place = parse.places.precedence.clone();
        parse.findings.add(
            Code::DualPrecedenceIdle,
            place,
            "two precedences, but not both action and information addressees",
            "one precedence is enough, or addressees are missing",
        );
    }
    let above =
        |addressee: &Addressee<'_>| addressee.precedence.is_some_and(|precedence| precedence > highest);
    if let Some(addressee) = parse.cable.to.iter().chain(&parse.cable.info).find(|addressee| above(addressee))
    {
        let word = addressee.precedence.map_or("", crate::message::Precedence::word);
        let message = format!(
            "{} is addressed {word}, above the {} of the message",
            addressee.plad,
            stated.action.word()
        );
        let header = parse.bytes.get(..parse.places.header_end).unwrap_or_default();
        // A name that was put right is not found as it stands.
        let place = memmem::find(header, addressee.plad.as_bytes())
            .map_or(parse.places.precedence.clone(), |start| start..start + addressee.plad.len());
        parse.findings.add(
            Code::AddresseeAboveMessage,
            place,
            message,
            "format line 5 carries the highest precedence of all",
        );
    }
}

fn security<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(security) = &parse.cable.security else { return };
    let Some(marked) = security.classification else { return };
    let efto = security.marking.as_deref().is_some_and(|marking| marking.starts_with('E'));
    let clear = marked == Classification::Unclassified && !efto;
    if security.signal.is_some_and(|signal| (signal == SecuritySignal::Znr) != clear) {
        let place = parse.places.signal.start..parse.places.marking.end;
        let message = "`ZNR` goes with `UUUUU`, `ZNY` with every other class";
        parse.findings.add(
            Code::SignalDiffersFromMarking,
            place,
            message,
            "handle the message as the higher of the two",
        );
    }
    let Some(class) = &parse.cable.classification else { return };
    let alike = class.level == marked || class.level == Classification::LimitedOfficialUse;
    if !alike {
        let place = parse.places.marking.clone();
        let message = format!(
            "the letters `{}` do not go with the classification line, `{}`",
            security.marking.as_deref().unwrap_or_default(),
            class.text
        );
        parse.findings.add(
            Code::MarkingDiffersFromClass,
            place,
            message,
            "handle the message as the higher of the two",
        );
    }
}

fn sections<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let Some(section) = parse.cable.section else { return };
    if let Some(under_serial) = parse.cable.origin.as_ref().and_then(|origin| origin.section)
        && under_serial != section.number
    {
        let place = parse.places.serial_section.clone();
        let message = format!(
            "`/{under_serial:02}` on format line 3, section {} on the classification line",
            section.number
        );
        parse.findings.add(
            Code::SectionDiffersFromSerial,
            place,
            message,
            "compare it with the other sections of the message",
        );
    }
}

fn captions<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    if parse.cable.subject.as_deref() == Some("") {
        let end = parse.places.header_end;
        parse.findings.add(
            Code::SubjectEmpty,
            end..end,
            "the subject is empty",
            "it may have been lost with a line",
        );
        parse.cable.subject = None;
    }
    if !parse.places.reference_label.is_empty() && parse.cable.references.is_empty() {
        let place = parse.places.reference_label.clone();
        let message = "nothing follows the label of the references";
        parse.findings.add(
            Code::ReferencesEmpty,
            place,
            message,
            "leave the label out, or look for a lost line",
        );
    }
}

/// Checks one section mark of the text against the classification line and the mark before it.
pub(super) fn page<T: Trace>(parse: &mut Parse<'_, '_, T>, mark: &Mark<'_>, start: usize, length: usize) {
    let place = start..start + length;
    let Cable { section, mrn, pages, .. } = &parse.cable;
    if let (Some(of), Some(section)) = (mark.of, section)
        && of != u16::from(section.of)
    {
        let message = format!("the mark counts {of} sections, the classification line {}", section.of);
        parse.findings.add(Code::PageTotalDiffers, place.clone(), message, "compare it with the other marks");
    }
    if let (Some(serial), Some(mrn)) = (mark.serial, mrn)
        && mark.of.is_some()
        && serial != mrn.number
    {
        let message = format!("the mark names number {serial}, the classification line {}", mrn.number);
        parse.findings.add(
            Code::PageOfOtherMessage,
            place.clone(),
            message,
            "a page of another message may stand here",
        );
    }
    let before =
        pages.iter().rev().find(|page| page.of.is_some() == mark.of.is_some()).map_or(1, |page| page.number);
    let gap = mark.number != before && mark.number != before.saturating_add(1);
    if gap && (mark.of.is_some() || mark.number != 1) {
        let message = format!("mark {} follows mark {before}", mark.number);
        parse.findings.add(Code::PageNumberGap, place, message, "a page may be missing or doubled");
    }
}
