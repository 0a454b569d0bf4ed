//! Names of addressees that go on over the next line: `TO CINCUSAREUR HEIDELBERG`, `GERMANY` (ACP 127(G) 224b).

use std::borrow::Cow;

use super::address::Listing;
use super::findings::quoted;
use super::lines::{Line, words};
use super::parse::Parse;
use super::{Part, Token, Trace, dialect};
use crate::message::{Addressee, Code};

/// Names of countries, which end many a name and are none alone, in their order.
const COUNTRIES: [&str; 66] = [
    "AUSTRALIA",
    "AUSTRIA",
    "AZORES",
    "BAHAMAS",
    "BAHRAIN",
    "BELGIUM",
    "BERMUDA",
    "BRAZIL",
    "CANADA",
    "CHILE",
    "CHINA",
    "CUBA",
    "CYPRUS",
    "DENMARK",
    "EGYPT",
    "ENGLAND",
    "ETHIOPIA",
    "FINLAND",
    "FRANCE",
    "GERMANY",
    "GREECE",
    "GREENLAND",
    "GUAM",
    "HAWAII",
    "HONDURAS",
    "ICELAND",
    "INDIA",
    "IRAN",
    "IRAQ",
    "IRELAND",
    "ISRAEL",
    "ITALY",
    "JAPAN",
    "JORDAN",
    "KENYA",
    "KOREA",
    "KUWAIT",
    "LIBYA",
    "LUXEMBOURG",
    "MALAYSIA",
    "MALTA",
    "MEXICO",
    "MOROCCO",
    "NETHERLANDS",
    "NEW ZEALAND",
    "NORWAY",
    "OKINAWA",
    "PAKISTAN",
    "PANAMA",
    "PERU",
    "PHILIPPINES",
    "POLAND",
    "PORTUGAL",
    "PUERTO RICO",
    "SAUDI ARABIA",
    "SCOTLAND",
    "SINGAPORE",
    "SPAIN",
    "SWEDEN",
    "SWITZERLAND",
    "TAIWAN",
    "THAILAND",
    "TUNISIA",
    "TURKEY",
    "UNITED KINGDOM",
    "WALES",
];

/// Takes a line of a list that goes on with the name above it. `false` where it is an addressee of its own; where it
/// only may go on, that is said.
pub(super) fn goes_on<'a, T: Trace>(parse: &mut Parse<'a, '_, T>, line: &Line<'a>, listing: Listing) -> bool {
    let list = match listing.part() {
        Part::To => &mut parse.cable.to,
        _ => &mut parse.cable.info,
    };
    let Some(above) = list.last_mut().filter(|above| is_open(above)) else { return false };
    // A name is joined once: what is joined no longer lies in the cable as it stands.
    let whole = matches!(above.plad, Cow::Owned(_));
    if !whole && COUNTRIES.binary_search_by(|country| country.as_bytes().cmp(line.bytes)).is_ok() {
        above.plad = Cow::Owned(format!("{} {}", above.plad, line.text()));
        parse.token(Token::Plad, line, line.bytes);
        return true;
    }
    // In a list of stations a name without one goes on with the name above it, or is a collective.
    let doubtful = above.indicator.is_some()
        && !parse.places.serial_sign
        && parse.places.procedure_seen
        && is_plain(line.bytes)
        && !is_transmitted_to(parse)
        && !dialect::has_state_address(parse.cable);
    if doubtful {
        let message =
            format!("{} is read as an addressee of its own, but has no station", quoted(line.bytes));
        parse.findings.add(
            Code::AddresseeDoubtful,
            line.place(),
            message,
            "it may go on with the name above it: write long names on one line",
        );
    }
    false
}

/// A station is told to transmit to others, which then need no station of their own (ACP 127(G) 133).
fn is_transmitted_to<T>(parse: &Parse<'_, '_, T>) -> bool {
    let mut signals = parse.cable.security.iter().flat_map(|security| &security.operating_signals).take(8);
    signals.any(|signal| signal.starts_with("T ") || signal.split(' ').take(2).any(|word| word == "T"))
}

/// A name that nothing has ended yet.
fn is_open(above: &Addressee<'_>) -> bool {
    above.precedence.is_none()
        && above.number.is_none()
        && above.office.is_none()
        && !above.collective
        && !above.plad.is_empty()
}

/// Neither station nor collective nor exempt post.
fn is_plain(line: &[u8]) -> bool {
    !line.contains(&b'/')
        && !line.starts_with(b"XMT")
        && !line.starts_with(b"AIG")
        && !words(line).any(|word| matches!(word, b"COLLECTIVE" | b"POSTS" | b"ALL"))
}

#[cfg(test)]
mod tests {
    use super::COUNTRIES;

    #[test]
    fn countries_stand_in_order() {
        assert!(COUNTRIES.is_sorted());
    }
}
