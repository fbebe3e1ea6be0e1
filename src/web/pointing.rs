//! What the pointer or the focus is at: the cell of a symbol lights up with every symbol that means it.
//!
//! An attribute on the elements and no state of the page: nothing is rendered for it.

use std::{cell::RefCell, rc::Rc};

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, window};

/// Follows pointer and focus until it is dropped.
pub struct Pointing {
    _listeners: Vec<EventListener>,
}

/// Marks with `data-pointed` what has the name that is pointed at: `[data-symbol]` in formulas, `[data-defines]` on cells.
pub fn follow() -> Option<Pointing> {
    let document = window()?.document()?;
    let pointed = Rc::new(RefCell::new(None::<String>));
    let listeners = ["pointerover", "focusin"].map(|kind| {
        let (page, pointed) = (document.clone(), pointed.clone());
        EventListener::new(&document, kind, move |event| {
            let name = name_at(event);
            if *pointed.borrow() != name {
                mark(&page, name.as_deref());
                *pointed.borrow_mut() = name;
            }
        })
    });
    Some(Pointing { _listeners: listeners.into() })
}

fn element_at(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

fn name_at(event: &Event) -> Option<String> {
    let element = element_at(event, "[data-symbol], section[data-defines]")?;
    element.get_attribute("data-symbol").or_else(|| element.get_attribute("data-defines"))
}

fn mark(document: &Document, name: Option<&str>) {
    let each = |selector: &str, change: &dyn Fn(&Element)| {
        let Ok(found) = document.query_selector_all(selector) else { return };
        (0..found.length())
            .filter_map(|index| found.get(index)?.dyn_into().ok())
            .for_each(|element| change(&element));
    };
    each("[data-pointed]", &|element| drop(element.remove_attribute("data-pointed")));
    if let Some(name) = name {
        // A name is letters, digits and _: it needs no escaping.
        each(&format!("[data-symbol='{name}'], section[data-defines='{name}']"), &|element| {
            element.set_attribute("data-pointed", "").ok();
        });
    }
}

/// The node of a formula that an event comes from.
pub fn node_at(event: &Event) -> Option<usize> {
    element_at(event, "[data-node]")?.get_attribute("data-node")?.parse().ok()
}
