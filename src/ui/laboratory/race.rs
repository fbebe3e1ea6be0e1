//! The race: two lanes, one clock.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    lab::race::{Course, Lane},
    plot::lanes::{self, LanePicture},
    ui::{
        drawing::CanvasProps,
        effect::use_effect_on,
        page::{Page, use_page},
        piece::{view, view_of},
        state::{State, use_kept},
    },
    web::{self, canvas::Picture},
};

/// The width of keys in the race: at 2 n = 16 the chain and the grid are equally much work.
const D_K: usize = 16;
const MOST_TOKENS: usize = 64;
/// Between two movements of the hand of the clock.
const FRAME_MS: u32 = 33;
/// Units of work in a frame.
const SPEEDS: [usize; 4] = [1, 4, 16, 64];

#[derive(Debug, Clone, Copy, PartialEq)]
struct Race {
    course: Course,
    against: Lane,
    signal: (usize, usize),
    ticks: usize,
    playing: bool,
    speed: usize,
}

impl Race {
    /// Where it begins: the picture is half told, so that nothing need move to be understood.
    fn new() -> Self {
        let course = Course { n_tokens: 16, d_k: D_K, window: 2 };
        let ticks = Lane::Attention.units(course) / 3;
        Self { course, against: Lane::Recurrent, signal: (0, 15), ticks, playing: false, speed: 4 }
    }

    fn end(&self) -> usize {
        [Lane::Attention, self.against].into_iter().map(|lane| lane.units(self.course)).max().unwrap_or(0)
    }

    fn at(self, ticks: usize) -> Self {
        let end = self.end();
        Self { ticks: ticks.min(end), playing: self.playing && ticks < end, ..self }
    }

    /// Another course begins anew.
    fn on(self, course: Course) -> Self {
        let last = course.n_tokens.saturating_sub(1);
        let signal = (
            self.signal.0.min(last),
            if self.signal.1 + 1 == self.course.n_tokens { last } else { self.signal.1.min(last) },
        );
        Self { course, signal, ..self }.at(0)
    }
}

/// Two ways through a sequence, side by side.
#[derive(PartialEq)]
pub(in crate::ui) struct RaceView;

view_of!(RaceView, use_race());

#[hook]
fn use_race() -> Html {
    let race = use_kept(Race::new);
    {
        let race = race.clone();
        use_effect_on((race.playing, race.ticks), move |(playing, ticks)| {
            let next = ticks + race.speed;
            let timer = playing.then(|| web::Timeout::new(FRAME_MS, move || race.set(race.at(next))));
            move || drop(timer)
        });
    }
    let Some(page) = use_page() else { return html! {} };
    html! {
        <div class="race" data-race="true" data-ticks={race.ticks.to_string()} data-end={race.end().to_string()}>
            { controls(&page, &race) }
            <div class="race__lanes">
                { lane(&page, &race, Lane::Attention) }
                { lane(&page, &race, race.against) }
            </div>
            <p class="race__unit">{ page.fill("race.unit", &[("width", &D_K)]) }</p>
        </div>
    }
}

fn controls(page: &Page, race: &State<Race>) -> Html {
    let set = |next: Race| {
        let race = race.clone();
        Callback::from(move |_: MouseEvent| race.set(next))
    };
    let now = **race;
    let start = if now.ticks >= now.end() { 0 } else { now.ticks };
    // Who wants no motion sees the end.
    let played =
        if web::ticker::prefers_rest() { now.at(now.end()) } else { Race { playing: true, ..now.at(start) } };
    let toggled = if now.playing { Race { playing: false, ..now } } else { played };
    let button = |key: &str, action: &'static str, sign: &'static str, next: Race| {
        let label = page.text(key);
        html! {
            <button type="button" class="button button--icon" data-action={action} onclick={set(next)}
                aria-label={label.clone()} title={label}>{ sign }</button>
        }
    };
    let (play_key, play_sign) = if now.playing { ("race.pause", "❚❚") } else { ("race.play", "▶") };
    html! {
        <div class="race__controls">
            { button("race.restart", "race-restart", "|◀", Race { playing: false, ..now.at(0) }) }
            { button(play_key, "race-play", play_sign, toggled) }
            { button("race.step", "race-step", "▶❘", Race { playing: false, ..now.at(now.ticks + 1) }) }
            { button("race.finish", "race-finish", "▶▶|", now.at(now.end())) }
            { number(page, race, "race.tokens", "race-n", (2, MOST_TOKENS), now.course.n_tokens, |race, n_tokens| race.on(Course { n_tokens, ..race.course })) }
            { choice(page, "race.against", "race-against", race, now.against.code(), &[Lane::Recurrent, Lane::Linear, Lane::Window].map(|lane| (lane.code(), page.text(&format!("race.short.{}", lane.code())))), |race, code| {
                Race { against: Lane::of_code(code).unwrap_or(race.against), ..race }.at(0)
            }) }
            if now.against == Lane::Window {
                { number(page, race, "race.window", "race-window", (0, MOST_TOKENS / 2), now.course.window, |race, window| race.on(Course { window, ..race.course })) }
            }
            { choice(page, "race.speed", "race-speed", race, &now.speed.to_string(), &SPEEDS.map(|speed| (speed, format!("{speed} ×").into())), |race, speed| {
                Race { speed: speed.parse().unwrap_or(race.speed), ..race }
            }) }
            { number(page, race, "race.from", "race-from", (1, now.course.n_tokens), now.signal.0 + 1, |race, from| Race { signal: (from - 1, race.signal.1), ..race }) }
            { number(page, race, "race.to", "race-to", (1, now.course.n_tokens), now.signal.1 + 1, |race, to| Race { signal: (race.signal.0, to - 1), ..race }) }
        </div>
    }
}

fn number(
    page: &Page,
    race: &State<Race>,
    key: &str,
    action: &'static str,
    (least, most): (usize, usize),
    value: usize,
    change: fn(Race, usize) -> Race,
) -> Html {
    let oninput = {
        let race = race.clone();
        Callback::from(move |event: InputEvent| {
            if let Ok(value) = web::text_of(&event).parse::<usize>() {
                race.set(change(*race, value.clamp(least, most)));
            }
        })
    };
    html! {
        <label class="race__number">
            <span>{ page.text(key) }{ " " }<output>{ value }</output></span>
            <input type="range" data-action={action} min={least.to_string()} max={most.to_string()} value={value.to_string()} {oninput} />
        </label>
    }
}

fn choice<T: std::fmt::Display>(
    page: &Page,
    key: &str,
    action: &'static str,
    race: &State<Race>,
    chosen: &str,
    options: &[(T, AttrValue)],
    change: fn(Race, &str) -> Race,
) -> Html {
    let onchange = {
        let race = race.clone();
        Callback::from(move |event: Event| race.set(change(*race, &web::choice_of(&event))))
    };
    let option = |(code, text): &(T, AttrValue)| {
        let code = code.to_string();
        html! { <option value={code.clone()} selected={code == chosen}>{ text.clone() }</option> }
    };
    html! {
        <label class="race__choice">
            <span>{ page.text(key) }</span>
            <select data-action={action} {onchange}>{ for options.iter().map(option) }</select>
        </label>
    }
}

fn lane(page: &Page, race: &Race, lane: Lane) -> Html {
    let (course, (from, to)) = (race.course, race.signal);
    let units = lane.units(course);
    let done = race.ticks.min(units);
    let code = lane.code();
    let title = page.text(match lane {
        Lane::Attention => "race.attention",
        Lane::Window => "race.window_lane",
        Lane::Recurrent => "race.rnn",
        Lane::Linear => "race.linear",
    });
    let work = page.fill("race.work", &[("done", &done), ("total", &units)]);
    let steps = page.fill("race.steps", &[("count", &lane.sequential_steps(course))]);
    let (first, last) = (from + 1, to + 1);
    let path = match (lane.path_length(course, from, to), lane.layers(course, from, to)) {
        (Some(count), _) => page.fill("race.path", &[("from", &first), ("to", &last), ("count", &count)]),
        (None, Some(count)) => {
            page.fill("race.path_layers", &[("from", &first), ("to", &last), ("count", &count)])
        }
        (None, None) => page.fill("race.path_none", &[("from", &first), ("to", &last)]),
    };
    let picture = Picture::Other(Rc::new(LanePicture { lane, course, ticks: done, signal: race.signal }));
    let (columns, rows) = lanes::size(lane, course.n_tokens);
    let canvas = CanvasProps {
        picture,
        class: "lane__canvas",
        style: Some(format!("--columns:{columns};--rows:{rows}").into()),
        label: Some(page.fill("race.picture", &[("lane", &title), ("done", &done), ("total", &units)])),
    };
    html! {
        <figure class="lane" data-lane={code} data-done={done.to_string()} data-units={units.to_string()}>
            <figcaption class="lane__title">{ title.clone() }</figcaption>
            { view(canvas) }
            <p class="lane__work">{ work }</p>
            <p>{ steps }</p>
            <p>{ path }</p>
            if done == units {
                <p class="lane__end">{ page.fill("race.done_after", &[("ticks", &units)]) }</p>
            }
        </figure>
    }
}
