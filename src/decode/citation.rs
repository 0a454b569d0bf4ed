//! What one item of the REF list names: a cable, a message by its date-time group, a letter, a document.

use std::borrow::Cow;

use nom::Offset;
use smol_str::SmolStr;

use super::cursor::{Cited, Oddity, cables};
use super::findings::quoted;
use super::melted::{self, Station};
use super::posts::{self, known_post};
use super::{repair, years};
use crate::message::{MessageReference, Reference, ReferenceKind};

/// What an item is read with.
#[derive(Clone, Debug)]
pub(super) struct Context {
    /// The year of references that name none.
    pub(super) year: Option<i16>,
    pub(super) pivot: u8,
    /// The station of the reference before this one.
    pub(super) before: Option<String>,
    /// The station that numbered the cable itself.
    pub(super) own: Option<String>,
}

/// What there is to say about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// It was put right.
    Repaired { how: String },
    /// It may mean what is offered here.
    Doubtful { what: String, offer: String },
}

#[expect(clippy::ptr_arg, reason = "a piece of a borrowed text has to borrow from the same bytes")]
/// Reads an item and adds what it names: one reference for each cable, or one of another kind. Says what had to be put
/// right, and what could be.
pub(super) fn read<'a>(
    text: &Cow<'a, str>,
    label: Option<&Cow<'a, str>>,
    context: &Context,
    references: &mut Vec<Reference<'a>>,
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let named = |piece: &str| piece.bytes().any(|byte| byte.is_ascii_alphabetic());
    let mixed = text.contains(';') && text.split(';').all(named);
    let pieces = text.split(move |character| mixed && character == ';');
    for piece in pieces {
        let trimmed = piece.trim_matches([' ', ',', ';']);
        let trimmed = trimmed.strip_suffix('.').unwrap_or(trimmed);
        // `(REF: CAIRO 493)`: the parenthesis was opened before the label.
        let trimmed = trimmed.strip_suffix(')').filter(|inner| !inner.contains('(')).unwrap_or(trimmed);
        if trimmed.is_empty() || matches!(trimmed, "N/A" | "NONE" | "NA") {
            continue;
        }
        let item = Item { trimmed, context, remarks: &mut remarks };
        item.read(|kind, named, id| {
            let text = match text {
                Cow::Borrowed(text) => borrowed(text, named),
                Cow::Owned(_) => Cow::Owned(named.to_owned()),
            };
            references.push(Reference { label: label.cloned(), kind, text, id });
        });
    }
    remarks
}

/// The identification of an item that is written as most are, `2008 STATE 132759` or `STATE 132759`: a year or none, a
/// station that is known, a number, and nothing else. For these [`read`] finds the same.
pub(super) fn plain(text: &str, year: Option<i16>, pivot: u8) -> Option<SmolStr> {
    const FIGURES_MAX: usize = 8;
    let written = text.as_bytes();
    let figures = written.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let start = written.len() - figures;
    let named = written.get(..start)?.strip_suffix(b" ").filter(|_| (1..=FIGURES_MAX).contains(&figures))?;
    let (own, station) = match named {
        [b'0'..=b'9', _, b' ', station @ ..] => (Some(years::written(named.get(..2)?, pivot)?), station),
        [b'0'..=b'9', _, _, _, b' ', station @ ..] => {
            (Some(years::written(named.get(..4)?, pivot)?), station)
        }
        station => (year, station),
    };
    Some(MessageReference::id_of_letters(own?, posts::letters_of(station)?, text.get(start..)?))
}

/// Whether an item may name a number without its station: then that of the reference before it counts.
pub(super) fn may_lack_station(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

/// A piece of a borrowed text borrows from the same bytes.
fn borrowed<'a>(text: &'a str, piece: &str) -> Cow<'a, str> {
    let start = text.as_bytes().offset(piece.as_bytes());
    match text.get(start..start.saturating_add(piece.len())) {
        Some(same) => Cow::Borrowed(same),
        None => Cow::Owned(piece.to_owned()),
    }
}

/// One item without the stops around it.
struct Item<'t, 'r> {
    trimmed: &'t str,
    context: &'r Context,
    remarks: &'r mut Vec<Remark>,
}

impl<'t> Item<'t, '_> {
    fn read(mut self, mut found: impl FnMut(ReferenceKind, &'t str, Option<SmolStr>)) {
        let trimmed = self.trimmed;
        if is_email(trimmed) {
            return found(ReferenceKind::Email, trimmed, None);
        }
        let dated = names_date_time(trimmed);
        let cited = cables(trimmed, self.context.pivot).filter(|cited| !dated || is_dated_cable(cited));
        if dated && cited.is_none() {
            return found(ReferenceKind::Dtg, trimmed, None);
        }
        // A first station that is known needs no second look.
        let known = cited.as_ref().and_then(|cited| cited.first()?.station).and_then(known_post).is_some();
        if (!known || has_lookalikes(trimmed))
            && let Some(id) = self.mended()
        {
            return found(ReferenceKind::Cable, trimmed, Some(id));
        }
        let Some(cited) = cited else {
            self.offer_cut_off();
            return found(ReferenceKind::Document, trimmed, None);
        };
        let mut before = self.context.before.clone().map(Cow::Owned);
        for cited in cited {
            let id = self.identify(&cited, before.as_deref());
            if let Some(station) = cited.station {
                before = Some(Cow::Borrowed(station));
            }
            found(ReferenceKind::Cable, cited.text, id);
        }
    }

    /// The identification of a cable, where year and station are known or can be put right.
    fn identify(&mut self, cited: &Cited<'_>, before: Option<&str>) -> Option<SmolStr> {
        let mut year = cited.year.or(self.context.year);
        let mut station = cited.station.map(Cow::Borrowed);
        if let Some(written) = cited.station
            && let Some(right) = known_post(written).or_else(|| self.station(written))
        {
            station = Some(Cow::Borrowed(right));
        }
        match cited.oddity {
            Some(Oddity::Year(first, last)) => {
                // A reference does not name a cable of a later year.
                let earlier = self.context.year.is_some_and(|year| first > year && last <= year);
                if earlier {
                    year = Some(last);
                    self.repaired(cited, year, station.as_deref());
                } else {
                    let offer = [first, last].map(|year| id(Some(year), station.as_deref(), cited.number));
                    let offer = offer.map(Option::unwrap_or_default).map(|id| format!("`{id}`")).join(" or ");
                    self.doubtful(format!("{} has a year of three figures", quoted_text(cited.text)), offer);
                    return None;
                }
            }
            Some(Oddity::To(last)) => {
                let last = id(year, station.as_deref(), last).unwrap_or_else(|| last.to_string().into());
                let what =
                    format!("{} names a run of cables, of which the first is kept", quoted_text(cited.text));
                self.doubtful(what, format!("each of them up to `{last}`"));
            }
            Some(_) => self.repaired(cited, year, station.as_deref()),
            None => {}
        }
        if station.is_none()
            && let Some(before) = before
        {
            station = Some(Cow::Owned(before.to_owned()));
            self.repaired(cited, year, station.as_deref());
        } else if station.is_none()
            && let Some(own) = self.context.own.as_deref()
        {
            let offer =
                id(year, Some(own), cited.number).unwrap_or_else(|| format!("a cable of {own}").into());
            self.doubtful(format!("{} names no post", quoted_text(cited.text)), format!("`{offer}`"));
        }
        id(year, station.as_deref(), cited.number)
    }

    /// A station that is no known post, put right where it can have been one alone.
    fn station(&mut self, written: &str) -> Option<&'static str> {
        if let Some(melted::Melted { station: Station::Sure(post), .. }) =
            melted::read(&format!("{written} 1"))
        {
            self.remarks
                .push(Remark::Repaired { how: format!("{} is read as {post}", quoted_text(written)) });
            return Some(post);
        }
        let likely = posts::likely_post(written)?;
        if let Some(post) = likely.sure() {
            self.remarks
                .push(Remark::Repaired { how: format!("{} is read as {post}", quoted_text(written)) });
            return Some(post);
        }
        self.doubtful(format!("{} is no post that is known", quoted_text(written)), likely.offer());
        None
    }

    /// The item with figures for letters, letters for figures, or other words melted into it: the identification of the
    /// one cable that it then names.
    fn mended(&mut self) -> Option<SmolStr> {
        let context = self.context;
        for shifted in [false, true] {
            let mended = unmixed(self.trimmed, shifted);
            if mended != self.trimmed
                && let Some([cited]) = cables(&mended, context.pivot).as_deref()
                && let Some(station) = cited.station
            {
                let known = match Station::of(station) {
                    Station::Sure(post) => post.to_owned(),
                    // Letters of the other shift prove nothing where the station is unknown too.
                    Station::Unknown(..) if shifted => continue,
                    Station::Unknown(..) => station.to_owned(),
                };
                let id = id(cited.year.or(context.year), Some(&known), cited.number);
                self.read_as(id.as_deref());
                return id;
            }
        }
        let melted = melted::read(without_remarks(self.trimmed))?;
        let year = melted.year.map(|year| years::of_two_figures(year, context.pivot)).or(context.year);
        match melted.station {
            Station::Sure(post) => {
                let id = id(year, Some(post), melted.number);
                self.read_as(id.as_deref());
                id
            }
            Station::Unknown(letters, likely) => {
                let likely = likely?;
                self.doubtful(format!("{} is no post that is known", quoted_text(&letters)), likely.offer());
                None
            }
        }
    }

    /// A name cut off by the end of a page, as in `PORT AU PR`: the post is offered.
    fn offer_cut_off(&mut self) {
        let name = self.trimmed.trim_start_matches(|start: char| start.is_ascii_digit() || start == ' ');
        let letters = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b' ') && name.len() >= 3;
        let posts: Vec<&str> =
            posts::all().filter(|post| letters && post.starts_with(name)).take(4).collect();
        if (1..=3).contains(&posts.len()) {
            let what = format!("{} names no number; the end of it is lost", quoted_text(self.trimmed));
            let posts: Vec<String> = posts.into_iter().map(|post| format!("`{post}`")).collect();
            self.doubtful(what, format!("a cable of {}", posts.join(" or ")));
        }
    }

    fn read_as(&mut self, id: Option<&str>) {
        let read = id.unwrap_or("a cable");
        self.remarks
            .push(Remark::Repaired { how: format!("{} is read as {read}", quoted_text(self.trimmed)) });
    }

    fn repaired(&mut self, cited: &Cited<'_>, year: Option<i16>, station: Option<&str>) {
        let id = id(year, station, cited.number);
        let read = id.as_deref().unwrap_or("a cable");
        self.remarks.push(Remark::Repaired { how: format!("{} is read as {read}", quoted_text(cited.text)) });
    }

    fn doubtful(&mut self, what: String, offer: String) {
        self.remarks.push(Remark::Doubtful { what, offer });
    }
}

fn quoted_text(text: &str) -> String {
    quoted(text.as_bytes())
}

fn id(year: Option<i16>, station: Option<&str>, number: u32) -> Option<SmolStr> {
    year.zip(station).map(|(year, station)| MessageReference::id(year, station, number))
}

/// The item without what stands in parentheses behind it.
pub(super) fn without_remarks(text: &str) -> &str {
    text.split(" (").next().unwrap_or(text)
}

/// `STATE 41252 (DTG 201212Z JAN 08)`: a cable whose time is given too.
fn is_dated_cable(cited: &[Cited<'_>]) -> bool {
    cited.first().is_some_and(|first| {
        let known = first.station.is_some_and(|station| known_post(station).is_some());
        let figures = first.number.to_string();
        let itself = first.text.split_once(figures.as_str()).is_some_and(|(_, rest)| {
            rest.trim_start().starts_with(['Z', 'z']) && !rest.trim_start().starts_with("ZNR")
        });
        known && !itself
    })
}

/// O and I in a word of figures are figures, 0 and 1 in a word of letters are letters: `O4 CHENNAI 0944`,
/// `05 0TTAWA 3518`. Among figures, letters of the other shift too, where asked for.
fn unmixed(text: &str, shifted: bool) -> String {
    let words = text.split(' ').map(|word| {
        let figures = word.bytes().filter(u8::is_ascii_digit).count();
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        match () {
            () if figures == 0 || letters == 0 => word.to_owned(),
            () if is_lookalike(word) => word.replace('O', "0").replace('I', "1"),
            () if shifted && figures > letters && word.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                repair::figures(word).unwrap_or_else(|| word.to_owned())
            }
            () if figures <= 2 && letters >= 3 => word.replace('0', "O").replace('1', "I"),
            () => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Figures and the letters O and I, and nothing else.
fn is_lookalike(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'O' | b'I'))
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn has_lookalikes(text: &str) -> bool {
    text.split(' ').any(is_lookalike)
}

fn is_email(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has = |word: &[u8]| bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word));
    bytes.contains(&b'@') || has(b"EMAIL") || has(b"E-MAIL")
}

/// Six figures and `Z`: the reference is to a message of that time.
fn names_date_time(text: &str) -> bool {
    let mut run = 0;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        if run == 6 {
            let rest = bytes.clone();
            let mut rest = rest.skip_while(|byte| *byte == b' ');
            if matches!(rest.next(), Some(b'Z' | b'z'))
                && !rest.next().is_some_and(|byte| byte.is_ascii_alphanumeric())
            {
                return true;
            }
        }
    }
    false
}
