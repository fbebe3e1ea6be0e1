//! Where the names of points stand, so that they do not cover each other where that can be avoided.

use super::plane::Point;

/// A name that wants to stand beside its point. All lengths are shares of the drawing, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tag {
    /// The point.
    pub at: Point,
    /// The direction in which there is most room; need not have a length.
    pub toward: Point,
    /// How wide the name is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// Upper left and lower right corner.
type Frame = (Point, Point);

/// The directions of one quarter around a point.
const QUARTER: [Point; 4] = [(1.0, 0.0), (0.924, 0.383), (0.707, 0.707), (0.383, 0.924)];
/// Between a point and its name.
const GAP: f64 = 0.03;

/// The middle of each name, one after the other: the nearest place to the wanted direction that covers least.
pub fn place(tags: &[Tag]) -> Vec<Point> {
    let mut frames: Vec<Frame> = Vec::new();
    for tag in tags {
        let length = tag.toward.0.hypot(tag.toward.1).max(f64::MIN_POSITIVE);
        let around = QUARTER.into_iter().flat_map(|(x, y)| [(x, y), (-y, x), (-x, -y), (y, -x)]);
        let candidates =
            around.flat_map(|direction| [(direction, 1.0), (direction, 2.2)]).map(|(direction, far)| {
                let turned = 1.0 - (direction.0 * tag.toward.0 + direction.1 * tag.toward.1) / length;
                let frame = beside(tag, direction, far * GAP);
                let others = frames.iter().map(|other| shared(frame, *other)).sum::<f64>();
                let points = tags.iter().filter(|other| holds(frame, other.at)).count() as f64;
                let area = tag.width * tag.height;
                let cost = (others + outside(frame)) / area * 10.0 + points + turned * 0.2 + far * 0.2;
                (cost, frame)
            });
        let best = candidates.min_by(|a, b| a.0.total_cmp(&b.0));
        frames.push(best.map_or((tag.at, tag.at), |(_, frame)| frame));
    }
    frames.iter().map(|(low, high)| (f64::midpoint(low.0, high.0), f64::midpoint(low.1, high.1))).collect()
}

fn beside(tag: &Tag, (dx, dy): Point, gap: f64) -> Frame {
    let (half_width, half_height) = (tag.width / 2.0, tag.height / 2.0);
    let (x, y) = (tag.at.0 + dx * (gap + half_width), tag.at.1 + dy * (gap + half_height));
    ((x - half_width, y - half_height), (x + half_width, y + half_height))
}

/// The area that two frames share.
fn shared(a: Frame, b: Frame) -> f64 {
    let width = a.1.0.min(b.1.0) - a.0.0.max(b.0.0);
    let height = a.1.1.min(b.1.1) - a.0.1.max(b.0.1);
    width.max(0.0) * height.max(0.0)
}

/// The area that lies outside of the drawing.
fn outside(frame: Frame) -> f64 {
    let area = (frame.1.0 - frame.0.0) * (frame.1.1 - frame.0.1);
    area - shared(frame, ((0.0, 0.0), (1.0, 1.0)))
}

fn holds(frame: Frame, (x, y): Point) -> bool {
    x >= frame.0.0 && x <= frame.1.0 && y >= frame.0.1 && y <= frame.1.1
}
