//! Looking for a post by a part of its name, its place, or something like it.

use strsim::osa_distance;

use super::book::{Listing, listings};
use super::collective::{Collective, collectives};
use super::exact::{names_of, posts};
use super::former::{FormerPost, former_posts};
use super::post::Post;

/// One answer of the directory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry {
    /// A post of the State Department.
    Post(&'static Post),
    /// One that was closed or renamed.
    Former(&'static FormerPost),
    /// A name for many posts.
    Collective(&'static Collective),
    /// Any other station.
    Listing(Listing),
}

/// How well a name fits; the least is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Start,
    WordStart,
    Inside,
}

/// No name of the tables is longer, so a longer term is like none of them.
const TERM_BYTES_MAX: usize = 64;

/// Everything that has `term` in one of its names, or is in a city or country of that name; the best fit first, and among
/// equals posts first, in order of their routing indicators; former posts last. Capitals, hyphens and stops make no difference. Stations
/// that are no posts are given only where no post fits.
///
/// ```
/// # use torntape::directory::{Entry, search};
/// let [Entry::Post(moscow)] = search("moscow")[..] else { panic!("one post is there") };
/// assert_eq!(moscow.indicator, "RUEHMO");
/// let russia = search("Russia");
/// assert_eq!(russia.len(), 5); // four posts, and Leningrad of old
/// assert!(search("xyzzy").is_empty());
/// ```
pub fn search(term: &str) -> Vec<Entry> {
    let term = folded(term);
    if term.is_empty() || term.len() > TERM_BYTES_MAX {
        return Vec::new();
    }
    let mut found: Vec<(Fit, Entry)> =
        entries().filter_map(|entry| Some((fit_of(entry, &term)?, entry))).collect();
    // Of posts only the better fits are meant, and a whole name leaves no other posts; the many other stations are
    // given only where no post fits.
    let is_post = |entry: &Entry| matches!(entry, Entry::Post(_) | Entry::Collective(_));
    let best = found.iter().filter(|(_, entry)| is_post(entry)).map(|(fit, _)| *fit).min();
    let former = found.iter().any(|(_, entry)| matches!(entry, Entry::Former(_)));
    found.retain(|(fit, entry)| match (entry, best) {
        (Entry::Listing(_), best) => !former && best.is_none_or(|best| best == Fit::Inside && *fit < best),
        (Entry::Collective(_), Some(_)) => *fit <= Fit::WordStart,
        (_, Some(Fit::Whole)) => *fit == Fit::Whole,
        (_, Some(Fit::Inside) | None) => true,
        (_, Some(_)) => *fit <= Fit::WordStart,
    });
    if best.is_none() {
        // A name of old leads to the posts of today in its city.
        let now =
            found.iter().flat_map(|(fit, entry)| successors(*entry).map(|post| (*fit, Entry::Post(post))));
        let now: Vec<_> = now.collect();
        found.splice(0..0, now);
    }
    found.sort_by_key(|(fit, entry)| (matches!(entry, Entry::Former(_)), *fit));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// The names nearest to a term that [`search`] does not find, the nearest first: what may have been meant.
///
/// ```
/// # use torntape::directory::nearest;
/// assert_eq!(nearest("mosow"), ["MOSCOW"]);
/// assert_eq!(nearest("RUEHMQ")[0], "RUEHMA");
/// assert!(nearest("xyzzy").is_empty());
/// ```
pub fn nearest(term: &str) -> Vec<&'static str> {
    let term = folded(term);
    if term.is_empty() || term.len() > TERM_BYTES_MAX {
        return Vec::new();
    }
    let stations = super::known_posts();
    let indicators = posts().iter().map(|post| post.indicator);
    let plads = posts().iter().map(|post| post.plad);
    let mut near: Vec<(usize, &str)> = stations
        .chain(indicators)
        .chain(plads)
        .map(|name| (osa_distance(&term, name), name))
        // A slip in four letters; more letters wrong look like another word.
        .filter(|(distance, name)| *distance > 0 && *distance <= (name.len() / 4).max(1))
        .collect();
    near.sort_unstable();
    near.dedup();
    near.truncate(SUGGESTIONS_MAX);
    near.into_iter().map(|(_, name)| name).collect()
}

/// More suggestions than these help nobody.
const SUGGESTIONS_MAX: usize = 5;

/// The posts of today in the city of a former one.
fn successors(entry: Entry) -> impl Iterator<Item = &'static Post> {
    let place = match entry {
        Entry::Former(post) => Some((post.city, post.country)),
        _ => None,
    };
    posts().iter().filter(move |post| place == Some((post.city, post.country)))
}

fn entries() -> impl Iterator<Item = Entry> {
    let posts = posts().iter().map(Entry::Post);
    let former = former_posts().iter().map(Entry::Former);
    let collectives = collectives().iter().map(Entry::Collective);
    posts.chain(former).chain(collectives).chain(listings().iter().copied().map(Entry::Listing))
}

/// The best fit of the names of an entry.
fn fit_of(entry: Entry, term: &str) -> Option<Fit> {
    let best = |names: &mut dyn Iterator<Item = &'static str>| names.filter_map(|name| fit(name, term)).min();
    match entry {
        Entry::Post(post) => {
            // A country is named in full, or the cities of Niger would be found in Nigeria.
            let country = fit(post.country, term).filter(|fit| *fit == Fit::Whole);
            let names = [post.indicator, post.city].into_iter().chain(post.station).chain(names_of(post));
            best(&mut { names }).into_iter().chain(country).min()
        }
        Entry::Former(post) => {
            let country = fit(post.country, term).filter(|fit| *fit == Fit::Whole);
            best(&mut [post.station, post.city].into_iter()).into_iter().chain(country).min()
        }
        Entry::Collective(collective) => {
            best(&mut std::iter::once(collective.plad).chain(collective.indicator))
        }
        Entry::Listing(listing) => best(&mut std::iter::once(listing.indicator).chain(listing.names())),
    }
}

fn fit(name: &str, term: &str) -> Option<Fit> {
    let name = folded(name);
    let place = name.find(term)?;
    Some(match (place, name.len() == term.len()) {
        (0, true) => Fit::Whole,
        (0, false) => Fit::Start,
        _ if name
            .match_indices(term)
            .any(|(place, _)| name.get(..place).is_some_and(|b| b.ends_with(' '))) =>
        {
            Fit::WordStart
        }
        _ => Fit::Inside,
    })
}

/// A name without what is written one way and another: capitals, single blanks between words, no stops or hyphens.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '/' | '.')) {
        let mut letters = word.chars().filter(|letter| !matches!(letter, '\'' | ',')).peekable();
        if letters.peek().is_some() && !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(letters.flat_map(char::to_uppercase));
    }
    folded
}
