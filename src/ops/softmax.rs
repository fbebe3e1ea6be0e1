//! `softmax(x, axis=-1)`.

use super::explanation::{self, Operand, Patch, SoftmaxMember};
use super::{
    Argument, Cause, Default, Explained, Explanation, Fault, Given, Lanes, Masked, Notation, Operation,
    Parameter, ParameterKind, Work,
};
use crate::value::{Along, Array, Position, Shape};

/// `softmax(x)[i] = e^(x[i] − m) / Σ_j e^(x[j] − m)`, m the greatest of the row, along one axis.
///
/// Subtracting m changes nothing in exact arithmetic and keeps e^x from overflowing: every exponent is at most 0, and
/// the sum at least 1. The shape stays.
///
/// One rule of our own: a row that is −∞ throughout, where nothing may be attended to, has weights of zero; the
/// formula alone would give NaN. Everything else is as it arises: a NaN or +∞ in a row makes the row NaN.
///
/// Source: Bridle 1990; the subtraction as in <https://www.deeplearningbook.org>, section 4.1.
pub(super) struct Softmax;

static PARAMETERS: [Parameter; 2] = [
    Parameter::required("x", ParameterKind::Array),
    Parameter::optional("axis", ParameterKind::Integer, Default::Integer(-1)),
];

/// The position of the axis.
fn position(given: Given<'_, '_>, shape: &Shape) -> Result<usize, Fault> {
    let axis = given.integer(1)?;
    shape.position(axis).ok_or(Fault::Axis { argument: 1, axis, rank: shape.rank() })
}

/// The greatest of `row`, NaN where there is one.
fn greatest(so_far: f64, x: f64) -> f64 {
    if x > so_far || x.is_nan() { x } else { so_far }
}

/// e^(x − greatest), or 0 where nothing in the row is above −∞.
fn weight(x: f64, greatest: f64) -> f64 {
    if greatest == f64::NEG_INFINITY { 0.0 } else { (x - greatest).exp() }
}

/// What a row's weights are divided by: 1 instead of 0, so that a fully masked row stays zero.
fn divisor(total: f64) -> f64 {
    if total == 0.0 { 1.0 } else { total }
}

/// A row whose members lie together.
fn together(row: &mut [f64]) {
    let most = row.iter().fold(f64::NEG_INFINITY, |most, &x| greatest(most, x));
    let mut total = 0.0;
    for x in row.iter_mut() {
        *x = weight(*x, most);
        total += *x;
    }
    let total = divisor(total);
    for x in row {
        *x /= total;
    }
}

/// One weight of a row.
pub(super) fn weight_of(row: &[f64], chosen: usize) -> f64 {
    let mut weights = row.to_vec();
    together(&mut weights);
    weights.get(chosen).copied().unwrap_or(f64::NAN)
}

/// `rows.len() / inner` rows side by side: each member of all rows lies together, so the work goes member by member.
fn side_by_side(rows: &mut [f64], most: &mut [f64], totals: &mut [f64]) {
    let inner = most.len();
    most.fill(f64::NEG_INFINITY);
    totals.fill(0.0);
    for member in rows.chunks_exact(inner) {
        for (most, &x) in most.iter_mut().zip(member) {
            *most = greatest(*most, x);
        }
    }
    for member in rows.chunks_exact_mut(inner) {
        for ((x, &mut most), total) in member.iter_mut().zip(most.iter_mut()).zip(totals.iter_mut()) {
            *x = weight(*x, most);
            *total += *x;
        }
    }
    for total in totals.iter_mut() {
        *total = divisor(*total);
    }
    for member in rows.chunks_exact_mut(inner) {
        for (x, &total) in member.iter_mut().zip(totals.iter()) {
            *x /= total;
        }
    }
}

/// The row in which an element stands, along the axis at a position.
fn row_of(arguments: &[Argument<'_>], at: Position) -> Option<(Patch, usize)> {
    let shape = Given(arguments).array(0).ok()?.shape();
    let axis = position(Given(arguments), shape).ok().filter(|_| shape.holds(at))?;
    let from = shape.moved(at, axis, 0);
    let to = shape.moved((at.0 + 1, at.1 + 1, at.2 + 1), axis, shape.sizes().nth(axis)?);
    Some((Patch { argument: 0, part: None, from, to }, axis))
}

impl Operation for Softmax {
    fn name(&self) -> &'static str {
        "softmax"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let shape = Given(arguments).array(0)?.shape();
        let along = Along::axis(shape, position(Given(arguments), shape)?);
        if along.size == 0 {
            return Err(Fault::EmptyReduction { argument: 0, found: shape.clone() });
        }
        Ok(shape.clone())
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let along = Along::axis(shape, position(Given(arguments), shape)?);
        let mut weights = Given(arguments).array(0)?.clone().with_truth(false);
        if shape.is_empty() {
            return Ok(weights);
        }
        let group = along.size * along.inner;
        if along.inner == 1 {
            weights.elements_mut().chunks_exact_mut(group).for_each(together);
        } else {
            let mut scratch = vec![0.0; 2 * along.inner];
            let (most, totals) = scratch.split_at_mut(along.inner);
            for rows in weights.elements_mut().chunks_exact_mut(group) {
                side_by_side(rows, most, totals);
            }
        }
        Ok(weights)
    }

    /// Each element is compared, lowered by the greatest, added and divided, and one exponential is taken of it.
    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::each(shape, 4, 1)
    }

    /// What is −∞ throughout, in C order.
    fn masked(&self, arguments: &[Argument<'_>]) -> Option<Masked> {
        let array = Given(arguments).array(0).ok()?;
        let shape = array.shape();
        let position = position(Given(arguments), shape).ok()?;
        if !array.elements().contains(&f64::NEG_INFINITY) {
            return None;
        }
        let (stack, rows, cols) = shape.view();
        let (along, others) = match (shape.rank() - position, shape.rank()) {
            (1, 1) => (Lanes::Vector, (1, 1, 1)),
            (1, _) => (Lanes::Rows, (stack, rows, 1)),
            (2, _) => (Lanes::Columns, (stack, 1, cols)),
            _ => (Lanes::Stack, (1, rows, cols)),
        };
        let hidden = |(s, r, c): (usize, usize, usize)| array.get(s, r, c) == Some(f64::NEG_INFINITY);
        let masked = |&(s, r, c): &(usize, usize, usize)| match along {
            Lanes::Vector | Lanes::Rows => (0..cols).all(|col| hidden((s, r, col))),
            Lanes::Columns => (0..rows).all(|row| hidden((s, row, c))),
            Lanes::Stack => (0..stack).all(|member| hidden((member, r, c))),
        };
        let subscripts = |place| {
            let indices = shape.subscripts(place).into_iter().enumerate();
            let mut subscripts: Vec<_> =
                indices.map(|(at, index)| (at != position).then_some(index)).collect();
            let written = subscripts.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
            subscripts.truncate(written);
            subscripts
        };
        let all = (0..others.0)
            .flat_map(|s| (0..others.1).flat_map(move |r| (0..others.2).map(move |c| (s, r, c))));
        let places: Vec<_> = all.filter(masked).map(subscripts).collect();
        (!places.is_empty()).then_some(Masked { lanes: along, places })
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for Softmax {
    /// What is finite or −∞ has a finite softmax.
    fn cause(&self, _: &[Argument<'_>], _: &Array, _: (usize, usize, usize)) -> Cause {
        Cause::InfiniteScore
    }

    fn explain(&self, arguments: &[Argument<'_>], _: &Shape, at: Position) -> Option<Explanation> {
        let (row, axis) = row_of(arguments, at)?;
        let operands = row.positions().map(|at| Given(arguments).element(0, at));
        let operands: Vec<Operand> = operands.collect::<Option<_>>()?;
        let maximum = operands.iter().fold(f64::NEG_INFINITY, |most, x| greatest(most, x.value));
        let sum = operands.iter().fold(0.0, |sum, x| sum + weight(x.value, maximum));
        let member = |operand: Operand| {
            let (shifted, exponential) = (operand.value - maximum, weight(operand.value, maximum));
            let masked = operand.value == f64::NEG_INFINITY;
            SoftmaxMember { operand, shifted, exponential, weight: exponential / divisor(sum), masked }
        };
        let members = operands.into_iter().map(member).collect();
        let chosen = Given(arguments).array(0).ok()?.shape().place_on(at, axis);
        Some(Explanation::Softmax(explanation::Softmax { axis, members, chosen, maximum, sum }))
    }

    fn reads(&self, arguments: &[Argument<'_>], _: &Shape, at: Position, see: &mut dyn FnMut(Patch)) {
        if let Some((row, _)) = row_of(arguments, at) {
            see(row);
        }
    }

    fn example(&self) -> &'static str {
        "softmax([1, 2, 3])"
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the expected numbers are exact")]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;

    fn softmax(x: &Array, axis: i64) -> Array {
        call("softmax", &[Argument::Array(x), Argument::Integer(axis)])
    }

    #[test]
    fn weights_are_shares_of_e_to_the_x() {
        let weights = softmax(&numbers(&[2, 2], &[0., 3_f64.ln(), 1000., 1000.]), -1);
        for (found, expected) in weights.iter().zip([0.25, 0.75, 0.5, 0.5]) {
            assert!((found - expected).abs() < 1e-15, "{found} is not {expected}");
        }
    }

    #[test]
    fn any_axis_sums_to_one() {
        for axis in [-3, -2, -1, 0, 1, 2] {
            let weights = softmax(&counted(&[2, 3, 4]), axis);
            let sums = call("sum", &[Argument::Array(&weights), Argument::Integer(axis), Argument::None]);
            assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-15), "axis {axis}: {sums:?}");
        }
        assert_eq!(
            softmax(&Array::scalar(7.0).with_shape(Shape::vector(1)).unwrap(), 0).as_number(),
            Some(1.0)
        );
    }

    #[test]
    fn masked_rows_are_zero_and_nan_stays() {
        let inf = f64::INFINITY;
        for rows in [[-inf, -inf], [f64::NAN, 0.0], [inf, 0.0], [0.0, f64::NAN], [0.0, -inf]] {
            let expected = match rows {
                [0.0, x] if !x.is_nan() => [1.0, 0.0],
                [x, _] if x == -inf => [0.0, 0.0],
                // e^(0 − ∞) is 0 before it is divided by a sum that is NaN.
                _ => [f64::NAN, f64::NAN],
            };
            for (shape, axis) in [([1, 2], -1), ([2, 1], 0)] {
                let found: Vec<f64> = softmax(&numbers(&shape, &rows), axis).iter().collect();
                let same = found.iter().zip(expected).all(|(&x, y)| x == y || x.is_nan() && y.is_nan());
                assert!(same, "softmax of {rows:?} is {found:?}");
            }
        }
    }

    #[test]
    fn what_is_fully_masked_is_told() {
        let inf = f64::INFINITY;
        let told = |scores: &Array, axis| {
            let masked = Softmax.masked(&[Argument::Array(scores), Argument::Integer(axis)]);
            masked.map(|masked| (masked.lanes, masked.places))
        };
        let stack = numbers(&[2, 2, 2], &[0., -inf, 1., -inf, 3., -inf, -inf, -inf]);
        assert_eq!(told(&stack, -1), Some((Lanes::Rows, vec![vec![Some(1), Some(1)]])));
        let columns = vec![vec![Some(0), None, Some(1)], vec![Some(1), None, Some(1)]];
        assert_eq!(told(&stack, -2), Some((Lanes::Columns, columns)));
        let across = vec![vec![None, Some(0), Some(1)], vec![None, Some(1), Some(1)]];
        assert_eq!(told(&stack, 0), Some((Lanes::Stack, across)));
        let matrix = numbers(&[2, 2], &[0., -inf, -inf, -inf]);
        assert_eq!(told(&matrix, 1), Some((Lanes::Rows, vec![vec![Some(1)]])));
        assert_eq!(told(&matrix, 0), Some((Lanes::Columns, vec![vec![None, Some(1)]])));
        assert_eq!(told(&numbers(&[2], &[-inf, -inf]), 0), Some((Lanes::Vector, vec![vec![]])));
        assert_eq!(told(&numbers(&[2], &[0., -inf]), 0), None);
        assert_eq!(told(&numbers(&[2, 2], &[0., -inf, 1., 2.]), -1), None);
    }

    #[test]
    fn nothing_has_no_greatest() {
        let empty = fault("softmax", &[Argument::Array(&counted(&[2, 0])), Argument::Integer(-1)]);
        assert_eq!(empty.code(), "empty");
        assert_eq!(softmax(&counted(&[0, 2]), -1).shape(), &Shape::matrix(0, 2));
        let axis = fault("softmax", &[Argument::Array(&counted(&[2])), Argument::Integer(1)]);
        assert_eq!(axis, Fault::Axis { argument: 1, axis: 1, rank: 1 });
    }
}
