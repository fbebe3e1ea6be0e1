//! Whether a menu of the frame is open.

use yew::prelude::*;

use crate::{
    ui::state::{State, use_kept},
    web,
};

/// A menu in an element of the class `menu`, whose first control opens it.
pub(super) struct Opened {
    pub(super) open: State<bool>,
    pub(super) toggle: Callback<MouseEvent>,
    /// Escape closes it.
    pub(super) onkeydown: Callback<KeyboardEvent>,
    /// So does a focus that goes elsewhere.
    pub(super) onfocusout: Callback<FocusEvent>,
}

#[hook]
pub(super) fn use_opened() -> Opened {
    let open = use_kept(bool::default);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                event.prevent_default();
                open.set(false);
                web::focus::first_in(&event, ".menu");
            }
        })
    };
    let onfocusout = {
        let open = open.clone();
        Callback::from(move |event: FocusEvent| {
            if !web::focus::stays_in(&event, ".menu") {
                open.set(false);
            }
        })
    };
    Opened { open, toggle, onkeydown, onfocusout }
}
