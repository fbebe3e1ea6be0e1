//! The page: reads the language and the ground from the address and the browser, and mounts it.

use attention_notebook::{
    i18n::Language,
    plot::Theme,
    ui::{Piece, start},
    web::{self, page},
};

fn main() {
    // A release says nothing of its insides; the page itself says that something went wrong.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    let asked = page::fragment_value("lang").into_iter().chain(page::languages());
    let language =
        asked.into_iter().find_map(|tag| Language::of_tag(&tag)).or_else(|| Language::of_tag("en"));
    let dark = page::fragment_value("theme").map_or_else(page::prefers_dark, |theme| theme == "dark");
    let theme = if dark { Theme::Dark } else { Theme::Light };
    let Some((language, root)) = language.zip(page::mount_point()) else { return };
    web::spawn(async move {
        match start(language, theme).await {
            Some(props) => drop(yew::Renderer::<Piece>::with_root_and_props(root, props.into()).render()),
            None => page::cannot_download(),
        }
    });
}
