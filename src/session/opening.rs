//! The notebooks that were opened: where each came from, and under which id it is kept.

use std::rc::Rc;

use super::{Player, Store};
use crate::{
    library::Revision,
    notebook::{CodecError, Document},
};

/// Where a notebook came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Built in. It becomes one of the reader's notebooks with the first edit.
    Lesson,
    /// A link. It becomes one of the reader's notebooks with the first edit.
    Link,
    /// Begun by the reader. It becomes one of his notebooks with the first edit.
    New,
    /// A file of the reader's, who finds it among his notebooks from now on.
    File,
    /// The reader's notebooks.
    Library(Kept),
}

/// A notebook of the reader's that is kept in the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What names it there.
    pub id: Rc<str>,
    /// Which writing of it was read.
    pub revision: Revision,
}

/// A notebook that was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// As it came.
    pub document: Rc<Document>,
    /// Where it came from.
    pub origin: Origin,
    /// The id under which it is kept now.
    pub kept: Option<Rc<str>>,
}

/// A file that was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unopened {
    /// Its name.
    pub name: Rc<str>,
    /// Why.
    pub fault: FileFault,
}

/// Why a file was not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// The browser did not give what is in it.
    Unreadable,
    /// What reads notebooks could not be fetched; nothing is known of the file.
    Unfetched,
    /// It holds no notebook.
    Codec(CodecError),
}

/// What can happen to the reader's notebooks.
#[derive(Debug, Clone, PartialEq)]
pub enum LibraryMsg {
    /// A notebook is opened, in a step that can be undone. What was open stays where it is kept.
    Opened {
        /// The notebook.
        document: Rc<Document>,
        /// Where it comes from.
        origin: Origin,
    },
    /// The notebook of the link that the page was opened with has come: the reader has seen none before it, and none can
    /// be gone back to.
    Began(Rc<Document>),
    /// A file was not opened.
    Unopened(Rc<Unopened>),
    /// The message about that was put away.
    Dismissed,
    /// What another tab made of the notebook takes the place of what it is here: an edit like any other.
    Taken(Rc<Document>),
    /// The notebook that was opened as this one ([`History::opening`](crate::notebook::History::opening)) is kept under
    /// this id from now on.
    Kept(usize, Rc<str>),
}

impl Opening {
    /// A notebook that has just been opened.
    pub fn new(document: Rc<Document>, origin: Origin) -> Self {
        let kept = match &origin {
            Origin::Library(kept) => Some(kept.id.clone()),
            Origin::Lesson | Origin::Link | Origin::New | Origin::File => None,
        };
        Self { document, origin, kept }
    }

    /// Whether the notebook, as it is now, is to be kept: a lesson, a link and a new one are from the first edit.
    pub fn is_kept(&self, now: &Rc<Document>) -> bool {
        let changed = || !Rc::ptr_eq(&self.document, now) && self.document != *now;
        self.kept.is_some() || self.origin == Origin::File || changed()
    }
}

impl Store {
    /// How the present notebook was opened.
    pub fn opening(&self) -> Option<&Rc<Opening>> {
        self.openings.get(self.history.opening())
    }

    pub(super) fn turn_to_library(&mut self, msg: LibraryMsg) {
        match msg {
            LibraryMsg::Opened { document, origin } => {
                self.session.dialog = None;
                self.open(document, origin);
            }
            LibraryMsg::Began(document) => {
                self.open(document, Origin::Link);
                self.history.begin();
            }
            LibraryMsg::Unopened(file) => self.session.unopened = Some(file),
            LibraryMsg::Dismissed => self.session.unopened = None,
            LibraryMsg::Taken(document) => self.history.edit((*document).clone()),
            LibraryMsg::Kept(opening, id) => {
                if let Some(opening) = self.openings.get_mut(opening) {
                    Rc::make_mut(opening).kept = Some(id);
                }
            }
        }
    }

    /// Another notebook takes the place of the present one.
    pub(super) fn open(&mut self, document: Rc<Document>, origin: Origin) {
        self.refusal = None;
        self.session.awaited = None;
        self.session.unreached = None;
        self.session.unopened = None;
        self.session.player = Player { step: None, playing: false, ..self.session.player };
        self.history.open((*document).clone());
        self.openings.push(Rc::new(Opening::new(document, origin)));
    }
}
