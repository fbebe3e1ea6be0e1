//! What the page begins with: what its address names, what the reader worked on last, or the first lesson.

use super::{answers::fetch_language, app::AppProps, lesson};
use crate::{
    i18n::Language,
    lessons,
    library::{KEYS, Library, Start, Storage},
    part::of_part,
    plot::Theme,
    session::Origin,
    web::{page::fragment_value, storage::Local},
};

of_part!(
    library,
    LIBRARY,
    /// The reader's notebook to begin with.
    fn kept(named: Option<&str>, names_something: bool) -> Start {
        Library::new(Local, 0).start(named, names_something)
    }
);

/// What the page begins with; `None` where its program could not be had.
pub async fn start(language: Language, theme: Theme) -> Option<AppProps> {
    let mut props = AppProps::new(language, theme);
    // It shows what another window shows, and nothing of its own: nothing is read here, and nothing kept.
    props.audience = fragment_value("audience").is_some();
    if props.audience {
        return Some(props);
    }
    // What a link holds comes once the page stands: the part of the program that reads it is fetched then.
    let linked = fragment_value("nb").is_some();
    let mut asked = None;
    if let Some(name) = fragment_value("lesson").filter(|_| !linked) {
        asked = lesson::named(&name).await?;
    }
    let named = fragment_value("notebook");
    if keeps_something() && (named.is_some() || !(linked || asked.is_some())) {
        if !(LIBRARY.fetch().await && fetch_language().await) {
            return None;
        }
        let Start { opened, lost } = kept(named.as_deref(), linked || asked.is_some())?;
        props.lost = lost;
        if let Some((notebook, kept)) = opened {
            props.notebook = Some(notebook);
            props.origin = Origin::Library(kept);
            return Some(props);
        }
    }
    if let Some(id) = asked.filter(|id| **id != *lessons::FIRST) {
        // The page shows that it loads until the notebook is there.
        props.notebook = lesson::fetched(&id).await;
        props.unreached = props.notebook.is_none().then_some(id);
    }
    Some(props)
}

/// Whether the browser keeps anything for the page; others of the same host may have it keep something, too. Where it does
/// not answer, there is nothing to read.
fn keeps_something() -> bool {
    Local.keys().is_ok_and(|keys| keys.iter().any(|key| key.starts_with(KEYS)))
}
