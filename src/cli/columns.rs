//! A cable as one row of a table: the columns of CSV and Parquet.

use std::borrow::Cow;
use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::ink::{Ink, Tone};
use crate::message::{Addressee, Cable, RoutingIndicator, Severity};

/// What stands in one field of a row.
#[derive(Clone, Debug)]
pub(crate) enum Value<'a> {
    Text(Option<Cow<'a, str>>),
    Whole(Option<i64>),
    Time(Option<Timestamp>),
    Day(Option<Date>),
    List(Vec<Cow<'a, str>>),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Whole,
    Time,
    Day,
    List,
}

/// One column.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) what: &'static str,
    pub(crate) of: for<'c> fn(&'c Cable<'_>) -> Value<'c>,
}

/// What joins the members of a list in CSV. None of the members holds one, but for free text.
const JOINT: &str = "; ";

macro_rules! columns {
    ($($name:literal $kind:ident |$cable:ident| $of:expr, $what:literal;)*) => {
        /// The columns, in order. Names and meanings stay as they are; new ones may be added at the end.
        pub(crate) const COLUMNS: &[Column] =
            &[$(Column { name: $name, kind: Kind::$kind, what: $what, of: |$cable| Value::$kind($of) }),*];
    };
}

columns! {
    "path" Text |c| c.source.path.as_deref().map(Cow::Borrowed), "the file; empty for standard input";
    "offset" Whole |c| whole(c.source.offset), "first byte of the cable in it, from 0";
    "length" Whole |c| whole(c.source.length), "bytes of the cable";
    "dialect" Text |c| Some(word(c.dialect)), "how it is written, as in the JSON";
    "id" Text |c| c.mrn.as_ref().and_then(|mrn| mrn.id.as_deref()).map(lend), "year, station, number: 09STATE97951";
    "station" Text |c| c.mrn.as_ref().map(|mrn| lend(&mrn.station)), "station of the message reference number";
    "number" Whole |c| c.mrn.as_ref().map(|mrn| mrn.number.into()), "number of the message reference number";
    "year" Whole |c| c.mrn.as_ref().and_then(|mrn| mrn.year).map(i64::from), "its year";
    "date" Time |c| c.dtg.as_ref().and_then(|dtg| dtg.at), "date-time group, in UTC";
    "date_text" Text |c| c.dtg.as_ref().map(|dtg| lend(&dtg.text)), "date-time group as written";
    "precedence" Text |c| c.precedence.map(|both| word(both.action)),
        "for action: emergency, flash, immediate, priority, routine";
    "precedence_info" Text |c| c.precedence.and_then(|both| both.info).map(word),
        "for information, where it differs";
    "classification" Text |c| c.classification.as_ref().map(|class| word(class.level)),
        "unclassified, restricted, limited_official_use, confidential, secret, top_secret";
    "caveats" List |c| c.classification.as_ref().map_or_else(Vec::new, |class| list(&class.caveats)),
        "words that narrow the classification";
    "captions" List |c| list(&c.captions), "handling words: SIPDIS, NOFORN";
    "from" Text |c| c.from.as_ref().map(|from| lend(&from.plad)), "originator";
    "to" List |c| c.to.iter().map(name).collect(), "action addressees";
    "info" List |c| c.info.iter().map(name).collect(), "information addressees";
    "subject" Text |c| borrow(c.subject.as_ref()), "subject line";
    "tags" List |c| list(&c.tags), "TAGS";
    "references" List |c| c.references.iter().map(|one| lend(one.id.as_deref().unwrap_or(&one.text))).collect(),
        "references: the id of a cable, else as written";
    "executive_order" Text |c| c.executive_order.as_ref().map(|line| lend(&line.order)), "number of the E.O.";
    "declassify_on" Day |c| c.executive_order.as_ref().and_then(|line| line.declassify_on),
        "date of declassification";
    "classified_by" Text |c| c.classified_by.as_ref().map(|line| lend(&line.name)), "who classified";
    "reasons" List |c| c.classified_by.as_ref().map_or_else(Vec::new, |line| list(&line.reasons)),
        "reasons of classification";
    "section" Whole |c| c.section.map(|section| section.number.into()), "which section this is";
    "sections" Whole |c| c.section.map(|section| section.of.into()), "of how many";
    "transmission" Text |c| c.transmission.as_ref().map(|line| lend(&line.id)), "format line 1";
    "called" List |c| c.call.as_ref().map_or_else(Vec::new, |call| call.indicators.iter().map(indicator).collect()),
        "stations of the routing line";
    "origin" Text |c| c.origin.as_ref().and_then(|line| line.indicator.as_ref()).map(indicator),
        "routing indicator of the originating station";
    "serial" Text |c| c.origin.as_ref().and_then(|line| borrow(line.serial.as_ref())), "station serial number";
    "filed" Time |c| c.origin.as_ref().and_then(|line| line.filed), "filing time, in UTC";
    "marking" Text |c| c.security.as_ref().and_then(|line| borrow(line.marking.as_ref())),
        "letters of the security warning";
    "operating_signals" List |c| c.security.as_ref().map_or_else(Vec::new, |line| list(&line.operating_signals)),
        "operating signals of format line 4";
    "pages" Whole |c| whole(c.pages.len()), "page and section marks in the text";
    "paragraphs" Whole |c| whole(c.paragraphs.len()), "numbered paragraphs";
    "signature" Text |c| borrow(c.signature.as_ref()), "name that ends the text";
    "errors" Whole |c| count(c, Severity::Error), "findings that are errors";
    "warnings" Whole |c| count(c, Severity::Warning), "findings that are warnings";
    "notes" Whole |c| count(c, Severity::Note), "findings that are notes";
    "codes" List |c| c.diagnostics.iter().map(|one| Cow::Borrowed(one.code.as_str())).collect(),
        "codes of the findings, in order";
    "header_bytes" Whole |c| whole(c.coverage.header_bytes), "bytes of the header";
    "attributed_bytes" Whole |c| whole(c.coverage.attributed_bytes), "of those, bytes that belong to a field";
}

/// The column that `--with-text` adds.
pub(crate) const TEXT: Column = Column {
    name: "text",
    kind: Kind::Text,
    what: "the text, with --with-text; bytes that are not UTF-8 as U+FFFD",
    of: |cable| Value::Text(cable.text.as_ref().map(|text| String::from_utf8_lossy(text.as_ref()))),
};

/// The columns of a call.
pub(crate) fn columns(with_text: bool) -> impl Iterator<Item = &'static Column> {
    COLUMNS.iter().chain(with_text.then_some(&TEXT))
}

/// The word that JSON has for it.
pub(crate) fn word(of: impl Serialize) -> Cow<'static, str> {
    let quoted = serde_json::to_string(&of).unwrap_or_default();
    Cow::Owned(quoted.trim_matches('"').to_owned())
}

fn lend(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

fn borrow<'c>(text: Option<&'c Cow<'_, str>>) -> Option<Cow<'c, str>> {
    text.map(|text| lend(text))
}

fn list<'c>(all: &'c [Cow<'_, str>]) -> Vec<Cow<'c, str>> {
    all.iter().map(|one| lend(one)).collect()
}

fn indicator<'c>(indicator: &'c RoutingIndicator<'_>) -> Cow<'c, str> {
    Cow::Borrowed(indicator.as_str())
}

fn name<'c>(addressee: &'c Addressee<'_>) -> Cow<'c, str> {
    match &addressee.indicator {
        Some(indicator) if addressee.plad.is_empty() => Cow::Borrowed(indicator.as_str()),
        _ => lend(&addressee.plad),
    }
}

fn whole(number: usize) -> Option<i64> {
    i64::try_from(number).ok()
}

fn count(cable: &Cable<'_>, severity: Severity) -> Option<i64> {
    whole(cable.diagnostics.iter().filter(|finding| finding.severity == severity).count())
}

/// The head of a CSV table.
pub(crate) fn write_head(with_text: bool, out: impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(columns(with_text).map(|column| column.name))?;
    writer.flush()
}

/// One cable as a row of CSV, quoted where RFC 4180 asks for it.
pub(crate) fn write_row(cable: &Cable<'_>, with_text: bool, out: &mut impl Write) -> io::Result<()> {
    // For each time its buffer is full, the writer goes over all that is left of a field.
    let room = if cable.source.length > LONG_BYTES { LONG_BYTES } else { ROW_BYTES };
    let mut writer = csv::WriterBuilder::new().buffer_capacity(room).from_writer(out);
    for column in columns(with_text) {
        match (column.of)(cable) {
            Value::Text(text) => writer.write_field(text.as_deref().unwrap_or_default())?,
            Value::List(list) => writer.write_field(list.join(JOINT))?,
            Value::Whole(number) => {
                writer.write_field(number.map(|number| number.to_string()).unwrap_or_default())?;
            }
            Value::Time(time) => writer.write_field(time.map(|time| time.to_string()).unwrap_or_default())?,
            Value::Day(day) => writer.write_field(day.map(|day| day.to_string()).unwrap_or_default())?,
        }
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

/// Bytes of a usual row.
const ROW_BYTES: usize = 1024;

/// A cable longer than this is a rare one.
const LONG_BYTES: usize = 512 * 1024;

/// The columns with their meanings, one a line.
pub(crate) fn explain(ink: Ink, out: &mut dyn Write) -> io::Result<()> {
    for column in columns(true) {
        let kind = match column.kind {
            Kind::Text => "text",
            Kind::Whole => "integer",
            Kind::Time => "timestamp",
            Kind::Day => "date",
            Kind::List => "list",
        };
        let name = format!("{:17}", column.name);
        writeln!(out, "{} {kind:9} {}", ink.paint(Tone::Title, &name), column.what)?;
    }
    Ok(())
}
