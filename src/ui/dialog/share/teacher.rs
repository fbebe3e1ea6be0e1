//! What a teacher chooses for those who open his link.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    i18n::Language,
    notebook::{Cell, CellKind, Document, first_words},
    prose,
    session::{Arrangement, Control, Standing},
    ui::{
        page::{Page, use_page},
        piece::view_of,
        shared::Shared,
    },
    web,
};

#[derive(PartialEq)]
pub(super) struct TeacherProps {
    pub(super) document: Shared<Document>,
    /// The step that is shown now.
    pub(super) step: Option<usize>,
    pub(super) arrangement: Rc<Arrangement>,
    pub(super) language: Option<Language>,
    pub(super) on_change: Callback<(Arrangement, Option<Language>)>,
}

view_of!(TeacherProps, use_teacher);

#[hook]
fn use_teacher(props: &TeacherProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    html! {
        <details class="teacher">
            <summary data-action="set-up">{ page.text("share.teacher") }</summary>
            <p class="share__length">{ page.text("share.teacher_help") }</p>
            { language(&page, props) }
            { step(&page, props) }
            <fieldset class="teacher__group">
                <legend>{ page.text("share.without") }</legend>
                <div class="teacher__checks">{ for Control::ALL.into_iter().map(|control| without(&page, props, control)) }</div>
            </fieldset>
            <fieldset class="teacher__group">
                <legend>{ page.text("share.cells") }</legend>
                { for props.document.cells.iter().map(|cell| standing(&page, props, cell)) }
            </fieldset>
        </details>
    }
}

impl TeacherProps {
    /// What changes the arrangement.
    fn on<E: 'static>(&self, change: impl Fn(&mut Arrangement, E) + 'static) -> Callback<E> {
        let (on_change, arrangement, language) =
            (self.on_change.clone(), self.arrangement.clone(), self.language);
        Callback::from(move |event| {
            let mut next = (*arrangement).clone();
            change(&mut next, event);
            on_change.emit((next, language));
        })
    }
}

fn language(page: &Page, props: &TeacherProps) -> Html {
    let onchange = {
        let (on_change, arrangement) = (props.on_change.clone(), props.arrangement.clone());
        Callback::from(move |event: Event| {
            let tag = web::choice_of(&event);
            let chosen = Language::all().find(|language| language.tag() == tag);
            on_change.emit(((*arrangement).clone(), chosen));
        })
    };
    html! {
        <label class="teacher__line">
            <span>{ page.text("share.language") }</span>
            <select data-action="share-language" {onchange}>
                <option value="" selected={props.language.is_none()}>{ page.text("share.own_language") }</option>
                { for Language::all().map(|language| html! {
                    <option value={language.tag()} selected={props.language == Some(language)}>{ language.name() }</option>
                }) }
            </select>
        </label>
    }
}

fn step(page: &Page, props: &TeacherProps) -> Html {
    let Some(now) = props.step.or(props.arrangement.step) else { return html! {} };
    let onchange = props.on(move |arrangement, event: Event| {
        arrangement.step = (web::choice_of(&event) == "now").then_some(now);
    });
    html! {
        <label class="teacher__line">
            <span>{ page.text("share.step") }</span>
            <select data-action="share-step" {onchange}>
                <option value="" selected={props.arrangement.step.is_none()}>{ page.text("share.step_all") }</option>
                <option value="now" selected={props.arrangement.step.is_some()}>{ page.fill("share.step_now", &[("step", &now)]) }</option>
            </select>
        </label>
    }
}

fn without(page: &Page, props: &TeacherProps, control: Control) -> Html {
    let onchange =
        props.on(move |arrangement, _: Event| arrangement.without = arrangement.without.toggled(control));
    let name = control.name();
    html! {
        <label class="teacher__check">
            <input type="checkbox" data-action={format!("without-{name}")} checked={props.arrangement.without.holds(control)} {onchange} />
            <span>{ page.text(&format!("share.without_{name}")) }</span>
        </label>
    }
}

/// One cell, and how it is to be.
fn standing(page: &Page, props: &TeacherProps, cell: &Rc<Cell>) -> Html {
    let id = cell.id.clone();
    let onchange = props.on(move |arrangement, event: Event| {
        let name = web::choice_of(&event);
        match Standing::ALL.into_iter().find(|standing| standing.name() == name) {
            Some(standing) => arrangement.cells.insert(id.clone(), standing),
            None => arrangement.cells.remove(&id),
        };
    });
    let now = props.arrangement.standing(&cell.id);
    // Only a grid can be covered.
    let has_grid =
        matches!(cell.kind, CellKind::Matrix(_) | CellKind::Sentence(_) | CellKind::Formula { .. });
    let option = |standing: Option<Standing>| {
        let name = standing.map_or("", Standing::name);
        let key = if name.is_empty() { "share.usual".to_owned() } else { format!("share.{name}") };
        html! { <option value={name} selected={now == standing}>{ page.text(&key) }</option> }
    };
    let name = called(page, cell);
    let kinds = Standing::ALL.into_iter().filter(|standing| has_grid || *standing != Standing::Veiled);
    html! {
        <label class="teacher__line" key={cell.id.to_string()}>
            <span title={name.clone()}>{ name }</span>
            <select data-action="share-cell" data-cell={cell.id.to_string()} {onchange}>
                { option(None) }
                { for kinds.map(|standing| option(Some(standing))) }
            </select>
        </label>
    }
}

/// What a cell is called in a list: its name, or its first words.
fn called(page: &Page, cell: &Cell) -> String {
    if let Some(name) = cell.written_name() {
        return name.to_owned();
    }
    let tag = page.language.tag();
    let text = match &cell.kind {
        CellKind::Text { text } => text.text(tag),
        CellKind::Exercise(exercise) => exercise.text.text(tag),
        CellKind::Predict(prediction) => prediction.question.text(tag),
        _ => "",
    };
    first_words(text).map_or_else(|| cell.id.to_string(), prose::words)
}
