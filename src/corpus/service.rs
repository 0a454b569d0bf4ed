//! What operators write to each other (ACP 127(G) 404-407).

use std::borrow::Cow;

use super::body::Body;
use super::draw::Draw;
use super::posts::STATIONS;
use super::text;
use crate::message::{Cable, MessageForm, Precedence};

/// Makes a message between the operators of two connected stations: neither serial nor break, its text opens with a
/// signal (ACP 127(G) 405b). FLASH is receipted by one (ACP 127(G) 151b).
pub(super) fn between_stations(draw: &mut Draw, fields: &mut Cable<'static>) -> Body {
    fields.form = Some(MessageForm::StationService);
    fields.classification = None;
    if let Some(call) = &mut fields.call {
        call.indicators.truncate(1);
    }
    if draw.happens(500) {
        fields.security = None;
    }
    if let Some(origin) = &mut fields.origin {
        origin.serial = None;
        if draw.happens(200) {
            (origin.day, origin.time, origin.day_of_month) = (None, None, false);
        }
    }
    let receipt = fields.call.as_ref().and_then(|call| call.precedence) == Some(Precedence::Flash);
    if !receipt && draw.happens(150) {
        return channel_check(draw, fields);
    }
    fields.service =
        if receipt { vec![Cow::Owned(format!("R Z {}", transmission(draw)))] } else { signals(draw) };
    Body::default()
}

/// A station calls itself, so that the far end sends the tape back and both compare their numbers (ACP 127(G) 412e).
fn channel_check(draw: &mut Draw, fields: &mut Cable<'static>) -> Body {
    let own = fields.origin.as_ref().and_then(|origin| origin.indicator.clone());
    if let (Some(call), Some(own)) = (&mut fields.call, own) {
        call.indicators = vec![own];
    }
    let letters = "RY".repeat(draw.between(4, 20));
    Body { bytes: format!("CHANNEL CHECK {letters}\n").into_bytes(), ..Body::default() }
}

/// Makes a message between operators that is relayed: the class and `SVC` open its text (ACP 127(G) 405c).
pub(super) fn relayed(draw: &mut Draw, fields: &mut Cable<'static>) -> Body {
    fields.form = Some(MessageForm::Service);
    fields.captions = vec![text("SVC")];
    fields.service = match draw.below(4) {
        0 => vec![Cow::Owned(message(draw)), text("ZES2")],
        1 => vec![Cow::Owned(format!("INT ZDK {}", message(draw)))],
        2 => vec![Cow::Owned(format!("ZFR {}", message(draw)))],
        _ => signals(draw),
    };
    let more: &str =
        draw.one(&["", "", "PAGE 1 LINES 3 AND 4\n", "WA HARBOUR - LISTS TO PAINT\n", "TAPE TORN\n"]);
    Body { bytes: more.as_bytes().to_vec(), ..Body::default() }
}

/// What is said of channel numbers (ACP 127(G) 412, 429-434).
fn signals(draw: &mut Draw) -> Vec<Cow<'static, str>> {
    let number = transmission(draw);
    match draw.below(6) {
        0 => vec![Cow::Owned(format!("ZFX {number}"))],
        1 => vec![Cow::Owned(format!("INT ZDK {number}"))],
        2 => vec![Cow::Owned(format!("ZIC {number}"))],
        3 => {
            let owed = transmission(draw);
            vec![Cow::Owned(format!("ZID {number} AWAITING")), Cow::Owned(format!("ZDK {owed}"))]
        }
        4 => vec![text("INT ZKJ"), Cow::Owned(format!("ZID {number}"))],
        _ => vec![Cow::Owned(format!("ZFQ {} {number}", message(draw)))],
    }
}

/// `HPA063`
fn transmission(draw: &mut Draw) -> String {
    let channel = super::state::channel(draw);
    format!("{channel}{:03}", draw.between(1, 999))
}

/// `RUFDAE 145 21/1352Z`: how a message is named (ACP 127(G) 116).
pub(super) fn message(draw: &mut Draw) -> String {
    let station = draw.one(&STATIONS).indicator;
    let (serial, day) = (draw.between(1, 999), draw.between(1, 28));
    format!("{station} {serial:03} {day:02}/{:02}{:02}Z", draw.below(24), draw.below(60))
}
