//! The number that is moved: a slider, play and pause, how far, and what follows.

use yew::prelude::*;

use super::range_text;
use crate::{
    session::{AMPLITUDES, Msg, Wiggle, WiggleMsg, Wiggled},
    ui::{
        dock::DockProps,
        effect::use_effect_on,
        labels::Labels,
        math,
        page::{Page, use_page},
        piece::view_of,
    },
    value::{
        Position,
        decimal::{self, Format},
    },
    web,
};

/// The number that is moved, while one is.
#[derive(PartialEq)]
pub(in crate::ui) struct WigglePanel(pub(in crate::ui) DockProps);

view_of!(WigglePanel, use_wiggle_panel, probe);

#[hook]
fn use_wiggle_panel(view: &WigglePanel) -> Html {
    let props = &view.0;
    let page = use_page();
    let playing = props.session.wiggle.as_ref().is_some_and(|wiggle| wiggle.playing);
    use_effect_on((playing, page.clone()), |(playing, page)| {
        let ticker = page.clone().filter(|_| *playing).map(|page| {
            web::ticker::listen(move |seconds| page.send(Msg::Wiggle(WiggleMsg::Ticked(seconds))))
        });
        move || drop(ticker)
    });
    let (Some(page), Some(wiggle)) = (page, &props.session.wiggle) else { return html! {} };
    let place = place(&page, props, &wiggle.cell, (0, wiggle.at.0, wiggle.at.1));
    let finish = |msg: WiggleMsg| {
        let (page, cell, at) = (page.clone(), wiggle.cell.clone(), wiggle.at);
        Callback::from(move |()| {
            page.send(Msg::Wiggle(msg.clone()));
            web::focus::typed_number(&cell, at.0, at.1);
        })
    };
    let stop = finish(WiggleMsg::Stopped);
    let onkeydown = {
        let stop = stop.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                stop.emit(());
            }
        })
    };
    let button = |action: &'static str, text: &str, help: &str, then: Callback<()>| {
        html! {
            <button type="button" class="button" data-action={action} title={page.text(help)}
                onclick={then.reform(|_: MouseEvent| ())}>{ page.text(text) }</button>
        }
    };
    let (play, sign) = if playing { ("wiggle.pause", "❚❚") } else { ("wiggle.play", "▶\u{fe0e}") };
    let play = page.text(play);
    let (low, high) = wiggle.ends();
    let format = Format::of(&[low, high, wiggle.number(), wiggle.centre + wiggle.step()]);
    let reached = wiggle
        .reached
        .iter()
        .filter(|reached| !reached.is_own && props.hidden.covers(&reached.cell).is_none());
    html! {
        <section class="wiggle" data-wiggle={place.clone()} data-value={decimal::shortest(wiggle.number())}
            aria-label={page.text("wiggle.label")} {onkeydown}>
            <div class="wiggle__bar">
                <span class="wiggle__place">{ place.clone() }<output class="wiggle__number">{ "= " }{ format.text(wiggle.number()) }</output></span>
                <span class="wiggle__hand">
                    <button type="button" class="button button--icon" data-action="wiggle-play" aria-pressed={playing.to_string()}
                        onclick={page.on(Msg::Wiggle(WiggleMsg::PlayToggled))} aria-label={play.clone()} title={play}>{ sign }</button>
                    <span>{ format.text(low) }</span>
                    { slider(&page, wiggle, &place) }
                    <span>{ format.text(high) }</span>
                    { amplitudes(&page, wiggle) }
                </span>
                { button("wiggle-keep", "wiggle.keep", "wiggle.keep_help", finish(WiggleMsg::Kept)) }
                { button("wiggle-stop", "wiggle.stop", "wiggle.stop_help", stop) }
            </div>
            <ul class="wiggle__reached" aria-label={page.text("wiggle.reached")}>
                { for reached.map(|reached| line(&page, props, reached)) }
            </ul>
        </section>
    }
}

fn slider(page: &Page, wiggle: &Wiggle, place: &AttrValue) -> Html {
    let oninput = {
        let page = page.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(position) = decimal::parse(&web::text_of(&event)) {
                page.send(Msg::Wiggle(WiggleMsg::Slid(position)));
            }
        })
    };
    html! {
            <input type="range" data-action="wiggle-slide" min="-1" max="1" step="0.01"
                value={format!("{:.2}", wiggle.position)} {oninput} aria-valuetext={decimal::full(wiggle.number())}
                aria-label={page.fill("wiggle.slide", &[("place", place)])} />
    }
}

fn amplitudes(page: &Page, wiggle: &Wiggle) -> Html {
    let onchange = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            if let Some(amplitude) = decimal::parse(&web::choice_of(&event)) {
                page.send(Msg::Wiggle(WiggleMsg::AmplitudeChosen(amplitude)));
            }
        })
    };
    let option = |amplitude: &f64| {
        let text = decimal::shortest(*amplitude);
        let selected = amplitude.to_bits() == wiggle.amplitude.to_bits();
        html! { <option value={text.clone()} {selected}>{ "± " }{ text }</option> }
    };
    let label = page.text("wiggle.amplitude");
    html! {
        <select class="wiggle__amplitude" data-action="wiggle-amplitude" {onchange} aria-label={label.clone()} title={label}>
            { for AMPLITUDES.iter().map(option) }
        </select>
    }
}

/// A cell that follows: its name, and where its range is the widest.
fn line(page: &Page, props: &DockProps, reached: &Wiggled) -> Html {
    let name = props.program.cells.iter().find(|cell| cell.cell.id == reached.cell);
    let name = name.and_then(|cell| cell.name.as_deref()).unwrap_or_default();
    let widest = reached.ranges.as_ref().and_then(|ranges| ranges.widest());
    let (text, ends) = match (&reached.ranges, widest) {
        (None, _) => (page.text("wiggle.reshaped"), None),
        (_, None) => (page.text("wiggle.unmoved"), None),
        (_, Some((at, range))) => (place(page, props, &reached.cell, at), Some(range)),
    };
    let role = crate::plot::Role::of_name(name).map(crate::plot::Role::key);
    let end = |end: fn((f64, f64)) -> f64| ends.map(|ends| decimal::shortest(end(ends)));
    html! {
        <li data-reached={name.to_owned()} data-low={end(|ends| ends.0)} data-high={end(|ends| ends.1)} data-role={role}>
            if let Some(ends) = ends {
                <span class="wiggle__where">{ text }</span>{ " " }<span class="wiggle__range">{ range_text(page, ends) }</span>
            } else {
                { math::name_alone(name) }{ " " }<span class="wiggle__where">{ text }</span>
            }
        </li>
    }
}

/// The name of a place: `A[eats, likes]`, `t` where there is just one.
fn place(page: &Page, props: &DockProps, cell: &str, (slice, row, column): Position) -> AttrValue {
    let Some(result) = props.run.results.iter().find(|result| *result.cell.id == *cell) else {
        return AttrValue::default();
    };
    let name = result.name().map(ToString::to_string).unwrap_or_default();
    let Some(value) = &result.value else { return name.into() };
    let (rows, columns) = Labels::of_grid(value.shape(), &props.dimensions, page.language);
    let text = |labels: &Labels, index: usize| labels.texts.get(index).cloned().unwrap_or_default();
    let (row, column) = (text(&rows, row), text(&columns, column));
    match value.shape().rank() {
        0 => name.into(),
        1 => format!("{name}[{column}]").into(),
        2 => page.fill("grid.place", &[("name", &name), ("row", &row), ("column", &column)]),
        _ => page
            .fill("grid.place", &[("name", &name), ("row", &format!("{slice}, {row}")), ("column", &column)]),
    }
}
