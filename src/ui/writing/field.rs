//! The parts of a form: a label over each input, and what is typed as an edit.

use std::fmt::Display;

use yew::prelude::*;

use crate::{
    notebook::{Action, limits::MAX_TEXT},
    session::Msg,
    ui::page::Page,
    web,
};

/// An input under its label.
pub(super) fn field(label: AttrValue, input: Html) -> Html {
    html! { <label class="field"><span class="field__label">{ label }</span>{ input }</label> }
}

/// A text that is an edit with every keystroke, one step in all.
pub(super) fn text_field(
    page: &Page,
    (label, action, lines): (AttrValue, &'static str, u8),
    value: &str,
    edit: impl Fn(&str, &str) -> Action + 'static,
) -> Html {
    let oninput = {
        let page = page.clone();
        Callback::from(move |event: InputEvent| {
            page.send(Msg::Previewed(edit(page.language.tag(), &web::text_of(&event))));
        })
    };
    let onblur = page.on::<FocusEvent>(Msg::GestureEnded);
    let (value, most) = (value.to_owned(), MAX_TEXT.to_string());
    if lines == 1 {
        return html! {
            <input class="field__input field__input--wide" type="text" data-action={action} {value} {oninput} {onblur} maxlength={most} autocomplete="off" aria-label={label} />
        };
    }
    let area = html! {
        <textarea class="field__input field__input--wide" data-action={action} {value} {oninput} {onblur} rows={lines.to_string()} maxlength={most} />
    };
    field(label, area)
}

/// A number that is an edit once it is typed; what is none is put back.
pub(super) fn number_field<T: Display>(
    page: &Page,
    label: AttrValue,
    action: &'static str,
    value: T,
    edit: impl Fn(&str) -> Option<Action> + 'static,
) -> Html {
    let old = value.to_string();
    let onchange = {
        let (page, old) = (page.clone(), old.clone());
        Callback::from(move |event: Event| {
            let action = edit(web::text_of(&event).trim());
            web::set_text(&event, &old);
            if let Some(action) = action {
                page.edit(action);
            }
        })
    };
    let input = html! {
        <input class="field__input" type="text" inputmode="decimal" data-own-undo="true" data-action={action} value={old} {onchange} maxlength="24" autocomplete="off" />
    };
    field(label, input)
}

/// A list to choose from: the value of each entry, what is shown, and whether it is the present one.
pub(super) fn choice_field(
    page: &Page,
    label: AttrValue,
    action: &'static str,
    options: impl Iterator<Item = (String, AttrValue, bool)>,
    edit: impl Fn(&str) -> Option<Action> + 'static,
) -> Html {
    let onchange = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            if let Some(action) = edit(&web::choice_of(&event)) {
                page.edit(action);
            }
        })
    };
    let option = |(value, text, selected): (String, AttrValue, bool)| html! { <option {value} {selected}>{ text }</option> };
    field(
        label,
        html! { <select class="field__input" data-action={action} {onchange}>{ for options.map(option) }</select> },
    )
}
