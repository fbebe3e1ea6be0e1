//! What is not to be seen now: numbers that an exercise asks for, numbers that the player has not reached, and those of
//! cells that a teacher has covered.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::{CellMarks, Number, Session, Standing, Steps, Store, inspection::cell_of};
use crate::{
    formula::NodeId,
    notebook::{CellId, Explainer, NodeExplanation, Program, Run, Source},
    ops::{Explanation, explanation::Operand},
    value::{Array, Position, Region},
};

/// Why a number is not to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Veil {
    /// It is to be filled in.
    Asked,
    /// The player has not reached it.
    Unreached,
    /// The teacher has covered it.
    Covered,
}

impl Veil {
    /// What is said in its place, as the catalogue calls it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Asked => "practice.hidden",
            Self::Unreached => "grid.veiled",
            Self::Covered => "arranged.covered",
        }
    }
}

/// The numbers that are not to be seen. Empty, nothing is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hidden {
    asked: Option<Asked>,
    unreached: BTreeMap<CellId, Unreached>,
    covered: BTreeSet<CellId>,
}

/// The open blanks of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    cell: CellId,
    slice: usize,
    root: Option<NodeId>,
    places: BTreeSet<(usize, usize)>,
}

/// How far the player has come in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unreached {
    reached: usize,
    rows: usize,
    columns: usize,
    root: Option<NodeId>,
}

/// How many copies of copies are followed, at most.
const FARTHEST: usize = 32;

impl Hidden {
    /// What is hidden in a session.
    pub fn of(program: &Program, run: &Run, session: &Session) -> Self {
        let running = session.practice.attempt.as_ref().filter(|attempt| !attempt.ended);
        let asked = running.map(|attempt| Asked {
            cell: attempt.plan.cell.clone(),
            slice: attempt.plan.slice,
            root: attempt.root,
            places: {
                let open = attempt.blanks.iter().filter(|blank| !blank.verdict.is_closed());
                let mut places = BTreeSet::new();
                places.extend(open.map(|blank| blank.at));
                places
            },
        });
        let mut unreached = BTreeMap::new();
        if let Some(step) = session.player.step {
            let steps = Steps::of(program, run, session.player.grain);
            for (station, reached) in
                steps.reached(step).filter(|(station, reached)| *reached < station.numbers())
            {
                let formula = run.results.get(station.place).and_then(|result| result.formula.as_ref());
                let (_, rows, columns) = station.view;
                let root = formula.map(|formula| formula.root());
                unreached.insert(station.cell.clone(), Unreached { reached, rows, columns, root });
            }
        }
        let cells = session.arrangement.iter().flat_map(|arrangement| &arrangement.cells);
        let covered =
            cells.filter(|(_, standing)| **standing == Standing::Veiled).map(|(cell, _)| cell.clone());
        let covered = covered.collect();
        Self { asked: asked.filter(|asked| !asked.places.is_empty()), unreached, covered }
    }

    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.asked.is_none() && self.unreached.is_empty() && self.covered.is_empty()
    }

    /// Whether an element of a cell's value is hidden, and why.
    pub fn holds(&self, cell: &CellId, at: Position) -> Option<Veil> {
        self.directly(cell, None, at)
    }

    /// Whether some element of a cell's value is hidden, and why.
    pub fn covers(&self, cell: &CellId) -> Option<Veil> {
        if self.asked.as_ref().is_some_and(|asked| asked.cell == *cell) {
            return Some(Veil::Asked);
        }
        if self.covered.contains(cell) {
            return Some(Veil::Covered);
        }
        self.unreached.contains_key(cell).then_some(Veil::Unreached)
    }

    /// The cell whose numbers an exercise asks for.
    pub fn asked(&self) -> Option<&CellId> {
        self.asked.as_ref().map(|asked| &asked.cell)
    }

    /// How many numbers of a cell the player has reached; `None` for all.
    pub fn reached(&self, cell: &CellId) -> Option<usize> {
        self.unreached.get(cell).map(|unreached| unreached.reached)
    }

    /// A cell's value, or a node of its formula: the root is the same numbers as the value.
    fn directly(&self, cell: &CellId, node: Option<NodeId>, at: Position) -> Option<Veil> {
        let (slice, row, column) = at;
        let is_value = |root: Option<NodeId>| node.is_none() || node == root;
        if let Some(asked) = self.asked.as_ref().filter(|asked| asked.cell == *cell)
            && is_value(asked.root)
            && slice == asked.slice
            && asked.places.contains(&(row, column))
        {
            return Some(Veil::Asked);
        }
        if self.covered.contains(cell) {
            return Some(Veil::Covered);
        }
        let unreached = self.unreached.get(cell)?;
        let place = (slice * unreached.rows + row) * unreached.columns + column;
        // The numbers between stand when the first one of the cell does.
        let is_hidden =
            if is_value(unreached.root) { place >= unreached.reached } else { unreached.reached == 0 };
        is_hidden.then_some(Veil::Unreached)
    }

    /// Whether a number is hidden, and why. What only copies a hidden number is hidden like it.
    pub fn veil(&self, program: &Program, run: &Run, number: &Number) -> Option<Veil> {
        if self.is_empty() {
            return None;
        }
        let explainer = Explainer::new(program, run);
        let mut number = number.clone();
        for _ in 0..FARTHEST {
            if let Some(veil) = self.directly(&number.cell, number.node, number.at) {
                return Some(veil);
            }
            let name = cell_of(program, &number.cell)?.1.name.as_deref()?;
            let found = explainer.explain(name, number.node, number.at)?;
            // What was chosen is copied too.
            let copied = match &found.explanation {
                Explanation::Choice { condition, x, y } => Some(if condition.value == 0.0 { y } else { x }),
                explanation => explanation.copied(),
            };
            number = number_of(&found, copied?)?;
        }
        None
    }

    /// Whether an operand of an explanation is hidden, and why.
    pub fn veil_of_operand(
        &self,
        program: &Program,
        run: &Run,
        found: &NodeExplanation,
        operand: &Operand,
    ) -> Option<Veil> {
        if self.is_empty() {
            return None;
        }
        let number = number_of(found, operand)?;
        // What is made of others of the same value is no copy.
        if operand.argument == Operand::OWN {
            return self.directly(&number.cell, number.node, number.at);
        }
        self.veil(program, run, &number)
    }

    /// Whether an explanation tells hidden numbers: its operands, or the other weights of its softmax.
    pub fn veil_of_explanation(
        &self,
        program: &Program,
        run: &Run,
        found: &NodeExplanation,
        node: Option<NodeId>,
    ) -> Option<Veil> {
        if self.is_empty() {
            return None;
        }
        if let Explanation::Softmax(softmax) = &found.explanation {
            let weight = |at| Number { cell: found.cell.clone(), node, at };
            let mut members = softmax.members.iter().map(|member| weight(member.operand.at));
            if let Some(veil) = members.find_map(|weight| self.veil(program, run, &weight)) {
                return Some(veil);
            }
        }
        let operands = found.explanation.operands();
        operands.iter().find_map(|operand| self.veil_of_operand(program, run, found, operand))
    }

    /// A cell's value with a number in place of what is asked for; `None` where nothing is.
    pub fn without_asked(&self, cell: &CellId, array: &Array, blank: f64) -> Option<Rc<Array>> {
        let asked = self.asked.as_ref().filter(|asked| asked.cell == *cell)?;
        let number = |slice, row, column| {
            let is_hidden = slice == asked.slice && asked.places.contains(&(row, column));
            if is_hidden { blank } else { array.get(slice, row, column).unwrap_or(f64::NAN) }
        };
        Some(Rc::new(Array::generate(array.shape(), number)))
    }
}

/// What an operand is a number of; `None` for what is no part of a value.
fn number_of(found: &NodeExplanation, operand: &Operand) -> Option<Number> {
    match found.source(operand)? {
        Source::Cell { cell, at, .. } => Some(Number { cell, node: None, at }),
        Source::Node { node, at } => Some(Number { cell: found.cell.clone(), node: Some(node), at }),
        Source::Dimension { .. } | Source::Literal { .. } => None,
    }
}

impl Store {
    /// The parts of formulas that only copy what is asked for are hidden where they do.
    pub(super) fn mark_asked(&self, marks: &mut BTreeMap<CellId, CellMarks>) {
        let Some(asked) = self.hidden.asked() else { return };
        let reads = |reads: &[CellId]| reads.contains(asked);
        for result in self.run.results.iter().filter(|result| reads(&result.reads)) {
            let Some(formula) = &result.formula else { continue };
            let explainer = Explainer::new(&self.program, &self.run);
            for (node, array) in result.parts() {
                let first = explainer.explain(&formula.name, Some(node), (0, 0, 0));
                if first.is_none_or(|found| found.explanation.copied().is_none()) {
                    continue;
                }
                let is_hidden = |at: &Position| {
                    let number = Number { cell: result.cell.id.clone(), node: Some(node), at: *at };
                    self.hidden.veil(&self.program, &self.run, &number) == Some(Veil::Asked)
                };
                let mut asked = Region::none(array.shape());
                for at in Region::all(array.shape()).positions().filter(is_hidden) {
                    asked.add_block(at, (at.0 + 1, at.1 + 1, at.2 + 1));
                }
                if !asked.is_empty() {
                    marks.entry(result.cell.id.clone()).or_default().of_mut(Some(node)).asked = Some(asked);
                }
            }
        }
    }
}
