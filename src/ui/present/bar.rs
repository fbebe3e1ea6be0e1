//! The bar of the lecturer: where he is, and what he has the screen do.

use yew::prelude::*;

use super::presenter::leave;
use crate::{
    session::{
        Grain,
        presenter::{Extent, Slides, Stop},
        talk::{Press, Talk},
    },
    ui::{page::Page, state::State},
    web,
};

/// The bar. `(connected, blocked)`: whether the audience's window is there, and whether the browser refused to open it.
pub(super) fn bar(
    page: &Page,
    slides: &Slides,
    talk: &State<Talk>,
    stop: Stop,
    (connected, blocked): (bool, bool),
    open_audience: Callback<MouseEvent>,
) -> Html {
    let press = |press: Press| {
        let (talk, slides) = (talk.clone(), slides.clone());
        Callback::from(move |_: MouseEvent| talk.set(talk.pressed(press, &slides)))
    };
    let go = |next: Talk| {
        let talk = talk.clone();
        Callback::from(move |_: MouseEvent| talk.set(next.clone()))
    };
    let steps = slides.get(stop.slide).map_or(0, |slide| slide.steps());
    let (number, count) = (stop.slide + 1, slides.len());
    let mut place = page.fill("present.slide", &[("number", &number), ("count", &count)]).to_string();
    if steps > 0 {
        place += &page.fill("present.step", &[("step", &stop.step), ("steps", &steps)]);
    }
    let notes = talk.notes.unwrap_or(connected);
    let close = {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| leave(&page))
    };
    html! {
        <div class="present__bar" role="toolbar" aria-label={page.text("present.bar")}>
            { button("present-previous", page.text("present.previous"), "‹", press(Press::Previous), None) }
            { button("present-next", page.text("present.next"), "›", press(Press::Next), None) }
            <span class="present__place" role="status">{ place }</span>
            { extents(page, talk, slides) }
            { grains(page, talk) }
            <span class="present__space"></span>
            if blocked { <span class="present__blocked" role="alert">{ page.text("present.blocked") }</span> }
            { word("present-pointer", page.text("present.pointer"), "P", press(Press::Pointer), Some(talk.pointer)) }
            { word("present-blank", page.text("present.blank"), "B", press(Press::Black), Some(talk.blank.is_some())) }
            { word("present-notes", page.text("present.notes"), "N", go(Talk { notes: Some(!notes), ..(**talk).clone() }), Some(notes)) }
            { word("present-fullscreen", page.text("present.fullscreen"), "F", Callback::from(|_: MouseEvent| web::stage::toggle_fullscreen()), None) }
            { word("audience", page.text(if connected { "present.audience_open" } else { "present.audience" }), "", open_audience, None) }
            { word("present-close", page.text("present.close"), "Escape", close, None) }
        </div>
    }
}

fn button(
    action: &'static str,
    label: AttrValue,
    sign: &'static str,
    onclick: Callback<MouseEvent>,
    pressed: Option<bool>,
) -> Html {
    html! {
        <button type="button" class="button button--icon" data-action={action} {onclick} aria-label={label.clone()} title={label}
            aria-pressed={pressed.map(|pressed| pressed.to_string())}>{ sign }</button>
    }
}

/// A button with a word on it; its key stands in its title.
fn word(
    action: &'static str,
    label: AttrValue,
    key: &'static str,
    onclick: Callback<MouseEvent>,
    pressed: Option<bool>,
) -> Html {
    html! {
        <button type="button" class="button" data-action={action} {onclick} title={(!key.is_empty()).then_some(key)}
            aria-keyshortcuts={(!key.is_empty()).then_some(key)}
            aria-pressed={pressed.map(|pressed| pressed.to_string())}>{ label }</button>
    }
}

fn extents(page: &Page, talk: &State<Talk>, slides: &Slides) -> Html {
    let chosen = {
        let (talk, slides) = (talk.clone(), slides.clone());
        Callback::from(move |event: Event| {
            if let Some(extent) = Extent::of_key(&web::choice_of(&event)) {
                let here = talk.at(&slides, talk.now(&slides));
                talk.set(Talk { extent, ..here });
            }
        })
    };
    let option = |extent: Extent| {
        let key = extent.key();
        html! { <option value={key} selected={extent == talk.extent}>{ page.text(&format!("present.by.{key}")) }</option> }
    };
    html! {
        <select class="button" data-action="present-extent" onchange={chosen} aria-label={page.text("present.extent")} title={page.text("present.extent")}>
            { option(Extent::Cell) }
            { option(Extent::Row) }
        </select>
    }
}

fn grains(page: &Page, talk: &State<Talk>) -> Html {
    let chosen = {
        let talk = talk.clone();
        Callback::from(move |event: Event| {
            let stepped = Grain::of_key(&web::choice_of(&event));
            let mut next = Talk { stepped, ..(*talk).clone() };
            // From the beginning of the slide.
            next.stop.step = 0;
            talk.set(next);
        })
    };
    let option = |grain: Option<Grain>| {
        let key = grain.map_or("whole", Grain::key);
        html! { <option value={key} selected={grain == talk.stepped}>{ page.text(&format!("present.stepped.{key}")) }</option> }
    };
    html! {
        <select class="button" data-action="present-steps" onchange={chosen} aria-label={page.text("present.steps")} title={page.text("present.steps")}>
            { option(None) }
            { for Grain::ALL.into_iter().map(|grain| option(Some(grain))) }
        </select>
    }
}
