//! Which way of writing a cable follows, and what says so.
//!
//! The tests run in a fixed order and the first that fits decides: the archive's page marks and distribution blocks,
//! the fixed header of JANAP 128, the serial with `#` of State and of the US supplement, the one without of ACP 127,
//! the call signs of ACP 126, and last what is left of a text without its first lines.

use super::parse::{Parse, Places};
use super::{Decoder, Trace};
use crate::message::{Addressee, Cable, Code, Confidence, Dialect, Reason, Reasons, Recognition};

/// The beginnings of State's plain language address designators.
const STATE_NAMES: [&str; 9] =
    ["SECSTATE", "AMEMBASSY", "AMCONSUL", "USMISSION", "USUN", "USINT", "AMCONGEN", "USOFFICE", "USEU"];

impl Decoder {
    /// Whether the caller asked for this dialect.
    pub(super) fn asks_for(&self, dialect: Dialect) -> bool {
        self.dialect == Some(dialect)
    }

    /// Whether addressees may have precedence words and message numbers behind their names: State alone writes them.
    pub(super) const fn numbers_addressees(&self) -> bool {
        !matches!(
            self.dialect,
            Some(Dialect::Acp127 | Dialect::Acp127Modified | Dialect::Janap128 | Dialect::Acp126)
        )
    }
}

/// Tells the dialect from what was read, and where the caller named another one how well the text bears that out.
pub(super) fn recognise<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let seen = seen(parse.cable, &parse.places);
    let (found, confidence) = of(parse.cable, &parse.places, seen);
    let mut recognition = Recognition { confidence, forced: false, reasons: seen };
    parse.cable.dialect = found;
    if let Some(asked) = parse.settings.dialect {
        recognition.forced = true;
        parse.cable.dialect = asked;
        if contradicts(asked, found, seen) {
            recognition.confidence = Confidence::Doubtful;
            contradicted(parse, asked, found, seen);
        } else if asked != found {
            recognition.confidence = confidence.min(Confidence::Likely);
        }
    }
    parse.cable.recognition = recognition;
}

/// What the dialect is by what has been read so far, or by the caller's word.
pub(super) fn so_far<T: Trace>(parse: &Parse<'_, '_, T>) -> Dialect {
    let told = || of(parse.cable, &parse.places, seen(parse.cable, &parse.places)).0;
    parse.settings.dialect.unwrap_or_else(told)
}

/// What in the text speaks for one dialect or another.
fn seen(cable: &Cable<'_>, places: &Places) -> Reasons {
    let mut seen = Reasons::NONE;
    let mut note = |fits: bool, reason: Reason| {
        if fits {
            seen.insert(reason);
        }
    };
    note(!cable.attributes.is_empty(), Reason::Attributes);
    note(places.page_first, Reason::PageFirst);
    note(cable.distribution.is_some(), Reason::Distribution);
    note(cable.janap.is_some(), Reason::FixedHeader);
    note(cable.call_signs.is_some(), Reason::CallSigns);
    if let Some(origin) = cable.origin.as_ref().filter(|_| cable.janap.is_none()) {
        let signed = places.serial_sign || origin.section.is_some();
        note(signed, Reason::SerialSign);
        let called_by_signs = cable.call_signs.is_some();
        note(called_by_signs && origin.serial.is_some(), Reason::CallNumber);
        note(!called_by_signs && !signed && origin.serial.is_some(), Reason::SerialPlain);
        let routed = origin.indicator.as_ref().is_some_and(|station| station.bytes().starts_with(b"RUEH"));
        note(routed, Reason::StateRouting);
    }
    note(cable.call.is_some() && cable.janap.is_none() && cable.call_signs.is_none(), Reason::RoutingLine);
    note(cable.validation.is_some(), Reason::Validation);
    let addressees = || cable.to.iter().chain(&cable.info);
    note(addressees().any(|one| one.number.is_some()), Reason::MessageNumbers);
    note(addressees().any(|one| one.precedence.is_some()), Reason::PrecedenceWords);
    let addressed = |one: &Addressee<'_>| is_state_name(&one.plad);
    let named =
        cable.from.as_ref().is_some_and(|from| is_state_name(&from.plad)) || addressees().any(addressed);
    note(named, Reason::StateNames);
    note(cable.mrn.is_some(), Reason::ReferenceNumber);
    note(!cable.tags.is_empty(), Reason::TagsLine);
    if cable.transmission.is_none() && !places.procedure_seen && places.anything_seen {
        note(true, first_line(cable));
    }
    seen
}

/// What a text without its first lines begins with.
fn first_line(cable: &Cable<'_>) -> Reason {
    if cable.security.is_some() {
        Reason::SecurityFirst
    } else if cable.dtg.is_some() || cable.precedence.is_some() {
        Reason::DateTimeFirst
    } else if cable.from.is_some() || !cable.to.is_empty() || !cable.info.is_empty() {
        Reason::AddressFirst
    } else if cable.classification.is_some() {
        Reason::ClassFirst
    } else {
        Reason::CaptionFirst
    }
}

/// The dialect of what was read, by the first test that fits.
fn of(cable: &Cable<'_>, places: &Places, seen: Reasons) -> (Dialect, Confidence) {
    if !places.anything_seen {
        return (Dialect::Unknown, Confidence::Doubtful);
    }
    let archived = places.archive.is_some() && !places.procedure_seen;
    if archived || seen.contains(Reason::PageFirst) || seen.contains(Reason::Distribution) {
        let sure = [Reason::Attributes, Reason::Distribution].into_iter().any(|mark| seen.contains(mark))
            || seen.contains(Reason::PageFirst) && cable.dtg.is_some();
        return (Dialect::Archive1973, if sure { Confidence::Certain } else { Confidence::Likely });
    }
    if let Some(janap) = &cable.janap {
        let whole = janap.language_media_format.is_some() && janap.content_indicator.is_some();
        let whole = whole && cable.origin.as_ref().is_some_and(|origin| origin.serial.is_some());
        return (Dialect::Janap128, if whole { Confidence::Certain } else { Confidence::Likely });
    }
    if cable.call_signs.is_some() {
        let numbered = seen.contains(Reason::CallNumber);
        return (Dialect::Acp126, if numbered { Confidence::Certain } else { Confidence::Likely });
    }
    if !places.procedure_seen || (cable.transmission.is_none() && cable.call.is_none()) {
        return (Dialect::Headless, headless_confidence(cable, seen));
    }
    let called = seen.contains(Reason::RoutingLine);
    let (signed, plain) = (seen.contains(Reason::SerialSign), seen.contains(Reason::SerialPlain));
    let state = bears_state_marks(seen);
    if state && !plain {
        let sure = called && signed;
        return (Dialect::Acp127State, if sure { Confidence::Certain } else { Confidence::Likely });
    }
    if signed {
        // The books show the form, but none says that it has no other use.
        return (Dialect::Acp127Modified, if called { Confidence::Likely } else { Confidence::Doubtful });
    }
    let confidence = match (called && plain, state) {
        (true, false) => Confidence::Certain,
        (false, _) if called && cable.origin.is_some() => Confidence::Likely,
        _ => Confidence::Doubtful,
    };
    (Dialect::Acp127, confidence)
}

/// Message numbers, precedence words, State names, a message reference number or tags.
fn bears_state_marks(seen: Reasons) -> bool {
    [
        Reason::MessageNumbers,
        Reason::PrecedenceWords,
        Reason::StateNames,
        Reason::ReferenceNumber,
        Reason::TagsLine,
    ]
    .into_iter()
    .any(|mark| seen.contains(mark))
}

/// A text that begins with format line 5 and has its originator below is one for sure; a single line may be anything.
fn headless_confidence(cable: &Cable<'_>, seen: Reasons) -> Confidence {
    if seen.contains(Reason::DateTimeFirst) && cable.from.is_some() {
        Confidence::Certain
    } else {
        Confidence::Likely
    }
}

/// Whether a text cannot be of the dialect that was asked for. Marks that are merely missing prove nothing: the lines
/// that bear them may be lost.
fn contradicts(asked: Dialect, found: Dialect, seen: Reasons) -> bool {
    if asked == found || found == Dialect::Unknown {
        return false;
    }
    match asked {
        Dialect::Acp127State => !matches!(found, Dialect::Headless | Dialect::Acp127Modified),
        Dialect::Acp127 => found != Dialect::Headless && !seen.contains(Reason::SerialPlain),
        Dialect::Acp127Modified => {
            seen.contains(Reason::SerialPlain) || !matches!(found, Dialect::Headless | Dialect::Acp127State)
        }
        _ => found != Dialect::Headless,
    }
}

fn contradicted<T: Trace>(parse: &mut Parse<'_, '_, T>, asked: Dialect, found: Dialect, seen: Reasons) {
    let first = parse.bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let line = parse.bytes.get(first..).unwrap_or_default();
    let length = memchr::memchr(b'\n', line).unwrap_or(line.len());
    let reasons: Vec<&str> = seen.iter().take(3).map(Reason::as_str).collect();
    let message = format!(
        "read as {}, as asked for, but it looks like {}: {}",
        asked.title(),
        found.title(),
        reasons.join(", ")
    );
    parse.findings.add(
        Code::DialectContradicted,
        first..first + super::lines::trim_end(line.get(..length).unwrap_or_default()).len(),
        message,
        "read it without naming a dialect, or name the one it looks like",
    );
}

/// Whether the break was read below a heading that has nothing of State's: then the text opens with its class, and
/// bears neither captions nor a message reference number.
pub(super) fn is_military_text(cable: &Cable<'_>, places: &Places) -> bool {
    places.broken && cable.origin.is_some() && !has_state_address(cable)
}

/// Addressees that are looked at to tell whose they are. What is asked of each line may not cost as much as the list.
const LOOKED_AT: usize = 16;

/// An address as State writes it: its names, precedence words, message numbers.
pub(super) fn has_state_address(cable: &Cable<'_>) -> bool {
    let state_addressee = |addressee: &Addressee<'_>| {
        addressee.number.is_some() || addressee.precedence.is_some() || is_state_name(&addressee.plad)
    };
    cable.from.as_ref().is_some_and(|from| is_state_name(&from.plad))
        || cable.to.iter().take(LOOKED_AT).chain(cable.info.iter().take(LOOKED_AT)).any(state_addressee)
}

/// Whether a plain language address designator begins as State's do.
pub(super) fn is_state_name(name: &str) -> bool {
    STATE_NAMES.iter().any(|start| name.starts_with(start))
}
