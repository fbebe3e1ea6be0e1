//! Exercises on computed grids, and questions to be answered before looking.

mod attempt;
mod chooser;
mod plan;
mod predict;
mod sheet;
mod status;
mod task;

use std::rc::Rc;

use super::shared::Shared;
use crate::{
    notebook::{Cell, CellKind},
    session::{Attempt, Plan, Prospect, Store, Truth},
};

pub(super) use attempt::AttemptProps;
pub(super) use chooser::ChooserProps;
pub(super) use plan::{chooser, plan_line, practise_button};
pub(super) use predict::prediction;
pub(super) use sheet::Sheet;
pub(super) use task::task;

/// What is practised at a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellPractice {
    /// Nothing.
    None,
    /// An exercise on its numbers is about to be begun.
    Plan(Shared<Plan>),
    /// An exercise on its numbers is being done, or has just ended.
    Attempt(Shared<Attempt>),
    /// It is an exercise of the notebook: what it would begin, and how many blanks are left of what it began.
    Task(Option<Plan>, Option<usize>),
    /// It is a question: the reader's answer and the right one.
    Predict(Option<Shared<Prospect>>, Truth),
}

impl CellPractice {
    pub(super) fn of(store: &Store, cell: &Cell) -> Self {
        let practice = &store.session.practice;
        match &cell.kind {
            CellKind::Exercise(exercise) => {
                let mine = |attempt: &&Rc<Attempt>| attempt.plan.asked_by.as_ref() == Some(&cell.id);
                let left = practice.attempt.as_ref().filter(mine).map(|attempt| attempt.left());
                Self::Task(store.plan_of(&cell.id, exercise), left)
            }
            CellKind::Predict(prediction) => {
                let prospect = practice.prospects.get(&cell.id).map(Shared::from);
                Self::Predict(prospect, Truth::of(&store.program, &store.run, prediction))
            }
            CellKind::Formula { .. } => match (practice.attempt_at(&cell.id), &practice.plan) {
                (Some(attempt), _) => Self::Attempt(Shared::from(attempt)),
                (None, Some(plan)) if plan.cell == cell.id => Self::Plan(Shared::from(plan)),
                _ => Self::None,
            },
            _ => Self::None,
        }
    }

    /// Whether numbers of the cell are covered, so that nothing else of it may show them.
    pub(super) fn covers(&self) -> bool {
        matches!(self, Self::Attempt(attempt) if !attempt.ended)
    }
}
