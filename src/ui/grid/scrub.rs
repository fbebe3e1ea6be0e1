//! Dragging a number sideways.

use crate::web::PointerEvent;

/// Pixels that a pointer may move before a press becomes a drag.
const THRESHOLD: i32 = 4;
/// Pixels for one step of 0.1, or of 1 with Shift.
const PIXELS_PER_STEP: f64 = 6.0;

/// A press on a number, which becomes a drag when the pointer moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scrub {
    pub(super) place: (usize, usize),
    pub(super) start_x: i32,
    pub(super) start: f64,
    pub(super) moving: bool,
}

impl Scrub {
    /// The number under the pointer now; `None` while the press is no drag yet.
    pub(super) fn follow(&mut self, event: &PointerEvent) -> Option<f64> {
        let distance = event.client_x() - self.start_x;
        if !self.moving && distance.abs() < THRESHOLD {
            return None;
        }
        self.moving = true;
        let step = if event.shift_key() { 1.0 } else { 0.1 };
        Some(stepped(self.start, (f64::from(distance) / PIXELS_PER_STEP).round() * step))
    }
}

/// A number moved by a step, without the noise of binary fractions: 0.1 + 0.2 is 0.3.
pub(super) fn stepped(value: f64, by: f64) -> f64 {
    let sum = value + by;
    let rounded = (sum * 1e9).round() / 1e9;
    if rounded.is_finite() { rounded } else { sum }
}

#[cfg(test)]
mod tests {
    use super::stepped;

    #[test]
    fn steps_stay_short_decimals() {
        assert_eq!(crate::value::decimal::shortest(stepped(0.1, 0.2)), "0.3");
        assert_eq!(crate::value::decimal::shortest(stepped(0.3, -0.3)), "0");
        assert!(stepped(f64::INFINITY, 0.1).is_infinite());
    }
}
