//! What the page says about keeping the open notebook.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    hands::{Hands, Version},
    open,
};
use crate::{
    library::Fault,
    session::{Dialog, Msg},
    ui::{keep::file::save, page::Page},
};

/// What there is to say.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Notice {
    /// Nothing yet.
    None,
    /// It is kept.
    Saved,
    /// It is not.
    Failed(Fault),
    /// Another tab has written it.
    Behind,
    /// It is kept as a copy, because another tab had written the notebook of this id.
    Copied(Rc<str>),
}

impl Notice {
    /// What names it on the page.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::None => "unchanged",
            Self::Saved => "saved",
            Self::Failed(fault) => fault.code(),
            Self::Behind => "behind",
            Self::Copied(_) => "copied",
        }
    }
}

/// The message that asks for an answer, where there is one.
pub(super) fn notice(hands: &Hands, version: &Version) -> Html {
    let page = &hands.page;
    let act = |act: fn(&Hands, &Version)| {
        let (hands, version) = (hands.clone(), version.clone());
        Callback::from(move |_: MouseEvent| act(&hands, &version))
    };
    match &*hands.notice {
        Notice::None | Notice::Saved => html! {},
        Notice::Failed(fault) => {
            let key = if *fault == Fault::Full { "notebooks.full" } else { "notebooks.blocked" };
            let save = act(|hands, version| save(&hands.page, &version.document));
            alert(
                fault.code(),
                page.text(key),
                html! {
                    <>
                        if *fault == Fault::Full {
                            { button(page, "library", "file.library", page.on(Msg::DialogChosen(Some(Dialog::Library)))) }
                        }
                        { button(page, "save-file", "notebooks.save_file", save) }
                    </>
                },
            )
        }
        Notice::Behind => alert(
            "behind",
            page.text("notebooks.behind"),
            html! {
                <>
                    { button(page, "take-other", "notebooks.take_other", act(Hands::take_other)) }
                    { button(page, "keep-copy", "notebooks.keep_copy", act(Hands::keep_copy)) }
                </>
            },
        ),
        Notice::Copied(other) => {
            let open_other = {
                let (hands, other) = (hands.clone(), other.clone());
                Callback::from(move |_: MouseEvent| {
                    hands.dismiss();
                    open(&hands.page, &other);
                })
            };
            alert(
                "copied",
                page.text("notebooks.copied"),
                html! {
                    <>
                        { button(page, "open-other", "notebooks.open_other", open_other) }
                        { button(page, "dismiss-notice", "action.dismiss", act(|hands, _| hands.dismiss())) }
                    </>
                },
            )
        }
    }
}

pub(super) fn button(page: &Page, action: &'static str, key: &str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="button" data-action={action} {onclick}>{ page.text(key) }</button> }
}

pub(super) fn alert(code: &'static str, text: AttrValue, buttons: Html) -> Html {
    html! {
        <div class="toast keep__notice">
            <p role="alert" data-error={code}>{ text }</p>
            { buttons }
        </div>
    }
}
