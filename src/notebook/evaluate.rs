//! One formula → the value of each of its nodes.

use std::rc::Rc;

use super::{
    Operand, Problem, ProblemKind, Remark,
    limits::{Limit, Limits},
    remark::remarks_of,
};
use crate::{
    formula::{Expr, Formula, NodeId, Span, Subscript as Written},
    notebook::arguments::{Bound, bind, nearest},
    ops::{self, Argument, Fault, Operation, ParameterKind, Place, Subscript},
    value::{Array, Axis, Shape},
};

/// What a name means where a formula is evaluated.
#[derive(Debug, Clone)]
pub enum Meaning {
    /// A cell's value.
    Value(Rc<Array>),
    /// A dimension's size.
    Dimension(usize),
    /// A cell that has no value now.
    Waiting,
    /// Nothing.
    Unknown,
}

/// The names that a formula can read.
pub trait Scope {
    /// What a name means.
    fn meaning(&self, name: &str) -> Meaning;
    /// Every name that means something, for "did you mean".
    fn names(&self) -> Vec<Rc<str>>;
}

/// The value of a node.
#[derive(Debug, Clone)]
pub enum NodeValue {
    /// An array.
    Array(Rc<Array>),
    /// A list of nodes.
    List(Vec<NodeId>),
    /// `X.shape`
    Sizes(Vec<Axis>),
    /// `None`
    Nothing,
}

/// What evaluating a formula gave.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The result.
    pub value: Rc<Array>,
    /// The value of every node, by the formula's node ids.
    pub nodes: Vec<NodeValue>,
    /// What a learner should be told of these numbers.
    pub remarks: Vec<Remark>,
}

/// Why a formula has no value.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// It cannot be computed.
    Problem(Box<Problem>),
    /// It reads a cell that has no value now.
    Waiting(Rc<str>),
}

impl From<Box<Problem>> for Failure {
    fn from(problem: Box<Problem>) -> Self {
        Self::Problem(problem)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

/// Evaluates a formula. Nodes stand after their operands, so this is a loop and cannot recurse.
///
/// # Errors
/// A [`Failure`] with the place of the first node that has no value.
pub fn evaluate(formula: &Formula, scope: &dyn Scope) -> Result<Evaluation, Failure> {
    evaluate_within(formula, scope, Limits::default())
}

/// Evaluates a formula within other limits than those of a page.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_within(formula: &Formula, scope: &dyn Scope, limits: Limits) -> Result<Evaluation, Failure> {
    let mut evaluator = Evaluator::new(formula, scope, Vec::with_capacity(formula.nodes.len()));
    evaluator.limits = limits;
    for id in 0..formula.nodes.len() {
        let value = evaluator.node(id)?;
        evaluator.nodes.push(value);
    }
    let root = formula.root();
    let value = evaluator.array(root)?;
    // A bare list or shape as the result has been turned into an array: its node shows that array too.
    if let Some(node) = evaluator.nodes.get_mut(root) {
        *node = NodeValue::Array(value.clone());
    }
    Ok(Evaluation { value, nodes: evaluator.nodes, remarks: evaluator.remarks })
}

/// A formula in the middle of its evaluation, or looked at again after it.
pub(super) struct Evaluator<'a> {
    formula: &'a Formula,
    scope: &'a dyn Scope,
    nodes: Vec<NodeValue>,
    remarks: Vec<Remark>,
    multiply_adds: usize,
    limits: Limits,
}

impl<'a> Evaluator<'a> {
    /// With the values of the first nodes.
    pub(super) fn new(formula: &'a Formula, scope: &'a dyn Scope, nodes: Vec<NodeValue>) -> Self {
        Self { formula, scope, nodes, remarks: Vec::new(), multiply_adds: 0, limits: Limits::default() }
    }

    fn span(&self, node: NodeId) -> Span {
        self.formula.nodes.get(node).map(|node| node.span).unwrap_or_default()
    }

    fn fail<T>(&self, node: NodeId, kind: ProblemKind) -> Result<T, Failure> {
        Err(Problem { span: self.span(node), kind }.into())
    }

    fn node(&mut self, id: NodeId) -> Result<NodeValue, Failure> {
        let formula = self.formula;
        match &formula.nodes[id].expr {
            Expr::Number(value) => Ok(NodeValue::Array(Rc::new(Array::scalar(*value)))),
            Expr::Name(name) => self.name(id, name),
            Expr::List(_, items) => Ok(NodeValue::List(items.clone())),
            Expr::Shape(array) => Ok(NodeValue::Sizes(self.array(*array)?.shape().axes().to_vec())),
            _ => {
                let (operation, bound) = self.call(id)?;
                self.apply(id, operation, &bound)
            }
        }
    }

    /// The operation that makes a node of others, and what it is given. A list is a stack, where it is an array.
    pub(super) fn call(&self, id: NodeId) -> Result<(&'static dyn Operation, Vec<Bound>), Failure> {
        let (symbol, bound) = match &self.formula.nodes[id].expr {
            Expr::Number(_) | Expr::Name(_) => return self.fail(id, ProblemKind::NoValue),
            Expr::List(..) => ("stack", vec![Bound::Node(id), Bound::Given(Argument::Integer(0))]),
            Expr::Shape(array) => (".shape", vec![Bound::Node(*array), Bound::Given(Argument::None)]),
            Expr::Unary(sign, operand) => {
                (if sign.symbol() == "-" { "-x" } else { "+x" }, vec![Bound::Node(*operand)])
            }
            Expr::Binary(operator, left, right) => {
                (operator.symbol(), vec![Bound::Node(*left), Bound::Node(*right)])
            }
            Expr::Transpose(array) => (".T", vec![Bound::Node(*array)]),
            Expr::Index(array, written) => {
                let subscripts = Bound::Given(Argument::Subscripts(self.subscripts(written)?));
                ("[]", vec![Bound::Node(*array), subscripts])
            }
            Expr::Call { function, function_span, arguments, keywords } => {
                let Some(operation) =
                    ops::find(function).filter(|_| function.starts_with(char::is_alphabetic))
                else {
                    let names = ops::all()
                        .unwrap_or_default()
                        .iter()
                        .map(|operation| operation.name())
                        .filter(|name| name.starts_with(char::is_alphabetic));
                    let nearest = nearest(function, names);
                    let kind = ProblemKind::UnknownFunction { name: function.clone(), nearest };
                    return Err(Problem { span: *function_span, kind }.into());
                };
                let bound = bind(operation, *function_span, arguments, keywords, self.span(id), |node| {
                    self.span(node)
                })?;
                return Ok((operation, bound));
            }
        };
        match ops::find(symbol) {
            Some(operation) => Ok((operation, bound)),
            None => self.fail(id, ProblemKind::UnknownFunction { name: symbol.into(), nearest: None }),
        }
    }

    fn name(&self, id: NodeId, name: &Rc<str>) -> Result<NodeValue, Failure> {
        let number = |value| Ok(NodeValue::Array(Rc::new(Array::scalar(value))));
        match &**name {
            "inf" => return number(f64::INFINITY),
            "pi" => return number(std::f64::consts::PI),
            "True" | "False" => return Ok(NodeValue::Array(Rc::new(Array::truth(&**name == "True")))),
            "None" => return Ok(NodeValue::Nothing),
            _ => {}
        }
        match self.scope.meaning(name) {
            Meaning::Value(value) => Ok(NodeValue::Array(value)),
            Meaning::Dimension(size) => number(size as f64),
            Meaning::Waiting => Err(Failure::Waiting(name.clone())),
            Meaning::Unknown if ops::find(name).is_some() => {
                self.fail(id, ProblemKind::FunctionAsValue(name.clone()))
            }
            Meaning::Unknown => {
                let names = self.scope.names();
                let nearest = nearest(name, names.iter().map(|name| &**name));
                self.fail(id, ProblemKind::UnknownName { name: name.clone(), nearest })
            }
        }
    }

    fn apply(
        &mut self,
        id: NodeId,
        operation: &'static dyn Operation,
        bound: &[Bound],
    ) -> Result<NodeValue, Failure> {
        self.with_arguments(id, operation, bound, |evaluator, arguments| {
            let value = match evaluator.compute(operation, arguments) {
                Ok(value) => value,
                Err(Refused::Fault(fault)) => return evaluator.fault(id, operation, bound, fault),
                Err(Refused::Limit(limit)) => return evaluator.fail(id, ProblemKind::Limit(limit)),
            };
            remarks_of(&mut evaluator.remarks, evaluator.formula, id, operation, arguments, &value);
            Ok(NodeValue::Array(Rc::new(value)))
        })
    }

    /// Does `with` the arguments that an operation gets.
    pub(super) fn with_arguments<T>(
        &mut self,
        id: NodeId,
        operation: &'static dyn Operation,
        bound: &[Bound],
        with: impl FnOnce(&mut Self, &[Argument<'_>]) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        // Lists that stand for arrays are built first, so that every argument can be borrowed from here.
        let mut built: Vec<Option<Rc<Array>>> = Vec::with_capacity(bound.len());
        for (parameter, argument) in operation.parameters().iter().zip(bound) {
            built.push(match (parameter.kind, argument) {
                (ParameterKind::Array, Bound::Node(node))
                    if !matches!(self.nodes[*node], NodeValue::Nothing) =>
                {
                    Some(self.array(*node)?)
                }
                _ => None,
            });
        }
        let mut lists: Vec<Vec<Rc<Array>>> = vec![Vec::new(); bound.len()];
        for ((parameter, argument), list) in operation.parameters().iter().zip(bound).zip(&mut lists) {
            if let (ParameterKind::Arrays, Bound::Node(node)) = (parameter.kind, argument) {
                *list = self.arrays(operation, *node, bound)?;
            }
        }
        let mut arguments = Vec::with_capacity(bound.len());
        for (place, (parameter, argument)) in operation.parameters().iter().zip(bound).enumerate() {
            arguments.push(match (argument, &built[place]) {
                (_, Some(array)) => Argument::Array(array),
                (Bound::Node(_), None) if parameter.kind == ParameterKind::Arrays => {
                    Argument::Arrays(lists[place].iter().map(|array| &**array).collect())
                }
                (Bound::Node(node), None) => match self.plain(*node, parameter.kind) {
                    Ok(argument) => argument,
                    Err(Some(failure)) => return Err(failure),
                    Err(None) => {
                        let fault = if parameter.kind == ParameterKind::Integer {
                            Fault::NotWhole { argument: place }
                        } else {
                            Fault::Argument { argument: place, expected: parameter.kind }
                        };
                        return self.fault(id, operation, bound, fault);
                    }
                },
                (Bound::Given(argument), None) => argument.clone(),
            });
        }
        with(self, &arguments)
    }

    fn compute(&mut self, operation: &dyn Operation, arguments: &[Argument<'_>]) -> Result<Array, Refused> {
        let shape = operation.shape(arguments).map_err(Refused::Fault)?;
        self.limits.check(&shape).map_err(Refused::Limit)?;
        self.multiply_adds = self.multiply_adds.saturating_add(operation.work(arguments, &shape).steps());
        if self.multiply_adds > self.limits.multiply_adds {
            return Err(Refused::Limit(Limit::MultiplyAdds(self.multiply_adds)));
        }
        operation.value(arguments, &shape).map_err(Refused::Fault)
    }

    /// A node as an array; a list of arrays of one shape is stacked.
    pub(super) fn array(&mut self, node: NodeId) -> Result<Rc<Array>, Failure> {
        match &self.nodes[node] {
            NodeValue::Array(array) => Ok(array.clone()),
            NodeValue::Nothing => self.fail(node, ProblemKind::NoValue),
            NodeValue::Sizes(axes) => {
                let sizes: Vec<f64> = axes.iter().map(|axis| axis.size as f64).collect();
                let array = Array::from_c_order(Shape::vector(sizes.len()), sizes);
                array.map_or_else(|| self.fail(node, ProblemKind::NoValue), |array| Ok(Rc::new(array)))
            }
            NodeValue::List(items) if items.is_empty() => Ok(Rc::new(Array::filled(&Shape::vector(0), 0.0))),
            NodeValue::List(items) => {
                let items = items.clone();
                let Some(stack) = ops::find("stack") else { return self.fail(node, ProblemKind::NoValue) };
                let arrays = items.iter().map(|item| self.array(*item)).collect::<Result<Vec<_>, _>>()?;
                let arguments =
                    [Argument::Arrays(arrays.iter().map(|array| &**array).collect()), Argument::Integer(0)];
                match self.compute(stack, &arguments) {
                    Ok(array) => Ok(Rc::new(array)),
                    Err(Refused::Limit(limit)) => self.fail(node, ProblemKind::Limit(limit)),
                    Err(Refused::Fault(fault)) => self.fault(node, stack, &[Bound::Node(node)], fault),
                }
            }
        }
    }

    /// A node as a list of arrays; the slices of an array along its first axis, as NumPy takes it.
    fn arrays(
        &mut self,
        operation: &'static dyn Operation,
        node: NodeId,
        bound: &[Bound],
    ) -> Result<Vec<Rc<Array>>, Failure> {
        match self.nodes[node].clone() {
            NodeValue::List(items) => items.iter().map(|item| self.array(*item)).collect(),
            _ => self.fault(
                node,
                operation,
                bound,
                Fault::Argument { argument: 0, expected: ParameterKind::Arrays },
            ),
        }
    }

    /// A node as something other than an array; `Err(None)` where it is of another kind.
    fn plain(&self, node: NodeId, kind: ParameterKind) -> Result<Argument<'static>, Option<Failure>> {
        let value = &self.nodes[node];
        if matches!(value, NodeValue::Nothing) {
            return Ok(Argument::None);
        }
        match kind {
            ParameterKind::Integer => self.whole(node).map(Argument::Integer).ok_or(None),
            ParameterKind::Size => self.axis(node).map(Argument::Size).ok_or(None),
            ParameterKind::Sizes => match value {
                NodeValue::Sizes(axes) => Ok(Argument::Sizes(axes.clone())),
                NodeValue::List(items) => items
                    .iter()
                    .map(|item| self.axis(*item))
                    .collect::<Option<_>>()
                    .map(Argument::Sizes)
                    .ok_or(None),
                _ => self.axis(node).map(|axis| Argument::Sizes(vec![axis])).ok_or(None),
            },
            ParameterKind::Flag => self.number(node).map(|number| Argument::Flag(number != 0.0)).ok_or(None),
            ParameterKind::Array | ParameterKind::Arrays | ParameterKind::Subscripts => Err(None),
        }
    }

    fn number(&self, node: NodeId) -> Option<f64> {
        match self.nodes.get(node)? {
            NodeValue::Array(array) if array.shape().rank() == 0 => array.as_number(),
            _ => None,
        }
    }

    fn whole(&self, node: NodeId) -> Option<i64> {
        let number = self.number(node)?;
        (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64)
    }

    /// A size, with the name of the dimension that it is written as: `n`, `X.shape[0]`.
    fn axis(&self, node: NodeId) -> Option<Axis> {
        let size = usize::try_from(self.whole(node)?).ok()?;
        let name = match &self.formula.nodes.get(node)?.expr {
            Expr::Name(name) if matches!(self.scope.meaning(name), Meaning::Dimension(_)) => {
                Some(name.clone())
            }
            Expr::Index(array, subscripts) => match (&self.nodes[*array], subscripts.as_slice()) {
                (NodeValue::Sizes(axes), [Written::At(index)]) => {
                    let index = self.whole(*index)?.rem_euclid(axes.len().max(1) as i64);
                    axes.get(index as usize)?.name.clone()
                }
                _ => None,
            },
            _ => None,
        };
        Some(Axis { size, name })
    }

    fn subscripts(&self, written: &[Written]) -> Result<Vec<Subscript>, Failure> {
        let mut subscripts = Vec::with_capacity(written.len());
        for (place, subscript) in written.iter().enumerate() {
            let whole = |node: &NodeId| {
                self.whole(*node).ok_or_else(|| {
                    Failure::from(Problem {
                        span: self.span(*node),
                        kind: ProblemKind::Fault {
                            fault: Fault::NotWhole { argument: place },
                            operation: "[]",
                            operands: vec![self.operand(*node)],
                        },
                    })
                })
            };
            subscripts.push(match subscript {
                Written::At(node) if matches!(self.nodes[*node], NodeValue::Nothing) => Subscript::NewAxis,
                Written::At(node) => Subscript::At(whole(node)?),
                Written::Slice { start, stop, step } => {
                    let bound = |bound: &Option<NodeId>| bound.as_ref().map(whole).transpose();
                    Subscript::Slice { start: bound(start)?, stop: bound(stop)?, step: bound(step)? }
                }
            });
        }
        Ok(subscripts)
    }

    fn operand(&self, node: NodeId) -> Operand {
        let shape = match &self.nodes.get(node) {
            Some(NodeValue::Array(array)) => Some(array.shape().clone()),
            _ => None,
        };
        Operand { text: self.formula.text(node).to_owned(), shape }
    }

    /// The failure of a fault, with its place marked: the argument it speaks of, or the whole expression.
    fn fault<T>(
        &self,
        id: NodeId,
        operation: &'static dyn Operation,
        bound: &[Bound],
        fault: Fault,
    ) -> Result<T, Failure> {
        let node_of = |place: &Place| match place {
            Place::Argument(argument) => match bound.get(*argument) {
                Some(Bound::Node(node)) => Some(*node),
                _ => None,
            },
            Place::Part { argument, part } => match bound.get(*argument) {
                Some(Bound::Node(list)) => match &self.nodes.get(*list) {
                    Some(NodeValue::List(items)) => items.get(*part).copied(),
                    _ => Some(*list),
                },
                _ => None,
            },
            Place::Subscript(place) => match &self.formula.nodes.get(id)?.expr {
                Expr::Index(_, subscripts) => match subscripts.get(*place)? {
                    Written::At(node) => Some(*node),
                    Written::Slice { start, stop, step } => step.or(*start).or(*stop),
                },
                _ => None,
            },
        };
        let places: Vec<NodeId> = fault.places().iter().filter_map(node_of).collect();
        // Where two arguments do not fit each other, the place is the expression that joins them.
        let span = match places.as_slice() {
            [only] => self.span(*only),
            _ => self.span(id),
        };
        let operands = places.iter().map(|node| self.operand(*node)).collect();
        let kind = ProblemKind::Fault { fault, operation: operation.name(), operands };
        Err(Problem { span, kind }.into())
    }
}

enum Refused {
    Fault(Fault),
    Limit(Limit),
}
