//! Controls that stand in many places, each made in one way.

use yew::prelude::*;

/// A button with a sign on it. Its label says what it does: to those who hear it, and to those who point at it.
#[inline(never)]
pub(super) fn sign_button(
    class: &'static str,
    action: &'static str,
    label: AttrValue,
    sign: &'static str,
    onclick: Callback<MouseEvent>,
    disabled: bool,
) -> Html {
    html! {
        <button type="button" {class} data-action={action} {onclick} {disabled} aria-label={label.clone()} title={label}>
            { sign }
        </button>
    }
}

/// A small one, which can always be pressed.
pub(super) fn tiny(
    action: &'static str,
    label: AttrValue,
    sign: &'static str,
    onclick: Callback<MouseEvent>,
) -> Html {
    sign_button("tiny", action, label, sign, onclick, false)
}
