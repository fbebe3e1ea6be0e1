//! The notebook's own engine as a contestant: the formulas of the page that opens first, in f64.

use std::rc::Rc;

use super::inputs::Size;
use crate::{
    formula::Formula,
    notebook::{Meaning, NodeValue, Scope, evaluate_within, limits::Limits},
    value::{Array, Shape},
};

/// What is computed, each after what it reads.
pub const FORMULAS: [&str; 6] =
    ["Q = X @ W_Q", "K = X @ W_K", "V = X @ W_V", "S = Q @ K.T", "A = softmax(S / sqrt(d_k))", "O = A @ V"];

/// What the formulas read that none of them computes.
const INPUTS: [&str; 4] = ["X", "W_Q", "W_K", "W_V"];

/// The n × n arrays that stand in memory at once: S, the scaled S, A, and one on the way.
const SQUARES: usize = 4;

/// A small notebook, built once; each call evaluates all its formulas.
#[derive(Debug)]
pub struct Notebook {
    formulas: Vec<Formula>,
    values: Values,
    bytes: usize,
}

/// Why there is no notebook, or no output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotebookFault {
    /// The memory was refused.
    Memory,
    /// The matrices do not fit each other.
    Shape,
}

/// The names and what they mean.
#[derive(Debug, Default)]
struct Values {
    arrays: Vec<(Rc<str>, Rc<Array>)>,
    d_k: usize,
}

impl Scope for Values {
    fn meaning(&self, name: &str) -> Meaning {
        let array = self.arrays.iter().find(|(known, _)| **known == *name);
        match array {
            Some((_, array)) => Meaning::Value(array.clone()),
            None if name == "d_k" => Meaning::Dimension(self.d_k),
            None => Meaning::Unknown,
        }
    }

    fn names(&self) -> Vec<Rc<str>> {
        self.arrays.iter().map(|(name, _)| name.clone()).collect()
    }
}

impl Values {
    fn set(&mut self, name: &Rc<str>, value: Rc<Array>) {
        match self.arrays.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.arrays.push((name.clone(), value)),
        }
    }

    fn hold(&self, array: &Rc<Array>) -> bool {
        self.arrays.iter().any(|(_, known)| Rc::ptr_eq(known, array))
    }

    fn bytes(&self) -> usize {
        self.arrays.iter().map(|(_, array)| bytes_of(array)).sum()
    }
}

fn bytes_of(array: &Array) -> usize {
    size_of_val(array.elements())
}

impl Notebook {
    /// With X, W^Q, W^K and W^V, row after row.
    ///
    /// # Errors
    /// A [`NotebookFault`] where the matrices are not of this size, or too large for the memory.
    pub fn new(size: Size, matrices: [Vec<f64>; 4]) -> Result<Self, NotebookFault> {
        let Size { n_tokens, d_model, d_k } = size;
        reserve(size).ok_or(NotebookFault::Memory)?;
        let shapes = [(n_tokens, d_model), (d_model, d_k), (d_model, d_k), (d_model, d_k)];
        let mut values = Values { arrays: Vec::new(), d_k };
        for ((name, (rows, columns)), elements) in INPUTS.into_iter().zip(shapes).zip(matrices) {
            let array =
                Array::from_c_order(Shape::matrix(rows, columns), elements).ok_or(NotebookFault::Shape)?;
            values.set(&name.into(), Rc::new(array));
        }
        let formulas = FORMULAS.iter().map(|source| Formula::parse(source)).collect::<Result<_, _>>();
        Ok(Self { formulas: formulas.map_err(|_| NotebookFault::Shape)?, values, bytes: 0 })
    }

    /// Evaluates all formulas and answers O, n × `d_k`.
    ///
    /// # Errors
    /// A [`NotebookFault`] where a formula has no value, which matrices of the right size exclude.
    pub fn call(&mut self) -> Result<Rc<Array>, NotebookFault> {
        let mut output = None;
        // What the last call computed makes room.
        self.values.arrays.truncate(INPUTS.len());
        for formula in &self.formulas {
            let evaluation = evaluate_within(formula, &self.values, Limits::NONE);
            let evaluation = evaluation.map_err(|_| NotebookFault::Shape)?;
            let on_the_way = evaluation.nodes.iter().map(|node| match node {
                // The formula's value is one of these; what it reads is counted with the names.
                NodeValue::Array(array) if !self.values.hold(array) => bytes_of(array),
                _ => 0,
            });
            self.bytes = self.bytes.max(self.values.bytes() + on_the_way.sum::<usize>());
            output = Some(evaluation.value.clone());
            self.values.set(&formula.name, evaluation.value);
        }
        output.ok_or(NotebookFault::Shape)
    }

    /// The most bytes that its arrays have held at once; 0 before the first call.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

/// Whether the memory for the n × n arrays is there. They are allocated one by one where refusal cannot be caught: what
/// is reserved here, all in one piece, is free for them afterwards.
fn reserve(size: Size) -> Option<()> {
    let square = size.n_tokens.checked_mul(size.n_tokens)?.checked_mul(SQUARES)?;
    let narrow = size.n_tokens.checked_mul(size.d_model.checked_add(size.d_k.checked_mul(5)?)?)?;
    let mut probe: Vec<f64> = Vec::new();
    probe.try_reserve_exact(square.checked_add(narrow)?).ok()?;
    // Without a look at it the compiler may leave the allocation out.
    std::hint::black_box(&probe);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size { n_tokens: 200, d_model: 3, d_k: 2 };

    fn matrices(size: Size) -> [Vec<f64>; 4] {
        let wave = |count: usize, pace: f64| (0..count).map(|i| (i as f64 * pace).sin()).collect();
        let Size { n_tokens, d_model, d_k } = size;
        [
            wave(n_tokens * d_model, 0.7),
            wave(d_model * d_k, 1.3),
            wave(d_model * d_k, 2.1),
            wave(d_model * d_k, 0.4),
        ]
    }

    fn product(a: &[f64], b: &[f64], inner: usize, cols: usize) -> Vec<f64> {
        let rows = a.len() / inner;
        let element =
            |place: usize| (0..inner).map(|k| a[place / cols * inner + k] * b[k * cols + place % cols]).sum();
        (0..rows * cols).map(element).collect()
    }

    #[test]
    fn the_output_is_attention_beyond_the_limits_of_a_page() {
        let size = SIZE;
        let [x, w_q, w_k, w_v] = matrices(size);
        let (n, d) = (size.n_tokens, size.d_k);
        let of = |w: &[f64]| product(&x, w, size.d_model, d);
        let (q, k, v) = (of(&w_q), of(&w_k), of(&w_v));
        let mut notebook = Notebook::new(size, [x.clone(), w_q, w_k, w_v]).unwrap();
        let output = notebook.call().unwrap();
        for row in 0..n {
            let scores: Vec<f64> = (0..n)
                .map(|key| (0..d).map(|i| q[row * d + i] * k[key * d + i]).sum::<f64>() / (d as f64).sqrt())
                .map(f64::exp)
                .collect();
            let sum: f64 = scores.iter().sum();
            for dim in 0..d {
                let expected = (0..n).map(|key| scores[key] * v[key * d + dim]).sum::<f64>() / sum;
                assert!((output.get(0, row, dim).unwrap() - expected).abs() < 1e-12, "{row} {dim}");
            }
        }
        // S, S / √d_k and A at once, and the small ones.
        let squares = notebook.bytes() / (n * n * 8);
        assert!((2..=SQUARES).contains(&squares), "{squares}");
    }

    #[test]
    fn every_call_computes_everything_anew() {
        let mut notebook = Notebook::new(SIZE, matrices(SIZE)).unwrap();
        let (first, second) = (notebook.call().unwrap(), notebook.call().unwrap());
        assert!(first.same_bits(&second) && !Rc::ptr_eq(&first, &second));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let wrong = Size { n_tokens: 7, ..SIZE };
        assert_eq!(Notebook::new(wrong, matrices(SIZE)).unwrap_err(), NotebookFault::Shape);
        let huge = Size { n_tokens: 1 << 31, ..SIZE };
        assert_eq!(Notebook::new(huge, matrices(SIZE)).unwrap_err(), NotebookFault::Memory);
    }
}
