//! Every edit of a notebook, as data.

use std::rc::Rc;

use super::{Cell, CellId, Chart, Embedding, Exercise, Prediction, limits::Limit};

/// An edit.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// One number of a matrix.
    SetNumber {
        /// The matrix.
        cell: CellId,
        /// From 0.
        row: usize,
        /// From 0.
        column: usize,
        /// Not NaN.
        value: f64,
    },
    /// Numbers of one row of a matrix.
    SetVector {
        /// The matrix.
        cell: CellId,
        /// From 0.
        row: usize,
        /// Each with its column, from 0; none is NaN.
        numbers: Vec<(usize, f64)>,
    },
    /// A block of numbers, from a place down and to the right. Dimensions grow where the block reaches over the edge.
    SetBlock {
        /// The matrix.
        cell: CellId,
        /// The first row of the block.
        row: usize,
        /// The first column of the block.
        column: usize,
        /// The numbers, row by row.
        values: Vec<Vec<f64>>,
    },
    /// The number of a slider, brought between its bounds.
    SetSlider {
        /// The slider.
        cell: CellId,
        /// The number.
        value: f64,
    },
    /// The state of a switch.
    SetSwitch {
        /// The switch.
        cell: CellId,
        /// On or off.
        value: bool,
    },
    /// The text of a formula.
    SetSource {
        /// The formula.
        cell: CellId,
        /// As typed.
        source: String,
    },
    /// The words of a text cell.
    SetText {
        /// The text cell.
        cell: CellId,
        /// The language it is in, where there is one for each.
        language: Rc<str>,
        /// As typed.
        text: String,
    },
    /// The text of a sentence and its tokens, which every matrix over them follows: rows of tokens that stay are kept.
    SetSentence {
        /// The sentence.
        cell: CellId,
        /// As typed.
        text: String,
        /// The tokens in order, at least one.
        tokens: Vec<String>,
    },
    /// Where the numbers of a sentence come from.
    SetEmbedding {
        /// The sentence.
        cell: CellId,
        /// With the seed, where they are drawn.
        embedding: Embedding,
    },
    /// The name of a matrix, sentence, slider or switch.
    RenameCell {
        /// The cell.
        cell: CellId,
        /// The new name.
        name: String,
    },
    /// The dimensions that a matrix or sentence runs over. It keeps what lies within both the old size and the new.
    SetDimensions {
        /// The matrix.
        cell: CellId,
        /// The dimension of its rows.
        rows: Rc<str>,
        /// The dimension of its columns.
        columns: Rc<str>,
    },
    /// The label of one place of a dimension.
    RenameItem {
        /// The dimension.
        dimension: Rc<str>,
        /// From 0.
        index: usize,
        /// The new label.
        label: String,
    },
    /// A new place in a dimension; every matrix over it gets zeros there.
    InsertItem {
        /// The dimension.
        dimension: Rc<str>,
        /// Where the new place will be.
        index: usize,
    },
    /// A place of a dimension and what every matrix holds there go.
    RemoveItem {
        /// The dimension.
        dimension: Rc<str>,
        /// From 0; one place always stays.
        index: usize,
    },
    /// A new cell.
    InsertCell {
        /// Where it will be.
        index: usize,
        /// The cell; its id is free, and a matrix is as large as its dimensions.
        cell: Box<Cell>,
    },
    /// A cell goes.
    RemoveCell {
        /// The cell.
        cell: CellId,
    },
    /// A cell to another place.
    MoveCell {
        /// The cell.
        cell: CellId,
        /// Where it will be.
        index: usize,
    },
    /// A cell and those after it that belong to it, to another place.
    MoveSection {
        /// The first of them.
        cell: CellId,
        /// How many they are.
        count: usize,
        /// Where the first will be among the others.
        index: usize,
    },
    /// A copy of a cell, with an id and a name of its own, in a row of its own.
    DuplicateCell {
        /// The cell.
        cell: CellId,
        /// Where the copy will be.
        index: usize,
    },
    /// Whether a cell stands to the right of the one before it.
    SetBeside {
        /// The cell.
        cell: CellId,
        /// Whether it does.
        beside: bool,
    },
    /// Whether only the first line of a cell is shown.
    SetFolded {
        /// The cell.
        cell: CellId,
        /// Whether it is.
        folded: bool,
    },
    /// The drawing of a formula's result.
    SetChart {
        /// The formula.
        cell: CellId,
        /// `None` for none.
        chart: Option<Chart>,
    },
    /// The sentence under a cell.
    SetNote {
        /// The cell.
        cell: CellId,
        /// The language it is in, where there is one for each.
        language: Rc<str>,
        /// As typed; an empty one goes.
        text: String,
    },
    /// What a lecturer says at a cell.
    SetSpeakerNotes {
        /// The cell.
        cell: CellId,
        /// The language it is in, where there is one for each.
        language: Rc<str>,
        /// As typed; an empty one goes.
        text: String,
    },
    /// The bounds of a slider; its number is brought between them.
    SetBounds {
        /// The slider.
        cell: CellId,
        /// Less than the maximum.
        minimum: f64,
        /// More than the minimum.
        maximum: f64,
        /// More than 0.
        step: f64,
    },
    /// What an exercise asks for.
    SetExercise {
        /// The exercise.
        cell: CellId,
        /// All of it.
        exercise: Box<Exercise>,
    },
    /// What a question asks, and what is right.
    SetPrediction {
        /// The question.
        cell: CellId,
        /// All of it.
        prediction: Box<Prediction>,
    },
    /// The title of the notebook.
    SetTitle {
        /// The language it is in, where there is one for each.
        language: Rc<str>,
        /// As typed.
        text: String,
    },
    /// A new size that matrices can run over.
    AddDimension {
        /// A free name.
        name: String,
        /// At least 1.
        size: usize,
    },
    /// The name of a dimension; matrices and formulas follow.
    RenameDimension {
        /// The dimension.
        dimension: Rc<str>,
        /// The new name.
        name: String,
    },
    /// A dimension that nothing uses goes.
    RemoveDimension {
        /// The dimension.
        dimension: Rc<str>,
    },
    /// Edits in turn, as one. Where one is refused, none is made.
    Several(Vec<Self>),
}

/// Why an edit was not made. Nothing changes then.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// The cell, row, column or dimension is not there (any more).
    Missing,
    /// Not a name, or too long for one.
    NotAName(String),
    /// Another cell, a dimension or an operation has the name.
    NameTaken(String),
    /// A dimension keeps at least one place.
    LastItem,
    /// Over a limit.
    Limit(Limit),
    /// A number that is not one.
    NotANumber,
    /// The minimum of a slider is not less than its maximum, or its step not more than 0.
    Bounds,
    /// Something uses the dimension.
    InUse(String),
    /// The dimension holds the tokens of a one-hot sentence, and follows them alone.
    OneHot {
        /// The dimension.
        dimension: String,
        /// The name of the sentence.
        sentence: String,
    },
    /// The dimension would have to follow two sentences, or be rows and columns of one.
    TwoUses(String),
    /// A teacher has locked the cell of this name; empty: the order of the cells.
    Locked(String),
}

impl Action {
    /// The key of the gesture that the edit belongs to; edits with equal keys are one step of undo. Edits without a key
    /// are steps of their own.
    pub fn gesture(&self) -> String {
        match self {
            Self::SetNumber { cell, row, column, .. } => format!("number {cell} {row} {column}"),
            Self::SetVector { cell, row, .. } => format!("vector {cell} {row}"),
            Self::SetSlider { cell, .. } => format!("slider {cell}"),
            Self::SetSource { cell, .. } => format!("source {cell}"),
            Self::SetText { cell, language, .. } => format!("text {cell} {language}"),
            Self::SetSentence { cell, .. } => format!("sentence {cell}"),
            Self::SetEmbedding { cell, embedding: Embedding::Random(_) } => format!("seed {cell}"),
            Self::RenameCell { cell, .. } => format!("name {cell}"),
            Self::RenameItem { dimension, index, .. } => format!("item {dimension} {index}"),
            Self::SetNote { cell, .. } => format!("note {cell}"),
            Self::SetSpeakerNotes { cell, .. } => format!("speaker {cell}"),
            Self::SetExercise { cell, .. } | Self::SetPrediction { cell, .. } => format!("form {cell}"),
            Self::SetTitle { .. } => "title".to_owned(),
            _ => String::new(),
        }
    }
}
