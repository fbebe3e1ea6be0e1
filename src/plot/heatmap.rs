//! A matrix as a field of colours.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{PathElement, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use super::heat::heat;
use super::palette::{Palette, Theme};
use super::scale::{Position, Scale};

/// Below this many pixels a cell is too small for hatching and crosses, and gets a flat colour instead.
const SMALLEST_MARKED: i32 = 8;
/// Between the lines of the hatching, along both axes.
const HATCH: i32 = 6;

/// The size of the largest drawing within `width` × `height` whose cells are square: of whole pixels while they fit.
pub fn size(rows: usize, cols: usize, width: u32, height: u32) -> (u32, u32) {
    let (rows, cols) = (rows.max(1) as u32, cols.max(1) as u32);
    // One pixel more than the cells: the gap that closes the last row and column.
    let side = (width.saturating_sub(1) / cols).min(height.saturating_sub(1) / rows);
    if side == 0 { (width, height) } else { (side * cols + 1, side * rows + 1) }
}

/// Draws the value of every (row, column) over the whole area, with hairlines between the cells.
///
/// −∞ is hatched, as masked; NaN is crossed out.
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
    // Cells of a few pixels touch each other: hairlines would cover them.
    let roomy = width as usize >= 6 * cols && height as usize >= 6 * rows;
    let gap = i32::from(roomy);
    area.fill(if roomy { &palette.hairline } else { &palette.ground })?;
    let edge =
        |index: usize, count: usize, length: u32| (index * (length as i32 - gap) as usize / count) as i32;
    for row in 0..rows {
        let (top, bottom) = (edge(row, rows, height) + gap, edge(row + 1, rows, height));
        for col in 0..cols {
            let (left, right) = (edge(col, cols, width) + gap, edge(col + 1, cols, width));
            let value = value(row, col);
            let cell = Cell { left, top, right, bottom };
            cell.fill(area, heat(theme, scale, value))?;
            match scale.position(value) {
                Position::At(_) => {}
                Position::Masked => cell.hatch(area, palette.mask_line)?,
                Position::NotANumber => cell.cross(area, palette.invalid)?,
            }
        }
    }
    Ok(())
}

/// The pixels of a cell; `right` and `bottom` are the first beyond it.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Cell {
    pub(super) fn fill<DB: DrawingBackend>(
        self,
        area: &DrawingArea<DB, Shift>,
        color: RGBColor,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        area.draw(&Rectangle::new([(self.left, self.top), (self.right, self.bottom)], color.filled()))
    }

    fn is_small(self) -> bool {
        (self.right - self.left).min(self.bottom - self.top) < SMALLEST_MARKED
    }

    /// Rising lines x + y = k · HATCH, so that they run on from cell to cell.
    pub(super) fn hatch<DB: DrawingBackend>(
        self,
        area: &DrawingArea<DB, Shift>,
        color: RGBColor,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        if self.is_small() {
            return self.fill(area, color);
        }
        let (right, bottom) = (self.right - 1, self.bottom - 1);
        let first = (self.left + self.top) / HATCH + 1;
        for sum in (first..).map(|k| k * HATCH).take_while(|sum| *sum < right + bottom) {
            let low = self.left.max(sum - bottom);
            let high = right.min(sum - self.top);
            area.draw(&PathElement::new([(low, sum - low), (high, sum - high)], color.stroke_width(1)))?;
        }
        Ok(())
    }

    pub(super) fn cross<DB: DrawingBackend>(
        self,
        area: &DrawingArea<DB, Shift>,
        color: RGBColor,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        if self.is_small() {
            return self.fill(area, color);
        }
        let inset = (self.right - self.left).min(self.bottom - self.top) / 4;
        let (left, right) = (self.left + inset, self.right - 1 - inset);
        let (top, bottom) = (self.top + inset, self.bottom - 1 - inset);
        let style = color.stroke_width(2);
        area.draw(&PathElement::new([(left, top), (right, bottom)], style))?;
        area.draw(&PathElement::new([(left, bottom), (right, top)], style))
    }
}
