//! The parts of a whole as bars, one under the other.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::Rectangle;
use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use super::palette::{Palette, Role, Theme};

/// One part of the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// From 0 to 1.
    pub share: f64,
    /// Whose hue it has; none is grey.
    pub role: Option<Role>,
}

/// Draws each share in a row of its own, all rows of the same height over the whole area: a bar as long as the share,
/// on a hairline that is as long as the whole. What is more than nothing is at least a pixel long.
///
/// # Errors
/// Those of the backend.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    shares: &[Share],
    theme: Theme,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let palette = Palette::of(theme);
    let (width, height) = area.dim_in_pixel();
    area.fill(&palette.ground)?;
    let edge = |row: usize| (row * height as usize / shares.len().max(1)) as i32;
    for (row, share) in shares.iter().enumerate() {
        let (top, bottom) = (edge(row), edge(row + 1));
        let middle = i32::midpoint(top, bottom);
        let thickness = ((bottom - top) * 2 / 5).max(1);
        bar(area, (width as i32, middle, 1), palette.hairline)?;
        let length = (f64::from(width) * share.share.clamp(0.0, 1.0)).round() as i32;
        if share.share > 0.0 {
            let color = share.role.map_or(palette.ink_quiet, |role| palette.role(role));
            bar(area, (length.max(1), middle - thickness / 2, thickness), color)?;
        }
    }
    Ok(())
}

fn bar<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    (length, top, thickness): (i32, i32, i32),
    color: RGBColor,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    area.draw(&Rectangle::new([(0, top), (length, top + thickness)], color.filled()))
}
