//! One number moved to and fro, with all that follows.

mod panel;

pub(super) use panel::WigglePanel;
use yew::prelude::*;

use super::page::Page;
use crate::{
    notebook::CellId,
    session::{Control, Msg, WiggleMsg},
    value::decimal::Format,
    web,
};

/// Begins to move a number; the focus goes to the slider that moves it by hand.
pub(super) fn start_wiggle(page: &Page, cell: CellId, at: (usize, usize)) {
    let playing = !web::ticker::prefers_rest();
    page.send(Msg::Wiggle(WiggleMsg::Started { cell, at, playing }));
    web::after_render(|| web::focus::action("wiggle-slide"));
}

/// The button that begins it. Inside a grid it must not take the focus from the number that it is about.
pub(super) fn wiggle_button(page: &Page, place: &AttrValue, in_grid: bool, start: Callback<()>) -> Html {
    if !page.has(Control::Wiggle) {
        return html! {};
    }
    let label = page.fill("wiggle.start", &[("place", place)]);
    let onmousedown = in_grid.then(|| Callback::from(|event: MouseEvent| event.prevent_default()));
    html! {
        <button type="button" class="tiny" data-action="wiggle" tabindex={in_grid.then_some("-1")} {onmousedown}
            onclick={start.reform(|_: MouseEvent| ())} aria-label={label.clone()} title={label}>{ "~" }</button>
    }
}

/// A range, both ends with as many decimals.
pub(super) fn range_text(page: &Page, (low, high): (f64, f64)) -> AttrValue {
    let format = Format::of(&[low, high]);
    page.fill("wiggle.range", &[("least", &format.text(low)), ("most", &format.text(high))])
}
