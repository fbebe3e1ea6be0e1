//! The reader's notebooks: keeping the open one, the list of all, and files in and out.

mod file;
mod hands;
mod notice;
mod state;

pub(super) use file::{SaveProps, open_input, use_dropped_files};
pub(super) use state::{KeepingProps, download};

use std::rc::Rc;

use super::page::Page;
use crate::{
    library::Library,
    session::{Kept, LibraryMsg, Msg, Origin},
    web::storage::{Local, random},
};

/// The library as this tab sees it; `writer` names the tab.
pub(super) fn library(writer: u32) -> Library<Local> {
    Library::new(Local, writer)
}

/// A number that names a tab.
pub(super) fn any_writer() -> u32 {
    (random() >> 16) as u32
}

/// Opens a notebook of the library; whether that could be done.
pub(super) fn open(page: &Page, id: &Rc<str>) -> bool {
    let Ok((document, revision)) = library(0).read(id) else { return false };
    let origin = Origin::Library(Kept { id: id.clone(), revision });
    page.send(Msg::Library(LibraryMsg::Opened { document: Rc::new(document), origin }));
    true
}
