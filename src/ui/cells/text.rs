//! Words: built-in ones are read, what somebody typed is a text area.

use yew::prelude::*;

use crate::{
    notebook::{Action, CellId, Phrase},
    session::Msg,
    ui::{page::Page, words::words},
    web,
};

/// The words of a text cell.
pub(super) fn text_block(page: &Page, id: &CellId, phrase: &Phrase) -> Html {
    let text = phrase.text(page.language.tag()).to_owned();
    // A text that somebody typed stays a text area; a built-in one is read.
    if phrase.languages().is_some() {
        return html! { <div class="prose">{ for text.split("\n\n").map(|part| html! { <p>{ words(part) }</p> }) }</div> };
    }
    let oninput = {
        let (page, cell) = (page.clone(), id.clone());
        Callback::from(move |event: InputEvent| {
            let text = web::text_of(&event);
            page.send(Msg::Previewed(Action::SetText { cell: cell.clone(), text }));
        })
    };
    html! {
        <textarea class="prose prose--own" value={text} {oninput} onblur={page.on(Msg::GestureEnded)} rows="3"
            placeholder={page.text("text.placeholder")} aria-label={page.text("action.add_text")} />
    }
}
