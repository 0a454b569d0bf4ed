//! `torntape lint`, and `torntape decode --stats`: a corpus judged and counted.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};

/// An error (T0304), a warning (T0204) and a note (T1602).
const DRAFT: &str = "VZCZCXRO0809\nPP RUEHMO RUEHLN\nDE RUEHC #79?1 2642216\nZNR UUUUU\nP 212156Z SEP 09\n\
                     FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nBT\nUNCLAS STATE 097951\n1. The lamps came.\n\
                     BT\n";

const CLEAN: &str = "VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\n\
                     FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW\nBT\nUNCLAS STATE 097951\n1. The lamps came.\n\
                     BT\n#7951\nNNNN\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("clean.txt"), CLEAN).unwrap();
    fs::write(folder.path().join("draft é.txt"), format!("{CLEAN}{DRAFT}")).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(cargo_bin!("torntape"));
    let output = command.args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    let Output { stdout, stderr, status } = output;
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(stdout), text(stderr), status.code().unwrap())
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn findings_are_shown_with_the_way_out_and_counted_on_standard_error() {
    let folder = folder();
    let (report, summary, status) = run(folder.path(), &["lint", "."]);
    assert_eq!((summary.as_str(), status), ("torntape: 1 error, 1 warning, 1 note in 3 cables\n", 1));
    insta::assert_snapshot!(report, @r"
    warning[T0204]: `RUEHLN` is called, but stands before no addressee
      --> ./draft é.txt:15:11
       |
    15 | PP RUEHMO RUEHLN
       |           ^^^^^^
       |
       = help: the copy was misrouted, or an addressee is missing

    error[T0304]: expected a station serial number, but found `#79?1`
      --> ./draft é.txt:16:10
       |
    16 | DE RUEHC #79?1 2642216
       |          ^^^^^
       |
       = help: compare it with other copies of the message

    note[T1602]: the text is closed, but the message has no end mark
      --> ./draft é.txt:25:1
       |
    25 |
       | ^
       |
       = help: end each message with a line `NNNN`
    ");
    let clean = run(folder.path(), &["lint", "clean.txt"]);
    assert_eq!(clean, (String::new(), "torntape: 0 errors, 0 warnings, 0 notes in 1 cable\n".to_owned(), 0));
}

#[test]
fn what_is_denied_counts_as_an_error_and_what_is_allowed_not_at_all() {
    let folder = folder();
    let levels = |arguments: &[&str]| {
        let call = [&["lint", "--format", "json", "draft é.txt"], arguments].concat();
        let (report, summary, status) = run(folder.path(), &call);
        let report = json(&report);
        let levels =
            report.as_array().unwrap().iter().map(|found| {
                format!("{} {}", found["code"].as_str().unwrap(), found["level"].as_str().unwrap())
            });
        (levels.collect::<Vec<_>>().join(", "), summary.contains("allowed"), status)
    };
    let all = "T0204 warning, T0304 error, T1602 note";
    assert_eq!(levels(&[]), (all.to_owned(), false, 1));
    assert_eq!(levels(&["--allow", "T0304"]), (all.replace("T0304 error, ", ""), true, 0));
    assert_eq!(
        levels(&["--allow", "T0304", "--deny", "t0204"]),
        ("T0204 error, T1602 note".to_owned(), true, 1)
    );
    assert_eq!(levels(&["--deny", "notes", "--allow", "warnings"]).0, "T0304 error, T1602 error");
    assert_eq!(levels(&["--deny", "notes"]).0, "T0204 error, T0304 error, T1602 error");
}

#[test]
fn a_code_that_does_not_exist_is_refused_with_the_nearest_one() {
    let (printed, said, status) = run(Path::new("."), &["lint", "--deny", "T0304x"]);
    assert_eq!((printed.as_str(), status), ("", 2));
    assert_eq!(
        said,
        "torntape: invalid value 'T0304x' for '--deny <WHAT>': it is neither a code nor `warnings` nor `notes`; \
         did you mean `T0304`? (--help says more)\n"
    );
    let (_, said, status) = run(Path::new("."), &["lint", "--deny", "notes", "--allow", "notes", "-"]);
    assert_eq!((said.as_str(), status), ("torntape: notes cannot be denied and allowed at once\n", 2));
}

#[test]
fn json_is_one_array_of_findings() {
    let folder = folder();
    let (report, _, _) = run(folder.path(), &["lint", "--format", "json", "."]);
    let report = json(&report);
    assert_eq!(report.as_array().unwrap().len(), 3);
    let found = &report[1];
    assert_eq!((&found["path"], &found["cable"]), (&json!("./draft é.txt"), &json!("09STATE97951")));
    assert_eq!((&found["code"], &found["line"], &found["column"]), (&json!("T0304"), &json!(16), &json!(10)));
    assert_eq!(found["offset"], CLEAN.len() + 39);
    assert_eq!(run(folder.path(), &["lint", "--format", "json", "clean.txt"]).0, "[]\n");
}

/// The fields that the schema of SARIF 2.1.0 requires, and those that tell more.
#[test]
fn sarif_is_whole() {
    let folder = folder();
    let (printed, _, status) =
        run(folder.path(), &["lint", "--format", "sarif", "--out", "lint.sarif", "draft é.txt"]);
    assert_eq!((printed.as_str(), status), ("", 1));
    let log = json(&fs::read_to_string(folder.path().join("lint.sarif")).unwrap());
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    let run_ = &log["runs"][0];
    let driver = &run_["tool"]["driver"];
    assert_eq!(driver["name"], "torntape");
    let rules = driver["rules"].as_array().unwrap();
    assert!(rules.len() > 40);
    for rule in rules {
        assert!(rule["id"].as_str().unwrap().starts_with('T'));
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[text]["text"].as_str().unwrap().ends_with('.'), "{rule}");
        }
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(["error", "warning", "note"].contains(&level));
    }
    let results = run_["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "draft%20%C3%A9.txt");
        for number in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][number].as_u64().unwrap() >= 1, "{place}");
        }
        assert!(place["region"]["byteOffset"].is_u64() && place["region"]["byteLength"].is_u64());
    }
    let place = &results[1]["locations"][0]["physicalLocation"]["region"];
    let expected = json!({"startLine": 16, "startColumn": 10, "endLine": 16, "endColumn": 15,
                          "byteOffset": CLEAN.len() + 39, "byteLength": 5});
    assert_eq!((&results[1]["level"], place), (&json!("error"), &expected));
    assert_eq!(run_["invocations"], json!([{"executionSuccessful": true}]));

    let (empty, _, status) = run(folder.path(), &["lint", "--format", "sarif", "clean.txt"]);
    assert_eq!((&json(&empty)["runs"][0]["results"], status), (&json!([]), 0));
}

#[test]
fn stats_count_a_corpus() {
    let folder = folder();
    let (counts, _, status) = run(folder.path(), &["decode", "--stats", "--format", "json", "."]);
    assert_eq!(status, 1, "an error was found");
    let counts = json(&counts);
    assert_eq!((&counts["inputs"], &counts["cables"]), (&json!(2), &json!(3)));
    assert_eq!(counts["bytes"], 2 * CLEAN.len() + DRAFT.len());
    assert_eq!(counts["dialects"], json!({"acp127_state": {"cables": 3, "share": 1.0}}));
    assert_eq!(counts["fields"]["origin.serial"]["cables"], 2);
    assert_eq!(counts["fields"]["tags"], json!({"cables": 0, "share": 0.0}));
    assert_eq!(counts["fields"]["mrn.id"]["cables"], 3);
    assert!(counts["fields"].get("source").is_none());
    assert_eq!(counts["codes"]["T0304"]["findings"], 1);
    assert_eq!(counts["codes"]["T0304"]["severity"], "error");
    assert_eq!((&counts["damaged"]["cables"], &counts["clean"]["cables"]), (&json!(1), &json!(2)));
    let (bytes, attributed) = (&counts["header"]["bytes"], &counts["header"]["attributed_bytes"]);
    assert!(attributed.as_u64().unwrap() < bytes.as_u64().unwrap());

    let (table, _, _) = run(folder.path(), &["decode", "--stats", "."]);
    for line in ["3 cables in 2 inputs of 521 B", "  serial                              2  66.67 %"] {
        assert!(table.lines().any(|found| found == line), "{line} in {table}");
    }
    let (_, said, status) = run(folder.path(), &["decode", "--stats", "--format", "csv", "."]);
    assert_eq!((said.as_str(), status), ("torntape: --stats is printed as a table or as json\n", 2));
}

/// Counting is the same whoever counts.
#[test]
fn stats_do_not_depend_on_the_threads() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..200 {
        let text = [CLEAN, DRAFT, "TAGS: PREL\n", "noise\n"][number % 4].repeat(number % 7);
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let count = |threads| run(folder.path(), &["decode", "--stats", "--threads", threads, "."]).0;
    assert_eq!(count("1"), count("5"));
}
