//! Notebooks as files: saved, chosen, dropped on the page.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    library::file_name,
    notebook::{CodecError, Document, decode, encode, limits::MAX_FILE},
    part::of_part,
    session::{FileFault, LibraryMsg, Msg, Origin, Unopened},
    ui::{
        effect::use_effect_on,
        page::{Page, use_page},
        piece::view_of,
        shared::Shared,
    },
    web::{self, file::File},
};

/// Saves the notebook as a file, as soon as it is shown.
#[derive(PartialEq)]
pub(in crate::ui) struct SaveProps {
    pub(in crate::ui) document: Shared<Document>,
}

view_of!(SaveProps, use_save, library);

#[hook]
fn use_save(props: &SaveProps) -> Html {
    let page = use_page();
    let document = props.document.clone();
    use_effect_on((), move |()| {
        if let Some(page) = &page {
            save(page, &document);
            page.send(Msg::DialogChosen(None));
        }
    });
    html! {}
}

/// Offers the notebook as a file.
pub(super) fn save(page: &Page, document: &Document) {
    let name = file_name(document.title.text(page.language.tag()));
    web::file::save(&format!("{name}.json"), "application/json", &encode(document));
}

/// The page's input of files. A file that is no notebook goes to `others`.
pub(in crate::ui) fn open_input(page: &Page, others: &Callback<File>) -> Html {
    let onchange = {
        let (page, others) = (page.clone(), others.clone());
        Callback::from(move |event: Event| {
            if let Some(file) = web::file::chosen(&event) {
                give(&page, file, &others);
            }
        })
    };
    html! { <input class="spoken" type="file" data-open="" tabindex="-1" aria-label={page.text("notebooks.choose")} {onchange} /> }
}

/// Files that are dropped on the page are opened.
#[hook]
pub(in crate::ui) fn use_dropped_files(page: &Page, others: &Callback<File>) {
    let (page, others) = (page.clone(), others.clone());
    use_effect_on(page.language, move |_| {
        let dropped = web::file::on_drop(move |file| give(&page, file, &others));
        move || drop(dropped)
    });
}

of_part!(
    library,
    OPENED,
    /// What is to be said of a file: a notebook, or why it is none. Without a text it could not be read.
    fn opened(name: String, text: Option<String>, is_large: bool) -> LibraryMsg {
        let read = match text {
            Some(text) => decode(&text).map_err(FileFault::Codec),
            None if is_large => Err(FileFault::Codec(CodecError::TooLarge)),
            None => Err(FileFault::Unreadable),
        };
        match read {
            Ok(document) => LibraryMsg::Opened { document: Rc::new(document), origin: Origin::File },
            Err(fault) => LibraryMsg::Unopened(Rc::new(Unopened { name: name.into(), fault })),
        }
    }
);

/// Opens a file that is a notebook by its name; others are for someone else.
fn give(page: &Page, file: File, others: &Callback<File>) {
    let name = file.name();
    let is_notebook = name.rsplit('.').next().is_some_and(|kind| kind.eq_ignore_ascii_case("json"));
    if !is_notebook {
        return others.emit(file);
    }
    let (page, is_large) = (page.clone(), file.size() > MAX_FILE as f64);
    web::file::text_of(&file, MAX_FILE, move |text| {
        web::spawn(async move {
            let unfetched = Unopened { name: name.clone().into(), fault: FileFault::Unfetched };
            OPENED.fetch().await;
            let msg = opened(name, text, is_large);
            page.send(Msg::Library(msg.unwrap_or(LibraryMsg::Unopened(Rc::new(unfetched)))));
        });
    });
}
