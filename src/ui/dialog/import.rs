//! The dialog `import`.

use yew::prelude::*;

use super::{
    DialogProps,
    frame::{framed, use_modal},
};
use crate::{
    session::Msg,
    ui::{
        import::ImportProps,
        page::use_page,
        piece::{view, view_of},
    },
};

/// The dialog, while it is open.
#[derive(PartialEq)]
pub(super) struct ImportDialog(pub(super) DialogProps);

view_of!(ImportDialog, use_import_dialog, import);

#[hook]
fn use_import_dialog(dialog: &ImportDialog) -> Html {
    let window = use_modal();
    let Some(page) = use_page() else { return html! {} };
    let body = view(ImportProps {
        given: None,
        document: dialog.0.document.clone(),
        on_close: page.on(Msg::DialogChosen(None)),
    });
    framed(&page, &window, ("import", "file.import"), body)
}
