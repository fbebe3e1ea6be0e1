//! The form of a cell, for what of it is not typed anywhere else.

use yew::prelude::*;

use super::{
    bounds::BoundsProps, exercise::ExerciseProps, prediction::PredictionProps, speaker::SpeakerProps,
};
use crate::{
    notebook::{Cell, CellKind},
    session::{Form, Msg, WritingMsg},
    ui::{page::Page, piece::view, shared::Shared},
    web,
};

/// The fields, and the way out.
pub(in crate::ui) fn form(page: &Page, cell: &Shared<Cell>, open: Form) -> Html {
    let fields = match &cell.kind {
        _ if open == Form::SpeakerNotes => view(SpeakerProps { cell: cell.clone() }),
        CellKind::Slider(slider) => view(BoundsProps { id: cell.id.clone(), slider: slider.clone() }),
        CellKind::Exercise(exercise) => {
            view(ExerciseProps { id: cell.id.clone(), exercise: exercise.clone() })
        }
        CellKind::Predict(prediction) => {
            view(PredictionProps { id: cell.id.clone(), prediction: prediction.clone() })
        }
        _ => return html! {},
    };
    let close = {
        let (page, id) = (page.clone(), cell.id.clone());
        move || {
            web::focus::in_cell(&id, "[data-action='cell-menu']");
            page.send(Msg::Writing(WritingMsg::Opened(None)));
        }
    };
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !web::composes(&event) && !event.default_prevented() {
                event.prevent_default();
                close();
            }
        })
    };
    html! {
        <div class="fields" role="group" aria-label={page.text("writing.edit")} data-form={cell.id.to_string()} {onkeydown}>
            { fields }
            <button type="button" class="button" data-action="close-form" onclick={Callback::from(move |_: MouseEvent| close())}>
                { page.text("writing.done") }
            </button>
        </div>
    }
}
