//! An array walked along one axis.

use super::Shape;

/// How the members along one axis lie in the memory of an [`Array`](super::Array).
///
/// The memory's order is (stack, column, row), so whichever the axis, the elements are `outer` groups of `size`
/// members of `inner` neighbours each: element `(o, m, i)` lies at `(o · size + m) · inner + i`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Along {
    /// Groups that are walked one after the other.
    pub outer: usize,
    /// The size of the axis.
    pub size: usize,
    /// Elements that lie together within each member.
    pub inner: usize,
}

impl Along {
    /// Along the axis at `position` of `shape`.
    pub fn axis(shape: &Shape, position: usize) -> Self {
        let (stack, rows, cols) = shape.view();
        match shape.rank().saturating_sub(position) {
            0 | 1 => Self { outer: stack, size: cols, inner: rows },
            2 => Self { outer: stack * cols, size: rows, inner: 1 },
            _ => Self { outer: 1, size: stack, inner: rows * cols },
        }
    }

    /// Through everything, as one long axis in the memory's order.
    pub fn everything(shape: &Shape) -> Self {
        Self { outer: 1, size: shape.len(), inner: 1 }
    }

    /// How many walks there are: one result of a reduction for each, in the memory's order of the shape whose axis
    /// has become 1.
    pub fn walks(&self) -> usize {
        self.outer * self.inner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_axis_has_its_stride() {
        let stack = Shape::stack(2, 3, 4);
        assert_eq!(Along::axis(&stack, 0), Along { outer: 1, size: 2, inner: 12 });
        assert_eq!(Along::axis(&stack, 1), Along { outer: 8, size: 3, inner: 1 });
        assert_eq!(Along::axis(&stack, 2), Along { outer: 2, size: 4, inner: 3 });
        assert_eq!(Along::axis(&Shape::vector(5), 0), Along { outer: 1, size: 5, inner: 1 });
        assert_eq!(Along::everything(&stack).walks(), 1);
    }
}
