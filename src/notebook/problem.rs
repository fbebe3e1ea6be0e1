//! What can be wrong with a cell, as data; the catalogue of words makes the sentence.

use std::rc::Rc;

use super::limits::Limit;
use crate::{
    formula::{Span, SyntaxProblemKind},
    ops::Fault,
    value::Shape,
};

/// What keeps a cell from being computed, and the place in its formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The place to mark.
    pub span: Span,
    /// What it is.
    pub kind: ProblemKind,
}

/// The kinds of problem.
#[derive(Debug, Clone, PartialEq)]
pub enum ProblemKind {
    /// The text is not a formula.
    Syntax(SyntaxProblemKind),
    /// Nothing of this name, and the most similar name that there is.
    UnknownName {
        /// As written.
        name: Rc<str>,
        /// The most similar.
        nearest: Option<String>,
    },
    /// No operation of this name, and the most similar that there is.
    UnknownFunction {
        /// As written.
        name: Rc<str>,
        /// The most similar.
        nearest: Option<String>,
    },
    /// A function's name where a value belongs: `A = softmax`.
    FunctionAsValue(Rc<str>),
    /// Another cell, or a dimension, has the name.
    DuplicateName(Rc<str>),
    /// The cell reads itself, along these names; the first and the last are the same.
    Cycle(Vec<Rc<str>>),
    /// More arguments than the operation takes.
    TooManyArguments {
        /// The operation.
        function: &'static str,
        /// How many it takes.
        most: usize,
    },
    /// A parameter without an argument.
    MissingArgument {
        /// The operation.
        function: &'static str,
        /// The parameter.
        parameter: &'static str,
    },
    /// A keyword that the operation does not have.
    UnknownKeyword {
        /// The operation.
        function: &'static str,
        /// As written.
        keyword: Rc<str>,
        /// What it has.
        parameters: Vec<&'static str>,
    },
    /// A parameter given by position and by name.
    ArgumentTwice {
        /// The operation.
        function: &'static str,
        /// The parameter.
        parameter: &'static str,
    },
    /// What the operation says of its arguments.
    Fault {
        /// What it says.
        fault: Fault,
        /// The operation's name or symbol.
        operation: &'static str,
        /// The arguments as written, with their shapes.
        operands: Vec<Operand>,
    },
    /// The result is neither a number nor an array.
    NoValue,
    /// Over a limit.
    Limit(Limit),
}

/// An argument, for a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// As written.
    pub text: String,
    /// Its shape, where it is an array.
    pub shape: Option<Shape>,
}

impl ProblemKind {
    /// The stable code of the page contract.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Syntax(SyntaxProblemKind::Reserved(_)) => "reserved-name",
            Self::Syntax(kind) => kind.code(),
            Self::UnknownName { .. } => "unknown-name",
            Self::UnknownFunction { .. } => "unknown-function",
            Self::DuplicateName(_) => "duplicate-name",
            Self::Cycle(_) => "cycle",
            Self::TooManyArguments { .. }
            | Self::MissingArgument { .. }
            | Self::UnknownKeyword { .. }
            | Self::ArgumentTwice { .. }
            | Self::FunctionAsValue(_)
            | Self::NoValue => "argument",
            Self::Fault { fault, .. } => fault.code(),
            Self::Limit(_) => "limit",
        }
    }
}
