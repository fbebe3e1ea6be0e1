//! The cases of `tests/data/cases.json`, computed by NumPy, as notebooks.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;

use attention_notebook::notebook::Document;
use notebooks::{Page, document, formula, matrix, slider, switch};
use serde::Deserialize;

#[derive(Deserialize)]
struct Corpus {
    cases: Vec<Case>,
}

/// In `masked_scores`, `None` is −∞.
#[derive(Deserialize)]
struct Case {
    name: String,
    scale: bool,
    causal: bool,
    temperature: f64,
    x: Vec<Vec<f64>>,
    w_q: Vec<Vec<f64>>,
    w_k: Vec<Vec<f64>>,
    w_v: Vec<Vec<f64>>,
    query: Vec<Vec<f64>>,
    key: Vec<Vec<f64>>,
    value: Vec<Vec<f64>>,
    scores: Vec<Vec<f64>>,
    scaled_scores: Vec<Vec<f64>>,
    masked_scores: Vec<Vec<Option<f64>>>,
    weights: Vec<Vec<f64>>,
    output: Vec<Vec<f64>>,
}

fn cases() -> Vec<Case> {
    let corpus: Corpus = serde_json::from_str(include_str!("data/cases.json")).unwrap();
    corpus.cases
}

fn notebook(case: &Case) -> Document {
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

#[test]
fn every_step_of_every_case_is_numpys() {
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

#[test]
fn the_corpus_covers_what_it_should() {
    let cases = cases();
    assert!(cases.len() >= 10);
    assert!(cases.iter().any(|case| case.causal) && cases.iter().any(|case| !case.scale));
    assert!(cases.iter().any(|case| (case.temperature - 1.0).abs() > 0.1));
    assert!(cases.iter().any(|case| case.w_q[0].len() != case.w_v[0].len()), "d_k is not always d_v");
    let exp_would_overflow = |case: &Case| case.scaled_scores.iter().flatten().any(|score| *score > 710.0);
    assert!(cases.iter().any(exp_would_overflow));
}

#[test]
fn rows_of_weights_sum_to_one() {
    for case in cases() {
        let page = Page::open(notebook(&case));
        for row in page.value("A").matrix().row_iter() {
            assert!((row.sum() - 1.0).abs() < 1e-14, "{}: {}", case.name, row.sum());
        }
    }
}
