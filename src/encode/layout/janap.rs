//! Format line 2 of JANAP 128, whose columns are fixed (spec of variants; US Navy training 14226 p20).

use crate::encode::lines::wrap;
use crate::message::{Cable, Precedence, RoutingIndicator};

/// Language and media of sender and receiver: five-unit code on tape on both sides.
const MEDIA: &str = "TT";

/// Content of a narrative message.
const NARRATIVE: &str = "ZYUW";

/// `RTTUZYUW RUEBABA0001 1361200-UUUU--RUEBABB.`: precedence, media, class, content, originating station, serial, day
/// and time, class again with the release code, then the stations called and a full stop.
pub(super) fn routing_line(fields: &Cable<'_>) -> Vec<String> {
    let prosign = fields.call.as_ref().and_then(|call| call.precedence).map_or('R', Precedence::prosign);
    let marking =
        fields.security.as_ref().and_then(|security| security.marking.as_deref()).unwrap_or("UUUUU");
    let class = marking.get(..1).unwrap_or("U");
    let four = marking.get(1..).filter(|four| four.len() == 4).unwrap_or("UUUU");
    let origin = fields.origin.as_ref();
    let station = origin.and_then(|origin| origin.indicator.as_ref()).map_or("", RoutingIndicator::as_str);
    let serial = origin.and_then(|origin| origin.serial.as_deref()).unwrap_or("0000");
    let day = origin.and_then(|origin| origin.day).unwrap_or(0);
    let time = origin.and_then(|origin| origin.time.as_deref()).unwrap_or("0000");
    let mut called: Vec<String> =
        fields.call.iter().flat_map(|call| call.indicators.iter().map(ToString::to_string)).collect();
    if let Some(last) = called.last_mut() {
        last.push('.');
    }
    let fixed =
        format!("{prosign}{MEDIA}{class}{NARRATIVE} {station:<7}{serial:0>4} {day:03}{time}-{four}--");
    let first = format!("{fixed}{}", called.first().map_or(".", String::as_str));
    let rest = called.iter().skip(1).map(String::as_str);
    // A station shorter than seven letters leaves blanks in its columns: the fixed part is one word.
    wrap(std::iter::once(first.as_str()).chain(rest))
}
