//! A changed field in bytes that are otherwise kept.

use crate::message::Cable;

pub(crate) fn rewrite(raw: &[u8], _: &Cable<'_>) -> Vec<u8> {
    raw.to_vec()
}

pub(crate) fn complete(written: Vec<u8>, _: &Cable<'_>) -> Vec<u8> {
    written
}
