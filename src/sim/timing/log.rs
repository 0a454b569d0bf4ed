//! The delivery log as it grows: a line for each delivery, by time, post and cable, and its digest.

use sha2::{Digest, Sha256};

use super::Logged;
use super::source::Source;
use crate::sim::ledger::hexadecimal;
use crate::sim::scenario::Scenario;

/// How much is gathered before it is hashed.
const PIECE: usize = 64 * 1024;

/// Writes the log. Lines of one time wait for one another, so that they can be ordered.
pub(super) struct Log<'s> {
    sources: &'s [Source],
    /// `, "to": "RUEHMO", "text_sha256": ` for each station, and its place in the order of the names.
    posts: Vec<(String, usize)>,
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
            .map(|(name, rank)| (format!(", \"to\": \"{name}\", \"text_sha256\": "), rank));
        Self {
            sources,
            posts: posts.collect(),
            at: 0,
            together: Vec::new(),
            piece: String::with_capacity(PIECE * 2),
            digest: Sha256::new(),
            logged,
        }
    }

    /// A station delivers a cable.
    pub(super) fn deliver(&mut self, at: u64, station: u32, source: u32, number: u64) {
        if at != self.at {
            self.write();
            self.at = at;
        }
        self.together.push((station, source, number));
    }

    fn write(&mut self) {
        let mut together = std::mem::take(&mut self.together);
        if together.len() > 1 {
            together.sort_by_cached_key(|(station, source, number)| {
                let rank = self.posts.get(*station as usize).map(|(_, rank)| *rank);
                (rank, self.sources.get(*source as usize).map(|source| source.id(*number)))
            });
        }
        for (station, source, number) in together.drain(..) {
            let (Some(source), Some((to, _))) =
                (self.sources.get(source as usize), self.posts.get(station as usize))
            else {
                continue;
            };
            self.piece.push_str("{\"time_ns\": ");
            self.piece.push_str(itoa::Buffer::new().format(self.at));
            self.piece.push_str(", \"cable\": ");
            source.write_id(number, &mut self.piece);
            self.piece.push_str(to);
            self.piece.push_str(source.text_sha256());
            self.piece.push_str("}\n");
        }
        self.together = together;
        if self.piece.len() >= PIECE {
            self.flush();
        }
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
        hexadecimal(&self.digest.finalize())
    }
}
