//! What would be at an n that nobody waits for: "at 100,000 tokens this device would need 41 s and 40 GB".

use super::{
    count::count,
    fit::asymptotic_fit,
    inputs::Size,
    kernel::Kernel,
    protocol::Point,
    sample::median,
    schedule::{MINUTE, work},
};

/// How to get from measured times to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Basis {
    /// By counted work, at the speed of the largest measured points. Exact where the speed no longer changes.
    #[default]
    Work,
    /// By the line fitted through the largest measured points.
    Fit,
}

/// What a kernel would need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Who.
    pub kernel: Kernel,
    /// The number of tokens.
    pub n_tokens: usize,
    /// The time of one call.
    pub millis: f64,
    /// The memory, by count.
    pub bytes: u128,
}

impl Forecast {
    /// Whether it would take more than a minute.
    pub fn exceeds_a_minute(&self) -> bool {
        self.millis > MINUTE
    }

    /// Whether it would need more than this memory.
    pub fn exceeds(&self, memory: u64) -> bool {
        self.bytes > u128::from(memory)
    }
}

/// What `kernel` would need at `size`, from the points measured with the same widths and window. `None` where there are
/// too few: one for [`Basis::Work`], three for [`Basis::Fit`].
pub fn forecast(
    kernel: Kernel,
    size: Size,
    window: usize,
    points: &[Point],
    basis: Basis,
) -> Option<Forecast> {
    let mut own: Vec<&Point> = points.iter().filter(|point| point.kernel == kernel).collect();
    own.sort_by_key(|point| point.n);
    let target = count(kernel, size, window);
    let millis = match basis {
        Basis::Work => {
            let from = own.last()?.n / 4;
            let speed = |point: &&Point| {
                work(&count(kernel, Size { n_tokens: point.n, ..size }, window)) / point.millis
            };
            let speeds: Vec<f64> = own.iter().filter(|point| point.n >= from).map(speed).collect();
            work(&target) / median(&speeds)
        }
        Basis::Fit => {
            let times: Vec<_> = own.iter().map(|point| (point.n as f64, point.millis)).collect();
            asymptotic_fit(&times)?.time_at(size.n_tokens as f64)
        }
    };
    let forecast = Forecast { kernel, n_tokens: size.n_tokens, millis, bytes: target.bytes };
    millis.is_finite().then_some(forecast)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::{measure::Measurement, schedule::Step};

    fn measured(kernel: Kernel, speed: f64, from: usize, to: usize) -> Vec<Point> {
        let size = |n_tokens| Size { n_tokens, d_model: 64, d_k: 64 };
        let sizes = std::iter::successors(Some(from), |n| Some(n * 2)).take_while(|n| *n <= to);
        let point = |n| {
            let millis = work(&count(kernel, size(n), 64)) / speed;
            let measurement = Measurement {
                median: millis,
                lower: millis,
                upper: millis,
                uncertainty: 0.0,
                is_trusted: true,
                samples: 7,
                calls: 7,
                slept: 0,
                resolution: 0.005,
            };
            Point::new(Step { kernel, n }, &measurement, 0, 0)
        };
        sizes.map(point).collect()
    }

    #[test]
    fn work_carries_to_other_sizes() {
        let size = Size { n_tokens: 100_000, d_model: 64, d_k: 64 };
        for kernel in [Kernel::Stored, Kernel::Tiled, Kernel::Linear] {
            let points = measured(kernel, 2e7, 16, 4096);
            let counted = count(kernel, size, 64);
            let found = forecast(kernel, size, 64, &points, Basis::Work).unwrap();
            assert!((found.millis * 2e7 / work(&counted) - 1.0).abs() < 1e-9, "{found:?}");
            assert_eq!(found.bytes, counted.bytes);
            let fitted = forecast(kernel, size, 64, &points, Basis::Fit).unwrap();
            assert!((fitted.millis / found.millis - 1.0).abs() < 0.2, "{fitted:?} {found:?}");
        }
    }

    #[test]
    fn what_exceeds_a_device_is_said() {
        let size = Size { n_tokens: 100_000, d_model: 64, d_k: 64 };
        let points = measured(Kernel::Stored, 2e7, 16, 4096);
        let stored = forecast(Kernel::Stored, size, 64, &points, Basis::Work).unwrap();
        assert!(stored.exceeds_a_minute() && stored.exceeds(4 << 30), "{stored:?}");
        let points = measured(Kernel::Linear, 2e7, 16, 4096);
        let linear = forecast(Kernel::Linear, size, 64, &points, Basis::Work).unwrap();
        assert!(!linear.exceeds_a_minute() && !linear.exceeds(4 << 30), "{linear:?}");
    }

    #[test]
    fn nothing_measured_is_nothing_said() {
        let size = Size { n_tokens: 100, d_model: 64, d_k: 64 };
        let points = measured(Kernel::Stored, 2e7, 16, 32);
        assert_eq!(forecast(Kernel::Tiled, size, 64, &points, Basis::Work), None);
        assert!(forecast(Kernel::Stored, size, 64, &points, Basis::Work).is_some());
        assert_eq!(forecast(Kernel::Stored, size, 64, &points, Basis::Fit), None);
    }
}
