//! The house rules that a compiler does not check: which room may name which, how long a file may be, and what
//! the library alone weighs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which room may name which others, as in the table of ARCHITECTURE.md. `main` and `lib` stand outside: the one
/// starts the command, the other opens the doors of the library.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("message", &[]),
    ("directory", &["message"]),
    ("decode", &["message", "directory"]),
    ("encode", &["message", "decode"]),
    ("reassembly", &["message", "decode", "encode"]),
    ("corpus", &["message", "directory", "encode"]),
    ("station", &["message", "decode", "encode", "reassembly", "directory"]),
    ("sim", &["message", "decode", "encode", "reassembly", "directory", "station"]),
    ("bus", &["message", "station"]),
    ("node", &["message", "station", "sim", "bus"]),
    (
        "cli",
        &[
            "message",
            "decode",
            "encode",
            "reassembly",
            "corpus",
            "directory",
            "station",
            "sim",
            "bus",
            "node",
        ],
    ),
];

const LINES_MAX: usize = 500;

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, in order of path.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The room a file of `src` belongs to, and how many modules deep it lies; none for `lib.rs` and `main.rs`.
fn room_of(path: &Path) -> Option<(String, usize)> {
    let inside = path.strip_prefix(top().join("src")).unwrap().with_extension("");
    let mut modules: Vec<_> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if modules.last().is_some_and(|last| last == "mod") {
        modules.pop();
    }
    let room = modules.first()?.clone();
    (!["lib", "main"].contains(&room.as_str())).then_some((room, modules.len()))
}

/// The code without its comment lines: a doc may point the reader anywhere.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The names that follow a path prefix such as `crate::`, those of `crate::{a::b, c}` included.
fn names_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (place, _) in code.match_indices(prefix) {
        if code[..place].ends_with(|before: char| is_name(before) || before == ':') {
            continue;
        }
        let rest = &code[place + prefix.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            names.extend(first_names_of_group(group));
        } else {
            names.insert(rest.chars().take_while(|&letter| is_name(letter)).collect());
        }
    }
    names
}

/// The first name of each member of a `use` group, whose opening brace has been taken off.
fn first_names_of_group(group: &str) -> BTreeSet<String> {
    let (mut depth, mut member, mut names) = (1, String::new(), BTreeSet::new());
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && letter == ',') {
            let name: String = member.trim().chars().take_while(|&letter| is_name(letter)).collect();
            names.extend((!name.is_empty()).then_some(name));
            member.clear();
        } else {
            member.push(letter);
        }
        if depth == 0 {
            break;
        }
    }
    names
}

/// The rooms that a file names, through `crate::` or by climbing out with `super::`.
fn rooms_named_in(code: &str, room: &str, depth: usize) -> BTreeSet<String> {
    let rooms: BTreeSet<&str> = MAY_NAME.iter().map(|&(room, _)| room).collect();
    let mut named = names_after(code, "crate::");
    // From a module `depth` deep, that many `super`s lead to the top of the crate. A test module inside the file
    // is one deeper and may say one more, so names that are no rooms are let pass here.
    for climbs in depth..=depth + 1 {
        let above = names_after(code, &"super::".repeat(climbs));
        named.extend(above.into_iter().filter(|name| rooms.contains(name.as_str())));
    }
    named.remove(room);
    named
}

#[test]
fn rooms_name_only_rooms_above_them() {
    let may: BTreeMap<_, _> = MAY_NAME.iter().copied().collect();
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for path in rust_files(&top().join("src")) {
        let Some((room, depth)) = room_of(&path) else { continue };
        let allowed = *may.get(room.as_str()).unwrap_or_else(|| panic!("{}: no such room", path.display()));
        for other in rooms_named_in(&code_of(&path), &room, depth) {
            if !allowed.contains(&other.as_str()) {
                faults.push(format!("{}: {room} may not name {other}", path.display()));
            }
        }
        seen.insert(room);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(seen.contains("decode") && seen.contains("message"), "only {seen:?} were looked at");
}

#[test]
fn every_arrow_points_up_the_list() {
    for (place, (room, allowed)) in MAY_NAME.iter().enumerate() {
        for other in *allowed {
            let above = MAY_NAME.iter().position(|(name, _)| name == other);
            assert!(
                above.is_some_and(|above| above < place),
                "{room} may not name {other}, which stands below it"
            );
        }
    }
}

#[test]
fn the_table_of_the_book_is_the_table_of_the_test() {
    let book = fs::read_to_string(top().join("ARCHITECTURE.md")).unwrap();
    let mut rows = Vec::new();
    for line in book.lines().skip_while(|line| !line.starts_with("| room | may name")).skip(2) {
        let Some(row) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) else { break };
        let (room, allowed) = row.split_once(" | ").expect("two columns");
        let words = |cell: &str| -> Vec<String> {
            cell.split('`').skip(1).step_by(2).map(|word| word.trim_end_matches('/').to_owned()).collect()
        };
        rows.push((words(room).concat(), words(allowed)));
    }
    let table: Vec<(String, Vec<String>)> = MAY_NAME
        .iter()
        .map(|(room, allowed)| ((*room).to_owned(), allowed.iter().map(|&name| name.to_owned()).collect()))
        .collect();
    assert_eq!(rows, table);
}

#[test]
fn files_stay_under_five_hundred_lines() {
    let folders = ["src", "tests", "benches", "examples", "fuzz/fuzz_targets"];
    let files: Vec<_> = folders.iter().flat_map(|folder| rust_files(&top().join(folder))).collect();
    assert!(files.len() > 50, "only {} files were found", files.len());
    let long: Vec<_> = files
        .iter()
        .map(|path| (fs::read_to_string(path).unwrap().lines().count(), path))
        .filter(|(lines, _)| *lines >= LINES_MAX)
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(top()).output().unwrap();
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_library_alone_needs_a_handful_of_packages() {
    let tree = cargo(&["tree", "--locked", "--no-default-features", "-e", "normal", "--prefix", "depth"]);
    let packages: Vec<(&str, &str)> = tree
        .lines()
        .filter_map(|line| line.split_once(|letter: char| !letter.is_ascii_digit()).map(|_| line))
        .map(|line| line.split_at(line.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(0)))
        .map(|(depth, package)| (depth, package.split(' ').next().unwrap_or_default()))
        .collect();
    let direct: Vec<&str> =
        packages.iter().filter(|(depth, _)| *depth == "1").map(|&(_, name)| name).collect();
    assert_eq!(
        direct,
        [
            "base64",
            "bytes",
            "fearless_simd",
            "jiff",
            "memchr",
            "nom",
            "serde",
            "smallvec",
            "smol_str",
            "strsim",
            "thiserror"
        ]
    );
    for heavy in ["tokio", "clap", "tracing", "serde_json", "toml"] {
        assert!(packages.iter().all(|&(_, name)| name != heavy), "{heavy} came along");
    }
}

#[test]
fn the_library_alone_builds() {
    // A folder of its own: the run of the tests holds the lock of the usual one.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("library-alone");
    let target = target.to_str().unwrap();
    cargo(&["check", "--locked", "--quiet", "--no-default-features", "--lib", "--target-dir", target]);
}

/// The scanner is itself worth a test: one that finds nothing would let everything pass.
#[test]
fn the_scanner_sees_every_way_to_name_a_room() {
    let named = |code: &str, depth| {
        let mut names: Vec<_> = rooms_named_in(code, "decode", depth).into_iter().collect();
        names.sort();
        names.join(" ")
    };
    assert_eq!(named("use crate::message::Cable;", 2), "message");
    assert_eq!(
        named("use crate::{message::{Cable, limits}, sim, station::Station as S};", 2),
        "message sim station"
    );
    assert_eq!(named("fn f() { crate::cli::run() }", 2), "cli");
    assert_eq!(named("use super::super::encode::encode;", 2), "encode");
    assert_eq!(named("use super::encode;", 2), "", "a neighbour in the same room");
    assert_eq!(named("pub(crate) use crate::decode::Layout;", 2), "", "its own room");
    assert_eq!(named("use crate::Decoder;", 2), "Decoder", "a shortcut through the front door is no room");
}
