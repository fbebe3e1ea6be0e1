//! An exercise of the notebook: its words, and the button that begins it where the numbers are.

use yew::prelude::*;

use crate::{
    notebook::Exercise,
    session::{Deed, Msg, Plan, PracticeMsg, WritingMsg},
    ui::{page::Page, piece::view, prose::ProseProps, writing::go_to},
    web,
};

/// The exercise is done in the grid of its cell, amid what the numbers are made of; nothing is shown twice.
pub(in crate::ui) fn task(
    page: &Page,
    exercise: &Exercise,
    plan: Option<&Plan>,
    left: Option<usize>,
) -> Html {
    let text = exercise.text.text(page.language.tag()).into();
    let start = plan.cloned().map(|plan| {
        let (page, running) = (page.clone(), left.is_some_and(|left| left > 0));
        Callback::from(move |_: MouseEvent| {
            // Where it is folded, its numbers are shown first.
            page.send(Msg::Writing(WritingMsg::Done(plan.cell.clone(), Deed::Show)));
            go_to(&page, &plan.cell);
            if running {
                web::focus::in_cell(&plan.cell, "[data-blank]:not([readonly])");
            } else {
                page.send(Msg::Practice(PracticeMsg::Begun(plan.clone())));
            }
        })
    });
    let key = match left {
        None => "practice.start_at",
        Some(0) => "practice.start_again_at",
        Some(_) => "practice.go_on_at",
    };
    let said = match (plan, left) {
        (None, _) => Some(page.fill("practice.nothing", &[("name", &exercise.of)])),
        (_, Some(0)) => Some(page.text("practice.finished")),
        (_, Some(left)) => Some(page.fill("practice.left", &[("count", &left)])),
        _ => None,
    };
    html! {
        <div class="task">
            { view(ProseProps { text }) }
            <div class="practice__actions">
                <button type="button" class="button" data-action="start-exercise" disabled={start.is_none()} onclick={start}>
                    { page.fill(key, &[("name", &exercise.of)]) }
                </button>
                { for said.map(|said| html! { <span class="practice__rule">{ said }</span> }) }
            </div>
        </div>
    }
}
