//! A plan that fails, made smaller while it does.

use super::group::Group;
use super::handed::Handed;
use super::network::Line;
use super::plan::Plan;
use super::stream::Stream;
use super::trouble::{Fault, Minimize, Route};

/// The smallest plan that was found to fail still, after at most so many tries: parts are left out first, whole halves of them
/// before single ones, and what is left is then made simpler.
pub fn shrink(plan: &Plan, tries: usize, fails: &dyn Fn(&Plan) -> bool) -> Plan {
    let mut search = Search { best: plan.clone(), tries, fails };
    loop {
        let before = search.best.clone();
        search.leave_out(|plan| &mut plan.cables);
        search.leave_out(|plan| &mut plan.traffic);
        search.leave_out(|plan| &mut plan.minimize);
        search.leave_out(|plan| &mut plan.faults);
        search.leave_out(|plan| &mut plan.routes);
        search.leave_out(|plan| &mut plan.groups);
        search.leave_out(|plan| &mut plan.stations);
        search.leave_out(|plan| &mut plan.circuits);
        search.leave_out_options();
        search.attempt(halved_duration);
        search.attempt(|plan| plan.apart = false);
        search.simplify(|plan| &mut plan.circuits, &Line::SIMPLER);
        search.simplify(|plan| &mut plan.routes, &Route::SIMPLER);
        search.simplify(|plan| &mut plan.groups, &Group::SIMPLER);
        search.simplify(|plan| &mut plan.cables, &Handed::SIMPLER);
        search.simplify(|plan| &mut plan.traffic, &Stream::SIMPLER);
        search.simplify(|plan| &mut plan.minimize, &Minimize::SIMPLER);
        search.simplify(|plan| &mut plan.faults, &Fault::SIMPLER);
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

    /// Leaves out keys that may be left out: all of them, those of each table, and then single ones.
    fn leave_out_options(&mut self) {
        self.attempt(|plan| plan.options().for_each(Vec::clear));
        for table in 0..self.best.options().count() {
            self.attempt(|plan| plan.options().nth(table).into_iter().for_each(Vec::clear));
            let keys = self.best.options().nth(table).map_or(0, |options| options.len());
            for key in (0..keys).rev() {
                self.attempt(|plan| {
                    if let Some(options) = plan.options().nth(table).filter(|options| key < options.len()) {
                        options.remove(key);
                    }
                });
            }
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

fn halved_duration(plan: &mut Plan) {
    plan.minutes = plan.minutes.div_ceil(2);
}
