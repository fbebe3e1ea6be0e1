//! `one_hot` and `take`: from the numbers of tokens to their rows.

use super::{
    Argument, Default, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind,
    Work,
};
use crate::value::{Array, Axis, Position, Shape};

/// The number as a position among `size`, from the end where it is negative and that is allowed.
fn place(number: f64, size: usize, negative: bool) -> Option<usize> {
    let from_start = if number < 0.0 && negative { number + size as f64 } else { number };
    (from_start >= 0.0 && from_start < size as f64).then_some(from_start as usize)
}

/// Refuses numbers that are no positions among `size`.
fn check(argument: usize, numbers: &Array, size: usize, negative: bool) -> Result<(), Fault> {
    match numbers.iter().find(|number| number.fract() != 0.0 || place(*number, size, negative).is_none()) {
        None => Ok(()),
        Some(number) if number.fract() != 0.0 => Err(Fault::NotWhole { argument }),
        Some(number) => Err(Fault::OutOfRange { argument, index: number as i64, size }),
    }
}

/// The sizes of the array that `shape` describes, with those of some axes put before and after.
fn joined(before: &[Axis], middle: &Shape, after: &[Axis]) -> Result<Shape, Fault> {
    let axes = before.iter().chain(middle.axes()).chain(after);
    let rank = before.len() + middle.rank() + after.len();
    Shape::new(axes.cloned()).ok_or(Fault::TooManyAxes { rank })
}

/// `one_hot(ids, size)`: each id as a row of zeros with a 1 in its column; the new axis is the last. A fault where an
/// id is no whole number from 0 to size − 1.
///
/// In NumPy it is `np.eye(size)[ids]`, which would take negative ids for columns from the end.
pub(super) struct OneHot;

static IDS: [Parameter; 2] =
    [Parameter::required("ids", ParameterKind::Array), Parameter::required("size", ParameterKind::Size)];

/// The position, among those of `ids`, of the element that a row of the result belongs to.
fn id_at(ids: &Shape, at: Position) -> Position {
    match ids.rank() {
        0 => (0, 0, 0),
        1 => (0, 0, at.1),
        _ => (0, at.0, at.1),
    }
}

impl Operation for OneHot {
    fn name(&self) -> &'static str {
        "one_hot"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &IDS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let (ids, size) = (Given(arguments).array(0)?, Given(arguments).size(1)?);
        let shape = joined(&[], ids.shape(), std::slice::from_ref(size))?;
        check(0, ids, size.size, false)?;
        Ok(shape)
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let ids = Given(arguments).array(0)?;
        Ok(Array::generate(shape, |stack, row, col| {
            let (s, r, c) = id_at(ids.shape(), (stack, row, col));
            hot(ids.get(s, r, c).unwrap_or(f64::NAN), col)
        }))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for OneHot {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let ids = Given(arguments).array(0).ok().filter(|_| shape.holds(at))?;
        let id = Given(arguments).element(0, id_at(ids.shape(), at))?;
        Some(Explanation::OneHot { id, column: at.2 })
    }

    fn example(&self) -> &'static str {
        "one_hot([2, 0, 1], 3)"
    }
}

/// 1 in the column of the id.
pub(super) fn hot(id: f64, column: usize) -> f64 {
    f64::from(u8::from((id - column as f64) == 0.0))
}

/// `take(a, indices, axis=None)`: the members of an axis at these positions, in this order, each as often as it is
/// asked for; negative positions count from the end. `take(E, ids, axis=0)` is the embedding of the tokens `ids`.
///
/// The axes of `indices` stand in the place of the axis. Without an axis NumPy takes from all elements in C order: here
/// `a` must then be a vector, as a matrix would hardly be meant.
///
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.take.html>.
pub(super) struct Take;

static TAKE: [Parameter; 3] = [
    Parameter::required("a", ParameterKind::Array),
    Parameter::required("indices", ParameterKind::Array),
    Parameter::optional("axis", ParameterKind::Integer, Default::None),
];

/// Where the axis is.
fn position(given: Given<'_, '_>) -> Result<usize, Fault> {
    let shape = given.array(0)?.shape();
    match (given.integer_or_none(2)?, shape.rank()) {
        (_, 0) => Err(Fault::Rank { argument: 0, least: 1, most: Shape::MOST, found: shape.clone() }),
        (Some(axis), rank) => shape.position(axis).ok_or(Fault::Axis { argument: 2, axis, rank }),
        (None, 1) => Ok(0),
        (None, _) => Err(Fault::NeedsAxis { argument: 0, found: shape.clone() }),
    }
}

/// How the elements of the result lie in C order: so many for each member taken, and so many members each time.
struct Layout {
    position: usize,
    members: usize,
    inner: usize,
    size: usize,
}

impl Layout {
    fn of(given: Given<'_, '_>) -> Result<Self, Fault> {
        let (shape, members) = (given.array(0)?.shape(), given.array(1)?.shape().len());
        let position = position(given)?;
        let inner = shape.sizes().skip(position + 1).product();
        Ok(Self { position, members, inner, size: shape.sizes().nth(position).unwrap_or(0) })
    }

    /// The index that is asked, and the element that it gives, both in C order.
    fn source(&self, place: usize, indices: &Array) -> Option<(usize, usize)> {
        let (group, inner) = ((self.members * self.inner).max(1), self.inner.max(1));
        let (outer, rest) = (place / group, place % group);
        let asked = rest / inner;
        let (s, r, c) = indices.shape().c_position(asked);
        let member = self::place(indices.get(s, r, c)?, self.size, true)?;
        Some((asked, (outer * self.size + member) * inner + rest % inner))
    }
}

impl Operation for Take {
    fn name(&self) -> &'static str {
        "take"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &TAKE
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let given = Given(arguments);
        let (axes, indices) = (given.array(0)?.shape().axes(), given.array(1)?);
        let layout = Layout::of(given)?;
        let (before, after) = axes.split_at(layout.position);
        let shape = joined(before, indices.shape(), after.get(1..).unwrap_or_default())?;
        check(1, indices, layout.size, true)?;
        Ok(shape)
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let (array, indices) = (Given(arguments).array(0)?, Given(arguments).array(1)?);
        let layout = Layout::of(Given(arguments))?;
        let taken = |stack, row, col| {
            let (_, from) = layout.source(shape.c_index((stack, row, col)), indices)?;
            let (s, r, c) = array.shape().c_position(from);
            array.get(s, r, c)
        };
        let element = |stack, row, col| taken(stack, row, col).unwrap_or(f64::NAN);
        Ok(Array::generate(shape, element).with_truth(array.is_truth()))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::copies(shape)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Take {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let given = Given(arguments);
        let (array, indices) = (given.array(0).ok()?, given.array(1).ok().filter(|_| shape.holds(at))?);
        let (asked, from) = Layout::of(given).ok()?.source(shape.c_index(at), indices)?;
        let index = given.element(1, indices.shape().c_position(asked))?;
        let x = given.element(0, array.shape().c_position(from))?;
        Some(Explanation::Lookup { index, x })
    }

    fn example(&self) -> &'static str {
        "take([[1, 2], [3, 4], [5, 6]], [2, 0], axis=0)"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;

    fn take(array: &Array, indices: &Array, axis: Option<i64>) -> Array {
        let axis = axis.map_or(Argument::None, Argument::Integer);
        call("take", &[Argument::Array(array), Argument::Array(indices), axis])
    }

    #[test]
    fn ids_become_rows() {
        let ids = numbers(&[2], &[2., 0.]).with_shape(Shape::vector(Axis::named(2, "n"))).unwrap();
        let rows = call("one_hot", &[Argument::Array(&ids), Argument::Size(Axis::named(3, "v"))]);
        assert!(rows.iter().eq([0., 0., 1., 1., 0., 0.]) && !rows.is_truth());
        assert_eq!(rows.shape(), &Shape::matrix(Axis::named(2, "n"), Axis::named(3, "v")));
        let one = call("one_hot", &[Argument::Array(&Array::scalar(1.0)), Argument::Size(2.into())]);
        assert!(one.same_bits(&numbers(&[2], &[0., 1.])));
        let batch = numbers(&[2, 1], &[0., 1.]);
        let stack = call("one_hot", &[Argument::Array(&batch), Argument::Size(2.into())]);
        assert!(stack.same_bits(&numbers(&[2, 1, 2], &[1., 0., 0., 1.])));
    }

    #[test]
    fn ids_that_are_none_are_refused() {
        let refuse = |id| {
            let ids = numbers(&[2], &[0., id]);
            fault("one_hot", &[Argument::Array(&ids), Argument::Size(3.into())])
        };
        assert_eq!(refuse(3.0), Fault::OutOfRange { argument: 0, index: 3, size: 3 });
        assert_eq!(refuse(-1.0), Fault::OutOfRange { argument: 0, index: -1, size: 3 });
        for id in [0.5, f64::NAN, f64::INFINITY] {
            assert_eq!(refuse(id), Fault::NotWhole { argument: 0 });
        }
        let stack = counted(&[1, 1, 1]);
        let found = fault("one_hot", &[Argument::Array(&stack), Argument::Size(3.into())]);
        assert_eq!(found, Fault::TooManyAxes { rank: 4 });
    }

    #[test]
    fn members_are_taken_in_any_order() {
        let table = counted(&[3, 2]);
        assert!(
            take(&table, &numbers(&[2], &[2., -3.]), Some(0)).same_bits(&numbers(&[2, 2], &[4., 5., 0., 1.]))
        );
        let columns = take(&table, &numbers(&[3], &[1., 1., 0.]), Some(-1));
        assert!(columns.same_bits(&numbers(&[3, 3], &[1., 1., 0., 3., 3., 2., 5., 5., 4.])));
        assert!(take(&counted(&[4]), &Array::scalar(-1.0), None).same_bits(&Array::scalar(3.0)));
        let batch = take(&table, &numbers(&[2, 1], &[1., 0.]), Some(0));
        assert!(batch.same_bits(&numbers(&[2, 1, 2], &[2., 3., 0., 1.])));
        let stack = take(&counted(&[2, 2, 2]), &Array::scalar(1.0), Some(1));
        assert!(stack.same_bits(&numbers(&[2, 2], &[2., 3., 6., 7.])));
        assert_eq!(take(&counted(&[0, 2]), &counted(&[0]), Some(0)).shape(), &Shape::matrix(0, 2));
    }

    #[test]
    fn rows_of_a_table_follow_the_names() {
        let table =
            counted(&[3, 2]).with_shape(Shape::matrix(Axis::named(3, "v"), Axis::named(2, "d"))).unwrap();
        let ids = counted(&[2]).with_shape(Shape::vector(Axis::named(2, "n"))).unwrap();
        let rows = take(&table, &ids, Some(0));
        assert_eq!(rows.shape(), &Shape::matrix(Axis::named(2, "n"), Axis::named(2, "d")));
    }

    #[test]
    fn what_is_not_there_is_refused() {
        let (table, ids) = (counted(&[3, 2]), counted(&[2]));
        let refuse = |array: &Array, ids: &Array, axis| {
            fault("take", &[Argument::Array(array), Argument::Array(ids), axis])
        };
        assert!(matches!(refuse(&table, &ids, Argument::None), Fault::NeedsAxis { argument: 0, .. }));
        let five = numbers(&[1], &[5.0]);
        let beyond = Fault::OutOfRange { argument: 1, index: 5, size: 3 };
        assert_eq!(refuse(&table, &five, Argument::Integer(0)), beyond);
        assert_eq!(refuse(&table, &ids, Argument::Integer(2)), Fault::Axis { argument: 2, axis: 2, rank: 2 });
        assert_eq!(refuse(&counted(&[2, 2, 2]), &table, Argument::Integer(0)).code(), "limit");
        assert_eq!(refuse(&Array::scalar(1.0), &ids, Argument::None).code(), "shape");
        let half = numbers(&[1], &[0.5]);
        assert_eq!(refuse(&table, &half, Argument::Integer(0)), Fault::NotWhole { argument: 1 });
    }
}
