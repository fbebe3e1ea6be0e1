//! The first screen stands in the page itself, before the program is there: as the program will draw it.
//!
//! Where a change of the page is meant, write the new screens with `INSTA_UPDATE=always cargo test --test first_screen`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{env, fs, path::Path};

use attention_notebook::{
    i18n::Language,
    lessons,
    plot::Theme,
    ui::{AppProps, Piece},
};
use yew::LocalServerRenderer;

/// So many rows are seen on the first screen of a large window.
const ROWS: usize = 2;
/// What the style sheets ask for; what an element is for comes with the program.
const KEPT: [&str; 11] = [
    "class",
    "d",
    "data-action",
    "data-role",
    "data-when",
    "height",
    "lang",
    "scope",
    "value",
    "viewBox",
    "width",
];

async fn page(language: Language) -> String {
    let props = AppProps::new(language, Theme::Light);
    LocalServerRenderer::<Piece>::with_props(props.into()).hydratable(false).render().await
}

/// The frame, the head of the notebook and its first rows.
fn first_screen(page: &str) -> String {
    let start = page.find("<div class=\"frame\"").unwrap();
    let (frame, rest) = page[start..].split_once("<main").unwrap();
    // There is one insertion before each row.
    let end = rest.match_indices("<div class=\"insert\"").nth(ROWS).unwrap().0;
    format!("{}<main{}</main>", with_first_thumbnails(frame), &rest[..end])
}

/// The strip is as high as its first thumbnails, and none is seen.
fn with_first_thumbnails(frame: &str) -> String {
    let (before, strip) = frame.split_once("<nav").unwrap();
    let (first, _) = strip.split_once("</div>").unwrap();
    let (_, after) = strip.split_once("</nav>").unwrap();
    format!("{before}<nav{first}</div></nav>{after}")
}

/// Without what is seen under the pointer only, and what takes no room.
fn without_tools(html: &str) -> String {
    let mut html = html.to_owned();
    for (start, end) in
        [("<span class=\"grid__item-actions\">", "</span>"), ("<div class=\"cell__actions\">", "</div>")]
    {
        while let Some((before, rest)) = html.split_once(start) {
            html = format!("{before}{}", rest.split_once(end).unwrap().1);
        }
    }
    html
}

/// The same with the attributes that are kept.
fn plain(html: &str) -> String {
    let mut parts = html.split('<');
    let mut written = parts.next().unwrap().to_owned();
    for part in parts {
        let (tag, text) = part.split_once('>').unwrap();
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        written.push('<');
        written.push_str(name);
        for (attribute, value) in pairs(attributes) {
            if KEPT.contains(&attribute) || (attribute, value) == ("role", "grid") {
                written.extend([" ", attribute, "=\"", value, "\""]);
            }
        }
        written.push('>');
        written.push_str(text);
    }
    written
}

/// `a="1" b="2"` as pairs; what has no value is for controls.
fn pairs(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        let (name, behind) = rest.split_once("=\"")?;
        let (value, behind) = behind.split_once('"')?;
        rest = behind;
        Some((name.rsplit(' ').next().unwrap_or(name), value))
    })
}

#[tokio::test]
async fn the_first_screen_is_as_the_program_draws_it() {
    for language in Language::all() {
        let file = format!("src/first/{}.html", language.tag());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
        // A line for each row of a grid, so that changes can be read.
        let drawn =
            without_tools(&plain(&first_screen(&page(language).await))).replace("<tr", "\n<tr") + "\n";
        if env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            fs::write(&path, &drawn).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == drawn, "{file} is another screen than that of the program:\n{drawn}");
    }
    assert_eq!(lessons::FIRST, "xiaoming", "src/web/loading.js asks for no other");
}

#[test]
fn elements_keep_their_looks() {
    let html = "<p id=\"a\" class=\"b c\" hidden>x<input value=\"1\" type=\"text\"></p>";
    assert_eq!(plain(html), "<p class=\"b c\">x<input value=\"1\"></p>");
}
