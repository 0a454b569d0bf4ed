//! The copy that a relay sends on: new format lines 1 and 2, every other byte as received (ACP 127(G) 303a).

use std::ops::Range;

use crate::message::limits::LINE_COLUMNS_MAX;
use crate::message::{Precedence, RoutingIndicator};

use super::lines::{Line, LineEnd, lines, lines_from, part};
use super::pilot::PilotSignal;

/// Copies a transmission for one branch of the network.
///
/// Format line 1 becomes `id`, format line 2 the prosign of `precedence`, twice, and the stations in `called`, on
/// lines of at most 69 columns. All other bytes stay as they are; what is missing of the two lines is put in.
///
/// ```
/// # use torntape::{encode::relay_copy, message::{Precedence, RoutingIndicator}};
/// let received = b"VZCZCXRA0007\nRR RUEHLN RUEHMO\nDE RUEHC #0012 2642216\nZNR UUUUU\n";
/// let moscow = RoutingIndicator::new("RUEHMO")?;
/// assert_eq!(
///     relay_copy(received, "VZCZCXMO0001", Precedence::Routine, &[moscow]),
///     b"VZCZCXMO0001\nRR RUEHMO\nDE RUEHC #0012 2642216\nZNR UUUUU\n",
/// );
/// # Ok::<(), torntape::message::NotARoutingIndicator>(())
/// ```
pub fn relay_copy(
    transmission: &[u8],
    id: &str,
    precedence: Precedence,
    called: &[RoutingIndicator<'_>],
) -> Vec<u8> {
    let procedure = Procedure::of(transmission);
    let mut copy = Vec::with_capacity(transmission.len() + 256);
    let (above, between) = procedure.around(transmission);
    let push = |piece: &[u8]| copy.extend_from_slice(piece);
    push_procedure(push, (above, between), LineEnd::of(transmission), (id.as_bytes(), precedence, called));
    copy.extend_from_slice(transmission.get(procedure.call.end..).unwrap_or_default());
    copy
}

/// Writes format lines 1 and 2, with what stands above and between them, piece by piece.
pub(crate) fn push_procedure(
    mut push: impl FnMut(&[u8]),
    (above, between): (&[u8], &[u8]),
    end: LineEnd,
    (id, precedence, called): (&[u8], Precedence, &[RoutingIndicator<'_>]),
) {
    let end = end.as_bytes();
    for piece in [above, id, end, between] {
        if !piece.is_empty() {
            push(piece);
        }
    }
    push(&[u8::try_from(precedence.prosign()).unwrap_or(b'R'); 2]);
    let mut column = 2;
    for station in called.iter().map(RoutingIndicator::bytes) {
        if column + 1 + station.len() > LINE_COLUMNS_MAX {
            push(end);
            push(station);
            column = station.len();
        } else {
            let mut word = [b' '; 1 + RoutingIndicator::LENGTH_MAX];
            let letters = word.iter_mut().skip(1).zip(station);
            letters.for_each(|(place, letter)| *place = *letter);
            push(word.get(..=station.len()).unwrap_or_default());
            column += 1 + station.len();
        }
    }
    push(end);
}

/// Where format lines 1 and 2 lie, line ends included. A place without bytes is where the missing line belongs.
pub(crate) struct Procedure {
    pub(crate) identification: Range<usize>,
    pub(crate) call: Range<usize>,
}

impl Procedure {
    /// What stands above format line 1 and between it and format line 2: nothing, as a rule.
    pub(crate) fn around<'b>(&self, bytes: &'b [u8]) -> (&'b [u8], &'b [u8]) {
        let Self { identification, call } = self;
        (part(bytes, 0..identification.start), part(bytes, identification.end..call.start))
    }

    /// Looks at the first lines only.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let first = lines(bytes).find(|line| !line.trimmed(bytes).is_empty());
        let start = first.map_or(0, |line| line.start);
        // Earlier identifications may stand on lines of their own behind the newest (ACP 127(G) 311).
        let end = lines_from(bytes, start)
            .take_while(|line| is_identification(line.trimmed(bytes)))
            .last()
            .map_or(start, |line| line.end);
        let call = lines_from(bytes, end)
            .find(|line| !line.trimmed(bytes).is_empty())
            .filter(|line| opens_call(line.trimmed(bytes)))
            .map_or(end..end, |line| line.start..call_end(bytes, line));
        Self { identification: start..end, call }
    }
}

/// Continuation lines hold routing indicators only and end before `DE` (ACP 127(G) 222), or before what a pilot says.
fn call_end(bytes: &[u8], opening: Line) -> usize {
    let mut end = opening.end;
    for line in lines_from(bytes, opening.end) {
        match words(line.trimmed(bytes)).next() {
            Some(b"DE") => return end,
            Some(_) if PilotSignal::of(line.trimmed(bytes)).is_some() => return end,
            Some(_) if words(line.trimmed(bytes)).all(RoutingIndicator::fits) => end = line.end,
            _ => break,
        }
    }
    opening.end
}

fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|&byte| byte == b' ').filter(|word| !word.is_empty())
}

/// `VZCZCXRO0809`, `VV   EUC093WNA114`, `ZCZCABC027`, `FDA035EUA024`.
fn is_identification(line: &[u8]) -> bool {
    let number = |word: &[u8]| word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let designated = line.get(..3).is_some_and(|name| {
        name.iter().all(u8::is_ascii_alphanumeric) && !name.iter().all(u8::is_ascii_digit)
    }) && line.get(3..).is_some_and(|rest| number(rest) >= 3);
    designated || [&b"VZCZC"[..], b"VV ", b"V ZCZC", b"ZCZC"].iter().any(|start| line.starts_with(start))
}

/// `PP RUEHLN`, with or without the bell of a FLASH message (ACP 127(G) 151b). One prosign instead of two opens a
/// routing line, too, where nothing but routing indicators follows: a received line is replaced, not judged.
fn opens_call(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"JJJJJSSSSS").unwrap_or(line);
    let bell = line.iter().take_while(|&&byte| byte == 0x07).count();
    let line = line.get(bell..).unwrap_or_default();
    match line.trim_ascii_start() {
        [first, rest @ ..] if Precedence::from_prosign(*first).is_some() => match rest {
            [second, rest @ ..] if second == first => rest.first().is_none_or(|&byte| byte == b' '),
            [b' ', called @ ..] => {
                words(called).next().is_some() && words(called).all(RoutingIndicator::fits)
            }
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indicators(names: &[&'static str]) -> Vec<RoutingIndicator<'static>> {
        names.iter().map(|name| RoutingIndicator::new(*name).unwrap()).collect()
    }

    fn copied(received: &str, called: &[&'static str]) -> String {
        let copy = relay_copy(received.as_bytes(), "VZCZCXMO0001", Precedence::Priority, &indicators(called));
        String::from_utf8(copy).unwrap()
    }

    const REST: &str =
        "DE RUEHC #7951/01 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\nBT\nUNCLAS\nBT\n#7951\nNNNN\n";

    /// ACP 127(G) 303a: a relay leaves only the indicators of the branch, and nothing below changes.
    #[test]
    fn format_lines_1_and_2_are_replaced() {
        assert_eq!(
            copied(&format!("VZCZCXRO0809\nPP RUEHLN RUEHVK\n{REST}"), &["RUEHVK"]),
            format!("VZCZCXMO0001\nPP RUEHVK\n{REST}")
        );
    }

    /// ACP 127(G) 222: the routing line runs on until `DE`.
    #[test]
    fn continuation_lines_go_with_the_routing_line() {
        let received = format!("VZCZCXRO0809\r\nPP RUEHLN RUEHVK\r\nRUEHYG RUEHMO\r\n{REST}");
        assert_eq!(copied(&received, &["RUEHMO"]), format!("VZCZCXMO0001\r\nPP RUEHMO\r\n{REST}"));
    }

    /// ACP 127(G) 137: at most 69 columns; nine indicators of six letters fit behind the prosign, ten on later lines.
    #[test]
    fn a_long_routing_line_is_wrapped() {
        let called: Vec<&'static str> = ["RUEHLN"; 20].to_vec();
        let copy = copied(&format!("VZCZCXRO0809\nPP RUEHLN\n{REST}"), &called);
        let lengths: Vec<usize> =
            copy.lines().skip(1).take_while(|line| !line.starts_with("DE ")).map(str::len).collect();
        assert_eq!(lengths, [2 + 9 * 7, 10 * 7 - 1, 6]);
    }

    #[test]
    fn missing_lines_are_put_in() {
        let whole = format!("VZCZCXMO0001\nPP RUEHMO\n{REST}");
        assert_eq!(copied(REST, &["RUEHMO"]), whole);
        assert_eq!(copied(&format!("VZCZCXRO0809\n{REST}"), &["RUEHMO"]), whole);
        assert_eq!(copied(&format!("RR RUEHMO\n{REST}"), &["RUEHMO"]), whole);
        assert_eq!(copied("", &["RUEHMO"]), "VZCZCXMO0001\nPP RUEHMO\n");
    }

    /// ACP 127(G) 311, 426: earlier identifications are left behind with format line 1.
    #[test]
    fn stacked_identifications_are_replaced_together() {
        let received = format!("VV   EUC093WNA114\nFDA035EUA024ERA017\nJJJJJSSSSSZZ RUEHMO\n{REST}");
        assert_eq!(copied(&received, &["RUEHMO"]), format!("VZCZCXMO0001\nPP RUEHMO\n{REST}"));
    }

    /// A routing line whose prosign lost a letter is one all the same; a date-time group is none.
    #[test]
    fn a_single_prosign_opens_a_routing_line() {
        assert!(opens_call(b"P RUEHLN RUEHVK"));
        assert!(!opens_call(b"P 212156Z SEP 09"));
        assert!(!opens_call(b"PRUEHLN"));
    }

    /// The routing line of a pilot runs on until what it says: no `DE` follows (ACP 127(G) 427).
    #[test]
    fn a_pilot_s_routing_line_is_replaced() {
        let message = format!("VZCZCXRO0809\nPP RUEHLN RUEHVK\n{REST}");
        let received = format!("VZCZCXRA0001\nPP RUEHLN RUEHVK\nRUEHMO\nZFD RUEH\n{message}");
        let copy = copied(&received, &["RUEHMO"]);
        assert_eq!(copy, format!("VZCZCXMO0001\nPP RUEHMO\nZFD RUEH\n{message}"));
        let cable = crate::decode::Decoder::new().cable(copy.as_bytes()).into_owned();
        assert_eq!(cable.pilots[0].security.as_ref().unwrap().operating_signals, ["ZFD RUEH"]);
        assert_eq!(cable.pilots[0].call.as_ref().unwrap().indicators.len(), 2);
    }

    /// A text line of capitals below a routing line without `DE` is no continuation of it.
    #[test]
    fn without_de_only_the_first_line_is_the_routing_line() {
        assert_eq!(
            copied("VZCZCXRO0809\nPP RUEHLN\nUNCLAS\n", &["RUEHMO"]),
            "VZCZCXMO0001\nPP RUEHMO\nUNCLAS\n"
        );
    }
}
