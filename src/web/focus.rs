//! Moving the focus.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventTarget, FocusEvent, HtmlElement, HtmlInputElement, KeyboardEvent, ScrollBehavior,
    ScrollIntoViewOptions, ScrollLogicalPosition, window,
};

use super::cells::{cell, cells};

/// Pixels between a number and the dock.
const ROOM: f64 = 32.0;

fn focused() -> Option<Element> {
    window()?.document()?.active_element()
}

/// The input that has the focus inside an element.
fn focused_input(within: &Element) -> Option<HtmlInputElement> {
    focused().filter(|focused| within.contains(Some(focused)))?.dyn_into().ok()
}

/// Whether the focus is inside an element.
pub fn is_within(element: &Element) -> bool {
    focused().is_some_and(|focused| element.contains(Some(&focused)))
}

/// Focuses an element, where it can take focus.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.focus().ok();
    }
}

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

/// Focuses the name of a row or column (`axis`) of a grid and selects its text.
pub fn grid_name(table: &Element, axis: &str, index: usize) {
    let selector = format!("th input[data-axis='{axis}'][data-index='{index}']");
    if let Some(name) = table.query_selector(&selector).ok().flatten() {
        focus(&name);
        select_text(&name);
    }
}

/// From the name of a row or column: to the name of the row `by` further, or (0) to the first number of the line.
pub fn from_grid_name(event: &KeyboardEvent, is_row: bool, index: usize, by: isize) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(table) = target.and_then(|target| target.closest("table").ok().flatten()) else { return };
    event.prevent_default();
    match (by, is_row) {
        (0, true) => grid_place(&table, index, 0),
        (0, false) => {
            let first = table.query_selector("td[data-row]").ok().flatten();
            let row = first.and_then(|place| place.get_attribute("data-row")?.parse().ok()).unwrap_or(0);
            grid_place(&table, row, index)
        }
        (by, _) => {
            if let Some(index) = index.checked_add_signed(by) {
                grid_name(&table, "row", index);
            }
            true
        }
    };
}

/// Focuses what stands behind a grid, so that Tab goes on from there.
pub fn behind_grid(table: &Element) {
    let grid = table.closest(".grid").ok().flatten();
    if let Some(readout) = grid.and_then(|grid| grid.query_selector(".grid__readout").ok().flatten()) {
        focus(&readout);
    }
}

/// Focuses the cell after or before the one that an element is in, before that one goes.
pub fn beside_cell(element: &Element) {
    let Some(cell) = element.closest("section").ok().flatten() else { return };
    let cells = cells();
    let Some(place) = cells.iter().position(|other| *other == cell) else { return };
    if let Some(next) = cells.get(place + 1).or_else(|| cells.get(place.checked_sub(1)?)) {
        focus(next);
    }
}

/// Focuses the first button of the surrounding element that a selector names.
pub fn first_in(event: &Event, selector: &str) {
    let around =
        event.target().and_then(|target| target.dyn_into::<Element>().ok()?.closest(selector).ok().flatten());
    if let Some(button) = around.and_then(|around| around.query_selector("button").ok().flatten()) {
        focus(&button);
    }
}

/// Whether the focus goes to something in the same surrounding element.
pub fn stays_in(event: &FocusEvent, selector: &str) -> bool {
    let around =
        |target: Option<EventTarget>| target?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten();
    let next = around(event.related_target());
    next.is_some() && next == around(event.target())
}

/// Whether the focus goes from a grid to the line under it.
pub fn goes_behind_grid(event: &FocusEvent) -> bool {
    let next = event.related_target().and_then(|next| next.dyn_into::<Element>().ok());
    let behind = next.is_some_and(|next| next.closest(".grid__readout").ok().flatten().is_some());
    behind && stays_in(event, ".grid")
}

/// Where the focus is inside an element that is going, gives it to another.
pub fn hand_over(going: &str, other: &str) {
    let Some(page) = window().and_then(|window| window.document()) else { return };
    let find = |selector: &str| page.query_selector(selector).ok().flatten();
    if let (true, Some(other)) = (find(going).is_some_and(|going| is_within(&going)), find(other)) {
        focus(&other);
    }
}

/// Whether a number is explained.
pub fn is_explaining() -> bool {
    explanation_part("").is_some()
}

/// An element inside the explanation, or the explanation itself.
fn explanation_part(selector: &str) -> Option<Element> {
    let document = window()?.document()?;
    document.query_selector(&format!("[data-explain]{selector}")).ok().flatten()
}

/// Focuses the first number in the explanation that can be followed, or its heading.
pub fn explanation() {
    if let Some(target) = explanation_part(" button[data-operand-name]").or_else(|| explanation_part(" h2")) {
        focus(&target);
    }
}

/// The selector of the grids of a name.
fn grid_of(name: &str) -> String {
    format!("table[role=grid][data-name='{name}']")
}

/// Focuses a number on the page: of a cell, in the grid of a name, in a member of a stack. Where it is not drawn, the
/// cell.
pub fn number(id: &str, name: &str, (stack, row, column): (usize, usize, usize)) {
    let Some(cell) = cell(id) else { return };
    let grid = grid_of(name);
    let selector = format!("{grid}[data-slice='{stack}'], {grid}:not([data-slice])");
    let table = cell.query_selector(&selector).ok().flatten();
    if !table.is_some_and(|table| grid_place(&table, row, column)) {
        focus(&cell);
    }
}

/// Goes to the place of a name in its cell, in the order of its indices: to a number of its grid, else to the cell. Says
/// whether the cell is drawn, and not folded.
pub fn place(id: &str, name: &str, at: &[usize]) -> bool {
    let cell = cell(id).filter(|cell| go_to_cell(id) && !cell.class_list().contains("is-folded"));
    let Some(cell) = cell else { return false };
    let table = cell.query_selector(&grid_of(name)).ok().flatten();
    let is = |attribute: &str, value: &str| {
        table.as_ref().and_then(|table| table.get_attribute(attribute)).is_some_and(|now| now == value)
    };
    let is_stack = table.as_ref().is_some_and(|table| table.has_attribute("data-slice"));
    match *at {
        [slice] if is_stack => number(id, name, (slice, 0, 0)),
        [column] if is("data-rows", "1") => number(id, name, (0, 0, column)),
        [row] => number(id, name, (0, row, 0)),
        [slice, row] if is_stack => number(id, name, (slice, row, 0)),
        [row, column] => number(id, name, (0, row, column)),
        [slice, row, column] => number(id, name, (slice, row, column)),
        _ => {}
    }
    true
}

/// Where Enter is pressed on a cell itself: focuses and presses what a selector finds first in it.
pub fn enter(event: &KeyboardEvent, selector: &str) {
    let Some(cell) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if event.key() != "Enter" || event.alt_key() || !cell.has_attribute("data-cell-id") {
        return;
    }
    let found = cell.query_selector(selector).ok().flatten();
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        found.focus().ok();
        found.click();
    }
}

/// Where the element around has the focus itself, gives it to what a selector finds first inside.
pub fn pass_on(inside: &Element, around: &str, selector: &str) {
    let around = inside.closest(around).ok().flatten();
    if around.is_some() && around == focused() {
        self::inside(inside, selector);
    }
}

/// Focuses the element around the one that an event comes from.
pub fn around(event: &Event, selector: &str) {
    let inside = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(around) = inside.and_then(|inside| inside.closest(selector).ok().flatten()) {
        focus(&around);
    }
}

/// Scrolls the page where the number that is asked about stands behind the dock.
pub fn reveal_selected() {
    let Some(window) = window() else { return };
    let find = |selector: &str| window.document()?.query_selector(selector).ok().flatten();
    let (Some(number), Some(dock)) = (find("td.is-selected"), find(".dock")) else { return };
    let (number, dock) = (number.get_bounding_client_rect(), dock.get_bounding_client_rect());
    let hidden = number.bottom() + ROOM - dock.top();
    // Not where the number is off the screen: nobody looked at it there.
    if hidden > 0.0 && number.top() < dock.bottom() {
        window.scroll_by_with_x_and_y(0.0, hidden);
    }
}

/// Focuses the button with an action.
pub fn action(name: &str) {
    first(&format!("[data-action='{name}']"));
}

/// Focuses what a selector finds first on the page.
pub fn first(selector: &str) {
    if let Some(page) = window().and_then(|window| window.document()?.document_element()) {
        inside(&page, selector);
    }
}

/// Focuses what a selector finds first inside an element.
pub fn inside(around: &Element, selector: &str) {
    if let Some(found) = around.query_selector(selector).ok().flatten() {
        focus(&found);
    }
}

/// Focuses what a selector finds first in a cell of the notebook.
pub fn in_cell(id: &str, selector: &str) {
    if let Some(cell) = cell(id) {
        inside(&cell, selector);
    }
}

/// What has the focus.
pub fn now() -> Option<Element> {
    focused()
}

/// Whether nothing has the focus: what had it is gone.
pub fn is_nowhere() -> bool {
    focused().is_none_or(|focused| focused.tag_name() == "BODY")
}

/// Calls back after the next drawing, where what has the focus now is gone with it.
pub fn when_gone(call: impl FnOnce() + 'static) {
    if !is_nowhere() {
        super::after_render(|| {
            if is_nowhere() {
                call();
            }
        });
    }
}

/// Selects all the text of the input that has the focus inside an element.
pub fn select_text(within: &Element) {
    if let Some(input) = focused_input(within) {
        input.select();
    }
}

/// Puts the caret behind the text of the input that has the focus inside an element.
pub fn caret_to_end(within: &Element) {
    if let Some(input) = focused_input(within) {
        let end = input.value().encode_utf16().count() as u32;
        input.set_selection_range(end, end).ok();
    }
}

/// Whether the caret stands behind the text of the input that an event comes from, or all of it is selected.
pub fn caret_is_at_end(event: &KeyboardEvent) -> bool {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    input.is_some_and(|input| {
        let end = input.value().encode_utf16().count() as u32;
        input.selection_end().ok().flatten() == Some(end)
    })
}

/// Focuses a typed number of a cell of the notebook.
pub fn typed_number(id: &str, row: usize, column: usize) {
    let table = cell(id).and_then(|cell| cell.query_selector("table[aria-readonly='false']").ok().flatten());
    if let Some(table) = table {
        grid_place(&table, row, column);
    }
}

/// Whether the caret stands before the text of the input that an event comes from, or all of it is selected.
pub fn caret_is_at_start(event: &KeyboardEvent) -> bool {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    input.is_some_and(|input| input.selection_start().ok().flatten() == Some(0))
}

/// Brings a cell of the notebook into view and focuses it. Says whether it is drawn.
pub fn go_to_cell(id: &str) -> bool {
    let cell = cell(id);
    if let Some(cell) = &cell {
        let options = ScrollIntoViewOptions::new();
        options.set_behavior(ScrollBehavior::Instant);
        options.set_block(ScrollLogicalPosition::Center);
        cell.scroll_into_view_with_scroll_into_view_options(&options);
        focus(cell);
    }
    cell.is_some()
}
