//! Cutting text into words with the browser's dictionaries.

use gloo::events::EventListener;
use js_sys::{Array, Intl, Object, Reflect, global, try_iter};
use wasm_bindgen::JsValue;
use web_sys::{Element, InputEvent};

/// The pieces of a text, white space and punctuation among them; `None` where the browser has no segmenter.
pub fn pieces(text: &str, language: &str) -> Option<Vec<String>> {
    let segmenter = segmenter(language)?;
    let segments: JsValue = segmenter.segment(text).into();
    let piece = |data: JsValue| Reflect::get(&data, &"segment".into()).ok()?.as_string();
    try_iter(&segments).ok()??.map(|data| piece(data.ok()?)).collect()
}

/// Whether the browser has a segmenter.
pub fn is_there() -> bool {
    Reflect::get(&global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"Segmenter".into()))
        .is_ok_and(|segmenter| segmenter.is_function())
}

fn segmenter(language: &str) -> Option<Intl::Segmenter> {
    if !is_there() {
        return None;
    }
    let options = Object::new();
    Reflect::set(&options, &"granularity".into(), &"word".into()).ok()?;
    Some(Intl::Segmenter::new(&Array::of1(&language.into()), &options))
}

/// Tells an element of an input once more when an input method has composed it, until it is dropped: browsers do not
/// agree on whether the last input belongs to the composition.
pub fn tell_composed(element: &Element) -> EventListener {
    EventListener::new(element, "compositionend", |event| {
        if let (Some(element), Ok(input)) = (event.current_target(), InputEvent::new("input")) {
            element.dispatch_event(&input).ok();
        }
    })
}
