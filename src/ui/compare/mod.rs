//! Pinned results beside the present ones.

mod beside;
mod spread;

pub(super) use beside::beside;
use yew::prelude::*;

use super::page::Page;
use crate::{
    notebook::Run,
    session::{AllCompared, ComparisonMsg, Msg, Pin},
    web,
};

/// Pins the present results, or lets the pinned ones go.
pub(super) fn pin_button(page: &Page, pinned: bool) -> Html {
    let (key, msg) = if pinned {
        ("compare.unpin_help", ComparisonMsg::Unpinned)
    } else {
        ("compare.pin", ComparisonMsg::Pinned)
    };
    html! {
        <button type="button" class="button button--pin" data-action="pin" aria-pressed={pinned.to_string()}
            onclick={page.on(Msg::Comparison(msg))} title={page.text(key)}>{ page.text("compare.button") }</button>
    }
}

/// What is pinned, where the present results differ from it, and what can be done.
pub(super) fn pin_line(page: &Page, pin: &Pin, run: &Run, compared: &AllCompared) -> Html {
    let names = pin.differing(run, compared);
    let gone = pin.gone(run);
    let text = if names.is_empty() && gone.is_empty() {
        page.text("compare.same_everywhere")
    } else if names.is_empty() {
        AttrValue::Static("")
    } else {
        page.fill("compare.differs_in", &[("names", &page.language.join(&names))])
    };
    let button = |action: &'static str, text: AttrValue, help: AttrValue, msg: ComparisonMsg| {
        let page = page.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            // The line goes, and with it the button.
            if msg == ComparisonMsg::Unpinned {
                web::focus::action("pin");
            }
            page.send(Msg::Comparison(msg.clone()));
        });
        html! {
            <button type="button" class="button" data-action={action} title={help} {onclick}>{ text }</button>
        }
    };
    html! {
        <section class="pin" data-pin="A" aria-label={page.text("compare.pinned")}>
            <p class="pin__text">
                <b>{ page.text("compare.pinned") }</b>{ " " }{ text }
                if !gone.is_empty() {
                    { " " }{ page.fill("compare.gone", &[("names", &page.language.join(&gone))]) }
                }
            </p>
            { button("swap", page.text("compare.swap"), page.text("compare.swap_help"), ComparisonMsg::Swapped) }
            { button("unpin", page.text("compare.unpin"), page.text("compare.unpin_help"), ComparisonMsg::Unpinned) }
        </section>
    }
}
