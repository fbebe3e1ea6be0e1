//! Sizes and names of an array's axes.

use std::rc::Rc;

/// Where an element stands: (stack, row, column), with 0 for the axes that an array lacks. See [`Shape::view`].
pub type Position = (usize, usize, usize);

/// One axis of an array.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Axis {
    /// How many members it has; 0 is allowed, as in NumPy.
    pub size: usize,
    /// The named dimension it comes from, if any: `n`, `d_model`, `d_k`, …
    pub name: Option<Rc<str>>,
}

impl Axis {
    /// The axis that broadcasting adds.
    const ONE: Self = Self { size: 1, name: None };

    /// An axis that comes from no named dimension.
    pub fn new(size: usize) -> Self {
        Self { size, name: None }
    }

    /// An axis of the dimension `name`.
    pub fn named(size: usize, name: impl Into<Rc<str>>) -> Self {
        Self { size, name: Some(name.into()) }
    }

    /// The axis without its name.
    #[must_use]
    pub fn anonymous(&self) -> Self {
        Self::new(self.size)
    }
}

impl From<usize> for Axis {
    fn from(size: usize) -> Self {
        Self::new(size)
    }
}

/// The axes of an array, from the outermost: (stack, rows, columns), (rows, columns), (columns) or none.
///
/// Equality counts names; [`same_sizes`](Self::same_sizes) does not. A shape is a few words and never allocates.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shape {
    /// The axes, then [`Axis::ONE`] up to three.
    axes: [Axis; Shape::MOST],
    rank: usize,
}

impl Shape {
    /// The greatest rank of the language.
    pub const MOST: usize = 3;

    /// The shape with these axes; `None` where there are more than three.
    pub fn new(axes: impl IntoIterator<Item = Axis>) -> Option<Self> {
        let mut shape = Self::scalar();
        for axis in axes {
            *shape.axes.get_mut(shape.rank)? = axis;
            shape.rank += 1;
        }
        Some(shape)
    }

    /// A number: no axes.
    pub fn scalar() -> Self {
        Self { axes: [Axis::ONE, Axis::ONE, Axis::ONE], rank: 0 }
    }

    /// A vector.
    pub fn vector(size: impl Into<Axis>) -> Self {
        Self { axes: [size.into(), Axis::ONE, Axis::ONE], rank: 1 }
    }

    /// A matrix.
    pub fn matrix(rows: impl Into<Axis>, cols: impl Into<Axis>) -> Self {
        Self { axes: [rows.into(), cols.into(), Axis::ONE], rank: 2 }
    }

    /// A stack of matrices.
    pub fn stack(stack: impl Into<Axis>, rows: impl Into<Axis>, cols: impl Into<Axis>) -> Self {
        Self { axes: [stack.into(), rows.into(), cols.into()], rank: 3 }
    }

    /// The axes in order.
    pub fn axes(&self) -> &[Axis] {
        self.axes.get(..self.rank).unwrap_or(&self.axes)
    }

    /// The axes in order, to rename or resize.
    pub fn axes_mut(&mut self) -> &mut [Axis] {
        let rank = self.rank.min(Self::MOST);
        &mut self.axes[..rank]
    }

    /// How many axes there are, 0 to 3.
    pub fn rank(&self) -> usize {
        self.rank
    }

    /// How many elements there are: the product of the sizes, `usize::MAX` where that overflows.
    pub fn len(&self) -> usize {
        // A zero anywhere wins, even beside an overflow: multiply the others only if there is none.
        if self.is_empty() {
            return 0;
        }
        self.axes().iter().fold(1, |len, axis| len.saturating_mul(axis.size))
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.axes().iter().any(|axis| axis.size == 0)
    }

    /// The sizes of the axes in order.
    pub fn sizes(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.axes().iter().map(|axis| axis.size)
    }

    /// Whether ranks and sizes agree, whatever the names.
    pub fn same_sizes(&self, other: &Self) -> bool {
        self.rank == other.rank && self.sizes().eq(other.sizes())
    }

    /// The sizes as (stack, rows, columns), with 1 for what is missing: a vector is one row, a number 1 × 1.
    pub fn view(&self) -> (usize, usize, usize) {
        let [first, second, third] = &self.axes;
        match self.rank {
            0 => (1, 1, 1),
            1 => (1, 1, first.size),
            2 => (1, first.size, second.size),
            _ => (first.size, second.size, third.size),
        }
    }

    /// The subscripts of a (stack, row, column), as many as there are axes; see [`view`](Self::view).
    pub fn subscripts(&self, place: (usize, usize, usize)) -> Vec<usize> {
        let (stack, row, col) = place;
        [stack, row, col].into_iter().skip(Self::MOST - self.rank.min(Self::MOST)).collect()
    }

    /// Whether an element stands there.
    pub fn holds(&self, (stack, row, col): Position) -> bool {
        let (stacks, rows, cols) = self.view();
        stack < stacks && row < rows && col < cols
    }

    /// The place of an element in C order.
    pub(crate) fn c_index(&self, (stack, row, col): Position) -> usize {
        let (_, rows, cols) = self.view();
        (stack * rows + row) * cols + col
    }

    /// The element at a place in C order, the inverse of [`c_index`](Self::c_index).
    pub(crate) fn c_position(&self, index: usize) -> Position {
        let (_, rows, cols) = self.view();
        let (rows, cols) = (rows.max(1), cols.max(1));
        (index / (rows * cols), index / cols % rows, index % cols)
    }

    /// The element of this shape that broadcasting puts beside the element `at` of a larger one.
    pub(crate) fn broadcast_position(&self, (stack, row, col): Position) -> Position {
        let (stacks, rows, cols) = self.view();
        let along = |size: usize, place: usize| if size == 1 { 0 } else { place };
        (along(stacks, stack), along(rows, row), along(cols, col))
    }

    /// The same element with another place on an axis.
    pub(crate) fn moved(&self, at: Position, axis: usize, place: usize) -> Position {
        match self.rank.saturating_sub(axis) {
            0 | 1 => (at.0, at.1, place),
            2 => (at.0, place, at.2),
            _ => (place, at.1, at.2),
        }
    }

    /// The place of an element on an axis.
    pub(crate) fn place_on(&self, at: Position, axis: usize) -> usize {
        match self.rank.saturating_sub(axis) {
            0 | 1 => at.2,
            2 => at.1,
            _ => at.0,
        }
    }

    /// The last two axes exchanged; a vector or number as it is.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let mut shape = self.clone();
        if self.rank >= 2 {
            shape.axes.swap(self.rank - 2, self.rank - 1);
        }
        shape
    }

    /// The position of NumPy's axis number, which may count from the end: −1 is the last. `None` where there is no
    /// such axis.
    pub fn position(&self, axis: i64) -> Option<usize> {
        let rank = self.rank as i64;
        (-rank..rank).contains(&axis).then(|| axis.rem_euclid(rank.max(1)) as usize)
    }

    /// The axis numbered from the end, 1 being the last; the axis of size 1 that broadcasting adds beyond the first.
    pub fn from_end(&self, number: usize) -> &Axis {
        let position = self.rank.checked_sub(number);
        position.and_then(|position| self.axes.get(position)).unwrap_or(&Axis::ONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_axes_are_one() {
        assert_eq!(Shape::scalar().view(), (1, 1, 1));
        assert_eq!(Shape::vector(4).view(), (1, 1, 4));
        assert_eq!(Shape::matrix(2, 3).view(), (1, 2, 3));
        assert_eq!(Shape::stack(5, 2, 3).view(), (5, 2, 3));
        assert_eq!(Shape::new([1, 2, 3, 4].map(Axis::new)), None);
        let subscripts = |shape: Shape| shape.subscripts((0, 1, 2));
        assert_eq!(subscripts(Shape::scalar()), Vec::<usize>::new());
        assert_eq!(subscripts(Shape::vector(4)), [2]);
        assert_eq!(subscripts(Shape::stack(5, 2, 3)), [0, 1, 2]);
    }

    #[test]
    fn length_saturates_and_zero_wins() {
        assert_eq!(Shape::matrix(usize::MAX, 2).len(), usize::MAX);
        assert_eq!(Shape::stack(usize::MAX, 2, 0).len(), 0);
        assert_eq!(Shape::scalar().len(), 1);
    }

    #[test]
    fn positions_count_from_either_end() {
        let shape = Shape::matrix(2, 3);
        assert_eq!(
            [-3, -2, -1, 0, 1, 2].map(|axis| shape.position(axis)),
            [None, Some(0), Some(1), Some(0), Some(1), None]
        );
        assert_eq!(Shape::scalar().position(0), None);
        assert_eq!(shape.position(i64::MIN), None);
    }

    #[test]
    fn transposing_carries_names() {
        let shape = Shape::matrix(Axis::named(4, "n"), Axis::named(3, "d_k"));
        assert_eq!(shape.transposed(), Shape::matrix(Axis::named(3, "d_k"), Axis::named(4, "n")));
        assert!(shape.same_sizes(&Shape::matrix(4, 3)));
        assert_ne!(shape, Shape::matrix(4, 3));
    }
}
