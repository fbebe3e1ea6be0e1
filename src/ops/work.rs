//! What an operation spends: one measure for the limits, and for the costs that the page tells.
//!
//! The convention: a multiplication and the addition that goes with it are one multiply-add, so that the product of
//! n × k and k × m is n·k·m of them (the "operations" of other tables, which count the two apart, are twice as many).
//! Any other step of arithmetic on one element (a sum, a quotient, a comparison, a root, a logarithm) counts as one
//! multiply-add too. Exponentials are counted by themselves, those in tanh, the sigmoid and powers as well. Copying,
//! choosing and filling are no arithmetic: they show in the bytes of the result.

use crate::value::{Axis, Polynomial, Shape};

/// What is spent on a result: so much for each element of a shape, and for each member of an axis with it.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    over: &'a Shape,
    summed: Option<&'a Axis>,
    multiply_adds: u16,
    exponentials: u16,
    /// Multiply-adds more for each row of `over`.
    each_row: u16,
    /// Multiply-adds more for each element of this.
    beside: Option<(&'a Shape, u16)>,
}

impl<'a> Work<'a> {
    /// These for each element.
    pub(super) fn each(over: &'a Shape, multiply_adds: u16, exponentials: u16) -> Self {
        Self { over, summed: None, multiply_adds, exponentials, each_row: 0, beside: None }
    }

    /// Each element is only put in its place.
    pub(super) fn copies(over: &'a Shape) -> Self {
        Self::each(over, 0, 0)
    }

    /// A multiply-add for each element and each member of the axis that is summed over.
    pub(super) fn products(over: &'a Shape, summed: &'a Axis) -> Self {
        Self { summed: Some(summed), ..Self::each(over, 1, 0) }
    }

    /// And one multiply-add for each element of another shape.
    pub(super) fn beside(self, shape: &'a Shape) -> Self {
        self.beside_each(shape, 1)
    }

    /// And so many multiply-adds for each element of another shape.
    pub(super) fn beside_each(self, shape: &'a Shape, multiply_adds: u16) -> Self {
        Self { beside: Some((shape, multiply_adds)), ..self }
    }

    /// And so many multiply-adds for each row.
    pub(super) fn and_each_row(self, multiply_adds: u16) -> Self {
        Self { each_row: multiply_adds, ..self }
    }

    /// Multiply-adds, by the named sizes; sizes without a name count as the numbers that they are.
    pub fn multiply_adds(&self) -> Polynomial {
        let each = |of: Polynomial, count: u16| of.times(&Polynomial::constant(count.into()));
        let beside = self.beside.map(|(shape, count)| each(elements(shape), count)).unwrap_or_default();
        let rows = self.over.axes().split_last().map_or(&[][..], |(_, rows)| rows);
        let rows = each(product(rows), self.each_row);
        self.times(self.multiply_adds).plus(&beside).plus(&rows)
    }

    /// Exponentials, by the named sizes.
    pub fn exponentials(&self) -> Polynomial {
        self.times(self.exponentials)
    }

    fn times(&self, each: u16) -> Polynomial {
        let summed = self.summed.map_or(Polynomial::constant(1), size);
        elements(self.over).times(&summed).times(&Polynomial::constant(each.into()))
    }

    /// Steps of any kind, for the limit: multiply-adds and exponentials, and copies where there are neither.
    pub fn steps(&self) -> usize {
        let each = usize::from(self.multiply_adds + self.exponentials).max(1);
        let summed = self.summed.map_or(1, |axis| axis.size);
        let beside = self.beside.map_or(0, |(shape, count)| shape.len().saturating_mul(count.into()));
        let (stack, rows, _) = self.over.view();
        let rows = stack.saturating_mul(rows).saturating_mul(self.each_row.into());
        let elements = self.over.len().saturating_mul(summed).saturating_mul(each);
        elements.saturating_add(beside).saturating_add(rows)
    }
}

/// How many elements a shape has, by the named sizes.
pub fn elements(shape: &Shape) -> Polynomial {
    product(shape.axes())
}

fn product(axes: &[Axis]) -> Polynomial {
    axes.iter().fold(Polynomial::constant(1), |elements, axis| elements.times(&size(axis)))
}

fn size(axis: &Axis) -> Polynomial {
    match &axis.name {
        Some(name) => Polynomial::variable(name.clone()),
        None => Polynomial::constant(axis.size as u128),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_counted_once() {
        let shape = Shape::matrix(Axis::named(4, "n"), Axis::named(4, "n"));
        let work = Work::products(&shape, &Axis::named(3, "d_k")).multiply_adds();
        assert_eq!(work.to_string(), "n²·d_k");
        assert_eq!(Work::products(&shape, &Axis::new(3)).multiply_adds().to_string(), "3·n²");
        assert_eq!(Work::products(&shape, &Axis::new(3)).steps(), 48);
    }

    #[test]
    fn rows_and_other_shapes_have_their_own() {
        let shape = Shape::matrix(Axis::named(4, "n"), Axis::named(3, "d_k"));
        let work = Work::each(&shape, 4, 0).and_each_row(2);
        assert_eq!(work.multiply_adds().to_string(), "4·n·d_k + 2·n");
        assert_eq!(work.steps(), 56);
        let rows = Shape::vector(Axis::named(4, "n"));
        let work = Work::each(&shape, 3, 0).beside_each(&rows, 2);
        assert_eq!(work.multiply_adds().to_string(), "3·n·d_k + 2·n");
        assert_eq!(work.steps(), 44);
    }

    #[test]
    fn copies_count_for_the_limit_only() {
        let shape = Shape::vector(Axis::named(5, "n"));
        let work = Work::copies(&shape);
        assert!(work.multiply_adds().is_zero() && work.exponentials().is_zero());
        assert_eq!(work.steps(), 5);
        assert_eq!(elements(&shape).to_string(), "n");
    }
}
