//! A matrix at the size of a word, for the strip at the top of the page.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::Rectangle;
use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use super::heat::heat;
use super::palette::{Palette, Theme};
use super::scale::{Position, Scale};

/// Draws the value of every (row, column) over the whole area, without gaps or marks: masked cells are grey, NaN red.
///
/// Where there are more values than pixels, a pixel shows the mean of those under it.
///
/// # Errors
/// Those of the backend.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    (rows, cols): (usize, usize),
    value: impl Fn(usize, usize) -> f64,
    scale: Scale,
    theme: Theme,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let palette = Palette::of(theme);
    let (width, height) = area.dim_in_pixel();
    area.fill(&palette.ground)?;
    let (down, across) = (rows.min(height as usize), cols.min(width as usize));
    for row in 0..down {
        let (top, bottom) = (row * height as usize / down, (row + 1) * height as usize / down);
        for col in 0..across {
            let (left, right) = (col * width as usize / across, (col + 1) * width as usize / across);
            let block = (row * rows / down..(row + 1) * rows / down)
                .flat_map(|row| (col * cols / across..(col + 1) * cols / across).map(move |col| (row, col)))
                .map(|(row, col)| value(row, col));
            let shown = mean(block);
            let color = match scale.position(shown) {
                Position::At(_) => heat(theme, scale, shown),
                Position::Masked => palette.hairline,
                Position::NotANumber => palette.invalid,
            };
            let corners = [(left as i32, top as i32), (right as i32, bottom as i32)];
            area.draw(&Rectangle::new(corners, color.filled()))?;
        }
    }
    Ok(())
}

/// Of what is not masked; NaN stays visible, and a block is masked only where all of it is.
fn mean(block: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = block
        .filter(|value| *value != f64::NEG_INFINITY)
        .fold((0.0, 0_usize), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { f64::NEG_INFINITY } else { sum / count as f64 }
}
