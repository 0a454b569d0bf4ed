//! A law that a run broke, with what happened last where it did.

use std::io::Write;

use super::ink::one_line;
use super::io::Io;
use crate::sim::scenario::Scenario;
use crate::sim::{BrokenLaw, last_events};

/// Says on standard error which law broke, and below it the last events of the stations concerned.
pub(super) fn tell(broken: &BrokenLaw, scenario: &Scenario, io: &mut Io) {
    io.complain(broken);
    tell_events(broken, scenario, io);
}

/// The last events alone.
pub(super) fn tell_events(broken: &BrokenLaw, scenario: &Scenario, io: &mut Io) {
    let events = last_events(scenario, broken);
    if events.is_empty() {
        return;
    }
    // There is nobody left to tell where standard error is closed.
    _ = writeln!(io.err, "The last events there, {} of them:", events.len());
    for event in events {
        _ = writeln!(io.err, "  {}", one_line(&event));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use super::*;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// Seed, time and place, and below them what happened there.
    #[test]
    fn a_broken_law_is_told_with_what_went_before() {
        let said = Shared::default();
        let mut io = Io::with_err(Box::new(said.clone()));
        let (place, law) = ("RUEH:XMO".to_owned(), "one is not two".to_owned());
        let broken = BrokenLaw { seed: 3, at: Duration::from_secs(900), place, law };
        tell(&broken, &Scenario::moscow().unwrap(), &mut io);
        let said = String::from_utf8(said.0.lock().unwrap().clone()).unwrap();
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(
            lines[0],
            "torntape: a law broke 900 s into the run with seed 3, on RUEH:XMO: one is not two"
        );
        assert_eq!(lines[1], format!("The last events there, {} of them:", lines.len() - 2));
        let stations = ["\"station\":\"RUEH\"", "\"station\":\"RUEHMO\""];
        assert!(lines.len() > 4, "{said}");
        assert!(
            lines[2..].iter().all(|line| stations.iter().any(|station| line.contains(station))),
            "{said}"
        );
    }
}
