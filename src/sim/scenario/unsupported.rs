//! What a scenario may ask for and this version cannot follow in the fidelity that it names. All of it stands here.

use super::fields::Fields;
use super::handling::{Fidelity, Handling, PreemptionMode, WarmUp};
use super::refusal::Problems;
use super::traffic::{Arrivals, Traffic};

/// Notes whatever the file asks for and would not get.
pub(super) fn refuse(top: &Fields<'_>, handling: &Handling, problems: &mut Problems) {
    if handling.fidelity == Fidelity::Timing {
        refuse_in_timing(top, problems);
    }
    if handling.day_change && handling.mode == PreemptionMode::Resume {
        let what = "a number is of the day on which its transmission began; one in parts has none";
        let help = "say \"restart\", as the book has it, or leave out `day_change`";
        problems.add_with_help(&top.place("preemption_mode"), "preemption_mode", what, Some(help.to_owned()));
    }
}

/// Notes that a run is to find its time to warm up where it never comes to rest.
pub(super) fn refuse_warm_up(
    top: &Fields<'_>,
    handling: &Handling,
    traffic: &[Traffic],
    problems: &mut Problems,
) {
    let curved = |hours: &[f64; 24]| hours.iter().any(|weight| Some(weight) != hours.first());
    let daily = |traffic: &Traffic| matches!(&traffic.arrivals, Arrivals::Profile(hours) if curved(hours));
    if handling.warm_up == WarmUp::Auto && traffic.iter().any(daily) {
        let what = "traffic that follows a daily curve never settles down";
        let help = "say whole days, such as \"1d\"".to_owned();
        problems.add_with_help(&top.place("warm_up"), "warm_up", what, Some(help));
    }
}

/// Notes what circuits are given that counts for lengths alone, where they carry bytes.
pub(super) fn refuse_redraw(circuits: &[Fields<'_>], handling: &Handling, problems: &mut Problems) {
    for circuit in
        circuits.iter().filter(|circuit| handling.fidelity == Fidelity::Wire && circuit.has("redraw"))
    {
        let help = "leave it out, or say fidelity = \"timing\"".to_owned();
        let what = "has no effect in wire fidelity, where a transmission is as long as its bytes";
        problems.add_with_help(&circuit.key_place("redraw"), &circuit.key("redraw"), what, Some(help));
    }
}

/// Rules of what stations say to each other.
const SAID: [&str; 6] = [
    "ask_originator",
    "flash_receipts",
    "subject_to_correction",
    "tell_originators",
    "day_change",
    "reroute",
];

fn refuse_in_timing(top: &Fields<'_>, problems: &mut Problems) {
    // Their own faults are told where they are read.
    let mut read_elsewhere = Problems::in_text("");
    for key in SAID.into_iter().filter(|key| top.has(key)) {
        if top.boolean(key, &mut read_elsewhere) == Some(false) {
            continue;
        }
        let what = format!("`{key}` in timing fidelity, where nothing is read,");
        not_yet(problems, &top.place(key), key, &what, "leave it out, or say fidelity = \"wire\"");
    }
}

fn not_yet(problems: &mut Problems, at: &std::ops::Range<usize>, key: &str, what: &str, help: &str) {
    problems.add_with_help(at, key, format!("{what} is not supported yet"), Some(help.to_owned()));
}
