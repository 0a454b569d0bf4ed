//! Requests that repeat until they are answered.

use std::time::Duration;

use super::repair::Ledger;

/// The longest wait between a request and its repetition, but for circuits whose patience is longer.
const PATIENCE_MAX: Duration = Duration::from_secs(30 * 60);

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// There is nothing to ask.
    Idle,
    /// It is made, or made again, at this time.
    Timed(Duration),
    /// It goes with the next service message.
    Wanted,
    /// It is on its way out.
    Leaving,
}

/// A request that repeats until it is answered, each time after twice the time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    stage: Stage,
    patience: Duration,
    interval: Duration,
    not_before: Duration,
    unanswered: bool,
}

impl Request {
    /// None is under way; the first repetition will come after `patience`.
    pub(crate) const fn new(patience: Duration) -> Self {
        Self {
            stage: Stage::Idle,
            patience,
            interval: patience,
            not_before: Duration::ZERO,
            unanswered: false,
        }
    }

    /// When it has to be looked at.
    pub(crate) const fn due(&self) -> Option<Duration> {
        match self.stage {
            Stage::Timed(at) => Some(at),
            _ => None,
        }
    }

    /// Whether it should go with the next service message.
    pub(crate) fn is_wanted(&self) -> bool {
        self.stage == Stage::Wanted
    }

    /// Whether it has been made and is not answered yet.
    pub(crate) const fn is_unanswered(&self) -> bool {
        self.unanswered
    }

    /// Makes it at `at`, or when the last one's time is over if that is later.
    pub(crate) fn make_at(&mut self, at: Duration) {
        self.stage = Stage::Timed(at.max(self.not_before));
    }

    /// Makes it now.
    pub(crate) fn want(&mut self) {
        if self.stage != Stage::Leaving {
            self.stage = Stage::Wanted;
        }
    }

    /// It is part of the service message that leaves.
    pub(crate) fn leave(&mut self) {
        self.stage = Stage::Leaving;
    }

    /// The service message has left: the wait for the answer begins.
    pub(crate) fn left(&mut self, now: Duration) {
        if self.stage == Stage::Leaving {
            self.not_before = now + self.interval;
            self.stage = Stage::Timed(self.not_before);
            self.interval = (2 * self.interval).min(PATIENCE_MAX.max(self.patience));
            self.unanswered = true;
        }
    }

    /// The service message was lost before it had left.
    pub(crate) fn cut(&mut self) {
        if self.stage == Stage::Leaving {
            self.stage = Stage::Wanted;
        }
    }

    /// A cable's number was settled: waits are short again, the present one too.
    pub(crate) fn progress(&mut self, now: Duration) {
        self.interval = self.patience;
        self.not_before = Duration::ZERO;
        if let Stage::Timed(at) = self.stage {
            self.stage = Stage::Timed(at.min(now + self.patience));
        }
    }

    /// It is answered. What is still to be asked is a request of its own.
    pub(crate) fn answered(&mut self) {
        self.unanswered = false;
        if self.stage != Stage::Leaving {
            self.stage = Stage::Idle;
        }
    }

    /// There is nothing left to ask.
    pub(crate) fn rest(&mut self) {
        self.answered();
    }

    /// The sender's question: a copy has left and is kept. It asks after a quiet time, or at once where many are kept.
    pub(crate) fn kept<C>(&mut self, ledger: &Ledger<C>, now: Duration) {
        if self.unanswered || self.is_wanted() {
            return;
        }
        if ledger.is_long() {
            self.want();
        } else {
            self.make_at(now + self.patience);
        }
    }

    /// The sender's question: a service message has left, with the question or without it, and so many copies are unconfirmed.
    pub(crate) fn said(&mut self, asked: bool, unconfirmed: usize, now: Duration) {
        if asked {
            self.left(now);
        }
        if unconfirmed == 0 {
            self.rest();
        }
    }

    /// The sender's question: the quiet time, or the time to wait for an account, may be over.
    pub(crate) fn ring(&mut self, unconfirmed: usize, now: Duration) {
        if self.due().is_none_or(|due| due > now) {
            return;
        }
        if unconfirmed > 0 {
            self.want();
        } else {
            self.rest();
        }
    }

    /// The sender's question: copies were confirmed, or go again. The wait is for the others, if any.
    pub(crate) fn settled(&mut self, unconfirmed: usize, now: Duration) {
        self.progress(now);
        self.answered();
        if unconfirmed == 0 {
            self.rest();
        } else if !self.is_leaving() {
            self.make_at(now + self.patience);
        }
    }

    /// Whether it is part of the service message on its way out.
    pub(crate) fn is_leaving(&self) -> bool {
        self.stage == Stage::Leaving
    }

    /// Whether nothing is asked.
    pub(super) fn is_idle(&self) -> bool {
        self.stage == Stage::Idle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// Requests repeat until answered, each time after twice the time, up to 30 minutes.
    #[test]
    fn a_request_waits_twice_as_long_each_time() {
        let mut request = Request::new(seconds(60));
        let mut now = seconds(0);
        let mut waits = Vec::new();
        for _ in 0..8 {
            request.want();
            request.leave();
            request.left(now);
            let due = request.due().unwrap();
            waits.push(due.as_secs() - now.as_secs());
            now = due;
        }
        assert_eq!(waits, [60, 120, 240, 480, 960, 1800, 1800, 1800]);
        request.progress(now);
        request.leave();
        request.left(now);
        assert_eq!(request.due(), Some(now + seconds(60)));
    }

    /// A circuit so slow that its patience is longer than 30 minutes waits that long each time.
    #[test]
    fn a_long_patience_is_kept() {
        let mut request = Request::new(seconds(4000));
        request.leave();
        request.left(seconds(0));
        request.leave();
        request.left(seconds(4000));
        assert_eq!(request.due(), Some(seconds(8000)));
    }

    /// A new request without progress in between is no faster than a repetition.
    #[test]
    fn requests_without_progress_keep_their_distance() {
        let mut request = Request::new(seconds(60));
        request.leave();
        request.left(seconds(0));
        request.answered();
        request.make_at(seconds(5));
        assert_eq!(request.due(), Some(seconds(60)));
        request.progress(seconds(6));
        request.make_at(seconds(7));
        assert_eq!(request.due(), Some(seconds(7)));
    }

    #[test]
    fn a_request_cut_on_its_way_is_wanted_again() {
        let mut request = Request::new(seconds(60));
        request.leave();
        request.cut();
        assert!(request.is_wanted() && !request.is_unanswered());
    }
}
