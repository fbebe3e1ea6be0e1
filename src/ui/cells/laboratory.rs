//! The place of a laboratory in the notebook. The laboratory is a program of its own, fetched when it is shown.

use yew::prelude::*;

use crate::{
    ui::{effect::use_effect_on, page::use_page, piece::view_of},
    web::{Element, laboratory_page},
};

/// Where a laboratory is shown.
#[derive(PartialEq)]
pub(super) struct LaboratoryPlace;

view_of!(LaboratoryPlace, use_laboratory_place());

#[hook]
fn use_laboratory_place() -> Html {
    let root = use_node_ref();
    {
        let root = root.clone();
        use_effect_on((), move |()| {
            let element = root.cast::<Element>();
            element.iter().for_each(laboratory_page::open);
            move || element.iter().for_each(laboratory_page::close)
        });
    }
    let Some(page) = use_page() else { return html! {} };
    html! {
        <div class="laboratory">
            <div ref={root} data-laboratory=""></div>
            <p class="laboratory__loading" role="status">{ page.text("lab.loading") }</p>
            <p class="laboratory__failed" role="alert" data-error="laboratory">{ page.text("lab.not_loaded") }</p>
        </div>
    }
}
