//! How time grows with n: the exponent p of `time = c · n^p`, with its uncertainty.

/// Student's t for 95 %, two-sided, by degrees of freedom from 1.
/// Source: <https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm>.
const STUDENT: [f64; 30] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/// A straight line through (log n, log time), by least squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The p of `time = c · n^p`.
    pub exponent: f64,
    /// Its standard error, from how far the points lie off the line.
    pub standard_error: f64,
    /// Where it lies with 95 %.
    pub interval: (f64, f64),
    /// ln c.
    pub log_scale: f64,
    /// How many points were fitted.
    pub points: usize,
}

impl Fit {
    /// The time that the line has at n.
    pub fn time_at(&self, n_tokens: f64) -> f64 {
        (self.log_scale + self.exponent * n_tokens.ln()).exp()
    }

    /// By how much time grows when n doubles: `2^p`.
    pub fn doubling_ratio(&self) -> f64 {
        self.exponent.exp2()
    }

    /// Where the doubling ratio lies with 95 %.
    pub fn doubling_interval(&self) -> (f64, f64) {
        (self.interval.0.exp2(), self.interval.1.exp2())
    }
}

/// Fits points (n, time). `None` for fewer than three of them that can be fitted, since a line through two says nothing
/// of its uncertainty, and for points that are all at one n.
///
/// With `x = ln n`, `y = ln time`: `p = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)²`, and its standard error is
/// `√(Σ(y − fitted)² / (N − 2) / Σ(x − x̄)²)`.
pub fn fit(points: &[(f64, f64)]) -> Option<Fit> {
    let usable = |&&(n, time): &&(f64, f64)| n > 0.0 && time > 0.0 && n.is_finite() && time.is_finite();
    let logs: Vec<_> = points.iter().filter(usable).map(|(n, time)| (n.ln(), time.ln())).collect();
    let degrees = logs.len().checked_sub(2).filter(|degrees| *degrees > 0)?;
    let count = logs.len() as f64;
    let mean_x = logs.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = logs.iter().map(|(_, y)| y).sum::<f64>() / count;
    let squares: f64 = logs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    if squares < 1e-9 {
        return None;
    }
    let exponent = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum::<f64>() / squares;
    let log_scale = mean_y - exponent * mean_x;
    let residual: f64 = logs.iter().map(|(x, y)| (y - log_scale - exponent * x).powi(2)).sum();
    let standard_error = (residual / degrees as f64 / squares).sqrt();
    let half = standard_error * STUDENT.get(degrees - 1).copied().unwrap_or(1.96);
    let interval = (exponent - half, exponent + half);
    Some(Fit { exponent, standard_error, interval, log_scale, points: logs.len() })
}

/// Fits only the asymptotic range, where what grows most has taken over: the points from an eighth of the largest n on,
/// or the largest four where these are more.
pub fn asymptotic_fit(points: &[(f64, f64)]) -> Option<Fit> {
    let mut points = points.to_vec();
    points.sort_by(|a, b| b.0.total_cmp(&a.0));
    let from = points.first()?.0 / 8.0;
    let count = points.iter().take_while(|(n, _)| *n >= from).count().max(4);
    points.truncate(count);
    fit(&points)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Normal enough: the sum of twelve even draws.
    fn draws(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed;
        move || {
            let mut even = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 40) as f64 / (1_u64 << 24) as f64
            };
            (0..12).map(|_| even()).sum::<f64>() - 6.0
        }
    }

    fn planted(exponent: f64, noise: f64, draw: &mut impl FnMut() -> f64) -> Vec<(f64, f64)> {
        let sizes = (4..14).map(|power| f64::from(1 << power));
        sizes.map(|n| (n, 3e-5 * n.powf(exponent) * (1.0 + noise * draw()))).collect()
    }

    #[test]
    fn planted_exponents_are_found() {
        for exponent in [0.5, 1.0, 2.0, 3.0] {
            let found = fit(&planted(exponent, 0.0, &mut || 0.0)).unwrap();
            assert!((found.exponent - exponent).abs() < 1e-12 && found.standard_error < 1e-9, "{found:?}");
            assert!((found.doubling_ratio() - exponent.exp2()).abs() < 1e-9);
            assert!((found.time_at(1e5) / (3e-5 * 1e5_f64.powf(exponent)) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn the_interval_holds_the_truth_nineteen_times_in_twenty() {
        let mut draw = draws(11);
        let mut held = 0;
        for _ in 0..1000 {
            let found = fit(&planted(2.0, 0.05, &mut draw)).unwrap();
            let (low, high) = found.doubling_interval();
            held += usize::from(low < 4.0 && 4.0 < high);
        }
        assert!((925..=975).contains(&held), "{held} of 1,000");
    }

    #[test]
    fn the_asymptotic_range_leaves_small_sizes_out() {
        // A constant start hides the exponent where n is small.
        let points: Vec<_> =
            (4..14).map(|power| f64::from(1 << power)).map(|n| (n, 5.0 + 1e-4 * n * n)).collect();
        let all = fit(&points).unwrap();
        let late = asymptotic_fit(&points).unwrap();
        assert!(all.exponent < 1.5 && late.exponent > 1.95, "{all:?} {late:?}");
        assert_eq!(late.points, 4);
    }

    #[test]
    fn too_little_is_no_fit() {
        assert_eq!(fit(&[]), None);
        assert_eq!(fit(&[(16.0, 1.0), (32.0, 2.0)]), None);
        assert_eq!(fit(&[(16.0, 1.0), (16.0, 2.0), (16.0, 3.0)]), None);
        assert_eq!(fit(&[(16.0, 1.0), (32.0, f64::NAN), (64.0, 0.0)]), None);
        assert_eq!(asymptotic_fit(&[]), None);
    }
}
