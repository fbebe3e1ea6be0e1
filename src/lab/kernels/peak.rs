//! How fast this machine multiplies, adds and exponentiates when nothing else has to be done: the limit that the kernels
//! are held against. A clock goes around these calls; they give a number that depends on all of the work.

use std::array::from_fn;

use wide::f32x4;

use super::exponential::exp2;

/// Rows and vectors of sums that are kept in registers, as in the kernels: the arrangement with the highest rate of all
/// that were tried.
const ROWS: usize = 4;
const VECTORS: usize = 2;

/// How many pairs of factors there are: few enough for the first-level cache, so that reading them takes no time.
const DEPTH: usize = 64;

/// How many exponentials are under way at a time.
const POWERS: usize = 8;

/// How many multiply-adds one round of [`multiply_adds`] does.
pub const MULTIPLY_ADDS_PER_ROUND: usize = 4 * ROWS * VECTORS * DEPTH;

/// How many exponentials one round of [`exponentials`] does.
pub const EXPONENTIALS_PER_ROUND: usize = 4 * POWERS;

/// Independent multiply-adds whose sums stay in registers, [`MULTIPLY_ADDS_PER_ROUND`] in each round. `seed` is any
/// number.
#[inline(never)]
pub fn multiply_adds(rounds: usize, seed: f32) -> f32 {
    let left: [[f32; ROWS]; DEPTH] = from_fn(|depth| from_fn(|row| seed + (depth + row) as f32));
    let right: [[f32x4; VECTORS]; DEPTH] = from_fn(|depth| [f32x4::splat(seed - depth as f32); VECTORS]);
    let mut sums = [[f32x4::splat(seed); VECTORS]; ROWS];
    for _ in 0..rounds {
        for (left, right) in left.iter().zip(&right) {
            for (sums, left) in sums.iter_mut().zip(left) {
                let left = f32x4::splat(*left);
                for (sum, right) in sums.iter_mut().zip(right) {
                    *sum += left * *right;
                }
            }
        }
    }
    sums.into_iter().flatten().fold(f32x4::splat(0.0), |all, sum| all + sum).reduce_add()
}

/// Independent powers of two on registers, [`EXPONENTIALS_PER_ROUND`] in each round. `seed` is any number.
#[inline(never)]
pub fn exponentials(rounds: usize, seed: f32) -> f32 {
    let mut powers: [f32x4; POWERS] = std::array::from_fn(|power| f32x4::splat(seed + power as f32));
    for _ in 0..rounds {
        for power in &mut powers {
            *power = exp2(-*power);
        }
    }
    powers.into_iter().fold(f32x4::splat(0.0), |all, power| all + power).reduce_add()
}
