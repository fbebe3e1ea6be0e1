//! Self-attention that stores its n × n matrix: all scores of a query, then all its weights in the same place.

use super::blocks::{Left, OutOfMemory, held, unpack_rows, zeros};
use super::projections::{Memory, Projections, TOKENS, score_scale};
use super::softmax::{Running, add_output, behind, scores, weigh};
use super::tiled::PANELS;
use crate::lab::inputs::{Inputs, Size};

pub(super) struct Stored {
    projections: Projections,
    memory: Memory,
    /// Q: for each four tokens the blocks along its columns.
    queries: Vec<Left>,
    /// S, then A: for each four queries the blocks along the keys.
    weights: Vec<Left>,
    sums: Vec<Left>,
}

impl Stored {
    pub(super) fn new(size: Size) -> Result<Self, OutOfMemory> {
        let memory = Memory::new(size)?;
        let quads = size.n_tokens.div_ceil(4);
        Ok(Self {
            weights: zeros(quads * memory.panels)?,
            queries: zeros(quads * memory.width)?,
            sums: zeros(quads.min(TOKENS / 4) * memory.width)?,
            projections: Projections::new(size)?,
            memory,
        })
    }

    pub(super) fn bytes(&self) -> usize {
        let own = held(&self.queries) + held(&self.weights) + held(&self.sums);
        self.projections.bytes() + self.memory.bytes() + own
    }

    pub(super) fn forward(&mut self, inputs: &Inputs, output: &mut [f32]) {
        let n = inputs.size.n_tokens;
        let (width, panels) = (self.memory.width, self.memory.panels);
        self.projections.take(inputs, score_scale(inputs.size));
        for first in (0..n).step_by(TOKENS) {
            let quads = (n - first).min(TOKENS).div_ceil(4);
            self.projections.read(inputs, first, quads);
            self.memory.put(&self.projections, first, quads);
            self.projections.queries(&mut self.queries[first / 4 * width..][..quads * width]);
        }
        let queries = self.queries.chunks(TOKENS / 4 * width);
        for (tile, (queries, weights)) in
            queries.zip(self.weights.chunks_mut(TOKENS / 4 * panels)).enumerate()
        {
            let mut running = [Running::start(); TOKENS / 4];
            for from in (0..panels).step_by(PANELS) {
                let to = (from + PANELS).min(panels);
                let outside = |panel: usize| (8 * (from + panel + 1) > n).then(|| behind(n % 8));
                let strips = weights.chunks_exact_mut(panels);
                for ((queries, strip), running) in queries.chunks_exact(width).zip(strips).zip(&mut running) {
                    let greatest = scores(queries, self.memory.keys(from, to), &mut strip[from..to], outside);
                    running.greatest = running.greatest.fast_max(greatest);
                }
            }
            for (strip, running) in weights.chunks_exact_mut(panels).zip(&mut running) {
                running.sums = weigh(strip, running.greatest);
            }
            for from in (0..panels).step_by(PANELS) {
                let to = (from + PANELS).min(panels);
                let sums = self.sums.chunks_exact_mut(width);
                for (strip, sums) in weights.chunks_exact(panels).zip(sums) {
                    let factors = (from > 0).then_some([1.0; 4]);
                    add_output(&strip[from..to], self.memory.values(from, to), factors, sums);
                }
            }
            let sums = self.sums.chunks_exact(width).zip(running).take(weights.len() / panels);
            for (quad, (sums, running)) in sums.enumerate() {
                unpack_rows(sums, running.factors(), inputs.size.d_k, tile * TOKENS + 4 * quad, output);
            }
        }
    }
}
