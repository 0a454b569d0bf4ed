//! What README.md and docs/simulation.md show is what the program prints.
//!
//! In a `console` block a line that begins with `$ ` is run by the shell in an empty folder that holds `fixtures`;
//! the lines below it, up to the next one, are what it has to print. Blanks at the end of a line do not count.
//! A `toml` block whose first line is `# NAME.toml` is a file of this name.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// The commands of every console block with what they are said to print. Installing torntape is not repeated.
fn commands(text: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match (line, inside) {
            ("```console", _) => inside = true,
            ("```", _) => inside = false,
            (line, true) => match line.strip_prefix("$ ") {
                Some(command) => found.push((command.to_owned(), Vec::new())),
                None => {
                    found.last_mut().expect("output follows a command").1.push(line.trim_end().to_owned());
                }
            },
            _ => {}
        }
    }
    found.retain(|(command, _)| !command.starts_with("cargo "));
    found
}

/// The files that a document gives, with their names.
fn files(text: &str) -> Vec<(String, String)> {
    let blocks = text.split("\n```toml\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    let named = blocks.filter_map(|block| {
        let name = block.lines().next()?.strip_prefix("# ")?;
        let is_file = Path::new(name).extension().is_some_and(|ending| ending == "toml");
        is_file.then(|| (name.to_owned(), format!("{block}\n")))
    });
    named.collect()
}

/// Runs the commands of a document; how many there were.
fn hold(document: &str) -> usize {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    symlink(top.join("fixtures"), folder.path().join("fixtures")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_torntape")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());

    let text = fs::read_to_string(top.join(document)).unwrap();
    for (name, content) in files(&text) {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let commands = commands(&text);
    let many = commands.len();
    for (command, shown) in commands {
        let output = Command::new("sh")
            .args(["-c", &format!("{{ {command}; }} 2>&1")])
            .env("PATH", &path)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let printed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
        assert_eq!(printed, shown, "{document}: {command}");
    }
    many
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let many = hold("README.md");
    assert!(many > 5, "only {many} commands were found");
}

#[test]
fn the_guide_to_simulation_shows_what_the_program_prints() {
    let many = hold("docs/simulation.md");
    assert!(many > 10, "only {many} commands were found");
}
