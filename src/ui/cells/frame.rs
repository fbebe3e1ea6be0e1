//! What every cell has around it: its name, what it is, its actions, its note.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    drawings::Drawings,
    embedding::tokens,
    formula::{formula_source, notes},
    laboratory::LaboratoryPlace,
    parts::Parts,
    result::result_grids,
    sentence::SentenceProps,
    slider::SliderInputProps,
    switch::switch_input,
    text::{SOURCE, TextProps},
};
use crate::{
    notebook::{Action, Cell, CellKind, CellResult, Dimension, Doubt, heading_of},
    plot::Role,
    session::{CellDetails, CellMarks, Compared, Control, Form, Standing},
    ui::{
        compare::beside,
        cost::cost_line,
        math,
        page::{Page, use_page},
        piece::{view, view_of},
        practice::{CellPractice, prediction, task},
        shared::Shared,
        writing::{MenuProps, fold_button, folded_head, form, name_input, note},
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
    /// How a teacher has set it up.
    pub(in crate::ui) standing: Option<Standing>,
    /// What is open beside its value.
    pub(in crate::ui) details: Option<Shared<CellDetails>>,
    /// What is marked on the cell's values.
    pub(in crate::ui) marks: Option<Shared<CellMarks>>,
    /// The pinned value and the present one.
    pub(in crate::ui) compared: Option<Shared<Compared>>,
    /// What is practised here.
    pub(in crate::ui) practice: CellPractice,
    /// The form of the cell that is open.
    pub(in crate::ui) form: Option<Form>,
    pub(in crate::ui) is_first: bool,
    pub(in crate::ui) is_last: bool,
}

view_of!(CellViewProps, use_cell_view);

#[hook]
fn use_cell_view(props: &CellViewProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let parts = Parts::of(props);
    let drawings = Drawings::of(props);
    let cell = &props.cell;
    let name = props.name.clone();
    let role = name.as_deref().and_then(Role::of_name).map(Role::key);
    let locked = props.standing.is_some();
    let body = match &cell.kind {
        CellKind::Text { text } => view(TextProps { cell: cell.id.clone(), phrase: text.clone(), locked }),
        CellKind::Matrix(_) | CellKind::Formula { .. } => result_grids(&page, props),
        CellKind::Sentence(sentence) => html! {
            <>
                { guarded(locked, view(SentenceProps { cell: cell.clone(), tokens: tokens(&page, &props.dimensions, sentence) })) }
                { result_grids(&page, props) }
            </>
        },
        CellKind::Slider(slider) => {
            guarded(locked, view(SliderInputProps { id: cell.id.clone(), slider: slider.clone() }))
        }
        CellKind::Switch { name, value } => guarded(locked, switch_input(&page, &cell.id, name, *value)),
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
    let title = name.as_deref().and_then(|name| page.known(&format!("quantity.{name}")));
    let menu = (!locked && page.has(Control::Writing)).then(|| MenuProps {
        cell: cell.clone(),
        name: props.name.as_ref().unwrap_or(&cell.id).to_string().into(),
        dimensions: props.dimensions.clone(),
        is_first: props.is_first,
        is_last: props.is_last,
    });
    let menu = || menu.map(view).unwrap_or_default();
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
    let has_form = props.form == Some(Form::Fields) && matches!(kind, "exercise" | "predict");
    if cell.folded && props.form.is_none() && !page.printing {
        return html! {
            <section id={format!("cell-{}", cell.id)} class={classes!("cell", "is-folded")} data-cell-id={cell.id.to_string()}
                data-defines={name.as_deref().map(ToOwned::to_owned)} data-kind={kind} data-role={role} tabindex="-1">
                { folded_head(&page, cell, &props.result, name.as_deref(), title) }
                { menu() }
            </section>
        };
    }
    let onkeydown =
        (kind == "text").then(|| Callback::from(|event: KeyboardEvent| web::focus::enter(&event, SOURCE)));
    html! {
        <section id={format!("cell-{}", cell.id)} class={classes!("cell", format!("cell--{kind}"), computed.then_some("is-computed"))} data-standing={props.standing.map(Standing::name)}
            data-cell-id={cell.id.to_string()} data-defines={name.as_deref().map(ToOwned::to_owned)}
            data-kind={kind} data-role={role} tabindex="-1" {onkeydown} aria-label={name.as_deref().map(ToOwned::to_owned)}>
            { for (!matches!(kind, "text" | "exercise" | "predict" | "laboratory")).then(|| heading(&page, props, title, &parts, &drawings)) }
            if heading_of(cell, page.language.tag()).is_some() && !cell.folded { { fold_button(&page, &cell.id, false) } }
            if let CellKind::Formula { source } = &cell.kind {
                { formula_source(&page, props, source) }
                { cost_line(&page, &cell.id) }
            }
            if !matches!(cell.kind, CellKind::Formula { .. }) {
                { notes(props, "") }
            }
            { parts.view(&page, props) }
            if has_form {
                // What is being written stands in its form.
            } else if kind == "text" {
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
            <div class="cell__foot">
                if let Some(open) = props.form.filter(|form| *form != Form::Note) { { form(&page, cell, open) } }
                { note(&page, cell, props.form == Some(Form::Note)) }
            </div>
            { menu() }
        </section>
    }
}

/// What can be changed, in a box that keeps it from being changed where the cell is locked.
fn guarded(locked: bool, body: Html) -> Html {
    if locked {
        html! { <fieldset class="locked" disabled={true}>{ body }</fieldset> }
    } else {
        body
    }
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
                html! { <span class="cell__math" onclick={parts.on_click(page, &props.cell.id)}>{ math::math(formula, known) }</span> }
            },
        ),
        (_, Some(name)) if props.standing.is_some() => {
            html! { <span class="cell__name">{ math::name_alone(name) }</span> }
        }
        (_, Some(name)) => {
            let id = props.cell.id.clone();
            let input = (&**name, page.text("cell.name_label"), "rename");
            let rename = Callback::from(move |name| Action::RenameCell { cell: id.clone(), name });
            name_input(page, math::name_alone(name), input, rename)
        }
        _ => html! {},
    };
    html! {
        <header class="cell__head">
            { name }
            if let Some(title) = title {
                <span class="cell__quantity">{ title }</span>
            }
            { parts.button(page, &props.cell.id, props.name.as_deref().unwrap_or_default()) }
            { drawings.buttons(page, props) }
        </header>
    }
}
