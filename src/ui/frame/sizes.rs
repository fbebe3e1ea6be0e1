//! The named sizes that matrices share.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    notebook::{Action, Dimension, limits::MAX_SIDE},
    session::Msg,
    ui::{math, page::Page},
};

/// The sizes, each with buttons for one less and one more.
pub(in crate::ui) fn sizes(page: &Page, dimensions: &[Rc<Dimension>]) -> Html {
    html! {
        <div class="sizes" role="group" aria-label={page.text("sizes.label")} title={page.text("sizes.help")}>
            { for dimensions.iter().map(|dimension| size(page, dimension)) }
            <button type="button" class="button sizes__shapes" data-action="shapes" aria-pressed={page.shapes.to_string()}
                onclick={page.on(Msg::ShapesToggled)} title={page.text("sizes.shapes_help")}>{ page.text("sizes.shapes") }</button>
        </div>
    }
}

fn size(page: &Page, dimension: &Dimension) -> Html {
    let (name, size) = (dimension.name.clone(), dimension.size());
    let key = format!("dimension.{name}");
    let meaning = page.text(&key);
    let meaning = (!meaning.ends_with(&key)).then_some(meaning);
    let button = |key: &str, action: &'static str, sign: &'static str, edit: Action, disabled: bool| {
        let label = page.fill(key, &[("dimension", &&*name)]);
        html! {
            <button type="button" class="tiny" data-action={action} data-dimension={name.to_string()} {disabled}
                onclick={page.on(Msg::Edited(edit))} aria-label={label.clone()} title={label}>{ sign }</button>
        }
    };
    let shrink = Action::RemoveItem { dimension: name.clone(), index: size.saturating_sub(1) };
    let grow = Action::InsertItem { dimension: name.clone(), index: size };
    html! {
        <span class="size">
            <span class="size__name" title={meaning.clone()}>{ math::name_alone(&name) }</span>
            { button("action.remove_item", "shrink", "−", shrink, size <= 1) }
            <table role="grid" class="size__value" data-name={name.to_string()} data-rows="1" data-cols="1"
                aria-readonly="true" aria-label={meaning.unwrap_or_else(|| name.to_string().into())}>
                <tbody><tr role="row">
                    <td role="gridcell" data-row="0" data-col="0" data-value={size.to_string()}>{ size }</td>
                </tr></tbody>
            </table>
            { button("action.add_item", "grow", "+", grow, size >= MAX_SIDE) }
        </span>
    }
}
