//! The built-in notebooks that have been opened, and the one that is being fetched.

use std::{collections::BTreeMap, rc::Rc};

use super::{Origin, Player, Store};
use crate::{
    lessons,
    notebook::{Document, proposal},
};

/// The built-in notebooks as they were when they came, which "reset" returns to.
pub type Shelf = BTreeMap<Rc<str>, Rc<Document>>;

/// What can happen to a built-in notebook.
#[derive(Debug, Clone, PartialEq)]
pub enum LessonMsg {
    /// It was chosen.
    Chosen(Rc<str>),
    /// It has come.
    Read(Rc<Document>),
    /// It could not be fetched, or is no notebook.
    Unreached(Rc<str>),
    /// There is none of this name.
    Unknown,
    /// The message about that was put away.
    Dismissed,
    /// This notebook is to be as it was.
    Reset,
    /// A text proposed these changes, and the reader wants them.
    Tried(Rc<str>),
}

impl Store {
    pub(super) fn turn_to_lesson(&mut self, msg: LessonMsg) {
        match msg {
            LessonMsg::Chosen(id) => {
                (self.session.unreached, self.session.unknown) = (None, false);
                self.session.resets = false;
                if self.lesson(&id).is_some() {
                    self.open_lesson(&id);
                } else {
                    self.session.awaited = Some(id);
                }
            }
            LessonMsg::Read(document) => {
                let Some(id) = document.lesson.clone() else { return };
                self.shelf.insert(id.clone(), document);
                // Another may have been chosen while it came. It may have been asked for twice, and have failed once.
                let waited = |waiting: &Option<Rc<str>>| waiting.as_deref() == Some(&*id);
                if waited(&self.session.awaited) || waited(&self.session.unreached) {
                    // The notebook that was to be as it was may have been left.
                    let resets = std::mem::take(&mut self.session.resets);
                    (self.session.awaited, self.session.unreached) = (None, None);
                    if !resets {
                        self.open_lesson(&id);
                    } else if self.document().lesson.as_ref() == Some(&id) {
                        self.reset_to(self.lesson(&id));
                    }
                }
            }
            LessonMsg::Unreached(id) => {
                if self.session.awaited.take_if(|awaited| *awaited == id).is_some() {
                    self.session.unreached = Some(id);
                }
            }
            LessonMsg::Unknown => self.session.unknown = true,
            LessonMsg::Dismissed => (self.session.unreached, self.session.unknown) = (None, false),
            LessonMsg::Reset => {
                let lesson = self.document().lesson.clone();
                match lesson {
                    None => {
                        let first = self.opening().map(|opening| opening.document.clone());
                        self.reset_to(first);
                    }
                    Some(id) => match self.lesson(&id) {
                        None => (self.session.awaited, self.session.resets) = (Some(id), true),
                        lesson => self.reset_to(lesson),
                    },
                }
            }
            LessonMsg::Tried(changes) => match proposal(self.document(), &changes) {
                Ok(action) => self.edit(&action, |history, _, document| history.edit(document)),
                Err(refusal) => self.refusal = Some(Rc::new(refusal)),
            },
        }
    }

    /// A built-in notebook that is here.
    fn lesson(&self, id: &str) -> Option<Rc<Document>> {
        let first = || (id == lessons::FIRST).then(|| Rc::new(lessons::first()));
        self.shelf.get(id).cloned().or_else(first)
    }

    fn open_lesson(&mut self, id: &str) {
        let Some(document) = self.lesson(id) else { return };
        // It may be open already, as it came.
        let opening = self.opening().filter(|opening| opening.origin == Origin::Lesson);
        if opening.is_some_and(|opening| opening.kept.is_none()) && document == *self.document() {
            self.session.awaited = None;
            return;
        }
        self.open(document, Origin::Lesson);
    }

    /// The present notebook is to be as it was: an edit like any other.
    fn reset_to(&mut self, document: Option<Rc<Document>>) {
        if let Some(document) = document {
            self.refusal = None;
            self.session.player = Player { step: None, playing: false, ..self.session.player };
            self.history.edit((*document).clone());
        }
    }
}
