//! The page's address: it names the open notebook, and what is entered there is opened.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    arrival::{Arrival, Link},
    effect::use_effect_on,
    lesson,
    page::Page,
    piece::view,
    state::use_kept,
};
use crate::{
    session::{LessonMsg, Msg, Origin, Store},
    web,
};

/// The address names the open notebook, and so does a reload: the link or the lesson that it came from, and the reader's
/// own, where it is kept. A lesson that is entered there is opened.
#[hook]
pub(super) fn use_address(page: &Page, store: &Store) {
    let shown = use_mut_ref(|| 0);
    let page = page.clone();
    let opening = store.opening();
    let kept = opening.and_then(|opening| opening.kept.clone());
    let linked = opening.is_some_and(|opening| opening.origin == Origin::Link);
    let open = (store.history.opening(), store.document().lesson.clone(), kept, linked);
    use_effect_on(open, move |(opening, lesson, kept, linked)| {
        let another = shown.replace(*opening) != *opening;
        if another || kept.is_some() {
            web::page::set_fragment_value("notebook", kept.as_deref());
            // What has become of the link is what a reload is to show.
            if !linked || kept.is_some() {
                web::page::set_fragment_value("nb", None);
            }
        }
        if another {
            web::page::set_fragment_value("lesson", lesson.as_deref());
            web::page::to_top();
        }
        let (open, is_kept) = (lesson.clone(), kept.is_some());
        let listener = web::page::on_fragment(move || {
            if web::page::fragment_value("nb").is_some() {
                return;
            }
            let Some(entered) = web::page::fragment_value("lesson") else { return };
            // Who takes the reader's notebook out of the address wants the lesson as it came.
            let left = is_kept && web::page::fragment_value("notebook").is_none();
            if !left && open.as_deref() == Some(&*entered) {
                return;
            }
            let page = page.clone();
            web::spawn(async move {
                match lesson::named(&entered).await {
                    Some(Some(lesson)) => page.send(Msg::Lesson(LessonMsg::Chosen(lesson))),
                    Some(None) => page.send(Msg::Lesson(LessonMsg::Unknown)),
                    // What cannot be had is said when it is asked for.
                    None => page.send(Msg::Lesson(LessonMsg::Chosen(entered.into()))),
                }
            });
        });
        move || drop(listener)
    });
    let arranged = use_mut_ref(bool::default);
    use_effect_on(store.session.arrangement.is_some(), move |is_arranged| {
        if arranged.replace(*is_arranged) && !is_arranged {
            web::page::set_fragment_value("view", None);
        }
    });
}

/// Opens the links that are entered: whether the page waits for the one that it was opened with, and what opens it.
#[hook]
pub(super) fn use_links(page: &Page, store: &Store) -> (bool, Html) {
    let link = use_kept(Link::of_address);
    let is_linked = use_kept(|| Link::of_address().is_some());
    let waiting = use_kept(|| Link::of_address().is_some());
    // It is not there before what it says has been answered.
    let waits_still = *waiting || *is_linked && page.is_behind();
    {
        let link = link.clone();
        use_effect_on((), move |()| {
            let listener = web::page::on_fragment(move || {
                if let Some(entered) = Link::of_address() {
                    link.set(Some(entered));
                }
            });
            move || drop(listener)
        });
    }
    let on_end = {
        let (link, waiting) = (link.clone(), waiting.clone());
        Callback::from(move |is_told: bool| {
            waiting.set(false);
            if !is_told {
                link.set(None);
            }
        })
    };
    let on_close = {
        let link = link.clone();
        Callback::from(move |()| {
            web::page::set_fragment_value("nb", None);
            web::page::set_fragment_value("view", None);
            link.set(None);
        })
    };
    let waits = store.session.awaited.is_some();
    let begins = *waiting;
    let arrival = (*link).clone().map(|link| view(Arrival { link, begins, waits, on_end, on_close }));
    (waits_still, html! { <>{ for arrival }</> })
}

/// What stands in the place of the notebook until the link is read.
pub(super) fn meanwhile(page: &Page) -> Html {
    html! {
        <main id="notebook" class="notebook" tabindex="-1"><p aria-busy="true">{ page.text("share.opening") }</p></main>
    }
}

/// A lesson that was chosen is fetched; one that is opened is read from its beginning.
#[hook]
pub(super) fn use_lessons(page: &Page, awaited: Option<Rc<str>>) {
    let page = page.clone();
    use_effect_on(awaited, move |awaited| {
        let Some(id) = awaited.clone() else { return };
        web::spawn(async move {
            page.send(Msg::Lesson(match lesson::fetched(&id).await {
                Some(document) => LessonMsg::Read(Rc::new(document)),
                None => LessonMsg::Unreached(id),
            }));
        });
    });
}
