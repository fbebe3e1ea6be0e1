//! The built-in notebooks, as the page would fetch them.

#![allow(dead_code, reason = "each test file uses a part")]

use attention_notebook::{
    lessons,
    notebook::Document,
    session::{LessonMsg, Msg, Store},
};

/// The ids of the contents.
pub(crate) fn ids() -> Vec<String> {
    lessons::contents().iter().map(|lesson| lesson.id.to_string()).collect()
}

/// A lesson, read from its file.
pub(crate) fn lesson(id: &str) -> Document {
    let path = format!("{}/src/lessons/notebooks/{id}.json", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    lessons::read(id, &source).unwrap_or_else(|error| panic!("{path}: {error:?}"))
}

/// The page after a lesson was chosen and has come.
pub(crate) fn open(store: &Store, id: &str) -> Store {
    let chosen = store.reduce(Msg::Lesson(LessonMsg::Chosen(id.into())));
    chosen.reduce(Msg::Lesson(LessonMsg::Read(lesson(id).into())))
}
