//! What texts of the archive of 1973-79 have and others have not: page heads, office block, dashed line.

use crate::message::{Cable, Classification, Distribution, OfficeCopies, RelayCounter};

/// Columns of an office block.
const BLOCK_COLUMNS_MAX: usize = 54;

/// The class as it stands alone above a page head.
pub(super) const fn banner_word(level: Classification) -> &'static str {
    match level {
        Classification::Unclassified => "UNCLASSIFIED",
        Classification::Restricted => "RESTRICTED",
        Classification::LimitedOfficialUse => "LIMITED OFFICIAL USE",
        Classification::Confidential => "CONFIDENTIAL",
        Classification::Secret => "SECRET",
        Classification::TopSecret => "TOP SECRET",
    }
}

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
    let counter = fields.relay_counter.as_ref().map(|counter| ("relay_counter", vec![relay_line(counter)]));
    distribution.into_iter().chain(counter).collect()
}

/// Takes these blocks out.
pub(super) fn take_blocks(fields: &mut Cable<'_>) {
    fields.distribution = None;
    fields.relay_counter = None;
}

/// `ACTION EUR-12`, a blank line, and `INFO  OCT-01  ISO-00  /035 R` on as many lines as it needs.
fn distribution(block: &Distribution<'_>) -> Vec<String> {
    let pair = |office: &OfficeCopies<'_>| format!("{}-{:02}", office.office, office.copies);
    let action: Vec<String> = block.action.iter().map(pair).collect();
    let mut lines = vec![format!("ACTION {}", action.join("  ")), String::new()];
    let total = block.total.map(|total| format!("/{total:03} R"));
    let mut line = String::from("INFO");
    for word in block.info.iter().map(pair).chain(total) {
        if line.len() + 2 + word.len() > BLOCK_COLUMNS_MAX {
            lines.push(std::mem::replace(&mut line, String::from("    ")));
        }
        line.push_str("  ");
        line.push_str(&word);
    }
    lines.push(line);
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
