//! Between the page and `src/web/offline.js`, which makes it work without a network.

use gloo::events::EventListener;
use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::JsCast;
use web_sys::window;

/// Calls back when a new version of the page is there, at once where it is already; until it is dropped.
pub fn on_renewal(call: impl Fn() + 'static) -> Option<EventListener> {
    let window = window()?;
    if window.document()?.document_element()?.has_attribute("data-renewal") {
        call();
    }
    Some(EventListener::new(&window, "renewal", move |_| call()))
}

/// Takes the new version: the page loads again.
pub fn renew() {
    let offline = window().and_then(|window| Reflect::get(&window, &JsString::from("attentionOffline")).ok());
    let renew = offline.and_then(|offline| Reflect::get(&offline, &JsString::from("renew")).ok());
    if let Some(renew) = renew.and_then(|renew| renew.dyn_into::<Function>().ok()) {
        renew.call0(&renew).ok();
    }
}
