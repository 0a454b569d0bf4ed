//! The names of posts, as they stand behind `AMEMBASSY`, on classification lines and in references: those of the directory.

use super::repair::{self, Likely};

pub(super) use crate::directory::{known_post, known_posts as all, letters_of, written_so};

/// The post that a damaged name most likely means; `None` for a known name, and where none is near.
pub(super) fn likely_post(name: &str) -> Option<Likely> {
    if known_post(name).is_some() {
        return None;
    }
    repair::likely(name, all())
}
