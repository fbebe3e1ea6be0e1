//! The page: reads the language and the ground from the address and the browser, and mounts it.

use attention_notebook::{
    plot::Theme,
    ui::{Piece, start},
    web::{self, page, words},
};

fn main() {
    // A release says nothing of its insides; the page itself says that something went wrong.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    // The browser has just read the program: it may answer the reader before the page is drawn.
    web::soon(draw);
}

fn draw() {
    let dark = page::fragment_value("theme").map_or_else(page::prefers_dark, |theme| theme == "dark");
    let theme = if dark { Theme::Dark } else { Theme::Light };
    let Some(root) = page::mount_point() else { return };
    let Some(language) = words::begin() else { return page::cannot_download() };
    web::spawn(async move {
        match start(language, theme).await {
            Some(props) => drop(yew::Renderer::<Piece>::with_root_and_props(root, props.into()).render()),
            None => page::cannot_download(),
        }
    });
}
