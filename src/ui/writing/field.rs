//! The parts of a form: a label over each input, and what is typed as an edit.

use yew::prelude::*;

use crate::{
    notebook::{Action, limits::MAX_TEXT},
    session::Msg,
    ui::page::Page,
    web,
};

/// What is typed, or chosen, as an edit; `None` where it is none. A form has many of them, and each is code once only.
pub(super) type Edit = Callback<String, Option<Action>>;

/// An input under its label.
pub(super) fn field(label: AttrValue, input: Html) -> Html {
    html! { <label class="field"><span class="field__label">{ label }</span>{ input }</label> }
}

/// A text that is an edit with every keystroke, one step in all.
pub(super) fn text_field(
    page: &Page,
    (label, action, lines): (AttrValue, &'static str, u8),
    value: &str,
    edit: Edit,
) -> Html {
    let oninput = {
        let page = page.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(action) = edit.emit(web::text_of(&event)) {
                page.send(Msg::Previewed(action));
            }
        })
    };
    let onblur = page.on::<FocusEvent>(Msg::GestureEnded);
    let (value, most) = (value.to_owned(), MAX_TEXT.to_string());
    if lines == 1 {
        return html! {
            <input class="field__input field__input--wide" type="text" data-action={action} {value} {oninput} {onblur} maxlength={most} autocomplete="off" placeholder={label.clone()} aria-label={label} />
        };
    }
    let area = html! {
        <textarea class="field__input field__input--wide" data-action={action} {value} {oninput} {onblur} rows={lines.to_string()} maxlength={most} />
    };
    field(label, area)
}

/// A number that is an edit once it is typed; what is none is put back.
pub(super) fn number_field(
    page: &Page,
    label: AttrValue,
    action: &'static str,
    old: String,
    edit: Edit,
) -> Html {
    let onchange = {
        let (page, old) = (page.clone(), old.clone());
        Callback::from(move |event: Event| {
            let action = edit.emit(web::text_of(&event).trim().to_owned());
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
    options: Vec<(String, AttrValue, bool)>,
    edit: Edit,
) -> Html {
    let onchange = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            if let Some(action) = edit.emit(web::choice_of(&event)) {
                page.edit(action);
            }
        })
    };
    let option = |(value, text, selected): (String, AttrValue, bool)| html! { <option {value} {selected}>{ text }</option> };
    field(
        label,
        html! { <select class="field__input" data-action={action} {onchange}>{ for options.into_iter().map(option) }</select> },
    )
}
