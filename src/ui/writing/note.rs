//! The note under a cell.

use yew::prelude::*;

use crate::{
    notebook::{Action, Cell},
    session::{Msg, WritingMsg},
    ui::{page::Page, words::words},
    web,
};

/// The note, or the input that it is typed into.
pub(in crate::ui) fn note(page: &Page, cell: &Cell, editing: bool) -> Html {
    let text = cell.note.as_ref().map(|note| note.text(page.language.tag()).to_owned());
    if !editing {
        return html! {
            if let Some(text) = text.filter(|text| !text.is_empty()) { <p class="cell__note">{ words(&text) }</p> }
        };
    }
    let oninput = {
        let (page, cell) = (page.clone(), cell.id.clone());
        Callback::from(move |event: InputEvent| {
            let (text, language) = (web::text_of(&event), page.language.tag().into());
            page.send(Msg::Previewed(Action::SetNote { cell: cell.clone(), language, text }));
        })
    };
    let close = page.on::<FocusEvent>(Msg::Writing(WritingMsg::Opened(None)));
    let onkeydown = {
        let (page, cell) = (page.clone(), cell.id.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            _ if web::composes(&event) => {}
            key @ ("Enter" | "Escape") => {
                event.prevent_default();
                if key == "Escape" {
                    page.send(Msg::GestureCancelled);
                }
                // Leaving it closes it.
                web::focus::in_cell(&cell, "[data-action='cell-menu']");
            }
            _ => {}
        })
    };
    html! {
        <p class="cell__note">
            <input class="note" type="text" data-action="note" value={text.unwrap_or_default()} {oninput} {onkeydown} onblur={close}
                maxlength="2000" autocomplete="off" placeholder={page.text("writing.note_placeholder")}
                aria-label={page.text("writing.note")} />
        </p>
    }
}
