//! What makes two transmissions sections of one cable.

use std::fmt;

use crate::message::{Cable, MessageReference, RoutingIndicator};

/// The common mark of all sections of a cable: originating station, serial, message reference number and total
/// (spec: sections and pages, join key), and the year, without which two cables of different years look alike.
///
/// A serial alone is never enough: serials start again every day or cycle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    origin: Option<String>,
    serial: Option<String>,
    reference: Option<(String, u32)>,
    /// For messages without serial and reference number.
    dtg: Option<String>,
    pub(super) of: u8,
    pub(super) year: Option<i16>,
}

impl Identity {
    /// Reads it from a decoded heading; `None` where the heading says nothing that could tell the cable from others.
    pub fn of(cable: &Cable<'_>) -> Option<Self> {
        let text = |field: Option<&str>| field.map(str::to_owned);
        let origin = cable.origin.as_ref();
        let serial = text(origin.and_then(|origin| origin.serial.as_deref()));
        let reference = cable.mrn.as_ref().map(|mrn| (mrn.station.replace(' ', ""), mrn.number));
        let dtg = cable.dtg.as_ref().filter(|_| serial.is_none() && reference.is_none());
        let identity = Self {
            origin: text(origin.and_then(|origin| origin.indicator.as_ref()).map(RoutingIndicator::as_str)),
            dtg: dtg.map(|dtg| dtg.text.clone().into_owned()),
            serial,
            reference,
            of: cable.section.map_or(1, |section| section.of.max(1)),
            year: cable
                .dtg
                .as_ref()
                .and_then(|dtg| dtg.at)
                .map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).year()),
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
        agree(self.origin.as_ref(), cable.origin.as_ref())
            && agree(self.serial.as_ref(), cable.serial.as_ref())
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
                let mut words = [&self.origin, &self.serial, &self.dtg].into_iter().flatten();
                f.write_str(words.next().map_or("an unnamed cable", String::as_str))?;
                words.try_for_each(|word| write!(f, " {word}"))
            }
        }
    }
}
