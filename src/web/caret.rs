//! The caret of a text input.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::after_render;

/// Where the caret stands, in UTF-16 units.
pub fn of(event: &Event) -> Option<usize> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    // With a selection there is no caret.
    let (start, end) = (input.selection_start().ok()??, input.selection_end().ok()??);
    (start == end).then_some(start as usize)
}

/// Puts the caret of an input, once what is being rendered stands in the page.
pub fn place(input: &Element, units: usize) {
    let Some(input) = input.dyn_ref::<HtmlInputElement>().cloned() else { return };
    after_render(move || {
        input.focus().ok();
        input.set_selection_range(units as u32, units as u32).ok();
    });
}
