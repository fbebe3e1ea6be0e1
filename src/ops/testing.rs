//! What the tests of the operations share.

use super::{Argument, Explained, Fault, find};
use crate::value::{Array, Axis, Shape};

/// An array of these sizes, its elements in C order.
pub(super) fn numbers(sizes: &[usize], elements: &[f64]) -> Array {
    let shape = Shape::new(sizes.iter().copied().map(Axis::new)).unwrap();
    Array::from_c_order(shape, elements.to_vec()).unwrap()
}

/// 0, 1, 2, … in C order.
pub(super) fn counted(sizes: &[usize]) -> Array {
    let elements: Vec<f64> = (0..sizes.iter().product()).map(|i: usize| i as f64).collect();
    numbers(sizes, &elements)
}

/// The value of the operation, after its shape.
pub(super) fn call(name: &str, arguments: &[Argument<'_>]) -> Array {
    let operation = find(name).unwrap();
    let shape = operation.shape(arguments).unwrap();
    let value = operation.value(arguments, &shape).unwrap();
    assert_eq!(value.shape(), &shape, "the shape that {name} promised");
    value
}

/// The operation as it explains itself.
pub(super) fn explained(name: &str) -> &'static dyn Explained {
    super::explained(find(name).unwrap()).unwrap()
}

/// Why the operation refuses.
pub(super) fn fault(name: &str, arguments: &[Argument<'_>]) -> Fault {
    find(name).unwrap().shape(arguments).unwrap_err()
}
