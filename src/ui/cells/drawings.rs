//! The drawings of a cell's value, which buttons in its head open: rows as arrows, weights as bars.

use yew::prelude::*;

use super::frame::CellViewProps;
use crate::{
    plot::Scale,
    session::{has_vectors, is_softmax, scale_of},
    ui::{
        geometry::{BarsPanelProps, GeometryPanelProps},
        page::Page,
        piece::view,
        state::State,
    },
};

/// The drawings, each a bit.
const ARROWS: usize = 1;
const BARS: usize = 2;

/// Which drawings a cell can have, and which are open.
pub(super) struct Drawings {
    possible: usize,
    open: State<usize>,
}

impl Drawings {
    /// Those of a cell.
    pub(super) fn of(props: &CellViewProps, open: &State<usize>) -> Self {
        let mut possible = 0;
        // What is to be filled in is not drawn beside its blanks.
        if let (Some(name), Some(value), false) = (&props.name, &props.result.value, props.practice.covers())
        {
            let formula = props.result.formula.as_deref();
            if has_vectors(value) && scale_of(name, formula, value) != Scale::Mask {
                possible |= ARROWS;
            }
            if value.shape().rank() <= 2 && formula.is_some_and(|formula| is_softmax(formula, formula.root()))
            {
                possible |= BARS;
            }
        }
        Self { possible, open: open.clone() }
    }

    /// The buttons that open and close them.
    pub(super) fn buttons(&self, page: &Page, props: &CellViewProps) -> Html {
        let possible = [ARROWS, BARS].into_iter().filter(|drawing| self.possible & drawing > 0);
        possible.map(|drawing| button(page, props, drawing, &self.open)).collect()
    }

    /// Those that are open.
    pub(super) fn view(&self, props: &CellViewProps) -> Html {
        let Some(name) = &props.name else { return html! {} };
        let shown = self.possible & *self.open;
        let editable =
            (props.cell.takes_numbers() && props.standing.is_none()).then(|| props.cell.id.clone());
        html! {
            <>
                if shown & ARROWS > 0 {
                    { view(GeometryPanelProps { name: name.clone(), editable }) }
                }
                if shown & BARS > 0 {
                    { view(BarsPanelProps { name: name.clone() }) }
                }
            </>
        }
    }
}

/// A button that opens and closes a drawing.
fn button(page: &Page, props: &CellViewProps, drawing: usize, open: &State<usize>) -> Html {
    let (action, key, path) = match drawing {
        ARROWS => ("geometry", "geometry.arrows", "M2.5 1.5v12h12M2.5 13.5l9-9M7.5 4h4.5v4.5"),
        _ => ("bars", "geometry.bars", "M2.5 1.5v13M2.5 4h10M2.5 8h4M2.5 12h7"),
    };
    let label = page.fill(key, &[("name", &props.name.as_deref().unwrap_or_default())]);
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(*open ^ drawing))
    };
    html! {
        <button type="button" class="tiny cell__tool" data-action={action} {onclick} aria-expanded={(**open & drawing > 0).to_string()}
            aria-label={label.clone()} title={label}>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={path} /></svg>
        </button>
    }
}
