//! The contestants as they are defined, one number after the other, over any arithmetic.

#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::needless_range_loop, reason = "written as the formulas are")]

use attention_notebook::lab::inputs::{Inputs, Size};
use attention_notebook::lab::kernel::Kernel;

/// An arithmetic: numbers, and what it remembers of what was done.
pub(crate) trait Arithmetic {
    /// sum + a · b.
    fn multiply_add(&mut self, a: f64, b: f64, sum: f64) -> f64;
    /// e^x.
    fn exponential(&mut self, x: f64) -> f64;
    /// tanh x, which takes one exponential.
    fn hyperbolic_tangent(&mut self, x: f64) -> f64;
}

/// f64, remembering nothing.
struct Plain;

impl Arithmetic for Plain {
    fn multiply_add(&mut self, a: f64, b: f64, sum: f64) -> f64 {
        a * b + sum
    }
    fn exponential(&mut self, x: f64) -> f64 {
        x.exp()
    }
    fn hyperbolic_tangent(&mut self, x: f64) -> f64 {
        x.tanh()
    }
}

/// f64, counting what it does.
#[derive(Default)]
pub(crate) struct Counting {
    pub(crate) multiply_adds: u128,
    pub(crate) exponentials: u128,
}

impl Arithmetic for Counting {
    fn multiply_add(&mut self, a: f64, b: f64, sum: f64) -> f64 {
        self.multiply_adds += 1;
        a * b + sum
    }
    fn exponential(&mut self, x: f64) -> f64 {
        self.exponentials += 1;
        x.exp()
    }
    fn hyperbolic_tangent(&mut self, x: f64) -> f64 {
        self.exponentials += 1;
        x.tanh()
    }
}

/// A matrix, row after row.
struct Matrix {
    columns: usize,
    numbers: Vec<f64>,
}

impl Matrix {
    fn of(numbers: &[f32], columns: usize) -> Self {
        Self { columns, numbers: numbers.iter().map(|x| f64::from(*x)).collect() }
    }

    fn zero(rows: usize, columns: usize) -> Self {
        Self { columns, numbers: vec![0.0; rows * columns] }
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.numbers[row * self.columns..][..self.columns]
    }

    fn times(&self, other: &Self, arithmetic: &mut impl Arithmetic) -> Self {
        let rows = self.numbers.len() / self.columns;
        let mut product = Self::zero(rows, other.columns);
        for i in 0..rows {
            for j in 0..other.columns {
                for k in 0..self.columns {
                    let place = &mut product.numbers[i * other.columns + j];
                    *place = arithmetic.multiply_add(
                        self.numbers[i * self.columns + k],
                        other.numbers[k * other.columns + j],
                        *place,
                    );
                }
            }
        }
        product
    }
}

/// What a kernel has to give.
pub(crate) fn outputs(kernel: Kernel, inputs: &Inputs, window: usize) -> Vec<f64> {
    outputs_with(kernel, inputs, window, &mut Plain)
}

/// The same, in an arithmetic.
pub(crate) fn outputs_with(
    kernel: Kernel,
    inputs: &Inputs,
    window: usize,
    arithmetic: &mut impl Arithmetic,
) -> Vec<f64> {
    let Size { n_tokens, d_model, d_k } = inputs.size;
    let x = Matrix::of(&inputs.x, d_model);
    let value = x.times(&Matrix::of(&inputs.w_v, d_k), arithmetic);
    if kernel == Kernel::Recurrent {
        return recurrent(inputs, &value, arithmetic);
    }
    let query = x.times(&Matrix::of(&inputs.w_q, d_k), arithmetic);
    let key = x.times(&Matrix::of(&inputs.w_k, d_k), arithmetic);
    match kernel {
        Kernel::Linear => linear(&query, &key, &value, arithmetic),
        Kernel::Window => attention(&query, &key, &value, window, arithmetic),
        _ => attention(&query, &key, &value, n_tokens, arithmetic),
    }
}

fn attention(
    query: &Matrix,
    key: &Matrix,
    value: &Matrix,
    window: usize,
    on: &mut impl Arithmetic,
) -> Vec<f64> {
    let (d_k, n) = (query.columns, query.numbers.len() / query.columns);
    let mut output = Matrix::zero(n, d_k);
    for i in 0..n {
        let seen = i.saturating_sub(window)..n.min(i.saturating_add(window).saturating_add(1));
        let mut scores = Vec::new();
        for j in seen.clone() {
            let pairs = query.row(i).iter().zip(key.row(j));
            let score = pairs.fold(0.0, |sum, (q, k)| on.multiply_add(*q, *k, sum));
            scores.push(score / (d_k as f64).sqrt());
        }
        let greatest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = scores.iter().map(|score| on.exponential(score - greatest)).collect();
        let sum: f64 = weights.iter().sum();
        for (weight, j) in weights.iter().zip(seen) {
            for (place, v) in output.numbers[i * d_k..][..d_k].iter_mut().zip(value.row(j)) {
                *place = on.multiply_add(weight / sum, *v, *place);
            }
        }
    }
    output.numbers
}

fn linear(query: &Matrix, key: &Matrix, value: &Matrix, on: &mut impl Arithmetic) -> Vec<f64> {
    let (d_k, n) = (query.columns, query.numbers.len() / query.columns);
    // elu(x) + 1; the exponential is computed on both sides of 0, as vectors do.
    let feature = |matrix: &Matrix, on: &mut dyn FnMut(f64) -> f64| {
        let numbers = matrix.numbers.iter().map(|x| on(x.min(0.0)) + x.max(0.0)).collect();
        Matrix { columns: d_k, numbers }
    };
    let query = feature(query, &mut |x| on.exponential(x));
    let key = feature(key, &mut |x| on.exponential(x));
    let mut state = Matrix::zero(d_k, d_k);
    let mut total = vec![0.0; d_k];
    for j in 0..n {
        for a in 0..d_k {
            total[a] += key.row(j)[a];
            for b in 0..d_k {
                let place = &mut state.numbers[a * d_k + b];
                *place = on.multiply_add(key.row(j)[a], value.row(j)[b], *place);
            }
        }
    }
    let mut output = query.times(&state, on);
    for i in 0..n {
        let share = query.row(i).iter().zip(&total).fold(0.0, |sum, (q, t)| on.multiply_add(*q, *t, sum));
        output.numbers[i * d_k..][..d_k].iter_mut().for_each(|place| *place /= share);
    }
    output.numbers
}

fn recurrent(inputs: &Inputs, drive: &Matrix, on: &mut impl Arithmetic) -> Vec<f64> {
    let Size { n_tokens, d_model, d_k } = inputs.size;
    let source = |row: usize, column: usize| f64::from(inputs.w_k[row % d_model * d_k + column]);
    let greatest = (0..d_k).map(|column| (0..d_k).map(|row| source(row, column).abs()).sum::<f64>());
    let factor = 0.9 / greatest.fold(0.0, f64::max);
    let mut state = vec![0.0; d_k];
    let mut output = Vec::new();
    for t in 0..n_tokens {
        let next = (0..d_k).map(|column| {
            let sum = (0..d_k).fold(drive.row(t)[column], |sum, row| {
                on.multiply_add(state[row], factor * source(row, column), sum)
            });
            on.hyperbolic_tangent(sum)
        });
        state = next.collect();
        output.extend(&state);
    }
    output
}
