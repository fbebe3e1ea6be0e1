//! The clipboard, to write on.

use wasm_bindgen_futures::JsFuture;
use web_sys::window;

/// Copies a text, and says whether the browser let it.
pub fn copy(text: &str, call: impl FnOnce(bool) + 'static) {
    // Pages without a secure connection have no clipboard.
    let secure = window().filter(web_sys::Window::is_secure_context);
    let Some(window) = secure else { return call(false) };
    let written = window.navigator().clipboard().write_text(text);
    super::spawn(async move { call(JsFuture::from(written).await.is_ok()) });
}
