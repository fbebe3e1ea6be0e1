//! A computed formula looked at again, node by node: what each was given and by which operation.

use std::rc::Rc;

use super::{Failure, Meaning, NodeValue, Scope, arguments::Bound, evaluate::Evaluator};
use crate::{
    formula::{Expr, Formula, NodeId},
    ops::{Argument, Operation, ParameterKind},
    value::{Array, Shape},
};

/// Every name has its value already, in its node.
struct Computed;

impl Scope for Computed {
    fn meaning(&self, _: &str) -> Meaning {
        Meaning::Unknown
    }

    fn names(&self) -> Vec<Rc<str>> {
        Vec::new()
    }
}

/// A formula with the values of its nodes.
pub(super) struct Recall<'a> {
    formula: &'a Formula,
    evaluator: Evaluator<'a>,
}

/// The operation of a node and what it was given.
pub(super) struct Called<'a> {
    /// The operation.
    pub operation: &'static dyn Operation,
    /// The arguments, by its parameters.
    pub arguments: &'a [Argument<'a>],
    /// The shape of the result.
    pub shape: Shape,
}

/// The nodes that a node was computed from.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Inputs {
    /// Those whose numbers it reads: for each parameter one node, the members of a list, or none.
    pub arrays: Vec<Vec<NodeId>>,
    /// Those that say how: an axis, subscripts, sizes.
    pub settings: Vec<NodeId>,
}

impl Inputs {
    /// The node of an argument, or of a member of a list.
    pub(super) fn node(&self, argument: usize, part: Option<usize>) -> Option<NodeId> {
        self.arrays.get(argument)?.get(part.unwrap_or(0)).copied()
    }
}

impl<'a> Recall<'a> {
    /// `None` where the values are not those of the formula's nodes.
    pub(super) fn new(formula: &'a Formula, nodes: &[NodeValue]) -> Option<Self> {
        if nodes.len() != formula.nodes.len() {
            return None;
        }
        // The root's list was made an array for those who show it: here it is a list again.
        let value = |(id, value): (NodeId, &NodeValue)| match formula.nodes.get(id).map(|node| &node.expr) {
            Some(Expr::List(_, items)) => NodeValue::List(items.clone()),
            _ => value.clone(),
        };
        let nodes = nodes.iter().enumerate().map(value).collect();
        Some(Self { formula, evaluator: Evaluator::new(formula, &Computed, nodes) })
    }

    /// The expression of a node.
    pub(super) fn expr(&self, node: NodeId) -> Option<&'a Expr> {
        self.formula.nodes.get(node).map(|node| &node.expr)
    }

    /// Whether nothing is computed at the node: it is a number or a name.
    pub(super) fn is_leaf(&self, node: NodeId) -> bool {
        matches!(self.expr(node), None | Some(Expr::Number(_) | Expr::Name(_)))
    }

    /// The value of a node as an array.
    pub(super) fn array(&mut self, node: NodeId) -> Option<Rc<Array>> {
        self.formula.nodes.get(node)?;
        self.evaluator.array(node).ok()
    }

    /// The nodes that a node was computed from.
    pub(super) fn inputs(&self, node: NodeId) -> Option<Inputs> {
        let expr = self.expr(node).filter(|_| !self.is_leaf(node))?;
        let (operation, bound) = self.evaluator.call(node).ok()?;
        let arrays: Vec<Vec<NodeId>> = operation
            .parameters()
            .iter()
            .zip(&bound)
            .map(|(parameter, bound)| match (parameter.kind, bound) {
                (ParameterKind::Array, Bound::Node(node)) => vec![*node],
                (ParameterKind::Arrays, Bound::Node(node)) => match self.expr(*node) {
                    Some(Expr::List(_, items)) => items.clone(),
                    _ => vec![*node],
                },
                _ => Vec::new(),
            })
            .collect();
        // The list itself is only a way to write its members.
        let lists = operation.parameters().iter().zip(&bound).filter_map(|(parameter, bound)| match bound {
            Bound::Node(node) if parameter.kind == ParameterKind::Arrays => Some(*node),
            _ => None,
        });
        let read: Vec<NodeId> = arrays.iter().flatten().copied().chain(lists).collect();
        let settings = expr.operands().into_iter().filter(|operand| !read.contains(operand)).collect();
        Some(Inputs { arrays, settings })
    }

    /// Does `with` the operation of a node and what it was given; `None` for a leaf.
    pub(super) fn called<T>(&mut self, node: NodeId, with: impl FnOnce(&Called<'_>) -> T) -> Option<T> {
        self.formula.nodes.get(node)?;
        let (operation, bound) = self.evaluator.call(node).ok()?;
        let outcome = self.evaluator.with_arguments(node, operation, &bound, |_, arguments| {
            let shape = operation.shape(arguments).ok();
            Ok::<_, Failure>(shape.map(|shape| with(&Called { operation, arguments, shape })))
        });
        outcome.ok().flatten()
    }
}

impl Called<'_> {
    /// The shape of an argument, or of a member of a list.
    pub(super) fn shape_of(&self, argument: usize, part: Option<usize>) -> Option<&Shape> {
        match (self.arguments.get(argument)?, part) {
            (Argument::Array(array), None) => Some(array.shape()),
            (Argument::Arrays(arrays), Some(part)) => arrays.get(part).map(|array| array.shape()),
            _ => None,
        }
    }
}
