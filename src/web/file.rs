//! Files to and from the reader's disk.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
pub use web_sys::File;
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, Event, FileReader, HtmlElement, HtmlInputElement, Url, window,
};

/// Offers a text as a file to be saved.
pub fn save(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options) {
        save_blob(name, &blob);
    }
}

/// Offers bytes as a file to be saved.
pub fn save_bytes(name: &str, bytes: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type("application/octet-stream");
    let parts = Array::of1(&Uint8Array::from(bytes).into());
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) {
        save_blob(name, &blob);
    }
}

/// Offers what the browser holds as a file to be saved.
pub(super) fn save_blob(name: &str, blob: &Blob) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    let link = window().and_then(|window| window.document()?.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        link.set_attribute("href", &address).ok();
        link.set_attribute("download", name).ok();
        link.click();
    }
    // The browser has taken its own hold on the data by then.
    gloo::timers::callback::Timeout::new(60_000, move || drop(Url::revoke_object_url(&address))).forget();
}

/// Lets the reader choose a file for the page's input of files.
pub fn choose() {
    let input =
        window().and_then(|window| window.document()?.query_selector("input[data-open]").ok().flatten());
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        input.click();
    }
}

/// The file that was chosen in an input.
pub fn chosen(event: &Event) -> Option<File> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let file = input.files()?.get(0);
    // The same file can be chosen again.
    input.set_value("");
    file
}

/// Calls back with each file that is dropped on the page, until it is dropped itself.
pub fn on_drop(call: impl Fn(File) + 'static) -> Vec<EventListener> {
    let Some(window) = window() else { return Vec::new() };
    let active = EventListenerOptions::enable_prevent_default();
    let files = |event: &Event| event.dyn_ref::<DragEvent>()?.data_transfer();
    let over = EventListener::new_with_options(&window, "dragover", active, move |event| {
        let data = files(event);
        if data.is_some_and(|data| data.types().includes(&"Files".into(), 0)) {
            event.prevent_default();
        }
    });
    let dropped = EventListener::new_with_options(&window, "drop", active, move |event| {
        let file = files(event).and_then(|data| data.files()?.get(0));
        // Another place of the page may have taken it.
        if let Some(file) = file.filter(|_| !event.default_prevented()) {
            // Otherwise the browser leaves the page for the file.
            event.prevent_default();
            call(file);
        }
    });
    vec![over, dropped]
}

/// Reads a file as text, and calls back; with `None` where it is longer than `longest` bytes or cannot be read.
pub fn text_of(file: &File, longest: usize, call: impl FnOnce(Option<String>) + 'static) {
    let reader = FileReader::new().ok().filter(|_| file.size() <= longest as f64);
    let Some(reader) = reader else { return call(None) };
    if reader.read_as_text(file).is_err() {
        return call(None);
    }
    let ended = reader.clone();
    EventListener::once(&reader, "loadend", move |_| {
        call(ended.result().ok().and_then(|text| text.as_string()));
    })
    .forget();
}

/// Reads the file that was chosen in an input as text, and calls back; with `None` where it is longer than `longest`
/// bytes or cannot be read.
pub fn read(event: &Event, longest: usize, call: impl FnOnce(Option<String>) + 'static) {
    if let Some(file) = chosen(event) {
        text_of(&file, longest, call);
    }
}
