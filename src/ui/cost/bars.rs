//! The shares of the cells as bars beside their rows.

use yew::prelude::*;

use crate::{
    plot::{Theme, shares::Share},
    web::{CanvasElement, canvas::Sheet},
};

#[derive(Properties, PartialEq)]
pub(super) struct BarsProps {
    pub(super) shares: Vec<Share>,
    pub(super) theme: Theme,
}

/// One bar for each row of the table, on one canvas.
#[component]
pub(super) fn Bars(props: &BarsProps) -> Html {
    let canvas = use_node_ref();
    let sheet = use_mut_ref(|| None::<Sheet>);
    {
        let (canvas, sheet) = (canvas.clone(), sheet.clone());
        use_effect_with((), move |()| {
            *sheet.borrow_mut() = canvas.cast::<CanvasElement>().map(Sheet::new);
            move || drop(sheet.take())
        });
    }
    use_effect_with((props.shares.clone(), props.theme), move |(shares, theme)| {
        if let Some(sheet) = &*sheet.borrow() {
            sheet.draw_shares(shares.clone(), *theme);
        }
    });
    html! { <canvas ref={canvas} class="cost__canvas" aria-hidden="true" /> }
}
