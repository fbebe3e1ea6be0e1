//! The numbers of an array.

use std::rc::Rc;

use nalgebra::{DMatrix, DMatrixView};

use super::{Axis, Shape};

/// An array of rank 0 to 3 in f64.
///
/// All of it is one nalgebra matrix with the members of the stack side by side: rows × (columns · stack). nalgebra
/// stores by *column*, so memory runs down the first column of the first member, then down the next column: the
/// memory's order is (stack, column, row), and a rank-2 array is exactly the matrix that nalgebra multiplies.
#[derive(Debug, Clone)]
pub struct Array {
    shape: Shape,
    data: DMatrix<f64>,
    truth: bool,
}

impl Array {
    /// A number.
    pub fn scalar(value: f64) -> Self {
        Self { shape: Shape::scalar(), data: DMatrix::from_element(1, 1, value), truth: false }
    }

    /// A truth value: 1 or 0 with NumPy's type `bool`.
    pub fn truth(value: bool) -> Self {
        Self::scalar(f64::from(u8::from(value))).with_truth(true)
    }

    /// One number everywhere.
    pub fn filled(shape: &Shape, value: f64) -> Self {
        let (stack, rows, cols) = shape.view();
        Self { shape: shape.clone(), data: DMatrix::from_element(rows, stack * cols, value), truth: false }
    }

    /// The element at each (stack, row, column), asked for in the memory's order.
    pub fn generate(shape: &Shape, mut element: impl FnMut(usize, usize, usize) -> f64) -> Self {
        let (_, rows, cols) = shape.view();
        let mut array = Self::filled(shape, 0.0);
        if rows > 0 {
            for (place, column) in array.data.as_mut_slice().chunks_exact_mut(rows).enumerate() {
                for (row, slot) in column.iter_mut().enumerate() {
                    *slot = element(place / cols, row, place % cols);
                }
            }
        }
        array
    }

    /// The numbers in C order, the last axis running fastest, as NumPy prints them; `None` where their count is not
    /// the shape's.
    pub fn from_c_order(shape: Shape, elements: Vec<f64>) -> Option<Self> {
        if elements.len() != shape.len() {
            return None;
        }
        let (stack, rows, cols) = shape.view();
        let data = match (stack, rows) {
            (_, 1) => DMatrix::from_vec(1, stack * cols, elements),
            (1, _) => DMatrix::from_row_slice(rows, cols, &elements),
            _ => {
                let c_order = |row: usize, place: usize| ((place / cols) * rows + row) * cols + place % cols;
                DMatrix::from_fn(rows, stack * cols, |row, place| {
                    elements.get(c_order(row, place)).copied().unwrap_or(f64::NAN)
                })
            }
        };
        Some(Self { shape, data, truth: false })
    }

    /// nalgebra's matrix, its two axes named.
    pub fn from_matrix(matrix: DMatrix<f64>, rows: Option<Rc<str>>, cols: Option<Rc<str>>) -> Self {
        let (height, width) = matrix.shape();
        let shape = Shape::matrix(Axis { size: height, name: rows }, Axis { size: width, name: cols });
        Self { shape, data: matrix, truth: false }
    }

    /// nalgebra's matrix as the memory of an array of `shape`: the members of the stack side by side. The matrix must
    /// be as large as that; another is a mistake of the caller, which shows as NaN.
    pub(crate) fn over(shape: &Shape, matrix: DMatrix<f64>) -> Self {
        let (stack, rows, cols) = shape.view();
        if matrix.shape() == (rows, stack * cols) {
            Self { shape: shape.clone(), data: matrix, truth: false }
        } else {
            Self::filled(shape, f64::NAN)
        }
    }

    /// The numbers in the memory's order (stack, column, row), as many as the shape has; see [`over`](Self::over).
    pub(crate) fn from_memory(shape: &Shape, elements: Vec<f64>) -> Self {
        let (stack, rows, cols) = shape.view();
        if elements.len() == shape.len() {
            Self { shape: shape.clone(), data: DMatrix::from_vec(rows, stack * cols, elements), truth: false }
        } else {
            Self::filled(shape, f64::NAN)
        }
    }

    /// As [`with_shape`](Self::with_shape), where the count is known to be right; another shows as NaN.
    pub(crate) fn reshaped(self, shape: &Shape) -> Self {
        self.with_shape(shape.clone()).unwrap_or_else(|| Self::filled(shape, f64::NAN))
    }

    /// The same numbers in C order under another shape; `None` where the count differs. Costs nothing where the
    /// shapes differ only in names or in axes of size 1 before the matrix.
    pub fn with_shape(self, shape: Shape) -> Option<Self> {
        if self.shape.view() == shape.view() {
            return Some(Self { shape, ..self });
        }
        let truth = self.truth;
        Some(Self::from_c_order(shape, self.iter().collect())?.with_truth(truth))
    }

    /// The same numbers, marked as truth values or as ordinary numbers.
    #[must_use]
    pub fn with_truth(self, truth: bool) -> Self {
        Self { truth, ..self }
    }

    /// Each element through `element`, under the same shape; the result holds ordinary numbers.
    #[must_use]
    pub fn map(&self, element: fn(f64) -> f64) -> Self {
        let elements = self.elements().iter().map(|&x| element(x)).collect();
        let (rows, places) = self.data.shape();
        Self { shape: self.shape.clone(), data: DMatrix::from_vec(rows, places, elements), truth: false }
    }

    /// Sizes and names of the axes.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Whether the elements are truth values, NumPy's `bool`: all of them 0 or 1.
    pub fn is_truth(&self) -> bool {
        self.truth
    }

    /// The only element of an array that has just one, whatever its rank.
    pub fn as_number(&self) -> Option<f64> {
        match self.elements() {
            [number] => Some(*number),
            _ => None,
        }
    }

    /// The element at a row and column of a member of the stack; see [`Shape::view`].
    pub fn get(&self, stack: usize, row: usize, col: usize) -> Option<f64> {
        let (_, _, cols) = self.shape.view();
        if col >= cols {
            return None;
        }
        self.data.get((row, stack.checked_mul(cols)?.checked_add(col)?)).copied()
    }

    /// The element that broadcasting sets at a (stack, row, column) of a larger result: an axis of size 1 is stretched.
    pub(crate) fn stretched(&self, place: (usize, usize, usize)) -> Option<f64> {
        let (stack, rows, cols) = self.shape.view();
        let at = |size: usize, index: usize| if size == 1 { 0 } else { index };
        self.get(at(stack, place.0), at(rows, place.1), at(cols, place.2))
    }

    /// All elements in C order, as NumPy prints them.
    pub fn iter(&self) -> impl Iterator<Item = f64> + '_ {
        self.slices().flat_map(|slice| {
            let (rows, cols) = slice.shape();
            (0..rows * cols).map(move |place| slice[(place / cols, place % cols)])
        })
    }

    /// All elements in the memory's order (stack, column, row).
    pub fn elements(&self) -> &[f64] {
        self.data.as_slice()
    }

    /// All elements in the memory's order (stack, column, row), to write.
    pub fn elements_mut(&mut self) -> &mut [f64] {
        self.data.as_mut_slice()
    }

    /// The matrices of the stack in order: one matrix for rank 0 to 2.
    pub fn slices(&self) -> impl Iterator<Item = DMatrixView<'_, f64>> + Clone {
        let (stack, _, cols) = self.shape.view();
        (0..stack).map(move |member| self.data.columns(member * cols, cols))
    }

    /// The members of the stack side by side: rows × (columns · stack); the matrix itself for rank 2.
    pub fn matrix(&self) -> &DMatrix<f64> {
        &self.data
    }

    /// As [`matrix`](Self::matrix), to write.
    pub fn matrix_mut(&mut self) -> &mut DMatrix<f64> {
        &mut self.data
    }

    /// Whether shape, names, type and every bit agree: NaN equals itself and 0 differs from −0. For telling whether
    /// anything changed, not for mathematics.
    pub fn same_bits(&self, other: &Self) -> bool {
        let same_kind = self.truth == other.truth && self.shape == other.shape;
        same_kind
            && self.elements().iter().map(|x| x.to_bits()).eq(other.elements().iter().map(|x| x.to_bits()))
    }

    /// Where the first NaN or infinity in C order is: (stack, row, column) and the value.
    pub fn first_non_finite(&self) -> Option<((usize, usize, usize), f64)> {
        self.first(|x| !x.is_finite())
    }

    /// Whether every element is finite. Quicker than looking for one that is not: 0 · x is 0 for every finite x and
    /// NaN for the others, and a sum has no branches.
    pub fn all_finite(&self) -> bool {
        self.elements().iter().fold(0.0, |sum, x| sum + x * 0.0) == 0.0
    }

    /// Where the first NaN in C order is: (stack, row, column).
    pub fn first_nan(&self) -> Option<(usize, usize, usize)> {
        self.first(f64::is_nan).map(|(place, _)| place)
    }

    fn first(&self, wanted: impl Fn(f64) -> bool) -> Option<((usize, usize, usize), f64)> {
        // Most arrays hold none: look in the memory's order first, which is quick.
        if !self.elements().iter().any(|&x| wanted(x)) {
            return None;
        }
        let (_, rows, cols) = self.shape.view();
        let (place, value) = self.iter().enumerate().find(|&(_, x)| wanted(x))?;
        Some(((place / (rows * cols), place / cols % rows, place % cols), value))
    }
}

impl From<f64> for Array {
    fn from(value: f64) -> Self {
        Self::scalar(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(shape: Shape) -> Array {
        let elements = (0..shape.len()).map(|i| i as f64).collect();
        Array::from_c_order(shape, elements).unwrap()
    }

    #[test]
    fn c_order_goes_in_and_comes_out() {
        for shape in [Shape::scalar(), Shape::vector(4), Shape::matrix(2, 3), Shape::stack(2, 3, 4)] {
            let array = counted(shape.clone());
            assert!(array.iter().eq((0..shape.len()).map(|i| i as f64)), "C order of {shape:?}");
        }
        for shape in [Shape::vector(0), Shape::matrix(0, 3), Shape::stack(2, 0, 4), Shape::stack(2, 3, 0)] {
            assert_eq!(counted(shape).iter().count(), 0);
        }
        assert!(Array::from_c_order(Shape::vector(3), vec![1.0]).is_none());
    }

    #[test]
    fn elements_are_found_where_they_are() {
        let array = counted(Shape::stack(2, 3, 4));
        assert_eq!(array.get(1, 2, 3), Some(23.0));
        assert_eq!(array.get(1, 0, 2), Some(14.0));
        assert_eq!([array.get(2, 0, 0), array.get(0, 3, 0), array.get(0, 0, 4)], [None; 3]);
        assert_eq!(counted(Shape::stack(2, 1, 3)).stretched((1, 7, 2)), Some(5.0));
        let again = Array::generate(array.shape(), |s, r, c| (s * 12 + r * 4 + c) as f64);
        assert!(again.same_bits(&array));
        let sums: Vec<f64> = array.slices().map(|slice| slice.sum()).collect();
        assert_eq!(sums, [66.0, 210.0]);
    }

    #[test]
    fn reshaping_keeps_c_order() {
        let array = counted(Shape::stack(2, 3, 4)).with_shape(Shape::matrix(6, 4)).unwrap();
        assert!(array.iter().eq((0..24).map(f64::from)));
        assert!(array.with_shape(Shape::matrix(5, 5)).is_none());
    }

    #[test]
    fn change_is_told_by_bits() {
        let nan = Array::scalar(f64::NAN);
        assert!(nan.same_bits(&Array::scalar(f64::NAN)));
        assert!(!Array::scalar(0.0).same_bits(&Array::scalar(-0.0)));
        assert!(!Array::scalar(1.0).same_bits(&Array::truth(true)));
        assert!(!counted(Shape::vector(2)).same_bits(&counted(Shape::vector(Axis::named(2, "n")))));
    }

    #[test]
    fn the_first_non_finite_is_first_in_c_order() {
        let mut array = counted(Shape::stack(2, 2, 2));
        let elements = [0.0, 1.0, 2.0, 3.0, 4.0, f64::INFINITY, f64::NAN, 7.0];
        array = Array::from_c_order(array.shape().clone(), elements.to_vec()).unwrap();
        assert_eq!(array.first_non_finite(), Some(((1, 0, 1), f64::INFINITY)));
        assert_eq!(array.first_nan(), Some((1, 1, 0)));
        assert!(!array.all_finite());
        assert!(Array::filled(&Shape::matrix(2, 2), -f64::MAX).all_finite());
        assert!(!Array::scalar(f64::NEG_INFINITY).all_finite());
        assert_eq!(counted(Shape::vector(3)).first_non_finite(), None);
    }
}
