//! What is wrong with a cell, what is to be said of its numbers, and what it does that few mean: in words.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    i18n,
    notebook::{CellId, CellResult, Doubt, Problem, Remark, State},
    ui::{
        page::{Page, use_page},
        piece::view_of,
        shared::Shared,
        words::words,
    },
};

#[derive(PartialEq)]
pub(super) struct NotesProps {
    pub(super) cell: CellId,
    /// The formula, where it is one.
    pub(super) source: Rc<str>,
    pub(super) result: Shared<CellResult>,
    pub(super) doubts: Shared<[Doubt]>,
}

view_of!(NotesProps, use_notes, notes);

#[hook]
fn use_notes(props: &NotesProps) -> Html {
    let Some(page) = &use_page() else { return html! {} };
    let source = &*props.source;
    let remark = |remark: &Remark| {
        let (_, place, _) = remark.span.split(source);
        html! {
            <p class="remark" role="status" data-remark={remark.kind.code()}>
                <code>{ place.to_owned() }</code>{ " " }{ i18n::remark(page.language, remark) }
            </p>
        }
    };
    let doubt = |doubt: &Doubt| {
        let (_, place, _) = doubt.span.split(source);
        html! {
            <p class="doubt" role="note" data-doubt={doubt.kind.code()}>
                <code>{ place.to_owned() }</code>{ " " }{ words(&i18n::doubt(page.language, doubt)) }
            </p>
        }
    };
    html! {
        <>
            { state(page, &props.cell, source, &props.result) }
            { for props.result.remarks.iter().map(remark) }
            { for props.doubts.iter().map(doubt) }
        </>
    }
}

/// What keeps a cell from being computed, or from having its name.
fn state(page: &Page, id: &CellId, source: &str, result: &CellResult) -> Html {
    match &result.state {
        State::Fresh => html! {},
        State::Waiting(name) => html! {
            <p class="remark" role="status" data-waiting={name.to_string()}>{ i18n::waiting(page.language, name) }</p>
        },
        State::Failed(problem) => self::problem(page, id, source, problem),
    }
}

fn problem(page: &Page, id: &CellId, source: &str, problem: &Problem) -> Html {
    let code = problem.kind.code();
    let message = i18n::problem(page.language, problem);
    let id = format!("problem-{id}");
    if code == "empty" {
        return html! { <p class="remark" {id} role="status" data-empty="true">{ page.text("cell.empty") }</p> };
    }
    let (before, inside, after) = problem.span.split(source);
    // At the end of the text there is nothing to underline: a sign stands for what is missing.
    let mark = if inside.is_empty() { "…" } else { inside };
    html! {
        <div class="problem" {id} role="alert" data-error={code}>
            if !source.is_empty() {
            <code class="problem__source" aria-hidden="true">
                { before.to_owned() }<mark>{ mark.to_owned() }</mark>{ after.to_owned() }
            </code>
            }
            <p class="problem__text">{ message.text }{ for message.hint.map(|hint| html! { <span class="problem__hint">{ " " }{ hint }</span> }) }</p>
        </div>
    }
}
