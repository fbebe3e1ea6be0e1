//! An explanation's arithmetic, done again from its operands alone.

use super::explanation::{Draw, Explanation, Operand, Progression, Reduction, Softmax};
use super::{Argument, arange, find, lookup, random, reduce, softmax};
use crate::value::{Array, Shape};

impl Explanation {
    /// The element, from the operands alone: what the operation computed, up to the rounding of sums.
    pub fn recompute(&self) -> f64 {
        match self {
            Self::Copy(x) | Self::Lookup { x, .. } => x.value,
            Self::OneHot { id, column } => lookup::hot(id.value, *column),
            Self::Constant { value, .. } => *value,
            Self::Size { size, .. } => *size as f64,
            Self::Progression(Progression { start, step, index, .. }) => {
                arange::element(start.value(), step.value(), *index)
            }
            Self::Unary { operation, x } => apply(operation, &[x]),
            Self::Binary { operation, left, right } => apply(operation, &[left, right]),
            Self::Root { x, .. } => x.value.sqrt(),
            Self::Choice { condition, x, y } => {
                if condition.value == 0.0 {
                    y.value
                } else {
                    x.value
                }
            }
            Self::Products(products) => {
                products.iter().fold(0.0, |sum, product| sum + product.left.value * product.right.value)
            }
            Self::Softmax(Softmax { members, chosen, .. }) => {
                let row: Vec<f64> = members.iter().map(|member| member.operand.value).collect();
                softmax::weight_of(&row, *chosen)
            }
            Self::Reduction(Reduction { kind, members, .. }) => {
                let numbers: Vec<f64> = members.iter().map(|member| member.operand.value).collect();
                reduce::of(*kind, &numbers)
            }
            Self::Draw(Draw { u, v, .. }) => random::normal(*u, *v),
            Self::Derivation(derivation) => derivation.recompute(),
        }
    }
}

/// The operation on single numbers. They are given as vectors of one, as `**` does otherwise with a plain number.
fn apply(operation: &str, operands: &[&Operand]) -> f64 {
    let arrays: Vec<Array> =
        operands.iter().map(|operand| Array::filled(&Shape::vector(1), operand.value)).collect();
    let arguments: Vec<Argument<'_>> = arrays.iter().map(Argument::Array).collect();
    let value = find(operation).and_then(|operation| operation.value(&arguments, &Shape::vector(1)).ok());
    value.and_then(|value| value.as_number()).unwrap_or(f64::NAN)
}
