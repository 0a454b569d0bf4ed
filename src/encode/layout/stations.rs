//! Format line 2 of JANAP 128 and ACP 126, which names in its own way what lines 2 and 3 say elsewhere.

use std::borrow::Cow;

use crate::message::{Cable, CallSigns, RoutingIndicator};

use super::loss::{Loss, Losses};

/// Stations that one message of ACP 126 calls.
const CALLED_MAX: usize = 2;

/// What stands in the fixed positions of format line 2 and is not known from another line.
pub(super) fn positions(cable: &mut Cable<'_>) {
    let janap = cable.janap.get_or_insert_default();
    // Five-unit code on tape at both ends, and a narrative: what a message is if nobody says otherwise.
    janap.language_media_format.get_or_insert(Cow::Borrowed("TT"));
    janap.content_indicator.get_or_insert(Cow::Borrowed("ZYUW"));
    let marking = cable.security.as_ref().and_then(|security| security.marking.as_deref()).unwrap_or("UUUUU");
    if let Some((class, four)) = marking.split_at_checked(1) {
        janap.class_letter.get_or_insert_with(|| Cow::Owned(class.to_owned()));
        janap.marking.get_or_insert_with(|| Cow::Owned(four.to_owned()));
    }
}

/// The stations on one line, by the call signs or routing indicators that they have; the line has no precedence.
pub(super) fn call_signs(cable: &mut Cable<'_>, losses: &mut Vec<Loss>) {
    if let Some(call) = &mut cable.call
        && call
            .precedence
            .take()
            .is_some_and(|called| cable.precedence.is_none_or(|stated| stated.action != called))
    {
        let reason = "the line of the call signs bears no precedence";
        losses.lost("call.precedence", "of this branch", reason);
    }
    if cable.call_signs.is_none() {
        let letters = |indicator: &RoutingIndicator<'_>| Cow::Owned(indicator.as_str().to_owned());
        let called: Vec<_> = cable.call.iter().flat_map(|call| call.indicators.iter().map(letters)).collect();
        if called.len() > CALLED_MAX {
            let names = called.get(CALLED_MAX..).unwrap_or_default().join(" ");
            losses.lost("call.indicators", names, "one message calls two stations at most");
        }
        let called: Vec<_> = called.into_iter().take(CALLED_MAX).collect();
        let calling = cable.origin.as_ref().and_then(|origin| origin.indicator.as_ref()).map(letters);
        if let Some(call) = &mut cable.call {
            call.indicators.truncate(CALLED_MAX);
        }
        if !called.is_empty() || calling.is_some() {
            cable.call_signs = Some(CallSigns { called, calling });
        }
    }
}

/// What only JANAP 128 says; class and marking stand on format line 4 too.
pub(super) fn without_positions(cable: &mut Cable<'_>, losses: &mut Vec<Loss>) {
    const REASON: &str = "only the fixed positions of JANAP 128 carry it";
    let Some(janap) = cable.janap.take() else { return };
    let fields = [
        ("language_media_format", janap.language_media_format),
        ("content_indicator", janap.content_indicator),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            losses.lost(format!("janap.{field}"), value, REASON);
        }
    }
    if janap.suspected_duplicate {
        losses.lost("janap.suspected_duplicate", "SUSDUPE", REASON);
    }
}

/// Call signs that are no routing indicators have no place on lines 2 and 3.
pub(super) fn without_call_signs(cable: &mut Cable<'_>, losses: &mut Vec<Loss>) {
    let Some(signs) = cable.call_signs.take() else { return };
    let named = |sign: &str| {
        let called = cable.call.iter().flat_map(|call| &call.indicators);
        let calling = cable.origin.iter().filter_map(|origin| origin.indicator.as_ref());
        called.chain(calling).any(|indicator| indicator.as_str() == sign)
    };
    for sign in signs.called.iter().chain(&signs.calling).filter(|sign| !named(sign)) {
        losses.lost("call_signs", sign, "format lines 2 and 3 name stations by routing indicators");
    }
}
