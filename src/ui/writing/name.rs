//! A name that can be edited where it stands.

use yew::prelude::*;

use crate::{notebook::Action, ui::page::Page, web};

/// The name as it is read, and over it the input that shows once it has the focus.
pub(in crate::ui) fn name_input(
    page: &Page,
    shown: Html,
    (name, label, action): (&str, AttrValue, &'static str),
    rename: Callback<String, Action>,
) -> Html {
    let onchange = {
        let (page, old) = (page.clone(), name.to_owned());
        Callback::from(move |event: Event| {
            let name = web::text_of(&event);
            // The old name stands again unless the edit is made; then the new one is drawn.
            web::set_text(&event, &old);
            page.edit(rename.emit(name));
        })
    };
    let onkeydown = {
        let old = name.to_owned();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !web::composes(&event) {
                web::set_text(&event, &old);
            }
        })
    };
    html! {
        <span class="cell__name">
            <span class="cell__symbol" aria-hidden="true">{ shown }</span>
            <input class="cell__rename" type="text" data-own-undo="true" data-action={action} value={name.to_owned()} {onchange} {onkeydown}
                autocomplete="off" spellcheck="false" maxlength="200" aria-label={label} />
        </span>
    }
}
