//! What a report says of single stations and circuits.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One station.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StationReport {
    /// Its routing indicator.
    pub indicator: String,
    /// Cables delivered there.
    pub delivered: u64,
    /// Those of them that were offered when the network had warmed up, of which the times are; `None` in reports that were
    /// made before it was told.
    #[serde(default)]
    pub counted: Option<u64>,
    /// Mean time from hand-in to whole delivery of what came to it, of cables offered when the network had warmed up.
    #[serde(default)]
    pub transit_mean_s: Option<f64>,
    /// Of several runs: half the width of the 95 % confidence interval of that mean.
    #[serde(default)]
    pub transit_ci95_s: Option<f64>,
    /// Half of them took no longer. In timing fidelity percentiles are told of networks of up to 2,000 stations.
    #[serde(default)]
    pub p50_s: Option<f64>,
    /// 95 % of them took no longer.
    #[serde(default)]
    pub p95_s: Option<f64>,
    /// 99 % of them took no longer.
    #[serde(default)]
    pub p99_s: Option<f64>,
    /// None of them took longer.
    #[serde(default)]
    pub max_s: Option<f64>,
    /// Mean number waiting for its circuits, up to the scenario's duration.
    pub queue_mean: f64,
    /// Of several runs: half the width of the 95 % confidence interval of that mean.
    #[serde(default)]
    pub queue_mean_ci95: Option<f64>,
    /// Most that waited.
    pub queue_max: u64,
    /// Most sections missing of cables of which some sections had come in.
    pub sections_missing_peak: u64,
    /// Numbers that it reported open or damaged, each counted once.
    pub repeats_requested: u64,
    /// Deliveries that waited for it to open; `None` where it is open day and night.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<u64>,
    /// What relays told it that they could not send on; `None` where they tell nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<u64>,
}

/// One circuit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CircuitReport {
    /// Its channel.
    pub channel: String,
    /// The sending station.
    pub from: String,
    /// The receiving station.
    pub to: String,
    /// The share of the scenario's duration in which it was busy.
    pub utilisation: f64,
    /// Of several runs: half the width of the 95 % confidence interval of that share.
    #[serde(default)]
    pub utilisation_ci95: Option<f64>,
    /// Transmissions started, service messages included.
    pub transmissions: u64,
    /// Transmissions interrupted for a higher precedence.
    pub preempted: u64,
    /// Transmissions that had to wait for a lower precedence, which was in progress when they came.
    pub inversions: Option<u64>,
    /// Transmissions of which a copy arrived damaged.
    pub garbled: u64,
    /// Transmissions that never arrived.
    pub lost: u64,
    /// Transmissions that arrived twice.
    pub duplicated: u64,
    /// Transmissions overtaken by the next.
    pub reordered: u64,
    /// Transmissions cut by an outage.
    pub cut: u64,
    /// Copies that would have waited here longer than its `backlog` and took an alternate; `None` where it has no such limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternate_routed: Option<u64>,
    /// Mean number waiting, up to the scenario's duration.
    pub queue_mean: f64,
    /// Of several runs: half the width of the 95 % confidence interval of that mean.
    #[serde(default)]
    pub queue_mean_ci95: Option<f64>,
    /// Most that waited.
    pub queue_max: u64,
    /// Mean time from joining the queue to the start, by precedence of the routing line; `None` where there was none.
    pub wait_mean_s: BTreeMap<String, Option<f64>>,
    /// Of several runs: half the widths of the 95 % confidence intervals of these means.
    #[serde(default)]
    pub wait_ci95_s: BTreeMap<String, Option<f64>>,
    /// Half of all waits were no longer. Percentiles are told of networks of up to 2,000 circuits.
    #[serde(default)]
    pub wait_p50_s: Option<f64>,
    /// 95 % of them were no longer.
    #[serde(default)]
    pub wait_p95_s: Option<f64>,
    /// 99 % of them were no longer.
    #[serde(default)]
    pub wait_p99_s: Option<f64>,
}

impl CircuitReport {
    /// The intervals of waits by precedence, where nothing is known of them.
    pub(crate) fn no_intervals(waits: &BTreeMap<String, Option<f64>>) -> BTreeMap<String, Option<f64>> {
        waits.keys().map(|precedence| (precedence.clone(), None)).collect()
    }
}
