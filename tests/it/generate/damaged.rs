//! Damaged cables: no panic, no byte lost, and no field wrong but those of the struck line.

use std::collections::BTreeSet;
use std::fmt::Write;

use torntape::corpus::{Corpus, Damage, DamageKind};
use torntape::decode::{Layout, Part};
use torntape::message::{Cable, Dialect};
use torntape::{Decoder, decode, encode};

use super::{bare, cables, differences};

/// How many cables of one class came out how.
#[derive(Debug, Default)]
struct Count {
    struck: u32,
    /// All fields as before the damage.
    mended: u32,
    /// The struck line lost a field, and a finding says so.
    told: u32,
    /// The struck line reads otherwise, as good as any: one figure for another.
    unnoticed: u32,
    /// Another field is wrong.
    spilled: u32,
}

/// The fields that a part carries, and those that follow from them.
fn fields_of(part: Part) -> &'static [&'static str] {
    match part {
        Part::Transmission => &["transmission"],
        // Format line 2 of JANAP 128 says what format lines 3 and 4 say elsewhere.
        Part::Call => &["call", "origin", "janap", "call_signs"],
        Part::Origin => &["origin", "section"],
        Part::Security => &["security"],
        // Years come from the date-time group.
        Part::Preamble => &["precedence", "dtg", "origin", "mrn", "references"],
        Part::From => &["from"],
        Part::To => &["to"],
        Part::Info => &["info"],
        Part::Exempt => &["exempt", "info"],
        Part::Prefix => &["accounting", "group_count"],
        // What stands above a pilot's heading tells which headings are pilots at all.
        Part::Pilot => &["pilots", "transmission", "call", "origin", "security"],
        Part::Readdressed => &["readdressed", "precedence", "dtg", "from", "to", "info", "exempt"],
        // The text of a service message begins on the line of its class; the form of a message follows from it.
        Part::ClassLine => &["classification", "section", "mrn", "captions", "service", "part", "form"],
        Part::Service => &["service", "captions", "form"],
        Part::Correction => &["corrections"],
        Part::Captions => &["captions"],
        Part::Passing => &["passing", "captions"],
        Part::ExecutiveOrder => &["executive_order"],
        Part::ClassifiedBy => &["classified_by"],
        Part::Tags => &["tags"],
        Part::Subject => &["subject"],
        Part::References => &["references"],
        Part::Distribution => &["distribution"],
        Part::Drafting => &["drafting"],
        Part::RelayCounter => &["relay_counter"],
        _ => &[],
    }
}

/// The fields of the lines that the damage touches.
fn struck(clean: &[u8], damage: &Damage) -> BTreeSet<&'static str> {
    let mut layout = Layout::default();
    Decoder::new().cable_traced(clean, &mut layout);
    let end = damage.offset + damage.before.len().max(1);
    let line_start = clean[..damage.offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line_end = end + clean[end.min(clean.len())..].iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let touched = layout.parts.iter().filter(|(_, place)| place.start <= line_end && place.end >= line_start);
    touched.flat_map(|(part, _)| fields_of(*part)).copied().collect()
}

/// A cable whose corrections lie nowhere: damage above them moves them.
fn set(mut cable: Cable<'_>) -> Cable<'_> {
    for correction in &mut cable.corrections {
        (correction.line, correction.offset) = (0, 0);
    }
    cable
}

fn promises(input: &[u8], read: &[Cable<'_>]) {
    let mut end = 0;
    for cable in read {
        let source = &cable.source;
        assert!(source.offset >= end && source.length > 0, "cables lie in order and apart");
        end = source.offset + source.length;
        assert_eq!(encode::encode(cable), &input[source.offset..end], "a cable is written as it was");
        let header = source.offset..source.offset + cable.coverage.header_bytes;
        let mut marked = vec![false; cable.coverage.header_bytes];
        for diagnostic in &cable.diagnostics {
            for at in
                (diagnostic.offset..diagnostic.offset + diagnostic.length).filter(|at| header.contains(at))
            {
                marked[at - header.start] = true;
            }
        }
        let marked = marked.iter().filter(|marked| **marked).count();
        let left_out = cable.diagnostics.iter().any(|diagnostic| diagnostic.code.as_str() == "T0007");
        assert!(
            cable.coverage.attributed_bytes + marked >= header.len() || left_out,
            "a byte of the header is neither in a field nor under a finding:\n{}",
            String::from_utf8_lossy(&input[header])
        );
    }
}

/// Strikes cables of a dialect with one class of damage, and counts what came of it.
fn count(dialect: Dialect, kind: DamageKind, examples: &mut String) -> Count {
    let clean = Corpus::new(5).dialect(dialect);
    let hurt = clean.damage(1.0).damage_kind(kind);
    let mut count = Count::default();
    for place in 0..cables(150).min(200_000) {
        let sample = hurt.sample(place);
        let ([damage], [truth]) = (sample.damages.as_slice(), sample.truth.as_slice()) else { continue };
        let read = decode(&sample.bytes);
        promises(&sample.bytes, &read);
        count.struck += 1;
        let fields = struck(&clean.sample(place).bytes, damage);
        let places = ["source", "coverage", "diagnostics", "pages", "paragraphs", "dialect", "signature"];
        let told = |name: &str| !places.contains(&name);
        // Where the slip makes two cables of one, the first is what is left.
        let Some(first) = read.first().cloned() else { continue };
        let said = !first.diagnostics.is_empty();
        let differing: Vec<_> = differences(&set(truth.clone()), &set(bare(first)))
            .into_iter()
            .filter(|(name, ..)| told(name))
            .collect();
        let spilled: Vec<_> = differing.iter().filter(|(name, ..)| !fields.contains(name.as_str())).collect();
        match (differing.is_empty(), spilled.is_empty(), said) {
            (true, ..) => count.mended += 1,
            (_, false, _) => {
                count.spilled += 1;
                if count.spilled <= 3 {
                    _ = writeln!(examples, "{dialect:?} cable {place}: {damage:?}, struck {fields:?}");
                    for (name, made, read) in spilled {
                        _ = writeln!(examples, "  {name}\n    made {made}\n    read {read}");
                    }
                }
            }
            (.., true) => count.told += 1,
            _ => count.unnoticed += 1,
        }
    }
    count
}

#[expect(clippy::print_stdout, reason = "`--no-capture` shows the table of a long run")]
/// A cut takes what stood behind it, and a lost line end may run two fields into one: those are not counted here.
fn damage_costs_its_own_line(dialect: Dialect, most_spilled_percent: u32) {
    let mut table = format!(
        "{dialect:?}\n{:16}{:>8}{:>8}{:>8}{:>10}{:>8}\n",
        "", "struck", "mended", "told", "unnoticed", "spilled"
    );
    let mut examples = String::new();
    let mut worst = Vec::new();
    for kind in DamageKind::ALL {
        let count = count(dialect, kind, &mut examples);
        let Count { struck, mended, told, unnoticed, spilled } = count;
        _ = writeln!(
            table,
            "{:16}{struck:>8}{mended:>8}{told:>8}{unnoticed:>10}{spilled:>8}",
            format!("{kind:?}")
        );
        if kind != DamageKind::Truncated && spilled * 100 > most_spilled_percent * struck {
            worst.push(kind);
        }
    }
    println!("{table}\n{examples}");
    assert!(worst.is_empty(), "{worst:?} cost more than their own line:\n{table}\n{examples}");
}

macro_rules! dialects {
    ($($name:ident $dialect:ident $percent:literal)*) => {$(
        #[test]
        fn $name() {
            damage_costs_its_own_line(Dialect::$dialect, $percent);
        }
    )*};
}

// The share that may spill, of the class that spills most. What remains today: a line end lost inside a pilot or a
// readdressed heading, which is then none; a word of the archive in the other shift; an opening of a list that lost more
// than one letter.
dialects! {
    damage_to_a_state_cable_costs_its_own_line Acp127State 4
    damage_to_a_military_message_costs_its_own_line Acp127 12
    damage_to_a_modified_message_costs_its_own_line Acp127Modified 12
    damage_to_a_janap_message_costs_its_own_line Janap128 6
    damage_to_a_headless_text_costs_its_own_line Headless 4
    damage_to_an_archive_text_costs_its_own_line Archive1973 8
}
