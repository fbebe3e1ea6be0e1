//! A formula as an expression of Python.
//!
//! The notebook computes with f64 throughout, its truth values have no arithmetic, and a whole number is whatever is
//! whole. Python has kinds of numbers: where they would tell, the expression says which it means. What a node's value
//! is, the run knows.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Library, Names};
use crate::{
    formula::{BinaryOperator, Expr, Formula, Keyword, NodeId, Subscript, UnaryOperator},
    notebook::NodeValue,
    ops::{self, Parameter, ParameterKind},
    value::{Array, decimal::shortest},
};

const ATOM: u8 = 7;
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
struct Piece {
    text: String,
    precedence: u8,
    kind: Kind,
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
            Some(Expr::List(..)) => (tree.array(root), Kind::Array),
            Some(Expr::Shape(_)) => (tree.array(root), Kind::Array),
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

struct Tree<'a, 'b> {
    writer: &'a mut Writer<'b>,
    formula: &'a Formula,
    values: &'a [NodeValue],
    /// Of the nodes before.
    pieces: Vec<Piece>,
}

/// An argument of a call.
#[derive(Clone, Copy)]
struct Given {
    place: usize,
    parameter: &'static Parameter,
    node: NodeId,
    by_name: bool,
}

fn atom(text: String, kind: Kind) -> Piece {
    Piece { text, precedence: ATOM, kind }
}

impl Tree<'_, '_> {
    fn is_torch(&self) -> bool {
        self.writer.library == Library::PyTorch
    }

    fn module(&self) -> &'static str {
        self.writer.library.module()
    }

    fn value(&self, node: NodeId) -> Option<&Array> {
        match self.values.get(node)? {
            NodeValue::Array(array) => Some(array),
            _ => None,
        }
    }

    fn is_truth(&self, node: NodeId) -> bool {
        self.value(node).is_some_and(Array::is_truth)
    }

    fn number(&self, node: NodeId) -> Option<f64> {
        self.value(node)?.as_number()
    }

    fn kind(&self, node: NodeId) -> Kind {
        self.pieces.get(node).map_or(Kind::Array, |piece| piece.kind)
    }

    /// In parentheses where it binds looser than its place needs.
    fn at(&self, node: NodeId, least: u8) -> String {
        let Some(piece) = self.pieces.get(node) else { return String::new() };
        if piece.precedence < least { format!("({})", piece.text) } else { piece.text.clone() }
    }

    fn text(&self, node: NodeId) -> String {
        self.at(node, 0)
    }

    /// The function by its name in the library, or defined by us.
    fn defined(&mut self, name: &'static str) -> &'static str {
        self.writer.needed.insert(name);
        name
    }

    fn piece(&mut self, expr: &Expr) -> Piece {
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

    fn name(&self, name: &Rc<str>) -> Piece {
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

    fn unary(&mut self, sign: UnaryOperator, operand: NodeId) -> Piece {
        let text = format!("{}{}", sign.symbol(), self.operand(operand, SIGN));
        Piece { text, precedence: SIGN, kind: self.kind(operand) }
    }

    /// An operand of arithmetic: a list is an array, and a truth value a number.
    fn operand(&mut self, node: NodeId, least: u8) -> String {
        if self.is_collection(node) {
            self.array(node)
        } else if self.is_truth(node) {
            self.floats(node)
        } else {
            self.at(node, least)
        }
    }

    fn binary(&mut self, operator: BinaryOperator, left: NodeId, right: NodeId) -> Piece {
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
    fn differs(&self, operator: BinaryOperator, left: NodeId, right: NodeId, result: Option<f64>) -> bool {
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
    fn of_library(&self, node: NodeId) -> String {
        match self.writer.library {
            Library::NumPy => format!("np.float64({})", self.text(node)),
            Library::PyTorch => format!("torch.tensor(float({}))", self.text(node)),
        }
    }

    /// A node as numbers: truth values are 1 and 0.
    fn floats(&mut self, node: NodeId) -> String {
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
    fn tensor(&mut self, node: NodeId) -> String {
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

    fn float_tensor(&mut self, node: NodeId) -> String {
        if self.is_truth(node) && (self.kind(node) == Kind::Array || !self.is_torch()) {
            self.floats(node)
        } else {
            self.tensor(node)
        }
    }

    /// A number beside others of which an array is made: Python's whole numbers would make one of whole numbers.
    fn member(&mut self, node: NodeId, truth: bool) -> String {
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
    fn literal(&self, node: NodeId) -> Option<f64> {
        match self.formula.nodes.get(node)?.expr {
            Expr::Number(value) => Some(value),
            Expr::Unary(UnaryOperator::Minus, operand) => match self.formula.nodes.get(operand)?.expr {
                Expr::Number(value) => Some(-value),
                _ => None,
            },
            _ => None,
        }
    }

    fn is_collection(&self, node: NodeId) -> bool {
        matches!(self.formula.nodes.get(node).map(|node| &node.expr), Some(Expr::List(..) | Expr::Shape(_)))
    }

    fn items(&self, node: NodeId) -> Option<&[NodeId]> {
        match &self.formula.nodes.get(node)?.expr {
            Expr::List(_, items) => Some(items),
            _ => None,
        }
    }

    /// A list as an array.
    fn array(&mut self, node: NodeId) -> String {
        let Some(items) = self.items(node).map(<[NodeId]>::to_vec) else {
            let text = self.text(node);
            return match (self.is_collection(node), self.writer.library) {
                (false, _) => text,
                (true, Library::NumPy) => format!("np.array({text}, dtype=float)"),
                (true, Library::PyTorch) => format!("torch.tensor({text}).double()"),
            };
        };
        let module = self.module();
        if items.is_empty() {
            return format!("{module}.zeros(0)");
        }
        if self.only_numbers(node) {
            let numbers = self.numbers(node);
            let constructor = if self.is_torch() { "tensor" } else { "array" };
            return format!("{module}.{constructor}({numbers})");
        }
        let truth = items.iter().all(|item| self.is_truth(*item));
        let members = self.members(&items, truth);
        format!("{module}.stack([{members}])")
    }

    /// Whether a list holds numbers of Python, and lists of such.
    fn only_numbers(&self, node: NodeId) -> bool {
        match self.items(node) {
            Some(items) => items.iter().all(|item| self.only_numbers(*item)),
            None => self.kind(node) != Kind::Array,
        }
    }

    fn numbers(&mut self, node: NodeId) -> String {
        let Some(items) = self.items(node).map(<[NodeId]>::to_vec) else {
            let truth = self.is_truth(node);
            return self.member(node, truth);
        };
        let items: Vec<String> = items.into_iter().map(|item| self.numbers(item)).collect();
        format!("[{}]", items.join(", "))
    }

    /// Arrays beside each other in a list.
    fn members(&mut self, items: &[NodeId], truth: bool) -> String {
        let member = |item: &NodeId| {
            if self.is_torch() && self.kind(*item) != Kind::Array && !self.is_collection(*item) {
                let text = self.tensor(*item);
                return text;
            }
            if self.is_collection(*item) { self.array(*item) } else { self.member(*item, truth) }
        };
        items.iter().map(member).collect::<Vec<_>>().join(", ")
    }

    fn rank(&self, node: NodeId) -> usize {
        self.value(node).map_or(self.items(node).map_or(1, |_| 2), |array| array.shape().rank())
    }

    fn transposed(&mut self, array: NodeId) -> Piece {
        let (rank, kind) = (self.rank(array), self.kind(array));
        if kind != Kind::Array {
            return Piece { text: self.text(array), precedence: 0, kind };
        }
        let inner = if self.is_collection(array) { self.array(array) } else { self.at(array, ATOM) };
        let text = match (rank, self.writer.library) {
            (0 | 1, _) => inner,
            (2, _) => format!("{inner}.T"),
            (_, Library::NumPy) => format!("np.swapaxes({inner}, -1, -2)"),
            (_, Library::PyTorch) => format!("{inner}.mT"),
        };
        atom(text, Kind::Array)
    }

    fn shape(&mut self, array: NodeId) -> String {
        match self.kind(array) {
            Kind::Array if self.is_collection(array) => format!("{}.shape", self.array(array)),
            Kind::Array => format!("{}.shape", self.at(array, ATOM)),
            _ => "()".to_owned(),
        }
    }

    fn index(&mut self, array: NodeId, subscripts: &[Subscript]) -> Piece {
        let is_shape = matches!(self.formula.nodes.get(array).map(|node| &node.expr), Some(Expr::Shape(_)));
        let is_shape =
            is_shape && !subscripts.iter().any(|subscript| matches!(subscript, Subscript::Slice { .. }));
        let inner =
            if self.is_collection(array) && !is_shape { self.array(array) } else { self.at(array, ATOM) };
        let subscripts: Vec<String> =
            subscripts.iter().enumerate().map(|(place, it)| self.subscript(&inner, place, it)).collect();
        let kind = if is_shape { Kind::Whole } else { Kind::Array };
        atom(format!("{inner}[{}]", subscripts.join(", ")), kind)
    }

    fn subscript(&mut self, array: &str, place: usize, subscript: &Subscript) -> String {
        match subscript {
            Subscript::At(node) => self.whole(*node),
            Subscript::Slice { start, stop, step } => {
                let mut bound =
                    |bound: &Option<NodeId>| bound.map(|node| self.whole(node)).unwrap_or_default();
                let (from, to, by) = (bound(start), bound(stop), bound(step));
                // PyTorch does not step backwards.
                if self.is_torch() && step.and_then(|step| self.number(step)).is_some_and(|step| step < 0.0) {
                    let by = if by.is_empty() { String::new() } else { format!(":{by}") };
                    return format!("list(range({array}.shape[{place}]))[{from}:{to}{by}]");
                }
                if by.is_empty() { format!("{from}:{to}") } else { format!("{from}:{to}:{by}") }
            }
        }
    }

    /// A node as a whole number of Python, or as `None`.
    fn whole(&mut self, node: NodeId) -> String {
        if matches!(self.values.get(node), Some(NodeValue::Nothing)) {
            return "None".to_owned();
        }
        match (self.literal(node), self.kind(node)) {
            (Some(value), _) => shortest(value),
            (None, Kind::Whole) => self.text(node),
            _ => format!("int({})", self.text(node)),
        }
    }

    fn sizes(&mut self, node: NodeId) -> String {
        let Some(items) = self.items(node).map(<[NodeId]>::to_vec) else {
            return if self.is_collection(node) { self.text(node) } else { self.whole(node) };
        };
        let items: Vec<String> = items.into_iter().map(|item| self.whole(item)).collect();
        if items.len() == 1 { format!("({},)", items[0]) } else { format!("({})", items.join(", ")) }
    }

    fn flag(&self, node: NodeId) -> String {
        let truth = self.number(node).is_some_and(|value| value != 0.0);
        let plain = self.literal(node).is_some() || matches!(self.text(node).as_str(), "True" | "False");
        if plain {
            if truth { "True" } else { "False" }.to_owned()
        } else {
            format!("bool({})", self.text(node))
        }
    }

    /// An argument as its parameter takes it.
    fn argument(&mut self, given: Given) -> String {
        let Given { parameter, node, .. } = given;
        if matches!(self.values.get(node), Some(NodeValue::Nothing)) {
            return "None".to_owned();
        }
        match parameter.kind {
            // What gives truth values, looks at truth values as they are.
            ParameterKind::Array if self.is_truth(self.pieces.len()) => self.tensor(node),
            ParameterKind::Array => self.float_tensor(node),
            ParameterKind::Arrays => {
                let items = self.items(node).map(<[NodeId]>::to_vec).unwrap_or_default();
                let truth = items.iter().all(|item| self.is_truth(*item));
                format!("[{}]", self.members(&items, truth))
            }
            ParameterKind::Integer | ParameterKind::Size => self.whole(node),
            ParameterKind::Sizes => self.sizes(node),
            ParameterKind::Flag => self.flag(node),
            ParameterKind::Subscripts => self.text(node),
        }
    }

    fn call(&mut self, function: &str, arguments: &[NodeId], keywords: &[Keyword]) -> Piece {
        let Some(operation) = ops::find(function) else { return atom(format!("{function}()"), Kind::Array) };
        let parameters = operation.parameters();
        let by_place = arguments.iter().zip(parameters).enumerate();
        let by_place = by_place.map(|(place, (node, parameter))| Given {
            place,
            parameter,
            node: *node,
            by_name: false,
        });
        let by_name = keywords.iter().filter_map(|keyword| {
            let place = parameters.iter().position(|parameter| *parameter.name == *keyword.name)?;
            Some(Given { place, parameter: parameters.get(place)?, node: keyword.value, by_name: true })
        });
        let given: Vec<Given> = by_place.chain(by_name).collect();
        self.operation(operation.name(), &given)
    }

    fn operation(&mut self, name: &'static str, given: &[Given]) -> Piece {
        let module = self.module();
        let torch = self.is_torch();
        let truth = self.is_truth(self.pieces.len());
        let array = |text: String| atom(text, Kind::Array);
        match name {
            "exp" | "log" | "sqrt" | "tanh" => {
                let node = given.first().map(|given| given.node).unwrap_or_default();
                let finite = self.number(self.pieces.len()).is_some_and(f64::is_finite);
                if torch && self.kind(node) != Kind::Array && finite {
                    self.writer.needs_math = true;
                    return atom(format!("math.{name}({})", self.text(node)), Kind::Number);
                }
                let argument = self.float_tensor(node);
                array(format!("{module}.{name}({argument})"))
            }
            "abs" => {
                let node = given.first().map(|given| given.node).unwrap_or_default();
                if truth {
                    return Piece { text: self.text(node), precedence: 0, kind: self.kind(node) };
                }
                let argument = self.member_or_array(node);
                array(format!("{module}.abs({argument})"))
            }
            "sigmoid" | "relu" if torch => array(self.plain_call(&format!("torch.{name}"), given)),
            "sum" | "mean" | "max" | "min" | "argmax" | "std" | "var" => array(self.reduction(name, given)),
            "where" => array(self.choice(given, truth)),
            "minimum" | "maximum" => {
                let side = |given: &Given| {
                    if truth { self.text(given.node) } else { self.member_or_array(given.node) }
                };
                let sides: Vec<String> = given.iter().map(side).collect();
                array(format!("{module}.{name}({})", sides.join(", ")))
            }
            "zeros" | "ones" | "eye" => {
                let sizes = self.ordered(given);
                let sizes: Vec<String> = sizes.into_iter().filter(|size| size != "None").collect();
                array(format!("{module}.{name}({})", sizes.join(", ")))
            }
            "tril" | "triu" => {
                let call = self.ordered(given);
                array(format!("{module}.{name}({})", call.join(", ")))
            }
            "arange" => array(self.progression(given)),
            "concatenate" | "stack" => {
                let (called, axis) = match (torch, name) {
                    (true, "concatenate") => ("cat", "dim"),
                    (true, _) => ("stack", "dim"),
                    _ => (name, "axis"),
                };
                let mut parts = self.ordered(given);
                if let (true, [members, axis]) = (torch, parts.as_slice())
                    && axis == "None"
                {
                    return array(format!("torch.cat([part.flatten() for part in {members}])"));
                }
                if let Some(part) = parts.get_mut(1) {
                    *part = format!("{axis}={part}");
                }
                array(format!("{module}.{called}({})", parts.join(", ")))
            }
            "array" => {
                let node = given.first().map(|given| given.node).unwrap_or_default();
                if self.is_collection(node) || self.kind(node) == Kind::Array {
                    let text = self.array(node);
                    array(text)
                } else {
                    array(self.of_library(node))
                }
            }
            "transpose" => self.transposed(given.first().map(|given| given.node).unwrap_or_default()),
            "take" if !torch => {
                let mut parts = self.ordered(given);
                if let (Some(part), Some(given)) = (parts.get_mut(1), given.get(1)) {
                    *part = self.positions(given.node, part);
                }
                if parts.len() > 2 {
                    parts[2] = format!("axis={}", parts[2]);
                }
                array(format!("np.take({})", parts.join(", ")))
            }
            _ => {
                let name = self.defined(name);
                array(self.plain_call(name, given))
            }
        }
    }

    /// Positions in an array: NumPy wants whole numbers.
    fn positions(&self, node: NodeId, text: &str) -> String {
        match self.kind(node) {
            Kind::Array if self.is_collection(node) => format!("{text}.astype(int)"),
            Kind::Array => format!("{}.astype(int)", self.at(node, ATOM)),
            _ => format!("int({text})"),
        }
    }

    /// An array, or a number beside arrays.
    fn member_or_array(&mut self, node: NodeId) -> String {
        if self.is_collection(node) {
            self.array(node)
        } else if self.is_torch() {
            self.float_tensor(node)
        } else {
            self.member(node, false)
        }
    }

    /// A call with the arguments as the formula has them.
    fn plain_call(&mut self, function: &str, given: &[Given]) -> String {
        let written = given.iter().map(|given| {
            let text = self.argument(*given);
            if given.by_name { format!("{}={text}", given.parameter.name) } else { text }
        });
        let written: Vec<String> = written.collect();
        format!("{function}({})", written.join(", "))
    }

    /// The arguments in the order of the parameters, as far as there are some without a gap.
    fn ordered(&mut self, given: &[Given]) -> Vec<String> {
        let mut sorted: Vec<Given> = given.to_vec();
        sorted.sort_by_key(|given| given.place);
        sorted.into_iter().map(|given| self.argument(given)).collect()
    }

    fn reduction(&mut self, name: &'static str, given: &[Given]) -> String {
        let (torch, module) = (self.is_torch(), self.module());
        let called = match (torch, name) {
            (true, "max") => "amax",
            (true, "min") => "amin",
            _ => name,
        };
        let mut parts = Vec::new();
        for given in given {
            let text = self.argument(*given);
            parts.push(match (given.parameter.kind, torch) {
                (ParameterKind::Array, _) => text,
                (ParameterKind::Integer, _) if text == "None" => continue,
                (ParameterKind::Integer, true) => format!("dim={text}"),
                (ParameterKind::Integer, false) => format!("axis={text}"),
                (_, true) => format!("keepdim={text}"),
                (_, false) => format!("keepdims={text}"),
            });
        }
        // PyTorch keeps the axes of a whole only where it is told which.
        if torch && parts.len() > 1 && !parts.iter().any(|part| part.starts_with("dim=")) {
            let rank = given.first().map_or(0, |given| self.rank(given.node));
            let all: Vec<String> = (0..rank).map(|axis| axis.to_string()).collect();
            if name == "argmax" {
                parts.insert(1, "dim=None".to_owned());
            } else if rank > 0 {
                parts.insert(1, format!("dim=({},)", all.join(", ")));
            }
        }
        if torch && matches!(name, "std" | "var") {
            parts.push("correction=0".to_owned());
        }
        let call = format!("{module}.{called}({})", parts.join(", "));
        match (name, torch) {
            ("argmax", true) => format!("{call}.double()"),
            ("argmax", false) => format!("{call}.astype(float)"),
            _ => call,
        }
    }

    fn choice(&mut self, given: &[Given], truth: bool) -> String {
        let module = self.module();
        let mut given: Vec<Given> = given.to_vec();
        given.sort_by_key(|given| given.place);
        let Some(condition) = given.first().map(|given| given.node) else { return String::new() };
        let is_truth = self.is_truth(condition);
        let held = match (self.is_torch(), self.kind(condition)) {
            (false, _) => self.tensor(condition),
            (true, Kind::Array) if is_truth => self.text(condition),
            (true, Kind::Array) => format!("{} != 0", self.tensor(condition)),
            (true, _) => format!("torch.tensor({} != 0)", self.at(condition, 2)),
        };
        let branches: Vec<String> = given
            .iter()
            .skip(1)
            .map(|given| {
                if self.is_collection(given.node) {
                    self.array(given.node)
                } else {
                    self.member(given.node, truth)
                }
            })
            .collect();
        format!("{module}.where({held}, {})", branches.join(", "))
    }

    fn progression(&mut self, given: &[Given]) -> String {
        let module = self.module();
        let empty = self.value(self.pieces.len()).is_some_and(|array| array.shape().is_empty());
        if self.is_torch() && empty {
            return "torch.zeros(0)".to_owned();
        }
        let mut sorted: Vec<Given> = given.to_vec();
        sorted.sort_by_key(|given| given.place);
        let bounds: Vec<String> = sorted
            .iter()
            .filter(|given| !matches!(self.values.get(given.node), Some(NodeValue::Nothing)))
            .map(|given| self.text(given.node))
            .collect();
        let kind = if self.is_torch() { "torch.float64" } else { "float" };
        // A step without an end begins at 0.
        let named: Vec<&str> = sorted.iter().map(|given| given.parameter.name).collect();
        let bounds = match (named.as_slice(), bounds.as_slice()) {
            (["start", "step"], [stop, step]) => format!("0, {stop}, {step}"),
            _ => bounds.join(", "),
        };
        format!("{module}.arange({bounds}, dtype={kind})")
    }
}
