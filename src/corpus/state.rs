//! Cables of the State Department.

use std::borrow::Cow;

use jiff::civil::Date;

use super::body::{Body, Style, sections};
use super::draw::Draw;
use super::moment::Moment;
use super::posts::{COLLECTIVES, DEPARTMENT, OTHERS, Post, posts};
use super::words::{MATTER_TAILS, MATTERS, NAMES, OFFICES, PLACES, TAGS};
use super::{Draft, lines_of_text, text};
use crate::message::{
    Addressee, Cable, Call, ClassLine, Classification, ClassifiedBy, Dialect, DualPrecedence, ExecutiveOrder,
    MessageReference, Origin, Originator, Precedence, Reference, ReferenceKind, RoutingIndicator, Section,
    Security, SecuritySignal, Transmission, Validation,
};

/// Draws a cable as archives of 2003 to 2010 keep it.
pub(super) fn draft(draw: &mut Draw) -> Draft {
    let moment = Moment::draw(draw, 2003, 2010);
    let sender = if draw.happens(350) { DEPARTMENT } else { draw.one(posts()) };
    let level = level(draw);
    let number =
        u32::try_from(draw.between(1, if sender == DEPARTMENT { 135_000 } else { 4_200 })).unwrap_or(1);
    let lines = lines_of_text(draw);
    let of = sections(lines);
    let mut fields = Cable { dialect: Dialect::Acp127State, ..Cable::default() };
    address(draw, &mut fields, sender);
    procedure(draw, &mut fields, sender, number, of, moment);
    opening(draw, &mut fields, sender, number, level, moment);
    fields.section = (of > 1).then_some(Section { number: 1, of, last: false });
    let guarded = fields.captions.iter().any(|caption| caption == "SENSITIVE");
    let whole = draw.happens(150);
    if whole {
        fields.validation = fields
            .origin
            .as_ref()
            .and_then(|origin| origin.serial.clone())
            .map(|serial| Validation { serial });
        fields.end = Some(text("NNNN"));
    }
    let style = Style {
        columns: draw.between(55, 64),
        capitals: draw.happens(120),
        blank: if draw.happens(700) { " " } else { "" },
        portions: match (level, guarded) {
            (Classification::Unclassified, false) => &[],
            (Classification::Unclassified, true) => &["SBU", "U", "SBU"],
            (Classification::Confidential, _) => &["C", "U", "SBU", "C"],
            _ => &["S", "C", "U"],
        },
        lines,
    };
    let id = format!("{} {number:08}", sender.station);
    let signed = draw.happens(800);
    let body = Body::draw(draw, style, Some((&id, of)), signed);
    Draft { fields, body }
}

fn level(draw: &mut Draw) -> Classification {
    match draw.below(100) {
        0..60 => Classification::Unclassified,
        60..93 => Classification::Confidential,
        _ => Classification::Secret,
    }
}

/// Format lines 1 to 4.
fn procedure(
    draw: &mut Draw,
    fields: &mut Cable<'static>,
    sender: Post,
    number: u32,
    of: u8,
    moment: Moment,
) {
    let channel = channel(draw);
    let count = u32::try_from(draw.between(1, 9999)).unwrap_or(1);
    fields.transmission = Some(Transmission {
        id: Cow::Owned(format!("VZCZC{channel}{count:04}")),
        channel: Some(Cow::Owned(channel)),
        number: Some(count),
        prosign: None,
        earlier: Vec::new(),
    });
    // The copy of one branch calls some of the stations that the address names.
    let mut called: Vec<RoutingIndicator<'static>> = Vec::new();
    for addressee in fields.to.iter().chain(&fields.info) {
        let Some(indicator) = addressee.indicator.clone().filter(|_| !addressee.served) else { continue };
        if !called.contains(&indicator) && (called.is_empty() || draw.happens(700)) {
            called.push(indicator);
        }
    }
    let highest = fields.precedence.map(|precedence| precedence.action);
    fields.call = Some(Call { precedence: highest, indicators: called });
    let minutes = draw.between(2, 58);
    let (day, time, filed) = moment.filed(minutes);
    fields.origin = Some(Origin {
        indicator: RoutingIndicator::read(sender.indicator),
        serial: Some(Cow::Owned(format!("{:04}", number % 10_000))),
        section: (of > 1).then_some(1),
        day: Some(day),
        day_of_month: false,
        time: Some(time),
        filed: Some(filed),
    });
}

/// Three letters; the last one of State's channels is I, O or Z.
pub(super) fn channel(draw: &mut Draw) -> String {
    const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letters = [draw.one(LETTERS), draw.one(LETTERS), draw.one(b"IOZ")];
    letters.into_iter().map(char::from).collect()
}

/// Format line 4.
fn security(draw: &mut Draw, level: Classification, efto: bool) -> Security<'static> {
    let letter = match level {
        Classification::Unclassified if efto => 'E',
        Classification::Unclassified => 'U',
        Classification::Confidential => 'C',
        _ => 'S',
    };
    let clear = letter == 'U';
    let signals: &[&str] = draw.one(&[&["ZZH"], &["ZZH"], &["ZZK"], &[][..], &["ZZH", "ZFR"]]);
    Security {
        signal: Some(if clear { SecuritySignal::Znr } else { SecuritySignal::Zny }),
        marking: Some(Cow::Owned(std::iter::repeat_n(letter, 5).collect())),
        classification: Some(level),
        release: None,
        handling: None,
        operating_signals: signals.iter().copied().map(text).collect(),
    }
}

/// Format lines 5 to 9.
fn address(draw: &mut Draw, fields: &mut Cable<'static>, sender: Post) {
    let highest = draw.one(&[
        Some(Precedence::Priority),
        Some(Precedence::Routine),
        Some(Precedence::Immediate),
        Some(Precedence::Priority),
    ]);
    let highest = highest.unwrap_or(Precedence::Routine);
    let dual = highest > Precedence::Routine && draw.happens(200);
    let action = draw.between(1, 3);
    let mut to: Vec<Post> = if sender == DEPARTMENT { Vec::new() } else { vec![DEPARTMENT] };
    if sender == DEPARTMENT || draw.happens(250) {
        to.extend(draw.some(posts(), action));
    }
    let count = [0, 1, 2, 4, 8, 14].get(draw.below(6)).copied().unwrap_or(0);
    let mut info = draw.some(posts(), count);
    if draw.happens(300) {
        let count = draw.between(1, 3);
        info.extend(draw.some(&OTHERS, count));
    }
    // Some posts have two routing indicators under one name: a line that stands twice was sent twice.
    to.dedup_by_key(|post| post.plad);
    info.dedup_by_key(|post| post.plad);
    info.retain(|post| !to.contains(post) && *post != sender);
    to.retain(|post| *post != sender);
    if to.is_empty() {
        to.push(if sender == DEPARTMENT { posts().first().copied().unwrap_or_default() } else { DEPARTMENT });
        info.retain(|post| !to.contains(post));
    }
    let least = if dual { Precedence::Routine } else { highest };
    fields.to = to.iter().map(|post| addressee(draw, *post, highest)).collect();
    fields.info = info.iter().map(|post| addressee(draw, *post, least)).collect();
    if draw.happens(120) {
        let collective = draw.one(&COLLECTIVES);
        let mut many = addressee(draw, collective, least);
        (many.collective, many.number, many.night_action) = (true, None, false);
        if draw.happens(500) {
            let count = draw.between(1, 3);
            many.exempt = draw.some(posts(), count).iter().map(|post| text(post.plad)).collect();
            // Some posts have two routing indicators under one name.
            many.exempt.dedup();
        }
        fields.info.insert(0, many);
    }
    let info = (dual && !fields.info.is_empty()).then_some(Precedence::Routine);
    fields.precedence = Some(DualPrecedence { action: highest, info });
    fields.from = Some(Originator { indicator: None, plad: text(sender.plad), office: None });
}

fn addressee(draw: &mut Draw, post: Post, highest: Precedence) -> Addressee<'static> {
    let word = draw.happens(700);
    let night_action = word && highest == Precedence::Immediate && draw.happens(100);
    let number = draw.happens(900).then(|| u32::try_from(draw.below(10_000)).unwrap_or(0));
    Addressee {
        indicator: RoutingIndicator::read(post.indicator),
        plad: text(post.plad),
        precedence: word.then_some(highest),
        night_action,
        number,
        ..Addressee::default()
    }
}

/// Format line 12 down to the references.
fn opening(
    draw: &mut Draw,
    fields: &mut Cable<'static>,
    sender: Post,
    number: u32,
    level: Classification,
    moment: Moment,
) {
    let clear = level == Classification::Unclassified;
    let efto = clear && draw.happens(20);
    fields.security = Some(security(draw, level, efto));
    let signals = if draw.happens(30) { vec![text("ZEX")] } else { Vec::new() };
    fields.dtg = Some(moment.group(signals));
    let word = match level {
        Classification::Unclassified => "UNCLAS",
        Classification::Confidential => "C O N F I D E N T I A L",
        _ => "S E C R E T",
    };
    let caveats = if efto { vec![text("EFTO")] } else { Vec::new() };
    fields.classification = Some(ClassLine { level, text: text(word), caveats });
    fields.mrn = Some(MessageReference {
        station: text(sender.station),
        number,
        year: Some(moment.year),
        id: Some(MessageReference::id(moment.year, sender.station, number)),
    });
    if clear && draw.happens(500) {
        fields.captions.push(text("SENSITIVE"));
    }
    let caption =
        ["SIPDIS", "SIPDIS", "NOFORN", "EXDIS", "STADIS", ""].get(draw.below(6)).copied().unwrap_or("");
    if !caption.is_empty() {
        fields.captions.push(text(caption));
    }
    if draw.happens(80) {
        let passing = ["DEPT FOR EUR/RUS", "PASS TO LIBRARY DESK", "FOR THE HARBOUR OFFICE FROM THE CONSUL"];
        fields.passing.push(text(passing.get(draw.below(3)).copied().unwrap_or("DEPT FOR EUR/RUS")));
    }
    executive_order(draw, fields, clear, moment);
    fields.tags = {
        let count = draw.between(1, 8);
        let places = draw.between(0, 2);
        let tags = draw.some(&TAGS, count).into_iter().chain(draw.some(&PLACES, places));
        tags.map(text).collect()
    };
    let subject = [draw.one(&MATTERS), draw.one(&MATTER_TAILS)].concat();
    fields.subject = Some(Cow::Owned(subject));
    references(draw, fields, moment.year);
}

fn executive_order(draw: &mut Draw, fields: &mut Cable<'static>, clear: bool, moment: Moment) {
    let order = text(if moment.year >= 2010 { "13526" } else { "12958" });
    if clear {
        fields.executive_order = Some(ExecutiveOrder { order, text: text("N/A"), declassify_on: None });
        return;
    }
    let (month, day, years) = (draw.between(1, 12), draw.between(1, 28), draw.between(5, 25));
    let year = moment.year + i16::try_from(years).unwrap_or(10);
    let small = |number: usize| i8::try_from(number).unwrap_or(1);
    fields.executive_order = Some(ExecutiveOrder {
        order,
        text: Cow::Owned(format!("DECL: {month:02}/{day:02}/{year:04}")),
        declassify_on: Date::new(year, small(month), small(day)).ok(),
    });
    let name = format!("{} {}", draw.one(&OFFICES), draw.one(&NAMES));
    let (written, reasons): (&str, &[&str]) = match draw.below(3) {
        0 => ("REASON 1.4(b)", &["1.4(b)"]),
        1 => ("REASONS 1.4(b) AND 1.4(d)", &["1.4(b)", "1.4(d)"]),
        _ => ("REASONS 1.5 (b) and (d)", &["1.5(b)", "1.5(d)"]),
    };
    fields.classified_by = Some(ClassifiedBy {
        text: Cow::Owned(format!("{name}, {written}")),
        name: Cow::Owned(name),
        reasons: reasons.iter().copied().map(text).collect(),
    });
}

/// The REF list: cables mostly, now and then something else.
fn references(draw: &mut Draw, fields: &mut Cable<'static>, year: i16) {
    let count = [0, 0, 1, 1, 2, 3, 5].get(draw.below(7)).copied().unwrap_or(0);
    for (at, letter) in ('A'..='Z').take(count).enumerate() {
        let label = (count > 1).then(|| Cow::Owned(letter.to_string()));
        let reference = if at > 0 && draw.happens(150) {
            let (kind, written) = match draw.below(3) {
                0 => (ReferenceKind::Email, "KELLSWICK-OARSMAN EMAIL OF MAY 4"),
                1 => (ReferenceKind::Document, "LETTER OF THE HARBOUR OFFICE"),
                _ => (ReferenceKind::Dtg, "SECDEF R162245Z OCT 08"),
            };
            Reference { label, kind, text: text(written), id: None }
        } else {
            let post = if draw.happens(500) { DEPARTMENT } else { draw.one(posts()) };
            let named = year - i16::try_from(draw.below(3)).unwrap_or(0);
            let number = u32::try_from(draw.between(1, 99_999)).unwrap_or(1);
            let (written, of_year) = match draw.below(3) {
                0 => (format!("{named:04} {} {number:06}", post.station), named),
                1 => (format!("{:02} {} {number}", named.rem_euclid(100), post.station), named),
                _ => (format!("{} {}", post.station, number.max(100)), year),
            };
            let number = if written.ends_with(&number.to_string()) { number } else { number.max(100) };
            let id = MessageReference::id(of_year, post.station, number);
            Reference { label, kind: ReferenceKind::Cable, text: Cow::Owned(written), id: Some(id) }
        };
        fields.references.push(reference);
    }
}
