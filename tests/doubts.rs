//! Doubts appear exactly when a formula does what few mean, and go when it does something else.

mod notebooks;
mod shelf;

use attention_notebook::notebook::{DoubtKind, doubts};
use notebooks::{Page, document, formula, matrix};

/// The doubts of a cell.
fn of(page: &Page, id: &str) -> Vec<DoubtKind> {
    let index = page.document.cells.iter().position(|cell| *cell.id == *id);
    let all = doubts(&page.program, &page.run);
    let found = index.and_then(|index| all.get(index)).unwrap_or_else(|| panic!("no cell {id}"));
    found.iter().map(|doubt| doubt.kind.clone()).collect()
}

fn codes(page: &Page, id: &str) -> Vec<&'static str> {
    of(page, id).iter().map(DoubtKind::code).collect()
}

/// Scaled dot-product attention in which every size is 3, so that nothing is refused.
fn square() -> Page {
    let numbers = vec![vec![0.2, -0.4, 0.9], vec![0.5, 0.1, -0.3], vec![1.0, 0.7, 0.6]];
    let mut cells: Vec<_> = [("Q", "n", "d_k"), ("K", "n", "d_k"), ("V", "n", "d_v")]
        .map(|(name, rows, columns)| matrix(name, rows, columns, &numbers))
        .into();
    cells.extend(["S = Q @ K.T", "Z = S / sqrt(d_k)", "A = softmax(Z)", "O = A @ V"].map(formula));
    Page::open(document(&[("n", 3), ("d_k", 3), ("d_v", 3), ("d_model", 3)], cells))
}

#[test]
fn what_is_usual_raises_no_doubt() {
    for lesson in ["xiaoming", "blank"] {
        let page = Page::open(shelf::lesson(lesson));
        let found: Vec<_> = doubts(&page.program, &page.run).into_iter().flatten().collect();
        assert_eq!(found, [], "{lesson}");
    }
    let mut page = square();
    for (cell, source) in [
        ("A", "A = softmax(Z, axis=-1)"),
        ("A", "A = softmax(Z, axis=1)"),
        ("A", "A = softmax(where(causal_mask(n), Z, -inf))"),
        ("A", "A = softmax(where(minimum(window_mask(n, 1), padding_mask([1, 1, 0])), Z, -inf))"),
        ("A", "A = softmax(Z + alibi(n))"),
        ("A", "A = softmax(where(tril(ones((n, n))), Z, -inf))"),
        ("Z", "Z = S / sqrt(K.shape[1])"),
        ("Z", "Z = S / d_k ** 0.5"),
        ("Z", "Z = S / sqrt(3)"),
        ("Z", "Z = S / 7"),
        ("Z", "Z = Q / d_k"),
        ("O", "O = (V.T @ A.T).T"),
    ] {
        page.write(cell, source);
        page.value(cell);
        let all: Vec<_> = ["S", "Z", "A", "O"].into_iter().flat_map(|cell| of(&page, cell)).collect();
        assert_eq!(all, [], "{source}");
    }
}

#[test]
fn each_doubt_has_its_formulas() {
    for (cell, source, code) in [
        ("A", "A = softmax(Z, axis=0)", "softmax-axis"),
        ("A", "A = softmax(Z, 0)", "softmax-axis"),
        ("A", "A = softmax(Z, axis=-2)", "softmax-axis"),
        ("A", "A = softmax(S)", "unscaled"),
        ("A", "A = softmax(Q @ K.T)", "unscaled"),
        ("A", "A = softmax(where(tril(ones((n, n))), S, -inf))", "unscaled"),
        ("A", "A = softmax(where(causal_mask(n), S, -inf))", "unscaled"),
        ("A", "A = softmax(where(causal_mask(n), Z, -inf), axis=0)", "softmax-axis"),
        ("A", "A = softmax(S + alibi(n))", "unscaled"),
        ("Z", "Z = S / d_k", "unrooted"),
        ("Z", "Z = S / K.shape[-1]", "unrooted"),
        ("Z", "Z = S / sqrt(d_model)", "other-divisor"),
        ("Z", "Z = S / sqrt(n)", "other-divisor"),
        ("Z", "Z = S / sqrt(4)", "other-divisor"),
        ("Z", "Z = S / d_model ** 0.5", "other-divisor"),
        ("Z", "Z = Q @ K.T / sqrt(K.shape[0])", "other-divisor"),
        ("S", "S = Q @ K", "chance-match"),
        ("S", "S = K @ Q.T", "keys-first"),
        ("O", "O = A.T @ V", "weights-transposed"),
    ] {
        let mut page = square();
        page.write(cell, source);
        assert_eq!(codes(&page, cell), [code], "{source}");
    }
}

#[test]
fn doubts_say_what_and_where() {
    let mut page = square();
    page.write("Z", "Z = S / sqrt(d_model)");
    let expected = DoubtKind::OtherDivisor { under: "d_model".into(), summed: "d_k".into() };
    assert_eq!(of(&page, "Z"), [expected]);
    let all = doubts(&page.program, &page.run);
    let spans: Vec<_> = all.iter().flatten().map(|doubt| doubt.span.text("Z = S / sqrt(d_model)")).collect();
    assert_eq!(spans, ["S / sqrt(d_model)"]);
    page.write("Z", "Z = S / sqrt(d_k)");
    page.write("S", "S = Q @ K");
    let expected = DoubtKind::ChanceMatch { left: "d_k".into(), right: "n".into(), size: 3 };
    assert_eq!(of(&page, "S"), [expected]);
}

#[test]
fn a_formula_that_cannot_be_computed_has_no_doubt() {
    let mut page = square();
    page.write("Z", "Z = S / d_k +");
    assert_eq!(codes(&page, "Z"), [""; 0]);
    assert_eq!(codes(&page, "A"), [""; 0], "it waits");
}
