//! Some of the elements of an array.

use super::{Position, Shape};

/// A set of elements of one array: a yes or no for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    view: (usize, usize, usize),
    /// In C order.
    held: Vec<bool>,
}

impl Region {
    /// No element of an array of this shape.
    pub fn none(shape: &Shape) -> Self {
        Self { view: shape.view(), held: vec![false; shape.len()] }
    }

    /// Every element.
    pub fn all(shape: &Shape) -> Self {
        Self { view: shape.view(), held: vec![true; shape.len()] }
    }

    /// One element; none where the shape has no such place.
    pub fn one(shape: &Shape, at: Position) -> Self {
        let mut region = Self::none(shape);
        region.add(at);
        region
    }

    fn index(&self, (stack, row, col): Position) -> Option<usize> {
        let (stacks, rows, cols) = self.view;
        (stack < stacks && row < rows && col < cols).then(|| (stack * rows + row) * cols + col)
    }

    /// Whether it holds the element.
    pub fn holds(&self, at: Position) -> bool {
        self.index(at).and_then(|index| self.held.get(index)).is_some_and(|held| *held)
    }

    /// Puts an element in.
    pub fn add(&mut self, at: Position) {
        if let Some(slot) = self.index(at).and_then(|index| self.held.get_mut(index)) {
            *slot = true;
        }
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.held.fill(false);
    }

    /// Puts in a block of elements, from one position up to and without another.
    pub fn add_block(&mut self, from: Position, to: Position) {
        for row in self.rows_of(from, to) {
            if let Some(row) = self.held.get_mut(row) {
                row.fill(true);
            }
        }
    }

    /// Whether it holds an element of the block, from one position up to and without another.
    pub fn meets(&self, from: Position, to: Position) -> bool {
        let mut rows = self.rows_of(from, to);
        rows.any(|row| self.held.get(row).is_some_and(|row| row.contains(&true)))
    }

    /// The rows of a block that is cut to the array, each as a range of the elements.
    fn rows_of(&self, from: Position, to: Position) -> impl Iterator<Item = std::ops::Range<usize>> + use<> {
        let (stacks, rows, cols) = self.view;
        let end = to.2.min(cols);
        let start = from.2.min(end);
        (from.0..to.0.min(stacks))
            .flat_map(move |stack| (from.1..to.1.min(rows)).map(move |row| (stack * rows + row) * cols))
            .map(move |first| first + start..first + end)
    }

    /// Puts in what another region of the same array holds.
    pub fn join(&mut self, other: &Self) {
        if self.view == other.view {
            self.held.iter_mut().zip(&other.held).for_each(|(held, other)| *held |= other);
        }
    }

    /// The elements that it holds, in C order.
    pub fn positions(&self) -> impl Iterator<Item = Position> + '_ {
        let (_, rows, cols) = self.view;
        let held = self.held.iter().enumerate().filter(|(_, held)| **held);
        held.map(move |(index, _)| (index / (rows * cols), index / cols % rows, index % cols))
    }

    /// How many elements it holds.
    pub fn count(&self) -> usize {
        self.held.iter().filter(|held| **held).count()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        !self.held.contains(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_and_blocks_are_held() {
        let mut region = Region::one(&Shape::stack(2, 3, 4), (1, 2, 3));
        assert!(region.holds((1, 2, 3)) && !region.holds((1, 2, 2)) && !region.holds((2, 0, 0)));
        assert!(region.meets((0, 2, 0), (9, 9, 9)) && !region.meets((0, 0, 0), (2, 2, 4)));
        region.add_block((0, 1, 0), (1, 2, usize::MAX));
        let held: Vec<Position> = region.positions().collect();
        assert_eq!(held, [(0, 1, 0), (0, 1, 1), (0, 1, 2), (0, 1, 3), (1, 2, 3)]);
        assert_eq!((region.count(), region.is_empty()), (5, false));
        region.add((0, 0, 9));
        assert!(region.count() == 5 && Region::one(&Shape::vector(0), (0, 0, 0)).is_empty());
        assert!(Region::all(&Shape::scalar()).holds((0, 0, 0)));
        assert!(!region.meets((0, 1, 3), (1, 2, 1)), "a block that ends before it starts");
    }

    #[test]
    fn regions_of_one_array_join() {
        let shape = Shape::vector(3);
        let mut region = Region::one(&shape, (0, 0, 0));
        region.join(&Region::one(&shape, (0, 0, 2)));
        region.join(&Region::all(&Shape::vector(4)));
        assert_eq!(region.positions().collect::<Vec<_>>(), [(0, 0, 0), (0, 0, 2)]);
    }
}
