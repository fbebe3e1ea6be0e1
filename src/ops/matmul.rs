//! `@`, the product of matrices.

use nalgebra::{DMatrix, DMatrixView};

use super::arithmetic::OPERANDS;
use super::explanation::{Patch, Product};
use super::{
    Argument, Cause, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, Side, Work,
};
use crate::value::{Array, Axis, Position, Shape, broadcast};

/// `C = A @ B`: `C[i, j] = Σ_k A[i, k] · B[k, j]`.
///
/// Shapes: (a × b) @ (b × c) → a × c; a stack multiplies member by member, and a single matrix beside a stack
/// multiplies every member. As in NumPy a vector on the left is a row and on the right a column, and that axis is not
/// in the result. The result's rows are named as A's and its columns as B's.
///
/// Source: <https://numpy.org/doc/stable/reference/generated/numpy.matmul.html>.
pub(super) struct MatMul;

/// The axis along which the right operand is summed: its rows, or a vector's only axis.
fn summed(right: &Shape) -> &Axis {
    right.from_end(right.rank().min(2))
}

/// That the sizes which are summed over agree.
fn check_inner(left: &Shape, right: &Shape) -> Result<(), Fault> {
    if left.from_end(1).size == summed(right).size {
        return Ok(());
    }
    let transpose = transpose_hint(left, right);
    Err(Fault::InnerSizes { left: left.clone().into(), right: right.clone().into(), transpose })
}

/// The stack axes, which broadcast.
fn stacks(left: &Shape, right: &Shape) -> Result<Shape, Fault> {
    let stack = |shape: &Shape| {
        let axis = shape.axes().iter().rev().nth(2).cloned();
        axis.map_or_else(Shape::scalar, Shape::vector)
    };
    broadcast(&[&stack(left), &stack(right)]).map_err(|clash| Fault::Broadcast {
        arguments: [clash.left, clash.right],
        left: left.clone().into(),
        right: right.clone().into(),
        axis: clash.axis - 2,
    })
}

/// The operand whose `.T` would make the inner sizes fit.
fn transpose_hint(left: &Shape, right: &Shape) -> Option<Side> {
    let fits = |left: &Shape, right: &Shape| left.from_end(1).size == summed(right).size;
    if right.rank() >= 2 && fits(left, &right.transposed()) {
        Some(Side::Right)
    } else if left.rank() >= 2 && fits(&left.transposed(), right) {
        Some(Side::Left)
    } else {
        None
    }
}

/// The row of the left operand and the column of the right one that make an element of the result.
fn row_and_column(arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<(Patch, Patch)> {
    let (left, right) = (Given(arguments).array(0).ok()?, Given(arguments).array(1).ok()?);
    let (a, b) = (left.shape(), right.shape());
    check_inner(a, b).ok().filter(|()| shape.holds(at))?;
    let cols = if b.rank() == 1 { 1 } else { b.view().2 };
    // In C order this is the result, with axes of size 1 that stand for vectors.
    let whole = Shape::stack(stacks(a, b).ok()?.len(), a.view().1, cols);
    let (stack, row, col) = whole.c_position(shape.c_index(at));
    let inner = a.from_end(1).size;
    let patch = |argument, from, to| Patch { argument, part: None, from, to };
    let member = |shape: &Shape| shape.broadcast_position((stack, 0, 0)).0;
    let row = patch(0, (member(a), row, 0), (member(a) + 1, row + 1, inner));
    let column = match b.rank() {
        1 => patch(1, (0, 0, 0), (1, 1, inner)),
        _ => patch(1, (member(b), 0, col), (member(b) + 1, inner, col + 1)),
    };
    Some((row, column))
}

impl Operation for MatMul {
    fn name(&self) -> &'static str {
        "@"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &OPERANDS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        let operands = [Given(arguments).array(0)?, Given(arguments).array(1)?];
        for (argument, operand) in operands.iter().enumerate() {
            if operand.shape().rank() == 0 {
                return Err(Fault::Rank { argument, least: 1, most: Shape::MOST, found: Shape::scalar() });
            }
        }
        let [left, right] = operands.map(Array::shape);
        check_inner(left, right)?;
        let stack = stacks(left, right)?;
        if operands.iter().all(|operand| operand.is_truth()) {
            return Err(Fault::TruthArithmetic);
        }
        let rows = (left.rank() >= 2).then(|| left.from_end(2).clone());
        let cols = (right.rank() >= 2).then(|| right.from_end(1).clone());
        let axes = stack.axes().iter().cloned().chain(rows).chain(cols);
        Shape::new(axes).ok_or(Fault::TooManyAxes { rank: Shape::MOST + 1 })
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let (left, right) = (Given(arguments).array(0)?, Given(arguments).array(1)?);
        let (a, b) = (left.shape(), right.shape());
        check_inner(a, b)?;
        if a.rank() == 2 && b.rank() == 2 {
            return Ok(Array::over(shape, left.matrix() * right.matrix()));
        }
        let (_, rows, inner) = a.view();
        let column = (b.rank() == 1).then(|| DMatrixView::from_slice(right.elements(), inner, 1));
        let cols = column.as_ref().map_or(b.view().2, |_| 1);
        let stack = stacks(a, b)?.len();
        let mut product = DMatrix::zeros(rows, stack * cols);
        // A single matrix comes again for every member of the other's stack.
        let second = right.slices().map(|slice| column.unwrap_or(slice)).cycle();
        for (member, (first, second)) in left.slices().cycle().zip(second).take(stack).enumerate() {
            product.columns_mut(member * cols, cols).gemm(1.0, &first, &second, 0.0);
        }
        // In C order this is the result, once the axes of size 1 that stand for vectors are gone.
        Ok(Array::over(&Shape::stack(stack, rows, cols), product).reshaped(shape))
    }

    /// stack · rows · inner · cols.
    fn work<'a>(&self, arguments: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        let (Ok(left), Ok(right)) = (Given(arguments).array(0), Given(arguments).array(1)) else {
            return Work::copies(shape);
        };
        let [across, down] = [left.shape().from_end(1), summed(right.shape())];
        Work::products(shape, if across.name.is_some() { across } else { down })
    }

    fn notation(&self) -> Notation {
        Notation::Juxtaposition
    }
}

impl Explained for MatMul {
    fn cause(&self, arguments: &[Argument<'_>], value: &Array, place: (usize, usize, usize)) -> Cause {
        let (Ok(left), Ok(right)) = (Given(arguments).array(0), Given(arguments).array(1)) else {
            return Cause::Overflow;
        };
        // The axes of the result: a stack, the rows of the left and the columns of the right, where there are any.
        let mut axes = value.shape().subscripts(place);
        let column = if right.shape().rank() >= 2 { axes.pop() } else { None };
        let row = if left.shape().rank() >= 2 { axes.pop() } else { None }.unwrap_or(0);
        let stack = axes.pop().unwrap_or(0);
        let pairs = (0..left.shape().from_end(1).size).map(|k| {
            let second = column.map_or((0, 0, k), |column| (stack, k, column));
            let (x, y) = (left.stretched((stack, row, k)), right.stretched(second));
            (x.unwrap_or(f64::NAN), y.unwrap_or(f64::NAN))
        });
        if pairs.clone().any(|(x, y)| (x * y).is_nan()) {
            return Cause::ZeroTimesInfinity;
        }
        // A product that overflows is no infinity that was given.
        let given = pairs.map(|(x, y)| if x.is_finite() { y } else { x });
        let (stack, row, col) = place;
        Cause::of_sum(given, value.get(stack, row, col).unwrap_or(f64::NAN))
    }

    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let (row, column) = row_and_column(arguments, shape, at)?;
        let mut running = 0.0;
        let product = |(across, down)| {
            let (left, right) = (Given(arguments).element(0, across)?, Given(arguments).element(1, down)?);
            let product = left.value * right.value;
            running += product;
            Some(Product { left, right, product, running })
        };
        let products = row.positions().zip(column.positions()).map(product);
        products.collect::<Option<_>>().map(Explanation::Products)
    }

    fn reads(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position, see: &mut dyn FnMut(Patch)) {
        if let Some((row, column)) = row_and_column(arguments, shape, at) {
            see(row);
            see(column);
        }
    }

    fn example(&self) -> &'static str {
        "array([[1, 2], [3, 4]]) @ array([[1, 0], [0, 2]])"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{call, counted, fault, numbers};
    use super::*;

    fn product(left: &Array, right: &Array) -> Array {
        call("@", &[Argument::Array(left), Argument::Array(right)])
    }

    #[test]
    fn matrices_and_vectors_multiply() {
        let [matrix, vector] = [counted(&[2, 3]), counted(&[3])];
        assert!(product(&matrix, &counted(&[3, 2])).same_bits(&numbers(&[2, 2], &[10., 13., 28., 40.])));
        assert!(product(&matrix, &vector).same_bits(&numbers(&[2], &[5., 14.])));
        assert!(product(&vector, &counted(&[3, 2])).same_bits(&numbers(&[2], &[10., 13.])));
        assert!(product(&vector, &vector).same_bits(&numbers(&[], &[5.])));
        assert!(product(&counted(&[2, 0]), &counted(&[0, 2])).same_bits(&numbers(&[2, 2], &[0.; 4])));
    }

    #[test]
    fn stacks_multiply_member_by_member() {
        let [stack, matrix] = [counted(&[2, 2, 3]), counted(&[3, 2])];
        let expected = numbers(&[2, 2, 2], &[10., 13., 28., 40., 46., 67., 64., 94.]);
        assert!(product(&stack, &matrix).same_bits(&expected));
        assert!(product(&stack, &counted(&[3])).same_bits(&numbers(&[2, 2], &[5., 14., 23., 32.])));
        assert!(product(&counted(&[2]), &stack).same_bits(&numbers(&[2, 3], &[3., 4., 5., 9., 10., 11.])));
        let ones = product(&counted(&[1, 2, 3]), &counted(&[2, 3, 1]));
        assert!(ones.same_bits(&numbers(&[2, 2, 1], &[5., 14., 14., 50.])));
    }

    #[test]
    fn what_is_not_finite_has_its_cause() {
        let inf = f64::INFINITY;
        let cause = |left: &Array, right: &Array| {
            let arguments = [Argument::Array(left), Argument::Array(right)];
            let value = call("@", &arguments);
            let place = value.first_nan().or(value.first_non_finite().map(|(place, _)| place));
            MatMul.cause(&arguments, &value, place.unwrap())
        };
        let columns = numbers(&[2, 2], &[1., 0., 1., -1.]);
        assert_eq!(cause(&numbers(&[2, 2], &[1., 1., inf, 1.]), &columns), Cause::ZeroTimesInfinity);
        assert_eq!(
            cause(&numbers(&[2], &[inf, inf]), &numbers(&[2], &[1., -1.])),
            Cause::InfinityMinusInfinity
        );
        let stack = numbers(&[2, 1, 2], &[1., 1., inf, inf]);
        assert_eq!(cause(&stack, &numbers(&[2], &[1., -1.])), Cause::InfinityMinusInfinity);
        assert_eq!(cause(&stack, &columns), Cause::ZeroTimesInfinity);
        let large = numbers(&[2], &[1e300, 1e300]);
        assert_eq!(cause(&large, &numbers(&[2], &[1e300, 1.])), Cause::Overflow);
        assert_eq!(cause(&large, &numbers(&[2], &[1e300, -1e300])), Cause::Overflow);
    }

    #[test]
    fn names_flow_to_the_result() {
        let named = |rows: &str, cols: &str| {
            let name = |text: &str| Some(text.into());
            Array::from_matrix(DMatrix::zeros(2, 2), name(rows), name(cols))
        };
        let shape = product(&named("n", "d_model"), &named("d_model", "d_k")).shape().clone();
        assert_eq!(shape, Shape::matrix(Axis::named(2, "n"), Axis::named(2, "d_k")));
    }

    #[test]
    fn a_misfit_suggests_a_transpose() {
        let hint = |left: &[usize], right: &[usize]| match fault(
            "@",
            &[Argument::Array(&counted(left)), Argument::Array(&counted(right))],
        ) {
            Fault::InnerSizes { transpose, .. } => transpose,
            other => panic!("{other:?}"),
        };
        assert_eq!(hint(&[3, 4], &[3, 4]), Some(Side::Right));
        assert_eq!(hint(&[3, 4], &[3, 5]), Some(Side::Left));
        assert_eq!(hint(&[3, 4], &[5, 6]), None);
        assert_eq!(hint(&[4], &[5, 4]), Some(Side::Right));
        assert_eq!(hint(&[3, 4], &[3]), Some(Side::Left));
        let stacks =
            fault("@", &[Argument::Array(&counted(&[2, 1, 1])), Argument::Array(&counted(&[3, 1, 1]))]);
        assert!(matches!(stacks, Fault::Broadcast { axis: -3, .. }), "{stacks:?}");
        let number = fault("@", &[Argument::Array(&Array::scalar(2.0)), Argument::Array(&counted(&[1]))]);
        assert!(matches!(number, Fault::Rank { argument: 0, least: 1, .. }), "{number:?}");
    }

    #[test]
    fn cost_is_the_product_of_sizes() {
        let [left, right] = [counted(&[2, 3, 4]), counted(&[4, 5])];
        let arguments = [Argument::Array(&left), Argument::Array(&right)];
        let shape = MatMul.shape(&arguments).unwrap();
        assert_eq!(MatMul.work(&arguments, &shape).steps(), 2 * 3 * 4 * 5);
    }
}
