//! The table of `docs/conformance.md`, which is made of the doc comments of the tests under `rules/`.
//!
//! `UPDATE=1` writes it; without it the test fails where table and tests differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use torntape::message::Code;

const DOCUMENT: &str = "docs/conformance.md";
const RULES: &str = "tests/it/rules";
const BEGIN: &str = "<!-- rules: made of the tests, do not edit by hand -->\n";
const END: &str = "<!-- end of rules -->\n";

/// The modules in the order in which a reader wants them; any other follows, in order of name.
const ORDER: [&str; 26] = [
    "whole",
    "machine_functions",
    "line_1",
    "line_2",
    "line_3",
    "line_4",
    "line_5",
    "lines_6_to_9",
    "line_10",
    "lines_11_to_13",
    "line_12",
    "captions",
    "references",
    "paragraphs",
    "pages",
    "line_15",
    "line_16",
    "damage",
    "encoding",
    "relay_copies",
    "sections",
    "joining",
    "routing",
    "accounting",
    "service",
    "receiving",
];

/// Codes that no rule of a book raises, with the reason.
const WITHOUT_RULE: &[(&str, &str)] = &[];

/// One rule, as the doc comment of its test tells it.
#[derive(Debug)]
struct Rule {
    module: String,
    test: String,
    statement: String,
    source: String,
    code: Vec<String>,
    finding: Vec<String>,
    body: String,
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The modules of rules with their text, in the order of the document.
fn modules() -> Vec<(String, String)> {
    let declared = read(&format!("{RULES}/mod.rs"));
    let mut names: Vec<&str> =
        declared.lines().filter_map(|line| line.trim().strip_prefix("mod ")?.strip_suffix(';')).collect();
    names.sort_by_key(|name| (ORDER.iter().position(|known| known == name).unwrap_or(ORDER.len()), *name));
    names.into_iter().map(|name| (name.to_owned(), read(&format!("{RULES}/{name}.rs")))).collect()
}

/// What a module is about: its `//!` lines up to the first blank one.
fn title(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//! ")).map(str::trim).collect();
    lines.join(" ").trim_end_matches('.').to_owned()
}

/// Every test of a module as a rule; what is amiss goes to the faults.
fn rules_of(module: &str, text: &str, faults: &mut Vec<String>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let (mut doc, mut is_test): (Vec<&str>, bool) = (Vec::new(), false);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(comment) = line.strip_prefix("///") {
            doc.push(comment.trim());
        } else if line.starts_with("#[") {
            is_test |= line == "#[test]";
        } else {
            let name = line.strip_prefix("fn ").and_then(|rest| rest.split('(').next());
            if let Some(test) = name.filter(|_| is_test) {
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
                match rule(module, test, &doc, body.join("\n")) {
                    Ok(rule) => rules.push(rule),
                    Err(fault) => faults.push(format!("{module}::{test}: {fault}")),
                }
            }
            doc.clear();
            is_test = false;
        }
    }
    rules
}

/// Reads a doc comment: the rule in words, a blank line, then `- source:`, `- code:` and `- finding:`.
fn rule(module: &str, test: &str, doc: &[&str], body: String) -> Result<Rule, String> {
    let words = doc.iter().take_while(|line| !line.is_empty()).copied().collect::<Vec<_>>().join(" ");
    if words.is_empty() || words.starts_with("- ") {
        return Err("the rule is not told in words".to_owned());
    }
    let mut fields: BTreeMap<&str, String> = BTreeMap::new();
    let mut open = "";
    for line in doc.iter().skip_while(|line| !line.is_empty()) {
        if let Some((key, value)) = line.strip_prefix("- ").and_then(|line| line.split_once(": ")) {
            fields.insert(key, value.to_owned());
            open = key;
        } else if let (Some(value), false) = (fields.get_mut(open), line.is_empty()) {
            *value = format!("{value} {line}");
        }
    }
    let mut field = |key: &str| {
        fields
            .remove(key)
            .filter(|value| !value.is_empty())
            .ok_or(format!("the line `- {key}: …` is missing"))
    };
    let list = |value: &str| -> Vec<String> {
        value.split(", ").map(|one| one.trim_matches('`').to_owned()).filter(|one| one != "none").collect()
    };
    Ok(Rule {
        module: module.to_owned(),
        test: test.to_owned(),
        statement: words,
        source: field("source")?,
        code: list(&field("code")?),
        finding: list(&field("finding")?),
        body,
    })
}

/// What is amiss with one rule.
fn faults_of(rule: &Rule) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |said: String| faults.push(format!("{}::{}: {said}", rule.module, rule.test));
    if rule.code.is_empty() {
        fault("no file of code is named".to_owned());
    }
    let asserted = codes_in(&rule.body);
    for path in &rule.code {
        if !Path::new(env!("CARGO_MANIFEST_DIR")).join(path).is_file() {
            fault(format!("there is no file {path}"));
        }
    }
    for code in &rule.finding {
        if code.parse::<Code>().is_err() {
            fault(format!("there is no code {code}"));
        }
        if !asserted.contains(code) {
            fault(format!("the test asserts nothing about {code}"));
        }
    }
    for code in asserted.iter().filter(|code| !rule.finding.contains(code)) {
        fault(format!("the test asserts {code}, which the rule does not name"));
    }
    faults
}

/// The codes that stand in a text as words of their own, as `T0301` or as `Code::SerialDiffersFromValidation`.
fn codes_in(text: &str) -> BTreeSet<String> {
    let words: BTreeSet<&str> =
        text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != ':').collect();
    let stands = |code: &&Code| {
        words
            .iter()
            .any(|word| *word == code.as_str() || word.strip_prefix("Code::") == Some(&format!("{code:?}")))
    };
    Code::ALL.iter().filter(stands).map(|code| code.as_str().to_owned()).collect()
}

/// The table of a module.
fn table(title: &str, rules: &[Rule]) -> String {
    let mut table = format!(
        "### {title}\n\n| rule | source | code | test | finding |\n| --- | --- | --- | --- | --- |\n"
    );
    let cell = |words: &str| words.replace('|', "\\|");
    for rule in rules {
        let code: Vec<_> = rule
            .code
            .iter()
            .map(|path| format!("[`{}`](../{path})", path.trim_start_matches("src/")))
            .collect();
        let finding = if rule.finding.is_empty() { "-".to_owned() } else { rule.finding.join(", ") };
        let test = format!("[`{}`](../{RULES}/{}.rs)", rule.test, rule.module);
        writeln!(
            table,
            "| {} | {} | {} | {test} | {finding} |",
            cell(&rule.statement),
            cell(&rule.source),
            code.join(", ")
        )
        .unwrap();
    }
    table
}

#[test]
fn the_document_tells_the_rules_that_the_tests_show() {
    let mut faults = Vec::new();
    let (mut tables, mut count, mut told, mut names) = (String::new(), 0, BTreeSet::new(), BTreeSet::new());
    for (module, text) in modules() {
        let rules = rules_of(&module, &text, &mut faults);
        for rule in &rules {
            faults.extend(faults_of(rule));
            told.extend(rule.finding.iter().cloned());
            if !names.insert(rule.test.clone()) {
                faults.push(format!("{module}::{}: another rule has this name", rule.test));
            }
        }
        count += rules.len();
        tables += &table(&title(&text), &rules);
        tables.push('\n');
    }
    for code in Code::ALL {
        let excused = WITHOUT_RULE.iter().any(|(without, _)| *without == code.as_str());
        match (told.contains(code.as_str()), excused) {
            (false, false) => faults.push(format!("{code} ({}) is the finding of no rule", code.summary())),
            (true, true) => faults.push(format!("{code} has a rule and needs no excuse")),
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));

    let document = read(DOCUMENT);
    let (before, rest) = document.split_once(BEGIN).expect("the mark where the rules begin");
    let (_, after) = rest.split_once(END).expect("the mark where the rules end");
    let made = format!("{before}{BEGIN}\n{count} rules.\n\n{tables}{END}{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT), &made).unwrap();
    } else {
        assert!(made == document, "{DOCUMENT} is not what the tests say: run this test with UPDATE=1");
    }
}

/// A reader of doc comments that sees nothing would let everything pass.
#[test]
fn a_rule_without_its_lines_is_a_fault() {
    let text =
        |doc: &str, body: &str| format!("//! A module.\n\n{doc}#[test]\nfn it_holds() {{\n{body}\n}}\n");
    let faults = |text: &str| {
        let mut faults = Vec::new();
        let rules = rules_of("line_2", text, &mut faults);
        faults.extend(rules.iter().flat_map(faults_of));
        faults.join("; ")
    };
    let whole = "/// One stands\n/// once.\n///\n/// - source: ACP 127(G) 204c\n/// - code: `src/decode/routing.rs`\n/// - finding: T0203\n";
    assert_eq!(faults(&text(whole, "    \"T0203 2:18\"")), "");
    for (cut, put, said) in [
        ("/// - source: ACP 127(G) 204c\n", "", "the line `- source: …` is missing"),
        ("/// - code: `src/decode/routing.rs`\n", "", "the line `- code: …` is missing"),
        ("/// - finding: T0203\n", "", "the line `- finding: …` is missing"),
        ("/// One stands\n/// once.\n///\n", "", "the rule is not told in words"),
        ("routing.rs", "nowhere.rs", "there is no file src/decode/nowhere.rs"),
        (
            "T0203",
            "T0204",
            "the test asserts nothing about T0204; line_2::it_holds: the test asserts T0203, which the rule does not name",
        ),
        ("finding: T0203", "finding: none", "the test asserts T0203, which the rule does not name"),
        (
            "T0203",
            "T9999",
            "there is no code T9999; line_2::it_holds: the test asserts nothing about T9999; line_2::it_holds: the test asserts T0203, which the rule does not name",
        ),
    ] {
        let text = text(&whole.replace(cut, put), "    \"T0203 2:18\"");
        assert_eq!(faults(&text), format!("line_2::it_holds: {said}"));
    }
    assert_eq!(title("//! The end\n//! of it.\n\nuse x;"), "The end of it");
}
