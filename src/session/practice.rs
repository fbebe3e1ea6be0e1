//! Exercises: numbers to be filled in, and predictions. Answers are not saved and not undone.

use std::{collections::BTreeMap, rc::Rc};

use super::{Attempt, Guess, Plan, Prospect, Store};
use crate::notebook::{Blanks, CellId, CellKind, Exercise};

/// The exercises that are being done.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Practice {
    /// What is about to be begun.
    pub plan: Option<Rc<Plan>>,
    /// What is being done, or has just ended.
    pub attempt: Option<Rc<Attempt>>,
    /// The answers to the questions of the notebook.
    pub prospects: BTreeMap<CellId, Rc<Prospect>>,
    /// The notebook that all this is about, as [`History::opening`](crate::notebook::History::opening) counts them;
    /// another's cells may have the same ids.
    opening: usize,
    /// How many exercises were begun: each draws its blanks anew.
    begun: u64,
}

/// What can happen to them.
#[derive(Debug, Clone, PartialEq)]
pub enum PracticeMsg {
    /// An exercise is considered.
    Planned(Plan),
    /// It is not wanted after all.
    PlanDropped,
    /// A number was clicked: it joins the blanks of the plan, or leaves them.
    Picked(usize, usize),
    /// It begins.
    Begun(Plan),
    /// The learner goes to a blank.
    Entered(usize),
    /// Something was typed into a blank.
    Answered(usize, String),
    /// The answer is to be checked.
    Checked(usize),
    /// A further step is wanted.
    HintAsked(usize),
    /// The number is to be shown.
    GivenUp(usize),
    /// Powers of 2 (true) or of e.
    BaseSwitched(bool),
    /// Enough: to the summary.
    Ended,
    /// The same with new blanks.
    Again,
    /// The summary was read.
    Done,
    /// A question was answered, or its answer changed.
    Guessed(CellId, Guess),
    /// The right answer is wanted.
    Revealed(CellId),
    /// The question once more.
    AskedAgain(CellId),
}

impl Practice {
    /// The attempt at a cell, while its numbers are covered or summed up.
    pub fn attempt_at(&self, cell: &CellId) -> Option<&Rc<Attempt>> {
        self.attempt.as_ref().filter(|attempt| attempt.plan.cell == *cell)
    }
}

impl Store {
    /// What an exercise of the notebook begins; `None` while no formula defines its name, or has none of its numbers.
    pub fn plan_of(&self, id: &CellId, exercise: &Exercise) -> Option<Plan> {
        let cell = self.program.cells.get(*self.program.definitions.get(&exercise.of)?)?;
        let plan = Plan {
            cell: cell.cell.id.clone(),
            slice: exercise.slice,
            blanks: exercise.blanks.clone(),
            base2: exercise.base2,
            asked_by: Some(id.clone()),
        };
        plan.can_begin(&self.run).then_some(plan)
    }

    pub(super) fn practise(&mut self, msg: PracticeMsg) {
        let (program, run) = (self.program.clone(), self.run.clone());
        let practice = &mut self.session.practice;
        practice.opening = self.history.opening();
        if let Some(attempt) = practice.attempt.as_mut() {
            let attempt = Rc::make_mut(attempt);
            let (program, run) = (&*program, &*run);
            match &msg {
                PracticeMsg::Entered(index) => attempt.attend(program, run, *index),
                PracticeMsg::Answered(index, text) => attempt.answer(*index, text.clone()),
                PracticeMsg::Checked(index) => attempt.check(program, run, *index),
                PracticeMsg::HintAsked(index) => attempt.hint(program, run, *index),
                PracticeMsg::GivenUp(index) => attempt.give_up(program, run, *index),
                PracticeMsg::BaseSwitched(base2) => {
                    attempt.plan.base2 = *base2;
                    attempt.refresh(program, run);
                }
                PracticeMsg::Ended => attempt.ended = true,
                _ => {}
            }
        }
        match msg {
            PracticeMsg::Planned(plan) => practice.plan = Some(Rc::new(plan)),
            PracticeMsg::PlanDropped => practice.plan = None,
            PracticeMsg::Picked(row, column) => practice.pick((row, column)),
            PracticeMsg::Begun(plan) => self.begin(plan),
            PracticeMsg::Again => {
                if let Some(attempt) = practice.attempt.clone() {
                    self.begin(again(&attempt));
                }
            }
            PracticeMsg::Done => practice.attempt = None,
            PracticeMsg::Guessed(cell, guess) => {
                Rc::make_mut(practice.prospects.entry(cell).or_default()).guess = guess;
            }
            PracticeMsg::Revealed(cell) => {
                Rc::make_mut(practice.prospects.entry(cell).or_default()).revealed = true;
            }
            PracticeMsg::AskedAgain(cell) => {
                practice.prospects.remove(&cell);
            }
            _ => {}
        }
    }

    fn begin(&mut self, mut plan: Plan) {
        let practice = &mut self.session.practice;
        if let Blanks::Random { seed, .. } = &mut plan.blanks {
            // An exercise of the notebook has a seed of its own the first time.
            *seed = seed.wrapping_add(practice.begun);
        }
        if let Some(attempt) = Attempt::begin(&self.program, &self.run, plan) {
            practice.begun += 1;
            practice.plan = None;
            practice.attempt = Some(Rc::new(attempt));
            // What was explained of the cell would be told on.
            let cell = practice.attempt.as_ref().map(|attempt| &attempt.plan.cell);
            if self.session.inspection.number().map(|number| &number.cell) == cell {
                self.session.inspection.trail.clear();
            }
        }
    }

    /// Takes over the answers to the questions of the present notebook.
    pub(super) fn answered(&mut self, prospects: BTreeMap<CellId, Rc<Prospect>>) {
        let practice = &mut self.session.practice;
        practice.opening = self.history.opening();
        practice.prospects = prospects;
    }

    /// Drops what is no longer there, after an edit, and keeps the right answers in step with the numbers.
    pub(super) fn settle_practice(&mut self) {
        if self.session.practice.opening != self.history.opening() {
            self.session.practice = Practice::default();
            return;
        }
        let (program, run) = (self.program.clone(), self.run.clone());
        let document = self.document().clone();
        let practice = &mut self.session.practice;
        if let Some(attempt) = practice.attempt.as_mut()
            && !Rc::make_mut(attempt).refresh(&program, &run)
        {
            practice.attempt = None;
        }
        let computed = |id: &CellId| {
            let kind = document.cell(id).map(|(_, cell)| &cell.kind);
            matches!(kind, Some(CellKind::Formula { .. }))
        };
        practice.plan = practice.plan.take().filter(|plan| computed(&plan.cell));
        practice.prospects.retain(|id, _| document.cell(id).is_some());
    }
}

impl Practice {
    fn pick(&mut self, place: (usize, usize)) {
        let Some(plan) = self.plan.as_mut() else { return };
        if let Blanks::Chosen(places) = &mut Rc::make_mut(plan).blanks {
            match places.iter().position(|other| *other == place) {
                Some(at) => {
                    places.remove(at);
                }
                None => places.push(place),
            }
        }
    }
}

/// As many other numbers of the same grid; all, where it was all.
fn again(attempt: &Attempt) -> Plan {
    let blanks = match attempt.plan.blanks {
        Blanks::All => Blanks::All,
        Blanks::Random { count, seed } => Blanks::Random { count, seed },
        Blanks::Row(_) | Blanks::Chosen(_) => Blanks::Random { count: attempt.blanks.len(), seed: 0 },
    };
    Plan { blanks, ..attempt.plan.clone() }
}
