//! `tril` and `triu`: the part of a matrix below or above a diagonal. `tril(ones((n, n)))` is the causal mask.

use super::explanation::Reason;
use super::{
    Argument, Default, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind,
    Work,
};
use crate::value::{Array, Position, Shape};

/// `m[i, j]` where it is kept, else 0, on the last two axes; the shape stays. NumPy makes a matrix of a vector here:
/// that is refused, as a matrix is meant.
pub(super) struct Triangle {
    name: &'static str,
    /// Given column − row and k.
    keeps: fn(i64, i64) -> bool,
}

/// `tril(m, k=0)` keeps what is on and below the k-th diagonal: j − i ≤ k.
pub(super) static TRIL: Triangle = Triangle { name: "tril", keeps: |diagonal, k| diagonal <= k };
/// `triu(m, k=0)` keeps what is on and above the k-th diagonal: j − i ≥ k.
pub(super) static TRIU: Triangle = Triangle { name: "triu", keeps: |diagonal, k| diagonal >= k };

static PARAMETERS: [Parameter; 2] = [
    Parameter::required("m", ParameterKind::Array),
    Parameter::optional("k", ParameterKind::Integer, Default::Integer(0)),
];

impl Operation for Triangle {
    fn name(&self) -> &'static str {
        self.name
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let shape = Given(arguments).array(0)?.shape();
        Given(arguments).integer(1)?;
        if shape.rank() < 2 {
            return Err(Fault::Rank { argument: 0, least: 2, most: Shape::MOST, found: shape.clone() });
        }
        Ok(shape.clone())
    }

    fn value(&self, arguments: &[Argument<'_>], _: &Shape) -> Result<Array, Fault> {
        let mut triangle = Given(arguments).array(0)?.clone();
        let k = Given(arguments).integer(1)?;
        let (_, rows, cols) = triangle.shape().view();
        for (place, column) in triangle.elements_mut().chunks_exact_mut(rows.max(1)).enumerate() {
            for (row, x) in column.iter_mut().enumerate() {
                if !(self.keeps)((place % cols) as i64 - row as i64, k) {
                    *x = 0.0;
                }
            }
        }
        Ok(triangle)
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Triangle {
    fn explain(&self, arguments: &[Argument<'_>], _: &Shape, at: Position) -> Option<Explanation> {
        let operand = Given(arguments).element(0, at)?;
        let (diagonal, k) = (at.2 as i64 - at.1 as i64, Given(arguments).integer(1).ok()?);
        if (self.keeps)(diagonal, k) {
            return Some(Explanation::Copy(operand));
        }
        let reason = Reason::CutOff { cut: operand, diagonal, k };
        Some(Explanation::Constant { value: 0.0, reason })
    }

    fn example(&self) -> &'static str {
        match self.name {
            "tril" => "tril(ones((3, 3)))",
            _ => "triu(ones((3, 3)), 1)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;

    #[test]
    fn triangles_keep_their_side() {
        let matrix = counted(&[2, 3]);
        let part = |name, k| call(name, &[Argument::Array(&matrix), Argument::Integer(k)]);
        assert!(part("tril", 0).same_bits(&numbers(&[2, 3], &[0., 0., 0., 3., 4., 0.])));
        assert!(part("tril", -1).same_bits(&numbers(&[2, 3], &[0., 0., 0., 3., 0., 0.])));
        assert!(part("triu", 1).same_bits(&numbers(&[2, 3], &[0., 1., 2., 0., 0., 5.])));
        assert!(part("triu", i64::MIN).same_bits(&matrix));
        let stack = call("tril", &[Argument::Array(&counted(&[2, 2, 2])), Argument::Integer(0)]);
        assert!(stack.same_bits(&numbers(&[2, 2, 2], &[0., 0., 2., 3., 4., 0., 6., 7.])));
    }

    #[test]
    fn what_is_cut_is_zero_whatever_it_was() {
        let matrix = numbers(&[1, 2], &[1.0, f64::NAN]).with_truth(true);
        let cut = call("tril", &[Argument::Array(&matrix), Argument::Integer(0)]);
        assert!(cut.same_bits(&numbers(&[1, 2], &[1.0, 0.0]).with_truth(true)));
        let found = fault("triu", &[Argument::Array(&counted(&[2])), Argument::Integer(0)]);
        assert!(matches!(found, Fault::Rank { argument: 0, least: 2, .. }), "{found:?}");
    }
}
