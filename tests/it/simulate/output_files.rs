//! The files that `simulate` and `sweep` write, and what they must not write over.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Network, cable};
use crate::out_files::{call, torntape};

/// A scenario that includes a file, names a cable and hands in an archive again.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let network =
        Network::new().station("RUEHC", false).station("RUEHMO", false).circuit("RUEHC", "RUEHMO", "XMO", "");
    let (head, tables) = network.0.split_once("[[").unwrap();
    fs::create_dir(folder.path().join("archive")).unwrap();
    write("net.toml", &format!("[[{tables}"));
    write("one.cable", &cable(1, &["RUEHMO"], "\nTEXT\n"));
    write("archive/two.cable", &cable(2, &["RUEHMO"], "\nTEXT\n"));
    let own = Network(format!("include = [\"net.toml\"]\n{head}")).submit("0s", "RUEHC", "one.cable");
    write("keep.toml", &own.table("[[replay]]\narchive = \"archive\"\nfrom = \"RUEHC\"").0);
    folder
}

/// The names and contents of all files in a folder and one below it.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(contents(&path));
        } else {
            all.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    all.sort();
    all
}

#[test]
fn an_output_that_would_take_the_place_of_what_is_read_is_refused() {
    let folder = folder();
    #[cfg(unix)]
    std::os::unix::fs::symlink("keep.toml", folder.path().join("link.toml")).unwrap();
    fs::hard_link(folder.path().join("keep.toml"), folder.path().join("hard.toml")).unwrap();
    let before = contents(folder.path());
    let sweep = ["sweep", "keep.toml", "--vary", "preemption=none", "--plot"];
    for (arguments, told) in [
        (
            &["simulate", "keep.toml", "--report", "keep.toml"][..],
            "--report keep.toml: the scenario itself would be written over: name another file",
        ),
        (&["simulate", "keep.toml", "--deliveries", "./keep.toml"], "--deliveries ./keep.toml: the scenario"),
        (&["simulate", "keep.toml", "--trace", "archive/../keep.toml"], "--trace archive/../keep.toml: the"),
        #[cfg(unix)]
        (&["simulate", "keep.toml", "--trace", "link.toml"], "--trace link.toml: the scenario itself would"),
        (&["simulate", "hard.toml", "--trace", "keep.toml"], "--trace keep.toml: the scenario itself would"),
        (&["simulate", "keep.toml", "--replications", "2", "--report", "keep.toml"], "--report keep.toml: "),
        (
            &["simulate", "keep.toml", "--report", "net.toml"],
            "--report net.toml: what the scenario includes or names would be written over: name another file",
        ),
        (
            &["simulate", "keep.toml", "--deliveries", "one.cable"],
            "--deliveries one.cable: what the scenario",
        ),
        (&["simulate", "keep.toml", "--trace", "archive/two.cable"], "--trace archive/two.cable: what the"),
        (
            &[&sweep[..], &["keep.toml"]].concat(),
            "--plot keep.toml: the scenario itself would be written over",
        ),
        (&[&sweep[..], &["net.toml"]].concat(), "--plot net.toml: what the scenario includes or names would"),
        (
            &["simulate", "keep.toml", "--report", "x", "--trace", "./x"],
            "--trace ./x and --report x would be one file",
        ),
        (
            &["simulate", "keep.toml", "--deliveries", "archive/x", "--trace", "archive/../archive/x"],
            "would be one file",
        ),
    ] {
        let (out, complaint, status) = call(folder.path(), arguments);
        assert_eq!((out.as_str(), status), ("", 2), "{arguments:?}: {complaint}");
        assert!(complaint.contains(told) && complaint.lines().count() == 1, "{arguments:?}: {complaint}");
        assert_eq!(contents(folder.path()), before, "{arguments:?}");
    }
    let (_, complaint, status) =
        call(folder.path(), &["simulate", "keep.toml", "--report", "archive/new.html", "--trace", "new"]);
    assert_eq!((complaint.as_str(), status), ("", 0));
}

/// A scenario that comes from standard input has a file too, and so may the account.
#[cfg(unix)]
#[test]
fn an_output_that_standard_input_or_output_is_already_is_refused() {
    let folder = folder();
    let text = fs::read(folder.path().join("keep.toml")).unwrap();
    let output = torntape(folder.path(), &["simulate", "-", "--report", "keep.toml"])
        .stdin(File::open(folder.path().join("keep.toml")).unwrap())
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]));
    assert_eq!(fs::read(folder.path().join("keep.toml")).unwrap(), text);
    let out = File::create(folder.path().join("out.html")).unwrap();
    let output = torntape(folder.path(), &["simulate", "keep.toml", "--report", "out.html"])
        .stdout(out)
        .output()
        .unwrap();
    assert_eq!(
        (output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()),
        (Some(2), "torntape: --report out.html and standard output would be one file: name another\n")
    );
}

/// What is no file keeps nothing and loses nothing.
#[cfg(unix)]
#[test]
fn several_outputs_may_go_to_one_device() {
    let arguments = ["simulate", "moscow", "--report", "/dev/null", "--trace", "/dev/null"];
    let (_, complaint, status) = call(folder().path(), &arguments);
    assert_eq!((complaint.as_str(), status), ("", 0));
}

/// Standard output has the account: a file of the name `-` is not what was meant.
#[test]
fn a_hyphen_makes_no_file_of_that_name() {
    let folder = folder();
    let before = contents(folder.path());
    for option in ["--trace", "--deliveries", "--report"] {
        let (out, complaint, status) = call(folder.path(), &["simulate", "keep.toml", option, "-"]);
        let expected =
            format!("torntape: {option} -: standard output has the account of the run: name a file\n");
        assert_eq!((out.as_str(), complaint, status), ("", expected, 2));
    }
    let sweep = ["sweep", "keep.toml", "--vary", "preemption=none", "--plot", "-"];
    let (out, complaint, status) = call(folder.path(), &sweep);
    let expected = "torntape: --plot -: standard output has what was found: name a file\n";
    assert_eq!((out.as_str(), complaint.as_str(), status), ("", expected, 2));
    assert_eq!(contents(folder.path()), before);
}

/// Ctrl-C, and what a supervisor sends.
#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_the_old_files_and_nothing_beside_them() {
    let files = ["--trace", "t", "--deliveries", "d", "--report", "r"];
    let sweep = ["sweep", "star", "--vary", "traffic[0].rate=x1..x2/90", "--plot", "t"];
    for (arguments, beside) in
        [(&[&["simulate", "--pace", "1x"], &files[..]].concat()[..], 3), (&sweep[..], 1)]
    {
        for (signal, status) in [("-INT", 130), ("-TERM", 143)] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("t"), "old").unwrap();
            let command = &mut torntape(folder.path(), arguments);
            let mut child = command.stdout(Stdio::null()).spawn().unwrap();
            while fs::read_dir(folder.path()).unwrap().count() < 1 + beside {
                std::thread::yield_now();
            }
            let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
            assert!(sent.success());
            assert_eq!(child.wait().unwrap().code(), Some(status), "{arguments:?} {signal}");
            let left = contents(folder.path());
            assert_eq!((left.len(), left[0].1.as_slice()), (1, &b"old"[..]), "{arguments:?} {signal}");
        }
    }
}
