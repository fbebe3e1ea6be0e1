//! Every edit of a notebook, as data, and what it does.

use std::rc::Rc;

use super::{
    Cell, CellId, CellKind, Document, Embedding, Phrase,
    limits::{Limit, MAX_CELLS, MAX_TEXT},
    rename::{follow_source, rename_cell},
    resize::{grow, insert_item, remove_item},
    soundness::is_sound,
    wording::{self, rename_item, set_embedding, set_sentence},
};
use crate::formula::MAX_CHARACTERS;

/// An edit.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// One number of a matrix.
    SetNumber {
        /// The matrix.
        cell: CellId,
        /// From 0.
        row: usize,
        /// From 0.
        column: usize,
        /// Not NaN.
        value: f64,
    },
    /// Numbers of one row of a matrix.
    SetVector {
        /// The matrix.
        cell: CellId,
        /// From 0.
        row: usize,
        /// Each with its column, from 0; none is NaN.
        numbers: Vec<(usize, f64)>,
    },
    /// A block of numbers, from a place down and to the right. Dimensions grow where the block reaches over the edge.
    SetBlock {
        /// The matrix.
        cell: CellId,
        /// The first row of the block.
        row: usize,
        /// The first column of the block.
        column: usize,
        /// The numbers, row by row.
        values: Vec<Vec<f64>>,
    },
    /// The number of a slider, brought between its bounds.
    SetSlider {
        /// The slider.
        cell: CellId,
        /// The number.
        value: f64,
    },
    /// The state of a switch.
    SetSwitch {
        /// The switch.
        cell: CellId,
        /// On or off.
        value: bool,
    },
    /// The text of a formula.
    SetSource {
        /// The formula.
        cell: CellId,
        /// As typed.
        source: String,
    },
    /// The words of a text cell.
    SetText {
        /// The text cell.
        cell: CellId,
        /// The language it is in, where there is one for each.
        language: Rc<str>,
        /// As typed.
        text: String,
    },
    /// The text of a sentence and its tokens, which every matrix over them follows: rows of tokens that stay are kept.
    SetSentence {
        /// The sentence.
        cell: CellId,
        /// As typed.
        text: String,
        /// The tokens in order, at least one.
        tokens: Vec<String>,
    },
    /// Where the numbers of a sentence come from.
    SetEmbedding {
        /// The sentence.
        cell: CellId,
        /// With the seed, where they are drawn.
        embedding: Embedding,
    },
    /// The name of a matrix, sentence, slider or switch.
    RenameCell {
        /// The cell.
        cell: CellId,
        /// The new name.
        name: String,
    },
    /// The dimensions that a matrix or sentence runs over. It keeps what lies within both the old size and the new.
    SetDimensions {
        /// The matrix.
        cell: CellId,
        /// The dimension of its rows.
        rows: Rc<str>,
        /// The dimension of its columns.
        columns: Rc<str>,
    },
    /// The label of one place of a dimension.
    RenameItem {
        /// The dimension.
        dimension: Rc<str>,
        /// From 0.
        index: usize,
        /// The new label.
        label: String,
    },
    /// A new place in a dimension; every matrix over it gets zeros there.
    InsertItem {
        /// The dimension.
        dimension: Rc<str>,
        /// Where the new place will be.
        index: usize,
    },
    /// A place of a dimension and what every matrix holds there go.
    RemoveItem {
        /// The dimension.
        dimension: Rc<str>,
        /// From 0; one place always stays.
        index: usize,
    },
    /// A new cell.
    InsertCell {
        /// Where it will be.
        index: usize,
        /// The cell; its id is free, and a matrix is as large as its dimensions.
        cell: Box<Cell>,
    },
    /// A cell goes.
    RemoveCell {
        /// The cell.
        cell: CellId,
    },
    /// A cell to another place.
    MoveCell {
        /// The cell.
        cell: CellId,
        /// Where it will be.
        index: usize,
    },
    /// Another notebook in place of this one.
    Open(Box<Document>),
}

/// Why an edit was not made. Nothing changes then.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// The cell, row, column or dimension is not there (any more).
    Missing,
    /// Not a name, or too long for one.
    NotAName(String),
    /// Another cell, a dimension or an operation has the name.
    NameTaken(String),
    /// A dimension keeps at least one place.
    LastItem,
    /// Over a limit.
    Limit(Limit),
    /// A number that is not one.
    NotANumber,
    /// The dimension holds the tokens of a one-hot sentence, and follows them alone.
    OneHot {
        /// The dimension.
        dimension: String,
        /// The name of the sentence.
        sentence: String,
    },
    /// The dimension would have to follow two sentences, or be rows and columns of one.
    TwoUses(String),
}

impl Action {
    /// The key of the gesture that the edit belongs to; edits with equal keys are one step of undo. Edits without a key
    /// are steps of their own.
    pub fn gesture(&self) -> String {
        match self {
            Self::SetNumber { cell, row, column, .. } => format!("number {cell} {row} {column}"),
            Self::SetVector { cell, row, .. } => format!("vector {cell} {row}"),
            Self::SetSlider { cell, .. } => format!("slider {cell}"),
            Self::SetSource { cell, .. } => format!("source {cell}"),
            Self::SetText { cell, language, .. } => format!("text {cell} {language}"),
            Self::SetSentence { cell, .. } => format!("sentence {cell}"),
            Self::SetEmbedding { cell, embedding: Embedding::Random(_) } => format!("seed {cell}"),
            Self::RenameCell { cell, .. } => format!("name {cell}"),
            Self::RenameItem { dimension, index, .. } => format!("item {dimension} {index}"),
            _ => String::new(),
        }
    }

    /// The notebook after the edit.
    ///
    /// # Errors
    /// A [`Refusal`], and then nothing changes.
    pub fn apply(&self, document: &Document) -> Result<Document, Refusal> {
        match self {
            Self::SetNumber { cell, row, column, value } => {
                if value.is_nan() {
                    return Err(Refusal::NotANumber);
                }
                edit_matrix(document, cell, |values| {
                    let number =
                        values.get_mut(*row).and_then(|row| row.get_mut(*column)).ok_or(Refusal::Missing)?;
                    *number = *value;
                    Ok(())
                })
            }
            Self::SetVector { cell, row, numbers } => {
                if numbers.iter().any(|(_, value)| value.is_nan()) {
                    return Err(Refusal::NotANumber);
                }
                edit_matrix(document, cell, |values| {
                    let target = values.get_mut(*row).ok_or(Refusal::Missing)?;
                    for (column, value) in numbers {
                        *target.get_mut(*column).ok_or(Refusal::Missing)? = *value;
                    }
                    Ok(())
                })
            }
            Self::SetBlock { cell, row, column, values } => set_block(document, cell, *row, *column, values),
            Self::SetSlider { cell, value } => edit_cell(document, cell, |kind| match kind {
                _ if !value.is_finite() => Err(Refusal::NotANumber),
                CellKind::Slider(slider) => {
                    slider.value = slider.clamp(*value);
                    Ok(())
                }
                _ => Err(Refusal::Missing),
            }),
            Self::SetSwitch { cell, value } => edit_cell(document, cell, |kind| match kind {
                CellKind::Switch { value: old, .. } => {
                    *old = *value;
                    Ok(())
                }
                _ => Err(Refusal::Missing),
            }),
            Self::SetSource { cell, source } => set_source(document, cell, source),
            Self::SetText { cell, language, text } => edit_cell(document, cell, |kind| match kind {
                CellKind::Text { text: old } => {
                    *old = old.with_text(language, &text.chars().take(MAX_TEXT).collect::<String>());
                    Ok(())
                }
                _ => Err(Refusal::Missing),
            }),
            Self::SetSentence { cell, text, tokens } => set_sentence(document, cell, text, tokens),
            Self::SetEmbedding { cell, embedding } => set_embedding(document, cell, *embedding),
            Self::RenameCell { cell, name } => rename_cell(document, cell, name),
            Self::SetDimensions { cell, rows, columns } => set_dimensions(document, cell, rows, columns),
            Self::RenameItem { dimension, index, label } => rename_item(document, dimension, *index, label),
            Self::InsertItem { dimension, index } => insert_item(document, dimension, *index),
            Self::RemoveItem { dimension, index } => remove_item(document, dimension, *index),
            Self::InsertCell { index, cell } => {
                if document.cells.len() >= MAX_CELLS {
                    return Err(Refusal::Limit(Limit::Cells));
                }
                if document.cell(&cell.id).is_some() || !is_sound(document, cell) {
                    return Err(Refusal::Missing);
                }
                let mut document = document.clone();
                document.cells.insert((*index).min(document.cells.len()), Rc::new((**cell).clone()));
                wording::settle(document)
            }
            Self::RemoveCell { cell } => {
                let (index, _) = document.cell(cell).ok_or(Refusal::Missing)?;
                let mut document = document.clone();
                document.cells.remove(index);
                Ok(document)
            }
            Self::MoveCell { cell, index } => {
                let (from, moved) = document.cell(cell).ok_or(Refusal::Missing)?;
                let mut moved = (**moved).clone();
                let mut document = document.clone();
                document.cells.remove(from);
                // The cell that stood beside the moved one now begins the row in its place.
                if let Some(next) = document.cells.get_mut(from)
                    && next.beside
                    && !moved.beside
                {
                    *next = Rc::new(Cell { beside: false, ..(**next).clone() });
                }
                let index = (*index).min(document.cells.len());
                // Between two cells of a row it joins the row; before its first or elsewhere it has one of its own.
                moved.beside = document.cells.get(index).is_some_and(|next| next.beside);
                document.cells.insert(index, Rc::new(moved));
                Ok(document)
            }
            Self::Open(opened) => Ok((**opened).clone()),
        }
    }
}

fn edit_cell(
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

fn set_source(document: &Document, id: &str, source: &str) -> Result<Document, Refusal> {
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

fn edit_matrix(
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

fn set_dimensions(
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

fn set_block(
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
