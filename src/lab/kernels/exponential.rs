//! 2^t for four numbers at a time.
//!
//! t = k + f with k the nearest whole number and f from −½ to ½. 2^f is a polynomial of degree 5 that is 1 at 0, with
//! the smallest greatest relative error (9.2·10⁻⁸); its halves are summed apart, so that they need not wait for one another; k is added to its exponent bits. e^s is 2^(s · log₂ e), a factor that
//! the kernels put into W^Q, where it costs nothing.

use bytemuck::cast;
use wide::{f32x4, i32x4};

/// Where 2^t has become 0.
const FLOOR: f32 = -127.0;

/// 1.5 · 2²³: adding it leaves the nearest whole number in the lowest bits.
const ROUNDING: f32 = 12_582_912.0;

/// Of f, f², …, f⁵.
#[allow(clippy::approx_constant, reason = "near ln 2, but the best for five coefficients")]
const COEFFICIENTS: [f32; 5] = [0.693_147, 0.240_222_42, 0.055_507_34, 0.009_671_512, 0.001_326_472_8];

/// 2^t for t ≤ 127, with a relative error of at most 3·10⁻⁷ for t ≥ −126.
///
/// Below −126 the error is less than 2⁻¹²⁶, at −127 and below, −∞ included, the result is 0. NaN is not among the
/// arguments.
#[inline(always)]
#[allow(clippy::inline_always, reason = "eight of them stand in an inner loop")]
pub fn exp2(t: f32x4) -> f32x4 {
    let t = t.fast_max(f32x4::splat(FLOOR));
    let shifted = t + f32x4::splat(ROUNDING);
    let f = t - (shifted - f32x4::splat(ROUNDING));
    let [a, b, c, d, e] = COEFFICIENTS.map(f32x4::splat);
    let square = f * f;
    let power = (a * f + f32x4::splat(1.0)) + square * ((c * f + b) + square * (e * f + d));
    let exponent: i32x4 = cast::<f32x4, i32x4>(shifted) << 23;
    cast(cast::<f32x4, i32x4>(power) + exponent)
}

/// tanh x = ±(1 − e) / (1 + e) with e = 2^(−2 |x| log₂ e), with an absolute error of at most 3·10⁻⁷.
#[inline]
pub fn tanh(x: f32x4) -> f32x4 {
    let one = f32x4::splat(1.0);
    let e = exp2(x.abs() * f32x4::splat(-2.0 * std::f32::consts::LOG2_E));
    let size = (one - e) / (one + e);
    let sign = cast::<f32x4, i32x4>(x) & i32x4::splat(i32::MIN);
    cast(cast::<f32x4, i32x4>(size) | sign)
}

#[cfg(test)]
mod tests {
    use super::{exp2, tanh};
    use wide::f32x4;

    #[test]
    fn exp2_keeps_its_relative_error() {
        let mut worst: f64 = 0.0;
        for step in 0..=25_400_000_u32 {
            let t = step as f32 * 1e-5 - 126.0;
            let t = t.min(127.0);
            let exact = f64::from(t).exp2();
            let error = (f64::from(exp2(f32x4::splat(t)).to_array()[0]) / exact - 1.0).abs();
            worst = worst.max(error);
        }
        assert!(worst <= 3e-7, "{worst:e}");
    }

    #[test]
    fn exp2_ends_at_zero_and_is_exact_at_whole_numbers() {
        let ends = [f32::NEG_INFINITY, f32::MIN, -1e9, -127.0];
        assert!(exp2(f32x4::from(ends)).to_array().iter().all(|power| *power == 0.0));
        for step in 0..=1000 {
            let small = exp2(f32x4::splat(-127.0 + step as f32 * 1e-3)).to_array()[0];
            let exact = (-127.0 + f64::from(step) * 1e-3).exp2();
            assert!((f64::from(small) - exact).abs() < f64::from(f32::MIN_POSITIVE), "{step}");
        }
        let whole =
            exp2(f32x4::from([0.0, 1.0, -1.0, -20.0])) - f32x4::from([1.0, 2.0, 0.5, 2_f32.powi(-20)]);
        assert!(whole.to_array().iter().all(|difference| *difference == 0.0));
    }

    #[test]
    fn tanh_keeps_its_absolute_error() {
        for step in -400_000..=400_000 {
            let x = step as f32 * 1e-4;
            let error = (f64::from(tanh(f32x4::splat(x)).to_array()[0]) - f64::from(x).tanh()).abs();
            assert!(error <= 3e-7, "{x}: {error:e}");
        }
        let ends = tanh(f32x4::from([0.0, 1e30, f32::MIN, -90.0])) - f32x4::from([0.0, 1.0, -1.0, -1.0]);
        assert!(ends.to_array().iter().all(|difference| *difference == 0.0));
    }
}
