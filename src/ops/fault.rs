//! What can be wrong with an operation's arguments, as data.

use crate::value::{Clash, Shape};

use super::ParameterKind;

/// Why an operation refuses its arguments. It carries what a good message needs and no words; the catalogue makes the
/// sentence, and [`places`](Self::places) says what to mark in the formula. Pairs of shapes are boxed, as the rare
/// fault would else make every result large.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The argument is not what the parameter takes, or is missing.
    Argument {
        /// Position of the argument.
        argument: usize,
        /// What its parameter takes.
        expected: ParameterKind,
    },
    /// A whole number is needed, and this one is not.
    NotWhole {
        /// Position of the argument.
        argument: usize,
    },
    /// A finite number is needed: `arange(inf)`.
    NotFinite {
        /// Position of the argument.
        argument: usize,
    },
    /// A size below zero: `zeros(-1)`.
    NegativeSize {
        /// Position of the argument.
        argument: usize,
        /// What was given.
        size: i64,
    },
    /// The array has too few or too many axes for this operation.
    Rank {
        /// Position of the argument.
        argument: usize,
        /// The least rank that works.
        least: usize,
        /// The greatest rank that works.
        most: usize,
        /// The shape that was given.
        found: Shape,
    },
    /// The result would have more than three axes.
    TooManyAxes {
        /// Its rank.
        rank: usize,
    },
    /// `left @ right`, and the last axis of the left has not the size of the right's last but one.
    InnerSizes {
        /// The left operand's shape.
        left: Box<Shape>,
        /// The right operand's shape.
        right: Box<Shape>,
        /// The operand whose `.T` would make the sizes fit.
        transpose: Option<Side>,
    },
    /// Two shapes do not broadcast together.
    Broadcast {
        /// Positions of the two arguments.
        arguments: [usize; 2],
        /// The shape of the first.
        left: Box<Shape>,
        /// The shape of the second.
        right: Box<Shape>,
        /// The axis where they clash, counted from the end: −1 is the last.
        axis: i64,
    },
    /// An argument has not the shape that another one asks for.
    Fit {
        /// Positions of the one that asks and of the one that does not fit.
        arguments: [usize; 2],
        /// The shape of the first.
        left: Box<Shape>,
        /// The shape of the second.
        right: Box<Shape>,
        /// The shape that would fit.
        wanted: Box<Shape>,
    },
    /// There is no such axis.
    Axis {
        /// Position of the argument that names the axis.
        argument: usize,
        /// The axis that was asked for.
        axis: i64,
        /// How many axes there are.
        rank: usize,
    },
    /// `X[9]`, and the axis is shorter.
    Index {
        /// Position among the subscripts.
        subscript: usize,
        /// The index that was asked for.
        index: i64,
        /// The size of the axis.
        size: usize,
    },
    /// More subscripts than axes.
    TooManySubscripts {
        /// How many axes are subscripted.
        given: usize,
        /// How many there are.
        rank: usize,
    },
    /// `X[::0]`.
    SliceStep {
        /// Position among the subscripts.
        subscript: usize,
    },
    /// `arange(0, 1, 0)`.
    StepZero {
        /// Position of the argument.
        argument: usize,
    },
    /// Arithmetic on truth values alone, where NumPy computes something unexpected or refuses: `(A > 0) + (B > 0)`,
    /// `-(A > 0)`.
    TruthArithmetic,
    /// The greatest, least, or softmax of nothing.
    EmptyReduction {
        /// Position of the array.
        argument: usize,
        /// Its shape.
        found: Shape,
    },
    /// A list without members.
    EmptyList {
        /// Position of the list.
        argument: usize,
    },
    /// Two members of a list that are to be joined have different shapes: in rank, or beside the joined axis.
    Parts {
        /// Position of the list.
        argument: usize,
        /// The positions of the two in the list.
        parts: [usize; 2],
        /// The shape of the first.
        left: Box<Shape>,
        /// The shape of the second.
        right: Box<Shape>,
    },
    /// Columns cannot be shared equally among heads: `split_heads(X, 3)` of 4 columns.
    Heads {
        /// Position of the argument that says how many heads.
        argument: usize,
        /// How many heads.
        heads: usize,
        /// How many columns.
        size: usize,
    },
    /// Pairs of columns are needed, and there is an odd number of them.
    OddWidth {
        /// Position of the array.
        argument: usize,
        /// Its shape.
        found: Shape,
    },
    /// A number that is to be a position is none: `one_hot([5], 3)`.
    OutOfRange {
        /// Position of the argument that has the number.
        argument: usize,
        /// The number.
        index: i64,
        /// How many positions there are.
        size: usize,
    },
    /// An axis must be given: `take(X, [0])` of a matrix.
    NeedsAxis {
        /// Position of the array.
        argument: usize,
        /// Its shape.
        found: Shape,
    },
    /// A member of the list that is to be concatenated is a plain number, which has no axis.
    PartRank {
        /// Position of the list.
        argument: usize,
        /// Position in the list.
        part: usize,
    },
}

/// The left or right operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first operand.
    Left,
    /// The second operand.
    Right,
}

/// What a fault is about, so that it can be marked in the formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The argument at this position, counted by the operation's parameters.
    Argument(usize),
    /// A member of the list that is the argument at this position.
    Part {
        /// Position of the list.
        argument: usize,
        /// Position in the list.
        part: usize,
    },
    /// The subscript at this position.
    Subscript(usize),
}

impl Fault {
    /// A stable code: `shape`, `argument`, `axis`, `index`, `truth`, `empty` or `limit`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InnerSizes { .. }
            | Self::Broadcast { .. }
            | Self::Fit { .. }
            | Self::Rank { .. }
            | Self::Parts { .. }
            | Self::PartRank { .. }
            | Self::Heads { .. }
            | Self::OddWidth { .. } => "shape",
            Self::Argument { .. }
            | Self::NotWhole { .. }
            | Self::NotFinite { .. }
            | Self::NegativeSize { .. }
            | Self::StepZero { .. } => "argument",
            Self::Axis { .. } | Self::NeedsAxis { .. } => "axis",
            Self::Index { .. }
            | Self::TooManySubscripts { .. }
            | Self::SliceStep { .. }
            | Self::OutOfRange { .. } => "index",
            Self::TruthArithmetic => "truth",
            Self::EmptyReduction { .. } | Self::EmptyList { .. } => "empty",
            Self::TooManyAxes { .. } => "limit",
        }
    }

    /// What it is about; empty where it is about the whole expression.
    pub fn places(&self) -> Vec<Place> {
        match *self {
            Self::Argument { argument, .. }
            | Self::NotWhole { argument }
            | Self::NotFinite { argument }
            | Self::NegativeSize { argument, .. }
            | Self::Rank { argument, .. }
            | Self::Axis { argument, .. }
            | Self::StepZero { argument }
            | Self::EmptyReduction { argument, .. }
            | Self::EmptyList { argument }
            | Self::OddWidth { argument, .. }
            | Self::OutOfRange { argument, .. }
            | Self::NeedsAxis { argument, .. } => vec![Place::Argument(argument)],
            Self::Heads { argument, .. } => vec![Place::Argument(0), Place::Argument(argument)],
            Self::Index { subscript, .. } | Self::SliceStep { subscript } => {
                vec![Place::Subscript(subscript)]
            }
            Self::InnerSizes { .. } => vec![Place::Argument(0), Place::Argument(1)],
            Self::Broadcast { arguments, .. } | Self::Fit { arguments, .. } => {
                arguments.map(Place::Argument).to_vec()
            }
            Self::Parts { argument, parts, .. } => parts.map(|part| Place::Part { argument, part }).to_vec(),
            Self::PartRank { argument, part } => vec![Place::Part { argument, part }],
            Self::TruthArithmetic | Self::TooManyAxes { .. } | Self::TooManySubscripts { .. } => Vec::new(),
        }
    }

    /// The fault of operands, given in the order of their arguments, that do not broadcast together.
    pub(crate) fn broadcast(clash: Clash, shapes: &[&Shape]) -> Self {
        let shape = |operand: usize| shapes.get(operand).map_or_else(Shape::scalar, |shape| (*shape).clone());
        Self::Broadcast {
            arguments: [clash.left, clash.right],
            left: shape(clash.left).into(),
            right: shape(clash.right).into(),
            axis: clash.axis,
        }
    }
}
