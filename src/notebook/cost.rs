//! What the formulas cost, from their own trees: multiply-adds, exponentials and bytes, by the named dimensions.
//!
//! The convention of [`Work`] holds: a product of n × k and k × m is n·k·m multiply-adds. Bytes are those of the results
//! of all operations of a formula, 8 for each number; the notebook keeps them all, because all can be looked at. A
//! name, a number and a sign before a number cost nothing. What the reader typed is not counted.
//!
//! A size that comes from no named dimension (`X[1:]`, `zeros((4, 4))`) counts as the number that it is now.

use std::rc::Rc;

use super::{CellId, NodeValue, Program, Run, recall::Recall};
use crate::{
    formula::{Expr, Formula, NodeId},
    ops::{Work, elements},
    value::{Polynomial, Term},
};

/// Bytes of a number.
const BYTES: u128 = 8;

/// What something costs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cost {
    /// See [`Work`].
    pub multiply_adds: Polynomial,
    /// Exponentials, counted by themselves.
    pub exponentials: Polynomial,
    /// Of all results, those on the way too.
    pub bytes: Polynomial,
}

/// A cost at certain sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// See [`Work`].
    pub multiply_adds: u128,
    /// Counted by themselves.
    pub exponentials: u128,
    /// 8 for each number.
    pub bytes: u128,
}

/// What a formula cell costs.
#[derive(Debug, Clone, PartialEq)]
pub struct CellCost {
    /// The cell.
    pub cell: CellId,
    /// The name that it defines.
    pub name: Rc<str>,
    /// What it costs.
    pub cost: Cost,
}

/// What the formulas of a notebook cost: those that have a value, in the notebook's order.
#[derive(Debug, Clone, PartialEq)]
pub struct NotebookCost {
    /// By cell.
    pub cells: Vec<CellCost>,
    /// Of all together.
    pub total: Cost,
    /// The dimensions as they are.
    pub sizes: Sizes,
}

/// How large each dimension is, or would be.
#[derive(Debug, Clone, PartialEq)]
pub struct Sizes(Vec<(Rc<str>, u128)>);

impl Sizes {
    /// Those of a program.
    pub fn of(program: &Program) -> Self {
        Self(program.dimensions.iter().map(|(name, size)| (name.clone(), *size as u128)).collect())
    }

    /// The size of a dimension; `None` where there is none of the name.
    pub fn get(&self, dimension: &str) -> Option<u128> {
        self.0.iter().find(|(name, _)| **name == *dimension).map(|found| found.1)
    }

    /// The names of the dimensions.
    pub fn names(&self) -> impl Iterator<Item = &Rc<str>> {
        self.0.iter().map(|(name, _)| name)
    }

    /// With another size of one dimension.
    #[must_use]
    pub fn with(&self, dimension: &str, size: u128) -> Self {
        let other =
            |(name, old): &(Rc<str>, u128)| (name.clone(), if **name == *dimension { size } else { *old });
        Self(self.0.iter().map(other).collect())
    }

    /// A polynomial at these sizes.
    pub fn value(&self, polynomial: &Polynomial) -> u128 {
        polynomial.at(|name| self.get(name).unwrap_or(1))
    }
}

impl Cost {
    fn add(&mut self, other: &Self) {
        for (sum, part) in [
            (&mut self.multiply_adds, &other.multiply_adds),
            (&mut self.exponentials, &other.exponentials),
            (&mut self.bytes, &other.bytes),
        ] {
            *sum = std::mem::take(sum).plus(part);
        }
    }

    /// The cost at these sizes.
    pub fn at(&self, sizes: &Sizes) -> Spent {
        Spent {
            multiply_adds: sizes.value(&self.multiply_adds),
            exponentials: sizes.value(&self.exponentials),
            bytes: sizes.value(&self.bytes),
        }
    }
}

impl NotebookCost {
    /// What the formulas of a run cost.
    pub fn of(program: &Program, run: &Run) -> Self {
        let mut cells = Vec::new();
        let mut total = Cost::default();
        for result in &run.results {
            let Some(formula) = result.formula.as_deref().filter(|_| result.fresh().is_some()) else {
                continue;
            };
            let Some(cost) = cost_of(formula, &result.nodes) else { continue };
            total.add(&cost);
            cells.push(CellCost { cell: result.cell.id.clone(), name: formula.name.clone(), cost });
        }
        Self { cells, total, sizes: Sizes::of(program) }
    }

    /// How the arithmetic at some sizes, multiply-adds and exponentials together, is split by cell; adds up to 1, or
    /// is nothing throughout.
    pub fn shares(&self, sizes: &Sizes) -> Vec<f64> {
        let steps = |cost: &Cost| {
            let spent = cost.at(sizes);
            spent.multiply_adds as f64 + spent.exponentials as f64
        };
        let total = steps(&self.total).max(1.0);
        self.cells.iter().map(|cell| steps(&cell.cost) / total).collect()
    }

    /// How the costs grow with a dimension; all others have their `sizes`.
    pub fn growth(&self, dimension: &str, sizes: &Sizes) -> Growth {
        let names = |grows: fn(u32) -> bool| {
            let wanted = |cell: &&CellCost| {
                let steps = &cell.cost.multiply_adds;
                !steps.is_zero() && grows(steps.degree(dimension))
            };
            self.cells.iter().filter(wanted).map(|cell| cell.name.clone()).collect()
        };
        Growth {
            crossover: crossover(&self.total.multiply_adds, dimension, sizes),
            steep: names(|degree| degree >= 2),
            flat: names(|degree| degree < 2),
            steep_bytes: sizes.value(&steep(&self.total.bytes, dimension)),
        }
    }
}

/// How the costs of a notebook grow with a dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    /// From which size on the multiply-adds of [`steep`] exceed the others.
    pub crossover: Option<u128>,
    /// The names of the cells whose multiply-adds grow with its square, or faster.
    pub steep: Vec<Rc<str>>,
    /// The names of the other cells that compute.
    pub flat: Vec<Rc<str>>,
    /// Bytes of what grows with its square.
    pub steep_bytes: u128,
}

/// The cost of a formula whose nodes have these values.
fn cost_of(formula: &Formula, nodes: &[NodeValue]) -> Option<Cost> {
    let mut recall = Recall::new(formula, nodes)?;
    let mut cost = Cost::default();
    for (node, value) in nodes.iter().enumerate() {
        let NodeValue::Array(array) = value else { continue };
        if is_written(formula, node) {
            continue;
        }
        let shape = array.shape();
        let bytes = elements(shape).times(&Polynomial::constant(BYTES));
        let spent = recall.called(node, |called| {
            let work: Work<'_> = called.operation.work(called.arguments, shape);
            (work.multiply_adds(), work.exponentials())
        });
        let (multiply_adds, exponentials) = spent.unwrap_or_default();
        cost.add(&Cost { multiply_adds, exponentials, bytes });
    }
    Some(cost)
}

/// Whether a node is only written: a name, a number, or a number with a sign.
fn is_written(formula: &Formula, node: NodeId) -> bool {
    let expr = |node: NodeId| formula.nodes.get(node).map(|node| &node.expr);
    match expr(node) {
        None | Some(Expr::Number(_) | Expr::Name(_)) => true,
        Some(Expr::Unary(_, operand)) => match expr(*operand) {
            Some(Expr::Number(_)) => true,
            Some(Expr::Name(name)) => matches!(&**name, "inf" | "pi"),
            _ => false,
        },
        _ => false,
    }
}

/// The terms that grow with the square of a dimension, or faster.
pub fn steep(polynomial: &Polynomial, dimension: &str) -> Polynomial {
    polynomial.part(|term: &Term| term.degree(dimension) >= 2)
}

/// The least size of a dimension, from 1, at which the terms of [`steep`] together exceed all others; `None` where
/// they never do.
///
/// Exact, by bisection: divided by the size, the steep terms never fall and the others never rise, so that once they
/// have crossed they stay so.
pub fn crossover(polynomial: &Polynomial, dimension: &str, sizes: &Sizes) -> Option<u128> {
    let steep = steep(polynomial, dimension);
    let flat = polynomial.part(|term: &Term| term.degree(dimension) < 2);
    let exceeds = |size: u128| {
        let sizes = sizes.with(dimension, size);
        sizes.value(&steep) > sizes.value(&flat)
    };
    let mut above = (0..64).map(|power| 1_u128 << power).find(|size| exceeds(*size))?;
    let mut below = above / 2;
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if exceeds(middle) {
            above = middle;
        } else {
            below = middle;
        }
    }
    Some(above)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes() -> Sizes {
        Sizes(vec![("n".into(), 4), ("d".into(), 3)])
    }

    fn sum(terms: &[(u128, &[&str])]) -> Polynomial {
        terms.iter().fold(Polynomial::default(), |sum, (coefficient, names)| {
            let start = Polynomial::constant(*coefficient);
            let term = names.iter().fold(start, |term, name| term.times(&Polynomial::variable(*name)));
            sum.plus(&term)
        })
    }

    #[test]
    fn the_crossing_is_the_first_size_beyond() {
        for rest in 0..60 {
            for steepness in 1..7 {
                let polynomial = sum(&[(steepness, &["n", "n"]), (rest, &["n", "d"]), (rest / 7, &[])]);
                let exceeds = |n: u128| steepness * n * n > rest * 3 * n + rest / 7;
                let expected = (1..999).find(|n| exceeds(*n));
                assert_eq!(crossover(&polynomial, "n", &sizes()), expected, "{polynomial}");
            }
        }
    }

    #[test]
    fn what_never_crosses_says_so() {
        assert_eq!(crossover(&sum(&[(9, &["n", "d"])]), "n", &sizes()), None);
        assert_eq!(crossover(&Polynomial::default(), "n", &sizes()), None);
        let zero = sizes().with("d", 0);
        assert_eq!(crossover(&sum(&[(1, &["n", "n", "d"]), (1, &["n"])]), "n", &zero), None);
        assert_eq!(crossover(&sum(&[(1, &["n", "n"])]), "n", &sizes()), Some(1));
        let far = sum(&[(1, &["n"; 2]), (u128::from(u32::MAX), &["n"])]);
        assert_eq!(crossover(&far, "n", &sizes()), Some(u128::from(u32::MAX) + 1));
    }
}
