//! Under the blanks: what counts as right, what the last answer was, the steps so far, and at the end the summary.

use yew::prelude::*;

use crate::{
    session::{Attempt, Hint, Msg, NEAR, PracticeMsg, Verdict},
    ui::{page::Page, shared::Shared, words::words},
    value::decimal::{self, Format},
    web,
};

/// More lines of a step than these are left out.
const MOST_LINES: usize = 8;

/// What is said while the exercise runs, and its buttons.
pub(super) fn status(page: &Page, attempt: &Shared<Attempt>) -> Html {
    let current = attempt.current;
    let send = |msg: PracticeMsg| page.on::<MouseEvent>(Msg::Practice(msg));
    let button = |action: &'static str, key: &str, msg: PracticeMsg| {
        html! { <button type="button" class="button" data-action={action} onclick={send(msg)}>{ page.text(key) }</button> }
    };
    let left = attempt.left();
    let all_shown = attempt.hints().len() >= attempt.steps.len();
    html! {
        <div class="practice__foot">
            <p class="practice__rule" tabindex="-1">
                { page.fill("practice.left", &[("count", &left)]) }{ " " }
                { page.fill("practice.tolerance", &[("near", &decimal::full(NEAR))]) }
                if attempt.plan.base2 { { " " }{ page.text("practice.base2_rule") } }
            </p>
            <div class="practice__said" role="status" aria-atomic="false">
                <div>{ for attempt.checked.map(|index| verdict(page, attempt, index)) }</div>
                if !attempt.hints().is_empty() {
                    <ol class="practice__hints">{ for attempt.hints().iter().map(|hint| step(page, hint)) }</ol>
                }
            </div>
            <div class="practice__actions">
                { button("check", "practice.check", PracticeMsg::Checked(current)) }
                <button type="button" class="button" data-action="hint" disabled={all_shown} onclick={send(PracticeMsg::HintAsked(current))}>
                    { page.text("practice.hint") }
                </button>
                { button("give-up", "practice.give_up", PracticeMsg::GivenUp(current)) }
                { button("end-exercise", "practice.end", PracticeMsg::Ended) }
                if attempt.is_softmax {
                    { base2(page, attempt.plan.base2, "base2", PracticeMsg::BaseSwitched(!attempt.plan.base2)) }
                }
            </div>
        </div>
    }
}

/// The choice between powers of e and of 2.
pub(super) fn base2(page: &Page, on: bool, action: &'static str, msg: PracticeMsg) -> Html {
    html! {
        <label class="practice__choice">
            <input type="checkbox" data-action={action} checked={on} onchange={page.on::<Event>(Msg::Practice(msg))} />
            { page.text("practice.base2") }
        </label>
    }
}

fn verdict(page: &Page, attempt: &Attempt, index: usize) -> Html {
    let Some(blank) = attempt.blanks.get(index) else { return html! {} };
    let expected = attempt.expected(blank.at);
    let value = Format::of(&[expected]).text(expected);
    let (sign, text) = match blank.verdict {
        Verdict::Open => return html! {},
        Verdict::Right => ("✓", page.fill("practice.right", &[("value", &value)])),
        Verdict::Shown => ("→", page.fill("practice.shown", &[("value", &value)])),
        Verdict::Wrong if attempt.steps.is_empty() => {
            ("≠", page.fill("practice.wrong_alone", &[("text", &blank.text)]))
        }
        Verdict::Wrong => ("≠", page.fill("practice.wrong", &[("text", &blank.text)])),
        Verdict::Unread => ("≠", page.fill("practice.unread", &[("text", &blank.text)])),
    };
    html! {
        <p class={classes!("practice__verdict", format!("is-{}", blank.verdict.key()))}>
            <span class="practice__sign" aria-hidden="true">{ sign }</span>{ text }
        </p>
    }
}

fn step(page: &Page, hint: &Hint) -> Html {
    let spot = |at: usize| hint.spots.get(at).cloned().unwrap_or_default();
    let key = hint.kind.key();
    let text = page.fill(&format!("practice.step.{key}"), &[("a", &spot(0)), ("b", &spot(1))]);
    let lines = hint.lines.iter().take(MOST_LINES);
    html! {
        <li data-hint={key}>
            { words(&text) }
            { for lines.map(|line| html! { <span class="practice__line">{ line.text() }</span> }) }
            if hint.lines.len() > MOST_LINES { <span class="practice__line">{ "…" }</span> }
        </li>
    }
}

/// How it went, and how to go on.
pub(super) fn summary(page: &Page, attempt: &Shared<Attempt>) -> Html {
    let summary = attempt.summary();
    let count = attempt.blanks.len();
    let line = |key: &str, name: &'static str, number: usize| {
        html! {
            if number > 0 {
                <li data-summary={name} data-count={number.to_string()}>{ page.fill(key, &[("count", &number)]) }</li>
            }
        }
    };
    let done = {
        let (page, cell) = (page.clone(), attempt.plan.cell.clone());
        Callback::from(move |_: MouseEvent| {
            let cell = cell.clone();
            web::after_render(move || web::focus::in_cell(&cell, "[data-action='practise']"));
            page.send(Msg::Practice(PracticeMsg::Done));
        })
    };
    html! {
        <div class="practice__foot" data-summary="all">
            <div role="status">
                <p class="practice__verdict">{ page.fill("practice.summary", &[("count", &count)]) }</p>
                <ul class="practice__summary">
                    { line("practice.at_once", "at-once", summary.at_once) }
                    { line("practice.later", "later", summary.later) }
                    { line("practice.given_up", "shown", summary.shown) }
                    { line("practice.left_open", "open", summary.open) }
                </ul>
                if attempt.plan.base2 {
                    <p class="practice__rule" data-summary="base2">{ page.text("practice.base2_rule") }</p>
                }
            </div>
            <div class="practice__actions">
                <button type="button" class="button" data-action="practise-again" onclick={page.on::<MouseEvent>(Msg::Practice(PracticeMsg::Again))}>
                    { page.text("practice.again") }
                </button>
                <button type="button" class="button" data-action="practise-done" onclick={done}>{ page.text("practice.done") }</button>
            </div>
        </div>
    }
}
