//! The name of a row or column, editable where the dimension is.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    notebook::Action,
    session::Msg,
    ui::{controls::tiny, page::Page},
    web,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AxisKind {
    Row,
    Column,
}

/// One name; where its dimension is given, it can be edited, and places can be put in and taken out.
pub(super) fn label(
    page: &Page,
    kind: AxisKind,
    index: usize,
    text: &AttrValue,
    dimension: Option<&Rc<str>>,
) -> Html {
    let Some(dimension) = dimension.cloned() else {
        return html! { <span class="grid__label" title={text.clone()}>{ text.clone() }</span> };
    };
    let oninput = {
        let (page, dimension) = (page.clone(), dimension.clone());
        Callback::from(move |event: InputEvent| {
            let label = web::text_of(&event);
            page.send(Msg::Previewed(Action::RenameItem { dimension: dimension.clone(), index, label }));
        })
    };
    let onkeydown = {
        let page = page.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            _ if web::composes(&event) || event.alt_key() => {}
            "Enter" | "Escape" => {
                page.send(if event.key() == "Enter" { Msg::GestureEnded } else { Msg::GestureCancelled });
                web::focus::from_grid_name(&event, kind == AxisKind::Row, index, 0);
            }
            "ArrowDown" if kind == AxisKind::Column => web::focus::from_grid_name(&event, false, index, 0),
            "ArrowRight" if kind == AxisKind::Row && web::focus::caret_is_at_end(&event) => {
                web::focus::from_grid_name(&event, true, index, 0);
            }
            "ArrowDown" if kind == AxisKind::Row => web::focus::from_grid_name(&event, true, index, 1),
            "ArrowUp" if kind == AxisKind::Row => web::focus::from_grid_name(&event, true, index, -1),
            _ => {}
        })
    };
    let insert = page.on(Msg::Edited(Action::InsertItem { dimension: dimension.clone(), index: index + 1 }));
    let remove = page.on(Msg::Edited(Action::RemoveItem { dimension: dimension.clone(), index }));
    let key = match kind {
        AxisKind::Row => "grid.row_name",
        AxisKind::Column => "grid.column_name",
    };
    let axis = if kind == AxisKind::Row { "row" } else { "column" };
    let item: &dyn std::fmt::Display = text;
    html! {
        <span class="grid__item">
            <input class="grid__label" type="text" data-axis={axis} data-index={index.to_string()} value={text.clone()} {oninput} {onkeydown} tabindex="-1"
                autocomplete="off" spellcheck="false" maxlength="40" title={text.clone()}
                onblur={page.on(Msg::GestureEnded)}
                aria-label={page.fill(key, &[("index", &(index + 1))])} />
            <span class="grid__item-actions">
                { tiny("insert-item", page.fill("action.insert_after", &[("item", item)]), "+", insert) }
                { tiny("remove-item", page.fill("action.remove_this", &[("item", item)]), "×", remove) }
            </span>
        </span>
    }
}
