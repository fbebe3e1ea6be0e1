//! A notebook as large as a class would make it, for measuring the page: not in the menu.

use std::rc::Rc;

use crate::notebook::{Cell, CellKind, Dimension, Document, Matrix, Phrase};

const SIDE: usize = 32;

/// Self-attention with every size 32 and every matrix editable.
pub(super) fn document() -> Document {
    let dimension = |name: &str| {
        let items = (1..=SIDE).map(|place| Phrase::from(place.to_string().as_str())).collect();
        Rc::new(Dimension { name: name.into(), items })
    };
    let cell = |id: &str, kind: CellKind| {
        Rc::new(Cell { id: id.into(), kind, note: None, beside: false, chart: None })
    };
    let matrix = |name: &str, rows: &str, columns: &str, salt: usize| {
        // Small numbers without a pattern to the eye: steps of 1/16 between −0.5 and 0.5.
        let number = |row: usize, column: usize| {
            ((row * 7 + column * 11 + row * column * salt) % 17) as f64 / 16.0 - 0.5
        };
        let values = (0..SIDE).map(|row| (0..SIDE).map(|column| number(row, column)).collect()).collect();
        let matrix =
            Matrix { name: name.into(), rows: rows.into(), columns: columns.into(), values: Rc::new(values) };
        cell(&name.to_lowercase(), CellKind::Matrix(matrix))
    };
    let formula = |id: &str, source: &str| cell(id, CellKind::Formula { source: source.into() });
    Document {
        title: Phrase::from("n = d = 32"),
        lesson: None,
        dimensions: ["n", "d_model", "d_k", "d_v"].map(dimension).to_vec(),
        cells: vec![
            matrix("X", "n", "d_model", 3),
            matrix("W_Q", "d_model", "d_k", 5),
            matrix("W_K", "d_model", "d_k", 7),
            matrix("W_V", "d_model", "d_v", 11),
            formula("q", "Q = X @ W_Q"),
            formula("k", "K = X @ W_K"),
            formula("v", "V = X @ W_V"),
            formula("s", "S = Q @ K.T"),
            formula("a", "A = softmax(S / sqrt(d_k))"),
            formula("o", "O = A @ V"),
        ],
    }
}
