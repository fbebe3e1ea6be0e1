//! A new size: its name, and how large it is.

use yew::prelude::*;

use crate::{
    formula::is_name,
    notebook::limits::MAX_SIDE,
    ui::{controls::sign_button, effect::use_effect_on, page::use_page, piece::view_of, state::use_kept},
    web,
};

#[derive(PartialEq)]
pub(in crate::ui) struct NewDimensionProps {
    /// With the name and the size, or without where it is not wanted.
    pub(in crate::ui) on_close: Callback<Option<(String, usize)>>,
}

view_of!(NewDimensionProps, use_new_dimension, write);

#[hook]
fn use_new_dimension(props: &NewDimensionProps) -> Html {
    let typed = use_kept(|| (String::new(), "3".to_owned()));
    let name_input = use_node_ref();
    {
        let name_input = name_input.clone();
        use_effect_on((), move |()| {
            if let Some(input) = name_input.cast::<web::Element>() {
                web::focus::focus(&input);
            }
        });
    }
    let Some(page) = use_page() else { return html! {} };
    let (name, size) = (*typed).clone();
    let made = {
        let size = size.trim().parse().ok().filter(|size| (1..=MAX_SIDE).contains(size));
        size.filter(|_| is_name(name.trim())).map(|size: usize| (name.trim().to_owned(), size))
    };
    let typing = |is_name: bool| {
        let (typed, now) = (typed.clone(), (name.clone(), size.clone()));
        Callback::from(move |event: InputEvent| {
            let text = web::text_of(&event);
            let now = now.clone();
            typed.set(if is_name { (text, now.1) } else { (now.0, text) });
        })
    };
    let onkeydown = {
        let (on_close, made) = (props.on_close.clone(), made.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            _ if web::composes(&event) => {}
            "Enter" if made.is_some() => {
                event.prevent_default();
                on_close.emit(made.clone());
            }
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                on_close.emit(None);
            }
            _ => {}
        })
    };
    let disabled = made.is_none();
    let make = props.on_close.reform(move |_: MouseEvent| made.clone());
    html! {
        <span class="dimension" role="group" aria-label={page.text("writing.add_dimension")} {onkeydown}>
            <input ref={name_input} class="dimension__name" type="text" data-own-undo="true" data-action="dimension-name" value={name.clone()} oninput={typing(true)}
                maxlength="40" autocomplete="off" autocapitalize="off" spellcheck="false"
                placeholder={page.text("writing.dimension_name")} aria-label={page.text("writing.dimension_name")} />
            <span aria-hidden="true">{ "=" }</span>
            <input class="dimension__size" type="text" inputmode="numeric" data-own-undo="true" data-action="dimension-size" value={size.clone()} oninput={typing(false)}
                maxlength="3" autocomplete="off" aria-label={page.text("writing.dimension_size")} />
            { sign_button("tiny", "make-dimension", page.text("writing.add_dimension"), "✓", make, disabled) }
        </span>
    }
}
