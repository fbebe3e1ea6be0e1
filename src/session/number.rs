//! One number of the notebook.

use crate::{formula::NodeId, notebook::CellId, value::Position};

/// An element of a cell's value, or of a node of its formula.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    /// The cell.
    pub cell: CellId,
    /// The node of its formula; `None` for the value of the cell.
    pub node: Option<NodeId>,
    /// The element.
    pub at: Position,
}
