//! A decoder that reads into the memory of an earlier answer asks for no memory of its own. A program by itself, since
//! its allocator counts.

use std::fs;

use torntape::Decoder;
use torntape::message::Cable;

/// How often memory is asked for in reading this once more, after some readings that filled the lists.
fn allocations(mut read: impl FnMut()) -> u64 {
    for _ in 0..3 {
        read();
    }
    allocation_counter::measure(read).count_total
}

#[test]
fn a_reused_decoder_asks_for_no_memory_for_a_heading() {
    let bytes = fs::read("fixtures/field/09STATE97951.cable").unwrap();
    let end = bytes.windows(7).position(|seven| seven == b"UNCLAS ").unwrap();
    let (decoder, mut cable) = (Decoder::new(), Cable::default());
    let heading = allocations(|| decoder.heading_into(&bytes[..end], &mut cable));
    assert_eq!((heading, cable.to.len(), cable.info.len()), (0, 1, 3));
}

#[test]
fn a_reused_decoder_asks_for_no_memory_for_a_whole_cable() {
    let bytes = fs::read("fixtures/field/09STATE97951.cable").unwrap();
    let (decoder, mut cable) = (Decoder::new(), Cable::default());
    let whole = allocations(|| decoder.cable_into(&bytes, &mut cable));
    assert_eq!((whole, cable.references.len(), cable.paragraphs.len(), cable.pages.len()), (0, 4, 10, 3));
}

#[test]
fn no_cable_of_an_archive_asks_for_memory_of_its_own() {
    let bytes = fs::read("fixtures/field/09STATE97951.cable").unwrap();
    let (decoder, archive) = (Decoder::new(), bytes.repeat(320));
    let few = allocations(|| decoder.each(&archive[..20 * bytes.len()], |_| ()));
    let many = allocations(|| decoder.each(&archive, |_| ()));
    // Lines are known as far ahead as a heading may reach.
    assert_eq!(few, many, "for 20 cables and for 320");
}

/// What waits in a run of timing fidelity takes less than 200 bytes, wherever the doubling of a list has left its room.
#[cfg(feature = "sim")]
#[test]
fn a_queued_cable_takes_less_than_two_hundred_bytes() {
    use torntape::sim::scenario::{Folder, Scenario};
    use torntape::sim::simulate;

    let run = |rate: u64, speed: &str| {
        let text = format!(
            "start = \"2009-09-21T00:00:00Z\"\nduration = \"1h\"\nfidelity = \"timing\"\n\
             station = [{{ indicator = \"RUEHC\", plad = \"WASHDC\" }}, {{ indicator = \"RUEHMO\", plad = \"MOSCOW\" }}]\n\
             circuit = [{{ from = \"RUEHC\", to = \"RUEHMO\", channel = \"XMO\", speed = \"{speed}\" }}]\n\
             [[traffic]]\nfrom = \"RUEHC\"\nto = \"RUEHMO\"\narrivals = \"every\"\nrate = \"{rate}/h\"\n\
             length = {{ distribution = \"fixed\", mean = 100000 }}\n"
        );
        let scenario = Scenario::read(&text, "queue", &Folder(".".into())).unwrap();
        let mut longest = 0;
        let memory = allocation_counter::measure(|| {
            longest = simulate(&scenario, ()).unwrap().report.circuits[0].queue_max;
        });
        (longest, memory.bytes_max)
    };
    // What the network and the figures take, with nothing that waits.
    let (none, network) = run(45_000, "1000000000cps");
    assert!(none < 2, "{none}");
    for rate in [45_000, 66_000, 100_000, 130_000] {
        let (longest, memory) = run(rate, "100cps");
        assert!(longest > rate * 95 / 100, "{longest}");
        let each = (memory - network) / longest;
        assert!(each < 200, "{each} bytes for each of {longest}");
    }
}
