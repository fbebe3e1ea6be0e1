//! The cells of a notebook.

use std::rc::Rc;

use super::{Exercise, Phrase, Prediction, Sentence};
use crate::formula::target;

/// What names a cell for good: it stays when the cell moves or is renamed.
pub type CellId = Rc<str>;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Unique in its notebook.
    pub id: CellId,
    /// What it holds.
    pub kind: CellKind,
    /// A sentence under the cell.
    pub note: Option<Phrase>,
    /// What a lecturer says here, in Markdown: who presents the notebook sees it, and nobody else.
    pub speaker_notes: Option<Phrase>,
    /// Whether it stands to the right of the cell before it, where there is room.
    pub beside: bool,
    /// Whether only its first line is shown; of a heading, the cells under it neither.
    pub folded: bool,
    /// A drawing of the result, beside its numbers.
    pub chart: Option<Chart>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum CellKind {
    /// Words.
    Text {
        /// In Markdown.
        text: Phrase,
    },
    /// A matrix of typed numbers.
    Matrix(Matrix),
    /// A sentence, whose tokens are the rows of a matrix.
    Sentence(Sentence),
    /// A number between two bounds.
    Slider(Slider),
    /// 0 or 1.
    Switch {
        /// The name in formulas.
        name: Rc<str>,
        /// Off is 0, on is 1.
        value: bool,
    },
    /// `NAME = expression`
    Formula {
        /// The text, as typed.
        source: Rc<str>,
    },
    /// Numbers to be filled in.
    Exercise(Exercise),
    /// The cost laboratory.
    Laboratory,
    /// A question to be answered before looking.
    Predict(Prediction),
}

/// A matrix of typed numbers; its size is that of its two dimensions.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// The name in formulas.
    pub name: Rc<str>,
    /// The dimension that its rows run over.
    pub rows: Rc<str>,
    /// The dimension that its columns run over.
    pub columns: Rc<str>,
    /// The numbers, row by row.
    pub values: Rc<Vec<Vec<f64>>>,
}

/// A number between two bounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Slider {
    /// The name in formulas.
    pub name: Rc<str>,
    /// The number.
    pub value: f64,
    /// The least it can be.
    pub minimum: f64,
    /// The most it can be.
    pub maximum: f64,
    /// The distance between two stops.
    pub step: f64,
}

/// A drawing of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chart {
    /// One coloured square for each number.
    Heatmap,
}

impl Cell {
    /// A cell below the one before it, without a note.
    pub fn new(id: CellId, kind: CellKind) -> Self {
        Self { id, kind, note: None, speaker_notes: None, beside: false, folded: false, chart: None }
    }

    /// The name that the cell gives to its value, where its text does not have to be parsed for it.
    pub fn name(&self) -> Option<&Rc<str>> {
        match &self.kind {
            CellKind::Matrix(matrix) => Some(&matrix.name),
            CellKind::Sentence(sentence) => Some(&sentence.name),
            CellKind::Slider(slider) => Some(&slider.name),
            CellKind::Switch { name, .. } => Some(name),
            CellKind::Text { .. }
            | CellKind::Formula { .. }
            | CellKind::Exercise(_)
            | CellKind::Laboratory
            | CellKind::Predict(_) => None,
        }
    }

    /// Whether numbers can be typed into its grid.
    pub fn takes_numbers(&self) -> bool {
        match &self.kind {
            CellKind::Matrix(_) => true,
            CellKind::Sentence(sentence) => sentence.is_table(),
            _ => false,
        }
    }

    /// The name that the cell gives or is about to give: that of a formula as its text has it, whether it parses or
    /// not.
    pub fn written_name(&self) -> Option<&str> {
        match &self.kind {
            CellKind::Formula { source } => target(source),
            _ => self.name().map(|name| &**name),
        }
    }

    /// The same cell holding something else.
    #[must_use]
    pub fn with_kind(&self, kind: CellKind) -> Self {
        Self { kind, ..self.clone() }
    }
}

impl Slider {
    /// Whether the bounds are finite and in order, the step leads somewhere, and the number lies between the bounds.
    pub fn is_sound(&self) -> bool {
        let finite = [self.minimum, self.maximum, self.step].into_iter().all(f64::is_finite);
        let ordered = self.minimum < self.maximum && self.step > 0.0;
        finite && ordered && (self.minimum..=self.maximum).contains(&self.value)
    }

    /// The value brought between the bounds.
    pub fn clamp(&self, value: f64) -> f64 {
        value.max(self.minimum).min(self.maximum)
    }
}
