//! What can be wrong with the text of a formula.

use super::Span;

/// A problem of the text, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: SyntaxProblemKind,
}

/// The kinds of problem of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxProblemKind {
    /// There is nothing but space.
    Empty,
    /// The text does not begin with `NAME =`.
    NoAssignment,
    /// The name on the left means something already.
    Reserved(String),
    /// A character that the language does not have, and what to write instead, where that is known.
    Character {
        /// The character.
        found: char,
        /// What the language has for it: `**` for `^`.
        instead: Option<String>,
    },
    /// Something else belongs here.
    Expected {
        /// What belongs here.
        expected: Expected,
        /// What stands here; `None` at the end of the text.
        found: Option<String>,
    },
    /// `np.exp`: functions are written without a prefix.
    Prefix(String),
    /// `.something` other than `.T` and `.shape`.
    Attribute(String),
    /// `a < b < c`.
    ChainedComparison,
    /// `f(axis=0, x)`.
    PositionalAfterKeyword,
    /// `f(axis=0, axis=1)`.
    KeywordTwice(String),
    /// A method call, `X.sum()`: it is written `sum(X)`.
    Method(String),
    /// More characters than a formula may have.
    TooLong,
    /// Deeper nesting than a formula may have.
    TooDeep,
}

/// What belongs at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A number, a name, a function or a parenthesis.
    Operand,
    /// An operator, or the end.
    OperatorOrEnd,
    /// The bracket that closes an open one.
    Closing(char),
    /// A subscript between `[` and `]`.
    Subscript,
    /// `T` or `shape` after a point.
    Attribute,
}

impl SyntaxProblemKind {
    /// The stable code of the page contract.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong | Self::TooDeep => "limit",
            _ => "parse",
        }
    }
}
