//! Numbers as text: exact for files and tests, aligned for the eye.
//!
//! [`shortest`] is for machines (ASCII, parses back to the same bits); [`Format`] and [`full`] are for people
//! (U+2212 as the minus sign, ∞ as a symbol).

use std::fmt::Write;

use lexical_parse_float::FromLexical as _;

/// The number nearest to a decimal text such as `-1.5e-3`; `None` where it is none, or is `inf` or `nan` in letters.
pub fn parse(text: &str) -> Option<f64> {
    // Letters other than those of an exponent: the library would read "inf" and "nan", which not everybody wants.
    if text.chars().any(|character| character.is_ascii_alphabetic() && !matches!(character, 'e' | 'E')) {
        return None;
    }
    f64::from_lexical(text.as_bytes()).ok()
}

/// Magnitudes from here on have more digits than a cell has room for.
const TOO_LONG: f64 = 1e9;
/// Of a value, relative: a difference this small is the rounding of f64, not a digit worth a column.
const ROUNDING: f64 = 1e-13;

/// The shortest text that parses back to the same f64: `0.1`, `-0`, `1e-7`, `inf`, `nan`.
///
/// Plain digits from 10⁻⁶ up to 10²¹, an exponent outside, as JavaScript has it.
pub fn shortest(value: f64) -> String {
    let magnitude = value.abs();
    if value.is_nan() {
        "nan".to_owned()
    } else if magnitude.is_infinite() || magnitude == 0.0 || (1e-6..1e21).contains(&magnitude) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}

/// Every digit there is, for the readout of the cell in focus.
pub fn full(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        signed(value, "∞")
    } else {
        signed(value, &shortest(value.abs())).replace("e-", "e−")
    }
}

/// How the numbers of one matrix are shown: all with the same number of decimals, so that right-aligned tabular
/// numerals have their points below each other.
///
/// Whole numbers have no decimals; others as many as they need, at most four, fewer beside large numbers. What would
/// then read as zero and is not, or is too long for a cell, is written with an exponent: `6.0e−6`, `1.235e12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Format {
    decimals: usize,
}

impl Format {
    /// The format for a matrix with these values, in any order.
    pub fn of(values: &[f64]) -> Self {
        let plain = || values.iter().map(|value| value.abs()).filter(|magnitude| *magnitude < TOO_LONG);
        let most = match plain().fold(0.0, f64::max) {
            largest if largest < 100.0 => 4,
            largest if largest < 1000.0 => 3,
            _ => 2,
        };
        let mut decimals = 0;
        for magnitude in plain() {
            while decimals < most && !fits(magnitude, decimals) {
                decimals += 1;
            }
            if decimals == most {
                break;
            }
        }
        Self { decimals }
    }

    /// How many digits stand after the point.
    pub fn decimals(self) -> usize {
        self.decimals
    }

    /// A value as it stands in its cell.
    pub fn text(self, value: f64) -> String {
        let mut text = String::with_capacity(12);
        self.append(&mut text, value);
        text
    }

    /// [`text`](Self::text) into a buffer that is used again.
    pub fn append(self, text: &mut String, value: f64) {
        let magnitude = value.abs();
        if value.is_nan() {
            text.push_str("NaN");
            return;
        }
        if value < 0.0 {
            text.push('−');
        }
        // Writing to a `String` cannot fail.
        let _ = if magnitude.is_infinite() {
            text.write_char('∞')
        } else if magnitude >= TOO_LONG {
            write!(text, "{magnitude:.3e}")
        } else if magnitude != 0.0 && magnitude < self.smallest() {
            let exponential = format!("{magnitude:.1e}");
            text.write_str(&exponential.replace('-', "−"))
        } else {
            write!(text, "{magnitude:.*}", self.decimals)
        };
    }

    /// Below half of the last decimal a value rounds to zero.
    fn smallest(self) -> f64 {
        0.5 / POWERS[self.decimals]
    }
}

const POWERS: [f64; 5] = [1.0, 10.0, 100.0, 1000.0, 10_000.0];

/// Whether `magnitude` has no digits after this many decimals.
fn fits(magnitude: f64, decimals: usize) -> bool {
    let scaled = magnitude * POWERS[decimals];
    (scaled - scaled.round()).abs() <= scaled * ROUNDING
}

fn signed(value: f64, digits: &str) -> String {
    if value < 0.0 { format!("−{digits}") } else { digits.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Format, full, parse, shortest};

    fn column(values: &[f64]) -> Vec<String> {
        let format = Format::of(values);
        values.iter().map(|value| format.text(*value)).collect()
    }

    #[test]
    fn shortest_is_plain_where_that_is_short() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (0.1, "0.1"),
            (-2.0, "-2"),
            (1e20, "100000000000000000000"),
            (1e21, "1e21"),
            (1e-6, "0.000001"),
            (-1.5e-7, "-1.5e-7"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(shortest(value), text, "{value:?}");
        }
    }

    #[test]
    fn full_is_for_people() {
        for (value, text) in [
            (-0.0, "0"),
            (-0.1, "−0.1"),
            (0.1 + 0.2, "0.30000000000000004"),
            (-1e-7, "−1e−7"),
            (f64::NEG_INFINITY, "−∞"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(full(value), text, "{value:?}");
        }
    }

    #[test]
    fn decimals_are_as_many_as_needed_and_equal() {
        assert_eq!(column(&[1.0, -2.0, 10.0]), ["1", "−2", "10"]);
        assert_eq!(column(&[0.0, 0.5, -1.0]), ["0.0", "0.5", "−1.0"]);
        assert_eq!(column(&[0.1 + 0.2, 1.0]), ["0.3", "1.0"]);
        assert_eq!(column(&[1.0 / 3.0, 1.0]), ["0.3333", "1.0000"]);
        assert_eq!(column(&[1000.0 / 3.0, 1.0]), ["333.333", "1.000"]);
        assert_eq!(column(&[1e4 / 3.0, 0.5]), ["3333.33", "0.50"]);
        assert_eq!(column(&[0.999_999_9, 0.0]), ["1.0000", "0.0000"]);
        assert_eq!(column(&[]), Vec::<String>::new());
    }

    #[test]
    fn what_does_not_fit_is_never_shown_as_zero() {
        assert_eq!(column(&[6.03e-6, 0.982]), ["6.0e−6", "0.9820"]);
        assert_eq!(column(&[-4e-5, 6e-5]), ["−4.0e−5", "0.0001"]);
        assert_eq!(column(&[1.2345e12, 0.5]), ["1.234e12", "0.5"]);
        assert_eq!(column(&[999_999_999.0, -0.0]), ["999999999", "0"]);
        assert_eq!(column(&[f64::NEG_INFINITY, f64::NAN, 1.5]), ["−∞", "NaN", "1.5"]);
    }

    #[test]
    fn numbers_are_read_as_python_writes_them() {
        for text in
            ["1", "1.", ".5", "1.5e-3", "2E+2", "-0", "1e400", "4.9e-324", "123456789012345678901234567890"]
        {
            assert_eq!(parse(text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{text}");
        }
        for text in ["", "-", "e5", "inf", "nan", "1_000", "0x1", "1e", "1 "] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_are_read_to_the_last_bit(digits in "[0-9]{1,40}", point in 0_usize..40, power in -340_i32..340) {
            let (whole, rest) = digits.split_at(point.min(digits.len()));
            let text = format!("{whole}.{rest}e{power}");
            prop_assert_eq!(parse(&text).map(f64::to_bits), text.parse().ok().map(f64::to_bits), "{}", text);
        }
    }

    proptest! {
        #[test]
        fn shortest_parses_back(value in any::<f64>()) {
            let back: f64 = shortest(value).parse().unwrap();
            prop_assert!(back.to_bits() == value.to_bits() || (back.is_nan() && value.is_nan()));
        }

        #[test]
        fn shown_values_are_close_and_aligned(values in prop::collection::vec(-2000.0..2000.0, 1..20)) {
            let format = Format::of(&values);
            for value in values {
                let text = format.text(value).replace('−', "-");
                let shown: f64 = text.parse().unwrap();
                prop_assert!((shown - value).abs() <= 0.5001 * 0.1_f64.powi(format.decimals() as i32));
                let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
                prop_assert!(text.contains('e') || decimals == format.decimals());
            }
        }
    }
}
