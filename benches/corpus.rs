//! How fast made cables are read, clean and damaged, dialect by dialect: what a corpus costs that wires, operators and
//! archives have been at, beside one that they have not.
//!
//! ```text
//! cargo bench --features corpus --bench corpus
//! ```

use std::fmt;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use torntape::Decoder;
use torntape::corpus::Corpus;
use torntape::message::Dialect;

const SEED: u64 = 7;

/// Cables of each input: some megabytes, as an archive of one post and year.
const CABLES: u64 = 500;

/// The dialects in which cables are made that can be found one behind the other.
const DIALECTS: [Made; 6] = [
    Made(Dialect::Acp127),
    Made(Dialect::Acp127Modified),
    Made(Dialect::Acp127State),
    Made(Dialect::Janap128),
    Made(Dialect::Acp126),
    Made(Dialect::Archive1973),
];

#[derive(Clone, Copy)]
struct Made(Dialect);

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

fn main() {
    divan::main();
}

/// Reads cables of which this share is damaged, each by one slip.
fn read(bencher: Bencher<'_, '_>, Made(dialect): Made, damage: f64) {
    let corpus = Corpus::new(SEED).dialect(dialect).damage(damage);
    let input: Vec<u8> = (0..CABLES).flat_map(|place| corpus.sample(place).bytes).collect();
    let decoder = Decoder::new();
    bencher.counter(BytesCount::of_slice(&input)).bench(|| {
        decoder.each(black_box(&input), |cable| {
            black_box(cable);
        });
    });
}

#[divan::bench(args = DIALECTS, sample_size = 1, sample_count = 20)]
fn clean(bencher: Bencher<'_, '_>, dialect: Made) {
    read(bencher, dialect, 0.0);
}

#[divan::bench(args = DIALECTS, sample_size = 1, sample_count = 20)]
fn damaged(bencher: Bencher<'_, '_>, dialect: Made) {
    read(bencher, dialect, 1.0);
}
