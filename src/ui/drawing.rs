//! What is drawn on a canvas, and when.

use yew::prelude::*;

use super::{effect::use_effect_on, page::use_page, piece::view_of};
use crate::web::{
    CanvasElement,
    canvas::{Picture, Sheet},
    style,
};

#[derive(PartialEq)]
pub(super) struct CanvasProps {
    pub(super) picture: Picture,
    pub(super) class: &'static str,
    pub(super) style: Option<AttrValue>,
    /// What the drawing shows, where nothing beside it says so.
    pub(super) label: Option<AttrValue>,
}

view_of!(CanvasProps, use_canvas);

/// A canvas that is drawn on again where the picture, the ground or the canvas has changed.
#[hook]
fn use_canvas(props: &CanvasProps) -> Html {
    let canvas = use_node_ref();
    let sheet = use_mut_ref(|| None::<Sheet>);
    let theme = use_page().map(|page| page.theme).unwrap_or_default();
    {
        let (canvas, sheet) = (canvas.clone(), sheet.clone());
        use_effect_on((), move |()| {
            *sheet.borrow_mut() = canvas.cast::<CanvasElement>().map(Sheet::new);
            move || drop(sheet.take())
        });
    }
    use_effect_on((props.picture.clone(), theme), move |(picture, theme)| {
        if let Some(sheet) = &*sheet.borrow() {
            sheet.draw(picture.clone(), *theme);
        }
    });
    let (role, hidden) = if props.label.is_some() { (Some("img"), None) } else { (None, Some("true")) };
    html! {
        <canvas ref={canvas} class={props.class} ~style={style(props.style.as_deref().unwrap_or_default())} {role} aria-label={props.label.clone()}
            aria-hidden={hidden} />
    }
}
