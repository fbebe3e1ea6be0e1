//! Styles of single elements, and the style sheets that wait for a part of the program.
//!
//! The page's policy forbids `style` as an attribute, by which a text could smuggle one in; as a property of an element
//! it is allowed. So the page writes `~style={style(…)}`.

use js_sys::{Function, JsString, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

/// What the property `style` of an element is set to; nothing takes the style away.
///
/// Without a browser there are no properties, and nothing to set.
pub fn style(text: &str) -> JsValue {
    if cfg!(target_arch = "wasm32") { JsValue::from_str(text) } else { JsValue::UNDEFINED }
}

/// Asks for the style sheets of parts, at once, by `src/web/start.js`; whether they are there. A page without that script
/// has them from the beginning.
pub fn sheets() -> impl Future<Output = bool> {
    let asked = window().and_then(|window| {
        let ask: Function =
            Reflect::get(&window, &JsString::from("attentionSheets")).ok()?.dyn_into().ok()?;
        ask.call0(&JsValue::UNDEFINED).ok()?.dyn_into::<Promise>().ok()
    });
    async move {
        match asked {
            Some(asked) => JsFuture::from(asked).await.is_ok_and(|there| there.is_truthy()),
            None => true,
        }
    }
}
