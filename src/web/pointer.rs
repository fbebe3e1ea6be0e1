//! Where in a grid a pointer is.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, FocusEvent, PointerEvent};

/// The row and column of the grid place that an event comes from.
pub fn grid_place(event: &Event) -> Option<(usize, usize)> {
    place_of(&event.target()?.dyn_into::<Element>().ok()?)
}

fn place_of(element: &Element) -> Option<(usize, usize)> {
    let place = element.closest("td[data-row]").ok().flatten()?;
    let number = |attribute: &str| place.get_attribute(attribute)?.parse().ok();
    Some((number("data-row")?, number("data-col")?))
}

/// The row of the handle that an event comes from.
pub fn handle_row(event: &Event) -> Option<usize> {
    let handle = event.target()?.dyn_into::<Element>().ok()?;
    handle.closest("[data-handle-row]").ok().flatten()?.get_attribute("data-handle-row")?.parse().ok()
}

/// Where over the parent of the element that it comes from a pointer is: (0, 0) is its upper left corner, (1, 1) the
/// lower right one.
pub fn place_over(event: &PointerEvent) -> Option<(f64, f64)> {
    let frame = event.target()?.dyn_into::<Element>().ok()?.parent_element()?.get_bounding_client_rect();
    let share = |at: i32, start: f64, length: f64| (length > 0.0).then(|| (f64::from(at) - start) / length);
    Some((
        share(event.client_x(), frame.left(), frame.width())?,
        share(event.client_y(), frame.top(), frame.height())?,
    ))
}

/// The row and column of the place in the same grid that the focus goes to; `None` where it leaves the grid.
pub fn next_grid_place(event: &FocusEvent) -> Option<(usize, usize)> {
    let table =
        |target: Option<EventTarget>| target?.dyn_into::<Element>().ok()?.closest("table").ok().flatten();
    let next = event.related_target()?;
    if table(Some(next.clone()))? != table(event.target())? {
        return None;
    }
    place_of(&next.dyn_into::<Element>().ok()?)
}

/// Keeps sending the pointer's moves to an element, wherever it goes, until it is released.
pub fn capture(element: &Element, event: &PointerEvent) {
    // It fails only for a pointer that is gone already, and then there is nothing to follow.
    element.set_pointer_capture(event.pointer_id()).ok();
}
