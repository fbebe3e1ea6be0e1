//! Scores of four queries, their weights, and the weighted sums of values.

use bytemuck::Zeroable;
use wide::f32x4;

use super::blocks::{Left, Right, Row, maxima, unpack_rows, zero_left};
use super::exponential::exp2;
use super::products::{add_product, product};

/// What is known of four queries after some of their keys: greatest scores, sums of weights.
#[derive(Clone, Copy)]
pub(super) struct Running {
    /// Of each query, below every score at first.
    pub(super) greatest: f32x4,
    /// Of each query, in four parts.
    pub(super) sums: [f32x4; 4],
}

impl Running {
    pub(super) fn start() -> Self {
        Self { greatest: f32x4::splat(f32::MIN), sums: [f32x4::zeroed(); 4] }
    }

    /// Takes the scores of further keys, which become weights; gives the factor of what was summed before.
    #[inline]
    pub(super) fn add(&mut self, greatest: f32x4, strip: &mut [Left]) -> [f32; 4] {
        let greatest = self.greatest.fast_max(greatest);
        let fading = exp2(self.greatest - greatest).to_array();
        let added = weigh(strip, greatest);
        for ((sum, added), fading) in self.sums.iter_mut().zip(added).zip(fading) {
            *sum = *sum * fading + added;
        }
        self.greatest = greatest;
        fading
    }

    /// 1 / the sum of each query's weights.
    pub(super) fn factors(&self) -> [f32; 4] {
        (f32x4::splat(1.0) / super::blocks::sums(self.sums)).to_array()
    }
}

/// The scores of four queries for the keys, and the greatest of each.
///
/// `mask` gives what is added to the scores of a group of eight keys: 0, or −∞ where a query may not attend.
#[inline]
pub(super) fn scores(
    queries: &[Left],
    keys: &[Right],
    strip: &mut [Left],
    mask: impl Fn(usize) -> Option<Left>,
) -> f32x4 {
    let mut greatest = [f32x4::splat(f32::MIN); 4];
    for (panel, (block, keys)) in strip.iter_mut().zip(keys.chunks_exact(queries.len())).enumerate() {
        let mut scores = product(queries, keys);
        if let Some(mask) = mask(panel) {
            for (score, mask) in scores.iter_mut().flatten().zip(mask.iter().flatten()) {
                *score += *mask;
            }
        }
        for (greatest, [low, high]) in greatest.iter_mut().zip(scores) {
            *greatest = greatest.fast_max(low).fast_max(high);
        }
        *block = scores;
    }
    maxima(greatest)
}

/// Scores into weights that are not yet divided by their sum; gives the sums, each in four parts.
#[inline]
pub(super) fn weigh(strip: &mut [Left], greatest: f32x4) -> [f32x4; 4] {
    let shift = greatest.to_array().map(f32x4::splat);
    let mut sums = [f32x4::zeroed(); 4];
    for block in strip {
        for ((row, shift), sum) in block.iter_mut().zip(shift).zip(&mut sums) {
            let [low, high] = row.map(|score| exp2(score - shift));
            *sum += low + high;
            *row = [low, high];
        }
    }
    sums
}

/// Weighted sums of all values at once, divided and written.
#[inline]
pub(super) fn write_output<'v>(
    strip: &[Left],
    values: impl Iterator<Item = &'v [Right]>,
    factors: [f32; 4],
    columns: usize,
    first: usize,
    output: &mut [f32],
    sums: &mut [Left],
) {
    for (sum, values) in sums.iter_mut().zip(values) {
        *sum = product(strip, values);
    }
    unpack_rows(sums, factors, columns, first, output);
}

/// Adds the weighted sums of some values to those so far, each query's times its factor.
#[inline]
pub(super) fn add_output<'v>(
    strip: &[Left],
    values: impl Iterator<Item = &'v [Right]>,
    factors: Option<[f32; 4]>,
    sums: &mut [Left],
) {
    for (sum, values) in sums.iter_mut().zip(values) {
        let start = factors.map_or_else(zero_left, |factors| {
            let mut start = *sum;
            for (row, factor) in start.iter_mut().zip(factors) {
                let factor = f32x4::splat(factor);
                *row = row.map(|part| part * factor);
            }
            start
        });
        *sum = add_product(start, strip, values);
    }
}

/// −∞ from a column on: keys behind the last token.
pub(super) fn behind(columns: usize) -> Left {
    let row: [f32; 8] = std::array::from_fn(|column| if column < columns { 0.0 } else { f32::NEG_INFINITY });
    let row: Row = bytemuck::cast(row);
    [row; 4]
}
