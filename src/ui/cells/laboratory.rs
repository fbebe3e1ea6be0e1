//! The place of a laboratory in the notebook. The laboratory is a program of its own, fetched when it is shown.

use yew::prelude::*;

use crate::{
    ui::page::use_page,
    web::{Element, laboratory_page},
};

#[component]
pub(super) fn LaboratoryPlace() -> Html {
    let root = use_node_ref();
    {
        let root = root.clone();
        use_effect_with((), move |()| {
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
