//! Presenting: the slides on the screen, what only the lecturer sees, and the window that the audience sees.

mod audience;
mod bar;
mod notes;
mod presenter;

use yew::prelude::*;

use super::{
    effect::use_effect_on,
    piece::{view, view_of},
    shared::Shared,
};
use crate::{
    notebook::{Document, Program, Run},
    session::{
        Session,
        audience::{Blank, Spot},
        presenter::largest,
        talk::Press,
    },
    web::{self, clicker::PresentKey, stage::Place},
};

/// What is presented.
#[derive(PartialEq, Clone)]
pub(super) struct PresentProps {
    pub(super) document: Shared<Document>,
    pub(super) program: Shared<Program>,
    pub(super) run: Shared<Run>,
    pub(super) session: Session,
}

view_of!(PresentProps, use_present, present);

#[hook]
fn use_present(props: &PresentProps) -> Html {
    let is_audience =
        props.session.presentation.as_ref().is_some_and(|presentation| presentation.is_audience);
    use_effect_on(is_audience, |is_audience| {
        web::stage::dress(Some(if *is_audience { "audience" } else { "presenter" }));
        || web::stage::dress(None)
    });
    if is_audience {
        view(audience::AudienceProps(props.clone()))
    } else {
        view(presenter::PresenterProps(props.clone()))
    }
}

/// Makes the slide fill the screen: anew where it is another one, where something is opened on it, and where the window
/// is; where a number or an answer has changed, only if it would be cut.
#[hook]
fn use_fit(props: &PresentProps, notes_open: bool) {
    let session = &props.session;
    let shown = session.presentation.as_ref().and_then(|presentation| presentation.cells.clone());
    let around = (notes_open, session.inspection.number().is_some(), session.player.step.is_some());
    let docked = (session.pin.is_some(), session.wiggle.is_some());
    let attempt = session.practice.attempt.clone();
    let exercise = attempt.as_ref().map(|attempt| (attempt.plan.clone(), attempt.ended));
    let slide = (shown, session.language, session.details.open(), around, docked, exercise);
    let contents = (props.run.clone(), attempt.map(Shared));
    let fit = |keep: bool| web::stage::fit(keep, |least, most, fits| largest(least, most, fits));
    use_effect_on(slide, move |_| {
        web::stage::once_drawn(move || fit(false));
        let listener = web::stage::on_resize(move || fit(false));
        move || drop(listener)
    });
    use_effect_on(contents, move |_| {
        web::after_render(move || fit(true));
    });
}

/// What covers the screen.
fn curtain(blank: Option<Blank>) -> Html {
    let Some(blank) = blank else { return html! {} };
    let name = match blank {
        Blank::Black => "black",
        Blank::White => "white",
    };
    html! { <div class="present__curtain" data-blank={name}></div> }
}

/// The large pointer; where it is, `web` says.
fn spot() -> Html {
    html! { <div class="present__spot" aria-hidden="true"></div> }
}

/// What a key does to the talk; nothing where it concerns one window only.
fn press_of(key: PresentKey) -> Option<Press> {
    match key {
        PresentKey::Next => Some(Press::Next),
        PresentKey::Previous => Some(Press::Previous),
        PresentKey::First => Some(Press::First),
        PresentKey::Last => Some(Press::Last),
        PresentKey::Black => Some(Press::Black),
        PresentKey::White => Some(Press::White),
        PresentKey::Pointer => Some(Press::Pointer),
        PresentKey::Notes | PresentKey::Fullscreen | PresentKey::Leave => None,
    }
}

fn spot_of(place: Place) -> Spot {
    Spot { cell: place.cell.into(), number: place.number, x: place.x, y: place.y }
}

fn place_of(spot: &Spot) -> Place {
    Place { cell: spot.cell.to_string(), number: spot.number, x: spot.x, y: spot.y }
}
