//! The command `torntape scenario` as it is called.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;

use super::{Network, cable};

/// Standard output, standard error and exit status of a call in a folder.
fn call(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let mut command = Command::new(cargo_bin!("torntape"));
    command
        .arg("scenario")
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env_remove("TORNTAPE_LOG");
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// Each of the list can be shown, and checks.
#[test]
fn built_in_scenarios_are_listed_shown_and_sound() {
    let folder = tempfile::tempdir().unwrap();
    let (list, complaints, status) = call(folder.path(), &["list"]);
    assert_eq!((complaints.as_str(), status), ("", 0));
    let names: Vec<_> = list.lines().map(|line| line.split_once("  ").unwrap().0.trim_end()).collect();
    assert!(names.contains(&"moscow"), "{list}");
    for name in names {
        let (shown, _, status) = call(folder.path(), &["show", name]);
        assert!(shown.starts_with("# ") && status == 0, "{name} explains itself first: {shown}");
        let (said, complaints, status) = call(folder.path(), &["check", name]);
        assert_eq!((complaints.as_str(), status), ("", 0));
        assert!(said.starts_with(&format!("{name}: ")), "{said}");
    }
}

/// All that a scenario names is written beside it, and nothing is written over unasked.
#[test]
fn a_scenario_is_shown_as_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (shown, told, status) = call(folder.path(), &["show", "moscow"]);
    assert_eq!(
        (told.as_str(), status),
        ("torntape: moscow names 5 files: `torntape scenario show moscow --out DIR` writes them too\n", 0)
    );
    let (written, told, status) = call(folder.path(), &["show", "moscow", "--out", "mine/own"]);
    assert_eq!((written.lines().count(), told.as_str(), status), (6, "", 0), "{written}");
    assert_eq!(written.lines().last(), Some("mine/own/moscow.toml"));
    assert_eq!(fs::read_to_string(folder.path().join("mine/own/moscow.toml")).unwrap(), shown);
    let (said, told, status) = call(folder.path(), &["check", "mine/own/moscow.toml"]);
    assert_eq!((told.as_str(), status), ("", 0), "{said}");
    fs::write(folder.path().join("mine/own/moscow.toml"), "mine").unwrap();
    fs::remove_file(folder.path().join("mine/own/stpetersburg.cable")).unwrap();
    let (written, told, status) = call(folder.path(), &["show", "moscow", "--out", "mine/own"]);
    assert_eq!((written.as_str(), status), ("", 2));
    assert!(told.ends_with(" is there already: --force writes over it\n"), "{told}");
    assert!(!folder.path().join("mine/own/stpetersburg.cable").exists(), "nothing is written");
    assert_eq!(call(folder.path(), &["show", "moscow", "--out", "mine/own", "--force"]).2, 0);
    assert_eq!(fs::read_to_string(folder.path().join("mine/own/moscow.toml")).unwrap(), shown);
    let files = fs::read_dir(folder.path().join("mine/own")).unwrap().count();
    assert_eq!(files, 6, "nothing else is left there");
    assert_eq!(call(folder.path(), &["show", "star"]).1, "", "it names no files");
}

/// Every key that a table may have is told.
#[test]
fn keys_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let (keys, told, status) = call(folder.path(), &["keys"]);
    assert_eq!((told.as_str(), status), ("", 0));
    for key in
        ["include", "warm_up", "subject_to_correction", "redraw", "from_weights", "night_action", "below"]
    {
        assert!(keys.contains(key), "{key} is not in\n{keys}");
    }
    assert!(!keys.contains('`') && keys.lines().next().unwrap().starts_with("key "), "{keys}");
}

/// What can be run, and is most likely not meant.
#[test]
fn check_warns_of_what_is_odd() {
    let folder = tempfile::tempdir().unwrap();
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let network = network.circuit("RUEHC", "RUEHMO", "XMO", "overhead = 23");
    let network = network.submit("0s", "RUEHMO", "one.cable").table(
        "[[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\nrate = \"240/h\"\n\
         length = { distribution = \"uniform\", min = 985, max = 1985 }",
    );
    let text = format!("fidelity = \"timing\"\n{}", network.0);
    fs::write(folder.path().join("one.toml"), &text).unwrap();
    fs::write(folder.path().join("one.cable"), cable(1, &["RUEHC"], "\nTEXT\n")).unwrap();
    let (out, told, status) = call(folder.path(), &["check", "one.toml"]);
    assert_eq!((out.lines().count(), status), (1, 0));
    insta::assert_snapshot!(told, @r"
    torntape: one.toml: no way leads to the station of 1 delivery: it will be undelivered
    torntape: one.toml: circuit XMO is offered 1.005 of what it can carry: what waits there grows without end
    ");
    // A tenth less, and no cable back.
    let fewer = text
        .replace("240/h", "216/h")
        .replace("[[submit]]\nat = \"0s\"\nfrom = \"RUEHMO\"\nfile = \"one.cable\"", "");
    fs::write(folder.path().join("one.toml"), fewer).unwrap();
    assert_eq!(call(folder.path(), &["check", "one.toml"]).1, "");
}

#[test]
fn what_is_not_there_ends_with_status_2() {
    let folder = tempfile::tempdir().unwrap();
    let (out, complaint, status) = call(folder.path(), &["show", "none"]);
    assert_eq!((out.as_str(), status), ("", 2));
    assert!(
        complaint
            .starts_with("torntape: there is no scenario `none`: the built-in scenarios are moscow, star"),
        "{complaint}"
    );
    for arguments in [&[][..], &["check"], &["check", "none.toml"], &["shew"]] {
        assert_eq!(call(folder.path(), arguments).2, 2, "{arguments:?}");
    }
}

/// Every file is read, and each problem has its file, line, column and key.
#[test]
fn check_tells_every_problem_of_every_file() {
    let folder = tempfile::tempdir().unwrap();
    let network =
        Network::new().station("RUEHC", false).station("RUEHMO", false).circuit("RUEHC", "RUEHMO", "XMO", "");
    fs::write(folder.path().join("good.toml"), network.submit("0s", "RUEHC", "one.cable").0).unwrap();
    fs::write(folder.path().join("one.cable"), cable(1, &["RUEHMO"], "\nTEXT\n")).unwrap();
    fs::write(folder.path().join("posts.toml"), "[[station]]\nindicator = \"RUEHC\"\n").unwrap();
    fs::write(
        folder.path().join("bad.toml"),
        "include = [\"posts.toml\"]\nstart = \"now\"\nduratoin = \"1h\"\n",
    )
    .unwrap();
    let (out, complaints, status) = call(folder.path(), &["check", "bad.toml", "good.toml"]);
    assert_eq!(
        (out.as_str(), status),
        ("good.toml: 2 stations, 1 circuit, 1 cable, 0 streams of traffic\n", 2)
    );
    insta::assert_snapshot!(complaints, @r#"
    torntape: bad.toml:1:1: duration: is missing
    torntape: bad.toml:1:1: circuit: is missing
    torntape: bad.toml:2:9: start: expected a date and time such as "2009-09-21T21:56:00Z", but found `now`
    torntape: bad.toml:3:1: duratoin: there is no such key (is `duration` meant?)
    torntape: posts.toml:1:1: station.plad: is missing
    torntape: posts.toml:2:13: station.indicator: RUEHC has no circuit in or out
    "#);
}

/// Made cables lie in folders of a thousand, and an archive may hold what nobody can hand in.
#[test]
fn a_folder_of_folders_and_what_is_left_out_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let network =
        Network::new().station("RUEHC", false).station("RUEHMO", false).circuit("RUEHC", "RUEHMO", "XMO", "");
    fs::create_dir_all(folder.path().join("five/0000")).unwrap();
    fs::create_dir_all(folder.path().join("five/0001")).unwrap();
    for (table, key) in [
        ("[[replay]]\narchive = \"five\"\nfrom = \"RUEHC\"", "replay.archive"),
        ("[[replay]]\narchive = \"five\"\nfrom = \"RUEHC\"\nskip = true", "replay.archive"),
        ("[[submit]]\nfolder = \"five\"\nfrom = \"RUEHC\"\nat = \"0s\"", "submit.folder"),
    ] {
        fs::write(folder.path().join("one.toml"), network.clone().table(table).0).unwrap();
        let (out, complaint, status) = call(folder.path(), &["check", "one.toml"]);
        assert_eq!((out.as_str(), status), ("", 2));
        let told = format!("{key}: five: holds folders and no file: `five/0000` is one of them\n");
        assert!(complaint.ends_with(&told) && complaint.lines().count() == 1, "{complaint}");
    }
    let archive = "[[replay]]\narchive = \"five/0000\"\nfrom = \"RUEHC\"\nskip = true";
    fs::write(folder.path().join("one.toml"), network.table(archive).0).unwrap();
    fs::write(folder.path().join("five/0000/good.txt"), cable(1, &["RUEHMO"], "\nTEXT\n")).unwrap();
    for name in ["a", "b", "c", "d", "e", "f", "g"] {
        fs::write(folder.path().join(format!("five/0000/{name}.txt")), "nothing of a cable").unwrap();
    }
    let (out, told, status) = call(folder.path(), &["check", "one.toml"]);
    assert_eq!(
        (out.as_str(), status),
        (
            "one.toml: 2 stations, 1 circuit, 1 cable (7 left out), 0 streams of traffic\n\
             one.toml: replay of five/0000: 1 cable of 2009-09-21\n",
            0
        )
    );
    insta::assert_snapshot!(told, @r"
    torntape: one.toml: left out: five/0000/a.txt: is not a cable with a classification line and a text
    torntape: one.toml: left out: five/0000/b.txt: is not a cable with a classification line and a text
    torntape: one.toml: left out: five/0000/c.txt: is not a cable with a classification line and a text
    torntape: one.toml: left out: five/0000/d.txt: is not a cable with a classification line and a text
    torntape: one.toml: left out: five/0000/e.txt: is not a cable with a classification line and a text
    torntape: one.toml: and 2 more
    ");
}
