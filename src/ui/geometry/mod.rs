//! Rows as arrows, and scores and weights as bars.

mod bars;
mod hands;
mod pairs;
mod panel;
mod plane;
mod sum;

use yew::prelude::*;

use crate::web::style;

pub(super) use bars::BarsPanelProps;
pub(super) use panel::GeometryPanelProps;
pub(super) use sum::weighted_sum_drawing;

/// A quiet sentence under a drawing.
#[inline(never)]
fn note(text: AttrValue) -> Html {
    html! { <p class="geometry__note">{ text }</p> }
}

/// A short text, at a place that its style says.
#[inline(never)]
fn piece(class: &'static str, text: AttrValue, place: &str) -> Html {
    html! { <span {class} ~style={style(place)}>{ text }</span> }
}
