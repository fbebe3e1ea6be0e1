//! Text → tree, and the tree's readers that need no operation table.
//!
//! A cell holds one assignment, `NAME = expression`, in a subset of Python's expression syntax with NumPy's
//! meaning. [`Formula::parse`] is a pure function from text to a [`Formula`]: a flat list of nodes in which every
//! node stands after its operands, so that readers are loops and not recursions. It never panics and never
//! recurses deeper than [`MAX_NESTING`].

mod names;
mod parser;
mod printer;
mod problem;
mod span;
mod token;
mod tree;

pub use names::{RESERVED, is_name, is_reserved, target};
pub use parser::{MAX_CHARACTERS, MAX_NESTING};
pub use printer::Style;
pub use problem::{Expected, SyntaxProblem, SyntaxProblemKind};
pub use span::Span;
pub use tree::{BinaryOperator, Brackets, Expr, Formula, Keyword, Node, NodeId, Subscript, UnaryOperator};
