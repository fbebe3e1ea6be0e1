//! Every language that there is a catalogue for has its page. `cargo xtask test language` runs this in a copy of the
//! repository to which it has added a language by data files alone.

use std::env;

use attention_notebook::{
    i18n::Language,
    lessons,
    plot::Theme,
    ui::{AppProps, Piece},
};
use yew::LocalServerRenderer;

async fn page(language: Language) -> String {
    let props = AppProps::new(language, Theme::Light);
    LocalServerRenderer::<Piece>::with_props(props.into()).hydratable(false).render().await
}

#[tokio::test]
async fn every_language_has_its_page() {
    assert!(Language::all().count() >= 2);
    for language in Language::all() {
        let html = page(language).await;
        assert!(html.contains(&*language.text("page.title")), "{}", language.tag());
        assert!(html.contains(lessons::first().title.text(language.tag())), "{}", language.tag());
        let next = language.next();
        assert!(html.contains(next.name()), "{} leads to {}", language.tag(), next.tag());
    }
}

/// The tag of the language that was added, and the sign that its texts begin with.
#[tokio::test]
async fn an_added_language_needs_data_alone() {
    let Ok(tag) = env::var("ATTENTION_STUB_LANGUAGE") else { return };
    let language = Language::of_tag(&tag).unwrap();
    assert_eq!(language.tag(), tag);
    let html = page(language).await;
    let own = html.matches('⟦').count();
    assert!(own > 50, "{own} texts are its own");
    let title = lessons::first().title;
    assert!(title.text(&tag).starts_with('⟦') && html.contains(title.text(&tag)), "the lesson's text for it");
    let contents = lessons::contents();
    let other = contents.iter().find(|lesson| *lesson.id != *lessons::FIRST).unwrap();
    assert_eq!(other.title.text(&tag), other.title.text("en"), "English where a lesson has no text for it");
}
