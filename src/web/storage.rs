//! What the browser keeps for the page, and the moments that matter for it.

use gloo::events::EventListener;
use js_sys::{Date, Math, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{StorageEvent, window};

use crate::library::{Fault, Storage};

/// The storage of the browser, asked for anew each time: it may be blocked while the page is open.
#[derive(Debug, Clone, Copy)]
pub struct Local;

fn storage() -> Result<web_sys::Storage, Fault> {
    let storage = window().and_then(|window| window.local_storage().ok().flatten());
    storage.ok_or(Fault::Blocked)
}

impl Storage for Local {
    fn get(&self, key: &str) -> Result<Option<String>, Fault> {
        storage()?.get_item(key).map_err(|_| Fault::Blocked)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Fault> {
        storage()?.set_item(key, text).map_err(|error| fault(&error))
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        storage()?.remove_item(key).map_err(|_| Fault::Blocked)
    }

    fn keys(&self) -> Result<Vec<String>, Fault> {
        let storage = storage()?;
        let length = storage.length().map_err(|_| Fault::Blocked)?;
        Ok((0..length).filter_map(|at| storage.key(at).ok().flatten()).collect())
    }
}

/// Why the browser did not take a text.
fn fault(error: &JsValue) -> Fault {
    let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    if name.is_some_and(|name| name.to_ascii_lowercase().contains("quota")) {
        Fault::Full
    } else {
        Fault::Blocked
    }
}

/// Now, in milliseconds since 1970.
pub fn now() -> f64 {
    Date::now()
}

/// A number drawn at random, below 2^48.
pub fn random() -> u64 {
    (Math::random() * 281_474_976_710_656.0) as u64
}

/// A moment as people read it.
pub fn moment(time: f64, language: &str) -> String {
    let options = js_sys::Object::new();
    Reflect::set(&options, &"dateStyle".into(), &"medium".into()).ok();
    Reflect::set(&options, &"timeStyle".into(), &"short".into()).ok();
    Date::new(&time.into()).to_locale_string(language, &options).into()
}

/// Calls back when another tab has changed the text of a key; without a key, when it has taken out all of them. Until it is
/// dropped.
pub fn on_change(call: impl Fn(Option<String>) + 'static) -> Option<EventListener> {
    let window = window()?;
    Some(EventListener::new(&window, "storage", move |event| {
        if let Some(event) = event.dyn_ref::<StorageEvent>() {
            call(event.key());
        }
    }))
}

/// Calls back when the page may be gone in the next moment, until it is dropped.
pub fn on_leave(call: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let Some(window) = window() else { return Vec::new() };
    let hidden = super::page::on_hidden(call.clone());
    hidden.into_iter().chain([EventListener::new(&window, "pagehide", move |_| call())]).collect()
}
