//! Keys that work wherever the focus is.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, window};

/// A key that the whole page listens for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKey {
    /// Control or ⌘ with Z.
    Undo,
    /// Control or ⌘ with Y, or with Shift and Z.
    Redo,
    /// `?` outside of a text.
    Help,
    /// Space: play or pause.
    Play,
    /// ←, Page Up: one step back.
    Back,
    /// →, Page Down: one step on.
    Forward,
    /// Home: to the first step.
    First,
    /// End: show everything.
    Last,
}

/// Calls back for each [`PageKey`] until it is dropped. The keys of the player are there only while somebody is
/// `stepping`: until then Space and Page Down scroll.
pub fn listen(stepping: bool, call: impl Fn(PageKey) + 'static) -> Option<EventListener> {
    let document = window()?.document()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if let Some(key) = page_key(event).or_else(|| player_key(event, stepping)) {
            event.prevent_default();
            call(key);
        }
    }))
}

fn page_key(event: &KeyboardEvent) -> Option<PageKey> {
    let command = event.ctrl_key() || event.meta_key();
    match event.key().to_ascii_lowercase().as_str() {
        "z" | "y" if command && undoes_itself(event) => None,
        "z" if command && event.shift_key() => Some(PageKey::Redo),
        "z" if command => Some(PageKey::Undo),
        "y" if command => Some(PageKey::Redo),
        "?" if !is_text(event) => Some(PageKey::Help),
        _ => None,
    }
}

fn player_key(event: &KeyboardEvent, stepping: bool) -> Option<PageKey> {
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
    if !stepping || modified || event.default_prevented() {
        return None;
    }
    step_key(&event.key(), ground(&target(event)?))
}

/// Calls back for Escape outside of a text, where nothing else has taken it, until it is dropped.
pub fn on_escape(call: impl Fn() + 'static) -> Option<EventListener> {
    let document = window()?.document()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let text = || target(event).is_some_and(|target| ground(&target) == Ground::Text);
        if event.key() == "Escape" && !event.default_prevented() && !text() {
            event.prevent_default();
            call();
        }
    }))
}

/// Where the focus is, as far as the keys of the player are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// The page, a cell, words: what has no use of its own for a key.
    Free,
    /// A text that is being written.
    Text,
    /// A list, a range.
    Choice,
    /// A button, a link, a switch.
    Button,
    /// A button of the explanation.
    Explained,
    /// A button of the player.
    Own,
    /// The scrub bar of the player.
    Scrub,
    /// A place of a grid.
    Place,
}

/// What a key means to the player while it is open: a presenter's clicker steps from everywhere, the other keys leave
/// alone what has a use of its own for them.
fn step_key(key: &str, ground: Ground) -> Option<PageKey> {
    use Ground::{Choice, Explained, Free, Own, Place, Scrub, Text};
    let near = matches!(ground, Free | Own | Scrub);
    match key {
        "PageDown" => Some(PageKey::Forward),
        "PageUp" => Some(PageKey::Back),
        _ if matches!(ground, Text | Choice) => None,
        " " => matches!(ground, Free | Place | Scrub).then_some(PageKey::Play),
        "ArrowLeft" if near => Some(PageKey::Back),
        "ArrowRight" if near => Some(PageKey::Forward),
        "ArrowDown" if ground == Scrub => Some(PageKey::Back),
        "ArrowUp" if ground == Scrub => Some(PageKey::Forward),
        "Home" if near || ground == Explained => Some(PageKey::First),
        "End" if near || ground == Explained => Some(PageKey::Last),
        _ => None,
    }
}

pub(super) fn ground(target: &Element) -> Ground {
    let within = |selector: &str| target.closest(selector).ok().flatten().is_some();
    let own = within(".player, [data-player]");
    match target.tag_name().as_str() {
        "TEXTAREA" => Ground::Text,
        "SELECT" => Ground::Choice,
        "INPUT" => match target.get_attribute("type").as_deref() {
            Some("range") if own => Ground::Scrub,
            Some("range") => Ground::Choice,
            Some("checkbox" | "radio" | "button" | "file" | "submit") => Ground::Button,
            _ => Ground::Text,
        },
        "BUTTON" | "A" | "SUMMARY" if own => Ground::Own,
        "BUTTON" | "A" | "SUMMARY" if within("[data-explain]") => Ground::Explained,
        "BUTTON" | "A" | "SUMMARY" => Ground::Button,
        _ if within("[role=grid]") => Ground::Place,
        _ => Ground::Free,
    }
}

pub(super) fn target(event: &KeyboardEvent) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// Whether the key is pressed in a text that is no edit of the notebook yet, and has its own undo.
fn undoes_itself(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|target| target.has_attribute("data-own-undo"))
}

fn is_text(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::web) const ALL: [Ground; 8] = [
        Ground::Free,
        Ground::Text,
        Ground::Choice,
        Ground::Button,
        Ground::Explained,
        Ground::Own,
        Ground::Scrub,
        Ground::Place,
    ];

    fn grounds_of(key: &str) -> Vec<Ground> {
        ALL.into_iter().filter(|ground| step_key(key, *ground).is_some()).collect()
    }

    #[test]
    fn a_clicker_steps_from_everywhere() {
        for ground in ALL {
            assert_eq!(step_key("PageDown", ground), Some(PageKey::Forward));
            assert_eq!(step_key("PageUp", ground), Some(PageKey::Back));
        }
    }

    #[test]
    fn what_has_its_own_use_for_a_key_keeps_it() {
        let near = [Ground::Free, Ground::Own, Ground::Scrub];
        assert_eq!(grounds_of("ArrowLeft"), near);
        assert_eq!(grounds_of("ArrowRight"), near);
        assert_eq!(grounds_of("ArrowUp"), [Ground::Scrub]);
        let ends = [Ground::Free, Ground::Explained, Ground::Own, Ground::Scrub];
        assert_eq!((grounds_of("Home"), grounds_of("End")), (ends.to_vec(), ends.to_vec()));
        assert_eq!(grounds_of(" "), [Ground::Free, Ground::Scrub, Ground::Place]);
        assert!(grounds_of("x").is_empty());
    }
}
