//! Made cables against the decoder: what was put in has to come out, and damage may cost no more than its own line.

mod clean;
mod command;
mod damaged;

use serde_json::Value;
use torntape::message::Cable;

/// Cables of each kind; `TORNTAPE_CABLES=10000000` makes a run as long as one likes.
fn cables(few: u64) -> u64 {
    std::env::var("TORNTAPE_CABLES").ok().and_then(|count| count.parse().ok()).unwrap_or(few)
}

/// A cable without its bytes and without what no truth tells: how sure the reader was.
fn bare(mut cable: Cable<'_>) -> Cable<'_> {
    cable.raw = None;
    cable.text = None;
    cable.recognition = torntape::message::Recognition::default();
    cable
}

/// The fields in which two cables differ, each as name and both values.
fn differences(truth: &Cable<'_>, read: &Cable<'_>) -> Vec<(String, Value, Value)> {
    // Comparing values is far quicker than writing them as JSON, and nearly all are alike.
    if truth == read {
        return Vec::new();
    }
    let (Ok(Value::Object(truth)), Ok(Value::Object(mut read))) =
        (serde_json::to_value(truth), serde_json::to_value(read))
    else {
        panic!("a cable is an object")
    };
    let pairs = truth.into_iter().map(|(name, made)| {
        let read = read.remove(&name).unwrap_or(Value::Null);
        (name, made, read)
    });
    pairs.filter(|(_, made, read)| made != read).collect()
}
