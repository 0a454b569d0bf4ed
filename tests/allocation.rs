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
