//! What `--out` and `--truth` of the other commands write, and what they must not write over.

use std::fs;
use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;

const CABLE: &str = "VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #7951 2642216\nZNR UUUUU\nP 212156Z SEP 09\n\
                     FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY\nBT\nUNCLAS STATE 097951\n\
                     \nTEXT\nBT\n#7951\nNNNN\n";

pub(crate) fn torntape(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("torntape"));
    command.args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE").env_remove("TORNTAPE_LOG");
    command
}

/// Standard output, standard error and exit status of a call in a folder.
pub(crate) fn call(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let output = torntape(folder, arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn an_answer_does_not_take_the_place_of_its_input() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("box/in")).unwrap();
    for name in ["a.txt", "box/in/b.txt"] {
        fs::write(folder.path().join(name), CABLE).unwrap();
    }
    for (out, inputs) in [
        ("a.txt", &["a.txt"][..]),
        ("./a.txt", &["box", "a.txt"]),
        ("a.txt", &["*.txt"]),
        ("box/in/b.txt", &["box"]),
        ("box/in/b.txt", &["box/in/../in"]),
        ("box/in/b.txt", &["**/*.txt"]),
    ] {
        for command in [&["decode", "--format", "ndjson"][..], &["lint"]] {
            let arguments = [command, &["--out", out], inputs].concat();
            let (printed, complaint, status) = call(folder.path(), &arguments);
            let expected = format!(
                "torntape: --out {out}: one of the inputs would be written over: name another file\n"
            );
            assert_eq!((printed.as_str(), complaint, status), ("", expected, 2), "{arguments:?}");
        }
    }
    for name in ["a.txt", "box/in/b.txt"] {
        assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), CABLE);
    }
    // What is new in a folder that is read, and what lies beside it, is nobody's input.
    for out in ["new.ndjson", "box/new.ndjson"] {
        let (_, complaint, status) =
            call(folder.path(), &["decode", "--format", "ndjson", "--out", out, "box"]);
        assert_eq!((complaint.as_str(), status), ("", 0), "{out}");
        assert_eq!(fs::read_to_string(folder.path().join(out)).unwrap().lines().count(), 1, "{out}");
    }
}

#[test]
fn a_hyphen_is_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), CABLE).unwrap();
    let (printed, _, _) = call(folder.path(), &["decode", "--format", "ndjson", "a.txt"]);
    assert_eq!(call(folder.path(), &["decode", "--format", "ndjson", "--out", "-", "a.txt"]).0, printed);
    let made = ["generate", "--count", "3", "--out", "made.txt"];
    call(folder.path(), &[&made[..], &["--truth", "truth"]].concat());
    let (truth, _, _) = call(folder.path(), &[&made[..], &["--truth", "-"]].concat());
    assert_eq!(fs::read_to_string(folder.path().join("truth")).unwrap(), truth);
    assert!(!truth.is_empty() && !folder.path().join("-").exists());
    let (printed, complaint, status) = call(folder.path(), &["generate", "--count", "3", "--truth", "-"]);
    let expected = "torntape: --truth -: the cables go to standard output: name a file for one of them\n";
    assert_eq!((printed.as_str(), complaint.as_str(), status), ("", expected, 2));
}

#[test]
fn cables_and_their_truth_are_two_files() {
    let folder = tempfile::tempdir().unwrap();
    for (out, truth) in [("o", "o"), ("o", "./o")] {
        let arguments = ["generate", "--count", "3", "--out", out, "--truth", truth];
        let expected = format!("torntape: --truth {truth} and --out o would be one file: name another\n");
        assert_eq!(call(folder.path(), &arguments), (String::new(), expected, 2));
    }
    assert_eq!(names(folder.path()), [""; 0]);
    let wrong = ["generate", "--count", "3", "--out", "o", "--truth", "none/t"];
    let (_, complaint, status) = call(folder.path(), &wrong);
    assert_eq!(
        (complaint.as_str(), status),
        ("torntape: none/t: cannot write: no such file or directory\n", 2)
    );
    assert_eq!(names(folder.path()), [""; 0], "neither is left");
}

/// A corpus that is cut off is not under the name of a whole one.
#[cfg(unix)]
#[test]
fn interrupted_generation_leaves_the_old_files_and_nothing_beside_them() {
    for (signal, status) in [("-INT", 130), ("-TERM", 143)] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("o.truth"), "old").unwrap();
        let arguments = ["generate", "--count", "100000000", "--out", "o.gen", "--truth", "o.truth"];
        let mut child = torntape(folder.path(), &arguments).spawn().unwrap();
        let written = || {
            let files = fs::read_dir(folder.path()).unwrap();
            files.map(|file| file.unwrap().metadata().map_or(0, |file| file.len())).sum::<u64>()
        };
        while written() < 3_000_000 {
            std::thread::yield_now();
        }
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(status), "{signal}");
        assert_eq!(names(folder.path()), ["o.truth"], "{signal}");
        assert_eq!(fs::read_to_string(folder.path().join("o.truth")).unwrap(), "old", "{signal}");
    }
}
