//! What only the lecturer sees: what to say, what comes next, the time.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    session::presenter::clock,
    ui::{
        effect::use_effect_on,
        page::use_page,
        piece::{view, view_of},
        prose::{ProseProps, follow},
        state::use_kept,
    },
    web,
};

/// The notes of a slide.
#[derive(PartialEq)]
pub(super) struct NotesProps {
    pub(super) notes: Rc<str>,
    /// What the next slide is called; nothing after the last stop.
    pub(super) next: Option<AttrValue>,
    pub(super) is_connected: bool,
    /// When the talk began.
    pub(super) start: f64,
    /// It begins now.
    pub(super) on_restart: Callback<MouseEvent>,
}

view_of!(NotesProps, use_notes);

#[hook]
fn use_notes(props: &NotesProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let next = match &props.next {
        Some(next) if next.is_empty() => page.text("present.on"),
        Some(next) => next.clone(),
        None => page.text("present.end"),
    };
    html! {
        <aside class="present__notes" aria-label={page.text("present.notes_label")} data-speaker-notes="" onclick={follow(&page)}>
            <p class="present__facts">
                { view(TimeProps { start: props.start, on_restart: props.on_restart.clone() }) }
                <span class="present__audience">{ page.text(if props.is_connected { "present.connected" } else { "present.alone" }) }</span>
            </p>
            if props.notes.is_empty() {
                <p class="present__none">{ page.text("present.no_notes") }</p>
            } else {
                { view(ProseProps { text: props.notes.clone() }) }
            }
            <p class="present__next"><span>{ page.text("present.next_is") }</span>{ next }</p>
        </aside>
    }
}

/// The time since the talk began; a click begins anew.
#[derive(PartialEq)]
struct TimeProps {
    start: f64,
    on_restart: Callback<MouseEvent>,
}

view_of!(TimeProps, use_time);

#[hook]
fn use_time(props: &TimeProps) -> Html {
    let seconds = use_kept(u64::default);
    {
        let (since, seconds) = (props.start, seconds.clone());
        use_effect_on(since.to_bits(), move |_| {
            let tick = move || seconds.set((web::stage::now() - since).max(0.0) as u64);
            tick();
            let ticking = web::stage::every(1000, tick);
            move || drop(ticking)
        });
    }
    let Some(page) = use_page() else { return html! {} };
    let again = props.on_restart.clone();
    let label = page.text("present.restart");
    html! {
        <button type="button" class="present__time" data-action="present-time" onclick={again} title={label.clone()}>
            <span role="timer">{ clock(*seconds) }</span><span class="spoken">{ label }</span>
        </button>
    }
}
