//! What every edit of a notebook does.

use std::mem::discriminant;

use super::{
    Action, CellKind, Document, Refusal,
    dimensions::{add_dimension, remove_dimension},
    layout,
    limits::{MAX_TEXT, MAX_TITLE},
    numbers::{edit_cell, edit_matrix, set_block, set_bounds, set_dimensions, set_source},
    rename::{rename_cell, rename_dimension},
    resize::{insert_item, remove_item},
    soundness::is_sound,
    wording::{rename_item, set_embedding, set_sentence},
};

impl Action {
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
                    *old = old.with_text(language, &limited(text, MAX_TEXT));
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
            Self::InsertCell { index, cell } => layout::insert_cell(document, *index, cell),
            Self::RemoveCell { cell } => layout::remove_cell(document, cell),
            Self::MoveCell { cell, index } => layout::move_cell(document, cell, *index),
            Self::MoveSection { cell, count, index } => layout::move_cells(document, cell, *count, *index),
            Self::DuplicateCell { cell, index } => layout::duplicate_cell(document, cell, *index),
            Self::SetBeside { cell, beside } => layout::edit(document, cell, |cell| cell.beside = *beside),
            Self::SetFolded { cell, folded } => layout::edit(document, cell, |cell| cell.folded = *folded),
            Self::SetChart { cell, chart } => layout::set_chart(document, cell, *chart),
            Self::SetNote { cell, language, text } => layout::edit(document, cell, |cell| {
                cell.note = layout::noted(cell.note.as_ref(), language, text)
            }),
            Self::SetSpeakerNotes { cell, language, text } => layout::edit(document, cell, |cell| {
                cell.speaker_notes = layout::noted(cell.speaker_notes.as_ref(), language, text);
            }),
            Self::SetBounds { cell, minimum, maximum, step } => {
                set_bounds(document, cell, *minimum, *maximum, *step)
            }
            Self::SetExercise { cell, exercise } => {
                replace(document, cell, CellKind::Exercise((**exercise).clone()))
            }
            Self::SetPrediction { cell, prediction } => {
                replace(document, cell, CellKind::Predict((**prediction).clone()))
            }
            Self::SetTitle { language, text } => {
                let title = document.title.with_text(language, &limited(text, MAX_TITLE));
                Ok(Document { title, ..document.clone() })
            }
            Self::AddDimension { name, size } => add_dimension(document, name, *size),
            Self::RenameDimension { dimension, name } => rename_dimension(document, dimension, name),
            Self::RemoveDimension { dimension } => remove_dimension(document, dimension),
            Self::Several(actions) => {
                actions.iter().try_fold(document.clone(), |document, action| action.apply(&document))
            }
        }
    }
}

/// Another content of the same kind, where it keeps the promises of a cell.
fn replace(document: &Document, id: &str, kind: CellKind) -> Result<Document, Refusal> {
    let edited = edit_cell(document, id, |old| {
        let same = discriminant(old) == discriminant(&kind);
        *old = kind;
        if same { Ok(()) } else { Err(Refusal::Missing) }
    })?;
    let sound = edited.cell(id).is_some_and(|(_, cell)| is_sound(&edited, cell));
    if sound { Ok(edited) } else { Err(Refusal::Missing) }
}

/// The first characters of a text.
fn limited(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
