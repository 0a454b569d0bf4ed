//! The binary itself: what it prints where, and how it ends.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

const CABLE: &str = "VZCZCXRO0809\nPP RUEHLN\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\n\
                     FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
                     INFO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621\nBT\nUNCLAS STATE 097951\n\nSIPDIS\n\n\
                     E.O. 12958: N/A\nTAGS: KCRM RS\nSUBJECT: LAMPS\n\nREF: 2008 STATE 132759\n\n\
                     1. The lamps came.\nMILLER\nBT\n#7951\nNNNN\n";

const DAMAGED: &str = "VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #79?1 2642216\nZNR UUUUU\nP 212156Z SEP 09\n";

fn torntape(arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("torntape"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("TORNTAPE_LOG");
    command
}

/// Standard output, standard error and exit status of a call with this standard input.
fn run(arguments: &[&str], input: &str) -> (String, String, i32) {
    let output = torntape(arguments).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn help_lists_the_commands_and_each_command_shows_examples() {
    let (help, _, status) = run(&["--help"], "");
    assert_eq!(status, 0);
    for command in ["decode", "lint", "explain", "directory", "completions"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in {help}");
        let (help, _, status) = run(&[command, "--help"], "");
        assert!(help.contains(&format!("\n  torntape {command}")), "an example in {help}");
        assert_eq!(status, 0);
    }
    let (nothing, usage, status) = run(&[], "");
    assert_eq!((nothing.as_str(), status), ("", 2));
    assert!(usage.contains("Usage: torntape <COMMAND>"), "{usage}");
}

#[test]
fn a_cable_is_a_block_of_labelled_fields() {
    let (table, complaints, status) = run(&["decode"], CABLE);
    assert_eq!((complaints.as_str(), status), ("", 0));
    insta::assert_snapshot!(table, @r"
    09STATE97951  LAMPS
      found          <stdin>, 328 bytes from byte 0
      dialect        ACP 127, State Department
      recognised     certain: serial with # in format line 3, message numbers behind addressees
      transmission   VZCZCXRO0809, number 809 of channel XRO
      routing line   PRIORITY to RUEHLN
      origin         RUEHC, serial 7951, filed 2009-09-21 22:16Z
      security       ZNR UUUUU (UNCLASSIFIED), signals ZZH
      precedence     PRIORITY
      date           212156Z SEP 09 (2009-09-21 21:56Z)
      from           SECSTATE WASHDC  Washington, United States
      to             RUEHMO  AMEMBASSY MOSCOW  PRIORITY  3941  Moscow, Russia
      info           RUEHLN  AMCONSUL ST PETERSBURG  PRIORITY  3621  St. Petersburg, Russia
      class          UNCLASSIFIED
      number         STATE 97951
      captions       SIPDIS
      E.O.           12958: N/A
      tags           KCRM RS
      subject        LAMPS
      references     2008 STATE 132759  08STATE132759
      paragraphs     1, on line 20
      signature      MILLER
      ending         #7951 NNNN
      coverage       all 287 bytes of the header are accounted for
    ");
}

#[test]
fn a_finding_stands_below_its_cable_and_an_error_is_status_1() {
    let (table, complaints, status) = run(&["decode", "-"], DAMAGED);
    assert_eq!((complaints.as_str(), status), ("", 1));
    insta::assert_snapshot!(table.split_once("\n\n").unwrap().1, @r"
    error[T0304]: expected a station serial number, but found `#79?1`
     --> <stdin>:3:10
      |
    3 | DE RUEHC #79?1 2642216
      |          ^^^^^
      |
      = help: compare it with other copies of the message
    ");
}

#[test]
fn json_is_one_array_and_ndjson_one_object_a_line() {
    let two = format!("{CABLE}~~\n{CABLE}");
    let (array, _, status) = run(&["decode", "--format", "json"], &two);
    let array = json(&array);
    assert_eq!((array.as_array().unwrap().len(), status), (2, 0));
    let (lines, _, _) = run(&["decode", "--format", "ndjson"], &two);
    let lines: Vec<Value> = lines.lines().map(json).collect();
    assert_eq!(Value::from(lines), array);
    assert_eq!(array[0]["source"], serde_json::json!({"path": null, "offset": 0, "length": CABLE.len()}));
    assert_eq!(array[1]["source"]["offset"], CABLE.len() + 3);
    assert_eq!(array[1]["mrn"]["id"], "09STATE97951");
}

#[test]
fn empty_input_is_an_empty_array_and_unknown_input_one_cable() {
    assert_eq!(run(&["decode", "--format", "json"], ""), ("[]\n".to_owned(), String::new(), 0));
    assert_eq!(run(&["decode", "--format", "ndjson"], ""), (String::new(), String::new(), 0));
    let (unknown, _, status) = run(&["decode", "--format", "json"], "the hedge was discussed\n");
    assert_eq!((json(&unknown)[0]["dialect"].as_str(), status), (Some("unknown"), 0));
}

#[test]
fn the_text_comes_only_when_asked_for() {
    let (without, _, _) = run(&["decode", "--format", "ndjson"], CABLE);
    assert_eq!((&json(&without)["raw"], &json(&without)["text"]), (&Value::Null, &Value::Null));
    let (with, _, _) = run(&["decode", "--format", "ndjson", "--with-text"], CABLE);
    assert_eq!(json(&with)["raw"], CABLE);
    let text = json(&with)["text"].as_str().unwrap().to_owned();
    assert!(text.starts_with("UNCLAS STATE 097951\n") && text.ends_with("MILLER\n"), "{text}");
}

#[test]
fn the_year_and_the_pivot_may_be_set() {
    let (cable, _, _) = run(&["decode", "--format", "ndjson", "--year", "2004"], "REF: STATE 12345\n");
    assert_eq!(json(&cable)["references"][0]["id"], "04STATE12345");
    let old = "P 212156Z SEP 09\nFM SECSTATE WASHDC\n";
    let (cable, _, _) = run(&["decode", "--format", "ndjson", "--pivot", "5"], old);
    assert_eq!(json(&cable)["dtg"]["at"], "1909-09-21T21:56:00Z");
}

#[test]
fn folders_are_read_to_the_bottom_in_order_and_paths_are_those_of_the_call() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    for name in ["c.txt", "a.txt", "b/z.txt", "b/y.txt"] {
        fs::write(folder.path().join(name), CABLE).unwrap();
    }
    let mut command = torntape(&["decode", "--format", "ndjson", "c.txt", "."]);
    let output = command.current_dir(folder.path()).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let paths: Vec<Value> = lines.lines().map(|line| json(line)["source"]["path"].clone()).collect();
    assert_eq!(paths, ["c.txt", "./a.txt", "./b/y.txt", "./b/z.txt", "./c.txt"]);
}

#[test]
fn a_missing_file_is_one_line_and_status_2_before_anything_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), CABLE).unwrap();
    let output = torntape(&["decode", "a.txt", "none.txt"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "torntape: none.txt: no such file or directory\n");
}

#[cfg(target_os = "linux")]
#[test]
fn an_unreadable_file_is_named_and_the_others_are_read() {
    let output =
        torntape(&["decode", "--format", "ndjson", "/proc/self/mem", "-"]).write_stdin(CABLE).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 1);
    let complaints = String::from_utf8(output.stderr).unwrap();
    assert_eq!(complaints, "torntape: /proc/self/mem: input/output error\n");
}

#[test]
fn a_wrong_call_is_one_line_and_status_2() {
    let calls: [(&[&str], &str); 5] = [
        (
            &["decode", "--formt", "json"],
            "unexpected argument '--formt' found; tip: a similar argument exists: '--format'",
        ),
        (
            &["decode", "--format", "xml"],
            if cfg!(feature = "parquet") {
                "invalid value 'xml' for '--format <FORMAT>' [possible values: table, json, ndjson, csv, parquet]"
            } else {
                "invalid value 'xml' for '--format <FORMAT>' [possible values: table, json, ndjson, csv]"
            },
        ),
        (
            &["completion"],
            "unrecognized subcommand 'completion'; tip: some similar subcommands exist: 'compare', 'completions'",
        ),
        (&["explain"], "the following required arguments were not provided: <CODE|FILE>"),
        (
            &["decode", "--pivot", "100"],
            "invalid value '100' for '--pivot <YY>': expected a whole number from 0 to 99",
        ),
    ];
    for (call, said) in calls {
        let (printed, complaint, status) = run(call, "");
        assert_eq!((printed.as_str(), status), ("", 2), "{call:?}");
        assert_eq!(complaint, format!("torntape: {said} (--help says more)\n"), "{call:?}");
    }
}

#[test]
fn the_log_is_on_standard_error_and_only_when_asked_for() {
    let output = torntape(&["decode"]).env("TORNTAPE_LOG", "loud").write_stdin(CABLE).output().unwrap();
    let said = "torntape: TORNTAPE_LOG is `loud`, but should be error, warn, info, debug or trace\n";
    assert_eq!((String::from_utf8(output.stderr).unwrap().as_str(), output.status.code()), (said, Some(2)));
    let output = torntape(&["decode"]).env("TORNTAPE_LOG", "info").write_stdin(CABLE).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn colours_are_shown_on_a_terminal_or_when_forced_and_never_with_no_color() {
    let coloured = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = torntape(arguments);
        let output = command.envs(variables.iter().copied()).write_stdin(DAMAGED).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    for arguments in [&["decode"][..], &["explain", "-"], &["explain", "T0301"], &["--help"]] {
        assert!(!coloured(&[], arguments), "{arguments:?} into a pipe");
        assert!(coloured(&[("CLICOLOR_FORCE", "1")], arguments), "{arguments:?} forced");
        assert!(
            !coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], arguments),
            "{arguments:?} NO_COLOR"
        );
    }
}

#[test]
fn what_steers_a_terminal_is_escaped_in_the_table() {
    let hostile = "PP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\nFM SECSTATE\x1b[2J WASHDC\n\
                   TO RUEHMO/AMEMBASSY\x1b[31m MO\x1aCOW\n";
    for arguments in [&["decode"][..], &["explain", "-"]] {
        let (table, _, _) = run(arguments, hostile);
        assert!(!table.contains(['\x1b', '\x1a']), "{table}");
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let input = CABLE.repeat(2_000);
    for format in ["table", "json", "ndjson"] {
        let mut child = Process::new(cargo_bin!("torntape"))
            .args(["decode", "--format", format])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        std::thread::scope(|scope| {
            // Answers come while input is still coming: who writes all before reading any waits for ever. The rest of
            // the input finds nobody who reads it.
            scope.spawn(|| _ = stdin.write_all(input.as_bytes()));
            let mut first = [0; 100];
            child.stdout.take().unwrap().read_exact(&mut first).unwrap();
            let mut complaints = String::new();
            child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
            assert_eq!((complaints.as_str(), child.wait().unwrap().code()), ("", Some(0)), "{format}");
        });
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_whole_lines() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("many.txt");
    fs::write(&file, CABLE.repeat(2_000)).unwrap();
    let mut child = Process::new(cargo_bin!("torntape"))
        .args(["decode", "--format", "ndjson"])
        .arg(&file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut lines = vec![0; 10_000];
    stdout.read_exact(&mut lines).unwrap();
    assert!(Process::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    stdout.read_to_end(&mut lines).unwrap();
    assert!(lines.ends_with(b"}\n"), "the last line is whole");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let count = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count();
    assert!(count < 2_000, "it stopped before the end");
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (script, complaints, status) = run(&["completions", shell], "");
        assert_eq!((complaints.as_str(), status), ("", 0), "{shell}");
        for word in ["decode", "explain", "completions", "with-text"] {
            assert!(script.contains(word), "{word} in the script for {shell}");
        }
    }
}
