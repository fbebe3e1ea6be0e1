//! The steps of the computation.

use yew::prelude::*;

use super::dock::DockProps;

#[component]
pub(super) fn PlayerBar(props: &DockProps) -> Html {
    let _ = props;
    html! {}
}
