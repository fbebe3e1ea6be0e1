//! What one thread of this device could do at most: the rates that a kernel's counted work is held against.

use super::{
    count::Counted,
    kernels::peak::{EXPONENTIALS_PER_ROUND, MULTIPLY_ADDS_PER_ROUND, exponentials, multiply_adds},
    measure::{Patience, measure, resolution},
};

/// Rounds of a call: some 10 µs of work, so that the call itself is nothing.
const ROUNDS: usize = 1000;

/// Work for each millisecond.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Products added to a sum.
    pub multiply_adds: f64,
    /// Evaluations of e^x.
    pub exponentials: f64,
}

impl Limit {
    /// Measures both rates.
    pub fn measure(clock: &mut impl FnMut() -> f64) -> Self {
        let step = resolution(clock);
        let patience = Patience { least_samples: 15, warm_up: 150.0, ..Patience::default() };
        // A seed that the compiler does not know, or it would compute the answer beforehand.
        let seed = || std::hint::black_box(0.37_f32);
        let first = measure(clock, step, &patience, || {
            std::hint::black_box(multiply_adds(ROUNDS, seed()));
        });
        let second = measure(clock, step, &patience, || {
            std::hint::black_box(exponentials(ROUNDS, seed()));
        });
        let rate = |per_round: usize, millis: f64| (ROUNDS * per_round) as f64 / millis;
        Self {
            multiply_adds: rate(MULTIPLY_ADDS_PER_ROUND, first.lower),
            exponentials: rate(EXPONENTIALS_PER_ROUND, second.lower),
        }
    }

    /// The least time that counted work can take, in milliseconds.
    pub fn millis(&self, counted: &Counted) -> f64 {
        counted.multiply_adds as f64 / self.multiply_adds + counted.exponentials as f64 / self.exponentials
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_its_time() {
        let start = std::time::Instant::now();
        let limit = Limit::measure(&mut || start.elapsed().as_secs_f64() * 1000.0);
        assert!(limit.multiply_adds > 1e4 && limit.exponentials > 1e3, "{limit:?}");
        let exact = Limit { multiply_adds: 100.0, exponentials: 10.0 };
        let counted = Counted { multiply_adds: 1000, exponentials: 50, bytes: 0 };
        assert!((exact.millis(&counted) - 15.0).abs() < 1e-12);
    }
}
