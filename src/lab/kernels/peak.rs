//! How fast this machine multiplies, adds and exponentiates when nothing else has to be done: the limit that the kernels
//! are held against. A clock goes around these calls; they give a number that depends on all of the work.

use wide::f32x4;

use super::exponential::exp2;

/// How many sums grow at a time: a multiplication and the addition that waits for it take up to six cycles, and a
/// machine may do two of each in a cycle. Twelve sums and two factors fit into the sixteen registers of x86-64.
const SUMS: usize = 12;

/// How many exponentials are under way at a time.
const POWERS: usize = 8;

/// Steps of a round, so that the loop's own cost vanishes.
const STEPS: usize = 8;

/// How many multiply-adds one round of [`multiply_adds`] does.
pub const MULTIPLY_ADDS_PER_ROUND: usize = 4 * SUMS * STEPS;

/// How many exponentials one round of [`exponentials`] does.
pub const EXPONENTIALS_PER_ROUND: usize = 4 * POWERS;

/// Independent multiply-adds on registers, [`MULTIPLY_ADDS_PER_ROUND`] in each round. `seed` is any number below 1.
#[inline(never)]
pub fn multiply_adds(rounds: usize, seed: f32) -> f32 {
    let mut sums: [f32x4; SUMS] = std::array::from_fn(|sum| f32x4::splat(sum as f32));
    let (factor, addend) = (f32x4::splat(seed), f32x4::splat(1.0 - seed));
    for _ in 0..rounds {
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = *sum * factor + addend;
            }
        }
    }
    sums.into_iter().fold(factor, |all, sum| all + sum).reduce_add()
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
