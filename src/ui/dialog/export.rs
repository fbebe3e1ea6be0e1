//! The dialog `export`.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    DialogProps,
    frame::{framed, use_modal},
};
use crate::{
    notebook::CellId,
    ui::{page::use_page, piece::view_of},
};

/// The dialog, while it is open.
#[derive(PartialEq)]
pub(super) struct ExportDialog {
    pub(super) props: DialogProps,
    /// The cell that is to be exported, where one was chosen.
    pub(super) cell: Option<Rc<CellId>>,
}

view_of!(ExportDialog, use_export_dialog, export);

#[hook]
fn use_export_dialog(view: &ExportDialog) -> Html {
    let window = use_modal();
    let Some(page) = use_page() else { return html! {} };
    let _ = (&view.props, &view.cell);
    framed(&page, &window, ("export", "file.export"), html! {})
}
