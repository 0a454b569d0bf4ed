//! Any text is a scenario that can be run or is refused with its problems named: never a panic.

#![no_main]

use std::io;

use libfuzzer_sys::fuzz_target;
use torntape::sim::scenario::{Files, Scenario};

/// Gives the same cable under every name but one.
struct OneCable;

impl Files for OneCable {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        if name == "missing" {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        }
        Ok(include_bytes!("../../fixtures/field/09STATE97951.cable").to_vec())
    }
}

fuzz_target!(|input: &[u8]| {
    let text = String::from_utf8_lossy(input);
    match Scenario::read(&text, "fuzz.toml", &OneCable) {
        Ok(scenario) => {
            let plans = scenario.plans();
            assert!(plans.iter().all(|plan| !(plan.outgoing.is_empty() && plan.incoming.is_empty())));
            assert_eq!(scenario.deliveries().count(), scenario.deliveries().count());
        }
        Err(refusal) => assert!(refusal.to_string().contains("fuzz.toml"), "a refusal names the file"),
    }
});
