//! `[[minimize]]`: times in which only the more urgent traffic is sent (US Navy training 14222, MINIMIZE).

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;

use super::fields::Fields;
use super::handling::choice;
use super::network::Network;
use super::refusal::Problems;
use super::traffic::stations;
use super::value;
use crate::message::Precedence;

/// A time in which random traffic below a precedence is not sent between some stations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Minimize {
    /// Nanoseconds since the start of the scenario.
    since: u64,
    /// The first nanosecond after it; the greatest number where it lasts to the end.
    until: u64,
    below: Precedence,
    /// The senders that keep it; `None`: all.
    from: Option<BTreeSet<usize>>,
    /// The addressees to whom nothing lower is sent; `None`: all.
    to: Option<BTreeSet<usize>>,
}

impl Minimize {
    /// From when to when it is in force; `None`: to the end.
    pub(crate) fn times(&self) -> (Duration, Option<Duration>) {
        (Duration::from_nanos(self.since), (self.until < u64::MAX).then(|| Duration::from_nanos(self.until)))
    }

    /// Whether it is in force at a time for what a station sends at a precedence.
    pub(crate) fn holds(&self, at: u64, precedence: Precedence, from: usize) -> bool {
        self.since <= at
            && at < self.until
            && precedence < self.below
            && self.from.as_ref().is_none_or(|senders| senders.contains(&from))
    }

    /// Whether it keeps traffic from an addressee.
    pub(crate) fn spares(&self, to: usize) -> bool {
        self.to.as_ref().is_none_or(|addressees| addressees.contains(&to))
    }
}

/// Reads one `[[minimize]]`.
pub(super) fn read(
    fields: &Fields<'_>,
    start: Option<Timestamp>,
    network: &Network,
    problems: &mut Problems,
) -> Option<Minimize> {
    fields.refuse_others(&["at", "for", "below", "from", "to"], problems);
    for key in ["at", "below"] {
        fields.require(key, problems);
    }
    let since = fields.offset("at", start, problems);
    let length = fields.parsed("for", value::duration, problems);
    let words = Precedence::ALL.map(|precedence| (precedence.word().to_lowercase(), precedence));
    let known: Vec<_> = words.iter().map(|(word, precedence)| (word.as_str(), *precedence)).collect();
    let below = choice(fields, "below", &known, problems);
    if below == Some(Precedence::Routine) {
        let message = "nothing is lower than ROUTINE: it would keep nothing back";
        problems.add(&fields.place("below"), &fields.key("below"), message);
    }
    let mut area = |key| stations(fields, key, network, None, problems).map(BTreeSet::from_iter);
    let (from, to) = (area("from"), area("to"));
    let nanoseconds = |time: std::time::Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    let since = nanoseconds(since?.value);
    let until = length.map_or(u64::MAX, |length| since.saturating_add(nanoseconds(length.value)));
    Some(Minimize { since, until, below: below?, from, to })
}
