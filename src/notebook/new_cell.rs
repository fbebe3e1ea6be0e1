//! Cells as they are before anything is typed into them.

use std::rc::Rc;

use super::{
    Answer, Blanks, Cell, CellKind, Dimension, Document, Exercise, Matrix, Phrase, Prediction, Sentence,
    Slider,
};

/// What kind of cell is to be new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewCell {
    /// An empty formula.
    Formula,
    /// Zeros over the first two dimensions.
    Matrix,
    /// Over the first two dimensions, whose items it makes its tokens.
    Sentence,
    /// From 0 to 10.
    Slider,
    /// Off.
    Switch,
    /// No words yet.
    Text,
    /// Three numbers of a formula.
    Exercise,
    /// A question with two choices.
    Predict,
    /// The cost laboratory.
    Laboratory,
}

impl NewCell {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Formula,
        Self::Matrix,
        Self::Sentence,
        Self::Slider,
        Self::Switch,
        Self::Text,
        Self::Exercise,
        Self::Predict,
        Self::Laboratory,
    ];

    /// Its key, as in the files of notebooks.
    pub fn key(self) -> &'static str {
        match self {
            Self::Formula => "formula",
            Self::Matrix => "matrix",
            Self::Sentence => "sentence",
            Self::Slider => "slider",
            Self::Switch => "switch",
            Self::Text => "text",
            Self::Exercise => "exercise",
            Self::Predict => "predict",
            Self::Laboratory => "laboratory",
        }
    }

    /// The cell in a document, which has a dimension at least; an exercise is about the formula `of`.
    pub fn make(self, document: &Document, of: &str) -> Cell {
        let name = |name: &str| document.free_name(name).into();
        let kind = match self {
            Self::Formula => CellKind::Formula { source: "".into() },
            Self::Matrix => matrix(document),
            Self::Sentence => sentence(document),
            Self::Slider => CellKind::Slider(Slider {
                name: name("t"),
                value: 1.0,
                minimum: 0.0,
                maximum: 10.0,
                step: 0.1,
            }),
            Self::Switch => CellKind::Switch { name: name("on"), value: false },
            Self::Text => CellKind::Text { text: Phrase::default() },
            Self::Exercise => CellKind::Exercise(Exercise {
                text: Phrase::default(),
                of: of.into(),
                slice: 0,
                blanks: Blanks::Random { count: 3, seed: 1 },
                base2: false,
            }),
            Self::Predict => CellKind::Predict(Prediction {
                question: Phrase::default(),
                answer: Answer::Choice { choices: vec![Phrase::default(); 2], right: 0 },
                reveal: Phrase::default(),
            }),
            Self::Laboratory => CellKind::Laboratory,
        };
        Cell::new(document.free_id(), kind)
    }
}

fn matrix(document: &Document) -> CellKind {
    let dimension = |index: usize| document.dimensions.get(index).or(document.dimensions.first());
    let (rows, columns) = (dimension(0), dimension(1));
    let size = |dimension: Option<&Rc<Dimension>>| dimension.map_or(0, |dimension| dimension.size());
    let name =
        |dimension: Option<&Rc<Dimension>>| dimension.map_or("".into(), |dimension| dimension.name.clone());
    CellKind::Matrix(Matrix {
        name: document.free_name("B").into(),
        rows: name(rows),
        columns: name(columns),
        values: Rc::new(vec![vec![0.0; size(columns)]; size(rows)]),
    })
}

fn sentence(document: &Document) -> CellKind {
    let name =
        |index: usize| document.dimensions.get(index).map_or("".into(), |dimension| dimension.name.clone());
    CellKind::Sentence(Sentence::over(document, document.free_name("X").into(), name(0), name(1)))
}
