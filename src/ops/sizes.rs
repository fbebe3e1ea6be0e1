//! `X.shape` and `X.shape[i]`.

use super::{
    Argument, Default, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind,
    Work,
};
use crate::value::{Array, Position, Shape};

/// `X.shape[axis]`: the size of an axis, a number; and `X.shape`, without an axis: all sizes as a vector.
pub(super) struct Sizes;

static PARAMETERS: [Parameter; 2] = [
    Parameter::required("a", ParameterKind::Array),
    Parameter::optional("axis", ParameterKind::Integer, Default::None),
];

impl Operation for Sizes {
    fn name(&self) -> &'static str {
        ".shape"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let shape = Given(arguments).array(0)?.shape();
        match Given(arguments).integer_or_none(1)? {
            None => Ok(Shape::vector(shape.rank())),
            Some(axis) if shape.position(axis).is_some() => Ok(Shape::scalar()),
            Some(axis) => Err(Fault::Axis { argument: 1, axis, rank: shape.rank() }),
        }
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let sizes = Given(arguments).array(0)?.shape();
        let position = Given(arguments).integer_or_none(1)?.and_then(|axis| sizes.position(axis));
        let wanted =
            sizes.sizes().enumerate().filter(|&(at, _)| position.is_none_or(|position| position == at));
        Ok(Array::from_memory(shape, wanted.map(|(_, size)| size as f64).collect()))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Sizes {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let sizes = Given(arguments).array(0).ok()?.shape();
        let axis = match Given(arguments).integer_or_none(1).ok()? {
            Some(axis) => sizes.position(axis)?,
            None => at.2,
        };
        let size = sizes.sizes().nth(axis).filter(|_| shape.holds(at))?;
        Some(Explanation::Size { argument: 0, axis, size })
    }

    fn example(&self) -> &'static str {
        "array([[1, 2, 3], [4, 5, 6]]).shape[1]"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;

    #[test]
    fn sizes_are_numbers() {
        let matrix = counted(&[2, 3]);
        let size = |axis| call(".shape", &[Argument::Array(&matrix), Argument::Integer(axis)]);
        assert!(size(0).same_bits(&Array::scalar(2.0)));
        assert!(size(-1).same_bits(&Array::scalar(3.0)));
        let all = call(".shape", &[Argument::Array(&matrix), Argument::None]);
        assert!(all.same_bits(&numbers(&[2], &[2.0, 3.0])));
        let found = fault(".shape", &[Argument::Array(&matrix), Argument::Integer(2)]);
        assert_eq!(found, Fault::Axis { argument: 1, axis: 2, rank: 2 });
    }
}
