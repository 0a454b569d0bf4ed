//! What makes two transmissions sections of one cable.

use std::fmt;

use crate::message::{Cable, MessageReference};

/// The common mark of all sections of a cable.
///
/// | cable | what its sections have in common (spec: sections and pages, join key) |
/// | --- | --- |
/// | State | originating station, serial, message reference number, total |
/// | without reference number | originating station, serial, filing time (ACP 127(G) 116), total |
/// | divided, each section with a serial of its own | originating station, originator, date-time group, total (208f) |
/// | without serial | originating station, originator, date-time group, total |
///
/// A serial alone is never enough: serials start again every day or cycle. The year keeps apart what two years name
/// alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    station: Option<String>,
    serial: Option<String>,
    filed: Option<String>,
    reference: Option<(String, u32)>,
    originator: Option<String>,
    dtg: Option<String>,
    pub(super) of: u8,
    pub(super) year: Option<i16>,
}

impl Identity {
    /// Reads it from a decoded heading; `None` where the heading says nothing that could tell the cable from others.
    pub fn of(cable: &Cable<'_>) -> Option<Self> {
        let origin = cable.origin.as_ref();
        let of = cable.section.map_or(1, |section| section.of.max(1));
        let reference = cable.mrn.as_ref().map(|mrn| (mrn.station.replace(' ', ""), mrn.number));
        let serial = origin.and_then(|origin| origin.serial.as_ref());
        // Only State writes the section behind a serial that all sections share.
        let shared = reference.is_some() || of == 1 || origin.is_some_and(|origin| origin.section.is_some());
        let serial = serial.filter(|_| shared).map(ToString::to_string);
        let filed = origin.filter(|_| reference.is_none() && serial.is_some()).map(|origin| {
            let day = origin.day.map(|day| format!("{day:03}")).unwrap_or_default();
            format!("{day}{}", origin.time.as_deref().unwrap_or_default())
        });
        let dated = serial.is_none() && reference.is_none();
        let identity = Self {
            station: origin.and_then(|origin| origin.indicator.as_ref()).map(ToString::to_string),
            originator: cable.from.as_ref().filter(|_| dated).map(|from| from.plad.to_string()),
            dtg: cable.dtg.as_ref().filter(|_| dated).map(|dtg| dtg.text.to_string()),
            year: cable
                .dtg
                .as_ref()
                .and_then(|dtg| dtg.at)
                .map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).year()),
            serial,
            filed,
            reference,
            of,
        };
        let tells = identity.serial.is_some() || identity.reference.is_some() || identity.dtg.is_some();
        tells.then_some(identity)
    }

    /// Into how many sections the cable is divided.
    pub const fn total(&self) -> u8 {
        self.of
    }

    /// The same for all cables that differ in nothing but the number of sections.
    pub(super) fn without_total(&self) -> Self {
        Self { of: 0, ..self.clone() }
    }

    /// Whether this damaged heading can be one of that cable: what is left of it agrees.
    pub(super) fn may_be(&self, cable: &Self, has_label: bool) -> bool {
        fn agree<T: PartialEq>(damaged: Option<&T>, intact: Option<&T>) -> bool {
            damaged.is_none() || damaged == intact
        }
        agree(self.station.as_ref(), cable.station.as_ref())
            && agree(self.serial.as_ref(), cable.serial.as_ref())
            && (cable.filed.is_none() || agree(self.filed.as_ref(), cable.filed.as_ref()))
            && (cable.dtg.is_none() || agree(self.dtg.as_ref(), cable.dtg.as_ref()))
            && agree(self.reference.as_ref(), cable.reference.as_ref())
            && agree(self.year.as_ref(), cable.year.as_ref())
            && (!has_label || self.of == cable.of)
    }

    /// The same for all cables that differ in nothing but the year.
    pub(super) fn without_year(&self) -> Self {
        Self { year: None, ..self.clone() }
    }
}

/// `09STATE97951`; without a reference number the serial or the date-time group.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.reference, self.year) {
            (Some((station, number)), Some(year)) => {
                f.write_str(&MessageReference::id(year, station, *number))
            }
            (Some((station, number)), None) => write!(f, "{station} {number}"),
            (None, _) => {
                let mut words = [&self.station, &self.serial, &self.filed, &self.dtg].into_iter().flatten();
                f.write_str(words.next().map_or("an unnamed cable", String::as_str))?;
                words.try_for_each(|word| write!(f, " {word}"))
            }
        }
    }
}
