//! Scores, scaled scores and weights of one query, found in the formulas.

use std::rc::Rc;

use super::{Hidden, Veil};
use crate::{
    formula::NodeId,
    notebook::{CellId, Explainer, NodeExplanation, Source},
    ops::explanation::{Explanation, Operand},
    plot::{Bars, Role, bars},
    value::Position,
};

/// How many formulas are followed back, at most.
const FARTHEST: usize = 32;

/// The numbers of one row of a softmax, from left to right as it goes through the formulas.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryBars {
    /// The position of the axis that the numbers lie along.
    pub axis: usize,
    /// Before they are divided; `None` where nothing is.
    pub scores: Option<Series>,
    /// What softmax takes; −∞ where masked.
    pub scaled: Series,
    /// What it gives.
    pub weights: Series,
    /// The cells whose numbers these are.
    cells: Vec<CellId>,
}

/// A row of numbers and where in the notebook it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The name of a cell, or a part of a formula.
    pub code: String,
    /// The numbers.
    pub values: Vec<f64>,
}

impl QueryBars {
    /// The row of the softmax to which an element belongs: of a cell's value, or of a node of its formula.
    pub fn of(explainer: Explainer<'_>, name: &str, node: Option<NodeId>, at: Position) -> Option<Self> {
        let found = explainer.explain(name, node, at)?;
        let Explanation::Softmax(softmax) = &found.explanation else { return None };
        let operands: Vec<&Operand> = softmax.members.iter().map(|member| &member.operand).collect();
        let weights = Series {
            code: node.map_or_else(|| name.to_owned(), |node| code(explainer, &found.name, node)),
            values: softmax.members.iter().map(|member| member.weight).collect(),
        };
        let scaled = Series {
            code: place(explainer, &found, operands.first()?).unwrap_or_default(),
            values: operands.iter().map(|operand| operand.value).collect(),
        };
        let mut cells = vec![found.cell.clone()];
        let divided: Vec<Option<(String, f64)>> =
            operands.iter().map(|operand| before_division(explainer, &found, operand, &mut cells)).collect();
        let divided: Option<Vec<(String, f64)>> = divided.into_iter().collect();
        let scores = divided.map(|divided| Series {
            code: divided.first().map(|first| first.0.clone()).unwrap_or_default(),
            values: divided.into_iter().map(|score| score.1).collect(),
        });
        Some(Self { axis: softmax.axis, scores, scaled, weights, cells })
    }

    /// One row of the softmax that the value of a cell is; a column, where softmax runs down the columns.
    pub fn of_row(explainer: Explainer<'_>, name: &str, row: usize) -> Option<Self> {
        let found = Self::of(explainer, name, None, (0, row, 0)).filter(|found| found.axis > 0);
        found.or_else(|| Self::of(explainer, name, None, (0, 0, row)))
    }

    /// Whether the bars would tell numbers that are not to be seen, and why.
    pub fn veil(&self, hidden: &Hidden) -> Option<Veil> {
        self.cells.iter().find_map(|cell| hidden.covers(cell))
    }

    /// The rows as bars: scores and scaled scores over the same range, weights from 0 to 1.
    pub fn panels(&self) -> Vec<(&Series, Bars)> {
        let scores = self.scores.iter().chain([&self.scaled]);
        let (low, high) = bars::range(scores.clone().flat_map(|series| &series.values));
        let panel =
            |series: &'_ Series, (low, high), role| Bars { values: series.values.clone(), low, high, role };
        let scores = scores.map(|series| (series, panel(series, (low, high), Role::Scores)));
        scores.chain([(&self.weights, panel(&self.weights, (0.0, 1.0), Role::Weights))]).collect()
    }
}

/// The number that a score was before it was divided (once or more often), and where it stands. On the way there may
/// be other cells, `where`, and a mask that is added; the cells on the way are noted.
fn before_division(
    explainer: Explainer<'_>,
    of: &NodeExplanation,
    operand: &Operand,
    cells: &mut Vec<CellId>,
) -> Option<(String, f64)> {
    let (mut found, mut operand) = (of.clone(), *operand);
    let mut divided = None;
    for _ in 0..FARTHEST {
        let source = found.source(&operand)?;
        if let Source::Cell { cell, .. } = &source
            && !cells.contains(cell)
        {
            cells.push(cell.clone());
        }
        let next = match source {
            Source::Cell { name, typed: false, at, .. } => explainer.explain(&name, None, at),
            Source::Node { node, at } => explainer.explain(&found.name, Some(node), at),
            _ => None,
        };
        let Some(next) = next else { break };
        let further = match &next.explanation {
            Explanation::Copy(x) | Explanation::Lookup { x, .. } => *x,
            // −∞ stands in for what is masked.
            Explanation::Choice { x, y, .. } if divided.is_none() && x.value == f64::NEG_INFINITY => *y,
            Explanation::Choice { x, .. } if divided.is_none() => *x,
            Explanation::Binary { operation: "/", left, .. } => {
                divided = Some((place(explainer, &next, left)?, left.value));
                *left
            }
            // An additive mask is 0 or −∞.
            Explanation::Binary { operation: "+", left, right }
                if divided.is_none() && (right.value == 0.0 || right.value == f64::NEG_INFINITY) =>
            {
                *left
            }
            _ => break,
        };
        (found, operand) = (next, further);
    }
    divided
}

/// Where an operand stands: the name of a cell, or a part of the formula.
fn place(explainer: Explainer<'_>, of: &NodeExplanation, operand: &Operand) -> Option<String> {
    match of.source(operand)? {
        Source::Cell { name, .. } | Source::Dimension { name } => Some(name.to_string()),
        Source::Node { node, .. } | Source::Literal { node } => Some(code(explainer, &of.name, node)),
    }
}

fn code(explainer: Explainer<'_>, name: &Rc<str>, node: NodeId) -> String {
    explainer.formula(name).map(|formula| formula.text(node).to_owned()).unwrap_or_default()
}
