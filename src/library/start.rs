//! What the page begins with.

use std::rc::Rc;

use super::{Library, Storage, Unread};
use crate::{notebook::Document, session::Kept};

/// What the page begins with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Start {
    /// The reader's notebook.
    pub opened: Option<(Document, Kept)>,
    /// The id of the one that should have been it, and cannot be read.
    pub lost: Option<Rc<str>>,
}

impl<S: Storage> Library<S> {
    /// The notebook that the address names; where it names nothing at all, that which was worked on last.
    pub fn start(&self, named: Option<&str>, names_something: bool) -> Start {
        let mut start = Start::default();
        let last = if names_something { None } else { self.last() };
        for id in named.map(Rc::from).into_iter().chain(last) {
            match self.read(&id) {
                Ok((document, revision)) => {
                    start.opened = Some((document, Kept { id, revision }));
                    break;
                }
                Err(Unread::Unreadable(_)) => start.lost = Some(id),
                Err(Unread::Missing | Unread::Fault(_)) => {}
            }
        }
        start
    }
}
