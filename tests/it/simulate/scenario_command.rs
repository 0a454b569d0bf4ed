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
