//! `where`, `minimum` and `maximum`: one of several numbers, element by element.

use super::arithmetic::{OPERANDS, broadcast_operands, explain_operands};
use super::{
    Argument, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind, Work,
};
use crate::value::{Array, Position, Shape, broadcast, zip, zip3};

/// `where(condition, x, y)`: x where the condition holds, else y; all three broadcast. What is not 0 holds, NaN too.
pub(super) struct Where;

static PARAMETERS: [Parameter; 3] = [
    Parameter::required("condition", ParameterKind::Array),
    Parameter::required("x", ParameterKind::Array),
    Parameter::required("y", ParameterKind::Array),
];

impl Operation for Where {
    fn name(&self) -> &'static str {
        "where"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let given = Given(arguments);
        let shapes = [given.array(0)?.shape(), given.array(1)?.shape(), given.array(2)?.shape()];
        broadcast(&shapes).map_err(|clash| Fault::broadcast(clash, &shapes))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let given = Given(arguments);
        let operands = [given.array(0)?, given.array(1)?, given.array(2)?];
        let chosen = zip3(operands, shape, |condition, x, y| if condition == 0.0 { y } else { x });
        Ok(chosen.with_truth(operands[1].is_truth() && operands[2].is_truth()))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Where {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let operands = shape
            .holds(at)
            .then(|| [0, 1, 2].map(|argument| Given(arguments).broadcast_element(argument, at)));
        let [Some(condition), Some(x), Some(y)] = operands? else { return None };
        Some(Explanation::Choice { condition, x, y })
    }

    fn example(&self) -> &'static str {
        "where(tril(ones((2, 2))), 3, -inf)"
    }
}

/// The greater or lesser of two numbers, NaN where either is.
pub(super) struct Extremum {
    name: &'static str,
    choose: fn(f64, f64) -> f64,
}

/// `maximum(x1, x2)`.
pub(super) static MAXIMUM: Extremum =
    Extremum { name: "maximum", choose: |x, y| if x >= y || x.is_nan() { x } else { y } };
/// `minimum(x1, x2)`.
pub(super) static MINIMUM: Extremum =
    Extremum { name: "minimum", choose: |x, y| if x <= y || x.is_nan() { x } else { y } };

impl Operation for Extremum {
    fn name(&self) -> &'static str {
        self.name
    }

    fn parameters(&self) -> &'static [Parameter] {
        &OPERANDS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        broadcast_operands(Given(arguments))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let (left, right) = (Given(arguments).array(0)?, Given(arguments).array(1)?);
        Ok(zip(left, right, shape, self.choose).with_truth(left.is_truth() && right.is_truth()))
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Extremum {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        explain_operands(self.name, arguments, shape, at)
    }

    fn example(&self) -> &'static str {
        match self.name {
            "where" => "where(tril(ones((2, 2))), 3, -inf)",
            "minimum" => "minimum([1, 5], 3)",
            _ => "maximum([1, 5], 3)",
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the expected numbers are exact")]
mod tests {
    use super::super::testing::{call, fault, numbers};
    use super::*;

    #[test]
    fn where_masks() {
        let mask = numbers(&[2, 2], &[1., 0., f64::NAN, 1.]);
        let scores = numbers(&[2], &[5., 6.]);
        let masked = Array::scalar(f64::NEG_INFINITY);
        let arguments = [&mask, &scores, &masked].map(Argument::Array);
        assert!(call("where", &arguments).same_bits(&numbers(&[2, 2], &[5., f64::NEG_INFINITY, 5., 6.])));
        let [yes, no] = [true, false].map(Array::truth);
        assert!(call("where", &[&no, &no, &yes].map(Argument::Array)).same_bits(&yes));
        let three = numbers(&[3], &[0.; 3]);
        let found = fault("where", &[&mask, &masked, &three].map(Argument::Array));
        assert!(matches!(found, Fault::Broadcast { arguments: [0, 2], axis: -1, .. }), "{found:?}");
    }

    #[test]
    fn extrema_keep_nan() {
        let [left, right] = [[1., f64::NAN, 3.], [2., 0., f64::NAN]].map(|x| numbers(&[3], &x));
        for (name, first) in [("maximum", 2.0), ("minimum", 1.0)] {
            let found: Vec<f64> = call(name, &[&left, &right].map(Argument::Array)).iter().collect();
            assert_eq!(found[0], first, "{name}");
            assert!(found[1].is_nan() && found[2].is_nan(), "{name}: {found:?}");
        }
    }
}
