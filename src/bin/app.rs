//! The page: reads where to start from the address and the browser, and mounts it.

use attention_notebook::{
    i18n::Language,
    lessons,
    library::{Library, Start},
    plot::Theme,
    session::Origin,
    ui::{AppProps, Piece},
    web::{self, lesson, page, storage::Local},
};

fn main() {
    // A release says nothing of its insides; the page itself says that something went wrong.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    // The browser has just read the program: it may answer the reader before the page is drawn.
    web::soon(start);
}

fn start() {
    let asked = page::fragment_value("lang").into_iter().chain(page::languages());
    let language =
        asked.into_iter().find_map(|tag| Language::of_tag(&tag)).or_else(|| Language::of_tag("en"));
    let dark = page::fragment_value("theme").map_or_else(page::prefers_dark, |theme| theme == "dark");
    let theme = if dark { Theme::Dark } else { Theme::Light };
    let Some((language, root)) = language.zip(page::mount_point()) else { return };
    let mount = move |notebook, origin, lost, unreached, audience| {
        let props = AppProps { notebook, origin, lost, unreached, language, theme, audience };
        yew::Renderer::<Piece>::with_root_and_props(root, props.into()).render();
    };
    if page::fragment_value("audience").is_some() {
        // It shows what another window shows, and nothing of its own: nothing is read here, and nothing kept.
        return mount(None, Origin::Lesson, None, None, true);
    }
    // What a link holds comes once the page stands: the part of the program that reads it is fetched then.
    let linked = page::fragment_value("nb").is_some();
    let lesson = page::fragment_value("lesson").filter(|_| !linked).and_then(|id| lessons::id(&id));
    let named = page::fragment_value("notebook");
    let Start { opened, lost } = Library::new(Local, 0).start(named.as_deref(), linked || lesson.is_some());
    if let Some((notebook, kept)) = opened {
        return mount(Some(notebook), Origin::Library(kept), lost, None, false);
    }
    match lesson.filter(|id| **id != *lessons::FIRST) {
        // The page shows that it loads until the notebook is there.
        Some(id) => lesson::fetch("lessons", &id.clone(), move |source| {
            let notebook = source.and_then(|source| lessons::read(&id, &source).ok());
            let unreached = notebook.is_none().then_some(id);
            mount(notebook, Origin::Lesson, lost, unreached, false);
        }),
        None => mount(None, Origin::Lesson, lost, None, false),
    }
}
