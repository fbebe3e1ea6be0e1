//! The dialog `library`.

use yew::prelude::*;

use super::{
    DialogProps,
    frame::{framed, use_modal},
};
use crate::ui::{page::use_page, piece::view_of};

/// The dialog, while it is open.
#[derive(PartialEq)]
pub(super) struct LibraryDialog(pub(super) DialogProps);

view_of!(LibraryDialog, use_library_dialog, library);

#[hook]
fn use_library_dialog(view: &LibraryDialog) -> Html {
    let window = use_modal();
    let Some(page) = use_page() else { return html! {} };
    let _ = &view.0;
    framed(&page, &window, ("library", "file.library"), html! {})
}
