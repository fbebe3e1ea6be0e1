//! Fetching what lies beside the page as data: the built-in notebooks, the help of the operations.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, window};

/// The text of a file of a folder; `None` where it cannot be had.
pub async fn text(folder: &str, name: &str) -> Option<String> {
    // Relative to the page's base address.
    fetched(&format!("{folder}/{name}.json")).await.ok().flatten()
}

/// The text of a file at an address beside the page.
pub(super) async fn fetched(address: &str) -> Result<Option<String>, JsValue> {
    let Some(window) = window() else { return Ok(None) };
    let response: Response = JsFuture::from(window.fetch_with_str(address)).await?.dyn_into()?;
    if !response.ok() {
        return Ok(None);
    }
    Ok(JsFuture::from(response.text()?).await?.as_string())
}
