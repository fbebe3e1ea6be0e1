//! The edge: the only folder that names `web_sys`, `js_sys` and gloo. Small functions, no state, no mathematics.

pub mod canvas;
pub mod caret;
pub mod cell_keys;
pub mod cells;
pub mod channel;
pub mod clicker;
pub mod clipboard;
pub mod dialog;
pub mod file;
pub mod focus;
pub mod keyboard;
pub mod laboratory;
mod laboratory_canvas;
pub mod laboratory_page;
pub mod lesson;
pub mod offline;
pub mod page;
pub mod picked;
pub mod picture;
pub mod pointer;
pub mod pointing;
pub mod prose;
pub mod reveal;
pub mod segmenter;
pub mod stage;
pub mod storage;
pub mod style;
pub mod ticker;
pub mod words;
pub mod worker;

pub use gloo::timers::callback::Timeout;
pub use style::{has_sheets, property, sheets, style};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
pub use web_sys::{Element, HtmlCanvasElement as CanvasElement, PointerEvent};

/// The text on the clipboard, as a paste event brings it.
pub fn pasted_text(event: &Event) -> Option<String> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data("text/plain").ok()
}

/// The element that an event comes from.
pub fn element_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// What was chosen in the list that an event comes from.
pub fn choice_of(event: &Event) -> String {
    let list = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
    list.map(|list| list.value()).unwrap_or_default()
}

/// What is chosen in the list that a selector finds first on the page.
pub fn chosen_on_page(selector: &str) -> Option<String> {
    let found = web_sys::window()?.document()?.query_selector(selector).ok().flatten()?;
    Some(found.dyn_into::<web_sys::HtmlSelectElement>().ok()?.value())
}

/// Shows in the list that an event comes from what is chosen there once the edit is drawn: the old choice, where it was
/// refused.
pub fn settle_choice(event: &Event) {
    let list = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
    let Some(list) = list else { return };
    after_render(move || {
        let chosen = list.query_selector("option[selected]").ok().flatten();
        if let Some(choice) = chosen.and_then(|option| option.get_attribute("value")) {
            list.set_value(&choice);
        }
    });
}

/// Runs a future beside everything else.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Calls back once the browser has painted and answered what waits for it.
pub fn soon(call: impl FnOnce() + 'static) {
    Timeout::new(0, call).forget();
}

/// Calls back when what is being rendered stands in the page, also where its part has to be fetched first.
pub fn after_render(call: impl FnOnce() + 'static) {
    after(0, Box::new(call));
}

fn after(millis: u32, call: Box<dyn FnOnce()>) {
    let look = move || if page::is_fetching() { after(30, call) } else { call() };
    Timeout::new(millis, look).forget();
}

/// The input that an event comes from.
fn input_of(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// Whether a key belongs to an input method that is composing. Safari ends a composition before the key that ended it,
/// which it marks with the code 229.
pub fn composes(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Shows another text in the input that an event comes from.
pub fn set_text(event: &Event, text: &str) {
    if let Some(input) = input_of(event) {
        input.set_value(text);
    }
}

/// The text of the input or text area that an event comes from.
pub fn text_of(event: &Event) -> String {
    element_of(event).map(|element| text_in(&element)).unwrap_or_default()
}

/// The text that stands in an input or text area.
pub fn text_in(element: &Element) -> String {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    element.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default()
}
