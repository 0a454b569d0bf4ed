//! The long text of a diagnostic's code.

use std::io::{self, Write};

use super::catalog;
use super::wrap::{COLUMNS, paragraph};
use crate::cli::finding::{self, Piece};
use crate::cli::ink::{Ink, Tone, show};
use crate::decode::Decoder;
use crate::message::Code;

/// The name under which examples are shown.
const EXAMPLE: &str = "example";

/// Every code with its summary, one a line.
pub(super) fn list(ink: Ink, out: &mut dyn Write) -> io::Result<()> {
    for code in Code::ALL {
        let (severity, name) = (code.severity().as_str(), ink.paint(Tone::Title, code.as_str()));
        writeln!(out, "{name}  {severity:8} {}", code.summary())?;
    }
    Ok(())
}

/// What the rule is, its source, an example with the finding it gives, and what the tool does then.
pub(super) fn write(code: Code, ink: Ink, out: &mut dyn Write) -> io::Result<()> {
    let entry = catalog::entry(code);
    let head = format!("{} ({})", code.as_str(), code.severity().as_str());
    writeln!(out, "{}: {}", ink.paint(Tone::Title, head), code.summary())?;
    section("The rule", ink, out)?;
    paragraph(entry.rule, 2, out)?;
    section("Source", ink, out)?;
    paragraph(entry.source, 2, out)?;
    if !entry.example.is_empty() {
        section("Example", ink, out)?;
        for line in entry.example.split_inclusive(|byte| *byte == b'\n') {
            let mut text = String::new();
            show(line.trim_ascii_end(), &mut text);
            writeln!(out, "{}", format!("    {text}").trim_end())?;
        }
        found(code, entry.example, ink, out)?;
    }
    section("What torntape does", ink, out)?;
    paragraph(entry.answer, 2, out)
}

fn section(title: &str, ink: Ink, out: &mut dyn Write) -> io::Result<()> {
    debug_assert!(title.len() < COLUMNS, "a title stands on one line");
    writeln!(out, "\n{}", ink.paint(Tone::Label, title))
}

/// The findings of this code in an example, as `torntape decode` shows them.
fn found(code: Code, example: &[u8], ink: Ink, out: &mut dyn Write) -> io::Result<()> {
    for cable in Decoder::new().cables(example) {
        for finding in cable.diagnostics.iter().filter(|finding| finding.code == code) {
            let text = finding::render(finding, Piece::whole(example), EXAMPLE, ink.coloured);
            writeln!(out)?;
            for line in text.lines() {
                writeln!(out, "    {line}")?;
            }
        }
    }
    Ok(())
}
