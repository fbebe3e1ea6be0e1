//! What one formula costs, in its cell.

use yew::prelude::*;

use super::polynomial::polynomial;
use crate::{i18n, notebook::CellId, ui::page::Page};

/// The cost of a formula at the sizes of the notebook, while costs are shown.
pub(in crate::ui) fn cost_line(page: &Page, cell: &CellId) -> Html {
    let Some(costs) = &page.costs else { return html! {} };
    let Some(found) = costs.cells.iter().find(|found| found.cell == *cell) else { return html! {} };
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
