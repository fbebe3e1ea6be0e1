//! Between the notebook's page and the program that reads Markdown, which `src/web/prose.js` fetches when it is first
//! used.

use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::window;

fn call(name: &str, argument: &JsValue) -> Option<JsValue> {
    let prose = window().and_then(|window| Reflect::get(&window, &JsString::from("attentionProse")).ok())?;
    let function: Function = Reflect::get(&prose, &JsString::from(name)).ok()?.dyn_into().ok()?;
    function.call1(&JsValue::UNDEFINED, argument).ok()
}

/// The HTML of a text; `None` while the program is not there, and where it fails.
pub fn rendered(text: &str) -> Option<String> {
    call("render", &JsString::from(text))?.as_string()
}

/// Fetches the program, and calls back: whether it is there.
pub fn fetch(done: impl FnOnce(bool) + 'static) {
    call("fetch", &Closure::once_into_js(done));
}

/// Offers to `src/web/prose.js` how a text is read.
pub fn offer(render: fn(&str) -> String) {
    let render: Closure<dyn Fn(String) -> String> = Closure::new(move |text: String| render(&text));
    if let Some(window) = window() {
        Reflect::set(&window, &JsString::from("renderProse"), &render.into_js_value()).ok();
    }
}
