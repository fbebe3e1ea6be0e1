//! Why a number of the notebook is what it is: the explanation of one element of one node of a formula, each operand
//! with the cell or the node in which it lives.

use std::rc::Rc;

use super::{CellId, CellKind, CellResult, NodeValue, Program, Run, recall::Recall};
use crate::{
    formula::{Expr, Formula, NodeId},
    ops::{
        self,
        explanation::{Explanation, Operand},
    },
    value::{Array, Position},
};

/// Answers why the numbers of a run are what they are.
#[derive(Debug, Clone, Copy)]
pub struct Explainer<'a> {
    pub(super) program: &'a Program,
    pub(super) run: &'a Run,
}

/// Why one element is the number that it is.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeExplanation {
    /// The cell whose formula it is of.
    pub cell: CellId,
    /// The name that the cell defines.
    pub name: Rc<str>,
    /// The node of the formula.
    pub node: NodeId,
    /// The operation's name; `None` where the node is a number or a name.
    pub operation: Option<&'static str>,
    /// Where the element stands in the node's value.
    pub at: Position,
    /// The element.
    pub value: f64,
    /// The arithmetic.
    pub explanation: Explanation,
    /// The nodes that say how it was computed: an axis, subscripts, sizes.
    pub settings: Vec<NodeId>,
    /// Where each argument lives: for each parameter one, the members of a list, or none.
    homes: Vec<Vec<Home>>,
}

/// Where an operand lives.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// In a cell that the formula names.
    Cell {
        /// The cell.
        cell: CellId,
        /// Its name.
        name: Rc<str>,
        /// Whether its numbers are typed, so that they have no explanation.
        typed: bool,
        /// The element.
        at: Position,
    },
    /// In the middle of the same formula, where it has an explanation of its own.
    Node {
        /// The node.
        node: NodeId,
        /// The element.
        at: Position,
    },
    /// It is the size of a dimension.
    Dimension {
        /// Its name.
        name: Rc<str>,
    },
    /// It is written in the formula: a number, `inf`, `pi`.
    Literal {
        /// The node.
        node: NodeId,
    },
}

/// A [`Source`] without the element.
#[derive(Debug, Clone, PartialEq)]
enum Home {
    Cell { cell: CellId, name: Rc<str>, typed: bool },
    Node(NodeId),
    Dimension(Rc<str>),
    Literal(NodeId),
}

impl NodeExplanation {
    /// Where an operand of the explanation lives: one that it depends on, or one that is only mentioned.
    pub fn source(&self, operand: &Operand) -> Option<Source> {
        if operand.argument == Operand::OWN {
            return Some(Source::Node { node: self.node, at: operand.at });
        }
        let home = self.homes.get(operand.argument)?.get(operand.part.unwrap_or(0))?;
        let at = operand.at;
        Some(match home.clone() {
            Home::Cell { cell, name, typed } => Source::Cell { cell, name, typed, at },
            Home::Node(node) => Source::Node { node, at },
            Home::Dimension(name) => Source::Dimension { name },
            Home::Literal(node) => Source::Literal { node },
        })
    }

    /// The operands that the number depends on, each with where it lives.
    pub fn sources(&self) -> Vec<(Operand, Source)> {
        let operands = self.explanation.operands().into_iter();
        operands.filter_map(|operand| Some((operand, self.source(&operand)?))).collect()
    }
}

impl<'a> Explainer<'a> {
    /// Of a run and the program that it is of.
    pub fn new(program: &'a Program, run: &'a Run) -> Self {
        Self { program, run }
    }

    /// Explains an element of the value of the cell that defines `name`, or of a node of its formula.
    ///
    /// `None` where there is no such element, or nothing to explain: the cell is typed, or has no present value.
    pub fn explain(&self, name: &str, node: Option<NodeId>, at: Position) -> Option<NodeExplanation> {
        let (result, mut recall) = self.recall(self.place(name)?)?;
        let formula = result.formula.as_ref()?;
        let node = node.unwrap_or(formula.root());
        let array = recall.array(node)?;
        let value = array.get(at.0, at.1, at.2)?;
        let (operation, explanation, homes, settings) = if recall.is_leaf(node) {
            let operand = Operand { argument: 0, part: None, at, value };
            let homes = vec![vec![self.home(&recall, node)]];
            (None, Explanation::Copy(operand), homes, Vec::new())
        } else {
            let inputs = recall.inputs(node)?;
            let homes = inputs.arrays.iter().map(|nodes| {
                let homes = nodes.iter().map(|node| self.home(&recall, *node));
                homes.collect()
            });
            let homes = homes.collect();
            let (operation, explanation) = recall.called(node, |called| {
                let explanation = ops::explained(called.operation)
                    .and_then(|operation| operation.explain_within(called.arguments, &array, at));
                (called.operation.name(), explanation)
            })?;
            (Some(operation), explanation?, homes, inputs.settings)
        };
        let (cell, name) = (result.cell.id.clone(), formula.name.clone());
        Some(NodeExplanation { cell, name, node, operation, at, value, explanation, settings, homes })
    }

    /// The formula that defines a name, as it was computed.
    pub fn formula(&self, name: &str) -> Option<&'a Formula> {
        let run: &'a Run = self.run;
        run.results.get(self.place(name)?)?.formula.as_deref()
    }

    /// The present value of the cell that defines a name.
    pub fn value_of(&self, name: &str) -> Option<&'a Rc<Array>> {
        self.run.results.get(self.place(name)?)?.fresh()
    }

    /// The formula of the cell that defines a name, and the value of one of its nodes.
    pub fn node_of(&self, name: &str, node: NodeId) -> Option<(&'a Formula, &'a NodeValue)> {
        let result = self.run.results.get(self.place(name)?)?;
        Some((result.formula.as_deref()?, result.nodes.get(node)?))
    }

    /// The place in the program of the cell that defines a name.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.program.definitions.get(name).copied()
    }

    /// A formula cell with a present value, to be looked at again.
    pub(super) fn recall(&self, place: usize) -> Option<(&'a CellResult, Recall<'a>)> {
        let result: &'a CellResult = self.run.results.get(place)?;
        result.fresh()?;
        Some((result, Recall::new(result.formula.as_deref()?, &result.nodes)?))
    }

    fn home(&self, recall: &Recall<'_>, node: NodeId) -> Home {
        match recall.expr(node) {
            Some(Expr::Number(_)) => Home::Literal(node),
            Some(Expr::Name(name)) => {
                match self.place(name).and_then(|place| self.program.cells.get(place)) {
                    Some(found) => {
                        let typed = !matches!(found.cell.kind, CellKind::Formula { .. });
                        Home::Cell { cell: found.cell.id.clone(), name: name.clone(), typed }
                    }
                    None if self.program.dimensions.iter().any(|(dimension, _)| dimension == name) => {
                        Home::Dimension(name.clone())
                    }
                    None => Home::Literal(node),
                }
            }
            _ => Home::Node(node),
        }
    }
}
