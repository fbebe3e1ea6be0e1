//! Growth on two logarithmic axes: measured points with their spread, counted curves.
//!
//! A power law n^p is a straight line of slope p here. Numbers along the axes stand in HTML: [`Frame`] says where.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor, ShapeStyle};
use plotters_svg::SVGBackend;

use super::palette::{Palette, Role, Theme};

/// What was measured at one size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The size.
    pub n: f64,
    /// The median.
    pub median: f64,
    /// The lower end of the spread.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// One contestant.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its hue.
    pub role: Role,
    /// Its sign, so that it can be told without its hue.
    pub sign: Sign,
    /// What was measured.
    pub points: Vec<Measured>,
    /// A curve through (n, value), such as what was counted.
    pub curve: Vec<(f64, f64)>,
}

/// What a point is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Sign {
    Disc,
    Square,
    Triangle,
    Diamond,
    Ring,
    Cross,
    Box,
}

/// The part of the plane that is drawn: whole powers of two of n, whole powers of ten of the value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// log2 of the least and greatest n.
    n: (i32, i32),
    /// log10 of the least and greatest value.
    value: (i32, i32),
}

impl Frame {
    /// The least frame around all points and curves; `None` where there is nothing that has a logarithm.
    pub fn around(series: &[Series]) -> Option<Self> {
        let points = series.iter().flat_map(|series| {
            let measured = series
                .points
                .iter()
                .flat_map(|point| [(point.n, point.low), (point.n, point.high), (point.n, point.median)]);
            measured.chain(series.curve.iter().copied())
        });
        let points: Vec<(f64, f64)> = points
            .filter(|(n, value)| *n > 0.0 && *value > 0.0 && n.is_finite() && value.is_finite())
            .collect();
        if points.is_empty() {
            return None;
        }
        let range = |values: &mut dyn Iterator<Item = f64>| {
            let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
            let (low, high) = (low.floor() as i32, high.ceil() as i32);
            (low, high.max(low + 1))
        };
        let n = range(&mut points.iter().map(|(n, _)| n.log2()));
        let value = range(&mut points.iter().map(|(_, value)| value.log10()));
        Some(Self { n, value })
    }

    /// Where a point stands: from (0, 0) at the lower left to (1, 1) at the upper right.
    pub fn place(&self, n: f64, value: f64) -> (f64, f64) {
        let share =
            |exponent: f64, (low, high): (i32, i32)| (exponent - f64::from(low)) / f64::from(high - low);
        (share(n.log2(), self.n), share(value.log10(), self.value))
    }

    /// The sizes to write along the axis of n, no more than so many: 16, 64, 256, …
    pub fn n_ticks(&self, most: usize) -> Vec<f64> {
        ticks(self.n, most).into_iter().map(|exponent| 2_f64.powi(exponent)).collect()
    }

    /// The values to write along the other axis, no more than so many: powers of ten.
    pub fn value_ticks(&self, most: usize) -> Vec<f64> {
        ticks(self.value, most).into_iter().map(|exponent| 10_f64.powi(exponent)).collect()
    }
}

fn ticks((low, high): (i32, i32), most: usize) -> Vec<i32> {
    let count = (high - low + 1) as usize;
    let step = count.div_ceil(most.max(1)).max(1);
    (low..=high).step_by(step).collect()
}

/// A drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    /// The part of the plane.
    pub frame: Frame,
    /// The series.
    pub series: Vec<Series>,
    /// Those of earlier runs, pale behind them.
    pub earlier: Vec<Series>,
}

impl Growth {
    /// The drawing as a file, on a light ground, with a title and the numbers along its axes.
    pub fn to_svg(&self, title: &str, value_text: impl Fn(f64) -> String) -> String {
        const WIDTH: f64 = 640.0;
        const HEIGHT: f64 = 420.0;
        const LEFT: f64 = 88.0;
        const TOP: f64 = 48.0;
        let mut shapes = String::new();
        {
            let area =
                SVGBackend::with_string(&mut shapes, (WIDTH as u32, HEIGHT as u32)).into_drawing_area();
            // Into a string nothing is refused.
            drop(draw(&area, self, Theme::Light));
            drop(area.present());
        }
        let text = |x: f64, y: f64, anchor: &str, text: &str| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!("<text x='{x:.1}' y='{y:.1}' text-anchor='{anchor}'>{text}</text>")
        };
        let mut labels = text(LEFT, TOP - 20.0, "start", title);
        for n in self.frame.n_ticks(8) {
            let x = LEFT + self.frame.place(n, 1.0).0 * WIDTH;
            labels += &text(x, TOP + HEIGHT + 22.0, "middle", &n.to_string());
        }
        for value in self.frame.value_ticks(8) {
            let y = TOP + (1.0 - self.frame.place(1.0, value).1) * HEIGHT;
            labels += &text(LEFT - 8.0, y + 5.0, "end", &value_text(value));
        }
        let (width, height) = (LEFT + WIDTH + 32.0, TOP + HEIGHT + 40.0);
        let shapes = shapes.replacen("<svg ", &format!("<svg x='{LEFT}' y='{TOP}' "), 1);
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' font-family='sans-serif' font-size='15'>{shapes}{labels}</svg>"
        )
    }
}

/// Draws the series over the whole area.
///
/// # Errors
/// Those of the backend.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    growth: &Growth,
    theme: Theme,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let Growth { frame, series, earlier } = growth;
    let palette = Palette::of(theme);
    let (width, height) = area.dim_in_pixel();
    let (width, height) = (f64::from(width.saturating_sub(1)), f64::from(height.saturating_sub(1)));
    // Signs and lines grow with the drawing, so that they are seen from the last row.
    let unit = (width.min(height) / 160.0).clamp(1.0, 5.0);
    let at = |n: f64, value: f64| {
        // What lies far outside, or has no logarithm, is drawn just outside.
        let (x, y) = frame.place(n, value);
        let (x, y) = (x.clamp(-1.0, 2.0), y.clamp(-1.0, 2.0));
        ((x * width).round() as i32, ((1.0 - y) * height).round() as i32)
    };
    area.fill(&palette.ground)?;
    for value in frame.value_ticks(usize::MAX) {
        let ((left, right), y) = ((0, width as i32), at(1.0, value).1);
        area.draw(&PathElement::new([(left, y), (right, y)], palette.hairline.stroke_width(1)))?;
    }
    for n in frame.n_ticks(usize::MAX) {
        let x = at(n, 1.0).0;
        area.draw(&PathElement::new([(x, 0), (x, height as i32)], palette.hairline.stroke_width(1)))?;
    }
    let pale = |colour: RGBColor, is_earlier: bool| {
        if is_earlier { super::heat::mix(colour, 0.35, palette.ground) } else { colour }
    };
    let all = earlier.iter().map(|series| (series, true)).chain(series.iter().map(|series| (series, false)));
    for (one, is_earlier) in all {
        let colour = pale(palette.role(one.role), is_earlier);
        let curve: Vec<(i32, i32)> = one.curve.iter().map(|(n, value)| at(*n, *value)).collect();
        area.draw(&PathElement::new(curve, colour.mix(0.45).stroke_width(unit.round() as u32)))?;
        for point in &one.points {
            let ((x, low), (_, high)) = (at(point.n, point.low), at(point.n, point.high));
            area.draw(&PathElement::new([(x, low), (x, high)], colour.stroke_width(unit.round() as u32)))?;
            draw_sign(
                area,
                one.sign,
                at(point.n, point.median),
                (3.0 * unit).round() as i32,
                colour,
                palette.ground,
            )?;
        }
    }
    Ok(())
}

fn draw_sign<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    sign: Sign,
    (x, y): (i32, i32),
    radius: i32,
    colour: RGBColor,
    ground: RGBColor,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let filled: ShapeStyle = colour.filled();
    let stroke: ShapeStyle = colour.stroke_width((radius / 3).max(1) as u32);
    let square = |radius: i32| [(x - radius, y - radius), (x + radius, y + radius)];
    match sign {
        Sign::Disc => area.draw(&Circle::new((x, y), radius, filled)),
        Sign::Ring => {
            area.draw(&Circle::new((x, y), radius, filled))?;
            area.draw(&Circle::new((x, y), radius / 2, ground.filled()))
        }
        Sign::Square => area.draw(&Rectangle::new(square(radius * 9 / 10), filled)),
        Sign::Box => {
            area.draw(&Rectangle::new(square(radius), filled))?;
            area.draw(&Rectangle::new(square(radius / 2), ground.filled()))
        }
        Sign::Triangle => {
            let corners = [(x, y - radius), (x + radius, y + radius), (x - radius, y + radius)];
            area.draw(&Polygon::new(corners.to_vec(), filled))
        }
        Sign::Diamond => {
            let corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
            area.draw(&Polygon::new(corners.to_vec(), filled))
        }
        Sign::Cross => {
            area.draw(&PathElement::new([(x - radius, y - radius), (x + radius, y + radius)], stroke))?;
            area.draw(&PathElement::new([(x - radius, y + radius), (x + radius, y - radius)], stroke))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(points: &[(f64, f64)]) -> Series {
        let measured =
            |&(n, median): &(f64, f64)| Measured { n, median, low: median * 0.9, high: median * 1.1 };
        Series {
            role: Role::Weights,
            sign: Sign::Disc,
            points: points.iter().map(measured).collect(),
            curve: Vec::new(),
        }
    }

    #[test]
    fn a_frame_holds_its_points_and_a_power_law_is_straight() {
        let square = series(&[(16.0, 0.004), (64.0, 0.064), (256.0, 1.024)]);
        let Some(frame) = Frame::around(std::slice::from_ref(&square)) else { panic!("no frame") };
        let places: Vec<_> = square.points.iter().map(|point| frame.place(point.n, point.median)).collect();
        assert!(places.iter().all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y)));
        let slope = |one: (f64, f64), other: (f64, f64)| (other.1 - one.1) / (other.0 - one.0);
        assert!((slope(places[0], places[1]) - slope(places[1], places[2])).abs() < 1e-12);
        assert_eq!(frame.n_ticks(9), [16.0, 32.0, 64.0, 128.0, 256.0]);
        assert_eq!(frame.n_ticks(3), [16.0, 64.0, 256.0]);
        assert_eq!(frame.value_ticks(9).len(), 5, "from 0.001 to 10");
    }

    #[test]
    fn what_has_no_logarithm_needs_no_frame() {
        assert_eq!(Frame::around(&[]), None);
        assert_eq!(Frame::around(&[series(&[(0.0, 1.0), (4.0, 0.0), (f64::NAN, 2.0)])]), None);
        assert!(Frame::around(&[series(&[(8.0, 2.0)])]).is_some(), "one point has room around it");
    }
}
