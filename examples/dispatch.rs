//! Runs a dispatch from code: one cable through a relay to two posts, over a circuit that loses and garbles.
//!
//! ```text
//!              XRA              XMO   a fifth of all is garbled
//!    RUEHC ─────────► RUEH ─────────────────► RUEHMO   AMEMBASSY MOSCOW
//!   SECSTATE          relay ◄───────────────── MOA     "number 0002 is open"
//!                       │
//!                       │ XLN
//!                       └────────────────────► RUEHLN   AMCONSUL ST PETERSBURG
//! ```
//!
//! Run it with `cargo run --example dispatch`.

use std::error::Error;
use std::io::{self, Write};

use torntape::sim::scenario::{Files, Scenario};
use torntape::sim::{Happening, simulate};

const NETWORK: &str = r#"
name = "two posts"
start = "2009-09-21T21:56:00Z"
duration = "10m"
seed = 7

station = [
    { indicator = "RUEHC", plad = "SECSTATE WASHDC" },
    { indicator = "RUEH", plad = "RELAY BELTSVILLE MD", relay = true },
    { indicator = "RUEHMO", plad = "AMEMBASSY MOSCOW" },
    { indicator = "RUEHLN", plad = "AMCONSUL ST PETERSBURG" },
]
circuit = [
    { from = "RUEHC", to = "RUEH", channel = "XRA", speed = "600bps" },
    { from = "RUEH", to = "RUEHMO", channel = "XMO", speed = "300bps", garble = 0.2 },
    { from = "RUEHMO", to = "RUEH", channel = "MOA", speed = "300bps" },
    { from = "RUEH", to = "RUEHLN", channel = "XLN", speed = "300bps" },
]
submit = [{ at = "0s", from = "RUEHC", file = "the cable" }]
"#;

/// Four sections, to Moscow for action, to three consulates for information. Two of these are not in our network.
struct Cable;

impl Files for Cable {
    fn read(&self, _: &str) -> io::Result<Vec<u8>> {
        Ok(include_bytes!("../fixtures/field/09STATE97951.cable").to_vec())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let scenario = Scenario::read(NETWORK, "two-posts.toml", &Cable)?;

    // A closure may watch the run; here it counts what was sent on each circuit.
    let mut sent = std::collections::BTreeMap::new();
    let outcome = simulate(&scenario, |_: std::time::Duration, happening: &Happening<'_>| {
        if let Happening::Sent { transmission, .. } = happening {
            *sent.entry(transmission.channel.to_owned()).or_insert(0) += 1;
        }
    })?;

    for delivery in &outcome.deliveries {
        match &delivery.outcome {
            Ok(at) => writeln!(
                out,
                "{} reached {:6} after {:5.1} s in {} transmissions, {} of them repeats",
                delivery.cable,
                delivery.to,
                at.as_secs_f64(),
                delivery.transmissions.unwrap_or(0),
                delivery.repeats.unwrap_or(0)
            )?,
            Err(why) => writeln!(out, "{} did not reach {}: {why}", delivery.cable, delivery.to)?,
        }
    }
    writeln!(out, "sent: {sent:?}")?;

    let again = simulate(&scenario, ())?;
    assert_eq!(again.report.digest, outcome.report.digest, "the same scenario and seed tell the same story");
    assert_eq!(outcome.report.delivered.deliveries, 2);
    Ok(())
}
