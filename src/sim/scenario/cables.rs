//! The cables that a scenario hands in: read, checked, and told apart.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use smol_str::SmolStr;

use super::fields::{Fields, within};
use super::files::{self, Files};
use super::network::Network;
use super::refusal::Problems;
use super::twice::Known;
use super::{collectives, value};
use crate::decode::{Decoder, Layout, Part};
use crate::encode;
use crate::message::{Cable, Classification, Dialect, Precedence, RoutingIndicator, limits};
use crate::reassembly::Form;
use crate::sim::weather::SUB;
use crate::station::{self, Book, Served, Urgency};

/// A line that an originator may add to what the file holds.
const FILLED_IN_BYTES: usize = limits::LINE_COLUMNS_MAX;

/// One cable to hand in.
#[derive(Clone, Debug)]
pub(crate) struct Submission {
    pub(crate) at: Duration,
    /// The station that it is handed in to.
    pub(crate) from: usize,
    /// How the report names it: `09STATE97951`.
    pub(crate) id: SmolStr,
    /// The whole of it.
    pub(crate) bytes: Bytes,
    /// From the classification line to the end.
    pub(crate) text: Bytes,
    /// The class for which circuits have to be approved to carry it.
    pub(crate) class: Classification,
    /// The precedence of the routing line that calls all of them.
    pub(crate) precedence: Precedence,
    /// How it is delivered: with archival marks or without, as it was handed in.
    pub(crate) form: Form,
    /// Into how many it is divided.
    pub(crate) sections: usize,
    /// Whom to deliver it to, each once.
    pub(crate) addressees: Vec<Addressed>,
}

/// One delivery that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Addressed {
    /// Its routing indicator; its name where it has none.
    pub(crate) name: SmolStr,
    /// `None` where the scenario has no such station.
    pub(crate) station: Option<usize>,
    /// The collective that is called for it, where a relay expands that.
    pub(crate) by: Option<usize>,
    /// The station that is called for it by mistake, and passes it on.
    pub(crate) via: Option<usize>,
    pub(crate) urgency: Urgency,
}

/// Takes in cables, one after the other.
pub(super) struct Desk<'a> {
    network: &'a Network,
    /// Stations pass on what is for others.
    reroute: bool,
    files: &'a dyn Files,
    by_name: BTreeMap<String, RoutingIndicator<'static>>,
    collectives: Arc<[station::Collective]>,
    taken: Vec<Submission>,
    known: Known,
    ids: BTreeSet<String>,
    origins: BTreeSet<RoutingIndicator<'static>>,
    section_length: usize,
}

/// What was found in the file of a cable.
#[derive(Clone, Debug)]
pub(super) struct Found {
    text: Range<usize>,
    sections: usize,
    section_length: usize,
}

impl<'a> Desk<'a> {
    pub(super) fn new(network: &'a Network, reroute: bool, files: &'a dyn Files) -> Self {
        let stations = network.stations.iter().rev();
        Self {
            network,
            reroute,
            files,
            by_name: stations.map(|station| (station.plad.clone(), station.indicator.clone())).collect(),
            collectives: collectives::known(&network.collectives, &network.stations),
            taken: Vec::new(),
            known: Known::default(),
            ids: BTreeSet::new(),
            origins: BTreeSet::new(),
            section_length: 0,
        }
    }

    /// The cables in the order of the file, the length of the longest section in characters, and the originators that are no
    /// stations.
    pub(super) fn close(self) -> (Vec<Submission>, usize, BTreeSet<RoutingIndicator<'static>>) {
        (self.taken, self.section_length, self.origins)
    }

    /// Whoever has the files.
    pub(super) fn files(&self) -> &'a dyn Files {
        self.files
    }

    /// Reads one `[[submit]]` and its file, or all files of its folder in the order of their names.
    pub(super) fn take_in(&mut self, fields: &Fields<'_>, start: Option<Timestamp>, problems: &mut Problems) {
        fields.refuse_others(&["at", "from", "file", "folder", "every"], problems);
        fields.require("from", problems);
        let at = fields.offset("at", start, problems).map_or(Duration::ZERO, |at| at.value);
        let every =
            fields.parsed("every", value::duration, problems).map_or(Duration::ZERO, |time| time.value);
        let from = self.network.named_station(fields, "from", problems).map(|from| from.value);
        if !fields.has("folder") {
            fields.require("file", problems);
            if fields.has("every") {
                problems.add(
                    &fields.key_place("every"),
                    &fields.key("every"),
                    "is for the cables of a folder",
                );
            }
            if let Some(file) = fields.text("file", problems) {
                self.read(
                    at,
                    from,
                    (file.value, &fields.beside(file.value)),
                    (&file.at, &fields.key("file")),
                    problems,
                );
            }
            return;
        }
        if fields.has("file") {
            problems.add(&fields.key_place("file"), &fields.key("file"), "there is a folder as well");
        }
        let Some(folder) = fields.text("folder", problems) else { return };
        let (place, key) = (&folder.at, fields.key("folder"));
        let path = fields.beside(folder.value);
        let fault = |what: &str| format!("{}: {what}", folder.value.escape_debug());
        match self.files.list(&path) {
            Err(error) => problems.add(place, &key, fault(&files::why(&error))),
            Ok(names) if names.is_empty() => {
                let what = files::without_file(self.files, &path, folder.value, "file");
                problems.add(place, &key, fault(&what));
            }
            Ok(names) => {
                for (name, number) in names.iter().zip(0_u32..) {
                    let shown = within(folder.value, name);
                    let at = at.saturating_add(every.saturating_mul(number));
                    self.read(at, from, (&shown, &within(&path, name)), (place, &key), problems);
                }
            }
        }
    }

    /// Reads the file of one cable; its name is told as the scenario writes it.
    fn read(
        &mut self,
        at: Duration,
        from: Option<usize>,
        (name, path): (&str, &str),
        (place, key): (&Range<usize>, &str),
        problems: &mut Problems,
    ) {
        let read = self.files.read(path).map_err(|error| files::why(&error));
        let found = read.map(Bytes::from).and_then(|bytes| Ok((inspect(&bytes)?, bytes)));
        let (found, bytes) = match found {
            Ok(found) => found,
            Err(message) => {
                problems.add(place, key, format!("{}: {message}", name.escape_debug()));
                return;
            }
        };
        let Some(from) = from else { return };
        if let Err(message) = self.add(at, from, name, &bytes, found) {
            problems.add(place, key, message);
        }
    }

    /// Takes in a cable under the name of its file.
    ///
    /// # Errors
    ///
    /// Why it cannot be handed in.
    pub(super) fn add(
        &mut self,
        at: Duration,
        from: usize,
        file: &str,
        bytes: &Bytes,
        found: Found,
    ) -> Result<(), String> {
        self.section_length = self.section_length.max(found.section_length);
        let cable = Decoder::new().cable(bytes);
        let text = bytes.slice(found.text);
        let mut addressees = self.addressees(&cable);
        if self.reroute {
            self.reroute(&cable, from, &mut addressees);
        }
        if addressees.is_empty() {
            return Err(format!("{file}: names no addressee to deliver it to"));
        }
        self.known.add(&cable, &text, found.sections, file)?;
        let origin = cable.origin.as_ref().and_then(|origin| origin.indicator.clone());
        let stranger = origin.filter(|origin| self.network.station(origin.as_str()).is_none());
        self.origins.extend(stranger.map(RoutingIndicator::into_owned));
        let id = self.unique(&identification(&cable, file)).into();
        let form =
            if cable.section.is_some_and(|section| section.of > 1) { Form::Archive } else { Form::Plain };
        let (bytes, sections) = (bytes.clone(), found.sections);
        self.taken.push(Submission {
            at,
            from,
            id,
            bytes,
            text,
            class: station::needed(cable.security.as_ref()),
            precedence: station::precedence(&cable),
            form,
            sections,
            addressees,
        });
        Ok(())
    }

    fn addressees(&self, cable: &Cable<'_>) -> Vec<Addressed> {
        let book = Book { stations: &self.by_name, collectives: &self.collectives };
        let served = book.served(cable).into_iter().map(|Served { to, by }| {
            let station = to.as_ref().ok().and_then(|indicator| self.network.station(indicator.as_str()));
            let urgency = Urgency::of(cable, |addressee| match &to {
                Ok(indicator) => book.is_meant(addressee, indicator),
                Err(name) => addressee.indicator.is_none() && addressee.plad == *name,
            });
            let name = to.map_or_else(SmolStr::from, |indicator| indicator.as_str().into());
            let by =
                by.filter(|by| self.network.collectives.get(*by).is_some_and(|known| known.at.is_some()));
            Addressed { name, station, by, via: None, urgency }
        });
        served.collect()
    }

    /// Where the name behind a routing indicator is that of another station, that one gets the cable in the end.
    fn reroute(&self, cable: &Cable<'_>, from: usize, addressees: &mut Vec<Addressed>) {
        let book = Book { stations: &self.by_name, collectives: &self.collectives };
        for called in std::mem::take(addressees) {
            let station = called.station.and_then(|place| Some((place, self.network.stations.get(place)?)));
            let Some((via, station)) = station.filter(|(place, _)| called.by.is_none() && *place != from)
            else {
                addressees.push(called);
                continue;
            };
            let meant = book.meant(cable, &station.indicator, &station.plad);
            for right in meant.others {
                let urgency = Urgency::of(cable, |addressee| book.is_meant(addressee, &right));
                let name = SmolStr::from(right.as_str());
                let station = self.network.station(&name);
                addressees.push(Addressed { name, station, by: None, via: Some(via), urgency });
            }
            if meant.own {
                addressees.push(called);
            }
        }
        // Who is called by himself as well is served by that.
        let named: BTreeSet<_> =
            addressees.iter().filter(|to| to.via.is_none()).map(|to| to.name.clone()).collect();
        let mut once = BTreeSet::new();
        addressees
            .retain(|to| to.via.is_none() || (!named.contains(&to.name) && once.insert(to.name.clone())));
    }

    /// Two cables may bear one number: the second is told apart.
    fn unique(&mut self, id: &str) -> String {
        let mut unique = id.to_owned();
        let mut count = 1;
        while !self.ids.insert(unique.clone()) {
            count += 1;
            unique = format!("{id}-{count}");
        }
        unique
    }
}

/// The number that names a cable in the report: its message reference number, else its identification, else its file.
fn identification(cable: &Cable<'_>, file: &str) -> String {
    if let Some(id) = cable.mrn.as_ref().and_then(|mrn| mrn.id.as_deref()) {
        return id.to_owned();
    }
    let stem = || {
        Path::new(file)
            .file_stem()
            .map_or_else(|| file.to_owned(), |stem| stem.to_string_lossy().into_owned())
    };
    let origin = cable.origin.as_ref();
    let named = origin.and_then(|origin| Some((origin.indicator.as_ref()?, origin.serial.as_ref()?)));
    named.map_or_else(stem, |(indicator, serial)| format!("{indicator} {serial}"))
}

/// Whether these bytes are one cable that can be sent and known again; where its text lies; how long its sections are.
pub(super) fn inspect(bytes: &Bytes) -> Result<Found, String> {
    if bytes.contains(&SUB) {
        return Err("contains SUB (0x1A), which stands for a damaged character".to_owned());
    }
    let mut layout = Layout::default();
    let cable = Decoder::new().cable_traced(bytes, &mut layout);
    let class_line =
        layout.parts.iter().find(|(part, _)| *part == Part::ClassLine).map(|(_, place)| place.start);
    let (Some(start), Some(text), false) = (class_line, &cable.text, cable.dialect == Dialect::Unknown)
    else {
        return Err("is not a cable with a classification line and a text".to_owned());
    };
    refuse_lines(bytes, start)?;
    let text = start..start + text.0.len();
    let division = encode::divide(&cable).map_err(|error| error.to_string())?;
    if let Some(missing) = division.missing.first() {
        return Err(format!("lacks section {missing:02} of {:02}", division.of));
    }
    if cable.section.is_some_and(|section| section.of > 1) && cable.mrn.is_none() {
        return Err("is in sections, but has no message reference number for their marks".to_owned());
    }
    let longest =
        division.transmissions.iter().map(|(_, transmission)| transmission.len()).max().unwrap_or(0);
    let sections = division.transmissions.len();
    Ok(Found { text, sections, section_length: longest + FILLED_IN_BYTES })
}

/// Lines of the text that a station would take for a mark of the transmission: `BT`, `NNNN`, `ZCZC…`, `#` and figures,
/// `E E E E E E E E AR`. The break, serial and end of message after the text are none of it.
fn refuse_lines(bytes: &[u8], text_start: usize) -> Result<(), String> {
    let first = memchr::memchr_iter(b'\n', bytes.get(..text_start).unwrap_or_default()).count();
    let text = bytes.get(text_start..).unwrap_or_default();
    let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).collect();
    let endings: [fn(&[u8]) -> bool; 3] = [|line| line == b"NNNN", is_serial, |line| line == b"BT"];
    for is_ending in endings {
        while lines.last().is_some_and(|line| line.is_empty()) {
            lines.pop();
        }
        if lines.last().is_some_and(|line| is_ending(line)) {
            lines.pop();
        }
    }
    let is_mark = |line: &[u8]| {
        line == b"BT"
            || line == b"NNNN"
            || line.starts_with(b"ZCZC")
            || is_serial(line)
            || line == b"E E E E E E E E AR"
    };
    match lines.iter().position(|line| is_mark(line)) {
        None => Ok(()),
        Some(place) => {
            let line = lines.get(place).map_or_else(String::new, |line| line.escape_ascii().to_string());
            Err(format!(
                "line {} of its text reads `{line}`, which ends or starts a transmission",
                first + place + 1
            ))
        }
    }
}

fn is_serial(line: &[u8]) -> bool {
    line.strip_prefix(b"#")
        .is_some_and(|figures| !figures.is_empty() && figures.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\n\
                           FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY\nUNCLAS STATE 097951\n";

    fn refused(text: &str) -> Option<String> {
        inspect(&Bytes::from(format!("{HEADING}{text}"))).err()
    }

    /// Submitted cables may not contain SUB, nor text lines that read `BT`, `NNNN`, `ZCZC…` or `#` and figures alone.
    #[test]
    fn lines_that_end_or_start_a_transmission_are_refused() {
        for (line, written) in [
            ("BT", "BT"),
            ("NNNN", "NNNN"),
            ("ZCZCXRO0001", "ZCZCXRO0001"),
            ("#7951", "#7951"),
            ("BT \r", "BT"),
        ] {
            assert_eq!(
                refused(&format!("\n1.  FIRST.\n{line}\n2.  SECOND.\n")),
                Some(format!("line 11 of its text reads `{written}`, which ends or starts a transmission"))
            );
        }
        assert_eq!(
            refused("\n1.  A\u{1a}B.\n").as_deref(),
            Some("contains SUB (0x1A), which stands for a damaged character")
        );
    }

    #[test]
    fn an_ending_after_the_text_is_none_of_it() {
        for ending in ["", "BT\n#7951\nNNNN\n", "BT\n\n#7951\n\n\nNNNN\n\n\n", "NNNN", "BT\nNNNN\n"] {
            assert_eq!(
                refused(&format!("\n1.  FIRST.  # 7 IS NOT #7951 ALONE.\n{ending}")),
                None,
                "{ending}"
            );
        }
        assert!(refused("\n1.  FIRST.\nBT\nBT\n#7951\nNNNN\n").is_some(), "one break belongs to the text");
    }

    #[test]
    fn what_is_no_cable_is_refused() {
        for bytes in ["", "To whom it may concern:\n\nnothing.\n", "VZCZCXRO0809\nPP RUEHMO\n"] {
            let why = inspect(&Bytes::from(bytes)).err();
            assert_eq!(
                why.as_deref(),
                Some("is not a cable with a classification line and a text"),
                "{bytes}"
            );
        }
    }
}
