//! What an operation spends: one measure for the limits, and for the costs that the page tells.
//!
//! The convention: a multiplication and the addition that goes with it are one multiply-add, so that the product of
//! n × k and k × m is n·k·m of them (the "operations" of other tables, which count the two apart, are twice as many).
//! Any other step of arithmetic on one element (a sum, a quotient, a comparison, a root, a logarithm) counts as one
//! multiply-add too. Exponentials are counted by themselves, those in tanh, the sigmoid and powers as well. Copying,
//! choosing and filling are no arithmetic: they show in the bytes of the result.

use crate::value::{Axis, Polynomial, Shape};

/// What is spent on a result: the sum of some parts.
#[derive(Debug, Clone)]
pub struct Work<'a>(Vec<Part<'a>>);

/// So much for each element of an array of these axes, and for each member of others with it.
#[derive(Debug, Clone)]
struct Part<'a> {
    over: &'a [Axis],
    summed: Vec<&'a Axis>,
    multiply_adds: u16,
    exponentials: u16,
}

impl<'a> Work<'a> {
    /// These for each element.
    pub(super) fn each(over: &'a Shape, multiply_adds: u16, exponentials: u16) -> Self {
        Self(vec![Part { over: over.axes(), summed: Vec::new(), multiply_adds, exponentials }])
    }

    /// Each element is only put in its place.
    pub(super) fn copies(over: &'a Shape) -> Self {
        Self::each(over, 0, 0)
    }

    /// A multiply-add for each element and each member of the axis that is summed over.
    pub(super) fn products(over: &'a Shape, summed: &'a Axis) -> Self {
        Self::each(over, 1, 0).along(summed)
    }

    /// All of it once for each member of an axis.
    pub(super) fn along(mut self, axis: &'a Axis) -> Self {
        self.0.iter_mut().for_each(|part| part.summed.push(axis));
        self
    }

    /// And this too.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// And one multiply-add for each element of another shape.
    pub(super) fn beside(self, shape: &'a Shape) -> Self {
        self.beside_each(shape, 1)
    }

    /// And so many multiply-adds for each element of another shape.
    pub(super) fn beside_each(self, shape: &'a Shape, multiply_adds: u16) -> Self {
        self.and(Self::each(shape, multiply_adds, 0))
    }

    /// And so many multiply-adds for each row.
    pub(super) fn and_each_row(mut self, multiply_adds: u16) -> Self {
        let rows = self.0.first().and_then(|part| part.over.split_last()).map_or(&[][..], |(_, rows)| rows);
        self.0.push(Part { over: rows, summed: Vec::new(), multiply_adds, exponentials: 0 });
        self
    }

    /// Multiply-adds, by the named sizes; sizes without a name count as the numbers that they are.
    pub fn multiply_adds(&self) -> Polynomial {
        self.sum(|part| part.multiply_adds)
    }

    /// Exponentials, by the named sizes.
    pub fn exponentials(&self) -> Polynomial {
        self.sum(|part| part.exponentials)
    }

    fn sum(&self, each: fn(&Part<'_>) -> u16) -> Polynomial {
        let of = |part: &Part<'_>| {
            let once = product(part.over).times(&Polynomial::constant(each(part).into()));
            part.summed.iter().fold(once, |times, axis| times.times(&size(axis)))
        };
        self.0.iter().fold(Polynomial::default(), |sum, part| sum.plus(&of(part)))
    }

    /// Steps of any kind, for the limit: multiply-adds and exponentials, and copies where there are neither.
    pub fn steps(&self) -> usize {
        let of = |part: &Part<'_>| {
            let each = usize::from(part.multiply_adds + part.exponentials).max(1);
            let axes = part.over.iter().chain(part.summed.iter().copied());
            axes.fold(each, |steps, axis| steps.saturating_mul(axis.size))
        };
        self.0.iter().fold(0, |steps, part| steps.saturating_add(of(part)))
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
    fn parts_add_up() {
        let (shape, d) = (Shape::matrix(Axis::named(4, "n"), Axis::named(2, "d_h")), Axis::named(3, "d"));
        let both = Work::products(&shape, &d).and(Work::products(&shape, shape.from_end(1)).along(&d));
        let work = both.and(Work::each(&shape, 5, 1));
        assert_eq!(work.multiply_adds().to_string(), "d·n·d_h² + d·n·d_h + 5·n·d_h");
        assert_eq!((work.exponentials().to_string(), work.steps()), ("n·d_h".to_owned(), 24 + 48 + 48));
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
