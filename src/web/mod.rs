//! The edge: the only folder that names `web_sys`, `js_sys` and gloo. Small functions, no state, no mathematics.

pub mod canvas;
pub mod focus;
pub mod keyboard;
pub mod page;
pub mod pointer;

pub use gloo::timers::callback::Timeout;
pub use wasm_bindgen::JsCast;
pub use web_sys::{
    ClipboardEvent, Element, Event, FocusEvent, HtmlCanvasElement as CanvasElement, HtmlElement,
    HtmlInputElement as InputElement, HtmlTextAreaElement as TextAreaElement, InputEvent, KeyboardEvent,
    MouseEvent, PointerEvent,
};

/// The text on the clipboard, as a paste event brings it.
pub fn pasted_text(event: &Event) -> Option<String> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data("text/plain").ok()
}

/// The input that an event comes from.
pub fn input_of(event: &Event) -> Option<InputElement> {
    event.target()?.dyn_into().ok()
}

/// The text of the input or text area that an event comes from.
pub fn text_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<InputElement>() {
        return input.value();
    }
    target.dyn_ref::<TextAreaElement>().map(TextAreaElement::value).unwrap_or_default()
}
