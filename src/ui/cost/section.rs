//! The cost of the whole notebook, by cell.

use std::rc::Rc;

use yew::prelude::*;

use super::{polynomial::polynomial, supposition::supposition};
use crate::{
    i18n,
    notebook::{Cost, NotebookCost, Sizes},
    plot::{Role, shares::Share},
    session::{CostMsg, Costing, Msg},
    ui::{
        drawing::CanvasProps,
        math,
        page::{Page, use_page},
        piece::{view, view_of},
        shared::Shared,
    },
    web::canvas::Picture,
};

#[derive(PartialEq)]
pub(in crate::ui) struct CostSectionProps {
    pub(in crate::ui) costs: Option<Shared<NotebookCost>>,
    pub(in crate::ui) costing: Costing,
}

view_of!(CostSectionProps, use_cost_section);

/// A button, and under it the costs while they are shown.
#[hook]
fn use_cost_section(props: &CostSectionProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    html! {
        <section class="cost" aria-label={page.text("cost.title")}>
            <button type="button" class="button" data-action="cost" aria-expanded={props.costing.shown.to_string()}
                onclick={page.on(Msg::Cost(CostMsg::Toggled))} title={page.text("cost.title")}>
                { page.text("cost.open") }<span class="menu__sign" aria-hidden="true">{ if props.costing.shown { "▴" } else { "▾" } }</span>
            </button>
            if let Some(costs) = &props.costs {
                { view(CostTable { costs: costs.clone(), costing: props.costing.clone() }) }
            }
        </section>
    }
}

/// The costs, while they are shown.
#[derive(PartialEq)]
struct CostTable {
    costs: Shared<NotebookCost>,
    costing: Costing,
}

view_of!(CostTable, use_cost_table, cost);

#[hook]
fn use_cost_table(props: &CostTable) -> Html {
    let (costs, costing) = (&props.costs, &props.costing);
    let Some(page) = &use_page() else { return html! {} };
    if costs.cells.is_empty() {
        return html! { <p class="cost__help">{ page.text("cost.nothing") }</p> };
    }
    let sizes = costing.sizes(&costs.sizes);
    let dimension = costing.dimension(&costs.sizes);
    html! {
        <>
            if let Some(dimension) = dimension {
                { supposition(page, &costs.sizes, &sizes, dimension) }
            }
            { table(page, costs, &sizes) }
            if let Some(dimension) = dimension {
                { sentences(page, costs, &sizes, dimension) }
            }
            <p class="cost__help">{ page.text("cost.help") }</p>
        </>
    }
}

fn table(page: &Page, costs: &NotebookCost, sizes: &Sizes) -> Html {
    let shares = costs.shares(sizes);
    let bars = || {
        let share = |(cell, share): (&crate::notebook::CellCost, &f64)| Share {
            share: *share,
            role: Role::of_name(&cell.name),
        };
        let shares: Vec<Share> = costs.cells.iter().zip(&shares).map(share).collect();
        let picture = Picture::Shares(shares);
        html! {
            <td class="cost__bars" rowspan={costs.cells.len().to_string()}>
                { view(CanvasProps { picture, class: "cost__canvas", style: None, label: None }) }
            </td>
        }
    };
    let rows = costs.cells.iter().zip(&shares).enumerate().map(|(at, (cell, share))| {
        // A name in mathematics is not heard everywhere.
        let head = html! {
            <th scope="row">
                <span class="spoken">{ cell.name.to_string() }</span>
                <span class="cost__name" aria-hidden="true">{ math::name_alone(&cell.name) }</span>
                <span class="cost__polynomial">{ polynomial(&cell.cost.multiply_adds) }</span>
            </th>
        };
        let bars = (at == 0).then(bars);
        row(page, head, &cell.name, &cell.cost, sizes, i18n::percent(*share), bars)
    });
    let at: Vec<String> = sizes
        .names()
        .map(|name| format!("{name} = {}", i18n::count(page.language, sizes.get(name).unwrap_or(0))))
        .collect();
    let at = page.language.join(&at);
    let supposed = *sizes != costs.sizes;
    let caption = if supposed { "cost.caption_supposed" } else { "cost.caption" };
    let caption = page.fill(caption, &[("sizes", &at)]);
    let column = |key: &str| html! { <th scope="col">{ page.text(key) }</th> };
    let total = html! { <th scope="row">{ page.text("cost.total") }</th> };
    html! {
        <table class="cost__table">
            <caption>{ caption }</caption>
            <thead><tr>
                { column("cost.cell") }
                { column("cost.multiply_adds") }
                <th scope="col" class="cost__exponentials">{ page.text("cost.exponentials") }</th>
                { column("cost.bytes") }
                <th scope="col" class="cost__share" colspan="2">{ page.text("cost.share") }</th>
            </tr></thead>
            <tbody>{ for rows }</tbody>
            <tfoot>{ row(page, total, "total", &costs.total, sizes, String::new(), Some(html! { <td></td> })) }</tfoot>
        </table>
    }
}

fn row(
    page: &Page,
    head: Html,
    name: &str,
    cost: &Cost,
    sizes: &Sizes,
    share: String,
    bars: Option<Html>,
) -> Html {
    let spent = cost.at(sizes);
    let exact = spent.multiply_adds.to_string();
    html! {
        <tr data-cost="true" data-name={name.to_owned()} data-multiply-adds={exact.clone()}
            data-exponentials={spent.exponentials.to_string()} data-bytes={spent.bytes.to_string()}>
            { head }
            <td title={exact}>{ i18n::count(page.language, spent.multiply_adds) }</td>
            <td class="cost__exponentials">{ i18n::count(page.language, spent.exponentials) }</td>
            <td title={spent.bytes.to_string()}>{ i18n::bytes(page.language, spent.bytes) }</td>
            <td class="cost__share">{ share }</td>
            { for bars }
        </tr>
    }
}

/// The sum, where the square overtakes the rest, and what it takes of memory.
fn sentences(page: &Page, costs: &NotebookCost, sizes: &Sizes, dimension: &Rc<str>) -> Html {
    let growth = costs.growth(dimension, sizes);
    let count = |count: u128| i18n::count(page.language, count);
    let bytes = |bytes: u128| i18n::bytes(page.language, bytes);
    let spent = costs.total.at(sizes);
    let sum = html! {
        <p class="cost__said">
            { page.text("cost.multiply_adds") }{ " = " }{ polynomial(&costs.total.multiply_adds) }
            { " = " }{ count(spent.multiply_adds) }
        </p>
    };
    let Some(crossover) = growth.crossover else {
        let said = page.fill("cost.no_crossover", &[("dimension", dimension)]);
        return html! { <>{ sum }<p class="cost__said" data-crossover="">{ said }</p></> };
    };
    let is_projection =
        |name: &Rc<str>| matches!(Role::of_name(name), Some(Role::Query | Role::Key | Role::Value));
    let steep = page.language.join(&growth.steep);
    let said = if !growth.flat.is_empty() && growth.flat.iter().all(is_projection) {
        let flat = page.language.join(&growth.flat);
        page.fill(
            "cost.crossover_projections",
            &[("dimension", dimension), ("size", &count(crossover)), ("steep", &steep), ("flat", &flat)],
        )
    } else {
        page.fill(
            "cost.crossover",
            &[("dimension", dimension), ("size", &count(crossover)), ("steep", &steep)],
        )
    };
    let size = count(sizes.get(dimension).unwrap_or(0));
    let memory = page.fill(
        "cost.memory",
        &[
            ("dimension", dimension),
            ("size", &size),
            ("bytes", &bytes(growth.steep_bytes)),
            ("all", &bytes(spent.bytes)),
        ],
    );
    html! {
        <>
            { sum }
            <p class="cost__said" data-crossover={crossover.to_string()}>{ said }</p>
            <p class="cost__said">{ memory }</p>
        </>
    }
}
