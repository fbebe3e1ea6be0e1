//! A link is opened: what it holds comes to the page, or a sentence that says why not.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    dialog::with_lesson,
    effect::use_effect_on,
    page::{Page, use_page},
    piece::view_of,
    state::use_kept,
};
use crate::{
    i18n::{self, Language},
    session::{ArrangementMsg, LibraryMsg, Msg, Origin},
    share::{LinkError, Packed, Texts, read_arrangement},
    web,
};

/// What an address asks to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// The whole notebook.
    notebook: Option<String>,
    /// How a teacher has set it up.
    view: Option<String>,
}

impl Link {
    /// That of the page's address. A notebook that is kept is what has become of the link.
    pub(super) fn of_address() -> Option<Self> {
        let kept = web::page::fragment_value("notebook").is_some();
        let notebook = web::page::fragment_value("nb").filter(|_| !kept);
        let view = web::page::fragment_value("view");
        (notebook.is_some() || view.is_some()).then_some(Self { notebook, view })
    }
}

/// A link that is being opened.
#[derive(PartialEq)]
pub(super) struct Arrival {
    pub(super) link: Link,
    /// The page was opened with it, and shows nothing before it.
    pub(super) begins: bool,
    /// A lesson that the address names has not come yet; what the teacher has set up is that one.
    pub(super) waits: bool,
    /// It has come, or will not; whether there is something to be said of it.
    pub(super) on_end: Callback<bool>,
    /// What it had to say was read.
    pub(super) on_close: Callback<()>,
}

view_of!(Arrival, use_arrival, share);

/// What is told of a link.
#[derive(Debug, Clone, PartialEq)]
enum Told {
    Error(LinkError),
    Lost(usize),
}

#[hook]
fn use_arrival(arrival: &Arrival) -> Html {
    let told = use_kept(|| None::<Told>);
    let page = use_page();
    let begins = arrival.begins;
    {
        let (page, told, on_end) = (page.clone(), told.clone(), arrival.on_end.clone());
        use_effect_on((arrival.link.clone(), arrival.waits), move |(link, waits)| {
            if let Some(page) = page.filter(|_| !waits) {
                open(page, link, begins, move |said| {
                    let is_told = said.is_some();
                    told.set(said);
                    on_end.emit(is_told);
                });
            }
        });
    }
    let (Some(page), Some(told)) = (page, &*told) else { return html! {} };
    let said = match told {
        Told::Error(error) => i18n::link_error(page.language, error),
        Told::Lost(1) => page.text("share.lost.one").to_string(),
        Told::Lost(count) => page.fill("share.lost.other", &[("count", count)]).to_string(),
    };
    let on_close = arrival.on_close.reform(|_: MouseEvent| ());
    html! {
        <div class="toast">
            <p role="alert" data-error="link">{ said }</p>
            <button type="button" class="button" data-action="dismiss" onclick={on_close}>{ page.text("action.dismiss") }</button>
        </div>
    }
}

/// Opens a link and ends with what is to be said of it.
fn open(page: Page, link: &Link, begins: bool, end: impl FnOnce(Option<Told>) + 'static) {
    let arrangement = match link.view.as_deref().map(read_arrangement).transpose() {
        Ok(arrangement) => arrangement.map(Rc::new),
        Err(error) => return end(Some(Told::Error(error))),
    };
    let arrange = move |page: &Page| {
        // The page that opens with the link is in its language already.
        if let Some(language) = web::page::fragment_value("lang").and_then(|tag| Language::of_tag(&tag)) {
            page.send(Msg::LanguageChosen(language));
        }
        if let Some(arrangement) = arrangement {
            page.send(Msg::Arrangement(ArrangementMsg::Applied(arrangement)));
        }
    };
    let Some(notebook) = &link.notebook else {
        arrange(&page);
        return end(None);
    };
    let packed = match Packed::read(notebook) {
        Ok(packed) => packed,
        Err(error) => return end(Some(Told::Error(error))),
    };
    with_lesson(packed.lesson().cloned(), move |lesson| {
        let texts = lesson.map_or_else(Rc::<Texts>::default, |(_, texts)| texts);
        match packed.open(&texts) {
            Ok(opened) => {
                let document = Rc::new(opened.document);
                page.send(Msg::Library(if begins {
                    LibraryMsg::Began(document)
                } else {
                    LibraryMsg::Opened { document, origin: Origin::Link }
                }));
                arrange(&page);
                end((opened.lost > 0).then_some(Told::Lost(opened.lost)));
            }
            Err(error) => end(Some(Told::Error(error))),
        }
    });
}
