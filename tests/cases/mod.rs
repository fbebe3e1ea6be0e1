//! The cases of `tests/data/cases.json`, computed by NumPy, as notebooks; natively and in the browser.

#![allow(dead_code, reason = "each test file uses a part")]

use attention_notebook::notebook::Document;
use serde::Deserialize;

use crate::notebooks::{Page, document, formula, matrix, slider, switch};

#[derive(Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

/// In `masked_scores`, `None` is −∞.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) scale: bool,
    pub(crate) causal: bool,
    pub(crate) temperature: f64,
    pub(crate) x: Vec<Vec<f64>>,
    pub(crate) w_q: Vec<Vec<f64>>,
    pub(crate) w_k: Vec<Vec<f64>>,
    pub(crate) w_v: Vec<Vec<f64>>,
    pub(crate) query: Vec<Vec<f64>>,
    pub(crate) key: Vec<Vec<f64>>,
    pub(crate) value: Vec<Vec<f64>>,
    pub(crate) scores: Vec<Vec<f64>>,
    pub(crate) scaled_scores: Vec<Vec<f64>>,
    pub(crate) masked_scores: Vec<Vec<Option<f64>>>,
    pub(crate) weights: Vec<Vec<f64>>,
    pub(crate) output: Vec<Vec<f64>>,
}

/// Every case.
pub(crate) fn cases() -> Vec<Case> {
    let corpus: Corpus = serde_json::from_str(include_str!("../data/cases.json")).unwrap();
    corpus.cases
}

/// A case as a notebook.
pub(crate) fn notebook(case: &Case) -> Document {
    let sizes = [
        ("n", case.x.len()),
        ("d_model", case.w_q.len()),
        ("d_k", case.w_q[0].len()),
        ("d_v", case.w_v[0].len()),
    ];
    let cells = vec![
        matrix("X", "n", "d_model", &case.x),
        matrix("W_Q", "d_model", "d_k", &case.w_q),
        matrix("W_K", "d_model", "d_k", &case.w_k),
        matrix("W_V", "d_model", "d_v", &case.w_v),
        switch("scaled", case.scale),
        switch("causal", case.causal),
        slider("temperature", case.temperature),
        formula("Q = X @ W_Q"),
        formula("K = X @ W_K"),
        formula("V = X @ W_V"),
        formula("S = Q @ K.T"),
        formula("Z = S / where(scaled, sqrt(d_k), 1) / temperature"),
        formula("M = where(causal, tril(ones((n, n))), ones((n, n)))"),
        formula("masked = where(M, Z, -inf)"),
        formula("A = softmax(masked)"),
        formula("O = A @ V"),
    ];
    document(&sizes, cells)
}

/// Every number to 1e-12 of itself.
fn check(page: &Page, case: &str, name: &str, expected: &[Vec<f64>]) {
    let found = page.value(name);
    assert_eq!(found.shape().view(), (1, expected.len(), expected[0].len()), "{name} of {case}");
    for (row, numbers) in expected.iter().enumerate() {
        for (col, expected) in numbers.iter().enumerate() {
            let found = found.get(0, row, col).unwrap();
            let close = (found - expected).abs() <= 1e-12 * expected.abs();
            let same = found.to_bits() == expected.to_bits();
            assert!(close || same, "{name}[{row}, {col}] of {case} is {found}, NumPy has {expected}");
        }
    }
}

/// Every step of every case is NumPy's.
pub(crate) fn check_cases() {
    for case in cases() {
        let page = Page::open(notebook(&case));
        let masked: Vec<Vec<f64>> = case
            .masked_scores
            .iter()
            .map(|row| row.iter().map(|score| score.unwrap_or(f64::NEG_INFINITY)).collect())
            .collect();
        let steps = [
            ("Q", &case.query),
            ("K", &case.key),
            ("V", &case.value),
            ("S", &case.scores),
            ("Z", &case.scaled_scores),
            ("masked", &masked),
            ("A", &case.weights),
            ("O", &case.output),
        ];
        for (name, expected) in steps {
            check(&page, &case.name, name, expected);
        }
    }
}

/// The bits of `random_normal((2, 3), 7)`: the same on every machine.
const DRAWS: [u64; 6] = [
    0x3ff5_d702_29cd_ee62,
    0xbfe2_9461_d47f_64ce,
    0xbfd9_60a6_1872_e247,
    0xbffb_67fe_497f_ad83,
    0x3f72_6d0b_ebc9_703c,
    0x4000_7f8b_9c87_5d66,
];

/// Draws from a seed have the same bits natively and in wasm.
pub(crate) fn check_draws() {
    let page = Page::open(document(&[], vec![formula("R = random_normal((2, 3), 7)")]));
    let bits: Vec<u64> = page.value("R").elements().iter().map(|draw| draw.to_bits()).collect();
    assert_eq!(bits, DRAWS);
}
