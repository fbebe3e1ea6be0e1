//! The cells of the notebook as they stand in the page: which has the focus, which comes next.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, window};

use super::{after_render, focus};

/// What can have the focus in a cell.
const FOCUSABLE: &str = "input, textarea, select, button, summary, td[tabindex]";

/// What is to be typed in a new cell, the most telling first.
const TO_TYPE: [&str; 5] =
    [".fields textarea", "[data-formula]", "textarea", "td input, td button", "[data-action='cell-menu']"];

/// What a selector finds inside an element, in the order of the page.
fn all(around: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = around.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// The cells that are drawn, in the order of the page.
pub(super) fn cells() -> Vec<Element> {
    let page = window().and_then(|window| window.document()?.document_element());
    page.map(|page| all(&page, "section.cell")).unwrap_or_default()
}

fn id_of(cell: &Element) -> Option<String> {
    cell.get_attribute("data-cell-id")
}

/// The cell of an id, where it is drawn.
pub(super) fn cell(id: &str) -> Option<Element> {
    window()?.document()?.get_element_by_id(&format!("cell-{id}"))
}

/// The id of the first cell after the row of another, or of the first.
fn after_row(id: Option<&str>) -> Option<String> {
    let Some(id) = id else { return id_of(cells().first()?) };
    let row = cell(id)?.closest(".row").ok().flatten()?;
    let cells = cells();
    let last = cells.iter().rposition(|cell| row.contains(Some(cell)))?;
    id_of(cells.get(last + 1)?)
}

/// Focuses what is to be typed in a cell that will have come below the row of another, or first.
pub fn await_new(below: Option<String>) {
    let before = after_row(below.as_deref());
    after_render(move || {
        let now = after_row(below.as_deref());
        let Some(id) = now.filter(|now| Some(now) != before.as_ref()) else { return };
        focus::go_to_cell(&id);
        if let Some(cell) = cell(&id)
            && let Some(found) =
                TO_TYPE.iter().find_map(|selector| cell.query_selector(selector).ok().flatten())
        {
            focus::focus(&found);
        }
    });
}

/// Focuses the cell after or before one that is going.
pub fn leave(id: &str) {
    if let Some(cell) = cell(id) {
        focus::beside_cell(&cell);
    }
}

/// What has the focus in a cell has it again when the cell has been drawn elsewhere, or differently.
pub fn keep_focus(id: &str) {
    let Some(focused) = window().and_then(|window| window.document()?.active_element()) else { return };
    let Some(around) = cell(id).filter(|cell| cell.contains(Some(&focused))) else { return };
    let place = all(&around, FOCUSABLE).iter().position(|other| *other == focused);
    let (id, tag) = (id.to_owned(), focused.tag_name());
    after_render(move || {
        let Some(around) = cell(&id) else { return };
        let same = place.and_then(|place| all(&around, FOCUSABLE).into_iter().nth(place));
        let same = same.filter(|same| same.tag_name() == tag);
        let other = || around.query_selector(".cell__fold, [data-action='cell-menu']").ok().flatten();
        let target = if around.contains(Some(&focused)) { Some(focused) } else { same.or_else(other) };
        if let Some(target) = target {
            focus::focus(&target);
        }
        // It may have gone off the screen.
        if let Some(around) = around.dyn_ref::<HtmlElement>() {
            super::reveal::nearest(around);
        }
    });
}

/// Focuses where a new cell is offered.
pub fn await_offer() {
    after_render(|| {
        let page = window().and_then(|window| window.document());
        let find = |selector: &str| page.as_ref()?.query_selector(selector).ok().flatten();
        if let Some(button) = find(".insert .add button").or_else(|| find(".add button")) {
            focus::focus(&button);
        }
    });
}

/// Whether an element stands so far to the left that what it opens has to open to the right.
pub fn opens_rightwards(element: &Element) -> bool {
    let width = window().and_then(|window| window.inner_width().ok()?.as_f64()).unwrap_or(0.0);
    element.get_bounding_client_rect().right() < width / 2.0
}
