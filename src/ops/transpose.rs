//! `.T` and `transpose(a)`.

use nalgebra::DMatrix;

use super::{
    Argument, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind, Work,
};
use crate::value::{Array, Position, Shape};

/// `Aᵀ[i, j] = A[j, i]`: the last two axes exchanged, so that a stack of matrices is a stack of transposes (NumPy
/// calls this `.mT`; its `.T` would reverse all three axes). A vector or number stays as it is, as in NumPy.
pub(super) struct Transpose {
    name: &'static str,
}

/// `A.T`.
pub(super) static ATTRIBUTE: Transpose = Transpose { name: ".T" };
/// `transpose(A)`, the same as a function.
pub(super) static FUNCTION: Transpose = Transpose { name: "transpose" };

static PARAMETERS: [Parameter; 1] = [Parameter::required("a", ParameterKind::Array)];

impl Operation for Transpose {
    fn name(&self) -> &'static str {
        self.name
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        Ok(Given(arguments).array(0)?.shape().transposed())
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let array = Given(arguments).array(0)?;
        let (stack, rows, cols) = array.shape().view();
        let transposed = match array.shape().rank() {
            0 | 1 => return Ok(array.clone()),
            2 => array.matrix().transpose(),
            _ => {
                let mut all = DMatrix::zeros(cols, stack * rows);
                for (member, slice) in array.slices().enumerate() {
                    slice.transpose_to(&mut all.columns_mut(member * rows, rows));
                }
                all
            }
        };
        Ok(Array::over(shape, transposed).with_truth(array.is_truth()))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Transpose
    }
}

impl Explained for Transpose {
    fn explain(&self, arguments: &[Argument<'_>], _: &Shape, at: Position) -> Option<Explanation> {
        let array = Given(arguments).array(0).ok()?;
        let from = if array.shape().rank() < 2 { at } else { (at.0, at.2, at.1) };
        Given(arguments).element(0, from).map(Explanation::Copy)
    }

    fn example(&self) -> &'static str {
        match self.name {
            ".T" => "array([[1, 2, 3], [4, 5, 6]]).T",
            _ => "transpose([[1, 2, 3], [4, 5, 6]])",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, numbers};
    use super::*;

    #[test]
    fn the_last_two_axes_swap() {
        for name in [".T", "transpose"] {
            let transposed = |array: &Array| call(name, &[Argument::Array(array)]);
            assert!(transposed(&counted(&[2, 3])).same_bits(&numbers(&[3, 2], &[0., 3., 1., 4., 2., 5.])));
            let stack = transposed(&counted(&[2, 1, 3]));
            assert!(stack.same_bits(&numbers(&[2, 3, 1], &[0., 1., 2., 3., 4., 5.])));
            assert!(transposed(&counted(&[4])).same_bits(&counted(&[4])));
            assert!(transposed(&Array::truth(true)).is_truth());
        }
    }
}
