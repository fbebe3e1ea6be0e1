//! The number that is asked about: its arithmetic, with real numbers.

use yew::prelude::*;

use super::dock::DockProps;

#[component]
pub(super) fn Inspector(props: &DockProps) -> Html {
    let _ = props;
    html! {}
}
