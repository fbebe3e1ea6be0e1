//! Program → values, computing only what a change reaches.

use std::rc::Rc;

use super::{
    Cell, CellId, CellKind, CompiledCell, Failure, Meaning, NodeValue, Problem, Program, Remark, Scope,
    evaluate,
};
use crate::{
    formula::{Expr, Formula, NodeId},
    value::{Array, Axis, Shape},
};

/// The values of a notebook.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// One result for each cell of the program, in its order.
    pub results: Vec<Rc<CellResult>>,
    /// Counts the runs, so that what the last one changed can be told.
    pub number: u64,
    /// How many cells the last run computed.
    pub computed: usize,
    /// What the dimensions were, which formulas read by name.
    dimensions: Vec<(Rc<str>, usize)>,
}

/// The result of one cell.
#[derive(Debug, Clone)]
pub struct CellResult {
    /// The cell as it was computed.
    pub cell: Rc<Cell>,
    /// The formula as it was computed.
    pub formula: Option<Rc<Formula>>,
    /// The value: the present one, or the last good one where `state` is not [`State::Fresh`].
    pub value: Option<Rc<Array>>,
    /// Whether the value is the present one.
    pub state: State,
    /// The values of the formula's nodes; empty where it has no present value.
    pub nodes: Rc<[NodeValue]>,
    /// What to tell of the value.
    pub remarks: Vec<Remark>,
    /// The cells that it was computed from.
    pub reads: Vec<CellId>,
    /// The [`Run::number`] in which the value last changed.
    pub changed_in: u64,
}

/// How a value stands to its cell.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// It is the value of the cell as it stands; or the cell is text and has none.
    Fresh,
    /// The cell cannot be computed; the value, if any, is the last good one.
    Failed(Problem),
    /// The cell reads another that has no value now.
    Waiting(Rc<str>),
}

impl CellResult {
    /// The name that the cell gives to its value, as it was computed.
    pub fn name(&self) -> Option<&Rc<str>> {
        self.formula.as_ref().map(|formula| &formula.name).or_else(|| self.cell.name())
    }

    /// Whether the value on screen is older than the cell.
    pub fn is_stale(&self) -> bool {
        let is_typed = !matches!(self.cell.kind, CellKind::Formula { .. });
        self.state != State::Fresh && self.value.is_some() && !is_typed
    }

    /// The values on the way to the present one: of each part of the formula that computes something and is not the
    /// whole.
    pub fn parts(&self) -> Vec<(NodeId, Rc<Array>)> {
        let Some(formula) = &self.formula else { return Vec::new() };
        let is_number =
            |node: NodeId| matches!(formula.nodes.get(node).map(|node| &node.expr), Some(Expr::Number(_)));
        let part = |(node, value): (NodeId, &NodeValue)| {
            let expr = &formula.nodes.get(node).filter(|_| node != formula.root())?.expr;
            match value {
                // −1 is a number too.
                NodeValue::Array(array) if !expr.operands().into_iter().all(is_number) => {
                    Some((node, array.clone()))
                }
                _ => None,
            }
        };
        self.nodes.iter().enumerate().filter_map(part).collect()
    }

    /// The value, if it is the present one.
    pub fn fresh(&self) -> Option<&Rc<Array>> {
        self.value.as_ref().filter(|_| self.state == State::Fresh)
    }
}

/// Computes a program. What `before` has and no change reaches is kept as it is, the same `Rc`s.
pub fn run(program: &Program, before: &Run) -> Run {
    let same_dimensions = program.dimensions == before.dimensions;
    let number = before.number + 1;
    let mut results: Vec<Option<Rc<CellResult>>> = vec![None; program.cells.len()];
    let mut computed = 0;
    for index in program.order.iter().copied() {
        let compiled = &program.cells[index];
        let old = result_of(before, index, &compiled.cell.id);
        let reads_changed = compiled.reads.iter().any(|read| match &results[*read] {
            Some(result) => result.changed_in == number,
            None => true,
        });
        if let Some(old) = old
            && same_dimensions
            && !reads_changed
            && is_same(compiled, old)
            && reads_stand(compiled, old, &results)
        {
            results[index] = Some(old.clone());
            continue;
        }
        computed += 1;
        results[index] = Some(Rc::new(compute(program, compiled, &results, old, number)));
    }
    let results = results.into_iter().flatten().collect();
    Run { results, number, computed, dimensions: program.dimensions.clone() }
}

/// The earlier result of a cell: at its place, unless cells have come, gone or moved.
fn result_of<'a>(before: &'a Run, index: usize, id: &str) -> Option<&'a Rc<CellResult>> {
    let is_it = |result: &&Rc<CellResult>| *result.cell.id == *id;
    before.results.get(index).filter(is_it).or_else(|| before.results.iter().find(is_it))
}

/// Whether a cell is as it was when `old` was computed.
fn is_same(compiled: &CompiledCell, old: &CellResult) -> bool {
    let same_problem = match (&compiled.problem, &old.state) {
        (Some(problem), State::Failed(old)) => problem == old,
        // What kept it from being computed may be gone: a duplicate name, a cycle.
        (None, old) => *old == State::Fresh,
        (Some(_), _) => false,
    };
    let same_formula = match (&compiled.formula, &old.formula) {
        (Some(formula), Some(old)) => Rc::ptr_eq(formula, old),
        (None, None) => Rc::ptr_eq(&compiled.cell, &old.cell) || compiled.cell == old.cell,
        _ => false,
    };
    let same_numbers = compiled.embedded.as_ref().is_none_or(|embedded| {
        old.value.as_ref().is_some_and(|old| Rc::ptr_eq(old, &embedded.values) || embedded.has_values_of(old))
    });
    same_problem
        && same_formula
        && same_numbers
        && (Rc::ptr_eq(&compiled.cell, &old.cell) || compiled.cell == old.cell)
}

/// Whether a kept result still has everything that it was computed from: names come and go with their cells, and move
/// from one cell to another.
fn reads_stand(compiled: &CompiledCell, old: &CellResult, results: &[Option<Rc<CellResult>>]) -> bool {
    if compiled.formula.is_none() {
        return true;
    }
    let reads = compiled.reads.iter().map(|read| results[*read].as_ref());
    let all_fresh = reads.clone().all(|result| result.is_some_and(|result| result.fresh().is_some()));
    let same_cells = reads.flatten().map(|result| &result.cell.id).eq(&old.reads);
    // A formula that failed or waits may find today what it missed: it is cheap to ask again.
    old.state == State::Fresh && all_fresh && same_cells && compiled.unknown_names == 0
}

fn compute(
    program: &Program,
    compiled: &CompiledCell,
    results: &[Option<Rc<CellResult>>],
    old: Option<&Rc<CellResult>>,
    number: u64,
) -> CellResult {
    let mut nodes: Rc<[NodeValue]> = Rc::new([]);
    let mut remarks = Vec::new();
    let outcome = match (&compiled.problem, &compiled.formula) {
        (Some(problem), _) => Err(Failure::from(problem.clone())),
        (None, Some(formula)) => evaluate(formula, &ProgramScope { program, results }).map(|evaluation| {
            nodes = evaluation.nodes.into();
            remarks = evaluation.remarks;
            Some(evaluation.value)
        }),
        (None, None) => Ok(typed_value(program, compiled)),
    };
    let is_formula = matches!(compiled.cell.kind, CellKind::Formula { .. });
    let old_value = old.and_then(|old| old.value.clone());
    let old_state = old.map(|old| &old.state);
    let (value, state) = match outcome {
        // An equal value keeps its allocation, and what reads it need not be computed again.
        Ok(value) => match (value, &old_value) {
            (Some(new), Some(old)) if new.same_bits(old) && new.shape() == old.shape() => {
                (Some(old.clone()), State::Fresh)
            }
            (value, _) => (value, State::Fresh),
        },
        // What is typed is shown as it is, also while its name cannot be used.
        Err(Failure::Problem(problem)) if !is_formula => {
            let typed = typed_value(program, compiled);
            (typed, State::Failed(*problem))
        }
        Err(Failure::Problem(problem)) => (old_value.clone(), State::Failed(*problem)),
        Err(Failure::Waiting(name)) => (old_value.clone(), State::Waiting(name)),
    };
    let same_value = match (&value, &old_value) {
        (Some(new), Some(old)) => Rc::ptr_eq(new, old),
        (None, None) => true,
        _ => false,
    };
    // Becoming stale or fresh is a change too, for those who read the cell.
    let same_freshness = old_state.is_some_and(|old| (*old == State::Fresh) == (state == State::Fresh));
    let changed_in = match old {
        Some(old) if same_value && same_freshness => old.changed_in,
        _ => number,
    };
    CellResult {
        cell: compiled.cell.clone(),
        formula: compiled.formula.clone(),
        value,
        state,
        nodes,
        remarks,
        reads: compiled.reads.iter().map(|read| program.cells[*read].cell.id.clone()).collect(),
        changed_in,
    }
}

/// The value of a cell whose value is typed.
fn typed_value(program: &Program, compiled: &CompiledCell) -> Option<Rc<Array>> {
    let value = match &compiled.cell.kind {
        CellKind::Text { .. }
        | CellKind::Formula { .. }
        | CellKind::Exercise(_)
        | CellKind::Predict(_)
        | CellKind::Laboratory => None,
        CellKind::Sentence(_) => {
            return compiled.embedded.as_ref().map(|embedded| embedded.values.clone());
        }
        CellKind::Slider(slider) => Some(Array::scalar(slider.value)),
        CellKind::Switch { value, .. } => Some(Array::scalar(f64::from(u8::from(*value)))),
        CellKind::Matrix(matrix) => {
            let axis = |name: &Rc<str>| {
                let size = program
                    .dimensions
                    .iter()
                    .find(|(dimension, _)| dimension == name)
                    .map_or(0, |found| found.1);
                Axis { size, name: Some(name.clone()) }
            };
            let shape = Shape::matrix(axis(&matrix.rows), axis(&matrix.columns));
            Array::from_c_order(shape, matrix.values.iter().flatten().copied().collect())
        }
    };
    value.map(Rc::new)
}

struct ProgramScope<'a> {
    program: &'a Program,
    results: &'a [Option<Rc<CellResult>>],
}

impl Scope for ProgramScope<'_> {
    fn meaning(&self, name: &str) -> Meaning {
        if let Some(index) = self.program.definitions.get(name) {
            let value = self.results[*index].as_ref().and_then(|result| result.fresh());
            return value.map_or(Meaning::Waiting, |value| Meaning::Value(value.clone()));
        }
        let dimension = self.program.dimensions.iter().find(|(dimension, _)| **dimension == *name);
        dimension.map_or(Meaning::Unknown, |(_, size)| Meaning::Dimension(*size))
    }

    fn names(&self) -> Vec<Rc<str>> {
        let dimensions = self.program.dimensions.iter().map(|(name, _)| name.clone());
        self.program.definitions.keys().cloned().chain(dimensions).collect()
    }
}
