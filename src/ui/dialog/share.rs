//! The dialog `share`: the notebook as a link, as a QR code, and as a teacher wants it to be seen.

mod code;
mod lesson;
mod teacher;

use std::rc::Rc;

use yew::prelude::*;

pub(in crate::ui) use lesson::with_lesson;

use self::{code::CodeProps, teacher::TeacherProps};
use super::{
    DialogProps,
    frame::{framed, use_modal},
};
use crate::{
    i18n::{self, Language},
    session::Arrangement,
    share::{LinkError, MAX_LINK, SHORT, Told},
    ui::{
        effect::use_effect_on,
        page::{Page, use_page},
        piece::{view, view_of},
        state::{State, use_kept},
    },
    web,
};

/// The dialog, while it is open.
#[derive(PartialEq)]
pub(super) struct ShareDialog(pub(super) DialogProps);

view_of!(ShareDialog, use_share_dialog, share);

/// What a teacher chose.
#[derive(Debug, Clone, PartialEq, Default)]
struct Choice {
    arrangement: Arrangement,
    /// `None`: each reader's own.
    language: Option<Language>,
}

#[hook]
fn use_share_dialog(dialog: &ShareDialog) -> Html {
    let window = use_modal();
    let told = use_kept(|| None::<Result<Told, LinkError>>);
    let choice = use_kept(Choice::default);
    let copied = use_kept(|| None::<(String, bool)>);
    let document = dialog.0.document.clone();
    {
        let told = told.clone();
        use_effect_on(document.clone(), move |document| {
            let document = document.clone();
            with_lesson(document.lesson.clone(), move |lesson| {
                let lesson = lesson.as_ref().map(|(lesson, texts)| (&**lesson, &**texts));
                told.set(Some(Told::of(&document, lesson)));
            });
        });
    }
    let Some(page) = use_page() else { return html! {} };
    let teacher = TeacherProps {
        document,
        step: dialog.0.session.player.step,
        arrangement: Rc::new(choice.arrangement.clone()),
        language: choice.language,
        on_change: {
            let choice = choice.clone();
            Callback::from(move |(arrangement, language)| choice.set(Choice { arrangement, language }))
        },
    };
    let body = match &*told {
        None => html! { <p aria-busy="true">{ page.text("share.waiting") }</p> },
        Some(Err(error)) => over(&page, error),
        Some(Ok(told)) => {
            let language = choice.language.map(Language::tag);
            let link = told.link(&web::page::address(), &choice.arrangement, language);
            html! {
                <>
                    <p>{ page.text(if matches!(told, Told::Lesson(_)) { "share.lesson" } else { "share.help" }) }</p>
                    { link_line(&page, &link, &copied) }
                    { view(CodeProps { link: link.into() }) }
                    { view(teacher) }
                </>
            }
        }
    };
    framed(&page, &window, ("share", "file.share"), body)
}

/// Why there is no link.
fn over(page: &Page, error: &LinkError) -> Html {
    let said = match error {
        LinkError::TooLong(Some(length)) => {
            let [length, most] = [*length, MAX_LINK].map(|count| i18n::count(page.language, count as u128));
            page.fill("share.over", &[("length", &length), ("most", &most)])
        }
        _ => page.text("share.vast"),
    };
    html! { <p role="alert" data-error="link">{ said }</p> }
}

/// The link, how long it is, and the button that copies it.
fn link_line(page: &Page, link: &str, copied: &State<Option<(String, bool)>>) -> Html {
    let length = link.chars().count();
    let fits = if length <= SHORT { "share.short" } else { "share.long" };
    let count = i18n::count(page.language, length as u128);
    let copy = {
        let (link, copied) = (link.to_owned(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            let (link, copied) = (link.clone(), copied.clone());
            web::clipboard::copy(&link.clone(), move |done| copied.set(Some((link, done))));
        })
    };
    // What was copied is another link by now, where something was chosen since.
    let said = (**copied).as_ref().filter(|(said, _)| *said == link).map(|(_, done)| *done);
    html! {
        <>
            <div class="share__line">
                <a class="share__link" data-share-link={link.to_owned()} href={link.to_owned()} target="_blank" rel="noopener"
                    title={page.text("share.link")}>{ link.to_owned() }</a>
                <button type="button" class="button share__copy" data-action="copy-link" onclick={copy}>
                    { page.text(if said == Some(true) { "share.copied" } else { "share.copy" }) }
                </button>
            </div>
            <p class="share__length">{ page.fill(fits, &[("length", &count)]) }</p>
            <p role="status" class="share__said">
                if said == Some(true) { <span class="quiet">{ page.text("share.copied") }</span> }
                if said == Some(false) { { page.text("share.not_copied") } }
            </p>
        </>
    }
}
