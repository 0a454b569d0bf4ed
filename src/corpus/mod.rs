//! Corpora of made cables whose true fields are known: for tests at any scale, and for those who build readers of
//! their own.
//!
//! Seed and place decide a cable: they can be made in any order, side by side, and on any machine, and are the same
//! to the byte. The words are neutral and made up; posts and routing indicators are those of the public books.

mod archive;
mod body;
mod damage;
mod draw;
mod enciphered;
mod handling;
mod military;
mod moment;
mod operator;
mod posts;
mod service;
mod state;
mod truth;
mod words;

use std::borrow::Cow;

use crate::encode::{self, Sheet};
use crate::message::{Cable, Dialect};

pub use damage::{Damage, DamageKind};
pub use truth::moved;

/// A corpus that is yet to be made.
#[derive(Clone, Copy, Debug)]
pub struct Corpus {
    seed: u64,
    dialect: Option<Dialect>,
    damage: f64,
    kind: Option<DamageKind>,
    apart: bool,
}

/// One made cable: a message, or the messages of its sections one behind the other.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What a reader should find in them, had nothing been damaged: one cable a message. `source` says where it lies in
    /// `bytes`; places of pages and paragraphs are those before the damage.
    pub truth: Vec<Cable<'static>>,
    /// What was done to them; none in a clean cable.
    pub damages: Vec<Damage>,
}

/// Fields and text of a cable before it is laid out.
struct Draft {
    fields: Cable<'static>,
    body: body::Body,
}

impl Corpus {
    /// All dialects mixed, as archives hold them: mostly State, some of each other.
    pub const fn new(seed: u64) -> Self {
        Self { seed, dialect: None, damage: 0.0, kind: None, apart: false }
    }

    /// Cables of one dialect only.
    #[must_use]
    pub const fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }

    /// Each cable is an input of its own, so that texts without a start of message may be among the mixed ones. In one
    /// run of bytes nothing tells where such a text begins.
    #[must_use]
    pub const fn apart(mut self) -> Self {
        self.apart = true;
        self
    }

    /// The share of cables that are damaged, from 0 to 1: each by one slip, of any class.
    #[must_use]
    pub const fn damage(mut self, share: f64) -> Self {
        self.damage = share;
        self
    }

    /// Only slips of this class.
    #[must_use]
    pub const fn damage_kind(mut self, kind: DamageKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Makes the cable with this place in the corpus.
    ///
    /// ```
    /// let corpus = torntape::corpus::Corpus::new(1);
    /// let sample = corpus.sample(0);
    /// let read = torntape::decode(&sample.bytes);
    /// assert_eq!(read[0].subject, sample.truth[0].subject);
    /// ```
    pub fn sample(&self, place: u64) -> Sample {
        let mut draw = draw::Draw::of_cable(self.seed, place);
        let dialect = self.dialect.unwrap_or_else(|| mixed(&mut draw, self.apart));
        let draft = match dialect {
            Dialect::Acp127 | Dialect::Acp127Modified | Dialect::Janap128 | Dialect::Acp126 => {
                military::draft(&mut draw, dialect)
            }
            Dialect::Headless => headless(&mut draw),
            Dialect::Archive1973 => archive::draft(&mut draw),
            _ => state::draft(&mut draw),
        };
        let sheets = encode::lay_out(&draft.fields, &draft.body.bytes, encode::LineEnds::Feed);
        let mut sample = Sample::of(sheets, &draft.body);
        operator::add(&mut draw, &mut sample);
        if draw.comes_true(self.damage) {
            let drawn = draw.one(&DamageKind::ALL);
            let damage = damage::strike(&mut draw, self.kind.unwrap_or(drawn), &mut sample);
            sample.damages.extend(damage);
        }
        sample
    }
}

impl Sample {
    fn of(mut sheets: Vec<Sheet<'static>>, body: &body::Body) -> Self {
        if let [only] = sheets.as_mut_slice() {
            let truth = vec![truth::of(only, body)];
            return Self { bytes: std::mem::take(&mut only.bytes), truth, damages: Vec::new() };
        }
        let mut sample = Self { bytes: Vec::new(), truth: Vec::new(), damages: Vec::new() };
        let mut lines = 0;
        for mut sheet in sheets {
            let mut truth = truth::of(&mut sheet, body);
            moved(&mut truth, sample.bytes.len(), lines);
            lines += memchr::memchr_iter(b'\n', &sheet.bytes).count();
            sample.bytes.append(&mut sheet.bytes);
            sample.truth.push(truth);
        }
        sample
    }
}

/// As an archive of many years holds them.
fn mixed(draw: &mut draw::Draw, apart: bool) -> Dialect {
    match draw.below(1000) {
        0..40 => Dialect::Acp127,
        40..60 => Dialect::Acp127Modified,
        60..80 => Dialect::Janap128,
        80..90 => Dialect::Acp126,
        90..120 if apart => Dialect::Headless,
        120..220 if apart => Dialect::Archive1973,
        _ => Dialect::Acp127State,
    }
}

/// A State cable that lacks its first lines.
fn headless(draw: &mut draw::Draw) -> Draft {
    let Draft { fields, body } = state::draft(draw);
    let mut fields = encode::fit(&fields, Dialect::Headless, &mut Vec::new());
    // A bare name below exempt posts would be one of them.
    let highest = fields.precedence.map(|precedence| precedence.info.unwrap_or(precedence.action));
    if fields.info.first().is_some_and(|first| !first.exempt.is_empty())
        && let Some(second) = fields.info.get_mut(1)
    {
        second.precedence = highest;
    }
    Draft { fields, body }
}

/// A fixed word as a field.
const fn text(word: &'static str) -> Cow<'static, str> {
    Cow::Borrowed(word)
}

/// About how long a text is, in lines: most fill a page or two, few fill many sections. 7 kB a cable on the whole.
fn lines_of_text(draw: &mut draw::Draw) -> usize {
    match draw.below(100) {
        0..45 => draw.between(6, 60),
        45..80 => draw.between(60, 180),
        80..97 => draw.between(180, 420),
        _ => draw.between(420, 900),
    }
}
