//! Where in a grid a pointer is.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};

/// The row and column of the grid place that an event comes from.
pub fn grid_place(event: &Event) -> Option<(usize, usize)> {
    let place = event.target()?.dyn_into::<Element>().ok()?.closest("td[data-row]").ok().flatten()?;
    let number = |attribute: &str| place.get_attribute(attribute)?.parse().ok();
    Some((number("data-row")?, number("data-col")?))
}

/// Keeps sending the pointer's moves to an element, wherever it goes, until it is released.
pub fn capture(element: &Element, event: &PointerEvent) {
    // It fails only for a pointer that is gone already, and then there is nothing to follow.
    element.set_pointer_capture(event.pointer_id()).ok();
}
