//! X into queries, keys and values, some tokens at a time.

use std::f32::consts::LOG2_E;

use super::blocks::{Left, OutOfMemory, Right, held, pack_columns, pack_rows, put_transposed, zeros};
use super::products::product;
use crate::lab::inputs::{Inputs, Size};

/// How many tokens are projected at a time, and how many queries a tile has.
pub const TOKENS: usize = 64;

/// The projection matrices as right operands, and some rows of X as left operands.
pub(super) struct Projections {
    /// Blocks along the width of X.
    model: usize,
    /// Groups of eight columns of Q, K, V.
    width: usize,
    x: Vec<Left>,
    w_q: Vec<Right>,
    w_k: Vec<Right>,
    w_v: Vec<Right>,
}

impl Projections {
    pub(super) fn new(size: Size) -> Result<Self, OutOfMemory> {
        let (model, width) = (size.d_model.div_ceil(8), size.d_k.div_ceil(8));
        let matrix = || zeros(model * width);
        let quads = size.n_tokens.min(TOKENS).div_ceil(4);
        Ok(Self { model, width, x: zeros(quads * model)?, w_q: matrix()?, w_k: matrix()?, w_v: matrix()? })
    }

    pub(super) fn bytes(&self) -> usize {
        held(&self.x) + held(&self.w_q) + held(&self.w_k) + held(&self.w_v)
    }

    /// Takes the matrices of a call. `scale` is put into W^Q.
    pub(super) fn take(&mut self, inputs: &Inputs, scale: f32) {
        let columns = inputs.size.d_k;
        pack_columns(&inputs.w_q, columns, scale, &mut self.w_q);
        pack_columns(&inputs.w_k, columns, 1.0, &mut self.w_k);
        pack_columns(&inputs.w_v, columns, 1.0, &mut self.w_v);
    }

    /// Takes so many quads of rows of X, at most [`TOKENS`] rows.
    pub(super) fn read(&mut self, inputs: &Inputs, first: usize, quads: usize) {
        pack_rows(&inputs.x, inputs.size.d_model, first, &mut self.x[..quads * self.model]);
    }

    /// The queries of the tokens that were read, quad after quad, as left operands.
    pub(super) fn queries(&self, queries: &mut [Left]) {
        Self::project(self.model, self.width, &self.x, &self.w_q, |quad, panel, block| {
            if let Some(place) = queries.get_mut(quad * self.width + panel) {
                *place = block;
            }
        });
    }

    /// Each block of the keys of the tokens that were read: its quad, its group of columns, itself.
    pub(super) fn keys(&self, quads: usize, each: impl FnMut(usize, usize, Left)) {
        Self::project(self.model, self.width, &self.x[..quads * self.model], &self.w_k, each);
    }

    /// Each block of the values of the tokens that were read.
    pub(super) fn values(&self, quads: usize, each: impl FnMut(usize, usize, Left)) {
        Self::project(self.model, self.width, &self.x[..quads * self.model], &self.w_v, each);
    }

    #[inline]
    fn project(
        model: usize,
        width: usize,
        x: &[Left],
        weights: &[Right],
        mut each: impl FnMut(usize, usize, Left),
    ) {
        for (panel, weights) in weights.chunks_exact(model).enumerate().take(width) {
            for (quad, x) in x.chunks_exact(model).enumerate() {
                each(quad, panel, product(x, weights));
            }
        }
    }
}

/// The keys and values of all tokens as right operands.
pub(super) struct Memory {
    /// Groups of eight tokens.
    pub(super) panels: usize,
    /// Groups of eight columns of K and V.
    pub(super) width: usize,
    /// Kᵀ: for each group of tokens the blocks along its columns.
    keys: Vec<Right>,
    /// V: for each group of columns the blocks along the tokens.
    values: Vec<Right>,
}

impl Memory {
    pub(super) fn new(size: Size) -> Result<Self, OutOfMemory> {
        let (panels, width) = (size.n_tokens.div_ceil(8), size.d_k.div_ceil(8));
        Ok(Self { panels, width, keys: zeros(panels * width)?, values: zeros(panels * width)? })
    }

    pub(super) fn bytes(&self) -> usize {
        held(&self.keys) + held(&self.values)
    }

    /// Puts the keys and values of the tokens that were read in their place.
    pub(super) fn put(&mut self, projections: &Projections, first: usize, quads: usize) {
        let (panels, width, first) = (self.panels, self.width, first / 8);
        let keys = &mut self.keys[first * width..];
        projections.keys(quads, |quad, column, block| {
            put_transposed(&block, quad % 2, &mut keys[quad / 2 * width + column]);
        });
        let values = &mut self.values;
        projections.values(quads, |quad, column, block| {
            let rows = &mut values[column * panels + first + quad / 2];
            rows.as_chunks_mut::<4>().0[quad % 2] = block;
        });
    }

    /// The keys of a range of groups of tokens.
    pub(super) fn keys(&self, from: usize, to: usize) -> &[Right] {
        &self.keys[from * self.width..to * self.width]
    }

    /// For each group of columns the values of a range of groups of tokens.
    pub(super) fn values(&self, from: usize, to: usize) -> impl Iterator<Item = &[Right]> {
        self.values.chunks_exact(self.panels).map(move |column| &column[from..to])
    }
}

/// log₂ e / √`d_k`: with it in W^Q, scores are scaled, and ready for 2^t instead of e^s.
pub(super) fn score_scale(size: Size) -> f32 {
    LOG2_E / (size.d_k as f32).sqrt()
}
