//! Dimensions that come and go.

use std::rc::Rc;

use super::{
    CellKind, CompiledCell, Dimension, Document, Phrase, Program, Refusal,
    limits::{Limit, MAX_DIMENSIONS, MAX_SIDE},
    rename::{check_free, check_name},
};
use crate::formula::{Expr, Formula};

impl Document {
    /// Whether a matrix or sentence runs over a dimension, or a formula names it.
    pub fn uses(&self, dimension: &str) -> bool {
        self.cells.iter().any(|cell| match &cell.kind {
            CellKind::Formula { source } => match Formula::parse(source) {
                Ok(formula) => reads(&formula, dimension),
                Err(_) => has_word(source, dimension),
            },
            kind => runs_over(kind, dimension),
        })
    }
}

impl Program {
    /// The dimensions that the document does not [use](Document::uses). No formula is parsed for it.
    pub fn unused(&self) -> Vec<Rc<str>> {
        let uses = |compiled: &CompiledCell, name: &str| match (&compiled.formula, &compiled.cell.kind) {
            (Some(formula), _) => reads(formula, name),
            (None, CellKind::Formula { source }) => has_word(source, name),
            (None, kind) => runs_over(kind, name),
        };
        let names = self.dimensions.iter().map(|(name, _)| name);
        names.filter(|name| !self.cells.iter().any(|cell| uses(cell, name))).cloned().collect()
    }
}

fn runs_over(kind: &CellKind, dimension: &str) -> bool {
    match kind {
        CellKind::Matrix(matrix) => *matrix.rows == *dimension || *matrix.columns == *dimension,
        CellKind::Sentence(sentence) => *sentence.rows == *dimension || *sentence.columns == *dimension,
        _ => false,
    }
}

/// Whether a formula reads a name.
fn reads(formula: &Formula, name: &str) -> bool {
    formula.nodes.iter().any(|node| matches!(&node.expr, Expr::Name(read) if **read == *name))
}

/// Whether a name stands in a formula that is being written.
fn has_word(source: &str, name: &str) -> bool {
    let word = |text: char| !(text.is_alphanumeric() || text == '_');
    source.split(word).any(|part| part == name)
}

pub(super) fn add_dimension(document: &Document, name: &str, size: usize) -> Result<Document, Refusal> {
    let name = name.trim();
    check_name(name)?;
    check_free(document, name)?;
    if size == 0 {
        return Err(Refusal::LastItem);
    }
    if document.dimensions.len() >= MAX_DIMENSIONS {
        return Err(Refusal::Limit(Limit::Dimensions));
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
