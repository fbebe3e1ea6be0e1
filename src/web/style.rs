//! Styles of single elements.
//!
//! The page's policy forbids `style` as an attribute, by which a text could smuggle one in; as a property of an element
//! it is allowed. So the page writes `~style={style(…)}`.

use wasm_bindgen::JsValue;

/// What the property `style` of an element is set to; nothing takes the style away.
///
/// Without a browser there are no properties, and nothing to set.
pub fn style(text: &str) -> JsValue {
    if cfg!(target_arch = "wasm32") { JsValue::from_str(text) } else { JsValue::UNDEFINED }
}
