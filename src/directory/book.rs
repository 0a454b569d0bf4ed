//! The stations of the public routing guide of 2010 (ACP 117) that are no posts of the State Department: relays, forces,
//! agencies, other nations.
//!
//! They lie in `book.txt`, a line each, sorted: a routing indicator, or the first and the last of a run with a hyphen
//! between them; a blank; the names it serves, `; ` between them. Names are as in messages, misprints put right.

use std::sync::LazyLock;

/// A line of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The routing indicator; the first of a run.
    pub indicator: &'static str,
    /// The last of a run whose last letters follow each other: `RHFJAAA-RHFJAAZ`.
    pub last: Option<&'static str>,
    names: &'static str,
}

impl Listing {
    /// The names that it serves, one or more.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.names.split("; ")
    }

    fn holds(&self, indicator: &str) -> bool {
        match self.last {
            None => self.indicator == indicator,
            Some(last) => last.len() == indicator.len() && (self.indicator..=last).contains(&indicator),
        }
    }
}

static BOOK: LazyLock<Vec<Listing>> = LazyLock::new(|| include_str!("book.txt").lines().map(read).collect());

/// Takes a line apart. A test reads the text again and finds every line as it should be.
fn read(line: &'static str) -> Listing {
    let (indicator, names) = line.split_once(' ').unwrap_or((line, ""));
    match indicator.split_once('-') {
        Some((first, last)) => Listing { indicator: first, last: Some(last), names },
        None => Listing { indicator, last: None, names },
    }
}

/// Every line of the book, in order.
pub fn listings() -> &'static [Listing] {
    &BOOK
}

/// The line of a routing indicator that is no State post's; a line of its own goes before a run that it lies in.
///
/// ```
/// # use torntape::directory::listing;
/// assert_eq!(listing("RUCPDOC").unwrap().names().next(), Some("DEPT OF COMMERCE WASHINGTON DC"));
/// assert_eq!(listing("RHFJAAK").unwrap().indicator, "RHFJAAA"); // to RHFJAAZ
/// assert_eq!(listing("RHFJZZZ"), None);
/// ```
pub fn listing(indicator: &str) -> Option<Listing> {
    let after = BOOK.partition_point(|line| line.indicator <= indicator);
    let all_but_last = indicator.get(..indicator.len().checked_sub(1)?)?;
    let before = BOOK.get(..after)?.iter().rev();
    // A run lies within one last letter, so no more than 26 lines are looked at.
    let mut near = before.take_while(|line| line.indicator.starts_with(all_but_last));
    near.find(|line| line.holds(indicator)).copied()
}

/// Whether a routing indicator is itself a relay: the four letters of a major one, or the one minor relay that State
/// lists (ACP 117, 3d; 10).
///
/// ```
/// # use torntape::directory::is_relay;
/// assert!(is_relay("RUEH") && is_relay("RUEHL") && !is_relay("RUEHLN") && !is_relay("RZZZ"));
/// ```
pub fn is_relay(indicator: &str) -> bool {
    indicator == MINOR_RELAY || (indicator.len() == MAJOR_LETTERS && listing(indicator).is_some())
}

/// The letters that name a major relay.
const MAJOR_LETTERS: usize = 4;

/// Libreville. Posts whose letters begin with these are not behind it: their fifth letter has another meaning.
const MINOR_RELAY: &str = "RUEHL";

/// The major relay that a routing indicator lies behind, from its first four letters; none for the relay itself, and
/// none where no relay of that name is known.
///
/// ```
/// # use torntape::directory::relay_of;
/// assert_eq!(relay_of("RUEHLN").unwrap().indicator, "RUEH");
/// assert_eq!(relay_of("RUEH"), None);
/// ```
pub fn relay_of(indicator: &str) -> Option<Listing> {
    let letters = indicator.get(..MAJOR_LETTERS)?;
    (indicator.len() > MAJOR_LETTERS).then(|| listing(letters)).flatten()
}
