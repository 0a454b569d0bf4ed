//! The time that a network takes to warm up, where circuits carry bytes: a run of its own finds it.

use std::collections::BTreeMap;
use std::time::Duration;

use super::confidence::Series;
use super::laws::BrokenLaw;
use super::scenario::{Fidelity, Scenario, WarmUp};
use super::virtually;
use super::watch::{Happening, Watch};

/// How long each delivery took from hand-in, in the order in which they were made.
#[derive(Default)]
struct Transits {
    submitted: BTreeMap<String, u64>,
    series: Series,
}

impl Watch for &mut Transits {
    fn saw(&mut self, at: Duration, happening: &Happening<'_>) {
        let now = u64::try_from(at.as_nanos()).unwrap_or(u64::MAX);
        match happening {
            Happening::Submitted { cable, .. } => _ = self.submitted.insert((*cable).to_owned(), now),
            Happening::Delivered { cable, .. } => {
                let submitted = self.submitted.get(*cable).copied().unwrap_or(now);
                self.series.add(submitted, now - submitted);
            }
            _ => {}
        }
    }
}

/// The same scenario with the time to warm up that a run of it finds (MSER-5), where it is to be found and circuits carry bytes.
///
/// # Errors
///
/// The law that this run broke.
pub(crate) fn warmed_up(scenario: &Scenario) -> Result<Option<Scenario>, BrokenLaw> {
    if scenario.warm_up != WarmUp::Auto || scenario.fidelity() == Fidelity::Timing {
        return Ok(None);
    }
    let cold = Scenario { warm_up: WarmUp::Fixed(Duration::ZERO), ..scenario.clone() };
    let mut transits = Transits::default();
    virtually::simulate(&cold, &mut transits)?;
    let found = Duration::from_nanos(transits.series.warmed_up()).min(scenario.duration);
    Ok(Some(Scenario { warm_up: WarmUp::Fixed(found), ..cold }))
}
