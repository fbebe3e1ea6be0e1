//! A question to be answered before looking.

use yew::prelude::*;

use crate::{
    notebook::{Answer, CellId, Prediction},
    session::{Guess, Msg, PracticeMsg, Prospect, Truth},
    ui::{page::Page, piece::view, prose::ProseProps, words::words},
    web,
};

const AGAIN: &str = "[data-action='ask-again']";

/// The question, the ways to answer it, and once it is revealed the right answer with what is said of it.
pub(in crate::ui) fn prediction(
    page: &Page,
    id: &CellId,
    prediction: &Prediction,
    prospect: Option<&Prospect>,
    truth: Truth,
) -> Html {
    let none = Prospect::default();
    let prospect = prospect.unwrap_or(&none);
    let tag = page.language.tag();
    let read = |text: &crate::notebook::Phrase| view(ProseProps { text: text.text(tag).into() });
    let answer = match &prediction.answer {
        Answer::Choice { choices, .. } => {
            let choice = |(at, text): (usize, &crate::notebook::Phrase)| {
                let chosen = prospect.guess == Guess::Choice(at);
                let is_right = prospect.revealed && truth == Truth::Choice(at);
                let msg = PracticeMsg::Guessed(id.clone(), Guess::Choice(at));
                html! {
                    <label class={classes!("practice__choice", is_right.then_some("is-right"))}>
                        <input type="radio" name={format!("predict-{id}")} value={at.to_string()} checked={chosen} disabled={prospect.revealed}
                            onchange={page.on::<Event>(Msg::Practice(msg))} />
                        <span>{ words(text.text(tag)) }</span>
                        if is_right { <span class="practice__sign" aria-hidden="true">{ "✓" }</span> }
                    </label>
                }
            };
            html! { <div class="predict__choices" role="radiogroup" aria-labelledby={format!("question-{id}")}>{ for choices.iter().enumerate().map(choice) }</div> }
        }
        Answer::Number(_) => number(page, id, prospect),
    };
    // A button goes when it is pressed; the focus goes on to what comes instead.
    let act = |action: &'static str, key: &str, msg: PracticeMsg, quiet: bool, next: &'static str| {
        let onclick = {
            let (page, id) = (page.clone(), id.clone());
            Callback::from(move |_: MouseEvent| {
                let id = id.clone();
                web::after_render(move || web::focus::in_cell(&id, next));
                page.send(Msg::Practice(msg.clone()));
            })
        };
        let disabled = action == "reveal" && !prospect.guess.is_given();
        html! {
            <button type="button" class={if quiet { "practise" } else { "button" }} data-action={action} {disabled} {onclick}>
                { page.text(key) }
            </button>
        }
    };
    let given = prospect.guess.is_given();
    let reveal = || PracticeMsg::Revealed(id.clone());
    html! {
        <div class="predict" data-predict={if matches!(truth, Truth::Choice(_)) { "choice" } else { "number" }} data-revealed={prospect.revealed.to_string()}>
            <div id={format!("question-{id}")} class="predict__question">{ read(&prediction.question) }</div>
            { answer }
            <div role="status">
                if prospect.revealed {
                    { verdict(page, prediction, prospect, truth) }
                    if !prediction.reveal.text(tag).is_empty() {
                        <div class="predict__reveal">{ read(&prediction.reveal) }</div>
                    }
                }
            </div>
            <div class="practice__actions">
                if prospect.revealed {
                    { act("ask-again", "practice.ask_again", PracticeMsg::AskedAgain(id.clone()), true, ".predict input") }
                } else {
                    { act("reveal", "practice.reveal", reveal(), false, AGAIN) }
                    if !given { { act("reveal-unanswered", "practice.reveal_unanswered", reveal(), true, AGAIN) } }
                }
            </div>
        </div>
    }
}

fn number(page: &Page, id: &CellId, prospect: &Prospect) -> Html {
    let text = if let Guess::Number(text) = &prospect.guess { text.clone() } else { String::new() };
    let oninput = {
        let (page, id) = (page.clone(), id.clone());
        Callback::from(move |event: InputEvent| {
            let guess = Guess::Number(web::text_of(&event));
            page.send(Msg::Practice(PracticeMsg::Guessed(id.clone(), guess)));
        })
    };
    let onkeydown = {
        let (page, id, given) = (page.clone(), id.clone(), prospect.guess.is_given() && !prospect.revealed);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && given && !web::composes(&event) {
                page.send(Msg::Practice(PracticeMsg::Revealed(id.clone())));
            }
        })
    };
    html! {
        <label class="practice__choice">
            { page.text("practice.your_answer") }
            <input class="predict__number" type="text" inputmode="text" autocomplete="off" spellcheck="false" maxlength="40" data-own-undo="true"
                value={text} readonly={prospect.revealed} {oninput} {onkeydown} aria-describedby={format!("question-{id}")} />
        </label>
    }
}

fn verdict(page: &Page, prediction: &Prediction, prospect: &Prospect, truth: Truth) -> Html {
    let right = match (truth, &prediction.answer) {
        (Truth::Choice(right), Answer::Choice { choices, .. }) => {
            choices.get(right).map(|choice| choice.text(page.language.tag()).to_owned())
        }
        _ => truth.number(),
    };
    let Some(right) = right else {
        return html! { <p class="practice__verdict">{ page.text("practice.no_number") }</p> };
    };
    let (sign, verdict, key) = match truth.holds(&prospect.guess) {
        Some(true) => ("✓", "right", "practice.predicted"),
        Some(false) => ("≠", "wrong", "practice.not_predicted"),
        None => ("→", "open", "practice.answer_is"),
    };
    html! {
        <p class={classes!("practice__verdict", format!("is-{verdict}"))} data-verdict={verdict}>
            <span class="practice__sign" aria-hidden="true">{ sign }</span>{ words(&page.fill(key, &[("answer", &right)])) }
        </p>
    }
}
