//! What a question asks, what can be answered, and what is said then.

use std::rc::Rc;

use yew::prelude::*;

use super::field::{Edit, choice_field, number_field, text_field};
use crate::{
    notebook::{
        Action, Answer, AskedNumber, CellId, Entry, Phrase, Prediction,
        limits::{MAX_CHOICES, MAX_SIDE},
    },
    ui::{
        controls::tiny,
        labels::Labels,
        page::{Page, Values, use_page},
        piece::view_of,
    },
    value::decimal,
    web,
};

#[derive(Clone, PartialEq)]
pub(super) struct PredictionProps {
    pub(super) id: CellId,
    pub(super) prediction: Prediction,
}

view_of!(PredictionProps, use_prediction, write);

impl PredictionProps {
    fn set(&self, prediction: Prediction) -> Action {
        Action::SetPrediction { cell: self.id.clone(), prediction: Box::new(prediction) }
    }

    fn answer(&self, answer: Answer) -> Action {
        self.set(Prediction { answer, ..self.prediction.clone() })
    }
}

#[hook]
fn use_prediction(props: &PredictionProps) -> Html {
    let (page, values) = (use_page(), use_context::<Values>());
    let (Some(page), Some(values)) = (page, values) else { return html! {} };
    let prediction = &props.prediction;
    let text = |key: &str, action: &'static str, of: fn(&mut Prediction) -> &mut Phrase| {
        let (mut read, props) = (prediction.clone(), props.clone());
        let now = of(&mut read).text(page.language.tag()).to_owned();
        let language = page.language.tag();
        let edit = Edit::from(move |typed: String| {
            let mut prediction = props.prediction.clone();
            let phrase = of(&mut prediction);
            *phrase = phrase.with_text(language, &typed);
            Some(props.set(prediction))
        });
        text_field(&page, (page.text(key), action, 2), &now, edit)
    };
    let is_choice = matches!(prediction.answer, Answer::Choice { .. });
    let first = values.program.cells.iter().zip(&values.run.results);
    let first =
        first.filter(|(_, result)| result.fresh().is_some()).max_by_key(|(cell, _)| cell.formula.is_some());
    let first = first.and_then(|(cell, _)| cell.name.clone());
    let kinds = ["choice", "number"].into_iter().map(|kind| {
        let text = if kind == "choice" { "writing.choices" } else { "writing.number" };
        (kind.to_owned(), page.text(text), (kind == "choice") == is_choice)
    });
    let choose = {
        let props = props.clone();
        Edit::from(move |kind: String| {
            let answer = if kind == "choice" {
                Answer::Choice { choices: vec![Phrase::default(); 2], right: 0 }
            } else {
                let name = first.clone()?;
                Answer::Number(AskedNumber { name, slice: 0, row: 0, column: 0, tolerance: 0.05 })
            };
            Some(props.answer(answer))
        })
    };
    html! {
        <>
            { text("writing.question", "question", |prediction| &mut prediction.question) }
            <div class="fields__line">
                { choice_field(&page, page.text("writing.answer"), "answer-kind", kinds.collect(), choose) }
                if let Answer::Number(number) = &prediction.answer {
                    { asked(&page, props, &values, number) }
                }
            </div>
            <div class="fields__choices" role="group" aria-label={page.text("writing.choices_help")}>
                if is_choice { <span class="field__label">{ page.text("writing.choices_help") }</span> }
                if let Answer::Choice { choices, right } = &prediction.answer {
                    { for choices.iter().enumerate().map(|(at, text)| choice(&page, props, at, text, at == *right)) }
                    if choices.len() < MAX_CHOICES { { more(&page, props) } }
                }
            </div>
            { text("writing.reveal", "reveal-text", |prediction| &mut prediction.reveal) }
        </>
    }
}

/// The choices changed.
fn with_choices(props: &PredictionProps, change: &dyn Fn(&mut Vec<Phrase>, &mut usize)) -> Action {
    let mut prediction = props.prediction.clone();
    if let Answer::Choice { choices, right } = &mut prediction.answer {
        change(choices, right);
    }
    props.set(prediction)
}

fn choice(page: &Page, props: &PredictionProps, at: usize, text: &Phrase, is_right: bool) -> Html {
    let on = |change: fn(&mut Vec<Phrase>, &mut usize, usize)| {
        let (page, props) = (page.clone(), props.clone());
        move || page.edit(with_choices(&props, &|choices, right| change(choices, right, at)))
    };
    let mark = on(|_, right, at| *right = at);
    let remove = on(|choices, right, at| {
        choices.remove(at);
        *right = (*right - usize::from(at < *right)).min(choices.len() - 1);
    });
    let edit = {
        let (props, language) = (props.clone(), page.language.tag());
        Edit::from(move |typed: String| {
            Some(with_choices(&props, &|choices, _| {
                if let Some(choice) = choices.get_mut(at) {
                    *choice = choice.with_text(language, &typed);
                }
            }))
        })
    };
    let (id, last) = (props.id.clone(), count(&props.prediction.answer).saturating_sub(2));
    let remove = Callback::from(move |_: MouseEvent| {
        keep_focus(&id, at.min(last));
        remove();
    });
    let label = page.fill("writing.choice", &[("index", &(at + 1))]);
    let removable = count(&props.prediction.answer) > 2;
    html! {
        <div class="fields__choice" key={at}>
            <input type="radio" name={format!("right-{}", props.id)} data-action="right-choice" checked={is_right} onchange={Callback::from(move |_: Event| mark())}
                aria-label={page.fill("writing.is_right", &[("index", &(at + 1))])} title={page.fill("writing.is_right", &[("index", &(at + 1))])} />
            { text_field(page, (label, "choice", 1), text.text(page.language.tag()), edit) }
            <span>
                if removable { { tiny("remove-choice", page.text("writing.remove_choice"), "×", remove) } }
            </span>
        </div>
    }
}

/// How many choices there are.
fn count(answer: &Answer) -> usize {
    if let Answer::Choice { choices, .. } = answer { choices.len() } else { 0 }
}

/// Where the button that is pressed goes, the focus goes to a choice.
fn keep_focus(id: &CellId, choice: usize) {
    let (id, choice) =
        (id.clone(), format!(".fields__choice:nth-of-type({}) [data-action='choice']", choice + 1));
    web::focus::when_gone(move || web::focus::in_cell(&id, &choice));
}

fn more(page: &Page, props: &PredictionProps) -> Html {
    let (props, to) = (props.clone(), page.clone());
    let add = Callback::from(move |_: MouseEvent| {
        keep_focus(&props.id, count(&props.prediction.answer));
        to.edit(with_choices(&props, &|choices, _| choices.push(Phrase::default())));
    });
    html! { <div key="more">{ tiny("add-choice", page.text("writing.add_choice"), "+", add) }</div> }
}

/// A number of the notebook: where it stands, and how near an answer has to be.
fn asked(page: &Page, props: &PredictionProps, values: &Values, number: &AskedNumber) -> Html {
    let set = |change: fn(&mut AskedNumber, &str) -> Option<()>| {
        let (props, number) = (props.clone(), number.clone());
        Edit::from(move |typed: String| {
            let mut number = number.clone();
            change(&mut number, &typed)?;
            Some(props.answer(Answer::Number(number)))
        })
    };
    let mut names: Vec<Rc<str>> = values.program.cells.iter().filter_map(|cell| cell.name.clone()).collect();
    if !names.contains(&number.name) {
        names.insert(0, number.name.clone());
    }
    let names =
        names.into_iter().map(|name| (name.to_string(), name.to_string().into(), name == number.name));
    let place = values.program.definitions.get(&number.name);
    let value = place.and_then(|place| values.run.results.get(*place)).and_then(|result| result.fresh());
    let labels = value.map(|value| Labels::of_grid(value.shape(), &values.dimensions, page.language));
    let lines = |labels: &Labels, now: usize| {
        let text = |at: usize| labels.texts.get(at).filter(|text| !text.is_empty()).cloned();
        let count = labels.texts.len().clamp(1, MAX_SIDE);
        let line = |at: usize| (at.to_string(), text(at).unwrap_or_else(|| at.to_string().into()), at == now);
        (0..count).map(line).collect::<Vec<_>>()
    };
    let stack = value.filter(|value| value.shape().rank() == 3).map_or(1, |value| value.shape().view().0);
    let slices =
        (0..stack).map(|slice| (slice.to_string(), (slice + 1).to_string().into(), slice == number.slice));
    html! {
        <>
            { choice_field(page, page.text("writing.of"), "asked-name", names.collect(), set(|number, name| {
                *number = AskedNumber { name: name.into(), slice: 0, row: 0, column: 0, ..number.clone() };
                Some(())
            })) }
            if stack > 1 {
                { choice_field(page, page.text("writing.slice"), "asked-slice", slices.collect(), set(|number, typed| {
                    number.slice = typed.parse().ok()?;
                    Some(())
                })) }
            }
            if let Some((rows, columns)) = labels {
                { choice_field(page, page.text("writing.row"), "asked-row", lines(&rows, number.row), set(|number, typed| {
                    number.row = typed.parse().ok()?;
                    Some(())
                })) }
                { choice_field(page, page.text("writing.column"), "asked-column", lines(&columns, number.column), set(|number, typed| {
                    number.column = typed.parse().ok()?;
                    Some(())
                })) }
            }
            { number_field(page, page.text("writing.tolerance"), "tolerance", decimal::shortest(number.tolerance), set(|number, typed| {
                let Entry::Number(tolerance) = Entry::read(typed) else { return None };
                number.tolerance = Some(tolerance).filter(|tolerance| tolerance.is_finite() && *tolerance >= 0.0)?;
                Some(())
            })) }
        </>
    }
}
