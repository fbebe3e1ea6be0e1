//! What is marked on the values of the page: what is selected, what it is made of, what it goes into, what is veiled.

use std::{collections::BTreeMap, rc::Rc};

use super::Store;
use crate::{
    formula::NodeId,
    notebook::CellId,
    value::{Array, Position, Region},
};

/// The marks on one value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Marks {
    /// The number that is being asked about.
    pub selected: Option<Position>,
    /// What it is made of.
    pub sources: Option<Region>,
    /// What depends on it.
    pub dependents: Option<Region>,
    /// What the player has just computed.
    pub computed: Option<Region>,
    /// How many elements the player has reached, in C order; `None` where nothing is veiled.
    pub reached: Option<usize>,
    /// Whether it is a teacher who has veiled it.
    pub is_covered: bool,
    /// What an exercise asks for, in a part of a formula that copies it.
    pub asked: Option<Region>,
    /// The least and the greatest that each element has been in the course of a wiggle.
    pub ranges: Option<Rc<Ranges>>,
}

/// The least and the greatest of each element.
#[derive(Debug, Clone)]
pub struct Ranges {
    /// The least.
    pub low: Array,
    /// The greatest.
    pub high: Array,
}

impl PartialEq for Ranges {
    fn eq(&self, other: &Self) -> bool {
        self.low.same_bits(&other.low) && self.high.same_bits(&other.high)
    }
}

/// The marks on a cell's value and on those of the nodes of its formula.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CellMarks {
    /// On the value.
    pub value: Marks,
    /// On the nodes that have any.
    pub nodes: BTreeMap<NodeId, Marks>,
    /// Whether the player has just computed it, or a part of it.
    pub is_computed: bool,
}

/// The marks of the cells that have any.
pub type AllMarks = BTreeMap<CellId, Rc<CellMarks>>;

impl CellMarks {
    /// The marks on the value, or on a node.
    pub fn of(&self, node: Option<NodeId>) -> Option<&Marks> {
        node.map_or(Some(&self.value), |node| self.nodes.get(&node))
    }

    pub(super) fn of_mut(&mut self, node: Option<NodeId>) -> &mut Marks {
        match node {
            Some(node) => self.nodes.entry(node).or_default(),
            None => &mut self.value,
        }
    }
}

/// The marks of a state. What is marked as it was `before` keeps its allocation, so that views have nothing to do.
pub(super) fn marks_of(store: &Store, before: &AllMarks) -> AllMarks {
    let mut marks = BTreeMap::<CellId, CellMarks>::new();
    store.mark_inspection(&mut marks);
    store.mark_reached(&mut marks);
    store.mark_covered(&mut marks);
    store.mark_asked(&mut marks);
    store.mark_ranges(&mut marks);
    let kept = |(cell, marks): (CellId, CellMarks)| {
        let old = before.get(&cell).filter(|old| ***old == marks);
        let marks = old.cloned().unwrap_or_else(|| Rc::new(marks));
        (cell, marks)
    };
    // Not collected, here and elsewhere: to collect a map is to sort, which is 4 KB of the page for each type.
    let mut all = AllMarks::new();
    all.extend(marks.into_iter().filter(|(_, marks)| *marks != CellMarks::default()).map(kept));
    all
}
