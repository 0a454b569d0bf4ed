//! The command `torntape simulate` as it is called.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use torntape::sim::scenario::BuiltIn;

use super::{Network, cable, sha256};

/// Standard output, standard error and exit status of a call in a folder.
fn call(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(cargo_bin!("torntape"));
    command
        .arg("simulate")
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env_remove("TORNTAPE_LOG");
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn empty() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn report(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The table that a person reads: which cable reached which post when, in how many transmissions, what was repeated.
#[test]
fn without_arguments_the_built_in_scenario_runs() {
    let (table, complaints, status) = call(empty().path(), &[]);
    assert_eq!((complaints.as_str(), status), ("", 0));
    insta::assert_snapshot!(table, @r"
    Moscow dispatch, seed 1: 16 of 16 deliveries in 32 min 15 s

    cable, and to whom                          delivered         took  sent  again
    09STATE97951 at 21:56:00Z
      RUEHMO AMEMBASSY MOSCOW        PRIORITY   22:13:32Z  17 min 32 s    11      3
      RUEHLN AMCONSUL ST PETERSBURG  PRIORITY   22:15:34Z  19 min 35 s    15      3
      RUEHVK AMCONSUL VLADIVOSTOK    PRIORITY   22:11:53Z  15 min 53 s    14      2
      RUEHYG AMCONSUL YEKATERINBURG  PRIORITY   22:13:38Z  17 min 39 s    15      3
    09STATE97955 at 21:58:00Z
      RUEHVK AMCONSUL VLADIVOSTOK    ROUTINE    22:12:35Z  14 min 35 s     3
      RUEHYG AMCONSUL YEKATERINBURG  ROUTINE    22:14:40Z  16 min 41 s     3
      RUEHMO AMEMBASSY MOSCOW        ROUTINE    22:28:14Z  30 min 15 s     4      2
    09STATE97960 at 21:59:00Z
      RUEHMO AMEMBASSY MOSCOW        FLASH      22:00:42Z   1 min 42 s     3      1
      RUEHLN AMCONSUL ST PETERSBURG  FLASH      22:00:47Z   1 min 47 s     4      1
      RUEHVK AMCONSUL VLADIVOSTOK    IMMEDIATE  22:01:32Z   2 min 33 s     5      2
      RUEHYG AMCONSUL YEKATERINBURG  IMMEDIATE  22:00:04Z   1 min 05 s     3
    09MOSCOW2401 at 22:04:00Z
      RUEHC SECSTATE WASHDC          IMMEDIATE  22:09:28Z   5 min 28 s     3      1
      RUEHLN AMCONSUL ST PETERSBURG  IMMEDIATE  22:11:49Z   7 min 50 s     4      1
    09STPETERSBURG117 at 22:06:00Z
      RUEHMO AMEMBASSY MOSCOW        ROUTINE    22:14:50Z   8 min 50 s     3
      RUEHC SECSTATE WASHDC          ROUTINE    22:06:45Z         46 s     3
      RUEHYG AMCONSUL YEKATERINBURG  ROUTINE    22:13:58Z   7 min 59 s     2

    circuit  from    to       busy  sent  lost  garbled  doubled  late  cut  inverted  queue
    XRA      RUEHC   RUEH     13 %     7                                                   3
    XDC      RUEH    RUEHC     1 %     2
    XRO      RUEH    RUES     33 %     9                                                   4
    XRB      RUES    RUEH      1 %     2
    XMO      RUEH    RUEHMO   59 %    18              5                             3      7
    MOA      RUEHMO  RUEH      4 %     8              2                                    1
    XLN      RUES    RUEHLN   49 %    10              2        1                    2      4
    LNA      RUEHLN  RUES      1 %     3
    XVK      RUES    RUEHVK   41 %    11     1        1                                    3
    VKA      RUEHVK  RUES    < 1 %     3
    XYG      RUES    RUEHYG   40 %    10                             1    1         1      5
    YGA      RUEHYG  RUES    < 1 %     2

    85 transmissions. Reported open or damaged: 12. Sent again: 8. Second copies put aside: 0.
    digest b966136bdc267ab8007f5274a540c8b82858d7be9970569b27a0ce99b15aa8e3
    ");
}

#[test]
fn the_report_has_every_field_of_the_contract() {
    let (json, _, status) = call(empty().path(), &["moscow", "--seed", "5", "--format", "json"]);
    assert_eq!(status, 0);
    let report = report(&json);
    for (pointer, is) in [
        ("/scenario", "string"),
        ("/seed", "number"),
        ("/fidelity", "string"),
        ("/virtual_s", "number"),
        ("/wall_s", "number"),
        ("/events", "number"),
        ("/offered/cables", "number"),
        ("/offered/sections", "number"),
        ("/offered/deliveries", "number"),
        ("/delivered/deliveries", "number"),
        ("/delivered/duplicates_suppressed", "number"),
        ("/delivered/transmissions", "number"),
        ("/undelivered", "array"),
        ("/lost", "number"),
        ("/precedence/flash/deliveries", "number"),
        ("/precedence/flash/wait_mean_s", "number"),
        ("/precedence/flash/wait_ci95_s", "null"),
        ("/precedence/flash/transit_mean_s", "number"),
        ("/precedence/flash/p50_s", "number"),
        ("/precedence/flash/p95_s", "number"),
        ("/precedence/flash/p99_s", "number"),
        ("/precedence/flash/max_s", "number"),
        ("/precedence/flash/objective_s", "number"),
        ("/precedence/flash/objective_met", "number"),
        ("/precedence/flash/transit_ci95_s", "null"),
        ("/deliveries_by_hour", "array"),
        ("/deliveries_by_hour/0", "number"),
        ("/deliveries_by_hour_of_day/23", "number"),
        ("/stations/3/indicator", "string"),
        ("/stations/3/delivered", "number"),
        ("/stations/3/counted", "number"),
        ("/stations/3/transit_mean_s", "number"),
        ("/stations/3/transit_ci95_s", "null"),
        ("/stations/3/p50_s", "number"),
        ("/stations/3/p95_s", "number"),
        ("/stations/3/p99_s", "number"),
        ("/stations/3/max_s", "number"),
        ("/stations/1/max_s", "null"),
        ("/stations/3/queue_mean", "number"),
        ("/stations/3/queue_max", "number"),
        ("/stations/3/sections_missing_peak", "number"),
        ("/stations/3/repeats_requested", "number"),
        ("/circuits/0/channel", "string"),
        ("/circuits/0/from", "string"),
        ("/circuits/0/to", "string"),
        ("/circuits/0/utilisation", "number"),
        ("/circuits/0/transmissions", "number"),
        ("/circuits/0/preempted", "number"),
        ("/circuits/0/garbled", "number"),
        ("/circuits/0/lost", "number"),
        ("/circuits/0/duplicated", "number"),
        ("/circuits/0/queue_mean", "number"),
        ("/circuits/0/queue_max", "number"),
        ("/circuits/0/utilisation_ci95", "null"),
        ("/circuits/0/queue_mean_ci95", "null"),
        ("/circuits/0/wait_ci95_s/flash", "null"),
        ("/circuits/0/wait_mean_s/flash", "number"),
        ("/circuits/0/wait_mean_s/immediate", "null"),
        ("/service/repeats_requested", "number"),
        ("/service/repeats_sent", "number"),
        ("/service/suspected_duplicates", "number"),
        ("/digest", "string"),
    ] {
        let kind = match report.pointer(pointer) {
            None => "nothing",
            Some(Value::Null) => "null",
            Some(Value::Number(_)) => "number",
            Some(Value::String(_)) => "string",
            Some(Value::Array(_)) => "array",
            Some(_) => "other",
        };
        assert_eq!(kind, is, "{pointer}");
    }
    assert_eq!((&report["seed"], &report["lost"]), (&Value::from(5), &Value::from(0)));
}

/// Who reads the trace from a pipe may have seen enough.
#[cfg(unix)]
#[test]
fn a_trace_may_go_to_a_pipe_that_closes() {
    let torntape = cargo_bin!("torntape").display().to_string();
    let line = format!("{{ '{torntape}' simulate --trace /dev/stdout; echo $? >&2; }} | head -c 1");
    let output = std::process::Command::new("sh").args(["-c", &line]).output().unwrap();
    assert_eq!((output.stdout.as_slice(), output.stderr.as_slice()), (&b"{"[..], &b"0\n"[..]));
}

/// What a run finds out about itself it says.
#[test]
fn the_text_tells_the_warm_up_that_was_found() {
    let folder = empty();
    let text = BuiltIn::named("star").unwrap().text;
    let text = text.replace("warm_up  = \"2h\"", "warm_up = \"auto\"").replace("\"24h\"", "\"6h\"");
    fs::write(folder.path().join("auto.toml"), &text).unwrap();
    let (table, _, status) = call(folder.path(), &["auto.toml"]);
    assert_eq!(status, 0);
    let told = table.lines().find(|line| line.starts_with("Of cables offered from ")).unwrap();
    assert!(told.ends_with(" on, the warm-up that was found."), "{table}");
}

/// Circuits that can never keep up are named before the run, and in the text alone.
#[test]
fn a_load_above_what_circuits_carry_is_told() {
    let folder = empty();
    let text = BuiltIn::named("star").unwrap().text.replace("600/h", "1200/h").replace("\"24h\"", "\"3h\"");
    fs::write(folder.path().join("much.toml"), &text).unwrap();
    let (_, told, status) = call(folder.path(), &["much.toml"]);
    assert_eq!((told.lines().count(), status), (6, 0), "{told}");
    let last = told.lines().last().unwrap();
    assert!(last.starts_with("torntape: and ") && last.ends_with(" more circuits"), "{told}");
    assert_eq!(call(folder.path(), &["much.toml", "--format", "json"]).1, "");
}

#[test]
fn log_and_trace_are_written_whole() {
    let folder = empty();
    fs::write(folder.path().join("log"), "an older log").unwrap();
    let (json, _, status) =
        call(folder.path(), &["--format", "json", "--deliveries", "log", "--trace", "trace"]);
    assert_eq!(status, 0);
    let log = fs::read(folder.path().join("log")).unwrap();
    assert_eq!(report(&json)["digest"], sha256(&log));
    let trace = fs::read_to_string(folder.path().join("trace")).unwrap();
    let events: Vec<Value> = trace.lines().map(report).collect();
    let times: Vec<_> = events.iter().map(|event| event["time_ns"].as_u64().unwrap()).collect();
    assert!(times.is_sorted() && times.len() > 200);
    for name in [
        "submitted",
        "queued",
        "sent",
        "arrived",
        "delivered",
        "repeat_requested",
        "repeat_sent",
        "cut",
        "down",
        "up",
    ] {
        assert!(events.iter().any(|event| event["event"] == name), "{name}");
    }
    let delivered = events.iter().filter(|event| event["event"] == "delivered").count();
    assert_eq!(delivered, log.iter().filter(|byte| **byte == b'\n').count());
    let sent = events.iter().find(|event| event["event"] == "sent" && event["channel"] == "XRO").unwrap();
    assert_eq!(
        (&sent["station"], &sent["number"], &sent["cable"]),
        (&"RUEH".into(), &1.into(), &"09STATE97951".into())
    );
    assert_eq!(sent["calls"], serde_json::json!(["RUEHLN", "RUEHVK", "RUEHYG"]));
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing else is left there");
}

#[test]
fn paced_and_virtual_calls_give_one_digest() {
    let folder = empty();
    let digest = |arguments: &[&str]| {
        let (json, _, _) = call(folder.path(), &[&["--format", "json", "--seed", "3"], arguments].concat());
        report(&json)["digest"].clone()
    };
    assert_eq!(digest(&["--pace", "max"]), digest(&["--pace", "5000x"]));
}

#[test]
fn watching_shows_a_line_an_event_and_then_the_report() {
    let (shown, complaints, status) = call(empty().path(), &["--watch", "--pace", "max"]);
    assert_eq!((complaints.as_str(), status), ("", 0));
    let (lines, table) = shown.split_once("\n\n").unwrap();
    assert!(table.starts_with("Moscow dispatch, seed 1: 16 of 16 deliveries"), "{table}");
    assert!(lines.lines().count() > 100);
    for line in [
        "21 21:56:00Z  RUEHC              09STATE97951 is handed in",
        "21 21:57:08Z  RUEH     XRO 0001  sends PRIORITY 09STATE97951 section 1 to RUEHLN RUEHVK RUEHYG",
        "21 22:02:00Z  RUES     XYG       circuit is down",
    ] {
        assert!(lines.lines().any(|shown| shown == line), "{line}\n{lines}");
    }
    // With JSON the lines leave standard output to the report.
    let (json, lines, _) = call(empty().path(), &["--watch", "--pace", "max", "--format", "json"]);
    assert_eq!(report(&json)["seed"], 1);
    assert!(lines.lines().count() > 100);
}

#[test]
fn a_scenario_file_names_its_cables_beside_it() {
    let folder = empty();
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false).circuit(
        "RUEHC",
        "RUEHMO",
        "XMO",
        "loss = 1.0",
    );
    fs::create_dir(folder.path().join("storm")).unwrap();
    fs::write(folder.path().join("storm/storm.toml"), network.submit("0s", "RUEHC", "one.cable").0).unwrap();
    fs::write(folder.path().join("storm/one.cable"), cable(1, &["RUEHMO", "RUEHLN"], "\nTEXT\n")).unwrap();
    let (json, _, status) = call(folder.path(), &["storm/storm.toml", "--format", "json"]);
    assert_eq!(status, 0, "undelivered cables are a complete run");
    let undelivered = serde_json::json!([
        {"cable": "09STATE1", "to": "RUEHMO", "why": "lost on XMO: no way back"},
        {"cable": "09STATE1", "to": "RUEHLN", "why": "no such station"},
    ]);
    assert_eq!(report(&json)["undelivered"], undelivered);
    let (table, _, _) = call(folder.path(), &["storm/storm.toml"]);
    assert!(table.contains("storm, seed 1: 0 of 2 deliveries"), "{table}");
    assert!(table.contains("  RUEHMO POST RUEHMO   PRIORITY  not: lost on XMO: no way back"), "{table}");
}

#[test]
fn wrong_calls_and_bad_scenarios_end_with_status_2() {
    let folder = empty();
    fs::write(folder.path().join("bad.toml"), "start = \"now\"\nduration = \"1h\"\nspeed = 3\n").unwrap();
    let (out, complaints, status) = call(folder.path(), &["bad.toml", "--deliveries", "log"]);
    assert_eq!((out.as_str(), status), ("", 2));
    insta::assert_snapshot!(complaints, @r#"
    torntape: bad.toml:1:1: station: is missing
    torntape: bad.toml:1:1: circuit: is missing
    torntape: bad.toml:1:9: start: expected a date and time such as "2009-09-21T21:56:00Z", but found `now`
    torntape: bad.toml:3:1: speed: there is no such key (is `seed` meant?)
    "#);
    assert!(!folder.path().join("log").exists());
    for (arguments, complaint) in [
        (&["none.toml"][..], "torntape: none.toml: cannot be read: no such file or directory\n"),
        (
            &["strom"],
            "torntape: there is no file of the name `strom`; the built-in scenarios are moscow, star, storm, world, \
             world-1975: is `storm` meant?\n",
        ),
        (&["--deliveries", "none/log"], "torntape: none/log: cannot write: no such file or directory\n"),
        (&["--trace", "."], "torntape: .: cannot write: is a directory\n"),
    ] {
        assert_eq!(call(folder.path(), arguments), (String::new(), complaint.to_owned(), 2));
    }
    for arguments in
        [&["--pace", "fast"][..], &["--seed", "-1"], &["--format", "html"], &["one.toml", "two.toml"]]
    {
        let (out, complaint, status) = call(folder.path(), arguments);
        assert_eq!((out.as_str(), status), ("", 2), "{arguments:?}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
    }
}

/// The reader has seen enough (`torntape simulate --watch | head`): that is no failure, and the run ends with it.
#[test]
fn a_closed_pipe_ends_a_watched_run() {
    let mut command = Process::new(cargo_bin!("torntape"));
    // At real time the run takes twenty minutes.
    command.args(["simulate", "--watch", "--pace", "30x"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = [0; 12];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"21 21:56:00Z");
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

/// Random cables are told by precedence, since a row each would be no table.
#[test]
fn random_cables_are_told_by_precedence() {
    let folder = empty();
    let scenario = "start = \"2009-09-21T00:00:00Z\"\nduration = \"10h\"\nfidelity = \"timing\"\n\
        [[station]]\nindicator = \"RUEHC\"\nplad = \"SECSTATE WASHDC\"\n\
        [[station]]\nindicator = \"RUEHMO\"\nplad = \"AMEMBASSY MOSCOW\"\n\
        [[circuit]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nchannel = \"XRA\"\nspeed = \"10cps\"\n\
        [[traffic]]\nfrom = \"RUEHC\"\nto = [\"RUEHMO\"]\narrivals = \"every\"\nrate = \"10/h\"\n\
        precedence = { routine = 1.0 }\nlength = { distribution = \"fixed\", mean = 600 }\n";
    fs::write(folder.path().join("line.toml"), scenario).unwrap();
    let (table, complaints, status) = call(folder.path(), &["line.toml"]);
    assert_eq!((complaints.as_str(), status), ("", 0));
    let row = table.lines().find(|line| line.starts_with("ROUTINE")).unwrap();
    let cells: Vec<_> = row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let (first, rest) = cells.split_first().unwrap();
    assert_eq!((*first, *rest.last().unwrap()), ("ROUTINE", "100 %"), "{table}");
    assert!(row.contains("1 min 00 s") && !table.contains("cable, and to whom"), "{table}");
}

/// Which of the figures is short, and what to do; the run is complete all the same.
#[test]
fn a_precision_that_is_not_reached_names_the_figure() {
    let folder = empty();
    let scenario = "start = \"2009-09-21T00:00:00Z\"\nduration = \"10h\"\nfidelity = \"timing\"\n\
        [[station]]\nindicator = \"RUEHC\"\nplad = \"SECSTATE WASHDC\"\n\
        [[station]]\nindicator = \"RUEHMO\"\nplad = \"AMEMBASSY MOSCOW\"\n\
        [[circuit]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nchannel = \"XRA\"\nspeed = \"10cps\"\n\
        [[traffic]]\nfrom = \"RUEHC\"\nto = [\"RUEHMO\"]\nrate = \"216/h\"\n\
        precedence = { flash = 0.3, routine = 0.7 }\nlength = { distribution = \"exponential\", mean = 100 }\n";
    fs::write(folder.path().join("line.toml"), scenario).unwrap();
    for share in ["1%", "0.01", "1.0%"] {
        let precise = ["line.toml", "--precision", share, "--replications", "8"];
        let (table, complaints, status) = call(folder.path(), &precise);
        assert_eq!((complaints.lines().count(), status), (1, 0), "{complaints}");
        assert!(
            complaints.starts_with("torntape: after 8 runs wait.routine is known to \u{b1} "),
            "{complaints}"
        );
        let end = " % of its mean, not to the \u{b1} 1 % asked for: give --replications more than 8\n";
        assert!(complaints.ends_with(end), "{complaints}");
        assert!(table.starts_with("line, 8 runs"), "{table}");
    }
    let (_, complaints, _) = call(folder.path(), &["line.toml", "--precision", "0.9"]);
    assert_eq!(complaints, "");
}
