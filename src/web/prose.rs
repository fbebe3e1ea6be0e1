//! Between the notebook's page and the program that reads Markdown, which `src/web/prose.js` fetches when it is first
//! used.

use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, window};

use super::element_of;

fn call(name: &str, argument: &JsValue) -> Option<JsValue> {
    let prose = window().and_then(|window| Reflect::get(&window, &JsString::from("attentionProse")).ok())?;
    let function: Function = Reflect::get(&prose, &JsString::from(name)).ok()?.dyn_into().ok()?;
    function.call1(&JsValue::UNDEFINED, argument).ok()
}

/// The HTML of a text; `None` while the program is not there, and where it fails.
pub fn rendered(text: &str) -> Option<String> {
    let text = || JsString::from(text).into();
    if cfg!(target_arch = "wasm32") { call("render", &text())?.as_string() } else { None }
}

/// Fetches the program, and calls back: whether it is there.
pub fn fetch(done: impl FnOnce(bool) + 'static) {
    call("fetch", &Closure::once_into_js(done));
}

/// What a click on a text asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// Changes to be made.
    Try(String),
    /// The place of an expression.
    Claim(String),
}

/// What a click asks for, if it is on a claim or a try. A claim is a link only by its looks.
pub fn asked(event: &Event) -> Option<Asked> {
    let link = element_of(event)?.closest("[data-try], [data-claim]").ok().flatten()?;
    event.prevent_default();
    let tried = link.get_attribute("data-try").map(Asked::Try);
    tried.or_else(|| link.get_attribute("data-claim").map(Asked::Claim))
}

/// Marks the claims on the page that do not hold, of what is said and the expression; `title` says what the mark means. A
/// claim of what would be is left alone.
pub fn mark_claims(holds: impl Fn(&str, &str) -> bool, title: &str) {
    let claims =
        window().and_then(|window| window.document()?.query_selector_all(".claim:not([data-when])").ok());
    let claims = claims.iter().flat_map(|claims| (0..claims.length()).filter_map(|at| claims.get(at)));
    for claim in claims.filter_map(|claim| claim.dyn_into::<Element>().ok()) {
        let Some(expression) = claim.get_attribute("data-claim") else { continue };
        let holds = holds(&claim.text_content().unwrap_or_default(), &expression);
        claim.class_list().toggle_with_force("is-outdated", !holds).ok();
        claim.set_attribute("title", if holds { &expression } else { title }).ok();
    }
}

/// Whether an event comes from something that has a use of its own for it.
pub fn is_on_control(event: &Event) -> bool {
    element_of(event).is_some_and(|element| element.closest("a, button").ok().flatten().is_some())
}

/// Offers to `src/web/prose.js` how a text is read.
pub fn offer(render: fn(&str) -> String) {
    let render: Closure<dyn Fn(String) -> String> = Closure::new(move |text: String| render(&text));
    if let Some(window) = window() {
        Reflect::set(&window, &JsString::from("renderProse"), &render.into_js_value()).ok();
    }
}
