//! The built-in notebooks beside the page: finding them by name, fetching and reading them. Both are of a part: the
//! page carries the first lesson itself.

use std::rc::Rc;

use super::answers::fetch_language;
use crate::{lessons, notebook::Document, part::of_part, web};

of_part!(
    lessons,
    FIND,
    /// The id of the lesson of a name.
    fn find(name: &str) -> Option<Rc<str>> {
        lessons::id(name)
    }
);

of_part!(
    lessons,
    READ,
    /// A lesson from its file.
    fn read(id: &str, source: &str) -> Option<Document> {
        lessons::read(id, source).ok()
    }
);

/// The id of the lesson of a name, where there is one; `None` where that cannot be known, since the part did not come.
pub(super) async fn named(name: &str) -> Option<Option<Rc<str>>> {
    if FIND.fetch().await { find(name) } else { None }
}

/// The lesson of an id, where it can be had.
pub(super) async fn fetched(id: &str) -> Option<Document> {
    // On the way at the same time.
    web::spawn(async {
        fetch_language().await;
    });
    let source = web::lesson::text("lessons", id).await?;
    if READ.fetch().await && fetch_language().await { read(id, &source).flatten() } else { None }
}
