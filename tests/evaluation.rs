//! Evaluation by the notebook against the same steps written directly in nalgebra, in the browser. For
//! `cargo xtask bench`, which reads the line it logs; it asserts that both give the same numbers, and no time.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::{hint::black_box, rc::Rc};

use attention_notebook::{
    formula::Formula,
    notebook::{Meaning, Scope, evaluate},
    value::Array,
};
use nalgebra::DMatrix;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const N: usize = 64;
const STEPS: [&str; 6] =
    ["Q = X @ W_Q", "K = X @ W_K", "V = X @ W_V", "S = Q @ K.T", "A = softmax(S / sqrt(64))", "O = A @ V"];

struct Names(Vec<(&'static str, Rc<Array>)>);

impl Scope for Names {
    fn meaning(&self, name: &str) -> Meaning {
        let found = self.0.iter().rev().find(|(known, _)| *known == name);
        found.map_or(Meaning::Unknown, |(_, value)| Meaning::Value(value.clone()))
    }

    fn names(&self) -> Vec<Rc<str>> {
        Vec::new()
    }
}

fn matrix(salt: usize) -> DMatrix<f64> {
    DMatrix::from_fn(N, N, |row, column| {
        ((row * 7 + column * 11 + row * column * salt) % 17) as f64 / 16.0 - 0.5
    })
}

fn by_notebook(formulas: &[(&'static str, Formula)], typed: &Names) -> Rc<Array> {
    let mut names = Names(typed.0.clone());
    for (name, formula) in formulas {
        let value = evaluate(formula, &names).unwrap().value;
        names.0.push((name, value));
    }
    names.0.pop().unwrap().1
}

fn by_nalgebra(x: &DMatrix<f64>, w: &[DMatrix<f64>; 3]) -> DMatrix<f64> {
    let [query, key, value] = [0, 1, 2].map(|index| x * &w[index]);
    let mut weights = query * key.transpose() / 8.0;
    for mut row in weights.row_iter_mut() {
        let most = row.max();
        row.apply(|score| *score = (*score - most).exp());
        let total = row.sum();
        row.apply(|weight| *weight /= total);
    }
    weights * value
}

fn now() -> f64 {
    web_sys::window().unwrap().performance().unwrap().now()
}

/// The median of 15 times of 40 calls, in milliseconds a call.
fn median(mut call: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..15)
        .map(|_| {
            let start = now();
            (0..40).for_each(|_| call());
            (now() - start) / 40.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[wasm_bindgen_test]
fn evaluation_costs_little_more_than_its_arithmetic() {
    let x = matrix(3);
    let w = [5, 7, 11].map(matrix);
    let array = |matrix: &DMatrix<f64>| Rc::new(Array::from_matrix(matrix.clone(), None, None));
    let typed =
        Names(vec![("X", array(&x)), ("W_Q", array(&w[0])), ("W_K", array(&w[1])), ("W_V", array(&w[2]))]);
    let formulas: Vec<(&'static str, Formula)> =
        STEPS.iter().map(|step| (&step[..1], Formula::parse(step).unwrap())).collect();

    let difference = (by_notebook(&formulas, &typed).matrix() - by_nalgebra(&x, &w)).abs().max();
    assert!(difference < 1e-12, "the two differ by {difference}");

    let notebook = median(|| drop(black_box(by_notebook(&formulas, &typed))));
    let nalgebra = median(|| drop(black_box(by_nalgebra(&x, &w))));
    console_log!(r#"{{"evaluation_ms": {notebook}, "nalgebra_ms": {nalgebra}}}"#);
}
