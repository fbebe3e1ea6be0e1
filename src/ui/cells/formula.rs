//! A formula as code, editable, and what is wrong with it.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    i18n,
    notebook::{Action, CellId, CellResult, Msg, Problem, State},
    ui::{page::{Page, use_page}, shared::Shared},
    web,
};

#[derive(Properties, PartialEq)]
pub(super) struct FormulaSourceProps {
    pub(super) id: CellId,
    pub(super) source: Rc<str>,
    pub(super) result: Shared<CellResult>,
    pub(super) name: Option<Rc<str>>,
}

#[component]
pub(super) fn FormulaSource(props: &FormulaSourceProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let oninput = {
        let (page, cell) = (page.clone(), props.id.clone());
        Callback::from(move |event: InputEvent| {
            let source = web::text_of(&event);
            page.send(Msg::Previewed(Action::SetSource { cell: cell.clone(), source }));
        })
    };
    let onkeydown = {
        let page = page.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if !event.is_composing() => page.send(Msg::GestureEnded),
            "Escape" => page.send(Msg::GestureCancelled),
            _ => {}
        })
    };
    let label = match &props.name {
        Some(name) => page.fill("formula.label", &[("name", &&**name)]),
        None => page.text("formula.new"),
    };
    let failed = matches!(props.result.state, State::Failed(_));
    let described = failed.then(|| format!("problem-{}", props.id));
    html! {
        <>
            <input class="formula" type="text" data-formula="true" value={props.source.to_string()} {oninput} {onkeydown}
                onblur={page.on(Msg::GestureEnded)} aria-label={label} placeholder={page.text("formula.placeholder")}
                aria-invalid={failed.to_string()} aria-describedby={described}
                autocomplete="off" autocapitalize="off" spellcheck="false" />
            { state(&page, props) }
            { for props.result.remarks.iter().map(|remark| {
                let (_, place, _) = remark.span.split(&props.source);
                html! {
                    <p class="remark" role="status" data-remark={remark.kind.code()}>
                        <code>{ place.to_owned() }</code>{ " " }{ i18n::remark(page.language, remark) }
                    </p>
                }
            }) }
        </>
    }
}

fn state(page: &Page, props: &FormulaSourceProps) -> Html {
    match &props.result.state {
        State::Fresh => html! {},
        State::Waiting(name) => html! {
            <p class="remark" role="status" data-waiting={name.to_string()}>{ i18n::waiting(page.language, name) }</p>
        },
        State::Failed(problem) => self::problem(page, props, problem),
    }
}

fn problem(page: &Page, props: &FormulaSourceProps, problem: &Problem) -> Html {
    let code = problem.kind.code();
    let message = i18n::problem(page.language, problem);
    let id = format!("problem-{}", props.id);
    if code == "empty" {
        return html! { <p class="remark" {id} role="status" data-empty="true">{ page.text("cell.empty") }</p> };
    }
    let (before, inside, after) = problem.span.split(&props.source);
    // At the end of the text there is nothing to underline: a sign stands for what is missing.
    let mark = if inside.is_empty() { "…" } else { inside };
    html! {
        <div class="problem" {id} role="alert" data-error={code}>
            <code class="problem__source" aria-hidden="true">
                { before.to_owned() }<mark>{ mark.to_owned() }</mark>{ after.to_owned() }
            </code>
            <p class="problem__text">{ message.text }{ for message.hint.map(|hint| html! { <span class="problem__hint">{ " " }{ hint }</span> }) }</p>
        </div>
    }
}
