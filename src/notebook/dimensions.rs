//! Dimensions that come and go.

use std::rc::Rc;

use super::{
    CellKind, Dimension, Document, Phrase, Refusal,
    limits::{Limit, MAX_SIDE},
    rename::{check_free, check_name},
};
use crate::formula::Formula;

impl Document {
    /// Whether a matrix or sentence runs over a dimension, or a formula names it.
    pub fn uses(&self, dimension: &str) -> bool {
        self.cells.iter().any(|cell| match &cell.kind {
            CellKind::Matrix(matrix) => *matrix.rows == *dimension || *matrix.columns == *dimension,
            CellKind::Sentence(sentence) => *sentence.rows == *dimension || *sentence.columns == *dimension,
            CellKind::Formula { source } => reads(source, dimension),
            _ => false,
        })
    }
}

/// Whether a formula reads a name; of a text that is being written, whether the name stands in it.
fn reads(source: &str, name: &str) -> bool {
    let word = |text: char| !(text.is_alphanumeric() || text == '_');
    match Formula::parse(source) {
        Ok(formula) => formula.names().iter().any(|read| **read == *name),
        Err(_) => source.split(word).any(|part| part == name),
    }
}

pub(super) fn add_dimension(document: &Document, name: &str, size: usize) -> Result<Document, Refusal> {
    let name = name.trim();
    check_name(name)?;
    check_free(document, name)?;
    if size == 0 {
        return Err(Refusal::LastItem);
    }
    if size > MAX_SIDE {
        return Err(Refusal::Limit(Limit::Side(size)));
    }
    let items = (1..=size).map(|item| Phrase::Own(item.to_string().into())).collect();
    let mut document = document.clone();
    document.dimensions.push(Rc::new(Dimension { name: name.into(), items }));
    Ok(document)
}

pub(super) fn remove_dimension(document: &Document, name: &str) -> Result<Document, Refusal> {
    document.dimension(name).ok_or(Refusal::Missing)?;
    if document.uses(name) {
        return Err(Refusal::InUse(name.to_owned()));
    }
    let mut document = document.clone();
    document.dimensions.retain(|dimension| *dimension.name != *name);
    Ok(document)
}
