//! Drawings as pictures of pixels.

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url, window,
};

use super::file::save_blob;

/// Pixels of the picture for each of the drawing's: screens and printers are fine.
const FINE: u32 = 2;

/// Draws SVG of a size on a canvas, at twice that size, offers it as a PNG to be saved, and says whether it could.
pub fn save_png(name: &str, svg: &str, size: (u32, u32), call: impl FnOnce(bool) + 'static) {
    let Some((image, address)) = image_of(svg) else { return call(false) };
    let (name, loaded) = (name.to_owned(), image.clone());
    let call = std::rc::Rc::new(std::cell::Cell::new(Some(call)));
    let failed = call.clone();
    EventListener::once(&image, "error", move |_| {
        if let Some(call) = failed.take() {
            call(false);
        }
    })
    .forget();
    EventListener::once(&image, "load", move |_| {
        let Some(call) = call.take() else { return };
        let Some(canvas) = painted(&loaded, size) else { return call(false) };
        let taken = Closure::once_into_js(move |blob: Option<Blob>| {
            Url::revoke_object_url(&address).ok();
            if let Some(blob) = &blob {
                save_blob(&name, blob);
            }
            call(blob.is_some());
        });
        canvas.to_blob_with_type(taken.unchecked_ref(), "image/png").ok();
    })
    .forget();
}

/// An image that reads the drawing, and its address.
fn image_of(svg: &str) -> Option<(HtmlImageElement, String)> {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&svg.into()), &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&address);
    Some((image, address))
}

fn painted(image: &HtmlImageElement, (width, height): (u32, u32)) -> Option<HtmlCanvasElement> {
    let canvas = window()?.document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.set_width(width * FINE);
    canvas.set_height(height * FINE);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(width * FINE), f64::from(height * FINE));
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    Some(canvas)
}
