//! `[[submit]]` of a folder, and `[[replay]]` of an archive.

use std::fs;
use std::time::Duration;

use torntape::sim::scenario::{Folder, Scenario};
use torntape::sim::{Happening, simulate};

use super::{Memory, Network, cable, run};

/// Three stations around a relay, and these tables.
fn network(tables: &str) -> Network {
    let network = Network::new().station("RUEHC", false).station("RUEH", true).station("RUEHMO", false);
    let network = network.station("RUEHLN", false).pair("RUEHC", "RUEH", "XR", "");
    network.pair("RUEH", "RUEHMO", "XM", "").pair("RUEH", "RUEHLN", "XL", "").table(tables)
}

/// A cable handed in at a minute of 21 September 2009, from the Department or from Moscow.
fn at_minute(number: u32, minute: &str, from_moscow: bool) -> String {
    let to = if from_moscow { "RUEHLN" } else { "RUEHMO" };
    let text = cable(number, &[to], "\nTEXT\n").replace("P 212156Z SEP 09", &format!("P 21{minute}Z SEP 09"));
    if !from_moscow {
        return text.replace("FM SECSTATE WASHDC", "FM POST RUEHC");
    }
    text.replace("DE RUEHC", "DE RUEHMO").replace("FM SECSTATE WASHDC", "FM POST RUEHMO")
}

/// A folder on the disk with files in it.
fn folder(files: &[(&str, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("box")).unwrap();
    for (name, text) in files {
        fs::write(folder.path().join("box").join(name), text).unwrap();
    }
    folder
}

fn read(folder: &tempfile::TempDir, tables: &str) -> Result<Scenario, String> {
    let files = Folder(folder.path().to_owned());
    Scenario::read(&network(tables).0, "test.toml", &files).map_err(|refusal| refusal.to_string())
}

/// When each cable was handed in, where, and which.
fn handed_in(scenario: &Scenario) -> Vec<(u64, String, String)> {
    let mut seen = Vec::new();
    let watch = |at: Duration, happening: &Happening<'_>| {
        if let Happening::Submitted { station, cable, .. } = happening {
            seen.push((at.as_secs(), (*station).to_owned(), (*cable).to_owned()));
        }
    };
    simulate(scenario, watch).unwrap();
    seen
}

/// `.` is the folder of the scenario, wherever the scenario is named from.
#[test]
fn the_folder_of_the_scenario_itself() {
    let folder = folder(&[("one", at_minute(1, "2156", false)), ("two", at_minute(2, "2157", false))]);
    let below = folder.path().join("box");
    for table in [
        "[[replay]]\narchive = \".\"\nfrom = \"RUEHC\"",
        "[[replay]]\narchive = \"../box\"\nfrom = \"RUEHC\"",
        "[[submit]]\nfolder = \"./\"\nfrom = \"RUEHC\"",
    ] {
        let network = network(table);
        let scenario = Scenario::read(&network.0, "test.toml", &Folder(below.clone())).unwrap();
        assert_eq!(scenario.deliveries().count(), 2, "{table}");
    }
    let told = |table: &str| {
        let files = Folder(below.clone());
        Scenario::read(&network(table).0, "test.toml", &files).unwrap_err().problems.remove(0).message
    };
    assert_eq!(told("[[submit]]\nfile = \".\"\nfrom = \"RUEHC\""), ".: cannot be read: is a directory");
    // The file is not among those of the scenario: it is looked for from the root.
    let absolute = below.join("one").display().to_string();
    let one = format!("[[submit]]\nfile = \"{absolute}\"\nfrom = \"RUEHC\"");
    assert_eq!(read(&folder, &one).unwrap().deliveries().count(), 1);
}

#[test]
fn a_folder_is_handed_in_in_the_order_of_its_names() {
    let texts = [("b.cable", 2), ("a.cable", 1), ("c.cable", 3), (".hidden", 4)];
    let folder = folder(&texts.map(|(name, number)| (name, cable(number, &["RUEHMO"], "\nTEXT\n"))));
    fs::create_dir(folder.path().join("box/below")).unwrap();
    let submit = "[[submit]]\nat = \"1m\"\nfrom = \"RUEHC\"\nfolder = \"box\"\nevery = \"90s\"";
    let scenario = read(&folder, submit).unwrap();
    let times: Vec<_> = handed_in(&scenario).into_iter().map(|(at, _, cable)| (at, cable)).collect();
    let expected = [(60, "09STATE1"), (150, "09STATE2"), (240, "09STATE3")];
    assert_eq!(times, expected.map(|(at, id)| (at, id.to_owned())));
    assert_eq!(run(&scenario).report.delivered.deliveries, 3);
}

/// Each at its own time, from the station it comes from; at ten times the speed everything follows in a tenth of the time.
#[test]
fn an_archive_is_replayed_at_its_date_time_groups() {
    let files = [
        ("late.cable", at_minute(3, "2230", false)),
        ("early.cable", at_minute(1, "2200", false)),
        ("reply.cable", at_minute(2, "2210", true)),
    ];
    let folder = folder(&files);
    for (speed, times) in [("", [120, 720, 1920]), ("speed = 10", [120, 180, 300])] {
        let replay = format!("[[replay]]\nat = \"2m\"\narchive = \"box\"\n{speed}");
        let seen = handed_in(&read(&folder, &replay).unwrap());
        let expected = [("RUEHC", "09STATE1"), ("RUEHMO", "09STATE2"), ("RUEHC", "09STATE3")];
        let expected: Vec<_> = times
            .into_iter()
            .zip(expected)
            .map(|(at, (station, cable))| (at, station.to_owned(), cable.to_owned()))
            .collect();
        assert_eq!(seen, expected, "{speed}");
    }
    // All from one station; and one file that holds them all is the same archive.
    let whole = Memory::default().with("all", files.map(|(_, text)| text).concat());
    let scenario = network("[[replay]]\nat = \"2m\"\narchive = \"all\"\nfrom = \"RUEHC\"").read(&whole);
    let seen: Vec<_> = handed_in(&scenario).into_iter().map(|(at, station, _)| (at, station)).collect();
    assert_eq!(seen, [120, 720, 1920].map(|at| (at, "RUEHC".to_owned())));
    assert_eq!(run(&scenario).report.delivered.deliveries, 3);
}

#[test]
fn what_cannot_be_handed_in_is_refused_or_left_out() {
    let stranger = at_minute(2, "2210", true).replace("RUEHMO", "RUEHXX");
    let files = [
        ("a.cable", at_minute(1, "2200", false)),
        ("b.cable", stranger),
        ("c.cable", "Dear Sir,\n".to_owned()),
    ];
    let folder = folder(&files);
    let replay = "[[replay]]\narchive = \"box\"\n";
    let refused = read(&folder, replay).unwrap_err();
    assert_eq!(refused.lines().count(), 2, "{refused}");
    assert!(
        refused.contains("replay.archive: box/b.cable: comes from no station of the scenario"),
        "{refused}"
    );
    assert!(refused.contains("replay.archive: box/c.cable: is not a cable"), "{refused}");
    let scenario = read(&folder, &format!("{replay}skip = true\n")).unwrap();
    assert!(scenario.size().contains("1 cable (2 left out)"), "{}", scenario.size());
    for (tables, expected) in [
        ("[[replay]]\narchive = \"none\"", "replay.archive: none: cannot be read"),
        (
            "[[replay]]\narchive = \"box/c.cable\"\nskip = true",
            "replay.archive: box/c.cable: holds no cable that can be handed in",
        ),
        ("[[replay]]\narchive = \"box\"\nskip = true\nspeed = 0", "replay.speed: time would never pass"),
        ("[[replay]]\nskip = true", "replay.archive: is missing"),
        (
            "[[replay]]\narchive = \"box\"\nskip = true\nspede = 2",
            "replay.spede: there is no such key (is `speed` meant?)",
        ),
        ("[[submit]]\nfrom = \"RUEHC\"", "submit.file: is missing"),
        ("[[submit]]\nfrom = \"RUEHC\"\nfolder = \"none\"", "submit.folder: none: cannot be read"),
        (
            "[[submit]]\nfrom = \"RUEHC\"\nfolder = \"box\"",
            "submit.folder: box/c.cable: is not a cable with a classification line",
        ),
        (
            "[[submit]]\nfrom = \"RUEHC\"\nfile = \"box/a.cable\"\nevery = \"1m\"",
            "submit.every: is for the cables of a folder",
        ),
        (
            "[[submit]]\nfrom = \"RUEHC\"\nfile = \"box/a.cable\"\nfolder = \"box\"",
            "submit.file: there is a folder as well",
        ),
    ] {
        let refused = read(&folder, tables).unwrap_err();
        assert!(refused.contains(expected), "{tables}: {refused}");
    }
}
