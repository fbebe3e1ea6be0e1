//! How long a call takes: repeated until the answer can be trusted, with the clock as a parameter.
//!
//! Browsers round their clocks (to 5 µs, 100 µs or 1 ms), compile hot code while it runs, share the processor, and put
//! tabs to sleep. So a sample is many calls, long against the clock's step; the first calls are thrown away; what is
//! reported is the median of the samples with its uncertainty; and samples in which the device slept do not count.

use super::sample::{median, quantile};

/// A sample is at least this many steps of the clock long: reading the clock is then wrong by at most 2 %.
const STEPS: f64 = 50.0;
/// A sample's least length in milliseconds.
const SAMPLE_MILLIS: f64 = 1.0;
/// A clock of coarser steps than this, in milliseconds, is worth a word.
const COARSE: f64 = 0.05;
/// A sample this many times as long as the median, and this many milliseconds longer, is one in which the device slept.
const SLEPT: (f64, f64) = (4.0, 150.0);

/// How long to go on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Patience {
    /// For how many milliseconds calls are made and thrown away; one call at least, where it is not a long one.
    pub warm_up: f64,
    /// At least this many samples, unless the time is up.
    pub least_samples: usize,
    /// At most this many.
    pub most_samples: usize,
    /// The time for all samples in milliseconds; three are taken in any case.
    pub most_millis: f64,
    /// At least this many calls, whatever time they take.
    pub least_calls: u64,
    /// The relative uncertainty of the median at which it is trusted.
    pub precision: f64,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            warm_up: 60.0,
            least_samples: 7,
            most_samples: 41,
            most_millis: 1500.0,
            least_calls: 0,
            precision: 0.02,
        }
    }
}

impl Patience {
    /// For a given number of calls: no more than these, except where the clock is too coarse for so few.
    pub fn calls(calls: u64) -> Self {
        Self { least_samples: 1, most_samples: 1, least_calls: calls, precision: 0.05, ..Self::default() }
    }
}

/// What was measured. Times are milliseconds for each call.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measurement {
    /// The middle sample.
    pub median: f64,
    /// A quarter of the samples is below.
    pub lower: f64,
    /// A quarter of the samples is above.
    pub upper: f64,
    /// The standard error of the median, relative to it.
    pub uncertainty: f64,
    /// Whether the uncertainty came below what was asked for.
    pub is_trusted: bool,
    /// How many samples count.
    pub samples: usize,
    /// The calls of all samples that count.
    pub calls: u64,
    /// How many samples were thrown away because the device slept, or its clock was set.
    pub slept: usize,
    /// The step of the clock in milliseconds.
    pub resolution: f64,
}

impl Measurement {
    /// Whether the clock is so coarse that it is worth a word.
    pub fn is_coarse(&self) -> bool {
        is_coarse(self.resolution)
    }
}

/// Whether a clock of this step, in milliseconds, is worth a word.
pub fn is_coarse(resolution: f64) -> bool {
    resolution >= COARSE
}

/// The step of a clock in milliseconds: the least by which it moves, as far as it can be seen.
pub fn resolution(clock: &mut impl FnMut() -> f64) -> f64 {
    let begin = clock();
    let mut last = begin;
    let mut least = f64::INFINITY;
    let mut changes = 0;
    // A clock that stands still must not hang anything.
    for _ in 0..4_000_000 {
        let now = clock();
        // The first change comes in the middle of a step.
        if now > last {
            if changes > 0 {
                least = least.min(now - last);
            }
            changes += 1;
        }
        last = now;
        if changes > 200 || (changes > 5 && now - begin > 10.0) {
            break;
        }
    }
    if least.is_finite() { least } else { 1.0 }
}

/// Measures a call.
pub fn measure(
    clock: &mut impl FnMut() -> f64,
    resolution: f64,
    patience: &Patience,
    mut call: impl FnMut(),
) -> Measurement {
    let target = (STEPS * resolution).max(SAMPLE_MILLIS);
    let mut sample = |calls: u64| {
        let start = clock();
        for _ in 0..calls {
            call();
        }
        clock() - start
    };
    let mut samples = Samples { resolution, taken: Vec::new(), slept: 0 };
    let mut calls: u64 = 1;
    let mut warm = 0.0;
    loop {
        let elapsed = sample(calls);
        // Beside a call this long the compiler's work is nothing, and another would try the reader's patience.
        if calls == 1 && elapsed > patience.most_millis / 4.0 {
            samples.taken.push((1, elapsed));
            if patience.most_samples == 1 {
                break;
            }
            let again = sample(1);
            if again * SLEPT.0 > elapsed {
                samples.taken.push((1, again));
                break;
            }
            // It was not the call that took so long.
            samples.slept += 1;
            samples.taken.clear();
            continue;
        }
        warm += elapsed.max(0.0);
        let long_enough = elapsed >= target;
        if long_enough && warm >= patience.warm_up {
            break;
        }
        if !long_enough {
            // A little more than seems needed; and not by leaps, since the first calls are the slow ones.
            let wanted = calls as f64 * target * 1.2 / elapsed.max(resolution / 2.0);
            calls = (wanted.ceil() as u64).clamp(calls + 1, calls * 8);
        }
        // A call of no time at all, or a clock that stands still.
        if calls > 1 << 40 {
            break;
        }
    }
    if patience.most_samples == 1 {
        // The samples are as many as the calls need.
        let needed = patience.least_calls.max(1);
        let longest = calls;
        let mut done: u64 = samples.taken.iter().map(|(calls, _)| calls).sum();
        while done < needed || samples.taken.is_empty() {
            let rest = needed.saturating_sub(done).min(longest);
            let elapsed = sample(rest.max(1));
            let (mut calls, mut elapsed) = (rest.max(1), elapsed);
            // Fewer calls than the clock can tell apart: the sample is filled up.
            while elapsed < target && calls < longest {
                let more = (longest - calls).min(calls);
                elapsed += sample(more).max(0.0);
                calls += more;
            }
            done += calls;
            samples.taken.push((calls, elapsed));
        }
        return samples.measurement(patience.precision);
    }
    loop {
        let kept = samples.kept();
        let spent: f64 = kept.iter().map(|(calls, elapsed)| *calls as f64 * elapsed).sum();
        let done: u64 = kept.iter().map(|(calls, _)| calls).sum();
        let enough = kept.len() >= patience.least_samples && done >= patience.least_calls;
        let trusted = enough && samples.measurement(patience.precision).is_trusted;
        let late = kept.len() >= 3 && spent >= patience.most_millis && done >= patience.least_calls;
        let many = kept.len() >= patience.most_samples || samples.taken.len() >= 3 * patience.most_samples;
        if trusted || late || many {
            return samples.measurement(patience.precision);
        }
        let elapsed = sample(calls);
        samples.taken.push((calls, elapsed));
    }
}

/// What was sampled: the calls of each sample, and the time they took together.
struct Samples {
    resolution: f64,
    taken: Vec<(u64, f64)>,
    /// Samples that were thrown away before.
    slept: usize,
}

impl Samples {
    /// The samples that count, with their times for each call.
    fn kept(&self) -> Vec<(u64, f64)> {
        let forward = self.taken.iter().filter(|(_, elapsed)| *elapsed > 0.0);
        let each = |&(calls, elapsed): &(u64, f64)| (calls, elapsed / calls as f64);
        let middle = median(&forward.clone().map(|sample| each(sample).1).collect::<Vec<_>>());
        let awake = |(calls, elapsed): &&(u64, f64)| {
            let expected = middle * *calls as f64;
            *elapsed <= (expected * SLEPT.0).max(expected + SLEPT.1)
        };
        forward.filter(awake).map(each).collect()
    }

    fn measurement(&self, precision: f64) -> Measurement {
        let kept = self.kept();
        let times: Vec<f64> = kept.iter().map(|(_, time)| *time).collect();
        let middle = median(&times);
        let deviations: Vec<f64> = times.iter().map(|time| (time - middle).abs()).collect();
        let calls: u64 = kept.iter().map(|(calls, _)| calls).sum();
        let count = times.len() as f64;
        // A normal distribution's deviation is 1.4826 times its median absolute deviation, and a median's standard
        // error 1.2533 times a mean's. What the clock's steps hide is as uncertain, even where all samples agree.
        let scatter = 1.2533 * 1.4826 * median(&deviations);
        let hidden = self.resolution / 12_f64.sqrt() * count / calls as f64;
        let uncertainty = scatter.hypot(hidden) / count.sqrt() / middle;
        Measurement {
            median: middle,
            lower: quantile(&times, 0.25),
            upper: quantile(&times, 0.75),
            uncertainty,
            is_trusted: uncertainty <= precision,
            samples: times.len(),
            calls,
            slept: self.slept + self.taken.len() - kept.len(),
            resolution: self.resolution,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;

    /// A device: time passes by reading the clock and by calls.
    struct Device {
        now: Cell<f64>,
        step: f64,
        calls: Cell<u64>,
        cost: RefCell<Box<dyn FnMut(u64) -> f64>>,
    }

    impl Device {
        fn new(step: f64, cost: impl FnMut(u64) -> f64 + 'static) -> Self {
            Self { now: Cell::new(0.37), step, calls: Cell::new(0), cost: RefCell::new(Box::new(cost)) }
        }

        fn measure(&self, patience: &Patience) -> Measurement {
            let mut clock = || {
                self.now.set(self.now.get() + 0.000_05);
                (self.now.get() / self.step).floor() * self.step
            };
            let step = resolution(&mut clock);
            assert!((step - self.step).abs() < self.step * 0.01 + 0.000_1, "{step}");
            let call = || {
                self.calls.set(self.calls.get() + 1);
                let cost = (self.cost.borrow_mut())(self.calls.get());
                self.now.set(self.now.get() + cost);
            };
            measure(&mut clock, step, patience, call)
        }
    }

    /// Numbers from 0 to 1, the same every time.
    fn noise(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64 / (1_u64 << 24) as f64
        }
    }

    #[test]
    fn a_steady_call_is_measured_to_a_thousandth() {
        for cost in [0.000_6, 0.04, 3.0, 220.0] {
            let found = Device::new(0.005, move |_| cost).measure(&Patience::default());
            assert!((found.median / cost - 1.0).abs() < 0.002, "{cost}: {found:?}");
            assert!(found.is_trusted && found.samples >= 7 && found.slept == 0, "{cost}: {found:?}");
            assert!(!found.is_coarse(), "{found:?}");
        }
    }

    #[test]
    fn a_coarse_clock_is_noticed_and_samples_get_longer() {
        for step in [0.1, 1.0] {
            let found = Device::new(step, |_| 0.003).measure(&Patience::default());
            assert!(found.is_coarse() && found.is_trusted, "{found:?}");
            assert!((found.median / 0.003 - 1.0).abs() < 0.03, "{found:?}");
            assert!(found.calls as f64 * 0.003 > STEPS * step * 6.9, "{found:?}");
        }
    }

    #[test]
    fn noise_is_averaged_out_or_said() {
        let mut random = noise(3);
        // A call is a tenth late now and then, and every eighth twice as long.
        let found = Device::new(0.005, move |call| {
            2.0 * (1.0 + 0.1 * random()) * if call % 8 == 0 { 2.0 } else { 1.0 }
        })
        .measure(&Patience::default());
        assert!((found.median / 2.1 - 1.0).abs() < 0.04, "{found:?}");
        assert!(found.lower < found.median && found.median < found.upper, "{found:?}");

        let mut random = noise(5);
        let wild = Device::new(0.005, move |_| 10.0 * (random() * 6.0).exp2()).measure(&Patience::default());
        assert!(!wild.is_trusted && wild.uncertainty > 0.02, "{wild:?}");
    }

    #[test]
    fn the_first_calls_do_not_count() {
        let found =
            Device::new(0.005, |call| if call < 500 { 0.1 } else { 0.01 }).measure(&Patience::default());
        assert!((found.median / 0.01 - 1.0).abs() < 0.01, "{found:?}");
    }

    #[test]
    fn samples_in_which_the_device_slept_are_thrown_away_and_said() {
        // Whenever it sleeps, be it in the first sample.
        for at in [1, 70, 90] {
            let found = Device::new(0.1, move |call| if call == at { 600_000.0 } else { 1.0 })
                .measure(&Patience::default());
            assert!((found.median - 1.0).abs() < 0.02, "{at}: {found:?}");
            assert_eq!(found.slept, 1, "{at}: {found:?}");
            assert!(found.samples >= 7, "{at}: {found:?}");
        }
        // A clock that is set back.
        let found =
            Device::new(0.1, |call| if call == 80 { -900.0 } else { 1.0 }).measure(&Patience::default());
        assert_eq!(found.slept, 1, "{found:?}");
    }

    #[test]
    fn a_long_call_is_made_three_times_and_no_more() {
        let device = Device::new(0.1, |_| 9000.0);
        let found = device.measure(&Patience::default());
        assert_eq!((device.calls.get(), found.samples), (3, 3));
        assert!(found.is_trusted, "{found:?}");
    }

    #[test]
    fn given_calls_are_made_and_more_where_the_clock_is_coarse() {
        let long = Device::new(0.1, |_| 600.0);
        assert_eq!(long.measure(&Patience::calls(1)).calls, 1);
        assert_eq!(long.calls.get(), 1);
        let few = Device::new(0.1, |_| 0.001).measure(&Patience::calls(3));
        assert!(few.calls >= 5000 && (few.median / 0.001 - 1.0).abs() < 0.03, "{few:?}");
        let some = Device::new(0.1, |_| 2.0).measure(&Patience::calls(50));
        assert!((50..=60).contains(&some.calls) && some.samples > 1, "{some:?}");
    }

    #[test]
    fn a_clock_that_stands_still_hangs_nothing() {
        let mut clock = || 5.0;
        let step = resolution(&mut clock);
        let found = measure(&mut clock, step, &Patience { most_samples: 2, ..Patience::default() }, || ());
        assert!(!found.is_trusted && found.samples == 0, "{found:?}");
    }
}
