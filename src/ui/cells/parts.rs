//! The values on the way to a formula's value, opened in place.

use std::rc::Rc;

use yew::prelude::*;

use super::frame::CellViewProps;
use crate::{
    formula::{Expr, Formula, NodeId, Style},
    i18n,
    plot::Scale,
    ui::{
        controls::tiny, grid::GridProps, labels::Labels, math, page::Page, piece::view_keyed, shared::Shared,
        state::State,
    },
    value::Array,
    web,
};

/// Which parts of a formula are open. Another formula has other parts.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct OpenParts {
    source: Rc<str>,
    nodes: Vec<NodeId>,
}

/// The parts of a cell's formula, and the hands that open and close them.
pub(super) struct Parts {
    all: Vec<(NodeId, Rc<Array>)>,
    source: Rc<str>,
    open: Vec<NodeId>,
    state: State<OpenParts>,
}

impl Parts {
    pub(super) fn of(props: &CellViewProps, state: &State<OpenParts>) -> Self {
        let source = props.result.formula.as_ref().map(|formula| formula.source.clone()).unwrap_or_default();
        let open = if state.source == source { state.nodes.clone() } else { Vec::new() };
        Self { all: props.result.parts(), source, open, state: state.clone() }
    }

    /// The nodes that can be opened.
    pub(super) fn nodes(&self) -> Vec<NodeId> {
        self.all.iter().map(|(node, _)| *node).collect()
    }

    fn set(&self, nodes: Vec<NodeId>) -> impl Fn() + 'static {
        let (state, source) = (self.state.clone(), self.source.clone());
        move || state.set(OpenParts { source: source.clone(), nodes: nodes.clone() })
    }

    fn toggled(&self, node: NodeId) -> Vec<NodeId> {
        let mut nodes = self.open.clone();
        nodes.retain(|open| *open != node);
        if nodes.len() == self.open.len() {
            nodes.push(node);
        }
        nodes
    }

    /// A click on a part of the formula opens it.
    pub(super) fn on_click(&self) -> Callback<MouseEvent> {
        let by_node: Vec<_> =
            self.all.iter().map(|(node, _)| (*node, self.set(self.toggled(*node)))).collect();
        Callback::from(move |event: MouseEvent| {
            let clicked = web::pointing::node_at(&event);
            if let Some((_, toggle)) = by_node.iter().find(|(node, _)| Some(*node) == clicked) {
                toggle();
            }
        })
    }

    /// The button that opens all of them, or closes them.
    pub(super) fn button(&self, page: &Page, name: &str) -> Html {
        if self.all.is_empty() {
            return html! {};
        }
        let is_open = !self.open.is_empty();
        let set = self.set(if is_open { Vec::new() } else { self.nodes() });
        let label = page.fill("parts.label", &[("name", &name), ("count", &self.all.len())]);
        html! {
            <button type="button" class="tiny parts__button" data-action="parts" aria-expanded={is_open.to_string()}
                onclick={Callback::from(move |_: MouseEvent| set())} aria-label={label.clone()} title={label}>
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
                    html! { <div class="part" key={*node}>{ self.part(page, props, formula, *node, array) }</div> }
                }) }
            </div>
        }
    }

    fn part(
        &self,
        page: &Page,
        props: &CellViewProps,
        formula: &Formula,
        node: NodeId,
        array: &Rc<Array>,
    ) -> Html {
        let name: AttrValue = formula.print_node(node, Style::Plain).into();
        let shape = i18n::shape(page.language, array.shape());
        let close = self.set(self.toggled(node));
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
                    { tiny("close-part", close_label, "×", Callback::from(move |_: MouseEvent| close())) }
                </p>
                { for (0..array.shape().view().0).map(grid) }
            </>
        }
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
