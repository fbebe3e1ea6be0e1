//! Time and memory over n, on logarithmic axes, with their numbers in HTML.

use std::rc::Rc;

use yew::prelude::*;

use super::settings::sign;
use crate::{
    i18n,
    lab::{
        growth::{Quantity, series},
        report::Report,
    },
    plot::loglog::{Frame, Growth},
    ui::{drawing::CanvasProps, page::Page, piece::view},
    web::{canvas::Picture, style},
};

/// Numbers along an axis, at most.
const MOST_TICKS: usize = 7;

/// The drawing of one quantity: the present report, and pale behind it the kept ones.
pub(super) fn growth(page: &Page, report: &Report, kept: &[Report], quantity: Quantity) -> Html {
    let present = series(report, quantity);
    let earlier: Vec<_> = kept.iter().flat_map(|report| series(report, quantity)).collect();
    let all: Vec<_> = present.iter().chain(&earlier).cloned().collect();
    let Some(frame) = Frame::around(&all) else { return html! {} };
    let title = page.text(match quantity {
        Quantity::Time => "lab.time_over_n",
        Quantity::Memory => "lab.memory_over_n",
    });
    let n_tick = |n: f64| {
        let (x, _) = frame.place(n, 1.0);
        html! { <span class="growth__n" ~style={style(&format!("left:{:.2}%", x * 100.0))}>{ i18n::count(page.language, n as u128) }</span> }
    };
    let value_tick = |value: f64| {
        let (_, y) = frame.place(1.0, value);
        let text = match quantity {
            Quantity::Time => i18n::seconds(page.language, value / 1000.0),
            Quantity::Memory => i18n::bytes(page.language, value as u128),
        };
        html! { <span class="growth__value" ~style={style(&format!("bottom:{:.2}%", y * 100.0))}>{ text }</span> }
    };
    let picture = Picture::Other(Rc::new(Growth { frame, series: present, earlier }));
    let canvas = CanvasProps { picture, class: "growth__canvas", style: None, label: Some(title.clone()) };
    html! {
        <figure class="growth">
            <figcaption>{ title.clone() }</figcaption>
            <div class="growth__plane">
                { view(canvas) }
                <div aria-hidden="true">
                    { for frame.n_ticks(MOST_TICKS).into_iter().map(n_tick) }
                    { for frame.value_ticks(MOST_TICKS).into_iter().map(value_tick) }
                </div>
            </div>
            <p class="growth__signs" aria-hidden="true">{ for report.kernels().into_iter().map(|kernel| html! {
                <span>{ sign(kernel) }{ " " }{ super::view::kernel_name(page, kernel) }</span>
            }) }</p>
        </figure>
    }
}
