//! A recurrent network: `h_t` = tanh(`x_t` W^V + h′ `W_rec`) with h′ the state before, 0 at first, one step for each token;
//! `h_t` is row t of the output.
//!
//! `W_rec` is made of W^K: its first `d_k` rows (from the first again where it has fewer), times 0.9 over the greatest sum
//! of a column's magnitudes. So a step brings two states closer by at least a tenth, whatever the matrix, and neither the
//! state nor an error in it grows. W^Q is not used.

use bytemuck::Zeroable;
use bytemuck::cast_ref;
use wide::f32x4;

use super::blocks::{Left, OutOfMemory, Right, Row, held, pack_columns, unpack_rows, zeros};
use super::exponential::tanh;
use super::projections::{Projections, TOKENS};
use crate::lab::inputs::{Inputs, Size};

/// How much of the distance between two states one step leaves at most.
const CONTRACTION: f32 = 0.9;

pub(super) struct Recurrent {
    projections: Projections,
    /// `W_rec`, row after row, and as right operands.
    plain: Vec<f32>,
    recurrence: Vec<Right>,
    /// `x_t` W^V of some tokens, then `h_t`.
    tile: Vec<Left>,
    state: Vec<Row>,
}

impl Recurrent {
    pub(super) fn new(size: Size) -> Result<Self, OutOfMemory> {
        let width = size.d_k.div_ceil(8);
        Ok(Self {
            projections: Projections::new(size)?,
            plain: zeros(size.d_k * size.d_k)?,
            recurrence: zeros(width * width)?,
            tile: zeros(size.n_tokens.min(TOKENS).div_ceil(4) * width)?,
            state: zeros(width)?,
        })
    }

    pub(super) fn bytes(&self) -> usize {
        let own = held(&self.plain) + held(&self.recurrence) + held(&self.tile) + held(&self.state);
        self.projections.bytes() + own
    }

    pub(super) fn forward(&mut self, inputs: &Inputs, output: &mut [f32]) {
        let Size { n_tokens: n, d_k, .. } = inputs.size;
        let width = self.state.len();
        self.projections.take(inputs, 1.0);
        recurrence(&inputs.w_k, d_k, &mut self.plain);
        pack_columns(&self.plain, d_k, 1.0, &mut self.recurrence);
        self.state.fill(Row::zeroed());
        for first in (0..n).step_by(TOKENS) {
            let tokens = (n - first).min(TOKENS);
            let quads = tokens.div_ceil(4);
            self.projections.read(inputs, first, quads);
            let tile = &mut self.tile;
            self.projections.values(quads, |quad, column, block| tile[quad * width + column] = block);
            for token in 0..tokens {
                let row = &mut self.tile[token / 4 * width..][..width];
                for (block, recurrence) in row.iter_mut().zip(self.recurrence.chunks_exact(width)) {
                    let place = &mut block[token % 4];
                    *place = step(*place, &self.state, recurrence);
                }
                for (state, block) in self.state.iter_mut().zip(row) {
                    *state = block[token % 4];
                }
            }
            for (quad, blocks) in self.tile.chunks_exact(width).take(quads).enumerate() {
                unpack_rows(blocks, [1.0; 4], d_k, first + 4 * quad, output);
            }
        }
    }
}

/// Eight numbers of the next state. Four sums at a time, so that additions need not wait for one another.
#[inline]
fn step(drive: Row, state: &[Row], recurrence: &[Right]) -> Row {
    let mut sums = [Row::zeroed(); 4];
    for (state, block) in state.iter().zip(recurrence) {
        let numbers: &[f32; 8] = cast_ref(state);
        for (depth, row) in block.iter().enumerate() {
            let number = f32x4::splat(numbers[depth]);
            sums[depth % 4][0] += number * row[0];
            sums[depth % 4][1] += number * row[1];
        }
    }
    let [a, b, c, d] = sums;
    [0, 1].map(|part| tanh(drive[part] + ((a[part] + b[part]) + (c[part] + d[part]))))
}

/// `W_rec`, row after row: W^K's rows over and over, scaled to a contraction.
pub fn recurrence(w_k: &[f32], d_k: usize, recurrence: &mut [f32]) {
    for (row, source) in recurrence.chunks_exact_mut(d_k).zip(w_k.chunks_exact(d_k).cycle()) {
        row.copy_from_slice(source);
    }
    let column =
        |column: usize| recurrence[column..].iter().step_by(d_k).map(|weight| weight.abs()).sum::<f32>();
    let greatest = (0..d_k).map(column).fold(0.0, f32::max);
    if greatest > 0.0 {
        let factor = CONTRACTION / greatest;
        for weight in recurrence {
            *weight *= factor;
        }
    }
}
