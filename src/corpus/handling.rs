//! What a military message bears besides its text: who is exempt, who pays, how it was readdressed, corrected, and sent
//! on by stations on its way.

use std::borrow::Cow;

use super::draw::Draw;
use super::enciphered::SYMBOLS;
use super::military::address;
use super::moment::Moment;
use super::posts::{Post, STATIONS};
use super::service::message;
use super::state::channel;
use super::text;
use crate::message::{
    Addressee, Cable, Call, Correction, Dialect, Origin, Originator, Pilot, Precedence, Readdressed,
    RoutingIndicator, Security, Transmission,
};

/// An address indicating group takes the place of an addressee; some of its members may be exempt
/// (ACP 127(G) Annex B).
pub(super) fn group(draw: &mut Draw, fields: &mut Cable<'static>) {
    let group = Addressee {
        plad: Cow::Owned(format!("AIG {}", draw.between(1, 9_999))),
        collective: true,
        exempt: exempt(draw),
        ..Addressee::default()
    };
    if fields.info.is_empty() || draw.happens(500) {
        fields.to.push(group);
    } else {
        fields.info.push(group);
    }
}

fn exempt(draw: &mut Draw) -> Vec<Cow<'static, str>> {
    if draw.happens(400) {
        return Vec::new();
    }
    let count = draw.between(1, 3);
    let stations = draw.some(&STATIONS, count);
    let with_station = draw.happens(500);
    let name = |station: Post| {
        if with_station {
            Cow::Owned(format!("{}/{}", station.indicator, station.plad))
        } else {
            text(station.plad)
        }
    };
    stations.into_iter().map(name).collect()
}

/// A book message: nobody needs to know who else has it, and each addressee has its station (ACP 127(G) 206c).
pub(super) fn book(draw: &mut Draw, fields: &mut Cable<'static>) {
    let stationed = fields.to.iter().chain(&fields.info).all(|addressee| addressee.indicator.is_some());
    if stationed
        && fields.to.len() > 1
        && draw.happens(300)
        && let Some(dtg) = &mut fields.dtg
    {
        dtg.operating_signals = vec![text("ZEX")];
    }
}

/// The accounting symbol alone, told from an addressee by the station that the last one has (ACP 127(G) 107).
pub(super) fn accounting(draw: &mut Draw, fields: &mut Cable<'static>) {
    let last = fields.info.last().or(fields.to.last());
    if fields.exempt.is_empty() && last.is_some_and(|last| last.indicator.is_some()) && draw.happens(80) {
        fields.accounting = Some(text(draw.one(&SYMBOLS)));
    }
}

/// The older heading stands below a new one; its date-time group never changes (ACP 127(G) 503).
pub(super) fn readdressed(draw: &mut Draw, fields: &mut Cable<'static>, moment: Moment, dialect: Dialect) {
    let mut older = Cable::default();
    let sender = draw.one(&STATIONS);
    address(draw, &mut older, sender, dialect);
    if draw.happens(150) {
        group(draw, &mut older);
    }
    let days = draw.between(1, 20);
    fields.readdressed = Some(Box::new(Readdressed {
        precedence: older.precedence,
        dtg: Some(moment.days_before(days).group(Vec::new())),
        from: older.from.map(|from| Originator { indicator: None, ..from }),
        to: older.to,
        info: older.info,
        exempt: Vec::new(),
    }));
}

/// Corrections by the sending operator, in format line 15 (ACP 127(G) 211d).
pub(super) fn corrections(draw: &mut Draw, fields: &mut Cable<'static>) {
    for _ in 0..draw.between(1, 3) {
        let line = draw.between(1, 20);
        let said = match draw.below(4) {
            0 => format!("WA {} PIERS", draw.between(2, 99)),
            1 => format!("LINE {line} WA THE SECOND VOLUME"),
            2 => format!("PAGE {} LINE {line} WAS 1400Z", draw.between(1, 3)),
            _ => format!("WB THE FERRY WA {}", draw.between(2, 99)),
        };
        fields.corrections.push(Correction { text: Cow::Owned(said), line: 0, offset: 0 });
    }
}

/// Identifications of earlier relays, and pilots: headings that stations put before the whole message
/// (ACP 127(G) 311, 419, 420, 426, 427).
pub(super) fn on_its_way(draw: &mut Draw, fields: &mut Cable<'static>, moment: Moment) {
    if let Some(transmission) = fields.transmission.as_mut().filter(|_| draw.happens(100)) {
        let count = draw.between(1, 2);
        transmission.earlier = (0..count).map(|_| Cow::Owned(identification(draw))).collect();
    }
    if !draw.happens(120) {
        return;
    }
    for _ in 0..draw.between(1, 2) {
        let pilot = pilot(draw, fields, moment);
        fields.pilots.insert(0, pilot);
    }
}

fn identification(draw: &mut Draw) -> String {
    format!("{}{:03}", channel(draw), draw.between(1, 999))
}

/// Puts a pilot before the heading: format lines 1 and 2 so far are those of the message below it.
fn pilot(draw: &mut Draw, fields: &mut Cable<'static>, moment: Moment) -> Pilot<'static> {
    let station = draw.one(&STATIONS);
    let below =
        Pilot { transmission: fields.transmission.take(), call: fields.call.take(), ..Pilot::default() };
    let precedence = below.call.as_ref().and_then(|call| call.precedence);
    let prosign = below.transmission.as_ref().and_then(|transmission| transmission.prosign);
    let newest = identification(draw);
    let (designator, number) = newest.split_at(3);
    fields.transmission = Some(Transmission {
        id: Cow::Owned(format!("VZCZC{newest}")),
        channel: Some(Cow::Owned(designator.to_owned())),
        number: number.parse().ok(),
        prosign,
        earlier: Vec::new(),
    });
    // One branch of those that the message calls.
    let all = below.call.as_ref().map(|call| call.indicators.clone()).unwrap_or_default();
    let count = draw.between(1, all.len());
    fields.call = Some(Call { precedence, indicators: all.into_iter().take(count).collect() });
    // A rerun for a tributary has a whole service message for a pilot.
    if draw.happens(150) {
        let origin = rerunning(draw, fields, station, moment);
        return rerun(draw, fields, origin, below);
    }
    let urgent = precedence >= Some(Precedence::Immediate);
    let signal = draw.one(&["ZOV", "ZFD", "ZFD", if urgent { "ZDG" } else { "ZOV" }, "ZEL"]);
    let mut signals = vec![Cow::Owned(format!("{signal} {}", station.indicator))];
    if signal == "ZOV" && draw.happens(300) {
        // Those who are yet to have it stand behind the prosign `T` (ACP 127(G) 426g).
        signals.push(Cow::Owned(format!("T {}", draw.one(&STATIONS).indicator)));
    }
    let warned = fields.security.as_ref().filter(|_| draw.happens(700));
    let security = match warned {
        Some(warned) => Security { operating_signals: signals, handling: None, ..warned.clone() },
        None => Security { operating_signals: signals, ..Security::default() },
    };
    Pilot { security: Some(security), ..below }
}

/// Who runs a message again, some hours after it was filed.
fn rerunning(draw: &mut Draw, fields: &Cable<'static>, station: Post, moment: Moment) -> Origin<'static> {
    let (day, time, filed) = moment.filed(draw.between(60, 600));
    Origin {
        indicator: RoutingIndicator::read(station.indicator),
        serial: Some(Cow::Owned(format!("{:03}", draw.between(1, 999)))),
        day: Some(day),
        time: Some(time),
        // The year is that of the date-time group.
        filed: fields.dtg.as_ref().map(|_| filed),
        ..Origin::default()
    }
}

/// `UNCLAS SVC ZUI XZA103 ZDK RFFPI 174 03/1040Z` and the heading of the message right below (ACP 127(G) 419e).
fn rerun(
    draw: &mut Draw,
    fields: &Cable<'static>,
    origin: Origin<'static>,
    below: Pilot<'static>,
) -> Pilot<'static> {
    let warned = fields.security.clone();
    Pilot {
        origin: Some(origin),
        security: warned.map(|security| Security { operating_signals: Vec::new(), ..security }),
        service: Some(Cow::Owned(format!("UNCLAS SVC ZUI {} ZDK {}", identification(draw), message(draw)))),
        ..below
    }
}
