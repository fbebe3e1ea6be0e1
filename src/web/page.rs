//! The page as a whole: its root element, its address, what the reader's browser prefers.

use gloo::{events::EventListener, timers::callback::Timeout};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Document, Element, Window, window};

fn document() -> Option<Document> {
    window().and_then(|window| window.document())
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// Sets the language, the ground and the title.
pub fn dress(language: &str, theme: &str, title: &str) {
    if let Some(root) = root() {
        for (name, value) in [("lang", language), ("data-theme", theme)] {
            // Set again, the language would have everything drawn again.
            if root.get_attribute(name).as_deref() != Some(value) {
                // An attribute that cannot be set has no remedy here, and the page works without it.
                root.set_attribute(name, value).ok();
            }
        }
    }
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Says on the root whether a number is explained, so that the style sheet leaves room for it.
pub fn mark_explaining(open: bool) {
    if let Some(root) = root() {
        root.toggle_attribute_with_force("data-explaining", open).ok();
    }
}

/// Says that the first result is on screen, as soon as it is: `data-ready` for scripts, a mark in the browser's timeline.
pub fn mark_ready() {
    // A frame is painted between its callbacks and the next task.
    let mark = Closure::once_into_js(|| {
        Timeout::new(0, || {
            if let Some(root) = root() {
                root.set_attribute("data-ready", "true").ok();
            }
            if let Some(performance) = window().and_then(|window| window.performance()) {
                performance.mark("ready").ok();
            }
        })
        .forget();
    });
    if let Some(window) = window() {
        window.request_animation_frame(mark.unchecked_ref()).ok();
    }
}

/// Says that the program of the page could not be downloaded; `src/web/loading.js` has the words.
pub fn cannot_download() {
    let tell = window().and_then(|window| Reflect::get(&window, &"tellTrouble".into()).ok());
    if let Some(tell) = tell.and_then(|tell| tell.dyn_into::<Function>().ok()) {
        // It says so itself.
        tell.call1(&JsValue::NULL, &"no-download".into()).ok();
    }
}

/// Calls back, once or a few times, when the reader begins to do something with the page; until it is dropped.
pub fn on_first_sign(call: impl Fn() + Clone + 'static) -> Vec<EventListener> {
    let Some(window) = window() else { return Vec::new() };
    let listen = |kind| {
        let call = call.clone();
        EventListener::once(&window, kind, move |_| call())
    };
    ["focusin", "keydown", "pointerdown", "pointermove", "touchstart", "wheel"].map(listen).into()
}

/// Whether the reader prefers a dark ground.
pub fn prefers_dark() -> bool {
    let query =
        window().and_then(|window: Window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Calls back with `true` before the page is printed and with `false` afterwards, until it is dropped.
pub fn on_print(call: impl Fn(bool) + Clone + 'static) -> Option<[EventListener; 2]> {
    let window = window()?;
    let listener = |event: &'static str, printing: bool| {
        let call = call.clone();
        EventListener::new(&window, event, move |_| call(printing))
    };
    Some([listener("beforeprint", true), listener("afterprint", false)])
}

/// Opens the browser's dialog for printing, once what is being rendered is painted.
pub fn print() {
    Timeout::new(100, || {
        if let Some(window) = window() {
            window.print().ok();
        }
    })
    .forget();
}

/// Calls back when nobody sees the page any more, until it is dropped.
pub fn on_hidden(call: impl Fn() + 'static) -> Option<EventListener> {
    let page = document()?;
    Some(EventListener::new(&page.clone(), "visibilitychange", move |_| {
        if page.hidden() {
            call();
        }
    }))
}

/// A value of the address's fragment: `three-inputs` of `#lesson=three-inputs&lang=en`.
pub fn fragment_value(key: &str) -> Option<String> {
    // A page that is drawn natively, in the tests, has no address.
    if cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    let fragment = window()?.location().hash().ok()?;
    let pairs = fragment.trim_start_matches('#').split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(found, _)| *found == key).map(|(_, value)| value.to_owned())
}

/// Writes a value into the address's fragment, or takes it out, beside the others that are there, without a step in the
/// history.
pub fn set_fragment_value(key: &str, value: Option<&str>) {
    if fragment_value(key).as_deref() == value {
        return;
    }
    let Some(window) = window() else { return };
    let location = window.location();
    let (Ok(path), Ok(search), Ok(fragment)) = (location.pathname(), location.search(), location.hash())
    else {
        return;
    };
    let pairs = fragment.trim_start_matches('#').split('&');
    let others = pairs.filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(key));
    let written = value.map(|value| format!("{key}={value}"));
    let pairs: Vec<&str> = written.as_deref().into_iter().chain(others).collect();
    let fragment = if pairs.is_empty() { String::new() } else { format!("#{}", pairs.join("&")) };
    // With the path: a fragment alone would be one of the base address.
    let address = path + &search + &fragment;
    if let Ok(history) = window.history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address)).ok();
    }
}

/// Whether something on the page waits for its part of the program.
pub fn is_fetching() -> bool {
    document().is_some_and(|page| page.query_selector("[data-part][aria-busy]").ok().flatten().is_some())
}

/// The page's address without its fragment.
pub fn address() -> String {
    let address = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Scrolls to the beginning of the page.
pub fn to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Calls back when another fragment is entered, until it is dropped.
pub fn on_fragment(call: impl Fn() + 'static) -> Option<EventListener> {
    let window = window()?;
    Some(EventListener::new(&window, "hashchange", move |_| call()))
}

/// Where the page is mounted, in the place of what stood there for the time of loading.
pub fn mount_point() -> Option<Element> {
    document()?.get_element_by_id("app")
}
