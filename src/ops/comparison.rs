//! `< <= > >= == !=` element by element, giving truth values. Every comparison with NaN is false, except `!=`.

use super::arithmetic::{OPERANDS, broadcast_operands, explain_operands};
use super::{Argument, Explained, Explanation, Fault, Given, Notation, Operation, Parameter};
use crate::value::{Array, Position, Shape, zip};

/// A comparison of two arrays.
pub(super) struct Comparison {
    symbol: &'static str,
    holds: fn(&f64, &f64) -> bool,
    notation: Notation,
}

/// `x1 < x2`.
pub(super) static LESS: Comparison =
    Comparison { symbol: "<", holds: f64::lt, notation: Notation::Infix("<") };
/// `x1 <= x2`.
pub(super) static LESS_OR_EQUAL: Comparison =
    Comparison { symbol: "<=", holds: f64::le, notation: Notation::Infix("≤") };
/// `x1 > x2`.
pub(super) static GREATER: Comparison =
    Comparison { symbol: ">", holds: f64::gt, notation: Notation::Infix(">") };
/// `x1 >= x2`.
pub(super) static GREATER_OR_EQUAL: Comparison =
    Comparison { symbol: ">=", holds: f64::ge, notation: Notation::Infix("≥") };
/// `x1 == x2`.
pub(super) static EQUAL: Comparison =
    Comparison { symbol: "==", holds: f64::eq, notation: Notation::Infix("=") };
/// `x1 != x2`.
pub(super) static NOT_EQUAL: Comparison =
    Comparison { symbol: "!=", holds: f64::ne, notation: Notation::Infix("≠") };

impl Operation for Comparison {
    fn name(&self) -> &'static str {
        self.symbol
    }

    fn parameters(&self) -> &'static [Parameter] {
        &OPERANDS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        broadcast_operands(Given(arguments))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let (left, right) = (Given(arguments).array(0)?, Given(arguments).array(1)?);
        let holds = self.holds;
        Ok(zip(left, right, shape, |x, y| f64::from(u8::from(holds(&x, &y)))).with_truth(true))
    }

    fn notation(&self) -> Notation {
        self.notation
    }
}

impl Explained for Comparison {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        explain_operands(self.symbol, arguments, shape, at)
    }

    fn example(&self) -> &'static str {
        match self.name() {
            "<" => "array([1, 2, 3]) < 2",
            "<=" => "array([1, 2, 3]) <= 2",
            ">" => "array([1, 2, 3]) > 2",
            ">=" => "array([1, 2, 3]) >= 2",
            "==" => "array([1, 2, 3]) == 2",
            _ => "array([1, 2, 3]) != 2",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, numbers};
    use super::*;

    #[test]
    fn comparisons_give_truth() {
        let [left, right] = [numbers(&[4], &[1., 2., 3., f64::NAN]), numbers(&[], &[2.])];
        let table = [
            ("<", [1., 0., 0., 0.]),
            ("<=", [1., 1., 0., 0.]),
            (">", [0., 0., 1., 0.]),
            (">=", [0., 1., 1., 0.]),
            ("==", [0., 1., 0., 0.]),
            ("!=", [1., 0., 1., 1.]),
        ];
        for (symbol, expected) in table {
            let found = call(symbol, &[Argument::Array(&left), Argument::Array(&right)]);
            assert!(found.same_bits(&numbers(&[4], &expected).with_truth(true)), "{symbol}: {found:?}");
        }
    }
}
