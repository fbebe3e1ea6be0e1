//! `var`, `std` and `entropy`: how far numbers are spread, and weights.

use super::explanation::{Derivation, Operand, Part, Patch};
use super::reduce::{kept, pairwise, position, reduced, walk};
use super::{
    Argument, Cause, Default, Explained, Explanation, Fault, Given, Notation, Operation, Parameter,
    ParameterKind, Work,
};
use crate::value::{Along, Array, Position, Shape};

/// Mean and population variance: Σx / count and Σ(x − μ)² / count; NaN of nothing.
pub(super) fn moments(numbers: &[f64]) -> (f64, f64) {
    let count = numbers.len() as f64;
    let mean = pairwise(numbers) / count;
    let squares: Vec<f64> = numbers.iter().map(|x| (x - mean) * (x - mean)).collect();
    (mean, pairwise(&squares) / count)
}

/// The lines μ and σ² of a derivation.
pub(super) fn derive_moments(derivation: &mut Derivation, members: &[Operand]) -> (Part, Part) {
    let count = || Part::Number(members.len() as f64);
    let operands = || members.iter().copied().map(Part::Operand);
    let mean = derivation.line("μ", Part::Sum(operands().collect()).over(count()));
    let square = |x: Part| x.minus(mean.clone()).raised_to(Part::Number(2.0));
    let variance = derivation.line("σ²", Part::Sum(operands().map(square).collect()).over(count()));
    (mean, variance)
}

/// What becomes of each walk along an axis, in the memory's order.
pub(super) fn lanes<T>(elements: &[f64], along: Along, of: impl Fn(&[f64]) -> T) -> Vec<T> {
    let Along { outer, size, inner } = along;
    let mut lane = Vec::with_capacity(size);
    let places = (0..outer).flat_map(|group| (0..inner).map(move |within| (group, within)));
    let result = |(group, within)| {
        lane.clear();
        let first = group * size * inner + within;
        lane.extend((0..size).filter_map(|member| elements.get(first + member * inner).copied()));
        of(&lane)
    };
    places.map(result).collect()
}

/// −p ln p, 0 of 0.
fn surprise(p: f64) -> f64 {
    if p == 0.0 { 0.0 } else { -p * p.ln() }
}

/// A reduction that computes more than a running number.
pub(super) struct Spread {
    name: &'static str,
    parameters: &'static [Parameter],
    of: fn(&[f64]) -> f64,
    /// Multiply-adds for each number, and for each result.
    steps: (u16, u16),
    derive: fn(&mut Derivation, &[Operand]),
}

static PARAMETERS: [Parameter; 3] = [
    Parameter::required("a", ParameterKind::Array),
    Parameter::optional("axis", ParameterKind::Integer, Default::None),
    Parameter::optional("keepdims", ParameterKind::Flag, Default::Flag(false)),
];
static WEIGHTS: [Parameter; 3] = [
    Parameter::required("p", ParameterKind::Array),
    Parameter::optional("axis", ParameterKind::Integer, Default::Integer(-1)),
    Parameter::optional("keepdims", ParameterKind::Flag, Default::Flag(false)),
];

/// The population variance σ² = Σ(x − μ)² / count, of the whole array or along an axis; NaN of nothing.
///
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.var.html>, with its default ddof=0.
pub(super) static VAR: Spread = Spread {
    name: "var",
    parameters: &PARAMETERS,
    of: |numbers| moments(numbers).1,
    // Each is summed, lowered, squared and summed; then two quotients.
    steps: (3, 2),
    derive: |derivation, members| {
        derive_moments(derivation, members);
    },
};
/// The population standard deviation σ = √σ².
///
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.std.html>, with its default ddof=0.
pub(super) static STD: Spread = Spread {
    name: "std",
    parameters: &PARAMETERS,
    of: |numbers| moments(numbers).1.sqrt(),
    steps: (3, 3),
    derive: |derivation, members| {
        let (_, variance) = derive_moments(derivation, members);
        derivation.line("σ", variance.under("sqrt"));
    },
};
/// H = −Σ p ln p in nats, with 0 · ln 0 = 0, of each row: 0 where one weight is 1, ln n where n weights are equal. The
/// weights are taken as they are, whatever they add up to; a negative one gives NaN. 0 of nothing.
///
/// Source: Shannon 1948, section 6.
pub(super) static ENTROPY: Spread = Spread {
    name: "entropy",
    parameters: &WEIGHTS,
    of: |numbers| numbers.iter().fold(0.0, |sum, p| sum + surprise(*p)),
    // A logarithm and a product that is summed; then the sign.
    steps: (2, 1),
    derive: |derivation, members| {
        let term = |p: &Operand| {
            let logarithm = Part::Operand(*p).under("log");
            if p.value == 0.0 { Part::Operand(*p) } else { Part::Operand(*p).times(logarithm) }
        };
        let sum = derivation.line("Σ", Part::Sum(members.iter().map(term).collect()));
        derivation.line("H", Part::Number(0.0).minus(sum));
    },
};

impl Operation for Spread {
    fn name(&self) -> &'static str {
        self.name
    }

    fn parameters(&self) -> &'static [Parameter] {
        self.parameters
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        reduced(Given(arguments))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let array = Given(arguments).array(0)?;
        let position = position(Given(arguments), array.shape())?;
        let along = position.map_or_else(
            || Along::everything(array.shape()),
            |position| Along::axis(array.shape(), position),
        );
        let results = lanes(array.elements(), along, self.of);
        Ok(Array::from_memory(&kept(array.shape(), position), results).reshaped(shape))
    }

    fn work<'a>(&self, arguments: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        let read = Given(arguments).array(0).map_or(shape, Array::shape);
        Work::each(read, self.steps.0, 0).beside_each(shape, self.steps.1)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Spread {
    fn cause(&self, arguments: &[Argument<'_>], value: &Array, at: Position) -> Cause {
        let members = members(arguments, value.shape(), at).unwrap_or_default();
        let any = |is: fn(f64) -> bool| members.iter().any(|member| is(member.value));
        let (stack, row, col) = at;
        let is_nan = value.get(stack, row, col).is_some_and(f64::is_nan);
        match self.name {
            "entropy" if any(|p| p < 0.0) => Cause::LogOfNegative,
            "entropy" => Cause::Overflow,
            _ if members.is_empty() => Cause::EmptyMean,
            _ if is_nan && any(f64::is_infinite) => Cause::InfinityMinusInfinity,
            _ => Cause::Overflow,
        }
    }

    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let mut derivation = Derivation::default();
        (self.derive)(&mut derivation, &members(arguments, shape, at)?);
        Some(Explanation::Derivation(derivation))
    }

    fn reads(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position, see: &mut dyn FnMut(Patch)) {
        if let Some((walk, _)) = walk(arguments, shape, at) {
            see(walk);
        }
    }

    fn example(&self) -> &'static str {
        match self.name {
            "var" => "var([[1, 3], [2, 8]], axis=1)",
            "std" => "std([[1, 3], [2, 8]], axis=1)",
            _ => "entropy([[0.5, 0.5], [1, 0]])",
        }
    }
}

/// The numbers that become the element `at`.
fn members(arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Vec<Operand>> {
    let (walk, _) = walk(arguments, shape, at)?;
    walk.positions().map(|at| Given(arguments).element(0, at)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, explained, fault, numbers};
    use super::*;

    fn of(name: &str, array: &Array, axis: Option<i64>, keepdims: bool) -> Array {
        let axis = axis.map_or(Argument::None, Argument::Integer);
        call(name, &[Argument::Array(array), axis, Argument::Flag(keepdims)])
    }

    #[test]
    fn variances_are_of_the_population() {
        let matrix = numbers(&[2, 3], &[1., 2., 3., 5., 5., 11.]);
        assert!(of("var", &matrix, Some(0), false).same_bits(&numbers(&[3], &[4., 2.25, 16.])));
        assert!(of("std", &matrix, Some(0), true).same_bits(&numbers(&[1, 3], &[2., 1.5, 4.])));
        assert!(of("var", &matrix, Some(-1), false).same_bits(&numbers(&[2], &[2. / 3., 8.])));
        let whole = of("var", &matrix, None, false).as_number().unwrap();
        assert!((whole - 63.5 / 6.0).abs() < 1e-14, "{whole}");
        let truth = numbers(&[2], &[0., 1.]).with_truth(true);
        assert!(of("std", &truth, None, true).same_bits(&numbers(&[1], &[0.5])));
        let stack = of("var", &counted(&[2, 2, 2]), Some(0), false);
        assert!(stack.same_bits(&numbers(&[2, 2], &[4.; 4])));
    }

    #[test]
    fn entropy_is_of_each_row() {
        let weights = numbers(&[3, 2], &[0.5, 0.5, 1., 0., 0.25, 0.75]);
        let found: Vec<f64> = of("entropy", &weights, Some(-1), false).iter().collect();
        let mixed = -(0.25 * 0.25_f64.ln() + 0.75 * 0.75_f64.ln());
        assert!((found[0] - 2_f64.ln()).abs() < 1e-15 && (found[2] - mixed).abs() < 1e-15, "{found:?}");
        assert!(found[1].to_bits() == 0, "not −0: {found:?}");
        assert!(of("entropy", &weights, Some(0), true).shape().same_sizes(&Shape::matrix(1, 2)));
        assert!(of("entropy", &numbers(&[2], &[-0.5, 1.5]), Some(0), false).as_number().unwrap().is_nan());
        let scalar = Array::scalar(1.0);
        let found = fault("entropy", &[Argument::Array(&scalar), Argument::Integer(-1), Argument::None]);
        assert_eq!(found, Fault::Axis { argument: 1, axis: -1, rank: 0 });
    }

    #[test]
    fn what_is_not_finite_has_its_cause() {
        let cause = |name: &str, elements: &[f64]| {
            let array = numbers(&[elements.len()], elements);
            let arguments = [Argument::Array(&array), Argument::Integer(0), Argument::None];
            let value = call(name, &arguments);
            assert!(!value.all_finite());
            explained(name).cause(&arguments, &value, (0, 0, 0))
        };
        assert_eq!(cause("var", &[]), Cause::EmptyMean);
        assert_eq!(cause("std", &[1.0, f64::INFINITY]), Cause::InfinityMinusInfinity);
        assert_eq!(cause("var", &[1e200, -1e200]), Cause::Overflow);
        assert_eq!(cause("entropy", &[1.5, -0.5]), Cause::LogOfNegative);
    }
}
