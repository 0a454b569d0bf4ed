//! Messages of military networks: ACP 127, that of the US supplement, JANAP 128 and ACP 126.

use std::borrow::Cow;

use super::body::{Body, Style};
use super::draw::Draw;
use super::moment::Moment;
use super::posts::{Post, STATIONS};
use super::state::channel;
use super::{Draft, enciphered, handling, lines_of_text, service, text};
use crate::encode::fit;
use crate::message::{
    Addressee, Cable, Call, ClassLine, Classification, Dialect, DualPrecedence, MessageForm, Origin,
    Originator, Precedence, RoutingIndicator, Security, SecurityProsign, SecuritySignal, Transmission,
};

/// What kind of message it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Form {
    #[default]
    Plain,
    Readdressed,
    Abbreviated,
    Codress,
    Enciphered,
    Service,
    BetweenStations,
}

impl Form {
    fn draw(draw: &mut Draw, dialect: Dialect) -> Self {
        let drawn = match draw.below(100) {
            0..5 => Self::Readdressed,
            5..9 => Self::Abbreviated,
            9..13 => Self::Codress,
            13..20 => Self::Enciphered,
            20..27 => Self::Service,
            27..32 => Self::BetweenStations,
            _ => Self::Plain,
        };
        // Without a serial nothing tells the US supplement's form from that of ACP 127, and both others name the
        // serial on the line that calls.
        if drawn == Self::BetweenStations && dialect != Dialect::Acp127 { Self::Service } else { drawn }
    }
}

/// Draws a message of one of these dialects.
pub(super) fn draft(draw: &mut Draw, dialect: Dialect) -> Draft {
    let (first, last) = match dialect {
        Dialect::Janap128 => (1975, 1999),
        _ => (1988, 2016),
    };
    let moment = Moment::draw(draw, first, last);
    let form = Form::draw(draw, dialect);
    let level = match draw.below(10) {
        // Signals, prosigns and names of messages are in clear (ACP 127(G) 406a).
        _ if matches!(form, Form::Service | Form::BetweenStations) => Classification::Unclassified,
        0..5 => Classification::Unclassified,
        5 | 6 => Classification::Restricted,
        7 | 8 => Classification::Confidential,
        _ => Classification::Secret,
    };
    let mut fields = Cable { dialect, ..Cable::default() };
    let sender = draw.one(&STATIONS);
    address(draw, &mut fields, sender, dialect);
    let signals = if draw.happens(30) { vec![text("ZFG")] } else { Vec::new() };
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
    handling::book(draw, &mut fields);
    let body = body(draw, form, &mut fields, moment, dialect);
    let fields = fit(&fields, dialect, &mut Vec::new());
    Draft { fields, body }
}

/// Makes a message of this form, and draws its text.
fn body(draw: &mut Draw, form: Form, fields: &mut Cable<'static>, moment: Moment, dialect: Dialect) -> Body {
    let piloted = matches!(dialect, Dialect::Acp127 | Dialect::Acp127Modified);
    match form {
        Form::BetweenStations => {
            abbreviate(fields);
            return service::between_stations(draw, fields);
        }
        Form::Service => {
            abbreviate(fields);
            return service::relayed(draw, fields);
        }
        Form::Codress => return enciphered::codress(draw, fields),
        Form::Abbreviated => {
            abbreviate(fields);
            fields.form = Some(MessageForm::AbbreviatedPlaindress);
        }
        Form::Readdressed => handling::readdressed(draw, fields, moment, dialect),
        Form::Enciphered | Form::Plain => {}
    }
    if matches!(form, Form::Enciphered | Form::Plain) && dialect != Dialect::Acp126 && draw.happens(100) {
        handling::group(draw, fields);
    }
    if form == Form::Enciphered {
        return enciphered::part(draw, fields);
    }
    if form == Form::Plain {
        handling::accounting(draw, fields);
    }
    if dialect != Dialect::Acp126 && draw.happens(80) {
        handling::corrections(draw, fields);
    }
    let many = draw.happens(350);
    if piloted {
        handling::on_its_way(draw, fields, moment);
    }
    // One in three is long enough for sections. Each section of a message has a pilot of its own.
    let long = many && fields.pilots.is_empty();
    let lines = if long { lines_of_text(draw).min(400) } else { draw.between(3, 60) };
    Body::draw(draw, Style { columns: 69, capitals: true, blank: "", portions: &[], lines }, None, false)
}

/// Leaves format lines 5 to 9 out: routing line and calling station say both ends (ACP 127(G) 144).
fn abbreviate(fields: &mut Cable<'static>) {
    fields.from = None;
    (fields.precedence, fields.dtg) = (None, None);
    (fields.to, fields.info, fields.exempt) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(origin) = &mut fields.origin {
        // The year of the filing time is that of the date-time group.
        origin.filed = None;
    }
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
pub(super) fn address(draw: &mut Draw, fields: &mut Cable<'static>, sender: Post, dialect: Dialect) {
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
