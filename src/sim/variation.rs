//! How far single circuits and stations differ from run to run.

use std::collections::BTreeMap;

use super::confidence::student;
use super::report::Report;

/// Mean and squares of values that come one by one (Welford).
#[derive(Clone, Copy, Debug, Default)]
struct Moments {
    count: u32,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, value: f64) {
        self.count += 1;
        let off = value - self.mean;
        self.mean += off / f64::from(self.count);
        self.squares += off * (value - self.mean);
    }

    /// Half the width of the 95 % interval of the mean; `None` of fewer than two values.
    fn half_width(&self, bounds: &mut Bounds) -> Option<f64> {
        let freedom = self.count.checked_sub(1).filter(|freedom| *freedom > 0)?;
        let bound = *bounds.0.entry(freedom).or_insert_with(|| student(0.95, f64::from(freedom)));
        Some(bound * libm::sqrt(self.squares / f64::from(freedom) / f64::from(self.count)))
    }
}

/// Student's bound by degrees of freedom: most circuits have as many values.
#[derive(Debug, Default)]
struct Bounds(BTreeMap<u32, f64>);

#[derive(Clone, Debug, Default)]
struct OfCircuit {
    utilisation: Moments,
    queue: Moments,
    waits: BTreeMap<String, Moments>,
}

/// What several runs say of each circuit and station.
#[derive(Debug, Default)]
pub(crate) struct Variation {
    circuits: Vec<OfCircuit>,
    transits: Vec<Moments>,
}

impl Variation {
    /// Adds the report of one run.
    pub(crate) fn add(&mut self, report: &Report) {
        self.circuits.resize_with(report.circuits.len(), OfCircuit::default);
        for (spread, circuit) in self.circuits.iter_mut().zip(&report.circuits) {
            spread.utilisation.add(circuit.utilisation);
            spread.queue.add(circuit.queue_mean);
            for (precedence, wait) in &circuit.wait_mean_s {
                let Some(wait) = wait else { continue };
                match spread.waits.get_mut(precedence) {
                    Some(moments) => moments.add(*wait),
                    None => spread.waits.entry(precedence.clone()).or_default().add(*wait),
                }
            }
        }
        self.transits.resize_with(report.stations.len(), Moments::default);
        for (spread, station) in self.transits.iter_mut().zip(&report.stations) {
            if let Some(transit) = station.transit_mean_s {
                spread.add(transit);
            }
        }
    }

    /// Puts the intervals into the report of all of them.
    pub(crate) fn tell(&self, report: &mut Report) {
        let bounds = &mut Bounds::default();
        for (spread, circuit) in self.circuits.iter().zip(&mut report.circuits) {
            circuit.utilisation_ci95 = spread.utilisation.half_width(bounds);
            circuit.queue_mean_ci95 = spread.queue.half_width(bounds);
            for (precedence, interval) in &mut circuit.wait_ci95_s {
                *interval = spread.waits.get(precedence).and_then(|wait| wait.half_width(bounds));
            }
        }
        for (spread, station) in self.transits.iter().zip(&mut report.stations) {
            station.transit_ci95_s = spread.half_width(bounds);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::confidence::half_width;
    use super::*;

    #[test]
    fn one_by_one_they_give_the_interval_of_all_at_once() {
        let values = [3.5, 4.25, 1e6, 7.0, -2.0];
        let mut moments = Moments::default();
        let bounds = &mut Bounds::default();
        for (many, value) in values.iter().enumerate() {
            assert_eq!(moments.half_width(bounds).is_some(), many > 1);
            moments.add(*value);
        }
        let (one, other) = (moments.half_width(bounds).unwrap(), half_width(&values, 0.95).unwrap());
        assert!((one - other).abs() < 1e-9 * other, "{one} {other}");
    }
}
