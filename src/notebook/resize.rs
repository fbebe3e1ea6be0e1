//! Dimensions that grow and shrink, and the matrices that follow them.

use std::rc::Rc;

use super::{
    CellKind, Dimension, Document, Matrix, Phrase, Refusal, Sentence,
    limits::{Limit, MAX_SIDE},
    wording::{refuse_vocabulary, respell, settle},
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
    refuse_vocabulary(document, dimension)?;
    let index = index.min(size);
    let grown = edit_dimension(document, dimension, |items| {
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
    let grown = reshape(&grown, dimension, &|values| {
        for _ in 0..count {
            values.insert(index, None);
        }
    });
    settle(respell(document, grown, dimension, index..index, count)?)
}

pub(super) fn remove_item(document: &Document, dimension: &str, index: usize) -> Result<Document, Refusal> {
    if document.size(dimension) == 1 {
        return Err(Refusal::LastItem);
    }
    refuse_vocabulary(document, dimension)?;
    let shrunk = edit_dimension(document, dimension, |items| {
        if index >= items.len() {
            return Err(Refusal::Missing);
        }
        items.remove(index);
        Ok(())
    })?;
    let shrunk = reshape(&shrunk, dimension, &|values| {
        values.remove(index);
    });
    settle(respell(document, shrunk, dimension, index..index + 1, 0)?)
}

/// Other items for a dimension: for each the place of the old item that it was, or `None` for a new one.
pub(super) fn set_items(
    document: &Document,
    dimension: &str,
    items: Vec<Phrase>,
    places: &[Option<usize>],
) -> Result<Document, Refusal> {
    let document = edit_dimension(document, dimension, |old| {
        *old = items;
        Ok(())
    })?;
    Ok(reshape(&document, dimension, &|values| *values = places.to_vec()))
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
        if let CellKind::Sentence(sentence) = &cell.kind
            && *sentence.columns == *dimension
        {
            let mut sentence: Sentence = sentence.clone();
            for word in Rc::make_mut(&mut sentence.vocabulary) {
                let places = places(dimension, word.values.len());
                let number = |place: &Option<usize>| word.values.get((*place)?).copied();
                word.values = places.iter().map(|place| number(place).unwrap_or(0.0)).collect();
            }
            *cell = Rc::new(cell.with_kind(CellKind::Sentence(sentence)));
            continue;
        }
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
