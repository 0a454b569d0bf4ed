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

/// Which characters are damaged, as numbers drawn before it is known whether any are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) start: usize,
    length: usize,
}

/// What becomes of one transmission.
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

    /// Whether a copy arrives damaged.
    pub(crate) fn is_garbled(&self) -> bool {
        self.copies.iter().any(Option::is_some)
    }

    /// Only so many characters leave, and an ending that is in no weather: damage behind them is void.
    pub(crate) fn cut_short(&mut self, out: usize) {
        for spot in &mut self.copies {
            *spot = spot.filter(|spot| spot.start < out);
            if let Some(spot) = spot {
                spot.length = spot.length.min(out - spot.start);
            }
        }
    }

    /// What arrives of a transmission.
    pub(crate) fn befall(&self, tape: &Tape) -> impl Iterator<Item = Tape> {
        self.copies.iter().map(|spot| copy(tape, *spot))
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

    /// Draws what becomes of the next transmission, of so many characters: loss, garble, duplicate, reorder, in that order.
    ///
    /// Each transmission takes the same count of numbers off the stream whatever comes of them, so that a fault made
    /// likelier in a scenario leaves the draws of the others as they were.
    pub(crate) fn draw(&mut self, length: usize) -> Befallen {
        if self.fair {
            return Befallen::calm();
        }
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

    fn fates(faults: Faults, count: usize) -> Vec<Befallen> {
        let mut weather = Weather::new(1, "RUEH:XRO", &faults);
        (0..count).map(|_| weather.draw(BYTES.len())).collect()
    }

    fn arrives(fate: &Befallen) -> Vec<Tape> {
        fate.befall(&tape()).collect()
    }

    #[test]
    fn without_faults_one_copy_arrives_as_sent() {
        for fate in fates(Faults::default(), 50) {
            assert_eq!((arrives(&fate), fate), (vec![tape()], Befallen::calm()));
        }
    }

    /// A garble replaces a run of 1 to 8 characters anywhere; the limits of the transmission stay.
    #[test]
    fn a_garble_is_a_run_of_one_to_eight_characters_anywhere() {
        let (mut lengths, mut first, mut last) = (std::collections::BTreeSet::new(), usize::MAX, 0);
        for fate in fates(Faults { garble: 1.0, ..Faults::default() }, 5000) {
            let damaged = arrives(&fate)[0].to_bytes();
            assert_eq!((damaged.len(), fate.is_garbled()), (BYTES.len(), true));
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
            fates.iter().map(|fate| [0, 1].map(|copy| arrives(fate)[copy] != tape())).collect();
        for both in [[false, false], [false, true], [true, false], [true, true]] {
            assert!(damaged.contains(&both), "{both:?}");
        }
        let said = |fate: &Befallen| [0, 1].map(|copy| fate.copies[copy].is_some());
        assert!(fates.iter().zip(damaged).all(|(fate, both)| said(fate) == both));
    }

    /// A cancelled transmission is damaged only in what has left of it.
    #[test]
    fn damage_behind_what_has_left_is_void() {
        let (mut whole, mut cut) = (0, 0);
        for mut fate in fates(Faults { garble: 1.0, ..Faults::default() }, 500) {
            fate.cut_short(20);
            let arrived = fate.befall(&BYTES[..20].to_vec().into()).next().unwrap().to_bytes();
            let damaged = memchr::memchr_iter(SUB, &arrived).count();
            assert_eq!((damaged > 0, arrived.len()), (fate.is_garbled(), 20));
            assert!(fate.copies[0].is_none_or(|spot| spot.start + spot.length <= 20));
            whole += usize::from(damaged == 0);
            cut += usize::from(arrived.ends_with(&[SUB]) && damaged < 8);
        }
        assert!(whole > 200 && cut > 10, "{whole} {cut}");
    }

    /// What a transmission meets does not depend on how likely the other faults are.
    #[test]
    fn a_fault_made_likelier_leaves_the_others_as_they_were() {
        let few = fates(Faults { loss: 0.2, reorder: 0.3, ..Faults::default() }, 300);
        let many = fates(Faults { loss: 0.2, reorder: 0.3, garble: 0.9, duplicate: 0.9 }, 300);
        let seen =
            |fates: &[Befallen]| fates.iter().map(|fate| (fate.lost, fate.overtaken)).collect::<Vec<_>>();
        assert_eq!(seen(&few), seen(&many));
    }
}
