//! Keys that a table of a scenario may have or lack. A new rule that is asked for with a key of its own is a row here: it is
//! then drawn, written, and left out again where what fails does so without it.

use std::fmt::Write;

use super::dice::Dice;
use super::plan::Plan;

/// A key, and what may stand there.
pub(super) struct Key {
    name: &'static str,
    /// How many of a hundred tables have it.
    of_hundred: u32,
    /// Its values, as TOML.
    values: &'static [&'static str],
    /// Which plans it fits, as far as they are drawn, beside what the table has already.
    fits: fn(&Plan, &Options) -> bool,
}

/// What one table has of them: names and values.
pub(super) type Options = Vec<(&'static str, &'static str)>;

const fn key(
    name: &'static str,
    of_hundred: u32,
    values: &'static [&'static str],
    fits: fn(&Plan, &Options) -> bool,
) -> Key {
    Key { name, of_hundred, values, fits }
}

/// Of the scenario as a whole: drawn when all the rest is. Of two rows of one name, the first that is drawn counts.
pub(super) const SCENARIO: &[Key] = &[
    key("preemption", 90, &["\"none\"", "\"flash\"", "\"book\"", "\"all\""], always),
    key("preemption_mode", 40, &["\"resume\""], always),
    key("day_change", 40, &["true"], has_days),
    key("tell_originators", 40, &["true"], carries_bytes),
    key("reroute", 40, &["true"], carries_bytes),
    key("dual_precedence", 40, &["true"], always),
    key("warm_up", 30, &["\"auto\""], may_find_its_warm_up),
    key("flash_receipts", 30, &["true", "true", "false"], carries_bytes),
    key("subject_to_correction", 40, &["true"], carries_bytes),
    key("ask_originator", 30, &["\"1ms\"", "\"2m\"", "\"1h\""], carries_bytes),
    key("warm_up", 25, &["\"30s\"", "\"4m\"", "\"9m\""], always),
    key("alternates", 40, &["true"], has_no_routes),
];

pub(super) const STATION: &[Key] = &[
    key("processing", 65, &["\"1ms\"", "\"500ms\"", "\"2s\"", "\"90s\""], always),
    key("hours", 12, &["\"2315-0015\"", "\"0600-1800\"", "\"2330-2300\""], always),
    key("zone", 50, &["\"+03:00\"", "\"-05:30\""], has_hours),
    key("days", 30, &["\"tue\"", "[\"mon\", \"wed\"]"], has_hours),
];

pub(super) const CIRCUIT: &[Key] = &[
    key("latency", 60, &["\"1ms\"", "\"250ms\"", "\"3s\"", "\"45s\""], always),
    key("overhead", 40, &["1", "300"], always),
    key("redraw", 10, &["100", "3000"], carries_lengths),
    key("backlog", 15, &["\"0s\"", "\"1s\"", "\"30s\"", "\"10m\""], always),
    key(
        "classification",
        15,
        &["\"unclassified\"", "\"restricted\"", "\"confidential\"", "\"secret\""],
        has_limits,
    ),
];

pub(super) const TRAFFIC: &[Key] = &[
    key(
        "classification",
        20,
        &[
            "{ secret = 1.0 }",
            "{ unclassified = 0.6, confidential = 0.4 }",
            "{ restricted = 0.5, top_secret = 0.5 }",
        ],
        always,
    ),
    key("night_action", 20, &["0.5"], always),
];

fn always(_: &Plan, _: &Options) -> bool {
    true
}

/// Much cannot be delivered where circuits are limited to a class: a fifth of all networks has such.
fn has_limits(plan: &Plan, _: &Options) -> bool {
    plan.seed.is_multiple_of(5)
}

/// What stations say to each other is not said where circuits carry lengths.
fn carries_bytes(plan: &Plan, _: &Options) -> bool {
    !plan.is_timing()
}

/// Longer ways and routes that the scenario gives may lead in a circle together, which is refused.
fn has_no_routes(plan: &Plan, _: &Options) -> bool {
    plan.routes.is_empty()
}

/// What is drawn anew for each transmission is a length.
fn carries_lengths(plan: &Plan, _: &Options) -> bool {
    plan.is_timing()
}

fn has_hours(_: &Plan, own: &Options) -> bool {
    own.iter().any(|(name, _)| *name == "hours")
}

/// What goes in parts has no day.
fn has_days(plan: &Plan, own: &Options) -> bool {
    carries_bytes(plan, own) && own.iter().all(|(name, _)| *name != "preemption_mode")
}

/// What follows a daily curve never warms up.
fn may_find_its_warm_up(plan: &Plan, _: &Options) -> bool {
    !plan.traffic.is_empty() && plan.traffic.iter().all(|stream| !stream.is_daily())
}

/// Draws what a table of a plan has of these keys.
pub(super) fn draw(keys: &[Key], plan: &Plan, dice: &mut Dice) -> Options {
    let mut drawn = Options::new();
    for key in keys {
        let taken = drawn.iter().any(|(name, _)| *name == key.name);
        if dice.in_hundred(key.of_hundred) && !taken && (key.fits)(plan, &drawn) {
            drawn.push((key.name, dice.one_of(key.values)));
        }
    }
    drawn
}

/// A line a key.
pub(super) fn write(options: &Options, text: &mut String) -> std::fmt::Result {
    options.iter().try_for_each(|(name, value)| writeln!(text, "{name} = {value}"))
}
