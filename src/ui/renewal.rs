//! The line that says that a new version of the page is there.

use yew::prelude::*;

use super::{effect::use_effect_on, page::use_page, piece::view_of, state::use_kept};
use crate::web;

/// Nothing, until there is a new version.
#[derive(PartialEq)]
pub(super) struct RenewalProps;

view_of!(RenewalProps, use_renewal());

#[hook]
fn use_renewal() -> Html {
    let waits = use_kept(bool::default);
    {
        let waits = waits.clone();
        use_effect_on((), move |()| {
            let listener = web::offline::on_renewal(move || waits.set(true));
            move || drop(listener)
        });
    }
    let Some(page) = use_page().filter(|_| *waits) else { return html! {} };
    let later = Callback::from(move |_: MouseEvent| waits.set(false));
    html! {
        <div class="toast toast--news">
            <p role="status">{ page.text("offline.renewal") }</p>
            <button type="button" class="button" data-action="renew" onclick={|_: MouseEvent| web::offline::renew()}>
                { page.text("offline.renew") }
            </button>
            <button type="button" class="button" data-action="later" onclick={later}>{ page.text("offline.later") }</button>
        </div>
    }
}
