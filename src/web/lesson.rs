//! Fetching what lies beside the page as data: the built-in notebooks, the help of the operations.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Response, window};

/// Fetches a file of a folder and calls back with its text; with `None` where it cannot be had.
pub fn fetch(folder: &str, name: &str, call: impl FnOnce(Option<String>) + 'static) {
    // Relative to the page's base address.
    let address = format!("{folder}/{name}.json");
    spawn_local(async move { call(text(&address).await.ok().flatten()) });
}

pub(super) async fn text(address: &str) -> Result<Option<String>, JsValue> {
    let Some(window) = window() else { return Ok(None) };
    let response: Response = JsFuture::from(window.fetch_with_str(address)).await?.dyn_into()?;
    if !response.ok() {
        return Ok(None);
    }
    Ok(JsFuture::from(response.text()?).await?.as_string())
}
