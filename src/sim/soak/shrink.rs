//! A plan that fails, made smaller while it does.

use super::plan::{Fault, Handed, Length, Line, Plan, Post, Stream, WarmUp};

/// The smallest plan that was found to fail still, after at most so many tries: parts are left out first, whole halves of them
/// before single ones, and what is left is then made simpler.
pub fn shrink(plan: &Plan, tries: usize, fails: &dyn Fn(&Plan) -> bool) -> Plan {
    let mut search = Search { best: plan.clone(), tries, fails };
    loop {
        let before = search.best.clone();
        search.leave_out(|plan| &mut plan.cables);
        search.leave_out(|plan| &mut plan.traffic);
        search.leave_out(|plan| &mut plan.faults);
        search.leave_out(|plan| &mut plan.stations);
        search.leave_out(|plan| &mut plan.circuits);
        for simpler in [plain_words, plain_handling, halved_duration] {
            search.attempt(simpler);
        }
        search.simplify(|plan| &mut plan.stations, &[plain_post]);
        search.simplify(
            |plan| &mut plan.circuits,
            &[fair, no_latency, no_redraw, no_backlog, for_all_classes, halved_weather],
        );
        search.simplify(|plan| &mut plan.cables, &[at_once, short, one_addressee, halved_lines, halved_at]);
        search.simplify(|plan| &mut plan.traffic, &[one_to_one, fixed, halved_rate, halved_length]);
        search.simplify(|plan| &mut plan.faults, &[halved_fault]);
        if search.best == before || search.tries == 0 {
            return search.best;
        }
    }
}

struct Search<'f> {
    best: Plan,
    tries: usize,
    fails: &'f dyn Fn(&Plan) -> bool,
}

impl Search<'_> {
    /// Takes a change if the plan still fails with it.
    fn attempt(&mut self, change: impl FnOnce(&mut Plan)) -> bool {
        let mut smaller = self.best.clone();
        change(&mut smaller);
        smaller.tidy();
        if self.tries == 0 || smaller == self.best {
            return false;
        }
        self.tries -= 1;
        let taken = (self.fails)(&smaller);
        if taken {
            self.best = smaller;
        }
        taken
    }

    /// Leaves out runs of parts: first all of them, then halves, down to single ones.
    fn leave_out<T>(&mut self, parts: fn(&mut Plan) -> &mut Vec<T>) {
        let mut many = parts(&mut self.best).len();
        while many > 0 {
            let mut at = 0;
            while at < parts(&mut self.best).len() {
                let taken = self.attempt(|plan| {
                    let parts = parts(plan);
                    let end = (at + many).min(parts.len());
                    parts.drain(at..end);
                });
                if !taken {
                    at += many;
                }
            }
            many /= 2;
        }
    }

    /// Makes each part simpler, in each of some ways.
    fn simplify<T>(&mut self, parts: fn(&mut Plan) -> &mut Vec<T>, ways: &[fn(&mut T)]) {
        for place in 0..parts(&mut self.best).len() {
            for way in ways {
                self.attempt(|plan| {
                    if let Some(part) = parts(plan).get_mut(place) {
                        way(part);
                    }
                });
            }
        }
    }
}

fn plain_words(plan: &mut Plan) {
    plan.warm_up = WarmUp::None;
}

fn plain_handling(plan: &mut Plan) {
    (plan.preemption, plan.resume) = ("none", false);
}

fn halved_duration(plan: &mut Plan) {
    plan.minutes = plan.minutes.div_ceil(2);
    if let WarmUp::Minutes(minutes) = plan.warm_up {
        plan.warm_up = WarmUp::Minutes(minutes / 2);
    }
}

const fn plain_post(post: &mut Post) {
    post.processing_ms = 0;
}

const fn fair(line: &mut Line) {
    (line.loss, line.garble, line.duplicate, line.reorder) = (0, 0, 0, 0);
}

const fn no_latency(line: &mut Line) {
    (line.latency_ms, line.overhead) = (0, 0);
}

const fn no_redraw(line: &mut Line) {
    line.redraw = None;
}

const fn no_backlog(line: &mut Line) {
    line.backlog = None;
}

const fn for_all_classes(line: &mut Line) {
    line.approved = None;
}

const fn halved_weather(line: &mut Line) {
    (line.loss, line.garble) = (line.loss / 2, line.garble / 2);
    (line.duplicate, line.reorder) = (line.duplicate / 2, line.reorder / 2);
}

const fn at_once(cable: &mut Handed) {
    cable.at_s = 0;
}

const fn halved_at(cable: &mut Handed) {
    cable.at_s /= 2;
}

const fn short(cable: &mut Handed) {
    cable.lines = 1;
}

const fn halved_lines(cable: &mut Handed) {
    cable.lines = cable.lines.div_ceil(2);
}

fn one_addressee(cable: &mut Handed) {
    cable.info.clear();
    cable.to.truncate(1);
    cable.info_precedence = None;
}

fn one_to_one(stream: &mut Stream) {
    stream.from.truncate(1);
    let from = stream.from.clone();
    stream.to.retain(|to| !from.contains(to));
    stream.to.truncate(1);
    stream.addressees = 1;
}

const fn fixed(stream: &mut Stream) {
    stream.arrivals = "every";
    stream.length = Length::Fixed(stream.length.mean());
}

const fn halved_rate(stream: &mut Stream) {
    stream.per_hour = stream.per_hour.div_ceil(2);
}

const fn halved_length(stream: &mut Stream) {
    stream.length = stream.length.halved();
}

fn halved_fault(fault: &mut Fault) {
    fault.at_s /= 2;
    fault.for_s = fault.for_s.map(|seconds| seconds.div_ceil(2));
}

impl Length {
    const fn mean(self) -> u32 {
        match self {
            Self::Exponential(mean) | Self::Fixed(mean) | Self::LogNormal(mean) => mean,
            Self::Uniform(min, max) => u32::midpoint(min, max),
        }
    }

    const fn halved(self) -> Self {
        match self {
            Self::Exponential(mean) => Self::Exponential(mean.div_ceil(2)),
            Self::Fixed(mean) => Self::Fixed(mean.div_ceil(2)),
            Self::LogNormal(mean) => Self::LogNormal(mean.div_ceil(2)),
            Self::Uniform(min, max) => Self::Uniform(min.div_ceil(2), max.div_ceil(2)),
        }
    }
}
