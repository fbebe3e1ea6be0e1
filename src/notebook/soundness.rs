//! The promises that a document keeps beyond what its types say.

use std::collections::BTreeSet;

use super::{
    Cell, CellKind, Document,
    limits::{MAX_CELLS, MAX_SIDE, MAX_TEXT},
    wording::agree,
};

/// That a document has no more cells, and no larger dimensions, than a page works with: whatever else is done with a
/// file comes after this.
///
/// # Errors
/// The name of a dimension, or `cells`.
pub(super) fn check_sizes(document: &Document) -> Result<(), &str> {
    if document.cells.len() > MAX_CELLS {
        return Err("cells");
    }
    let mut names = BTreeSet::new();
    for dimension in &document.dimensions {
        if !(1..=MAX_SIDE).contains(&dimension.size()) || !names.insert(&dimension.name) {
            return Err(&dimension.name);
        }
    }
    Ok(())
}

/// Whether a document keeps every promise: sizes within limits, matrices as large as their dimensions, ids unique.
///
/// # Errors
/// The name of the dimension or the id of the cell that does not.
pub(super) fn check(document: &Document) -> Result<(), &str> {
    check_sizes(document)?;
    if agree(document).is_err() {
        return Err("sentence");
    }
    let mut ids = BTreeSet::new();
    for cell in &document.cells {
        if !is_sound(document, cell) || !ids.insert(&cell.id) {
            return Err(&cell.id);
        }
    }
    Ok(())
}

/// Whether a cell keeps the promises of its type in the document.
pub(super) fn is_sound(document: &Document, cell: &Cell) -> bool {
    let sound = match &cell.kind {
        CellKind::Matrix(matrix) => {
            let (rows, columns) = (document.size(&matrix.rows), document.size(&matrix.columns));
            let whole = |row: &Vec<f64>| row.len() == columns && row.iter().all(|value| !value.is_nan());
            rows > 0 && columns > 0 && matrix.values.len() == rows && matrix.values.iter().all(whole)
        }
        CellKind::Sentence(sentence) => sentence.is_sound(document),
        CellKind::Slider(slider) => slider.is_sound(),
        CellKind::Text { text } => !text.is_longer(MAX_TEXT),
        CellKind::Exercise(exercise) => exercise.is_sound(),
        CellKind::Predict(prediction) => prediction.is_sound(),
        CellKind::Switch { .. } | CellKind::Formula { .. } | CellKind::Laboratory => true,
    };
    sound && !cell.id.is_empty()
}
