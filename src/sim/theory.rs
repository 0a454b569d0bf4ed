//! What the theory of queues says of one server and four classes with Poisson arrivals. The unit of time is the mean
//! service; rates are those of the classes, the most urgent first.

/// How long a service takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Service {
    Exponential,
    Fixed,
}

/// First and second moment.
type Moments = (f64, f64);

impl Service {
    const fn moments(self) -> Moments {
        match self {
            Self::Exponential => (1.0, 2.0),
            Self::Fixed => (1.0, 1.0),
        }
    }

    /// The mean of a function of the service, by Simpson's rule.
    fn mean_of(self, of: impl Fn(f64) -> f64) -> f64 {
        const STEPS: u32 = 40_000;
        const WIDTH: f64 = 0.005;
        if self == Self::Fixed {
            return of(1.0);
        }
        let sum = (0..=STEPS).map(|step| {
            let at = f64::from(step) * WIDTH;
            let weight = if step == 0 || step == STEPS {
                1.0
            } else if step % 2 == 1 {
                4.0
            } else {
                2.0
            };
            weight * of(at) * libm::exp(-at)
        });
        sum.sum::<f64>() * WIDTH / 3.0
    }
}

/// Mean waits where nothing is interrupted (Cobham 1954).
pub(super) fn non_preemptive(rates: &[f64], service: Service) -> Vec<f64> {
    let (mean, square) = service.moments();
    let residual = rates.iter().sum::<f64>() * square / 2.0;
    let mut before = 0.0;
    let wait = rates.iter().map(|rate| {
        let with = before + rate * mean;
        let wait = residual / ((1.0 - before) * (1.0 - with));
        before = with;
        wait
    });
    wait.collect()
}

/// Mean times in the system where the more urgent interrupts and the interrupted goes on where it stopped.
pub(super) fn resume(rates: &[f64], service: Service) -> Vec<f64> {
    interrupted(rates, |above, (busy, busy_square)| {
        let (mean, square) = service.moments();
        let stretch = 1.0 + above * busy;
        (mean * stretch, square * stretch * stretch + mean * above * busy_square)
    })
}

/// The same where the interrupted starts again and takes as long as it would have (White and Christie 1958; Avi-Itzhak and
/// Naor 1963). Exists where the mean of e to the power of twice the rate above and the service does.
pub(super) fn repeat(rates: &[f64], service: Service) -> Vec<f64> {
    interrupted(rates, |above, busy| {
        if above <= 0.0 {
            return service.moments();
        }
        let given = |length: f64| completion(length, above, busy);
        (service.mean_of(|length| given(length).0), service.mean_of(|length| given(length).1))
    })
}

/// The time from the first start to the end of a service of this length that starts again at each interruption.
fn completion(length: f64, above: f64, (busy, busy_square): Moments) -> Moments {
    let through = libm::exp(-above * length);
    let fails = 1.0 - through;
    if fails <= 0.0 {
        return (length, length * length);
    }
    let tries = fails / through;
    // What an attempt that is interrupted took, and the interruption after it.
    let lost = 1.0 / above - length * through / fails;
    let lost_square = (2.0 / (above * above)
        - through * (length * length + 2.0 * length / above + 2.0 / (above * above)))
        / fails;
    let turn = lost + busy;
    let turn_variance = lost_square - lost * lost + busy_square - busy * busy;
    let mean = length + tries * turn;
    let variance = tries * turn_variance + fails / (through * through) * turn * turn;
    (mean, variance + mean * mean)
}

/// Mean times in the system from the moments of the completion time, which follow from the rate of what interrupts and the
/// time that all of it takes each time.
fn interrupted(rates: &[f64], completion: impl Fn(f64, Moments) -> Moments) -> Vec<f64> {
    let (mut above, mut busy) = (0.0, (0.0, 0.0));
    let mut times = Vec::with_capacity(rates.len());
    for rate in rates {
        let (mean, square) = completion(above, busy);
        let free = 1.0 - rate * mean;
        let wait = rate * square / (2.0 * free) + above * busy.1 / (2.0 * (1.0 + above * busy.0));
        times.push(wait + mean);
        // A busy period begins with one of this class or with one of those above.
        let together = above + rate;
        let first = |own: f64, theirs: f64| (rate * own + above * theirs) / together;
        let (begun, begun_square) = (first(mean, busy.0), first(square, busy.1));
        busy = (begun / free, begun_square / (free * free) + begun * rate * square / (free * free * free));
        above = together;
    }
    times
}

/// The mean time through a row of servers with exponential services of their own (Jackson 1957).
pub(super) fn tandem(rate: f64, services: &[f64]) -> f64 {
    services.iter().map(|service| service / (1.0 - rate * service)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(one: f64, other: f64) -> bool {
        (one / other - 1.0).abs() < 1e-6
    }

    /// One class alone is the plain queue: Pollaczek and Khinchine.
    #[test]
    fn one_class_is_the_plain_queue() {
        for (service, wait) in [(Service::Exponential, 1.5), (Service::Fixed, 0.75)] {
            assert!(close(non_preemptive(&[0.6], service)[0], wait));
            assert!(close(resume(&[0.6], service)[0], wait + 1.0));
            assert!(close(repeat(&[0.6], service)[0], wait + 1.0));
        }
    }

    /// The textbook's formula for pre-emption with resumption (Kleinrock II, 3.37).
    #[test]
    fn resumption_is_that_of_the_textbook() {
        let rates = [0.1, 0.2, 0.3];
        let (mut before, mut work) = (0.0, 0.0);
        for (rate, time) in rates.iter().zip(resume(&rates, Service::Exponential)) {
            work += rate;
            let with = before + rate;
            assert!(close(time, ((1.0 - with) + work) / ((1.0 - before) * (1.0 - with))), "{time}");
            before = with;
        }
    }

    /// Lengths that are exponential and drawn anew would not lose by starting again; the same one does.
    #[test]
    fn starting_again_costs() {
        let rates = [0.06, 0.06, 0.09, 0.09];
        for service in [Service::Exponential, Service::Fixed] {
            let (going_on, again) = (resume(&rates, service), repeat(&rates, service));
            assert!(close(going_on[0], again[0]));
            assert!(going_on.iter().zip(&again).skip(1).all(|(going_on, again)| again > going_on));
        }
    }
}
