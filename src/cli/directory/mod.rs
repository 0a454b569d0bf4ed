//! `torntape directory`: who has a routing indicator, and which one a place has.

mod row;

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::exit::{Exit, Failure};
use super::grid::{self, grid};
use super::ink::one_line;
use super::io::Io;
use crate::directory::{self, Entry};
use row::Row;

const EXAMPLES: &str = "\
Examples:
  torntape directory RUEHMO                         who has a routing indicator
  torntape directory moscow 'AMEMBASSY PARIS'       the posts of a place, or of a name
  torntape directory 'CHINA POSTS COLLECTIVE'       a collective and its members
  torntape directory --country russia               every post in a country
  torntape directory --format csv > posts.csv       every post, with its place on the map
  torntape decode --format ndjson archive/ | jq -r '.to[].indicator' | torntape directory -

Exit status: 0 every term was found, 1 some term was not, 2 the call was wrong.";

/// Look up posts by routing indicator, name or place
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Routing indicators, names or places, or parts of them; - reads them from standard input, one a line. Without
    /// any, every post is listed
    #[arg(value_name = "TERM")]
    terms: Vec<String>,
    /// Only posts in this country
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One array of all answers
    Json,
    /// Comma-separated, with a line of titles
    Csv,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let country = match args.country.as_deref().map(country_named).transpose() {
        Ok(country) => country,
        Err(unknown) => {
            io.complain(&unknown);
            return Ok(Exit::Findings);
        }
    };
    let mut rows = Vec::new();
    let mut missing = Vec::new();
    if args.terms.is_empty() {
        rows.extend(directory::posts().iter().map(|post| Row::new(None, Entry::Post(post))));
    }
    for term in terms(&args.terms, io)? {
        let found = found(&term);
        if found.is_empty() {
            missing.push(term);
        } else {
            rows.extend(found);
        }
    }
    let mut exit = if missing.is_empty() { Exit::Ok } else { Exit::Findings };
    if let Some(country) = country {
        rows.retain(|row| row.country == Some(country));
        if rows.is_empty() && missing.is_empty() {
            io.complain(&format!("nothing that was asked for lies in {country}"));
            exit = Exit::Findings;
        }
    }
    match args.format {
        Format::Table => write_table(&rows, io)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut io.out, &rows).map_err(io::Error::from)?;
            writeln!(io.out)?;
        }
        Format::Csv => row::write_csv(&rows, &mut io.out)?,
    }
    for term in &missing {
        io.complain(&absent(term));
    }
    Ok(exit)
}

/// The terms of the call, those of standard input in the place of `-`; blank lines are passed over.
fn terms(named: &[String], io: &mut Io) -> Result<Vec<String>, Failure> {
    let mut terms = Vec::new();
    for term in named {
        if term != "-" {
            terms.push(term.clone());
            continue;
        }
        let mut text = Vec::new();
        io.input
            .read_to_end(&mut text)
            .map_err(|source| Failure::Read { path: "standard input".into(), source })?;
        let text = String::from_utf8_lossy(&text);
        terms.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    Ok(terms)
}

/// What a term stands for: a routing indicator or a name in full goes before parts of names.
fn found(term: &str) -> Vec<Row> {
    let word = term.to_uppercase();
    let posts = directory::by_indicator(&word).iter().chain(directory::by_plad(&word));
    let mut entries: Vec<Entry> = posts.map(Entry::Post).collect();
    entries.extend(directory::collective(&word).map(Entry::Collective));
    entries.extend(directory::listing(&word).map(Entry::Listing));
    if entries.is_empty() {
        entries = directory::search(term);
    }
    let section = directory::describe(&word).suffix.zip(directory::relay_of(&word));
    let row = |entry| Row::new(Some(term.to_owned()), entry);
    match section {
        Some((role, relay)) if entries.is_empty() => {
            vec![Row { indicator: Some(word), kind: role, ..row(Entry::Listing(relay)) }]
        }
        _ => entries.into_iter().map(row).collect(),
    }
}

/// The country of this name, in capitals or not.
fn country_named(name: &str) -> Result<&'static str, String> {
    let countries: BTreeSet<&str> = directory::posts().iter().map(|post| post.country).collect();
    let same = countries.iter().find(|country| country.eq_ignore_ascii_case(name));
    same.copied().ok_or_else(|| {
        let distance = |country: &str| strsim::osa_distance(&country.to_lowercase(), &name.to_lowercase());
        let near = countries.iter().min_by_key(|country| distance(country));
        let near = near.filter(|country| distance(country) <= country.len() / 3);
        let hint = near.map(|country| format!("; is {country} meant?")).unwrap_or_default();
        format!("no post is in `{name}`{hint}")
    })
}

/// What to say of a term that is not found.
fn absent(term: &str) -> String {
    let word = term.to_uppercase();
    let looks_like_indicator = word.starts_with('R') && directory::relay_of(&word).is_some();
    let what = if looks_like_indicator {
        directory::describe(&word).to_string()
    } else {
        format!("`{term}` is not in the directory")
    };
    match directory::nearest(term).as_slice() {
        [] => what,
        near => format!("{what}; near it: {}", near.join(", ")),
    }
}

fn write_table(rows: &[Row], io: &mut Io) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut table = grid(["indicator", "name", "kind", "place", "in numbers", "latitude", "longitude"]);
    grid::right(&mut table, 5..7);
    for row in rows {
        table.add_row([
            row.run(),
            one_line(&row.name),
            row.kind.to_owned(),
            row.place(),
            row.station.unwrap_or_default().to_owned(),
            row.latitude.map(|degrees| format!("{degrees:.2}")).unwrap_or_default(),
            row.longitude.map(|degrees| format!("{degrees:.2}")).unwrap_or_default(),
        ]);
    }
    let ink = io.ink();
    grid::write(&table, ink, &mut io.out)
}
