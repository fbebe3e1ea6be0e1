//! The file format: a notebook as JSON, versioned, and checked when it is read. `notebook.schema.json` says it to other
//! programs.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{
    Answer, AskedNumber, Blanks, Cell, CellKind, Chart, Dimension, Document, Embedding, Exercise, Matrix,
    Phrase, Prediction, Sentence, Slider, Word,
    limits::{MAX_CELLS, MAX_FILE},
    soundness::{check, check_sizes},
    wording::fill,
};

/// What the `format` field says.
pub const FORMAT: &str = "attention-notebook";
/// What the `version` field says; readers refuse a later one.
pub const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct NotebookFile {
    format: String,
    version: u32,
    #[serde(default)]
    title: Phrase,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    lesson: Option<Rc<str>>,
    #[serde(default)]
    dimensions: Vec<DimensionFile>,
    cells: Vec<CellFile>,
}

#[derive(Serialize, Deserialize)]
struct DimensionFile {
    name: Rc<str>,
    items: Vec<Phrase>,
}

/// A cell as it is written: its kind says which of the fields are there.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct CellFile {
    id: Rc<str>,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Rc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Phrase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Rc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Rc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<Rc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embedding: Option<Embedding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vocabulary: Option<Vec<WordFile>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Vec<Vec<Number>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Rc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slice: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blanks: Option<Blanks>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base2: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<Phrase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<Phrase>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<AskedNumber>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reveal: Option<Phrase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Phrase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker_notes: Option<Phrase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    beside: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    folded: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chart: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct WordFile {
    token: Phrase,
    values: Vec<Number>,
}

/// A number of a matrix. JSON has no infinity: it is written as `"inf"` and `"-inf"`.
#[derive(Clone, Copy)]
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            f64::INFINITY => serializer.serialize_str("inf"),
            f64::NEG_INFINITY => serializer.serialize_str("-inf"),
            number => serializer.serialize_f64(number),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Number;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a number, \"inf\" or \"-inf\"")
            }
            fn visit_f64<E>(self, number: f64) -> Result<Number, E> {
                Ok(Number(number))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Number, E> {
                Ok(Number(number as f64))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Number, E> {
                Ok(Number(number as f64))
            }
            fn visit_bool<E>(self, truth: bool) -> Result<Number, E> {
                Ok(Number(f64::from(u8::from(truth))))
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Number, E> {
                match text {
                    "inf" => Ok(Number(f64::INFINITY)),
                    "-inf" => Ok(Number(f64::NEG_INFINITY)),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodecError {
    /// Larger than any notebook is.
    TooLarge,
    /// Not JSON, or not of the format's form.
    Form(FormFault),
    /// Some other program's JSON.
    Format,
    /// Written by a later version of the page.
    Version(u32),
    /// The contents contradict themselves or go over a limit; the cell or dimension concerned.
    Contents(String),
}

/// Where a file is not of the format's form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormFault {
    /// The line, from 1; 0 where there is none.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What the reader of JSON says, for those who write files.
    pub said: String,
}

/// What every version of a file has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

impl Head {
    fn check(&self) -> Result<(), CodecError> {
        if self.format != FORMAT {
            return Err(CodecError::Format);
        }
        if self.version > VERSION { Err(CodecError::Version(self.version)) } else { Ok(()) }
    }
}

/// The notebook as JSON.
pub fn encode(document: &Document) -> String {
    let dimension = |dimension: &Rc<Dimension>| DimensionFile {
        name: dimension.name.clone(),
        items: dimension.items.clone(),
    };
    let file = NotebookFile {
        format: FORMAT.to_owned(),
        version: VERSION,
        title: document.title.clone(),
        lesson: document.lesson.clone(),
        dimensions: document.dimensions.iter().map(dimension).collect(),
        cells: document.cells.iter().map(|cell| write_cell(cell)).collect(),
    };
    serde_json::to_string(&file).unwrap_or_default()
}

/// Reads a notebook.
///
/// # Errors
/// A [`CodecError`]; a document that is returned keeps every promise of its types.
pub fn decode(text: &str) -> Result<Document, CodecError> {
    if text.len() > MAX_FILE {
        return Err(CodecError::TooLarge);
    }
    let file: NotebookFile = match serde_json::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            // A later version may have another form.
            if let Ok(head) = serde_json::from_str::<Head>(text) {
                head.check()?;
            }
            let (line, column, said) = (error.line(), error.column(), error.to_string());
            return Err(CodecError::Form(FormFault { line, column, said }));
        }
    };
    Head { format: file.format, version: file.version }.check()?;
    let dimension = |file: DimensionFile| Rc::new(Dimension { name: file.name, items: file.items });
    let mut cells = Vec::with_capacity(file.cells.len().min(MAX_CELLS));
    for cell in file.cells {
        let id = cell.id.to_string();
        cells.push(Rc::new(read_cell(cell).ok_or(CodecError::Contents(id))?));
    }
    sound(Document {
        title: file.title,
        lesson: file.lesson,
        dimensions: file.dimensions.into_iter().map(dimension).collect(),
        cells,
    })
}

/// A document from elsewhere that keeps every promise of its types.
///
/// # Errors
/// [`CodecError::Contents`]
pub fn sound(mut document: Document) -> Result<Document, CodecError> {
    let contents = |place: &str| CodecError::Contents(place.to_owned());
    check_sizes(&document).map_err(contents)?;
    fill(&mut document);
    check(&document).map_err(contents)?;
    Ok(document)
}

fn write_cell(cell: &Cell) -> CellFile {
    let mut file = CellFile {
        id: cell.id.clone(),
        name: cell.name().cloned(),
        note: cell.note.clone(),
        speaker_notes: cell.speaker_notes.clone(),
        beside: cell.beside.then_some(true),
        folded: cell.folded.then_some(true),
        chart: cell.chart.map(|Chart::Heatmap| "heatmap".to_owned()),
        ..CellFile::default()
    };
    let kind = match &cell.kind {
        CellKind::Text { text } => {
            file.text = Some(text.clone());
            "text"
        }
        CellKind::Matrix(matrix) => {
            file.rows = Some(matrix.rows.clone());
            file.columns = Some(matrix.columns.clone());
            let numbers = |row: &Vec<f64>| row.iter().copied().map(Number).collect();
            file.values = Some(matrix.values.iter().map(numbers).collect());
            "matrix"
        }
        CellKind::Sentence(sentence) => {
            file.rows = Some(sentence.rows.clone());
            file.columns = Some(sentence.columns.clone());
            file.text = Some(sentence.text.clone());
            file.embedding = Some(sentence.embedding);
            let word = |word: &Word| WordFile {
                token: word.token.clone(),
                values: word.values.iter().copied().map(Number).collect(),
            };
            let words: Vec<WordFile> = sentence.vocabulary.iter().map(word).collect();
            file.vocabulary = Some(words).filter(|words| !words.is_empty());
            "sentence"
        }
        CellKind::Slider(slider) => {
            file.value = Some(Number(slider.value));
            (file.minimum, file.maximum, file.step) =
                (Some(slider.minimum), Some(slider.maximum), Some(slider.step));
            "slider"
        }
        CellKind::Switch { value, .. } => {
            file.value = Some(Number(f64::from(u8::from(*value))));
            "switch"
        }
        CellKind::Formula { source } => {
            file.source = Some(source.clone());
            "formula"
        }
        CellKind::Exercise(exercise) => {
            file.text = Some(exercise.text.clone());
            file.of = Some(exercise.of.clone());
            file.slice = (exercise.slice > 0).then_some(exercise.slice);
            file.blanks = Some(exercise.blanks.clone());
            file.base2 = exercise.base2.then_some(true);
            "exercise"
        }
        CellKind::Laboratory => "laboratory",
        CellKind::Predict(prediction) => {
            file.question = Some(prediction.question.clone());
            match &prediction.answer {
                Answer::Choice { choices, right } => {
                    (file.choices, file.right) = (Some(choices.clone()), Some(*right));
                }
                Answer::Number(number) => file.number = Some(number.clone()),
            }
            file.reveal = Some(prediction.reveal.clone());
            "predict"
        }
    };
    kind.clone_into(&mut file.kind);
    file
}

/// `None` where a field that the kind needs is not there.
fn read_cell(file: CellFile) -> Option<Cell> {
    let kind = match file.kind.as_str() {
        "text" => CellKind::Text { text: file.text? },
        "matrix" => {
            let numbers = |row: Vec<Number>| row.into_iter().map(|number| number.0).collect();
            let values = file.values?.into_iter().map(numbers).collect();
            CellKind::Matrix(Matrix {
                name: file.name?,
                rows: file.rows?,
                columns: file.columns?,
                values: Rc::new(values),
            })
        }
        "sentence" => {
            let word = |word: WordFile| Word {
                token: word.token,
                values: word.values.into_iter().map(|number| number.0).collect(),
            };
            let words = file.vocabulary.unwrap_or_default();
            CellKind::Sentence(Sentence {
                name: file.name?,
                rows: file.rows?,
                columns: file.columns?,
                text: file.text?,
                embedding: file.embedding?,
                vocabulary: Rc::new(words.into_iter().map(word).collect()),
            })
        }
        "slider" => CellKind::Slider(Slider {
            name: file.name?,
            value: file.value?.0,
            minimum: file.minimum?,
            maximum: file.maximum?,
            step: file.step?,
        }),
        "switch" => CellKind::Switch { name: file.name?, value: file.value?.0 != 0.0 },
        "formula" => CellKind::Formula { source: file.source? },
        "laboratory" => CellKind::Laboratory,
        "exercise" => CellKind::Exercise(Exercise {
            text: file.text.unwrap_or_default(),
            of: file.of?,
            slice: file.slice.unwrap_or(0),
            blanks: file.blanks?,
            base2: file.base2.unwrap_or(false),
        }),
        "predict" => {
            let answer = match (file.choices, file.number) {
                (Some(choices), None) => Answer::Choice { choices, right: file.right? },
                (None, Some(number)) => Answer::Number(number),
                _ => return None,
            };
            let reveal = file.reveal.unwrap_or_default();
            CellKind::Predict(Prediction { question: file.question?, answer, reveal })
        }
        _ => return None,
    };
    let chart = match file.chart.as_deref() {
        None => None,
        Some("heatmap") => Some(Chart::Heatmap),
        Some(_) => return None,
    };
    let (beside, folded) = (file.beside.unwrap_or(false), file.folded.unwrap_or(false));
    let (note, speaker_notes) = (file.note, file.speaker_notes);
    Some(Cell { id: file.id, kind, note, speaker_notes, beside, folded, chart })
}
