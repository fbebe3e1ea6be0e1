//! What is drawn on a canvas, and when.

use yew::prelude::*;

use super::shared::Shared;
use crate::{
    plot::{Scale, Theme},
    value::Array,
    web::{
        CanvasElement,
        canvas::{Picture, Sheet},
    },
};

/// The first matrix of an array, as a picture.
#[derive(PartialEq)]
pub(super) struct Drawing {
    pub(super) picture: Picture,
    pub(super) array: Shared<Array>,
    pub(super) scale: Scale,
    pub(super) theme: Theme,
    /// How many numbers the player has reached, in C order; the others stay blank.
    pub(super) reached: Option<usize>,
}

/// Draws on a canvas, and again where the drawing or the canvas has changed.
#[hook]
pub(super) fn use_drawing(canvas: &NodeRef, drawing: Drawing) {
    let sheet = use_mut_ref(|| None::<Sheet>);
    {
        let (canvas, sheet) = (canvas.clone(), sheet.clone());
        use_effect_with((), move |()| {
            *sheet.borrow_mut() = canvas.cast::<CanvasElement>().map(Sheet::new);
            move || drop(sheet.take())
        });
    }
    use_effect_with(drawing, move |drawing| {
        if let Some(sheet) = &*sheet.borrow() {
            let array = drawing.array.clone();
            let (_, rows, columns) = array.shape().view();
            let reached = drawing.reached.unwrap_or(usize::MAX);
            // What has no colour on this scale.
            let blank = if drawing.scale == Scale::Mask { 1.0 } else { 0.0 };
            let value = move |row, column| match row * columns + column {
                place if place < reached => array.get(0, row, column).unwrap_or(f64::NAN),
                _ => blank,
            };
            sheet.draw(drawing.picture, (rows, columns), value, drawing.scale, drawing.theme);
        }
    });
}
