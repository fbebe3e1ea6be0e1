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
    fn weights_have_a_fixed_range() {
        assert_eq!(Scale::Weights.position(0.25), Position::At(0.25));
        assert_eq!(Scale::Weights.position(3.0), Position::At(1.0));
        assert_eq!(Scale::Weights.position(-0.1), Position::At(0.0));
    }
}
