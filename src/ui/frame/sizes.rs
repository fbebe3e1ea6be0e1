//! The named sizes that matrices share.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    notebook::{Action, Dimension, limits::MAX_SIDE},
    session::{Control, Msg},
    ui::{
        controls::tiny,
        math,
        page::{Page, use_page},
        piece::{view, view_of},
        shared::Shared,
        state::use_kept,
        writing::{NewDimensionProps, name_input},
    },
    web,
};

#[derive(PartialEq)]
pub(in crate::ui) struct SizesProps {
    pub(in crate::ui) dimensions: Shared<[Rc<Dimension>]>,
    /// Those that can go.
    pub(in crate::ui) unused: Vec<Rc<str>>,
}

view_of!(SizesProps, use_sizes);

/// The sizes, each with buttons for one less and one more, and a way to a new one.
#[hook]
fn use_sizes(props: &SizesProps) -> Html {
    let naming = use_kept(bool::default);
    let Some(page) = use_page() else { return html! {} };
    let open = {
        let naming = naming.clone();
        Callback::from(move |_: MouseEvent| naming.set(true))
    };
    let on_close = {
        let (page, naming) = (page.clone(), naming.clone());
        Callback::from(move |made: Option<(String, usize)>| {
            if let Some((name, size)) = made {
                page.edit(Action::AddDimension { name, size });
            }
            naming.set(false);
            web::after_render(|| web::focus::action("add-dimension"));
        })
    };
    html! {
        <div class="sizes" role="group" aria-label={page.text("sizes.label")} title={page.text("sizes.help")}>
            { for props.dimensions.iter().map(|dimension| size(&page, dimension, props.unused.contains(&dimension.name))) }
            <span class="sizes__new">
                if *naming {
                    { view(NewDimensionProps { on_close }) }
                } else if page.has(Control::Writing) {
                    { tiny("add-dimension", page.text("writing.add_dimension"), "+", open) }
                }
            </span>
            <button type="button" class="button sizes__shapes" data-action="shapes" aria-pressed={page.shapes.to_string()}
                onclick={page.on(Msg::ShapesToggled)} title={page.text("sizes.shapes_help")}>{ page.text("sizes.shapes") }</button>
        </div>
    }
}

fn size(page: &Page, dimension: &Dimension, unused: bool) -> Html {
    let (name, size) = (dimension.name.clone(), dimension.size());
    let meaning = page.known(&format!("dimension.{name}"));
    let button = |key: &str, action: &'static str, sign: &'static str, edit: Action, disabled: bool| {
        let label = page.fill(key, &[("dimension", &&*name)]);
        // Where the button goes: another of the size, else the one for a new size.
        let others =
            format!(".sizes [data-dimension='{name}']:not(:disabled), .sizes [data-action='add-dimension']");
        let page = page.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            let others = others.clone();
            web::focus::when_gone(move || web::focus::first(&others));
            page.edit(edit.clone());
        });
        html! {
            <button type="button" class="tiny" data-action={action} data-dimension={name.to_string()} {disabled}
                {onclick} aria-label={label.clone()} title={label}>{ sign }</button>
        }
    };
    let shrink = Action::RemoveItem { dimension: name.clone(), index: size.saturating_sub(1) };
    let grow = Action::InsertItem { dimension: name.clone(), index: size };
    let remove = Action::RemoveDimension { dimension: name.clone() };
    let rename = {
        let dimension = name.clone();
        let input = (&*name, page.text("writing.dimension_name"), "rename-dimension");
        let rename = move |name| Action::RenameDimension { dimension: dimension.clone(), name };
        name_input(page, math::name_alone(&name), input, Callback::from(rename))
    };
    html! {
        <span class="size" key={name.to_string()}>
            <span class="size__name" title={meaning.clone()}>{ rename }</span>
            { button("action.remove_item", "shrink", "−", shrink, size <= 1) }
            <table role="grid" class="size__value" data-name={name.to_string()} data-rows="1" data-cols="1"
                aria-readonly="true" aria-label={meaning.unwrap_or_else(|| name.to_string().into())}>
                <tbody><tr role="row">
                    <td role="gridcell" data-row="0" data-col="0" data-value={size.to_string()}>{ size }</td>
                </tr></tbody>
            </table>
            { button("action.add_item", "grow", "+", grow, size >= MAX_SIDE) }
            if unused { { button("writing.remove_dimension", "remove-dimension", "×", remove, false) } }
        </span>
    }
}
