//! Vectors as arrows in a plane.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon};
use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use super::heat::mix;
use super::palette::{Palette, Role, Theme};
use super::plane::{Plane, Point, can_be_drawn};

/// How much an arrow says for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// It stands back.
    Faded,
    /// One of many.
    Plain,
    /// The one that is looked at.
    Chosen,
}

/// An arrow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arrow {
    /// Where it begins: the origin, or the tip of another.
    pub from: Point,
    /// Its tip.
    pub to: Point,
    /// Whose colour it has.
    pub role: Role,
    /// A dashed line with an open head, beside solid ones with filled heads.
    pub dashed: bool,
    /// How strongly it is drawn.
    pub emphasis: Emphasis,
}

/// What is drawn in a plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrows {
    /// The part of the plane.
    pub plane: Plane,
    /// The arrows. Those that cannot be drawn are left out.
    pub arrows: Vec<Arrow>,
    /// The corners of an area, in order, and whose it is.
    pub area: Option<(Vec<Point>, Role)>,
    /// Points, and whose they are.
    pub points: Vec<(Point, Role)>,
    /// Two directions from the origin, whose angle is marked.
    pub angle: Option<(Point, Point)>,
}

/// How often an arc is halved until it looks round.
const HALVINGS: usize = 4;

/// Draws over the whole area, which is square.
///
/// # Errors
/// Those of the backend.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    arrows: &Arrows,
    theme: Theme,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let (width, height) = area.dim_in_pixel();
    let sheet = Sheet {
        area,
        plane: arrows.plane,
        size: (f64::from(width.saturating_sub(1)), f64::from(height.saturating_sub(1))),
        unit: (f64::from(width) / 320.0).max(0.5),
        palette: Palette::of(theme),
    };
    sheet.ground(arrows.area.as_ref())?;
    if let Some((from, to)) = arrows.angle {
        sheet.arc(from, to)?;
    }
    let drawn = |arrow: &&Arrow| can_be_drawn(arrow.from) && can_be_drawn(arrow.to);
    // What is looked at lies over the rest.
    for emphasis in [Emphasis::Faded, Emphasis::Plain, Emphasis::Chosen] {
        for arrow in arrows.arrows.iter().filter(drawn).filter(|arrow| arrow.emphasis == emphasis) {
            sheet.arrow(arrow)?;
        }
    }
    for (point, role) in arrows.points.iter().filter(|point| can_be_drawn(point.0)) {
        sheet.dot(*point, sheet.palette.role(*role), 3.5)?;
    }
    Ok(())
}

struct Sheet<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    plane: Plane,
    size: (f64, f64),
    /// A pixel of a drawing that is 320 pixels wide.
    unit: f64,
    palette: &'static Palette,
}

type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

impl<DB: DrawingBackend> Sheet<'_, DB> {
    /// In pixels.
    fn place(&self, point: Point) -> Point {
        let (across, down) = self.plane.to_unit(point);
        (across * self.size.0, down * self.size.1)
    }

    fn line(&self, points: &[Point], color: RGBColor, width: f64) -> Drawn<DB> {
        let width = (width * self.unit).round().max(1.0) as u32;
        let points: Vec<_> = points.iter().map(|point| pixel(*point)).collect();
        self.area.draw(&PathElement::new(points, color.stroke_width(width)))
    }

    /// The area, then graph paper, then the axes.
    fn ground(&self, area: Option<&(Vec<Point>, Role)>) -> Drawn<DB> {
        let palette = self.palette;
        self.area.fill(&palette.ground)?;
        if let Some((corners, role)) = area {
            let color = palette.role(*role);
            let corners: Vec<Point> = corners.iter().map(|corner| self.place(*corner)).collect();
            let fill = mix(color, 0.12, palette.ground);
            self.area
                .draw(&Polygon::new(corners.iter().map(|corner| pixel(*corner)).collect::<Vec<_>>(), fill))?;
            let closed: Vec<Point> = corners.iter().chain(corners.first()).copied().collect();
            self.line(&closed, mix(color, 0.5, palette.ground), 1.0)?;
        }
        let (right, bottom) = self.size;
        for tick in self.plane.ticks_across() {
            let x = self.place((tick, 0.0)).0;
            self.line(&[(x, 0.0), (x, bottom)], palette.hairline, 0.5)?;
        }
        for tick in self.plane.ticks_up() {
            let y = self.place((0.0, tick)).1;
            self.line(&[(0.0, y), (right, y)], palette.hairline, 0.5)?;
        }
        let (x, y) = self.place((0.0, 0.0));
        self.line(&[(x, 0.0), (x, bottom)], palette.ink_quiet, 1.0)?;
        self.line(&[(0.0, y), (right, y)], palette.ink_quiet, 1.0)
    }

    fn arrow(&self, arrow: &Arrow) -> Drawn<DB> {
        let color = self.palette.role(arrow.role);
        let (color, width) = match arrow.emphasis {
            Emphasis::Faded => (mix(color, 0.4, self.palette.ground), 1.0),
            Emphasis::Plain => (color, 1.75),
            Emphasis::Chosen => (color, 3.0),
        };
        let (from, to) = (self.place(arrow.from), self.place(arrow.to));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        if length < 1.0 {
            return self.dot(arrow.to, color, 1.0 + width);
        }
        let (dx, dy) = (dx / length, dy / length);
        let head = ((4.0 + 2.0 * width) * self.unit).min(length);
        let at = |along: f64, aside: f64| (to.0 - along * dx - aside * dy, to.1 - along * dy + aside * dx);
        let (left, right) = (at(head, head * 0.45), at(head, head * -0.45));
        if arrow.dashed {
            let (dash, gap) = (6.0 * self.unit, 4.0 * self.unit);
            let mut start = 0.0;
            while start < length {
                let end = (start + dash).min(length);
                self.line(&[at(length - start, 0.0), at(length - end, 0.0)], color, width)?;
                start = end + gap;
            }
            return self.line(&[left, to, right], color, width);
        }
        // Under the head a thick line would blunt the tip.
        self.line(&[from, at(head * 0.8, 0.0)], color, width)?;
        self.area.draw(&Polygon::new(vec![pixel(left), pixel(to), pixel(right)], color))
    }

    fn dot(&self, point: Point, color: RGBColor, radius: f64) -> Drawn<DB> {
        let radius = (radius * self.unit).round().max(1.0) as i32;
        self.area.draw(&Circle::new(pixel(self.place(point)), radius, color.filled()))
    }

    /// The shorter way around the origin.
    fn arc(&self, from: Point, to: Point) -> Drawn<DB> {
        if [from, to].iter().any(|point| !can_be_drawn(*point) || *point == (0.0, 0.0)) {
            return Ok(());
        }
        let (start, end) = (direction(from), direction(to));
        // Opposite directions have no middle: a quarter turn from either is as good.
        let middle = match (start.0 + end.0, start.1 + end.1) {
            sum if sum.0.hypot(sum.1) < 1e-9 => (-start.1, start.0),
            sum => direction(sum),
        };
        let mut around = vec![start, middle, end];
        for _ in 0..HALVINGS {
            let halves =
                around.windows(2).map(|ends| direction((ends[0].0 + ends[1].0, ends[0].1 + ends[1].1)));
            around =
                around.iter().copied().zip(halves.collect::<Vec<_>>()).flat_map(|(a, b)| [a, b]).collect();
            around.push(end);
        }
        let (center, radius) = (self.place((0.0, 0.0)), 26.0 * self.unit);
        let points: Vec<Point> =
            around.into_iter().map(|(x, y)| (center.0 + radius * x, center.1 - radius * y)).collect();
        self.line(&points, self.palette.ink_quiet, 1.5)
    }
}

/// As long as 1.
fn direction((x, y): Point) -> Point {
    let length = x.hypot(y);
    (x / length, y / length)
}

fn pixel((x, y): Point) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}
