//! How closely circuits are modelled, what interrupts a transmission, and which figures count.

use std::time::Duration;

use super::fields::{Fields, Located};
use super::refusal::Problems;
use super::suggest::meant;
use super::value;
use crate::message::Precedence;
use crate::sim::report::objective;
use crate::station::Rules;
pub use crate::station::{Preemption, PreemptionMode};

/// What a circuit carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fidelity {
    /// The encoded bytes.
    #[default]
    Wire,
    /// Lengths: a transmission takes the time of its length and of the circuit's overhead.
    Timing,
}

/// From when on statistics are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarmUp {
    /// Cables offered before this time are left out.
    Fixed(Duration),
    /// The run decides (MSER-5).
    Auto,
}

/// What the top of a scenario says of all this.
#[derive(Clone, Debug)]
pub(super) struct Handling {
    pub(super) fidelity: Fidelity,
    pub(super) preemption: Preemption,
    pub(super) mode: PreemptionMode,
    pub(super) warm_up: WarmUp,
    pub(super) rules: Rules,
    pub(super) tell_originators: bool,
    pub(super) day_change: bool,
    pub(super) objectives: Objectives,
}

/// The time within which a cable of each precedence should be delivered; `None`: none is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Objectives([Option<Duration>; Precedence::ALL.len()]);

impl Objectives {
    pub(crate) fn of(&self, precedence: Precedence) -> Option<Duration> {
        let all = Precedence::ALL.iter().zip(self.0);
        all.into_iter().find(|(known, _)| **known == precedence).and_then(|(_, objective)| objective)
    }

    /// Those of the directives, but for what the table `[objectives]` says.
    fn read(top: &Fields<'_>, problems: &mut Problems) -> Self {
        let table = top.table("objectives", "objectives", problems);
        let words = Precedence::ALL.map(|precedence| precedence.word().to_lowercase());
        if let Some(table) = &table {
            table.refuse_others(&words.each_ref().map(String::as_str), problems);
        }
        Self(Precedence::ALL.map(|precedence| {
            let word = precedence.word().to_lowercase();
            let said = table.as_ref().and_then(|table| table.parsed(&word, value::duration, problems));
            said.map(|time| time.value).or_else(|| objective(precedence))
        }))
    }
}

impl Handling {
    pub(super) fn read(top: &Fields<'_>, duration: Option<Duration>, problems: &mut Problems) -> Self {
        let fidelities = [("wire", Fidelity::Wire), ("timing", Fidelity::Timing)];
        let preemptions = [
            ("none", Preemption::None),
            ("flash", Preemption::Flash),
            ("book", Preemption::Book),
            ("all", Preemption::All),
        ];
        let modes = [("restart", PreemptionMode::Restart), ("resume", PreemptionMode::Resume)];
        // A word that is none is told once: nothing follows from it.
        let no_word = if top.has("preemption") { Preemption::None } else { Preemption::default() };
        Self {
            fidelity: choice(top, "fidelity", &fidelities, problems).unwrap_or_default(),
            preemption: choice(top, "preemption", &preemptions, problems).unwrap_or(no_word),
            mode: choice(top, "preemption_mode", &modes, problems).unwrap_or_default(),
            warm_up: warm_up(top, duration, problems),
            day_change: top.boolean("day_change", problems).unwrap_or(false),
            objectives: Objectives::read(top, problems),
            rules: rules(top, problems),
            tell_originators: top.boolean("tell_originators", problems).unwrap_or(false),
        }
    }
}

/// Rules that a network may have or lack.
fn rules(top: &Fields<'_>, problems: &mut Problems) -> Rules {
    let ask_originator = top.parsed("ask_originator", value::duration, problems);
    if let Some(at_once) = ask_originator.as_ref().filter(|wait| wait.value.is_zero()) {
        let message = "what has not come in yet is not missing: say how long to wait for it";
        problems.add(&at_once.at, "ask_originator", message);
    }
    let flash_receipts = top.boolean("flash_receipts", problems).unwrap_or(false);
    let subject_to_correction = top.boolean("subject_to_correction", problems).unwrap_or(false);
    Rules {
        ask_originator: ask_originator.map(|wait| wait.value),
        flash_receipts,
        subject_to_correction,
        reroute: top.boolean("reroute", problems).unwrap_or(false),
        dual_precedence: top.boolean("dual_precedence", problems).unwrap_or(false),
        ..Rules::default()
    }
}

fn warm_up(top: &Fields<'_>, duration: Option<Duration>, problems: &mut Problems) -> WarmUp {
    let parse = |written: &str| {
        if written == "auto" { Ok(WarmUp::Auto) } else { value::duration(written).map(WarmUp::Fixed) }
    };
    let found = top.parsed("warm_up", parse, problems);
    let Some(Located { value, at }) = found else { return WarmUp::Fixed(Duration::ZERO) };
    if let (WarmUp::Fixed(time), Some(duration)) = (value, duration)
        && time >= duration
    {
        problems.add(&at, "warm_up", "nothing of the duration is left after it");
    }
    value
}

/// A word out of a closed list.
pub(super) fn choice<T: Copy>(
    fields: &Fields<'_>,
    key: &'static str,
    known: &[(&str, T)],
    problems: &mut Problems,
) -> Option<T> {
    let found = fields.text(key, problems)?;
    let value = known.iter().find(|(word, _)| *word == found.value).map(|(_, value)| *value);
    if value.is_none() {
        let all: Vec<_> = known.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let message = format!("expected {}, but found `{}`", all.join(" or "), found.value.escape_debug());
        let help = meant(found.value, known.iter().map(|(word, _)| *word));
        problems.add_with_help(&found.at, &fields.key(key), message, help);
    }
    value
}
