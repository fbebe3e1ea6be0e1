//! Self-attention as plain nested loops, one number after the other, as one would first write it.

use super::blocks::{OutOfMemory, held, zeros};
use crate::lab::inputs::{Inputs, Size};

pub(super) struct Loops {
    query: Vec<f32>,
    key: Vec<f32>,
    value: Vec<f32>,
    /// S, then A.
    weights: Vec<f32>,
}

impl Loops {
    pub(super) fn new(size: Size) -> Result<Self, OutOfMemory> {
        let Size { n_tokens: n, d_k, .. } = size;
        Ok(Self {
            weights: zeros(n * n)?,
            query: zeros(n * d_k)?,
            key: zeros(n * d_k)?,
            value: zeros(n * d_k)?,
        })
    }

    pub(super) fn bytes(&self) -> usize {
        held(&self.query) + held(&self.key) + held(&self.value) + held(&self.weights)
    }

    pub(super) fn forward(&mut self, inputs: &Inputs, output: &mut [f32]) {
        let Size { n_tokens: n, d_k, .. } = inputs.size;
        project(inputs, &inputs.w_q, &mut self.query);
        project(inputs, &inputs.w_k, &mut self.key);
        project(inputs, &inputs.w_v, &mut self.value);
        let scale = 1.0 / (d_k as f32).sqrt();
        for query_idx in 0..n {
            for key_idx in 0..n {
                let mut score = 0.0;
                for dim_idx in 0..d_k {
                    score += self.query[query_idx * d_k + dim_idx] * self.key[key_idx * d_k + dim_idx];
                }
                self.weights[query_idx * n + key_idx] = score * scale;
            }
        }
        for query_idx in 0..n {
            let row = &mut self.weights[query_idx * n..][..n];
            let greatest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut sum = 0.0;
            for weight in row.iter_mut() {
                *weight = (*weight - greatest).exp();
                sum += *weight;
            }
            for weight in row.iter_mut() {
                *weight /= sum;
            }
        }
        for query_idx in 0..n {
            for dim_idx in 0..d_k {
                let mut sum = 0.0;
                for key_idx in 0..n {
                    sum += self.weights[query_idx * n + key_idx] * self.value[key_idx * d_k + dim_idx];
                }
                output[query_idx * d_k + dim_idx] = sum;
            }
        }
    }
}

/// X W.
fn project(inputs: &Inputs, matrix: &[f32], product: &mut [f32]) {
    let Size { n_tokens: n, d_model, d_k } = inputs.size;
    for token_idx in 0..n {
        for dim_idx in 0..d_k {
            let mut sum = 0.0;
            for model_idx in 0..d_model {
                sum += inputs.x[token_idx * d_model + model_idx] * matrix[model_idx * d_k + dim_idx];
            }
            product[token_idx * d_k + dim_idx] = sum;
        }
    }
}
