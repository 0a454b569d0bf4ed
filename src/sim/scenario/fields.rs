//! Taking keys out of TOML tables, each fault noted with its place.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::refusal::Problems;
use super::suggest::meant;
use super::value::{duration, since};

/// A value and where it stands in the file.
#[derive(Clone, Debug)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) at: Range<usize>,
}

/// One table of the file: the top, a `[[station]]`, a `[[circuit]]` and so on.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    table: &'a DeTable<'a>,
    /// Where its header stands.
    pub(super) at: Range<usize>,
    name: &'static str,
    /// Where its file begins among all that were read.
    base: usize,
    /// The folder of its file.
    folder: &'a str,
    /// The tops of the files that this one includes.
    included: Vec<Fields<'a>>,
}

/// A value of the file and its place among all that was read.
#[derive(Debug)]
struct Value<'a> {
    value: &'a Spanned<DeValue<'a>>,
    base: usize,
}

impl<'a> Value<'a> {
    fn get_ref(&self) -> &'a DeValue<'a> {
        self.value.get_ref()
    }

    fn span(&self) -> Range<usize> {
        self.of(self.value)
    }

    /// The place of what stands in it.
    fn of<T>(&self, inner: &Spanned<T>) -> Range<usize> {
        shifted(&inner.span(), self.base)
    }
}

fn shifted(span: &Range<usize>, base: usize) -> Range<usize> {
    span.start + base..span.end + base
}

impl<'a> Fields<'a> {
    /// A whole file, which begins at `base` and whose own files lie in `folder`.
    pub(super) fn top(table: &'a Spanned<DeTable<'a>>, base: usize, folder: &'a str) -> Self {
        Self { table: table.get_ref(), at: base..base, name: "", base, folder, included: Vec::new() }
    }

    /// The same with the files that it includes: their tables follow its own, and what it says of itself wins.
    pub(super) fn with(self, included: Vec<Self>) -> Self {
        Self { included, ..self }
    }

    /// The name of a file that this table names, seen from where the scenario lies.
    pub(super) fn beside(&self, file: &str) -> String {
        beside(self.folder, file)
    }

    fn inner(&self, table: &'a DeTable<'a>, at: Range<usize>, name: &'static str, base: usize) -> Self {
        Self { table, at, name, base, folder: self.folder, included: Vec::new() }
    }

    /// A key of this table as problems name it: `circuit.speed`.
    pub(super) fn key(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// The name of the table.
    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    /// Notes each key that is not in `known`.
    pub(super) fn refuse_others(&self, known: &[&str], problems: &mut Problems) {
        for file in &self.included {
            file.refuse_others(known, problems);
        }
        for (key, _) in self.table {
            let word = key.get_ref().as_ref();
            if !known.contains(&word) {
                let help = meant(word, known.iter().copied());
                problems.add_with_help(
                    &shifted(&key.span(), self.base),
                    &self.key(word),
                    "there is no such key",
                    help,
                );
            }
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// Notes that a required key is missing, unless it is there.
    pub(super) fn require(&self, key: &str, problems: &mut Problems) {
        if !self.has(key) {
            problems.add(&self.at, &self.key(key), "is missing");
        }
    }

    /// The tables `[[name]]`, in the order of the file.
    pub(super) fn tables(&self, name: &'static str, problems: &mut Problems) -> Vec<Fields<'a>> {
        let mut tables = self.own_tables(name, problems);
        for file in &self.included {
            tables.extend(file.own_tables(name, problems));
        }
        tables
    }

    fn own_tables(&self, name: &'static str, problems: &mut Problems) -> Vec<Fields<'a>> {
        let Some(value) = self.own_value(name) else { return Vec::new() };
        let fault = format!("expected tables, each under a line `[[{name}]]`");
        let DeValue::Array(entries) = value.get_ref() else {
            problems.add(&value.span(), name, fault);
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(entries.len());
        for entry in entries {
            match entry.get_ref() {
                DeValue::Table(table) => tables.push(self.inner(table, value.of(entry), name, value.base)),
                _ => problems.add(&value.of(entry), name, fault.clone()),
            }
        }
        tables
    }

    /// A text.
    pub(super) fn text(&self, key: &str, problems: &mut Problems) -> Option<Located<&'a str>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Located { value: text.as_ref(), at: value.span() }),
            other => self.mistyped(key, value.span(), "a text in quotes", other, problems),
        }
    }

    /// A text, or several in an array.
    pub(super) fn texts(&self, key: &str, problems: &mut Problems) -> Vec<Located<&'a str>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(entries) = value.get_ref() else {
            return self.text(key, problems).into_iter().collect();
        };
        let mut texts = Vec::with_capacity(entries.len());
        for entry in entries {
            match entry.get_ref() {
                DeValue::String(text) => texts.push(Located { value: text.as_ref(), at: value.of(entry) }),
                other => _ = self.mistyped::<()>(key, value.of(entry), "a text in quotes", other, problems),
            }
        }
        texts
    }

    /// A text with a form of its own.
    pub(super) fn parsed<T>(
        &self,
        key: &str,
        parse: impl FnOnce(&'a str) -> Result<T, String>,
        problems: &mut Problems,
    ) -> Option<Located<T>> {
        let Located { value, at } = self.text(key, problems)?;
        match parse(value) {
            Ok(value) => Some(Located { value, at }),
            Err(message) => {
                problems.add(&at, &self.key(key), message);
                None
            }
        }
    }

    /// `true` or `false`.
    pub(super) fn boolean(&self, key: &str, problems: &mut Problems) -> Option<bool> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Boolean(value) => Some(*value),
            other => self.mistyped(key, value.span(), "true or false", other, problems),
        }
    }

    /// A whole number, not below zero.
    pub(super) fn count(&self, key: &str, problems: &mut Problems) -> Option<u64> {
        let value = self.value(key)?;
        if let DeValue::Integer(number) = value.get_ref()
            && let Ok(number) = u64::from_str_radix(number.as_str(), number.radix())
        {
            return Some(number);
        }
        self.mistyped(key, value.span(), "a whole number from 0", value.get_ref(), problems)
    }

    /// A whole number from 0 to `most`.
    pub(super) fn count_to(&self, most: u64, key: &str, problems: &mut Problems) -> Option<u64> {
        let count = self.count(key, problems)?;
        if count > most {
            problems.add(
                &self.place(key),
                &self.key(key),
                format!("expected at most {most}, but found `{count}`"),
            );
            return None;
        }
        Some(count)
    }

    /// The table `key = { .. }` of this one, whose keys problems name after `name`.
    pub(super) fn table(&self, key: &str, name: &'static str, problems: &mut Problems) -> Option<Fields<'a>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(self.inner(table, value.span(), name, value.base)),
            other => self.mistyped(key, value.span(), "a table in braces", other, problems),
        }
    }

    /// The keys of this table that are there.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.table.iter().map(|(key, _)| key.get_ref().as_ref())
    }

    /// A number, not below zero.
    pub(super) fn number(&self, key: &str, problems: &mut Problems) -> Option<f64> {
        let value = self.value(key)?;
        match number(value.get_ref()).filter(|number| *number >= 0.0) {
            Some(number) => Some(number),
            None => self.mistyped(key, value.span(), "a number from 0", value.get_ref(), problems),
        }
    }

    /// Several numbers, none below zero, in an array.
    pub(super) fn numbers(&self, key: &str, problems: &mut Problems) -> Option<Located<Vec<f64>>> {
        let value = self.value(key)?;
        let DeValue::Array(entries) = value.get_ref() else {
            return self.mistyped(key, value.span(), "an array of numbers", value.get_ref(), problems);
        };
        let mut numbers = Vec::with_capacity(entries.len());
        for entry in entries {
            match number(entry.get_ref()).filter(|number| *number >= 0.0) {
                Some(number) => numbers.push(number),
                None => {
                    return self.mistyped(key, value.of(entry), "a number from 0", entry.get_ref(), problems);
                }
            }
        }
        Some(Located { value: numbers, at: value.span() })
    }

    /// Degrees north and east of a place on the earth, `[55.75, 37.62]`.
    pub(super) fn coordinates(&self, key: &str, problems: &mut Problems) -> Option<(f64, f64)> {
        let value = self.value(key)?;
        let degrees = match value.get_ref() {
            DeValue::Array(entries) => entries.iter().map(|entry| number(entry.get_ref())).collect(),
            _ => Vec::new(),
        };
        match degrees.as_slice() {
            [Some(latitude), Some(longitude)] if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
                Some((*latitude, *longitude))
            }
            _ => {
                let wanted = "degrees north, -90 to 90, and east, -180 to 180, such as [55.75, 37.62]";
                self.mistyped(key, value.span(), wanted, value.get_ref(), problems)
            }
        }
    }

    /// A probability, 0 to 1.
    pub(super) fn probability(&self, key: &str, problems: &mut Problems) -> Option<f64> {
        let value = self.value(key)?;
        match number(value.get_ref()) {
            Some(number) if (0.0..=1.0).contains(&number) => Some(number),
            _ => self.mistyped(key, value.span(), "a probability from 0 to 1", value.get_ref(), problems),
        }
    }

    /// A date and time, in quotes or bare.
    pub(super) fn timestamp(&self, key: &str, problems: &mut Problems) -> Option<jiff::Timestamp> {
        let value = self.value(key)?;
        let written = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(at) => at.to_string(),
            _ => String::new(),
        };
        let wanted = "a date and time such as \"2009-09-21T21:56:00Z\"";
        match written.parse() {
            Ok(at) => Some(at),
            Err(_) => self.mistyped(key, value.span(), wanted, value.get_ref(), problems),
        }
    }

    /// A time since the start of the scenario, as long after it as a duration says, or a date and time.
    pub(super) fn offset(
        &self,
        key: &str,
        start: Option<jiff::Timestamp>,
        problems: &mut Problems,
    ) -> Option<Located<Duration>> {
        let value = self.value(key)?;
        let written = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(at) => at.to_string(),
            _ => String::new(),
        };
        let read = match (duration(&written), written.parse::<jiff::Timestamp>()) {
            (Ok(duration), _) => Ok(duration),
            // Where the start is no time itself, that is told.
            (_, Ok(at)) => since(start?, at),
            (Err(why), _) if !why.starts_with("expected") => Err(why),
            _ => {
                let wanted = "a duration such as \"90s\" or \"2d8h\", or a date and time such as \"2009-09-23T08:00:00Z\"";
                return self.mistyped(key, value.span(), wanted, value.get_ref(), problems);
            }
        };
        match read {
            Ok(duration) => Some(Located { value: duration, at: value.span() }),
            Err(message) => {
                problems.add(&value.span(), &self.key(key), message);
                None
            }
        }
    }

    /// Where a key's value stands.
    pub(super) fn place(&self, key: &str) -> Range<usize> {
        self.value(key).map_or_else(|| self.at.clone(), |value| value.span())
    }

    /// Where a key itself stands.
    pub(super) fn key_place(&self, key: &str) -> Range<usize> {
        let own = self.table.get_key_value(key).map(|(key, _)| shifted(&key.span(), self.base));
        let included = || self.included.iter().find(|file| file.has(key)).map(|file| file.key_place(key));
        own.or_else(included).unwrap_or_else(|| self.at.clone())
    }

    fn value(&self, key: &str) -> Option<Value<'a>> {
        let included = || self.included.iter().find_map(|file| file.own_value(key));
        self.own_value(key).or_else(included)
    }

    fn own_value(&self, key: &str) -> Option<Value<'a>> {
        self.table.get(key).map(|value| Value { value, base: self.base })
    }

    fn mistyped<T>(
        &self,
        key: &str,
        at: Range<usize>,
        wanted: &str,
        found: &DeValue<'_>,
        problems: &mut Problems,
    ) -> Option<T> {
        problems.add(&at, &self.key(key), format!("expected {wanted}, but found {}", show(found)));
        None
    }
}

/// A file named in a folder, without the steps back that cancel out.
pub(super) fn beside(folder: &str, file: &str) -> String {
    let mut parts: Vec<Component<'_>> = Vec::new();
    let whole = Path::new(folder).join(file);
    for part in whole.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(parts.last(), Some(Component::Normal(_))) => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    // Nothing is left of what leads to the folder itself, which has a name all the same.
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.iter().collect::<PathBuf>().to_string_lossy().into_owned()
    }
}

/// The name of a file in a folder that a scenario names: seen from where the scenario lies, as the folder is.
pub(super) fn within(folder: &str, file: &str) -> String {
    if folder == "." { file.to_owned() } else { format!("{folder}/{file}") }
}

/// A finite number.
fn number(value: &DeValue<'_>) -> Option<f64> {
    let number = match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse::<f64>().ok(),
        DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// A value as a problem quotes it.
fn show(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("`{}`", text.escape_debug()),
        DeValue::Integer(number) => format!("`{number}`"),
        DeValue::Float(number) => format!("`{number}`"),
        DeValue::Boolean(value) => format!("`{value}`"),
        DeValue::Datetime(at) => format!("`{at}`"),
        DeValue::Array(_) => "an array".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
