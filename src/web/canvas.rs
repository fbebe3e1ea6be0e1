//! Drawings on a canvas, at the resolution of the screen.

use plotters::prelude::*;
use plotters_canvas::CanvasBackend;
use web_sys::{HtmlCanvasElement, window};

use crate::plot::{Scale, Theme, heatmap, thumbnail};

/// Draws a heat map over the whole canvas.
pub fn heatmap(
    canvas: &HtmlCanvasElement,
    size: (usize, usize),
    value: impl Fn(usize, usize) -> f64,
    scale: Scale,
    theme: Theme,
) {
    if let Some(backend) = fitted(canvas) {
        // A canvas refuses only what is not a canvas any more; the numbers stand beside it.
        heatmap::draw(&backend.into_drawing_area(), size, value, scale, theme).ok();
    }
}

/// Draws a thumbnail over the whole canvas.
pub fn thumbnail(
    canvas: &HtmlCanvasElement,
    size: (usize, usize),
    value: impl Fn(usize, usize) -> f64,
    scale: Scale,
    theme: Theme,
) {
    if let Some(backend) = fitted(canvas) {
        thumbnail::draw(&backend.into_drawing_area(), size, value, scale, theme).ok();
    }
}

/// Gives the canvas as many pixels as the screen has under it.
fn fitted(canvas: &HtmlCanvasElement) -> Option<CanvasBackend> {
    let ratio = window().map_or(1.0, |window| window.device_pixel_ratio());
    let pixels = |length: i32| (f64::from(length.max(1)) * ratio).round() as u32;
    let (width, height) = (pixels(canvas.client_width()), pixels(canvas.client_height()));
    // Setting a size clears the canvas: only where it changed.
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    CanvasBackend::with_canvas_object(canvas.clone())
}
