//! "What if n = 1,000": a size that is put in, and the notebook as it is.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    i18n,
    notebook::Sizes,
    session::{
        CostMsg, Msg,
        cost::{MOST, STEPS, step_of},
    },
    ui::page::Page,
    web,
};

/// The dimension, its size as a number and on a slider.
pub(super) fn supposition(page: &Page, present: &Sizes, supposed: &Sizes, dimension: &Rc<str>) -> Html {
    let size = supposed.get(dimension).unwrap_or(1);
    let send = |msg: fn(&str) -> Option<CostMsg>| {
        let page = page.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(msg) = msg(&web::text_of(&event)) {
                page.send(Msg::Cost(msg));
            }
        })
    };
    let choose = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            page.send(Msg::Cost(CostMsg::DimensionChosen(web::choice_of(&event).into())));
        })
    };
    let label = page.fill("cost.size_of", &[("dimension", dimension)]);
    let option = |name: &Rc<str>| {
        html! { <option value={name.to_string()} selected={name == dimension}>{ name.to_string() }</option> }
    };
    let said = format!("{dimension} = {}", i18n::count(page.language, size));
    html! {
        <div class="cost__what-if" role="group" aria-label={page.text("cost.what_if")}>
            <span aria-hidden="true">{ page.text("cost.what_if") }</span>
            <select class="cost__dimension" data-action="cost-dimension" onchange={choose} aria-label={page.text("cost.which")}>
                { for present.names().map(option) }
            </select>
            <span aria-hidden="true">{ "=" }</span>
            <input class="cost__size" type="number" min="1" max={MOST.to_string()} step="1" value={size.to_string()}
                data-own-undo="true" data-action="cost-size" aria-label={label.clone()}
                oninput={send(|text| text.parse().ok().map(CostMsg::Supposed))} />
            <input class="cost__slider" type="range" min="0" max={STEPS.to_string()} step="1"
                value={step_of(size).to_string()} data-action="cost-slider" aria-label={label} aria-valuetext={said}
                oninput={send(|text| text.parse().ok().map(CostMsg::Slid))} />
            <button type="button" class="button" data-action="cost-return" disabled={present == supposed}
                onclick={page.on(Msg::Cost(CostMsg::Returned))}>{ page.text("cost.back") }</button>
        </div>
    }
}
