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
}

/// Calls back for each [`PageKey`] until it is dropped.
pub fn listen(call: impl Fn(PageKey) + 'static) -> Option<EventListener> {
    let document = window()?.document()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if let Some(key) = page_key(event) {
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

/// Whether the key is pressed in a text that is no edit of the notebook yet, and has its own undo.
fn undoes_itself(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| target.has_attribute("data-own-undo"))
}

fn is_text(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}
