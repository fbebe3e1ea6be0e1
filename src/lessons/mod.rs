//! The built-in notebooks, as data: files of the notebook's own format, each in every language.
//!
//! They lie beside the page, in `lessons/`, and are fetched when they are opened. The first one the page carries, packed
//! like the body of a link, since that needs no reader of JSON: `tests/lessons.rs` holds it against its file.

mod check;

use std::rc::Rc;

use serde::Deserialize;

use crate::{
    notebook::{CodecError, Document, Phrase, decode},
    share,
};

pub use check::{Finding, check};

/// A built-in notebook, as the contents have it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Lesson {
    /// What names it in addresses, `#lesson=three-inputs`, and its file.
    pub id: Rc<str>,
    /// The title, which is that of the notebook.
    pub title: Phrase,
    /// The question that it answers.
    pub question: Phrase,
}

/// The notebook that the page opens with.
pub const FIRST: &str = "xiaoming";

/// The first notebook, packed: `PACK=1 cargo test --test lessons` writes it.
const PACKED: &[u8] = include_bytes!("first.packed");

/// The built-in notebooks in the order of reading.
pub fn contents() -> Vec<Lesson> {
    serde_json::from_str(include_str!("contents.json")).unwrap_or_default()
}

/// The id of a built-in notebook, where there is one of the name.
pub fn id(name: &str) -> Option<Rc<str>> {
    contents().into_iter().map(|lesson| lesson.id).find(|id| **id == *name)
}

/// The first notebook.
pub fn first() -> Document {
    share::unpack(PACKED).unwrap_or(Document {
        title: Phrase::default(),
        lesson: None,
        dimensions: Vec::new(),
        cells: Vec::new(),
    })
}

/// A built-in notebook from its file, ready to be edited.
///
/// # Errors
/// The file is none of a notebook.
pub fn read(id: &str, source: &str) -> Result<Document, CodecError> {
    let mut document = decode(source)?;
    document.lesson = Some(id.into());
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_of_the_contents() {
        let contents = contents();
        assert!(contents.len() > 10);
        let found = contents.iter().find(|lesson| *lesson.id == *FIRST).unwrap();
        assert_eq!(found.title, first().title);
        assert!(!first().cells.is_empty());
    }
}
