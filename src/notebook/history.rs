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
    past: Vec<Version>,
    present: Version,
    future: Vec<Version>,
    gesture: Option<Gesture>,
    /// How many notebooks were opened.
    opened: usize,
}

/// A notebook as it was at a time.
#[derive(Debug, Clone, PartialEq)]
struct Version {
    document: Rc<Document>,
    /// Which notebook it is a version of: the first that was opened is 0.
    opening: usize,
}

#[derive(Debug, Clone, PartialEq)]
struct Gesture {
    /// What the gesture changes; a preview with another key ends it.
    key: String,
    start: Version,
}

impl History {
    /// A history with nothing to undo.
    pub fn new(document: Document) -> Self {
        let present = Version { document: Rc::new(document), opening: 0 };
        Self { past: Vec::new(), present, future: Vec::new(), gesture: None, opened: 1 }
    }

    /// The present version.
    pub fn present(&self) -> &Rc<Document> {
        &self.present.document
    }

    /// The version from before the gesture that goes on; the present one, where there is none.
    pub fn before_gesture(&self) -> &Rc<Document> {
        self.gesture.as_ref().map_or(&self.present.document, |gesture| &gesture.start.document)
    }

    /// Which of the notebooks that were opened the present version is of: the first is 0. Two may have equal contents.
    pub fn opening(&self) -> usize {
        self.present.opening
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
        self.present.document = Rc::new(document);
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

    /// Opens another notebook, in one step that can be undone.
    pub fn open(&mut self, document: Document) {
        self.commit();
        let version = Version { document: Rc::new(document), opening: self.opened };
        self.opened += 1;
        self.gesture =
            Some(Gesture { key: String::new(), start: std::mem::replace(&mut self.present, version) });
        self.commit();
    }

    /// Forgets what could be undone and redone: the present version is where everything begins.
    pub fn begin(&mut self) {
        self.commit();
        self.past.clear();
        self.future.clear();
    }

    /// Goes one step back.
    pub fn undo(&mut self) {
        self.commit();
        if let Some(version) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.present, version));
        }
    }

    /// Goes one step forward again.
    pub fn redo(&mut self) {
        self.commit();
        if let Some(version) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.present, version));
        }
    }
}
