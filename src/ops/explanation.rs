//! Why one element of a result is the number that it is: its operands and the arithmetic, as data.
//!
//! An explanation holds every number that it speaks of, so that it can be shown without the arrays, and
//! [`recompute`](Explanation::recompute) gives the element again from the operands alone.

use crate::value::Position;

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
    /// `@`: a sum of products; 0 where there are none.
    Products(Vec<Product>),
    /// `softmax`
    Softmax(Softmax),
    /// `sum mean max min argmax`
    Reduction(Reduction),
    /// `random_normal`
    Draw(Draw),
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

/// start + index · step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progression {
    /// The first number.
    pub start: Bound,
    /// The number before which it ends, which is not in the arithmetic.
    pub stop: Bound,
    /// What each step adds.
    pub step: Bound,
    /// How many steps were taken.
    pub index: usize,
}

/// A number that is given or left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// By the formula.
    Given(Operand),
    /// By the operation, where the formula leaves it out.
    Default(f64),
}

/// One line of a sum of products.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Product {
    /// The element of the left row.
    pub left: Operand,
    /// The element of the right column.
    pub right: Operand,
    /// left · right.
    pub product: f64,
    /// The sum of the products up to this one.
    pub running: f64,
}

/// The steps of a softmax along one row (or column, or stack).
#[derive(Debug, Clone, PartialEq)]
pub struct Softmax {
    /// The position of the axis among those of the argument.
    pub axis: usize,
    /// The row.
    pub members: Vec<SoftmaxMember>,
    /// The position in the row of the element that is explained.
    pub chosen: usize,
    /// The greatest of the row; −∞ where everything is masked.
    pub maximum: f64,
    /// The sum of the exponentials; 0 where everything is masked.
    pub sum: f64,
}

/// One member of a row of softmax.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SoftmaxMember {
    /// x.
    pub operand: Operand,
    /// x − the greatest.
    pub shifted: f64,
    /// e^(x − the greatest), or 0 where everything is masked.
    pub exponential: f64,
    /// The exponential's share of the sum.
    pub weight: f64,
    /// Whether x is −∞, so that its weight is 0.
    pub masked: bool,
}

/// Many numbers to one.
#[derive(Debug, Clone, PartialEq)]
pub struct Reduction {
    /// How.
    pub kind: ReductionKind,
    /// The position of the axis among those of the argument; `None` for the whole array.
    pub axis: Option<usize>,
    /// The numbers, in order.
    pub members: Vec<ReductionMember>,
    /// The position of the number that decides, of those that choose one: the greatest, the least, the first NaN.
    pub decides: Option<usize>,
}

/// How many numbers become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the operations say it")]
pub enum ReductionKind {
    Sum,
    Mean,
    Max,
    Min,
    ArgMax,
}

/// One number of a reduction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReductionMember {
    /// The number.
    pub operand: Operand,
    /// The sum, greatest or least so far; for `argmax` the position of the greatest so far.
    pub running: f64,
}

/// A number drawn from a seed: √(−2 ln u) · cos(2πv).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Draw {
    /// The seed.
    pub seed: i64,
    /// Which draw it is, in C order.
    pub index: usize,
    /// In (0, 1].
    pub u: f64,
    /// In [0, 1).
    pub v: f64,
}

impl Softmax {
    /// Whether the whole row is masked, so that its weights are 0 by rule.
    pub fn all_masked(&self) -> bool {
        self.maximum == f64::NEG_INFINITY
    }

    /// The sum of the row's weights: 1, or 0 where everything is masked.
    pub fn total(&self) -> f64 {
        self.members.iter().fold(0.0, |total, member| total + member.weight)
    }
}

impl Bound {
    /// The number.
    pub fn value(&self) -> f64 {
        match self {
            Self::Given(operand) => operand.value,
            Self::Default(value) => *value,
        }
    }

    fn operand(&self) -> Option<&Operand> {
        match self {
            Self::Given(operand) => Some(operand),
            Self::Default(_) => None,
        }
    }
}

impl Operand {
    /// The element as a patch of its argument.
    pub fn patch(&self) -> Patch {
        let (stack, row, col) = self.at;
        let to = (stack + 1, row + 1, col + 1);
        Patch { argument: self.argument, part: self.part, from: self.at, to }
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
