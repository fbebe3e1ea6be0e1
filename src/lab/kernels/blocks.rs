//! How matrices lie in memory: as small blocks of vectors, so that the inner loops read straight on.
//!
//! A left operand is a list of 4 × 8 blocks, a right operand a list of 8 × 8 blocks, both along the axis that the
//! product sums over. What lies outside of a matrix is zero.

use bytemuck::{Zeroable, cast};
use wide::f32x4;

/// Eight numbers of one row.
pub(super) type Row = [f32x4; 2];

/// Four rows of eight numbers: a block of a left operand, and what a product makes.
pub(super) type Left = [Row; 4];

/// Eight rows of eight numbers: a block of a right operand.
pub(super) type Right = [Row; 8];

/// Memory could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfMemory {
    /// How many bytes were asked for at once.
    pub bytes: u128,
}

/// So many zeros, or an error where memory does not suffice.
pub(super) fn zeros<T: Zeroable + Copy>(length: usize) -> Result<Vec<T>, OutOfMemory> {
    let mut list = Vec::new();
    let bytes = length as u128 * size_of::<T>() as u128;
    list.try_reserve_exact(length).map_err(|_| OutOfMemory { bytes })?;
    list.resize(length, T::zeroed());
    Ok(list)
}

/// The bytes that a list really holds.
pub(super) fn held<T>(list: &Vec<T>) -> usize {
    list.capacity() * size_of::<T>()
}

/// A block of four times eight zeros.
pub(super) fn zero_left() -> Left {
    Left::zeroed()
}

/// Eight numbers that follow one another, fewer at the end of a row.
fn row_of(numbers: &[f32]) -> Row {
    let mut row = [0.0; 8];
    row.iter_mut().zip(numbers).for_each(|(place, number)| *place = *number);
    cast(row)
}

/// Rows `first` and on of a matrix with so many columns, as left operands of `width.div_ceil(8)` blocks each.
pub(super) fn pack_rows(matrix: &[f32], columns: usize, first: usize, blocks: &mut [Left]) {
    let mut rows = matrix.chunks_exact(columns).skip(first);
    for quad in blocks.chunks_exact_mut(columns.div_ceil(8)) {
        for place in 0..4 {
            let (chunks, rest) = rows.next().unwrap_or_default().as_chunks::<8>();
            for (block, chunk) in quad.iter_mut().zip(chunks) {
                block[place] = cast(*chunk);
            }
            for block in &mut quad[chunks.len()..] {
                block[place] = if rest.is_empty() { Row::zeroed() } else { row_of(rest) };
            }
        }
    }
}

/// A matrix with so many columns, times a factor, as right operands: eight columns after eight columns.
pub(super) fn pack_columns(matrix: &[f32], columns: usize, factor: f32, blocks: &mut [Right]) {
    let depth = (matrix.len() / columns).div_ceil(8);
    let factor = f32x4::splat(factor);
    for (panel, blocks) in blocks.chunks_exact_mut(depth).enumerate() {
        let places = blocks.iter_mut().flatten();
        for (place, row) in places.zip(matrix.chunks_exact(columns)) {
            let numbers = row.as_chunks::<8>().0.get(panel);
            let row: Row = numbers.map_or_else(|| row_of(&row[8 * panel..]), |numbers| cast(*numbers));
            *place = row.map(|part| part * factor);
        }
    }
}

/// Writes a quad of rows, each times its factor, into a matrix of so many columns; rows beyond its end are left out.
pub(super) fn unpack_rows(
    quad: &[Left],
    factors: [f32; 4],
    columns: usize,
    first: usize,
    matrix: &mut [f32],
) {
    let rows = matrix.chunks_exact_mut(columns).skip(first).take(4);
    for ((place, row), factor) in rows.enumerate().zip(factors) {
        let factor = f32x4::splat(factor);
        let (chunks, rest) = row.as_chunks_mut::<8>();
        let whole = chunks.len();
        for (chunk, block) in chunks.iter_mut().zip(quad) {
            *chunk = cast(block[place].map(|part| part * factor));
        }
        if let Some(block) = quad.get(whole) {
            let numbers: [f32; 8] = cast(block[place].map(|part| part * factor));
            rest.copy_from_slice(&numbers[..rest.len()]);
        }
    }
}

/// Puts the transpose of a block into the left or the right half of a block of a right operand: four tokens of eight
/// dimensions become eight dimensions of four tokens.
#[inline]
pub(super) fn put_transposed(block: &Left, half: usize, into: &mut Right) {
    for part in 0..2 {
        let columns = f32x4::transpose([block[0][part], block[1][part], block[2][part], block[3][part]]);
        for (row, column) in into[4 * part..].iter_mut().zip(columns) {
            row[half] = column;
        }
    }
}

/// Of four vectors, the vector of their sums.
#[inline]
pub(super) fn sums(vectors: [f32x4; 4]) -> f32x4 {
    let [a, b, c, d] = f32x4::transpose(vectors);
    (a + b) + (c + d)
}

/// Of four vectors, the vector of their greatest.
#[inline]
pub(super) fn maxima(vectors: [f32x4; 4]) -> f32x4 {
    let [a, b, c, d] = f32x4::transpose(vectors);
    a.fast_max(b).fast_max(c.fast_max(d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went_in() {
        for (rows, columns) in [(1_usize, 1_usize), (3, 7), (4, 8), (5, 9), (8, 24), (13, 20)] {
            let matrix: Vec<f32> = (0..rows * columns).map(|i| i as f32).collect();
            let depth = columns.div_ceil(8);
            let mut blocks = vec![Left::zeroed(); rows.div_ceil(4) * depth];
            pack_rows(&matrix, columns, 0, &mut blocks);
            let mut out = vec![0.0; matrix.len()];
            for (quad, blocks) in blocks.chunks_exact(depth).enumerate() {
                unpack_rows(blocks, [1.0; 4], columns, 4 * quad, &mut out);
            }
            assert_eq!(matrix, out);
        }
    }

    #[test]
    fn reductions_are_of_each_vector() {
        let vectors = [[1.0, 2.0, 3.0, 4.0], [0.0; 4], [-1.0, 5.0, 0.0, 0.0], [-4.0, -3.0, -2.0, -1.0]];
        let found =
            [sums, maxima].map(|reduction| reduction(vectors.map(f32x4::from)).to_array().map(|x| x as i32));
        assert_eq!(found, [[10, 0, 4, -10], [4, 0, 5, -1]]);
    }
}
