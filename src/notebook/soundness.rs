//! The promises that a document keeps beyond what its types say.

use std::collections::BTreeSet;

use super::{
    Cell, CellKind, Document,
    limits::{MAX_CELLS, MAX_DIMENSIONS, MAX_LABEL, MAX_SIDE, MAX_SOURCE, MAX_TEXT, MAX_TITLE},
    wording::agree,
};

/// That a document has no more cells and dimensions, and no larger ones, than a page works with: whatever else is done with a
/// file comes after this.
///
/// # Errors
/// The name of a dimension, `cells` or `dimensions`.
pub(super) fn check_sizes(document: &Document) -> Result<(), &str> {
    if document.cells.len() > MAX_CELLS {
        return Err("cells");
    }
    if document.dimensions.len() > MAX_DIMENSIONS {
        return Err("dimensions");
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
    if !document.title.fits(MAX_TITLE) {
        return Err("title");
    }
    for dimension in &document.dimensions {
        if !is_plain(&dimension.name, MAX_LABEL) || !dimension.items.iter().all(|item| item.fits(MAX_LABEL)) {
            return Err(&dimension.name);
        }
    }
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
        CellKind::Text { text } => text.fits(MAX_TEXT),
        CellKind::Exercise(exercise) => exercise.is_sound(),
        CellKind::Predict(prediction) => prediction.is_sound(),
        CellKind::Formula { source } => is_short(source, MAX_SOURCE),
        CellKind::Switch { .. } | CellKind::Laboratory => true,
    };
    let named = cell.name().is_none_or(|name| is_plain(name, MAX_LABEL));
    let noted = cell.note.iter().chain(&cell.speaker_notes).all(|note| note.fits(MAX_TEXT));
    sound && named && noted && !cell.id.is_empty() && is_plain(&cell.id, MAX_LABEL)
}

/// A name: one short line of signs that all can be seen, in the order in which they are written.
fn is_plain(text: &str, limit: usize) -> bool {
    let is_unseen = |sign: char| {
        sign.is_control()
            || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    is_short(text, limit) && !text.contains(is_unseen)
}

fn is_short(text: &str, limit: usize) -> bool {
    text.chars().nth(limit).is_none()
}
