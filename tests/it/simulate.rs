//! Whole runs: what every run has to hold to, whatever network, cables, weather and seed.

use torntape::sim::scenario::Scenario;
use torntape::sim::simulate;

#[test]
fn moscow() {
    let scenario = Scenario::moscow().unwrap();
    let outcome = simulate(&scenario, |at: std::time::Duration, h: &torntape::sim::Happening<'_>| {
        println!("{at:?} {h:?}")
    })
    .unwrap();
    println!("{}", serde_json::to_string_pretty(&outcome.report).unwrap());
    println!("{}", outcome.log);
}
