//! What the operations on sequences share: rows and columns of their arguments, and sums of products of them.

use std::ops::Range;

use super::explanation::{Operand, Part, Patch};
use super::{Given, Parameter, ParameterKind};
use crate::value::{Array, Axis, Position, Shape};

/// A bias, which may be left out.
pub(super) const BIAS: Parameter = Parameter::optional("b", ParameterKind::Array, super::Default::None);

/// A column of a matrix of a stack.
pub(super) fn column(array: &Array, stack: usize, column: usize) -> &[f64] {
    let (_, rows, columns) = array.shape().view();
    let first = (stack * columns + column) * rows;
    array.elements().get(first..first + rows).unwrap_or_default()
}

/// A row of a matrix.
pub(super) fn row(matrix: &Array, row: usize) -> Vec<f64> {
    let (_, rows, _) = matrix.shape().view();
    matrix.elements().iter().skip(row).step_by(rows.max(1)).copied().collect()
}

/// Σ x · y, added up in order, as the explanations do.
pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).fold(0.0, |sum, (x, y)| sum + x * y)
}

/// An element of an argument as a part of arithmetic.
pub(super) fn element(given: Given<'_, '_>, argument: usize, at: Position) -> Option<Part> {
    given.element(argument, at).map(Part::Operand)
}

/// Elements of a row of an argument, each times that of a column of another.
pub(super) fn products(
    given: Given<'_, '_>,
    (left, row): (usize, usize),
    (right, stack, column): (usize, usize, usize),
) -> Option<Part> {
    let size = given.array(left).ok()?.shape().from_end(1).size;
    let product = |at: usize| {
        Some(element(given, left, (0, row, at))?.times(element(given, right, (stack, at, column))?))
    };
    (0..size).map(product).collect::<Option<_>>().map(Part::Sum)
}

/// All states of a network with so many components: each is what `step` makes of a row of x and the state before, from
/// a state of 0.
pub(super) fn states(
    x: &Array,
    width: usize,
    shape: &Shape,
    step: impl Fn(&[f64], &[f64]) -> Vec<f64>,
) -> Array {
    let (_, rows, _) = x.shape().view();
    let mut states = vec![0.0; rows * width];
    let mut before = vec![0.0; width];
    for at in 0..rows {
        before = step(&row(x, at), &before);
        for (to, state) in before.iter().enumerate() {
            states[to * rows + at] = *state;
        }
    }
    Array::from_memory(shape, states)
}

/// The rows of x and the components of the state that a component of one depends on. From the second row on, the state
/// before brings the rows before and every component along.
pub(super) fn reached((_, row, to): Position, width: usize) -> (Range<usize>, Range<usize>) {
    (0..row + 1, if row == 0 { to..to + 1 } else { 0..width })
}

/// A component of the state before a row of the result: an element of the result itself, or 0 before the first.
pub(super) fn state_before(states: &Array, row: usize, at: usize) -> Option<Part> {
    let Some(before) = row.checked_sub(1) else { return Some(Part::Number(0.0)) };
    let at = (0, before, at);
    let value = states.get(at.0, at.1, at.2)?;
    Some(Part::Operand(Operand { argument: Operand::OWN, part: None, at, value }))
}

/// The state before a row of the result, all of it, as elements of the result itself.
pub(super) fn see_state_before(row: usize, width: usize, see: &mut dyn FnMut(Patch)) {
    if let Some(before) = row.checked_sub(1) {
        see(Patch { argument: Operand::OWN, part: None, from: (0, before, 0), to: (1, row, width) });
    }
}

/// The axis of two that belong together: the one that has a name.
pub(super) fn named<'a>(one: &'a Axis, other: &'a Axis) -> &'a Axis {
    if one.name.is_some() { one } else { other }
}
