//! The cases of `tests/data/cases.json`, computed by NumPy, as notebooks.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cases;
mod notebooks;

use cases::{Case, cases, check_cases, check_draws, notebook};
use notebooks::Page;

#[test]
fn every_step_of_every_case_is_numpys() {
    check_cases();
}

#[test]
fn draws_have_the_same_bits_everywhere() {
    check_draws();
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
