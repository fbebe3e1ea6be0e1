//! Linear attention: e^(q·k) is replaced by φ(q)·φ(k) with φ(x) = elu(x) + 1, so that one sum over the keys serves every
//! query: row i of the output is φ(q) Σ φ(k) vᵀ / (φ(q) · Σ φ(k)) with q of token i and k, v of each token in turn. No mask;
//! queries and keys are not scaled.
//!
//! Source: Katharopoulos et al., "Transformers are RNNs", 2020.

use std::f32::consts::LOG2_E;

use bytemuck::{Zeroable, cast};
use wide::f32x4;

use super::blocks::{Left, OutOfMemory, Right, Row, held, put_transposed, sums, unpack_rows, zeros};
use super::exponential::exp2;
use super::products::{add_product, product};
use super::projections::{Projections, TOKENS};
use crate::lab::inputs::{Inputs, Size};

pub(super) struct Linear {
    projections: Projections,
    /// φ(Q) of some tokens.
    queries: Vec<Left>,
    /// φ(K)ᵀ of some tokens: for each eight columns the blocks along the tokens.
    keys: Vec<Right>,
    /// V of some tokens.
    values: Vec<Right>,
    /// Σ φ(k) vᵀ: for each eight columns of V the blocks along the columns of K.
    state: Vec<Right>,
    /// Σ φ(k).
    total: Vec<Row>,
    sums: Vec<Left>,
}

impl Linear {
    pub(super) fn new(size: Size) -> Result<Self, OutOfMemory> {
        let width = size.d_k.div_ceil(8);
        let tokens = size.n_tokens.min(TOKENS);
        Ok(Self {
            projections: Projections::new(size)?,
            queries: zeros(tokens.div_ceil(4) * width)?,
            keys: zeros(tokens.div_ceil(8) * width)?,
            values: zeros(tokens.div_ceil(8) * width)?,
            state: zeros(width * width)?,
            total: zeros(width)?,
            sums: zeros(width)?,
        })
    }

    pub(super) fn bytes(&self) -> usize {
        let tiles = held(&self.queries) + held(&self.keys) + held(&self.values) + held(&self.sums);
        self.projections.bytes() + tiles + held(&self.state) + held(&self.total)
    }

    pub(super) fn forward(&mut self, inputs: &Inputs, output: &mut [f32]) {
        let Size { n_tokens: n, d_k, .. } = inputs.size;
        let width = self.total.len();
        self.projections.take(inputs, 1.0);
        self.state.fill(Right::zeroed());
        self.total.fill(Row::zeroed());
        for first in (0..n).step_by(TOKENS) {
            let tokens = (n - first).min(TOKENS);
            self.projections.read(inputs, first, tokens.div_ceil(4));
            self.sum(tokens);
        }
        for first in (0..n).step_by(TOKENS) {
            let quads = (n - first).min(TOKENS).div_ceil(4);
            if n > TOKENS {
                self.projections.read(inputs, first, quads);
            }
            self.projections.queries(&mut self.queries[..quads * width]);
            for (quad, queries) in self.queries.chunks_exact_mut(width).take(quads).enumerate() {
                let mut shares = [f32x4::zeroed(); 4];
                for (column, (block, total)) in queries.iter_mut().zip(&self.total).enumerate() {
                    *block = features(block, d_k - 8 * column);
                    for (share, row) in shares.iter_mut().zip(block) {
                        *share += row[0] * total[0] + row[1] * total[1];
                    }
                }
                for (sum, state) in self.sums.iter_mut().zip(self.state.chunks_exact(width)) {
                    *sum = product(queries, state);
                }
                let factors = (f32x4::splat(1.0) / sums(shares)).to_array();
                unpack_rows(&self.sums, factors, d_k, first + 4 * quad, output);
            }
        }
    }

    /// Adds the tokens that were read to the sums.
    fn sum(&mut self, tokens: usize) {
        let (panels, width) = (tokens.div_ceil(8), self.total.len());
        let (keys, values, total) = (&mut self.keys, &mut self.values, &mut self.total);
        if !tokens.is_multiple_of(8) {
            keys.fill(Right::zeroed());
            values.fill(Right::zeroed());
        }
        self.projections.keys(tokens.div_ceil(4), |quad, column, block| {
            let block = features(&block, usize::MAX);
            for row in block.iter().take(tokens - 4 * quad) {
                total[column][0] += row[0];
                total[column][1] += row[1];
            }
            put_transposed(&block, quad % 2, &mut keys[column * panels + quad / 2]);
        });
        self.projections.values(tokens.div_ceil(4), |quad, column, block| {
            values[column * panels + quad / 2].as_chunks_mut::<4>().0[quad % 2] = block;
        });
        for (values, state) in values.chunks_exact(panels).zip(self.state.chunks_exact_mut(width)) {
            for (keys, state) in keys.chunks_exact(panels).zip(state) {
                for (half, state) in state.as_chunks_mut::<4>().0.iter_mut().enumerate() {
                    let mut sum = *state;
                    for (keys, values) in keys.iter().zip(values) {
                        let keys = &keys.as_chunks::<4>().0[half];
                        sum = add_product(sum, std::slice::from_ref(keys), std::slice::from_ref(values));
                    }
                    *state = sum;
                }
            }
        }
    }
}

/// φ of each number, 0 from a column on: x + 1 above 0, e^x below.
#[inline]
fn features(block: &Left, columns: usize) -> Left {
    let feature = |x: f32x4| {
        let low = exp2(x.fast_min(f32x4::zeroed()) * f32x4::splat(LOG2_E));
        low + x.fast_max(f32x4::zeroed())
    };
    let mut block = block.map(|row| row.map(feature));
    if columns < 8 {
        for row in &mut block {
            let mut numbers: [f32; 8] = cast(*row);
            numbers[columns..].fill(0.0);
            *row = cast(numbers);
        }
    }
    block
}
