//! The one product of matrices that all kernels are made of: 4 × 8 results kept in registers.
//!
//! Eight vectors of results, two of the right operand, one number of the left operand repeated four times: eleven of the
//! sixteen registers of an x86-64 machine, with room for the product before it is added.

use bytemuck::cast_ref;
use wide::f32x4;

use super::blocks::{Left, Right, zero_left};

/// Adds to `sum` the product of a 4 × 8b and an 8b × 8 matrix.
#[inline(always)]
#[allow(clippy::inline_always, reason = "the sums have to stay in registers")]
pub(super) fn add_product(mut sum: Left, left: &[Left], right: &[Right]) -> Left {
    for (left, right) in left.iter().zip(right) {
        let numbers: &[[f32; 8]; 4] = cast_ref(left);
        for (depth, row) in right.iter().enumerate() {
            for (sum, numbers) in sum.iter_mut().zip(numbers) {
                let number = f32x4::splat(numbers[depth]);
                sum[0] += number * row[0];
                sum[1] += number * row[1];
            }
        }
    }
    sum
}

/// The product of a 4 × 8b and an 8b × 8 matrix.
#[inline(always)]
#[allow(clippy::inline_always, reason = "the sums have to stay in registers")]
pub(super) fn product(left: &[Left], right: &[Right]) -> Left {
    add_product(zero_left(), left, right)
}
