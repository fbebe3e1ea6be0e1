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
    web::picked::Picked,
};

/// The dialog, while it is open.
#[derive(PartialEq)]
pub(super) struct ImportDialog(pub(super) DialogProps);

view_of!(ImportDialog, use_import_dialog, import);

#[hook]
fn use_import_dialog(dialog: &ImportDialog) -> Html {
    let window = use_modal();
    let page = use_page();
    // Laid by for this opening only.
    let given = use_memo((), |()| page.as_ref().and_then(|page| page.given.take()).map(Picked::from));
    let Some(page) = page else { return html! {} };
    let body = view(ImportProps {
        given: (*given).clone(),
        document: dialog.0.document.clone(),
        on_close: page.on(Msg::DialogChosen(None)),
    });
    framed(&page, &window, ("import", "file.import"), body)
}
