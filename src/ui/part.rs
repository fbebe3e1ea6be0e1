//! The views of a part of the program: they wait for it, and say so.

use yew::prelude::*;

use super::{effect::use_effect_on, page::use_page, state::use_kept};
use crate::{part::Part, web};

/// A part on its way.
#[derive(Clone, Copy, PartialEq, Default)]
enum Coming {
    #[default]
    Awaited,
    Come,
    Failed,
}

/// Nothing where the part is there; otherwise what stands in its place while it is fetched.
#[hook]
pub(super) fn use_part(part: Part) -> Option<Html> {
    let page = use_page();
    let coming = use_kept(Coming::default);
    {
        let after = coming.clone();
        use_effect_on(*coming, move |coming| {
            if *coming == Coming::Awaited && !can_be_shown(part) {
                web::spawn(async move {
                    // Both at once.
                    let sheets = web::sheets();
                    let there = part.fetch().await && sheets.await;
                    after.set(if there { Coming::Come } else { Coming::Failed });
                });
            }
        });
    }
    if can_be_shown(part) {
        return None;
    }
    let page = page?;
    let failed = *coming == Coming::Failed;
    let again = Callback::from(move |_: MouseEvent| coming.set(Coming::Awaited));
    Some(html! {
        if failed {
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
