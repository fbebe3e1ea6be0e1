//! `+ - * / **` element by element, broadcasting as NumPy does.
//!
//! Truth values count as 1 and 0 beside a number. Between themselves NumPy makes `+` an *or*, `*` an *and* and `**`
//! a byte, and refuses `-`: all of these are refused here, so that no formula means what it does not say. `/` is
//! true division for any operands.

use super::cause::pair;
use super::{
    Argument, Cause, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind,
    Work,
};
use crate::value::{Array, Position, Shape, broadcast, zip};

/// An operator between two arrays.
pub(super) struct Arithmetic {
    symbol: &'static str,
    sign: Sign,
    notation: Notation,
}

enum Sign {
    Plus,
    Minus,
    Times,
    Over,
    ToThe,
}

/// `x1 + x2`.
pub(super) static ADD: Arithmetic =
    Arithmetic { symbol: "+", sign: Sign::Plus, notation: Notation::Infix("+") };
/// `x1 - x2`.
pub(super) static SUBTRACT: Arithmetic =
    Arithmetic { symbol: "-", sign: Sign::Minus, notation: Notation::Infix("−") };
/// `x1 * x2`, each element with its counterpart; the product of matrices is `@`.
pub(super) static MULTIPLY: Arithmetic =
    Arithmetic { symbol: "*", sign: Sign::Times, notation: Notation::Infix("·") };
/// `x1 / x2`; x / 0 is an infinity of the sign of x, and 0 / 0 is NaN.
pub(super) static DIVIDE: Arithmetic =
    Arithmetic { symbol: "/", sign: Sign::Over, notation: Notation::Fraction };
/// `x1 ** x2`; 0 ** 0 is 1, and a negative number to a power that is not whole is NaN.
pub(super) static POWER: Arithmetic =
    Arithmetic { symbol: "**", sign: Sign::ToThe, notation: Notation::Power };

/// The two operands of every operator, named as NumPy's functions of two arrays name them.
pub(super) static OPERANDS: [Parameter; 2] =
    [Parameter::required("x1", ParameterKind::Array), Parameter::required("x2", ParameterKind::Array)];

/// The shape of an operation on two operands that broadcast.
pub(super) fn broadcast_operands(given: Given<'_, '_>) -> Result<Shape, Fault> {
    let shapes = [given.array(0)?.shape(), given.array(1)?.shape()];
    broadcast(&shapes).map_err(|clash| Fault::broadcast(clash, &shapes))
}

/// The two elements that stand at a place of the result, and what is done with them.
pub(super) fn explain_operands(
    operation: &'static str,
    arguments: &[Argument<'_>],
    shape: &Shape,
    at: Position,
) -> Option<Explanation> {
    let given = Given(arguments);
    let operands = shape.holds(at).then(|| [0, 1].map(|argument| given.broadcast_element(argument, at)));
    let [Some(left), Some(right)] = operands? else { return None };
    Some(Explanation::Binary { operation, left, right })
}

/// Whether the exponent is the plain number 1/2, for which NumPy takes the root instead.
fn is_root(exponent: &Array) -> bool {
    exponent.shape().rank() == 0 && exponent.as_number() == Some(0.5)
}

impl Operation for Arithmetic {
    fn name(&self) -> &'static str {
        self.symbol
    }

    fn parameters(&self) -> &'static [Parameter] {
        &OPERANDS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let given = Given(arguments);
        let only_truth = given.array(0)?.is_truth() && given.array(1)?.is_truth();
        if only_truth && !matches!(self.sign, Sign::Over) {
            return Err(Fault::TruthArithmetic);
        }
        broadcast_operands(given)
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let (left, right) = (Given(arguments).array(0)?, Given(arguments).array(1)?);
        Ok(match self.sign {
            Sign::Plus => zip(left, right, shape, |x, y| x + y),
            Sign::Minus => zip(left, right, shape, |x, y| x - y),
            Sign::Times => zip(left, right, shape, |x, y| x * y),
            Sign::Over => zip(left, right, shape, |x, y| x / y),
            // The square is exact either way, and far more common than any other power.
            Sign::ToThe if right.as_number() == Some(2.0) => zip(left, right, shape, |x, _| x * x),
            // The root too: NumPy takes it for the power 1/2, and so gets NaN of −∞.
            Sign::ToThe if is_root(right) => zip(left, right, shape, |x, _| x.sqrt()),
            Sign::ToThe => zip(left, right, shape, f64::powf),
        })
    }

    /// One for each element; a power takes a logarithm, a product and an exponential, unless it is a square or a root.
    fn work<'a>(&self, arguments: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        let exponent = Given(arguments).array(1);
        let simple = exponent.is_ok_and(|exponent| exponent.as_number() == Some(2.0) || is_root(exponent));
        match self.sign {
            Sign::ToThe if !simple => Work::each(shape, 2, 1),
            _ => Work::each(shape, 1, 0),
        }
    }

    fn notation(&self) -> Notation {
        self.notation
    }
}

impl Explained for Arithmetic {
    fn cause(&self, arguments: &[Argument<'_>], value: &Array, place: (usize, usize, usize)) -> Cause {
        let (x, y) = pair(arguments, place);
        let (stack, row, col) = place;
        let nan = value.get(stack, row, col).is_some_and(f64::is_nan);
        match self.sign {
            Sign::Plus | Sign::Minus if nan => Cause::InfinityMinusInfinity,
            Sign::Times if nan => Cause::ZeroTimesInfinity,
            Sign::Over if nan && y == 0.0 => Cause::ZeroOverZero,
            Sign::Over if nan => Cause::InfinityOverInfinity,
            Sign::ToThe if nan => Cause::FractionalPowerOfNegative,
            Sign::Over if y == 0.0 => Cause::DivisionByZero,
            Sign::ToThe if x == 0.0 => Cause::DivisionByZero,
            _ => Cause::Overflow,
        }
    }

    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let explanation = explain_operands(self.symbol, arguments, shape, at)?;
        Some(match (&self.sign, explanation) {
            (Sign::ToThe, Explanation::Binary { left, right, .. })
                if Given(arguments).array(1).is_ok_and(is_root) =>
            {
                Explanation::Root { x: left, exponent: right }
            }
            (_, explanation) => explanation,
        })
    }

    fn example(&self) -> &'static str {
        match self.name() {
            "+" => "array([1, 2]) + 10",
            "-" => "array([5, 7]) - array([1, 2])",
            "*" => "array([1, 2, 3]) * 2",
            "/" => "array([1, 2, 3]) / 4",
            _ => "array([1, 2, 3]) ** 2",
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the expected numbers are exact")]
mod tests {
    use super::super::testing::{call, explained, fault, numbers};
    use super::*;
    use crate::value::Axis;

    #[test]
    fn operators_broadcast() {
        let [matrix, row] = [numbers(&[2, 2], &[1., 2., 3., 4.]), numbers(&[2], &[10., 20.])];
        let elements = |symbol: &str| -> Vec<f64> {
            call(symbol, &[Argument::Array(&matrix), Argument::Array(&row)]).iter().collect()
        };
        assert_eq!(elements("+"), [11., 22., 13., 24.]);
        assert_eq!(elements("-"), [-9., -18., -7., -16.]);
        assert_eq!(elements("*"), [10., 40., 30., 80.]);
        assert_eq!(elements("/"), [0.1, 0.1, 0.3, 0.2]);
        assert_eq!(elements("**"), [1., 1_048_576., 59_049., 1_099_511_627_776.]);
    }

    #[test]
    fn powers_are_those_of_floats() {
        let [zero, minus_eight] = [0.0, -8.0].map(Array::scalar);
        let power = |x: &Array, y: f64| {
            call("**", &[Argument::Array(x), Argument::Array(&Array::scalar(y))]).as_number().unwrap()
        };
        assert_eq!(
            [power(&zero, 0.0), power(&zero, -1.0), power(&minus_eight, 2.0)],
            [1.0, f64::INFINITY, 64.0]
        );
        assert!(power(&minus_eight, 1.0 / 3.0).is_nan());
    }

    #[test]
    fn what_is_not_finite_has_its_cause() {
        let inf = f64::INFINITY;
        for (symbol, x, y, cause) in [
            ("+", inf, -inf, Cause::InfinityMinusInfinity),
            ("-", inf, inf, Cause::InfinityMinusInfinity),
            ("*", 0.0, inf, Cause::ZeroTimesInfinity),
            ("/", 0.0, 0.0, Cause::ZeroOverZero),
            ("/", inf, inf, Cause::InfinityOverInfinity),
            ("/", -1.0, 0.0, Cause::DivisionByZero),
            ("/", 1e300, 1e-300, Cause::Overflow),
            ("*", 1e300, 1e300, Cause::Overflow),
            ("+", f64::MAX, f64::MAX, Cause::Overflow),
            ("**", 0.0, -1.0, Cause::DivisionByZero),
            ("**", -8.0, 1.0 / 3.0, Cause::FractionalPowerOfNegative),
            ("**", 10.0, 400.0, Cause::Overflow),
        ] {
            let [row, number] = [numbers(&[1, 2], &[2.0, x]), Array::scalar(y)];
            let arguments = [Argument::Array(&row), Argument::Array(&number)];
            let value = call(symbol, &arguments);
            assert!(value.get(0, 0, 1).is_some_and(|z| !z.is_finite()), "{x} {symbol} {y}");
            let found = explained(symbol).cause(&arguments, &value, (0, 0, 1));
            assert_eq!(found, cause, "{x} {symbol} {y}");
        }
    }

    #[test]
    fn truth_alone_is_refused() {
        let [truth, number] = [Array::truth(true), Array::scalar(3.0)];
        for symbol in ["+", "-", "*", "**"] {
            let found = fault(symbol, &[Argument::Array(&truth), Argument::Array(&truth)]);
            assert_eq!(found, Fault::TruthArithmetic, "{symbol}");
        }
        let sum = call("+", &[Argument::Array(&truth), Argument::Array(&number)]);
        assert!(sum.same_bits(&Array::scalar(4.0)));
        assert_eq!(call("/", &[Argument::Array(&truth), Argument::Array(&truth)]).as_number(), Some(1.0));
    }

    #[test]
    fn a_clash_says_where() {
        let [left, right] = [numbers(&[2, 3], &[0.0; 6]), numbers(&[2], &[0.0; 2])];
        let found = fault("+", &[Argument::Array(&left), Argument::Array(&right)]);
        let (left, right) = (Box::new(left.shape().clone()), Box::new(Shape::vector(Axis::new(2))));
        assert_eq!(found, Fault::Broadcast { arguments: [0, 1], left, right, axis: -1 });
    }
}
