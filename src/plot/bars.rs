//! Numbers as bars from zero, one below the other: small multiples share their rows.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{PathElement, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use super::heatmap::Cell;
use super::palette::{Palette, Role, Theme};

/// Bars in slots of equal height, from above.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The numbers. −∞ is hatched, as masked; NaN is crossed out; ∞ reaches the edge.
    pub values: Vec<f64>,
    /// The left edge, at most 0.
    pub low: f64,
    /// The right edge, at least 0.
    pub high: f64,
    /// Whose colour they have.
    pub role: Role,
}

/// The range that rows of numbers are drawn over together: from the least to the greatest finite one, and zero.
pub fn range<'a>(values: impl IntoIterator<Item = &'a f64>) -> (f64, f64) {
    let finite = values.into_iter().filter(|value| value.is_finite());
    finite.fold((0.0, 0.0), |(low, high), value| (value.min(low), value.max(high)))
}

/// Draws over the whole area.
///
/// # Errors
/// Those of the backend.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    bars: &Bars,
    theme: Theme,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let palette = Palette::of(theme);
    let (width, height) = area.dim_in_pixel();
    let (right, count) = (width.saturating_sub(1) as i32, bars.values.len().max(1) as i32);
    area.fill(&palette.ground)?;
    // Halves first: the distance between two large numbers may be more than there is.
    let extent = bars.high / 2.0 - bars.low / 2.0;
    let place = |value: f64| {
        let share = if extent > 0.0 { (value / 2.0 - bars.low / 2.0) / extent } else { 0.0 };
        (share.clamp(0.0, 1.0) * f64::from(right)).round() as i32
    };
    let zero = place(0.0);
    for (index, value) in bars.values.iter().copied().enumerate() {
        let edge = |index: i32| index * height as i32 / count;
        let (top, bottom) = (edge(index as i32), edge(index as i32 + 1));
        let inset = ((bottom - top) / 5).max(1);
        let (top, bottom) = (top + inset, bottom - inset);
        let slot = Cell { left: 0, top, right: width as i32, bottom };
        if value.is_nan() {
            let left = (zero - (bottom - top) / 2).max(0);
            Cell { left, right: left + (bottom - top), ..slot }.cross(area, palette.invalid)?;
        } else if value == f64::NEG_INFINITY {
            slot.fill(area, palette.mask_ground)?;
            slot.hatch(area, palette.mask_line)?;
        } else if value != 0.0 {
            let tip = place(value);
            let corners = [(zero.min(tip), top), (zero.max(tip), bottom)];
            area.draw(&Rectangle::new(corners, palette.role(bars.role).filled()))?;
        }
    }
    let axis = (f64::from(height) / 240.0).clamp(1.0, 2.0) as u32;
    area.draw(&PathElement::new([(zero, 0), (zero, height as i32)], palette.ink_quiet.stroke_width(axis)))
}
