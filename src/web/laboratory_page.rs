//! Between the notebook's page and that of its laboratory, which is a program of its own: it is fetched by
//! `src/web/laboratory.js` when it is first used.

use gloo::events::EventListener;
use js_sys::{Array, Function, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, MutationObserver, MutationObserverInit, window};

/// Fetches the laboratory and shows it in an element of the notebook, which has to be empty and stay so for the
/// notebook's own program.
pub fn open(root: &Element) {
    let laboratory = window().and_then(|window| Reflect::get(&window, &JsString::from("attentionLab")).ok());
    let show = laboratory.and_then(|laboratory| Reflect::get(&laboratory, &JsString::from("show")).ok());
    if let Some(show) = show.and_then(|show| show.dyn_into::<Function>().ok()) {
        show.call1(&JsValue::UNDEFINED, root).ok();
    }
}

/// Tells a laboratory that its element goes.
pub fn close(root: &Element) {
    if let Ok(event) = Event::new(CLOSED) {
        root.dispatch_event(&event).ok();
    }
}

/// An element that stands nowhere.
pub fn nowhere() -> Option<Element> {
    window()?.document()?.create_element("div").ok()
}

const CLOSED: &str = "laboratory-closed";

/// Calls back once when the element of a laboratory goes.
pub fn on_closed(root: &Element, call: impl FnOnce() + 'static) -> EventListener {
    EventListener::once(root, CLOSED, move |_| call())
}

/// Offers to `src/web/laboratory.js` how a laboratory is shown in an element.
pub fn offer(show: impl Fn(Element) + 'static) {
    let show: Closure<dyn Fn(Element)> = Closure::new(show);
    if let Some(window) = window() {
        Reflect::set(&window, &JsString::from("showLaboratory"), &show.into_js_value()).ok();
    }
}

/// Calls back when language or ground of the page change, until it is dropped.
pub struct Dress {
    observer: Option<MutationObserver>,
    _notice: Closure<dyn FnMut(Array)>,
}

impl Dress {
    /// Follows the page's root element.
    pub fn follow(call: impl Fn() + 'static) -> Self {
        let notice = Closure::<dyn FnMut(Array)>::new(move |_| call());
        let observer = MutationObserver::new(notice.as_ref().unchecked_ref()).ok();
        let root = window().and_then(|window| window.document()?.document_element());
        if let (Some(observer), Some(root)) = (&observer, root) {
            let options = MutationObserverInit::new();
            options.set_attributes(true);
            observer.observe_with_options(&root, &options).ok();
        }
        Self { observer, _notice: notice }
    }
}

impl Drop for Dress {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Language and ground of the page, as its root element has them.
pub fn dress() -> (String, String) {
    let root = window().and_then(|window| window.document()?.document_element());
    let attribute = |name: &str| root.as_ref().and_then(|root| root.get_attribute(name)).unwrap_or_default();
    (attribute("lang"), attribute("data-theme"))
}
