//! Moving the focus.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
    window,
};

/// Focuses a place of a grid: the input in it, or the place itself. Says whether there is such a place.
pub fn grid_place(table: &Element, row: usize, column: usize) -> bool {
    let selector = format!("td[data-row='{row}'][data-col='{column}']");
    let Some(place) = table.query_selector(&selector).ok().flatten() else { return false };
    let input = place.query_selector("input").ok().flatten();
    let target = input.unwrap_or(place);
    if !is_within(&target) {
        focus(&target);
    }
    true
}

/// Focuses an element, where it can take focus.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.focus().ok();
    }
}

/// Selects all the text of the input that has the focus inside an element.
pub fn select_text(within: &Element) {
    let focused =
        window().and_then(|window| window.document()).and_then(|document| document.active_element());
    if let Some(focused) = focused
        && within.contains(Some(&focused))
        && let Some(input) = focused.dyn_ref::<HtmlInputElement>()
    {
        input.select();
    }
}

/// Whether the focus is inside an element.
pub fn is_within(element: &Element) -> bool {
    let focused =
        window().and_then(|window| window.document()).and_then(|document| document.active_element());
    focused.is_some_and(|focused| element.contains(Some(&focused)))
}

/// Brings a cell of the notebook into view and focuses it.
pub fn go_to_cell(id: &str) {
    let Some(document) = window().and_then(|window| window.document()) else { return };
    if let Some(cell) = document.get_element_by_id(&format!("cell-{id}")) {
        let options = ScrollIntoViewOptions::new();
        options.set_behavior(ScrollBehavior::Instant);
        options.set_block(ScrollLogicalPosition::Center);
        cell.scroll_into_view_with_scroll_into_view_options(&options);
        if let Some(cell) = cell.dyn_ref::<HtmlElement>() {
            cell.focus().ok();
        }
    }
}

/// Puts the caret behind the text of the input that has the focus inside an element.
pub fn caret_to_end(within: &Element) {
    let focused =
        window().and_then(|window| window.document()).and_then(|document| document.active_element());
    if let Some(focused) = focused
        && within.contains(Some(&focused))
        && let Some(input) = focused.dyn_ref::<HtmlInputElement>()
    {
        let end = input.value().encode_utf16().count() as u32;
        input.set_selection_range(end, end).ok();
    }
}
