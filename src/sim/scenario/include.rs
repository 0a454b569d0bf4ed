//! `include = ["other.toml"]`: a scenario in several files.

use std::collections::BTreeSet;
use std::path::Path;

use toml::de::DeTable;

use super::fields::{Fields, beside};
use super::files::{self, Files};
use super::refusal::Problems;
use super::setting;

/// Files that include one another this deep are a slip.
const DEPTH_MAX: usize = 32;

/// One file of a scenario.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) text: String,
    /// Where the files lie that it names, seen from the scenario's own folder.
    pub(super) folder: String,
    /// Where its text begins among all.
    pub(super) base: usize,
}

/// Reads a scenario's text and all that it includes, each file once, in the order in which they are named.
pub(super) fn gather(text: &str, file: &str, files: &dyn Files, problems: &mut Problems) -> Vec<Source> {
    let name =
        Path::new(file).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut gathering = Gathering {
        folder: folder_of(file),
        files,
        sources: Vec::new(),
        known: BTreeSet::from([name.clone()]),
        chain: Vec::new(),
    };
    gathering.take(name, text.to_owned(), 0, problems);
    gathering.sources
}

struct Gathering<'a> {
    /// The folder of the scenario itself, for names in problems.
    folder: String,
    files: &'a dyn Files,
    sources: Vec<Source>,
    known: BTreeSet<String>,
    /// The files from the scenario to the one that is being read.
    chain: Vec<String>,
}

/// The tables of which a scenario has several, where a line begins one of them as if it were the only one.
fn single(text: &str, at: usize) -> Option<&'static str> {
    let before = text.get(..at)?;
    let line = text.get(before.rfind('\n').map_or(0, |end| end + 1)..)?.lines().next()?;
    let name = line.trim().strip_prefix('[')?.split_once(']')?.0.trim();
    setting::TABLES.iter().map(|(table, _)| *table).find(|table| *table == name)
}

impl Gathering<'_> {
    fn take(&mut self, name: String, text: String, base: usize, problems: &mut Problems) {
        let folder = folder_of(&name);
        let includes: Vec<_> = match DeTable::parse(&text) {
            Ok(table) => {
                let named = Fields::top(&table, base, &folder).texts("include", problems);
                named.into_iter().map(|include| (include.value.to_owned(), include.at)).collect()
            }
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let message = match single(&text, span.start) {
                    Some(table) => {
                        format!("`[{table}]` is one table alone: say `[[{table}]]` for each of several")
                    }
                    None => format!("is not TOML: {}", error.message()),
                };
                problems.add(&(span.start + base..span.end + base), "", message);
                return;
            }
        };
        self.chain.push(name);
        self.sources.push(Source { text, folder: folder.clone(), base });
        for (include, at) in includes {
            let name = beside(&folder, &include);
            if let Some(place) = self.chain.iter().position(|link| *link == name) {
                let circle: Vec<_> = self.chain.iter().skip(place).map(String::as_str).collect();
                let message = format!("the files include one another: {} -> {name}", circle.join(" -> "));
                problems.add(&at, "include", message);
            } else if self.chain.len() >= DEPTH_MAX {
                problems.add(&at, "include", format!("files include one another more than {DEPTH_MAX} deep"));
            } else if self.known.insert(name.clone()) {
                match self.read(&name) {
                    Ok(text) => {
                        let base = problems.add_text(Some(beside(&self.folder, &name)), &text);
                        self.take(name, text, base, problems);
                    }
                    Err(why) => {
                        problems.add(&at, "include", format!("{}: {why}", include.escape_debug()));
                    }
                }
            }
        }
        self.chain.pop();
    }

    fn read(&self, name: &str) -> Result<String, String> {
        let bytes = self.files.read(name).map_err(|error| files::why(&error))?;
        String::from_utf8(bytes).map_err(|_| "is not UTF-8 text".to_owned())
    }
}

fn folder_of(file: &str) -> String {
    Path::new(file).parent().map_or_else(String::new, |folder| folder.to_string_lossy().into_owned())
}
