//! Many pieces of work on some threads, with one answer however many threads there are.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;

/// Does so many pieces of work, numbered from 0, on as many threads as there are cores to use. What came of each is told on the
/// calling thread in the order of the numbers, whatever order they end in. Once `told` breaks off, nothing is told any more
/// and no further piece is begun.
pub(super) fn in_order<T: Send>(
    many: u64,
    cores: NonZeroUsize,
    work: impl Fn(u64) -> T + Sync,
    mut told: impl FnMut(u64, T) -> ControlFlow<()>,
) {
    let next = AtomicU64::new(0);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..(cores.get() as u64).min(many) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    if place >= many || sender.send((place, work(place))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let (mut early, mut turn) = (BTreeMap::new(), 0);
        for (place, result) in receiver {
            early.insert(place, result);
            while let Some(result) = early.remove(&turn) {
                if told(turn, result).is_break() {
                    // Nothing more is handed out, and what is still at work finds nobody to tell.
                    next.store(many, Ordering::Relaxed);
                    return;
                }
                turn += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_told_in_the_order_of_the_pieces_on_any_number_of_threads() {
        for cores in 1..=4 {
            let mut told = Vec::new();
            in_order(
                100,
                NonZeroUsize::new(cores).unwrap(),
                |place| {
                    // The earlier pieces of each ten take longer.
                    std::thread::sleep(std::time::Duration::from_micros((10 - place % 10) * 20));
                    place * place
                },
                |place, square| {
                    told.push((place, square));
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(told, (0..100).map(|place| (place, place * place)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn after_a_break_nothing_is_told_or_begun() {
        let (begun, mut told) = (AtomicU64::new(0), 0);
        let work = |place| {
            begun.fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(std::time::Duration::from_millis(1));
            place
        };
        in_order(10_000, NonZeroUsize::MIN, work, |place, _| {
            told += 1;
            if place == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(told, 4);
        assert!(begun.into_inner() < 10_000);
    }

    #[test]
    fn no_work_is_no_result() {
        in_order(0, NonZeroUsize::MIN, |place| place, |_, _| panic!("there is nothing to tell"));
    }
}
