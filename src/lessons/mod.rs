//! The built-in notebooks, as data: files of the notebook's own format, each in every language.

use crate::notebook::{Document, Phrase, decode};

/// A built-in notebook.
#[derive(Debug, Clone, Copy)]
pub struct Lesson {
    /// What names it in addresses: `#lesson=three-inputs`.
    pub id: &'static str,
    /// The file.
    pub source: &'static str,
}

/// The notebook that the page opens with.
pub const FIRST: &str = "xiaoming";

/// The built-in notebooks in the order of the menu.
pub const ALL: &[Lesson] = &[
    Lesson { id: "xiaoming", source: include_str!("xiaoming.json") },
    Lesson { id: "three-inputs", source: include_str!("three-inputs.json") },
    Lesson { id: "laboratory", source: include_str!("laboratory.json") },
    Lesson { id: "blank", source: include_str!("blank.json") },
];

/// A built-in notebook, ready to be edited; `None` where there is none of the id.
pub fn open(id: &str) -> Option<Document> {
    let lesson = ALL.iter().find(|lesson| lesson.id == id)?;
    let mut document = decode(lesson.source).ok()?;
    document.lesson = Some(lesson.id.into());
    Some(document)
}

/// The title of a built-in notebook.
pub fn title(id: &str) -> Phrase {
    open(id).map(|document| document.title).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notebook::{Program, Run, State, compile, run};

    #[test]
    fn every_lesson_opens_and_runs() {
        for lesson in ALL {
            let document = decode(lesson.source).unwrap_or_else(|error| panic!("{}: {error:?}", lesson.id));
            let program = compile(&document, &Program::default());
            for result in &run(&program, &Run::default()).results {
                assert_eq!(result.state, State::Fresh, "{} in {}", result.cell.id, lesson.id);
                assert!(result.remarks.is_empty(), "{} in {}", result.cell.id, lesson.id);
            }
        }
    }
}
