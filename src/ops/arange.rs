//! `arange(stop)`, `arange(start, stop, step)`.

use super::explanation::{Bound, Progression};
use super::{
    Argument, Default, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind,
};
use crate::value::{Array, Position, Shape};

/// `start, start + step, …` up to but without `stop`: ⌈(stop − start) / step⌉ numbers.
///
/// One argument alone is the stop, and the start 0. As NumPy does, the difference of the first two elements, not
/// `step` itself, is multiplied up, which matters in the last bit only.
///
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.arange.html>.
pub(super) struct Arange;

static PARAMETERS: [Parameter; 3] = [
    Parameter::required("start", ParameterKind::Array),
    Parameter::optional("stop", ParameterKind::Array, Default::None),
    Parameter::optional("step", ParameterKind::Array, Default::None),
];

struct Range {
    start: f64,
    step: f64,
    count: usize,
}

fn range(given: Given<'_, '_>) -> Result<Range, Fault> {
    let first = given.number(0)?.ok_or(Fault::Argument { argument: 0, expected: ParameterKind::Array })?;
    let (start, stop) = given.number(1)?.map_or((0.0, first), |stop| (first, stop));
    let step = given.number(2)?.unwrap_or(1.0);
    if step == 0.0 {
        return Err(Fault::StepZero { argument: 2 });
    }
    let span = stop - start;
    let steps = span / step;
    // A quotient too small for f64 still has the start in its range.
    let underflows = steps == 0.0 && steps.is_sign_positive() && span != 0.0;
    let count = if underflows { 1.0 } else { steps.ceil() };
    if count.is_finite() {
        // A negative count is none; one beyond usize saturates and meets the limit.
        return Ok(Range { start, step, count: count as usize });
    }
    let argument = (0..3).find(|&at| given.number(at).is_ok_and(|x| x.is_some_and(|x| !x.is_finite())));
    Err(Fault::NotFinite { argument: argument.unwrap_or(0) })
}

/// The number after so many steps.
pub(super) fn element(start: f64, step: f64, index: usize) -> f64 {
    let second = start + step;
    match index {
        0 => start,
        1 => second,
        _ => start + index as f64 * (second - start),
    }
}

impl Operation for Arange {
    fn name(&self) -> &'static str {
        "arange"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        Ok(Shape::vector(range(Given(arguments))?.count))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let Range { start, step, .. } = range(Given(arguments))?;
        let elements = (0..shape.len()).map(|index| element(start, step, index)).collect();
        Ok(Array::from_memory(shape, elements))
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Arange {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let given = |argument| Given(arguments).element(argument, (0, 0, 0)).map(Bound::Given);
        let (start, stop) = match given(1) {
            Some(stop) => (given(0)?, stop),
            None => (Bound::Default(0.0), given(0)?),
        };
        let step = given(2).unwrap_or(Bound::Default(1.0));
        let progression = Progression { start, stop, step, index: at.2 };
        shape.holds(at).then_some(Explanation::Progression(progression))
    }

    fn example(&self) -> &'static str {
        "arange(1, 6, 2)"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, fault, numbers};
    use super::*;

    fn arrays(values: &[f64]) -> Vec<Array> {
        values.iter().copied().map(Array::scalar).collect()
    }

    #[test]
    fn ranges_are_numpys() {
        let table: [(&[f64], &[f64]); 7] = [
            (&[4.], &[0., 1., 2., 3.]),
            (&[1., 2., 0.3], &[1.0, 1.3, 1.6, 1.9]),
            (&[5., 1.], &[]),
            (&[5., 1., -2.], &[5., 3.]),
            (&[1., 4., 2.5], &[1., 3.5]),
            (&[-1.], &[]),
            (&[0., 5., f64::INFINITY], &[0.]),
        ];
        for (given, expected) in table {
            let given = arrays(given);
            let found = call("arange", &given.iter().map(Argument::Array).collect::<Vec<_>>());
            let close = found.iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-15);
            assert!(
                close && found.shape() == &Shape::vector(expected.len()),
                "{found:?} is not {expected:?}"
            );
        }
    }

    #[test]
    fn what_has_no_end_is_refused() {
        let refuse = |values: &[f64]| {
            let given = arrays(values);
            fault("arange", &given.iter().map(Argument::Array).collect::<Vec<_>>())
        };
        assert_eq!(refuse(&[0., 1., 0.]), Fault::StepZero { argument: 2 });
        assert_eq!(refuse(&[0., f64::INFINITY]), Fault::NotFinite { argument: 1 });
        assert_eq!(refuse(&[f64::NAN]), Fault::NotFinite { argument: 0 });
        assert_eq!(refuse(&[0., f64::MAX, f64::MIN_POSITIVE]), Fault::NotFinite { argument: 0 });
        let vector = numbers(&[1], &[3.0]);
        assert_eq!(fault("arange", &[Argument::Array(&vector)]).code(), "shape");
        let many = [Array::scalar(1e300)];
        assert_eq!(Arange.shape(&[Argument::Array(&many[0])]), Ok(Shape::vector(usize::MAX)));
    }
}
