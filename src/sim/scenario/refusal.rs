//! Why a scenario is refused: every problem with its place in the file.

use std::fmt;
use std::ops::Range;

/// A scenario that cannot be run, with all that is wrong with it in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// The scenario's file, as it was named.
    pub file: String,
    /// What is wrong, at least one thing.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The included file in which it is; `None` for the scenario's own.
    pub file: Option<String>,
    /// Line of the file, from 1; 0 where the file itself could not be read, or where it is not in a file.
    pub line: usize,
    /// Column in bytes, from 1; 0 with line 0.
    pub column: usize,
    /// The key concerned with its table, `circuit.speed`; empty where the file is not TOML.
    pub key: String,
    /// What is wrong.
    pub message: String,
    /// A way out, where there is an obvious one.
    pub help: Option<String>,
}

impl Refusal {
    /// The file in which a problem is.
    pub fn file_of<'a>(&'a self, problem: &'a Problem) -> &'a str {
        problem.file.as_deref().unwrap_or(&self.file)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, problem) in self.problems.iter().enumerate() {
            if place > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}:{problem}", self.file_of(problem))?;
        }
        Ok(())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}:", self.line, self.column)?;
        }
        f.write_str(" ")?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// Collects problems while a scenario is read.
#[derive(Debug)]
pub(super) struct Problems {
    texts: Vec<Text>,
    /// Where the next text begins.
    end: usize,
    found: Vec<(usize, Problem)>,
}

/// One of the texts that are read; places count through all of them.
#[derive(Debug)]
struct Text {
    base: usize,
    file: Option<String>,
    line_starts: Vec<usize>,
}

impl Problems {
    pub(super) fn in_text(text: &str) -> Self {
        let mut problems = Self { texts: Vec::new(), end: 0, found: Vec::new() };
        problems.add_text(None, text);
        problems
    }

    /// Takes in the text of an included file; where it begins.
    pub(super) fn add_text(&mut self, file: Option<String>, text: &str) -> usize {
        let base = self.end;
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let line_starts = std::iter::once(base).chain(ends.map(|end| base + end + 1)).collect();
        self.texts.push(Text { base, file, line_starts });
        // One more than it has: the place after its end is still in it.
        self.end += text.len() + 1;
        base
    }

    /// Notes a problem at a place of the text.
    pub(super) fn add(&mut self, at: &Range<usize>, key: &str, message: impl Into<String>) {
        self.add_with_help(at, key, message, None);
    }

    /// Notes a problem and, where there is one, the way out.
    pub(super) fn add_with_help(
        &mut self,
        at: &Range<usize>,
        key: &str,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        let text = self.texts.partition_point(|text| text.base <= at.start).saturating_sub(1);
        let (file, line_starts) =
            self.texts.get(text).map_or((None, &[][..]), |text| (text.file.clone(), &text.line_starts));
        let line = line_starts.partition_point(|start| *start <= at.start).max(1);
        let start = line_starts.get(line - 1).copied().unwrap_or(0);
        let column = at.start.saturating_sub(start) + 1;
        let problem = Problem { file, line, column, key: key.to_owned(), message: message.into(), help };
        self.found.push((at.start, problem));
    }

    /// Notes a problem with what was asked for beside the text.
    pub(super) fn add_outside(&mut self, key: &str, message: String, help: Option<String>) {
        let problem = Problem { file: None, line: 0, column: 0, key: key.to_owned(), message, help };
        self.found.push((0, problem));
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All of them, in the order of the file.
    pub(super) fn into_refusal(mut self, file: &str) -> Refusal {
        self.found.sort_by_key(|(offset, _)| *offset);
        Refusal {
            file: file.to_owned(),
            problems: self.found.into_iter().map(|(_, problem)| problem).collect(),
        }
    }
}
