//! The notebooks that are kept: listing, reading, writing, and putting aside.

use std::rc::Rc;

use super::{Fault, Record, Revision, Storage};
use crate::notebook::{CodecError, Document, FormFault, Phrase, decode, encode};

/// What stands before all keys: other pages may keep something under the same address.
pub const KEYS: &str = "attention-notebook/";
/// What stands before the id in the key of a notebook.
const NOTEBOOK: &str = "attention-notebook/notebook/";
/// What stands before the name in the key of what could not be read.
const ASIDE: &str = "attention-notebook/aside/";
/// The key of the id that was worked on last.
const LAST: &str = "attention-notebook/last";

/// The notebooks that are kept in a storage, as a tab sees them.
#[derive(Debug, Clone)]
pub struct Library<S> {
    storage: S,
    /// What names the tab; no two have the same.
    writer: u32,
}

/// A notebook in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What names it.
    pub id: Rc<str>,
    /// Its title.
    pub title: Phrase,
    /// When it was written, in milliseconds since 1970.
    pub changed: f64,
}

/// All that is kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shelf {
    /// The notebooks, the latest first.
    pub notebooks: Vec<Entry>,
    /// The names of what could not be read and lies aside.
    pub aside: Vec<Rc<str>>,
}

/// Why a notebook was not read.
#[derive(Debug, Clone, PartialEq)]
pub enum Unread {
    /// There is none of the id.
    Missing,
    /// What is there is no notebook, or is one of a later version.
    Unreadable(CodecError),
    /// The storage does not answer.
    Fault(Fault),
}

/// Why a notebook was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritten {
    /// Another tab has written it since.
    Behind,
    /// The storage does not take it.
    Fault(Fault),
}

impl From<Fault> for Unread {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Fault> for Unwritten {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<S: Storage> Library<S> {
    /// The library of a tab.
    pub fn new(storage: S, writer: u32) -> Self {
        Self { storage, writer }
    }

    /// The id of the notebook that a key is of.
    pub fn id_of(key: &str) -> Option<&str> {
        key.strip_prefix(NOTEBOOK)
    }

    /// The id of the notebook that was worked on last.
    pub fn last(&self) -> Option<Rc<str>> {
        self.storage.get(LAST).ok().flatten().map(Rc::from)
    }

    /// Notes which notebook is worked on.
    pub fn note_last(&self, id: &str) {
        if self.last().as_deref() != Some(id) {
            // Without this note the page opens with another notebook, and nothing is lost.
            self.storage.set(LAST, id).ok();
        }
    }

    /// Reads a notebook.
    ///
    /// # Errors
    /// [`Unread`]; what is there stays as it is.
    pub fn read(&self, id: &str) -> Result<(Document, Revision), Unread> {
        let text = self.storage.get(&key(id))?.ok_or(Unread::Missing)?;
        let record =
            Record::read(&text).ok_or_else(|| Unread::Unreadable(CodecError::Form(FormFault::default())))?;
        let document = decode(record.file).map_err(Unread::Unreadable)?;
        Ok((document, record.revision))
    }

    /// Which writing of a notebook is kept; `None` where there is none.
    pub fn revision(&self, id: &str) -> Option<Revision> {
        let text = self.storage.get(&key(id)).ok().flatten()?;
        Record::read(&text).map(|record| record.revision)
    }

    /// Whether a writing is another tab's that this one has not `seen`.
    pub(super) fn is_news(&self, there: Revision, seen: Option<Revision>) -> bool {
        there.writer != self.writer && seen != Some(there)
    }

    /// Writes a notebook over the writing that was `seen`. What is there as it should be is not written again; what has gone
    /// is there again.
    ///
    /// # Errors
    /// [`Unwritten`]; what is there stays as it is.
    pub fn write(
        &self,
        id: &str,
        seen: Option<Revision>,
        document: &Document,
        now: f64,
    ) -> Result<Revision, Unwritten> {
        let file = encode(document);
        let there = self.storage.get(&key(id))?;
        let mut count = 1;
        if let Some(text) = &there {
            let record = Record::read(text).ok_or(Unwritten::Behind)?;
            if record.file == file {
                return Ok(record.revision);
            }
            if self.is_news(record.revision, seen) {
                return Err(Unwritten::Behind);
            }
            count = record.revision.count + 1;
        }
        let revision = Revision { count, writer: self.writer };
        self.storage.set(&key(id), &Record { revision, changed: now, file: &file }.write())?;
        Ok(revision)
    }

    /// Puts what cannot be read aside, under another key, where it stays until the reader takes it out. A notebook that can be
    /// read, and one of a later version of the page, stay where they are.
    pub fn put_aside(&self, id: &str) -> Option<Rc<str>> {
        match self.read(id) {
            Err(Unread::Unreadable(CodecError::Version(_))) | Ok(_) => None,
            Err(Unread::Unreadable(_)) => {
                let text = self.storage.get(&key(id)).ok().flatten()?;
                let taken = |name: &str| self.storage.get(&format!("{ASIDE}{name}")).ok().flatten().is_some();
                let mut name = id.to_owned();
                while taken(&name) {
                    name.push('_');
                }
                // Where there is no room for both it stays where it is.
                self.storage.set(&format!("{ASIDE}{name}"), &text).ok()?;
                self.storage.remove(&key(id)).ok()?;
                Some(name.into())
            }
            Err(_) => None,
        }
    }

    /// What was found under a name, and could not be read: it lies aside, or where it was.
    pub fn found(&self, name: &str) -> Option<String> {
        self.aside(name).or_else(|| self.storage.get(&key(name)).ok().flatten())
    }

    /// What lies aside under a name.
    pub fn aside(&self, name: &str) -> Option<String> {
        self.storage.get(&format!("{ASIDE}{name}")).ok().flatten()
    }

    /// Takes out what lies aside under a name.
    ///
    /// # Errors
    /// [`Fault::Blocked`].
    pub fn discard_aside(&self, name: &str) -> Result<(), Fault> {
        self.storage.remove(&format!("{ASIDE}{name}"))
    }

    /// All that is kept. What cannot be read is put aside by this.
    ///
    /// # Errors
    /// [`Fault::Blocked`].
    pub fn list(&self) -> Result<Shelf, Fault> {
        let mut shelf = Shelf::default();
        let mut keys = self.storage.keys()?;
        keys.sort();
        for id in keys.iter().filter_map(|key| Self::id_of(key)) {
            let text = self.storage.get(&key(id))?.unwrap_or_default();
            match Record::read(&text).map(|record| (record.changed, decode(record.file))) {
                Some((changed, Ok(document))) => {
                    shelf.notebooks.push(Entry { id: id.into(), title: document.title, changed });
                }
                _ => drop(self.put_aside(id)),
            }
        }
        shelf.notebooks.sort_by(|one, other| other.changed.total_cmp(&one.changed));
        let keys = self.storage.keys()?;
        shelf.aside = keys.iter().filter_map(|key| key.strip_prefix(ASIDE)).map(Rc::from).collect();
        shelf.aside.sort();
        Ok(shelf)
    }

    /// An id that no notebook has, from a number drawn at random.
    pub fn free_id(&self, random: u64) -> Rc<str> {
        let mut number = random;
        loop {
            let id = base36(number);
            let is_there = self.storage.get(&key(&id)).ok().flatten().is_some();
            if !is_there {
                return id.into();
            }
            number = number.wrapping_add(1);
        }
    }

    /// Takes a notebook out, and answers what [`Library::put_back`] wants.
    ///
    /// # Errors
    /// [`Unread`]
    pub fn take_out(&self, id: &str) -> Result<String, Unread> {
        let text = self.storage.get(&key(id))?.ok_or(Unread::Missing)?;
        self.storage.remove(&key(id))?;
        Ok(text)
    }

    /// Puts back what was taken out. What has come into its place stays.
    ///
    /// # Errors
    /// [`Unwritten`]
    pub fn put_back(&self, id: &str, text: &str) -> Result<(), Unwritten> {
        if self.storage.get(&key(id))?.is_some() {
            return Err(Unwritten::Behind);
        }
        Ok(self.storage.set(&key(id), text)?)
    }
}

fn key(id: &str) -> String {
    format!("{NOTEBOOK}{id}")
}

/// In digits and small letters.
fn base36(number: u64) -> String {
    let digits = std::iter::successors(Some(number), |rest| Some(rest / 36).filter(|rest| *rest > 0));
    let digits = digits.filter_map(|rest| char::from_digit((rest % 36) as u32, 36));
    digits.collect::<Vec<_>>().into_iter().rev().collect()
}
