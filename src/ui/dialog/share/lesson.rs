//! The lesson that a notebook came from, as it came, with all of its texts.

use std::rc::Rc;

use crate::{lessons, notebook::Document, share::Texts, web};

/// Calls with the lesson; with `None` where there is none, or where it cannot be had.
pub(in crate::ui) fn with_lesson(
    id: Option<Rc<str>>,
    call: impl FnOnce(Option<(Rc<Document>, Rc<Texts>)>) + 'static,
) {
    let read = |id: &str, source: &str| {
        let lesson = lessons::read(id, source).ok()?;
        let texts = Texts::of_file(&lesson, source);
        Some((Rc::new(lesson), Rc::new(texts)))
    };
    // A name that is none of a lesson is nothing to ask the network for.
    let Some(id) = id.and_then(|id| lessons::id(&id)) else { return call(None) };
    web::spawn(async move {
        let source = web::lesson::text("lessons", &id).await;
        call(source.and_then(|source| read(&id, &source)));
    });
}
