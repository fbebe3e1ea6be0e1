//! `layer_norm(x, eps=1e-5)`.

use super::explanation::{Derivation, Operand, Part, Patch};
use super::spread::{self, derive_moments};
use super::{
    Argument, Cause, Default, Explained, Explanation, Fault, Given, Notation, Operation, Parameter,
    ParameterKind, Work,
};
use crate::value::{Along, Array, Position, Shape};

/// `layer_norm(x)[j] = (x[j] − μ) / √(σ² + ε)` along the last axis, μ the mean and σ² the population variance of the
/// row. The shape stays. There is no gain and no bias: multiply and add them.
///
/// Source: Ba, Kiros and Hinton, "Layer normalization", 2016.
pub(super) struct LayerNorm;

const EPSILON: f64 = 1e-5;

static PARAMETERS: [Parameter; 2] = [
    Parameter::required("x", ParameterKind::Array),
    Parameter::optional("eps", ParameterKind::Array, Default::Number(EPSILON)),
];

fn epsilon(given: Given<'_, '_>) -> Result<f64, Fault> {
    Ok(given.number(1)?.unwrap_or(EPSILON))
}

/// The row in which an element stands.
fn row_of(arguments: &[Argument<'_>], at: Position) -> Option<Patch> {
    let shape = Given(arguments).array(0).ok()?.shape();
    let (stack, row, _) = shape.holds(at).then_some(at)?;
    let to = (stack + 1, row + 1, shape.view().2);
    Some(Patch { argument: 0, part: None, from: (stack, row, 0), to })
}

fn row_elements(arguments: &[Argument<'_>], at: Position) -> Option<Vec<Operand>> {
    row_of(arguments, at)?.positions().map(|at| Given(arguments).element(0, at)).collect()
}

impl Operation for LayerNorm {
    fn name(&self) -> &'static str {
        "layer_norm"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let shape = Given(arguments).array(0)?.shape();
        epsilon(Given(arguments))?;
        if shape.rank() == 0 {
            return Err(Fault::Rank { argument: 0, least: 1, most: Shape::MOST, found: shape.clone() });
        }
        Ok(shape.clone())
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let array = Given(arguments).array(0)?;
        let epsilon = epsilon(Given(arguments))?;
        let along = Along::axis(array.shape(), shape.rank().saturating_sub(1));
        let moments: Vec<(f64, f64)> = spread::lanes(array.elements(), along, spread::moments);
        let (_, rows, _) = shape.view();
        let element = |stack, row, col| {
            let (mean, variance) = moments.get(stack * rows + row).copied().unwrap_or((f64::NAN, f64::NAN));
            (array.get(stack, row, col).unwrap_or(f64::NAN) - mean) / (variance + epsilon).sqrt()
        };
        Ok(Array::generate(shape, element))
    }

    /// Each element is summed, lowered by the mean, squared and summed again, and divided; for each row the mean, the
    /// variance, ε and the root.
    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::each(shape, 4, 0).and_each_row(4)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for LayerNorm {
    fn cause(&self, arguments: &[Argument<'_>], _: &Array, at: Position) -> Cause {
        let row = row_elements(arguments, at).unwrap_or_default();
        if row.iter().any(|x| x.value.is_infinite()) {
            return Cause::InfinityMinusInfinity;
        }
        let row: Vec<f64> = row.iter().map(|x| x.value).collect();
        let (mean, variance) = spread::moments(&row);
        let under = variance + epsilon(Given(arguments)).unwrap_or(f64::NAN);
        match (under < 0.0, under == 0.0) {
            (true, _) => Cause::RootOfNegative,
            (_, true) if row.get(at.2).is_some_and(|x| x - mean != 0.0) => Cause::DivisionByZero,
            (_, true) => Cause::ZeroOverZero,
            _ => Cause::Overflow,
        }
    }

    fn explain(&self, arguments: &[Argument<'_>], _: &Shape, at: Position) -> Option<Explanation> {
        let epsilon = match Given(arguments).number(1).ok()? {
            Some(_) => Part::Operand(Given(arguments).element(1, (0, 0, 0))?),
            None => Part::Number(EPSILON),
        };
        let row = row_elements(arguments, at)?;
        let mut derivation = Derivation::default();
        let (mean, variance) = derive_moments(&mut derivation, &row);
        let x = Part::Operand(*row.get(at.2)?);
        let deviation = Part::Sum(vec![variance, epsilon]).under("sqrt");
        derivation.line("y", x.minus(mean).over(deviation));
        Some(Explanation::Derivation(derivation))
    }

    fn reads(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position, see: &mut dyn FnMut(Patch)) {
        if !shape.holds(at) {
            return;
        }
        row_of(arguments, at).into_iter().for_each(&mut *see);
        if let Ok(Some(_)) = Given(arguments).number(1)
            && let Some(epsilon) = Given(arguments).element(1, (0, 0, 0))
        {
            see(epsilon.patch());
        }
    }

    fn example(&self) -> &'static str {
        "layer_norm([[1, 2, 3], [0, 0, 3]])"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;

    fn norm(x: &Array, epsilon: Option<&Array>) -> Array {
        call("layer_norm", &[Argument::Array(x), epsilon.map_or(Argument::None, Argument::Array)])
    }

    #[test]
    fn rows_get_mean_zero_and_variance_one() {
        let stack = numbers(&[2, 1, 3], &[1., 2., 3., 10., 10., 40.]);
        let none = Array::scalar(0.0);
        let found = norm(&stack, Some(&none));
        let root = 1.5_f64.sqrt();
        let half = 0.5_f64.sqrt();
        let expected = [-root, 0.0, root, -half, -half, 2.0 * half];
        assert!(found.iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-15), "{found:?}");
        let flat = norm(&numbers(&[2, 2], &[5., 5., 1., 3.]), None);
        let shrunk = 1.0 / 1.000_01_f64.sqrt();
        assert!(flat.iter().zip([0.0, 0.0, -shrunk, shrunk]).all(|(x, y)| (x - y).abs() < 1e-15), "{flat:?}");
        assert_eq!(norm(&counted(&[2, 0]), None).shape(), &Shape::matrix(2, 0));
        let found = fault("layer_norm", &[Argument::Array(&Array::scalar(1.0)), Argument::None]);
        assert_eq!(found.code(), "shape");
    }

    #[test]
    fn what_has_no_number_says_why() {
        let cause = |row: [f64; 2], epsilon: f64| {
            let (row, epsilon) = (numbers(&[2], &row), Array::scalar(epsilon));
            let arguments = [Argument::Array(&row), Argument::Array(&epsilon)];
            LayerNorm.cause(&arguments, &call("layer_norm", &arguments), (0, 0, 0))
        };
        assert_eq!(cause([1.0, 1.0], 0.0), Cause::ZeroOverZero);
        assert_eq!(cause([1.0, 3.0], -1.0), Cause::DivisionByZero);
        assert_eq!(cause([1.0, 1.0], -1.0), Cause::RootOfNegative);
        assert_eq!(cause([1.0, f64::INFINITY], 0.0), Cause::InfinityMinusInfinity);
        assert_eq!(cause([f64::MAX, f64::MAX], 0.0), Cause::Overflow);
    }
}
