//! What is drawn on a canvas, and when.

use yew::prelude::*;

use super::{markup::html, page::use_page};
use crate::web::{
    CanvasElement,
    canvas::{Picture, Sheet},
};

#[derive(Properties, PartialEq)]
pub(super) struct CanvasProps {
    pub(super) picture: Picture,
    pub(super) class: &'static str,
    #[prop_or_default]
    pub(super) style: Option<AttrValue>,
    /// What the drawing shows, where nothing beside it says so.
    #[prop_or_default]
    pub(super) label: Option<AttrValue>,
}

/// A canvas that is drawn on again where the picture, the ground or the canvas has changed.
#[component]
pub(super) fn Canvas(props: &CanvasProps) -> Html {
    let canvas = use_node_ref();
    let sheet = use_mut_ref(|| None::<Sheet>);
    let theme = use_page().map(|page| page.theme).unwrap_or_default();
    {
        let (canvas, sheet) = (canvas.clone(), sheet.clone());
        use_effect_with((), move |()| {
            *sheet.borrow_mut() = canvas.cast::<CanvasElement>().map(Sheet::new);
            move || drop(sheet.take())
        });
    }
    use_effect_with((props.picture.clone(), theme), move |(picture, theme)| {
        if let Some(sheet) = &*sheet.borrow() {
            sheet.draw(picture.clone(), *theme);
        }
    });
    let (role, hidden) = if props.label.is_some() { (Some("img"), None) } else { (None, Some("true")) };
    html! {
        <canvas ref={canvas} class={props.class} style={props.style.clone()} {role} aria-label={props.label.clone()}
            aria-hidden={hidden} />
    }
}
