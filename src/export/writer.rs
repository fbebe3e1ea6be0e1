//! A formula as an expression of Python.
//!
//! The notebook computes with f64 throughout, its truth values have no arithmetic, and a whole number is whatever is
//! whole. Python has kinds of numbers: where they would tell, the expression says which it means. What a node's value
//! is, the run knows.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Library, Names};
use crate::{
    formula::{BinaryOperator, Expr, Formula, NodeId, UnaryOperator},
    notebook::NodeValue,
    value::{Array, decimal::shortest},
};

pub(super) const ATOM: u8 = 7;
const NUMBER: u8 = 6;
const SIGN: u8 = 4;
/// From here on Python's whole numbers are more exact than f64.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// What a value is in Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `int`
    Whole,
    /// `float` or `bool`
    Number,
    /// An array, or a number of the library.
    Array,
}

/// A piece of Python.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) precedence: u8,
    pub(super) kind: Kind,
}

/// Writes formulas, and notes what they need.
pub(super) struct Writer<'a> {
    pub(super) library: Library,
    pub(super) names: &'a Names,
    /// What the names that were defined so far are.
    pub(super) kinds: BTreeMap<Rc<str>, Kind>,
    /// The functions that have to be defined.
    pub(super) needed: BTreeSet<&'static str>,
    pub(super) needs_math: bool,
}

/// A number as a float of Python.
pub(super) fn float(library: Library, value: f64) -> String {
    let module = library.module();
    if value.is_nan() {
        format!("{module}.nan")
    } else if value.is_infinite() {
        format!("{}{module}.inf", if value < 0.0 { "-" } else { "" })
    } else {
        let text = shortest(value);
        if text.contains(['.', 'e']) { text } else { format!("{text}.0") }
    }
}

impl Library {
    pub(super) fn module(self) -> &'static str {
        match self {
            Self::NumPy => "np",
            Self::PyTorch => "torch",
        }
    }
}

impl Writer<'_> {
    /// The right-hand side of a formula whose nodes have these values, and what it is.
    pub(super) fn formula(&mut self, formula: &Formula, values: &[NodeValue]) -> (String, Kind) {
        let mut tree =
            Tree { writer: self, formula, values, pieces: Vec::with_capacity(formula.nodes.len()) };
        for node in &formula.nodes {
            let piece = tree.piece(&node.expr);
            tree.pieces.push(piece);
        }
        let root = formula.root();
        match formula.nodes.get(root).map(|node| &node.expr) {
            Some(Expr::List(..) | Expr::Shape(_)) => (tree.array(root), Kind::Array),
            _ => tree.pieces.pop().map_or((String::new(), Kind::Array), |piece| (piece.text, piece.kind)),
        }
    }
}

/// One formula, whose nodes have these values, as an expression; the names of dimensions are whole numbers.
pub fn expression(
    library: Library,
    names: &Names,
    dimensions: &[&str],
    formula: &Formula,
    values: &[NodeValue],
) -> String {
    let kinds = dimensions.iter().map(|name| (Rc::from(*name), Kind::Whole)).collect();
    let mut writer = Writer { library, names, kinds, needed: BTreeSet::new(), needs_math: false };
    writer.formula(formula, values).0
}

/// A formula in the middle of being written.
pub(super) struct Tree<'a, 'b> {
    pub(super) writer: &'a mut Writer<'b>,
    pub(super) formula: &'a Formula,
    pub(super) values: &'a [NodeValue],
    /// Of the nodes before.
    pub(super) pieces: Vec<Piece>,
}

pub(super) fn atom(text: String, kind: Kind) -> Piece {
    Piece { text, precedence: ATOM, kind }
}

impl Tree<'_, '_> {
    pub(super) fn is_torch(&self) -> bool {
        self.writer.library == Library::PyTorch
    }

    pub(super) fn module(&self) -> &'static str {
        self.writer.library.module()
    }

    pub(super) fn value(&self, node: NodeId) -> Option<&Array> {
        match self.values.get(node)? {
            NodeValue::Array(array) => Some(array),
            _ => None,
        }
    }

    pub(super) fn is_truth(&self, node: NodeId) -> bool {
        self.value(node).is_some_and(Array::is_truth)
    }

    pub(super) fn number(&self, node: NodeId) -> Option<f64> {
        self.value(node)?.as_number()
    }

    pub(super) fn kind(&self, node: NodeId) -> Kind {
        self.pieces.get(node).map_or(Kind::Array, |piece| piece.kind)
    }

    /// In parentheses where it binds looser than its place needs.
    pub(super) fn at(&self, node: NodeId, least: u8) -> String {
        let Some(piece) = self.pieces.get(node) else { return String::new() };
        if piece.precedence < least { format!("({})", piece.text) } else { piece.text.clone() }
    }

    pub(super) fn text(&self, node: NodeId) -> String {
        self.at(node, 0)
    }

    /// The function by its name in the library, or defined by us.
    pub(super) fn defined(&mut self, name: &'static str) -> &'static str {
        self.writer.needed.insert(name);
        name
    }

    pub(super) fn piece(&mut self, expr: &Expr) -> Piece {
        match expr {
            Expr::Number(value) => {
                let text = shortest(*value);
                let whole = value.abs() < WHOLE && !text.contains(['.', 'e']);
                let text = if whole { text } else { float(self.writer.library, *value) };
                Piece { text, precedence: NUMBER, kind: if whole { Kind::Whole } else { Kind::Number } }
            }
            Expr::Name(name) => self.name(name),
            // Where it stands tells what it is.
            Expr::List(..) => atom(String::new(), Kind::Array),
            Expr::Unary(sign, operand) => self.unary(*sign, *operand),
            Expr::Binary(operator, left, right) => self.binary(*operator, *left, *right),
            Expr::Transpose(array) => self.transposed(*array),
            Expr::Shape(array) => atom(self.shape(*array), Kind::Array),
            Expr::Index(array, subscripts) => self.index(*array, subscripts),
            Expr::Call { function, arguments, keywords, .. } => self.call(function, arguments, keywords),
        }
    }

    pub(super) fn name(&self, name: &Rc<str>) -> Piece {
        let module = self.module();
        match &**name {
            "inf" | "pi" => atom(format!("{module}.{name}"), Kind::Number),
            "True" | "False" | "None" => atom(name.to_string(), Kind::Number),
            _ => {
                let kind = self.writer.kinds.get(name).copied().unwrap_or(Kind::Array);
                atom(self.writer.names.get(name), kind)
            }
        }
    }

    pub(super) fn unary(&mut self, sign: UnaryOperator, operand: NodeId) -> Piece {
        let text = format!("{}{}", sign.symbol(), self.operand(operand, SIGN));
        Piece { text, precedence: SIGN, kind: self.kind(operand) }
    }

    /// An operand of arithmetic: a list is an array, and a truth value a number.
    pub(super) fn operand(&mut self, node: NodeId, least: u8) -> String {
        if self.is_collection(node) {
            self.array(node)
        } else if self.is_truth(node) {
            self.floats(node)
        } else {
            self.at(node, least)
        }
    }

    pub(super) fn binary(&mut self, operator: BinaryOperator, left: NodeId, right: NodeId) -> Piece {
        let precedence = operator.precedence();
        let (left_least, right_least) = match precedence {
            1 => (2, 2),
            5 => (NUMBER, SIGN),
            _ => (precedence, precedence + 1),
        };
        let kinds = (self.kind(left), self.kind(right));
        let plain = kinds.0 != Kind::Array && kinds.1 != Kind::Array;
        let result = self.number(self.pieces.len());
        let unlike = plain && self.differs(operator, left, right, result);
        // NumPy takes this power as a root.
        if unlike && operator == BinaryOperator::Power && self.number(right) == Some(0.5) {
            return atom(format!("{}.sqrt({})", self.module(), self.of_library(left)), Kind::Array);
        }
        let (left, right) = if precedence == 1 {
            let side = |tree: &mut Self, node, least| {
                if tree.is_collection(node) { tree.array(node) } else { tree.at(node, least) }
            };
            (side(self, left, left_least), side(self, right, right_least))
        } else if unlike {
            (self.of_library(left), self.operand(right, right_least))
        } else {
            (self.operand(left, left_least), self.operand(right, right_least))
        };
        let keeps_whole =
            matches!(operator, BinaryOperator::Add | BinaryOperator::Subtract | BinaryOperator::Multiply);
        let kind = match kinds {
            _ if !plain || unlike => Kind::Array,
            (Kind::Whole, Kind::Whole) if keeps_whole => Kind::Whole,
            _ => Kind::Number,
        };
        Piece { text: format!("{left} {} {right}", operator.symbol()), precedence, kind }
    }

    /// Whether Python's own numbers would raise an error, become complex, or be more exact than f64.
    pub(super) fn differs(
        &self,
        operator: BinaryOperator,
        left: NodeId,
        right: NodeId,
        result: Option<f64>,
    ) -> bool {
        let (Some(left_value), Some(right_value), Some(result)) =
            (self.number(left), self.number(right), result)
        else {
            return true;
        };
        let whole = self.kind(left) == Kind::Whole && self.kind(right) == Kind::Whole;
        match operator {
            BinaryOperator::Divide => right_value == 0.0,
            BinaryOperator::Power => left_value <= 0.0 || !result.is_finite() || result.abs() >= WHOLE,
            BinaryOperator::Add | BinaryOperator::Subtract | BinaryOperator::Multiply => {
                whole && result.abs() >= WHOLE
            }
            _ => false,
        }
    }

    /// A number as one of the library, whose arithmetic is that of f64.
    pub(super) fn of_library(&self, node: NodeId) -> String {
        match self.writer.library {
            Library::NumPy => format!("np.float64({})", self.text(node)),
            Library::PyTorch => format!("torch.tensor(float({}))", self.text(node)),
        }
    }

    /// A node as numbers: truth values are 1 and 0.
    pub(super) fn floats(&mut self, node: NodeId) -> String {
        if self.is_collection(node) {
            return self.array(node);
        }
        match (self.is_truth(node), self.kind(node), self.writer.library) {
            (true, Kind::Array, Library::NumPy) => format!("{}.astype(float)", self.at(node, ATOM)),
            (true, Kind::Array, Library::PyTorch) => format!("{}.double()", self.at(node, ATOM)),
            (true, ..) => format!("float({})", self.text(node)),
            _ => self.text(node),
        }
    }

    /// A node as what a function of the library takes: tensors where there are no others.
    pub(super) fn tensor(&mut self, node: NodeId) -> String {
        if self.is_torch() && self.kind(node) != Kind::Array {
            match self.literal(node) {
                Some(value) => format!("torch.tensor({})", float(Library::PyTorch, value)),
                None => format!("torch.tensor(float({}))", self.text(node)),
            }
        } else if self.is_collection(node) {
            self.array(node)
        } else {
            self.text(node)
        }
    }

    pub(super) fn float_tensor(&mut self, node: NodeId) -> String {
        if self.is_truth(node) && (self.kind(node) == Kind::Array || !self.is_torch()) {
            self.floats(node)
        } else {
            self.tensor(node)
        }
    }

    /// A number beside others of which an array is made: Python's whole numbers would make one of whole numbers.
    pub(super) fn member(&mut self, node: NodeId, truth: bool) -> String {
        if truth {
            return self.text(node);
        }
        match (self.literal(node), self.kind(node)) {
            (Some(value), _) => float(self.writer.library, value),
            (None, Kind::Whole) => format!("float({})", self.text(node)),
            _ => self.floats(node),
        }
    }

    /// A number that is written as such, with its sign.
    pub(super) fn literal(&self, node: NodeId) -> Option<f64> {
        match self.formula.nodes.get(node)?.expr {
            Expr::Number(value) => Some(value),
            Expr::Unary(UnaryOperator::Minus, operand) => match self.formula.nodes.get(operand)?.expr {
                Expr::Number(value) => Some(-value),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn is_collection(&self, node: NodeId) -> bool {
        matches!(self.formula.nodes.get(node).map(|node| &node.expr), Some(Expr::List(..) | Expr::Shape(_)))
    }

    pub(super) fn items(&self, node: NodeId) -> Option<&[NodeId]> {
        match &self.formula.nodes.get(node)?.expr {
            Expr::List(_, items) => Some(items),
            _ => None,
        }
    }
}
