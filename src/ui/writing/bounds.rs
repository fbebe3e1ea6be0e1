//! The bounds of a slider.

use yew::prelude::*;

use super::field::field;
use crate::{
    notebook::{Action, CellId, Entry, Slider},
    ui::{page::use_page, piece::view_of, state::use_kept},
    value::decimal,
    web,
};

#[derive(PartialEq)]
pub(super) struct BoundsProps {
    pub(super) id: CellId,
    pub(super) slider: Slider,
}

view_of!(BoundsProps, use_bounds, write);

/// What is typed holds once the three go together; until then the slider stays as it was, and the form says why.
#[hook]
fn use_bounds(props: &BoundsProps) -> Html {
    let drafts = use_kept(<[Option<String>; 3]>::default);
    let Some(page) = use_page() else { return html! {} };
    let slider = &props.slider;
    let now = [slider.minimum, slider.maximum, slider.step];
    let number = |index: usize| match drafts[index].as_deref().map(Entry::read) {
        None => Some(now[index]),
        Some(Entry::Number(number)) => Some(number),
        Some(_) => None,
    };
    let typed = match [number(0), number(1), number(2)] {
        [Some(minimum), Some(maximum), Some(step)] => {
            let slider = Slider { name: slider.name.clone(), value: minimum, minimum, maximum, step };
            Some(slider).filter(Slider::is_sound)
        }
        _ => None,
    };
    let is_wrong = typed.is_none();
    let set = typed.map(|typed| {
        let (minimum, maximum, step) = (typed.minimum, typed.maximum, typed.step);
        Action::SetBounds { cell: props.id.clone(), minimum, maximum, step }
    });
    let onchange = {
        let (page, drafts) = (page.clone(), drafts.clone());
        Callback::from(move |_: Event| {
            if let Some(action) = set.clone() {
                page.edit(action);
            }
            if !is_wrong {
                drafts.set(Default::default());
            }
        })
    };
    let input = |key: &str, action: &'static str, index: usize| {
        let oninput = {
            let drafts = drafts.clone();
            Callback::from(move |event: InputEvent| {
                let mut next = (*drafts).clone();
                next[index] = Some(web::text_of(&event));
                drafts.set(next);
            })
        };
        let value = drafts[index].clone().unwrap_or_else(|| decimal::shortest(now[index]));
        let input = html! {
            <input class="field__input" type="text" inputmode="decimal" data-own-undo="true" data-action={action} {value} {oninput}
                onchange={onchange.clone()} autocomplete="off" maxlength="24" aria-invalid={is_wrong.to_string()} />
        };
        field(page.text(key), input)
    };
    html! {
        <>
            <div class="fields__line">
                { input("writing.minimum", "minimum", 0) }
                { input("writing.maximum", "maximum", 1) }
                { input("writing.step", "step", 2) }
            </div>
            <div role="status">
                if is_wrong { <p class="note-line note-line--wrong" data-error="bounds">{ page.text("writing.bounds_wrong") }</p> }
            </div>
        </>
    }
}
