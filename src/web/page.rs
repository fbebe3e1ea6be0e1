//! The page as a whole: its root element, its address, what the reader's browser prefers.

use web_sys::{Document, Element, Window, window};

fn document() -> Option<Document> {
    window().and_then(|window| window.document())
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// Sets the language, the ground and the title.
pub fn dress(language: &str, theme: &str, title: &str) {
    if let Some(root) = root() {
        // An attribute that cannot be set has no remedy here, and the page works without it.
        root.set_attribute("lang", language).ok();
        root.set_attribute("data-theme", theme).ok();
    }
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Says that the first result is on screen: `data-ready` for scripts, a mark in the browser's timeline.
pub fn mark_ready() {
    if let Some(root) = root()
        && !root.has_attribute("data-ready")
    {
        root.set_attribute("data-ready", "true").ok();
        if let Some(performance) = window().and_then(|window| window.performance()) {
            performance.mark("ready").ok();
        }
    }
}

/// The languages that the reader prefers, the best first.
pub fn languages() -> Vec<String> {
    let Some(navigator) = window().map(|window| window.navigator()) else { return Vec::new() };
    navigator.languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Whether the reader prefers a dark ground.
pub fn prefers_dark() -> bool {
    let query =
        window().and_then(|window: Window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// A value of the address's fragment: `three-inputs` of `#lesson=three-inputs&lang=en`.
pub fn fragment_value(key: &str) -> Option<String> {
    let fragment = window()?.location().hash().ok()?;
    let pairs = fragment.trim_start_matches('#').split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(found, _)| *found == key).map(|(_, value)| value.to_owned())
}

/// Where the page is mounted; what stood there for the time of loading is taken away.
pub fn mount_point() -> Option<Element> {
    let mount = document()?.get_element_by_id("app")?;
    mount.set_inner_html("");
    Some(mount)
}
