//! How fast timing fidelity runs, beside a bare loop of the same model in the same run: a star of one source, three relays
//! and sixty posts, its busiest circuits used to about 0.7, cables of exponential length to three posts each.
//!
//! The bare loop draws the same kinds of random numbers and has a binary heap and queues by precedence, and nothing else:
//! no routes, no laws, no statistics, no delivery log. Items are events: arrivals at a queue and ends of transmission.
//!
//! ```text
//! cargo bench --bench simulate
//! ```

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the yardstick is to be as bare as can be"
)]

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::fmt::Write;

use divan::Bencher;
use divan::counter::ItemsCount;
use torntape::sim::scenario::{Folder, Scenario};
use torntape::sim::simulate;

const RELAYS: usize = 3;
const POSTS: usize = 60;
const ADDRESSEES: usize = 3;
const CABLES: u64 = 200_000;
/// Cables an hour.
const RATE: u64 = 300;
/// Characters a second from the source, and to the posts.
const TRUNK: u64 = 150;
const BRANCH: u64 = 11;
const MEAN: f64 = 1800.0;

fn main() {
    divan::main();
}

/// The star as a scenario.
fn star(fidelity: &str, cables: u64) -> Scenario {
    let hours = cables / RATE;
    let mut text =
        format!("start = \"2009-09-21T00:00:00Z\"\nduration = \"{hours}h\"\nfidelity = \"{fidelity}\"\n");
    let mut station = |indicator: &str, relay: bool| {
        write!(text, "[[station]]\nindicator = \"{indicator}\"\nplad = \"{indicator}\"\nrelay = {relay}\n")
            .unwrap();
    };
    station("RUEHC", false);
    let relays: Vec<String> = (0..RELAYS).map(|relay| format!("RUEHR{}", letter(relay))).collect();
    let posts: Vec<String> =
        (0..POSTS).map(|post| format!("RUEHX{}{}", letter(post / 26), letter(post % 26))).collect();
    for relay in &relays {
        station(relay, true);
    }
    for post in &posts {
        station(post, false);
    }
    let mut circuit = |from: &str, to: &str, channel: String, speed: u64| {
        let ends = format!("from = \"{from}\"\nto = \"{to}\"\nchannel = \"{channel}\"");
        write!(text, "[[circuit]]\n{ends}\nspeed = \"{speed}cps\"\n").unwrap();
    };
    for (place, relay) in relays.iter().enumerate() {
        circuit("RUEHC", relay, format!("XR{place}"), TRUNK);
    }
    for (place, post) in posts.iter().enumerate() {
        circuit(&relays[place % RELAYS], post, format!("P{place:02}"), BRANCH);
    }
    let to: Vec<String> = posts.iter().map(|post| format!("\"{post}\"")).collect();
    write!(
        text,
        "[[traffic]]\nfrom = \"RUEHC\"\nto = [{}]\naddressees = {ADDRESSEES}\nrate = \"{RATE}/h\"\n\
         precedence = {{ flash = 0.01, immediate = 0.09, priority = 0.3, routine = 0.6 }}\n\
         length = {{ distribution = \"exponential\", mean = {MEAN} }}\n",
        to.join(", ")
    )
    .unwrap();
    Scenario::read(&text, "star", &Folder(".".into())).unwrap()
}

fn letter(place: usize) -> char {
    char::from(b'A' + u8::try_from(place).unwrap())
}

/// The scenario as it is by default: laws, statistics, log and digest.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn timing(bencher: Bencher<'_, '_>) {
    let scenario = star("timing", CABLES);
    let events = simulate(&scenario, ()).unwrap().report.events;
    bencher.counter(ItemsCount::new(events)).bench_local(|| simulate(&scenario, ()).unwrap().report.events);
}

/// The same on circuits that carry bytes, a hundredth of the cables. Items are transmissions: encoded, carried, read.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn wire(bencher: Bencher<'_, '_>) {
    let scenario = star("wire", CABLES / 100);
    let transmissions = simulate(&scenario, ()).unwrap().report.delivered.transmissions;
    bencher
        .counter(ItemsCount::new(transmissions))
        .bench_local(|| simulate(&scenario, ()).unwrap().report.delivered.transmissions);
}

/// The same model and nothing around it.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn bare_loop(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(bare())).bench_local(bare);
}

#[derive(Default)]
struct Line {
    queues: [VecDeque<(u64, [u8; ADDRESSEES])>; 4],
    carrying: Option<(u64, [u8; ADDRESSEES], usize)>,
}

/// A generator of the shift and multiply kind (Steele, Lea and Flood 2014).
struct Split(u64);

impl Split {
    fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn exponential(&mut self) -> f64 {
        -(((self.word() >> 11) + 1) as f64 / 9_007_199_254_740_992.0).ln()
    }
}

/// Runs it; how many events there were.
fn bare() -> u64 {
    const NOBODY: u8 = u8::MAX;
    let mut draw = Split(1);
    let mut lines: Vec<Line> = (0..RELAYS + POSTS).map(|_| Line::default()).collect();
    let mut heap: BinaryHeap<Reverse<(u64, u64, u32)>> = BinaryHeap::new();
    let (mut order, mut events, mut offered, mut next) = (0_u64, 0, 0, 0_u64);
    let mut joining: Vec<(usize, usize, u64, [u8; ADDRESSEES])> = Vec::new();
    loop {
        let now;
        if offered < CABLES && heap.peek().is_none_or(|Reverse((at, ..))| next <= *at) {
            now = next;
            offered += 1;
            let length = (draw.exponential() * MEAN).round().max(1.0) as u64;
            let share = draw.word() >> 56;
            let level = [102, 26, 3].iter().filter(|below| share < **below).count();
            let mut posts = [NOBODY; ADDRESSEES];
            for place in 0..ADDRESSEES {
                posts[place] = loop {
                    let post = (draw.word() % POSTS as u64) as u8;
                    if !posts.contains(&post) {
                        break post;
                    }
                };
            }
            for relay in 0..RELAYS {
                let mut branch = [NOBODY; ADDRESSEES];
                let mut count = 0;
                for post in posts.iter().filter(|post| usize::from(**post) % RELAYS == relay) {
                    branch[count] = *post;
                    count += 1;
                }
                if count > 0 {
                    joining.push((relay, level, length, branch));
                }
            }
            next += (draw.exponential() * 3.6e12 / RATE as f64) as u64;
        } else {
            let Some(Reverse((at, _, line))) = heap.pop() else { return events };
            now = at;
            events += 1;
            let place = line as usize;
            let (length, posts, level) = lines[place].carrying.take().unwrap();
            if place < RELAYS {
                for post in posts.iter().filter(|post| **post != NOBODY) {
                    joining.push((RELAYS + usize::from(*post), level, length, [NOBODY; ADDRESSEES]));
                }
            }
            start(&mut lines[place], place, now, &mut heap, &mut order);
        }
        for (place, level, length, posts) in joining.drain(..) {
            events += 1;
            lines[place].queues[level].push_back((length, posts));
            start(&mut lines[place], place, now, &mut heap, &mut order);
        }
    }
}

fn start(
    line: &mut Line,
    place: usize,
    now: u64,
    heap: &mut BinaryHeap<Reverse<(u64, u64, u32)>>,
    order: &mut u64,
) {
    if line.carrying.is_some() {
        return;
    }
    let Some(level) = (0..4).rev().find(|level| !line.queues[*level].is_empty()) else { return };
    let (length, posts) = line.queues[level].pop_front().unwrap();
    let speed = if place < RELAYS { TRUNK } else { BRANCH };
    line.carrying = Some((length, posts, level));
    *order += 1;
    heap.push(Reverse((now + length * 1_000_000_000 / speed, *order, u32::try_from(place).unwrap())));
}
