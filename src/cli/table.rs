//! A cable as a block of labelled fields, for people.
//!
//! Results of writing to a `String` are dropped here: it cannot fail.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::{self, Write};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::ink::{Ink, Tone, one_line, thousands};
use super::military;
use crate::directory;
use crate::message::{
    Addressee, Attribute, Cable, ClassifiedBy, Coverage, DateTimeGroup, Dialect, Distribution,
    DistributionKind, DualPrecedence, ExecutiveOrder, Janap, OfficeCopies, Origin, Originator, Paragraph,
    Precedence, Recognition, Reference, RelayCounter, RoutingIndicator, Section, Security, Transmission,
};

/// Columns of the labels.
const LABEL_COLUMNS: usize = 15;

/// What speaks for the dialect, at most so much of it; the JSON has all.
const REASONS_SHOWN: usize = 2;

/// Writes the block of one cable.
pub(crate) fn write(cable: &Cable<'_>, name: &str, ink: Ink, out: &mut dyn Write) -> io::Result<()> {
    let mut block = Block { ink, out };
    block.title(cable)?;
    let (length, offset) = (thousands(cable.source.length), thousands(cable.source.offset));
    block.field("found", format!("{}, {length} bytes from byte {offset}", one_line(name)))?;
    block.field("dialect", cable.dialect.title())?;
    if cable.dialect != Dialect::Unknown {
        block.field("recognised", recognition(cable.recognition))?;
    }
    block.field("form", cable.form.and_then(military::form).unwrap_or_default())?;
    block.heading(cable)?;
    block.addresses(cable)?;
    block.caption_lines(cable)?;
    block.text(cable)?;
    block.coverage(cable.coverage)
}

struct Block<'o> {
    ink: Ink,
    out: &'o mut dyn Write,
}

impl Block<'_> {
    fn title(&mut self, cable: &Cable<'_>) -> io::Result<()> {
        let id = cable.mrn.as_ref().map(|mrn| {
            mrn.id.as_deref().map_or_else(|| format!("{} {}", mrn.station, mrn.number), str::to_owned)
        });
        let id = one_line(&id.unwrap_or_else(|| "cable without a number".to_owned()));
        write!(self.out, "{}", self.ink.paint(Tone::Title, id))?;
        if let Some(subject) = &cable.subject {
            write!(self.out, "  {}", one_line(subject))?;
        }
        writeln!(self.out)
    }

    /// One labelled value; nothing where there is none.
    fn field(&mut self, label: &str, value: impl Display) -> io::Result<()> {
        let value = value.to_string();
        if value.is_empty() {
            return Ok(());
        }
        let label = self.ink.paint(Tone::Label, label);
        writeln!(self.out, "  {label:LABEL_COLUMNS$}{value}")
    }

    /// The label once, a value a line, in columns.
    fn list<const N: usize>(&mut self, label: &str, rows: &[[String; N]]) -> io::Result<()> {
        let widths: [usize; N] = std::array::from_fn(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        });
        for (place, row) in rows.iter().enumerate() {
            let label = self.ink.paint(Tone::Label, if place == 0 { label } else { "" });
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
                _ = write!(line, "{cell:width$}  ");
            }
            writeln!(self.out, "  {label:LABEL_COLUMNS$}{}", line.trim_end())?;
        }
        Ok(())
    }

    fn heading(&mut self, cable: &Cable<'_>) -> io::Result<()> {
        if let Some(line) = &cable.transmission {
            self.field("transmission", transmission(line))?;
        }
        if let Some(signs) = &cable.call_signs {
            let calling = signs.calling.as_deref().map(one_line).unwrap_or_default();
            self.field("call signs", format!("{} called by {calling}", joined(&signs.called, " ")))?;
        } else if let Some(call) = &cable.call {
            let precedence = call.precedence.map_or("no precedence", Precedence::word);
            self.field("routing line", format!("{precedence} to {}", words(&call.indicators)))?;
        }
        self.list("pilots", &cable.pilots.iter().map(military::pilot).collect::<Vec<_>>())?;
        if let Some(line) = &cable.origin {
            self.field("origin", origin(line))?;
        }
        self.field("format", cable.janap.as_ref().map(janap).unwrap_or_default())?;
        if let Some(line) = &cable.security {
            self.field("security", security(line))?;
        }
        self.field("precedence", cable.precedence.map(precedence).unwrap_or_default())?;
        self.field("date", cable.dtg.as_ref().map(date).unwrap_or_default())?;
        let cipher = cable.dtg.as_ref().and_then(|dtg| dtg.indicator.as_deref());
        self.field("cipher", cipher.map(one_line).unwrap_or_default())
    }

    fn addresses(&mut self, cable: &Cable<'_>) -> io::Result<()> {
        self.field("from", cable.from.as_ref().map(originator).unwrap_or_default())?;
        self.list("to", &cable.to.iter().map(addressee).collect::<Vec<_>>())?;
        self.list("info", &cable.info.iter().map(addressee).collect::<Vec<_>>())?;
        self.field("exempt", joined(&cable.exempt, ", "))?;
        self.field("accounting", cable.accounting.as_deref().map(one_line).unwrap_or_default())?;
        self.field("group count", cable.group_count.map(|count| count.to_string()).unwrap_or_default())?;
        if let Some(older) = &cable.readdressed {
            self.field("readdressed", older.dtg.as_ref().map(date).unwrap_or_default())?;
            self.field("  from", older.from.as_ref().map(originator).unwrap_or_default())?;
            self.list("  to", &older.to.iter().map(addressee).collect::<Vec<_>>())?;
            self.list("  info", &older.info.iter().map(addressee).collect::<Vec<_>>())?;
        }
        Ok(())
    }

    fn caption_lines(&mut self, cable: &Cable<'_>) -> io::Result<()> {
        let class = cable.classification.as_ref().map(|line| {
            let caveats = line.caveats.iter().map(|caveat| format!(" {}", one_line(caveat)));
            std::iter::once(line.level.word().to_owned()).chain(caveats).collect::<String>()
        });
        self.field("class", class.unwrap_or_default())?;
        self.field("section", cable.section.map(section).unwrap_or_default())?;
        self.field("part", cable.part.map(military::part).unwrap_or_default())?;
        self.field("service", joined(&cable.service, "; "))?;
        let number = cable.mrn.as_ref().map(|mrn| format!("{} {}", one_line(&mrn.station), mrn.number));
        self.field("number", number.unwrap_or_default())?;
        self.field("captions", joined(&cable.captions, ", "))?;
        self.field("passing", joined(&cable.passing, "; "))?;
        self.field("E.O.", cable.executive_order.as_ref().map(executive_order).unwrap_or_default())?;
        self.field("classified by", cable.classified_by.as_ref().map(classified_by).unwrap_or_default())?;
        self.field("tags", joined(&cable.tags, " "))?;
        self.field("subject", cable.subject.as_deref().map(one_line).unwrap_or_default())?;
        self.list("references", &cable.references.iter().map(reference).collect::<Vec<_>>())
    }

    fn text(&mut self, cable: &Cable<'_>) -> io::Result<()> {
        if let Some(line) = &cable.distribution {
            self.field("distribution", distribution(line))?;
        }
        if let Some(drafting) = &cable.drafting {
            self.field("drafted by", joined(&drafting.drafted_by, "; "))?;
            self.field("approved by", joined(&drafting.approved_by, "; "))?;
            self.field("cleared by", joined(&drafting.cleared_by, "; "))?;
        }
        self.field("relay counter", cable.relay_counter.as_ref().map(relay_counter).unwrap_or_default())?;
        let pages = cable.pages.iter().map(|page| [one_line(&page.text), format!("line {}", page.line)]);
        self.list("marks", &pages.collect::<Vec<_>>())?;
        self.field("paragraphs", paragraphs(&cable.paragraphs))?;
        self.field("signature", cable.signature.as_deref().map(one_line).unwrap_or_default())?;
        self.list("corrections", &cable.corrections.iter().map(military::correction).collect::<Vec<_>>())?;
        self.field("cancelled", cable.cancelled.as_deref().map(one_line).unwrap_or_default())?;
        let validation = cable.validation.as_ref().map(|line| format!("#{}", line.serial));
        let ending = [validation.as_deref(), cable.end.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        self.field("ending", joined(&ending, " "))?;
        self.field("stamps", joined(&cable.stamps, "; "))?;
        self.list("attributes", &cable.attributes.iter().map(attribute).collect::<Vec<_>>())
    }

    fn coverage(&mut self, coverage: Coverage) -> io::Result<()> {
        let Coverage { header_bytes, attributed_bytes } = coverage;
        if header_bytes == 0 {
            return Ok(());
        }
        let (all, read) = (thousands(header_bytes), thousands(attributed_bytes));
        if attributed_bytes == header_bytes {
            self.field(
                "coverage",
                self.ink.paint(Tone::Good, format!("all {all} bytes of the header are accounted for")),
            )
        } else {
            let text = format!("{read} of {all} bytes of the header are accounted for");
            self.field("coverage", self.ink.paint(Tone::Bad, text))
        }
    }
}

/// `certain: serial with # in format line 3, message numbers behind addressees`
fn recognition(recognition: Recognition) -> String {
    let mut text = String::from(recognition.confidence.as_str());
    if recognition.forced {
        text.push_str(", as asked for");
    }
    for (at, reason) in recognition.reasons.iter().take(REASONS_SHOWN).enumerate() {
        text.push_str(if at == 0 { ": " } else { ", " });
        text.push_str(reason.as_str());
    }
    text
}

fn transmission(line: &Transmission<'_>) -> String {
    let mut text = one_line(&line.id);
    match (&line.channel, line.number) {
        (Some(channel), Some(number)) => {
            _ = write!(text, ", number {number} of channel {}", one_line(channel));
        }
        (None, Some(number)) => _ = write!(text, ", number {number}"),
        (Some(channel), None) => _ = write!(text, ", channel {}", one_line(channel)),
        (None, None) => {}
    }
    if let Some(prosign) = line.prosign {
        _ = write!(text, ", {}", prosign.as_str());
    }
    if !line.earlier.is_empty() {
        _ = write!(text, "; before it {}", joined(&line.earlier, ", "));
    }
    text
}

fn origin(line: &Origin<'_>) -> String {
    let mut parts = Vec::new();
    parts.extend(line.indicator.as_ref().map(ToString::to_string));
    if let Some(serial) = &line.serial {
        let section = line.section.map(|section| format!(", section {section}")).unwrap_or_default();
        parts.push(format!("serial {}{section}", one_line(serial)));
    }
    match (line.filed, line.day, &line.time) {
        (Some(at), ..) => parts.push(format!("filed {}", moment(at))),
        (None, Some(day), Some(time)) if line.day_of_month => {
            parts.push(format!("filed on day {day} of the month at {}Z", one_line(time)));
        }
        (None, Some(day), Some(time)) => parts.push(format!("filed on day {day} at {}Z", one_line(time))),
        _ => {}
    }
    parts.join(", ")
}

fn security(line: &Security<'_>) -> String {
    let mut words = Vec::new();
    words.extend(line.signal.map(|signal| signal.as_str().to_owned()));
    words.extend(line.marking.as_deref().map(one_line));
    if let Some(level) = line.classification {
        words.push(format!("({})", level.word()));
    }
    let mut text = words.join(" ");
    let signals_alone = text.is_empty();
    if let Some(release) = &line.release {
        _ = write!(text, ", release code {}", one_line(release));
    }
    if let Some(handling) = &line.handling {
        _ = write!(text, ", handling {}", one_line(handling));
    }
    if !line.operating_signals.is_empty() {
        let between = if signals_alone { "" } else { ", " };
        _ = write!(text, "{between}signals {}", joined(&line.operating_signals, "; "));
    }
    text
}

/// `media TT, content ZYUW, class letters UUUU`
fn janap(line: &Janap<'_>) -> String {
    let piece = |name: &str, value: &Option<Cow<'_, str>>| {
        value.as_deref().map(|value| format!("{name} {}", one_line(value)))
    };
    let duplicate = line.suspected_duplicate.then(|| "suspected duplicate".to_owned());
    let pieces = [
        piece("media", &line.language_media_format),
        piece("content", &line.content_indicator),
        piece("class letters", &line.marking),
        duplicate,
    ];
    pieces.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn precedence(line: DualPrecedence) -> String {
    match line.info {
        Some(info) => format!("{} for action, {} for information", line.action.word(), info.word()),
        None => line.action.word().to_owned(),
    }
}

fn date(group: &DateTimeGroup<'_>) -> String {
    let mut text = one_line(&group.text);
    if let Some(at) = group.at {
        _ = write!(text, " ({})", moment(at));
    }
    if !group.operating_signals.is_empty() {
        _ = write!(text, ", signals {}", joined(&group.operating_signals, "; "));
    }
    text
}

/// `2009-09-21 22:16Z`
fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%MZ").to_string()
}

fn originator(line: &Originator<'_>) -> String {
    let indicator = line.indicator.as_ref().map(ToString::to_string);
    let office = line.office.as_deref().map(|office| format!("//{}//", one_line(office)));
    let place = place(line.indicator.as_ref(), &line.plad);
    [indicator, Some(one_line(&line.plad)), office, place]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("  ")
}

/// Where the directory knows a post to be.
fn place(indicator: Option<&RoutingIndicator<'_>>, plad: &str) -> Option<String> {
    let post = directory::post_of(indicator.map(RoutingIndicator::as_str), plad)?;
    Some(post.place().to_string())
}

fn addressee(line: &Addressee<'_>) -> [String; 6] {
    let night_action = if line.night_action { "NIACT " } else { "" };
    let mut remarks = Vec::new();
    if line.collective {
        remarks.push("collective".to_owned());
    }
    if line.served {
        remarks.push("has it already".to_owned());
    }
    if let Some(office) = &line.office {
        remarks.push(format!("//{}//", one_line(office)));
    }
    if !line.exempt.is_empty() {
        remarks.push(format!("less {}", joined(&line.exempt, ", ")));
    }
    [
        line.indicator.as_ref().map(ToString::to_string).unwrap_or_default(),
        one_line(&line.plad),
        line.precedence.map(|precedence| format!("{night_action}{}", precedence.word())).unwrap_or_default(),
        line.number.map(|number| number.to_string()).unwrap_or_default(),
        place(line.indicator.as_ref(), &line.plad).unwrap_or_default(),
        remarks.join("; "),
    ]
}

fn section(label: Section) -> String {
    format!("{} of {}{}", label.number, label.of, if label.last { ", the final one" } else { "" })
}

fn executive_order(line: &ExecutiveOrder<'_>) -> String {
    let until = line.declassify_on.map(|date| format!(" (declassify on {date})")).unwrap_or_default();
    format!("{}: {}{until}", one_line(&line.order), one_line(&line.text))
}

fn classified_by(line: &ClassifiedBy<'_>) -> String {
    let reasons =
        if line.reasons.is_empty() { String::new() } else { format!(" for {}", joined(&line.reasons, ", ")) };
    format!("{}{reasons}", one_line(&line.name))
}

fn reference(line: &Reference<'_>) -> [String; 3] {
    let id = line.id.as_deref().map(one_line).unwrap_or_default();
    [line.label.as_deref().map(one_line).unwrap_or_default(), one_line(&line.text), id]
}

fn distribution(block: &Distribution<'_>) -> String {
    let offices = |list: &[OfficeCopies<'_>]| {
        list.iter()
            .map(|one| format!("{}-{}", one_line(&one.office), one.copies))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let first = match block.kind {
        Some(DistributionKind::Origin) => "origin",
        _ => "action",
    };
    let mut parts = Vec::new();
    for (word, list) in [(first, &block.action), ("information", &block.info)] {
        if !list.is_empty() {
            parts.push(format!("{word} {}", offices(list)));
        }
    }
    parts.extend(block.total.map(|total| format!("{total} copies")));
    parts.join(", ")
}

fn attribute(line: &Attribute<'_>) -> [String; 2] {
    [one_line(&line.key), one_line(&line.value)]
}

fn relay_counter(line: &RelayCounter<'_>) -> String {
    let mut parts = Vec::new();
    parts.extend(line.counter.map(|counter| counter.to_string()));
    parts.extend(line.filed.as_deref().map(|filed| format!("filed {}", one_line(filed))));
    parts.extend(line.copies.map(|copies| format!("{copies} copies")));
    parts.join(", ")
}

/// `10, on lines 26 to 329; 8 (U), 9 (SBU)`
fn paragraphs(paragraphs: &[Paragraph<'_>]) -> String {
    let (Some(first), Some(last)) = (paragraphs.first(), paragraphs.last()) else { return String::new() };
    let mut text = match paragraphs.len() {
        1 => format!("1, on line {}", first.line),
        count => format!("{count}, on lines {} to {}", first.line, last.line),
    };
    let mut marked = paragraphs.iter().filter_map(|paragraph| {
        Some(format!("{} ({})", paragraph.number, one_line(paragraph.portion.as_deref()?)))
    });
    if let Some(mark) = marked.next() {
        _ = write!(text, "; {mark}");
        for mark in marked {
            _ = write!(text, ", {mark}");
        }
    }
    text
}

fn words(indicators: &[RoutingIndicator<'_>]) -> String {
    joined(&indicators.iter().map(RoutingIndicator::as_str).collect::<Vec<_>>(), " ")
}

fn joined(parts: &[impl AsRef<str>], between: &str) -> String {
    parts.iter().map(|part| one_line(part.as_ref())).collect::<Vec<_>>().join(between)
}
