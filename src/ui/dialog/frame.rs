//! What is the same around every dialog: a modal window with its title and a way out.

use yew::prelude::*;

use crate::{
    session::Msg,
    ui::{controls::tiny, effect::use_effect_on, page::Page},
    web,
};

/// Opens the element as a modal window: the browser keeps the focus inside. Afterwards it goes back to where it was, or
/// to the menu that opens dialogs.
#[hook]
pub(super) fn use_modal() -> NodeRef {
    let window = use_node_ref();
    let opened = window.clone();
    use_effect_on((), move |()| {
        let opener = web::focus::now();
        if let Some(window) = opened.cast::<web::Element>() {
            web::dialog::open(&window);
        }
        move || {
            web::after_render(move || {
                if web::focus::is_nowhere() {
                    opener.iter().for_each(web::focus::focus);
                }
                if web::focus::is_nowhere() {
                    web::focus::action("file");
                }
            });
        }
    });
    window
}

/// The window with a body in it. `name` is that of the dialog, `title` a key of the catalogue.
pub(super) fn framed(page: &Page, window: &NodeRef, (name, title): (&'static str, &str), body: Html) -> Html {
    let title = page.text(title);
    let close = page.on(Msg::DialogChosen(None));
    // Escape closes the element itself; what shows it has to know.
    let onclose = page.on(Msg::DialogChosen(None));
    html! {
        <dialog ref={window.clone()} class={classes!("dialog", format!("dialog--{name}"))} data-dialog={name}
            aria-label={title.clone()} {onclose}>
            <header class="dialog__head">
                <h2>{ title }</h2>
                { tiny("close-dialog", page.text("dialog.close"), "×", close) }
            </header>
            <div class="dialog__body">{ body }</div>
        </dialog>
    }
}
