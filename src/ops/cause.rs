//! Why a NaN or an infinity arises, and what a softmax found masked throughout, as data.

use super::{Argument, Given};
use crate::value::Array;

/// Why a NaN or an infinity arises where the operands have none of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// x / 0 and 0 ** −1.
    DivisionByZero,
    /// 0 / 0.
    ZeroOverZero,
    /// ∞ / ∞.
    InfinityOverInfinity,
    /// ∞ − ∞.
    InfinityMinusInfinity,
    /// 0 · ∞.
    ZeroTimesInfinity,
    /// A number on the way is too large for f64.
    Overflow,
    /// log(0).
    LogOfZero,
    /// log(−1).
    LogOfNegative,
    /// sqrt(−1).
    RootOfNegative,
    /// (−1) ** 0.5.
    FractionalPowerOfNegative,
    /// Among the scores of a softmax is +∞.
    InfiniteScore,
    /// The mean of no numbers.
    EmptyMean,
}

impl Cause {
    /// Why a sum of `terms` is NaN or infinite, where no term is NaN.
    pub(super) fn of_sum(mut terms: impl Iterator<Item = f64>, result: f64) -> Self {
        if result.is_nan() && terms.any(f64::is_infinite) {
            Self::InfinityMinusInfinity
        } else {
            Self::Overflow
        }
    }
}

/// The elements of the first and second operand that broadcasting sets at a place of the result.
pub(super) fn pair(arguments: &[Argument<'_>], place: (usize, usize, usize)) -> (f64, f64) {
    let element = |at| {
        let array: Option<&Array> = Given(arguments).array(at).ok();
        array.and_then(|array| array.stretched(place)).unwrap_or(f64::NAN)
    };
    (element(0), element(1))
}

/// What a softmax found masked throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// What is masked.
    pub lanes: Lanes,
    /// Each of them by its subscripts, as NumPy writes them; `None` is `:`, left out at the end.
    pub places: Vec<Vec<Option<usize>>>,
}

/// What lies along the axis of a softmax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lanes {
    /// A whole vector.
    Vector,
    /// Rows.
    Rows,
    /// Columns.
    Columns,
    /// The same place in every matrix of a stack.
    Stack,
}
