//! Keys that work wherever the focus is.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, window};

/// A key that the whole page listens for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKey {
    /// Control or ⌘ with Z.
    Undo,
    /// Control or ⌘ with Y, or with Shift and Z.
    Redo,
    /// `?` outside of a text.
    Help,
    /// Space: play or pause.
    Play,
    /// ←, Page Up: one step back.
    Back,
    /// →, Page Down: one step on.
    Forward,
    /// Home: to the first step.
    First,
    /// End: show everything.
    Last,
}

/// Calls back for each [`PageKey`] until it is dropped. Some belong to the player only while somebody is `stepping`.
pub fn listen(stepping: bool, call: impl Fn(PageKey) + 'static) -> Option<EventListener> {
    let document = window()?.document()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if let Some(key) = page_key(event).or_else(|| step_key(event, stepping)) {
            event.prevent_default();
            call(key);
        }
    }))
}

fn page_key(event: &KeyboardEvent) -> Option<PageKey> {
    let command = event.ctrl_key() || event.meta_key();
    match event.key().to_ascii_lowercase().as_str() {
        "z" | "y" if command && undoes_itself(event) => None,
        "z" if command && event.shift_key() => Some(PageKey::Redo),
        "z" if command => Some(PageKey::Undo),
        "y" if command => Some(PageKey::Redo),
        "?" if !is_text(event) => Some(PageKey::Help),
        _ => None,
    }
}

/// The keys of the player: inside it, and where nothing else has the focus; a presenter's clicker works from everywhere
/// but a text.
fn step_key(event: &KeyboardEvent, stepping: bool) -> Option<PageKey> {
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
    if modified || event.default_prevented() {
        return None;
    }
    let target = target(event)?;
    let tag = target.tag_name();
    let inside = target.closest(".player, [data-player]").ok().flatten().is_some();
    let free = matches!(tag.as_str(), "BODY" | "HTML" | "MAIN");
    // The scrub bar of the player takes these keys, and no text.
    let typed = match tag.as_str() {
        "INPUT" => !inside,
        tag => matches!(tag, "TEXTAREA" | "SELECT"),
    };
    if typed {
        return None;
    }
    // At the top of the page there is nothing to scroll up to.
    let top = || window().and_then(|window| window.scroll_y().ok()) == Some(0.0);
    let near = inside || free;
    match event.key().as_str() {
        "PageDown" if stepping => Some(PageKey::Forward),
        "PageUp" if stepping || inside || top() => Some(PageKey::Back),
        // A button has its own use of it.
        " " if near && tag != "BUTTON" => Some(PageKey::Play),
        "ArrowLeft" if near => Some(PageKey::Back),
        "ArrowRight" if near => Some(PageKey::Forward),
        "ArrowDown" if inside && tag == "INPUT" => Some(PageKey::Back),
        "ArrowUp" if inside && tag == "INPUT" => Some(PageKey::Forward),
        "Home" if inside || free && stepping => Some(PageKey::First),
        "End" if inside || free && stepping => Some(PageKey::Last),
        _ => None,
    }
}

fn target(event: &KeyboardEvent) -> Option<web_sys::Element> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// Whether the key is pressed in a text that is no edit of the notebook yet, and has its own undo.
fn undoes_itself(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|target| target.has_attribute("data-own-undo"))
}

fn is_text(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}
