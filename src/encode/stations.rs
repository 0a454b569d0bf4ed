//! Format line 2 of JANAP 128 and ACP 126 as their books write it.

use crate::message::{Cable, Precedence, RoutingIndicator};

use super::lines::wrap;

/// `RTTUZYUW RUEBABA0001 1361200-UUUU--RUEBABB.`: each field in its positions, blank where it is not known
/// (US Navy training 14226, pages 19 to 21).
pub(crate) fn fixed_header(cable: &Cable<'_>) -> Vec<String> {
    let Some(janap) = &cable.janap else { return Vec::new() };
    let call = cable.call.as_ref();
    let origin = cable.origin.as_ref();
    let prosign = call.and_then(|call| call.precedence).map_or(' ', Precedence::prosign);
    let media = janap.language_media_format.as_deref().unwrap_or_default();
    let class = janap.class_letter.as_deref().unwrap_or_default();
    let content = janap.content_indicator.as_deref().unwrap_or_default();
    let station = origin.and_then(|origin| origin.indicator.as_ref()).map_or("", RoutingIndicator::as_str);
    let serial = origin.and_then(|origin| origin.serial.as_deref());
    let serial = serial.map(|serial| format!("{serial:0>4}")).unwrap_or_default();
    let day = origin.and_then(|origin| origin.day).map(|day| format!("{day:03}")).unwrap_or_default();
    let time = origin.and_then(|origin| origin.time.as_deref()).unwrap_or_default();
    let marking = janap.marking.as_deref().unwrap_or_default();
    let lead =
        format!("{prosign}{media:2}{class:1}{content:4} {station:7}{serial:4} {day:3}{time:4}-{marking:4}--");
    let called = call.map(|call| call.indicators.as_slice()).unwrap_or_default();
    let mut words: Vec<String> = called.iter().map(ToString::to_string).collect();
    match words.first_mut() {
        Some(first) => first.insert_str(0, &lead),
        None => words.push(lead),
    }
    if let Some(last) = words.last_mut() {
        last.push('.');
    }
    if janap.suspected_duplicate {
        words.push(String::from("SUSDUPE"));
    }
    wrap(words.iter().map(String::as_str))
}

/// `NOIL DE NPG NR 051`
pub(crate) fn call_signs(cable: &Cable<'_>) -> Vec<String> {
    let Some(signs) = &cable.call_signs else { return Vec::new() };
    let serial = cable.origin.as_ref().and_then(|origin| origin.serial.as_deref());
    let mut words: Vec<&str> = signs.called.iter().map(AsRef::as_ref).collect();
    words.push("DE");
    words.extend(signs.calling.as_deref());
    words.extend(serial.into_iter().flat_map(|serial| ["NR", serial]));
    vec![words.join(" ")]
}
