//! Self-attention in which each token attends to the tokens within a distance w on both sides, itself included.
//!
//! Source: Beltagy, Peters and Cohan, "Longformer: the long-document transformer", 2020.

use super::blocks::{Left, OutOfMemory, held, zeros};
use super::projections::{Memory, Projections, TOKENS, score_scale};
use super::softmax::{Running, scores, weigh, write_output};
use crate::lab::inputs::{Inputs, Size};

pub(super) struct Window {
    /// How far a token sees on both sides.
    reach: usize,
    projections: Projections,
    memory: Memory,
    queries: Vec<Left>,
    strip: Vec<Left>,
    sums: Vec<Left>,
}

impl Window {
    pub(super) fn new(size: Size, window: usize) -> Result<Self, OutOfMemory> {
        let memory = Memory::new(size)?;
        let quads = size.n_tokens.min(TOKENS).div_ceil(4);
        let reach = window.min(size.n_tokens);
        Ok(Self {
            reach,
            projections: Projections::new(size)?,
            queries: zeros(quads * memory.width)?,
            strip: zeros(((2 * reach + 4).div_ceil(8) + 1).min(memory.panels))?,
            sums: zeros(memory.width)?,
            memory,
        })
    }

    pub(super) fn bytes(&self) -> usize {
        let own = held(&self.queries) + held(&self.strip) + held(&self.sums);
        self.projections.bytes() + self.memory.bytes() + own
    }

    pub(super) fn forward(&mut self, inputs: &Inputs, output: &mut [f32]) {
        let n = inputs.size.n_tokens;
        let width = self.memory.width;
        self.projections.take(inputs, score_scale(inputs.size));
        for first in (0..n).step_by(TOKENS) {
            let quads = (n - first).min(TOKENS).div_ceil(4);
            self.projections.read(inputs, first, quads);
            self.memory.put(&self.projections, first, quads);
        }
        for first in (0..n).step_by(TOKENS) {
            let quads = (n - first).min(TOKENS).div_ceil(4);
            if n > TOKENS {
                self.projections.read(inputs, first, quads);
            }
            self.projections.queries(&mut self.queries[..quads * width]);
            for (quad, queries) in self.queries.chunks_exact(width).take(quads).enumerate() {
                let query = first + 4 * quad;
                let from = query.saturating_sub(self.reach) / 8;
                let to = (query + 4 + self.reach).min(n).div_ceil(8);
                let strip = &mut self.strip[..to - from];
                let mask = |panel: usize| outside(query, 8 * (from + panel), self.reach, n);
                let greatest = scores(queries, self.memory.keys(from, to), strip, mask);
                let running = Running { greatest, sums: weigh(strip, greatest) };
                let values = self.memory.values(from, to);
                write_output(
                    strip,
                    values,
                    running.factors(),
                    inputs.size.d_k,
                    query,
                    output,
                    &mut self.sums,
                );
            }
        }
    }
}

/// −∞ where one of four queries may not attend to one of eight keys; nothing where all may.
fn outside(query: usize, key: usize, window: usize, n: usize) -> Option<Left> {
    let inside = query + 3 <= key + window && key + 7 <= query + window && key + 8 <= n;
    (!inside).then(|| {
        std::array::from_fn(|row| {
            let numbers: [f32; 8] = std::array::from_fn(|column| {
                let (query, key) = (query + row, key + column);
                let seen = query.abs_diff(key) <= window && key < n;
                if seen { 0.0 } else { f32::NEG_INFINITY }
            });
            bytemuck::cast(numbers)
        })
    })
}
