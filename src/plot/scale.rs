//! Where a value lies between neutral and the strongest colour.

/// The range of colours a matrix is drawn with: one for the whole matrix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// One hue from 0 to 1, always: two matrices of weights are comparable.
    Weights,
    /// No hue: 0 is masked, everything else may be attended to.
    Mask,
    /// Two hues around a neutral zero.
    Signed {
        /// The magnitude that gets the strongest colour.
        extent: f64,
    },
}

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Position {
    /// From −1 over 0, which is neutral, to 1; [`Scale::Weights`] uses 0 to 1.
    At(f64),
    /// −∞: may not be attended to.
    Masked,
    /// NaN.
    NotANumber,
}

impl Scale {
    /// The signed scale of a matrix: symmetric, as wide as its largest finite magnitude.
    pub fn signed(values: &[f64]) -> Self {
        let magnitudes = values.iter().map(|value| value.abs()).filter(|magnitude| magnitude.is_finite());
        Self::Signed { extent: magnitudes.fold(0.0, f64::max) }
    }

    /// The same kind of scale, wide enough for these values as well.
    #[must_use]
    pub fn covering(self, values: &[f64]) -> Self {
        match (self, Self::signed(values)) {
            (Self::Signed { extent }, Self::Signed { extent: other }) => {
                Self::Signed { extent: extent.max(other) }
            }
            (scale, _) => scale,
        }
    }

    /// How far from the low end of the scale to its high end a value lies, from 0 to 1; `None` for NaN.
    pub fn share(self, value: f64) -> Option<f64> {
        match (self.position(value), self) {
            (Position::NotANumber, _) => None,
            (Position::Masked, _) => Some(0.0),
            (Position::At(_), Self::Mask) => Some(1.0),
            (Position::At(position), Self::Weights) => Some(position),
            (Position::At(position), Self::Signed { .. }) => Some(f64::midpoint(position, 1.0)),
        }
    }

    /// Where a value lies; beyond the range means at its end.
    pub fn position(self, value: f64) -> Position {
        match self {
            _ if value.is_nan() => Position::NotANumber,
            _ if value == f64::NEG_INFINITY => Position::Masked,
            Self::Mask if value == 0.0 => Position::Masked,
            Self::Mask => Position::At(0.0),
            Self::Weights => Position::At(value.clamp(0.0, 1.0)),
            // Exact also where every value is zero (no division by zero) and where the extent overflows a quotient.
            Self::Signed { extent } if value.abs() >= extent => {
                Position::At(if value == 0.0 { 0.0 } else { value.signum() })
            }
            Self::Signed { extent } => Position::At(value / extent),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Scale};

    #[test]
    fn zero_is_neutral_and_the_ends_are_reached() {
        let scale = Scale::signed(&[0.0, -4.0, 2.0, f64::NEG_INFINITY, f64::NAN]);
        assert_eq!(scale, Scale::Signed { extent: 4.0 });
        assert_eq!(scale.position(-4.0), Position::At(-1.0));
        assert_eq!(scale.position(2.0), Position::At(0.5));
        assert_eq!(scale.position(f64::INFINITY), Position::At(1.0));
        assert_eq!(scale.position(f64::NEG_INFINITY), Position::Masked);
        assert_eq!(scale.position(f64::NAN), Position::NotANumber);
        assert_eq!(Scale::signed(&[0.0, -0.0]).position(-0.0), Position::At(0.0));
        assert_eq!(Scale::signed(&[]).position(0.0), Position::At(0.0));
    }

    #[test]
    fn a_scale_widens_and_has_two_ends() {
        let scale = Scale::signed(&[1.0]).covering(&[-4.0, f64::INFINITY]);
        assert_eq!(scale, Scale::Signed { extent: 4.0 });
        assert_eq!([-4.0, 0.0, 2.0, 9.0].map(|value| scale.share(value)), [0.0, 0.5, 0.75, 1.0].map(Some));
        assert_eq!(Scale::Weights.covering(&[7.0]).share(0.25), Some(0.25));
        assert_eq!((scale.share(f64::NAN), scale.share(f64::NEG_INFINITY)), (None, Some(0.0)));
    }

    #[test]
    fn weights_have_a_fixed_range() {
        assert_eq!(Scale::Weights.position(0.25), Position::At(0.25));
        assert_eq!(Scale::Weights.position(3.0), Position::At(1.0));
        assert_eq!(Scale::Weights.position(-0.1), Position::At(0.0));
    }
}
