//! Dimensions that grow and shrink, and the matrices that follow them.

use std::rc::Rc;

use super::{
    CellKind, Dimension, Document, Matrix, Phrase, Refusal,
    limits::{Limit, MAX_SIDE},
};

/// At least `size` places: what is missing is put behind the last.
pub(super) fn grow(document: &Document, dimension: &str, size: usize) -> Result<Document, Refusal> {
    let old = document.size(dimension);
    if size <= old {
        return Ok(document.clone());
    }
    insert_items(document, dimension, old, size - old)
}

pub(super) fn edit_dimension(
    document: &Document,
    name: &str,
    edit: impl FnOnce(&mut Vec<Phrase>) -> Result<(), Refusal>,
) -> Result<Document, Refusal> {
    let index =
        document.dimensions.iter().position(|dimension| *dimension.name == *name).ok_or(Refusal::Missing)?;
    let mut dimension: Dimension = (*document.dimensions[index]).clone();
    edit(&mut dimension.items)?;
    let mut document = document.clone();
    document.dimensions[index] = Rc::new(dimension);
    Ok(document)
}

pub(super) fn insert_item(document: &Document, dimension: &str, index: usize) -> Result<Document, Refusal> {
    insert_items(document, dimension, index, 1)
}

/// Puts places in at once: every matrix over the dimension is copied once, however many there are.
fn insert_items(
    document: &Document,
    dimension: &str,
    index: usize,
    count: usize,
) -> Result<Document, Refusal> {
    let size = document.size(dimension);
    if size + count > MAX_SIDE {
        return Err(Refusal::Limit(Limit::Side(size + count)));
    }
    let index = index.min(size);
    let document = edit_dimension(document, dimension, |items| {
        for place in index..index + count {
            let size = items.len();
            // The first number that no item carries yet, so that labels stay distinct.
            let label = (size + 1..=2 * size + 1).map(|number| number.to_string()).find(|label| {
                !items.iter().any(|item| matches!(item, Phrase::Own(text) if **text == **label))
            });
            items.insert(place, Phrase::Own(label.unwrap_or_default().into()));
        }
        Ok(())
    })?;
    Ok(reshape(&document, dimension, &|values| {
        for _ in 0..count {
            values.insert(index, None);
        }
    }))
}

pub(super) fn remove_item(document: &Document, dimension: &str, index: usize) -> Result<Document, Refusal> {
    if document.size(dimension) == 1 {
        return Err(Refusal::LastItem);
    }
    let document = edit_dimension(document, dimension, |items| {
        if index >= items.len() {
            return Err(Refusal::Missing);
        }
        items.remove(index);
        Ok(())
    })?;
    Ok(reshape(&document, dimension, &|values| {
        values.remove(index);
    }))
}

/// Carries a change of a dimension through every matrix over it. `change` edits the places of one axis: `Some` is a
/// place that was there, `None` a new one.
fn reshape(document: &Document, dimension: &str, change: &dyn Fn(&mut Vec<Option<usize>>)) -> Document {
    let places = |over: &str, size: usize| {
        let mut places: Vec<Option<usize>> = (0..size).map(Some).collect();
        if over == dimension {
            change(&mut places);
        }
        places
    };
    let mut document = document.clone();
    for cell in &mut document.cells {
        let CellKind::Matrix(matrix) = &cell.kind else { continue };
        if *matrix.rows != *dimension && *matrix.columns != *dimension {
            continue;
        }
        let width = matrix.values.first().map_or(0, Vec::len);
        let (rows, columns) = (places(&matrix.rows, matrix.values.len()), places(&matrix.columns, width));
        let number = |row: Option<usize>, column: Option<usize>| {
            row.zip(column)
                .and_then(|(row, column)| matrix.values.get(row)?.get(column).copied())
                .unwrap_or(0.0)
        };
        let values =
            rows.iter().map(|row| columns.iter().map(|column| number(*row, *column)).collect()).collect();
        let matrix = Matrix { values: Rc::new(values), ..matrix.clone() };
        *cell = Rc::new(cell.with_kind(CellKind::Matrix(matrix)));
    }
    document
}
