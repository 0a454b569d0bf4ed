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
