//! `torntape generate` as a command.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;

fn torntape() -> Command {
    Command::cargo_bin("torntape").unwrap()
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

/// What the truth says is what `decode` prints, field by field.
#[test]
fn the_truth_is_what_decode_prints() {
    let folder = tempfile::tempdir().unwrap();
    let (corpus, truth) = (folder.path().join("corpus.txt"), folder.path().join("truth.ndjson"));
    torntape()
        .args(["generate", "--count", "40", "--seed", "9", "--out"])
        .arg(&corpus)
        .arg("--truth")
        .arg(&truth)
        .assert()
        .success()
        .stdout("");
    let decoded = torntape().args(["decode", "--format", "ndjson"]).arg(&corpus).assert().code(0);
    let read = lines(&decoded.get_output().stdout);
    let made = lines(&fs::read(&truth).unwrap());
    assert_eq!(read.len(), made.len());
    for (made, mut read) in made.into_iter().zip(read) {
        let Value::Object(made) = made else { panic!("a line is an object") };
        read["source"]["path"] = Value::Null;
        for (name, value) in
            made.iter().filter(|(name, _)| !["damages", "recognition"].contains(&name.as_str()))
        {
            assert_eq!(&read[name], value, "{name}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let made = |seed: &str| {
        let out = torntape()
            .args(["generate", "--size", "60KB", "--damage", "0.3", "--seed", seed])
            .assert()
            .success();
        out.get_output().stdout.clone()
    };
    assert_eq!(made("4"), made("4"));
    assert_ne!(made("4"), made("5"));
    assert!((60_000..200_000).contains(&made("4").len()));
}

#[test]
fn each_cable_may_have_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let (out, truth) = (folder.path().join("corpus"), folder.path().join("truth.ndjson"));
    torntape()
        .args(["generate", "--count", "5", "--dialect", "headless", "--damage", "1", "--files", "--out"])
        .arg(&out)
        .arg("--truth")
        .arg(&truth)
        .assert()
        .success();
    for (line, place) in lines(&fs::read(&truth).unwrap()).iter().zip(0..) {
        assert_eq!(line["source"]["path"], format!("0000/{place:09}.txt"));
        let bytes = fs::read(out.join(format!("0000/{place:09}.txt"))).unwrap();
        assert_eq!(line["source"]["length"], bytes.len());
        let damage = &line["damages"][0];
        assert!(damage["kind"].is_string() && damage["offset"].is_u64() && damage["line"].is_u64());
    }
    // A folder that is full is not written into.
    torntape().args(["generate", "--count", "1", "--files", "--out"]).arg(&out).assert().code(2);
}

#[test]
fn a_wrong_call_is_told_in_one_line() {
    for (arguments, told) in [
        (&["generate"][..], "--count"),
        (&["generate", "--size", "1.8XB"], "KB, MB or GB"),
        (&["generate", "--count", "1", "--dialect", "acp999"], "acp127_state"),
        (&["generate", "--count", "1", "--damage", "2"], "from 0 to 1"),
        (&["generate", "--count", "1", "--damage-kind", "fire"], "swapped"),
        (&["generate", "--count", "1", "--files"], "--out"),
    ] {
        let assert = torntape().args(arguments).assert().code(2).stdout("");
        let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(said.contains(told) && said.lines().count() == 1, "{arguments:?}: {said}");
    }
}
