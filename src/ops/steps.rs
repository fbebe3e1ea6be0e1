//! The steps of the explanations that have many: sums of products, softmax, reductions, progressions, draws.

use super::explanation::Operand;

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

    pub(super) fn operand(&self) -> Option<&Operand> {
        match self {
            Self::Given(operand) => Some(operand),
            Self::Default(_) => None,
        }
    }
}
