//! The expression tree.

use std::rc::Rc;

use super::Span;

/// The index of a node in [`Formula::nodes`].
pub type NodeId = usize;

/// A parsed assignment.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// The text it was parsed from.
    pub source: Rc<str>,
    /// The name on the left.
    pub name: Rc<str>,
    /// Where the name stands.
    pub name_span: Span,
    /// The nodes, each after its operands; the last is the whole right-hand side.
    pub nodes: Vec<Node>,
}

/// An expression with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub expr: Expr,
    /// Where it stands, parentheses around it left out.
    pub span: Span,
}

/// An expression; operands are earlier nodes of the same formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A number.
    Number(f64),
    /// A cell, a dimension or a constant.
    Name(Rc<str>),
    /// `-x`
    Unary(UnaryOperator, NodeId),
    /// `a @ b`
    Binary(BinaryOperator, NodeId, NodeId),
    /// `X.T`
    Transpose(NodeId),
    /// `X.shape`
    Shape(NodeId),
    /// `X[0, 1:3]`
    Index(NodeId, Vec<Subscript>),
    /// `softmax(S, axis=-1)`
    Call {
        /// The function's name.
        function: Rc<str>,
        /// Where the name stands.
        function_span: Span,
        /// The arguments by position.
        arguments: Vec<NodeId>,
        /// The arguments by name.
        keywords: Vec<Keyword>,
    },
    /// `[a, b]` or `(a, b)`, which mean the same wherever the language takes them.
    List(Brackets, Vec<NodeId>),
}

/// The brackets of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brackets {
    /// `[a, b]`
    Square,
    /// `(a, b)`
    Round,
}

/// `axis=0`
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    /// The parameter's name.
    pub name: Rc<str>,
    /// Where the name stands.
    pub span: Span,
    /// Its value.
    pub value: NodeId,
}

/// One subscript between `[` and `]`.
#[derive(Debug, Clone, PartialEq)]
pub enum Subscript {
    /// `0`, or `None`.
    At(NodeId),
    /// `start:stop:step`
    Slice {
        /// First index.
        start: Option<NodeId>,
        /// One past the last.
        stop: Option<NodeId>,
        /// Stride.
        step: Option<NodeId>,
    },
}

/// The operators before an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-x`
    Minus,
    /// `+x`
    Plus,
}

/// The operators between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the symbols below say it")]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    MatrixMultiply,
    Power,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

impl UnaryOperator {
    /// The symbol in a formula.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Minus => "-",
            Self::Plus => "+",
        }
    }
}

impl BinaryOperator {
    /// The symbol in a formula.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::MatrixMultiply => "@",
            Self::Power => "**",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
        }
    }

    /// How tightly it binds: Python's order.
    pub fn precedence(self) -> u8 {
        match self {
            Self::Less
            | Self::LessOrEqual
            | Self::Greater
            | Self::GreaterOrEqual
            | Self::Equal
            | Self::NotEqual => 1,
            Self::Add | Self::Subtract => 2,
            Self::Multiply | Self::Divide | Self::MatrixMultiply => 3,
            Self::Power => 5,
        }
    }
}

impl Formula {
    /// The right-hand side.
    pub fn root(&self) -> NodeId {
        self.nodes.len().saturating_sub(1)
    }

    /// The names that the right-hand side reads, in order of first appearance, each once.
    pub fn names(&self) -> Vec<Rc<str>> {
        let mut names: Vec<Rc<str>> = Vec::new();
        for node in &self.nodes {
            if let Expr::Name(name) = &node.expr
                && !names.contains(name)
            {
                names.push(name.clone());
            }
        }
        names
    }

    /// The text of a node.
    pub fn text(&self, node: NodeId) -> &str {
        self.nodes.get(node).map_or("", |node| node.span.text(&self.source))
    }
}

impl Expr {
    /// The operands in order.
    pub fn operands(&self) -> Vec<NodeId> {
        match self {
            Self::Number(_) | Self::Name(_) => Vec::new(),
            Self::Unary(_, operand) | Self::Transpose(operand) | Self::Shape(operand) => vec![*operand],
            Self::Binary(_, left, right) => vec![*left, *right],
            Self::List(_, items) => items.clone(),
            Self::Call { arguments, keywords, .. } => {
                arguments.iter().copied().chain(keywords.iter().map(|keyword| keyword.value)).collect()
            }
            Self::Index(array, subscripts) => {
                let mut operands = vec![*array];
                for subscript in subscripts {
                    match subscript {
                        Subscript::At(at) => operands.push(*at),
                        Subscript::Slice { start, stop, step } => {
                            operands.extend([start, stop, step].into_iter().flatten());
                        }
                    }
                }
                operands
            }
        }
    }
}
