//! What opens over the notebook: one dialog at a time, each a part of the program, fetched when it is first opened.

mod export;
mod frame;
mod import;
mod library;
mod share;

pub(super) use share::with_lesson;

use std::rc::Rc;

use yew::prelude::*;

use super::{keep::SaveProps, piece::view, shared::Shared};
use crate::{
    notebook::{Document, Program, Run},
    session::{Dialog, Session, Store},
};

/// What every dialog may need.
#[derive(PartialEq, Clone)]
pub(super) struct DialogProps {
    pub(super) document: Shared<Document>,
    pub(super) program: Shared<Program>,
    pub(super) run: Shared<Run>,
    pub(super) session: Session,
}

/// The dialog that is open.
pub(super) fn dialog(store: &Store) -> Html {
    let Some(dialog) = &store.session.dialog else { return html! {} };
    let props = DialogProps {
        document: Shared::from(store.document()),
        program: Shared::from(&store.program),
        run: Shared::from(&store.run),
        session: store.session.clone(),
    };
    match dialog {
        Dialog::Library => {
            let open = store.opening().and_then(|opening| opening.kept.clone());
            view(library::LibraryDialog { open, title: props.document.title.clone() })
        }
        Dialog::Save => view(SaveProps { document: props.document }),
        Dialog::Share => view(share::ShareDialog(props)),
        Dialog::Export(cell) => view(export::ExportDialog { props, cell: cell.clone().map(Rc::new) }),
        Dialog::Import => view(import::ImportDialog(props)),
    }
}
