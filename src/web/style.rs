//! Styles of single elements, and the style sheets that wait for a part of the program.
//!
//! The page's policy forbids `style` as an attribute, by which a text could smuggle one in; as a property of an element
//! it is allowed. So the page writes `~style={style(…)}`.

use std::cell::Cell;

use js_sys::{Function, JsString, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

/// What the property `style` of an element is set to; nothing takes the style away.
pub fn style(text: &str) -> JsValue {
    property(text)
}

/// What a property of an element is set to.
///
/// Without a browser there are no properties, and nothing to set.
pub fn property(text: &str) -> JsValue {
    if cfg!(target_arch = "wasm32") { JsValue::from_str(text) } else { JsValue::UNDEFINED }
}

thread_local! {
    /// Whether the style sheets of parts have come.
    static COME: Cell<bool> = const { Cell::new(false) };
}

/// Whether the style sheets of parts are there. A page with no link to them has them from the beginning.
pub fn has_sheets() -> bool {
    let awaited = || window()?.document()?.get_element_by_id("later");
    COME.get() || cfg!(not(target_arch = "wasm32")) || awaited().is_none()
}

/// Asks for the style sheets of parts, at once, by `src/web/start.js`; whether they are there.
pub fn sheets() -> impl Future<Output = bool> {
    let asked = window().and_then(|window| {
        let ask: Function =
            Reflect::get(&window, &JsString::from("attentionSheets")).ok()?.dyn_into().ok()?;
        ask.call0(&JsValue::UNDEFINED).ok()?.dyn_into::<Promise>().ok()
    });
    async move {
        let come = match asked {
            Some(asked) => JsFuture::from(asked).await.is_ok_and(|come| come.is_truthy()),
            None => has_sheets(),
        };
        COME.set(COME.get() || come);
        come
    }
}
