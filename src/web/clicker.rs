//! The keys of who presents: those of a clicker from everywhere, the others where nothing else has a use for them.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, window};

use super::{
    composes, focus,
    keyboard::{Ground, ground, target},
};

/// A key of who presents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresentKey {
    /// Page Down, →, ↓, Space.
    Next,
    /// Page Up, ←, ↑, Shift and Space.
    Previous,
    /// Home.
    First,
    /// End.
    Last,
    /// `.` or B: a black screen, or no longer.
    Black,
    /// W: a white one.
    White,
    /// N: the notes of the speaker.
    Notes,
    /// P: the large pointer.
    Pointer,
    /// F, and F5, with which a clicker begins: the whole screen.
    Fullscreen,
    /// Escape.
    Leave,
}

/// Calls back for each [`PresentKey`] until it is dropped, and keeps it from everything else.
pub fn listen(call: impl Fn(PresentKey) + Clone + 'static) -> Option<[EventListener; 2]> {
    let document = window()?.document()?;
    let leave = call.clone();
    // Before the grids and the keys of the player.
    let before = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let keys = EventListener::new_with_options(&document, "keydown", before, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| !composes(event)) else { return };
        if let Some(key) = key_of(event) {
            event.prevent_default();
            event.stop_propagation();
            call(key);
        }
    });
    // After whatever else Escape closes.
    let escape = EventListener::new_with_options(
        &document,
        "keydown",
        EventListenerOptions::enable_prevent_default(),
        move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let written = || target(event).is_some_and(|target| ground(&target) == Ground::Text);
            if event.key() == "Escape" && !event.default_prevented() && !focus::is_explaining() && !written()
            {
                event.prevent_default();
                leave(PresentKey::Leave);
            }
        },
    );
    Some([keys, escape])
}

fn key_of(event: &KeyboardEvent) -> Option<PresentKey> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let target = target(event)?;
    let typed = target.closest("[role=grid][aria-readonly=false]").ok().flatten().is_some();
    present_key(&event.key(), event.shift_key(), ground(&target), typed)
}

/// What a key means where the focus is; `typed`: on a number that can be typed.
fn present_key(key: &str, shift: bool, ground: Ground, typed: bool) -> Option<PresentKey> {
    use Ground::{Choice, Free, Place, Scrub, Text};
    match key {
        "PageDown" => return Some(PresentKey::Next),
        "PageUp" => return Some(PresentKey::Previous),
        "F5" => return Some(PresentKey::Fullscreen),
        _ if matches!(ground, Text | Choice | Scrub) || typed => return None,
        _ => {}
    }
    match (key.to_ascii_lowercase().as_str(), shift) {
        (" ", true) if ground == Free => Some(PresentKey::Previous),
        (" ", false) if ground == Free => Some(PresentKey::Next),
        (_, true) => None,
        ("arrowright" | "arrowdown", _) if ground != Place => Some(PresentKey::Next),
        ("arrowleft" | "arrowup", _) if ground != Place => Some(PresentKey::Previous),
        ("home", _) if ground != Place => Some(PresentKey::First),
        ("end", _) if ground != Place => Some(PresentKey::Last),
        ("." | "b", _) => Some(PresentKey::Black),
        ("w", _) => Some(PresentKey::White),
        ("n", _) => Some(PresentKey::Notes),
        ("p", _) => Some(PresentKey::Pointer),
        ("f", _) => Some(PresentKey::Fullscreen),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::keyboard::tests::ALL;

    #[test]
    fn a_clicker_works_from_everywhere() {
        for ground in ALL {
            for typed in [false, true] {
                assert_eq!(present_key("PageDown", false, ground, typed), Some(PresentKey::Next));
                assert_eq!(present_key("PageUp", false, ground, typed), Some(PresentKey::Previous));
            }
        }
    }

    #[test]
    fn what_is_typed_stays_typed() {
        for key in [".", "b", "w", "n", "p", "f", " ", "ArrowLeft", "Home", "End", "1"] {
            for ground in [Ground::Text, Ground::Choice, Ground::Scrub] {
                assert_eq!(present_key(key, false, ground, false), None, "{key}");
            }
            assert_eq!(present_key(key, false, Ground::Place, true), None, "{key}");
        }
        assert_eq!(present_key("ArrowDown", false, Ground::Place, false), None, "a grid has its own arrows");
        assert_eq!(present_key(" ", false, Ground::Button, false), None, "a button is pressed by Space");
    }

    #[test]
    fn the_keys_of_slides() {
        for (key, shift, meant) in [
            (" ", false, PresentKey::Next),
            (" ", true, PresentKey::Previous),
            ("ArrowDown", false, PresentKey::Next),
            ("ArrowLeft", false, PresentKey::Previous),
            ("Home", false, PresentKey::First),
            ("End", false, PresentKey::Last),
            (".", false, PresentKey::Black),
            ("B", false, PresentKey::Black),
            ("w", false, PresentKey::White),
            ("F5", false, PresentKey::Fullscreen),
        ] {
            assert_eq!(present_key(key, shift, Ground::Free, false), Some(meant), "{key}");
        }
        assert_eq!(present_key("x", false, Ground::Free, false), None);
    }
}
