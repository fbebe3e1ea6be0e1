//! What stands at the foot of the page, over the notebook: the steps, the number that is asked about, the one that is
//! moved.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    compare::pin_line, inspector::Inspector, page::Page, piece::view, player::PlayerBar, probe::WigglePanel,
    shared::Shared,
};
use crate::{
    notebook::{Dimension, Program, Run},
    session::{AllCompared, Hidden, Session},
};

/// What every part of the dock may need.
#[derive(PartialEq, Clone)]
pub(super) struct DockProps {
    pub(super) program: Shared<Program>,
    pub(super) run: Shared<Run>,
    pub(super) dimensions: Shared<[Rc<Dimension>]>,
    pub(super) session: Session,
    pub(super) compared: Shared<AllCompared>,
    pub(super) hidden: Shared<Hidden>,
}

/// The dock; it has no height while nothing is in it.
pub(super) fn dock(page: &Page, props: &DockProps) -> Html {
    html! {
        <div class="dock">
            { for props.session.pin.as_ref().map(|pin| pin_line(page, pin, &props.run, &props.compared)) }
            if props.session.player.step.is_some() { { view(PlayerBar(props.clone())) } }
            if props.session.wiggle.is_some() { { view(WigglePanel(props.clone())) } }
            if !props.session.inspection.trail.is_empty() { { view(Inspector(props.clone())) } }
        </div>
    }
}
