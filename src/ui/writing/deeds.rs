//! What is done to a cell, by a key or a button, and where the focus is afterwards.

use yew::prelude::*;

use crate::{
    notebook::CellId,
    session::{Deed, Msg, Place, WritingMsg},
    ui::{effect::use_effect_on, page::Page},
    web::{self, cell_keys::CellKey},
};

/// Does something to a cell.
pub(super) fn act(page: &Page, id: &CellId, deed: Deed) {
    match deed {
        Deed::Duplicate | Deed::AddFormula => web::cells::await_new(Some(id.to_string())),
        Deed::Delete => web::cells::leave(id),
        Deed::Show => {}
        _ => web::cells::keep_focus(id),
    }
    page.send(Msg::Writing(WritingMsg::Done(id.clone(), deed)));
}

/// Offers the kinds of new cells at a place.
pub(super) fn offer(page: &Page, place: Place) {
    web::cells::await_offer();
    page.send(Msg::Writing(WritingMsg::Offered(Some(place))));
}

/// Goes to a cell; where it is folded away, once it is not.
pub(in crate::ui) fn go_to(page: &Page, id: &CellId) {
    let cell = id.clone();
    reach(page, id, move || web::focus::go_to_cell(&cell));
}

/// Goes to a number of a name in its cell; where that is folded, once it is not.
pub(in crate::ui) fn go_to_place(page: &Page, id: &CellId, name: &str, at: &[usize]) {
    let (cell, name, at) = (id.clone(), name.to_owned(), at.to_vec());
    reach(page, id, move || web::focus::place(&cell, &name, &at));
}

/// Goes where it says whether it can; else once nothing of the cell is folded.
fn reach(page: &Page, id: &CellId, go: impl Fn() -> bool + 'static) {
    if !go() {
        page.send(Msg::Writing(WritingMsg::Done(id.clone(), Deed::Show)));
        web::after_render(move || {
            go();
        });
    }
}

/// The keys of a cell, wherever the focus is in it.
#[hook]
pub(in crate::ui) fn use_cell_keys(page: &Page) {
    let page = page.clone();
    use_effect_on((), move |()| {
        let listener = web::cell_keys::listen(move |key, id| {
            let deed = match key {
                CellKey::Up => Deed::MoveUp,
                CellKey::Down => Deed::MoveDown,
                CellKey::Duplicate => Deed::Duplicate,
                CellKey::Delete => Deed::Delete,
                CellKey::Add => Deed::AddFormula,
                CellKey::Beside => Deed::ToggleBeside,
                CellKey::Fold => Deed::ToggleFold,
            };
            act(&page, &id.into(), deed);
        });
        move || drop(listener)
    });
}
