//! A formula as code, editable, and what is to be said of it.

use std::rc::Rc;

use yew::prelude::*;

use super::{frame::CellViewProps, notes::NotesProps, source::SourceProps};
use crate::{
    notebook::State,
    ui::{page::Page, piece::view},
};

/// The code of a formula cell, and what is to be said of it.
pub(super) fn formula_source(page: &Page, props: &CellViewProps, source: &Rc<str>) -> Html {
    let label = match &props.name {
        Some(name) => page.fill("formula.label", &[("name", &&**name)]),
        None => page.text("formula.new"),
    };
    let failed = matches!(props.result.state, State::Failed(_));
    html! {
        <>
            { view(SourceProps { id: props.cell.id.clone(), source: source.clone(), label, failed, locked: props.standing.is_some() }) }
            // In an element of their own: as neighbours of the input they would take its place, and its focus with it.
            <div class="formula__notes">{ notes(props, source) }</div>
        </>
    }
}

/// What is wrong with a cell, what is to be said of its numbers, and what it does that few mean.
pub(super) fn notes(props: &CellViewProps, source: &str) -> Html {
    let nothing =
        props.result.state == State::Fresh && props.result.remarks.is_empty() && props.doubts.is_empty();
    if nothing {
        return html! {};
    }
    let (result, doubts) = (props.result.clone(), props.doubts.clone());
    view(NotesProps { cell: props.cell.id.clone(), source: source.into(), result, doubts })
}
