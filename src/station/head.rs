//! The head of a transmission, format lines 1 and 2, which each hop writes anew.

use std::sync::OnceLock;

use smallvec::SmallVec;

use super::tape::SUB;
use crate::message::{Precedence, RoutingIndicator};

/// Format lines 1 and 2 of most transmissions: they take no memory of their own.
const HEAD_MOSTLY: usize = 64;

/// All up to the end of format line 2; what is missing of it takes no bytes.
pub(super) struct Head {
    pub(super) bytes: SmallVec<[u8; HEAD_MOSTLY]>,
    /// Where format line 2 begins.
    pub(super) call: usize,
    /// Whether it holds a SUB.
    pub(super) damaged: bool,
    /// What it says, where that has been read; it goes on in the body where format line 3 does not begin there.
    pub(super) called: OnceLock<Option<Called>>,
}

/// What a routing line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Called {
    pub(crate) precedence: Option<Precedence>,
    pub(crate) stations: SmallVec<[RoutingIndicator<'static>; 4]>,
}

impl Head {
    pub(super) fn new(bytes: SmallVec<[u8; HEAD_MOSTLY]>, call: usize) -> Self {
        let damaged = memchr::memchr(SUB, &bytes).is_some();
        Self { bytes, call, damaged, called: OnceLock::new() }
    }

    /// One that has just been written, between pieces of another that may be damaged, and what it says.
    pub(super) fn written(written: Written, call: usize, damaged: bool, called: Option<Called>) -> Self {
        let bytes = written.finish();
        debug_assert_eq!(damaged, bytes.contains(&SUB), "a station writes nothing that is damaged");
        let called = called.map_or_else(OnceLock::new, |called| OnceLock::from(Some(called)));
        Self { bytes, call, damaged, called }
    }
}

/// A head as it is written: most have room where they begin.
pub(super) struct Written {
    short: [u8; HEAD_MOSTLY],
    length: usize,
    /// All of it once there is no room.
    long: Vec<u8>,
}

impl Written {
    pub(super) const fn new() -> Self {
        Self { short: [0; HEAD_MOSTLY], length: 0, long: Vec::new() }
    }

    pub(super) fn push(&mut self, piece: &[u8]) {
        let end = self.length + piece.len();
        if let Some(room) = self.short.get_mut(self.length..end).filter(|_| self.long.is_empty()) {
            room.copy_from_slice(piece);
            self.length = end;
            return;
        }
        if self.long.is_empty() {
            self.long.extend_from_slice(self.short.get(..self.length).unwrap_or_default());
        }
        self.long.extend_from_slice(piece);
    }

    pub(super) fn finish(self) -> SmallVec<[u8; HEAD_MOSTLY]> {
        if self.long.is_empty() {
            SmallVec::from_buf_and_len(self.short, self.length)
        } else {
            self.long.into()
        }
    }
}

/// A routing line as stations write it; `None` for any other, which takes a longer look.
pub(super) fn plain_call(line: &[u8]) -> Option<Called> {
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let precedence = match words.next()? {
        [one, other] if one == other => Precedence::from_prosign(*one)?,
        _ => return None,
    };
    let stations: SmallVec<[_; 4]> = words.map(RoutingIndicator::of).collect::<Option<_>>()?;
    (!stations.is_empty()).then_some(Called { precedence: Some(precedence), stations })
}
