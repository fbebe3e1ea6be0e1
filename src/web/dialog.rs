//! Modal windows.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

/// Opens a `<dialog>` over everything else.
pub fn open(window: &Element) {
    if let Some(window) = window.dyn_ref::<HtmlDialogElement>().filter(|window| !window.open()) {
        window.show_modal().ok();
    }
}
