//! The number that the reader asks about, and the way there.

use std::{collections::BTreeMap, rc::Rc};

use super::{CellMarks, Marks, Number, Store};
use crate::{
    formula::Style,
    notebook::{CellId, CompiledCell, Explainer, Program, Reached},
    value::Region,
};

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
    /// The reader came to a number of the page: a new question, if there was one before.
    Visited(Number),
    /// An operand of the explanation was followed.
    Followed(Number),
    /// Back to a place of the trail.
    WentBack(usize),
    /// Enough asked.
    Closed,
}

/// How many places of a folded trail are shown, with the number that is explained.
const MOST_PLACES: usize = 5;

impl Inspection {
    /// The number that is explained.
    pub fn number(&self) -> Option<&Number> {
        self.trail.last()
    }

    /// How many places of the trail, from its start, are folded into one: a long way shows its end.
    pub fn folded(&self) -> usize {
        // One place is folded with another or not at all.
        let hidden = self.trail.len().saturating_sub(MOST_PLACES);
        if hidden > 1 { hidden } else { 0 }
    }
}

impl Store {
    pub(super) fn inspect(&mut self, msg: InspectionMsg) {
        let trail = &mut self.session.inspection.trail;
        match msg {
            InspectionMsg::Selected(number) => *trail = vec![number],
            // The focus comes back from the explanation to the number that it is of: the way stays.
            InspectionMsg::Visited(_) if trail.is_empty() => {}
            InspectionMsg::Visited(number) => match place_in(trail, &number) {
                Some(place) => trail.truncate(place + 1),
                None => *trail = vec![number],
            },
            InspectionMsg::Followed(number) => match place_in(trail, &number) {
                Some(place) => trail.truncate(place + 1),
                None => trail.push(number),
            },
            InspectionMsg::WentBack(place) => trail.truncate(place + 1),
            InspectionMsg::Closed => trail.clear(),
        }
    }

    /// Drops what is no longer there, after an edit of what was `before`.
    pub(super) fn settle_inspection(&mut self, before: &Self) {
        if self.session.inspection.trail.is_empty() {
            return;
        }
        let mut trail = std::mem::take(&mut self.session.inspection.trail);
        // The cells of another notebook are other cells, also where their ids are the same.
        if self.history.opening() == before.history.opening() {
            trail.retain(|number| self.is_there(number, &before.program));
            self.session.inspection.trail = trail;
        }
    }

    /// Drops what the present notebook does not have.
    pub(super) fn keep_what_is_there(&mut self) {
        let mut trail = std::mem::take(&mut self.session.inspection.trail);
        trail.retain(|number| self.is_there(number, &self.program));
        self.session.inspection.trail = trail;
    }

    /// Whether a number that was there before is still there, and the same node of the same formula.
    fn is_there(&self, number: &Number, before: &Program) -> bool {
        let Some((place, compiled)) = cell_of(&self.program, &number.cell) else { return false };
        if let Some(node) = number.node {
            let tree = |cell: &CompiledCell| {
                let formula = cell.formula.as_ref()?;
                Some(formula.print_node(formula.root(), Style::Plain))
            };
            let old = cell_of(before, &number.cell).and_then(|(_, old)| tree(old));
            return old.is_some() && old == tree(compiled) && self.holds(place, node, number);
        }
        // What cannot be computed now is still asked about: its value may come back.
        let value = self.run.results.get(place).and_then(|result| result.value.as_ref());
        compiled.name.is_some() && value.is_none_or(|value| value.shape().holds(number.at))
    }

    fn holds(&self, place: usize, node: usize, number: &Number) -> bool {
        let Some(result) = self.run.results.get(place).filter(|result| result.fresh().is_some()) else {
            return true;
        };
        let name = result.formula.as_ref().map_or("", |formula| &*formula.name);
        Explainer::new(&self.program, &self.run).explain(name, Some(node), number.at).is_some()
    }

    pub(super) fn mark_inspection(&self, marks: &mut BTreeMap<CellId, CellMarks>) {
        let Some(number) = self.session.inspection.number() else { return };
        let marks_of =
            |marks: &mut BTreeMap<CellId, CellMarks>, reached: &Reached, mark: fn(&mut Marks, Region)| {
                let cell = marks.entry(reached.cell.clone()).or_default();
                let marks = match reached.node {
                    Some(node) => cell.nodes.entry(node).or_default(),
                    None => &mut cell.value,
                };
                mark(marks, reached.region.clone());
            };
        if let Some(name) = cell_of(&self.program, &number.cell).and_then(|(_, cell)| cell.name.as_deref()) {
            let explainer = Explainer::new(&self.program, &self.run);
            for reached in explainer.sources_of(name, number.node, number.at) {
                marks_of(marks, &reached, |marks, region| marks.sources = Some(region));
            }
            for reached in explainer.dependents_of(name, number.node, number.at) {
                marks_of(marks, &reached, |marks, region| marks.dependents = Some(region));
            }
        }
        let cell = marks.entry(number.cell.clone()).or_default();
        let marks = match number.node {
            Some(node) => cell.nodes.entry(node).or_default(),
            None => &mut cell.value,
        };
        marks.selected = Some(number.at);
    }
}

/// Where a way has come by a number already: what was asked since then was a loop.
fn place_in(trail: &[Number], number: &Number) -> Option<usize> {
    trail.iter().position(|asked| asked == number)
}

/// The place and the cell of an id.
pub(super) fn cell_of<'a>(program: &'a Program, id: &CellId) -> Option<(usize, &'a CompiledCell)> {
    program.cells.iter().enumerate().find(|(_, cell)| Rc::ptr_eq(&cell.cell.id, id) || cell.cell.id == *id)
}
