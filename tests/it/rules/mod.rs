//! The rules of the format, one test each, named after the rule; a module per dialect or matter. The comment above a
//! test is a row of `docs/conformance.md`.

mod accounting;
mod acp126;
mod acp127_address;
mod acp127_heading;
mod acp127_pilots;
mod acp127_service;
mod acp127_text;
mod alternates;
mod approval;
mod archive;
mod archive_words;
mod asking;
mod astray;
mod captions;
mod collectives;
mod corrections;
mod damage;
mod day_change;
mod dual_precedence;
mod encoding;
mod flash_receipts;
mod headless;
mod ita2;
mod janap128;
mod joining;
mod line_1;
mod line_10;
mod line_12;
mod line_15;
mod line_16;
mod line_2;
mod line_3;
mod line_4;
mod line_5;
mod lines_11_to_13;
mod lines_6_to_9;
mod machine_functions;
mod malformed_address;
mod malformed_heading;
mod malformed_labels;
mod malformed_line_ends;
mod malformed_numbers;
mod malformed_references;
mod malformed_tags;
mod minimize;
mod notices;
mod opening_hours;
mod pages;
mod paragraphs;
mod preemption;
mod receiving;
mod recognition;
mod references;
mod relay;
mod relay_copies;
mod routing;
mod sections;
mod service;
mod suspected_duplicates;
mod whole;

use torntape::decode;
use torntape::message::Cable;

/// The address that most rules do not care for.
const TO: &str = "TO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941";

/// The classification line that most rules do not care for.
const CLASS: &str = "UNCLAS STATE 097951";

/// A heading around some lines of the address and the text.
fn with(address: &str, text: &str) -> String {
    format!(
        "VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\nFM SECSTATE WASHDC\n{address}\n{text}\n"
    )
}

/// The heading that most rules change in one place.
fn plain() -> String {
    with(TO, CLASS)
}

/// A military message with more lines below its addressee, and lines of text in place of the usual one.
fn military(address: &str, text: &str) -> String {
    let text = if text.is_empty() { "THE LAMP IS LIT.\n" } else { text };
    format!(
        "VZCZCABC027     UU\nRR RUFDAE\nDE RUWSKT 123 0811425\nZNR UUUUU\nR 221413Z MAR 2017\nFM HARBOUR MASTER NORTH\nTO RUFDAE/LIGHTHOUSE SERVICE WEST{address}\nBT\nUNCLAS\n{text}BT\nNNNN\n"
    )
}

/// The one cable of an input.
fn one(input: &str) -> Cable<'_> {
    let mut cables = decode(input.as_bytes());
    assert_eq!(cables.len(), 1, "{input}");
    cables.remove(0)
}

/// The diagnostics as `T0301 3:10`.
fn codes(cable: &Cable<'_>) -> Vec<String> {
    cable.diagnostics.iter().map(|found| format!("{} {}:{}", found.code, found.line, found.column)).collect()
}
