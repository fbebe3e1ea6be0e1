//! Edits of what is typed: numbers, formulas, the size of a matrix, the bounds of a slider.

use std::rc::Rc;

use super::{CellKind, Document, Refusal, Slider, rename::follow_source, resize::grow, wording};
use crate::formula::MAX_CHARACTERS;

pub(super) fn edit_cell(
    document: &Document,
    id: &str,
    edit: impl FnOnce(&mut CellKind) -> Result<(), Refusal>,
) -> Result<Document, Refusal> {
    let (index, cell) = document.cell(id).ok_or(Refusal::Missing)?;
    let mut kind = cell.kind.clone();
    edit(&mut kind)?;
    let cell = Rc::new(cell.with_kind(kind));
    let mut document = document.clone();
    document.cells[index] = cell;
    Ok(document)
}

pub(super) fn set_source(document: &Document, id: &str, source: &str) -> Result<Document, Refusal> {
    let mut before: Rc<str> = "".into();
    // One character over the limit is kept, so that its message can be shown; the rest is not.
    let source: Rc<str> = source.chars().take(MAX_CHARACTERS + 1).collect::<String>().into();
    let mut document = edit_cell(document, id, |kind| match kind {
        CellKind::Formula { source: old } => {
            before = std::mem::replace(old, source.clone());
            Ok(())
        }
        _ => Err(Refusal::Missing),
    })?;
    follow_source(&mut document, &before, &source);
    Ok(document)
}

pub(super) fn edit_matrix(
    document: &Document,
    id: &str,
    edit: impl FnOnce(&mut Vec<Vec<f64>>) -> Result<(), Refusal>,
) -> Result<Document, Refusal> {
    edit_cell(document, id, |kind| match kind {
        CellKind::Matrix(matrix) => edit(Rc::make_mut(&mut matrix.values)),
        CellKind::Sentence(sentence) if sentence.is_table() => {
            let tokens = sentence.tokens(document);
            sentence.edit_rows(tokens, edit)
        }
        _ => Err(Refusal::Missing),
    })
}

pub(super) fn set_dimensions(
    document: &Document,
    id: &str,
    rows: &Rc<str>,
    columns: &Rc<str>,
) -> Result<Document, Refusal> {
    let (height, width) = (document.size(rows), document.size(columns));
    if height == 0 || width == 0 {
        return Err(Refusal::Missing);
    }
    if let Some((_, CellKind::Sentence(_))) = document.cell(id).map(|(index, cell)| (index, &cell.kind)) {
        return wording::set_dimensions(document, id, rows, columns);
    }
    edit_cell(document, id, |kind| match kind {
        CellKind::Matrix(matrix) => {
            let number =
                |row: usize, column: usize| matrix.values.get(row).and_then(|row| row.get(column)).copied();
            let line = |row| (0..width).map(|column| number(row, column).unwrap_or(0.0)).collect();
            matrix.values = Rc::new((0..height).map(line).collect());
            (matrix.rows, matrix.columns) = (rows.clone(), columns.clone());
            Ok(())
        }
        _ => Err(Refusal::Missing),
    })
}

pub(super) fn set_block(
    document: &Document,
    id: &str,
    row: usize,
    column: usize,
    block: &[Vec<f64>],
) -> Result<Document, Refusal> {
    let (rows, columns) = match document.cell(id).map(|(_, cell)| &cell.kind) {
        Some(CellKind::Matrix(matrix)) => (&matrix.rows, &matrix.columns),
        Some(CellKind::Sentence(sentence)) => (&sentence.rows, &sentence.columns),
        _ => return Err(Refusal::Missing),
    };
    if block.iter().flatten().any(|value| value.is_nan()) {
        return Err(Refusal::NotANumber);
    }
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let mut document = grow(document, rows, row.saturating_add(block.len()))?;
    document = grow(&document, columns, column.saturating_add(width))?;
    edit_matrix(&document, id, |values| {
        for (offset, source) in block.iter().enumerate() {
            let target = values.get_mut(row + offset).ok_or(Refusal::Missing)?;
            for (target, value) in target.iter_mut().skip(column).zip(source) {
                *target = *value;
            }
        }
        Ok(())
    })
}

pub(super) fn set_bounds(
    document: &Document,
    id: &str,
    minimum: f64,
    maximum: f64,
    step: f64,
) -> Result<Document, Refusal> {
    let bounds = Slider { name: "".into(), value: minimum, minimum, maximum, step };
    if !bounds.is_sound() {
        return Err(Refusal::Bounds);
    }
    edit_cell(document, id, |kind| match kind {
        CellKind::Slider(slider) => {
            let value = bounds.clamp(slider.value);
            *slider = Slider { name: slider.name.clone(), value, ..bounds };
            Ok(())
        }
        _ => Err(Refusal::Missing),
    })
}
