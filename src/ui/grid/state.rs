//! Where the reader is in a grid.

use yew::prelude::*;

use crate::notebook::BlockFault;

/// What a grid remembers between two events.
#[allow(clippy::struct_excessive_bools, reason = "they are independent of each other")]
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct GridState {
    /// The place that Tab enters the grid at, and that keys act on.
    pub(super) active: (usize, usize),
    /// Whether the focus is in the grid.
    pub(super) focused: bool,
    /// Whether the focus is in the line under the grid, which goes on telling of the active place.
    pub(super) read: bool,
    /// What is being typed into the active place; `None` while nothing is.
    pub(super) draft: Option<Draft>,
    /// What was typed at other places, and is still to be heard: it stands there while the page is behind.
    pub(super) unheard: Vec<((usize, usize), AttrValue)>,
    /// Whether the arrow keys move in the text instead of in the grid.
    pub(super) caret: bool,
    /// The number that the place was stepped to, which Escape takes back; `None` while it is not stepped.
    pub(super) stepped: Option<f64>,
    /// The first row that is drawn, where there are more than a page shows.
    pub(super) first_row: usize,
    /// Where the focus is to go once that place is drawn.
    pub(super) target: Option<(usize, usize)>,
    /// What to say of the last entry.
    pub(super) note: Option<EntryNote>,
}

/// A text on its way to be a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    pub(super) text: AttrValue,
    /// The number that the place has while the draft stands. Where it has another, the draft is out of date: the
    /// edit was undone, or another notebook opened.
    pub(super) number: f64,
}

/// What to say of an entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum EntryNote {
    /// It is no number, and the number that stays.
    Wrong(AttrValue, f64),
    /// What was pasted is no block of numbers.
    Block(BlockFault),
    /// A block was pasted, of so many rows and columns.
    Pasted(usize, usize),
}

impl GridState {
    /// What is being typed, if that is still what the place holds, or will hold where the page is behind.
    pub(super) fn draft_over(&self, number: f64, is_behind: bool) -> Option<AttrValue> {
        let stands = |draft: &&Draft| is_behind || draft.number.to_bits() == number.to_bits();
        self.draft.as_ref().filter(stands).map(|draft| draft.text.clone())
    }

    /// Something was typed at a place, or what was is taken back.
    pub(super) fn type_in(&mut self, place: (usize, usize), text: Option<AttrValue>) {
        self.unheard.retain(|(typed, _)| *typed != place);
        self.unheard.extend(text.map(|text| (place, text)));
    }

    /// The number that the active place will hold, where the page is behind what was typed or stepped.
    pub(super) fn number_to_come(&self) -> Option<f64> {
        self.draft.as_ref().map(|draft| draft.number).or(self.stepped)
    }
}
