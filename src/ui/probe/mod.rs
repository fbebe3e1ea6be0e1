//! One number moved to and fro, with all that follows.

use yew::prelude::*;

use super::dock::DockProps;

#[component]
pub(super) fn WigglePanel(props: &DockProps) -> Html {
    let _ = props;
    html! {}
}
