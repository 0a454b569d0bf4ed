//! Whether the routing indicator and the name of an addressee are of one post.
//!
//! The directory is asked to compare what stands on the line, never to fill a field.

use std::ops::Range;

use memchr::memmem;

use super::Trace;
use super::lines::trim_start;
use super::parse::Parse;
use crate::directory::{self, Post};
use crate::message::{Addressee, Code};

/// Notes each addressee whose routing indicator is one known post's and whose name another's. Posts of one city share
/// stations, and a name that the directory has not may be anything: nothing is said of those.
pub(super) fn run<T: Trace>(parse: &mut Parse<'_, '_, T>) {
    let header = parse.bytes.get(..parse.places.header_end).unwrap_or_default();
    for list in [&parse.cable.to, &parse.cable.info] {
        let mut from = 0;
        for addressee in list {
            let Some(indicator) = &addressee.indicator else { continue };
            let served = directory::by_indicator(indicator.as_str());
            let agreed = served.iter().any(|post| post.plad == addressee.plad);
            if served.is_empty() || agreed {
                continue;
            }
            if let Some((message, help)) = contradiction(addressee, indicator.as_str(), served) {
                // The addressees of a list lie in its order, so that the header is gone through once.
                let place = place_of(header, from, indicator.as_str(), &addressee.plad);
                from = place.end;
                parse.findings.add(Code::AddresseeElsewhere, place, message, help);
            }
        }
    }
}

/// What to say where the name is that of a post elsewhere.
#[cold]
fn contradiction(addressee: &Addressee<'_>, indicator: &str, served: &[Post]) -> Option<(String, String)> {
    let name = &*addressee.plad;
    let named = directory::by_plad(name).next()?;
    let near = |post: &Post| post.city == named.city || directory::is_called(post, name);
    let post = served.first().filter(|_| !served.iter().any(near))?;
    let message = format!("`{indicator}` is {} in {}, not {name}", post.plad, post.place());
    let help = format!("{name} has `{}`: one of the two is wrong, or one serves the other", named.indicator);
    Some((message, help))
}

/// Where the addressee stands, from a place on; the end of the header where it is not found.
fn place_of(header: &[u8], from: usize, indicator: &str, name: &str) -> Range<usize> {
    let station = format!("{indicator}/");
    let after = header.get(from..).unwrap_or_default();
    for start in memmem::find_iter(after, &station) {
        let rest = after.get(start + station.len()..).unwrap_or_default();
        let behind = trim_start(rest);
        if behind.starts_with(name.as_bytes()) {
            let end = rest.len() - behind.len() + name.len();
            let start = from + start;
            return start..start + station.len() + end;
        }
    }
    header.len()..header.len()
}
