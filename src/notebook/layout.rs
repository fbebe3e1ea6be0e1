//! Where cells stand and how they are shown: edits of their order, their rows, what is folded, drawn and noted.

use std::rc::Rc;

use super::{
    Cell, CellKind, Chart, Document, Phrase, Refusal,
    limits::{Limit, MAX_CELLS, MAX_LABEL, MAX_TEXT},
    rename::{check_free, check_name},
    soundness::is_sound,
    wording,
};

pub(super) fn insert_cell(document: &Document, index: usize, cell: &Cell) -> Result<Document, Refusal> {
    if document.cells.len() >= MAX_CELLS {
        return Err(Refusal::Limit(Limit::Cells));
    }
    if let CellKind::Sentence(sentence) = &cell.kind {
        wording::check_length(&sentence.text)?;
    }
    if document.cell(&cell.id).is_some() || !is_sound(document, cell) {
        return Err(Refusal::Missing);
    }
    let mut document = document.clone();
    document.cells.insert(index.min(document.cells.len()), Rc::new(cell.clone()));
    wording::settle(document)
}

pub(super) fn remove_cell(document: &Document, id: &str) -> Result<Document, Refusal> {
    let (index, removed) = document.cell(id).ok_or(Refusal::Missing)?;
    let begins = !removed.beside;
    let mut document = document.clone();
    document.cells.remove(index);
    // The cell that stood beside it begins the row now.
    if begins {
        begin_row(&mut document, index);
    }
    Ok(document)
}

pub(super) fn move_cell(document: &Document, id: &str, index: usize) -> Result<Document, Refusal> {
    let (from, moved) = document.cell(id).ok_or(Refusal::Missing)?;
    let mut moved = (**moved).clone();
    let mut document = document.clone();
    document.cells.remove(from);
    // The cell that stood beside the moved one now begins the row in its place.
    if !moved.beside {
        begin_row(&mut document, from);
    }
    let index = index.min(document.cells.len());
    // Between two cells of a row it joins the row; before its first or elsewhere it has one of its own.
    moved.beside = document.cells.get(index).is_some_and(|next| next.beside);
    document.cells.insert(index, Rc::new(moved));
    Ok(document)
}

/// Several cells keep their rows among themselves, and begin one.
pub(super) fn move_cells(
    document: &Document,
    id: &str,
    count: usize,
    index: usize,
) -> Result<Document, Refusal> {
    let (from, _) = document.cell(id).ok_or(Refusal::Missing)?;
    let end = from.saturating_add(count);
    if count == 0 || end > document.cells.len() {
        return Err(Refusal::Missing);
    }
    let mut document = document.clone();
    begin_row(&mut document, from);
    begin_row(&mut document, end);
    let moved: Vec<_> = document.cells.drain(from..end).collect();
    let index = index.min(document.cells.len());
    begin_row(&mut document, index);
    document.cells.splice(index..index, moved);
    Ok(document)
}

/// The cell at a place, if there is one, begins a row.
fn begin_row(document: &mut Document, index: usize) {
    if let Some(cell) = document.cells.get_mut(index).filter(|cell| cell.beside) {
        *cell = Rc::new(Cell { beside: false, ..(**cell).clone() });
    }
}

pub(super) fn duplicate_cell(document: &Document, id: &str, index: usize) -> Result<Document, Refusal> {
    let (_, original) = document.cell(id).ok_or(Refusal::Missing)?;
    let copy = Cell {
        id: document.free_id(),
        kind: renamed(document, &original.kind),
        beside: false,
        folded: false,
        ..(**original).clone()
    };
    insert_cell(document, index, &copy)
}

/// The same under a name that is free.
fn renamed(document: &Document, kind: &CellKind) -> CellKind {
    let mut kind = kind.clone();
    match &mut kind {
        CellKind::Matrix(matrix) => matrix.name = another_name(document, &matrix.name),
        CellKind::Sentence(sentence) => sentence.name = another_name(document, &sentence.name),
        CellKind::Slider(slider) => slider.name = another_name(document, &slider.name),
        CellKind::Switch { name, .. } => *name = another_name(document, name),
        CellKind::Formula { source } => {
            if let Some((target, rest)) = source.split_once('=')
                && check_name(target.trim()).is_ok()
            {
                *source = format!("{} ={rest}", another_name(document, target.trim())).into();
            }
        }
        _ => {}
    }
    kind
}

/// `X1` after `X`, `X2` after `X1`.
fn another_name(document: &Document, name: &str) -> Rc<str> {
    let short = document.free_name(name.trim_end_matches(|digit: char| digit.is_ascii_digit()));
    let fits = check_name(&short).is_ok() && check_free(document, &short).is_ok();
    // With room for the number.
    let name: String = name.chars().take(MAX_LABEL - 4).collect();
    if fits { short.into() } else { document.free_name(&name).into() }
}

pub(super) fn edit(document: &Document, id: &str, edit: impl FnOnce(&mut Cell)) -> Result<Document, Refusal> {
    let (index, cell) = document.cell(id).ok_or(Refusal::Missing)?;
    let mut cell = (**cell).clone();
    edit(&mut cell);
    let mut document = document.clone();
    document.cells[index] = Rc::new(cell);
    Ok(document)
}

pub(super) fn set_chart(document: &Document, id: &str, chart: Option<Chart>) -> Result<Document, Refusal> {
    match document.cell(id) {
        Some((_, cell)) if matches!(cell.kind, CellKind::Formula { .. }) => {
            edit(document, id, |cell| cell.chart = chart)
        }
        _ => Err(Refusal::Missing),
    }
}

/// A note with another text; none where it says nothing any more.
pub(super) fn noted(note: Option<&Phrase>, language: &str, text: &str) -> Option<Phrase> {
    let text: String = text.chars().take(MAX_TEXT).collect();
    let note = note.cloned().unwrap_or_default().with_text(language, &text);
    Some(note).filter(|note| !note.is_empty())
}
