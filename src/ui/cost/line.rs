//! What one formula costs, in its cell.

use yew::prelude::*;

use super::polynomial::polynomial;
use crate::{
    i18n,
    notebook::{CellId, NotebookCost},
    ui::{
        page::{Page, use_page},
        piece::{view, view_of},
        shared::Shared,
    },
};

/// The cost of a formula at the sizes of the notebook, while costs are shown.
pub(in crate::ui) fn cost_line(page: &Page, cell: &CellId) -> Html {
    page.costs
        .as_ref()
        .map(|costs| view(CostLine { costs: costs.clone(), cell: cell.clone() }))
        .unwrap_or_default()
}

#[derive(PartialEq)]
struct CostLine {
    costs: Shared<NotebookCost>,
    cell: CellId,
}

view_of!(CostLine, use_cost_line, cost);

#[hook]
fn use_cost_line(props: &CostLine) -> Html {
    let costs = &props.costs;
    let Some(page) = &use_page() else { return html! {} };
    let Some(found) = costs.cells.iter().find(|found| found.cell == props.cell) else { return html! {} };
    let cost = &found.cost;
    let spent = cost.at(&costs.sizes);
    let told = |key: &str, count: u128| {
        let count = i18n::count(page.language, count);
        html! { <>{ " = " }{ page.fill(key, &[("count", &count)]) }</> }
    };
    html! {
        <p class="cost-line">
            if cost.multiply_adds.is_zero() && cost.exponentials.is_zero() {
                { page.text("cost.copies_only") }
            }
            if !cost.multiply_adds.is_zero() {
                <span>{ polynomial(&cost.multiply_adds) }{ told("cost.line_multiply_adds", spent.multiply_adds) }</span>
            }
            if !cost.exponentials.is_zero() {
                <span>{ polynomial(&cost.exponentials) }{ told("cost.line_exponentials", spent.exponentials) }</span>
            }
        </p>
    }
}
