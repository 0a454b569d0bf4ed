//! Texts of the State archive of 1973-79.

use std::borrow::Cow;

use super::body::{Body, Style};
use super::draw::Draw;
use super::moment::Moment;
use super::posts::{DEPARTMENT, Post, posts};
use super::words::{MATTER_TAILS, MATTERS, NAMES, PLACES, TAGS};
use super::{Draft, lines_of_text, text};
use crate::message::{
    Addressee, Attribute, Cable, ClassLine, Classification, Dialect, Distribution, DistributionKind,
    Drafting, DualPrecedence, ExecutiveOrder, MessageReference, OfficeCopies, Originator, Precedence,
    Reference, ReferenceKind, RelayCounter,
};

/// Offices of the Department that get copies.
const OFFICES: [&str; 20] = [
    "OCT", "ISO", "EUR", "EA", "NEA", "AF", "ARA", "SS", "NSC", "SP", "CIAE", "DODE", "NSAE", "USIA", "EB",
    "COME", "TRSE", "AGR", "STR", "CU",
];

/// Draws a document.
pub(super) fn draft(draw: &mut Draw) -> Draft {
    let moment = Moment::draw(draw, 1973, 1979);
    let outgoing = draw.happens(400);
    let sender = if outgoing { DEPARTMENT } else { draw.one(posts()) };
    let number = u32::try_from(draw.between(100, if outgoing { 310_000 } else { 9_999 })).unwrap_or(100);
    let (level, word) = match draw.below(10) {
        0..5 => (Classification::Unclassified, "UNCLAS"),
        5 | 6 => (Classification::LimitedOfficialUse, "LIMITED OFFICIAL USE"),
        7 | 8 => (Classification::Confidential, "C O N F I D E N T I A L"),
        _ => (Classification::Secret, "S E C R E T"),
    };
    let mut fields = Cable { dialect: Dialect::Archive1973, ..Cable::default() };
    address(draw, &mut fields, sender);
    fields.dtg = Some(moment.group(Vec::new()));
    fields.classification = Some(ClassLine { level, text: text(word), caveats: Vec::new() });
    fields.mrn = Some(MessageReference {
        station: text(sender.station),
        number,
        year: Some(moment.year),
        id: Some(MessageReference::id(moment.year, sender.station, number)),
    });
    fields.distribution = Some(distribution(draw, outgoing));
    if outgoing {
        let by = |draw: &mut Draw| {
            Cow::Owned(format!("{}/RES:{}", draw.one(&["INR", "EUR", "OES"]), draw.one(&NAMES)))
        };
        let cleared = (0..draw.below(3)).map(|_| by(draw)).collect();
        fields.drafting = Some(Box::new(Drafting {
            drafted_by: vec![by(draw)],
            approved_by: vec![by(draw)],
            cleared_by: cleared,
        }));
    }
    fields.relay_counter = Some(relay_counter(draw, moment));
    let order = text("11652");
    let exempt = if level == Classification::Unclassified { "N/A" } else { "GDS" };
    fields.executive_order = Some(ExecutiveOrder { order, text: text(exempt), declassify_on: None });
    let (count, places) = (draw.between(1, 4), draw.between(1, 2));
    let tags = draw.some(&TAGS, count).into_iter().chain(draw.some(&PLACES, places));
    fields.tags = tags.map(text).collect();
    fields.subject = Some(Cow::Owned([draw.one(&MATTERS), draw.one(&MATTER_TAILS)].concat()));
    if draw.happens(500) {
        let post = if draw.happens(500) { DEPARTMENT } else { draw.one(posts()) };
        let cited = u32::try_from(draw.between(100, 9_999)).unwrap_or(100);
        let id = MessageReference::id(moment.year, post.station, cited);
        let written = Cow::Owned(format!("{} {cited:04}", post.station));
        fields.references =
            vec![Reference { label: None, kind: ReferenceKind::Cable, text: written, id: Some(id) }];
    }
    fields.end = draw.happens(800).then(|| text(if draw.happens(500) { "NNN" } else { "NNNN" }));
    if draw.happens(400) {
        fields.attributes = attributes(draw, sender, number, moment.year);
    }
    let lines = lines_of_text(draw).min(300);
    let style = Style { columns: 60, capitals: true, blank: "", portions: &[], lines };
    let signed = draw.happens(900);
    let body = Body::draw(draw, style, None, signed);
    Draft { fields, body }
}

fn address(draw: &mut Draw, fields: &mut Cable<'static>, sender: Post) {
    let highest = match draw.below(10) {
        0 => Precedence::Immediate,
        1..4 => Precedence::Priority,
        _ => Precedence::Routine,
    };
    let outgoing = sender == DEPARTMENT;
    let addressee = |draw: &mut Draw, post: Post| Addressee {
        plad: text(post.plad),
        precedence: (highest > Precedence::Routine && draw.happens(500)).then_some(highest),
        number: (!outgoing && draw.happens(500)).then(|| u32::try_from(draw.below(10_000)).unwrap_or(0)),
        ..Addressee::default()
    };
    let count = draw.between(1, 4);
    let mut called = draw.some(posts(), count);
    called.retain(|post| *post != sender);
    // Two posts of one name read as one that was sent twice.
    called.dedup_by_key(|post| post.plad);
    if !outgoing || called.is_empty() {
        called.insert(0, if outgoing { posts().first().copied().unwrap_or_default() } else { DEPARTMENT });
    }
    let to = draw.between(1, called.len());
    let mut read: Vec<Addressee<'static>> = called.iter().map(|post| addressee(draw, *post)).collect();
    fields.info = read.split_off(to.min(read.len()));
    fields.to = read;
    fields.precedence = Some(DualPrecedence { action: highest, info: None });
    fields.from = Some(Originator { indicator: None, plad: text(sender.plad), office: None });
}

fn distribution(draw: &mut Draw, outgoing: bool) -> Distribution<'static> {
    let copies = |office: &'static str, draw: &mut Draw| OfficeCopies {
        office: text(office),
        copies: u16::try_from(draw.below(16)).unwrap_or(0),
    };
    let action = vec![copies(draw.one(&["EUR", "EA", "NEA", "AF", "ARA", "OES"]), draw)];
    let count = draw.between(2, 14);
    let offices = draw.some(&OFFICES, count);
    let info: Vec<OfficeCopies<'static>> = offices.into_iter().map(|office| copies(office, draw)).collect();
    let total = action.iter().chain(&info).map(|office| office.copies).sum();
    Distribution {
        kind: Some(if outgoing { DistributionKind::Origin } else { DistributionKind::Action }),
        action,
        info,
        total: Some(total),
        letter: draw.happens(800).then(|| if draw.happens(700) { 'R' } else { 'W' }),
        mark: draw.happens(400).then(|| Cow::Owned(draw.between(10, 99).to_string())),
    }
}

fn relay_counter(draw: &mut Draw, moment: Moment) -> RelayCounter<'static> {
    let counter = u32::try_from(draw.below(1_000_000)).ok();
    if moment.year < 1977 {
        return RelayCounter { counter, filed: None, copies: None };
    }
    let filed = moment.stamp(draw.between(2, 300));
    let copies = u16::try_from(draw.below(60)).ok();
    RelayCounter { counter, filed: Some(Cow::Owned(filed)), copies }
}

fn attributes(draw: &mut Draw, sender: Post, number: u32, year: i16) -> Vec<Attribute<'static>> {
    let station: String = sender.station.split(' ').collect();
    let number = Cow::Owned(format!("{year}{station}{number:05}"));
    let pairs: [(&str, Cow<'static, str>); 7] = [
        ("Capture Date", text("01 JAN 1994")),
        ("Current Classification", text("UNCLASSIFIED")),
        ("Document Number", number),
        ("Document Source", text("CORE")),
        ("Film Number", Cow::Owned(format!("D{}{:05}", year.rem_euclid(100), draw.below(100_000)))),
        ("Locator", text("TEXT ON-LINE")),
        ("Status", text("NATIVE")),
    ];
    pairs.into_iter().map(|(key, value)| Attribute { key: text(key), value }).collect()
}
