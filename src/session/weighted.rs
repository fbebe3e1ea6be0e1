//! A row of weights times a matrix: each row of the matrix scaled by its weight, and the scaled rows added up.

use std::ops::Range;

use crate::{ops::explanation::Product, value::Array};

/// Lines of an explanation that are drawn; what is more is summed up.
pub const MOST_LINES: usize = 64;
/// Numbers of the rows that are drawn, for all rows together.
const MOST_NUMBERS: usize = 128;
/// Columns that are drawn of each row.
const MOST_COLUMNS: usize = 8;

/// The sum of scaled rows.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightedSum {
    /// The scaled rows, in order.
    pub rows: Vec<ScaledRow>,
    /// The column of the number that is explained.
    pub column: usize,
    /// The columns that there is room for, that one among them.
    pub columns: Range<usize>,
}

/// One row, its weight, and what they give.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaledRow {
    /// The product that this is for the column of the number.
    pub product: Product,
    /// The row.
    pub vector: Vec<f64>,
    /// weight · row.
    pub scaled: Vec<f64>,
    /// The sum of the scaled rows up to this one.
    pub running: Vec<f64>,
}

impl WeightedSum {
    /// From the products for one column and the matrix that the factors on the right are from.
    ///
    /// `None` where the rows are no rows: of a vector there is only one.
    pub fn of(products: &[Product], values: &Array) -> Option<Self> {
        let (_, _, width) = values.shape().view();
        let column = products.first()?.right.at.2;
        if values.shape().rank() < 2 {
            return None;
        }
        let mut running = vec![0.0; width];
        let rows = products.iter().map(|product| {
            let (stack, row, _) = product.right.at;
            let vector: Vec<f64> =
                (0..width).map(|column| values.get(stack, row, column)).collect::<Option<_>>()?;
            let scaled: Vec<f64> = vector.iter().map(|value| product.left.value * value).collect();
            running.iter_mut().zip(&scaled).for_each(|(sum, scaled)| *sum += scaled);
            Some(ScaledRow { product: *product, vector, scaled, running: running.clone() })
        });
        let rows: Vec<ScaledRow> = rows.collect::<Option<_>>()?;
        let room = (MOST_NUMBERS / rows.len().clamp(1, MOST_LINES)).clamp(3, MOST_COLUMNS).min(width);
        let start = column.saturating_sub(room / 2).min(width - room);
        Some(Self { rows, column, columns: start..start + room })
    }
}
