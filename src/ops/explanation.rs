//! Why one element of a result is the number that it is: its operands and the arithmetic, as data.
//!
//! An explanation holds every number that it speaks of, so that it can be shown without the arrays, and
//! [`recompute`](Explanation::recompute) gives the element again from the operands alone.

use crate::value::Position;

pub use super::derivation::{Derivation, DerivationLine, Part};
pub use super::steps::{
    Bound, Draw, Product, Progression, Reduction, ReductionKind, ReductionMember, Softmax, SoftmaxMember,
};

/// An element of an argument that an explanation speaks of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operand {
    /// Position of the argument among the operation's parameters.
    pub argument: usize,
    /// Position in the list, where the argument is a list of arrays.
    pub part: Option<usize>,
    /// Where the element stands in the argument, or in that member of the list.
    pub at: Position,
    /// The number there.
    pub value: f64,
}

/// A block of elements of an argument, from one position up to and without another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patch {
    /// Position of the argument among the operation's parameters.
    pub argument: usize,
    /// Position in the list, where the argument is a list of arrays.
    pub part: Option<usize>,
    /// The first element.
    pub from: Position,
    /// One past the last, on each axis.
    pub to: Position,
}

/// What made one element of a result.
#[derive(Debug, Clone, PartialEq)]
pub enum Explanation {
    /// It is an element of an argument, moved: `X.T`, `X[0]`, `stack`, what `tril` keeps.
    Copy(Operand),
    /// It is what the operation puts there, whatever the numbers.
    Constant {
        /// The number.
        value: f64,
        /// Why this one.
        reason: Reason,
    },
    /// It is the size of an axis of an argument: `X.shape`.
    Size {
        /// Position of the argument.
        argument: usize,
        /// Position of the axis.
        axis: usize,
        /// The size.
        size: usize,
    },
    /// It is start + index · step, of `arange`.
    Progression(Progression),
    /// A function of one number: `exp(x)`, `-x`.
    Unary {
        /// The operation's name.
        operation: &'static str,
        /// The number.
        x: Operand,
    },
    /// A function of two numbers: `x + y`, `x < y`, `maximum(x, y)`.
    Binary {
        /// The operation's name.
        operation: &'static str,
        /// The number on the left.
        left: Operand,
        /// The number on the right.
        right: Operand,
    },
    /// `x ** 0.5`, which is taken as √x, as NumPy does for this exponent alone.
    Root {
        /// The number under the root.
        x: Operand,
        /// The exponent, 1/2.
        exponent: Operand,
    },
    /// `where`: x if the condition is not 0, else y.
    Choice {
        /// What decides.
        condition: Operand,
        /// The number where the condition holds.
        x: Operand,
        /// The number where it does not.
        y: Operand,
    },
    /// `one_hot`: 1 in the column of the id, else 0.
    OneHot {
        /// The id.
        id: Operand,
        /// The column.
        column: usize,
    },
    /// `take`: the element at the position that a number names.
    Lookup {
        /// The number.
        index: Operand,
        /// The element.
        x: Operand,
    },
    /// `@`: a sum of products; 0 where there are none.
    Products(Vec<Product>),
    /// `softmax`
    Softmax(Softmax),
    /// `sum mean max min argmax`
    Reduction(Reduction),
    /// `random_normal`
    Draw(Draw),
    /// Several lines of arithmetic: `layer_norm`, `rope`, `gru`.
    Derivation(Derivation),
}

/// Why a number stands where no argument gives one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// The operation fills everything with it: `zeros`, `ones`.
    Filled,
    /// It stands on the diagonal of `eye`.
    OnDiagonal,
    /// It stands beside the diagonal of `eye`.
    OffDiagonal,
    /// `causal_mask`: the key stands so far after the query; before it where negative.
    Causal {
        /// Key − query.
        diagonal: i64,
    },
    /// `window_mask`: the key stands so far from the query.
    Window {
        /// |query − key|.
        distance: i64,
        /// The farthest that is seen.
        w: i64,
    },
    /// `tril` and `triu` cut it off.
    CutOff {
        /// The number that was cut off.
        cut: Operand,
        /// Column − row, how far it stands above the diagonal.
        diagonal: i64,
        /// The diagonal up to which, or from which, numbers are kept.
        k: i64,
    },
}

impl Operand {
    /// In place of an argument's position: the operand is an element of the result itself, as the state before is to
    /// that of `rnn`. Operations that explain themselves so say in `reads` what it comes from.
    pub const OWN: usize = usize::MAX;

    /// The element as a patch of its argument.
    pub fn patch(&self) -> Patch {
        let (stack, row, col) = self.at;
        let to = (stack + 1, row + 1, col + 1);
        Patch { argument: self.argument, part: self.part, from: self.at, to }
    }
}

impl Patch {
    /// The elements in C order.
    pub fn positions(self) -> impl Iterator<Item = Position> {
        let Self { from, to, .. } = self;
        let rows = (from.0..to.0).flat_map(move |stack| (from.1..to.1).map(move |row| (stack, row)));
        rows.flat_map(move |(stack, row)| (from.2..to.2).map(move |col| (stack, row, col)))
    }
}

impl Explanation {
    /// The elements that the number depends on: change one, and the number may change. What is only mentioned, such
    /// as what `where` did not choose and what `tril` cut off, is not among them.
    pub fn operands(&self) -> Vec<Operand> {
        let mut operands = Vec::new();
        self.each_operand(&mut |operand| operands.push(*operand));
        operands
    }

    /// The element of an argument that the number is, only moved.
    pub fn copied(&self) -> Option<&Operand> {
        match self {
            Self::Copy(x) | Self::Lookup { x, .. } => Some(x),
            _ => None,
        }
    }

    /// [`operands`](Self::operands), one after the other.
    pub(super) fn each_operand(&self, see: &mut dyn FnMut(&Operand)) {
        match self {
            Self::Constant { .. } | Self::Size { .. } | Self::Draw(_) => {}
            Self::Copy(x) | Self::Unary { x, .. } => see(x),
            Self::Progression(Progression { start, stop, step, .. }) => {
                [start, stop, step].into_iter().filter_map(Bound::operand).for_each(see);
            }
            Self::Binary { left, right, .. } => [left, right].into_iter().for_each(see),
            Self::Root { x, exponent } => [x, exponent].into_iter().for_each(see),
            Self::Choice { condition, x, y } => {
                [condition, if condition.value == 0.0 { y } else { x }].into_iter().for_each(see);
            }
            Self::OneHot { id, .. } => see(id),
            Self::Lookup { index, x } => [index, x].into_iter().for_each(see),
            Self::Derivation(derivation) => derivation.each_operand(see),
            Self::Products(products) => {
                products.iter().flat_map(|product| [&product.left, &product.right]).for_each(see);
            }
            Self::Softmax(softmax) => softmax.members.iter().map(|member| &member.operand).for_each(see),
            Self::Reduction(reduction) => {
                reduction.members.iter().map(|member| &member.operand).for_each(see);
            }
        }
    }
}
