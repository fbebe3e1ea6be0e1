//! What is taken in, as an edit of the notebook.

use std::rc::Rc;

use super::tensor::Labels;
use crate::notebook::{Action, Cell, CellId, CellKind, Dimension, Document, Matrix};

/// What the rows or columns of a new cell run over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// A dimension of the notebook that has their size.
    Existing(Rc<str>),
    /// One of this name that comes with them.
    New(String),
}

/// Where numbers go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Into a new cell.
    New {
        /// Its name.
        name: String,
        /// What its rows run over.
        rows: Over,
        /// What its columns run over.
        columns: Over,
        /// Where it will stand.
        index: usize,
    },
    /// Into a matrix that is there, whose dimensions get their size.
    Replace {
        /// The cell.
        cell: CellId,
    },
}

/// The edit that takes numbers in; `None` where the cell is gone. It is made by [`Action::apply`] or refused by it.
pub fn action(document: &Document, values: &[Vec<f64>], labels: &Labels, target: &Target) -> Option<Action> {
    let (height, width) = (values.len(), values.first().map_or(0, Vec::len));
    let mut actions = Vec::new();
    match target {
        Target::New { name, rows, columns, index } => {
            let rows = over(rows, height, &labels.rows, &mut actions);
            let columns = over(columns, width, &labels.columns, &mut actions);
            // The name is given after the cell is there: renaming is what checks a name.
            let matrix = Matrix {
                name: document.free_name("B").into(),
                rows,
                columns,
                values: Rc::new(values.to_vec()),
            };
            let cell = Cell::new(document.free_id(), CellKind::Matrix(matrix));
            let (index, id) = (*index, cell.id.clone());
            actions.push(Action::InsertCell { index, cell: Box::new(cell) });
            actions.push(Action::RenameCell { cell: id, name: name.clone() });
        }
        Target::Replace { cell } => {
            let (_, found) = document.cell(cell)?;
            let CellKind::Matrix(matrix) = &found.kind else { return None };
            if matrix.rows == matrix.columns && height != width {
                // One dimension cannot have two sizes: the columns get one of their own.
                let name = document.free_name(&format!("{}_2", matrix.columns));
                actions.push(Action::AddDimension { name: name.clone(), size: width });
                let (cell, rows) = (cell.clone(), matrix.rows.clone());
                actions.push(Action::SetDimensions { cell, rows, columns: name.into() });
            } else if matrix.rows != matrix.columns {
                shrink(document, &matrix.columns, width, &mut actions);
            }
            shrink(document, &matrix.rows, height, &mut actions);
            actions.push(Action::SetBlock { cell: cell.clone(), row: 0, column: 0, values: values.to_vec() });
        }
    }
    Some(Action::Several(actions))
}

/// The dimension that is meant; where it is new, its making, with the names that stand beside the numbers.
fn over(over: &Over, size: usize, labels: &[String], actions: &mut Vec<Action>) -> Rc<str> {
    match over {
        Over::Existing(name) => name.clone(),
        Over::New(name) => {
            let name: Rc<str> = name.trim().into();
            let made = |action: &Action| matches!(action, Action::AddDimension { name: made, .. } if **made == *name);
            if !actions.iter().any(made) {
                actions.push(Action::AddDimension { name: name.to_string(), size });
                let named = labels.iter().take(size).enumerate().filter(|(_, label)| !label.is_empty());
                actions.extend(named.map(|(index, label)| Action::RenameItem {
                    dimension: name.clone(),
                    index,
                    label: label.clone(),
                }));
            }
            name
        }
    }
}

/// The last places of a dimension go.
fn shrink(document: &Document, dimension: &Rc<str>, size: usize, actions: &mut Vec<Action>) {
    let places = (size..document.size(dimension)).rev();
    actions.extend(places.map(|index| Action::RemoveItem { dimension: dimension.clone(), index }));
}

/// The dimensions whose size an edit changes: the name, the size before and after.
pub fn changes(before: &Document, after: &Document) -> Vec<(Rc<str>, usize, usize)> {
    let changed = |dimension: &Rc<Dimension>| {
        let size = after.dimension(&dimension.name)?.size();
        (size != dimension.size()).then(|| (dimension.name.clone(), dimension.size(), size))
    };
    before.dimensions.iter().filter_map(changed).collect()
}

impl Labels {
    /// Those of a part, for the dimensions that are made for it.
    #[must_use]
    pub fn of(&self, selection: &super::Selection) -> Self {
        let span = |labels: &[String], (start, count): (u64, u64)| {
            labels.iter().skip(start as usize).take(count as usize).cloned().collect()
        };
        let (rows, columns) =
            if selection.transposed { (&self.columns, &self.rows) } else { (&self.rows, &self.columns) };
        Self { rows: span(rows, selection.rows), columns: span(columns, selection.columns) }
    }
}
