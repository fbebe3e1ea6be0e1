//! One row of a product of weights and values: scaled value vectors that add up.

use std::rc::Rc;

use super::{
    Vectors,
    geometry::{mixed, result_of},
};
use crate::{
    notebook::{Program, Run},
    plot::{Arrow, Arrows, Emphasis, Plane, Point, Role, plane},
    value::Array,
};

/// How far the sum of weights may be from 1, and a weight below 0, by rounding.
const ROUNDING: f64 = 1e-9;

/// One row of an output: Σ a · v over the rows v of the values.
#[derive(Debug, Clone)]
pub struct MixedRow {
    /// The name of the output.
    pub output: Rc<str>,
    /// What is added up.
    pub values: Vectors,
    /// What each is scaled by.
    pub weights: Rc<Array>,
    /// The member of the stack and the row.
    pub at: (usize, usize),
}

impl MixedRow {
    /// The sum that a row of a cell is, where its formula is weights @ values.
    pub fn of(program: &Program, run: &Run, name: &Rc<str>, at: (usize, usize)) -> Option<Self> {
        let (values, weights) = mixed(program, run, name)?;
        let array = result_of(program, run, &values)?.value.clone()?;
        weights.get(at.0, at.1, 0)?;
        let role = Role::of_name(&values).unwrap_or(Role::Value);
        Some(Self { output: name.clone(), values: Vectors { name: values, role, array }, weights, at })
    }

    /// How many values there are.
    pub fn count(&self) -> usize {
        self.values.count()
    }

    /// a, the weight of a value.
    pub fn weight(&self, index: usize) -> f64 {
        self.weights.get(self.at.0, self.at.1, index).unwrap_or(f64::NAN)
    }

    /// v, in two dimensions.
    pub fn value(&self, index: usize, (x, y): (usize, usize)) -> Point {
        // One matrix of values may serve a whole stack of weights.
        let stack = self.at.0.min(self.values.array.shape().view().0.saturating_sub(1));
        let number = |column| self.values.array.get(stack, index, column).unwrap_or(f64::NAN);
        (number(x), number(y))
    }

    /// a · v, in two dimensions.
    pub fn term(&self, index: usize, dimensions: (usize, usize)) -> Point {
        let (weight, (x, y)) = (self.weight(index), self.value(index, dimensions));
        (weight * x, weight * y)
    }

    /// The sums of the first 0, 1, 2, … terms; the last is the output.
    pub fn chain(&self, dimensions: (usize, usize)) -> Vec<Point> {
        let mut sums = vec![(0.0, 0.0)];
        for index in 0..self.count() {
            let ((x, y), (dx, dy)) = (sums[index], self.term(index, dimensions));
            sums.push((x + dx, y + dy));
        }
        sums
    }

    /// The sum of the weights.
    pub fn total(&self) -> f64 {
        (0..self.count()).map(|index| self.weight(index)).sum()
    }

    /// Whether no weight is below 0 and their sum is 1: then the output lies inside the hull of the values.
    pub fn is_convex(&self) -> bool {
        (0..self.count()).all(|index| self.weight(index) >= -ROUNDING)
            && (self.total() - 1.0).abs() <= ROUNDING
    }

    /// The values, their hull, and the scaled values head to tail from the origin to the output. One term can be
    /// `chosen`.
    pub fn picture(&self, dimensions: (usize, usize), chosen: Option<usize>) -> Arrows {
        let (origin, chain) = ((0.0, 0.0), self.chain(dimensions));
        let values: Vec<Point> = (0..self.count()).map(|index| self.value(index, dimensions)).collect();
        let of_value = |from: Point, to: Point, dashed: bool, emphasis: Emphasis| Arrow {
            from,
            to,
            role: self.values.role,
            dashed,
            emphasis,
        };
        let whole = values.iter().enumerate().map(|(index, value)| {
            let emphasis = if chosen == Some(index) { Emphasis::Plain } else { Emphasis::Faded };
            of_value(origin, *value, true, emphasis)
        });
        let terms =
            chain.windows(2).enumerate().filter(|(_, ends)| ends[0] != ends[1]).map(|(index, ends)| {
                let emphasis = if chosen == Some(index) { Emphasis::Chosen } else { Emphasis::Plain };
                of_value(ends[0], ends[1], false, emphasis)
            });
        let mut arrows: Vec<Arrow> = whole.chain(terms).collect();
        let role = Role::Output;
        let output = chain.last().copied().unwrap_or(origin);
        arrows.push(Arrow { from: origin, to: output, role, dashed: false, emphasis: Emphasis::Chosen });
        Arrows {
            plane: Plane::around(values.iter().chain(&chain).copied()),
            arrows,
            area: self.is_convex().then(|| (plane::hull(values.iter().copied()), self.values.role)),
            points: values.iter().map(|value| (*value, self.values.role)).collect(),
            angle: None,
        }
    }
}
