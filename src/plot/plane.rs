//! A piece of the plane with equal scales on both axes, and its map to the unit square of a drawing.

/// (x, y), y upwards.
pub type Point = (f64, f64);

/// Beyond this magnitude a number has no place in a drawing.
const FARTHEST: f64 = 1e100;
/// Of a step: how far the nearest edge is from what is drawn, at least.
const MARGIN: f64 = 0.3;
/// Steps along the longer side, about.
const STEPS: f64 = 5.0;

/// A square of the plane whose edges lie on its ticks. It always holds the origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    /// Between two ticks: 1, 2 or 5 times a power of ten.
    pub step: f64,
    /// The left edge, in steps.
    left: i64,
    /// The lower edge, in steps.
    bottom: i64,
    /// Steps along a side.
    count: i64,
}

impl Plane {
    /// The square around points and the origin, rounded outwards to its ticks, so that it stays as it is while they
    /// move a little. Points that cannot be drawn do not count.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Self {
        let (mut low, mut high) = ([0.0_f64; 2], [0.0_f64; 2]);
        for (x, y) in points.into_iter().filter(|point| can_be_drawn(*point)) {
            low = [low[0].min(x), low[1].min(y)];
            high = [high[0].max(x), high[1].max(y)];
        }
        let extent = (high[0] - low[0]).max(high[1] - low[1]);
        let step = round_step(extent / STEPS);
        let span = |axis: usize| {
            let (low, high) = ((low[axis] / step - MARGIN).floor(), (high[axis] / step + MARGIN).ceil());
            (low as i64, high as i64)
        };
        let (across, up) = (span(0), span(1));
        let count = (across.1 - across.0).max(up.1 - up.0);
        // The shorter side is widened on both ends.
        let start = |(low, high): (i64, i64)| low - (count - (high - low)) / 2;
        Self { step, left: start(across), bottom: start(up), count }
    }

    /// Where a point stands in the drawing: (0, 0) is its upper left corner, (1, 1) the lower right one.
    pub fn to_unit(&self, (x, y): Point) -> Point {
        let count = self.count as f64;
        ((x / self.step - self.left as f64) / count, 1.0 - (y / self.step - self.bottom as f64) / count)
    }

    /// The point at a place of the drawing; the inverse of [`to_unit`](Self::to_unit).
    pub fn from_unit(&self, (across, down): Point) -> Point {
        let count = self.count as f64;
        (
            (self.left as f64 + across * count) * self.step,
            (self.bottom as f64 + (1.0 - down) * count) * self.step,
        )
    }

    /// The ticks of the horizontal axis, from left to right.
    pub fn ticks_across(&self) -> impl Iterator<Item = f64> {
        Self::ticks(self.left, self.count, self.step)
    }

    /// The ticks of the vertical axis, from below.
    pub fn ticks_up(&self) -> impl Iterator<Item = f64> {
        Self::ticks(self.bottom, self.count, self.step)
    }

    fn ticks(start: i64, count: i64, step: f64) -> impl Iterator<Item = f64> {
        (start..=start + count).map(move |tick| tick as f64 * step)
    }
}

/// Whether a point has a place in a drawing: both numbers are finite, and not beyond all measure.
pub fn can_be_drawn((x, y): Point) -> bool {
    x.abs() < FARTHEST && y.abs() < FARTHEST
}

/// The next larger of 1, 2 and 5 times a power of ten; 0.5 where there is nothing to measure.
fn round_step(least: f64) -> f64 {
    if least < 1.0 / FARTHEST {
        return 0.5;
    }
    let power = 10.0_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0].into_iter().map(|digit| digit * power).find(|step| *step >= least).unwrap_or(10.0 * power)
}

/// The convex hull of points: its corners against the clock, without those that lie on an edge. Fewer than three
/// points, or points on a line, give what they are: a point or two ends.
pub fn hull(points: impl IntoIterator<Item = Point>) -> Vec<Point> {
    // From left to right, and upwards where that is the same.
    let mut sorted: Vec<Point> = Vec::new();
    for point in points.into_iter().filter(|point| can_be_drawn(*point)) {
        let at = sorted.partition_point(|other| *other < point);
        if sorted.get(at) != Some(&point) {
            sorted.insert(at, point);
        }
    }
    let points = sorted;
    if points.len() < 3 {
        return points;
    }
    let mut corners = half_hull(points.iter().copied());
    let upper = half_hull(points.iter().rev().copied());
    corners.pop();
    corners.extend(upper);
    corners.pop();
    corners
}

/// The lower side of sorted points, or the upper side of points sorted the other way round.
fn half_hull(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::new();
    for point in points {
        while let [.., a, b] = corners[..]
            && turn(a, b, point) <= 0.0
        {
            corners.pop();
        }
        corners.push(point);
    }
    corners
}

/// Twice the area of a triangle, positive where its corners run against the clock.
fn turn(a: Point, b: Point, c: Point) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}
