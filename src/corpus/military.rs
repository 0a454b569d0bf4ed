//! Messages of military networks: ACP 127, that of the US supplement, JANAP 128 and ACP 126.

use std::borrow::Cow;

use super::body::{Body, Style};
use super::draw::Draw;
use super::moment::Moment;
use super::posts::{Post, STATIONS};
use super::state::channel;
use super::{Draft, lines_of_text, text};
use crate::encode::fit;
use crate::message::{
    Addressee, Cable, Call, ClassLine, Classification, Dialect, DualPrecedence, Origin, Originator,
    Precedence, RoutingIndicator, Security, SecurityProsign, SecuritySignal, Transmission,
};

/// Draws a message of one of these dialects.
pub(super) fn draft(draw: &mut Draw, dialect: Dialect) -> Draft {
    let (first, last) = match dialect {
        Dialect::Janap128 => (1975, 1999),
        _ => (1988, 2016),
    };
    let moment = Moment::draw(draw, first, last);
    let level = match draw.below(10) {
        0..5 => Classification::Unclassified,
        5 | 6 => Classification::Restricted,
        7 | 8 => Classification::Confidential,
        _ => Classification::Secret,
    };
    let mut fields = Cable { dialect, ..Cable::default() };
    let sender = draw.one(&STATIONS);
    address(draw, &mut fields, sender, dialect);
    let signals = if draw.happens(50) { vec![text("ZEX")] } else { Vec::new() };
    fields.dtg = Some(moment.group(signals));
    fields.security = Some(security(draw, level));
    procedure(draw, &mut fields, sender, moment, dialect);
    let word = match level {
        Classification::Unclassified => "UNCLAS",
        Classification::Restricted => "R E S T R I C T E D",
        Classification::Confidential => "C O N F I D E N T I A L",
        _ => "S E C R E T",
    };
    fields.classification = Some(ClassLine { level, text: text(word), caveats: Vec::new() });
    let style = Style {
        columns: 69,
        capitals: true,
        blank: "",
        portions: &[],
        // One in three is long enough for sections.
        lines: if draw.happens(650) { draw.between(3, 60) } else { lines_of_text(draw).min(400) },
    };
    let body = Body::draw(draw, style, None, false);
    let fields = fit(&fields, dialect, &mut Vec::new());
    Draft { fields, body }
}

/// Format lines 1 to 3.
fn procedure(draw: &mut Draw, fields: &mut Cable<'static>, sender: Post, moment: Moment, dialect: Dialect) {
    let channel = channel(draw);
    let number = u32::try_from(draw.between(1, 999)).unwrap_or(1);
    let manual = dialect == Dialect::Acp127 && draw.happens(200);
    let start = if manual { "" } else { "VZCZC" };
    let clear =
        fields.classification.as_ref().is_none_or(|class| class.level == Classification::Unclassified);
    let prosign = if clear { SecurityProsign::Unclassified } else { SecurityProsign::Approved };
    fields.transmission = Some(Transmission {
        id: Cow::Owned(format!("{start}{channel}{number:03}")),
        channel: Some(Cow::Owned(channel)),
        number: Some(number),
        prosign: (manual || draw.happens(100)).then_some(prosign),
        earlier: Vec::new(),
    });
    let mut called: Vec<RoutingIndicator<'static>> = Vec::new();
    for addressee in fields.to.iter().chain(&fields.info) {
        let Some(indicator) = addressee.indicator.clone().filter(|_| !addressee.served) else { continue };
        if !called.contains(&indicator) && (called.is_empty() || draw.happens(800)) {
            called.push(indicator);
        }
    }
    if dialect == Dialect::Acp126 {
        called.truncate(2);
    }
    let highest = fields.precedence.map(|precedence| precedence.action);
    fields.call =
        Some(Call { precedence: highest.filter(|_| dialect != Dialect::Acp126), indicators: called });
    let (day, time, filed) = moment.filed(draw.between(2, 58));
    let serial = match dialect {
        Dialect::Acp127 if draw.happens(300) => {
            format!("{}{}", draw.between(1, 999), draw.one(&["A", "B", "C"]))
        }
        Dialect::Acp127 => draw.between(1, 999).to_string(),
        Dialect::Acp126 => format!("{:03}", draw.between(1, 999)),
        _ => format!("{:04}", draw.between(1, 9999)),
    };
    fields.origin = Some(Origin {
        indicator: RoutingIndicator::read(sender.indicator),
        serial: Some(Cow::Owned(serial)),
        section: None,
        day: Some(day),
        day_of_month: false,
        time: Some(time),
        filed: Some(filed),
    });
}

fn security(draw: &mut Draw, level: Classification) -> Security<'static> {
    let letter = match level {
        Classification::Unclassified => 'U',
        Classification::Restricted => 'R',
        Classification::Confidential => 'C',
        _ => 'S',
    };
    let release = draw.happens(80).then(|| draw.one(&["AA", "BB", "CC", "AB", "BC", "XX"]));
    // CCC and CC could not be told from a class of five letters.
    let release = release.filter(|release| !release.starts_with(letter));
    let plain = std::iter::repeat_n(letter, if release.is_some() { 3 } else { 5 });
    let marking: String = plain.chain(release.unwrap_or_default().chars()).collect();
    let clear = level == Classification::Unclassified;
    Security {
        signal: Some(if clear { SecuritySignal::Znr } else { SecuritySignal::Zny }),
        marking: Some(Cow::Owned(marking)),
        classification: Some(level),
        release: release.map(text),
        handling: None,
        operating_signals: if draw.happens(150) { vec![text("ZDS")] } else { Vec::new() },
    }
}

/// Format lines 5 to 9.
fn address(draw: &mut Draw, fields: &mut Cable<'static>, sender: Post, dialect: Dialect) {
    let highest = match draw.below(20) {
        0 => Precedence::Flash,
        1..5 => Precedence::Immediate,
        5..12 => Precedence::Priority,
        _ => Precedence::Routine,
    };
    let most = if dialect == Dialect::Acp126 { 2 } else { 6 };
    let count = draw.between(1, most);
    let mut stations = draw.some(&STATIONS, count + 1);
    stations.retain(|station| *station != sender);
    let action = draw.between(1, stations.len().max(1));
    let mut addressees = stations.iter().map(|station| {
        let office = draw.happens(120).then(|| Cow::Owned(format!("N{:02}", draw.between(1, 99))));
        let served = draw.happens(30);
        Addressee {
            indicator: RoutingIndicator::read(station.indicator).filter(|_| !served),
            plad: text(station.plad),
            served,
            office,
            ..Addressee::default()
        }
    });
    fields.to = addressees.by_ref().take(action).collect();
    fields.info = addressees.collect();
    // Somebody is called.
    if let Some(first) = fields.to.first_mut()
        && let Some(station) = stations.first()
    {
        first.served = false;
        first.indicator = RoutingIndicator::read(station.indicator);
    }
    // A FLASH message of two precedences goes out as two transmissions (ACP 127(G) 152e).
    let dual = (Precedence::Priority..Precedence::Flash).contains(&highest)
        && !fields.info.is_empty()
        && draw.happens(300);
    fields.precedence = Some(DualPrecedence { action: highest, info: dual.then_some(Precedence::Routine) });
    fields.from = Some(Originator { indicator: None, plad: text(sender.plad), office: None });
}
