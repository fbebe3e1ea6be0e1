//! Keys that work wherever the focus is inside a cell.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, window};

/// What a key does to the cell that has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKey {
    /// Alt + Shift + ↑, or Page Up, which a number leaves alone.
    Up,
    /// Alt + Shift + ↓, or Page Down.
    Down,
    /// Alt + Shift + D.
    Duplicate,
    /// Alt + Shift + Backspace.
    Delete,
    /// Alt + Shift + Enter; Control + Enter, or ⌘, in a formula or text.
    Add,
    /// Alt + Shift + B.
    Beside,
    /// Alt + Shift + F.
    Fold,
}

/// A key with its modifiers, and whether it is pressed in a formula or a text.
struct Press<'a> {
    code: &'a str,
    /// Alt, Shift, Control or ⌘.
    held: (bool, bool, bool),
    in_text: bool,
}

/// Calls back for each [`CellKey`] with the id of the cell, until it is dropped.
pub fn listen(call: impl Fn(CellKey, String) + 'static) -> Option<EventListener> {
    let document = window()?.document()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        // What is pressed may have a use of its own for the key: a number is stepped by Alt + Shift + ↑.
        if event.default_prevented() || super::composes(event) {
            return;
        }
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        let Some(cell) = target.closest("section[data-cell-id]").ok().flatten() else { return };
        let press = Press {
            code: &event.code(),
            held: (event.alt_key(), event.shift_key(), event.ctrl_key() || event.meta_key()),
            in_text: target.matches("[data-formula], section[data-kind=text] textarea").unwrap_or(false),
        };
        if let (Some(key), Some(id)) = (cell_key(&press), cell.get_attribute("data-cell-id")) {
            event.prevent_default();
            call(key, id);
        }
    }))
}

fn cell_key(press: &Press<'_>) -> Option<CellKey> {
    match press.held {
        (false, false, true) if press.in_text => {
            matches!(press.code, "Enter" | "NumpadEnter").then_some(CellKey::Add)
        }
        (true, true, false) => match press.code {
            "ArrowUp" | "PageUp" => Some(CellKey::Up),
            "ArrowDown" | "PageDown" => Some(CellKey::Down),
            "KeyD" => Some(CellKey::Duplicate),
            "Backspace" => Some(CellKey::Delete),
            "Enter" | "NumpadEnter" => Some(CellKey::Add),
            "KeyB" => Some(CellKey::Beside),
            "KeyF" => Some(CellKey::Fold),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Press<'_> = Press { code: "", held: (true, true, false), in_text: false };

    #[test]
    fn keys_are_places_on_the_keyboard_not_letters() {
        for (code, key) in [
            ("ArrowUp", CellKey::Up),
            ("PageDown", CellKey::Down),
            ("KeyD", CellKey::Duplicate),
            ("Backspace", CellKey::Delete),
            ("NumpadEnter", CellKey::Add),
            ("KeyB", CellKey::Beside),
            ("KeyF", CellKey::Fold),
        ] {
            assert_eq!(cell_key(&Press { code, ..BOTH }), Some(key), "{code}");
            assert_eq!(
                cell_key(&Press { code, held: (true, false, false), ..BOTH }),
                None,
                "Alt alone is the grid's"
            );
            assert_eq!(cell_key(&Press { code, held: (true, true, true), ..BOTH }), None);
        }
        assert_eq!(cell_key(&Press { code: "KeyX", ..BOTH }), None);
    }

    #[test]
    fn control_and_enter_go_on_from_a_text() {
        let enter = Press { code: "Enter", held: (false, false, true), in_text: true };
        assert_eq!(cell_key(&enter), Some(CellKey::Add));
        assert_eq!(cell_key(&Press { in_text: false, ..enter }), None);
    }
}
