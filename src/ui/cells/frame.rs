//! What every cell has around it: its name, what it is, its actions, its note.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    drawings::Drawings,
    embedding::tokens,
    formula::{formula_source, state},
    laboratory::LaboratoryPlace,
    parts::{OpenParts, Parts},
    result::result_grids,
    sentence::SentenceProps,
    slider::SliderInputProps,
    switch::switch_input,
    text::{SOURCE, TextProps},
};
use crate::{
    notebook::{Action, Cell, CellKind, CellResult, Dimension, Doubt},
    plot::Role,
    session::{CellMarks, Compared, Msg},
    ui::{
        compare::beside,
        controls::{sign_button, tiny},
        cost::cost_line,
        math,
        page::{Page, use_page},
        piece::{view, view_of},
        practice::{CellPractice, prediction, task},
        shared::Shared,
        state::use_kept,
        words::words,
    },
    web,
};

#[derive(PartialEq)]
pub(in crate::ui) struct CellViewProps {
    pub(in crate::ui) cell: Shared<Cell>,
    pub(in crate::ui) result: Shared<CellResult>,
    /// The name that the cell defines, also where its formula is broken.
    pub(in crate::ui) name: Option<Rc<str>>,
    /// The dimensions of the notebook, whose names are those of rows and columns.
    pub(in crate::ui) dimensions: Shared<[Rc<Dimension>]>,
    /// What its formula does and few mean.
    pub(in crate::ui) doubts: Shared<[Doubt]>,
    /// What is marked on the cell's values.
    pub(in crate::ui) marks: Option<Shared<CellMarks>>,
    /// The pinned value and the present one.
    pub(in crate::ui) compared: Option<Shared<Compared>>,
    /// What is practised here.
    pub(in crate::ui) practice: CellPractice,
    pub(in crate::ui) index: usize,
    pub(in crate::ui) count: usize,
}

view_of!(CellViewProps, use_cell_view);

#[hook]
fn use_cell_view(props: &CellViewProps) -> Html {
    let open_drawings = use_kept(usize::default);
    let open_parts = use_kept(OpenParts::default);
    let Some(page) = use_page() else { return html! {} };
    let parts = Parts::of(props, &open_parts);
    let drawings = Drawings::of(props, &open_drawings);
    let cell = &props.cell;
    let name = props.name.clone();
    let role = name.as_deref().and_then(Role::of_name).map(Role::key);
    let note = cell.note.as_ref().map(|note| note.text(page.language.tag()).to_owned());
    let body = match &cell.kind {
        CellKind::Text { text } => view(TextProps { cell: cell.id.clone(), phrase: text.clone() }),
        CellKind::Matrix(_) | CellKind::Formula { .. } => result_grids(&page, props),
        CellKind::Sentence(sentence) => html! {
            <>
                { view(SentenceProps { cell: cell.clone(), tokens: tokens(&page, &props.dimensions, sentence) }) }
                { result_grids(&page, props) }
            </>
        },
        CellKind::Slider(slider) => view(SliderInputProps { id: cell.id.clone(), slider: slider.clone() }),
        CellKind::Switch { name, value } => switch_input(&page, &cell.id, name, *value),
        CellKind::Laboratory => view(LaboratoryPlace),
        CellKind::Exercise(exercise) => match &props.practice {
            CellPractice::Task(plan, left) => task(&page, exercise, plan.as_ref(), *left),
            _ => html! {},
        },
        CellKind::Predict(question) => match &props.practice {
            CellPractice::Predict(prospect, truth) => {
                prediction(&page, &cell.id, question, prospect.as_deref(), *truth)
            }
            _ => html! {},
        },
    };
    let title = name.as_deref().and_then(|name| quantity(&page, name));
    let computed = props.marks.as_ref().is_some_and(|marks| marks.is_computed);
    let reached = props.marks.as_ref().and_then(|marks| marks.value.reached);
    let kind = match &cell.kind {
        CellKind::Text { .. } => "text",
        CellKind::Matrix(_) => "matrix",
        CellKind::Sentence(_) => "sentence",
        CellKind::Slider(_) => "slider",
        CellKind::Switch { .. } => "switch",
        CellKind::Formula { .. } => "formula",
        CellKind::Exercise(_) => "exercise",
        CellKind::Predict(_) => "predict",
        CellKind::Laboratory => "laboratory",
    };
    let onkeydown =
        (kind == "text").then(|| Callback::from(|event: KeyboardEvent| web::focus::enter(&event, SOURCE)));
    html! {
        <section id={format!("cell-{}", cell.id)} class={classes!("cell", format!("cell--{kind}"), computed.then_some("is-computed"))}
            data-cell-id={cell.id.to_string()} data-defines={name.as_deref().map(ToOwned::to_owned)}
            data-kind={kind} data-role={role} tabindex="-1" {onkeydown} aria-label={name.as_deref().map(ToOwned::to_owned)}>
            { for (!matches!(kind, "text" | "exercise" | "predict" | "laboratory")).then(|| heading(&page, props, title, &parts, &drawings)) }
            if let CellKind::Formula { source } = &cell.kind {
                { formula_source(&page, props, source) }
                { cost_line(&page, &cell.id) }
            }
            if !matches!(cell.kind, CellKind::Formula { .. }) {
                { state(&page, &cell.id, "", &props.result) }
            }
            { parts.view(&page, props) }
            if kind == "text" {
                { body }
            } else {
                <div class={classes!("cell__body", props.compared.is_some().then_some("is-compared"))}>
                    <div class="cell__value">
                        if props.compared.as_ref().is_some_and(|compared| compared.differs()) {
                            <p class="compared__caption">{ page.text("compare.now") }</p>
                        }
                        { body }
                    </div>
                    { for props.compared.as_ref().map(|compared| {
                        let ranges = props.marks.as_ref().and_then(|marks| marks.value.ranges.as_deref());
                        beside(&page, name.as_deref(), compared, ranges, &props.dimensions, reached)
                    }) }
                </div>
            }
            { drawings.view(props) }
            if let Some(note) = note {
                <p class="cell__note">{ words(&note) }</p>
            }
            { actions(&page, props) }
        </section>
    }
}

/// What a name of the glossary stands for.
fn quantity(page: &Page, name: &str) -> Option<AttrValue> {
    let key = format!("quantity.{name}");
    let text = page.text(&key);
    (!text.ends_with(&key)).then_some(text)
}

fn heading(
    page: &Page,
    props: &CellViewProps,
    title: Option<AttrValue>,
    parts: &Parts,
    drawings: &Drawings,
) -> Html {
    let name = match (&props.cell.kind, &props.name) {
        (CellKind::Formula { .. }, _) => props.result.formula.as_ref().map_or_else(
            || html! { <span class="cell__name">{ props.name.as_deref().unwrap_or("").to_owned() }</span> },
            |formula| {
                let shapes = if page.shapes { &*props.result.nodes } else { &[] };
                let known = math::Known { shapes, parts: &parts.nodes() };
                html! { <span class="cell__math" onclick={parts.on_click()}>{ math::math(formula, known) }</span> }
            },
        ),
        (_, Some(name)) => cell_name(page, props, name),
        _ => html! {},
    };
    html! {
        <header class="cell__head">
            { name }
            if let Some(title) = title {
                <span class="cell__quantity">{ title }</span>
            }
            { parts.button(page, props.name.as_deref().unwrap_or_default()) }
            { drawings.buttons(page, props) }
        </header>
    }
}

/// A typed cell's name, which can be edited.
fn cell_name(page: &Page, props: &CellViewProps, name: &str) -> Html {
    let rename = {
        let (page, cell, old) = (page.clone(), props.cell.id.clone(), name.to_owned());
        Callback::from(move |event: Event| {
            let name = web::text_of(&event);
            // The old name stands again unless the edit is made; then the new one is drawn.
            web::set_text(&event, &old);
            page.edit(Action::RenameCell { cell: cell.clone(), name });
        })
    };
    let onkeydown = {
        let old = name.to_owned();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !web::composes(&event) {
                web::set_text(&event, &old);
            }
        })
    };
    html! {
        <span class="cell__name">
            <span class="cell__symbol" aria-hidden="true">{ math::name_alone(name) }</span>
            <input class="cell__rename" type="text" data-own-undo="true" value={name.to_owned()} onchange={rename} {onkeydown} autocomplete="off"
                spellcheck="false" maxlength="40" aria-label={page.text("cell.name_label")} />
        </span>
    }
}

fn actions(page: &Page, props: &CellViewProps) -> Html {
    let id = &props.cell.id;
    let name: AttrValue = props.name.as_deref().unwrap_or(id).to_owned().into();
    let button = |key: &str, action: &'static str, sign: &'static str, msg: Msg, disabled: bool| {
        let label = page.fill(key, &[("name", &name)]);
        sign_button("tiny", action, label, sign, page.on(msg), disabled)
    };
    let move_to = |index: usize| Msg::Edited(Action::MoveCell { cell: id.clone(), index });
    let delete_label = page.fill("action.delete_cell", &[("name", &name)]);
    let remove = {
        let (page, cell) = (page.clone(), id.clone());
        Callback::from(move |event: MouseEvent| {
            if let Some(button) = web::element_of(&event) {
                web::focus::beside_cell(&button);
            }
            page.edit(Action::RemoveCell { cell: cell.clone() });
        })
    };
    let shape = match &props.cell.kind {
        CellKind::Matrix(matrix) => dimensions(page, props, &matrix.rows, &matrix.columns),
        CellKind::Sentence(sentence) => dimensions(page, props, &sentence.rows, &sentence.columns),
        _ => html! {},
    };
    let label = page.fill("action.cell_menu", &[("name", &name)]);
    let onfocusout = Callback::from(|event: FocusEvent| {
        if !web::focus::stays_in(&event, ".cell__actions") {
            web::focus::close_details(&event);
        }
    });
    html! {
        <details class="cell__actions" {onfocusout}>
            <summary class="tiny" data-action="cell-menu" aria-label={label.clone()} title={label}>{ "⋯" }</summary>
            <div class="cell__menu" tabindex="-1">
                { shape }
                { button("action.cell_up", "move-up", "↑", move_to(props.index.saturating_sub(1)), props.index == 0) }
                { button("action.cell_down", "move-down", "↓", move_to(props.index + 1), props.index + 1 >= props.count) }
                { tiny("delete-cell", delete_label, "×", remove) }
            </div>
        </details>
    }
}

/// Which dimensions a matrix or sentence runs over.
fn dimensions(page: &Page, props: &CellViewProps, rows: &Rc<str>, columns: &Rc<str>) -> Html {
    let choose = |key: &str, action: &'static str, of_rows: bool| {
        let now = if of_rows { rows } else { columns };
        let onchange = {
            let (page, cell) = (page.clone(), props.cell.id.clone());
            let other = if of_rows { columns.clone() } else { rows.clone() };
            Callback::from(move |event: Event| {
                let chosen: Rc<str> = web::choice_of(&event).into();
                web::settle_choice(&event);
                let (rows, columns) = if of_rows { (chosen, other.clone()) } else { (other.clone(), chosen) };
                page.edit(Action::SetDimensions { cell: cell.clone(), rows, columns });
            })
        };
        let option = |dimension: &Rc<Dimension>| {
            let name = dimension.name.to_string();
            html! { <option value={name.clone()} selected={dimension.name == *now}>{ name }</option> }
        };
        html! {
            <select class="cell__dimension" data-action={action} {onchange} aria-label={page.text(key)} title={page.text(key)}>
                { for props.dimensions.iter().map(option) }
            </select>
        }
    };
    html! {
        <>
            { choose("cell.rows", "rows", true) }
            <span aria-hidden="true">{ "×" }</span>
            { choose("cell.columns", "columns", false) }
        </>
    }
}
