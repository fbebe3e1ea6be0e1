//! The values on the way to a formula's value, opened in place.

use std::rc::Rc;

use yew::prelude::*;

use super::frame::CellViewProps;
use crate::{
    formula::{Expr, Formula, NodeId, Style},
    i18n,
    notebook::CellId,
    plot::Scale,
    session::{DetailsMsg, Msg},
    ui::{
        controls::tiny, grid::GridProps, labels::Labels, math, page::Page, piece::view_keyed, shared::Shared,
    },
    value::Array,
    web,
};

/// The parts of a cell's formula, and which are open.
pub(super) struct Parts {
    all: Vec<(NodeId, Rc<Array>)>,
    open: Vec<NodeId>,
}

impl Parts {
    pub(super) fn of(props: &CellViewProps) -> Self {
        let open = match (&props.details, &props.result.formula) {
            (Some(details), Some(formula)) => details.parts.of(&formula.source).to_vec(),
            _ => Vec::new(),
        };
        Self { all: props.result.parts(), open }
    }

    /// The nodes that can be opened.
    pub(super) fn nodes(&self) -> Vec<NodeId> {
        self.all.iter().map(|(node, _)| *node).collect()
    }

    /// A click on a part of the formula opens it.
    pub(super) fn on_click(&self, page: &Page, cell: &CellId) -> Callback<MouseEvent> {
        let (page, cell, nodes) = (page.clone(), cell.clone(), self.nodes());
        Callback::from(move |event: MouseEvent| {
            if let Some(node) = web::pointing::node_at(&event).filter(|node| nodes.contains(node)) {
                page.send(Msg::Details(DetailsMsg::PartToggled(cell.clone(), node)));
            }
        })
    }

    /// The button that opens all of them, or closes them.
    pub(super) fn button(&self, page: &Page, cell: &CellId, name: &str) -> Html {
        if self.all.is_empty() {
            return html! {};
        }
        let is_open = !self.open.is_empty();
        let onclick = page.on::<MouseEvent>(Msg::Details(DetailsMsg::PartsToggled(cell.clone())));
        let label = page.fill("parts.label", &[("name", &name), ("count", &self.all.len())]);
        html! {
            <button type="button" class="tiny parts__button" data-action="parts" aria-expanded={is_open.to_string()}
                {onclick} aria-label={label.clone()} title={label}>
                { if is_open { "▴" } else { "▾" } }
            </button>
        }
    }

    /// The open ones, in the order of computing.
    pub(super) fn view(&self, page: &Page, props: &CellViewProps) -> Html {
        let Some(formula) = props.result.formula.as_deref().filter(|_| !self.open.is_empty()) else {
            return html! {};
        };
        let open = self.all.iter().filter(|(node, _)| self.open.contains(node));
        html! {
            <div class="parts">
                { for open.map(|(node, array)| {
                    html! { <div class="part" key={*node}>{ part(page, props, formula, *node, array) }</div> }
                }) }
            </div>
        }
    }
}

/// A part with its values, and the button that closes it.
fn part(page: &Page, props: &CellViewProps, formula: &Formula, node: NodeId, array: &Rc<Array>) -> Html {
    let name: AttrValue = formula.print_node(node, Style::Plain).into();
    let shape = i18n::shape(page.language, array.shape());
    let close = Msg::Details(DetailsMsg::PartToggled(props.cell.id.clone(), node));
    let close_label = page.fill("parts.close", &[("name", &name)]);
    let rank = array.shape().rank();
    let labels = Labels::of_grid(array.shape(), &props.dimensions, page.language);
    let scale = scale_of(formula, node, array);
    let grid = |slice: usize| {
        let label = page.fill("grid.computed", &[("name", &name), ("shape", &shape)]);
        let grid = GridProps {
            slice: (rank == 3).then_some(slice),
            owner: Some(props.cell.id.clone()),
            node: Some(node),
            marks: props.marks.clone(),
            ..GridProps::new(name.clone(), label, Shared::from(array), labels.clone(), scale)
        };
        view_keyed(&slice, grid)
    };
    html! {
        <>
            <p class="part__head">
                { math::part_alone(formula, node) }
                <span class="cell__quantity">{ shape.clone() }</span>
                { tiny("close-part", close_label, "×", page.on(close)) }
            </p>
            { for (0..array.shape().view().0).map(grid) }
        </>
    }
}

/// As for cells: weights from 0 to 1, truth without a hue, all else around zero.
fn scale_of(formula: &Formula, node: NodeId, array: &Array) -> Scale {
    let expr = formula.nodes.get(node).map(|node| &node.expr);
    if array.is_truth() {
        Scale::Mask
    } else if matches!(expr, Some(Expr::Call { function, .. }) if &**function == "softmax") {
        Scale::Weights
    } else {
        Scale::signed(array.elements())
    }
}
