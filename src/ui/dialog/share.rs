//! The dialog `share`.

use yew::prelude::*;

use super::{
    DialogProps,
    frame::{framed, use_modal},
};
use crate::ui::{page::use_page, piece::view_of};

/// The dialog, while it is open.
#[derive(PartialEq)]
pub(super) struct ShareDialog(pub(super) DialogProps);

view_of!(ShareDialog, use_share_dialog, share);

#[hook]
fn use_share_dialog(view: &ShareDialog) -> Html {
    let window = use_modal();
    let Some(page) = use_page() else { return html! {} };
    let _ = &view.0;
    framed(&page, &window, ("share", "file.share"), html! {})
}
