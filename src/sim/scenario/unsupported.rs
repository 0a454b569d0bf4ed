//! Keys of the scenario file that this version knows but cannot follow. All of them stand here.

use super::fields::Fields;
use super::refusal::Problems;

/// Keys at the top, with the values that change nothing.
pub(super) const TOP: [&str; 4] = ["warm_up", "fidelity", "preemption", "preemption_mode"];

/// Tables.
pub(super) const TABLES: [&str; 1] = ["traffic"];

/// Notes whatever the file asks for and would not get.
pub(super) fn refuse(top: &Fields<'_>, faults: &[Fields<'_>], problems: &mut Problems) {
    if let Some(warm_up) = top.parsed("warm_up", super::value::duration, problems)
        && !warm_up.value.is_zero()
    {
        not_yet(problems, &warm_up.at, "warm_up", "a time to warm up", "leave it out, or say \"0s\"");
    }
    choice(top, "fidelity", &["wire"], &["timing"], problems);
    choice(top, "preemption", &["none"], &["flash", "book", "all"], problems);
    // Without pre-emption both modes come to the same.
    choice(top, "preemption_mode", &["restart", "resume"], &[], problems);
    if top.has("traffic") {
        not_yet(
            problems,
            &top.key_place("traffic"),
            "traffic",
            "random traffic",
            "name cables with [[submit]]",
        );
    }
    for fault in faults.iter().filter(|fault| fault.has("station")) {
        let key = fault.key("station");
        not_yet(problems, &fault.place("station"), &key, "the fault of a station", "name a circuit");
    }
}

/// A text out of a closed list, part of which is still to come.
fn choice(top: &Fields<'_>, key: &'static str, known: &[&str], later: &[&str], problems: &mut Problems) {
    let Some(found) = top.text(key, problems) else { return };
    if later.contains(&found.value) {
        let help = format!("leave it out, or say \"{}\"", known.join("\" or \""));
        not_yet(problems, &found.at, key, &format!("\"{}\"", found.value), &help);
    } else if !known.contains(&found.value) {
        let all: Vec<_> = known.iter().chain(later).map(|word| format!("\"{word}\"")).collect();
        let message = format!("expected {}, but found `{}`", all.join(" or "), found.value.escape_debug());
        problems.add(&found.at, key, message);
    }
}

fn not_yet(problems: &mut Problems, at: &std::ops::Range<usize>, key: &str, what: &str, help: &str) {
    problems.add_with_help(at, key, format!("{what} is not supported yet"), Some(help.to_owned()));
}
