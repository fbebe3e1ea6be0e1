//! The menu of what can be done with the whole notebook: keep it, share it, take it away, show it.

use std::rc::Rc;

use yew::prelude::*;

use super::opened::{Opened, use_opened};
use crate::{
    notebook::{Document, Phrase},
    session::{Dialog, LibraryMsg, Msg, Origin, PresentationMsg, Printing},
    ui::{
        page::{Page, use_page},
        piece::view_of,
    },
    web,
};

#[derive(PartialEq)]
pub(in crate::ui) struct FileMenu;

view_of!(FileMenu, use_file_menu());

#[hook]
fn use_file_menu() -> Html {
    let Some(page) = use_page() else { return html! {} };
    let Opened { open, toggle, onkeydown, onfocusout } = use_opened();
    let close = {
        let open = open.clone();
        Callback::from(move |event: MouseEvent| {
            open.set(false);
            // The entry goes; what it opens gives the focus back to the menu.
            web::focus::first_in(&event, ".menu");
        })
    };
    html! {
        <div class="menu" {onkeydown} {onfocusout}>
            <button type="button" class="button" data-action="file" aria-expanded={open.to_string()} onclick={toggle}>
                { page.text("file.menu") }<span class="menu__sign" aria-hidden="true">{ "▾" }</span>
            </button>
            if *open {
                // Any choice closes the menu, after it has been heard.
                <div class="file" tabindex="-1" onclick={close}>
                    { entry(&page, "new", "file.new", begin(&page)) }
                    <button type="button" class="file__entry" data-action="open" onclick={|_: MouseEvent| web::file::choose()}>
                        { page.text("file.open") }
                    </button>
                    { entry(&page, "save", "file.save", Msg::DialogChosen(Some(Dialog::Save))) }
                    { entry(&page, "library", "file.library", Msg::DialogChosen(Some(Dialog::Library))) }
                    { entry(&page, "share", "file.share", Msg::DialogChosen(Some(Dialog::Share))) }
                    { entry(&page, "export", "file.export", Msg::DialogChosen(Some(Dialog::Export(None)))) }
                    { entry(&page, "import", "file.import", Msg::DialogChosen(Some(Dialog::Import))) }
                    { entry(&page, "present", "file.present", Msg::Presentation(PresentationMsg::Started)) }
                    <button type="button" class="file__entry" data-action="print" onclick={print(&page)}>{ page.text("file.print") }</button>
                </div>
            }
        </div>
    }
}

/// Opens a notebook with nothing in it.
fn begin(page: &Page) -> Msg {
    let title = Phrase::from(&*page.text("notebooks.new_title"));
    let document = Document { title, lesson: None, dimensions: Vec::new(), cells: Vec::new() };
    Msg::Library(LibraryMsg::Opened { document: Rc::new(document), origin: Origin::New })
}

/// Prints what is drawn for paper: the browser's dialog would not wait for it.
fn print(page: &Page) -> Callback<MouseEvent> {
    let page = page.clone();
    Callback::from(move |_| {
        page.send(Msg::Printing(Printing::Prepared));
        web::page::print();
    })
}

fn entry(page: &Page, action: &'static str, key: &str, msg: Msg) -> Html {
    html! {
        <button type="button" class="file__entry" data-action={action} onclick={page.on(msg)}>{ page.text(key) }</button>
    }
}
