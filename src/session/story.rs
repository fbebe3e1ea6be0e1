//! What happens in a step, as data.

use std::rc::Rc;

use super::{Grain, Hidden, Player, Steps, Veil};
use crate::{
    formula::{BinaryOperator, Expr, Formula, Style},
    notebook::{CellId, CellKind, Explainer, NodeExplanation, Program, Run},
    ops::Explanation,
    value::{Array, Position, Shape},
};

/// What happens in a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Story {
    /// Nothing is computed yet: the names of what is typed.
    Start(Vec<Rc<str>>),
    /// Something was computed.
    Computed {
        /// The cell.
        cell: CellId,
        /// The name that it defines.
        name: Rc<str>,
        /// The shape of its value.
        shape: Shape,
        /// What of it.
        told: Told,
        /// Whether nothing is left to compute.
        is_last: bool,
    },
}

/// What was computed of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// All of it.
    Cell {
        /// What its last operation does, as the catalogue calls it.
        action: &'static str,
        /// The operands of that operation, as the formula writes them; empty for none.
        operands: [String; 2],
        /// The formula.
        source: Rc<str>,
    },
    /// A row or a number of it that is to be filled in, and is not told.
    Asked {
        /// The first number.
        at: Position,
        /// Whether it is a row.
        is_row: bool,
    },
    /// A row of it.
    Row {
        /// The first number of the row.
        at: Position,
        /// Its numbers.
        numbers: Vec<f64>,
        /// What they add up to, where they are weights.
        total: Option<f64>,
        /// Whether it is a state that is made of the row before, as in `rnn`.
        is_state: bool,
    },
    /// A number of it.
    Number {
        /// Where it stands.
        at: Position,
        /// The number.
        value: f64,
        /// Why it is this one; `None` where that would tell numbers that are to be filled in.
        explanation: Option<Box<NodeExplanation>>,
    },
}

impl Story {
    /// What the player has just done; `None` while nobody steps.
    pub fn of(program: &Program, run: &Run, hidden: &Hidden, player: &Player) -> Option<Self> {
        let step = player.step?;
        let steps = Steps::of(program, run, player.grain);
        if step == 0 {
            let given =
                program.cells.iter().filter(|cell| !matches!(cell.cell.kind, CellKind::Formula { .. }));
            return Some(Self::Start(given.filter_map(|cell| cell.name.clone()).collect()));
        }
        let (station, numbers) = steps.computed(step)?;
        let result = run.results.get(station.place)?;
        let (array, formula) = (result.fresh()?, result.formula.as_ref()?);
        let at = station.position(numbers.start);
        let explainer = Explainer::new(program, run);
        let is_asked = numbers
            .clone()
            .any(|number| hidden.holds(&station.cell, station.position(number)) == Some(Veil::Asked));
        let explained = || {
            let found = explainer.explain(&formula.name, None, at)?;
            let veil = hidden.veil_of_explanation(program, run, &found, None);
            (veil != Some(Veil::Asked)).then(|| Box::new(found))
        };
        let told = match player.grain {
            Grain::Row | Grain::Number if is_asked => Told::Asked { at, is_row: player.grain == Grain::Row },
            Grain::Cell => Told::Cell {
                action: action(formula, &explainer, array),
                operands: operands(formula),
                source: formula.source.clone(),
            },
            Grain::Row => {
                let found = explainer.explain(&formula.name, None, at);
                Told::Row {
                    at,
                    numbers: row(array, at, numbers.len()),
                    is_state: matches!(
                        found.as_ref().map(|found| &found.explanation),
                        Some(Explanation::Derivation(derivation)) if derivation.is_state
                    ),
                    total: found.and_then(|found| total(&found, array)),
                }
            }
            Grain::Number => {
                Told::Number { at, value: array.get(at.0, at.1, at.2)?, explanation: explained() }
            }
        };
        Some(Self::Computed {
            cell: station.cell.clone(),
            name: formula.name.clone(),
            shape: array.shape().clone(),
            told,
            is_last: step == steps.count(),
        })
    }
}

fn row(array: &Array, (stack, row, first): Position, length: usize) -> Vec<f64> {
    (first..first + length).filter_map(|column| array.get(stack, row, column)).collect()
}

/// Of weights along the row.
fn total(found: &NodeExplanation, array: &Array) -> Option<f64> {
    match &found.explanation {
        Explanation::Softmax(softmax) if softmax.axis + 1 == array.shape().rank() => Some(softmax.total()),
        _ => None,
    }
}

fn root(formula: &Formula) -> Option<&Expr> {
    formula.nodes.get(formula.root()).map(|node| &node.expr)
}

/// What the whole right-hand side does, in the words of the catalogue's `player.cell`.
fn action(formula: &Formula, explainer: &Explainer<'_>, array: &Array) -> &'static str {
    match root(formula) {
        Some(Expr::Binary(operator, ..)) => match operator {
            BinaryOperator::MatrixMultiply => "products",
            BinaryOperator::Add => "add",
            BinaryOperator::Subtract => "subtract",
            BinaryOperator::Multiply => "multiply",
            BinaryOperator::Divide => "divide",
            _ => "each",
        },
        Some(Expr::Transpose(_)) => "transpose",
        Some(Expr::Call { function, .. }) => match &**function {
            "softmax" => softmax_action(formula, explainer, array),
            "transpose" => "transpose",
            "where" => "choose",
            "conv1d" => "convolution",
            "rnn" | "gru" => "recurrence",
            "sum" | "mean" | "max" | "min" | "argmax" => "reduce",
            "exp" | "log" | "sqrt" | "abs" | "tanh" | "sigmoid" | "relu" => "each",
            _ => "other",
        },
        _ => "other",
    }
}

/// Along the rows, or along another axis.
fn softmax_action(formula: &Formula, explainer: &Explainer<'_>, array: &Array) -> &'static str {
    let Some(found) = explainer.explain(&formula.name, None, (0, 0, 0)) else { return "other" };
    let Explanation::Softmax(softmax) = &found.explanation else { return "other" };
    match array.shape().rank().saturating_sub(softmax.axis) {
        1 => "softmax_rows",
        2 => "softmax_columns",
        _ => "softmax",
    }
}

/// The first two operands of the right-hand side, as the formula writes them.
fn operands(formula: &Formula) -> [String; 2] {
    let print = |node| formula.print_node(node, Style::Plain);
    match root(formula) {
        Some(Expr::Binary(_, left, right)) => [print(*left), print(*right)],
        Some(Expr::Transpose(operand)) => [print(*operand), String::new()],
        Some(Expr::Call { arguments, .. }) => {
            let mut arguments = arguments.iter().map(|argument| print(*argument));
            [arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default()]
        }
        _ => [String::new(), String::new()],
    }
}
