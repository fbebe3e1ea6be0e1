//! The QR code of a link, and the same as large as the window: for the last row.

use yew::prelude::*;

use crate::{
    share::qr,
    ui::{page::use_page, piece::view_of, state::use_kept},
};

/// From so many squares a side on, a phone far away may not tell them apart.
const FINE: usize = 93;

#[derive(PartialEq)]
pub(super) struct CodeProps {
    pub(super) link: AttrValue,
}

view_of!(CodeProps, use_code);

#[hook]
fn use_code(props: &CodeProps) -> Html {
    let large = use_kept(bool::default);
    let code = use_memo(props.link.clone(), |link| qr::code(link));
    let Some(page) = use_page() else { return html! {} };
    let Some(code) = &*code else { return html! { <p>{ page.text("share.no_code") }</p> } };
    let drawing = html! {
        <svg class="qr" viewBox={format!("0 0 {0} {0}", code.side)} role="img" aria-label={page.text("share.code")} data-qr=""
            shape-rendering="crispEdges">
            <rect class="qr__ground" width="100%" height="100%" />
            <path class="qr__squares" d={code.path.clone()} />
        </svg>
    };
    let toggle = {
        let large = large.clone();
        Callback::from(move |_: MouseEvent| large.set(!*large))
    };
    // Escape leaves the large one, not the dialog.
    let onkeydown = {
        let large = large.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *large {
                event.prevent_default();
                event.stop_propagation();
                large.set(false);
            }
        })
    };
    let (key, class) =
        if *large { ("share.hide_code", "qr-box qr-box--large") } else { ("share.show_code", "qr-box") };
    html! {
        <div {class} {onkeydown}>
            { drawing }
            <div class="qr-box__side">
                <button type="button" class="button" data-action="large-code" aria-expanded={large.to_string()} onclick={toggle}>
                    { page.text(key) }
                </button>
                if code.side > FINE { <p class="share__length">{ page.fill("share.fine_code", &[("side", &code.side)]) }</p> }
            </div>
        </div>
    }
}
