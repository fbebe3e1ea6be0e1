//! Whether the open notebook is kept, in a word; and what there is to decide, where it is not.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    hands::{Hands, Memory, Version},
    library,
    notice::{Notice, alert, button, notice},
};
use crate::{
    library::Library,
    notebook::Document,
    session::Opening,
    ui::{effect::use_effect_on, page::use_page, piece::view_of, shared::Shared, state::use_kept},
    web::{self, storage::Local},
};

#[derive(PartialEq)]
pub(in crate::ui) struct KeepingProps {
    /// Which of the notebooks that were opened it is.
    pub(in crate::ui) number: usize,
    pub(in crate::ui) opening: Shared<Opening>,
    pub(in crate::ui) document: Shared<Document>,
    /// The notebook that was to be opened and could not be read.
    pub(in crate::ui) lost: Option<Rc<str>>,
}

view_of!(KeepingProps, use_keeping, library);

#[hook]
fn use_keeping(props: &KeepingProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let memory = use_mut_ref(Memory::default);
    let told = use_kept(|| Notice::None);
    // The name under which the notebook lies aside that could not be read.
    let aside = use_kept(Option::<Rc<str>>::default);
    let hands = Hands { page: page.clone(), memory, notice: told.clone() };
    let version = Version {
        number: props.number,
        opening: props.opening.0.clone(),
        document: props.document.0.clone(),
    };
    {
        let (hands, version) = (hands.clone(), version.clone());
        let now = (props.number, props.opening.clone(), props.document.clone());
        use_effect_on(now, move |_| hands.follow(&version));
    }
    {
        let (hands, version) = (hands.clone(), version.clone());
        let watched = (props.number, props.opening.clone(), page.language);
        use_effect_on(watched, move |_| {
            let leaving = hands.clone();
            let left = web::storage::on_leave(move || leaving.write());
            let changed = web::storage::on_change(move |key| {
                let id = key.as_deref().map(Library::<Local>::id_of);
                // Without a key everything was taken out: what is here is written again with the next change.
                if id.flatten().is_some_and(|id| version.opening.kept.as_deref() == Some(id)) {
                    hands.look(&version);
                }
            });
            move || drop((left, changed))
        });
    }
    {
        let aside = aside.clone();
        use_effect_on(props.lost.clone(), move |lost| {
            aside.set(lost.as_ref().map(|id| library(0).put_aside(id).unwrap_or_else(|| id.clone())));
        });
    }
    let put_away = {
        let aside = aside.clone();
        Callback::from(move |_: MouseEvent| aside.set(None))
    };
    let download = {
        let aside = aside.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(name) = &*aside {
                download(name);
            }
        })
    };
    let state = match &*told {
        Notice::None => None,
        Notice::Saved | Notice::Copied(_) => Some("notebooks.saved"),
        Notice::Failed(_) | Notice::Behind => Some("notebooks.unsaved"),
    };
    html! {
        <div class="keep" data-keep={told.code()}>
            if let Some(key) = state {
                <p class="keep__state">{ page.text(key) }</p>
            }
            { notice(&hands, &version) }
            if aside.is_some() {
                { alert("lost", page.text("notebooks.lost"), html! {
                    <>
                        { button(&page, "download-lost", "notebooks.download", download) }
                        { button(&page, "dismiss-lost", "action.dismiss", put_away) }
                    </>
                }) }
            }
        </div>
    }
}

/// Offers what lies aside as a file, as it was found.
pub(in crate::ui) fn download(name: &str) {
    if let Some(text) = library(0).found(name) {
        web::file::save(&format!("{name}.txt"), "text/plain", &text);
    }
}
