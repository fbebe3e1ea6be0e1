//! The operations of the formula language, one file per operation or close family.
//!
//! An operation is one entry that knows everything about itself: its name and parameters, the shape rule, the
//! value, and how it is written as mathematics. Adding an operation is adding one file and one line in [`ALL`].
//!
//! Conventions: rows are tokens; `@`, `softmax` and `.T` work on the last two axes and treat a rank-3 array as a
//! stack of matrices; broadcasting is NumPy's; everything is f64; −∞ and NaN are kept as they arise.

use crate::value::{Array, Shape};

mod argument;
mod fault;
mod notation;

pub use argument::{Argument, Default, Parameter, ParameterKind, Subscript};
pub use fault::{Fault, Place, Side};
pub use notation::Notation;

use argument::Given;

/// One operation of the language.
///
/// The evaluator first calls [`shape`](Self::shape), which reports everything that can be wrong with the arguments,
/// then checks the limits against the result's size and [`multiply_adds`](Self::multiply_adds), and only then calls
/// [`value`](Self::value), which allocates and computes.
pub trait Operation: Sync {
    /// The name in a formula: `softmax`, or the symbol of an operator: `@`, `+`, `-x` (unary minus), `.T`, `[]`.
    fn name(&self) -> &'static str;

    /// The parameters in order, as NumPy names them.
    fn parameters(&self) -> &'static [Parameter];

    /// The shape of the result. Quick, whatever the arguments: nothing as large as the result is allocated.
    ///
    /// # Errors
    /// What is wrong with the arguments.
    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault>;

    /// The result, whose shape is `shape`, the answer of [`shape`](Self::shape) for the same arguments.
    ///
    /// # Errors
    /// None where [`shape`](Self::shape) accepted the arguments; otherwise as it.
    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault>;

    /// Multiply-adds that `value` will spend, for the limit: one for each multiplication and addition that go
    /// together, and one for each other step that is done to an element. The default is one for each element of
    /// the result.
    fn multiply_adds(&self, arguments: &[Argument<'_>], shape: &Shape) -> usize {
        let _ = arguments;
        shape.len()
    }

    /// The rows in which everything is masked, where the operation has a rule for them; `None` where there are none.
    fn masked_rows(&self, arguments: &[Argument<'_>]) -> Option<Vec<usize>> {
        let _ = arguments;
        None
    }

    /// How the operation is written in mathematics.
    fn notation(&self) -> Notation;
}

/// Every operation: the operators by symbol, then the functions by name.
pub static ALL: &[&dyn Operation] = &[];

/// The operation of a name in a formula, or of an operator's symbol.
///
/// The symbols are `+ - * / ** @ < <= > >= == !=`, `-x` and `+x` for the signs, `.T`, `.shape` and `[]`; what begins
/// with a letter is a function that a formula can call.
pub fn find(name: &str) -> Option<&'static dyn Operation> {
    ALL.iter().copied().find(|operation| operation.name() == name)
}
