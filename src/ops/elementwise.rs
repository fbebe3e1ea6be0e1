//! Functions of each element by itself: `exp log sqrt abs tanh sigmoid relu`, and the signs `-x` and `+x`.
//!
//! All keep the shape. Where a function is not defined the result is NaN, as in NumPy; the first place where one
//! arises is the evaluator's to show.

use super::cause::pair;
use super::{
    Argument, Cause, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind,
    Work,
};
use crate::value::{Array, Position, Shape};

/// A function of one number.
pub(super) struct Elementwise {
    name: &'static str,
    element: fn(f64) -> f64,
    /// What it makes of truth values.
    truth: OfTruth,
    /// Multiply-adds and exponentials of an element.
    steps: (u16, u16),
    /// Why a number other than NaN becomes NaN, or a finite one infinite.
    cause: fn(f64) -> Cause,
    notation: Notation,
}

#[derive(PartialEq)]
enum OfTruth {
    /// Counts them as 1 and 0.
    Counts,
    /// Gives truth values again.
    Keeps,
    /// Refuses them, as NumPy does.
    Refuses,
}

impl Elementwise {
    const fn function(name: &'static str, element: fn(f64) -> f64) -> Self {
        Self {
            name,
            element,
            truth: OfTruth::Counts,
            steps: (1, 0),
            cause: |_| Cause::Overflow,
            notation: Notation::Function,
        }
    }
}

/// eˣ.
pub(super) static EXP: Elementwise =
    Elementwise { notation: Notation::Exponential, steps: (0, 1), ..Elementwise::function("exp", f64::exp) };
/// The natural logarithm; −∞ of 0, NaN of a negative number.
pub(super) static LOG: Elementwise = Elementwise {
    cause: |x| if x == 0.0 { Cause::LogOfZero } else { Cause::LogOfNegative },
    ..Elementwise::function("log", f64::ln)
};
/// √x; NaN of a negative number.
pub(super) static SQRT: Elementwise = Elementwise {
    cause: |_| Cause::RootOfNegative,
    notation: Notation::Root,
    ..Elementwise::function("sqrt", f64::sqrt)
};
/// |x|.
pub(super) static ABS: Elementwise = Elementwise {
    notation: Notation::Absolute,
    truth: OfTruth::Keeps,
    ..Elementwise::function("abs", f64::abs)
};
/// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), counted as (e²ˣ − 1) / (e²ˣ + 1).
pub(super) static TANH: Elementwise =
    Elementwise { steps: (4, 1), ..Elementwise::function("tanh", f64::tanh) };
/// σ(x) = 1 / (1 + e⁻ˣ), in just this form: where e⁻ˣ overflows the result is 0.
pub(super) static SIGMOID: Elementwise =
    Elementwise { steps: (3, 1), ..Elementwise::function("sigmoid", |x| 1.0 / (1.0 + (-x).exp())) };
/// max(x, 0), NaN of NaN, as NumPy's `maximum(x, 0)`.
pub(super) static RELU: Elementwise =
    Elementwise::function("relu", |x| if x > 0.0 || x.is_nan() { x } else { 0.0 });
/// −x.
pub(super) static NEGATIVE: Elementwise = Elementwise {
    notation: Notation::Prefix("−"),
    truth: OfTruth::Refuses,
    ..Elementwise::function("-x", |x| -x)
};
/// +x, which is x.
pub(super) static POSITIVE: Elementwise = Elementwise {
    notation: Notation::Prefix("+"),
    steps: (0, 0),
    truth: OfTruth::Refuses,
    ..Elementwise::function("+x", |x| x)
};

static PARAMETERS: [Parameter; 1] = [Parameter::required("x", ParameterKind::Array)];

impl Operation for Elementwise {
    fn name(&self) -> &'static str {
        self.name
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let array = Given(arguments).array(0)?;
        if array.is_truth() && self.truth == OfTruth::Refuses {
            return Err(Fault::TruthArithmetic);
        }
        Ok(array.shape().clone())
    }

    fn value(&self, arguments: &[Argument<'_>], _: &Shape) -> Result<Array, Fault> {
        let array = Given(arguments).array(0)?;
        Ok(array.map(self.element).with_truth(array.is_truth() && self.truth == OfTruth::Keeps))
    }

    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::each(shape, self.steps.0, self.steps.1)
    }

    fn notation(&self) -> Notation {
        self.notation
    }
}

impl Explained for Elementwise {
    fn cause(&self, arguments: &[Argument<'_>], _: &Array, place: (usize, usize, usize)) -> Cause {
        (self.cause)(pair(arguments, place).0)
    }

    fn explain(&self, arguments: &[Argument<'_>], _: &Shape, at: Position) -> Option<Explanation> {
        let x = Given(arguments).element(0, at)?;
        Some(Explanation::Unary { operation: self.name, x })
    }

    fn example(&self) -> &'static str {
        match self.name {
            "-x" => "-array([1, -2])",
            "+x" => "+array([1, -2])",
            "exp" => "exp([0, 1, 2])",
            "log" => "log([1, 2, 4])",
            "sqrt" => "sqrt([1, 4, 9])",
            "abs" => "abs([-1, 2])",
            "tanh" => "tanh([-1, 0, 1])",
            "sigmoid" => "sigmoid([-1, 0, 1])",
            _ => "relu([-1, 0, 1])",
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the expected numbers are exact")]
mod tests {
    use super::super::testing::{call, explained, fault, numbers};
    use super::*;

    #[test]
    fn functions_are_those_of_numpy() {
        let x = numbers(&[5], &[-1.0, 0.0, 0.25, f64::INFINITY, f64::NEG_INFINITY]);
        let inf = f64::INFINITY;
        let table: [(&str, [f64; 5]); 9] = [
            ("exp", [0.367_879_441_171_442_33, 1.0, 1.284_025_416_687_741_5, inf, 0.0]),
            ("log", [f64::NAN, -inf, -1.386_294_361_119_890_6, inf, f64::NAN]),
            ("sqrt", [f64::NAN, 0.0, 0.5, inf, f64::NAN]),
            ("abs", [1.0, 0.0, 0.25, inf, inf]),
            ("tanh", [-0.761_594_155_955_764_9, 0.0, 0.244_918_662_403_709_13, 1.0, -1.0]),
            ("sigmoid", [0.268_941_421_369_995_1, 0.5, 0.562_176_500_885_798_1, 1.0, 0.0]),
            ("relu", [0.0, 0.0, 0.25, inf, 0.0]),
            ("-x", [1.0, -0.0, -0.25, -inf, inf]),
            ("+x", [-1.0, 0.0, 0.25, inf, -inf]),
        ];
        for (name, expected) in table {
            let found = call(name, &[Argument::Array(&x)]);
            for (found, expected) in found.iter().zip(expected) {
                let close = (found - expected).abs() <= 1e-15 * expected.abs();
                assert!(close || found == expected || found.is_nan() && expected.is_nan(), "{name}: {found}");
            }
        }
        assert!(call("relu", &[Argument::Array(&Array::scalar(f64::NAN))]).first_nan().is_some());
    }

    #[test]
    fn what_is_not_finite_has_its_cause() {
        for (name, x, cause) in [
            ("log", 0.0, Cause::LogOfZero),
            ("log", -1.0, Cause::LogOfNegative),
            ("sqrt", -1.0, Cause::RootOfNegative),
            ("exp", 1000.0, Cause::Overflow),
        ] {
            let x = numbers(&[1, 2], &[1.0, x]);
            let value = call(name, &[Argument::Array(&x)]);
            assert!(value.get(0, 0, 1).is_some_and(|y| !y.is_finite()), "{name}");
            assert_eq!(explained(name).cause(&[Argument::Array(&x)], &value, (0, 0, 1)), cause, "{name}");
        }
    }

    #[test]
    fn truth_counts_or_stays_or_is_refused() {
        let truth = Array::truth(true);
        assert!(call("exp", &[Argument::Array(&truth)]).same_bits(&Array::scalar(1_f64.exp())));
        assert!(call("abs", &[Argument::Array(&truth)]).is_truth());
        assert_eq!(fault("-x", &[Argument::Array(&truth)]), Fault::TruthArithmetic);
    }
}
