//! How a notebook is looked at, as one window says it to another: small, and with nothing in it that the other finds by
//! itself.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{
    AMPLITUDES, Attempt, CellDetails, Grain, Guess, Number, Plan, Prospect, Standing, Wiggle, attempt,
};
use crate::{
    formula::NodeId,
    notebook::{
        CellId,
        limits::{MAX_BLANKS, MAX_CELLS, MAX_SIDE, MAX_STACK, MAX_VOCABULARY},
    },
    plot::Theme,
    value::Position,
};

/// Bytes of an id, a language's tag, a typed answer.
const MAX_WORD: usize = 1000;

fn is_short(text: &str) -> bool {
    text.len() <= MAX_WORD
}

/// A number: its cell, the node of its formula, its place.
pub type Asked = (CellId, Option<NodeId>, Position);

/// How a notebook is looked at.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scene {
    /// The tag of the language.
    pub language: String,
    /// Whether the ground is dark.
    pub dark: bool,
    /// The cells that are shown.
    pub cells: Vec<CellId>,
    /// The key of what a step computes.
    pub grain: String,
    /// How many steps are done, where somebody steps.
    pub step: Option<usize>,
    /// The number that is explained: its cell, the node of its formula, its place.
    pub asked: Option<Asked>,
    /// What was answered to the questions.
    pub answers: Vec<Given>,
    /// What covers the screen.
    pub blank: Option<Blank>,
    /// Where the pointer is, while it is to be seen.
    pub spot: Option<Spot>,
    /// How far what is too long for the screen is scrolled, from 0 to 1.
    pub scrolled: f64,
    /// Whether shapes are written under symbols.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub shapes: bool,
    /// The cells that a teacher has covered, locked or left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub standings: Vec<(CellId, Standing)>,
    /// What is open in the cells that are shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<(CellId, Rc<CellDetails>)>,
    /// Which of the notebooks that were pinned the present results are compared with, as the window counts them that
    /// pins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<u64>,
    /// The number that is moved to and fro.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Moved>,
    /// The exercise that is being done, or has just ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exercise: Option<Exercised>,
}

/// A screen without anything on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Blank {
    /// Black.
    Black,
    /// White.
    White,
}

/// The pointer, over a cell: two windows of other sizes show the cell elsewhere.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// The cell.
    pub cell: CellId,
    /// Which of the numbers of the cell it is on.
    pub number: Option<usize>,
    /// How far it is to the right in the cell or on the number: from 0 to 1.
    pub x: f64,
    /// How far down.
    pub y: f64,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// The question.
    pub cell: CellId,
    /// The choice.
    pub choice: Option<usize>,
    /// The number, as typed.
    pub number: Option<String>,
    /// Whether the right answer is shown.
    pub revealed: bool,
}

/// A number that is moved to and fro. What it is without that, the notebook says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// The matrix or slider.
    pub cell: CellId,
    /// Its row and column.
    pub at: (usize, usize),
    /// How far it is moved to each side; one of [`AMPLITUDES`].
    pub amplitude: f64,
    /// Where it is, from −1 to 1.
    pub position: f64,
}

/// An exercise: what is asked for, and what has been filled in. The right answers are where the notebook is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercised {
    /// The computed cell.
    pub cell: CellId,
    /// The member of a stack.
    pub slice: usize,
    /// Whether softmax is done with powers of 2.
    pub base2: bool,
    /// The exercise of the notebook that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<CellId>,
    /// The numbers, in reading order.
    pub blanks: Vec<attempt::Blank>,
    /// The one that the learner is at.
    pub current: usize,
    /// The one that was checked last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<usize>,
    /// Whether the summary is shown.
    pub ended: bool,
}

impl Scene {
    pub(super) fn is_sound(&self) -> bool {
        let within = |part: f64| (0.0..=1.0).contains(&part);
        let spot =
            self.spot.as_ref().is_none_or(|spot| is_short(&spot.cell) && within(spot.x) && within(spot.y));
        let given = |given: &Given| is_short(&given.cell) && given.number.as_deref().is_none_or(is_short);
        is_short(&self.language)
            && is_short(&self.grain)
            && self.cells.len().max(self.answers.len()) <= MAX_CELLS
            && self.cells.iter().all(|cell| is_short(cell))
            && self.answers.iter().all(given)
            && self.asked.as_ref().is_none_or(|(cell, ..)| is_short(cell))
            && spot
            && within(self.scrolled)
            && self.details.len().max(self.standings.len()) <= MAX_CELLS
            && self.standings.iter().all(|(cell, _)| is_short(cell))
            && self.details.iter().all(|(cell, details)| is_short(cell) && details.is_sound())
            && self.moved.as_ref().is_none_or(Moved::is_sound)
            && self.exercise.as_ref().is_none_or(Exercised::is_sound)
    }

    /// The ground.
    pub fn theme(&self) -> Theme {
        if self.dark { Theme::Dark } else { Theme::Light }
    }

    /// What a step computes, and how many are done.
    pub fn step(&self) -> (Grain, Option<usize>) {
        (Grain::of_key(&self.grain).unwrap_or_default(), self.step)
    }

    /// The number that is explained.
    pub fn number(&self) -> Option<Number> {
        let (cell, node, at) = self.asked.clone()?;
        Some(Number { cell, node, at })
    }

    /// The answers to the questions.
    pub fn prospects(&self) -> Vec<(CellId, Prospect)> {
        let prospect = |given: &Given| {
            let guess = match (given.choice, &given.number) {
                (Some(choice), _) => Guess::Choice(choice),
                (None, Some(number)) => Guess::Number(number.clone()),
                (None, None) => Guess::None,
            };
            (given.cell.clone(), Prospect { guess, revealed: given.revealed })
        };
        self.answers.iter().map(prospect).collect()
    }
}

impl Given {
    /// An answer to a question.
    pub fn of(cell: &CellId, prospect: &Prospect) -> Self {
        let (choice, number) = match &prospect.guess {
            Guess::None => (None, None),
            Guess::Choice(choice) => (Some(*choice), None),
            Guess::Number(number) => (None, Some(number.chars().take(MAX_WORD / 4).collect())),
        };
        Self { cell: cell.clone(), choice, number, revealed: prospect.revealed }
    }
}

impl Moved {
    /// A number that is moved.
    pub fn of(wiggle: &Wiggle) -> Self {
        let Wiggle { at, amplitude, position, .. } = *wiggle;
        Self { cell: wiggle.cell.clone(), at, amplitude, position }
    }

    fn is_sound(&self) -> bool {
        is_short(&self.cell)
            && self.at.0.max(self.at.1) < MAX_VOCABULARY
            && AMPLITUDES.contains(&self.amplitude)
            && (-1.0..=1.0).contains(&self.position)
    }
}

impl Exercised {
    /// An attempt, without its answers.
    pub fn of(attempt: &Attempt) -> Self {
        let Plan { cell, slice, base2, asked_by, .. } = attempt.plan.clone();
        let typed = |blank: &attempt::Blank| {
            let text = blank.text.chars().take(MAX_WORD / 4).collect();
            attempt::Blank { text, ..blank.clone() }
        };
        let blanks = attempt.blanks.iter().map(typed).collect();
        let Attempt { current, checked, ended, .. } = *attempt;
        Self { cell, slice, base2, asked_by, blanks, current, checked, ended }
    }

    fn is_sound(&self) -> bool {
        let blank = |blank: &attempt::Blank| blank.at.0.max(blank.at.1) < MAX_SIDE && is_short(&blank.text);
        let in_order = self.blanks.is_sorted_by(|one, next| one.at < next.at);
        let count = self.blanks.len();
        is_short(&self.cell)
            && self.asked_by.as_deref().is_none_or(is_short)
            && self.slice < MAX_STACK
            && (1..=MAX_BLANKS).contains(&count)
            && self.current < count
            && self.checked.is_none_or(|checked| checked < count)
            && in_order
            && self.blanks.iter().all(blank)
    }
}
