//! The lines of the heading, format lines 1 to 10, as the book writes them.
//!
//! Each function gives the lines of one part without line ends, and none where the cable lacks the part.

use crate::message::{
    Addressee, Cable, DateTimeGroup, Dialect, DualPrecedence, Origin, Originator, Pilot, Precedence,
    Readdressed, RoutingIndicator, Security, SecuritySignal, Transmission, in_figures,
};

use super::lines::wrap;
use crate::message::limits::LINE_COLUMNS_MAX;

/// Format line 1: `VZCZCXRO0809`, or `VV   PCB111     UU` where no start of message is written. Identifications of
/// earlier relays follow on lines of their own (ACP 127(G) 202, 311).
pub(crate) fn transmission(transmission: &Transmission<'_>) -> Vec<String> {
    let id = identification(transmission);
    let mut first = if id.contains("ZCZC") { id } else { format!("VV   {id}") };
    if let Some(prosign) = transmission.prosign {
        first.push_str("     ");
        first.push_str(prosign.as_str());
    }
    let earlier = transmission.earlier.iter().map(|id| format!("VV   {id}"));
    std::iter::once(first).chain(earlier).collect()
}

fn identification(transmission: &Transmission<'_>) -> String {
    if transmission.id.is_empty() {
        let channel = transmission.channel.as_deref().unwrap_or_default();
        let number = transmission.number.map(|number| format!("{number:04}")).unwrap_or_default();
        format!("VZCZC{channel}{number}")
    } else {
        transmission.id.clone().into_owned()
    }
}

/// Format line 2: the prosign twice, then the stations called, on as many lines as they need (ACP 127(G) 204, 222).
pub(crate) fn routing_line(precedence: Option<Precedence>, called: &[RoutingIndicator<'_>]) -> Vec<String> {
    let prosign = precedence.map(|precedence| format!("{0}{0}", precedence.prosign()));
    wrap(prosign.as_deref().into_iter().chain(called.iter().map(RoutingIndicator::as_str)))
}

/// Format line 3: `DE RUEHC #7951/01 2642216`. Military ACP 127 writes the serial without `#`.
pub(crate) fn origin(origin: &Origin<'_>, dialect: Dialect) -> Vec<String> {
    let mut line = String::with_capacity(40);
    line.push_str("DE");
    if let Some(indicator) = &origin.indicator {
        line.extend([" ", indicator.as_str()]);
    }
    let hash = if dialect == Dialect::Acp127 { "" } else { "#" };
    if let Some(serial) = origin.serial.as_deref() {
        let begins = line.len();
        line.extend([" ", hash, serial]);
        if let Some(section) = origin.section {
            line.push('/');
            in_figures(section, 2, |figures| line.push_str(figures));
        }
        if line.len() == begins + 1 {
            line.pop();
        }
    }
    let time = origin.time.as_deref();
    if origin.day.is_some() || time.is_some_and(|time| !time.is_empty()) {
        line.push(' ');
    }
    match (origin.day, time) {
        (Some(day), Some(time)) if origin.day_of_month => {
            in_figures(day, 2, |figures| line.push_str(figures));
            line.extend(["/", time, "Z"]);
        }
        (day, time) => {
            if let Some(day) = day {
                in_figures(day, 3, |figures| line.push_str(figures));
            }
            line.push_str(time.unwrap_or_default());
        }
    }
    vec![line]
}

/// The lines of a pilot from its instruction on, down to format line 2 of the heading it was put before
/// (ACP 127(G) 419, 426).
pub(crate) fn pilot(pilot: &Pilot<'_>, dialect: Dialect) -> Vec<String> {
    let mut lines: Vec<String> = pilot.origin.iter().flat_map(|calling| origin(calling, dialect)).collect();
    lines.extend(pilot.security.iter().flat_map(security));
    if let Some(service) = &pilot.service {
        lines.push("BT".to_owned());
        lines.push(service.to_string());
    }
    lines.extend(pilot.transmission.iter().flat_map(transmission));
    lines.extend(pilot.call.iter().flat_map(|call| routing_line(call.precedence, &call.indicators)));
    lines
}

/// Format line 4: `ZNR UUUUU ZZH` (ACP 127(G) 124b, 203d).
pub(crate) fn security(security: &Security<'_>) -> Vec<String> {
    let handling = security.handling.as_deref().map(|letters| format!("/{letters}")).unwrap_or_default();
    let marking = security.marking.as_deref().map(|marking| format!("{marking}{handling}"));
    let words = security.signal.map(SecuritySignal::as_str).into_iter().chain(marking.as_deref());
    wrap(words.chain(security.operating_signals.iter().map(AsRef::as_ref)))
}

/// Format line 5: `P R 212156Z SEP 09 ZEX` (ACP 127(G) 113, 152).
pub(crate) fn preamble(precedence: Option<DualPrecedence>, dtg: Option<&DateTimeGroup<'_>>) -> Vec<String> {
    let prosign = |precedence: Precedence| precedence.prosign().to_string();
    let action = precedence.map(|precedence| prosign(precedence.action));
    let info = precedence.and_then(|precedence| precedence.info).map(prosign);
    let mut words: Vec<&str> = action.as_deref().into_iter().chain(info.as_deref()).collect();
    if let Some(dtg) = dtg {
        words.push(&dtg.text);
        words.extend(dtg.operating_signals.iter().map(AsRef::as_ref));
        words.extend(dtg.indicator.as_deref());
    }
    if words.is_empty() { Vec::new() } else { vec![words.join(" ")] }
}

/// Format line 6: `FM SECSTATE WASHDC`.
pub(crate) fn from(from: &Originator<'_>) -> Vec<String> {
    let station = from.indicator.as_ref().map(|station| format!("{station}/")).unwrap_or_default();
    let office = from.office.as_ref().map(|office| format!(" //{office}//")).unwrap_or_default();
    vec![format!("FM {station}{}{office}", from.plad)]
}

/// Format lines 7 and 8: one addressee a line, the first behind `TO` or `INFO`, and behind each collective the posts
/// that are exempt from it (ACP 127(G) Annex B; 5 FAH-2 H-321).
pub(crate) fn addressees(prosign: &str, addressees: &[Addressee<'_>]) -> Vec<String> {
    let mut lines = Vec::with_capacity(addressees.len());
    for addressee in addressees {
        let mut line = String::with_capacity(LINE_COLUMNS_MAX);
        if lines.is_empty() {
            line.push_str(prosign);
            line.push(' ');
        }
        push_entry(&mut line, addressee);
        lines.push(line);
        lines.extend(exempt(&addressee.exempt));
    }
    lines
}

/// `RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941`
pub(super) fn push_entry(line: &mut String, addressee: &Addressee<'_>) {
    match (&addressee.indicator, addressee.served) {
        (_, true) => line.push_str("ZEN/"),
        (Some(station), false) => line.extend([station.as_str(), "/"]),
        (None, false) => {}
    }
    line.push_str(&addressee.plad);
    if addressee.night_action {
        line.push_str(" NIACT");
    }
    if let Some(precedence) = addressee.precedence {
        line.extend([" ", precedence.word()]);
    }
    if let Some(number) = addressee.number {
        line.push(' ');
        in_figures(number, 4, |figures| line.push_str(figures));
    }
    if let Some(office) = &addressee.office {
        line.extend([" //", office, "//"]);
    }
}

/// Format line 9: each exempt post behind a prosign of its own, so that the list needs no end mark.
pub(crate) fn exempt(posts: &[impl AsRef<str>]) -> Vec<String> {
    posts.iter().map(|post| format!("XMT {}", post.as_ref())).collect()
}

/// Format line 10: `ACEX GR37` (ACP 127(G) 107, 133).
pub(crate) fn prefix(cable: &Cable<'_>) -> Vec<String> {
    let groups = cable.group_count.map(|count| format!("GR{count}"));
    let words: Vec<&str> = cable.accounting.as_deref().into_iter().chain(groups.as_deref()).collect();
    if words.is_empty() { Vec::new() } else { vec![words.join(" ")] }
}

/// Format lines 5 to 8 of the heading of a message that is readdressed (ACP 127(G) 503).
pub(crate) fn readdressed(older: &Readdressed<'_>) -> Vec<String> {
    let mut lines = preamble(older.precedence, older.dtg.as_ref());
    lines.extend(older.from.iter().flat_map(from));
    lines.extend(addressees("TO", &older.to));
    lines.extend(addressees("INFO", &older.info));
    lines.extend(exempt(&older.exempt));
    lines
}
