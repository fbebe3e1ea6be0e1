//! The file format: a notebook as JSON, versioned, and checked when it is read.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Cell, CellKind, Document,
    limits::{MAX_CELLS, MAX_SIDE, MAX_TEXT},
};

/// What the `format` field says.
pub const FORMAT: &str = "attention-notebook";
/// What the `version` field says; readers refuse a later one.
pub const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    version: u32,
    #[serde(flatten)]
    document: Document,
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodecError {
    /// Not JSON, or not of the format's form; what the reader of JSON says, with line and column.
    Form(String),
    /// Some other program's JSON.
    Format,
    /// Written by a later version of the page.
    Version(u32),
    /// The contents contradict themselves or go over a limit; the cell or dimension concerned.
    Contents(String),
}

/// The notebook as JSON.
pub fn encode(document: &Document) -> String {
    let file = File { format: FORMAT.to_owned(), version: VERSION, document: document.clone() };
    serde_json::to_string(&file).unwrap_or_default()
}

/// Reads a notebook.
///
/// # Errors
/// A [`CodecError`]; a document that is returned keeps every promise of its types.
pub fn decode(text: &str) -> Result<Document, CodecError> {
    let file: File = serde_json::from_str(text).map_err(|error| CodecError::Form(error.to_string()))?;
    if file.format != FORMAT {
        return Err(CodecError::Format);
    }
    if file.version > VERSION {
        return Err(CodecError::Version(file.version));
    }
    check(&file.document).map_err(|place| CodecError::Contents(place.to_owned()))?;
    Ok(file.document)
}

fn check(document: &Document) -> Result<(), &str> {
    if document.cells.len() > MAX_CELLS {
        return Err("cells");
    }
    let mut names = BTreeSet::new();
    for dimension in &document.dimensions {
        if !(1..=MAX_SIDE).contains(&dimension.size()) || !names.insert(&dimension.name) {
            return Err(&dimension.name);
        }
    }
    let mut ids = BTreeSet::new();
    for cell in &document.cells {
        if !is_sound(document, cell) || !ids.insert(&cell.id) {
            return Err(&cell.id);
        }
    }
    Ok(())
}

/// Whether a cell keeps the promises of its type in the document.
pub(super) fn is_sound(document: &Document, cell: &Cell) -> bool {
    match &cell.kind {
        CellKind::Matrix(matrix) => {
            let (rows, columns) = (document.size(&matrix.rows), document.size(&matrix.columns));
            rows > 0
                && columns > 0
                && matrix.values.len() == rows
                && matrix.values.iter().all(|row| row.len() == columns && row.iter().all(|value| !value.is_nan()))
        }
        CellKind::Slider(slider) => {
            slider.minimum < slider.maximum && slider.step > 0.0 && slider.clamp(slider.value) == slider.value
        }
        CellKind::Text { text } => text.text("en").chars().nth(MAX_TEXT).is_none(),
        CellKind::Switch { .. } | CellKind::Formula { .. } => true,
    }
}

/// Numbers in a file: JSON's own, and `"inf"` and `"-inf"`, which JSON has not.
pub(super) mod numbers {
    use std::rc::Rc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Number<'a> {
        Finite(f64),
        Infinite(&'a str),
    }

    pub(in super::super) fn serialize<S: Serializer>(rows: &[Vec<f64>], serializer: S) -> Result<S::Ok, S::Error> {
        let number = |value: &f64| match *value {
            f64::INFINITY => Number::Infinite("inf"),
            f64::NEG_INFINITY => Number::Infinite("-inf"),
            finite => Number::Finite(finite),
        };
        serializer.collect_seq(rows.iter().map(|row| row.iter().map(number).collect::<Vec<_>>()))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Rc<Vec<Vec<f64>>>, D::Error> {
        let number = |number| match number {
            Number::Finite(value) => Ok(value),
            Number::Infinite("inf") => Ok(f64::INFINITY),
            Number::Infinite("-inf") => Ok(f64::NEG_INFINITY),
            Number::Infinite(other) => Err(D::Error::custom(format_args!("{other} is no number"))),
        };
        let rows = Vec::<Vec<Number<'de>>>::deserialize(deserializer)?;
        let rows = rows.into_iter().map(|row| row.into_iter().map(number).collect());
        rows.collect::<Result<_, _>>().map(Rc::new)
    }
}
