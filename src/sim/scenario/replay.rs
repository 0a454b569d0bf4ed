//! `[[replay]]`: an archive handed in again, each cable at its own date-time group.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;

use super::cables::{Desk, Found, inspect};
use super::fields::{Fields, within};
use super::files;
use super::network::Network;
use super::refusal::Problems;
use crate::message::{Cable, RoutingIndicator};

/// So many cables that cannot be handed in are named one by one.
const NAMED_MAX: usize = 20;

/// A cable of an archive that can be handed in.
struct Replayed {
    sent: Timestamp,
    from: usize,
    /// Its file, and which cable of it where there are several.
    name: String,
    bytes: Bytes,
    found: Found,
}

/// An archive that is handed in again, and what of it was left out.
#[derive(Clone, Debug)]
pub(crate) struct Replay {
    /// The archive, as the scenario names it.
    pub(super) archive: String,
    /// Cables that cannot be handed in, and why.
    pub(super) left_out: Arc<[String]>,
    pub(super) taken: usize,
    /// When the first and the last of them were sent.
    pub(super) sent: (Timestamp, Timestamp),
    /// When the last is handed in, since the start.
    pub(super) last: Duration,
}

/// Reads one `[[replay]]` and its archive.
pub(super) fn take_in(
    desk: &mut Desk<'_>,
    network: &Network,
    (fields, start): (&Fields<'_>, Option<Timestamp>),
    problems: &mut Problems,
) -> Option<Replay> {
    fields.refuse_others(&["at", "archive", "from", "speed", "skip"], problems);
    fields.require("archive", problems);
    let at = fields.offset("at", start, problems).map_or(Duration::ZERO, |at| at.value);
    let from = network.named_station(fields, "from", problems).map(|from| from.value);
    let skip = fields.boolean("skip", problems).unwrap_or(false);
    let speed = if fields.has("speed") { fields.number("speed", problems) } else { Some(1.0) };
    if speed == Some(0.0) {
        problems.add(&fields.place("speed"), &fields.key("speed"), "time would never pass");
    }
    let archive = fields.text("archive", problems)?;
    let key = fields.key("archive");
    let mut fault = |message: String| problems.add(&archive.at, &key, message);
    let mut reader = Reader::new(network, from);
    let path = fields.beside(archive.value);
    // A folder, or a single file.
    let names =
        desk.files().list(&path).map(|names| names.into_iter().map(|name| within(&path, &name)).collect());
    let names: Vec<String> = names.unwrap_or_else(|_| vec![path.clone()]);
    for name in &names {
        match desk.files().read(name) {
            Ok(bytes) => reader.read(&Bytes::from(bytes), name),
            Err(error) => fault(format!("{}: {}", name.escape_debug(), files::why(&error))),
        }
    }
    let Reader { mut cables, mut unfit, .. } = reader;
    // Of cables of one minute, the order of the archive.
    cables.sort_by_key(|cable| cable.sent);
    let (Some(first), Some(speed)) =
        (cables.first().map(|cable| cable.sent), speed.filter(|speed| *speed > 0.0))
    else {
        if cables.is_empty() {
            let nothing = "cable that can be handed in";
            let what = if names.is_empty() {
                files::without_file(desk.files(), &path, archive.value, nothing)
            } else {
                format!("holds no {nothing}")
            };
            fault(format!("{}: {what}", archive.value.escape_debug()));
        }
        return None;
    };
    let mut replay = Replay {
        archive: archive.value.to_owned(),
        left_out: Arc::default(),
        taken: 0,
        sent: (first, first),
        last: at,
    };
    for Replayed { sent, from, name, bytes, found } in cables {
        let at = at.saturating_add(sped(first, sent, speed));
        match desk.add(at, from, &name, &bytes, found) {
            Ok(()) => {
                replay.sent.1 = sent;
                (replay.last, replay.taken) = (at, replay.taken + 1);
            }
            Err(message) => unfit.push(message),
        }
    }
    if skip {
        return Some(Replay { left_out: unfit.into(), ..replay });
    }
    let more = unfit.len().saturating_sub(NAMED_MAX);
    for message in unfit.into_iter().take(NAMED_MAX) {
        fault(message);
    }
    if more > 0 {
        fault(format!("and {more} more; `skip = true` leaves out what cannot be handed in"));
    }
    Some(replay)
}

/// Reads the files of one archive.
struct Reader<'n> {
    network: &'n Network,
    by_name: BTreeMap<&'n str, usize>,
    /// The station that all of it comes from, where one is named.
    from: Option<usize>,
    cables: Vec<Replayed>,
    /// What cannot be handed in, and why.
    unfit: Vec<String>,
}

impl<'n> Reader<'n> {
    fn new(network: &'n Network, from: Option<usize>) -> Self {
        let stations = network.stations.iter().enumerate().rev();
        let by_name = stations.map(|(place, station)| (station.plad.as_str(), place)).collect();
        Self { network, by_name, from, cables: Vec::new(), unfit: Vec::new() }
    }

    /// Takes in the cables of one file.
    fn read(&mut self, bytes: &Bytes, name: &str) {
        let found: Vec<Cable<'_>> = crate::decode(bytes);
        let several = found.len() > 1;
        if found.is_empty() {
            self.unfit.push(format!("{name}: holds no cable"));
        }
        for (number, cable) in found.iter().enumerate() {
            let name = if several { format!("{name} cable {}", number + 1) } else { name.to_owned() };
            match self.fit(cable, bytes, &name) {
                Ok(replayed) => self.cables.push(replayed),
                Err(message) => self.unfit.push(format!("{name}: {message}")),
            }
        }
    }

    /// A cable with the station that it comes from and the time at which it was sent.
    fn fit(&self, cable: &Cable<'_>, bytes: &Bytes, name: &str) -> Result<Replayed, String> {
        let place =
            cable.source.offset..cable.source.offset.saturating_add(cable.source.length).min(bytes.len());
        let bytes = bytes.slice(place);
        let found = inspect(&bytes)?;
        let sent = cable.dtg.as_ref().and_then(|dtg| dtg.at);
        let sent = sent.ok_or_else(|| "has no date-time group that tells when it was sent".to_owned())?;
        let from = self.from.or_else(|| self.originator(cable));
        let from = from.ok_or_else(|| "comes from no station of the scenario".to_owned())?;
        Ok(Replayed { sent, from, name: name.to_owned(), bytes, found })
    }

    /// The station that a cable comes from: by the routing indicator or the name of its originator, or by who prepared it.
    fn originator(&self, cable: &Cable<'_>) -> Option<usize> {
        let station = |indicator: &RoutingIndicator<'_>| self.network.station(indicator.as_str());
        let from = cable.from.as_ref();
        let by_indicator = || from.and_then(|from| from.indicator.as_ref()).and_then(station);
        let by_plad = || from.and_then(|from| self.by_name.get(from.plad.as_ref()).copied());
        let prepared =
            || cable.origin.as_ref().and_then(|origin| origin.indicator.as_ref()).and_then(station);
        by_indicator().or_else(by_plad).or_else(prepared)
    }
}

/// The time between two instants at so many times its speed.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast stops at the ends of the range, and a second of ten years is known to the nanosecond"
)]
fn sped(first: Timestamp, sent: Timestamp, speed: f64) -> Duration {
    let seconds = sent.as_second().saturating_sub(first.as_second()).max(0);
    Duration::from_nanos(libm::round(seconds as f64 * 1e9 / speed) as u64)
}
