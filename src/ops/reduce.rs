//! `sum mean max min argmax`: many numbers to one, along an axis or through the whole array.
//!
//! With `axis=None` the result is a number; with an axis, that axis goes, or stays with size 1 where `keepdims` is
//! true, so that the result broadcasts against what it came from. A NaN makes its result NaN; `argmax` finds it.

use super::explanation::{Operand, Patch, Reduction, ReductionKind, ReductionMember};
use super::{
    Argument, Cause, Default, Explained, Explanation, Fault, Given, Notation, Operation, Parameter,
    ParameterKind, Work,
};
use crate::value::{Along, Array, Axis, Position, Shape};

/// One reduction.
pub(super) struct Reduce {
    name: &'static str,
    kind: ReductionKind,
}

/// Σ x; 0 of nothing. Truth values are counted.
pub(super) static SUM: Reduce = Reduce { name: "sum", kind: ReductionKind::Sum };
/// Σ x / count; NaN of nothing.
pub(super) static MEAN: Reduce = Reduce { name: "mean", kind: ReductionKind::Mean };
/// The greatest; nothing has none, a fault.
pub(super) static MAX: Reduce = Reduce { name: "max", kind: ReductionKind::Max };
/// The least; nothing has none, a fault.
pub(super) static MIN: Reduce = Reduce { name: "min", kind: ReductionKind::Min };
/// The position of the first greatest, or of the first NaN; without an axis, the position in C order.
pub(super) static ARGMAX: Reduce = Reduce { name: "argmax", kind: ReductionKind::ArgMax };

static PARAMETERS: [Parameter; 3] = [
    Parameter::required("a", ParameterKind::Array),
    Parameter::optional("axis", ParameterKind::Integer, Default::None),
    Parameter::optional("keepdims", ParameterKind::Flag, Default::Flag(false)),
];

/// Where the axis is; `None` for the whole array.
pub(super) fn position(given: Given<'_, '_>, shape: &Shape) -> Result<Option<usize>, Fault> {
    let Some(axis) = given.integer_or_none(1)? else { return Ok(None) };
    shape.position(axis).map(Some).ok_or(Fault::Axis { argument: 1, axis, rank: shape.rank() })
}

/// The shape with the reduced axes at size 1.
pub(super) fn kept(shape: &Shape, position: Option<usize>) -> Shape {
    let mut kept = shape.clone();
    for (at, axis) in kept.axes_mut().iter_mut().enumerate() {
        if position.is_none_or(|position| position == at) {
            *axis = Axis::new(1);
        }
    }
    kept
}

/// The shape without the reduced axes, or with them at size 1 where `keepdims` asks for that.
pub(super) fn reduced(given: Given<'_, '_>) -> Result<Shape, Fault> {
    let shape = given.array(0)?.shape();
    let position = position(given, shape)?;
    if given.flag(2)? {
        return Ok(kept(shape, position));
    }
    let axes = shape.axes().iter().enumerate();
    let left = axes.filter(|&(at, _)| position.is_some_and(|position| position != at));
    Shape::new(left.map(|(_, axis)| axis.clone())).ok_or(Fault::TooManyAxes { rank: shape.rank() })
}

/// The sum by halves, as NumPy sums: the error grows with the logarithm of the count.
pub(super) fn pairwise(elements: &[f64]) -> f64 {
    if elements.len() <= 64 {
        // Not `sum()`, which starts at −0: the sum of nothing is 0.
        return elements.iter().fold(0.0, |total, x| total + x);
    }
    let (left, right) = elements.split_at(elements.len() / 2);
    pairwise(left) + pairwise(right)
}

/// A running greatest or least, NaN where there is one; `sign` is −1 for the least.
fn extreme(so_far: f64, x: f64, sign: f64) -> f64 {
    if sign * x > sign * so_far || x.is_nan() { x } else { so_far }
}

/// The position of the first greatest, or of the first NaN.
fn first_greatest(elements: impl Iterator<Item = f64>) -> f64 {
    let (mut best, mut greatest) = (0, f64::NEG_INFINITY);
    for (at, x) in elements.enumerate() {
        if x > greatest || x.is_nan() && !greatest.is_nan() {
            (best, greatest) = (at, x);
        }
    }
    best as f64
}

/// Some numbers to one.
pub(super) fn of(kind: ReductionKind, numbers: &[f64]) -> f64 {
    let along = Along { outer: 1, size: numbers.len(), inner: 1 };
    kind.all(numbers, along).first().copied().unwrap_or(f64::NAN)
}

/// What becomes the element `at`, and along which axis.
pub(super) fn walk(
    arguments: &[Argument<'_>],
    shape: &Shape,
    at: Position,
) -> Option<(Patch, Option<usize>)> {
    let whole = Given(arguments).array(0).ok()?.shape();
    let axis = position(Given(arguments), whole).ok().filter(|_| shape.holds(at))?;
    let patch = |from, to| Patch { argument: 0, part: None, from, to };
    let Some(along) = axis else { return Some((patch((0, 0, 0), whole.view()), None)) };
    let from = kept(whole, axis).c_position(shape.c_index(at));
    let to = whole.moved((from.0 + 1, from.1 + 1, from.2 + 1), along, whole.sizes().nth(along)?);
    Some((patch(from, to), axis))
}

impl ReductionKind {
    /// One result for each walk, in the memory's order.
    fn all(self, elements: &[f64], along: Along) -> Vec<f64> {
        let Along { outer, size, inner } = along;
        let group = (size * inner).max(1);
        let mut results = Vec::with_capacity(along.walks());
        for at in 0..outer {
            let group = elements.get(at * group..(at + 1) * group).unwrap_or_default();
            match self {
                Self::ArgMax => {
                    results.extend(
                        (0..inner).map(|i| first_greatest(group.iter().skip(i).step_by(inner).copied())),
                    );
                }
                Self::Sum | Self::Mean if inner == 1 => results.push(pairwise(group)),
                _ => {
                    let start = results.len();
                    results.resize(start + inner, self.start());
                    for member in group.chunks_exact(inner.max(1)) {
                        results[start..]
                            .iter_mut()
                            .zip(member)
                            .for_each(|(result, &x)| *result = self.step(*result, x));
                    }
                }
            }
        }
        if self == Self::Mean {
            for result in &mut results {
                *result /= size as f64;
            }
        }
        results
    }

    /// The position of the number that decides.
    fn decides(self, numbers: &[f64]) -> Option<usize> {
        let numbers = numbers.iter().copied();
        match self {
            Self::Sum | Self::Mean => None,
            Self::Max | Self::ArgMax => Some(first_greatest(numbers) as usize),
            Self::Min => Some(first_greatest(numbers.map(|x| -x)) as usize),
        }
    }

    /// The result up to each number; of a mean, the sum.
    fn running(self, numbers: &[f64]) -> Vec<f64> {
        let mut so_far = if self == Self::ArgMax { f64::NEG_INFINITY } else { self.start() };
        let mut best = 0;
        let step = |(place, &x): (usize, &f64)| {
            if self != Self::ArgMax {
                so_far = self.step(so_far, x);
                return so_far;
            }
            if x > so_far || x.is_nan() && !so_far.is_nan() {
                (best, so_far) = (place, x);
            }
            best as f64
        };
        numbers.iter().enumerate().map(step).collect()
    }

    fn start(self) -> f64 {
        match self {
            Self::Max => f64::NEG_INFINITY,
            Self::Min => f64::INFINITY,
            Self::Sum | Self::Mean | Self::ArgMax => 0.0,
        }
    }

    fn step(self, so_far: f64, x: f64) -> f64 {
        match self {
            Self::Max => extreme(so_far, x, 1.0),
            Self::Min => extreme(so_far, x, -1.0),
            Self::Sum | Self::Mean | Self::ArgMax => so_far + x,
        }
    }
}

impl Operation for Reduce {
    fn name(&self) -> &'static str {
        self.name
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let given = Given(arguments);
        let shape = given.array(0)?.shape();
        let position = position(given, shape)?;
        let needs_some = !matches!(self.kind, ReductionKind::Sum | ReductionKind::Mean);
        let nothing = position.map_or(shape.is_empty(), |position| shape.sizes().nth(position) == Some(0));
        if needs_some && nothing {
            return Err(Fault::EmptyReduction { argument: 0, found: shape.clone() });
        }
        reduced(given)
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let array = Given(arguments).array(0)?;
        let position = position(Given(arguments), array.shape())?;
        let along = match position {
            Some(position) => Along::axis(array.shape(), position),
            None => Along::everything(array.shape()),
        };
        let results = if self.kind == ReductionKind::ArgMax && position.is_none() {
            vec![first_greatest(array.iter())]
        } else {
            self.kind.all(array.elements(), along)
        };
        let reduced = Array::from_memory(&kept(array.shape(), position), results).reshaped(shape);
        Ok(reduced
            .with_truth(array.is_truth() && matches!(self.kind, ReductionKind::Max | ReductionKind::Min)))
    }

    /// One for each element that is read; a mean is also divided.
    fn work<'a>(&self, arguments: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        let read = Given(arguments).array(0).map_or(shape, Array::shape);
        let work = Work::each(read, 1, 0);
        if self.kind == ReductionKind::Mean { work.beside(shape) } else { work }
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Reduce {
    fn cause(&self, arguments: &[Argument<'_>], value: &Array, place: (usize, usize, usize)) -> Cause {
        let given = Given(arguments);
        let Ok(array) = given.array(0) else { return Cause::Overflow };
        let shape = array.shape();
        let position = position(given, shape).ok().flatten();
        let size =
            position.map_or(shape.len(), |position| shape.axes().get(position).map_or(1, |axis| axis.size));
        if size == 0 {
            return Cause::EmptyMean;
        }
        let (stack, row, col) = place;
        let result = value.get(stack, row, col).unwrap_or(f64::NAN);
        let Some(position) = position else { return Cause::of_sum(array.iter(), result) };
        let mut subscripts = value.shape().subscripts(place);
        if value.shape().rank() < shape.rank() {
            subscripts.insert(position, 0);
        }
        let lane = (0..size).filter_map(|index| {
            *subscripts.get_mut(position)? = index;
            let at = |number| subscripts.iter().nth_back(number).copied().unwrap_or(0);
            array.get(at(2), at(1), at(0))
        });
        Cause::of_sum(lane, result)
    }

    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let (walk, axis) = walk(arguments, shape, at)?;
        let kind = self.kind;
        let operands = walk.positions().map(|at| Given(arguments).element(0, at));
        let operands: Vec<Operand> = operands.collect::<Option<_>>()?;
        let numbers: Vec<f64> = operands.iter().map(|operand| operand.value).collect();
        let running = kind.running(&numbers);
        let members = operands
            .into_iter()
            .zip(running)
            .map(|(operand, running)| ReductionMember { operand, running })
            .collect();
        let decides = kind.decides(&numbers);
        Some(Explanation::Reduction(Reduction { kind, axis, members, decides }))
    }

    fn reads(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position, see: &mut dyn FnMut(Patch)) {
        if let Some((walk, _)) = walk(arguments, shape, at) {
            see(walk);
        }
    }

    fn example(&self) -> &'static str {
        match self.name {
            "sum" => "sum([[1, 2], [3, 4]], axis=1)",
            "mean" => "mean([[1, 2], [3, 4]], axis=0)",
            "max" => "max([[1, 2], [3, 4]])",
            "min" => "min([[1, 2], [3, 4]], axis=-1)",
            _ => "argmax([[1, 5, 2], [7, 0, 3]], axis=1)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, explained, fault, numbers};
    use super::*;

    fn reduce(name: &str, array: &Array, axis: Option<i64>, keepdims: bool) -> Array {
        let axis = axis.map_or(Argument::None, Argument::Integer);
        call(name, &[Argument::Array(array), axis, Argument::Flag(keepdims)])
    }

    #[test]
    fn each_axis_of_a_matrix_reduces() {
        let matrix = numbers(&[2, 3], &[1., 5., 3., 4., 2., 6.]);
        let table: [(&str, f64, [f64; 3], [f64; 2]); 5] = [
            ("sum", 21.0, [5., 7., 9.], [9., 12.]),
            ("mean", 3.5, [2.5, 3.5, 4.5], [3., 4.]),
            ("max", 6.0, [4., 5., 6.], [5., 6.]),
            ("min", 1.0, [1., 2., 3.], [1., 2.]),
            ("argmax", 5.0, [1., 0., 1.], [1., 2.]),
        ];
        for (name, whole, columns, rows) in table {
            assert!(reduce(name, &matrix, None, false).same_bits(&Array::scalar(whole)), "{name}");
            assert!(reduce(name, &matrix, None, true).same_bits(&numbers(&[1, 1], &[whole])), "{name}");
            assert!(reduce(name, &matrix, Some(0), false).same_bits(&numbers(&[3], &columns)), "{name}");
            assert!(reduce(name, &matrix, Some(-1), false).same_bits(&numbers(&[2], &rows)), "{name}");
            assert!(reduce(name, &matrix, Some(1), true).same_bits(&numbers(&[2, 1], &rows)), "{name}");
        }
    }

    #[test]
    fn each_axis_of_a_stack_reduces() {
        let stack = counted(&[2, 2, 3]);
        let sum = |axis| reduce("sum", &stack, Some(axis), false);
        assert!(sum(0).same_bits(&numbers(&[2, 3], &[6., 8., 10., 12., 14., 16.])));
        assert!(sum(1).same_bits(&numbers(&[2, 3], &[3., 5., 7., 15., 17., 19.])));
        assert!(sum(2).same_bits(&numbers(&[2, 2], &[3., 12., 21., 30.])));
        let argmax = reduce("argmax", &stack, Some(2), true);
        assert!(argmax.same_bits(&numbers(&[2, 2, 1], &[2.; 4])));
    }

    #[test]
    fn what_is_not_finite_has_its_cause() {
        let inf = f64::INFINITY;
        let cause = |name: &str, array: &Array, axis: Option<i64>, keepdims: bool| {
            let axis = axis.map_or(Argument::None, Argument::Integer);
            let arguments = [Argument::Array(array), axis, Argument::Flag(keepdims)];
            let value = call(name, &arguments);
            let place = value.first_nan().or(value.first_non_finite().map(|(place, _)| place));
            explained(name).cause(&arguments, &value, place.unwrap())
        };
        let both = numbers(&[2, 2, 2], &[1., 1., 1., 1., 1., inf, 1., -inf]);
        for keepdims in [false, true] {
            assert_eq!(cause("mean", &both, Some(1), keepdims), Cause::InfinityMinusInfinity);
            assert_eq!(cause("sum", &both, None, keepdims), Cause::InfinityMinusInfinity);
            let large = numbers(&[2, 2], &[1., 1., f64::MAX, f64::MAX]);
            assert_eq!(cause("mean", &large, Some(-1), keepdims), Cause::Overflow);
            assert_eq!(cause("mean", &counted(&[2, 0]), Some(1), keepdims), Cause::EmptyMean);
            assert_eq!(cause("mean", &counted(&[0]), None, keepdims), Cause::EmptyMean);
        }
    }

    #[test]
    fn nan_wins() {
        let x = numbers(&[4], &[1.0, f64::NAN, 9.0, f64::NAN]);
        for name in ["sum", "mean", "max", "min"] {
            assert!(reduce(name, &x, None, false).first_nan().is_some(), "{name}");
        }
        assert_eq!(reduce("argmax", &x, None, false).as_number(), Some(1.0));
        assert_eq!(
            reduce("argmax", &numbers(&[2], &[-f64::INFINITY; 2]), Some(0), false).as_number(),
            Some(0.0)
        );
    }

    #[test]
    fn nothing_sums_to_zero_and_has_no_greatest() {
        let [none, rows] = [counted(&[0]), counted(&[2, 0])];
        assert!(reduce("sum", &none, None, false).same_bits(&Array::scalar(0.0)));
        assert!(reduce("sum", &rows, Some(1), false).same_bits(&numbers(&[2], &[0.0, 0.0])));
        assert!(reduce("mean", &rows, Some(1), false).iter().all(f64::is_nan));
        assert_eq!(reduce("max", &rows, Some(0), false).shape(), &Shape::vector(0));
        for name in ["max", "min", "argmax"] {
            let found = fault(name, &[Argument::Array(&rows), Argument::Integer(1), Argument::None]);
            assert!(matches!(found, Fault::EmptyReduction { argument: 0, .. }), "{name}: {found:?}");
        }
    }

    #[test]
    fn truth_is_counted() {
        let truth = numbers(&[3], &[1., 0., 1.]).with_truth(true);
        assert!(reduce("sum", &truth, None, false).same_bits(&Array::scalar(2.0)));
        assert!(reduce("max", &truth, None, false).is_truth());
        let axis = fault("sum", &[Argument::Array(&truth), Argument::Integer(1), Argument::None]);
        assert_eq!(axis, Fault::Axis { argument: 1, axis: 1, rank: 1 });
    }
}
