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
    /// One multiply-add more for each element of this.
    beside: Option<&'a Shape>,
}

impl<'a> Work<'a> {
    /// These for each element.
    pub(super) fn each(over: &'a Shape, multiply_adds: u16, exponentials: u16) -> Self {
        Self { over, summed: None, multiply_adds, exponentials, beside: None }
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
        Self { beside: Some(shape), ..self }
    }

    /// Multiply-adds, by the named sizes; sizes without a name count as the numbers that they are.
    pub fn multiply_adds(&self) -> Polynomial {
        let beside = self.beside.map(elements).unwrap_or_default();
        self.times(self.multiply_adds).plus(&beside)
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
        let beside = self.beside.map_or(0, Shape::len);
        self.over.len().saturating_mul(summed).saturating_mul(each).saturating_add(beside)
    }
}

/// How many elements a shape has, by the named sizes.
pub fn elements(shape: &Shape) -> Polynomial {
    shape.axes().iter().fold(Polynomial::constant(1), |elements, axis| elements.times(&size(axis)))
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
    fn copies_count_for_the_limit_only() {
        let shape = Shape::vector(Axis::named(5, "n"));
        let work = Work::copies(&shape);
        assert!(work.multiply_adds().is_zero() && work.exponentials().is_zero());
        assert_eq!(work.steps(), 5);
        assert_eq!(elements(&shape).to_string(), "n");
    }
}
