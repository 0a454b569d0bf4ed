//! `torntape decode` at the scale of a corpus: streams, folders, patterns, packed files, all processors.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

const CABLE: &str = "VZCZCXRO0809\nPP RUEHLN\nDE RUEHC #7951 2642216\nZNR UUUUU ZZH\nP 212156Z SEP 09\n\
                     FM SECSTATE WASHDC\nTO RUEHMO/AMEMBASSY MOSCOW PRIORITY 3941\n\
                     INFO RUEHLN/AMCONSUL ST PETERSBURG PRIORITY 3621\nBT\nUNCLAS STATE 097951\n\nSIPDIS\n\n\
                     E.O. 12958: N/A\nTAGS: KCRM RS\nSUBJECT: LAMPS, \"NEW\" ONES\n\nREF: 2008 STATE 132759\n\n\
                     1. The lamps came.\nMILLER\nBT\n#7951\nNNNN\n";

const DAMAGED: &str = "VZCZCXRO0809\nPP RUEHMO\nDE RUEHC #79?1 2642216\nZNR UUUUU\nP 212156Z SEP 09\nNNNN\n";

fn torntape(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("torntape"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> (String, String, i32) {
    let Output { stdout, stderr, status } = torntape(folder, arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(stdout), text(stderr), status.code().unwrap())
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text).unwrap();
    packer.finish().unwrap()
}

fn paths(ndjson: &str) -> Vec<String> {
    let path = |line: &str| serde_json::from_str::<Value>(line).unwrap()["source"]["path"].clone();
    ndjson.lines().map(|line| path(line).as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_pattern_names_the_files_that_fit_it_in_order() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("a/deep")).unwrap();
    for name in ["a/deep/2.cable", "a/1.cable", "a/1.txt", "b.cable", "[x].cable"] {
        fs::write(folder.path().join(name), CABLE).unwrap();
    }
    let (lines, _, _) =
        run(folder.path(), &["decode", "--format", "ndjson", "a/**/*.cable", "b.*", "[x].cable"]);
    assert_eq!(paths(&lines), ["a/1.cable", "a/deep/2.cable", "b.cable", "[x].cable"]);
    let (printed, said, status) = run(folder.path(), &["decode", "none/*.cable"]);
    assert_eq!((printed.as_str(), status), ("", 2));
    assert_eq!(said, "torntape: none/*.cable: no file has a name of this pattern\n");
}

#[test]
fn packed_files_are_read_by_their_first_bytes_whatever_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let two = format!("noise\n{CABLE}{CABLE}");
    let zstandard =
        ruzstd::encoding::compress_to_vec(two.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    fs::write(folder.path().join("1.txt"), &two).unwrap();
    fs::write(folder.path().join("2.gz"), gzip(two.as_bytes())).unwrap();
    fs::write(folder.path().join("3.txt"), zstandard).unwrap();
    fs::write(folder.path().join("4.gz"), gzip(CABLE.repeat(20_000).as_bytes())).unwrap();
    let (lines, _, status) = run(folder.path(), &["decode", "--format", "ndjson", "."]);
    assert_eq!(status, 0);
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 20_006);
    assert_eq!(lines[0].replace("1.txt", "2.gz"), lines[2]);
    assert_eq!(lines[1].replace("1.txt", "3.txt"), lines[5]);

    fs::write(folder.path().join("5.gz"), &gzip(CABLE.repeat(9).as_bytes())[..30]).unwrap();
    let (_, said, status) = run(folder.path(), &["decode", "5.gz"]);
    assert_eq!(status, 2);
    assert!(said.starts_with("torntape: 5.gz: "), "{said}");
    let (cable, _, _) = run(folder.path(), &["split", "2.gz", "--out", "parts"]);
    assert!(cable.contains("parts/"), "other commands unpack too: {cable}");
}

/// The order is that of the input and every byte is the same, whatever works at once and however files are cut.
#[test]
fn the_answer_does_not_depend_on_the_threads() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("many")).unwrap();
    for number in 0..300 {
        let text = if number % 7 == 0 { DAMAGED.repeat(number % 5) } else { CABLE.repeat(number % 9) };
        fs::write(folder.path().join(format!("many/{number:03}.txt")), text).unwrap();
    }
    fs::write(folder.path().join("large.txt"), CABLE.repeat(3_000)).unwrap();
    for format in ["ndjson", "json", "csv", "table"] {
        let answers: Vec<_> = ["1", "2", "7"]
            .iter()
            .map(|threads| {
                let call =
                    ["decode", "--format", format, "--threads", threads, "many", "large.txt", "many/001.txt"];
                run(folder.path(), &call)
            })
            .collect();
        assert_eq!(answers[0].2, 1, "an error was found");
        assert!(answers[0].0.len() > 1_000_000);
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{format}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), CABLE).unwrap();
    fs::write(folder.path().join("c.txt"), CABLE).unwrap();
    fs::write(folder.path().join("b.gz"), &gzip(CABLE.as_bytes())[..20]).unwrap();
    let (lines, said, status) = run(folder.path(), &["decode", "--format", "ndjson", "."]);
    let paths = paths(&lines);
    assert_eq!((paths.first().unwrap().as_str(), paths.last().unwrap().as_str()), ("./a.txt", "./c.txt"));
    assert_eq!((said.lines().count(), status), (1, 2), "{said}");
    assert!(said.starts_with("torntape: ./b.gz: "), "{said}");
}

/// A line that stays open: each cable is answered when its last line has come.
#[test]
fn answers_come_while_the_input_is_open() {
    let mut child = torntape(Path::new("."), &["decode", "--format", "ndjson"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    for number in 0..3 {
        input.write_all(CABLE.as_bytes()).unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        let cable: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(cable["source"]["offset"], number * CABLE.len());
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// The most memory that a process had, in KiB.
#[cfg(target_os = "linux")]
fn most_memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// More goes through than may be kept.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_however_long_the_input() {
    let text = |bytes: usize| b"the lamps came by noon\n".repeat(bytes / 23);
    let open = CABLE.replace("NNNN\n", "");
    let usual = [CABLE.repeat(20).as_bytes(), open.as_bytes(), &text(23_000)].concat();
    let near_the_limit = [open.as_bytes(), &text(15 << 20), b"NNNN\n"].concat();
    // Each line may be a paragraph's first.
    let numbered = [open.as_bytes(), &b"1. a\n".repeat((15 << 20) / 5), b"NNNN\n"].concat();
    // Each may be a cable's first.
    let openings = [open.as_bytes(), &b"FM X\n".repeat((15 << 20) / 5), b"NNNN\n"].concat();
    let returns: Vec<u8> =
        near_the_limit.iter().map(|byte| if *byte == b'\n' { b'\r' } else { *byte }).collect();
    let controls = [open.as_bytes(), &b"\x01\xff\x01\n".repeat((15 << 20) / 4), b"NNNN\n"].concat();
    let (without, with) = (&[][..], &["--with-text"][..]);
    for (options, input, size, answers_least) in [
        (without, &usual, 100_000_000, 1_000_000),
        (without, &near_the_limit, 50_000_000, 5_000),
        (without, &numbered, 30_000_000, 3_000),
        (without, &openings, 30_000_000, 3_000),
        (with, &near_the_limit, 30_000_000, 31_000_000),
        (with, &returns, 15_000_000, 15_000_000),
        (with, &controls, 30_000_000, 31_000_000),
    ] {
        let args = [&["decode", "--format", "ndjson", "-"], options].concat();
        let mut child =
            torntape(Path::new("."), &args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut answers = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || std::io::copy(&mut answers, &mut std::io::sink()).unwrap());
        let mut stdin = child.stdin.take().unwrap();
        let mut sent = 0;
        while sent < size {
            stdin.write_all(input).unwrap();
            sent += input.len();
        }
        let most = most_memory(child.id());
        drop(stdin);
        let answered = reader.join().unwrap();
        assert!(answered > answers_least, "{answered} of {answers_least}");
        assert_eq!(child.wait().unwrap().code(), Some(0));
        assert!(most <= 64 * 1024, "{most} KiB");
    }
}

#[test]
fn csv_is_one_row_a_cable_under_the_documented_columns() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a, b.txt"), format!("{CABLE}{DAMAGED}")).unwrap();
    let (table, _, status) = run(folder.path(), &["decode", "--format", "csv", "a, b.txt"]);
    assert_eq!(status, 1);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 2);
    let field = |row: usize, name: &str| {
        let at = head.iter().position(|column| column == name).unwrap();
        rows[row][at].to_owned()
    };
    let expected = [
        ("path", "a, b.txt"),
        ("offset", "0"),
        ("dialect", "acp127_state"),
        ("id", "09STATE97951"),
        ("date", "2009-09-21T21:56:00Z"),
        ("precedence", "priority"),
        ("classification", "unclassified"),
        ("captions", "SIPDIS"),
        ("from", "SECSTATE WASHDC"),
        ("to", "AMEMBASSY MOSCOW"),
        ("info", "AMCONSUL ST PETERSBURG"),
        ("subject", "LAMPS, \"NEW\" ONES"),
        ("tags", "KCRM; RS"),
        ("references", "08STATE132759"),
        ("section", ""),
        ("serial", "7951"),
        ("filed", "2009-09-21T22:16:00Z"),
        ("errors", "0"),
    ];
    for (name, value) in expected {
        assert_eq!(field(0, name), value, "{name}");
    }
    assert_eq!((field(1, "errors").as_str(), field(1, "codes").as_str()), ("1", "T0304"));

    let (columns, _, _) = run(folder.path(), &["decode", "--columns"]);
    let listed: Vec<_> = columns.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(listed[..listed.len() - 1], head.iter().collect::<Vec<_>>());
    let (table, _, _) = run(folder.path(), &["decode", "--format", "csv", "--with-text", "a, b.txt"]);
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), listed);
    assert!(
        reader.records().next().unwrap().unwrap().iter().next_back().unwrap().contains("The lamps came.")
    );
}

#[test]
fn an_out_file_appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), CABLE).unwrap();
    let (straight, _, _) = run(folder.path(), &["decode", "--format", "json", "a.txt"]);
    fs::write(folder.path().join("out.json"), "old").unwrap();
    let (printed, said, status) =
        run(folder.path(), &["decode", "--format", "json", "--out", "out.json", "a.txt"]);
    assert_eq!((printed.as_str(), said.as_str(), status), ("", "", 0));
    assert_eq!(fs::read_to_string(folder.path().join("out.json")).unwrap(), straight);

    let (_, _, status) = run(folder.path(), &["decode", "--out", "out.json", "none.txt"]);
    assert_eq!(status, 2);
    assert_eq!(fs::read_to_string(folder.path().join("out.json")).unwrap(), straight);
    let (_, said, status) = run(folder.path(), &["decode", "--out", "none/out.json", "a.txt"]);
    assert_eq!(
        (said.as_str(), status),
        ("torntape: none/out.json: cannot write: no such file or directory\n", 2)
    );
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_the_old_file_and_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("out.json"), "old").unwrap();
    let mut child = torntape(folder.path(), &["decode", "--format", "ndjson", "--out", "out.json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(CABLE.repeat(500).as_bytes()).unwrap();
    let beside = || fs::read_dir(folder.path()).unwrap().count();
    while beside() < 2 {
        std::thread::yield_now();
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!((beside(), fs::read_to_string(folder.path().join("out.json")).unwrap().as_str()), (1, "old"));
    let mut rest = String::new();
    child.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_the_columns_of_csv_with_their_types() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), format!("{CABLE}{DAMAGED}").repeat(20_000)).unwrap();
    let (printed, said, status) =
        run(folder.path(), &["decode", "--format", "parquet", "--out", "a.parquet", "a.txt"]);
    assert_eq!((printed.as_str(), said.as_str(), status), ("", "", 1));
    let reader = SerializedFileReader::new(fs::File::open(folder.path().join("a.parquet")).unwrap()).unwrap();
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<_> = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
    let (columns, _, _) = run(folder.path(), &["decode", "--columns"]);
    let listed: Vec<_> = columns.lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(names, listed[..listed.len() - 1]);
    assert_eq!(reader.metadata().file_metadata().num_rows(), 40_000);
    assert!(reader.num_row_groups() > 1, "groups are bounded");

    let at = |name: &str| names.iter().position(|other| other == name).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().take(2).map(|row| row.unwrap()).collect();
    assert_eq!(rows[0].get_string(at("id")).unwrap(), "09STATE97951");
    assert_eq!(rows[0].get_long(at("length")).unwrap(), i64::try_from(CABLE.len()).unwrap());
    assert_eq!(rows[0].get_timestamp_micros(at("date")).unwrap(), 1_253_570_160_000_000);
    let tags = rows[0].get_list(at("tags")).unwrap().elements();
    assert_eq!(tags.iter().map(ToString::to_string).collect::<Vec<_>>(), ["\"KCRM\"", "\"RS\""]);
    assert!(rows[1].get_list(at("tags")).unwrap().elements().is_empty());
    assert!(rows[1].get_string(at("id")).is_err(), "what a cable lacks is null");
    assert_eq!(rows[1].get_long(at("offset")).unwrap(), i64::try_from(CABLE.len()).unwrap());

    let (_, said, status) = run(folder.path(), &["decode", "--format", "parquet", "a.txt"]);
    assert_eq!(status, 2);
    assert_eq!(said, "torntape: a Parquet table is no text: name its file with --out\n");
}
