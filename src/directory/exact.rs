//! Exact look-ups: by routing indicator, by plain language address designator, by the word of a reference number.

use std::cmp::Ordering;
use std::sync::LazyLock;

use super::former::FORMER_POSTS;
use super::names::{OTHER_NAMES, OTHER_STATIONS};
use super::post::{Post, packed};
use super::posts::{COUNT, POSTS};
use crate::message::{MessageReference, RoutingIndicator};

/// Every post, in order of its routing indicator: for maps and lists.
///
/// ```
/// let posts = torntape::directory::posts();
/// assert!(posts.len() > 280);
/// assert!(posts.iter().any(|post| post.city == "Yaounde" && post.latitude < 4.0));
/// ```
pub fn posts() -> &'static [Post] {
    &POSTS
}

/// The routing indicators of [`POSTS`] as numbers, apart from the rest so that a search stays in few cache lines.
static KEYS: [u64; COUNT] = keys();

const fn keys() -> [u64; COUNT] {
    let mut keys = [0; COUNT];
    let (mut posts, mut room): (&[Post], &mut [u64]) = (&POSTS, &mut keys);
    while let (Some((post, posts_left)), Some((key, room_left))) =
        (posts.split_first(), room.split_first_mut())
    {
        *key = packed(post.indicator.as_bytes());
        (posts, room) = (posts_left, room_left);
    }
    keys
}

/// The posts that a routing indicator serves: mostly one, none where it is no post's (ACP 117).
///
/// ```
/// # use torntape::directory;
/// let [moscow] = directory::by_indicator("RUEHMO") else { panic!("one post has it") };
/// assert_eq!((moscow.plad, moscow.station), ("AMEMBASSY MOSCOW", Some("MOSCOW")));
/// assert_eq!(directory::by_indicator("RUEHBS").len(), 2); // the embassy in Brussels, and the mission to the EU
/// assert!(directory::by_indicator("RUEHXYZ").is_empty());
/// ```
pub fn by_indicator(indicator: &str) -> &'static [Post] {
    if indicator.len() > RoutingIndicator::LENGTH_MAX {
        return &[];
    }
    let key = packed(indicator.as_bytes());
    let first = KEYS.partition_point(|other| *other < key);
    let after = KEYS.get(first..).unwrap_or_default().iter().take_while(|other| **other == key).count();
    POSTS.get(first..first + after).unwrap_or_default()
}

/// Every name of every post, sorted.
static BY_PLAD: LazyLock<Vec<(&'static str, &'static Post)>> = LazyLock::new(|| {
    let other_names = OTHER_NAMES
        .iter()
        .filter_map(|&(name, indicator)| Some((name, other_name_of(name, by_indicator(indicator))?)));
    let mut names: Vec<_> = POSTS.iter().map(|post| (post.plad, post)).chain(other_names).collect();
    names.sort_by_key(|&(name, post)| (name, post.indicator));
    names
});

/// Which of the posts behind one routing indicator has another name: the one whose own name ends alike.
fn other_name_of(name: &str, posts: &'static [Post]) -> Option<&'static Post> {
    posts.iter().find(|post| name.ends_with(post.plad)).or(posts.first())
}

/// The posts of a plain language address designator, the usual one or another one that is known; two posts where two
/// routing indicators serve one name.
///
/// ```
/// # use torntape::directory;
/// let indicators = |name| directory::by_plad(name).map(|post| post.indicator).collect::<Vec<_>>();
/// assert_eq!(indicators("AMEMBASSY KIEV"), ["RUEHKV"]);
/// assert_eq!(indicators("AMCONSUL STRASBOURG"), ["RUEHFRS", "RUEHSR"]);
/// assert_eq!(indicators("AMEMBASSY ATLANTIS"), [""; 0]);
/// ```
pub fn by_plad(name: &str) -> impl Iterator<Item = &'static Post> + use<> {
    let first = BY_PLAD.partition_point(|(other, _)| *other < name);
    let rest = BY_PLAD.get(first..).unwrap_or_default();
    let after = rest.partition_point(|(other, _)| *other == name);
    rest.get(..after).unwrap_or_default().iter().map(|(_, post)| *post)
}

/// Every name of a post, the usual one and others.
pub(super) fn names_of(post: &'static Post) -> impl Iterator<Item = &'static str> {
    BY_PLAD.iter().filter(move |(_, other)| std::ptr::eq(*other, post)).map(|(name, _)| *name)
}

/// Whether a post has this name, the usual one or another one.
pub fn is_called(post: &Post, name: &str) -> bool {
    post.plad == name || by_plad(name).any(|other| other.indicator == post.indicator)
}

/// The post of an addressee, by its routing indicator and name as they stand on a line; `None` where the directory has
/// neither or the two are of different posts.
///
/// ```
/// # use torntape::directory::post_of;
/// assert_eq!(post_of(Some("RUEHMO"), "AMEMBASSY MOSCOW").unwrap().city, "Moscow");
/// assert_eq!(post_of(None, "SECSTATE WASHDC").unwrap().city, "Washington");
/// assert!(post_of(Some("RUEHLN"), "AMEMBASSY MOSCOW").is_none());
/// ```
pub fn post_of(indicator: Option<&str>, name: &str) -> Option<&'static Post> {
    by_plad(name).find(|post| indicator.is_none_or(|indicator| post.indicator == indicator))
}

/// The words of message reference numbers, sorted as text, each once.
static STATIONS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let posts = POSTS.iter().filter_map(|post| post.station);
    let former = FORMER_POSTS.iter().map(|post| post.station);
    let mut names: Vec<_> = posts.chain(former).chain(OTHER_STATIONS).collect();
    names.sort_unstable();
    names.dedup();
    names
});

/// The same, sorted by letters.
static BY_LETTERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut names = STATIONS.clone();
    names.sort_by(|one, other| by_letters(one, other));
    names
});

/// Compares two names by letters and figures alone: reference numbers are written with blanks and stops and without.
fn by_letters(one: &str, other: &str) -> Ordering {
    letters(one).cmp(letters(other))
}

fn letters(name: &str) -> impl Iterator<Item = u8> + '_ {
    name.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase())
}

/// The station of this name in message reference numbers, as it is written there; blanks, stops and the case of letters
/// do not count. Posts that were closed or called otherwise since the 1970s are known too, and stations that number
/// cables without being posts.
///
/// ```
/// # use torntape::directory::known_post;
/// assert_eq!(known_post("STPETERSBURG"), Some("ST PETERSBURG"));
/// assert_eq!(known_post("LENINGRAD"), Some("LENINGRAD"));
/// assert_eq!(known_post("QUINTO"), None);
/// ```
pub fn known_post(name: &str) -> Option<&'static str> {
    if let Some(written) = written_so(name.as_bytes()) {
        return Some(written);
    }
    // A name of damaged bytes may be as long as a line, and is compared no further than the longest of the list.
    let place = BY_LETTERS.binary_search_by(|station| by_letters(station, name)).ok()?;
    BY_LETTERS.get(place).copied()
}

/// As [`known_post`], for a name as it is written in the list: nearly every name that is looked up is.
#[inline]
pub(crate) fn written_so(name: &[u8]) -> Option<&'static str> {
    listed(name).map(|station| station.name)
}

/// The letters of a station in the identifications of cables: of a name as it is written in the list, in capitals and
/// blanks alone.
#[inline]
pub(crate) fn letters_of(name: &[u8]) -> Option<&'static str> {
    listed(name)?.letters.as_deref()
}

#[inline]
fn listed(name: &[u8]) -> Option<&'static Station> {
    let list = &*BY_ENDS;
    let place = place_of(name)?;
    let (from, to) = (list.starts.get(place)?, list.starts.get(place + 1)?);
    let alike = list.stations.get(usize::from(*from)..usize::from(*to))?;
    alike.iter().find(|other| other.name.as_bytes() == name)
}

/// Names by their first and last letters, few of which have the same.
struct ByEnds {
    /// Where in `stations` those of each pair of letters begin.
    starts: [u16; PAIRS + 1],
    stations: Vec<Station>,
}

struct Station {
    name: &'static str,
    /// What [`MessageReference::id`] makes of it.
    letters: Option<String>,
}

impl Station {
    fn of(name: &'static str) -> Self {
        let plain = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b' ');
        let letters =
            || MessageReference::id(0, name, 0).trim_start_matches('0').trim_end_matches('0').to_owned();
        Self { name, letters: plain.then(letters) }
    }
}

const LETTERS: usize = 26;
const PAIRS: usize = LETTERS * LETTERS;

static BY_ENDS: LazyLock<ByEnds> = LazyLock::new(|| {
    let place = |name: &&str| place_of(name.as_bytes());
    let mut names: Vec<_> = STATIONS.iter().copied().filter(|name| place(name).is_some()).collect();
    names.sort_by_key(place);
    let starts = std::array::from_fn(|pair| {
        let before = names.partition_point(|name| place(name) < Some(pair));
        u16::try_from(before).unwrap_or(u16::MAX)
    });
    ByEnds { starts, stations: names.into_iter().map(Station::of).collect() }
});

/// The place of a name's first and last letters among all pairs.
fn place_of(name: &[u8]) -> Option<usize> {
    let letter = |byte: &u8| Some(usize::from(byte.wrapping_sub(b'A'))).filter(|letter| *letter < LETTERS);
    Some(letter(name.first()?)? * LETTERS + letter(name.last()?)?)
}

/// Every name that [`known_post`] knows, each once, sorted: the vocabulary for a look at damaged names.
///
/// ```
/// let names: Vec<_> = torntape::directory::known_posts().collect();
/// assert!(names.contains(&"USUN NEW YORK") && names.contains(&"STATE"));
/// ```
pub fn known_posts() -> impl ExactSizeIterator<Item = &'static str> + Clone {
    STATIONS.iter().copied()
}

/// The posts whose message reference numbers bear this word, as [`known_post`] compares them.
///
/// ```
/// # use torntape::directory;
/// assert_eq!(directory::by_station("ST PETERSBURG").next().map(|post| post.indicator), Some("RUEHLN"));
/// ```
pub fn by_station(name: &str) -> impl Iterator<Item = &'static Post> + '_ {
    POSTS.iter().filter(move |post| post.station.is_some_and(|station| by_letters(station, name).is_eq()))
}
