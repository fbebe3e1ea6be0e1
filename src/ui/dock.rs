//! What stands at the foot of the page, over the notebook: the steps, the number that is asked about, the one that is
//! moved.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    compare::pin_line, inspector::Inspector, markup::html, page::use_page, player::PlayerBar,
    probe::WigglePanel, shared::Shared,
};
use crate::{
    notebook::{Dimension, Program, Run},
    session::{AllCompared, Session},
};

/// What every part of the dock may need.
#[derive(Properties, PartialEq, Clone)]
pub(super) struct DockProps {
    pub(super) program: Shared<Program>,
    pub(super) run: Shared<Run>,
    pub(super) dimensions: Shared<[Rc<Dimension>]>,
    pub(super) session: Session,
    pub(super) compared: Shared<AllCompared>,
}

/// The dock; it has no height while nothing is in it.
#[component]
pub(super) fn Dock(props: &DockProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    html! {
        <div class="dock">
            { for props.session.pin.as_ref().map(|pin| pin_line(&page, pin, &props.run, &props.compared)) }
            <PlayerBar ..props.clone() />
            <WigglePanel ..props.clone() />
            <Inspector ..props.clone() />
        </div>
    }
}
