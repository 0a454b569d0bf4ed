//! How a run comes to its end where circuits carry lengths and something goes wrong on them.

use std::time::Duration;

use torntape::sim::scenario::{Folder, Scenario};
use torntape::sim::{Happening, Watch, simulate};

/// A service message that holds up a cable on a circuit on which nothing goes wrong does not end the run: the cable goes next.
#[test]
fn a_cable_behind_a_service_message_still_goes() {
    const NET: &str = r#"
start = "2009-09-21T23:00:00Z"
duration = "3m"
seed = 2952
fidelity = "timing"
station = [{ indicator = "RUEA", plad = "A" }, { indicator = "RUEBH", plad = "B" }]
circuit = [
    { from = "RUEA", to = "RUEBH", channel = "XAB", speed = "1000cps", garble = 0.6 },
    { from = "RUEBH", to = "RUEA", channel = "XBA", speed = "75baud" },
]
traffic = [
    { from = "RUEBH", to = "RUEA", arrivals = "every", rate = "150/h", length = { distribution = "fixed", mean = 3000 } },
    { from = "RUEA", to = "RUEBH", arrivals = "every", rate = "150/h", length = { distribution = "fixed", mean = 10 } },
]
"#;
    for seed in 1..=40 {
        let scenario = NET.replace("2952", &seed.to_string());
        let scenario = Scenario::read(&scenario, "net.toml", &Folder(".".into())).unwrap();
        let report = simulate(&scenario, ()).unwrap().report;
        assert!(report.undelivered.is_empty(), "seed {seed}: {:?}", report.undelivered);
    }
}

/// What waits for a circuit that stays down is looked at when it goes down, not at every report that comes in about it.
#[test]
fn reports_do_not_move_what_waits_for_a_circuit_that_is_down() {
    const NET: &str = r#"
start = "2009-09-21T23:00:00Z"
duration = "2h"
fidelity = "timing"
station = [{ indicator = "RUEA", plad = "A" }, { indicator = "RUEB", plad = "B" }, { indicator = "RUEC", plad = "C" }]
circuit = [
    { from = "RUEA", to = "RUEB", channel = "XAB", speed = "1000cps", loss = 0.3 },
    { from = "RUEB", to = "RUEA", channel = "XBA", speed = "1000cps" },
    { from = "RUEA", to = "RUEC", channel = "XAC", speed = "50baud" },
]
traffic = [{ from = "RUEA", to = ["RUEB", "RUEC"], addressees = 2, rate = "200/h", length = { distribution = "fixed", mean = 900 } }]
fault = [{ at = "1h", circuit = "XAB" }]
"#;
    struct Withdrawn(u64);
    impl Watch for &mut Withdrawn {
        fn saw(&mut self, _: Duration, happening: &Happening<'_>) {
            self.0 += u64::from(matches!(happening, Happening::Withdrawn { .. }));
        }
    }
    let scenario = Scenario::read(NET, "net.toml", &Folder(".".into())).unwrap();
    let mut withdrawn = Withdrawn(0);
    let report = simulate(&scenario, &mut withdrawn).unwrap().report;
    assert!(report.undelivered.len() > 100 && report.virtual_s > 10.0 * 3600.0, "{}", report.virtual_s);
    assert!(withdrawn.0 <= report.offered.cables, "{} of {}", withdrawn.0, report.offered.cables);
}
