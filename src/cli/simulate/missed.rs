//! What was not delivered, in a few lines.

use std::collections::BTreeMap;

use crate::sim::report::Undelivered;

/// So many lines at most.
const LINES_MAX: usize = 10;

/// A line a delivery while they are few, else one for each post and reason: the most first, and what there is no room for as a
/// number.
pub(super) fn lines(undelivered: &[&Undelivered]) -> Vec<String> {
    if undelivered.len() <= LINES_MAX {
        return undelivered
            .iter()
            .map(|Undelivered { cable, to, why, .. }| format!("{cable} to {to}: {why}"))
            .collect();
    }
    let mut groups: BTreeMap<(&str, &str), (usize, &str)> = BTreeMap::new();
    for Undelivered { cable, to, why, .. } in undelivered {
        groups.entry((to, why)).or_insert((0, cable)).0 += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, (many, _))| std::cmp::Reverse(*many));
    let told = groups.iter().take(LINES_MAX);
    let left = undelivered.len() - told.clone().map(|(_, (many, _))| many).sum::<usize>();
    let line = |((to, why), (many, cable)): &((&str, &str), (usize, &str))| match many {
        1 => format!("{cable} to {to}: {why}"),
        many => format!("{many} deliveries to {to}: {why}"),
    };
    let more = (left > 0).then(|| format!("and {left} more"));
    told.map(line).chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undelivered(cable: usize, to: &str, why: &str) -> Undelivered {
        Undelivered { cable: format!("T1-{cable}"), to: to.to_owned(), why: why.to_owned(), seed: None }
    }

    #[test]
    fn few_are_named_and_many_counted() {
        let few: Vec<_> = (0..10).map(|cable| undelivered(cable, "RUEHMO", "circuit XMO is down")).collect();
        assert_eq!(lines(&few.iter().collect::<Vec<_>>()).len(), 10);
        assert_eq!(
            lines(&few.iter().collect::<Vec<_>>()).first().unwrap(),
            "T1-0 to RUEHMO: circuit XMO is down"
        );
        let mut many = few.clone();
        many.push(undelivered(10, "RUEHLN", "no route"));
        assert_eq!(
            lines(&many.iter().collect::<Vec<_>>()),
            ["10 deliveries to RUEHMO: circuit XMO is down", "T1-10 to RUEHLN: no route"]
        );
        many.extend((0..30).map(|cable| undelivered(cable, &format!("RUX{cable:02}"), "no route")));
        let lines = lines(&many.iter().collect::<Vec<_>>());
        assert_eq!((lines.len(), lines.last().unwrap().as_str()), (11, "and 22 more"));
    }
}
