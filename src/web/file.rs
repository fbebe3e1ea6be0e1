//! Files to and from the reader's disk.

use gloo::events::EventListener;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, Event, FileReader, HtmlElement, HtmlInputElement, Url, window};

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

/// Reads the file that was chosen in an input as text, and calls back; with `None` where it is longer than `longest`
/// bytes or cannot be read.
pub fn read(event: &Event, longest: usize, call: impl FnOnce(Option<String>) + 'static) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
    // The same file can be chosen again.
    let reader = FileReader::new().ok().filter(|_| file.size() <= longest as f64);
    let Some(reader) = reader else { return call(None) };
    let begun = reader.read_as_text(&file);
    input.set_value("");
    if begun.is_err() {
        return call(None);
    }
    let ended = reader.clone();
    EventListener::once(&reader, "loadend", move |_| {
        call(ended.result().ok().and_then(|text| text.as_string()));
    })
    .forget();
}
