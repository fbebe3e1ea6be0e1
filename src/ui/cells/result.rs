//! The value of a matrix or formula cell: a grid for each matrix, and a drawing where the cell asks for one.

use yew::prelude::*;

use super::frame::CellViewProps;
use crate::{
    i18n,
    notebook::{Blanks, CellKind, Chart},
    session::{is_softmax, scale_of},
    ui::{
        grid::GridProps,
        heatmap::{Heatmap, heatmap},
        labels::Labels,
        page::Page,
        piece::view_keyed,
        practice::{AttemptProps, CellPractice, Sheet, chooser, plan_line},
        shared::Shared,
    },
};

/// The grids of a cell's value.
pub(super) fn result_grids(page: &Page, props: &CellViewProps) -> Html {
    let Some(value) = &props.result.value else { return html! {} };
    let name: AttrValue = props.name.as_deref().unwrap_or_default().to_owned().into();
    let editable = props.cell.takes_numbers() && props.standing.is_none();
    let shape = i18n::shape(page.language, value.shape());
    let mut scale = scale_of(&name, props.result.formula.as_deref(), value);
    // While a number is moved the colours stay what they are; the same colour is the same number in A and in B.
    if let Some(ranges) = props.marks.as_ref().and_then(|marks| marks.value.ranges.as_ref()) {
        scale = scale.covering(ranges.low.elements()).covering(ranges.high.elements());
    }
    if let Some(pinned) = props.compared.as_ref().and_then(|compared| compared.pinned_value()) {
        scale = scale.covering(pinned.elements());
    }
    let (rows, columns) = Labels::of_grid(value.shape(), &props.dimensions, page.language);
    let (stack, row_count, column_count) = value.shape().view();
    let is_stack = value.shape().rank() == 3;
    let stale = props.result.is_stale();
    let planned = if let CellPractice::Plan(plan) = &props.practice { Some(plan.slice) } else { None };
    let sheet = |label: AttrValue, slice: usize| Sheet {
        name: name.clone(),
        label,
        rows: rows.clone(),
        columns: columns.clone(),
        slice: is_stack.then_some(slice),
        headed: value.shape().rank() > 0,
    };
    let grid = |slice: usize| {
        let key = if editable { "grid.editable" } else { "grid.computed" };
        let label = if is_stack {
            let (index, count) = (slice + 1, stack);
            page.fill(
                "grid.slice",
                &[
                    ("name", &name),
                    ("index", &index),
                    ("count", &count),
                    ("rows", &row_count),
                    ("columns", &column_count),
                ],
            )
        } else {
            page.fill(key, &[("name", &name), ("shape", &shape)])
        };
        match &props.practice {
            CellPractice::Attempt(attempt) if attempt.plan.slice == slice => {
                let sheet = sheet(label, slice);
                return view_keyed(&slice, AttemptProps { attempt: attempt.clone(), sheet });
            }
            CellPractice::Plan(plan) if plan.slice == slice && matches!(plan.blanks, Blanks::Chosen(_)) => {
                return view_keyed(&slice, chooser(page, plan, Shared::from(value), sheet(label, slice)));
            }
            _ => {}
        }
        let grid = GridProps {
            slice: is_stack.then_some(slice),
            cell: editable.then(|| props.cell.id.clone()),
            stale,
            owner: Some(props.cell.id.clone()),
            practise: (props.result.formula.is_some() && !stale).then_some(planned == Some(slice)),
            marks: props.marks.clone(),
            twins: matches!(props.cell.kind, CellKind::Sentence(_)),
            ..GridProps::new(name.clone(), label, Shared::from(value), (rows.clone(), columns.clone()), scale)
        };
        view_keyed(&slice, grid)
    };
    html! {
        <div class="result">
            if stale {
                <p class="result__stale">{ page.text("grid.stale") }</p>
            }
            <p class="result__shape">{ shape.clone() }</p>
            if let CellPractice::Plan(plan) = &props.practice {
                { plan_line(page, plan, &sheet(name.clone(), plan.slice), props.result.formula.as_deref().is_some_and(|formula| is_softmax(formula, formula.root()))) }
            }
            { for (0..stack).map(grid) }
            if !props.practice.covers() && props.cell.chart == Some(Chart::Heatmap) && value.shape().rank() == 2 {
                { heatmap(page, Heatmap {
                    name: &name,
                    array: value,
                    rows: &rows,
                    columns: &columns,
                    scale,
                    reached: props.marks.as_ref().and_then(|marks| marks.value.reached),
                }) }
            }
        </div>
    }
}
