//! The number that the reader asks about, and the way there.

use std::collections::BTreeMap;

use super::{CellMarks, Number, Store};
use crate::notebook::CellId;

/// The way of the questions: the last number is the one that is explained, those before it lead back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Inspection {
    /// Empty while nothing is asked.
    pub trail: Vec<Number>,
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum InspectionMsg {
    /// A number was chosen on the page: a new question.
    Selected(Number),
    /// An operand of the explanation was followed.
    Followed(Number),
    /// Back to a place of the trail.
    WentBack(usize),
    /// Enough asked.
    Closed,
}

impl Inspection {
    /// The number that is explained.
    pub fn number(&self) -> Option<&Number> {
        self.trail.last()
    }
}

impl Store {
    pub(super) fn inspect(&mut self, msg: InspectionMsg) {
        let trail = &mut self.session.inspection.trail;
        match msg {
            InspectionMsg::Selected(number) => *trail = vec![number],
            InspectionMsg::Followed(number) => trail.push(number),
            InspectionMsg::WentBack(place) => trail.truncate(place + 1),
            InspectionMsg::Closed => trail.clear(),
        }
    }

    /// Drops what is no longer there, after an edit.
    pub(super) fn settle_inspection(&mut self) {}

    pub(super) fn mark_inspection(&self, marks: &mut BTreeMap<CellId, CellMarks>) {
        let Some(number) = self.session.inspection.number() else { return };
        let marks = marks.entry(number.cell.clone()).or_default();
        let marks = match number.node {
            Some(node) => marks.nodes.entry(node).or_default(),
            None => &mut marks.value,
        };
        marks.selected = Some(number.at);
    }
}
