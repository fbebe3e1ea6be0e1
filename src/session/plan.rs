//! An exercise that is about to be begun, and the numbers that it is about.

use std::rc::Rc;

use super::hint::weights;
use crate::{
    formula::NodeId,
    notebook::{Blanks, CellId, Explainer, Program, Run},
    ops::Explanation,
    value::Array,
};

/// An exercise that is to be begun.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The computed cell.
    pub cell: CellId,
    /// The member of a stack.
    pub slice: usize,
    /// Which numbers.
    pub blanks: Blanks,
    /// Whether softmax is done with powers of 2.
    pub base2: bool,
    /// The exercise of the notebook that asks for it.
    pub asked_by: Option<CellId>,
}

/// A grid with more places than these is drawn and asked for in part.
pub(super) const MOST_PLACES: usize = 2048;

/// What an exercise reads: the value, and whether it is a softmax.
pub(super) struct Subject {
    pub(super) values: Rc<Array>,
    pub(super) is_softmax: bool,
    pub(super) root: Option<NodeId>,
}

/// The present value of a computed cell; `None` where there is none.
pub(super) fn subject(program: &Program, run: &Run, plan: &Plan) -> Option<Subject> {
    let result = run.results.iter().find(|result| result.cell.id == plan.cell)?;
    let (value, formula) = (result.fresh()?, result.formula.as_ref()?);
    let explainer = Explainer::new(program, run);
    let softmax = |at| {
        let found = explainer.explain(&formula.name, None, at)?;
        if let Explanation::Softmax(softmax) = found.explanation { Some(softmax) } else { None }
    };
    let is_softmax = softmax((plan.slice, 0, 0)).is_some();
    let mut values = value.clone();
    if is_softmax && plan.base2 {
        // One explanation has the numbers of its whole row, so each row is explained once.
        let (_, rows, columns) = value.shape().view();
        let mut filled = vec![None; rows * columns];
        for place in 0..rows * columns {
            let at = (plan.slice, place / columns, place % columns);
            if filled[place].is_some() {
                continue;
            }
            let row = softmax(at)?;
            for (member, weight) in row.members.iter().zip(weights(&row, true)) {
                let (slice, row, column) = member.operand.at;
                if slice == plan.slice
                    && let Some(slot) = filled.get_mut(row * columns + column)
                {
                    *slot = Some(weight);
                }
            }
        }
        let number = |slice: usize, row: usize, column: usize| {
            let raised = (slice == plan.slice).then(|| filled.get(row * columns + column).copied().flatten());
            raised.flatten().or_else(|| value.get(slice, row, column)).unwrap_or(f64::NAN)
        };
        values = Rc::new(Array::generate(value.shape(), number));
    }
    Some(Subject { values, is_softmax, root: Some(formula.root()) })
}

impl Plan {
    /// Whether it would begin.
    pub(super) fn can_begin(&self, run: &Run) -> bool {
        let result = run.results.iter().find(|result| result.cell.id == self.cell);
        let value = result.filter(|result| result.formula.is_some()).and_then(|result| result.fresh());
        value.is_some_and(|value| !places(value, self).is_empty())
    }
}

/// The places that are blanked out.
pub(super) fn places(values: &Array, plan: &Plan) -> Vec<(usize, usize)> {
    let (_, rows, columns) = values.shape().view();
    // NaN cannot be typed, and a member that is not there has no numbers.
    let may = |row, column| values.get(plan.slice, row, column).is_some_and(|value| !value.is_nan());
    plan.blanks.places(rows, columns, most_rows(rows, columns), may)
}

/// The most rows of a grid that are drawn at once.
fn most_rows(rows: usize, columns: usize) -> usize {
    if rows * columns <= MOST_PLACES { rows } else { (MOST_PLACES / columns.max(1)).max(1) }
}
