//! The dialog `import`.

use yew::prelude::*;

use super::{
    DialogProps,
    frame::{framed, use_modal},
};
use crate::ui::{page::use_page, piece::view_of};

/// The dialog, while it is open.
#[derive(PartialEq)]
pub(super) struct ImportDialog(pub(super) DialogProps);

view_of!(ImportDialog, use_import_dialog, import);

#[hook]
fn use_import_dialog(view: &ImportDialog) -> Html {
    let window = use_modal();
    let Some(page) = use_page() else { return html! {} };
    let _ = &view.0;
    framed(&page, &window, ("import", "file.import"), html! {})
}
