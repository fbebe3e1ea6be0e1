//! The views of a part of the program: they wait for it, and say so.

use yew::prelude::*;

use super::{effect::use_effect_on, page::use_page, state::use_kept};
use crate::{part::Part, web};

/// Nothing where the part is there; otherwise what stands in its place while it is fetched.
#[hook]
pub(super) fn use_part(part: Part) -> Option<Html> {
    let page = use_page();
    // How often it was asked for, and whether it failed to come.
    let asked = use_kept(usize::default);
    let failed = use_kept(bool::default);
    let come = use_kept(|| false);
    {
        let (come, failed) = (come.clone(), failed.clone());
        use_effect_on(*asked, move |_| {
            if !can_be_shown(part) {
                web::spawn(async move {
                    // Both at once.
                    let sheets = web::sheets();
                    let there = part.fetch().await && sheets.await;
                    failed.set(!there);
                    come.set(there);
                });
            }
        });
    }
    if can_be_shown(part) {
        return None;
    }
    let page = page?;
    let again = {
        let (asked, failed) = (asked.clone(), failed.clone());
        Callback::from(move |_: MouseEvent| {
            failed.set(false);
            asked.set(*asked + 1);
        })
    };
    Some(html! {
        if *failed {
            <p class="part" role="alert" data-error="part">
                { page.text("part.failed") }{ " " }
                <button type="button" class="button" data-action="fetch-again" onclick={again}>{ page.text("part.again") }</button>
            </p>
        } else {
            <p class="part" data-part={part.name} aria-busy="true">{ page.text("part.loading") }</p>
        }
    })
}

/// Whether the part is there, and the style sheets of parts.
fn can_be_shown(part: Part) -> bool {
    part.is_there() && web::has_sheets()
}
