//! One run of an exercise: numbers of a computed cell blanked out, and what the learner fills in.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{
    audience::Exercised,
    hint::{Hint, hint_before, hints_of},
    plan::{MOST_PLACES, Plan, Subject, places, subject},
};
use crate::{
    formula::NodeId,
    notebook::{Blanks, CellKind, Entry, Explainer, Program, Run},
    ops::explanation::Operand,
    value::Array,
};

/// An answer this near to a number is right; for numbers over 1, one this near in proportion.
pub const NEAR: f64 = 0.01;

/// Whether an answer is right, to what a person can do by hand: within 0.01, or within 1 % of larger numbers.
pub fn fits(answer: f64, expected: f64) -> bool {
    // What is 0.01 away in decimals may be a rounding of f64 further.
    const ROUNDING: f64 = 1e-9;
    let room = NEAR * expected.abs().max(1.0) * (1.0 + ROUNDING);
    (answer.is_infinite() && answer.to_bits() == expected.to_bits())
        || (expected.is_finite() && (answer - expected).abs() <= room)
}

/// How an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Not checked as it is.
    Open,
    /// It is no number.
    Unread,
    /// Another number.
    Wrong,
    /// Near enough.
    Right,
    /// The number was shown.
    Shown,
}

impl Verdict {
    /// Whether there is nothing left to do.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Right | Self::Shown)
    }

    /// A stable name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Unread | Self::Wrong => "wrong",
            Self::Right => "right",
            Self::Shown => "shown",
        }
    }
}

/// A number to be filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    /// Row and column.
    pub at: (usize, usize),
    /// As typed.
    pub text: String,
    /// How often a number was checked.
    pub tries: usize,
    /// How many steps were shown.
    pub hints: usize,
    /// How the answer stands.
    pub verdict: Verdict,
}

/// An array that equals another only if it is the same allocation.
#[derive(Debug, Clone)]
pub struct Values(pub Rc<Array>);

impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// An exercise that is being done, or has just ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// What was begun.
    pub plan: Plan,
    /// Its numbers, in reading order.
    pub blanks: Vec<Blank>,
    /// The one that the learner is at.
    pub current: usize,
    /// The one that was checked last.
    pub checked: Option<usize>,
    /// The steps to the one that the learner is at, of which [`Blank::hints`] are shown.
    pub steps: Vec<Hint>,
    /// The right answers: the cell's value, or what it would be with powers of 2.
    pub values: Values,
    /// Whether the cell is a softmax, so that powers of 2 can be taken.
    pub is_softmax: bool,
    /// Whether the summary is shown.
    pub ended: bool,
    pub(super) root: Option<NodeId>,
}

/// How an exercise went: how many numbers were filled in in which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Right at once, without a hint.
    pub at_once: usize,
    /// Right in the end.
    pub later: usize,
    /// Shown.
    pub shown: usize,
    /// Left open.
    pub open: usize,
}

impl Attempt {
    /// Begins; `None` where the cell is not there, is typed, has no value now, or nothing in it can be asked for.
    pub fn begin(program: &Program, run: &Run, plan: Plan) -> Option<Self> {
        let mut attempt = Self::planned(program, run, plan)?;
        attempt.attend(program, run, 0);
        Some(attempt)
    }

    /// The same attempt as in another window; `None` where its numbers are not here, or are not to be asked for.
    pub(super) fn told(program: &Program, run: &Run, told: &Exercised) -> Option<Self> {
        let places: Vec<_> = told.blanks.iter().map(|blank| blank.at).collect();
        let Exercised { cell, slice, base2, asked_by, .. } = told.clone();
        let plan = Plan { cell, slice, blanks: Blanks::Chosen(places), base2, asked_by };
        let mut attempt = Self::planned(program, run, plan)?;
        let here = attempt.blanks.iter().map(|blank| blank.at);
        if !here.eq(told.blanks.iter().map(|blank| blank.at)) {
            return None;
        }
        attempt.blanks.clone_from(&told.blanks);
        (attempt.checked, attempt.ended) = (told.checked, told.ended);
        attempt.attend(program, run, told.current);
        Some(attempt)
    }

    /// Before the learner has gone to a blank.
    fn planned(program: &Program, run: &Run, plan: Plan) -> Option<Self> {
        let Subject { values, is_softmax, root } = subject(program, run, &plan)?;
        let places = places(&values, &plan);
        let blank = |at| Blank { at, text: String::new(), tries: 0, hints: 0, verdict: Verdict::Open };
        let blanks: Vec<Blank> = places.into_iter().map(blank).collect();
        let base2 = plan.base2 && is_softmax;
        let attempt = Self {
            plan: Plan { base2, ..plan },
            blanks,
            current: 0,
            checked: None,
            steps: Vec::new(),
            values: Values(values),
            is_softmax,
            ended: false,
            root,
        };
        (!attempt.blanks.is_empty()).then_some(attempt)
    }

    /// The rows that are drawn: all, or those with blanks where there are too many.
    pub fn rows(&self) -> Vec<usize> {
        let (_, rows, columns) = self.values.0.shape().view();
        if rows * columns <= MOST_PLACES {
            return (0..rows).collect();
        }
        let mut rows: Vec<usize> = self.blanks.iter().map(|blank| blank.at.0).collect();
        rows.dedup();
        rows
    }

    /// The blank at a place.
    pub fn blank_at(&self, row: usize, column: usize) -> Option<(usize, &Blank)> {
        let at = self.blanks.binary_search_by(|blank| blank.at.cmp(&(row, column))).ok()?;
        Some((at, self.blanks.get(at)?))
    }

    /// The right answer of a place.
    pub fn expected(&self, (row, column): (usize, usize)) -> f64 {
        self.values.0.get(self.plan.slice, row, column).unwrap_or(f64::NAN)
    }

    /// How many blanks are left.
    pub fn left(&self) -> usize {
        self.blanks.iter().filter(|blank| !blank.verdict.is_closed()).count()
    }

    /// The steps that are shown of the number that the learner is at.
    pub fn hints(&self) -> &[Hint] {
        let shown = self.blanks.get(self.current).map_or(0, |blank| blank.hints);
        self.steps.get(..shown.min(self.steps.len())).unwrap_or_default()
    }

    /// How it went.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for blank in &self.blanks {
            *match blank.verdict {
                Verdict::Right if blank.tries == 1 && blank.hints == 0 => &mut summary.at_once,
                Verdict::Right => &mut summary.later,
                Verdict::Shown => &mut summary.shown,
                Verdict::Open | Verdict::Unread | Verdict::Wrong => &mut summary.open,
            } += 1;
        }
        summary
    }

    /// The blank that arrow keys lead to from one: on the same line the next, else the nearest of the next line.
    pub fn beside(&self, from: usize, rows: isize, columns: isize) -> Option<usize> {
        let start = self.blanks.get(from)?.at;
        let far = |at: (usize, usize)| {
            let apart = |here: usize, there: usize| there as isize - here as isize;
            let (down, right) = (apart(start.0, at.0), apart(start.1, at.1));
            let ahead = if rows == 0 { right * columns } else { down * rows };
            let aside = if rows == 0 { down } else { right };
            (ahead > 0 && (rows != 0 || aside == 0)).then_some((ahead, aside.abs()))
        };
        let all = self.blanks.iter().enumerate();
        all.filter_map(|(index, blank)| Some((far(blank.at)?, index))).min().map(|(_, index)| index)
    }

    /// The learner goes to a blank.
    pub(super) fn attend(&mut self, program: &Program, run: &Run, index: usize) {
        let Some(blank) = self.blanks.get(index) else { return };
        let name = program.cells.iter().find(|cell| cell.cell.id == self.plan.cell);
        let explainer = Explainer::new(program, run);
        let at = (self.plan.slice, blank.at.0, blank.at.1);
        let found = name.and_then(|cell| explainer.explain(cell.name.as_ref()?, None, at));
        // A number may be made of others that are asked for too, and hints would tell them.
        let is_open = |operand: &Operand| {
            let (slice, row, column) = operand.at;
            let blank = self.blank_at(row, column).filter(|_| slice == self.plan.slice);
            operand.argument == Operand::OWN && blank.is_some_and(|(_, blank)| !blank.verdict.is_closed())
        };
        let steps = found.map(|found| match found.explanation.operands().into_iter().find(is_open) {
            Some(open) => vec![hint_before(&explainer, &found, &open)],
            None => hints_of(&explainer, &found, self.plan.base2),
        });
        self.steps = steps.unwrap_or_default();
        self.current = index;
    }

    /// Something was typed.
    pub(super) fn answer(&mut self, index: usize, text: String) {
        if let Some(blank) = self.blanks.get_mut(index).filter(|blank| !blank.verdict.is_closed()) {
            blank.verdict = Verdict::Open;
            blank.text = text;
        }
    }

    /// The answer is looked at. A right one leads to the next open blank, a wrong one to a further step.
    pub(super) fn check(&mut self, program: &Program, run: &Run, index: usize) {
        self.attend(program, run, index);
        let Some(blank) = self.blanks.get(index) else { return };
        if blank.verdict.is_closed() {
            return self.go_on(program, run, index);
        }
        let expected = self.expected(blank.at);
        let verdict = match Entry::read(&blank.text) {
            _ if blank.text.trim().is_empty() => return self.go_on(program, run, index),
            Entry::Number(answer) if fits(answer, expected) => Verdict::Right,
            Entry::Number(_) => Verdict::Wrong,
            Entry::Unfinished | Entry::Wrong => Verdict::Unread,
        };
        let most = self.steps.len();
        let Some(blank) = self.blanks.get_mut(index) else { return };
        blank.verdict = verdict;
        blank.tries += usize::from(verdict != Verdict::Unread);
        self.checked = Some(index);
        match verdict {
            Verdict::Wrong => blank.hints = (blank.hints + 1).min(most),
            Verdict::Right => self.go_on(program, run, index),
            _ => {}
        }
    }

    /// A further step.
    pub(super) fn hint(&mut self, program: &Program, run: &Run, index: usize) {
        self.attend(program, run, index);
        let most = self.steps.len();
        if let Some(blank) = self.blanks.get_mut(index).filter(|blank| !blank.verdict.is_closed()) {
            blank.hints = (blank.hints + 1).min(most);
        }
    }

    /// The number is shown.
    pub(super) fn give_up(&mut self, program: &Program, run: &Run, index: usize) {
        if let Some(blank) = self.blanks.get_mut(index).filter(|blank| !blank.verdict.is_closed()) {
            blank.verdict = Verdict::Shown;
            self.checked = Some(index);
            self.go_on(program, run, index);
        }
    }

    /// To the next open blank, around the end; with none left, to the summary.
    fn go_on(&mut self, program: &Program, run: &Run, from: usize) {
        let count = self.blanks.len();
        let open = |index: &usize| self.blanks.get(*index).is_some_and(|blank| !blank.verdict.is_closed());
        match (1..=count).map(|by| (from + by) % count).find(open) {
            Some(next) => self.attend(program, run, next),
            None => self.ended = true,
        }
    }

    /// The numbers of the notebook may have changed, or the base: what was right need not be so any more, and is then
    /// open again. Says whether the exercise can go on; while the cell is broken it waits.
    pub(super) fn refresh(&mut self, program: &Program, run: &Run) -> bool {
        let there = run.results.iter().find(|result| result.cell.id == self.plan.cell);
        if !there.is_some_and(|result| matches!(result.cell.kind, CellKind::Formula { .. })) {
            return false;
        }
        let Some(subject) = subject(program, run, &self.plan) else { return true };
        let (slices, ..) = subject.values.shape().view();
        let before = std::mem::replace(&mut self.values, Values(subject.values));
        (self.is_softmax, self.root) = (subject.is_softmax, subject.root);
        self.plan.base2 &= subject.is_softmax;
        let slice = self.plan.slice;
        let after = self.values.0.clone();
        let number = |array: &Array, at: (usize, usize)| array.get(slice, at.0, at.1);
        self.blanks.retain(|blank| number(&after, blank.at).is_some_and(|value| !value.is_nan()));
        let same = |x: Option<f64>, y: Option<f64>| x.map(f64::to_bits) == y.map(f64::to_bits);
        for blank in self.blanks.iter_mut().filter(|_| !self.ended) {
            let expected = number(&after, blank.at);
            if !same(number(&before.0, blank.at), expected) {
                let right = match Entry::read(&blank.text) {
                    Entry::Number(answer) => expected.is_some_and(|expected| fits(answer, expected)),
                    _ => false,
                };
                match blank.verdict {
                    Verdict::Right if !right => blank.verdict = Verdict::Open,
                    Verdict::Wrong => blank.verdict = Verdict::Open,
                    _ => {}
                }
            }
        }
        self.checked = self.checked.filter(|index| *index < self.blanks.len());
        if slice >= slices || self.blanks.is_empty() {
            return false;
        }
        self.attend(program, run, self.current.min(self.blanks.len() - 1));
        true
    }
}
