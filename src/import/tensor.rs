//! A tensor of a file: what it is called, its shape, and where its numbers lie.

use std::rc::Rc;

use super::{Dtype, Fault};

/// A tensor.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// The name in the file, with nothing in it that a line cannot show.
    pub name: String,
    /// The dtype, as the reader knows it.
    pub dtype: String,
    /// The sizes of the axes, from the outermost.
    pub shape: Vec<u64>,
    /// Where its numbers are, or why they cannot be had.
    pub source: Result<Source, Fault>,
    /// What the rows and columns of a table are called.
    pub labels: Option<Rc<Labels>>,
}

/// The names that stand beside the numbers of a table; none where there are none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    /// One for each row, or none.
    pub rows: Vec<String>,
    /// One for each column, or none.
    pub columns: Vec<String>,
}

/// Where the numbers of a tensor are, and how they are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The kind of number.
    pub dtype: Dtype,
    /// Whether the first byte weighs most.
    pub big_endian: bool,
    /// Whether the first subscript runs fastest.
    pub fortran: bool,
    /// Where.
    pub place: Place,
}

/// Where numbers are.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// In the file as they are.
    Bytes {
        /// The first byte.
        start: u64,
    },
    /// In the file, packed by deflate.
    Deflated(Deflated),
    /// Read already, in C order.
    Here(Rc<[f64]>),
}

/// Packed data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deflated {
    /// Where it begins in the file.
    pub start: u64,
    /// How long it is in the file.
    pub length: u64,
    /// How many unpacked bytes stand before the numbers.
    pub skip: u64,
}

/// The most axes that a shape may have.
pub(super) const MOST_AXES: usize = 32;

/// How many numbers a shape has; `None` where that is no number that a file can have.
pub(super) fn count(shape: &[u64]) -> Option<u64> {
    if shape.contains(&0) {
        return Some(0);
    }
    shape.iter().try_fold(1_u64, |count, size| count.checked_mul(*size))
}

impl Tensor {
    /// The sizes of one matrix of it: a vector is one row, a number 1 × 1.
    pub fn sides(&self) -> (u64, u64) {
        match self.shape.as_slice() {
            [] => (1, 1),
            [columns] => (1, *columns),
            [.., rows, columns] => (*rows, *columns),
        }
    }

    /// The sizes of the axes before the last two.
    pub fn leading(&self) -> &[u64] {
        &self.shape[..self.shape.len().saturating_sub(2)]
    }

    /// How far two neighbours on each axis are apart, in numbers.
    pub(super) fn strides(&self, fortran: bool) -> Vec<u64> {
        let mut strides = vec![0; self.shape.len()];
        let mut step = 1_u64;
        let axes: Vec<usize> =
            if fortran { (0..strides.len()).collect() } else { (0..strides.len()).rev().collect() };
        for axis in axes {
            strides[axis] = step;
            step = step.saturating_mul(self.shape[axis]);
        }
        strides
    }
}
