//! `X[0]`, `X[:, 1:3]`, `X[::-1]`, `X[None]`.

use super::{
    Argument, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind, Subscript,
    Work,
};
use crate::value::{Array, Axis, Position, Shape};

/// `X[subscripts]`: basic indexing, each subscript taking one axis from the first, the rest whole.
///
/// A number picks one and drops the axis; a slice keeps it, with its name if all its members are still there; `None`
/// puts in a new axis of size 1. Negative positions count from the end; a slice that reaches beyond is cut short.
///
/// Source: <https://numpy.org/doc/stable/user/basics.indexing.html>; slices as in Python's `slice.indices`.
pub(super) struct Index;

static PARAMETERS: [Parameter; 2] = [
    Parameter::required("a", ParameterKind::Array),
    Parameter::required("subscripts", ParameterKind::Subscripts),
];

/// Which members of an axis are taken: the first, and how far each next one lies.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Picks {
    first: usize,
    step: i64,
    count: usize,
}

impl Picks {
    fn whole(size: usize) -> Self {
        Self { first: 0, step: 1, count: size }
    }

    fn one(subscript: usize, index: i64, size: usize) -> Result<Self, Fault> {
        let from_start = if index < 0 { i128::from(index) + size as i128 } else { i128::from(index) };
        let first = usize::try_from(from_start).ok().filter(|&first| first < size);
        let first = first.ok_or(Fault::Index { subscript, index, size })?;
        Ok(Self { first, step: 1, count: 1 })
    }

    fn slice(start: Option<i64>, stop: Option<i64>, step: i64, size: usize) -> Self {
        let (size, stride) = (size as i128, i128::from(step));
        // Going up, positions run from 0 to one past the end; going down, from the end to one before 0.
        let (low, high) = if step > 0 { (0, size) } else { (-1, size - 1) };
        let clamp = |position: i64| {
            let position = i128::from(position);
            (if position < 0 { position + size } else { position }).clamp(low, high)
        };
        let (first, end) = if step > 0 { (low, high) } else { (high, low) };
        let (first, end) = (start.map_or(first, clamp), stop.map_or(end, clamp));
        let count = (end - first + stride - stride.signum()) / stride;
        Self { first: first.max(0) as usize, step, count: count.max(0) as usize }
    }

    /// The position of a member that is taken.
    fn position(&self, member: usize) -> usize {
        (self.first as i64).saturating_add(self.step.saturating_mul(member as i64)).max(0) as usize
    }
}

/// What is taken along each axis of the array, and the axes of the result.
fn pick(shape: &Shape, subscripts: &[Subscript]) -> Result<([Picks; 3], Shape), Fault> {
    let given = subscripts.iter().filter(|subscript| **subscript != Subscript::NewAxis).count();
    if given > shape.rank() {
        return Err(Fault::TooManySubscripts { given, rank: shape.rank() });
    }
    let mut axes = shape.axes().iter();
    let mut picks = [Picks::whole(1); 3];
    let mut taken = picks.iter_mut().skip(Shape::MOST - shape.rank());
    let mut result = Vec::with_capacity(Shape::MOST + 1);
    for (at, subscript) in subscripts.iter().enumerate() {
        if *subscript == Subscript::NewAxis {
            result.push(Axis::new(1));
            continue;
        }
        let (Some(axis), Some(slot)) = (axes.next(), taken.next()) else { continue };
        *slot = match *subscript {
            Subscript::At(index) => Picks::one(at, index, axis.size)?,
            Subscript::Slice { step: Some(0), .. } => return Err(Fault::SliceStep { subscript: at }),
            Subscript::Slice { start, stop, step } => {
                let picks = Picks::slice(start, stop, step.unwrap_or(1), axis.size);
                result.push(if picks.count == axis.size { axis.clone() } else { Axis::new(picks.count) });
                picks
            }
            Subscript::NewAxis => continue,
        };
    }
    for (axis, slot) in axes.zip(taken) {
        *slot = Picks::whole(axis.size);
        result.push(axis.clone());
    }
    let rank = result.len();
    Ok((picks, Shape::new(result).ok_or(Fault::TooManyAxes { rank })?))
}

impl Operation for Index {
    fn name(&self) -> &'static str {
        "[]"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let given = Given(arguments);
        Ok(pick(given.array(0)?.shape(), given.subscripts(1)?)?.1)
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let array = Given(arguments).array(0)?;
        let ([stack, rows, cols], _) = pick(array.shape(), Given(arguments).subscripts(1)?)?;
        // Every axis of the array still in place, with what is taken of it; then the axes of the result.
        let taken = Shape::stack(stack.count, rows.count, cols.count);
        let element =
            |s, r, c| array.get(stack.position(s), rows.position(r), cols.position(c)).unwrap_or(f64::NAN);
        Ok(Array::generate(&taken, element).reshaped(shape).with_truth(array.is_truth()))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Subscript
    }
}

impl Explained for Index {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let (picks, _) =
            pick(Given(arguments).array(0).ok()?.shape(), Given(arguments).subscripts(1).ok()?).ok()?;
        let [stack, rows, cols] = picks;
        let taken = Shape::stack(stack.count, rows.count, cols.count);
        let (s, r, c) = shape.holds(at).then(|| taken.c_position(shape.c_index(at)))?;
        let from = (stack.position(s), rows.position(r), cols.position(c));
        Given(arguments).element(0, from).map(Explanation::Copy)
    }

    fn example(&self) -> &'static str {
        "array([[1, 2, 3], [4, 5, 6]])[:, 1:]"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;

    type Bounds = (Option<i64>, Option<i64>, Option<i64>);

    const ALL: Subscript = slice(None, None, None);

    const fn slice(start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Subscript {
        Subscript::Slice { start, stop, step }
    }

    fn index(array: &Array, subscripts: &[Subscript]) -> Array {
        call("[]", &[Argument::Array(array), Argument::Subscripts(subscripts.to_vec())])
    }

    #[test]
    fn numbers_drop_axes() {
        let stack = counted(&[2, 3, 4]);
        assert!(
            index(&stack, &[Subscript::At(1), Subscript::At(-1)])
                .same_bits(&numbers(&[4], &[20., 21., 22., 23.]))
        );
        assert!(
            index(&stack, &[ALL, ALL, Subscript::At(0)])
                .same_bits(&numbers(&[2, 3], &[0., 4., 8., 12., 16., 20.]))
        );
        let one = index(&stack, &[1, 2, 3].map(Subscript::At));
        assert!(one.same_bits(&Array::scalar(23.0)));
        assert!(index(&stack, &[]).same_bits(&stack));
    }

    #[test]
    fn slices_are_pythons() {
        let five = counted(&[5]);
        let table: [(Bounds, &[f64]); 9] = [
            ((Some(1), Some(3), None), &[1., 2.]),
            ((Some(-2), None, None), &[3., 4.]),
            ((None, Some(99), Some(2)), &[0., 2., 4.]),
            ((None, None, Some(-1)), &[4., 3., 2., 1., 0.]),
            ((Some(10), Some(2), Some(-2)), &[4.]),
            ((Some(3), Some(1), None), &[]),
            ((Some(i64::MIN), Some(i64::MAX), Some(i64::MAX)), &[0.]),
            ((None, None, Some(i64::MIN)), &[4.]),
            ((Some(-99), Some(-98), Some(-1)), &[]),
        ];
        for ((start, stop, step), expected) in table {
            let found = index(&five, &[slice(start, stop, step)]);
            assert!(found.iter().eq(expected.iter().copied()), "{start:?}:{stop:?}:{step:?} is {found:?}");
        }
        assert_eq!(index(&counted(&[0]), &[slice(None, None, Some(-1))]).shape(), &Shape::vector(0));
    }

    #[test]
    fn new_axes_and_names() {
        let matrix =
            counted(&[2, 3]).with_shape(Shape::matrix(Axis::named(2, "n"), Axis::named(3, "d_k"))).unwrap();
        let [row, all] = [slice(None, Some(1), None), slice(None, None, Some(-1))];
        let shape = |subscripts: &[Subscript]| index(&matrix, subscripts).shape().clone();
        assert_eq!(shape(&[row, all]), Shape::matrix(1, Axis::named(3, "d_k")));
        let column = Shape::stack(Axis::named(2, "n"), 1, Axis::named(3, "d_k"));
        assert_eq!(shape(&[ALL, Subscript::NewAxis]), column);
        assert_eq!(
            shape(&[Subscript::At(0), Subscript::NewAxis, ALL]),
            Shape::matrix(1, Axis::named(3, "d_k"))
        );
    }

    #[test]
    fn what_is_not_there_is_refused() {
        let matrix = counted(&[2, 3]);
        let refuse = |subscripts: &[Subscript]| {
            fault("[]", &[Argument::Array(&matrix), Argument::Subscripts(subscripts.to_vec())])
        };
        assert_eq!(refuse(&[ALL, Subscript::At(3)]), Fault::Index { subscript: 1, index: 3, size: 3 });
        assert_eq!(
            refuse(&[Subscript::At(i64::MIN)]),
            Fault::Index { subscript: 0, index: i64::MIN, size: 2 }
        );
        assert_eq!(refuse(&[ALL; 3]), Fault::TooManySubscripts { given: 3, rank: 2 });
        assert_eq!(refuse(&[slice(None, None, Some(0))]), Fault::SliceStep { subscript: 0 });
        assert_eq!(refuse(&[Subscript::NewAxis; 2]), Fault::TooManyAxes { rank: 4 });
    }
}
