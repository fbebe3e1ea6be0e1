//! The drawings of a cell's value, which buttons in its head open: rows as arrows, weights as bars.

use yew::prelude::*;

use super::frame::CellViewProps;
use crate::{
    plot::Scale,
    session::{DetailsMsg, Msg, has_vectors, is_softmax, scale_of},
    ui::{
        geometry::{BarsPanelProps, GeometryPanelProps},
        page::Page,
        piece::view,
    },
};

/// Which drawings a cell can have.
pub(super) struct Drawings {
    arrows: bool,
    bars: bool,
}

impl Drawings {
    /// Those of a cell.
    pub(super) fn of(props: &CellViewProps) -> Self {
        let mut possible = Self { arrows: false, bars: false };
        // What is to be filled in is not drawn beside its blanks.
        if let (Some(name), Some(value), false) = (&props.name, &props.result.value, props.practice.covers())
        {
            let formula = props.result.formula.as_deref();
            possible.arrows = has_vectors(value) && scale_of(name, formula, value) != Scale::Mask;
            let is_softmax = || formula.is_some_and(|formula| is_softmax(formula, formula.root()));
            possible.bars = value.shape().rank() <= 2 && is_softmax();
        }
        possible
    }

    /// The buttons that open and close them.
    pub(super) fn buttons(&self, page: &Page, props: &CellViewProps) -> Html {
        let cell = &props.cell.id;
        let details = props.details.as_ref();
        html! {
            <>
                if self.arrows {
                    { button(page, props, ("geometry", "geometry.arrows", "M2.5 1.5v12h12M2.5 13.5l9-9M7.5 4h4.5v4.5"),
                        details.is_some_and(|details| details.arrows.is_some()), DetailsMsg::ArrowsToggled(cell.clone())) }
                }
                if self.bars {
                    { button(page, props, ("bars", "geometry.bars", "M2.5 1.5v13M2.5 4h10M2.5 8h4M2.5 12h7"),
                        details.is_some_and(|details| details.bars.is_some()), DetailsMsg::BarsToggled(cell.clone())) }
                }
            </>
        }
    }

    /// Those that are open.
    pub(super) fn view(&self, props: &CellViewProps) -> Html {
        let (Some(name), Some(details)) = (&props.name, &props.details) else { return html! {} };
        let cell = &props.cell.id;
        let editable = props.cell.takes_numbers() && props.standing.is_none();
        let arrows = details.arrows.filter(|_| self.arrows);
        let bars = details.bars.filter(|_| self.bars);
        html! {
            <>
                if let Some(looked) = arrows {
                    { view(GeometryPanelProps { name: name.clone(), cell: cell.clone(), editable, view: looked }) }
                }
                if let Some(row) = bars {
                    { view(BarsPanelProps { name: name.clone(), cell: cell.clone(), row }) }
                }
            </>
        }
    }
}

/// A button that opens and closes a drawing.
fn button(
    page: &Page,
    props: &CellViewProps,
    (action, key, path): (&'static str, &str, &'static str),
    is_open: bool,
    msg: DetailsMsg,
) -> Html {
    let label = page.fill(key, &[("name", &props.name.as_deref().unwrap_or_default())]);
    let onclick = page.on::<MouseEvent>(Msg::Details(msg));
    html! {
        <button type="button" class="tiny cell__tool" data-action={action} {onclick} aria-expanded={is_open.to_string()}
            aria-label={label.clone()} title={label}>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={path} /></svg>
        </button>
    }
}
