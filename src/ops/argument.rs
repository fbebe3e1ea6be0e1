//! What an operation takes and what it is given.

use crate::value::{Array, Axis, Position, Shape};

use super::Fault;
use super::explanation::Operand;

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

impl Parameter {
    /// A parameter that must be given.
    pub(crate) const fn required(name: &'static str, kind: ParameterKind) -> Self {
        Self { name, kind, default: None }
    }

    /// A parameter that may be left out.
    pub(crate) const fn optional(name: &'static str, kind: ParameterKind, default: Default) -> Self {
        Self { name, kind, default: Some(default) }
    }
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
    /// One size, as `eye` takes: a whole number from 0.
    Size,
    /// One size, or a list or tuple of sizes, as `zeros` takes.
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
    /// A number, where one is taken as an array; the operation is given [`Argument::None`] and puts it in itself.
    Number(f64),
    /// Truth.
    Flag(bool),
}

/// An argument as an operation receives it: matched to its parameter, in the parameter's order, its kind checked.
///
/// Any argument may also be [`None`](Self::None): an operation refuses that with [`Fault::Argument`] where it has no
/// meaning.
#[derive(Debug, Clone)]
pub enum Argument<'a> {
    /// For [`ParameterKind::Array`].
    Array(&'a Array),
    /// For [`ParameterKind::Arrays`].
    Arrays(Vec<&'a Array>),
    /// For [`ParameterKind::Integer`].
    Integer(i64),
    /// For [`ParameterKind::Size`]: with the name of the dimension it was read from, if any.
    Size(Axis),
    /// For [`ParameterKind::Sizes`]: each with the name of the dimension it was read from, if any.
    Sizes(Vec<Axis>),
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

/// The arguments of one call, read by position; each reader refuses what is of another kind.
#[derive(Clone, Copy)]
pub(super) struct Given<'a, 'b>(pub(super) &'b [Argument<'a>]);

impl<'a, 'b> Given<'a, 'b> {
    fn refuse<T>(argument: usize, expected: ParameterKind) -> Result<T, Fault> {
        Err(Fault::Argument { argument, expected })
    }

    pub(super) fn array(self, at: usize) -> Result<&'a Array, Fault> {
        match self.0.get(at) {
            Some(Argument::Array(array)) => Ok(array),
            _ => Self::refuse(at, ParameterKind::Array),
        }
    }

    /// An array of this rank.
    pub(super) fn ranked(self, at: usize, rank: usize) -> Result<&'a Array, Fault> {
        let array = self.array(at)?;
        let found = array.shape();
        let wrong = || Fault::Rank { argument: at, least: rank, most: rank, found: found.clone() };
        if found.rank() == rank { Ok(array) } else { Err(wrong()) }
    }

    /// An array of this rank, or nothing.
    pub(super) fn ranked_or_none(self, at: usize, rank: usize) -> Result<Option<&'a Array>, Fault> {
        match self.0.get(at) {
            Some(Argument::None) | None => Ok(None),
            _ => self.ranked(at, rank).map(Some),
        }
    }

    /// That an argument has the sizes that another one asks for.
    pub(super) fn check_fit(self, [asking, asked]: [usize; 2], wanted: Shape) -> Result<(), Fault> {
        let (left, right) = (self.array(asking)?.shape(), self.array(asked)?.shape());
        if right.same_sizes(&wanted) {
            return Ok(());
        }
        let (left, right) = (left.clone().into(), right.clone().into());
        Err(Fault::Fit { arguments: [asking, asked], left, right, wanted: wanted.into() })
    }

    pub(super) fn arrays(self, at: usize) -> Result<&'b [&'a Array], Fault> {
        match self.0.get(at) {
            Some(Argument::Arrays(arrays)) if arrays.is_empty() => Err(Fault::EmptyList { argument: at }),
            Some(Argument::Arrays(arrays)) => Ok(arrays),
            _ => Self::refuse(at, ParameterKind::Arrays),
        }
    }

    /// An element of an array.
    pub(super) fn element(self, argument: usize, at: Position) -> Option<Operand> {
        let value = self.array(argument).ok()?.get(at.0, at.1, at.2)?;
        Some(Operand { argument, part: None, at, value })
    }

    /// The element of an array that broadcasting puts at a place of the result.
    pub(super) fn broadcast_element(self, argument: usize, at: Position) -> Option<Operand> {
        self.element(argument, self.array(argument).ok()?.shape().broadcast_position(at))
    }

    /// An element of a member of a list of arrays.
    pub(super) fn part_element(self, argument: usize, part: usize, at: Position) -> Option<Operand> {
        let value = self.arrays(argument).ok()?.get(part)?.get(at.0, at.1, at.2)?;
        Some(Operand { argument, part: Some(part), at, value })
    }

    /// A number given as an array, or nothing.
    pub(super) fn number(self, at: usize) -> Result<Option<f64>, Fault> {
        match self.0.get(at) {
            Some(Argument::None) | None => Ok(None),
            Some(Argument::Array(array)) => match (array.shape().rank(), array.as_number()) {
                (0, Some(number)) => Ok(Some(number)),
                _ => Err(Fault::Rank { argument: at, least: 0, most: 0, found: array.shape().clone() }),
            },
            _ => Self::refuse(at, ParameterKind::Array),
        }
    }

    pub(super) fn integer(self, at: usize) -> Result<i64, Fault> {
        self.integer_or_none(at)?.map_or_else(|| Self::refuse(at, ParameterKind::Integer), Ok)
    }

    pub(super) fn integer_or_none(self, at: usize) -> Result<Option<i64>, Fault> {
        match self.0.get(at) {
            Some(Argument::Integer(integer)) => Ok(Some(*integer)),
            Some(Argument::None) | None => Ok(None),
            _ => Self::refuse(at, ParameterKind::Integer),
        }
    }

    pub(super) fn size_or_none(self, at: usize) -> Result<Option<&'b Axis>, Fault> {
        match self.0.get(at) {
            Some(Argument::Size(axis)) => Ok(Some(axis)),
            Some(Argument::None) | None => Ok(None),
            _ => Self::refuse(at, ParameterKind::Size),
        }
    }

    pub(super) fn size(self, at: usize) -> Result<&'b Axis, Fault> {
        self.size_or_none(at)?.map_or_else(|| Self::refuse(at, ParameterKind::Size), Ok)
    }

    pub(super) fn sizes(self, at: usize) -> Result<&'b [Axis], Fault> {
        match self.0.get(at) {
            Some(Argument::Sizes(axes)) => Ok(axes),
            _ => Self::refuse(at, ParameterKind::Sizes),
        }
    }

    /// Truth; what was left out is false, as `keepdims` is.
    pub(super) fn flag(self, at: usize) -> Result<bool, Fault> {
        match self.0.get(at) {
            Some(Argument::Flag(flag)) => Ok(*flag),
            Some(Argument::None) | None => Ok(false),
            _ => Self::refuse(at, ParameterKind::Flag),
        }
    }

    pub(super) fn subscripts(self, at: usize) -> Result<&'b [Subscript], Fault> {
        match self.0.get(at) {
            Some(Argument::Subscripts(subscripts)) => Ok(subscripts),
            _ => Self::refuse(at, ParameterKind::Subscripts),
        }
    }
}
