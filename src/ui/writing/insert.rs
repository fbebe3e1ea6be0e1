//! Where a new cell can come: between rows, and at the end.

use yew::prelude::*;

use super::deeds::offer;
use crate::{
    notebook::NewCell,
    session::{Msg, Place, WritingMsg},
    ui::{
        page::{Page, use_page},
        piece::view_of,
    },
    web,
};

/// A button for each kind of cell.
pub(in crate::ui) fn add_cells(page: &Page, place: &Place) -> Html {
    let add = |kind: NewCell| {
        let onclick = {
            let (page, place) = (page.clone(), place.clone());
            Callback::from(move |_: MouseEvent| {
                let below = if let Place::Below(id) = &place { Some(id.to_string()) } else { None };
                web::cells::await_new(below);
                page.send(Msg::Writing(WritingMsg::Inserted(place.clone(), kind)));
            })
        };
        let key = kind.key();
        html! {
            <button type="button" class="button" data-action={format!("add-{key}")} {onclick}>{ page.text(&format!("action.add_{key}")) }</button>
        }
    };
    html! {
        <div class="add" role="group" aria-label={page.text("action.add_cell")}>
            <span class="add__label">{ page.text("action.add_cell") }</span>
            { for NewCell::ALL.into_iter().map(add) }
        </div>
    }
}

#[derive(PartialEq)]
pub(in crate::ui) struct InsertProps {
    pub(in crate::ui) place: Place,
    /// Whether the kinds are offered here.
    pub(in crate::ui) open: bool,
}

view_of!(InsertProps, use_insert);

/// A quiet sign between two rows, which opens what can come there.
#[hook]
fn use_insert(props: &InsertProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let open = props.open;
    let close = {
        let page = page.clone();
        move || page.send(Msg::Writing(WritingMsg::Offered(None)))
    };
    let onclick = {
        let (page, place, close) = (page.clone(), props.place.clone(), close.clone());
        Callback::from(move |_: MouseEvent| if open { close() } else { offer(&page, place.clone()) })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" && open {
            event.prevent_default();
            web::focus::first_in(&event, ".insert");
            close();
        }
    });
    let label = page.text("writing.insert");
    html! {
        <div class={classes!("insert", open.then_some("is-open"))} {onkeydown}>
            <button type="button" class="tiny insert__button" data-action="insert-below" aria-expanded={open.to_string()} {onclick}
                aria-label={label.clone()} title={label}>{ if open { "×" } else { "+" } }</button>
            if open { { add_cells(&page, &props.place) } }
        </div>
    }
}
