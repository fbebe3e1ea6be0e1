//! What keeps the open notebook while the reader works: it is written soon after each change, and at once when the page goes.

use std::{cell::RefCell, mem, rc::Rc};

use super::{any_writer, library, notice::Notice};
use crate::{
    library::{Keeper, Outcome},
    notebook::{Action, Document},
    session::{LibraryMsg, Msg, Opening},
    ui::{page::Page, state::State},
    web::{
        Timeout,
        storage::{now, random},
    },
};

/// How long after a change it is written, in milliseconds; changes that follow are written with it.
const SOON: u32 = 250;

/// A version of a notebook that was opened, which its number names.
#[derive(Clone)]
pub(super) struct Version {
    pub(super) number: usize,
    pub(super) opening: Rc<Opening>,
    pub(super) document: Rc<Document>,
}

/// What is remembered from one change to the next.
pub(super) struct Memory {
    keeper: Keeper,
    writer: u32,
    /// What is to be written, and whether it will be by itself.
    pending: Option<Version>,
    waits: bool,
    timer: Option<Timeout>,
    /// What was written last.
    written: Option<(usize, Rc<Document>)>,
    notice: Notice,
}

impl Default for Memory {
    fn default() -> Self {
        let (pending, timer, written) = (None, None, None);
        let (writer, notice) = (any_writer(), Notice::None);
        Self { keeper: Keeper::default(), writer, pending, waits: false, timer, written, notice }
    }
}

/// The hands that do it.
#[derive(Clone)]
pub(super) struct Hands {
    pub(super) page: Page,
    pub(super) memory: Rc<RefCell<Memory>>,
    pub(super) notice: State<Notice>,
}

impl Hands {
    /// Shows what has become of it.
    fn say(&self, notice: Notice) {
        self.memory.borrow_mut().notice = notice.clone();
        self.notice.set(notice);
    }

    /// The notebook is now like this.
    pub(super) fn follow(&self, version: &Version) {
        let another = |other: &Version| other.number != version.number;
        if self.memory.borrow().pending.as_ref().is_some_and(another) {
            // Another notebook was opened.
            self.write();
        }
        let mut memory = self.memory.borrow_mut();
        let written = memory.written.as_ref().map(|(number, document)| (*number, Rc::as_ptr(document)));
        if written == Some((version.number, Rc::as_ptr(&version.document))) {
            memory.pending = None;
            return;
        }
        let leaves = written.is_some_and(|(number, _)| number != version.number);
        memory.pending = Some(version.clone());
        if !memory.waits {
            memory.waits = true;
            let hands = self.clone();
            memory.timer = Some(Timeout::new(SOON, move || hands.write()));
        }
        drop(memory);
        if leaves {
            self.memory.borrow_mut().written = None;
            self.say(Notice::None);
        }
    }

    /// Writes what is to be written.
    pub(super) fn write(&self) {
        let mut memory = self.memory.borrow_mut();
        memory.waits = false;
        let Some(version) = memory.pending.clone() else { return };
        let (mut keeper, library) = (mem::take(&mut memory.keeper), library(memory.writer));
        // Firefox stops the scripts of a page that is left, wherever they are. What is then not yet written is still
        // pending, and nothing is borrowed: the next event of the page's end tries again.
        drop(memory);
        let (number, document) = (version.number, &version.document);
        let outcome = keeper.save(&library, (number, &version.opening), document, (now(), random()));
        let mut memory = self.memory.borrow_mut();
        memory.keeper = keeper;
        // The next change, and the end of the page, try again what has failed.
        if !matches!(outcome, Outcome::Failed(_)) {
            memory.pending = None;
        }
        if matches!(outcome, Outcome::Saved(_) | Outcome::Copied { .. }) {
            memory.written = Some((number, document.clone()));
        }
        let told = matches!(memory.notice, Notice::Copied(_));
        drop(memory);
        match outcome {
            Outcome::Unchanged => self.say(Notice::None),
            Outcome::Saved(id) => {
                self.is_kept(&version, &id);
                if !told {
                    self.say(Notice::Saved);
                }
            }
            Outcome::Copied { id, other } => {
                self.is_copied(&version, &id);
                self.say(Notice::Copied(other));
            }
            Outcome::Failed(fault) => self.say(Notice::Failed(fault)),
        }
    }

    fn is_kept(&self, version: &Version, id: &Rc<str>) {
        if version.opening.kept.as_ref() != Some(id) {
            self.page.send(Msg::Library(LibraryMsg::Kept(version.number, id.clone())));
        }
    }

    /// A copy is told from what it is a copy of by its title.
    fn is_copied(&self, version: &Version, id: &Rc<str>) {
        self.is_kept(version, id);
        let language = self.page.language.tag();
        let title = version.document.title.text(language);
        let text = self.page.fill("notebooks.copy", &[("title", &title), ("number", &2)]);
        self.page.edit(Action::SetTitle { language: language.into(), text: text.to_string() });
    }

    /// Looks whether another tab has written the notebook.
    pub(super) fn look(&self, version: &Version) {
        let memory = self.memory.borrow();
        let behind = memory.keeper.is_behind(&library(memory.writer), (version.number, &version.opening));
        let pending = memory.pending.is_some();
        drop(memory);
        match (behind, pending) {
            (false, _) => {}
            // What was changed here is a copy now.
            (true, true) => self.write(),
            (true, false) => self.say(Notice::Behind),
        }
    }

    /// What the other tab has written takes the place of what is here.
    pub(super) fn take_other(&self, version: &Version) {
        let Some(id) = &version.opening.kept else { return };
        let mut memory = self.memory.borrow_mut();
        if let Ok((document, revision)) = library(memory.writer).read(id) {
            memory.keeper.has_read(version.number, id, revision);
            drop(memory);
            self.page.send(Msg::Library(LibraryMsg::Taken(Rc::new(document))));
            self.say(Notice::Saved);
        }
    }

    /// What is here becomes a notebook of its own.
    pub(super) fn keep_copy(&self, version: &Version) {
        let mut memory = self.memory.borrow_mut();
        let library = library(memory.writer);
        let outcome = memory.keeper.save_new(&library, version.number, &version.document, (now(), random()));
        drop(memory);
        match outcome {
            Outcome::Saved(id) => {
                self.is_copied(version, &id);
                self.say(Notice::Saved);
            }
            Outcome::Failed(fault) => self.say(Notice::Failed(fault)),
            Outcome::Unchanged | Outcome::Copied { .. } => {}
        }
    }

    /// The message was read.
    pub(super) fn dismiss(&self) {
        self.say(Notice::Saved);
    }
}
