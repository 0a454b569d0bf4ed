//! What a circuit does to the transmissions on it: loses, damages, doubles, lets the next one overtake.

use smallvec::{SmallVec, smallvec};

use super::draw::{Chance, Draw};
use crate::station::Tape;

/// What a receiver with parity puts in place of a character that came in damaged.
pub(crate) const SUB: u8 = 0x1a;

/// Characters that one garble damages, at most.
const GARBLE_LENGTH_MAX: usize = 8;

/// The faults of one circuit, as probabilities for each transmission.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Faults {
    /// It never arrives.
    pub loss: f64,
    /// A run of 1 to 8 of its characters arrives as SUB.
    pub garble: f64,
    /// It arrives twice.
    pub duplicate: f64,
    /// The next transmission overtakes it.
    pub reorder: f64,
}

impl Faults {
    /// Nothing ever comes through whole.
    pub(crate) fn stop_everything(&self) -> bool {
        Chance::new(self.loss).is_certain() || Chance::new(self.garble).is_certain()
    }
}

/// Draws the faults of one circuit.
#[derive(Clone, Debug)]
pub(crate) struct Weather {
    draw: Draw,
    loss: Chance,
    garble: Chance,
    duplicate: Chance,
    reorder: Chance,
    /// Nothing ever happens: whatever is drawn comes to the same.
    fair: bool,
}

/// What becomes of one transmission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fate {
    /// What arrives: nothing, one copy, or two.
    pub(crate) copies: SmallVec<[Tape; 2]>,
    /// It was lost.
    pub(crate) lost: bool,
    /// How many of the copies are damaged.
    pub(crate) garbled: usize,
    /// It is held until the next transmission has arrived.
    pub(crate) overtaken: bool,
}

/// Which characters are damaged, as numbers drawn before it is known whether any are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) start: usize,
    length: usize,
}

/// What becomes of a transmission of some length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Befallen {
    /// It was lost.
    pub(crate) lost: bool,
    /// What arrives: nothing, one copy, or two; where each is damaged.
    pub(crate) copies: SmallVec<[Option<Spot>; 2]>,
    /// It is held until the next transmission has arrived.
    pub(crate) overtaken: bool,
}

impl Befallen {
    /// It arrives as it was sent.
    pub(crate) fn calm() -> Self {
        Self { copies: smallvec![None], ..Self::default() }
    }
}

impl Weather {
    /// The weather of the circuit `name` under a seed.
    pub(crate) fn new(seed: u64, name: &str, faults: &Faults) -> Self {
        Self {
            draw: Draw::of_circuit(seed, name),
            loss: Chance::new(faults.loss),
            garble: Chance::new(faults.garble),
            duplicate: Chance::new(faults.duplicate),
            reorder: Chance::new(faults.reorder),
            fair: *faults == Faults::default(),
        }
    }

    /// Draws what becomes of the next transmission: loss, garble, duplicate, reorder, in that order.
    ///
    /// Each transmission takes the same count of numbers off the stream whatever comes of them, so that a fault made
    /// likelier in a scenario leaves the draws of the others as they were.
    pub(crate) fn befall(&mut self, tape: &Tape) -> Fate {
        if self.fair {
            return Fate { copies: smallvec![tape.clone()], lost: false, garbled: 0, overtaken: false };
        }
        let Befallen { lost, copies, overtaken } = self.draw(tape.len());
        let garbled = copies.iter().flatten().count();
        let copies = copies.into_iter().map(|spot| copy(tape, spot)).collect();
        Fate { copies, lost, garbled, overtaken }
    }

    /// The same of a transmission of which only the length is known.
    pub(crate) fn draw(&mut self, length: usize) -> Befallen {
        let lost = self.draw.happens(self.loss);
        let garbled = self.draw.happens(self.garble);
        let duplicated = self.draw.happens(self.duplicate);
        let overtaken = self.draw.happens(self.reorder);
        let spot = self.spot(length);
        let second_garbled = self.draw.happens(self.garble);
        let second_spot = self.spot(length);
        if lost {
            return Befallen { lost, copies: SmallVec::new(), overtaken: false };
        }
        let mut copies = smallvec![garbled.then_some(spot)];
        if duplicated {
            copies.push(second_garbled.then_some(second_spot));
        }
        Befallen { lost, copies, overtaken }
    }

    fn spot(&mut self, length: usize) -> Spot {
        Spot { start: self.draw.below(length), length: 1 + self.draw.below(GARBLE_LENGTH_MAX) }
    }
}

/// What arrives. A run that would pass the end of the transmission stops there: its limits stay.
fn copy(tape: &Tape, spot: Option<Spot>) -> Tape {
    let Some(Spot { start, length }) = spot else { return tape.clone() };
    let mut damaged = Vec::from(tape.to_bytes());
    damaged.iter_mut().skip(start).take(length).for_each(|byte| *byte = SUB);
    damaged.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: &[u8] = b"VZCZCXRO0809\nPP RUEHLN\nDE RUEHC #7951 2642216\nNNNN\n";

    fn tape() -> Tape {
        BYTES.to_vec().into()
    }

    fn fates(faults: Faults, count: usize) -> Vec<Fate> {
        let mut weather = Weather::new(1, "RUEH:XRO", &faults);
        (0..count).map(|_| weather.befall(&tape())).collect()
    }

    #[test]
    fn without_faults_one_copy_arrives_as_sent() {
        for fate in fates(Faults::default(), 50) {
            assert_eq!(fate, Fate { copies: smallvec![tape()], lost: false, garbled: 0, overtaken: false });
        }
    }

    /// A garble replaces a run of 1 to 8 characters anywhere; the limits of the transmission stay.
    #[test]
    fn a_garble_is_a_run_of_one_to_eight_characters_anywhere() {
        let (mut lengths, mut first, mut last) = (std::collections::BTreeSet::new(), usize::MAX, 0);
        for fate in fates(Faults { garble: 1.0, ..Faults::default() }, 5000) {
            let damaged = fate.copies[0].to_bytes();
            assert_eq!((damaged.len(), fate.garbled), (BYTES.len(), 1));
            let places: Vec<_> = (0..BYTES.len()).filter(|place| damaged[*place] == SUB).collect();
            let run = places[0]..places[0] + places.len();
            assert!(run.clone().eq(places), "one run");
            assert!((0..BYTES.len()).all(|place| run.contains(&place) || damaged[place] == BYTES[place]));
            lengths.insert(run.len());
            (first, last) = (first.min(run.start), last.max(run.end));
        }
        assert_eq!(lengths, (1..=8).collect());
        assert_eq!((first, last), (0, BYTES.len()), "heading and ending included");
    }

    /// A duplicate is the same bytes again, its garble drawn anew.
    #[test]
    fn each_copy_has_its_own_garble() {
        let fates = fates(Faults { garble: 0.5, duplicate: 1.0, ..Faults::default() }, 200);
        let damaged: Vec<_> =
            fates.iter().map(|fate| [0, 1].map(|copy| fate.copies[copy] != tape())).collect();
        for both in [[false, false], [false, true], [true, false], [true, true]] {
            assert!(damaged.contains(&both), "{both:?}");
        }
        assert!(
            fates
                .iter()
                .zip(damaged)
                .all(|(fate, both)| fate.garbled == both.iter().filter(|is| **is).count())
        );
    }

    /// What a transmission meets does not depend on how likely the other faults are.
    #[test]
    fn a_fault_made_likelier_leaves_the_others_as_they_were() {
        let few = fates(Faults { loss: 0.2, reorder: 0.3, ..Faults::default() }, 300);
        let many = fates(Faults { loss: 0.2, reorder: 0.3, garble: 0.9, duplicate: 0.9 }, 300);
        let seen = |fates: &[Fate]| fates.iter().map(|fate| (fate.lost, fate.overtaken)).collect::<Vec<_>>();
        assert_eq!(seen(&few), seen(&many));
    }
}
