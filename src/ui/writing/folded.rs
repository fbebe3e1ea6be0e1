//! A folded cell: its first line, and the button that unfolds it.

use yew::prelude::*;

use super::deeds::act;
use crate::{
    notebook::{Cell, CellId, CellKind, CellResult, first_words, heading_of},
    session::Deed,
    ui::{math, page::Page, words::words},
};

/// Folds or unfolds a cell.
pub(in crate::ui) fn fold_button(page: &Page, id: &CellId, folded: bool) -> Html {
    let onclick = {
        let (page, id) = (page.clone(), id.clone());
        Callback::from(move |_: MouseEvent| act(&page, &id, Deed::ToggleFold))
    };
    let label = page.text(if folded { "writing.unfold" } else { "writing.fold" });
    html! {
        <button type="button" class="tiny cell__fold" data-action="fold-cell" aria-expanded={(!folded).to_string()} {onclick}
            aria-keyshortcuts="Alt+Shift+F" aria-label={label.clone()} title={label}>
            { if folded { "▸" } else { "▾" } }
        </button>
    }
}

/// The name, the quantity and the formula of a cell; of a text its first line.
pub(in crate::ui) fn folded_head(
    page: &Page,
    cell: &Cell,
    result: &CellResult,
    name: Option<&str>,
    quantity: Option<AttrValue>,
) -> Html {
    let tag = page.language.tag();
    let first = match &cell.kind {
        CellKind::Text { text } => Some(text.text(tag)),
        CellKind::Exercise(exercise) => Some(exercise.text.text(tag)),
        CellKind::Predict(prediction) => Some(prediction.question.text(tag)),
        _ => None,
    };
    let is_heading = heading_of(cell, tag).is_some();
    let plain = first.and_then(first_words);
    let formula = result.formula.as_deref();
    html! {
        <header class={classes!("cell__head", "cell__head--folded", is_heading.then_some("is-heading"))}>
            { fold_button(page, &cell.id, true) }
            if let Some(plain) = plain {
                <span class="cell__first">{ words(plain) }</span>
            } else if let Some(formula) = formula {
                <span class="cell__math">{ math::math(formula, math::Known::default()) }</span>
            } else if let Some(name) = name {
                <span class="cell__symbol">{ math::name_alone(name) }</span>
            } else {
                <span class="cell__first">{ "…" }</span>
            }
            if let Some(quantity) = quantity {
                <span class="cell__quantity">{ quantity }</span>
            }
        </header>
    }
}
