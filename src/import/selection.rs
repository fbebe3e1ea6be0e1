//! The part of a tensor that is taken: one matrix of it, turned or not, and a block of that.

use super::{Heads, Side, Tensor};
use crate::notebook::limits::MAX_SIDE;

/// A part of a tensor. Rows and columns are those of the matrix as it is shown: after it was turned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The places on the axes before the last two.
    pub leading: Vec<u64>,
    /// Whether rows become columns.
    pub transposed: bool,
    /// The first row, and how many.
    pub rows: (u64, u64),
    /// The first column, and how many.
    pub columns: (u64, u64),
}

impl Selection {
    /// As much of the first matrix as a cell holds.
    pub fn first(tensor: &Tensor) -> Self {
        let leading = vec![0; tensor.leading().len()];
        Self { leading, rows: (0, u64::MAX), columns: (0, u64::MAX), transposed: false }.within(tensor)
    }

    /// The sizes of the matrix that is chosen from.
    pub fn sides(&self, tensor: &Tensor) -> (u64, u64) {
        let (rows, columns) = tensor.sides();
        if self.transposed { (columns, rows) } else { (rows, columns) }
    }

    /// The same, brought within the tensor and the limits of a cell. At least one number is chosen where there is one.
    #[must_use]
    pub fn within(&self, tensor: &Tensor) -> Self {
        let (rows, columns) = self.sides(tensor);
        let span = |(start, count): (u64, u64), size: u64| {
            let start = start.min(size.saturating_sub(1));
            (start, count.max(1).min(size - start.min(size)).min(MAX_SIDE as u64))
        };
        let place = |(axis, size): (usize, &u64)| {
            self.leading.get(axis).copied().unwrap_or_default().min(size.saturating_sub(1))
        };
        Self {
            leading: tensor.leading().iter().enumerate().map(place).collect(),
            transposed: self.transposed,
            rows: span(self.rows, rows),
            columns: span(self.columns, columns),
        }
    }

    /// The matrix turned: the same numbers are chosen.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self {
            leading: self.leading.clone(),
            transposed: !self.transposed,
            rows: self.columns,
            columns: self.rows,
        }
    }

    /// One head of a projection; `None` where its side does not divide.
    #[must_use]
    pub fn of_head(&self, tensor: &Tensor, heads: Heads) -> Option<Self> {
        let (rows, columns) = self.sides(tensor);
        let mut selection = self.clone();
        match heads.along {
            Side::Rows => selection.rows = heads.span(rows)?,
            Side::Columns => selection.columns = heads.span(columns)?,
        }
        Some(selection.within(tensor))
    }

    /// The subscripts in the tensor of a number of the part.
    pub(super) fn place(&self, tensor: &Tensor, row: u64, column: u64) -> Vec<u64> {
        let (row, column) = (self.rows.0 + row, self.columns.0 + column);
        let (row, column) = if self.transposed { (column, row) } else { (row, column) };
        match tensor.shape.len() {
            0 => Vec::new(),
            1 => vec![column],
            _ => self.leading.iter().copied().chain([row, column]).collect(),
        }
    }
}
