//! `positional_encoding`, `rope` and `alibi`: how tokens know where they stand.

use super::explanation::{Derivation, Part};
use super::{
    Argument, Cause, Default, Explained, Explanation, Fault, Given, Notation, Operation, Parameter,
    ParameterKind, Work,
};
use crate::value::{Array, Position, Shape};

const BASE: f64 = 10_000.0;
const SLOPE: f64 = 0.5;

/// θ = p / base^(2i / d), the angle of the i-th pair of columns at place p.
fn angle(place: usize, pair: usize, width: usize, base: f64) -> f64 {
    place as f64 / base.powf(2.0 * pair as f64 / width as f64)
}

/// The base, where it is left out that of the papers.
fn base(given: Given<'_, '_>, argument: usize) -> Result<f64, Fault> {
    Ok(given.number(argument)?.unwrap_or(BASE))
}

/// The first line of a derivation: θ.
fn derive_angle(
    derivation: &mut Derivation,
    given: Given<'_, '_>,
    argument: usize,
    (place, column, width): (usize, usize, usize),
) -> Option<Part> {
    let base = match given.number(argument).ok()? {
        // Whatever the base, its power of 0 is 1: the first pair does not depend on it.
        Some(_) if column >= 2 => Part::Operand(given.element(argument, (0, 0, 0))?),
        base => Part::Number(base.unwrap_or(BASE)),
    };
    let exponent = Part::Number(2.0 * (column / 2) as f64).over(Part::Number(width as f64));
    Some(derivation.line("θ", Part::Number(place as f64).over(base.raised_to(exponent))))
}

/// Why the angles of a base are no numbers.
fn cause_of_angle(base: f64, place: usize) -> Cause {
    match (base < 0.0, place) {
        (true, _) => Cause::FractionalPowerOfNegative,
        (false, 0) => Cause::ZeroOverZero,
        (false, _) => Cause::DivisionByZero,
    }
}

/// `positional_encoding(n, d, base=10000)`: n × d; the columns 2i and 2i + 1 of row p are sin θ and cos θ of
/// θ = p / base^(2i / d). Where d is odd, the last column is a sine.
///
/// Source: Vaswani et al. 2017, section 3.5.
pub(super) struct PositionalEncoding;

static ENCODING: [Parameter; 3] = [
    Parameter::required("n", ParameterKind::Size),
    Parameter::required("d", ParameterKind::Size),
    Parameter::optional("base", ParameterKind::Array, Default::Number(BASE)),
];

impl Operation for PositionalEncoding {
    fn name(&self) -> &'static str {
        "positional_encoding"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &ENCODING
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let given = Given(arguments);
        base(given, 2)?;
        Ok(Shape::matrix(given.size(0)?.clone(), given.size(1)?.clone()))
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let (base, (_, _, width)) = (base(Given(arguments), 2)?, shape.view());
        Ok(Array::generate(shape, |_, row, col| {
            let angle = angle(row, col / 2, width, base);
            if col % 2 == 0 { angle.sin() } else { angle.cos() }
        }))
    }

    /// For each: an exponent and a power, which is three and an exponential, the angle, and its sine or cosine.
    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::each(shape, 5, 1)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for PositionalEncoding {
    fn cause(&self, arguments: &[Argument<'_>], _: &Array, (_, row, _): Position) -> Cause {
        cause_of_angle(base(Given(arguments), 2).unwrap_or(f64::NAN), row)
    }

    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let (_, row, col) = shape.holds(at).then_some(at)?;
        let mut derivation = Derivation::default();
        let angle = derive_angle(&mut derivation, Given(arguments), 2, (row, col, shape.view().2))?;
        derivation.line("PE", angle.under(if col % 2 == 0 { "sin" } else { "cos" }));
        Some(Explanation::Derivation(derivation))
    }

    fn example(&self) -> &'static str {
        "positional_encoding(3, 4)"
    }
}

/// `rope(x, base=10000)`: rotary position embedding. In row p each pair of columns (x, y) = (2i, 2i + 1) is turned by
/// the angle θ = p / base^(2i / d): it becomes (x cos θ − y sin θ, x sin θ + y cos θ). Of a stack, each matrix. The
/// width must be even.
///
/// The scalar product of a turned query and a turned key depends on where they stand only by how far apart.
///
/// Source: Su et al., "`RoFormer`", 2021, equation 15, whose pairs are neighbouring columns.
pub(super) struct Rope;

static ROPE: [Parameter; 2] = [
    Parameter::required("x", ParameterKind::Array),
    Parameter::optional("base", ParameterKind::Array, Default::Number(BASE)),
];

/// The elements of the pair to which a place belongs, the even column first.
fn pair_of((stack, row, col): Position) -> [Position; 2] {
    let even = col - col % 2;
    [(stack, row, even), (stack, row, even + 1)]
}

impl Operation for Rope {
    fn name(&self) -> &'static str {
        "rope"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &ROPE
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let shape = Given(arguments).array(0)?.shape();
        base(Given(arguments), 1)?;
        if shape.rank() < 2 {
            return Err(Fault::Rank { argument: 0, least: 2, most: Shape::MOST, found: shape.clone() });
        }
        if !shape.from_end(1).size.is_multiple_of(2) {
            return Err(Fault::OddWidth { argument: 0, found: shape.clone() });
        }
        Ok(shape.clone())
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let (array, base) = (Given(arguments).array(0)?, base(Given(arguments), 1)?);
        let (_, _, width) = shape.view();
        Ok(Array::generate(shape, |stack, row, col| {
            let pair = pair_of((stack, row, col)).map(|(s, r, c)| array.get(s, r, c).unwrap_or(f64::NAN));
            let (sin, cos) = angle(row, col / 2, width, base).sin_cos();
            let [x, y] = pair;
            if col % 2 == 0 { x * cos - y * sin } else { x * sin + y * cos }
        }))
    }

    /// For each: an exponent and a power, which is three and an exponential, the angle, its sine and cosine, and two
    /// products.
    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::each(shape, 8, 1)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Rope {
    fn cause(&self, arguments: &[Argument<'_>], _: &Array, at: Position) -> Cause {
        let given = Given(arguments);
        let (base, width) =
            (base(given, 1).unwrap_or(BASE), given.array(0).map_or(0, |array| array.shape().view().2));
        let pair = pair_of(at).map(|at| given.element(0, at).map_or(f64::NAN, |operand| operand.value));
        let angle = angle(at.1, at.2 / 2, width, base);
        match pair.map(f64::is_infinite) {
            _ if !angle.is_finite() => cause_of_angle(base, at.1),
            // At place 0 the sine is 0.
            [true, _] | [_, true] if angle == 0.0 => Cause::ZeroTimesInfinity,
            [true, true] => Cause::InfinityMinusInfinity,
            _ => Cause::Overflow,
        }
    }

    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let (_, row, col) = shape.holds(at).then_some(at)?;
        let [x, y] = pair_of(at).map(|at| Given(arguments).element(0, at).map(Part::Operand));
        let (x, y) = (x?, y?);
        let mut derivation = Derivation::default();
        let angle = derive_angle(&mut derivation, Given(arguments), 1, (row, col, shape.view().2))?;
        let (sin, cos) = (angle.clone().under("sin"), angle.under("cos"));
        if col % 2 == 0 {
            derivation.line("x′", x.times(cos).minus(y.times(sin)));
        } else {
            derivation.line("y′", Part::Sum(vec![x.times(sin), y.times(cos)]));
        }
        Some(Explanation::Derivation(derivation))
    }

    fn example(&self) -> &'static str {
        "rope([[1, 0], [1, 0], [1, 0]])"
    }
}

/// `alibi(n, slope=0.5)`: n × n, −slope · |i − j|, to be added to scores: the farther a key, the less it counts. A
/// vector of slopes, one for each head, gives a stack.
///
/// Source: Press, Smith and Lewis, "Train short, test long", 2022, who use it with a causal mask and so never meet
/// the keys after a query; here it is the same on both sides.
pub(super) struct Alibi;

static ALIBI: [Parameter; 2] = [
    Parameter::required("n", ParameterKind::Size),
    Parameter::optional("slope", ParameterKind::Array, Default::Number(SLOPE)),
];

/// The slopes, where any are given.
fn slopes<'a>(arguments: &[Argument<'a>]) -> Result<Option<&'a Array>, Fault> {
    match arguments.get(1) {
        Some(Argument::None) | None => Ok(None),
        _ => Given(arguments).array(1).map(Some),
    }
}

impl Operation for Alibi {
    fn name(&self) -> &'static str {
        "alibi"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &ALIBI
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let n = Given(arguments).size(0)?.clone();
        let Some(slopes) = slopes(arguments)?.map(Array::shape) else {
            return Ok(Shape::matrix(n.clone(), n));
        };
        match slopes.axes() {
            [] => Ok(Shape::matrix(n.clone(), n)),
            [heads] => Ok(Shape::stack(heads.clone(), n.clone(), n)),
            _ => Err(Fault::Rank { argument: 1, least: 0, most: 1, found: slopes.clone() }),
        }
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let slopes = slopes(arguments)?;
        let slope = |head| slopes.map_or(Some(SLOPE), |slopes| slopes.get(0, 0, head)).unwrap_or(f64::NAN);
        Ok(Array::generate(shape, |head, row, col| 0.0 - slope(head) * row.abs_diff(col) as f64))
    }

    /// For each a distance, which is a difference without its sign, a product, and the sign.
    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::each(shape, 3, 0)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Alibi {
    fn cause(&self, _: &[Argument<'_>], value: &Array, (stack, row, col): Position) -> Cause {
        let infinite = value.get(stack, row, col).is_some_and(f64::is_infinite);
        if infinite { Cause::Overflow } else { Cause::ZeroTimesInfinity }
    }

    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let (head, row, col) = shape.holds(at).then_some(at)?;
        let slope = match slopes(arguments).ok()? {
            Some(_) => Part::Operand(Given(arguments).element(1, (0, 0, head))?),
            None => Part::Number(SLOPE),
        };
        let mut derivation = Derivation::default();
        let apart = Part::Number(row as f64).minus(Part::Number(col as f64)).under("abs");
        let apart = derivation.line("|i − j|", apart);
        derivation.line("b", Part::Number(0.0).minus(slope.times(apart)));
        Some(Explanation::Derivation(derivation))
    }

    fn example(&self) -> &'static str {
        "alibi(3)"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;
    use crate::value::Axis;

    fn encoding(n: usize, d: usize, base: Option<&Array>) -> Array {
        let base = base.map_or(Argument::None, Argument::Array);
        call("positional_encoding", &[Argument::Size(n.into()), Argument::Size(d.into()), base])
    }

    #[test]
    fn sines_and_cosines_stand_beside_each_other() {
        let found = encoding(3, 4, None);
        let expected = [0., 1., 0., 1.].into_iter().chain((1..3).flat_map(|p| {
            let p = f64::from(p);
            [p.sin(), p.cos(), (p / 100.0).sin(), (p / 100.0).cos()]
        }));
        assert!(found.iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-15), "{found:?}");
        let shape = PositionalEncoding.shape(&[
            Argument::Size(Axis::named(3, "n")),
            Argument::Size(Axis::named(5, "d_model")),
            Argument::None,
        ]);
        assert_eq!(shape, Ok(Shape::matrix(Axis::named(3, "n"), Axis::named(5, "d_model"))));
        let tenth = encoding(2, 4, Some(&Array::scalar(4.0)));
        assert_eq!(tenth.get(0, 1, 2), Some(0.5_f64.sin()));
        let vector = counted(&[1]);
        let size = || Argument::Size(2.into());
        assert_eq!(fault("positional_encoding", &[size(), size(), Argument::Array(&vector)]).code(), "shape");
    }

    #[test]
    fn a_base_that_has_no_powers_says_so() {
        let cause = |base: f64, at| {
            let base = Array::scalar(base);
            let arguments = [Argument::Size(2.into()), Argument::Size(4.into()), Argument::Array(&base)];
            let value = call("positional_encoding", &arguments);
            let (s, r, c) = at;
            assert!(value.get(s, r, c).unwrap().is_nan());
            PositionalEncoding.cause(&arguments, &value, at)
        };
        assert_eq!(cause(-2.0, (0, 0, 2)), Cause::FractionalPowerOfNegative);
        assert_eq!(cause(0.0, (0, 0, 2)), Cause::ZeroOverZero);
        assert_eq!(cause(0.0, (0, 1, 2)), Cause::DivisionByZero);
    }

    fn rope(x: &Array) -> Array {
        call("rope", &[Argument::Array(x), Argument::None])
    }

    #[test]
    fn pairs_turn_by_their_place() {
        let turned = rope(&numbers(&[2, 4], &[1., 0., 0., 1., 1., 0., 0., 1.]));
        let (fast, slow) = (1.0_f64, 0.01_f64);
        let expected = [1., 0., 0., 1., fast.cos(), fast.sin(), -slow.sin(), slow.cos()];
        assert!(turned.iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-15), "{turned:?}");
    }

    #[test]
    fn products_know_only_how_far_apart() {
        let [query, key] = [[0.3, -1.0, 2.0, 0.5], [1.0, 0.7, -0.2, 0.4]];
        let all = |row: [f64; 4]| rope(&numbers(&[2, 6, 4], &row.repeat(12)));
        let scores =
            call("@", &[&all(query), &call(".T", &[Argument::Array(&all(key))])].map(Argument::Array));
        for (row, col) in (0..5).flat_map(|row| (0..5).map(move |col| (row, col))) {
            let [one, next] = [scores.get(1, row, col), scores.get(1, row + 1, col + 1)].map(Option::unwrap);
            assert!((one - next).abs() < 1e-12, "{row}, {col}: {one} and {next}");
        }
    }

    #[test]
    fn what_has_no_pairs_is_refused() {
        let refuse = |array: &Array| fault("rope", &[Argument::Array(array), Argument::None]);
        assert!(matches!(refuse(&counted(&[2, 3])), Fault::OddWidth { argument: 0, .. }));
        assert!(matches!(refuse(&counted(&[4])), Fault::Rank { least: 2, most: 3, .. }));
        assert_eq!(rope(&counted(&[2, 0])).shape(), &Shape::matrix(2, 0));
    }

    #[test]
    fn turning_infinity_says_why() {
        let inf = f64::INFINITY;
        let cause = |row: [f64; 2], at| {
            let array = numbers(&[2, 2], &row.repeat(2));
            let arguments = [Argument::Array(&array), Argument::None];
            Rope.cause(&arguments, &call("rope", &arguments), at)
        };
        assert_eq!(cause([inf, 1.0], (0, 0, 1)), Cause::ZeroTimesInfinity);
        assert_eq!(cause([inf, inf], (0, 1, 0)), Cause::InfinityMinusInfinity);
        assert_eq!(cause([f64::MAX, f64::MAX], (0, 1, 1)), Cause::Overflow);
    }

    #[test]
    fn far_keys_count_less() {
        let n = || Argument::Size(Axis::named(3, "n"));
        let found = call("alibi", &[n(), Argument::None]);
        assert!(found.iter().eq([0., -0.5, -1., -0.5, 0., -0.5, -1., -0.5, 0.]));
        assert!(found.iter().all(|x| x != 0.0 || x.is_sign_positive()));
        assert_eq!(found.shape(), &Shape::matrix(Axis::named(3, "n"), Axis::named(3, "n")));
        let slopes = numbers(&[2], &[1.0, 0.25]);
        let stack = call("alibi", &[n(), Argument::Array(&slopes)]);
        assert_eq!([stack.get(0, 0, 2), stack.get(1, 0, 2)], [Some(-2.0), Some(-0.5)]);
        assert_eq!(stack.shape(), &Shape::stack(2, Axis::named(3, "n"), Axis::named(3, "n")));
        let refused = fault("alibi", &[n(), Argument::Array(&counted(&[1, 1]))]);
        assert!(matches!(refused, Fault::Rank { argument: 1, least: 0, most: 1, .. }), "{refused:?}");
    }
}
