//! Dispatch of a cable that is handed in: who is called, what the cable lacks, how many transmissions it takes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use smallvec::SmallVec;

use super::collective::{Book, Collective, Served};
use super::key::begins;
use super::queue::Stations;
use super::tape::Heading;
use super::upper::upper;
use super::{CableKey, Plan, Refusal, Tape};
use crate::decode::{Decoder, Layout, Parts};
use crate::encode::{self, Frame, Unfilled};
use crate::message::limits::CHANNEL_NUMBER_MAX;
use crate::message::{Cable, Dialect, Precedence, RoutingIndicator, in_figures};

/// A cable ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dispatch {
    /// Which cable it is.
    pub key: CableKey,
    /// The stations to call, each once, in the order of the addressees.
    pub called: Stations,
    /// Addressees that are no stations.
    pub unknown: Vec<String>,
    /// The precedence of the routing line.
    pub precedence: Precedence,
    /// Its transmissions, in order of section.
    pub sections: Vec<Tape>,
}

/// How far a cable is read.
#[derive(Clone, Copy)]
enum Reading {
    /// All of it.
    Whole,
    /// As far as a station reads a transmission, so that so many bytes are left.
    Upper(usize),
}

impl Reading {
    /// What stands in the text may still tell the dialect, but for a cable of State or one that begins below format line 3;
    /// and where no line separates the two, the heading has no end that can be told.
    fn of(bytes: &[u8]) -> (Self, Cable<'_>, Layout) {
        let left = bytes.len() - upper(bytes).len();
        if left > 0 {
            let (cable, layout) = Self::Upper(left).read(bytes);
            if matches!(cable.dialect, Dialect::Acp127State | Dialect::Headless) {
                return (Self::Upper(left), cable, layout);
            }
        }
        let (cable, layout) = Self::Whole.read(bytes);
        (Self::Whole, cable, layout)
    }

    fn read(self, bytes: &[u8]) -> (Cable<'_>, Layout) {
        // A cable that is handed in has about so many parts, and few tokens of those that are noted.
        let mut parts = Parts(Layout { parts: Vec::with_capacity(16), tokens: Vec::with_capacity(4) });
        let cable = match self {
            Self::Whole => Decoder::new().cable_traced(bytes, &mut parts),
            Self::Upper(left) => {
                let upper = bytes.get(..bytes.len().saturating_sub(left)).unwrap_or(bytes);
                Decoder::new().heading_traced(upper, &mut parts)
            }
        };
        (cable, parts.0)
    }

    fn frame(self, bytes: &[u8]) -> Frame<'_> {
        let (cable, layout) = self.read(bytes);
        Frame::new(bytes, cable, &layout)
    }
}

impl Dispatch {
    /// A cable that lacks nothing, taken apart.
    fn of(frame: &Frame<'_>, plan: &Plan) -> Result<Self, Refusal> {
        let cable = &frame.cable;
        let mut unknown = Vec::new();
        let mut stations = Stations::new();
        for station in called_in(cable, &plan.stations, &plan.collectives) {
            match station {
                Ok(indicator) => stations.push(indicator),
                Err(name) => unknown.push(name),
            }
        }
        if stations.is_empty() && unknown.is_empty() {
            return Err(Refusal::NobodyCalled);
        }
        let heading = Heading::of(cable);
        let key = heading.label.as_ref().ok_or(Refusal::NoIdentification)?.key.clone();
        let sections =
            encode::transmissions(frame).map_err(|error| Refusal::Indivisible(error.to_string()))?;
        let mut sections: Vec<_> = sections.into_iter().map(Tape::from).collect();
        if let ([undivided], None) = (sections.as_mut_slice(), cable.section) {
            // What it says of its place has just been read.
            undivided.bears(heading);
        }
        Ok(Self { key, called: stations, unknown, precedence: precedence(cable), sections })
    }
}

/// The counters from which an originator fills in what a cable lacks.
#[derive(Clone, Debug, Default)]
pub(super) struct Originator {
    serial: u32,
    numbers: Series,
    /// Whose counters have gone on since they were last written down.
    changed: BTreeSet<String>,
    serial_changed: bool,
}

/// The last message number to each addressee, 0 for none, by what a name begins with and the name itself: few numbers are
/// compared to find one, and the words hardly at all.
#[derive(Clone, Debug, Default)]
struct Series(Vec<(u64, String, u32)>);

impl Series {
    /// That of an addressee, to be changed: there is always one.
    fn of(&mut self, plad: &str) -> Option<&mut u32> {
        let begins = begins(plad);
        let order =
            |(other, name, _): &(u64, String, u32)| other.cmp(&begins).then_with(|| name.as_str().cmp(plad));
        let place = self.0.binary_search_by(order).unwrap_or_else(|place| {
            self.0.insert(place, (begins, plad.to_owned(), 0));
            place
        });
        self.0.get_mut(place).map(|(.., number)| number)
    }
}

/// Whom the routing line of a cable calls: the addressees of format lines 7 and 8 that are to be served, each once, in
/// order, less the exempt (ACP 127(G) 204c, 206). One without a routing indicator is looked up by name in `stations`;
/// where that fails too, the name is given instead. A collective is called by its members, or by its own routing indicator
/// where a relay expands it.
///
/// Not called are those with `ZEN/`, who have the cable already (ACP 127(G) 206b), and those whom format line 9
/// exempts. A member that a collective exempts and that is addressed by itself as well is called.
pub fn called(
    cable: &Cable<'_>,
    stations: &BTreeMap<String, RoutingIndicator<'static>>,
    collectives: &[Collective],
) -> Vec<Result<RoutingIndicator<'static>, String>> {
    called_in(cable, stations, collectives).into_vec()
}

/// The same: few, as a rule.
fn called_in(
    cable: &Cable<'_>,
    stations: &BTreeMap<String, RoutingIndicator<'static>>,
    collectives: &[Collective],
) -> SmallVec<[Result<RoutingIndicator<'static>, String>; 4]> {
    let mut called = SmallVec::new();
    for Served { to, by } in (Book { stations, collectives }).served(cable) {
        let collective = by.and_then(|by| collectives.get(by)).filter(|collective| collective.at.is_some());
        let as_one = collective.and_then(|collective| collective.indicator.clone());
        let station = as_one.map_or(to, Ok);
        if !called.contains(&station) {
            called.push(station);
        }
    }
    called
}

impl Originator {
    /// Makes a cable ready to be sent. Its format lines 1 and 2 are not used.
    pub(super) fn dispatch(&mut self, plan: &Plan, now: Duration, bytes: &[u8]) -> Result<Dispatch, Refusal> {
        let (reading, cable, layout) = Reading::of(bytes);
        let mut frame = Frame::new(bytes, cable, &layout);
        let unfilled = Unfilled::of(&frame, &layout);
        if self.complete(plan, now, &mut frame.cable) {
            unfilled.filled_in(
                frame,
                &layout,
                |bytes| reading.frame(bytes),
                |frame| Dispatch::of(frame, plan),
            )
        } else {
            Dispatch::of(&frame, plan)
        }
    }

    /// The next serial of the station.
    pub(super) const fn next_serial(&mut self) -> u32 {
        self.serial = self.serial % CHANNEL_NUMBER_MAX + 1;
        self.serial_changed = true;
        self.serial
    }

    /// The counters that have gone on since this was last asked: the serial, and the message numbers by addressee.
    pub(super) fn counted(&mut self) -> Option<(u32, Vec<(String, u32)>)> {
        let changed = std::mem::take(&mut self.changed);
        if !std::mem::take(&mut self.serial_changed) && changed.is_empty() {
            return None;
        }
        let number = |plad: String| {
            let number = *self.numbers.of(&plad)?;
            Some((plad, number))
        };
        Some((self.serial, changed.into_iter().filter_map(number).collect()))
    }

    /// Goes on from these counters.
    pub(super) fn go_on_from(&mut self, serial: u32, numbers: Vec<(String, u32)>) {
        self.serial = serial;
        for (plad, number) in numbers {
            if let Some(series) = self.numbers.of(&plad) {
                *series = number;
            }
        }
    }

    /// Fills in serial, filing time and message numbers where the cable has none. Says whether anything was filled in.
    fn complete(&mut self, plan: &Plan, now: Duration, cable: &mut Cable<'_>) -> bool {
        let numbered = self.number_addressees(cable, plan.journal);
        let origin = cable.origin.get_or_insert_default();
        let whole = origin.indicator.is_some()
            && origin.serial.is_some()
            && origin.day.is_some()
            && origin.time.is_some();
        if whole {
            return numbered;
        }
        origin.indicator.get_or_insert_with(|| plan.indicator.clone());
        if origin.serial.is_none() {
            origin.serial = Some(Cow::Owned(in_figures(self.next_serial(), 4, str::to_owned)));
        }
        if origin.day.is_none() || origin.time.is_none() {
            let (day, time, filed) = filing(plan.start, now);
            (origin.day, origin.time, origin.filed) = (Some(day), Some(Cow::Owned(time)), Some(filed));
        }
        true
    }

    /// Gives each single addressee without a message number the next of its series (5 FAH-2 H-321.7). Only State
    /// cables have such numbers. Which series have gone on is `noted` where that is to be written down.
    fn number_addressees(&mut self, cable: &mut Cable<'_>, noted: bool) -> bool {
        if !matches!(cable.dialect, Dialect::Acp127State | Dialect::Headless) {
            return false;
        }
        let mut changed = false;
        for addressee in cable.to.iter_mut().chain(&mut cable.info).filter(|addressee| !addressee.collective)
        {
            let plad = addressee.plad.as_ref();
            if noted {
                self.changed.insert(plad.to_owned());
            }
            changed |= addressee.number.is_none();
            let next = |series: u32| addressee.number.unwrap_or(series % CHANNEL_NUMBER_MAX + 1);
            if let Some(series) = self.numbers.of(plad) {
                *series = next(*series);
                addressee.number = Some(*series);
            }
        }
        changed
    }
}

/// The highest precedence of format line 5, else of the addressees' words, else ROUTINE (ACP 127(G) 152b).
pub(crate) fn precedence(cable: &Cable<'_>) -> Precedence {
    let words = cable.to.iter().chain(&cable.info).filter_map(|addressee| addressee.precedence).max();
    let line = cable.precedence.map(|dual| dual.info.map_or(dual.action, |info| info.max(dual.action)));
    line.or(words).unwrap_or(Precedence::Routine)
}

/// Day of the year, time of day and instant of `now`, to the minute.
pub(super) fn filing(start: Timestamp, now: Duration) -> (u16, String, Timestamp) {
    let past = SignedDuration::try_from(now).unwrap_or(SignedDuration::MAX);
    let instant = start.checked_add(past).unwrap_or(Timestamp::MAX);
    let at = Offset::UTC.to_datetime(instant);
    let minutes = i64::try_from(instant.as_nanosecond().div_euclid(60_000_000_000)).unwrap_or_default();
    let minute = Timestamp::from_second(60 * minutes).unwrap_or(instant);
    let mut time = String::with_capacity(4);
    for of_time in [at.hour(), at.minute()] {
        in_figures(of_time.unsigned_abs(), 2, |figures| time.push_str(figures));
    }
    (at.day_of_year().unsigned_abs(), time, minute)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn plan() -> Plan {
        let (indicator, start) =
            (RoutingIndicator::new("RUEHC").unwrap(), "2009-12-31T23:56:30Z".parse().unwrap());
        Plan {
            stations: Arc::new(BTreeMap::from([(
                "AMEMBASSY PARIS".to_owned(),
                RoutingIndicator::new("RUEHFR").unwrap(),
            )])),
            ..Plan::new(indicator, "SECSTATE WASHDC", start)
        }
    }

    fn calls(heading: &str) -> Vec<String> {
        let cable = Decoder::new().cable(heading.as_bytes());
        let stations = plan().stations;
        called(&cable, &stations, &[])
            .into_iter()
            .map(|station| station.map_or_else(|name| format!("? {name}"), |to| to.to_string()))
            .collect()
    }

    const HEADING: &str = "P R 212156Z SEP 09\nFM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY\n";

    /// An indicator stands on the routing line once, however many addressees it serves (ACP 127(G) 204c); one who has
    /// the message by other means is not called (206b).
    #[test]
    fn each_addressee_is_called_once() {
        let rest = "RUEHFR/AMEMBASSY PARIS\nINFO RUEHMO/USMISSION MOSCOW\nZEN/AMCONSUL ST PETERSBURG\nRUEHVK/AMCONSUL VLADIVOSTOK\n";
        assert_eq!(calls(&format!("{HEADING}{rest}BT\nUNCLAS STATE 1\n")), ["RUEHMO", "RUEHFR", "RUEHVK"]);
    }

    /// An addressee without routing indicator is called by its name, if a station has that name.
    #[test]
    fn a_name_is_looked_up() {
        let rest = "AMEMBASSY PARIS\nINFO AMEMBASSY ATLANTIS\n";
        assert_eq!(
            calls(&format!("{HEADING}{rest}BT\nUNCLAS STATE 1\n")),
            ["RUEHMO", "RUEHFR", "? AMEMBASSY ATLANTIS"]
        );
    }

    /// What a cable has is kept; what it lacks is filled in: serial, filing time, message numbers.
    #[test]
    fn what_a_cable_lacks_is_filled_in() {
        let cable = format!(
            "ZNR UUUUU\n{HEADING}INFO RUEHFR/AMEMBASSY PARIS 0007\nBT\nUNCLAS STATE 1\n\nTEXT\nBT\nNNNN\n"
        );
        let mut originator = Originator::default();
        let later = Duration::from_secs(300);
        for serial in ["0001", "0002"] {
            let dispatch = originator.dispatch(&plan(), later, cable.as_bytes()).unwrap();
            assert_eq!((dispatch.key.serial.as_str(), dispatch.key.filed.as_str()), (serial, "0010001"));
            assert_eq!(dispatch.key.origin, "RUEHC");
            let sent = Decoder::new().cable(&dispatch.sections[0].to_bytes()).into_owned();
            assert_eq!((sent.to[0].number, sent.info[0].number), (serial.parse().ok(), Some(7)));
        }
    }

    /// The routing line carries the highest precedence of the message (ACP 127(G) 152b).
    #[test]
    fn the_highest_precedence_goes_on_the_routing_line() {
        let cable =
            format!("DE RUEHC #0001 2642216\nZNR UUUUU\n{HEADING}BT\nUNCLAS STATE 1\n\nTEXT\nBT\nNNNN\n");
        let dispatch = Originator::default().dispatch(&plan(), Duration::ZERO, cable.as_bytes()).unwrap();
        assert_eq!(dispatch.precedence, Precedence::Priority);
    }

    #[test]
    fn a_cable_to_nobody_is_refused() {
        let refused = Originator::default().dispatch(
            &plan(),
            Duration::ZERO,
            b"P 212156Z SEP 09\nFM SECSTATE WASHDC\nBT\n",
        );
        assert_eq!(refused, Err(Refusal::NobodyCalled));
    }
}
