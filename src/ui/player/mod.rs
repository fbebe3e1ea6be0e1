//! The steps of the computation: the controls in the bar at the top, and those at the foot of the page while somebody
//! steps.

use yew::prelude::*;

use super::{
    dock::DockProps,
    effect::use_effect_on,
    page::{Page, use_page},
    piece::view_of,
    state::use_kept,
};
use crate::{
    session::{Grain, Msg, Player, PlayerMsg, SPEEDS, Steps, Story, caption},
    value::decimal,
    web,
};

/// Pictures of 16 × 16; characters like these are coloured pictures on some phones.
const FIRST: &str = "M2 3h2v10H2zM9 3v10L4 8zM14 3v10L9 8z";
const BACK: &str = "M3 3h2v10H3zM13 3v10L6 8z";
const PLAY: &str = "M4 2.5 13 8l-9 5.5z";
const PAUSE: &str = "M4 3h3v10H4zM9 3h3v10H9z";
const FORWARD: &str = "M11 3h2v10h-2zM3 3l7 5-7 5z";
const LAST: &str = "M12 3h2v10h-2zM2 3l5 5-5 5zM7 3l5 5-5 5z";

fn button(
    page: &Page,
    action: &'static str,
    key: &str,
    picture: &'static str,
    idle: bool,
    msg: PlayerMsg,
) -> Html {
    let label = page.text(key);
    let page = page.clone();
    let onclick = Callback::from(move |_: MouseEvent| match &msg {
        PlayerMsg::WentLast => show_everything(&page),
        msg => page.send(Msg::Player(msg.clone())),
    });
    // Not `disabled`: a button that has the focus and its keys must not lose them at the last step.
    html! {
        <button type="button" class="button button--icon" data-action={action} {onclick} aria-disabled={idle.then_some("true")}
            aria-label={label.clone()} title={label}>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d={picture} /></svg>
        </button>
    }
}

/// Back, play or pause, forward.
pub(super) fn controls(page: &Page, player: Player, steps: usize) -> Html {
    let play = if player.playing {
        button(page, "pause", "player.pause", PAUSE, false, PlayerMsg::Paused)
    } else {
        button(page, "play", "player.play", PLAY, steps == 0, PlayerMsg::Played)
    };
    let at_end = player.step.is_none_or(|step| step >= steps);
    html! {
        <>
            { button(page, "step-back", "player.back", BACK, steps == 0 || player.step == Some(0), PlayerMsg::WentBack) }
            { play }
            { button(page, "step-forward", "player.forward", FORWARD, at_end, PlayerMsg::WentForward) }
        </>
    }
}

/// Ends the stepping. The controls at the foot go; the focus that is on them goes to those at the top.
pub(super) fn show_everything(page: &Page) {
    web::focus::hand_over(".player", "[data-player] :nth-child(2)");
    page.send(Msg::Player(PlayerMsg::WentLast));
}

/// The controls at the foot, and what happens in words.
#[derive(PartialEq)]
pub(super) struct PlayerBar(pub(in crate::ui) DockProps);

view_of!(PlayerBar, use_player_bar, play);

#[hook]
fn use_player_bar(view: &PlayerBar) -> Html {
    let props = &view.0;
    let page = use_page();
    let player = props.session.player;
    use_time(page.clone(), player);
    let story = Story::of(&props.program, &props.run, &props.hidden, &player);
    let cell = match &story {
        Some(Story::Computed { cell, .. }) => Some(cell.clone()),
        _ => None,
    };
    use_effect_on((cell, player.step), |(cell, _)| {
        if let Some(cell) = cell {
            web::reveal::computed(cell);
        }
    });
    // The caption stands there before it says anything: a live region is read only where it changes.
    let stands = use_kept(bool::default);
    {
        let stands = stands.clone();
        use_effect_on((), move |()| stands.set(true));
    }
    let Some(page) = page else { return html! {} };
    let said = story.filter(|_| *stands).map(|story| caption(page.language, &story, &props.dimensions));
    html! {
        <div class="player">
            if let Some(step) = player.step {
                { whole(&page, player, step, Steps::of(&props.program, &props.run, player.grain).count()) }
            }
            <p class="player__caption" role="status" aria-live="polite">{ said.unwrap_or_default() }</p>
        </div>
    }
}

/// Goes on by itself while it plays and somebody can see it.
#[hook]
fn use_time(page: Option<Page>, player: Player) {
    use_effect_on(player, move |player| {
        let running = page.filter(|_| player.playing).map(|page| {
            let (ticked, hidden) = (page.clone(), page);
            (
                web::Timeout::new(player.interval(), move || ticked.send(Msg::Player(PlayerMsg::Ticked))),
                web::page::on_hidden(move || hidden.send(Msg::Player(PlayerMsg::Paused))),
            )
        });
        move || drop(running)
    });
}

/// All controls.
fn whole(page: &Page, player: Player, step: usize, steps: usize) -> Html {
    let scrub = {
        let page = page.clone();
        Callback::from(move |event: InputEvent| {
            if let Ok(step) = web::text_of(&event).parse() {
                page.send(Msg::Player(PlayerMsg::Scrubbed(step)));
            }
        })
    };
    let grain = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            if let Some(grain) = Grain::of_key(&web::choice_of(&event)) {
                page.send(Msg::Player(PlayerMsg::GrainChosen(grain)));
            }
        })
    };
    let speed = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            if let Some(speed) = decimal::parse(&web::choice_of(&event)) {
                page.send(Msg::Player(PlayerMsg::SpeedChosen(speed)));
            }
        })
    };
    let by = |grain: Grain| {
        let key = grain.key();
        html! { <option value={key} selected={grain == player.grain}>{ page.text(&format!("player.by.{key}")) }</option> }
    };
    let times = |speed: &f64| {
        html! { <option value={speed.to_string()} selected={speed.total_cmp(&player.speed).is_eq()}>{ format!("{speed} ×") }</option> }
    };
    html! {
        <>
            <div class="player__buttons" role="group" aria-label={page.text("player.label")}>
                { button(page, "step-first", "player.first", FIRST, step == 0, PlayerMsg::WentFirst) }
                { controls(page, player, steps) }
                { button(page, "step-last", "player.last", LAST, false, PlayerMsg::WentLast) }
            </div>
            <input class="player__scrub" type="range" data-action="scrub" min="0" max={steps.to_string()} step="1"
                value={step.to_string()} oninput={scrub} aria-label={page.text("player.scrub")}
                aria-valuetext={page.fill("player.place", &[("step", &step), ("count", &steps)])} />
            <span class="player__place" aria-hidden="true">{ format!("{step} / {steps}") }</span>
            <select class="button" data-action="grain" onchange={grain} aria-label={page.text("player.grain")}
                title={page.text("player.grain")}>{ for Grain::ALL.into_iter().map(by) }</select>
            <select class="button" data-action="speed" onchange={speed} aria-label={page.text("player.speed")}
                title={page.text("player.speed")}>{ for SPEEDS.iter().map(times) }</select>
        </>
    }
}
