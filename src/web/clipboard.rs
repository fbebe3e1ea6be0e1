//! Text to the clipboard.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Clipboard, window};

/// The clipboard; a page that was not fetched safely has none.
fn clipboard() -> Option<Clipboard> {
    let navigator = window()?.navigator();
    let is_there =
        Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|found| found.is_object());
    is_there.then(|| navigator.clipboard())
}

/// Copies a text and calls back with whether the browser let it.
pub fn copy(text: &str, call: impl FnOnce(bool) + 'static) {
    let Some(clipboard) = clipboard() else { return call(false) };
    let written = clipboard.write_text(text);
    spawn_local(async move { call(JsFuture::from(written).await.is_ok()) });
}
