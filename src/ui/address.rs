//! The notebook that the address names, and the lessons that are fetched.

use std::rc::Rc;

use yew::prelude::*;

use super::{effect::use_effect_on, page::Page};
use crate::{
    lessons,
    session::{LessonMsg, Msg, Store},
    web,
};

/// The address names the open notebook, and so does a reload: the lesson that it came from, and the reader's own, where
/// it is kept. A lesson that is entered there is opened.
#[hook]
pub(super) fn use_address(page: &Page, store: &Store) {
    let shown = use_mut_ref(|| 0);
    let page = page.clone();
    let kept = store.opening().and_then(|opening| opening.kept.clone());
    let open = (store.history.opening(), store.document().lesson.clone(), kept);
    use_effect_on(open, move |(opening, lesson, kept)| {
        let another = shown.replace(*opening) != *opening;
        if another || kept.is_some() {
            web::page::set_fragment_value("notebook", kept.as_deref());
        }
        if another {
            web::page::set_fragment_value("lesson", lesson.as_deref());
            web::page::to_top();
        }
        let (open, is_kept) = (lesson.clone(), kept.is_some());
        let listener = web::page::on_fragment(move || {
            let entered = web::page::fragment_value("lesson");
            let lesson = entered.as_deref().and_then(lessons::id);
            // Who takes the reader's notebook out of the address wants the lesson as it came.
            let left = is_kept && web::page::fragment_value("notebook").is_none();
            if let Some(lesson) = lesson
                && (left || open != Some(lesson.clone()))
            {
                page.send(Msg::Lesson(LessonMsg::Chosen(lesson)));
            }
        });
        move || drop(listener)
    });
}

/// A lesson that was chosen is fetched; one that is opened is read from its beginning.
#[hook]
pub(super) fn use_lessons(page: &Page, awaited: Option<Rc<str>>) {
    let page = page.clone();
    use_effect_on(awaited, move |awaited| {
        let Some(id) = awaited.clone() else { return };
        web::lesson::fetch("lessons", &id.clone(), move |source| {
            let document = source.and_then(|source| lessons::read(&id, &source).ok());
            page.send(Msg::Lesson(match document {
                Some(document) => LessonMsg::Read(Rc::new(document)),
                None => LessonMsg::Unreached(id),
            }));
        });
    });
}
