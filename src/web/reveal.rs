//! Bringing into view what is being computed.

use gloo::timers::callback::Timeout;
use web_sys::{Document, Element, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition, window};

use super::cells;

/// Scrolls to what the player has just computed of a cell, when it is rendered, unless it is in view already.
pub fn computed(id: &str) {
    let id = id.to_owned();
    Timeout::new(0, move || {
        let Some(document) = window().and_then(|window| window.document()) else { return };
        let Some(cell) = cells::cell(&id) else { return };
        let part = cell.query_selector("tr.is-computed, td.is-computed").ok().flatten();
        reveal(&document, &part.unwrap_or(cell));
        center(&document);
    })
    .forget();
}

fn reveal(document: &Document, element: &Element) {
    let edge = |selector: &str| document.query_selector(selector).ok().flatten();
    let height = document.document_element().map_or(0, |root| root.client_height());
    // Between the strip at the top and the dock at the foot.
    let top = edge(".strip").map_or(0.0, |strip| strip.get_bounding_client_rect().bottom());
    let foot = edge(".dock").map_or(f64::from(height), |dock| dock.get_bounding_client_rect().top());
    let place = element.get_bounding_client_rect();
    // Of what is taller than the room its top has to be seen.
    let needed = place.bottom().min(place.top() + (foot - top) / 2.0);
    let scroller = element.closest(".grid__scroll").ok().flatten().map(|it| it.get_bounding_client_rect());
    let beside = scroller.is_some_and(|it| {
        element.tag_name() == "TD" && (place.left() < it.left() || place.right() > it.right())
    });
    if place.top() >= top && needed <= foot && !beside {
        return;
    }
    let options = ScrollIntoViewOptions::new();
    // At once: a long way would take longer than a step.
    options.set_behavior(ScrollBehavior::Instant);
    options.set_block(if place.height() > foot - top {
        ScrollLogicalPosition::Start
    } else {
        ScrollLogicalPosition::Center
    });
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Brings the cell into the middle of the strip, which may be wider than the screen.
fn center(document: &Document) {
    let find = |selector: &str| document.query_selector(selector).ok().flatten();
    if let (Some(strip), Some(thumbnail)) = (find(".strip"), find(".thumb.is-computed")) {
        let (around, place) = (strip.get_bounding_client_rect(), thumbnail.get_bounding_client_rect());
        let by = place.left() + place.width() / 2.0 - around.left() - around.width() / 2.0;
        strip.set_scroll_left(strip.scroll_left() + by as i32);
    }
}

/// Scrolls an element into view where it is out of it.
pub fn nearest(element: &Element) {
    if let Some(document) = window().and_then(|window| window.document()) {
        reveal(&document, element);
    }
}
