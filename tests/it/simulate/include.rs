//! `include = ["other.toml"]`: a scenario in several files.

use torntape::sim::scenario::{Folder, Scenario};

use super::{Memory, Network, cable, run};

/// The network without `start` and `duration`, which the scenario itself says.
fn tables() -> String {
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let network = network.pair("RUEHC", "RUEHMO", "XM", "").0;
    network.lines().skip(2).fold(String::new(), |text, line| text + line + "\n")
}

const HEAD: &str = "start = \"2009-09-21T21:56:00Z\"\nduration = \"1h\"\n";

fn problems(text: &str, files: &Memory) -> String {
    Scenario::read(text, "folder/main.toml", files).unwrap_err().to_string()
}

/// A file's own paths are seen from where it lies, and what the scenario says itself wins.
#[test]
fn tables_of_included_files_are_taken_in() {
    let submit = "name = \"theirs\"\n[[submit]]\nfrom = \"RUEHC\"\nfile = \"../cables/one\"\n";
    let files = Memory::default()
        .with("net/posts.toml", tables())
        .with("net/night.toml", format!("include = [\"./posts.toml\"]\n{submit}"))
        .with("cables/one", cable(1, &["RUEHMO"], "\nTEXT\n"));
    // The posts are named twice and read once.
    let text = format!("include = [\"net/night.toml\", \"net/posts.toml\"]\nname = \"ours\"\n{HEAD}");
    let scenario =
        Scenario::read(&text, "folder/main.toml", &files).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(scenario.name(), "ours");
    assert_eq!(run(&scenario).report.delivered.deliveries, 1);
}

#[test]
fn a_problem_is_told_in_the_file_where_it_is() {
    let files = Memory::default().with("net/posts.toml", tables().replace("plad", "pald"));
    insta::assert_snapshot!(problems(&format!("include = \"net/posts.toml\"\n{HEAD}sed = 1\n"), &files), @r"
    folder/main.toml:4:1: sed: there is no such key (is `seed` meant?)
    folder/net/posts.toml:1:1: station.plad: is missing
    folder/net/posts.toml:3:1: station.pald: there is no such key (is `plad` meant?)
    folder/net/posts.toml:5:1: station.plad: is missing
    folder/net/posts.toml:7:1: station.pald: there is no such key (is `plad` meant?)
    ");
    let files = Memory::default().with("net/posts.toml", "start = 1\nstart = 2\n");
    assert!(
        problems("include = \"net/posts.toml\"\n", &files)
            .starts_with("folder/net/posts.toml:2:1: is not TOML: ")
    );
}

/// The folder of the scenario is no file.
#[test]
fn a_folder_is_not_included() {
    let folder = tempfile::tempdir().unwrap();
    let files = Folder(folder.path().to_owned());
    let said = Scenario::read(&format!("include = [\".\"]\n{HEAD}"), "main.toml", &files).unwrap_err();
    assert_eq!(said.to_string(), "main.toml:1:12: include: .: cannot be read: is a directory");
}

#[test]
fn files_that_include_one_another_are_refused() {
    let files = Memory::default()
        .with("a.toml", "include = [\"sub/b.toml\"]\n")
        .with("sub/b.toml", "\ninclude = [\"../a.toml\"]\n");
    assert_eq!(
        problems(&format!("include = [\"a.toml\"]\n{HEAD}"), &files),
        "folder/sub/b.toml:2:12: include: the files include one another: a.toml -> sub/b.toml -> a.toml"
    );
    assert_eq!(
        problems(&format!("include = [\"main.toml\"]\n{HEAD}"), &Memory::default()),
        "folder/main.toml:1:12: include: the files include one another: main.toml -> main.toml"
    );
}

#[test]
fn an_included_file_that_is_not_there_is_refused() {
    let text = format!("include = [\"none.toml\"]\n{HEAD}");
    assert_eq!(
        problems(&text, &Memory::default()),
        "folder/main.toml:1:12: include: none.toml: cannot be read: entity not found"
    );
}
