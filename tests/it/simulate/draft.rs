//! Writing scenario files out of the directory: rows of stations and circuits, lists that keep to the width of a page.

use std::fmt::Write;

use torntape::directory::{self, Post, PostKind, great_circle_km};

/// No line of a list is longer.
const COLUMNS: usize = 112;

/// A relay of a draft: routing indicator, name, place.
pub(super) type Relay = (&'static str, &'static str, (f64, f64));

/// Posts that have the traffic of a large one.
const LARGE: [&str; 36] = [
    "ABU DHABI",
    "ANKARA",
    "ATHENS",
    "BAGHDAD",
    "BANGKOK",
    "BEIJING",
    "BERLIN",
    "BRASILIA",
    "BRUSSELS",
    "BUENOS AIRES",
    "CAIRO",
    "CANBERRA",
    "GENEVA",
    "ISLAMABAD",
    "JAKARTA",
    "KABUL",
    "KYIV",
    "LONDON",
    "MADRID",
    "MANILA",
    "MEXICO",
    "MOSCOW",
    "NAIROBI",
    "NEW DELHI",
    "OTTAWA",
    "PARIS",
    "PRETORIA",
    "RIYADH",
    "ROME",
    "SEOUL",
    "TEL AVIV",
    "TOKYO",
    "USNATO",
    "USUN NEW YORK",
    "VIENNA",
    "WARSAW",
];

/// Every post of the directory once: no office, not the Department.
pub(super) fn posts() -> Vec<&'static Post> {
    let mut posts: Vec<&Post> = directory::posts().iter().collect();
    posts.retain(|post| !matches!(post.kind, PostKind::Department | PostKind::Office));
    posts.dedup_by_key(|post| post.indicator);
    posts
}

/// The posts of these indicators.
pub(super) fn named(indicators: &[&str]) -> Vec<&'static Post> {
    let all = posts();
    let found = |indicator: &&str| *all.iter().find(|post| post.indicator == *indicator).unwrap();
    indicators.iter().map(found).collect()
}

/// How much traffic a post has, in proportion.
pub(super) fn weight(post: &Post) -> u32 {
    let (_, city) = post.plad.split_once(' ').unwrap();
    match post.kind {
        PostKind::Embassy | PostKind::Mission if LARGE.contains(&city) => 8,
        PostKind::Embassy | PostKind::Mission | PostKind::Institute | PostKind::InterestsSection => 3,
        _ => 1,
    }
}

/// The place of the relay that a post is nearest to.
pub(super) fn nearest(post: &Post, relays: &[Relay]) -> usize {
    let away = |place: &usize| great_circle_km((post.latitude, post.longitude), relays[*place].2);
    (0..relays.len()).min_by(|one, other| away(one).total_cmp(&away(other))).unwrap()
}

/// A part of the world whose offices are open at the same hours.
pub(super) struct Area {
    pub(super) name: &'static str,
    /// Hours before Greenwich.
    pub(super) ahead: i32,
    east_of: f64,
}

/// Each area reaches to the next; the last one over the line of the date.
pub(super) const AREAS: [Area; 4] = [
    Area { name: "the Americas", ahead: -5, east_of: -150.0 },
    Area { name: "Europe and Africa", ahead: 1, east_of: -30.0 },
    Area { name: "the Near East, East Africa and South Asia", ahead: 4, east_of: 35.0 },
    Area { name: "East Asia and the Pacific", ahead: 8, east_of: 90.0 },
];

/// The area in which a post lies, by its place in [`AREAS`].
pub(super) fn area(post: &Post) -> usize {
    AREAS.iter().rposition(|area| post.longitude >= area.east_of).unwrap_or(AREAS.len() - 1)
}

/// The weights of the hours of a day in an office: few cables at night, most in the late afternoon.
const OFFICE: [u32; 24] = [1, 1, 1, 1, 1, 1, 1, 2, 5, 8, 10, 10, 8, 8, 9, 10, 11, 10, 7, 4, 3, 2, 2, 1];

/// The same by Greenwich, for offices so many hours ahead of it.
pub(super) fn profile(ahead: i32) -> String {
    let hours =
        (0..24).map(|hour| OFFICE[usize::try_from((hour + ahead).rem_euclid(24)).unwrap()].to_string());
    format!("profile = [{}]\n", hours.collect::<Vec<_>>().join(", "))
}

/// The first letter and two more for the circuit of this number: `AAA`, `AAB`.
pub(super) fn channel(first: char, number: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap());
    format!("{first}{}{}", letter(number / 26), letter(number))
}

/// A scenario file as it grows.
#[derive(Default)]
pub(super) struct Draft(pub(super) String);

impl Draft {
    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        self.0 += line.as_ref();
        self.0.push('\n');
    }

    /// `name = [ … ]` with a table a line.
    pub(super) fn rows(&mut self, name: &str, rows: &[String]) {
        writeln!(self.0, "\n{name} = [").unwrap();
        for row in rows {
            writeln!(self.0, "    {{ {row} }},").unwrap();
        }
        self.0.push_str("]\n");
    }

    /// `name = [ … ]` over as many lines as it takes.
    pub(super) fn list(&mut self, name: &str, entries: impl IntoIterator<Item = String>) {
        write!(self.0, "{name} = [").unwrap();
        let mut width = COLUMNS;
        for entry in entries {
            if width + entry.len() + 2 > COLUMNS {
                self.0.push_str("\n   ");
                width = 3;
            }
            write!(self.0, " {entry},").unwrap();
            width += entry.len() + 2;
        }
        self.0.push_str("\n]\n");
    }

    pub(super) fn to(&mut self, name: &str, posts: &[&Post]) {
        self.list(name, posts.iter().map(|post| format!("\"{}\"", post.indicator)));
    }

    pub(super) fn weights(&mut self, name: &str, posts: &[&Post]) {
        self.list(name, posts.iter().map(|post| weight(post).to_string()));
    }
}

pub(super) fn station(indicator: &str, plad: &str, more: &str) -> String {
    format!("indicator = \"{indicator}\", plad = \"{plad}\"{more}")
}

pub(super) fn relay((indicator, plad, (north, east)): &Relay, processing: &str) -> String {
    let more = format!(", relay = true, processing = \"{processing}\", place = [{north:.2}, {east:.2}]");
    station(indicator, plad, &more)
}

pub(super) fn circuit(from: &str, to: &str, channel: &str, more: &str) -> String {
    format!("from = \"{from}\", to = \"{to}\", channel = \"{channel}\", {more}")
}

/// Compares a built-in file with what is drafted; `UPDATE=1` writes it.
pub(super) fn hold(file: &str, drafted: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sim/builtin").join(file);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, drafted).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stands == drafted,
        "{file} is not what the directory says: run this test with UPDATE=1 and build"
    );
}
