//! `causal_mask`, `window_mask` and `padding_mask`: which keys a query may see, as truth values.

use super::explanation::Reason;
use super::{
    Argument, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind, Work,
};
use crate::value::{Array, Position, Shape};

/// Query × key, both of the axis `n`.
fn square(given: Given<'_, '_>) -> Result<Shape, Fault> {
    let axis = given.size(0)?;
    Ok(Shape::matrix(axis.clone(), axis.clone()))
}

/// 1 or 0.
fn truth(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// `causal_mask(n)`: n × n, true where j ≤ i: query i sees the keys up to its own place and none after it.
///
/// In NumPy it is `np.tri(n, dtype=bool)`. Source: Vaswani et al. 2017, section 3.2.3.
pub(super) struct CausalMask;

static SIDE: [Parameter; 1] = [Parameter::required("n", ParameterKind::Size)];

impl Operation for CausalMask {
    fn name(&self) -> &'static str {
        "causal_mask"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &SIDE
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        square(Given(arguments))
    }

    fn value(&self, _: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        Ok(Array::generate(shape, |_, row, col| truth(col <= row)).with_truth(true))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for CausalMask {
    fn explain(&self, _: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let diagonal = shape.holds(at).then_some(at.2 as i64 - at.1 as i64)?;
        Some(Explanation::Constant { value: truth(diagonal <= 0), reason: Reason::Causal { diagonal } })
    }

    fn example(&self) -> &'static str {
        "causal_mask(4)"
    }
}

/// `window_mask(n, w)`: n × n, true where |i − j| ≤ w: query i sees the w keys before it, itself, and the w after it.
/// Nothing where w is negative.
///
/// Source: the sliding window of Beltagy, Peters and Cohan, "Longformer", 2020, whose window is 2w + 1 wide.
pub(super) struct WindowMask;

static WINDOW: [Parameter; 2] =
    [Parameter::required("n", ParameterKind::Size), Parameter::required("w", ParameterKind::Integer)];

impl Operation for WindowMask {
    fn name(&self) -> &'static str {
        "window_mask"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &WINDOW
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        Given(arguments).integer(1)?;
        square(Given(arguments))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let w = Given(arguments).integer(1)?;
        let near = |_, row: usize, col: usize| truth(row.abs_diff(col) as i64 <= w);
        Ok(Array::generate(shape, near).with_truth(true))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for WindowMask {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let w = Given(arguments).integer(1).ok().filter(|_| shape.holds(at))?;
        let distance = at.1.abs_diff(at.2) as i64;
        Some(Explanation::Constant { value: truth(distance <= w), reason: Reason::Window { distance, w } })
    }

    fn example(&self) -> &'static str {
        "window_mask(5, 1)"
    }
}

/// `padding_mask(keep)`: column j is true where keep\[j\] is not 0, in every row: no query sees what only fills up.
///
/// A vector of n gives n × n; a matrix, a vector for each sentence of a batch (batch × n), gives a stack of such masks.
/// In NumPy it is `np.broadcast_to(keep[..., None, :] != 0, …)`.
pub(super) struct PaddingMask;

static KEEP: [Parameter; 1] = [Parameter::required("keep", ParameterKind::Array)];

impl Operation for PaddingMask {
    fn name(&self) -> &'static str {
        "padding_mask"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &KEEP
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let keep = Given(arguments).array(0)?.shape();
        match keep.axes() {
            [n] => Ok(Shape::matrix(n.clone(), n.clone())),
            [batch, n] => Ok(Shape::stack(batch.clone(), n.clone(), n.clone())),
            _ => Err(Fault::Rank { argument: 0, least: 1, most: 2, found: keep.clone() }),
        }
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let keep = Given(arguments).array(0)?;
        // The rows of `keep` are the members of the stack.
        let kept = |stack, _, col| truth(keep.get(0, stack, col).is_some_and(|keep| keep != 0.0));
        Ok(Array::generate(shape, kept).with_truth(true))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for PaddingMask {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let x = shape.holds(at).then(|| Given(arguments).element(0, (0, at.0, at.2)))??;
        Some(Explanation::Unary { operation: "padding_mask", x })
    }

    fn example(&self) -> &'static str {
        "padding_mask([1, 1, 0])"
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the expected numbers are exact")]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;
    use crate::value::Axis;

    #[test]
    fn queries_see_up_to_themselves() {
        let mask = call("causal_mask", &[Argument::Size(Axis::named(3, "n"))]);
        let expected = numbers(&[3, 3], &[1., 0., 0., 1., 1., 0., 1., 1., 1.]).with_truth(true);
        assert!(mask.same_bits(&expected.with_shape(mask.shape().clone()).unwrap()));
        assert_eq!(mask.shape(), &Shape::matrix(Axis::named(3, "n"), Axis::named(3, "n")));
        let why = CausalMask.explain(&[], mask.shape(), (0, 0, 2));
        let reason = Reason::Causal { diagonal: 2 };
        assert_eq!(why, Some(Explanation::Constant { value: 0.0, reason }));
        assert_eq!(fault("causal_mask", &[Argument::None]).code(), "argument");
    }

    #[test]
    fn windows_reach_as_far_both_ways() {
        let mask = |w| call("window_mask", &[Argument::Size(3.into()), Argument::Integer(w)]);
        let band = numbers(&[3, 3], &[1., 1., 0., 1., 1., 1., 0., 1., 1.]).with_truth(true);
        assert!(mask(1).same_bits(&band));
        assert!(mask(0).iter().eq(call("eye", &[Argument::Size(3.into()), Argument::None]).iter()));
        assert!(mask(-1).iter().all(|x| x == 0.0) && mask(i64::MAX).iter().all(|x| x == 1.0));
        assert!(mask(i64::MIN).iter().all(|x| x == 0.0));
    }

    #[test]
    fn padding_is_seen_by_nobody() {
        let keep = numbers(&[3], &[1., f64::NAN, 0.]).with_shape(Shape::vector(Axis::named(3, "n"))).unwrap();
        let mask = call("padding_mask", &[Argument::Array(&keep)]);
        assert!(mask.is_truth() && mask.iter().eq([1., 1., 0.].repeat(3)));
        assert_eq!(mask.shape(), &Shape::matrix(Axis::named(3, "n"), Axis::named(3, "n")));
        let batch = numbers(&[2, 2], &[1., 0., -2., 1.]);
        let stack = call("padding_mask", &[Argument::Array(&batch)]);
        let expected = numbers(&[2, 2, 2], &[1., 0., 1., 0., 1., 1., 1., 1.]).with_truth(true);
        assert!(stack.same_bits(&expected));
        for sizes in [&[][..], &[1, 2, 3]] {
            let found = fault("padding_mask", &[Argument::Array(&counted(sizes))]);
            assert!(matches!(found, Fault::Rank { least: 1, most: 2, .. }), "{found:?}");
        }
    }
}
