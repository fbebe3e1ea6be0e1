//! `split_heads` and `merge_heads`: a matrix as a stack of heads, and back.

use super::{
    Argument, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind, Work,
};
use crate::value::{Array, Axis, Position, Shape};

/// `split_heads(X, h)`: n × d → h × n × d/h. Head t has the columns t·d/h to (t + 1)·d/h − 1, in their order. A fault
/// where h does not divide d.
///
/// In NumPy it is `X.reshape(n, h, d // h).transpose(1, 0, 2)`. Source: Vaswani et al. 2017, section 3.2.2.
pub(super) struct SplitHeads;

/// `merge_heads(H)`: h × n × d → n × h·d, the heads side by side: the inverse of `split_heads`.
///
/// In NumPy it is `H.transpose(1, 0, 2).reshape(n, h * d)`.
pub(super) struct MergeHeads;

static SPLIT: [Parameter; 2] =
    [Parameter::required("X", ParameterKind::Array), Parameter::required("h", ParameterKind::Size)];
static MERGE: [Parameter; 1] = [Parameter::required("H", ParameterKind::Array)];

impl Operation for SplitHeads {
    fn name(&self) -> &'static str {
        "split_heads"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &SPLIT
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let (shape, heads) = (Given(arguments).array(0)?.shape(), Given(arguments).size(1)?);
        let [n, d] = shape.axes() else {
            return Err(Fault::Rank { argument: 0, least: 2, most: 2, found: shape.clone() });
        };
        match d.size.checked_div(heads.size) {
            Some(width) if width * heads.size == d.size => {
                Ok(Shape::stack(heads.clone(), n.clone(), Axis::new(width)))
            }
            _ => Err(Fault::Heads { argument: 1, heads: heads.size, size: d.size }),
        }
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let whole = Given(arguments).array(0)?;
        let (_, _, width) = shape.view();
        let element = |head: usize, row, col| whole.get(0, row, head * width + col).unwrap_or(f64::NAN);
        Ok(Array::generate(shape, element).with_truth(whole.is_truth()))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for SplitHeads {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let (head, row, col) = shape.holds(at).then_some(at)?;
        Given(arguments).element(0, (0, row, head * shape.view().2 + col)).map(Explanation::Copy)
    }

    fn example(&self) -> &'static str {
        "split_heads([[1, 2, 3, 4], [5, 6, 7, 8]], 2)"
    }
}

/// Which head has a column, and which of the head's columns it is.
fn head_of(heads: &Shape, col: usize) -> (usize, usize) {
    let width = heads.view().2.max(1);
    (col / width, col % width)
}

impl Operation for MergeHeads {
    fn name(&self) -> &'static str {
        "merge_heads"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &MERGE
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let shape = Given(arguments).array(0)?.shape();
        let [heads, n, d] = shape.axes() else {
            return Err(Fault::Rank { argument: 0, least: 3, most: 3, found: shape.clone() });
        };
        Ok(Shape::matrix(n.clone(), heads.size.saturating_mul(d.size)))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let heads = Given(arguments).array(0)?;
        let element = |_, row, col| {
            let (head, col) = head_of(heads.shape(), col);
            heads.get(head, row, col).unwrap_or(f64::NAN)
        };
        Ok(Array::generate(shape, element).with_truth(heads.is_truth()))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for MergeHeads {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let heads = Given(arguments).array(0).ok().filter(|_| shape.holds(at))?;
        let (head, col) = head_of(heads.shape(), at.2);
        Given(arguments).element(0, (head, at.1, col)).map(Explanation::Copy)
    }

    fn example(&self) -> &'static str {
        "merge_heads([[[1, 2], [5, 6]], [[3, 4], [7, 8]]])"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;

    #[test]
    fn heads_are_cut_from_the_columns_and_come_back() {
        let whole = counted(&[2, 4]);
        let heads = call("split_heads", &[Argument::Array(&whole), Argument::Size(2.into())]);
        assert!(heads.same_bits(&numbers(&[2, 2, 2], &[0., 1., 4., 5., 2., 3., 6., 7.])));
        assert!(call("merge_heads", &[Argument::Array(&heads)]).same_bits(&whole));
        let wide = counted(&[3, 12]).with_truth(false);
        for count in [1, 2, 3, 4, 6, 12] {
            let heads = call("split_heads", &[Argument::Array(&wide), Argument::Size(count.into())]);
            assert!(call("merge_heads", &[Argument::Array(&heads)]).same_bits(&wide), "{count} heads");
        }
    }

    #[test]
    fn axes_keep_their_names() {
        let shape = Shape::matrix(Axis::named(2, "n"), Axis::named(4, "d_model"));
        let whole = counted(&[2, 4]).with_shape(shape).unwrap();
        let heads = call("split_heads", &[Argument::Array(&whole), Argument::Size(Axis::named(2, "h"))]);
        assert_eq!(heads.shape(), &Shape::stack(Axis::named(2, "h"), Axis::named(2, "n"), 2));
        let merged = call("merge_heads", &[Argument::Array(&heads)]);
        assert_eq!(merged.shape(), &Shape::matrix(Axis::named(2, "n"), 4));
    }

    #[test]
    fn unequal_heads_are_refused() {
        let whole = counted(&[2, 4]);
        for heads in [0, 3, 5, 8] {
            let found = fault("split_heads", &[Argument::Array(&whole), Argument::Size(heads.into())]);
            assert_eq!(found, Fault::Heads { argument: 1, heads, size: 4 });
        }
        let stack = counted(&[2, 2, 2]);
        let found = fault("split_heads", &[Argument::Array(&stack), Argument::Size(2.into())]);
        assert!(matches!(found, Fault::Rank { least: 2, most: 2, .. }), "{found:?}");
        let found = fault("merge_heads", &[Argument::Array(&whole)]);
        assert!(matches!(found, Fault::Rank { least: 3, most: 3, .. }), "{found:?}");
        let none = counted(&[2, 0]);
        let heads = call("split_heads", &[Argument::Array(&none), Argument::Size(2.into())]);
        assert_eq!(heads.shape(), &Shape::stack(2, 2, 0));
    }
}
