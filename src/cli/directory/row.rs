//! One answer, with the same columns whatever it is.

use std::io::{self, Write};

use serde::Serialize;

use crate::directory::{Entry, PostKind};

/// One answer. The names are those of the JSON and the titles of the CSV.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    /// What was asked for; null where everything was.
    pub(super) term: Option<String>,
    pub(super) indicator: Option<String>,
    /// The last indicator of a run.
    pub(super) last: Option<&'static str>,
    /// The plain language address designator; several of one station with `; ` between them.
    pub(super) name: String,
    /// `embassy`, `former post`, `collective`, `relay`, `station`; what the letters behind a relay's reach.
    pub(super) kind: &'static str,
    pub(super) station: Option<&'static str>,
    pub(super) city: Option<&'static str>,
    pub(super) country: Option<&'static str>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
    /// The routing indicators of a collective's members, where its name says who they are.
    pub(super) members: Vec<&'static str>,
}

impl Row {
    pub(super) fn new(term: Option<String>, entry: Entry) -> Self {
        let bare = Self {
            term,
            indicator: None,
            last: None,
            name: String::new(),
            kind: "station",
            station: None,
            city: None,
            country: None,
            latitude: None,
            longitude: None,
            members: Vec::new(),
        };
        match entry {
            Entry::Post(post) => Self {
                indicator: Some(post.indicator.to_owned()),
                name: post.plad.to_owned(),
                kind: PostKind::word(post.kind),
                station: post.station,
                city: Some(post.city),
                country: Some(post.country),
                latitude: Some(post.latitude),
                longitude: Some(post.longitude),
                ..bare
            },
            Entry::Former(post) => Self {
                name: post.station.to_owned(),
                kind: "former post",
                station: Some(post.station),
                city: Some(post.city),
                country: Some(post.country),
                latitude: Some(post.latitude),
                longitude: Some(post.longitude),
                ..bare
            },
            Entry::Collective(collective) => Self {
                indicator: collective.indicator.map(str::to_owned),
                name: collective.plad.to_owned(),
                kind: "collective",
                members: collective.members().map(|post| post.indicator).collect(),
                ..bare
            },
            Entry::Listing(listing) => Self {
                indicator: Some(listing.indicator.to_owned()),
                last: listing.last,
                name: listing.names().collect::<Vec<_>>().join("; "),
                kind: if crate::directory::is_relay(listing.indicator) { "relay" } else { "station" },
                ..bare
            },
        }
    }

    /// `RUEHMO`; `RHFJAAA-RHFJAAZ` where it is one of a run.
    pub(super) fn run(&self) -> String {
        let first = self.indicator.clone().unwrap_or_default();
        self.last.map_or(first.clone(), |last| format!("{first}-{last}"))
    }

    /// `Moscow, Russia`; the members of a collective.
    pub(super) fn place(&self) -> String {
        match (self.city, self.country) {
            (Some(city), Some(country)) if city != country => format!("{city}, {country}"),
            (Some(city), _) => city.to_owned(),
            _ => self.members.join(" "),
        }
    }
}

/// Writes rows as comma-separated values (RFC 4180, lines ended by a line feed alone).
pub(super) fn write_csv(rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "term,indicator,last,name,kind,station,city,country,latitude,longitude,members")?;
    for row in rows {
        let number = |degrees: Option<f64>| degrees.map(|degrees| degrees.to_string()).unwrap_or_default();
        let cells = [
            cell(row.term.as_deref()),
            cell(row.indicator.as_deref()),
            cell(row.last),
            cell(Some(&row.name)),
            cell(Some(row.kind)),
            cell(row.station),
            cell(row.city),
            cell(row.country),
            number(row.latitude),
            number(row.longitude),
            row.members.join(" "),
        ];
        writeln!(out, "{}", cells.join(","))?;
    }
    Ok(())
}

/// A value, in quotes where a comma, a quote or a line end in it would mislead.
fn cell(value: Option<&str>) -> String {
    let value = value.unwrap_or_default();
    if value.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}
