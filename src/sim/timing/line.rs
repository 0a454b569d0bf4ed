//! One circuit: its queue by precedence and order of receipt, its transmission, and its exact figures.

use std::time::Duration;

use super::hop::Hop;
use super::slab::{NONE, Slab};
use super::{Copy, Window, level};
use crate::message::Precedence;
use crate::sim::draw::Draw;
use crate::sim::histogram::SmallHistogram;
use crate::sim::laws::balance;
use crate::sim::scenario::Circuit;
use crate::sim::weather::Befallen;

/// Precedences there are.
pub(super) const LEVELS: usize = Precedence::ALL.len();

/// A circuit and what waits for it.
#[derive(Debug)]
pub(super) struct Line {
    /// The place of its sender among the stations.
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) latency: u64,
    overhead: u64,
    /// Nanoseconds that so many characters take, as a fraction.
    pace: (u64, u64),
    /// Where each transmission's length is drawn anew: the stream and the mean. A stream is large, and few have one.
    redraw: Option<Box<(Draw, f64)>>,
    /// By precedence, a bit each: something waits.
    waiting: u8,
    pub(super) heads: [u32; LEVELS],
    tails: [u32; LEVELS],
    counts: [u32; LEVELS],
    /// By precedence, the time that what waits will take.
    ahead: [u64; LEVELS],
    backlog: Option<u64>,
    pub(super) length: u32,
    /// The copy in progress, or none.
    pub(super) carrying: u32,
    pub(super) started: u64,
    pub(super) ends: u64,
    /// The place of its end in the order of the agenda: that of one that was interrupted has another.
    pub(super) ending: u64,
    pub(super) down: u32,
    /// Where something can go wrong on it, or it brings the answers of one where it can.
    pub(super) hop: Option<Box<Hop>>,
    pub(super) figures: LineFigures,
}

/// What is counted of a circuit, in whole nanoseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineFigures {
    pub(in crate::sim) last: u64,
    pub(in crate::sim) length_whole: u128,
    pub(in crate::sim) busy_whole: u128,
    pub(in crate::sim) waited: u128,
    pub(in crate::sim) carried: u128,
    pub(crate) length_observed: u128,
    pub(crate) busy_observed: u128,
    pub(crate) queue_max: u64,
    pub(crate) transmissions: u64,
    pub(crate) preempted: u64,
    pub(crate) cut: u64,
    /// Copies that would have waited too long and took an alternate.
    pub(crate) alternate_routed: u64,
    /// Copies that had to wait for a lower precedence: the one in progress.
    pub(crate) inversions: u64,
    pub(crate) waits: [(u64, u128); LEVELS],
    /// All of these waits; `None` where there are too many circuits.
    pub(crate) times: Option<SmallHistogram>,
    /// Where something can go wrong on it.
    pub(crate) mishaps: Option<Box<Mishaps>>,
}

/// How many transmissions something went wrong with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mishaps {
    pub(crate) lost: u64,
    pub(crate) garbled: u64,
    pub(crate) duplicated: u64,
    pub(crate) overtaken: u64,
}

impl Line {
    pub(super) fn new(
        circuit: &Circuit,
        redraw: Option<(Draw, f64)>,
        hop: Option<Box<Hop>>,
        times: Option<SmallHistogram>,
    ) -> Self {
        let whole = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        Self {
            from: u32::try_from(circuit.from).unwrap_or(NONE),
            to: u32::try_from(circuit.to).unwrap_or(NONE),
            latency: whole(circuit.latency),
            overhead: circuit.overhead,
            pace: circuit.speed.pace(),
            redraw: redraw.map(Box::new),
            waiting: 0,
            heads: [NONE; LEVELS],
            tails: [NONE; LEVELS],
            counts: [0; LEVELS],
            ahead: [0; LEVELS],
            backlog: circuit.backlog.map(whole),
            length: 0,
            carrying: NONE,
            started: 0,
            ends: 0,
            ending: 0,
            down: 0,
            hop,
            figures: LineFigures { times, ..LineFigures::default() },
        }
    }

    /// How long a cable of so many characters takes.
    #[inline]
    pub(super) fn time(&mut self, length: u32) -> u64 {
        let length = if self.redraw.is_some() { self.draw_anew() } else { u64::from(length) };
        self.span(length)
    }

    #[cold]
    fn draw_anew(&mut self) -> u64 {
        let Some((draw, mean)) = self.redraw.as_deref_mut() else { return 1 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative")]
        let drawn = libm::round(draw.exponential() * *mean) as u64;
        drawn.max(1)
    }

    /// How long so many characters and the overhead take.
    #[inline]
    pub(super) fn span(&self, length: u64) -> u64 {
        let characters = length + self.overhead;
        let (numerator, denominator) = self.pace;
        characters.checked_mul(numerator).map_or_else(
            || {
                let time = (u128::from(characters) * u128::from(numerator)).div_ceil(u128::from(denominator));
                u64::try_from(time).unwrap_or(u64::MAX)
            },
            |product| product.div_ceil(denominator),
        )
    }

    /// The characters that have begun to leave after so long.
    pub(super) fn characters(&self, time: u64) -> usize {
        let (numerator, denominator) = self.pace;
        let begun = (u128::from(time) * u128::from(denominator)).div_ceil(u128::from(numerator.max(1)));
        usize::try_from(begun).unwrap_or(usize::MAX)
    }

    /// Brings the figures up to now. Only a length that lasted counts as the longest.
    #[inline]
    pub(super) fn advance(&mut self, now: u64, window: Window) {
        let figures = &mut self.figures;
        let passed = now - figures.last;
        if passed == 0 {
            return;
        }
        let busy = u64::from(self.carrying != NONE);
        if self.length > 0 || busy > 0 {
            figures.queue_max = figures.queue_max.max(u64::from(self.length));
            let seen = now.clamp(window.from, window.to) - figures.last.clamp(window.from, window.to);
            figures.length_whole += u128::from(passed) * u128::from(self.length);
            figures.busy_whole += u128::from(passed * busy);
            figures.length_observed += u128::from(seen) * u128::from(self.length);
            figures.busy_observed += u128::from(seen * busy);
        }
        figures.last = now;
    }

    /// Whether it is up, carries nothing, has nothing that waits, and nothing can go wrong on it.
    #[inline]
    pub(super) const fn is_idle(&self) -> bool {
        self.carrying == NONE && self.length == 0 && self.down == 0 && self.hop.is_none()
    }

    /// A copy starts that takes so long.
    #[inline]
    pub(super) fn begin(&mut self, copy: u32, now: u64, takes: u64) {
        self.carrying = copy;
        self.started = now;
        self.ends = now.saturating_add(takes);
        self.figures.transmissions += 1;
    }

    /// Puts a copy behind its equals, or before them where it was received before all of them.
    #[inline]
    pub(super) fn join(&mut self, copies: &mut Slab<Copy>, copy: u32, now: u64, in_front: bool) {
        let Some(joining) = copies.get_mut(copy) else { return };
        joining.since = now;
        let level = level(joining.precedence);
        if let Some(ahead) = self.ahead.get_mut(level) {
            *ahead += joining.left;
        }
        let (Some(head), Some(tail)) = (self.heads.get_mut(level), self.tails.get_mut(level)) else { return };
        if in_front {
            joining.next = *head;
            *head = copy;
            if *tail == NONE {
                *tail = copy;
            }
        } else {
            joining.next = NONE;
            let before = std::mem::replace(tail, copy);
            match copies.get_mut(before) {
                Some(before) => before.next = copy,
                None => *head = copy,
            }
        }
        self.waiting |= 1 << level;
        self.length += 1;
        if let Some(count) = self.counts.get_mut(level) {
            *count += 1;
        }
    }

    /// Puts a copy behind another of the same precedence, or before all of them.
    pub(super) fn join_after(&mut self, copies: &mut Slab<Copy>, copy: u32, now: u64, before: u32) {
        let next = copies.get(before).map_or(NONE, |before| before.next);
        let Some(precedence) = copies.get(copy).map(|copy| copy.precedence) else { return };
        if before == NONE || next == NONE {
            return self.join(copies, copy, now, before == NONE);
        }
        // As if it joined in front of a queue that begins with the next.
        let Some(head) = self.heads.get_mut(level(precedence)) else { return };
        let first = std::mem::replace(head, next);
        self.join(copies, copy, now, true);
        if let Some(before) = copies.get_mut(before) {
            before.next = copy;
        }
        if let Some(head) = self.heads.get_mut(level(precedence)) {
            *head = first;
        }
    }

    /// Takes a copy out of its queue, wherever it stands there.
    pub(super) fn withdraw(&mut self, copies: &mut Slab<Copy>, copy: u32, now: u64) {
        let Some(leaving) = copies.get_mut(copy) else { return };
        let (level, next, wait) = (level(leaving.precedence), leaving.next, now - leaving.since);
        leaving.waited += wait;
        self.figures.waited += u128::from(wait);
        self.length -= 1;
        let (Some(head), Some(tail)) = (self.heads.get_mut(level), self.tails.get_mut(level)) else { return };
        let (mut before, mut place) = (NONE, *head);
        while place != copy && place != NONE {
            before = place;
            place = copies.get(place).map_or(NONE, |copy| copy.next);
        }
        match copies.get_mut(before) {
            Some(before) => before.next = next,
            None => *head = next,
        }
        if *tail == copy {
            *tail = before;
        }
        if *head == NONE {
            self.waiting &= !(1 << level);
        }
        if let Some(ahead) = self.ahead.get_mut(level) {
            *ahead -= copies.get(copy).map_or(0, |copy| copy.left);
        }
        if let Some(count) = self.counts.get_mut(level) {
            *count -= 1;
        }
    }

    /// What was interrupted and waits to go on begins anew: its sender has forgotten that it had begun.
    pub(super) fn begin_anew(&mut self, copies: &mut Slab<Copy>) {
        let Some(hop) = self.hop.as_deref_mut() else { return };
        for (paused, _) in std::mem::take(&mut hop.paused) {
            let Some(copy) = copies.get_mut(paused) else { continue };
            let gone = copy.whole - copy.left;
            copy.left = copy.whole;
            if let Some(ahead) = self.ahead.get_mut(level(copy.precedence)) {
                *ahead += gone;
            }
        }
    }

    /// Takes the first of the highest precedence; what is higher and waits is told by the law.
    #[inline]
    pub(super) fn leave(&mut self, copies: &mut Slab<Copy>, now: u64) -> Result<u32, &'static str> {
        let Some(level) = self.waiting.checked_ilog2().map(|level| level as usize) else { return Ok(NONE) };
        let (Some(head), Some(tail)) = (self.heads.get_mut(level), self.tails.get_mut(level)) else {
            return Ok(NONE);
        };
        let copy = *head;
        let Some(leaving) = copies.get_mut(copy) else { return Ok(NONE) };
        *head = leaving.next;
        if *head == NONE {
            *tail = NONE;
            self.waiting &= !(1 << level);
        }
        let wait = now - leaving.since;
        leaving.waited += wait;
        if let Some(ahead) = self.ahead.get_mut(level) {
            *ahead -= leaving.left;
        }
        self.figures.waited += u128::from(wait);
        self.length -= 1;
        if let Some(count) = self.counts.get_mut(level) {
            *count -= 1;
        }
        let above = |(place, count): (usize, &u32)| u32::from(place > level) * *count;
        if self.counts.iter().enumerate().map(above).fold(0, |sum, count| sum | count) > 0 {
            return Err("something of higher precedence waits while a lower one starts");
        }
        Ok(copy)
    }

    /// Whether what goes before a copy of this precedence takes longer than the circuit's limit.
    #[inline]
    pub(super) fn has_backlog(&self, precedence: Precedence) -> bool {
        self.backlog.is_some_and(|limit| self.ahead.iter().skip(level(precedence)).sum::<u64>() > limit)
    }

    /// Whether it is up, has no backlog for this precedence, and leads elsewhere than to the station it came from.
    #[inline]
    pub(super) fn takes(&self, precedence: Precedence, back: u32) -> bool {
        self.to != back && self.down == 0 && !self.has_backlog(precedence)
    }

    /// What was in progress is no more: it ended, or was interrupted or cut.
    pub(super) fn stop(&mut self, now: u64) -> u32 {
        self.figures.carried += u128::from(now - self.started);
        std::mem::replace(&mut self.carrying, NONE)
    }

    /// The laws of one queue and one circuit, at the end of the run: nothing is in progress any more.
    pub(super) fn check(&mut self, copies: &Slab<Copy>, now: u64, window: Window) -> Result<(), String> {
        self.advance(now.max(self.figures.last), window);
        let mut still = 0;
        for head in self.heads {
            let mut place = head;
            while let Some(copy) = copies.get(place) {
                still += u128::from(now - copy.since);
                place = copy.next;
            }
        }
        let figures = &self.figures;
        balance(
            "the queue's length over time against the sum of its waits",
            figures.length_whole,
            figures.waited + still,
        )?;
        balance(
            "the circuit's busy time against the sum of its transmissions",
            figures.busy_whole,
            figures.carried,
        )
    }
}

impl LineFigures {
    /// Counts what has become of a transmission.
    pub(super) fn befall(&mut self, fate: &Befallen) {
        let mishaps = self.mishaps.get_or_insert_default();
        mishaps.lost += u64::from(fate.lost);
        mishaps.garbled += u64::from(fate.copies.iter().any(Option::is_some));
        mishaps.duplicated += u64::from(fate.copies.len() > 1);
        mishaps.overtaken += u64::from(fate.overtaken);
    }

    /// What has been carried had waited so long before.
    #[inline]
    pub(super) fn waited(&mut self, precedence: Precedence, wait: u64) {
        if let Some((count, sum)) = self.waits.get_mut(level(precedence)) {
            *count += 1;
            *sum += u128::from(wait);
        }
        if let Some(times) = &mut self.times {
            times.add(wait);
        }
    }

    /// The mean wait of one precedence, in seconds.
    pub(crate) fn wait_mean(&self, level: usize) -> Option<f64> {
        let (count, sum) = self.waits.get(level).copied()?;
        (count > 0).then(|| super::report::ratio(sum, u128::from(count)) / 1e9)
    }

    /// Adds the figures of another run.
    pub(super) fn merge(&mut self, other: &Self) {
        self.length_observed += other.length_observed;
        self.busy_observed += other.busy_observed;
        self.queue_max = self.queue_max.max(other.queue_max);
        self.transmissions += other.transmissions;
        self.preempted += other.preempted;
        self.cut += other.cut;
        self.alternate_routed += other.alternate_routed;
        self.inversions += other.inversions;
        if let Some(others) = &other.mishaps {
            let mine = self.mishaps.get_or_insert_default();
            mine.lost += others.lost;
            mine.garbled += others.garbled;
            mine.duplicated += others.duplicated;
            mine.overtaken += others.overtaken;
        }
        if let Some((mine, theirs)) = self.times.as_mut().zip(other.times.as_ref()) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.waits.iter_mut().zip(other.waits) {
            mine.0 += theirs.0;
            mine.1 += theirs.1;
        }
    }
}
