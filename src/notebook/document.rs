//! What the reader owns and would be surprised to lose.

use std::rc::Rc;

use super::{Cell, CellId, CellKind, Phrase, Sentence};

/// A notebook: its title, its dimensions and its cells in order.
///
/// Cloning is cheap: cells and dimensions are shared between the versions that undo keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The title.
    pub title: Phrase,
    /// The built-in notebook that it was opened from, which "reset" returns to.
    pub lesson: Option<Rc<str>>,
    /// The named sizes that matrices share.
    pub dimensions: Vec<Rc<Dimension>>,
    /// The cells in the order of reading, which need not be that of computing.
    pub cells: Vec<Rc<Cell>>,
}

/// A size with a name and a name for each of its places: `n` with one item for each token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// The name, which is a number in formulas: `sqrt(d_k)`.
    pub name: Rc<str>,
    /// A label for each place: tokens for `n`, features for `d_model`. Their count is the size.
    pub items: Vec<Phrase>,
}

impl Dimension {
    /// How many places it has.
    pub fn size(&self) -> usize {
        self.items.len()
    }
}

impl Document {
    /// The place and the cell of an id.
    pub fn cell(&self, id: &str) -> Option<(usize, &Rc<Cell>)> {
        self.cells.iter().enumerate().find(|(_, cell)| *cell.id == *id)
    }

    /// The dimension of a name.
    pub fn dimension(&self, name: &str) -> Option<&Rc<Dimension>> {
        self.dimensions.iter().find(|dimension| *dimension.name == *name)
    }

    /// The size of a dimension; 0 where there is none of the name.
    pub fn size(&self, name: &str) -> usize {
        self.dimension(name).map_or(0, |dimension| dimension.size())
    }

    /// The sentences, in order.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.cells.iter().filter_map(|cell| match &cell.kind {
            CellKind::Sentence(sentence) => Some(sentence),
            _ => None,
        })
    }

    /// An id that no cell has.
    pub fn free_id(&self) -> CellId {
        // One more than there are cells: one of these is free.
        (1..=self.cells.len() + 1)
            .map(|number| format!("c{number}"))
            .find(|id| self.cell(id).is_none())
            .unwrap_or_default()
            .into()
    }

    /// `name`, or `name` with a number where a cell or a dimension has it already.
    pub fn free_name(&self, name: &str) -> String {
        let taken = |name: &str| {
            self.dimension(name).is_some() || self.cells.iter().any(|cell| cell.written_name() == Some(name))
        };
        if !taken(name) {
            return name.to_owned();
        }
        let taken_at_most = self.cells.len() + self.dimensions.len();
        (1..=taken_at_most + 1)
            .map(|number| format!("{name}{number}"))
            .find(|name| !taken(name))
            .unwrap_or_default()
    }
}
