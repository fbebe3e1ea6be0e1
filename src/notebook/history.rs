//! Undo and redo, one step for each gesture.

use std::rc::Rc;

use super::{Document, limits::MAX_UNDO};

/// The versions of a notebook.
///
/// A gesture (typing a number, dragging a slider) is many previews and then one commit: previews change the
/// present and push nothing, the commit pushes the version from before the first of them. Two neighbouring versions
/// are never equal, and a new step forgets what could be redone.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    past: Vec<Rc<Document>>,
    present: Rc<Document>,
    future: Vec<Rc<Document>>,
    gesture: Option<Gesture>,
}

#[derive(Debug, Clone, PartialEq)]
struct Gesture {
    /// What the gesture changes; a preview with another key ends it.
    key: String,
    start: Rc<Document>,
}

impl History {
    /// A history with nothing to undo.
    pub fn new(document: Document) -> Self {
        Self { past: Vec::new(), present: Rc::new(document), future: Vec::new(), gesture: None }
    }

    /// The present version.
    pub fn present(&self) -> &Rc<Document> {
        &self.present
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty() || self.gesture.as_ref().is_some_and(|gesture| gesture.start != self.present)
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Changes the present as part of the gesture `key`; without a key it is a gesture of its own.
    pub fn preview(&mut self, key: &str, document: Document) {
        if self.gesture.as_ref().is_none_or(|gesture| gesture.key != key || key.is_empty()) {
            self.commit();
            self.gesture = Some(Gesture { key: key.to_owned(), start: self.present.clone() });
        }
        self.present = Rc::new(document);
    }

    /// Ends the gesture: what it changed becomes one step.
    pub fn commit(&mut self) {
        let Some(gesture) = self.gesture.take() else { return };
        if gesture.start != self.present {
            self.past.push(gesture.start);
            self.future.clear();
            if self.past.len() > MAX_UNDO {
                self.past.remove(0);
            }
        }
    }

    /// Ends the gesture and takes back what it changed.
    pub fn cancel(&mut self) {
        if let Some(gesture) = self.gesture.take() {
            self.present = gesture.start;
        }
    }

    /// Changes the present in one step.
    pub fn edit(&mut self, document: Document) {
        self.commit();
        self.preview("", document);
        self.commit();
    }

    /// Goes one step back.
    pub fn undo(&mut self) {
        self.commit();
        if let Some(document) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.present, document));
        }
    }

    /// Goes one step forward again.
    pub fn redo(&mut self) {
        self.commit();
        if let Some(document) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.present, document));
        }
    }
}
