//! `torntape encode`, `split` and `join` as a user calls them.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

const FIXTURE: &[u8] = include_bytes!("../../fixtures/field/09STATE97951.cable");

/// One run in an empty folder: status, standard output, standard error.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> (i32, Vec<u8>, String) {
    let output = Command::cargo_bin("torntape")
        .unwrap()
        .current_dir(folder)
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), output.stdout, error)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A folder with the cable, and its transmissions below `sections`.
fn divided(cable: &[u8]) -> (TempDir, Vec<PathBuf>) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("cable.txt"), cable).unwrap();
    let (status, _, said) = run(folder.path(), &["split", "cable.txt", "--out", "sections"], b"");
    assert_eq!(status, 0, "{said}");
    let sections = folder.path().join("sections");
    let files = names(&sections).into_iter().map(|name| sections.join(name)).collect();
    (folder, files)
}

const LEFT_OUT: &str =
    "torntape: note: BT, # and serial, NNNN of the transmissions are left out of what is joined\n";

#[test]
fn split_writes_one_file_a_transmission_and_join_gives_the_cable_back() {
    let (folder, files) = divided(FIXTURE);
    assert_eq!(
        names(&folder.path().join("sections")),
        [1, 2, 3, 4].map(|number| format!("09STATE97951-{number:02}-of-04.txt"))
    );
    for order in [[0, 1, 2, 3], [3, 1, 0, 2], [2, 3, 1, 0]] {
        let mut arguments = vec!["join"];
        arguments.extend(order.iter().map(|&at: &usize| files[at].to_str().unwrap()));
        let (status, joined, said) = run(folder.path(), &arguments, b"");
        assert_eq!((status, said.as_str()), (0, LEFT_OUT));
        assert!(joined == FIXTURE);
    }
    let (status, joined, _) = run(folder.path(), &["join", "sections"], b"");
    assert!(status == 0 && joined == FIXTURE, "a folder is all its files");
    let stream: Vec<u8> = files.iter().rev().flat_map(|file| fs::read(file).unwrap()).collect();
    let (status, joined, _) = run(folder.path(), &["join"], &stream);
    assert!(status == 0 && joined == FIXTURE, "so is a stream of transmissions");
}

#[test]
fn join_names_the_missing_section() {
    let (folder, files) = divided(FIXTURE);
    fs::remove_file(&files[2]).unwrap();
    let (status, joined, said) = run(folder.path(), &["join", "sections"], b"");
    assert_eq!((status, joined), (1, Vec::new()));
    assert_eq!(said, "torntape: missing: section 03 of 04 of 09STATE97951\n");
}

#[test]
fn join_says_what_is_double_damaged_or_contradictory() {
    let (folder, files) = divided(FIXTURE);
    let second = fs::read(&files[1]).unwrap();
    fs::write(folder.path().join("again"), &second).unwrap();
    let (status, joined, said) = run(folder.path(), &["join", "sections", "again"], b"");
    assert!(status == 0 && joined == FIXTURE);
    assert_eq!(
        said,
        format!(
            "torntape: double: section 02 of 04 of 09STATE97951 is there 2 times, with one text\n{LEFT_OUT}"
        )
    );

    let mut other = second.clone();
    let at = other.len() - 40;
    other[at] = if other[at] == b'X' { b'Y' } else { b'X' };
    fs::write(folder.path().join("again"), &other).unwrap();
    let (status, joined, said) = run(folder.path(), &["join", "sections", "again"], b"");
    assert_eq!((status, joined), (1, Vec::new()));
    assert_eq!(
        said,
        "torntape: contradictory: section 02 of 04 of 09STATE97951 is there with different texts\n"
    );

    let mut damaged = second;
    damaged[at] = 0x1a;
    fs::write(&files[1], &damaged).unwrap();
    let (status, joined, said) = run(folder.path(), &["join", "sections"], b"");
    assert_eq!((status, joined.len()), (1, FIXTURE.len()));
    assert_eq!(said, format!("torntape: damaged: section 02 of 04 of 09STATE97951\n{LEFT_OUT}"));
}

#[test]
fn the_plain_form_comes_back_too() {
    let (folder, _) = divided(FIXTURE);
    let (status, plain, _) = run(folder.path(), &["join", "--form", "plain", "sections"], b"");
    assert_eq!(status, 0);
    assert!(!plain.windows(7).any(|window| window == b"SECTION"));
    let (folder, files) = divided(&plain);
    assert!(files.len() > 1);
    let (status, again, _) = run(folder.path(), &["join", "--form", "plain", "sections"], b"");
    assert!(status == 0 && again == plain);
}

/// Undivided cables are one transmission; several cables are joined into a folder.
#[test]
fn several_cables_need_a_folder() {
    let small = |number: u32| {
        format!(
            "VZCZCXMO{number:04}\nRR RUEHMO\nDE RUEHC #{number:04} 2642216\nZNR UUUUU\nR 212156Z SEP 09\n\
             FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nUNCLAS STATE {number:06}\nTAGS: AMGT\nSUBJECT: CLOCKS\n\n1. ALL.\n"
        )
    };
    let both = small(11) + &small(12);
    let (folder, files) = divided(both.as_bytes());
    assert_eq!(files.len(), 2);
    assert_eq!(names(&folder.path().join("sections")), ["09STATE11-01-of-01.txt", "09STATE12-01-of-01.txt"]);
    let (status, joined, said) = run(folder.path(), &["join", "sections"], b"");
    assert_eq!((status, joined), (2, Vec::new()));
    assert_eq!(
        said,
        "torntape: these are 2 cables (09STATE11, 09STATE12): name a folder for them with --out\n"
    );
    let (status, written, _) = run(folder.path(), &["join", "sections", "--out", "cables"], b"");
    assert_eq!(status, 0);
    assert_eq!(String::from_utf8(written).unwrap().lines().count(), 2);
    assert_eq!(names(&folder.path().join("cables")), ["09STATE11.txt", "09STATE12.txt"]);
    assert_eq!(fs::read_to_string(folder.path().join("cables/09STATE12.txt")).unwrap(), small(12));
}

/// A stream of the transmissions of one cable is not short of any of them.
#[test]
fn split_counts_the_sections_of_the_whole_input() {
    let (folder, files) = divided(FIXTURE);
    let mut stream: Vec<u8> = files.iter().flat_map(|file| fs::read(file).unwrap()).collect();
    let (status, _, said) = run(folder.path(), &["split", "-", "--out", "again"], &stream);
    assert_eq!(status, 0, "{said}");
    assert_eq!(names(&folder.path().join("again")), names(&folder.path().join("sections")));
    stream.drain(..fs::read(&files[0]).unwrap().len());
    let (status, _, said) = run(folder.path(), &["split", "-", "--out", "less"], &stream);
    assert_eq!(status, 1);
    assert!(said.ends_with("torntape: <stdin>: missing: section 01 of 04 of 09STATE97951\n"), "{said}");
}

#[test]
fn a_wrong_call_is_one_clear_line() {
    let (folder, _) = divided(FIXTURE);
    let case = |arguments: &[&str]| {
        let (status, output, said) = run(folder.path(), arguments, b"");
        assert_eq!((status, output), (2, Vec::new()), "{arguments:?}");
        said
    };
    assert_eq!(
        case(&["split", "cable.txt", "--out", "sections"]),
        "torntape: sections: the folder is not empty\n"
    );
    assert_eq!(
        case(&["split", "none.txt", "--out", "new"]),
        "torntape: none.txt: no such file or directory\n"
    );
    assert!(!folder.path().join("new").exists(), "nothing is made where nothing can be written");
    assert_eq!(case(&["join", "none.txt"]), "torntape: none.txt: no such file or directory\n");
    assert_eq!(case(&["encode", "none.json"]), "torntape: none.json: no such file or directory\n");
    assert!(case(&["join", "--form", "round", "sections"]).contains("--form"));
}

#[test]
fn noise_is_no_cable() {
    let folder = TempDir::new().unwrap();
    let (status, output, said) = run(folder.path(), &["split", "-", "--out", "new"], b"");
    assert_eq!((status, output, said.as_str()), (1, vec![], "torntape: <stdin>: there is no cable in it\n"));
    let (status, _, said) = run(folder.path(), &["join", "-"], b"");
    assert_eq!((status, said.as_str()), (1, "torntape: <stdin>: there is no cable in it\n"));
}

fn with_text(folder: &Path, format: &str) -> Vec<u8> {
    let (status, json, _) = run(folder, &["decode", "--format", format, "--with-text"], FIXTURE);
    assert_eq!(status, 0);
    json
}

#[test]
fn encode_gives_the_bytes_back() {
    let folder = TempDir::new().unwrap();
    for format in ["json", "ndjson"] {
        let json = with_text(folder.path(), format);
        let (status, bytes, said) = run(folder.path(), &["encode"], &json);
        assert_eq!((status, said.as_str()), (0, ""));
        assert!(bytes == FIXTURE);
    }
}

/// A changed field wins, null takes it out, left out it stays.
#[test]
fn encode_writes_a_changed_field() {
    let folder = TempDir::new().unwrap();
    let mut cable: Value = serde_json::from_slice(&with_text(folder.path(), "ndjson")).unwrap();
    cable["to"][0]["number"] = json!(3942);
    cable["subject"] = Value::Null;
    cable.as_object_mut().unwrap().remove("tags");
    let (status, bytes, _) = run(folder.path(), &["encode"], cable.to_string().as_bytes());
    assert_eq!(status, 0);
    let written = String::from_utf8(bytes).unwrap();
    assert!(written.contains("\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3942\n"));
    assert!(!written.contains("SUBJECT:"));
    assert!(written.contains("\nTAGS: KCRM KWMN"));
}

#[test]
fn encode_lays_a_new_cable_out() {
    let folder = TempDir::new().unwrap();
    let cable = json!({
        "transmission": {"channel": "XMO", "number": 7},
        "call": {"precedence": "routine", "indicators": ["RUEHMO"]},
        "origin": {"indicator": "RUEHC", "serial": "0012", "filed": "2009-09-21T22:16:00Z"},
        "security": {"signal": "ZNR", "classification": "unclassified"},
        "precedence": {"action": "routine"},
        "dtg": {"at": "2009-09-21T21:56:00Z"},
        "from": {"plad": "SECSTATE WASHDC"},
        "to": [{"indicator": "RUEHMO", "plad": "AMEMBASSY MOSCOW", "precedence": "routine", "number": 12}],
        "classification": {"level": "unclassified"},
        "mrn": {"station": "STATE", "number": 12},
        "executive_order": {"order": "12958", "text": "N/A"},
        "tags": ["AMGT"],
        "subject": "CLOCKS",
        "end": "NNNN",
    });
    let (status, bytes, said) = run(folder.path(), &["encode"], cable.to_string().as_bytes());
    assert_eq!((status, said.as_str()), (0, ""));
    assert_eq!(
        String::from_utf8(bytes).unwrap(),
        "VZCZCXMO0007\nRR RUEHMO\nDE RUEHC #0012 2642216\nZNR UUUUU\nR 212156Z SEP 09\nFM SECSTATE WASHDC\n\
         TO RUEHMO/AMEMBASSY MOSCOW ROUTINE 0012\nBT\nUNCLAS STATE 000012\n\nE.O. 12958: N/A\nTAGS: AMGT\n\
         SUBJECT: CLOCKS\nBT\nNNNN\n"
    );
}

#[test]
fn encode_says_where_the_json_is_wrong() {
    let folder = TempDir::new().unwrap();
    let case = |json: &str| {
        let (status, output, said) = run(folder.path(), &["encode"], json.as_bytes());
        assert_eq!((status, output), (2, Vec::new()), "{json}");
        said
    };
    assert_eq!(
        case("{\"to\": [\n  {\"plad\": \"A\", \"precedence\": \"hasty\"}]}"),
        "torntape: <stdin>:2:37: unknown variant `hasty`, expected one of `routine`, `priority`, `immediate`, `flash`, `emergency`\n"
    );
    assert_eq!(case("{\"to\": "), "torntape: <stdin>:1:7: EOF while parsing a value\n");
    assert!(case("[{\"call\": {\"indicators\": [\"RU\"]}}]").contains("four to seven capital letters"));
    let (status, _, said) =
        run(folder.path(), &["encode"], b"{\"subjct\": \"CLOCKS\", \"tags\": [\"AMGT\"]}");
    assert_eq!(
        (status, said.as_str()),
        (0, "torntape: <stdin>: cable 1: `subjct` is no field of a cable and is left out\n")
    );
}
