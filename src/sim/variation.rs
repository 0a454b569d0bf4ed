//! What several runs say of one figure: the mean of what each says, and how far they differ.
//!
//! Where a run delivers more it counts no more than another: an interval is that of the mean which stands before it.

use std::collections::BTreeMap;

use super::moments::{Bounds, Moments};
use super::report::Report;

#[derive(Debug, Default)]
struct OfCircuit {
    utilisation: Moments,
    queue: Moments,
    waits: BTreeMap<String, Moments>,
}

#[derive(Debug, Default)]
struct OfStation {
    transit: Moments,
    queue: Moments,
}

#[derive(Debug, Default)]
struct OfPrecedence {
    wait: Moments,
    transit: Moments,
    arrival: Moments,
}

/// What several runs say of each precedence, circuit and station.
#[derive(Debug, Default)]
pub(crate) struct Variation {
    precedences: BTreeMap<String, OfPrecedence>,
    circuits: Vec<OfCircuit>,
    stations: Vec<OfStation>,
}

/// How precise the means of several runs are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Precision {
    /// The mean with the widest interval for its size, as a figure is named, and half that interval as a share of it.
    pub(crate) widest: Option<(String, f64)>,
    /// The means for which there is no interval.
    pub(crate) without_interval: Vec<String>,
}

impl Variation {
    /// Adds the report of one run.
    pub(crate) fn add(&mut self, report: &Report) {
        for (name, figures) in &report.precedence {
            let spread = entry(&mut self.precedences, name);
            add(&mut spread.wait, figures.wait_mean_s);
            add(&mut spread.transit, figures.transit_mean_s);
            add(&mut spread.arrival, figures.arrival.as_ref().and_then(|arrival| arrival.mean_s));
        }
        self.circuits.resize_with(report.circuits.len(), OfCircuit::default);
        for (spread, circuit) in self.circuits.iter_mut().zip(&report.circuits) {
            spread.utilisation.add(circuit.utilisation);
            spread.queue.add(circuit.queue_mean);
            for (name, wait) in &circuit.wait_mean_s {
                add(entry(&mut spread.waits, name), *wait);
            }
        }
        self.stations.resize_with(report.stations.len(), OfStation::default);
        for (spread, station) in self.stations.iter_mut().zip(&report.stations) {
            spread.queue.add(station.queue_mean);
            add(&mut spread.transit, station.transit_mean_s);
        }
    }

    /// How precise the means by precedence are.
    pub(crate) fn precision(&self) -> Precision {
        let (mut found, bounds) = (Precision::default(), &mut Bounds::default());
        for (name, spread) in &self.precedences {
            for (what, moments) in [("wait", &spread.wait), ("transit", &spread.transit)] {
                let Some(mean) = moments.mean() else { continue };
                let figure = format!("{what}.{name}");
                match moments.half_width(bounds).map(|half| if half > 0.0 { half / mean } else { 0.0 }) {
                    None => found.without_interval.push(figure),
                    Some(share) if found.widest.as_ref().is_none_or(|(_, widest)| share > *widest) => {
                        found.widest = Some((figure, share));
                    }
                    Some(_) => {}
                }
            }
        }
        found
    }

    /// Puts means and intervals into the report of all of them.
    pub(crate) fn tell(&self, report: &mut Report) {
        let bounds = &mut Bounds::default();
        for (name, figures) in &mut report.precedence {
            let Some(spread) = self.precedences.get(name) else { continue };
            (figures.wait_mean_s, figures.wait_ci95_s) = told(&spread.wait, bounds);
            (figures.transit_mean_s, figures.transit_ci95_s) = told(&spread.transit, bounds);
            if let Some(arrival) = &mut figures.arrival {
                (arrival.mean_s, arrival.ci95_s) = told(&spread.arrival, bounds);
            }
        }
        for (spread, circuit) in self.circuits.iter().zip(&mut report.circuits) {
            (circuit.utilisation, circuit.utilisation_ci95) = always(&spread.utilisation, bounds);
            (circuit.queue_mean, circuit.queue_mean_ci95) = always(&spread.queue, bounds);
            for (name, wait) in &spread.waits {
                let (mean, half) = told(wait, bounds);
                circuit.wait_mean_s.insert(name.clone(), mean);
                circuit.wait_ci95_s.insert(name.clone(), half);
            }
        }
        for (spread, station) in self.stations.iter().zip(&mut report.stations) {
            (station.queue_mean, station.queue_mean_ci95) = always(&spread.queue, bounds);
            (station.transit_mean_s, station.transit_ci95_s) = told(&spread.transit, bounds);
        }
    }
}

fn entry<'m, T: Default>(map: &'m mut BTreeMap<String, T>, name: &str) -> &'m mut T {
    map.entry(name.to_owned()).or_default()
}

fn add(moments: &mut Moments, value: Option<f64>) {
    if let Some(value) = value {
        moments.add(value);
    }
}

/// The mean, and half the width of its interval.
fn told(moments: &Moments, bounds: &mut Bounds) -> (Option<f64>, Option<f64>) {
    (moments.mean(), moments.half_width(bounds))
}

/// The same of what each run tells.
fn always(moments: &Moments, bounds: &mut Bounds) -> (f64, Option<f64>) {
    (moments.mean().unwrap_or(0.0), moments.half_width(bounds))
}
