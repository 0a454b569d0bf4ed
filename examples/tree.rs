//! A network of so many stations as a tree: one source, relays below it, posts below those, circuits both ways, at timing
//! fidelity. Prints how long it took to read the scenario and to run it, and on Linux the memory at its highest.
//!
//! ```text
//! cargo run --release --no-default-features --features sim --example tree -- 100000 10000000
//! ```

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program that measures and prints")]

use std::error::Error;
use std::fmt::Write;
use std::time::Instant;

use torntape::sim::scenario::{Folder, Scenario};
use torntape::sim::simulate;

const RELAYS: usize = 100;
/// Cables an hour.
const RATE: usize = 7000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |otherwise: usize| arguments.next().map_or(Ok(otherwise), |number| number.parse());
    let (stations, cables) = (number(3000)?, number(30_000)?);
    let text = tree(stations.saturating_sub(RELAYS + 1), cables / RATE)?;
    let begun = Instant::now();
    let scenario = Scenario::read(&text, "tree", &Folder(".".into()))?;
    println!("{} bytes of scenario read in {:.1?}", text.len(), begun.elapsed());
    drop(text);
    let begun = Instant::now();
    let report = simulate(&scenario, ())?.report;
    let took = begun.elapsed();
    let (cables, deliveries) = (report.offered.cables, report.delivered.deliveries);
    println!("{cables} cables, {deliveries} deliveries, {} events in {took:.1?}", report.events);
    if let Ok(status) = std::fs::read_to_string("/proc/self/status")
        && let Some(highest) = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))
    {
        println!("{} of memory at the highest", highest.trim());
    }
    Ok(())
}

fn tree(posts: usize, hours: usize) -> Result<String, Box<dyn Error>> {
    let mut text =
        format!("start = \"2009-09-21T00:00:00Z\"\nduration = \"{hours}h\"\nfidelity = \"timing\"\n");
    let relay = |number: usize| format!("RR{}", written(number, 3, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
    let post = |number: usize| format!("RX{}", written(number, 5, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
    let channel = |number: usize| written(number, 3, b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    let relays = (0..RELAYS).map(|number| (relay(number), true));
    let stations = relays.chain((0..posts).map(|number| (post(number), false)));
    for (indicator, relay) in std::iter::once(("RUEHC".to_owned(), true)).chain(stations) {
        writeln!(text, "[[station]]\nindicator = \"{indicator}\"\nplad = \"{indicator}\"\nrelay = {relay}")?;
    }
    let mut pair = |above: &str, below: &str, channel: String, speed: u32| {
        for (from, to, channel) in [(above, below, channel.as_str()), (below, above, "ZZZ")] {
            let ends = format!("from = \"{from}\"\nto = \"{to}\"\nchannel = \"{channel}\"");
            writeln!(text, "[[circuit]]\n{ends}\nspeed = \"{speed}cps\"")?;
        }
        Ok::<(), std::fmt::Error>(())
    };
    for number in 0..RELAYS {
        pair("RUEHC", &relay(number), channel(number), 150)?;
    }
    for number in 0..posts {
        pair(&relay(number % RELAYS), &post(number), channel(number / RELAYS), 11)?;
    }
    let to: Vec<String> = (0..posts).map(|number| format!("\"{}\"", post(number))).collect();
    writeln!(
        text,
        "[[traffic]]\nfrom = \"RUEHC\"\nto = [{}]\naddressees = 3\nrate = \"{RATE}/h\"\n\
         precedence = {{ flash = 0.01, immediate = 0.09, priority = 0.3, routine = 0.6 }}\n\
         length = {{ distribution = \"exponential\", mean = 1800 }}",
        to.join(", ")
    )?;
    Ok(text)
}

/// A number in so many of these signs.
fn written(mut number: usize, length: usize, signs: &[u8]) -> String {
    let mut word = String::new();
    for _ in 0..length {
        word.insert(0, signs.get(number % signs.len()).copied().map_or('A', char::from));
        number /= signs.len();
    }
    word
}
