//! The delivery log as it grows: a line for each delivery, by time, post and cable, and its digest.

use sha2::{Digest, Sha256};

use super::Logged;
use super::source::Source;
use crate::sim::ledger::hexadecimal;
use crate::sim::scenario::Scenario;

/// How much is gathered before it is hashed: it is still at hand then.
const PIECE: usize = 4096;

/// Room for what stands between the numbers of a line.
const SCRAP: usize = 64;

/// A few characters that are written often. They are copied with the blanks after them, at one length for all.
#[derive(Debug)]
struct Scrap {
    /// At least [`SCRAP`] of them.
    padded: String,
    length: usize,
}

impl Scrap {
    fn new(text: &str) -> Self {
        Self { padded: format!("{text:SCRAP$}"), length: text.len() }
    }

    #[inline]
    fn write(&self, out: &mut String) {
        if self.length > SCRAP {
            out.push_str(&self.padded);
        } else if let Some(padded) = self.padded.get(..SCRAP) {
            let end = out.len() + self.length;
            out.push_str(padded);
            out.truncate(end);
        }
    }
}

/// Writes the log. Lines of one time wait for one another, so that they can be ordered.
pub(super) struct Log<'s> {
    sources: &'s [Source],
    /// For each source, what stands before the number of a cable or after its name, and what ends the line.
    cables: Vec<(Scrap, Scrap)>,
    /// `", "to": "RUEHMO", "text_sha256": ` for each station, and its place in the order of the names.
    posts: Vec<(Scrap, usize)>,
    at: u64,
    together: Vec<(u32, u32, u64)>,
    piece: String,
    digest: Sha256,
    logged: &'s mut Logged<'s>,
}

impl<'s> Log<'s> {
    pub(super) fn new(scenario: &Scenario, sources: &'s [Source], logged: &'s mut Logged<'s>) -> Self {
        let names: Vec<&str> = scenario.stations.iter().map(|station| station.indicator.as_str()).collect();
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|place| names.get(*place).copied());
        let mut ranks = vec![0; names.len()];
        for (rank, place) in order.into_iter().enumerate() {
            if let Some(slot) = ranks.get_mut(place) {
                *slot = rank;
            }
        }
        let posts = names
            .iter()
            .zip(ranks)
            .map(|(name, rank)| (Scrap::new(&format!("\", \"to\": \"{name}\", \"text_sha256\": ")), rank));
        let cable = |source: &Source| {
            let before = format!(", \"cable\": \"{}", source.begins());
            (Scrap::new(&before), Scrap::new(&format!("{}}}\n", source.text_sha256())))
        };
        Self {
            sources,
            cables: sources.iter().map(cable).collect(),
            posts: posts.collect(),
            at: 0,
            together: Vec::new(),
            piece: String::with_capacity(PIECE * 2),
            digest: Sha256::new(),
            logged,
        }
    }

    /// A station delivers a cable.
    #[inline]
    pub(super) fn deliver(&mut self, at: u64, station: u32, source: u32, number: u64) {
        if at != self.at {
            self.write();
            self.at = at;
        }
        self.together.push((station, source, number));
    }

    fn write(&mut self) {
        if let &[(station, source, number)] = self.together.as_slice() {
            self.write_line(station, source, number);
            self.together.clear();
        } else {
            let mut together = std::mem::take(&mut self.together);
            together.sort_by_cached_key(|(station, source, number)| {
                let rank = self.posts.get(*station as usize).map(|(_, rank)| *rank);
                (rank, self.sources.get(*source as usize).map(|source| source.id(*number)))
            });
            for (station, source, number) in together.drain(..) {
                self.write_line(station, source, number);
            }
            self.together = together;
        }
        if self.piece.len() >= PIECE {
            self.flush();
        }
    }

    fn write_line(&mut self, station: u32, source: u32, number: u64) {
        let place = source as usize;
        let (Some(source), Some((before, after)), Some((to, _))) =
            (self.sources.get(place), self.cables.get(place), self.posts.get(station as usize))
        else {
            return;
        };
        let mut figures = itoa::Buffer::new();
        self.piece.push_str("{\"time_ns\": ");
        self.piece.push_str(figures.format(self.at));
        before.write(&mut self.piece);
        if source.is_numbered() {
            self.piece.push_str(figures.format(number));
        }
        to.write(&mut self.piece);
        after.write(&mut self.piece);
    }

    fn flush(&mut self) {
        self.digest.update(&self.piece);
        (self.logged)(&self.piece);
        self.piece.clear();
    }

    /// The digest.
    pub(super) fn close(mut self) -> String {
        self.write();
        self.flush();
        hexadecimal(self.digest.finalize())
    }
}
