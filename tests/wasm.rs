//! The wasm build in Chromium: the engine gives the numbers that it gives natively, and the page mounts and computes.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cases;
mod notebooks;

use std::time::Duration;

use attention_notebook::{
    i18n::Language,
    plot::Theme,
    ui::{AppProps, Piece},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, Event, HtmlInputElement};
use yew::platform::time::sleep;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_step_of_every_case_is_numpys() {
    cases::check_cases();
}

#[wasm_bindgen_test]
fn draws_have_the_same_bits_as_natively() {
    cases::check_draws();
}

/// The page in an element of its own.
async fn mount(language: &str) -> Element {
    let document = web_sys::window().unwrap().document().unwrap();
    let root = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    let language = Language::of_tag(language).unwrap();
    let props = AppProps::new(language, Theme::Light);
    yew::Renderer::<Piece>::with_root_and_props(root.clone(), props.into()).render();
    // It is drawn row by row.
    for _ in 0..100 {
        sleep(Duration::from_millis(50)).await;
        if root.query_selector("section[data-defines=O]").unwrap().is_some() {
            break;
        }
    }
    root
}

fn find(root: &Element, selector: &str) -> Element {
    root.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}"))
}

fn values(root: &Element, name: &str) -> Vec<f64> {
    let cells = root.query_selector_all(&format!("table[data-name={name}] td[data-value]")).unwrap();
    let value = |index| {
        let cell: Element = cells.get(index).unwrap().unchecked_into();
        cell.get_attribute("data-value").unwrap().parse().unwrap()
    };
    (0..cells.length()).map(value).collect()
}

#[wasm_bindgen_test]
async fn an_input_event_changes_the_output() {
    let root = mount("en").await;
    let before = values(&root, "O");
    assert_eq!(before.len(), 8);
    let input: HtmlInputElement =
        find(&root, "table[data-name=X] td[data-row='0'][data-col='0'] input").unchecked_into();
    input.focus().unwrap();
    input.set_value("3");
    let event = Event::new("input").unwrap();
    event.init_event_with_bubbles("input", true);
    input.dispatch_event(&event).unwrap();
    sleep(Duration::from_millis(50)).await;
    assert_eq!(values(&root, "X")[0].to_bits(), 3.0_f64.to_bits());
    let after = values(&root, "O");
    assert!(before.iter().zip(&after).any(|(before, after)| (before - after).abs() > 0.01), "{after:?}");
    root.remove();
}

#[wasm_bindgen_test]
async fn the_page_mounts_in_each_language() {
    for (language, word) in [("zh-CN", "输出"), ("en", "output")] {
        let root = mount(language).await;
        assert!(find(&root, "section[data-defines=O]").text_content().unwrap().contains(word));
        root.remove();
    }
}
