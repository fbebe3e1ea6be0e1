//! Where the reader is in a grid.

use yew::prelude::*;

use crate::notebook::BlockFault;

/// What a grid remembers between two events.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct GridState {
    /// The place that Tab enters the grid at, and that keys act on.
    pub(super) active: (usize, usize),
    /// Whether the focus is in the grid.
    pub(super) focused: bool,
    /// What is being typed into the active place; `None` while nothing is.
    pub(super) draft: Option<AttrValue>,
    /// Whether the arrow keys move in the text instead of in the grid.
    pub(super) caret: bool,
    /// What to say of the last entry.
    pub(super) note: Option<EntryNote>,
}

/// What to say of an entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum EntryNote {
    /// It is no number.
    Wrong(AttrValue),
    /// What was pasted is no block of numbers.
    Block(BlockFault),
    /// A block was pasted, of so many rows and columns.
    Pasted(usize, usize),
}

impl GridState {
    /// The draft, if the row is being typed in.
    pub(super) fn draft_in(&self, row: usize) -> Option<AttrValue> {
        (self.active.0 == row).then(|| self.draft.clone()).flatten()
    }
}
