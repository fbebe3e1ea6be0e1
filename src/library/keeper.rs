//! What a tab does so that the open notebook is kept: when it is written, under which id, and what if another tab wrote it.

use std::{collections::BTreeMap, rc::Rc};

use super::{Fault, Library, Revision, Storage, Unwritten};
use crate::{
    notebook::Document,
    session::{Opening, Origin},
};

/// The writings that a tab has seen, of each notebook that it has opened, as
/// [`History::opening`](crate::notebook::History::opening) counts them.
#[derive(Debug, Default)]
pub struct Keeper {
    seen: BTreeMap<usize, Seen>,
}

#[derive(Debug, Clone)]
struct Seen {
    /// Under which id the notebook is kept.
    id: Rc<str>,
    revision: Revision,
}

/// What came of keeping the open notebook.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// There is nothing to keep: nobody has changed it yet.
    Unchanged,
    /// It is kept.
    Saved(Rc<str>),
    /// Another tab had written it since; it is kept as another notebook, and that of the other tab as it is.
    Copied {
        /// The id under which it is kept now.
        id: Rc<str>,
        /// That of the notebook as the other tab wrote it.
        other: Rc<str>,
    },
    /// It is not kept.
    Failed(Fault),
}

impl Keeper {
    /// Keeps the notebook as it is now. The time is in milliseconds since 1970; the random number makes the id of one that has none yet.
    pub fn save<S: Storage>(
        &mut self,
        library: &Library<S>,
        (number, opening): (usize, &Opening),
        document: &Rc<Document>,
        (now, random): (f64, u64),
    ) -> Outcome {
        if !opening.is_kept(document) {
            return Outcome::Unchanged;
        }
        let known = self.seen.get(&number).map(|seen| seen.id.clone());
        let Some(id) = &known.or_else(|| opening.kept.clone()) else {
            return self.save_new(library, number, document, (now, random));
        };
        match library.write(id, self.revision(number, opening), document, now) {
            Ok(revision) => {
                self.note(library, number, id, revision);
                Outcome::Saved(id.clone())
            }
            Err(Unwritten::Behind) => match self.save_new(library, number, document, (now, random)) {
                Outcome::Saved(copy) => Outcome::Copied { id: copy, other: id.clone() },
                failed => failed,
            },
            Err(Unwritten::Fault(fault)) => Outcome::Failed(fault),
        }
    }

    /// Keeps the notebook under a new id.
    pub fn save_new<S: Storage>(
        &mut self,
        library: &Library<S>,
        number: usize,
        document: &Document,
        (now, random): (f64, u64),
    ) -> Outcome {
        let id = library.free_id(random);
        match library.write(&id, None, document, now) {
            Ok(revision) => {
                self.note(library, number, &id, revision);
                Outcome::Saved(id)
            }
            // A tab that drew the same id took it in this very moment: the next attempt draws another.
            Err(Unwritten::Behind) => Outcome::Failed(Fault::Blocked),
            Err(Unwritten::Fault(fault)) => Outcome::Failed(fault),
        }
    }

    /// Whether another tab has written the notebook since this one read or wrote it.
    pub fn is_behind<S: Storage>(&self, library: &Library<S>, (number, opening): (usize, &Opening)) -> bool {
        let there = opening.kept.as_ref().and_then(|id| library.revision(id));
        there.is_some_and(|there| library.is_news(there, self.revision(number, opening)))
    }

    /// Notes that the open notebook is now that of another tab's writing.
    pub fn has_read(&mut self, number: usize, id: &Rc<str>, revision: Revision) {
        self.seen.insert(number, Seen { id: id.clone(), revision });
    }

    fn revision(&self, number: usize, opening: &Opening) -> Option<Revision> {
        let when_opened = || match &opening.origin {
            Origin::Library(kept) => Some(kept.revision),
            _ => None,
        };
        self.seen.get(&number).map(|seen| seen.revision).or_else(when_opened)
    }

    fn note<S: Storage>(&mut self, library: &Library<S>, number: usize, id: &Rc<str>, revision: Revision) {
        self.has_read(number, id, revision);
        library.note_last(id);
    }
}
