//! `torntape directory` as a person and a script meet it.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

/// Standard output, standard error and exit status.
fn run(arguments: &[&str], input: &str) -> (String, String, i32) {
    let mut command = Command::new(cargo_bin!("torntape"));
    command.arg("directory").args(arguments).env_remove("TORNTAPE_LOG");
    let output = command.write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn a_routing_indicator_has_a_name_and_a_place() {
    let (table, complaints, status) = run(&["RUEHMO"], "");
    assert_eq!((complaints.as_str(), status), ("", 0));
    insta::assert_snapshot!(table, @r"
    indicator  name              kind     place           in numbers  latitude  longitude
    RUEHMO     AMEMBASSY MOSCOW  embassy  Moscow, Russia  MOSCOW         55.75      37.62
    ");
}

#[test]
fn places_and_names_are_found_in_any_case_and_in_parts() {
    for (term, indicators) in [
        ("moscow", vec!["RUEHMO"]),
        ("St. Petersburg", vec!["RUEHLN", ""]),
        ("amconsul strasbourg", vec!["RUEHFRS", "RUEHSR"]),
        ("port-au-prince", vec!["RUEHPU"]),
        ("KIEV", vec!["RUEHKV", ""]),
        ("saigon", vec!["RUEHHM", ""]),
        ("san", vec!["RUEHDG", "RUEHSG", "RUEHSJ", "RUEHSN", "RUEHYN"]),
        ("unvie", vec!["RUEHUNV", ""]),
        ("joint staff", vec!["RUEKJCS", "RUETIJS"]),
        ("RHFJAAK", vec!["RHFJAAA"]),
        ("ruehcs", vec!["RUEHCS"]),
    ] {
        let (found, _, status) = run(&[term, "--format", "json"], "");
        let found: Vec<Value> = serde_json::from_str(&found).unwrap();
        let names: Vec<_> = found.iter().map(|row| row["indicator"].as_str().unwrap_or_default()).collect();
        assert_eq!((names, status), (indicators, 0), "{term}");
        assert!(found.iter().all(|row| row["term"] == term));
    }
}

#[test]
fn a_collective_is_shown_with_its_members() {
    let (found, _, _) = run(&["RUEHOO", "--format", "json"], "");
    let found: Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found[0]["name"], "CHINA POSTS COLLECTIVE");
    assert_eq!(found[0]["members"], serde_json::json!(["RUEHBJ", "RUEHCN", "RUEHGZ", "RUEHGH", "RUEHSH"]));
}

#[test]
fn terms_come_from_a_pipe_too() {
    let (found, _, status) = run(&["-", "paris", "--format", "csv"], "RUEHMO\n\n  RUEHPL \r\n");
    let lines: Vec<_> = found.lines().collect();
    assert_eq!(lines[0], "term,indicator,last,name,kind,station,city,country,latitude,longitude,members");
    assert_eq!(lines[1], "RUEHMO,RUEHMO,,AMEMBASSY MOSCOW,embassy,MOSCOW,Moscow,Russia,55.75,37.62,");
    assert!(lines[2].starts_with("RUEHPL,RUEHPL,,AMEMBASSY PORT LOUIS,"));
    assert_eq!((lines.len() > 3, status), (true, 0));
}

#[test]
fn without_terms_every_post_is_listed() {
    let (found, _, _) = run(&["--format", "csv"], "");
    assert_eq!(found.lines().count(), 1 + torntape::directory::posts().len());
    assert!(found.lines().all(|line| line.matches(',').count() == 10), "no cell needs quotes");
    let (russia, _, _) = run(&["--country", "russia", "--format", "csv"], "");
    assert_eq!(russia.lines().count(), 1 + 4);
}

#[test]
fn what_is_not_found_is_said_with_what_is_near() {
    for (arguments, complaint) in [
        (
            &["RUEHXYZ"][..],
            "RUEHXYZ: not in the directory; State Department, behind the relay RUEH, REGIONAL RELAY FACILITY \
             BELTSVILLE MD",
        ),
        (&["mosow"], "`mosow` is not in the directory; near it: MOSCOW"),
        (&["xyzzy"], "`xyzzy` is not in the directory"),
        (&["--country", "rusia"], "no post is in `rusia`; is Russia meant?"),
        (&["moscow", "--country", "france"], "nothing that was asked for lies in France"),
        (&["a\u{1b}[2Jb"], "`a\\u{1b}[2Jb` is not in the directory"),
    ] {
        let (found, said, status) = run(arguments, "");
        assert_eq!((found.as_str(), said.trim_end(), status), ("", &*format!("torntape: {complaint}"), 1));
    }
    let (found, _, status) = run(&["RUEHMO", "xyzzy"], "");
    assert!(found.contains("MOSCOW") && status == 1);
    let (found, _, status) = run(&["xyzzy", "--format", "json"], "");
    assert_eq!((found.as_str(), status), ("[]\n", 1));
}

#[test]
fn the_call_may_be_wrong() {
    let (_, said, status) = run(&["--format", "xml"], "");
    assert!(said.starts_with("torntape: invalid value 'xml'") && status == 2, "{said}");
}
