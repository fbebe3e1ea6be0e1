//! One lane of the race: a grid of scores, a band of it, or a chain, as far as it is done.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{PathElement, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use super::palette::{Palette, Theme};
use crate::lab::race::{Course, Lane, RaceCell};

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LanePicture {
    /// The lane.
    pub lane: Lane,
    /// The course.
    pub course: Course,
    /// How often the clock has ticked.
    pub ticks: usize,
    /// Two tokens between which a signal goes.
    pub signal: (usize, usize),
}

/// Boxes of a chain in one line; further ones begin the next.
fn chain_columns(n_tokens: usize) -> usize {
    let mut columns = 1;
    while columns * columns < n_tokens {
        columns += 1;
    }
    columns
}

/// Columns and rows of the picture's cells.
pub fn size(lane: Lane, n_tokens: usize) -> (usize, usize) {
    let n_tokens = n_tokens.max(1);
    if lane.is_chain() {
        let columns = chain_columns(n_tokens);
        (columns, n_tokens.div_ceil(columns))
    } else {
        (n_tokens, n_tokens)
    }
}

/// Where a cell stands in the picture; a chain runs to and fro, so that neighbours stay neighbours.
fn place(lane: Lane, n_tokens: usize, cell: RaceCell) -> (usize, usize) {
    if !lane.is_chain() {
        return (cell.column, cell.row);
    }
    let columns = chain_columns(n_tokens);
    let (line, along) = (cell.row / columns, cell.row % columns);
    (if line.is_multiple_of(2) { along } else { columns - 1 - along }, line)
}

/// Draws a lane over the whole area.
///
/// # Errors
/// Those of the backend.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    picture: LanePicture,
    theme: Theme,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let LanePicture { lane, course, ticks, signal } = picture;
    let palette = Palette::of(theme);
    let (width, height) = area.dim_in_pixel();
    let (columns, rows) = size(lane, course.n_tokens);
    area.fill(&palette.ground)?;
    let (width, height) = (width as usize, height as usize);
    let gap = i32::from(width > 8 * columns && height > 8 * rows);
    let edges = |(column, row): (usize, usize)| {
        let (left, right) = (column * width / columns, (column + 1) * width / columns);
        let (top, bottom) = (row * height / rows, (row + 1) * height / rows);
        // A chain has room for its links.
        let margin = if lane.is_chain() { ((right - left).min(bottom - top)) / 6 } else { 0 };
        let inner = |low: usize, high: usize| ((low + margin) as i32, (high - margin) as i32 - gap);
        (inner(left, right), inner(top, bottom))
    };
    let fill = |cell: RaceCell, colour: RGBColor, share: f64| {
        let ((left, right), (top, bottom)) = edges(place(lane, course.n_tokens, cell));
        let right = left + (f64::from((right - left).max(1)) * share).round() as i32;
        area.draw(&Rectangle::new([(left, top), (right, bottom)], colour.filled()))
    };
    if lane.is_chain() {
        links(area, lane, course, palette.mask_line, |cell| edges(place(lane, course.n_tokens, cell)))?;
    }
    let (done, share) = lane.done(course, ticks);
    let (from, to) = signal;
    for (index, cell) in lane.cells(course).enumerate() {
        let ends = if lane.is_chain() {
            cell.row == from || cell.row == to
        } else {
            (cell.column, cell.row) == (from, to)
        };
        let colour = if ends { palette.heat_positive } else { palette.heat_weight };
        fill(cell, palette.mask_ground, 1.0)?;
        match index.cmp(&done) {
            std::cmp::Ordering::Less => fill(cell, colour, 1.0)?,
            std::cmp::Ordering::Equal if share > 0.0 => fill(cell, colour, share)?,
            _ => {}
        }
    }
    Ok(())
}

/// The lines from each box of a chain to the next.
fn links<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    lane: Lane,
    course: Course,
    colour: RGBColor,
    edges: impl Fn(RaceCell) -> ((i32, i32), (i32, i32)),
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let middle = |cell: RaceCell| {
        let ((left, right), (top, bottom)) = edges(cell);
        (i32::midpoint(left, right), i32::midpoint(top, bottom))
    };
    let path: Vec<(i32, i32)> = lane.cells(course).map(middle).collect();
    area.draw(&PathElement::new(path, colour.stroke_width(2)))
}

#[cfg(test)]
mod tests {
    use plotters::drawing::IntoDrawingArea;
    use plotters_svg::SVGBackend;

    use super::*;

    fn svg(lane: Lane, ticks: usize) -> Result<String, String> {
        let course = Course { n_tokens: 5, d_k: 4, window: 1 };
        let mut svg = String::new();
        let area = SVGBackend::with_string(&mut svg, (120, 120)).into_drawing_area();
        let picture = LanePicture { lane, course, ticks, signal: (0, 4) };
        draw(&area, picture, Theme::Light).map_err(|error| error.to_string())?;
        area.present().map_err(|error| error.to_string())?;
        drop(area);
        Ok(svg)
    }

    #[test]
    fn each_cell_that_is_done_is_filled_once() -> Result<(), String> {
        let course = Course { n_tokens: 5, d_k: 4, window: 1 };
        for lane in Lane::ALL {
            let empty = svg(lane, 0)?.matches("<rect").count();
            assert_eq!(empty, lane.cell_count(course) + 1, "the ground and the cells of {lane:?}");
            let cells = 3 * lane.units_of_cell(course);
            assert_eq!(svg(lane, cells)?.matches("<rect").count(), empty + 3);
            assert_eq!(svg(lane, cells + 1)?.matches("<rect").count(), empty + 4, "the next one has begun");
            assert_eq!(svg(lane, usize::MAX)?.matches("<rect").count(), 2 * lane.cell_count(course) + 1);
        }
        Ok(())
    }

    #[test]
    fn neighbours_in_a_chain_stand_beside_each_other() {
        let places: Vec<_> =
            (0..10).map(|row| place(Lane::Recurrent, 10, RaceCell { row, column: 0 })).collect();
        for pair in places.windows(2) {
            let [one, other] = pair else { continue };
            assert_eq!(one.0.abs_diff(other.0) + one.1.abs_diff(other.1), 1, "{one:?} {other:?}");
        }
        assert_eq!(size(Lane::Recurrent, 10), (4, 3));
    }
}
