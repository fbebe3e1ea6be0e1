//! The operations of the formula language, one file per operation or close family.
//!
//! An operation is one entry that knows everything about itself: its name and parameters, the shape rule, the
//! value, and how it is written as mathematics. Adding an operation is adding one file and one line in [`ALL`].
//!
//! Conventions: rows are tokens; `@`, `softmax` and `.T` work on the last two axes and treat a rank-3 array as a
//! stack of matrices; broadcasting is NumPy's; everything is f64; −∞ and NaN are kept as they arise.

use crate::value::{Array, Shape};

/// One operation of the language.
///
/// The evaluator first calls [`shape`](Self::shape), which reports everything that can be wrong with the arguments,
/// then checks the limits against the result's size and [`multiply_adds`](Self::multiply_adds), and only then calls
/// [`value`](Self::value), which is total: given arguments that `shape` accepted it returns an array of that shape.
pub trait Operation: Sync {
    /// The name in a formula: `softmax`, or the symbol of an operator: `@`, `+`, `-x` (unary minus), `.T`.
    fn name(&self) -> &'static str;

    /// The parameters in order, as NumPy names them.
    fn parameters(&self) -> &'static [Parameter];

    /// The shape of the result, or what is wrong with the arguments.
    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault>;

    /// The result, whose shape is `shape`, the answer of [`shape`](Self::shape) for the same arguments.
    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Array;

    /// Multiply-adds that `value` will spend, for the limit. The default is one for each element of the result.
    fn multiply_adds(&self, arguments: &[Argument<'_>], shape: &Shape) -> usize {
        let _ = arguments;
        shape.len()
    }

    /// How the operation is written in mathematics.
    fn notation(&self) -> Notation;
}

/// A parameter of an operation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// As in NumPy, so that `axis=-1` means there what it means here.
    pub name: &'static str,
    /// What it takes.
    pub kind: ParameterKind,
    /// What stands in where the formula leaves it out; `None` where it must be given.
    pub default: Option<Default>,
}

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// An array of any rank; a list of numbers or of lists becomes one.
    Array,
    /// A list of arrays, as `concatenate` takes.
    Arrays,
    /// A whole number: a rank-0 array whose value is integral.
    Integer,
    /// A whole number, or a list or tuple of whole numbers, as `zeros` takes.
    Sizes,
    /// Truth: `True` or `False`, or a number.
    Flag,
    /// The subscripts of an index expression; cannot be written by hand.
    Subscripts,
}

/// The value of a parameter that was left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Default {
    /// NumPy's `None`: the whole array, or "the other end".
    None,
    /// A whole number.
    Integer(i64),
    /// Truth.
    Flag(bool),
}

/// An argument as an operation receives it: matched to its parameter, in the parameter's order, its kind checked.
#[derive(Debug, Clone)]
pub enum Argument<'a> {
    /// For [`ParameterKind::Array`].
    Array(&'a Array),
    /// For [`ParameterKind::Arrays`].
    Arrays(Vec<&'a Array>),
    /// For [`ParameterKind::Integer`].
    Integer(i64),
    /// For [`ParameterKind::Sizes`]: each with the name of the dimension it was read from, if any.
    Sizes(Vec<crate::value::Axis>),
    /// For [`ParameterKind::Flag`].
    Flag(bool),
    /// For [`ParameterKind::Subscripts`].
    Subscripts(Vec<Subscript>),
    /// Left out, or written as `None`.
    None,
}

/// One subscript of an index expression, its bounds already numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subscript {
    /// `X[0]`: picks one and drops the axis.
    At(i64),
    /// `X[start:stop:step]`, any part left out.
    Slice {
        /// First index, negative from the end.
        start: Option<i64>,
        /// One past the last index, negative from the end.
        stop: Option<i64>,
        /// Stride; never 0 (a fault).
        step: Option<i64>,
    },
    /// `X[None]`: a new axis of size 1.
    NewAxis,
}

/// How an operation is written in mathematics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// `a + b`, with the symbol to print.
    Infix(&'static str),
    /// Side by side: `Q Kᵀ`.
    Juxtaposition,
    /// A fraction bar.
    Fraction,
    /// A superscript: `x²`.
    Power,
    /// A prefix sign.
    Prefix(&'static str),
    /// A superscript ⊤.
    Transpose,
    /// A root sign.
    Root,
    /// Bars: |x|.
    Absolute,
    /// eˣ.
    Exponential,
    /// An upright name before its arguments.
    Function,
    /// A subscript: X₀.
    Subscript,
}
