//! One key of a scenario set to another value: `traffic[0].rate=20/h`, `circuit[XRO].speed=x2`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::suggest::meant;
use super::value::duration;

/// The tables of which a scenario has several, and the keys by which one of them is named.
pub(super) const TABLES: [(&str, &[&str]); 9] = [
    ("station", &["indicator", "plad"]),
    ("circuit", &["channel"]),
    ("route", &[]),
    ("submit", &[]),
    ("replay", &[]),
    ("traffic", &[]),
    ("fault", &[]),
    ("minimize", &[]),
    ("collective", &["name", "indicator"]),
];

/// A key and the value that it takes. Written `KEY=VALUE`, where a key within a table is `traffic[0].rate`,
/// `circuit[XRO].speed` or, in all of them, `traffic[*].rate`; a value `x1.5` is so many times what the scenario says.
///
/// ```
/// use torntape::sim::scenario::{Folder, Scenario, Setting};
///
/// let setting: Setting = "circuit[XMO].speed=75baud".parse()?;
/// assert_eq!((setting.key(), setting.value()), ("circuit[XMO].speed", "75baud"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    key: String,
    steps: Vec<Step>,
    value: String,
}

/// One part of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    name: String,
    which: Option<String>,
}

impl Setting {
    /// The same key with another value.
    #[must_use]
    pub fn with_value(&self, value: &str) -> Self {
        Self { value: value.to_owned(), ..self.clone() }
    }

    /// The key, as it was written.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The value, as it was written.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.key, self.value)
    }
}

impl FromStr for Setting {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let fault =
            || "expected KEY=VALUE, such as traffic[0].rate=20/h or circuit[XRO].speed=75baud".to_owned();
        let (key, value) = written.split_once('=').ok_or_else(fault)?;
        let (key, value) = (key.trim(), value.trim());
        let step = |part: &str| {
            let (name, which) = match part.split_once('[') {
                Some((name, rest)) => (name, Some(rest.strip_suffix(']')?.to_owned())),
                None => (part, None),
            };
            let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let named = !name.is_empty() && name.chars().all(plain);
            (named && which.as_deref() != Some("")).then(|| Step { name: name.to_owned(), which })
        };
        let steps: Option<Vec<Step>> = parts(key).map(step).collect();
        let steps = steps.filter(|_| !value.is_empty()).ok_or_else(fault)?;
        Ok(Self { key: key.to_owned(), steps, value: value.to_owned() })
    }
}

/// The parts of a key between its points; a name in brackets may have points of its own.
fn parts(key: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    key.split(move |letter| {
        match letter {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == '.' && depth == 0
    })
}

/// A value to be put into one of the files that a scenario is read from.
#[derive(Debug)]
pub(super) struct Edit {
    file: usize,
    /// The name of the tables and the place of one of them in the file.
    table: Option<(String, usize)>,
    keys: Vec<String>,
    /// `v = …`
    toml: String,
}

/// Why a setting cannot be made, and a way out.
pub(super) type Fault = (String, Option<String>);

/// What a setting puts where in the files of a scenario, which are in the order in which they are read.
pub(super) fn resolve(setting: &Setting, files: &[Spanned<DeTable<'_>>]) -> Result<Vec<Edit>, Fault> {
    let Some((first, rest)) = setting.steps.split_first() else { return Ok(Vec::new()) };
    let indexed = rest.iter().find(|step| step.which.is_some());
    if let Some(step) = indexed {
        return Err((format!("`{}` is no table of which there are several", step.name), None));
    }
    let keys = |steps: &[Step]| -> Vec<String> { steps.iter().map(|step| step.name.clone()).collect() };
    let Some(which) = &first.which else {
        if TABLES.iter().any(|(name, _)| *name == first.name) {
            let help = format!("say {0}[0] for the first, {0}[*] for all", first.name);
            return Err((format!("there may be several tables [[{}]]", first.name), Some(help)));
        }
        let keys = keys(&setting.steps);
        // What a file says itself wins over what it includes.
        let file =
            files.iter().position(|file| file.get_ref().contains_key(first.name.as_str())).unwrap_or(0);
        let top = files.get(file).map(Spanned::get_ref);
        return Ok(vec![edit(setting, file, None, top, keys)?]);
    };
    let Some((table, names)) = TABLES.iter().find(|(name, _)| *name == first.name) else {
        let message = format!("there are no tables [[{}]] in a scenario", first.name.escape_debug());
        return Err((message, meant(&first.name, TABLES.iter().map(|(name, _)| *name))));
    };
    if rest.is_empty() {
        return Err((
            "names a table and none of its keys".to_owned(),
            Some(format!("say {}.KEY", setting.key)),
        ));
    }
    let mut edits = Vec::new();
    for (file, place, found) in chosen(table, names, which, files)? {
        let at = Some(((*table).to_owned(), place));
        edits.push(edit(setting, file, at, Some(found), keys(rest))?);
    }
    Ok(edits)
}

/// A table of a file: the place of the file, its own place there, and itself.
type Found<'t, 'a> = (usize, usize, &'t DeTable<'a>);

/// The tables of a name that are meant: by their number in all files, by a name of their own, or all.
fn chosen<'t, 'a>(
    table: &str,
    names: &[&str],
    which: &str,
    files: &'t [Spanned<DeTable<'a>>],
) -> Result<Vec<Found<'t, 'a>>, Fault> {
    let mut all: Vec<Found<'t, 'a>> = Vec::new();
    for (file, top) in files.iter().enumerate() {
        let Some(DeValue::Array(entries)) = top.get_ref().get(table).map(Spanned::get_ref) else { continue };
        for (place, entry) in entries.iter().enumerate() {
            if let DeValue::Table(found) = entry.get_ref() {
                all.push((file, place, found));
            }
        }
    }
    if which == "*" && !all.is_empty() {
        return Ok(all);
    }
    let counted = match all.len() {
        0 => format!("there is no table [[{table}]]"),
        1 => format!("there is one table [[{table}]], {table}[0]"),
        many => format!("there are {many} tables [[{table}]], {table}[0] to {table}[{}]", many - 1),
    };
    if let Ok(number) = which.parse::<usize>() {
        return all.into_iter().nth(number).map(|found| vec![found]).ok_or((counted, None));
    }
    let text = |found: &DeTable<'_>, key: &str| match found.get(key).map(Spanned::get_ref) {
        Some(DeValue::String(text)) => Some(text.to_string()),
        _ => None,
    };
    let mut known: Vec<(String, Found<'t, 'a>)> = Vec::new();
    for found in &all {
        for key in names {
            let Some(name) = text(found.2, key) else { continue };
            if let (&"channel", Some(from)) = (key, text(found.2, "from")) {
                known.push((format!("{from}:{name}"), *found));
            }
            known.push((name, *found));
        }
    }
    let called: Vec<&(String, Found<'t, 'a>)> = known.iter().filter(|(name, _)| name == which).collect();
    match called.as_slice() {
        [(_, found)] => Ok(vec![*found]),
        [] if names.is_empty() => Err((format!("`{}` is no number; {counted}", which.escape_debug()), None)),
        [] => {
            let help = meant(which, known.iter().map(|(name, _)| name.as_str()));
            Err((format!("there is no {table} `{}`", which.escape_debug()), help))
        }
        several => {
            let places = several.iter().filter_map(|(_, found)| {
                let full = format!("{}:{which}", text(found.2, "from")?);
                known.iter().any(|(name, _)| *name == full).then_some(full)
            });
            let help = format!("say {}", places.collect::<Vec<_>>().join(" or "));
            Err((format!("several tables [[{table}]] are called `{which}`"), Some(help)))
        }
    }
}

fn edit(
    setting: &Setting,
    file: usize,
    table: Option<(String, usize)>,
    within: Option<&DeTable<'_>>,
    keys: Vec<String>,
) -> Result<Edit, Fault> {
    let (mut within, mut stands) = (within, None);
    for (place, key) in keys.iter().enumerate() {
        stands = within.and_then(|table| table.get(key.as_str())).map(Spanned::get_ref);
        let last = place + 1 == keys.len();
        within = match stands {
            Some(DeValue::Table(table)) if !last => Some(table),
            _ if last => None,
            found => {
                let known = within.into_iter().flat_map(DeTable::keys).map(|key| key.get_ref().as_ref());
                let message = if found.is_some() { "has no keys in it" } else { "is not there" };
                return Err((format!("`{key}` {message}"), meant(key, known)));
            }
        };
    }
    Ok(Edit { file, table, keys, toml: format!("v = {}", literal(&setting.value, stands)?) })
}

/// A value as TOML: of the kind of what stands there; where nothing does, of the kind that it looks like.
fn literal(value: &str, stands: Option<&DeValue<'_>>) -> Result<String, Fault> {
    if let Some(written) = value.strip_prefix('x').filter(|written| is_plain(written)) {
        return factor(written).map_or_else(
            || Err((format!("`{value}` is no factor: it has to be above 0, such as x1.5"), None)),
            |factor| times(factor, stands),
        );
    }
    let is_toml = DeTable::parse(&format!("v = {value}")).is_ok_and(|table| {
        let kind = table.get_ref().get("v").map(Spanned::get_ref);
        table.get_ref().len() == 1 && !matches!(kind, None | Some(DeValue::Datetime(_)))
    });
    Ok(match stands {
        Some(DeValue::String(_) | DeValue::Datetime(_)) => quoted(value),
        _ if is_toml => value.to_owned(),
        _ => quoted(value),
    })
}

/// A number above zero, such as the 1.5 of `x1.5`.
fn factor(written: &str) -> Option<f64> {
    written.parse::<f64>().ok().filter(|factor| *factor > 0.0)
}

/// Whether it is written as a number without a sign.
fn is_plain(written: &str) -> bool {
    !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// So many times what stands there: a number, or a number with a unit.
fn times(factor: f64, stands: Option<&DeValue<'_>>) -> Result<String, Fault> {
    let fault = |what: String| (what, Some("`x` is for what is a number, with a unit or without".to_owned()));
    let product = |written: &str| {
        let number: f64 = written.parse().ok()?;
        // Nine figures after the point are as fine as a scenario is read.
        let text = format!("{:.9}", number * factor);
        Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
    };
    let found = match stands {
        None => return Err(fault("is not there to be multiplied".to_owned())),
        Some(DeValue::Integer(number)) => product(number.as_str()),
        Some(DeValue::Float(number)) => product(number.as_str()),
        Some(DeValue::String(text)) => {
            let end =
                text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
            let (number, unit) = text.split_at(end);
            if unit.bytes().any(|byte| byte.is_ascii_digit()) {
                // `2d8h`; a date is no number.
                let whole = duration(text).ok().and_then(|whole| product(&whole.as_secs_f64().to_string()));
                whole.map(|seconds| quoted(&format!("{seconds}s")))
            } else {
                product(number).map(|number| quoted(&format!("{number}{unit}")))
            }
        }
        Some(_) => None,
    };
    found.ok_or_else(|| fault("is no number that could be multiplied".to_owned()))
}

fn quoted(value: &str) -> String {
    toml::Value::String(value.to_owned()).to_string()
}

/// Puts the values where they belong.
pub(super) fn apply<'a>(edits: &'a [Edit], files: &mut [Spanned<DeTable<'a>>]) {
    for edit in edits {
        let Some(value) = DeTable::parse(&edit.toml).ok().and_then(|table| table.into_inner().remove("v"))
        else {
            continue;
        };
        let Some(file) = files.get_mut(edit.file) else { continue };
        let span = file.span();
        let top = file.get_mut();
        match &edit.table {
            None => put(top, &edit.keys, span, value),
            Some((name, place)) => {
                let tables = top.get_mut(name.as_str()).map(Spanned::get_mut);
                let Some(DeValue::Array(entries)) = tables else { continue };
                let Some(entry) = entries.get_mut(*place) else { continue };
                let span = entry.span();
                if let DeValue::Table(table) = entry.get_mut() {
                    put(table, &edit.keys, span, value);
                }
            }
        }
    }
}

/// Sets a key; problems with it point to where its old value stands, or to `span`.
fn put<'a>(
    table: &mut DeTable<'a>,
    keys: &'a [String],
    span: std::ops::Range<usize>,
    value: Spanned<DeValue<'a>>,
) {
    let Some((key, rest)) = keys.split_first() else { return };
    match table.get_mut(key.as_str()) {
        Some(stands) if rest.is_empty() => *stands = Spanned::new(stands.span(), value.into_inner()),
        Some(stands) => {
            let span = stands.span();
            if let DeValue::Table(inner) = stands.get_mut() {
                put(inner, rest, span, value);
            }
        }
        None => {
            let start = span.start..span.start;
            let key = Spanned::new(start.clone(), Cow::Borrowed(key.as_str()));
            table.insert(key, Spanned::new(start, value.into_inner()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_steps_and_names() {
        for written in [
            "seed=2",
            "traffic[0].length.mean=9",
            "circuit[RUEH:XRO].speed = 75baud",
            "station[*].relay=true",
        ] {
            let setting: Setting = written.parse().unwrap();
            assert_eq!(setting.to_string(), written.replace(" = ", "="));
        }
        for written in
            ["", "seed", "=3", "seed=", "a..b=1", "traffic[0=3", "traffic[]=3", "a b=3", "traffic[0]x.rate=1"]
        {
            let said = written.parse::<Setting>().unwrap_err();
            assert!(said.starts_with("expected KEY=VALUE"), "{written}");
        }
    }

    #[test]
    fn a_value_takes_the_kind_of_what_stands_there() {
        let table = DeTable::parse(
            "a = \"10/h\"\nb = 3\nc = 0.5\nd = true\ne = [1]\nf = \"2d8h\"\ng = \"2009-09-21T21:56:00Z\"",
        )
        .unwrap();
        let stands = |key: &str| table.get_ref().get(key).map(Spanned::get_ref);
        let as_toml = |value: &str, key: &str| literal(value, stands(key));
        for (value, key, expected) in [
            ("20/h", "a", "\"20/h\""),
            ("20", "a", "\"20\""),
            ("20", "b", "20"),
            ("0.25", "c", "0.25"),
            ("false", "d", "false"),
            ("2h", "none", "\"2h\""),
            ("7", "none", "7"),
            ("[1, 2]", "e", "[1, 2]"),
            ("x1.5", "a", "\"15/h\""),
            ("x0.5", "b", "1.5"),
            ("x3", "c", "1.5"),
            ("x2", "f", "\"403200s\""),
            ("3\nf = 4", "b", "\"3\\nf = 4\""),
        ] {
            let found = as_toml(value, key).unwrap();
            let again = |text: &str| toml::from_str::<toml::Table>(&format!("v = {text}")).unwrap();
            assert_eq!(again(&found), again(expected), "{value} {key}");
        }
        for key in ["d", "e", "g", "none"] {
            assert!(as_toml("x2", key).is_err(), "{key}");
        }
    }
}
