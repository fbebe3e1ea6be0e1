//! The screen of a lecture: how large the slide is on it, the pointer, the whole screen.

use std::rc::Rc;

use gloo::{events::EventListener, timers::callback::Interval};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, PointerEvent, window};

/// What holds the cells of a slide.
const STAGE: &str = "#notebook";

/// Type of the size 1 in pixels of a style sheet, at the least and the most part of the window's height: that of a text
/// on a slide.
const PARTS: (f64, f64) = (0.02, 0.052);

fn document() -> Option<Document> {
    window()?.document()
}

fn find(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok().flatten()
}

fn stage() -> Option<HtmlElement> {
    find(STAGE)?.dyn_into().ok()
}

/// Seconds on a clock that only goes forward.
pub fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now() / 1000.0)
}

/// Calls back again and again, after so many milliseconds each time, until it is dropped.
pub fn every(milliseconds: u32, call: impl Fn() + 'static) -> Interval {
    Interval::new(milliseconds, call)
}

/// Says on the root that something is presented, and in which window, or no longer.
pub fn dress(side: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    match side {
        Some(side) => root.set_attribute("data-presenting", side).ok(),
        None => root.remove_attribute("data-presenting").ok(),
    };
    // The audience's window is looked at only.
    if let Ok(found) = root.query_selector_all(".frame, #notebook, .dock") {
        for part in (0..found.length()).filter_map(|index| found.get(index)?.dyn_into::<Element>().ok()) {
            part.toggle_attribute_with_force("inert", side == Some("audience")).ok();
        }
    }
    if side.is_none()
        && let Some(stage) = stage()
    {
        stage.style().remove_property("--slide").ok();
    }
}

/// Whether nothing of the slide is cut.
fn fits(stage: &HtmlElement) -> bool {
    if stage.scroll_height() > stage.client_height() + 1 || stage.scroll_width() > stage.client_width() + 1 {
        return false;
    }
    let Ok(grids) = stage.query_selector_all(".grid__scroll") else { return true };
    let mut grids = (0..grids.length()).filter_map(|index| grids.get(index)?.dyn_into::<Element>().ok());
    grids.all(|grid| grid.scroll_width() <= grid.client_width() + 1)
}

/// Makes the slide as large as it fits: `search` finds the largest size between two that does. Where it fits already,
/// and is to be kept, nothing moves.
pub fn fit(keep: bool, search: impl Fn(f64, f64, &mut dyn FnMut(f64) -> bool) -> f64) {
    let (Some(window), Some(stage)) = (window(), stage()) else { return };
    let style = stage.style();
    let sized = !style.get_property_value("--slide").unwrap_or_default().is_empty();
    if keep && sized && fits(&stage) {
        return;
    }
    let root = document().and_then(|document| document.document_element());
    let type_size = root.and_then(|root| window.get_computed_style(&root).ok().flatten());
    let type_size = type_size.and_then(|style| style.get_property_value("font-size").ok());
    let type_size: f64 = type_size.and_then(|size| size.trim_end_matches("px").parse().ok()).unwrap_or(16.0);
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0);
    let (least, most) = ((height * PARTS.0 / type_size).max(1.0), (height * PARTS.1 / type_size).max(1.0));
    let set = |size: f64| style.set_property("--slide", &format!("{size:.3}")).ok();
    let size = search(least, most, &mut |size| {
        set(size);
        fits(&stage)
    });
    set(size);
}

/// Calls back when the window has another size, until it is dropped.
pub fn on_resize(call: impl Fn() + 'static) -> Option<EventListener> {
    let window = window()?;
    Some(EventListener::new(&window, "resize", move |_| call()))
}

/// Calls back when the slide is scrolled, with how far, from 0 to 1, until it is dropped.
pub fn on_scroll(call: impl Fn(f64) + 'static) -> Option<EventListener> {
    let stage = stage()?;
    let scrolled = stage.clone();
    Some(EventListener::new(&stage, "scroll", move |_| {
        let room = f64::from(scrolled.scroll_height() - scrolled.client_height());
        call(if room > 0.0 { (f64::from(scrolled.scroll_top()) / room).clamp(0.0, 1.0) } else { 0.0 });
    }))
}

/// Scrolls the slide so far, from 0 to 1.
pub fn scroll_to(part: f64) {
    if let Some(stage) = stage() {
        stage
            .set_scroll_top((part * f64::from(stage.scroll_height() - stage.client_height())).round() as i32);
    }
}

/// Where a pointer is in a cell: which of its numbers it is on, and how far to the right and down on that, or in the
/// cell, from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The cell.
    pub cell: String,
    /// Counted in the order of the page.
    pub number: Option<usize>,
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

fn numbers(section: &Element) -> Vec<Element> {
    let Ok(found) = section.query_selector_all("td[data-row]") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn place_at(event: &PointerEvent) -> Option<Place> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let section = target.closest("section[data-cell-id]").ok().flatten()?;
    let number = target.closest("td[data-row]").ok().flatten();
    let index = number.as_ref().and_then(|number| numbers(&section).iter().position(|other| other == number));
    let around =
        number.filter(|_| index.is_some()).unwrap_or_else(|| section.clone()).get_bounding_client_rect();
    let part = |at: i32, from: f64, length: f64| ((f64::from(at) - from) / length.max(1.0)).clamp(0.0, 1.0);
    Some(Place {
        cell: section.get_attribute("data-cell-id")?,
        number: index,
        x: part(event.client_x(), around.left(), around.width()),
        y: part(event.client_y(), around.top(), around.height()),
    })
}

/// Calls back with where the pointer is over the slide, each time it moves, until it is dropped; the large spot moves
/// with it.
pub fn follow_pointer(call: impl Fn(Option<Place>) + 'static) -> Option<EventListener> {
    let document = document()?;
    Some(EventListener::new(&document, "pointermove", move |event: &Event| {
        let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
        move_spot(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
        call(place_at(event));
    }))
}

/// Moves the large spot to where another window has it; away, where this window has no such place.
pub fn show_spot(place: Option<&Place>) {
    let at = place.and_then(|place| {
        let section = super::cells::cell(&place.cell)?;
        let number = place.number.and_then(|index| numbers(&section).into_iter().nth(index));
        let around = number.unwrap_or(section).get_bounding_client_rect();
        Some((around.left() + place.x * around.width(), around.top() + place.y * around.height()))
    });
    move_spot(at);
}

fn move_spot(at: Option<(f64, f64)>) {
    let Some(spot) = find(".present__spot").and_then(|spot| spot.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    spot.toggle_attribute_with_force("data-seen", at.is_some()).ok();
    if let Some((x, y)) = at {
        let style = spot.style();
        style.set_property("left", &format!("{x:.1}px")).ok();
        style.set_property("top", &format!("{y:.1}px")).ok();
    }
}

/// The whole screen for this window, or no longer.
pub fn toggle_fullscreen() {
    let Some(document) = document() else { return };
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(root) = document.document_element() {
        root.request_fullscreen().ok();
    }
}

/// Calls back once the fonts and the canvases of a new slide have their sizes.
pub fn once_drawn(call: impl Fn() + 'static) {
    let call = Rc::new(call);
    let again = call.clone();
    super::Timeout::new(0, move || call()).forget();
    // Texts with mathematics come later.
    super::Timeout::new(250, move || again()).forget();
}

/// The cell that has the focus, or else the first that is seen.
pub fn cell_in_view() -> Option<String> {
    let id = |cell: &Element| cell.get_attribute("data-cell-id");
    let focused =
        document()?.active_element().and_then(|focused| focused.closest("section.cell").ok().flatten());
    if let Some(cell) = focused {
        return id(&cell);
    }
    let top = find(".strip").map_or(0.0, |strip| strip.get_bounding_client_rect().bottom());
    super::cells::cells()
        .iter()
        .find(|cell| cell.get_bounding_client_rect().bottom() > top + 8.0)
        .and_then(id)
}
