//! One cell's pinned value A, its present value B, and B − A.

use std::{cmp::Ordering, rc::Rc};

use super::Ranges;
use crate::{
    formula::Expr,
    notebook::{CellResult, Document},
    value::Array,
};

/// What a cell's value was, is, and the difference.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The notebook that was pinned, for the names of its rows and columns.
    pub document: Rc<Document>,
    /// The pinned result; `None` where the cell is new since.
    pub pinned: Option<Rc<CellResult>>,
    /// The present result.
    pub present: Rc<CellResult>,
    /// B − A, element by element; `None` where the shapes differ or one of the two has no value.
    pub difference: Option<Rc<Array>>,
    /// How many elements differ. Equal infinities do not, nor do two NaN.
    pub changed: usize,
    /// The greatest |B − A|; 0 where nothing can be told.
    pub greatest: f64,
    /// How many elements of B − A are NaN.
    pub undefined: usize,
    /// Peak and entropy of each row of weights, member by member of a stack; empty where neither A nor B are weights.
    pub rows: Vec<ComparedRow>,
}

/// Peak and entropy of one row, as they were and as they are; `None` where the row is no distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ComparedRow {
    /// In A.
    pub pinned: Option<Spread>,
    /// In B.
    pub present: Option<Spread>,
}

/// How a row of weights is spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The greatest weight.
    pub peak: f64,
    /// −Σ p log₂ p, in bits: 0 where one weight is 1, log₂ n where all n are equal.
    pub entropy: f64,
}

/// How far a sum of weights may lie from 1.
const ROUNDING: f64 = 1e-9;

impl Spread {
    /// Of a row that is a distribution: no weight below 0, and the sum 1, or 0 where everything is masked.
    pub fn of(row: &[f64]) -> Option<Self> {
        let sum: f64 = row.iter().sum();
        let is_distribution = row.iter().all(|weight| *weight >= 0.0)
            && ((sum - 1.0).abs() <= ROUNDING || (sum == 0.0 && !row.is_empty()));
        let entropy = row.iter().filter(|weight| **weight > 0.0).map(|weight| -weight * weight.log2());
        is_distribution.then(|| Self {
            peak: row.iter().copied().fold(0.0, f64::max),
            // The sum of no term is −0, and a rounding error must not make it less than 0.
            entropy: entropy.sum::<f64>().max(0.0),
        })
    }
}

/// B − A of two elements: 0 for equal infinities, NaN where either is.
pub fn difference(pinned: f64, present: f64) -> f64 {
    if is_equal(pinned, present) { 0.0 } else { present - pinned }
}

fn is_equal(pinned: f64, present: f64) -> bool {
    pinned.partial_cmp(&present) == Some(Ordering::Equal)
}

impl Compared {
    /// Compares the present result of a cell with the pinned one.
    pub fn new(document: Rc<Document>, pinned: Option<&Rc<CellResult>>, present: &Rc<CellResult>) -> Self {
        let a = pinned.and_then(|pinned| value_of(pinned));
        let mut compared = Self {
            document,
            pinned: pinned.cloned(),
            present: present.clone(),
            difference: None,
            changed: 0,
            greatest: 0.0,
            undefined: 0,
            rows: Vec::new(),
        };
        if let (Some(a), Some(b)) = (a, value_of(present))
            && a.shape().same_sizes(b.shape())
        {
            compared.subtract(a, b);
        }
        compared.rows = rows(pinned, present);
        compared
    }

    fn subtract(&mut self, a: &Array, b: &Array) {
        let places = a.elements().iter().zip(b.elements());
        let elements: Vec<f64> = places.map(|(a, b)| difference(*a, *b)).collect();
        for (element, (a, b)) in elements.iter().zip(a.elements().iter().zip(b.elements())) {
            self.undefined += usize::from(element.is_nan());
            let is_same = is_equal(*a, *b) || (a.is_nan() && b.is_nan());
            self.changed += usize::from(!is_same);
            // The greatest of a NaN and a number is the number.
            self.greatest = self.greatest.max(element.abs());
        }
        self.difference = Some(Rc::new(Array::from_memory(b.shape(), elements)));
    }

    /// What B − A comes to at both ends of the ranges that the elements of B move in; nothing where the shapes differ.
    pub fn ends(&self, ranges: &Ranges) -> Vec<f64> {
        let Some(a) = self.pinned_value().filter(|a| a.shape().same_sizes(ranges.low.shape())) else {
            return Vec::new();
        };
        let ends = [&ranges.low, &ranges.high].into_iter();
        let of = |b: &Array| -> Vec<f64> {
            a.elements().iter().zip(b.elements()).map(|(a, b)| difference(*a, *b)).collect()
        };
        ends.flat_map(of).collect()
    }

    /// A.
    pub fn pinned_value(&self) -> Option<&Rc<Array>> {
        self.pinned.as_ref().and_then(|pinned| value_of(pinned))
    }

    /// The value that the cell has now; not the last good one of a cell that cannot be computed any more.
    pub fn present_value(&self) -> Option<&Rc<Array>> {
        value_of(&self.present)
    }

    /// Whether B is A.
    pub fn is_same(&self) -> bool {
        self.difference.is_some() && self.changed == 0
    }

    /// Whether B is anything but A: other numbers, another shape, a value where there was none, none where there was
    /// one.
    pub fn differs(&self) -> bool {
        let either = self.pinned_value().is_some() || self.present_value().is_some();
        either && !self.is_same()
    }

    /// Whether it compares these, the same allocations.
    pub(super) fn is_of(
        &self,
        document: &Rc<Document>,
        pinned: Option<&Rc<CellResult>>,
        present: &Rc<CellResult>,
    ) -> bool {
        let same_pinned = match (&self.pinned, pinned) {
            (Some(old), Some(new)) => Rc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        };
        same_pinned && Rc::ptr_eq(&self.document, document) && Rc::ptr_eq(&self.present, present)
    }
}

/// The value that a cell has, not an older one. What was typed last stands, also where its name does not.
fn value_of(result: &CellResult) -> Option<&Rc<Array>> {
    result.value.as_ref().filter(|_| !result.is_stale())
}

/// Peak and entropy of each row of A and of B, if one of the two are weights: computed, and every row a distribution.
fn rows(pinned: Option<&Rc<CellResult>>, present: &Rc<CellResult>) -> Vec<ComparedRow> {
    let (a, b) = (pinned.map(|pinned| spreads(pinned)).unwrap_or_default(), spreads(present));
    let are_weights = |spreads: &Vec<Option<Spread>>| {
        spreads.iter().all(Option::is_some) && spreads.iter().flatten().any(|spread| spread.peak > 0.0)
    };
    // Softmax along another axis gives rows that are no distributions: then one side has nothing to say.
    if !are_weights(&a) && !are_weights(&b) {
        return Vec::new();
    }
    let row = |index: usize| ComparedRow {
        pinned: a.get(index).copied().flatten(),
        present: b.get(index).copied().flatten(),
    };
    (0..b.len()).map(row).collect()
}

fn spreads(result: &CellResult) -> Vec<Option<Spread>> {
    let Some(value) = value_of(result).filter(|_| result.formula.is_some()) else { return Vec::new() };
    let root = result.formula.as_ref().and_then(|formula| formula.nodes.get(formula.root()));
    let is_softmax = root
        .is_some_and(|node| matches!(&node.expr, Expr::Call { function, .. } if &**function == "softmax"));
    let columns = value.shape().view().2;
    // A single number that is 1, or a truth, is no row of weights.
    if !is_softmax && (columns < 2 || value.is_truth()) {
        return Vec::new();
    }
    let (stack, rows, _) = value.shape().view();
    let spread = |index: usize| {
        let weight = |column| value.get(index / rows, index % rows, column).unwrap_or(f64::NAN);
        Spread::of(&(0..columns).map(weight).collect::<Vec<_>>())
    };
    (0..stack * rows).map(spread).collect()
}
