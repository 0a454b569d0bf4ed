//! The lines that open the text: classification line, captions, E.O., CLASSIFIED BY, TAGS, SUBJECT, REF.
//!
//! Each function gives the lines of one part without line ends, and none where the cable lacks the part.

use crate::decode::labelled;
use crate::message::{
    Cable, ClassLine, Classification, ClassifiedBy, Cryptopart, Dialect, ExecutiveOrder, MessageForm,
    MessageReference, Reference, Section, limits,
};

/// The first line of the text: class, caveats, section, message reference number (spec of format line 12):
/// `UNCLAS SECTION 01 OF 04 STATE 097951`.
pub(crate) fn class_line(cable: &Cable<'_>) -> Vec<String> {
    let mut words: Vec<String> = cable.classification.iter().flat_map(class_words).collect();
    words.extend(cable.section.map(|section| section_label(section, cable.dialect)));
    words.extend(cable.part.map(part_label));
    words.extend(cable.mrn.as_ref().map(reference_number));
    if is_service(cable) {
        words.push(String::from(SERVICE));
        words.extend(cable.service.iter().map(ToString::to_string));
    }
    if words.is_empty() { Vec::new() } else { vec![words.join(" ")] }
}

/// The word behind the class by which operators tell their own messages from those of others (ACP 127(G) 405c).
const SERVICE: &str = "SVC";

/// Whether operators of stations that are not connected speak to each other: `UNCLAS SVC INT ZDK RUFDAE 145 21/1352`.
pub(crate) fn is_service(cable: &Cable<'_>) -> bool {
    cable.classification.is_some() && cable.captions.first().is_some_and(|caption| caption == SERVICE)
}

/// Whether the operators of two connected stations speak to each other: their signals stand right below the heading,
/// without break and class (ACP 127(G) 405b).
pub(crate) fn is_between_stations(cable: &Cable<'_>) -> bool {
    cable.form == Some(MessageForm::StationService)
        || (cable.classification.is_none() && !cable.service.is_empty())
}

fn class_words(line: &ClassLine<'_>) -> impl Iterator<Item = String> {
    let word = if line.text.is_empty() { class_word(line.level).to_owned() } else { line.text.to_string() };
    std::iter::once(word).chain(line.caveats.iter().map(ToString::to_string))
}

/// The class as first word of the text; those above RESTRICTED are spelled with blanks (ACP 127(G) 209).
pub(crate) const fn class_word(level: Classification) -> &'static str {
    match level {
        Classification::Unclassified => "UNCLAS",
        Classification::Restricted => "R E S T R I C T E D",
        Classification::LimitedOfficialUse => "LIMITED OFFICIAL USE",
        Classification::Confidential => "C O N F I D E N T I A L",
        Classification::Secret => "S E C R E T",
        Classification::TopSecret => "T O P S E C R E T",
    }
}

/// `SECTION 01 OF 04` where State writes it, `SECTION 1 OF 4` elsewhere, or `FINAL SECTION OF 4` (ACP 127(G) 208e).
pub(crate) fn section_label(section: Section, dialect: Dialect) -> String {
    let Section { number, of, last } = section;
    match dialect {
        _ if last => format!("FINAL SECTION OF {of}"),
        Dialect::Acp127 | Dialect::Acp127Modified | Dialect::Janap128 | Dialect::Archive1973 => {
            format!("SECTION {number} OF {of}")
        }
        _ => format!("SECTION {number:02} OF {of:02}"),
    }
}

/// `PART ONE OF TWO`, `FINAL PART OF TWO` (ACP 127(G) 208e).
fn part_label(part: Cryptopart) -> String {
    const WORDS: [&str; 10] = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"];
    let word = |number: u8| {
        let spelled = usize::from(number).checked_sub(1).and_then(|at| WORDS.get(at));
        spelled.map_or_else(|| number.to_string(), ToString::to_string)
    };
    let of = word(part.of);
    if part.last { format!("FINAL PART OF {of}") } else { format!("PART {} OF {of}", word(part.number)) }
}

fn reference_number(mrn: &MessageReference<'_>) -> String {
    format!("{} {:06}", mrn.station, mrn.number)
}

/// `E.O. 12958: N/A`
pub(crate) fn executive_order(line: &ExecutiveOrder<'_>) -> Vec<String> {
    vec![format!("E.O. {}: {}", line.order, line.text)]
}

/// `CLASSIFIED BY: ...` on as many lines as it needs.
pub(crate) fn classified_by(line: &ClassifiedBy<'_>) -> Vec<String> {
    fold(&format!("CLASSIFIED BY: {}", line.text))
}

/// `TAGS: KCRM KWMN` on as many lines as they need.
pub(crate) fn tags(tags: &[impl AsRef<str>]) -> Vec<String> {
    let words: Vec<&str> = tags.iter().map(AsRef::as_ref).collect();
    if words.is_empty() { Vec::new() } else { fold(&format!("TAGS: {}", words.join(" "))) }
}

/// `SUBJECT: ...` on as many lines as it needs.
pub(crate) fn subject(subject: &str) -> Vec<String> {
    fold(&format!("SUBJECT: {subject}"))
}

/// `REF: A. 2008 STATE 132759`, further references below the first.
pub(crate) fn references(references: &[Reference<'_>]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::with_capacity(references.len());
    for reference in references {
        let margin = if lines.is_empty() { "REF:" } else { "    " };
        let label = reference.label.as_ref().map(|label| format!(" {label}.")).unwrap_or_default();
        lines.push(format!("{margin}{label} {}", reference.text));
    }
    lines
}

/// Breaks a line where one blank stands between two words, so that lines joined by one blank give it back.
fn fold(line: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = line;
    while let Some(cut) = cut(rest) {
        lines.push(rest.get(..cut).unwrap_or_default().to_owned());
        rest = rest.get(cut + 1..).unwrap_or_default();
    }
    lines.push(rest.to_owned());
    lines
}

/// The last place within the width of a text line where it may be broken, else the first one beyond it.
fn cut(line: &str) -> Option<usize> {
    if line.len() <= limits::TEXT_COLUMNS_MAX {
        return None;
    }
    (1..=limits::TEXT_COLUMNS_MAX)
        .rev()
        .find(|&at| may_break(line.as_bytes(), at))
        .or_else(|| (limits::TEXT_COLUMNS_MAX..line.len()).find(|&at| may_break(line.as_bytes(), at)))
}

/// Whether a single blank stands here, and what would be the next line opens nothing of its own, as `EO 12958` would.
fn may_break(line: &[u8], at: usize) -> bool {
    let is_blank = |at: usize| line.get(at).is_none_or(|&byte| byte == b' ');
    let single = line.get(at) == Some(&b' ') && !is_blank(at - 1) && !is_blank(at + 1);
    single && {
        let below = line.get(at + 1..).unwrap_or_default();
        labelled::goes_on(below.get(..limits::TEXT_COLUMNS_MAX).unwrap_or(below))
    }
}
