//! NumPy's broadcasting: <https://numpy.org/doc/stable/user/basics.broadcasting.html>.

use super::{Array, Axis, Shape};

/// Two operands whose sizes cannot be broadcast together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    /// The position of the first operand that clashes.
    pub left: usize,
    /// The position of the second.
    pub right: usize,
    /// The axis, counted from the end as NumPy counts: −1 is the last.
    pub axis: i64,
}

/// The shape that all of `shapes` broadcast to: aligned at the last axis, each size equal or 1.
///
/// An axis of the result is named after the leftmost operand that has the result's size there and a name. So in
/// `X + b` the columns take the name that X or else b gives them, and an axis that was stretched gives none.
///
/// # Errors
/// The pair of operands that clash, at the last axis where any do.
pub fn broadcast(shapes: &[&Shape]) -> Result<Shape, Clash> {
    let rank = shapes.iter().map(|shape| shape.rank()).max().unwrap_or(0);
    let mut result = Shape::scalar();
    let mut axes = [const { Axis { size: 1, name: None } }; Shape::MOST];
    for number in 1..=rank {
        let at = |operand: usize| shapes.get(operand).map(|shape| shape.from_end(number));
        let stretches = |operand: &usize| at(*operand).is_some_and(|axis| axis.size != 1);
        let left = (0..shapes.len()).find(stretches).unwrap_or(0);
        let size = at(left).map_or(1, |axis| axis.size);
        let clashes = |operand: &usize| at(*operand).is_some_and(|axis| axis.size != 1 && axis.size != size);
        if let Some(right) = (left + 1..shapes.len()).find(clashes) {
            return Err(Clash { left, right, axis: -(number as i64) });
        }
        let mut named = shapes.iter().map(|shape| shape.from_end(number)).filter(|axis| axis.size == size);
        let name = named.find_map(|axis| axis.name.clone());
        if let Some(axis) = axes.get_mut(rank - number) {
            *axis = Axis { size, name };
        }
    }
    if let Some(shape) = Shape::new(axes.into_iter().take(rank)) {
        result = shape;
    }
    Ok(result)
}

/// How far apart an operand's elements lie for each step of the result: 0 where it is stretched.
#[derive(Clone, Copy)]
struct Steps {
    stack: usize,
    row: usize,
    col: usize,
}

impl Steps {
    fn of(operand: &Shape) -> Self {
        let (stack, rows, cols) = operand.view();
        let step = |size: usize, step: usize| if size == 1 { 0 } else { step };
        Self { stack: step(stack, rows * cols), row: step(rows, 1), col: step(cols, rows) }
    }
}

/// `element` of each pair of elements, under `shape`, which is what [`broadcast`] gave for the two operands.
pub(crate) fn zip(left: &Array, right: &Array, shape: &Shape, element: impl Fn(f64, f64) -> f64) -> Array {
    zip_with(left, right, shape, &element)
}

/// One piece of code for every operator: it is loaded before it is run.
fn zip_with(left: &Array, right: &Array, shape: &Shape, element: &dyn Fn(f64, f64) -> f64) -> Array {
    let (a, b) = (left.elements(), right.elements());
    let elements = if left.shape().view() == right.shape().view() {
        a.iter().zip(b).map(|(&x, &y)| element(x, y)).collect()
    } else if let ([x], true) = (a, right.shape().view() == shape.view()) {
        b.iter().map(|&y| element(*x, y)).collect()
    } else if let ([y], true) = (b, left.shape().view() == shape.view()) {
        a.iter().map(|&x| element(x, *y)).collect()
    } else {
        let (first, second) = (Steps::of(left.shape()), Steps::of(right.shape()));
        columns(shape, |stack, col, rows, out: &mut Vec<f64>| {
            let x = a.get(stack * first.stack + col * first.col..).unwrap_or_default();
            let y = b.get(stack * second.stack + col * second.col..).unwrap_or_default();
            out.extend((0..rows).map(|row| element(x[row * first.row], y[row * second.row])));
        })
    };
    Array::from_memory(shape, elements)
}

/// As [`zip`], for three operands.
pub(crate) fn zip3(operands: [&Array; 3], shape: &Shape, element: impl Fn(f64, f64, f64) -> f64) -> Array {
    let steps = operands.map(|operand| Steps::of(operand.shape()));
    let all = operands.map(Array::elements);
    let elements = columns(shape, |stack, col, rows, out: &mut Vec<f64>| {
        let from = |i: usize| all[i].get(stack * steps[i].stack + col * steps[i].col..).unwrap_or_default();
        let [x, y, z] = [from(0), from(1), from(2)];
        out.extend(
            (0..rows).map(|row| element(x[row * steps[0].row], y[row * steps[1].row], z[row * steps[2].row])),
        );
    });
    Array::from_memory(shape, elements)
}

/// Fills the columns of every member of a stack in the memory's order.
fn columns(shape: &Shape, mut fill: impl FnMut(usize, usize, usize, &mut Vec<f64>)) -> Vec<f64> {
    let (stack, rows, cols) = shape.view();
    let mut out = Vec::with_capacity(shape.len());
    for member in 0..stack {
        for col in 0..cols {
            fill(member, col, rows, &mut out);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(shape: Shape) -> Array {
        let elements = (0..shape.len()).map(|i| i as f64).collect();
        Array::from_c_order(shape, elements).unwrap()
    }

    #[test]
    fn sizes_stretch_from_the_last_axis() {
        let stack = Shape::stack(2, 1, 4);
        assert_eq!(broadcast(&[&stack, &Shape::matrix(3, 1)]), Ok(Shape::stack(2, 3, 4)));
        assert_eq!(broadcast(&[&Shape::vector(3), &Shape::scalar()]), Ok(Shape::vector(3)));
        assert_eq!(broadcast(&[&Shape::vector(0), &Shape::vector(1)]), Ok(Shape::vector(0)));
        assert_eq!(broadcast(&[]), Ok(Shape::scalar()));
        let clash = broadcast(&[&Shape::scalar(), &Shape::matrix(2, 3), &Shape::matrix(4, 3)]);
        assert_eq!(clash, Err(Clash { left: 1, right: 2, axis: -2 }));
    }

    #[test]
    fn names_come_from_the_operand_of_that_size() {
        let queries = Shape::matrix(Axis::named(4, "n"), Axis::new(3));
        let bias = Shape::vector(Axis::named(3, "d_k"));
        let named = Shape::matrix(Axis::named(4, "n"), Axis::named(3, "d_k"));
        assert_eq!(broadcast(&[&queries, &bias]), Ok(named));
        let one = Shape::vector(Axis::named(1, "n"));
        assert_eq!(broadcast(&[&one, &Shape::vector(5)]), Ok(Shape::vector(5)));
    }

    #[test]
    fn elements_meet_where_they_should() {
        let [left, right] = [counted(Shape::stack(2, 1, 2)), counted(Shape::matrix(3, 1))];
        let shape = broadcast(&[left.shape(), right.shape()]).unwrap();
        let sum = zip(&left, &right, &shape, |x, y| 10.0 * x + y);
        let expected = [0.0, 10.0, 1.0, 11.0, 2.0, 12.0, 20.0, 30.0, 21.0, 31.0, 22.0, 32.0];
        assert!(sum.iter().eq(expected), "got {sum:?}");
        let same = zip3([&left, &right, &left], &shape, |x, y, _| 10.0 * x + y);
        assert!(same.same_bits(&sum));
    }
}
