//! A typed cell gets another name, and the formulas that read it follow.

use std::rc::Rc;

use super::{CellKind, Dimension, Document, Refusal, limits::MAX_LABEL};
use crate::{
    formula::{Expr, Formula, is_name, is_reserved, target},
    ops,
};

/// Renames a matrix, sentence, slider or switch.
///
/// # Errors
/// A [`Refusal`]: no name, a name that means something already, or no such cell.
pub(super) fn rename_cell(document: &Document, id: &str, new_name: &str) -> Result<Document, Refusal> {
    let new_name = new_name.trim();
    check_name(new_name)?;
    let (index, cell) = document.cell(id).ok_or(Refusal::Missing)?;
    let old_name = cell.name().cloned().ok_or(Refusal::Missing)?;
    if *old_name == *new_name {
        return Ok(document.clone());
    }
    check_free(document, new_name)?;
    let mut kind = cell.kind.clone();
    let name = match &mut kind {
        CellKind::Matrix(matrix) => &mut matrix.name,
        CellKind::Sentence(sentence) => &mut sentence.name,
        CellKind::Slider(slider) => &mut slider.name,
        CellKind::Switch { name, .. } => name,
        CellKind::Text { .. }
        | CellKind::Formula { .. }
        | CellKind::Exercise(_)
        | CellKind::Predict(_)
        | CellKind::Laboratory => {
            return Err(Refusal::Missing);
        }
    };
    *name = new_name.into();
    let mut renamed = document.clone();
    renamed.cells[index] = Rc::new(cell.with_kind(kind));
    follow_formulas(&mut renamed, &old_name, new_name);
    follow(&mut renamed, &old_name, new_name);
    Ok(renamed)
}

/// Renames a dimension, for the matrices over it and the formulas that read it.
///
/// # Errors
/// A [`Refusal`]: no name, a name that means something already, or no such dimension.
pub(super) fn rename_dimension(
    document: &Document,
    old_name: &str,
    new_name: &str,
) -> Result<Document, Refusal> {
    let new_name = new_name.trim();
    check_name(new_name)?;
    let index = document.dimensions.iter().position(|dimension| *dimension.name == *old_name);
    let index = index.ok_or(Refusal::Missing)?;
    if old_name == new_name {
        return Ok(document.clone());
    }
    check_free(document, new_name)?;
    let mut renamed = document.clone();
    let items = renamed.dimensions[index].items.clone();
    renamed.dimensions[index] = Rc::new(Dimension { name: new_name.into(), items });
    for cell in &mut renamed.cells {
        let mut kind = cell.kind.clone();
        let (rows, columns) = match &mut kind {
            CellKind::Matrix(matrix) => (&mut matrix.rows, &mut matrix.columns),
            CellKind::Sentence(sentence) => (&mut sentence.rows, &mut sentence.columns),
            _ => continue,
        };
        for name in [rows, columns] {
            if **name == *old_name {
                *name = new_name.into();
            }
        }
        *cell = Rc::new(cell.with_kind(kind));
    }
    follow_formulas(&mut renamed, old_name, new_name);
    Ok(renamed)
}

/// That a text is a name.
pub(super) fn check_name(name: &str) -> Result<(), Refusal> {
    let is_one = is_name(name) && name.chars().count() <= MAX_LABEL;
    if is_one { Ok(()) } else { Err(Refusal::NotAName(name.to_owned())) }
}

/// That a name means nothing yet.
pub(super) fn check_free(document: &Document, name: &str) -> Result<(), Refusal> {
    let taken = is_reserved(name) || ops::find(name).is_some() || document.free_name(name) != name;
    if taken { Err(Refusal::NameTaken(name.to_owned())) } else { Ok(()) }
}

/// Formulas that read a name read another instead.
fn follow_formulas(document: &mut Document, old_name: &str, new_name: &str) {
    for cell in &mut document.cells {
        let CellKind::Formula { source } = &cell.kind else { continue };
        if let Some(source) = reading(source, old_name, new_name) {
            *cell = Rc::new(cell.with_kind(CellKind::Formula { source: source.into() }));
        }
    }
}

/// Exercises and questions about a cell follow its name.
fn follow(document: &mut Document, old_name: &str, new_name: &str) {
    for cell in &mut document.cells {
        let mut kind = cell.kind.clone();
        let name = match &mut kind {
            CellKind::Exercise(exercise) => Some(&mut exercise.of),
            CellKind::Predict(prediction) => prediction.name_mut(),
            _ => None,
        };
        if let Some(name) = name.filter(|name| ***name == *old_name) {
            *name = new_name.into();
            *cell = Rc::new(cell.with_kind(kind));
        }
    }
}

/// Follows the name of a formula cell whose text was edited from `old` to `new`: only where both texts name their cell,
/// and no other cell has either name.
pub(super) fn follow_source(document: &mut Document, old: &str, new: &str) {
    let name = |source: &str| {
        target(source).filter(|name| is_name(name) && !is_reserved(name)).map(ToOwned::to_owned)
    };
    let (Some(old), Some(new)) = (name(old), name(new)) else { return };
    if old == new {
        return;
    }
    let defines = |cell: &Rc<super::Cell>| match &cell.kind {
        CellKind::Formula { source } => name(source),
        _ => cell.name().map(ToString::to_string),
    };
    let others = document.cells.iter().filter_map(defines).filter(|name| *name == old || *name == new);
    if others.count() == 1 {
        follow(document, &old, &new);
    }
}

/// A formula's text with one name it reads replaced; `None` where it does not read it. A text that does not parse is
/// being written, and stays as it is.
fn reading(source: &str, old_name: &str, new_name: &str) -> Option<String> {
    let formula = Formula::parse(source).ok()?;
    let mut text = source.to_owned();
    let mut spans: Vec<_> = formula
        .nodes
        .iter()
        .filter(|node| matches!(&node.expr, Expr::Name(name) if **name == *old_name))
        .map(|node| node.span)
        .collect();
    if spans.is_empty() {
        return None;
    }
    // From the end, so that earlier places stay where they are. Names are leaves: their nodes stand in reading order.
    while let Some(span) = spans.pop() {
        text.replace_range(span.start..span.end, new_name);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::reading;

    #[test]
    fn every_place_that_reads_the_name_follows() {
        assert_eq!(reading("Q = X @ W_Q + X", "X", "输入").as_deref(), Some("Q = 输入 @ W_Q + 输入"));
        assert_eq!(
            reading("X2 = softmax(X2x, axis=X)", "X", "E").as_deref(),
            Some("X2 = softmax(X2x, axis=E)")
        );
        assert_eq!(reading("Q = Y", "X", "E"), None);
        assert_eq!(reading("Q = X @", "X", "E"), None, "a text that is being written");
    }
}
