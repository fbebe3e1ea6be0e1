//! Self-attention by tiles: of each query only the greatest score, the sum of weights and the weighted sum of values so
//! far are kept, and put right when a greater score comes. Memory grows with n, not with n².
//!
//! Sources: Milakov and Gimelshein, "Online normalizer calculation for softmax", 2018; Dao et al., "Flash attention",
//! 2022.

use super::blocks::{Left, OutOfMemory, held, unpack_rows, zeros};
use super::projections::{Memory, Projections, TOKENS, score_scale};
use super::softmax::{Running, add_output, behind, scores, weigh};
use crate::lab::inputs::{Inputs, Size};

/// How many keys a tile has.
pub const KEYS: usize = 128;

/// In groups of eight.
pub(super) const PANELS: usize = KEYS / 8;

pub(super) struct Tiled {
    projections: Projections,
    memory: Memory,
    queries: Vec<Left>,
    strip: Vec<Left>,
    sums: Vec<Left>,
    running: Vec<Running>,
}

impl Tiled {
    pub(super) fn new(size: Size) -> Result<Self, OutOfMemory> {
        let projections = Projections::new(size)?;
        let memory = Memory::new(size)?;
        let quads = size.n_tokens.min(TOKENS).div_ceil(4);
        let tile = quads * memory.width;
        let mut running = Vec::new();
        running.try_reserve_exact(quads).map_err(|_| OutOfMemory { bytes: quads as u128 })?;
        running.resize(quads, Running::start());
        Ok(Self {
            queries: zeros(tile)?,
            strip: zeros(PANELS.min(memory.panels))?,
            sums: zeros(tile)?,
            projections,
            memory,
            running,
        })
    }

    pub(super) fn bytes(&self) -> usize {
        let tile = held(&self.queries) + held(&self.strip) + held(&self.sums) + held(&self.running);
        self.projections.bytes() + self.memory.bytes() + tile
    }

    pub(super) fn forward(&mut self, inputs: &Inputs, output: &mut [f32]) {
        let n = inputs.size.n_tokens;
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
            self.projections.queries(&mut self.queries[..quads * self.memory.width]);
            self.attend(n, quads);
            let sums = self.sums.chunks_exact(self.memory.width);
            for (quad, (sums, running)) in sums.zip(&self.running).take(quads).enumerate() {
                unpack_rows(sums, running.factors(), inputs.size.d_k, first + 4 * quad, output);
            }
        }
    }

    /// The queries of a tile over all keys.
    fn attend(&mut self, n: usize, quads: usize) {
        let width = self.memory.width;
        for from in (0..self.memory.panels).step_by(PANELS) {
            let to = (from + PANELS).min(self.memory.panels);
            let keys = self.memory.keys(from, to);
            let strip = &mut self.strip[..to - from];
            let queries = self.queries.chunks_exact(width);
            let sums = self.sums.chunks_exact_mut(width);
            for ((queries, sums), running) in queries.zip(sums).zip(&mut self.running).take(quads) {
                let outside = |panel: usize| (8 * (from + panel + 1) > n).then(|| behind(n % 8));
                let greatest = scores(queries, keys, strip, outside);
                let fading = if from == 0 {
                    *running = Running { greatest, sums: weigh(strip, greatest) };
                    None
                } else {
                    Some(running.add(greatest, strip))
                };
                add_output(strip, self.memory.values(from, to), fading, sums);
            }
        }
    }
}
