//! Made cables against the decoder: what was put in has to come out, field by field.

use serde_json::Value;
use torntape::corpus::{Corpus, Sample};
use torntape::decode;
use torntape::message::{Cable, Dialect};

/// Cables of each dialect; `TORNTAPE_CABLES=10000000` makes a run as long as one likes.
fn cables() -> u64 {
    std::env::var("TORNTAPE_CABLES").ok().and_then(|count| count.parse().ok()).unwrap_or(300)
}

/// The fields in which two cables differ.
fn differences(truth: &Cable<'_>, read: &Cable<'_>) -> Vec<String> {
    let (Ok(Value::Object(truth)), Ok(Value::Object(read))) =
        (serde_json::to_value(truth), serde_json::to_value(read))
    else {
        panic!("a cable is an object")
    };
    let told = |name: &str| !["text", "raw", "recognition"].contains(&name);
    truth
        .iter()
        .filter(|(name, value)| told(name) && read.get(*name) != Some(value))
        .map(|(name, value)| {
            format!("{name}\n  made {value}\n  read {}", read.get(name).unwrap_or(&Value::Null))
        })
        .collect()
}

/// Decodes a sample and compares; gives the differences, if any.
fn compared(sample: &Sample) -> Vec<String> {
    let mut read = decode(&sample.bytes);
    if read.len() != sample.truth.len() {
        return vec![format!("{} cables made, {} read", sample.truth.len(), read.len())];
    }
    let mut differing = Vec::new();
    for (truth, read) in sample.truth.iter().zip(&mut read) {
        read.raw = None;
        read.text = None;
        differing.extend(differences(truth, read));
    }
    differing
}

fn clean_cables_read_as_made(dialect: Dialect) {
    let corpus = Corpus::new(1).dialect(dialect);
    for place in 0..cables() {
        let sample = corpus.sample(place);
        let differing = compared(&sample);
        assert!(
            differing.is_empty(),
            "cable {place} of {dialect:?}:\n{}\n{}",
            differing.join("\n"),
            String::from_utf8_lossy(sample.bytes.get(..3000).unwrap_or(&sample.bytes)),
        );
    }
}

#[test]
fn clean_state_cables_read_as_made() {
    clean_cables_read_as_made(Dialect::Acp127State);
}

#[test]
fn clean_military_messages_read_as_made() {
    clean_cables_read_as_made(Dialect::Acp127);
    clean_cables_read_as_made(Dialect::Acp127Modified);
}

#[test]
fn clean_headless_texts_read_as_made() {
    clean_cables_read_as_made(Dialect::Headless);
}

#[test]
fn clean_archive_texts_read_as_made() {
    clean_cables_read_as_made(Dialect::Archive1973);
}
