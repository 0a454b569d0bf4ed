//! What texts of the archive of 1973-79 have and others have not: page heads, office block, drafting, dashed line,
//! attributes.

use crate::message::{
    Attribute, Cable, Distribution, DistributionKind, Drafting, OfficeCopies, RelayCounter,
};

/// Columns of an office block.
const BLOCK_COLUMNS_MAX: usize = 54;

/// The head of a page: `PAGE 01        STATE  029028`.
pub(super) fn page_head(fields: &Cable<'_>, page: u16) -> String {
    match &fields.mrn {
        Some(mrn) => format!("PAGE {page:02}        {}  {:05}", mrn.station, mrn.number),
        None => format!("PAGE {page:02}"),
    }
}

/// The blocks before format line 5 by the names of their fields.
pub(super) fn blocks(fields: &Cable<'_>) -> Vec<(&'static str, Vec<String>)> {
    let distribution = fields.distribution.as_ref().map(|block| ("distribution", distribution(block)));
    let drafting = fields.drafting.as_ref().map(|block| ("drafting", drafting(block)));
    let counter = fields.relay_counter.as_ref().map(|counter| ("relay_counter", vec![relay_line(counter)]));
    distribution.into_iter().chain(drafting).chain(counter).collect()
}

/// Takes what only this archive has out of the fields.
pub(super) fn take_blocks(fields: &mut Cable<'_>) {
    fields.distribution = None;
    fields.drafting = None;
    fields.relay_counter = None;
    fields.stamps = Vec::new();
    fields.attributes = Vec::new();
}

/// `Document Number: 1976STATE029028`, more lines of a value below its first.
pub(super) fn attribute(attribute: &Attribute<'_>) -> String {
    format!("{}: {}", attribute.key, attribute.value)
}

/// `ACTION EUR-12`, a blank line, and `INFO  OCT-01  ISO-00  /035 R` on as many lines as it needs.
fn distribution(block: &Distribution<'_>) -> Vec<String> {
    let pair = |office: &OfficeCopies<'_>| format!("{}-{:02}", office.office, office.copies);
    let word = match block.kind {
        Some(DistributionKind::Origin) => "ORIGIN",
        _ => "ACTION",
    };
    let mut lines: Vec<String> = block.mark.iter().map(ToString::to_string).collect();
    let action = block.action.iter().map(pair);
    if !block.action.is_empty() {
        lines.push(action.fold(String::from(word), |line, pair| line + " " + &pair));
        lines.push(String::new());
    }
    let letter = block.letter.map(|letter| format!(" {letter}")).unwrap_or_default();
    let total = block.total.map(|total| format!("/{total:03}{letter}"));
    let mut line = String::from("INFO");
    for word in block.info.iter().map(pair).chain(total) {
        if line.len() + 2 + word.len() > BLOCK_COLUMNS_MAX {
            lines.push(std::mem::replace(&mut line, String::from("    ")));
        }
        line.push_str("  ");
        line.push_str(&word);
    }
    if line != "INFO" {
        lines.push(line);
    }
    lines
}

/// A blank line, who drafted and who approved; who cleared stands below them.
fn drafting(block: &Drafting<'_>) -> Vec<String> {
    let mut lines = vec![String::new()];
    let cleared = if block.approved_by.is_empty() { "CLEARED BY: " } else { "" };
    let lists = [
        ("DRAFTED BY: ", &block.drafted_by),
        ("APPROVED BY: ", &block.approved_by),
        (cleared, &block.cleared_by),
    ];
    for (label, names) in lists {
        for (name, at) in names.iter().zip(0..) {
            lines.push(format!("{}{name}", if at == 0 { label } else { "" }));
        }
    }
    lines
}

/// `--------------------- 054819`, from December 1976 on `------------------201212Z 109980 /20`.
fn relay_line(line: &RelayCounter<'_>) -> String {
    let counter = line.counter.map(|counter| format!(" {counter:06}")).unwrap_or_default();
    let copies = line.copies.map(|copies| format!(" /{copies:02}")).unwrap_or_default();
    match &line.filed {
        Some(filed) => format!("                     ------------------{filed}{counter}{copies}"),
        None => format!("                     ---------------------{counter}{copies}"),
    }
}
